"""How the reasons lean is said fairly, with its grounds, and decides nothing."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.interview.balance import SIDES, balance, weigh
from discloser.model.catalogue import Reason
from discloser.model.words import Answer, Decision

from ..plans import plan, standard  # noqa: TID252 - tests are no package

CATALOGUE = standard().pack.catalogue
REASONS = list(CATALOGUE.reasons.values())

orders = st.lists(st.sampled_from(REASONS), unique_by=lambda reason: reason.id)


def sentences(**why: Any) -> tuple[str, ...]:
    return balance(plan({"why": why}, full=False), CATALOGUE).sentences


@given(orders)
def test_every_reason_weighs_more_than_those_after_it(order: list[Reason]) -> None:
    weights = weigh(order)
    assert sum(weights.values()) == len(order) * (len(order) + 1) // 2
    for place in range(len(order) - 1):
        assert sum(weigh(order[place:]).values()) > sum(weigh(order[place + 1 :]).values())
    if order and all(reason.side == order[0].side for reason in order):
        assert weights[order[0].side] == sum(weights.values())


@given(orders)
def test_both_sides_are_treated_alike(order: list[Reason]) -> None:
    """Swapping the sides of all reasons swaps the sides in the sentence and nothing else."""
    swapped = {"tell": "not_tell", "not_tell": "tell", "between": "between"}
    mirrored = msgspec.structs.replace(
        CATALOGUE,
        reasons={
            reason.id: msgspec.structs.replace(reason, side=swapped[reason.side])
            for reason in REASONS
        },
    )
    of = plan({"why": {"reasons": [reason.id for reason in order]}}, full=False)
    here, there = balance(of, CATALOGUE), balance(of, mirrored)
    assert there.weights == {swapped[side]: weight for side, weight in here.weights.items()}
    if len({*here.weights.values()}) == len(here.weights):  # no tie, so the order is the same
        turned = here.sentences[0].replace("not telling", "NOT").replace("telling", "not telling")
        assert there.sentences[0] == turned.replace("NOT", "telling")


@given(orders, st.sampled_from([None, *Decision]))
def test_the_person_decides(order: list[Reason], decision: Decision | None) -> None:
    choice = {"decision": decision} if decision else {}
    of = plan({"why": {"reasons": [reason.id for reason in order]}, "choice": choice}, full=False)
    found = balance(of, CATALOGUE)
    assert found.sentences[-1].endswith("you decide.")
    without = balance(plan({"why": {"reasons": list(of.why.reasons)}}, full=False), CATALOGUE)
    assert found.weights == without.weights
    text = " ".join(found.sentences)
    assert not {"should", "must", "wrong", "right"}.intersection(text.casefold().split())
    for reason in order:
        assert f'"{reason.text}"' in text


def test_the_side_with_most_weight_is_named() -> None:
    for side, words in SIDES.items():
        chosen = [reason.id for reason in REASONS if reason.side == side]
        other = next(reason.id for reason in REASONS if reason.side != side)
        assert words in sentences(reasons=chosen)[0]
        if len(chosen) > 3:
            assert f"clearly towards {words}" in sentences(reasons=[*chosen, other])[0]


def test_an_even_balance_is_called_close() -> None:
    tell, against = (
        [reason.id for reason in REASONS if reason.side == side] for side in ("tell", "not_tell")
    )
    even = [tell[0], against[0], against[1], tell[1]]
    assert "close together" in sentences(reasons=even)[0]


def test_a_fear_is_offered_as_a_goal() -> None:
    for reason in REASONS:
        found = balance(plan({"why": {"reasons": [reason.id]}}, full=False), CATALOGUE)
        offered = any("can also be said as a goal" in sentence for sentence in found.sentences)
        assert offered is (reason.kind == "avoidance")
        assert bool(found.goals) is bool(reason.goal)
        if reason.kind == "avoidance":
            assert any(f'"{reason.goal}"' in sentence for sentence in found.sentences)


@pytest.mark.parametrize("answer", Answer)
def test_every_answer_about_the_place_of_work_gets_its_sentence(answer: Answer) -> None:
    for name, entry in CATALOGUE.contexts.items():
        found = " ".join(sentences(context={name: answer}))
        assert entry.question in found
        assert getattr(entry, answer) in found


@given(st.integers(0, 40), st.integers(0, 40))
def test_certainty_is_said_in_words_and_numbers(before: int, after: int) -> None:
    found = sentences(certainty_before=before, certainty_after=after)
    start, now, change = found[1:4]
    labels = CATALOGUE.scale.labels
    assert f"{before} of 40" in start
    assert f"{after} of 40" in now
    places = [
        next(number for number, label in enumerate(labels) if f'"{label}"' in sentence)
        for sentence in (start, now)
    ]
    assert (places[0] <= places[1]) if before <= after else (places[0] >= places[1])
    assert ("more" in change, "fewer" in change) == (after > before, after < before)
    assert places[0] == 0 if before == 0 else places[0] == 4 if before == 40 else True


def test_nothing_chosen_is_fine() -> None:
    assert sentences()[0] == "You have not chosen a reason yet, and you do not have to."
