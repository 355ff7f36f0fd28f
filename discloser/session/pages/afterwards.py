"""Afterwards: how the meeting ended, what became of each ask, and when to look again."""

from collections.abc import Iterator

from discloser.model.words import ItemState, Result
from discloser.session.pages.asks import capital
from discloser.session.pages.texts import shown
from discloser.session.rows import OPEN, Option, Row, View, choice, field
from discloser.session.sitting import Sitting

RESULTS = {
    Result.ALL_AGREED: "They agreed to all of it",
    Result.PARTLY: "They agreed to a part",
    Result.THEY_WILL_CHECK: "They will look into it",
    Result.REFUSED: "They said no",
    Result.NOT_REACHED: "We did not get to it",
    Result.NO_MEETING: "There was no meeting",
}
STATES = (
    OPEN,
    Option(ItemState.AGREED, "agreed"),
    Option(ItemState.OPEN, "still open"),
    Option(ItemState.REFUSED, "refused"),
)


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    outcome = sitting.plan.outcome
    yield Row("result", "heading", "How did it end?")
    for result, label in RESULTS.items():
        yield Row(
            f"result {result}",
            "pick",
            label,
            "outcome.result",
            item=str(result),
            on=outcome.result is result,
            about=("There is an email for each of these. It says thank you and what is open.",),
            depth=1,
        )
    yield field("held", "Day of the talk", "outcome.held_on", outcome.held_on, "date", about=(DAY,))
    yield field(
        "review",
        "Day to look at it again",
        "outcome.review_on",
        outcome.review_on,
        "date",
        about=(DAY, *_intervals(sitting)),
    )
    if sitting.plan.ask and outcome.result is not None:
        yield from _items(sitting, view)
    yield from _log(sitting)


DAY = "Optional, such as 1 Dec or 2026-12-01."


def _intervals(sitting: Sitting) -> tuple[str, ...]:
    entries = sitting.workshop.pack.catalogue.intervals.values()
    return tuple(
        f"{entry.use} In {entry.weeks_from} to {entry.weeks_to} weeks."
        if entry.weeks_from != entry.weeks_to
        else f"{entry.use} In {entry.weeks_from} weeks."
        for entry in entries
        if entry.use
    )


def _items(sitting: Sitting, view: View) -> Iterator[Row]:
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    places = {item.ask: place for place, item in enumerate(plan.outcome.item)}
    yield Row("items", "heading", "What became of each ask")
    for number, answer in enumerate(plan.ask):
        key = answer.id or answer.own_words.strip()
        entry = catalogue.accommodations.get(answer.id or "")
        label = capital(answer.own_words.strip() or (shown(entry.short) if entry else key))
        place = places.get(key)
        item = plan.outcome.item[place] if place is not None else None
        row = choice(
            f"item {number}",
            label,
            f"outcome.item {key}",
            item.state if item else None,
            STATES,
            depth=1,
        )
        yield row
        if item is None or not view.shows(row.id, usually=True):
            continue
        path = f"outcome.item[{place}]"
        yield field(
            f"item {number} who", "Who does it", f"{path}.who", item.who, about=(OPTIONAL,), depth=2
        )
        yield field(
            f"item {number} by", "By when", f"{path}.by", item.by, "date", about=(DAY,), depth=2
        )
        yield field(
            f"item {number} note",
            "A note for the email",
            f"{path}.note",
            item.note,
            about=(OPTIONAL,),
            depth=2,
        )


OPTIONAL = "Optional."


def _log(sitting: Sitting) -> Iterator[Row]:
    plan = sitting.plan
    yield Row("log", "heading", "What happened since")
    for place, event in enumerate(plan.outcome.log):
        yield Row(
            f"log {place}",
            "tick",
            f"{event.on}: {event.what}",
            "outcome.log",
            item=f"own {place}",
            on=True,
            depth=1,
            about=("Press Space to take it away.",),
        )
    yield Row(
        "add log",
        "field",
        "Note something with today's date",
        f"outcome.log[{len(plan.outcome.log)}]",
        item="add outcome.log",
        depth=1,
        about=("Such as: IT wrote that the new start is in the calendar.",),
    )
