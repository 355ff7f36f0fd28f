"""Packs that are sound and as much as anybody can put into one: each is refused or done soon."""

import datetime
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from discloser.disclosure.facts import known_facts
from discloser.packs.load import load

DAY = datetime.date(2026, 11, 21)

Files = Mapping[str, str]

MANIFEST = 'title = "Heavy"\nextends = "standard"\n'
SPEC = """
[[document]]
id = "{}"
title = "B"
about = "x."
kind = "note"
phase = "before"
audiences = ["manager", "hr", "team"]
decisions = ["tell_now", "tell_partly", "tell_later", "not_sure", "undecided"]
"""


def write(files: Files, folder: Path) -> Path:
    """Write a pack below a folder, and return where it is."""
    root = folder / "heavy"
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@cache
def facts() -> list[str]:
    """Return the facts that conditions can name."""
    return sorted(known_facts(load("standard").catalogue))


def fact(number: int) -> str:
    """Return one of them."""
    return facts()[number % len(facts())]


def document(body: str, **more: str) -> Files:
    """Return a pack with one document."""
    rest = {path.replace("__", "/") + ".toml": text for path, text in more.items()}
    return {"pack.toml": MANIFEST + SPEC.format("big"), "documents/big.j2": body, **rest}


def spoken(listed: str, entry: str = "reassurance") -> str:
    """Return a phrase with some wordings, the last of which fits everybody."""
    return f'[[phrase]]\nid = "{entry}"\nabout = "x"\ntext = [\n{listed}"Plain."]\n'


def wording(text: str, *when: str) -> str:
    """Return one wording of a list."""
    conditions = ", ".join(f'"{each}"' for each in when)
    return f'{{ text = "{text}", when = [{conditions}] }},\n'


def tests(count: int) -> str:
    """Return branches that stand one after another."""
    return "".join(
        f"{{% if fact.{fact(n)} and not fact.{fact(n * 7 + 3)} %}}Line {n}.\n{{% endif %}}"
        for n in range(count)
    )


def cases(blocks: int, each: int) -> str:
    """Return blocks of many cases."""
    return "".join(
        "{% if fact."
        + fact(k)
        + " %}a"
        + "".join(
            f"{{% elif fact.{fact(k * 3 + n)} and fact.{fact(k * 5 + n * 11)} %}}b{n}"
            for n in range(each)
        )
        + "{% endif %}\n"
        for k in range(blocks)
    )


def phrases(count: int, each: int, conditions: int) -> str:
    """Return many phrases with many wordings that all have other conditions."""
    return "".join(
        spoken(
            "".join(
                wording(
                    f"Of {p} it is {n}.", *(fact(p * 5 + n * 3 + j * 7) for j in range(conditions))
                )
                for n in range(each)
            ),
            f"p{p}",
        )
        for p in range(count)
    )


def questions(count: int) -> str:
    """Return many questions of others."""
    return "".join(
        f'[[question]]\nid = "q{n}"\naskers = ["manager", "team"]\nabout = "x"\n'
        f'question = "Why {n}?"\n[[question.reply]]\ntechnique = "brief"\n'
        f'text = "Let us go on with work {n}."\n'
        for n in range(count)
    )


def saying(count: int) -> str:
    """Return a template that says many phrases."""
    return "".join(f"{{{{ say.p{n} }}}}\n" for n in range(count))


def person(number: int) -> str:
    """Return an invented person's plan."""
    return (
        f'format = 1\n[person]\nname = "Ann {number}"\n[choice]\ndecision = "tell_now"\n'
        f'[[ask]]\nid = "later_start"\n[meeting]\naudience = "manager"\nname = "Jo {number}"\n'
    )


SAY = "{{ say.reassurance }}\n"

HEAVY: dict[str, Callable[[], Files]] = {
    "branches": lambda: document(tests(490)),
    "branches, just few enough": lambda: document(tests(150)),
    "cases": lambda: document(cases(30, 30)),
    "cases, just few enough": lambda: document(cases(4, 36)),
    "wordings": lambda: document(
        SAY,
        phrases__a=spoken(
            "".join(wording(f"Line {n} of it.", fact(n), fact(n * 13 + 5)) for n in range(2_800))
        ),
    ),
    "wordings, just few enough": lambda: document(
        SAY,
        phrases__a=spoken(
            "".join(wording(f"Line {n} of it.", fact(n), fact(n * 13 + 5)) for n in range(99))
        ),
    ),
    "conditions": lambda: document(
        SAY,
        phrases__a=spoken(
            "".join(
                wording(f"Line {n} of it.", *(fact(n + j * 3) for j in range(60)))
                for n in range(90)
            )
        ),
    ),
    "logic": lambda: document(saying(40), phrases__a=phrases(40, 60, 6)),
    "the same words": lambda: document(
        saying(60),
        phrases__a="".join(
            spoken(wording("The same old words of it.", fact(n)) * 60, f"p{n}") for n in range(60)
        ),
    ),
    "short words": lambda: document(
        "x\n",
        phrases__a="".join(
            spoken("".join(wording(f"Aaaaaaa{p}x{n} bbbbbbb", fact(n)) for n in range(90)), f"p{p}")
            for p in range(60)
        ),
    ),
    "loops": lambda: document(
        "{% for a in questions %}{% for b in questions %}{{ a.id }}{{ b.id }} {% endfor %}"
        "{% endfor %}" * 3
    ),
    "long texts": lambda: document(
        "{% for a in questions %}{% for b in questions %}{{ a.question }} {{ b.question }}\n"
        "{% endfor %}{% endfor %}" * 12
    ),
    "long": lambda: document("a\n\n" * 20_000),
    "letters": lambda: document("".join(f"{chr(97 + n * 7 % 26)}\n\n" for n in range(20_000))),
    "letters, just few enough": lambda: document(
        "".join(f"{chr(97 + n * 7 % 26)}\n\n" for n in range(13_000))
    ),
    "slips": lambda: document("That is a apple. I am sorry, always. None.\n" * 900),
    "documents": lambda: {
        "pack.toml": MANIFEST + "".join(SPEC.format(f"d{n}") for n in range(900)),
        **{f"documents/d{n}.j2": "Hello. {% if asks %}x{% endif %}" for n in range(900)},
    },
    "questions": lambda: document(
        "{% for a in questions %}{{ a.question }}\n{% endfor %}", catalogue__q=questions(3_000)
    ),
    "phrases": lambda: document(saying(700), phrases__a=phrases(1_500, 1, 1)),
    "people": lambda: {
        **document("Hello.\n"),
        **{f"people/p{n}.toml": person(n) for n in range(400)},
    },
    "tones": lambda: document(
        "Hello.\n",
        catalogue__t="".join(f'[[tone]]\nid = "t{n}"\nlabel = "T"\n' for n in range(400)),
    ),
    "words": lambda: document(
        "Hello.\n",
        catalogue__w="[health]\nwords = ["
        + ", ".join(f'"ab{n} cd{n * 7} ef"' for n in range(20_000))
        + "]\n",
    ),
    "a subject": lambda: {
        "pack.toml": MANIFEST + SPEC.format("big") + 'subject = "p0"\n',
        "documents/big.j2": "Hello.\n",
        "phrases/a.toml": f'[[phrase]]\nid = "p0"\nabout = "x"\ntext = "{"a b " * 100_000}"\n',
    },
}
"""Name to the files of a pack over the standard one."""
