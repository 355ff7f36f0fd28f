"""No leak, by exhaustion: every document, audience, topic, level and exception.

A marker word stands for each topic. Of two plans that differ in one topic's boundary, texts can
differ only through the `Disclosure`, so every boundary is drafted beside a mix of other boundaries
(all fourteen markers in each plan, every audience at a boundary of its own), and on its own it is
followed up to the `Disclosure`.
"""

import itertools

import pytest

from discloser.export.files import file_names
from discloser.model.document import Document, DocumentSpec
from discloser.model.wording import wordings
from discloser.model.words import Decision, Result, Stance, Topic
from discloser.session.session import Session

from .boundaries import (
    AUDIENCES,
    CLOSED,
    EVERY_CASE,
    EXCEPTIONS,
    LEVELS,
    LOWEST,
    NOTHING,
    PLACES,
    TOPICS,
    Boundary,
    Case,
    allowed,
    cases,
    guarded,
    held,
    mixed,
    single,
    stance,
    surroundings,
)
from .plans import TODAY, blocks, drafter, everything, plan, standard

NAMES = {spec: file_names([spec], TODAY.isoformat(), "md")[0] for spec in standard().pack.documents}
"""What each document is called on disk."""

TOLD_BY_WORDING = {Topic.WORK_EFFECT, Topic.APPOINTMENTS}
"""Topics that impacts and catalogue lines can give away without the person's own words."""


def require_tight(document: Document, spec: DocumentSpec, boundary: Boundary) -> set[Topic]:
    """Check one document against a boundary and return the topics that it holds."""
    place = (spec.id, document.audience, boundary)
    found = held(document.text) | held(document.subject)
    free = allowed(spec, boundary)
    assert found <= free, place
    assert found <= set(document.reveals), place
    assert set(document.reveals) - found <= TOLD_BY_WORDING & free, place
    assert document.withheld == tuple(
        topic
        for topic in TOPICS
        if stance(topic, boundary) is not Stance.SAY
        and not (topic in free and stance(topic, boundary) is Stance.IF_ASKED)
    ), place
    assert not blocks(document, "r_level", "r_private"), place
    return found


def test_no_withheld_marker_in_any_document() -> None:
    checked: set[Case] = set()
    seen: set[Topic] = set()
    answered: set[Topic] = set()
    blocked: dict[str, str] = {}
    for turn, boundaries in enumerate(mixed()):
        drafting = drafter(guarded(boundaries, surroundings(turn)))
        for spec, audience in PLACES:
            boundary = boundaries[audience]
            document = drafting.draft(spec, audience, NAMES[spec.id])
            found = require_tight(document, spec, boundary)
            seen |= found
            answered |= {topic for topic in found if stance(topic, boundary) is Stance.IF_ASKED}
            blocked.update((message, spec.id) for message in blocks(document))
            checked.update(cases(spec, audience, boundary))
    assert len(checked) == EVERY_CASE
    assert seen == set(TOPICS), "what may be said is said somewhere"
    assert answered == set(TOPICS), "what may be answered is answered somewhere"
    assert not blocked, "what may be said is not blocked"


def test_no_withheld_marker_reaches_a_template_with_one_exception_at_a_time() -> None:
    checked: set[Case] = set()
    for turn, boundary in enumerate(single()):
        of = guarded(dict.fromkeys(AUDIENCES, boundary), surroundings(turn))
        drafting = drafter(of)
        found: dict[int, set[Topic]] = {}
        for spec, audience in PLACES:
            disclosure = drafting.disclosure(spec, audience)
            inside = found.setdefault(id(disclosure), held(everything(disclosure)))
            assert inside == allowed(spec, boundary), (spec.id, audience, boundary)
            checked.update(cases(spec, audience, boundary))
    assert len(checked) == EVERY_CASE


@pytest.mark.parametrize("decision", CLOSED)
def test_a_decision_that_tells_nothing_closes_every_boundary(decision: Decision) -> None:
    """Nothing depends on the boundaries any more, so one draft of each document stands for all."""
    choice = {"choice": {"decision": str(decision)}}
    silent = drafter(guarded({}, choice))
    disclosures = {place: silent.disclosure(*place) for place in PLACES}
    checked: set[Case] = set()
    for boundaries in mixed():
        drafting = drafter(guarded(boundaries, choice))
        for spec, audience in PLACES:
            assert drafting.disclosure(spec, audience) == disclosures[spec, audience]
            checked.update(cases(spec, audience, boundaries[audience]))
    assert len(checked) == EVERY_CASE
    never: Boundary = (5, dict.fromkeys(TOPICS, Stance.NEVER))
    for spec, audience in PLACES:
        assert not held(everything(disclosures[spec, audience]))
        document = silent.draft(spec, audience, NAMES[spec.id])
        assert not require_tight(document, spec, never)
        assert not document.reveals


def test_the_email_after_the_meeting_leaks_with_no_outcome() -> None:
    spec = standard().pack.documents["email_followup"]
    checked: set[tuple[Case, Result]] = set()
    for boundaries, result in itertools.product(mixed(), Result):
        drafting = drafter(guarded(boundaries, {"outcome": {"result": str(result)}}))
        for audience in spec.audiences:
            document = drafting.draft(spec, audience, NAMES[spec.id])
            require_tight(document, spec, boundaries[audience])
            checked.update((case, result) for case in cases(spec, audience, boundaries[audience]))
    each = len(spec.audiences) * len(TOPICS) * len(LEVELS) * len(EXCEPTIONS)
    assert len(checked) == each * len(Result)
    before = Session(plan({"outcome": {"result": None}}), standard(), TODAY)
    assert spec not in [found for found, _ in before.places()]


def test_no_line_above_the_level_or_about_a_closed_topic() -> None:
    """Every ask with a line that gives something away is asked for, at every level."""
    telling = [
        entry.id
        for entry in standard().pack.catalogue.accommodations.values()
        for text in (entry.phrase, entry.short, entry.reply, entry.gain, entry.knock_on)
        if any(wording.level or wording.reveals for wording in wordings(text))
    ]
    ids = list(dict.fromkeys(telling))
    told: set[str] = set()
    for level, first in itertools.product(LEVELS, range(0, len(ids), 3)):
        asks = {"ask": [{"id": name, "confirmed": True} for name in ids[first : first + 3]]}
        boundaries = dict.fromkeys(AUDIENCES, (level, NOTHING))
        drafting = drafter(guarded(boundaries, asks, {"impact": [{"id": "cn_appointments"}]}))
        for spec, audience in PLACES:
            if spec.kind == "rights":
                continue
            document = drafting.draft(spec, audience)
            text = document.text.casefold().replace("occupational health", "")
            place = (spec.id, audience, level, asks)
            free = level >= LOWEST[Topic.APPOINTMENTS] and Topic.APPOINTMENTS in spec.reads
            assert ("appointment" not in text) or free, place
            assert ("health" not in text) or level >= 2, place
            assert ("appointment" in text) == (Topic.APPOINTMENTS in document.reveals), place
            told.update(word for word in ("appointment", "health") if word in text)
    assert told == {"appointment", "health"}
