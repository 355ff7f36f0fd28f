"""From a plan to what is said: which asks, which words, which values, and that they read well."""

import datetime
import itertools
import re
from typing import Any

import pytest

from discloser.disclosure.selection import select, speak
from discloser.model.catalogue import Accommodation, FieldKind, Fields, Impact
from discloser.model.disclosure import Disclosure, SaidAsk
from discloser.model.plan import Plan
from discloser.model.wording import wordings
from discloser.model.words import Audience, Topic
from discloser.text.english import check_articles, doubled_words

from ..plans import COUNTRIES, catalogue_texts, plan, standard  # noqa: TID252 - tests are no package

CATALOGUE = standard().pack.catalogue
ASKS = tuple(CATALOGUE.accommodations.values())
IMPACTS = tuple(CATALOGUE.impacts.values())
EVERY = frozenset(Topic)
WORDS = ("phrase", "short", "reply", "gain", "knock_on")

SAMPLES: dict[FieldKind, Any] = {
    "time": datetime.time(14, 30),
    "date": datetime.date(2027, 3, 1),
    "count": 3,
    "hours": 2,
    "weight": 10,
    "range": "3 to 5 weeks",
    "text": "the small store",
}
ONE: dict[FieldKind, Any] = {**SAMPLES, "count": 1, "hours": 1, "range": "1 week"}


def said(of: Plan, audience: Audience = Audience.MANAGER) -> Disclosure:
    return select(of, CATALOGUE, audience, EVERY)


def asking(*asks: dict[str, Any], level: int = 1, **changes: Any) -> Disclosure:
    boundaries = {"boundaries": {"level": {"manager": level}}}
    return said(plan(boundaries, changes, {"ask": list(asks)}, full=False))


def values(fields: Fields, samples: dict[FieldKind, Any] = SAMPLES) -> dict[str, Any]:
    return {name: samples[kind] for name, kind in fields.items()}


# --- which asks are said ---


def ids(asks: tuple[SaidAsk, ...]) -> list[str]:
    return [ask.id for ask in asks]


def test_at_most_three_asks_are_said_must_haves_first_and_the_rest_is_kept() -> None:
    names = [entry.id for entry in ASKS[:6]]
    answers = [{"id": name} for name in names]
    found = asking(*answers)
    assert ids(found.asks) == names[:3]
    assert ids(found.more_asks) == names[3:]
    answers[4]["importance"] = answers[2]["importance"] = "must_have"
    found = asking(*answers)
    assert ids(found.asks) == [names[2], names[4], names[0]]
    assert sorted(ids(found.asks) + ids(found.more_asks)) == sorted(names)


def test_marked_asks_win_over_importance() -> None:
    names = [entry.id for entry in ASKS[:5]]
    answers: list[dict[str, Any]] = [{"id": name, "importance": "must_have"} for name in names]
    answers[3]["say"] = answers[1]["say"] = True
    assert ids(asking(*answers).asks) == [names[1], names[3]]
    answers[3]["say"] = answers[1]["say"] = False
    assert ids(asking(*answers).asks) == [names[0], names[2], names[4]]


def test_an_ask_in_own_words_is_said_in_them() -> None:
    own = {"own_words": " A desk by the window. ", "helps": "i see better there"}
    found = asking(own, {"id": "chair", "own_words": "The blue chair"})
    assert found.asks[0].phrase == "a desk by the window"
    assert found.asks[0].helps == "I see better there."
    assert found.asks[1].phrase == found.asks[1].short == "the blue chair"
    assert found.asks[1].reply, "what the catalogue knows about it stays"


@pytest.mark.parametrize("entry", ASKS, ids=lambda entry: entry.id)
def test_the_impact_in_front_is_one_that_the_main_ask_helps(entry: Accommodation) -> None:
    helped = [name for name in entry.helps if name != "*"]
    others = [impact.id for impact in IMPACTS if impact.id not in entry.helps][:3]
    answers = [{"id": name} for name in (*others, *helped)]
    found = asking({"id": entry.id}, impact=answers, level=2)
    assert found.impacts[0].id == (helped or others)[0]
    rest = [impact.id for impact in found.impacts[1:]]
    assert rest == [answer["id"] for answer in answers if answer["id"] != found.impacts[0].id]
    assert found.situation.names["impact"] == found.impacts[0].line


def test_no_impact_is_said_where_the_effect_is_not() -> None:
    found = asking({"id": "chair"}, impact=[{"id": "ph_stairs"}], level=0)
    assert found.impacts == ()
    assert not {name for name in found.situation.names if name.startswith(("impact", "limit"))}


# --- lines that state a fact ---


@pytest.mark.parametrize("entry", ASKS, ids=lambda entry: entry.id)
def test_a_line_that_states_a_fact_waits_until_it_is_confirmed(entry: Accommodation) -> None:
    stated = {
        name: [each.text for each in wordings(getattr(entry, name)) if "confirmed" in each.when]
        for name in WORDS
    }
    given = values(entry.fields)
    unsure = asking({"id": entry.id, "values": given}, level=5).asks[0]
    sure = asking({"id": entry.id, "values": given, "confirmed": True}, level=5).asks[0]
    listed = {"truth": {"confirmed": [entry.id]}}
    by_list = asking({"id": entry.id, "values": given}, level=5, **listed).asks[0]
    for name, lines in stated.items():
        patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(line)) for line in lines]
        matches = [re.compile(pattern).fullmatch for pattern in patterns]
        assert not any(match(getattr(unsure, name)) for match in matches)
        for found in (sure, by_list):
            assert not matches or any(match(getattr(found, name)) for match in matches)


def test_some_lines_state_facts() -> None:
    marked = [
        entry
        for entry, text in catalogue_texts()
        for wording in wordings(text)
        if "confirmed" in wording.when
    ]
    assert len(marked) > 20


# --- every entry reads well ---


def require_well_said(text: str, given: dict[str, Any]) -> None:
    """Check that a text can stand in a document as it is."""
    assert text, given
    assert not re.search(r"[{}]|\bNone\b|  |\(\)|\[\]| [.,;?!]|\.\.|,,", text), text
    assert not check_articles(text), text
    assert not doubled_words(text), text


def require_phrase(text: str, given: dict[str, Any]) -> None:
    """Check that a text can stand inside a sentence."""
    require_well_said(text, given)
    assert text == text.strip(" .,;"), text
    assert text[0].islower() or re.match(r"I\b|[A-Z]{2,}|\d", text), text


@pytest.mark.parametrize("entry", ASKS, ids=lambda entry: entry.id)
def test_every_ask_reads_well_with_and_without_values(entry: Accommodation) -> None:
    for given, level, confirmed in itertools.product(
        ({}, values(entry.fields)), (0, 1, 2, 5), (False, True)
    ):
        answer = {"id": entry.id, "values": given, "confirmed": confirmed}
        ask = asking(answer, level=level).asks[0]
        require_phrase(ask.phrase, given)
        require_phrase(ask.short, given)
        assert len(ask.short.split()) <= 9, ask.short
        require_well_said(f"I would like to ask for {ask.phrase}.", given)
        for text in (ask.reply, ask.gain, ask.knock_on):
            require_well_said(text, given)
            assert text[0].isupper(), text
            assert text.endswith((".", "?")), text


@pytest.mark.parametrize("entry", ASKS, ids=lambda entry: entry.id)
def test_every_value_of_an_ask_is_said_somewhere(entry: Accommodation) -> None:
    """A value that no text uses is a question that the person answers for nothing."""
    answer = {"id": entry.id, "values": values(entry.fields), "confirmed": True}
    ask = asking(answer, level=5).asks[0]
    whole = f"{ask.phrase} {ask.short} {ask.reply} {ask.gain} {ask.knock_on}"
    shown: dict[FieldKind, str] = {
        "time": "2:30",
        "date": "1 March",
        "count": "three",
        "hours": "two",
        "weight": "10 kg",
        "range": "3 to 5 weeks",
        "text": "the small store",
    }
    for kind in entry.fields.values():
        assert shown[kind] in whole, (kind, whole)


@pytest.mark.parametrize("entry", IMPACTS, ids=lambda entry: entry.id)
def test_every_impact_reads_well_with_and_without_values(entry: Impact) -> None:
    for given, level in itertools.product(({}, values(entry.fields)), (1, 2, 5)):
        found = asking(impact=[{"id": entry.id, "values": given}], level=level).impacts
        (impact,) = found
        require_phrase(impact.line, given)
        require_phrase(impact.short, given)
        assert len(impact.short.split()) <= 12, impact.short
        require_well_said(f"At work, this means {impact.line}.", given)


NUMBER = r"\b(?:one|1)(?: (?:more|extra|full|half|working|quiet|short))? "
MANY = re.compile(NUMBER + r"(?!this|less|his|is\b|as\b|was|across|always|plus|us\b)[a-z]+s\b")
"""One of something, written as if there were several."""


FILLED: tuple[Accommodation | Impact, ...] = (*ASKS, *IMPACTS)
COUNTING = [entry for entry in FILLED if {"count", "hours"} & {*entry.fields.values()}]


@pytest.mark.parametrize(
    "entry",
    COUNTING,
    ids=lambda entry: entry.id,
)
def test_one_of_something_is_written_as_one(entry: Accommodation | Impact) -> None:
    answer = {"id": entry.id, "values": values(entry.fields, ONE)}
    if isinstance(entry, Impact):
        (impact,) = asking(impact=[answer]).impacts
        lines = [impact.line, impact.short]
    else:
        ask = asking({**answer, "confirmed": True}, level=5).asks[0]
        lines = [getattr(ask, name) for name in WORDS]
    for line in lines:
        assert not MANY.search(line), line


def test_one_week_of_trial_is_written_as_one() -> None:
    found = asking({"id": "later_start", "trial_weeks": 1}, meeting={"date": "2026-12-01"})
    for text in speak(CATALOGUE, found, CATALOGUE.phrases).values():
        assert not MANY.search(text), text
    assert not MANY.search(found.asks[0].trial)


# --- values as the country writes them ---


def test_times_dates_and_weights_follow_the_country() -> None:
    shown = {}
    for country in ("", *COUNTRIES):
        found = asking(
            {"id": "later_start", "values": {"time": datetime.time(14, 30)}},
            {"id": "lift_limit", "values": {"kg": 10}},
            meeting={"country": country, "date": datetime.date(2026, 12, 1)},
        )
        assert ("10 lb" if country == "us" else "10 kg") in found.asks[1].phrase
        names = found.situation.names
        shown[country] = (found.asks[0].phrase, names["meeting_date"])
    assert "2:30 p.m." in shown["us"][0]
    assert "2:30pm" in shown["gb"][0]
    assert shown["us"][1] == "Tuesday, December 1"
    assert shown["gb"][1] == "Tuesday 1 December"
    assert len(set(shown.values())) > 2


# --- names ---


@pytest.mark.parametrize("audience", Audience)
def test_a_name_is_used_only_for_the_one_who_has_it(audience: Audience) -> None:
    met = {"meeting": {"audience": str(audience), "name": "Jordan Reyes"}}
    for reader in Audience:
        names = said(plan(met), reader).situation.names
        assert (names.get("to_name") == "Jordan Reyes") is (reader is audience)
        assert ("named" in said(plan(met), reader).situation.facts) is (reader is audience)


def test_an_empty_plan_has_something_to_say_to_everybody() -> None:
    for audience in Audience:
        found = said(plan(full=False), audience)
        assert not found.asks + found.more_asks
        assert not found.impacts
        assert not found.items
        assert found.situation.names["private_line"]
        assert {"no_asks", "no_impacts", "decision_undecided"} <= found.situation.facts
