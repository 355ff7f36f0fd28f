"""What a plan could still hold, and what each gap would make possible.

Nothing here pushes: what is optional is called so, and with the decision not to tell, nothing
about telling is missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from discloser.model.catalogue import Catalogue, FieldKind, Fields, Text
from discloser.model.plan import Outcome, Plan
from discloser.model.wording import fields, wordings
from discloser.model.words import Audience, Decision, Importance, Result, Topic


class Gap(Struct, frozen=True):
    """Something the plan does not hold."""

    path: str
    """Key path, such as ``ask[1].values.time``."""
    message: str
    """One calm sentence that says what is open."""
    unlocks: str
    """One sentence that says what it would make possible."""
    optional: bool = False
    """The papers are whole without it."""


TELLING = frozenset(
    {Decision.TELL_NOW, Decision.TELL_LATER, Decision.TELL_PARTLY, Decision.TELL_OTHER}
)
"""Decisions that lead to a talk about the effect on work."""

ASKING = TELLING | {Decision.ASK_WITHOUT_REASON}
"""Decisions that lead to a request to somebody."""

KINDS: dict[FieldKind, str] = {
    "time": "a time",
    "date": "a date",
    "count": "a number",
    "hours": "a number of hours",
    "weight": "a weight",
    "range": 'a range such as "3 to 5 days"',
    "text": "a few words",
}
"""What can be filled in for each kind of field."""

ENDED_WITH_ANSWERS = frozenset(
    {Result.ALL_AGREED, Result.PARTLY, Result.THEY_WILL_CHECK, Result.REFUSED}
)
"""Results of a meeting in which each ask got some answer."""


def missing(plan: Plan, catalogue: Catalogue) -> tuple[Gap, ...]:
    """Return what is open in a plan, in the order of the steps."""
    return (
        *_reasons(plan),
        *_choice(plan),
        *_work(plan, catalogue),
        *_asks(plan, catalogue),
        *_boundaries(plan),
        *_meeting(plan, catalogue),
        *_outcome(plan, catalogue),
    )


def _reasons(plan: Plan) -> Iterator[Gap]:
    if not plan.why.reasons and not plan.why.own_words.strip():
        yield Gap(
            "why.reasons",
            "No reason for or against telling is chosen.",
            "With some, you can see which way they lean.",
            optional=True,
        )


def _choice(plan: Plan) -> Iterator[Gap]:
    match plan.choice.decision:
        case None:
            yield Gap(
                "choice.decision",
                'There is no choice yet, and "I am not sure yet" is one too.',
                "Each choice has papers of its own, not telling as well.",
            )
        case Decision.TELL_LATER if not str(plan.choice.later).strip():
            yield Gap(
                "choice.later",
                "The date or the sign that you are waiting for is open.",
                "With it, your private plan says when to look again.",
            )


def _work(plan: Plan, catalogue: Catalogue) -> Iterator[Gap]:
    said = plan.impact or plan.health.get(Topic.WORK_EFFECT, "").strip()
    if not said and plan.choice.decision in TELLING | {None, Decision.NOT_SURE}:
        yield Gap(
            "impact",
            "Nothing says yet what is hard at work.",
            "With it, the papers can say why you ask.",
            optional=plan.choice.decision not in TELLING,
        )
    for index, answer in enumerate(plan.impact):
        entry = catalogue.impacts.get(answer.id or "")
        if entry and not answer.own_words.strip():
            yield from _blanks(f"impact[{index}]", entry.label, entry.fields, answer.values)


def _asks(plan: Plan, catalogue: Catalogue) -> Iterator[Gap]:
    asking = plan.choice.decision in ASKING
    if not plan.ask:
        yield Gap(
            "ask",
            "No change at work is chosen.",
            "With one, there is a script for asking and a message that asks for it."
            if asking
            else "Some changes can be had with no reason given.",
            optional=not asking,
        )
    for index, answer in enumerate(plan.ask):
        entry = catalogue.accommodations.get(answer.id or "")
        name = answer.own_words.strip() or (_name(entry.short) if entry else "") or answer.id
        if entry and not answer.own_words.strip():
            yield from _blanks(f"ask[{index}]", name, entry.fields, answer.values)
        if asking and answer.importance is Importance.MUST_HAVE and not answer.fallback:
            yield Gap(
                f"ask[{index}].fallback",
                f'There is no second choice beside "{name}".',
                "With one, you have something ready if they say no.",
                optional=True,
            )


def _blanks(
    path: str, name: str | None, entry_fields: Fields, values: Mapping[str, Any]
) -> Iterator[Gap]:
    """Yield the fields of a catalogue entry that have no value."""
    for field, kind in entry_fields.items():
        if field not in values:
            yield Gap(
                f"{path}.values.{field}",
                f'"{name}" has room for {KINDS[kind]}.',
                "With it, the sentence is more exact.",
                optional=True,
            )


def _name(text: Text) -> str:
    """Return how a text reads without any value, for showing it to the person."""
    plain = [wording.text for wording in wordings(text) if not fields(wording.text)]
    return plain[-1] if plain else ""


def _boundaries(plan: Plan) -> Iterator[Gap]:
    if not plan.boundaries.private_words:
        yield Gap(
            "boundaries.private_words",
            "No private word is listed.",
            "With some, every paper is searched for them before you use it.",
            optional=True,
        )


def _meeting(plan: Plan, catalogue: Catalogue) -> Iterator[Gap]:
    meeting, decision = plan.meeting, plan.choice.decision
    other = decision is Decision.TELL_OTHER
    if decision in ASKING:
        if meeting.audience is None:
            whom = catalogue.audiences[Audience.HR if other else Audience.MANAGER].label
            yield Gap(
                "meeting.audience",
                "Who you will talk to is open.",
                f"Until then, the papers are written for {whom}.",
            )
        elif other and meeting.audience is Audience.MANAGER:
            yield Gap(
                "meeting.audience",
                "You chose to tell someone else, and the meeting is with your manager.",
                "With another person here, the papers are written for that person.",
            )
        yield from _meeting_details(plan)
    if not meeting.country:
        yield Gap(
            "meeting.country",
            "No country is chosen.",
            "With one, there is a page on rights there.",
            optional=True,
        )


def _meeting_details(plan: Plan) -> Iterator[Gap]:
    """Yield what makes messages more personal."""
    details = (
        ("meeting.name", plan.meeting.name.strip(), "The name of the person", "greet by name"),
        ("meeting.date", plan.meeting.date, "The day of the talk", "name the day"),
        ("person.name", plan.person.name.strip(), "Your own name", "end with your name"),
    )
    for path, value, what, effect in details:
        if not value:
            yield Gap(path, f"{what} is open.", f"With it, papers can {effect}.", optional=True)


def _outcome(plan: Plan, catalogue: Catalogue) -> Iterator[Gap]:
    outcome = plan.outcome
    if outcome == Outcome():
        return
    if outcome.result is None:
        yield Gap(
            "outcome.result",
            "How the meeting ended is open.",
            "With it, there is an email that sums it up.",
        )
    elif outcome.held_on is None and outcome.result is not Result.NO_MEETING:
        yield Gap(
            "outcome.held_on",
            "The day on which you talked is open.",
            "With it, the email can name the day.",
            optional=True,
        )
    if outcome.result in ENDED_WITH_ANSWERS:
        yield from _answers(plan, catalogue)
    if outcome.result in {Result.ALL_AGREED, Result.PARTLY} and outcome.review_on is None:
        yield Gap(
            "outcome.review_on",
            "There is no day to look at it again.",
            "With one, the email can suggest it.",
            optional=True,
        )


def _answers(plan: Plan, catalogue: Catalogue) -> Iterator[Gap]:
    """Yield the asks of which nobody knows what became of them."""
    settled = {item.ask for item in plan.outcome.item}
    for answer in plan.ask:
        own = answer.own_words.strip()
        if settled.isdisjoint({answer.id, own}):
            entry = catalogue.accommodations.get(answer.id or "")
            name = own or (_name(entry.short) if entry else "") or answer.id
            yield Gap(
                "outcome.item",
                f'What became of "{name}" is open.',
                "With it, the email can list what was agreed and what is open.",
                optional=True,
            )
