"""Choice: the seven decisions, each with what it leads to; the person decides."""

from collections.abc import Iterator

from discloser.model.words import Decision
from discloser.session.rows import Row, View, field
from discloser.session.sitting import Sitting


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    del view  # nothing folds here
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    for entry in catalogue.decisions.values():
        yield Row(
            f"decision {entry.id}",
            "pick",
            entry.label,
            "choice.decision",
            item=str(entry.id),
            on=plan.choice.decision is entry.id,
            about=(entry.note, f"It leads to: {entry.leads_to}"),
        )
    if plan.choice.decision is Decision.TELL_LATER:
        yield field(
            "later",
            "Until when, or until what happens",
            "choice.later",
            plan.choice.later,
            "later",
            about=(
                "A day, such as 1 March, or a sign, such as: my trial period ends.",
                "Your private plan then says when to look again.",
            ),
        )
