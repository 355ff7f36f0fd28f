"""Nine steps hold every key of a plan, and five questions lead to a script and an email."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from discloser.interview.shortest import QUESTIONS, still_open
from discloser.interview.steps import STEPS, progress
from discloser.model.plan import Plan
from discloser.model.words import Decision
from discloser.session.session import Session

from ..plans import TODAY, plan, standard  # noqa: TID252 - tests are no package

CATALOGUE = standard().pack.catalogue

ANSWERS: dict[str, Mapping[str, Any]] = {
    "choice.decision": {"choice": {"decision": "tell_partly"}},
    "impact": {"impact": [{"id": "ph_first_hour"}]},
    "ask": {"ask": [{"id": "later_start"}]},
    "meeting.audience": {"meeting": {"audience": "manager"}},
    "boundaries.private_words": {"boundaries": {"private_words": ["lupus"]}},
}


def states(of: Plan) -> dict[str, str]:
    return {each.step.id: each.state for each in progress(of, CATALOGUE)}


def test_every_key_of_a_plan_belongs_to_exactly_one_step() -> None:
    keys = [key for step in STEPS for key in step.keys]
    about_the_file = {"format", "pack", "language", "title"}
    assert sorted(keys) == sorted({*Plan.__struct_fields__} - about_the_file)


def test_there_are_nine_steps_in_order() -> None:
    assert " ".join(step.title for step in STEPS) == (
        "Reasons Choice Work Asks Boundaries Meeting Papers Practise Afterwards"
    )


def test_a_step_is_open_answered_or_optional() -> None:
    assert set(states(plan(full=False)).values()) == {"open", "optional"}
    assert states(plan(full=False))["choice"] == "open"
    telling = plan({"choice": {"decision": "tell_now"}}, full=False)
    assert {step for step, state in states(telling).items() if state == "open"} == {
        "work",
        "asks",
        "meeting",
    }
    assert states(telling)["choice"] == "answered"
    quiet = plan({"choice": {"decision": "do_not_tell"}}, full=False)
    assert "open" not in states(quiet).values()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_what_a_person_gives_shows_in_its_step_alone(step: Any) -> None:
    quiet = plan({"choice": {"decision": "do_not_tell"}}, full=False)
    whole = plan({"boundaries": {"private_words": ["x"]}, "wording": {"opening": 1}})
    given = msgspec.structs.replace(
        quiet, **{key: getattr(whole, key) for key in step.keys if key != "choice"}
    )
    changed = {
        name
        for (name, before), after in zip(states(quiet).items(), states(given).values(), strict=True)
        if before != after
    }
    assert changed == ({step.id} if step.id != "choice" else set())


def test_five_questions_and_none_is_asked_twice() -> None:
    assert [question.paths[0] for question in QUESTIONS] == [*ANSWERS]
    so_far = plan(full=False)
    for left in range(5, 0, -1):
        asked = still_open(so_far)
        assert len(asked) == left
        so_far = msgspec.structs.replace(
            so_far,
            **{
                key: getattr(plan(ANSWERS[asked[0].paths[0]], full=False), key)
                for key in ANSWERS[asked[0].paths[0]]
            },
        )
    assert still_open(so_far) == ()


def test_the_shortest_path_leads_to_a_script_and_an_email() -> None:
    session = Session(plan(*ANSWERS.values(), full=False), standard(), TODAY)
    drafted = {spec.id: session.draft((spec, reader)) for spec, reader in session.places()}
    assert {"script_20s", "meeting_request", "request_email"} <= drafted.keys()
    assert not any(document.blocked for document in drafted.values())


@pytest.mark.parametrize("decision", Decision)
def test_questions_fit_the_decision(decision: Decision) -> None:
    asked = {q.paths[0] for q in still_open(plan({"choice": {"decision": decision}}, full=False))}
    talks = decision is not Decision.DO_NOT_TELL
    assert ("meeting.audience" in asked, "ask" in asked) == (talks, talks)
    assert ("impact" in asked) is (talks and decision is not Decision.ASK_WITHOUT_REASON)
