"""Writes packs at random, checks them, and renders what the check let through.

Usage: ./run python bench/fuzz.py [PACKS]

Each pack lies on the standard one and holds a template put together from good, bad and hostile
tags, a phrase with wordings under random conditions, and a document that is declared at random. It
is either refused by ``pack check``, or its document is written for sample persons of whom random
answers were taken away. If the check lets a pack through and a document that makes sense cannot be
written then, the check has missed something, and the run ends with what Hypothesis makes of it:
the smallest such pack.
"""

import datetime
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from bench.figures import TODAY, machine
from discloser.authoring.check import static_findings
from discloser.authoring.workbench import Workbench
from discloser.disclosure.facts import known_facts
from discloser.errors import DiscloserError, TemplateError
from discloser.model.decoding import Misfit, decode
from discloser.model.plan import Plan
from discloser.model.words import Audience, Decision, Topic
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.load import BUILT_IN, load
from discloser.rendering.context import SECTIONS
from discloser.rendering.names import GENERAL
from discloser.session.session import Session

STANDARD = read_folder(BUILT_IN / "standard")
CATALOGUE = load("standard").catalogue
BENCH = Workbench([STANDARD])
PLANS: list[dict[str, Any]] = [to_builtins(BENCH.person(name)) for name in BENCH.people]

FACTS = sorted(known_facts(CATALOGUE))
NAMES = [each.name for each in GENERAL] + list(SECTIONS)
SAID = [f"say.{phrase}" for phrase in CATALOGUE.phrases]
PARTS = [
    *(f"fact.{fact}" for fact in FACTS),
    *(f"health.{topic}" for topic in Topic),
    *("asks[0].phrase", "impacts[0].line", "country.label", "privacy.papers", "each.short"),
    *("each", "each.phrase", "each.text", "item.ask", "loop.first", "loop.index", "my_nam"),
    *("questions[0].replies[0].text", "general.gap", "points.room.say", "tone", "level"),
]
HOSTILE = [
    "x.__class__.__mro__",
    "''.format(x)",
    "range(999999999)",
    "'a' * 10**9",
    "lipsum()",
    "self._TemplateReference__context",
    "cycler.__init__.__globals__",
    "asks|map(attribute='x')",
    "(" * 40 + "x" + ")" * 40,
    "[" * 400,
    "a.b.c.d.e.f.g.h.i",
    "'\u202e\u2066' ~ x",
    "x if x else" + " x if x else" * 60,
    "\u201cquoted\u201d",
]
FILTERS = (
    "article capital clause either listed lower_first possessive sentence default upper".split()
)
WORDS = "I would like to talk about how we work. Thank you! It is a plan - for the weeks".split()
ROUGH = (
    "lupus fatigue None \u201cSo\u201d {name} %} #} {{ {% {# \x00 \u202e \n\n \n-  \n1. \n# "
    "a apple an pear the the [] () , ,"
).split(" ")

names = st.sampled_from([*NAMES, *SAID, *PARTS])
texts = st.sampled_from([*(each.name for each in GENERAL if each.name not in SECTIONS), *SAID])
lists = st.sampled_from(["asks", "more_asks", "impacts", "told", "agreed", "open", "log", "ask"])
values = st.one_of(
    texts,
    texts,
    names,
    st.builds("{}|{}".format, texts, st.sampled_from(FILTERS)),
    st.builds('{}|default("{}")'.format, texts, st.sampled_from(["", "x", "a long word"])),
)
conditions = st.one_of(
    names,
    st.sampled_from(FACTS).map("fact.{}".format),
    st.builds("not {}".format, names),
    st.builds("{} {} {}".format, names, st.sampled_from(["and", "or"]), names),
    st.builds('tone == "{}"'.format, st.sampled_from([*CATALOGUE.tones, "loud"])),
    st.builds("level >= {}".format, st.integers(0, 5)),
    st.builds("{} is defined".format, names),
)
prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
guarded = st.builds("{{% if {0} %}}{{{{ {0} }}}}{{% endif %}}".format, texts)
bad = st.one_of(
    st.builds('{{% include "{}" %}}'.format, st.sampled_from(["documents/a.j2", "../x", "/etc"])),
    st.builds("{{% set {} = {} %}}".format, st.sampled_from(["mine", "ask", "each"]), values),
    st.sampled_from(["{% endif %}", "{% else %}", "{% raw %}", "{% for x in y %}", "{{ }}"]),
    st.sampled_from(ROUGH),
    st.sampled_from(HOSTILE).map("{{{{ {} }}}}".format),
)
plain = st.builds("{{{{ {} }}}}".format, values)
leaves = st.sampled_from([prose] * 6 + [guarded] * 5 + [plain] * 3 + [bad]).flatmap(lambda one: one)
"""Mostly what an author would write, so that the check lets some of it through."""
templates = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("{}\n{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, conditions, inner, inner),
        st.builds("{{% for each in {} %}}\n{}\n{{% endfor %}}".format, lists, inner),
    ),
    max_leaves=12,
)
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from([*WORDS, *ROUGH]))
blanks = st.sampled_from([each.name for each in GENERAL]).map("{{{}}}".format)
wording = st.fixed_dictionaries(
    {"text": st.lists(st.one_of(pieces, blanks), min_size=1, max_size=6).map(" ".join)},
    optional={
        "when": st.lists(
            st.builds("{}{}".format, st.sampled_from(["", "not "]), st.sampled_from(FACTS)),
            max_size=3,
        ),
        "level": st.integers(0, 6),
        "tone": st.sampled_from([*CATALOGUE.tones, *CATALOGUE.tones, "loud"]),
        "reveals": st.lists(st.sampled_from(list(Topic)), max_size=2),
    },
)
documents = st.fixed_dictionaries(
    {
        "id": st.just("fuzzed"),
        "title": st.just("Fuzzed"),
        "about": st.just("A document at random."),
        "kind": st.sampled_from(["script", "email", "letter", "note", "card", "sheet", "rights"]),
        "phase": st.sampled_from(["before", "instead", "after"]),
        "audiences": st.lists(st.sampled_from(list(Audience)), min_size=1, max_size=4),
        "decisions": st.lists(st.sampled_from([*Decision, "undecided"]), min_size=1, max_size=5),
    },
    optional={
        "when": st.lists(st.sampled_from(FACTS), max_size=2),
        "missing": st.just("Add what it needs."),
        "reads": st.lists(st.sampled_from(list(Topic)), max_size=5),
        "prepared": st.booleans(),
        "subject": st.sampled_from([*CATALOGUE.phrases, "no_such"]),
    },
)
packs = st.builds(
    lambda template, document, wordings: {
        "pack.toml": tomli_w.dumps(
            {"title": "F", "extends": "standard", "document": [_plain(document)]}
        ),
        "documents/fuzzed.j2": template,
        "phrases/fuzzed.toml": tomli_w.dumps(
            {"phrase": [{"id": "reassurance", "about": "x", "text": _plain(wordings)}]}
        ),
    },
    templates,
    documents,
    st.lists(wording, min_size=1, max_size=3),
)


def _plain(value: Any) -> Any:
    """Return a value with nothing but what TOML can hold."""
    return to_builtins(value)


def _thinned(draw: st.DrawFn) -> Plan | None:
    """Return a sample person's plan without some of its answers, or None if that is no plan."""
    raw = dict(draw(st.sampled_from(PLANS)))
    for table in ("person", "why", "choice", "health", "boundaries", "meeting", "outcome", "truth"):
        if isinstance(raw.get(table), dict):
            keys = sorted(raw[table])
            gone = draw(st.sets(st.sampled_from(keys), max_size=len(keys))) if keys else ()
            raw[table] = {key: value for key, value in raw[table].items() if key not in gone}
    for table in ("ask", "impact", "edit"):
        if draw(st.booleans()):
            raw.pop(table, None)
    try:
        return decode(raw, Plan)
    except Misfit:
        return None


thinned = st.composite(_thinned)()


class MissedError(Exception):
    """The check let something through, or said nothing useful."""


class Tally:
    """What became of the packs."""

    def __init__(self) -> None:
        self.ends: Counter[str] = Counter()
        self.worst = 0.0
        self.rules: Counter[str] = Counter()

    def take(self, files: dict[str, str], plans: list[Plan | None]) -> None:
        """Check one pack and write its document. Raises MissedError for a broken promise."""
        started = time.perf_counter()
        bench = Workbench([STANDARD, PackFolder(Path("fuzz"), files)])
        found = static_findings(bench, TODAY)
        blocking = [each for each in found if each.blocks]
        self.rules.update({each.rule for each in blocking})
        for each in found:
            if not (each.why and each.how and each.file):
                raise MissedError(each)
        ends = "refused" if blocking else "let through, written"
        if bench.pack and "fuzzed" in bench.pack.documents:
            spec = bench.pack.documents["fuzzed"]
            for plan in filter(None, plans):
                session = Session(plan, bench.workshop, TODAY)
                for audience in spec.audiences:
                    try:
                        session.draft((spec, audience))
                    except TemplateError as error:
                        if not blocking:
                            ends = "let through, not written"
                            if (spec, audience) in session.places():
                                raise MissedError(error.message, files) from None
                    except DiscloserError:
                        ends = "refused while writing"
        self.worst = max(self.worst, time.perf_counter() - started)
        self.ends[ends] += 1


def main() -> None:
    """Run, and print the figures."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    tally = Tally()

    @seed(20261126)
    @settings(
        max_examples=many,
        deadline=datetime.timedelta(seconds=5),
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(packs, st.lists(thinned, min_size=3, max_size=3))
    def run(files: dict[str, str], plans: list[Plan | None]) -> None:
        tally.take(files, plans)

    began = time.perf_counter()
    run()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{machine()}\n{many} packs in {time.perf_counter() - began:.0f} s")
    print(f"worst: {tally.worst:.2f} s for one pack; peak of memory: {peak:.0f} MB")
    for ends, count in tally.ends.most_common():
        print(f"{count:6} {ends}")
    print("reasons:", ", ".join(f"{rule} {n}" for rule, n in tally.rules.most_common()))


if __name__ == "__main__":
    main()
