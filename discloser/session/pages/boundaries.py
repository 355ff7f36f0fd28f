"""Boundaries: how much each may know, exceptions by topic, and words that must not come up."""

from collections.abc import Iterator

from msgspec.structs import replace

from discloser.disclosure.policy import CLOSED, verdicts
from discloser.model.catalogue import Catalogue, TopicEntry
from discloser.model.plan import Plan
from discloser.model.words import Audience, Stance
from discloser.session.pages.asks import capital
from discloser.session.rows import Cell, Option, Row, View, choice, field, heading
from discloser.session.sitting import Sitting

SHORT = {
    Audience.MANAGER: "Mg",
    Audience.SENIOR_MANAGER: "Sm",
    Audience.HR: "HR",
    Audience.OCC_HEALTH: "OH",
    Audience.UNION_REP: "Un",
    Audience.CLOSE_COLLEAGUE: "Co",
    Audience.TEAM: "Te",
    Audience.DIRECT_REPORTS: "Re",
    Audience.CLIENTS: "Cl",
}
"""Two letters for each audience, over the columns of the grid."""

MARKS = {Stance.SAY: "S", Stance.IF_ASKED: "A", Stance.NEVER: "-"}
STANCES = {
    Stance.SAY: "may be said",
    Stance.IF_ASKED: "only if asked",
    Stance.NEVER: "stays private",
}


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    yield from _levels(plan, catalogue, view)
    yield from private_words(plan, view)
    yield from _topics(plan, catalogue, view)
    yield from _grid(plan, catalogue, view)


def _levels(plan: Plan, catalogue: Catalogue, view: View) -> Iterator[Row]:
    head = heading("levels", "How much each may know, from 0 to 5", view)
    yield head
    if not head.open:
        return
    options = tuple(
        Option(str(level.id), f"{level.id} {level.label}", level.means)
        for level in catalogue.levels.values()
    )
    for audience in catalogue.audiences.values():
        given = plan.boundaries.level.get(audience.id)
        row = choice(
            f"level {audience.id}",
            capital(audience.label),
            f"boundaries.level.{audience.id}",
            audience.level if given is None else given,
            options,
            (NOBODY,) if plan.choice.decision in CLOSED else (),
            depth=1,
        )
        yield replace(row, typed="number")


def private_words(plan: Plan, view: View) -> Iterator[Row]:
    """Yield the list of private words with a place to add one."""
    words = plan.boundaries.private_words
    head = heading(
        "private", "Words that must not come up", view, value=str(len(words)) if words else ""
    )
    yield head
    if not head.open:
        return
    for place, word in enumerate(words):
        yield Row(
            f"word {place}",
            "tick",
            word,
            "boundaries.private_words",
            item=word,
            on=True,
            depth=1,
            about=("Every paper is searched for it, in all its forms, before you use it.",),
        )
    yield Row(
        "add word",
        "field",
        "Add a word or a name",
        f"boundaries.private_words[{len(words)}]",
        item="add boundaries.private_words",
        depth=1,
        about=(
            "Such as the name of an illness, a medicine, a clinic or a person.",
            "No paper that holds one of these words is written.",
        ),
    )


def _topics(plan: Plan, catalogue: Catalogue, view: View) -> Iterator[Row]:
    given = sum(bool(text.strip()) for text in plan.health.values())
    head = heading(
        "topics",
        "What there is to keep, or to say",
        view,
        usually=False,
        value=f"{given} written" if given else "optional",
    )
    yield head
    if not head.open:
        return
    for topic in catalogue.topics.values():
        yield field(
            f"topic {topic.id}",
            capital(topic.label),
            f"health.{topic.id}",
            plan.health.get(topic.id, ""),
            about=(
                f"Optional, such as: {topic.example}." if topic.example else "Optional.",
                (
                    "What you write here stays private, unless you allow it above or below. "
                    "It also tells the app what to look for in every paper."
                ),
            ),
            depth=1,
        )


def _grid(plan: Plan, catalogue: Catalogue, view: View) -> Iterator[Row]:
    count = sum(len(topics) for topics in plan.boundaries.except_.values())
    head = heading(
        "exceptions",
        "Exceptions, topic by topic",
        view,
        usually=bool(count),
        value=f"{count} set" if count else "optional",
    )
    yield head
    if not head.open:
        return
    ruled = {
        audience: {rule.topic: rule for rule in verdicts(plan, catalogue, audience)}
        for audience in Audience
    }
    columns = tuple(
        Cell("", SHORT[audience], capital(catalogue.audiences[audience].label), "")
        for audience in Audience
    )
    names = (", ".join(f"{cell.mark}: {cell.value}" for cell in columns) + ".",)
    yield Row("grid", "cells", "", cells=columns, depth=1, about=(*names, GRID))
    for topic in catalogue.topics.values():
        cells = tuple(
            _cell(plan, catalogue, audience, topic, ruled[audience][topic.id].stance)
            for audience in Audience
        )
        yield Row(
            f"grid {topic.id}",
            "cells",
            capital(topic.label.removeprefix("the ")),
            cells=cells,
            item=str(topic.id),
            depth=1,
            about=(GRID,),
            confirm=TWO_STEP if topic.two_step else "",
        )


GRID = (
    "Left and Right choose the person, Enter changes the answer. S: may be said. A: only if asked. "
    "-: stays private. A star marks an exception of yours."
)

NOBODY = "Not used for now: with your choice nobody is told anything."

TWO_STEP = "This is something that is hard to take back. Do you want to allow it?"


def _cell(
    plan: Plan, catalogue: Catalogue, audience: Audience, topic: TopicEntry, stance: Stance
) -> Cell:
    own = plan.boundaries.except_.get(audience, {}).get(topic.id)
    whom = catalogue.audiences[audience].label
    closed = plan.choice.decision in CLOSED
    by = "by your choice" if closed else "your exception" if own else "by the level"
    return Cell(
        f"boundaries.except.{audience}.{topic.id}",
        MARKS[stance] + ("*" if own else " "),
        str(own or ""),
        f"{capital(whom)}, {topic.label}: {STANCES[stance]} ({by}).",
    )


def next_stance(value: str) -> str:
    """Return what follows in the grid: by level, then say, then only if asked, then never."""
    order = ["", Stance.SAY, Stance.IF_ASKED, Stance.NEVER]
    return str(order[(order.index(value) + 1) % len(order)])
