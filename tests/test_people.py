"""The sample persons: together they cover what plans can hold, and their packets hold together.

Whether the texts read well is for people to judge, over those in the pack's folder `golden`. That
the rules find nothing in them stands in `tests/authoring/test_rendered.py`. Here stands what else a
machine can hold: no two documents of one packet that contradict each other.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from discloser.model.catalogue import Catalogue, FieldKind
from discloser.model.plan import Plan
from discloser.model.wording import wordings
from discloser.model.words import (
    Audience,
    Channel,
    Decision,
    Result,
    Stance,
)
from discloser.text.english import number
from discloser.text.match import Matcher, Text

from .people import FILES, NAMES, Drafted, drafts, house, in_form, packet, plan
from .plans import LENGTHS, TODAY, TONES

PLANS = [plan(name) for name in NAMES]

GETS_DOCUMENTS = {
    Audience.MANAGER,
    Audience.SENIOR_MANAGER,
    Audience.HR,
    Audience.OCC_HEALTH,
    Audience.UNION_REP,
    Audience.CLOSE_COLLEAGUE,
}
"""Audiences to whom a script, an email or a letter is written."""

MONTHS = [datetime.date(2026, month, 1).strftime("%B") for month in range(1, 13)]
DAYS = [
    (datetime.date(2026, 11, 23) + datetime.timedelta(days)).strftime("%A") for days in range(7)
]
MONTH, DAY = "|".join(MONTHS), "|".join(DAYS)
DAY_FIRST = re.compile(rf"(?:({DAY}),? )?(\d{{1,2}}) ({MONTH})(?: (\d{{4}}))?\b")
MONTH_FIRST = re.compile(rf"(?:({DAY}),? )?({MONTH}) (\d{{1,2}})(?:, (\d{{4}}))?\b")

MESSAGES = {"script", "email", "letter"}

Written = tuple[str, str]
"""Document id and text."""


# --- who they are ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_first_line_says_who_it_is(file: Any) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    assert re.fullmatch(rf"# {re.escape(plan(file.stem).person.name)}\b.*: [^:]+\.", first)


def test_every_decision_and_none() -> None:
    assert {p.choice.decision for p in PLANS} == {*Decision, None}


def test_every_audience() -> None:
    assert {p.meeting.audience for p in PLANS if p.meeting.audience} == GETS_DOCUMENTS
    bounded = {audience for p in PLANS for audience in p.boundaries.level}
    assert bounded == set(Audience)


def test_every_level_is_met_by_someone_who_is_spoken_to() -> None:
    assert {p.boundaries.level[p.audience] for p in PLANS if p.audience in p.boundaries.level} == {
        *range(6)
    }


def test_every_way_to_say_it() -> None:
    meetings = [p.meeting for p in PLANS]
    assert {m.tone for m in meetings} >= set(TONES)
    assert {m.length for m in meetings} >= set(LENGTHS)
    assert {m.channel for m in meetings} >= set(Channel)
    assert {m.country for m in meetings} >= {
        "us",
        "gb",
        "ni",
        "ca",
        "ca-on",
        "au",
        "ie",
        "nz",
        "eu",
    }
    assert any(m.legal_line for m in meetings)


def test_every_end_of_a_meeting() -> None:
    assert {p.outcome.result for p in PLANS if p.outcome.result} == set(Result)
    for name, p in zip(NAMES, PLANS, strict=True):
        written = {spec.id for spec, _ in packet(name, "neutral")}
        assert ("email_followup" in written) is bool(p.outcome.result), name


def test_asks_of_every_number_and_kind() -> None:
    assert {len(p.ask) for p in PLANS} >= {0, 1, 2, 3, 5}
    assert any(ask.own_words and not ask.id for p in PLANS for ask in p.ask)
    assert any(impact.own_words and not impact.id for p in PLANS for impact in p.impact)
    assert any(impact.own_words and impact.id for p in PLANS for impact in p.impact)
    assert {True, False} <= {bool(ask.fallback) for p in PLANS for ask in p.ask}


def test_values_of_every_kind_of_field() -> None:
    catalogue = house().workshop("standard").pack.catalogue
    there_are = {
        kind
        for shelf in (catalogue.impacts, catalogue.accommodations)
        for entry in shelf.values()
        for kind in entry.fields.values()
    }
    assert {kind for p in PLANS for kind in _kinds(p, catalogue)} == there_are


def _kinds(person: Plan, catalogue: Catalogue) -> Iterator[FieldKind]:
    for ask in person.ask:
        for key in ask.values:
            yield catalogue.accommodations[ask.id or ""].fields[key]
    for impact in person.impact:
        for key in impact.values:
            yield catalogue.impacts[impact.id or ""].fields[key]


def test_every_kind_of_exception() -> None:
    stances = {
        stance
        for p in PLANS
        for exceptions in p.boundaries.except_.values()
        for stance in exceptions.values()
    }
    assert stances == set(Stance)


def test_choices_and_changes_by_hand() -> None:
    assert sum(bool(p.wording) for p in PLANS) >= 2
    assert sum(bool(p.truth.confirmed) for p in PLANS) >= 2
    assert sum(any(ask.confirmed for ask in p.ask) for p in PLANS) >= 2
    assert any(p.edit for p in PLANS)


def test_private_words_that_look_like_everyday_words() -> None:
    """Reads ME as an illness and "me" as a word, MS as one and "Ms. Wong" as a name."""
    words = {word for p in PLANS for word in p.boundaries.private_words}
    assert {"ME", "MS"} <= words
    assert any("Ms. " in p.meeting.name and "MS" in p.boundaries.private_words for p in PLANS)


def test_people_of_many_places_and_jobs() -> None:
    assert any(not p.person.name.isascii() and p.person.name.isalpha() for p in PLANS)
    assert any(re.search("[\U0001f300-\U0001faff]", str(p)) for p in PLANS)
    roles = " ".join(p.person.role for p in PLANS)
    for role in ("nurse", "teacher", "warehouse", "machine operator", "driver", "developer"):
        assert role in roles
    assert "customer service" in roles


def test_one_person_with_nothing_but_a_name() -> None:
    bare = [p for p in PLANS if set(msgspec.to_builtins(p)) == {"format", "person"}]
    assert [set(msgspec.to_builtins(p.person)) for p in bare] == [{"name"}]


@pytest.mark.parametrize(
    ("treatment", "asks"),
    [
        ("spinal cord stimulator trial", {"block_away"}),
        ("day patient", {"block_away", "lift_limit", "light_duty"}),
    ],
)
def test_treatments_are_planned_in_the_language_of_work(treatment: str, asks: set[str]) -> None:
    [name] = [
        name for name in NAMES if any(treatment in text for text in plan(name).health.values())
    ]
    assert asks <= {ask.id for ask in plan(name).ask}
    for _, text in _texts(packet(name, "neutral")):
        assert treatment not in text


# --- what is written for them ------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_person_gets_the_same_documents_in_every_length(name: str) -> None:
    """Each length has documents of its own, so the one chosen changes only which come first."""
    sessions = [in_form(name, plan(name).meeting.tone or "neutral", each) for each in LENGTHS]
    found = [
        {(spec.id, audience): opened.disclosure((spec, audience)) for spec, audience in places}
        for opened in sessions
        for places in [opened.places()]
    ]
    assert found[0]
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize("name", NAMES)
def test_no_finding_in_what_a_person_wrote_into_a_document(name: str) -> None:
    own = plan(name)
    for spec, document in drafts(in_form(name, own.meeting.tone or "neutral", "1min")):
        if any(edit.document == spec.id for edit in own.edit):
            assert not document.findings, spec.id


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", NAMES)
def test_dates_agree(name: str, tone: str) -> None:
    """Each date is one that the plan gives, on its weekday, written as the country writes it."""
    known = {(day.day, day.month): day for day in _days(plan(name))}
    month_first = plan(name).meeting.country in {"us", "ca", "ca-on"}
    for where, text in _texts(packet(name, tone)):
        for weekday, day, month, year in _dates(text, month_first=month_first):
            meant = known.get((day, month))
            assert meant, f"{where}: {day}/{month} is no date of the plan"
            assert not weekday or weekday == meant.strftime("%A"), f"{where}: {weekday} {meant}"
            assert not year or year == meant.year, f"{where}: {year}"


def _dates(text: str, *, month_first: bool) -> Iterator[tuple[str, int, int, int]]:
    """Yield weekday, day, month and year of every date; a date in the other order fails."""
    for match in DAY_FIRST.finditer(text):
        weekday, day, month, year = match.groups()
        assert not month_first, match[0]
        yield weekday or "", int(day), MONTHS.index(month) + 1, int(year or 0)
    for match in MONTH_FIRST.finditer(text):
        weekday, month, day, year = match.groups()
        if month_first:
            yield weekday or "", int(day), MONTHS.index(month) + 1, int(year or 0)


def _days(person: Plan) -> Iterator[datetime.date]:
    """Yield every day that a plan names, and those that follow from them."""
    meeting, outcome = person.meeting, person.outcome
    for start in (meeting.date, outcome.held_on):
        if start:
            trials = [7 * (ask.trial_weeks or 0) for ask in person.ask]
            yield from (start + datetime.timedelta(days) for days in (0, 7, 14, *trials))
    yield from (day for day in (outcome.review_on, *(item.by for item in outcome.item)) if day)
    yield from (entry.on for entry in outcome.log)
    for ask in person.ask:
        yield from (value for value in ask.values.values() if isinstance(value, datetime.date))
    own = " ".join([str(person.choice.later), *(edit.text for edit in person.edit)])
    for _, day, month, year in _dates(own, month_first=False):
        yield next(
            date
            for date in (datetime.date(y, month, day) for y in (year or 2026, 2027))
            if date >= TODAY
        )


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", NAMES)
def test_one_review_date_and_one_trial_before_the_meeting(name: str, tone: str) -> None:
    before = [(spec, document) for spec, document in packet(name, tone) if spec.phase != "after"]
    texts = list(_texts(before))
    ends = re.compile(rf"(?:until|again on|again) ((?:{DAY})[^.?]*\d)")
    trial = re.compile(r"\b(?:it|this|mine|meet) (?:for|after) (\w+) weeks\b")
    assert len({date for _, text in texts for date in ends.findall(text)}) <= 1
    weeks = {w for _, text in texts for w in trial.findall(text)}
    trials = {ask.trial_weeks for ask in plan(name).ask if ask.trial_weeks}
    assert weeks <= {"a few", "few", *map(str, trials), *(number(trial) for trial in trials)}


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", NAMES)
def test_one_private_line(name: str, tone: str) -> None:
    person = plan(name)
    phrase = house().workshop(person.pack).pack.catalogue.phrases["private_line"]
    lines = [wording.text for wording in wordings(phrase.text)]
    chosen = lines.pop(person.wording.get("private_line", 1) - 1)
    for spec, document in packet(name, tone):
        for line in lines:
            assert line.casefold() not in document.text.casefold(), (spec.id, line)
        if spec.id in {"deflection_sheet", "private_plan"}:
            assert chosen in document.text, spec.id


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", NAMES)
def test_minutes_of_the_meeting_agree(name: str, tone: str) -> None:
    meant = plan(name).meeting.minutes
    for where, text in _texts(packet(name, tone)):
        found = re.findall(r"(\d+) minutes (?:to talk|for a talk|of your time)", text)
        assert not meant or set(found) <= {str(meant)}, where
        assert not meant or "half an hour" not in text, where


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", [name for name in NAMES if plan(name).ask])
def test_nobody_who_asks_says_that_there_is_no_effect(name: str, tone: str) -> None:
    claims = Matcher(house().workshop("standard").pack.catalogue.words["no_effect"].words)
    for where, text in _texts(packet(name, tone)):
        assert not claims.find(Text(text)), where
        assert "on track" not in text, where


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", NAMES)
def test_a_message_repeats_nothing_and_speaks_to_its_reader(name: str, tone: str) -> None:
    catalogue = house().workshop("standard").pack.catalogue
    for spec, document in packet(name, tone):
        assert not re.search(r"(?<!\.)\.\.(?!\.)", document.text), spec.id
        if spec.kind not in MESSAGES:
            continue
        assert catalogue.audiences[document.audience].mine not in document.text, spec.id
        said = [one.strip() for one in re.split(r"(?<=[.?!])\s", document.text)]
        twice = {one for one in said if said.count(one) > 1 and len(one.split()) > 3}
        assert not twice, spec.id


def _texts(documents: list[Drafted]) -> Iterator[Written]:
    """Yield document id and text, without rights cards: their dates are those of their sources."""
    for spec, document in documents:
        if spec.kind != "rights":
            yield spec.id, f"{document.subject}\n{document.text}"
