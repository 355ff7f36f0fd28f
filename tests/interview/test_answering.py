"""Answers go into a plan and out of it again, and what does not fit changes nothing."""

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.errors import AnswerError
from discloser.interview.answering import add, move, put, remove, toggle, value_at
from discloser.model.plan import Plan

from ..people import NAMES  # noqa: TID252 - tests are no package
from ..people import plan as person  # noqa: TID252 - as above
from ..plans import MARKERS, plan, standard  # noqa: TID252 - as above

CATALOGUE = standard().pack.catalogue
EMPTY = plan(full=False)
FULL = plan(
    {
        "health": {str(topic): marker for topic, marker in MARKERS.items()},
        "boundaries": {
            "private_words": ["lupus", "Dr. Okafor"],
            "level": {"manager": 2, "hr": 3},
            "except": {"manager": {"appointments": "say"}},
        },
        "wording": {"opening": 2},
        "edit": [{"document": "thank_you", "text": "Thank you.", "audience": "manager"}],
    }
)
PLANS = {"full": FULL, **{name: person(name) for name in NAMES}}

WHOLE = ("outcome.item[", "outcome.log[", "edit[")
"""Entries with several keys that have to be there together."""


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the key path of each single answer with the answer."""
    match value:
        case dict() if not path.startswith(WHOLE):
            for key, inner in value.items():
                yield from leaves(inner, f"{path}.{key}" if path else key)
        case list() | tuple():
            for index, inner in enumerate(value):
                yield from leaves(inner, f"{path}[{index}]")
        case _:
            yield path, value


def answers(of: Plan) -> dict[str, Any]:
    """Return each answer of a plan by its key path."""
    raw = msgspec.to_builtins(of, builtin_types=(datetime.date, datetime.time))
    return {path: value for path, value in leaves(raw) if value != "" and path != "format"}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_can_be_built_answer_by_answer(name: str) -> None:
    built = EMPTY
    for path, value in answers(PLANS[name]).items():
        before = built
        built = put(built, path, value)
        assert value_at(built, path) == value
        assert built != before
    assert built == PLANS[name]


@pytest.mark.parametrize("name", PLANS)
def test_an_answer_can_be_taken_away_and_given_again(name: str) -> None:
    own = PLANS[name]
    taken = 0
    for path, value in answers(own).items():
        assert put(own, path, value) == own
        if path.endswith("]"):
            continue
        try:
            without = put(own, path, None)
        except AnswerError:
            assert path.endswith((".id", ".own_words")), path
            continue
        assert value_at(without, path) is None
        assert put(without, path, value) == own
        taken += 1
    assert taken


REFUSED: list[tuple[str, Any]] = [
    ("choice.decision", "tell_everybody"),
    ("why.certainty_before", 41),
    ("why.reasons", "get_change"),
    ("boundaries.level.manager", 6),
    ("boundaries.level.mother", 1),
    ("boundaries.except.manager.name", "perhaps"),
    ("boundaries.private_words[0]", "..."),
    ("boundaries.private_words[2]", "x" * 201),
    ("meeting.minutes", 0),
    ("meeting.date", "soon"),
    ("meeting.country", "x" * 101),
    ("meeting.tone", 3),
    ("meeting.place", "x" * 1001),
    ("meeting.colour", "red"),
    ("ask[0].trial_weeks", 1000),
    ("ask[0].values", "ten"),
    ("ask[3].own_words", ""),
    ("ask[4].importance", "helpful"),
    ("outcome.item[0].state", None),
    ("impact[0]", 1),
]


@pytest.mark.parametrize(("path", "value"), REFUSED, ids=lambda value: str(value)[:30])
def test_what_does_not_fit_is_refused_in_a_sentence(path: str, value: Any) -> None:
    before = msgspec.json.encode(FULL)
    with pytest.raises(AnswerError) as caught:
        put(FULL, path, value)
    assert caught.value.path == path
    assert caught.value.message.endswith((".", "?"))
    assert msgspec.json.encode(FULL) == before


def test_a_place_far_behind_the_end_of_a_list_is_refused() -> None:
    with pytest.raises(AnswerError):
        put(EMPTY, "ask[1].helps", "I can take the late calls")


# --- lists ---

LISTS = {
    "why.reasons": list(CATALOGUE.reasons),
    "ask": list(CATALOGUE.accommodations),
    "impact": list(CATALOGUE.impacts),
    "truth.confirmed": list(CATALOGUE.questions),
}


def ids(of: Plan, path: str) -> list[str]:
    return [
        entry if isinstance(entry, str) else entry.get("id") or entry["own_words"]
        for entry in value_at(of, path) or ()
    ]


@given(st.data())
def test_a_list_of_answers_is_a_list(data: st.DataObject) -> None:
    """Whatever is ticked, moved, added and removed, the plan holds what a list would."""
    path = data.draw(st.sampled_from(sorted(LISTS)))
    known = LISTS[path][:4]
    here, model = EMPTY, list[str]()
    for number in range(data.draw(st.integers(1, 12))):
        match data.draw(st.sampled_from(["toggle", "move", "remove", "add"])):
            case "toggle":
                item = data.draw(st.sampled_from(known))
                here = toggle(here, path, item)
                model = [each for each in model if each != item] + [item] * (item not in model)
            case "move" if model:
                place, by = data.draw(st.integers(0, len(model) - 1)), data.draw(st.integers(-5, 5))
                here = move(here, path, place, by)
                item = model.pop(place)
                model.insert(min(max(place + by, 0), len(model)), item)
            case "remove" if model:
                place = data.draw(st.integers(0, len(model) - 1))
                here = remove(here, path, place)
                del model[place]
            case "add":
                here = add(here, path, f"own {number}")
                model.append(f"own {number}")
            case _:
                pass
        assert ids(here, path) == model
    if not model:
        assert here == EMPTY


@pytest.mark.parametrize("path", LISTS)
def test_ticking_twice_changes_nothing(path: str) -> None:
    for item in LISTS[path]:
        once = toggle(EMPTY, path, item)
        assert ids(once, path) == [item]
        assert toggle(once, path, item) == EMPTY


def test_what_became_of_an_ask_goes_with_the_ask_and_no_other() -> None:
    assert [item.ask for item in FULL.outcome.item] == ["later_start", "appt_time", "task_swap"]
    ticked_off = toggle(FULL, "ask", "appt_time")
    assert [item.ask for item in ticked_off.outcome.item] == ["later_start", "task_swap"]
    assert remove(FULL, "ask", 1) == ticked_off
    assert [item.ask for item in toggle(FULL, "impact", "ph_stairs").outcome.item] == [
        "later_start",
        "appt_time",
        "task_swap",
    ]


def test_details_go_with_the_entry_that_they_belong_to() -> None:
    assert remove(FULL, "ask", 0).ask == FULL.ask[1:]
    assert move(FULL, "ask", 0, 1).ask[1] == FULL.ask[0]
    assert toggle(FULL, "impact", "ph_first_hour").impact == FULL.impact[1:]
