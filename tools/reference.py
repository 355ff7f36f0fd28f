"""Write the reference part of the authors' manual from the code, between its marks.

Usage: ./run python tools/reference.py [--check]
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct

from discloser.authoring.rules import RULES
from discloser.cli.commands import COMMANDS, Option
from discloser.disclosure.fact_words import GROUPS, fact_words, family_of
from discloser.model.catalogue import Catalogue, FieldKind, LanguageWords, Wording, WordList
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.document import DocumentSpec
from discloser.model.language import ENGLISH
from discloser.model.wording import fields, wordings
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.layers import ID_KEYS, KINDS, SINGLE, WORDS
from discloser.packs.load import BUILT_IN, load
from discloser.packs.manifest import Manifest
from discloser.packs.pack import ENTRIES, SINGLES
from discloser.rendering.filters import filters_for
from discloser.rendering.names import NAMES, Name
from discloser.rendering.subset import Templates
from discloser.text.fielddocs import field_docs

MANUAL = Path(__file__).parent.parent / "scripts_templates" / "README.md"
MARK = re.compile(r"(<!-- generated: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)

KIND_WORDS: dict[str, str] = {
    "time": 'A time, such as "10:00". It is written as the country writes it.',
    "date": "A date, such as 2026-12-01.",
    "count": "A number.",
    "hours": "A number of hours.",
    "weight": "A weight. It comes with kg or lb, so the text needs no unit.",
    "range": 'A range, such as "3 to 5 days".',
    "text": "Some words.",
}
"""Kind of blank to what the person writes."""

LIST_WORDS: dict[str, str] = {
    "health": "Words that show an illness. Blocked below level 3.",
    "illness_names": "Names of illnesses. Blocked below level 3, and in every sentence of a pack.",
    "health_allowed_from_level_2": "Words that show that it is about health, no more. Blocked "
    "below level 2.",
    "no_effect": "Claims that nothing is affected. Blocked for someone who asks for a change.",
    "sorry": "Pleading. A tip.",
    "blame": "Blame and threats. A tip.",
    "over": "Promises that nobody can keep. A tip.",
    "law": "Words of the law. A tip in scripts.",
    "health_question": "Questions about the other person's health. A tip.",
    "pronouns": '"he", "she" and the like. A tip.',
    "opening_cues": "How a text says why you write.",
    "next_step_cues": "How a next step sounds.",
    "thanks_cues": "How thanks sound.",
    "reassurance_cues": "How a good word on the job sounds.",
    "privacy_cues": "How a line on privacy sounds.",
}
"""Word list to what it is for."""

EXAMPLES: dict[str, tuple[str, dict[str, object]]] = {
    "article": ("my_role|article", {"my_role": "engineer"}),
    "capital": ("later|capital", {"later": "when the rota is out"}),
    "clause": ("told_outlook|clause", {"told_outlook": "It should ease by the spring."}),
    "either": ("look_again|either", {"look_again": ["my tasks change", "my manager changes"]}),
    "listed": ("look_again|listed", {"look_again": ["my tasks change", "my manager changes"]}),
    "lower_first": ("told_outlook|lower_first", {"told_outlook": "It should ease by the spring."}),
    "possessive": ("to_call|possessive", {"to_call": "Jordan"}),
    "sentence": ("later|sentence", {"later": "when the rota is out"}),
    "default": ('meeting_place|default("a quiet room")', {}),
}
"""Filter to an example, and the answers for it."""

DEFAULT = "Print something else where there is no value."
"""What the filter does that the language has built in."""


def reference() -> dict[str, str]:
    """Return every generated part by the name in its mark."""
    catalogue = load("standard").catalogue
    parts: dict[str, Callable[[], Iterable[str]]] = {
        "commands": _commands,
        "headings": lambda: _headings(read_folder(BUILT_IN / "standard")),
        "wording": lambda: _keys(Wording),
        "blanks": lambda: _table(
            ("Kind", "What the person writes"),
            ((f"`{kind}`", KIND_WORDS[kind]) for kind in get_args(FieldKind)),
        ),
        "facts": lambda: _facts(catalogue),
        "general": lambda: _general(catalogue),
        "templates": _templates,
        "filters": _filters,
        "pack": lambda: _keys(Manifest),
        "document": lambda: _keys(DocumentSpec),
        "entries": _entries,
        "lists": lambda: _lists(catalogue),
        "words": lambda: _table(
            ("List", "What it is for"),
            ((f"`{name}`", LIST_WORDS[name]) for name in sorted(WORDS, key=_listed_first)),
        ),
        "rules": lambda: _table(
            ("Rule", "What it says"), ((f"`{rule}`", says) for rule, says in RULES.items())
        ),
    }
    return {name: "\n".join(make()) + "\n" for name, make in parts.items()}


def renewed(text: str) -> str:
    """Return the manual with every generated part as it is now."""
    made = reference()
    return MARK.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", text)


def _commands() -> Iterator[str]:
    for command in COMMANDS:
        if command.name.startswith("pack "):
            yield from ("", f"**`{command.usage}`** {command.about}", "")
            rows = [(f"`{_shown(each)}`", each.about) for each in command.options]
            yield from _table(("Option", "What it does"), rows) if rows else ()
            yield from ("", command.note) if command.note else ()


def _shown(option: Option) -> str:
    return f"{option.flag} {option.metavar}".strip()


def _headings(folder: PackFolder) -> Iterator[str]:
    files: dict[str, list[str]] = {}
    for path in [*folder.under("catalogue", ".toml"), *folder.under("phrases", ".toml")]:
        for kind in folder.table(path):
            files.setdefault(kind, []).append(path)
    rows = []
    for kind in [*KINDS, *SINGLE]:
        shown = f"`[[{kind}]]`" if kind in KINDS else f"`[{kind}]`"
        places = ", ".join(f"`{path}`" for path in files.get(kind, ())) or "none"
        rows.append((shown, _about(_type(kind)), places))
    yield from _table(("Heading", "What it is", "File in [standard](standard)"), rows)


def _type(kind: str) -> type[Struct]:
    if kind == "language":
        return LanguageWords
    found: type[Struct] = ENTRIES[KINDS[kind]] if kind in KINDS else SINGLES[kind]
    return found


def _about(kind: type[Struct]) -> str:
    return _sentence(kind.__doc__ or "")


def _keys(kind: type[Struct]) -> Iterator[str]:
    docs = field_docs(Path(sys.modules[kind.__module__].__file__ or "").read_text("utf-8"))
    rows = []
    for field in msgspec.structs.fields(kind):
        says = _sentence(docs[kind.__name__][field.name])
        allowed = _allowed(msgspec.inspect.type_info(field.type))
        needed = " Needed." if field.required else ""
        rows.append((f"`{field.encode_name}`", f"{says}{allowed}{needed}"))
    yield from _table(("Key", "What it says"), rows)


def _allowed(info: msgspec.inspect.Type) -> str:
    """Return the short list of words that a key takes, as a sentence; long ones stand elsewhere."""
    match info:
        case msgspec.inspect.LiteralType():
            names = [str(each) for each in info.values if each]
        case msgspec.inspect.VarTupleType():
            return _allowed(info.item_type)
        case msgspec.inspect.UnionType():
            return "".join(map(_allowed, info.types))
        case _:
            return ""
    return f" One of {', '.join(f'`{name}`' for name in names)}."


def _entries() -> Iterator[str]:
    """Yield the keys of every kind of entry, and of what stands inside some of them."""
    shown: list[tuple[str, type[Struct]]] = []
    for kind in [*KINDS, *SINGLE]:
        named = ID_KEYS.get(kind, "id")
        note = "" if named == "id" or kind not in KINDS else f" It is told apart by its `{named}`."
        heading = f"[[{kind}]]" if kind in KINDS else f"[{kind}]"
        yield from ("", f"**`{heading}`** {_about(_type(kind))}{note}", "")
        yield from _keys(_type(kind))
        shown += [(kind, inner) for inner in _inside(_type(kind))]
    for kind, inner in dict.fromkeys(shown):
        yield from ("", f"**{inner.__name__}**, inside `{kind}`. {_about(inner)}", "")
        yield from _keys(inner)
    yield from ("", f"**Every word list.** {_about(WordList)}", "")
    yield from _keys(WordList)


def _inside(kind: type[Struct]) -> Iterator[type[Struct]]:
    """Yield the tables inside an entry that are no wordings."""
    for field in msgspec.structs.fields(kind):
        info = msgspec.inspect.type_info(field.type)
        item = info.item_type if isinstance(info, msgspec.inspect.VarTupleType) else info
        if isinstance(item, msgspec.inspect.StructType) and item.cls is not Wording:
            yield item.cls


def _facts(catalogue: Catalogue) -> Iterator[str]:
    words = fact_words(catalogue)
    for heading, members in GROUPS.items():
        rows: list[tuple[str, str]] = []
        for member in members:
            if member in ("asks_", "agreed_"):
                rows.append(_ask_row(member, catalogue))
                continue
            names = [member] if member in words else [n for n in words if _of(n, member)]
            rows += [
                (f"`{name}`", f"{_capital(words[name].holds)}. {words[name].note}".rstrip())
                for name in names
            ]
        yield from ("", f"**{heading}**", "")
        yield from _table(("Fact", "Holds if"), rows)


def _of(name: str, member: str) -> bool:
    return member.endswith("_") and f"{family_of(name)}_" == member


def _ask_row(member: str, catalogue: Catalogue) -> tuple[str, str]:
    ask = next(iter(catalogue.accommodations))
    told = "The person asks for it" if member == "asks_" else "The other side agreed to it"
    return f"`{member}<id>`", f"{told}: the id of an ask, such as `{member}{ask}`."


def _general(catalogue: Catalogue) -> Iterator[str]:
    known = [name for name in NAMES.general.values() if name.name in GENERAL_NAMES]
    rows = [(f"`{name.name}`", name.about, _sure(name)) for name in known]
    for ask in catalogue.accommodations.values():
        for field, name in ask.gives.items():
            label = ask.labels.get(field, field)
            about = f'The answer to "{label}", where `{ask.id}` is asked for.'
            rows.append((f"`{name}`", about, "for some people"))
    yield from _table(("Name", "What it stands for", "There is a value"), _grouped(rows))


def _grouped(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return rows with the texts of those that share a name in one."""
    found: dict[str, tuple[str, ...]] = {}
    for name, about, sure in rows:
        before = found.get(name)
        found[name] = (name, f"{before[1]} {about}" if before else about, sure)
    return list(found.values())


def _sure(name: Name) -> str:
    if name.always:
        return "always"
    return " or ".join(f"if `{fact}`" for fact in name.given_by) or "for some people"


def _templates() -> Iterator[str]:
    sections = NAMES.sections.values()
    rows = [(f"`{name.name}`", name.about, ", ".join(_parts(name))) for name in sections]
    yield from _table(("Name", "What it is", "Parts"), rows)


PART_KEYS = {
    "phrase": "the id of a phrase",
    "fact": "the name of a fact",
    "topic": "the name of a topic",
    "point": "the id of a point",
}
"""What the names of parts are, where a pack decides which there are."""


def _parts(name: Name) -> Iterator[str]:
    if name.keys:
        yield PART_KEYS[name.keys]
        parts = [part for each in name.parts for part in each.parts]
        yield from (f"then `{part.name}`" for part in parts)
        return
    for part in name.parts:
        yield f"`{part.name}`"
        yield from (f"`{part.name}.{inner.name}`" for inner in part.parts)


def _filters() -> Iterator[str]:
    filters = filters_for(ENGLISH)
    rows = []
    for name in [*filters, "default"]:
        example, data = EXAMPLES[name]
        template = f"{{{{ {example} }}}}"
        templates = Templates({"example.j2": template}, filters)
        says = (filters[name].__doc__ or "").partition("\n")[0] if name in filters else DEFAULT
        printed = templates.render("example.j2", data, NAMES.templates)
        rows.append(
            (f"`{name}`", _sentence(says.replace("Return", "Print")), f"`{template}`", printed)
        )
    yield from _table(("Filter", "What it does", "Example", "Prints"), rows)


def _lists(catalogue: Catalogue) -> Iterator[str]:
    """Yield the names that other entries point to."""
    levels = {
        str(each.id): "only by an exception" if each.level is None else f"from level {each.level}"
        for each in catalogue.topics.values()
    }
    shelves: dict[str, dict[str, str]] = {
        "Topics": {k: f"{v.label}; {levels[k]}" for k, v in catalogue.topics.items()},
        "Levels": {str(k): v.label for k, v in catalogue.levels.items()},
        "Audiences": {k: v.label for k, v in catalogue.audiences.items()},
        "Decisions": {k: v.label for k, v in catalogue.decisions.items()},
        "Techniques": {k: v.label for k, v in catalogue.techniques.items()},
        "Tones": {k: v.about or v.label for k, v in catalogue.tones.items()},
        "Lengths": {k: f"{v.label}, {v.words} words" for k, v in catalogue.lengths.items()},
        "Countries": {k: v.label for k, v in catalogue.countries.items()},
    }
    for heading, rows in shelves.items():
        yield from ("", f"**{heading}**", "")
        yield from _table(("Name", "What it is"), ((f"`{k}`", v) for k, v in rows.items()))
    yield from ("", "**Phrases of the standard pack**", "")
    yield from _table(
        ("Id", "Where it stands"), ((f"`{k}`", v.about) for k, v in catalogue.phrases.items())
    )
    yield from ("", "**Things to ask for, in the standard pack**", "")
    asks = catalogue.accommodations.items()
    rows_of_asks = (
        (f"`{k}`", [w.text for w in wordings(v.short) if not fields(w.text)][-1]) for k, v in asks
    )
    yield from _table(("Id", "In short"), rows_of_asks)


def _listed_first(name: str) -> int:
    return list(LIST_WORDS).index(name)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = (" ".join(cell.split()).replace("|", r"\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def _sentence(text: str) -> str:
    plain = " ".join(text.replace("``", "`").split())
    return plain if plain.endswith(".") else f"{plain}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def main() -> int:
    """Renew the manual; with ``--check``, only say whether it is as it should be."""
    text = MANUAL.read_text("utf-8")
    new = renewed(text)
    if "--check" not in sys.argv[1:]:
        MANUAL.write_text(new, "utf-8", newline="\n")
        return 0
    return int(new != text)


if __name__ == "__main__":
    sys.exit(main())
