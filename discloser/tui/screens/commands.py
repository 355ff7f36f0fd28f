"""The command palette: every action of the place one is in, found by typing."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static

from discloser.session.pages.texts import matches
from discloser.session.rows import Row
from discloser.tui.screens.dialogs import BACK, Dialog, finish
from discloser.tui.screens.room import key_name
from discloser.tui.widgets.line_editor import CleanInput
from discloser.tui.widgets.lines import KeyLine
from discloser.tui.widgets.row_list import RowList


class Command(Struct, frozen=True):
    """An action that can be done now."""

    name: str
    about: str
    key: str
    """Name of the key, as Textual calls it: the action is done by it."""


def commands(screen: Screen[object]) -> Iterator[Command]:
    """Yield each action of a screen once, as its keys declare it."""
    seen = set()
    for _, binding, enabled, _ in screen.active_bindings.values():
        if enabled and binding.id and binding.tooltip and binding.id not in seen:
            seen.add(binding.id)
            yield Command(binding.description, binding.tooltip, binding.key)


class Commands(Dialog[str | None]):
    """The actions; gives the key of the one to do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "away", "Back", id="dialog_away"),
        Binding("down", "list", "To the list", show=False),
    ]

    line = query_one("#dialog-line", CleanInput)
    rows = query_one("#options", RowList)

    def __init__(self, there: tuple[Command, ...]) -> None:
        super().__init__()
        self._commands = there

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the actions."""
        with Vertical(id="dialog"):
            yield Static(Content("What would you like to do?"), id="dialog-question", markup=False)
            yield CleanInput(id="dialog-line", placeholder="Type a word, or press Down")
            yield RowList(id="options")
            yield KeyLine(id="dialog-keys")

    def begin(self) -> None:
        """Show all actions."""
        self.query_one(KeyLine).keys = (("Enter", "Do it", "enter"), *BACK)
        self._show("")
        self.line.focus()

    def _show(self, search: str) -> None:
        self.rows.show(
            [
                Row(
                    each.key,
                    "action",
                    each.name,
                    item=each.key,
                    value=f"{key_name(each.key)}. {each.about}",
                )
                for each in self._commands
                if matches(search, (each.name, each.about))
            ]
        )
        if self.rows.rows:
            self.rows.highlighted = 0
        else:
            self.rows.show([Row("none", "text", "Nothing found. Take out a letter or two.")])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows.row and self.rows.row.item:
            finish(self, self.rows.row.item)

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        if event.row.item:
            finish(self, event.row.item)

    def action_list(self) -> None:
        """Go on to the list."""
        self.rows.focus()

    def action_away(self) -> None:
        """Do nothing."""
        finish(self, None)
