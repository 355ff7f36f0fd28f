"""Checks of private topics: declared in `reads` where they are read, and read where declared."""

from collections.abc import Iterable

from discloser.authoring.static.meaning import Meaning
from discloser.authoring.static.seen import Read
from discloser.authoring.static.survey import Findings, Survey, Walked, finding
from discloser.authoring.static.templates import name_spot
from discloser.model.catalogue import Wording
from discloser.model.document import DocumentSpec
from discloser.model.texts import spoken_texts
from discloser.model.wording import fields, wordings
from discloser.model.words import Topic
from discloser.rendering.context import ASIDE
from discloser.session.drafting import OWN_EYES

ALL = frozenset(Topic)

SECTION_SHELVES = {
    "questions": ("questions",),
    "ladder": ("ladder",),
    "objections": ("objections", "accommodations"),
    "asks": ("accommodations",),
    "more_asks": ("accommodations",),
    "impacts": ("impacts",),
    "points": ("logistics",),
    "privacy": ("audiences",),
    "law_line": ("law_lines",),
}
"""What of the catalogue is said where a template reads one of these."""

EFFECT_NAMES = frozenset("impact impact_1 impact_2 impact_3 impact_short impacts limits".split())


def topic_findings(survey: Survey) -> Findings:
    """Yield topics that are read and not declared, or declared and not read."""
    yield from _undeclared(survey)
    for walked in survey.walked:
        yield from _prepared(survey, walked)
        if survey.has("documents", walked.spec.id, "reads"):
            yield from _not_read(survey, walked)


def topics_of(meaning: Meaning) -> frozenset[Topic]:
    """Return the topics without which a name of a template is never there."""
    if meaning.fact:
        return _of_fact(meaning.fact)
    return meaning.topics | _of_name(meaning.key)


def topics_of_wording(wording: Wording) -> frozenset[Topic]:
    """Return the topics that a wording needs."""
    found = set(wording.reveals)
    for condition in wording.when:
        if not condition.startswith("not "):
            found |= _of_fact(condition)
    for name in fields(wording.text):
        found |= _of_name(name)
    return frozenset(found)


def _of_fact(fact: str) -> frozenset[Topic]:
    name = fact.removeprefix("says_")
    if fact == "says_effect":
        return frozenset({Topic.WORK_EFFECT})
    return frozenset({Topic(name)}) if name != fact and name in ALL else frozenset()


def _of_name(name: str) -> frozenset[Topic]:
    if name in EFFECT_NAMES:
        return frozenset({Topic.WORK_EFFECT})
    for start in ("health_", "told_", "health."):
        topic = name.removeprefix(start)
        if topic != name and topic in ALL:
            return frozenset({Topic(topic)})
    return frozenset()


# --- read and not declared ---


def _undeclared(survey: Survey) -> Findings:
    for read, missing, printed in undeclared_reads(survey):
        at = name_spot(survey, read.file, read.path)
        named = " and ".join(f"`{topic}`" for topic in sorted(missing))
        why = (
            f"The document does not declare {named} in `reads`, so this is never there"
            f"{' and the document cannot be written' if printed else ''}."
        )
        quoted = ", ".join(f'"{topic}"' for topic in sorted(missing))
        how = f"Add {quoted} to `reads` of the document in pack.toml, or remove this."
        yield finding("p_reads", at, why, how, warn=not printed)


def undeclared_reads(survey: Survey) -> Iterable[tuple[Read, frozenset[Topic], bool]]:
    """Yield what templates read although no document with that template declares the topic.

    With each comes what is missing, and whether it is printed without asking first.
    """
    declared: dict[tuple[str, int, str], bool] = {}
    first: dict[tuple[str, int, str], tuple[Read, frozenset[Topic]]] = {}
    printed: set[tuple[str, int, str]] = set()
    for walked in survey.walked:
        reads = set(walked.spec.reads)
        for read in walked.seen.reads:
            if not survey.own(survey.file_of(read.file)):
                continue
            needed = topics_of(read.meaning)
            if read.meaning.key == "told" and not reads & ASIDE:
                needed = ASIDE
            missing = needed - reads
            key = (read.file, read.path.line, read.path.spelt)
            declared[key] = declared.get(key, False) or not missing
            if missing:
                first.setdefault(key, (read, missing))
        printed |= {(each.file, each.path.line, each.path.spelt) for each in walked.seen.unguarded}
    for key, (read, missing) in first.items():
        if not declared[key]:
            yield read, missing, key in printed


def _prepared(survey: Survey, walked: Walked) -> Findings:
    """Check that prepared answers are asked for only where there are some."""
    spec = walked.spec
    if spec.prepared and spec.kind in OWN_EYES:
        return
    for read in walked.seen.reads:
        if read.meaning.key == "prepared" and survey.own(survey.file_of(read.file)):
            at = name_spot(survey, read.file, read.path)
            why = f"`prepared` is always empty in the document {spec.id}."
            how = "Write prepared = true for it in pack.toml, if it is for the person's own eyes."
            if spec.kind not in OWN_EYES:
                how = f"Remove it: a {spec.kind} never holds what is told only when they ask."
            yield finding("p_prepared", at, why, how, warn=True)


# --- declared and not read ---


def _not_read(survey: Survey, walked: Walked) -> Findings:
    spec = walked.spec
    unused = set(spec.reads) - used_topics(survey, walked)
    for topic in sorted(unused):
        at = survey.places.entry("documents", spec.id, "reads", f'"{topic}"')
        why = f"The topic `{topic}` is declared for {spec.id}, and nothing in it uses it."
        how = "Remove it: what a template cannot see, it cannot give away."
        yield finding("p_reads_unused", at, why, how, warn=True)


def used_topics(survey: Survey, walked: Walked) -> frozenset[Topic]:
    """Return the topics that can change what a document says, with all that it says."""
    spec, seen = walked.spec, walked.seen
    used: set[Topic] = set()
    shelves: set[str] = set()
    for read in seen.reads:
        key = read.meaning.key
        used |= topics_of(read.meaning) | _by_sharing(read.meaning.fact)
        used |= ASIDE if key == "told" else ALL if key in {"prepared", "health"} else set()
        front = key.partition(".")[0].partition("[")[0]
        shelves.update(SECTION_SHELVES.get(front, ()))
        if front.startswith("ask") or front in {"fallback", "free_ask"}:
            shelves.add("accommodations")
    used |= _by_conditions(spec)
    phrases = {*seen.said, spec.subject, "private_line"}
    if "accommodations" in shelves:
        phrases.add("trial")
    for text in spoken_texts(survey.catalogue):
        if text.shelf in shelves or (text.shelf == "phrases" and text.entry in phrases):
            for wording in wordings(text.text):
                used |= topics_of_wording(wording)
                for condition in wording.when:
                    used |= _by_sharing(condition.removeprefix("not "))
    return frozenset(used)


def _by_conditions(spec: DocumentSpec) -> set[Topic]:
    used: set[Topic] = set()
    for condition in (*spec.when, *spec.when_any):
        name = condition.removeprefix("not ")
        used |= _of_fact(name) | _by_sharing(name)
    return used


def _by_sharing(fact: str) -> frozenset[Topic]:
    """Return the topics of which each can make a fact hold that speaks of no topic."""
    if fact == "tells_something":
        return ALL
    return ALL - {Topic.WORK_EFFECT} if fact == "shares_health" else frozenset()
