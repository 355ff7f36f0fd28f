"""Two states of one plan, told apart answer by answer."""

import time
from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from discloser.session.listing import Difference
from discloser.tui.screens.dialogs import Dialog, finish
from discloser.tui.widgets.lines import KeyLine
from discloser.tui.widgets.text_pane import TextPane

MOMENT = 1.5
"""Seconds in which a key counts as one that was pressed before the box came."""

LONGEST = 200
"""Characters of one answer that are shown."""


def in_lines(found: Iterable[Difference], one: str, other: str) -> str:
    """Return differences as text, step by step; the two states are called by the names given."""
    lines: list[str] = []
    step = ""
    for each in found:
        if each.step != step:
            step = each.step
            lines += ["", step] if lines else [step]
        here, there = _shown(each.one), _shown(each.other)
        label = each.label.removesuffix(".")
        asked = label if label.endswith("?") else f"{label}:"
        lines.append(f"- {asked} {one} {here}, {other} {there}")
    return "\n".join(lines)


def _shown(answer: str) -> str:
    if not answer:
        return "open"
    return f"“{answer[:LONGEST]}{'…' if len(answer) > LONGEST else ''}”"


class Compare(Dialog[None]):
    """Says that a plan was changed in two windows, and what each holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "away", "Go on", id="dialog_away"),
    ]

    def __init__(self, remark: str, differences: str) -> None:
        super().__init__()
        self._remark = remark
        self._differences = differences
        self._opened = 0.0

    def compose(self) -> ComposeResult:
        """Lay out the remark and the differences."""
        with Vertical(id="dialog"):
            yield Static(Content(self._remark), id="dialog-question", markup=False)
            yield TextPane(id="differences")
            yield KeyLine(id="dialog-keys")

    def begin(self) -> None:
        """Show the differences."""
        self.query_one(KeyLine).keys = (("Enter", "Go on", "enter"),)
        pane = self.query_one("#differences", TextPane)
        pane.show(Content(self._differences))
        pane.focus()

        self._opened = time.monotonic()

    def action_away(self) -> None:
        """Go on, unless the key was meant for what was on the screen before."""
        if time.monotonic() - self._opened > MOMENT:
            finish(self, None)
