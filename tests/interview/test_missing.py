"""What is missing is said calmly, is never about telling more, and goes once it is answered."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.interview.missing import Gap, missing
from discloser.interview.steps import STEPS
from discloser.model.plan import Plan
from discloser.model.words import Audience, Decision, Result

from ..plans import plan, standard  # noqa: TID252 - tests are no package

TABLES: dict[str, Any] = {
    "why": {"reasons": ["get_change"]},
    "impact": [{"id": "ph_first_hour"}, {"own_words": "fumes"}],
    "ask": [{"id": "later_start", "importance": "must_have"}, {"own_words": "a fan"}],
    "health": {"name": "lupus"},
    "boundaries": {"private_words": ["lupus"], "level": {"manager": 5}},
    "meeting": {"audience": "manager", "country": "gb"},
    "outcome": {"result": "partly"},
}

WHOLE: dict[str, Any] = {
    "meeting": {"audience": "manager"},
    "boundaries": {"private_words": ["lupus"]},
    "ask": [{"id": "later_start", "values": {"time": "10:00"}}],
    "outcome": {"item": [{"ask": "later_start", "state": "agreed"}]},
}
"""What the full plan of the tests lacks, or holds in part, for this."""


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that hold any of some tables, with any decision, audience and result."""
    held: dict[str, Any] = {
        name: TABLES[name] for name in draw(st.sets(st.sampled_from([*TABLES])))
    }
    if decision := draw(st.sampled_from([None, *Decision])):
        held["choice"] = {"decision": decision}
    if "meeting" in held and (audience := draw(st.sampled_from([None, *Audience]))):
        held["meeting"] = {"audience": audience}
    if "outcome" in held:
        held["outcome"] = {"result": draw(st.sampled_from(list(Result)))}
    return plan(held, full=False)


def gaps(of: Plan) -> tuple[Gap, ...]:
    return missing(of, standard().pack.catalogue)


@given(plans())
def test_nobody_is_pushed(of: Plan) -> None:
    for gap in gaps(of):
        assert not gap.path.startswith(("health", "boundaries.level", "boundaries.except"))
        words = f"{gap.message} {gap.unlocks}".casefold().split()
        assert not {"should", "must", "need", "please", "sorry"}.intersection(words)
        for sentence in (gap.message, gap.unlocks):
            assert sentence[0].isupper() or sentence[0] == '"'
            assert sentence.endswith(".")


@given(plans())
def test_each_gap_belongs_to_one_step_and_gaps_follow_the_steps(of: Plan) -> None:
    order = [
        [number for number, step in enumerate(STEPS) if step.holds(gap.path)] for gap in gaps(of)
    ]
    assert all(len(found) == 1 for found in order)
    # A name belongs to the step about the meeting, so nothing jumps back.
    assert order == sorted(order)


@given(plans())
def test_whoever_does_not_tell_misses_nothing_about_telling(of: Plan) -> None:
    quiet = Plan(
        format=1,
        why=of.why,
        impact=of.impact,
        ask=of.ask,
        health=of.health,
        boundaries=of.boundaries,
        meeting=of.meeting,
        choice=plan({"choice": {"decision": "do_not_tell"}}, full=False).choice,
    )
    for gap in gaps(quiet):
        assert gap.optional
        assert (
            gap.path
            in {
                "why.reasons",
                "ask",
                "boundaries.private_words",
                "meeting.country",
            }
            or ".values." in gap.path
        )


def test_a_full_plan_has_no_gap() -> None:
    assert gaps(plan(WHOLE)) == ()


@pytest.mark.parametrize(
    ("change", "path", "optional"),
    [
        ({"why": {"reasons": [], "own_words": ""}}, "why.reasons", True),
        ({"choice": {"decision": None}}, "choice.decision", False),
        ({"choice": {"decision": "tell_later", "later": " "}}, "choice.later", False),
        ({"impact": []}, "impact", False),
        ({"impact": [], "choice": {"decision": "not_sure"}}, "impact", True),
        ({"impact": [{"id": "ph_first_hour"}]}, "impact[0].values.n", True),
        ({"ask": []}, "ask", False),
        ({"ask": [{"id": "later_start"}]}, "ask[0].values.time", True),
        ({"ask": [{"own_words": "a fan", "importance": "must_have"}]}, "ask[0].fallback", True),
        ({"boundaries": {"private_words": []}}, "boundaries.private_words", True),
        ({"meeting": {"audience": None}}, "meeting.audience", False),
        ({"choice": {"decision": "tell_other"}}, "meeting.audience", False),
        ({"meeting": {"name": " "}}, "meeting.name", True),
        ({"meeting": {"date": None}}, "meeting.date", True),
        ({"meeting": {"country": ""}}, "meeting.country", True),
        ({"person": {"name": ""}}, "person.name", True),
        ({"outcome": {"result": None}}, "outcome.result", False),
        ({"outcome": {"held_on": None}}, "outcome.held_on", True),
        ({"outcome": {"item": []}}, "outcome.item", True),
        ({"outcome": {"review_on": None}}, "outcome.review_on", True),
    ],
)
def test_what_is_taken_away_is_missing(
    change: dict[str, Any],
    path: str,
    optional: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert {gap.path: gap.optional for gap in gaps(plan(WHOLE, change))}[path] is optional


def test_what_the_person_calls_a_thing_is_what_a_gap_calls_it() -> None:
    own = plan({"ask": [{"own_words": "a fan", "importance": "must_have"}]})
    assert any('"a fan"' in gap.message for gap in gaps(own))
