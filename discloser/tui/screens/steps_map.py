"""The map: all steps, and for each in words how far the plan has come."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from discloser.interview.steps import STEPS, State, progress
from discloser.session.rows import Row
from discloser.session.session import Session
from discloser.tui.screens.dialogs import BACK, Dialog, finish
from discloser.tui.widgets.lines import KeyLine
from discloser.tui.widgets.row_list import RowList

MARKS: dict[State, str] = {"answered": "*", "open": "?", "optional": " "}
"""One character for how far a step has come, in the line of steps."""

WORDS: dict[State, str] = {
    "answered": "answered",
    "open": "something is open",
    "optional": "nothing yet, and nothing needed",
}


class StepsMap(Dialog[str | None]):
    """All steps; gives the id of the one to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g,f2", "away", "Back", id="dialog_away"),
        *(
            Binding(str(number), f"jump({number})", f"Step {number}", show=False)
            for number in range(1, len(STEPS) + 1)
        ),
    ]

    rows = query_one("#options", RowList)
    about = query_one("#dialog-about", Static)

    def __init__(self, session: Session, here: int) -> None:
        super().__init__()
        self._session = session
        self._here = here

    def compose(self) -> ComposeResult:
        """Lay out the steps and what is open in the one that is looked at."""
        with Vertical(id="dialog"):
            yield Static(
                Content(
                    "All steps, in any order you like. You can skip each of them. "
                    "In the line above, * is answered and ? is open."
                ),
                id="dialog-question",
                markup=False,
            )
            yield RowList(id="options")
            yield Static(id="dialog-about", markup=False)
            yield KeyLine(id="dialog-keys")

    def begin(self) -> None:
        """Show the steps, the one that is open in front."""
        self.query_one(KeyLine).keys = (("Enter", "Go there", "enter"), *BACK)
        gaps = self._session.missing()
        states = progress(self._session.plan, self._session.workshop.pack.catalogue)
        rows = []
        for number, each in enumerate(states, 1):
            step = each.step
            there = [f"{gap.message} {gap.unlocks}" for gap in gaps if step.holds(gap.path)]
            rows.append(
                Row(
                    step.id,
                    "action",
                    f"{number} {step.title}",
                    item=step.id,
                    value=WORDS[each.state],
                    about=(step.about, *there),
                )
            )
        self.rows.show(rows)
        self.rows.highlighted = max(0, self._here - 1)
        self.rows.focus()

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        self.about.update(Content("\n".join(event.row.about) if event.row else ""))

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        finish(self, event.row.item)

    def action_jump(self, number: int) -> None:
        """Go to a step by its number."""
        finish(self, STEPS[number - 1].id)

    def action_away(self) -> None:
        """Stay where one was."""
        finish(self, None)
