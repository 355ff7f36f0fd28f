"""The answers of a plan in words, and what two plans differ in."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discloser.disclosure.answers import asks_to_say
from discloser.errors import AnswerError
from discloser.model.plan import Plan
from discloser.model.wording import wordings
from discloser.session.book import PAGES
from discloser.session.listing import LEFT_OUT, Answer, answers, differences
from discloser.session.rows import Row

from ..plans import plan, standard  # noqa: TID252 - tests are no package
from .walking import PLANS, Use, all_rows, sitting, uses

CATALOGUE = standard().pack.catalogue

EVERY = {
    **PLANS,
    "twice": plan(
        {
            "choice": {"decision": "do_not_tell"},
            "why": {
                "items_before": dict.fromkeys(CATALOGUE.certainty, 1),
                "items_after": dict.fromkeys(CATALOGUE.certainty, 3),
            },
            "boundaries": {"except": {"manager": {"name": "say"}, "hr": {"name": "if_asked"}}},
            "impact": [{"own_words": "fumes slow me down"}, {"own_words": "stairs slow me down"}],
            "ask": [{"id": "trial"}, {"own_words": "a quiet fan"}, {"own_words": "a wide desk"}],
            "outcome": {"item": [{"ask": "a quiet fan", "state": "open"}]},
            "edit": [
                {"document": "request_email", "audience": whom, "text": text, "subject": text}
                for whom, text in (("manager", "Dear boss"), ("hr", "Dear all"))
            ],
        }
    ),
}
"""Plans, and one to which the pages say nearly the same thing twice in many places."""

# --- the answers of a plan, counted without any page ---

NO_ANSWERS = {"format", "pack", "language", "title", "wording", "truth"}
"""What no page asks for, or one that is left out."""

ADDED_UP = {"certainty_before", "certainty_after", "say"}
"""What the program works out from other answers."""

Found = Iterator[tuple[str, Any]]


def answers_in(of: Plan) -> dict[str, Any]:
    """Return each answer of a plan under a name of its own."""
    raw = msgspec.to_builtins(of)
    found = {
        name: value
        for key in raw.keys() - NO_ANSWERS
        for name, value in _table(key, raw[key])
        if value != "" and _asked(of, name)
    }
    aloud = (of.ask[place].id for place in asks_to_say(of.ask))
    return {**found, **{f"ask {name} say": True for name in aloud if name}}


def _table(name: str, value: Any) -> Found:
    if name in {"choice decision", "outcome result"}:  # each of the few has a row
        yield f"{name} {value}", True
    elif isinstance(value, dict):
        for key in value.keys() - ADDED_UP:
            yield from _table(f"{name} {key}", value[key])
    elif isinstance(value, list | tuple) and " values " not in name:
        for entry in value:
            yield from _entry(name, entry)
    else:
        yield name, value


def _entry(name: str, entry: Any) -> Found:
    match entry:
        case {"id": key, **rest}:
            yield f"{name} {key}", True
            yield from _table(f"{name} {key}", rest)
        case {"ask": key, **rest}:
            yield from _table(f"{name} {key}", rest)
        case {"document": key, "audience": whom, **rest}:
            yield f"{name} {key} {whom}", rest
        case {"own_words": words}:
            yield f"{name} {words}", True
        case _:  # a reason, a private word, something that happened
            yield f"{name} {entry}", True


def _asked(of: Plan, name: str) -> bool:
    """Return whether a page asks for it, as the other answers are."""
    if name.startswith("outcome item "):
        return of.outcome.result is not None
    if name.startswith("ask ") and name.endswith(" confirmed"):
        entry = CATALOGUE.accommodations[name.split()[1]]
        texts = (entry.reply, entry.gain, entry.knock_on)
        return any("confirmed" in wording.when for text in texts for wording in wordings(text))
    if name == "meeting legal_line":
        return of.meeting.country in CATALOGUE.law_lines
    return name != "choice later" or of.choice.decision == "tell_later"


# --- listing ---


@pytest.mark.parametrize("name", EVERY)
def test_every_answer_is_named_once_and_nothing_else_is(name: str) -> None:
    found = answers(sitting(EVERY[name]))
    asked = [(each.step, each.label) for each in found]
    assert sorted(asked) == sorted(set(asked))
    assert len(found) == len(answers_in(EVERY[name]))
    order = [f"Step {page.step}, {page.title}" for page in PAGES.values()]
    places = [order.index(each.step) for each in found if each.step != "Papers"]
    assert places == sorted(places)


@pytest.mark.parametrize("name", EVERY)
def test_it_is_told_in_the_words_of_the_person_and_of_the_pages(name: str) -> None:
    found = answers(sitting(EVERY[name]))
    told = "\n".join(f"{each.label}\n{each.shown}" for each in found)
    texts = [text for text in answers_in(EVERY[name]).values() if isinstance(text, str)]
    assert [text for text in texts if " " in text and text not in told] == []
    for each in found:
        assert each.label.strip()
        assert each.shown.strip()
    assert not re.search(r"[a-z0-9]_[a-z0-9]|\w\[\d|[{}]|\b(None|True|False)\b", told)


def test_a_plan_without_answers_has_none() -> None:
    assert answers(sitting(PLANS["empty"])) == []


# --- differences ---


@pytest.mark.parametrize("name", EVERY)
def test_a_plan_differs_in_nothing_from_itself_and_in_all_from_an_empty_one(name: str) -> None:
    one, empty = sitting(EVERY[name]), sitting(PLANS["empty"])
    assert differences(one, one) == []
    found = differences(empty, one)
    assert [Answer(each.step, each.label, each.other) for each in found] == answers(one)
    assert not any(each.one for each in found)


def test_differences_stand_in_the_order_of_the_pages() -> None:
    one = sitting(plan({"meeting": {"name": "Jo"}}, full=False))
    other = sitting(plan({"why": {"own_words": "my weeks"}, "person": {"name": "Sam"}}, full=False))
    for found in (differences(one, other), differences(other, one)):
        assert [each.step for each in found] == ["Step 1, Reasons", *["Step 6, Meeting"] * 2]


def test_an_ask_in_other_words_is_still_the_same_ask() -> None:
    other = sitting(PLANS["full"])
    other.answer("ask[0].own_words", "starting at ten")
    (found,) = differences(sitting(PLANS["full"]), other)
    assert (found.label, found.one, found.other) == (
        "A later start: Said in your own words",
        "",
        "starting at ten",
    )


@cache
def all_uses(name: str) -> list[tuple[Row, Use]]:
    """Return each way to answer something on the pages of a plan."""
    at = sitting(EVERY[name])
    pages = [page for page in PAGES.values() if page.id not in LEFT_OUT]
    return [(row, use) for page in pages for row in all_rows(page, at) for use in uses(row)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(EVERY)), st.integers(0, 1 << 20))
def test_what_one_answer_changed_is_found_and_nothing_else_in_both_directions(
    name: str, place: int
) -> None:
    row, (_, change) = all_uses(name)[place % len(all_uses(name))]
    one, other = sitting(EVERY[name]), sitting(EVERY[name])
    try:
        change(other)
    except AnswerError:
        return
    before, after = answers_in(one.plan), answers_in(other.plan)
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    found = differences(one, other)
    assert len(found) == len(changed), changed
    assert all(each.one != each.other for each in found)
    if changed and row.kind == "field" and not row.item and row.value:
        assert row.value in {each.one for each in found} | {each.label for each in found}
    back = [(each.step, each.label, each.other, each.one) for each in differences(other, one)]
    assert sorted(back) == sorted((each.step, each.label, each.one, each.other) for each in found)
