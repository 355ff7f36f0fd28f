"""How the reasons lean, in sentences with their grounds; the person decides."""

from collections.abc import Iterator

from msgspec import Struct

from discloser.model.catalogue import Catalogue, Reason
from discloser.model.plan import Plan
from discloser.model.words import Answer

SIDES = {
    "tell": "telling",
    "not_tell": "not telling",
    "between": "the way in between, which is to tell the effect and not the cause",
}
"""The sides of a reason as they stand after "lean towards"."""

EVEN = 0.1
"""Up to this share of all weight, two sides count as close together."""

CLEAR = 0.5
"""From this share of all weight on, the lead of one side is clear."""

MOST_POINTS = 40
"""Most points of the certainty check."""

ANSWERS = {
    Answer.YES: "yes",
    Answer.PARTLY: "partly",
    Answer.NO: "no",
    Answer.DO_NOT_KNOW: "that you do not know",
}
"""The answers to a context check as they stand after "You said"."""


class Balance(Struct, frozen=True):
    """What the reasons, the context and the certainty check say together."""

    weights: dict[str, int]
    """Side to the weight of its reasons: of n reasons the first weighs n and the last 1."""
    goals: dict[str, str]
    """Id of a reason that is led by a fear to the same thing said as a goal."""
    sentences: tuple[str, ...]
    """Everything in words, for people who do not want a picture."""


def balance(plan: Plan, catalogue: Catalogue) -> Balance:
    """Return how a plan's answers lean. It never says which choice is right."""
    chosen = [
        reason for name in plan.why.reasons if (reason := catalogue.reasons.get(name)) is not None
    ]
    weights = weigh(chosen)
    goals = {reason.id: reason.goal for reason in chosen if reason.goal}
    sentences = (
        *_lean(chosen, weights),
        *_kinds(chosen),
        *_own_words(plan),
        *_contexts(plan, catalogue),
        *_decision(plan, catalogue),
        *_certainty(plan, catalogue),
        "These sentences only sort what you wrote; you decide.",
    )
    return Balance(weights, goals, sentences)


def weigh(reasons: list[Reason]) -> dict[str, int]:
    """Return the weight of each side: of n reasons the first weighs n and the last 1."""
    weights = dict.fromkeys(SIDES, 0)
    for rank, reason in enumerate(reasons):
        weights[reason.side] += len(reasons) - rank
    return weights


def _lean(reasons: list[Reason], weights: dict[str, int]) -> Iterator[str]:
    if not reasons:
        yield "You have not chosen a reason yet, and you do not have to."
        return
    total = sum(weights.values())
    first, second = sorted(weights, key=lambda side: -weights[side])[:2]
    lead = (weights[first] - weights[second]) / total
    if len(reasons) == 1:
        yield f"Your one reason leans towards {SIDES[first]}."
    elif weights[first] == total:
        yield f"All of your reasons lean towards {SIDES[first]}."
    elif lead <= EVEN:
        yield (
            "With the first ones counted most, your reasons are close together: "
            f"{SIDES[first]}, or {SIDES[second]}."
        )
    else:
        how = "clearly" if lead >= CLEAR else "a little"
        yield f"With the first ones counted most, your reasons lean {how} towards {SIDES[first]}."
    for side, place in (
        ("tell", "telling"),
        ("not_tell", "not telling"),
        ("between", "the middle"),
    ):
        if texts := [f'"{reason.text}"' for reason in reasons if reason.side == side]:
            yield f"For {place}: {'; '.join(texts)}."


def _kinds(reasons: list[Reason]) -> Iterator[str]:
    """Say what leads the person: something wanted, or something feared."""
    fears = [reason for reason in reasons if reason.kind == "avoidance"]
    goals = len(reasons) - len(fears)
    if not fears:
        if reasons:
            whole = "It is" if len(reasons) == 1 else "All of them are"
            yield f"{whole} about something that you want."
        return
    led = "is" if len(fears) == 1 else "are"
    if goals:
        wanted = "is" if goals == 1 else "are"
        yield (
            f"{goals} of them {wanted} about something that you want, and {len(fears)} {led} about "
            "something that you would like to avoid."
        )
    else:
        whole = "It is" if len(reasons) == 1 else "All of them are"
        yield f"{whole} about something that you would like to avoid."
    yield "A goal is easier to plan for than a fear, whichever way you choose."
    for reason in fears:
        if reason.goal:
            yield f'"{reason.text}" can also be said as a goal: "{reason.goal}".'


def _own_words(plan: Plan) -> Iterator[str]:
    if plan.why.own_words.strip():
        yield "What you wrote in your own words is not counted here; you know best what it weighs."


def _contexts(plan: Plan, catalogue: Catalogue) -> Iterator[str]:
    for name, entry in catalogue.contexts.items():
        answer = plan.why.context.get(name)
        if answer is not None:
            yield f"{entry.question} You said {ANSWERS[answer]}. {getattr(entry, answer)}"


def _decision(plan: Plan, catalogue: Catalogue) -> Iterator[str]:
    if plan.choice.decision is not None:
        entry = catalogue.decisions[plan.choice.decision]
        yield f'You chose: "{entry.label}". {entry.note}'


def _certainty(plan: Plan, catalogue: Catalogue) -> Iterator[str]:
    """Put the certainty check into words, before and after."""
    labels = catalogue.scale.labels
    before, after = plan.why.certainty_before, plan.why.certainty_after
    for when, points in (("felt at the start", before), ("feels now", after)):
        if points is not None:
            label = _label(points, labels)
            yield f'How clear your plan {when}: "{label}", {points} of {MOST_POINTS} points.'
    if before is None or after is None:
        return
    change = abs(after - before)
    unit = "point" if change == 1 else "points"
    if after > before:
        yield f"That is {change} {unit} more."
    elif after < before:
        yield f"That is {change} {unit} fewer. It can come from a closer look and is no step back."
    else:
        yield "That has not changed."


def _label(points: int, labels: tuple[str, ...]) -> str:
    """Return the answer of the scale that lies nearest to the average answer."""
    return labels[round(points / MOST_POINTS * (len(labels) - 1))] if labels else str(points)
