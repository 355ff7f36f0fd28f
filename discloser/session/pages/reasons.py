"""Reasons: why the person would tell or would not, what the workplace is like, how clear it is."""

from collections.abc import Iterator

from msgspec.structs import replace

from discloser.interview.balance import SIDES
from discloser.model.catalogue import Catalogue, Reason
from discloser.model.plan import Plan
from discloser.model.words import Answer
from discloser.session.rows import OPEN, Option, Row, View, action, choice, field, heading
from discloser.session.sitting import Sitting

TITLES = {"tell": "For telling", "not_tell": "For not telling", "between": "In between"}
"""What stands over the reasons of each side."""

ANSWERS = {
    Answer.YES: "yes",
    Answer.PARTLY: "partly",
    Answer.NO: "no",
    Answer.DO_NOT_KNOW: "I do not know",
}


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    yield from _chosen(plan, catalogue)
    for side in SIDES:
        there = [reason for reason in catalogue.reasons.values() if reason.side == side]
        head = heading(f"side {side}", TITLES[side], view)
        yield head
        if head.open:
            for reason in there:
                yield _reason(reason, plan)
                yield from _as_goal(reason, plan)
    yield field(
        "own_words",
        "In your own words",
        "why.own_words",
        plan.why.own_words,
        about=("Only for you. Your private plan can show it; nobody else gets it.",),
    )
    yield from _workplace(plan, catalogue, view)
    yield from certainty(plan, catalogue, view, "before")
    yield from certainty(plan, catalogue, view, "after")


def _chosen(plan: Plan, catalogue: Catalogue) -> Iterator[Row]:
    """Yield the chosen reasons in their order, once there are two to put in order."""
    chosen = plan.why.reasons
    if len(chosen) < 2:
        return
    yield Row("order", "heading", "Your reasons, the most important first")
    for index, name in enumerate(chosen):
        if reason := catalogue.reasons.get(name):
            yield Row(
                f"order {name}",
                "action",
                f"{index + 1}. {reason.text}",
                "why.reasons",
                item=f"move {index}",
                about=(
                    "Move it with + and -, or press Enter to move it up.",
                    *about_reason(reason),
                ),
            )


def _reason(reason: Reason, plan: Plan) -> Row:
    return Row(
        f"reason {reason.id}",
        "tick",
        reason.text,
        "why.reasons",
        item=reason.id,
        on=reason.id in plan.why.reasons,
        about=about_reason(reason),
    )


def _as_goal(reason: Reason, plan: Plan) -> Iterator[Row]:
    """Offer to say a chosen fear as a goal, once."""
    if reason.goal and reason.id in plan.why.reasons and reason.goal not in plan.why.own_words:
        yield action(
            f"goal {reason.id}",
            f'Say it as a goal: "{reason.goal}"',
            f"goal {reason.id}",
            "It is added to your own words. A goal is easier to plan for than a fear.",
            depth=1,
        )


def about_reason(reason: Reason) -> tuple[str, ...]:
    """Return what there is to know about a reason: for, against, a question, what leads it."""
    led = (
        "This is about something that you want."
        if reason.kind == "approach"
        else "This is about something that you would like to avoid."
    )
    goal = (f'Said as a goal: "{reason.goal}."',) if reason.goal else ()
    return (
        f"For: {' '.join(reason.points_for)}",
        f"Against: {' '.join(reason.points_against)}",
        f"To think over: {reason.question}",
        led,
        *goal,
    )


def _workplace(plan: Plan, catalogue: Catalogue, view: View) -> Iterator[Row]:
    given = len(plan.why.context)
    value = f"{given} of {len(catalogue.contexts)} answered" if given else "optional"
    head = heading("workplace", "Your workplace", view, usually=False, value=value)
    yield head
    if not head.open:
        return
    for name, entry in catalogue.contexts.items():
        options = tuple(
            Option(str(answer), label, getattr(entry, answer)) for answer, label in ANSWERS.items()
        )
        yield choice(
            f"context {name}",
            entry.question,
            f"why.context.{name}",
            plan.why.context.get(name),
            (OPEN, *options),
            depth=1,
        )


WHEN = {
    "before": ("How clear is it before you start?", "Take it again after the steps."),
    "after": ("How clear is it after the steps?", "The same ten lines as at the start."),
}


def certainty(plan: Plan, catalogue: Catalogue, view: View, when: str) -> Iterator[Row]:
    """Yield the certainty check of ten items, ``before`` or ``after``."""
    label, about = WHEN[when]
    items: dict[str, int] = getattr(plan.why, f"items_{when}")
    score = getattr(plan.why, f"certainty_{when}")
    if score is not None:
        value = f"{score} of 40"
    else:
        value = f"{len(items)} of {len(catalogue.certainty)} answered" if items else "optional"
    head = heading(f"certainty {when}", label, view, usually=False, value=value)
    yield head
    if not head.open:
        return
    options = tuple(Option(str(points), text) for points, text in enumerate(catalogue.scale.labels))
    for name, item in catalogue.certainty.items():
        row = choice(
            f"certainty {when} {name}",
            item.text,
            f"why.items_{when}.{name}",
            items.get(name),
            (OPEN, *options),
            (catalogue.scale.intro, about, "It is not a test, and nobody else sees it."),
            depth=1,
        )
        yield replace(row, typed="number")
    if items:
        yield action(
            f"certainty {when} clear", "Clear these ten answers", f"clear why.items_{when}", depth=1
        )
