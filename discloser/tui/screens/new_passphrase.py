"""Choosing another passphrase for a vault that is open."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from discloser.session.rows import Row, action
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import asked, finish, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.widgets.passphrase_lines import PassphraseLines
from discloser.tui.widgets.row_list import RowList

ABOUT = (
    "Choose a passphrase. From now on it opens your plans, and the old one no longer does.\n\n"
    "Four or five words that have nothing to do with each other are strong, and easy to type."
)

WEAK = (
    "This passphrase is easy to guess for somebody with a copy of your files. Use it all the same?"
)


async def good_enough(screen: Screen[Any], passphrase: str) -> bool:
    """Return whether a passphrase is strong, or the person wants it all the same."""
    from discloser.vault.passphrase import strength  # noqa: PLC0415 - only here

    if strength(passphrase) != "short":
        return True
    answer = await asked(screen, yes_or_no(WEAK, "Yes, use it", "No, choose another"))
    return bool(answer)


class NewPassphrase(Room[str | None]):
    """Asks for a new passphrase; None if it is to stay as it is."""

    HELP = """
# A passphrase

Type it and press **Enter**, then once more. **Ctrl+R** shows what you type, and then once is
enough.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="leave", tooltip="Leave it as it is."),
        Binding("ctrl+r", "reveal", "Show", id="reveal", tooltip="Show what you type, or dots."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Back"),
        ("reveal", "Show"),
        ("help", "Help"),
        ("hide", "Hide"),
    )

    lines = query_one("#passphrase-lines", PassphraseLines)
    rows = query_one("#rows", RowList)

    def __init__(self, office: Office, later: str = "Leave it as it is") -> None:
        """``later`` is what the line is called that changes nothing."""
        super().__init__()
        self.office = office
        self._later = later

    def compose_middle(self) -> ComposeResult:
        """Lay out the lines to type in and the choices."""
        with VerticalScroll(id="front", can_focus=False):
            yield Static(Content(ABOUT), id="welcome", markup=False)
            yield PassphraseLines(new=True)
            yield RowList()

    def begin(self) -> None:
        """Begin in the first line."""
        self.top.title = "A new passphrase"
        self._show_rows()
        self.lines.first.focus()

    def _show_rows(self) -> None:
        shown = Row("show", "tick", "Show what I type", item="show", on=self.lines.shown)
        take = action("take", "Take this passphrase", "take")
        self.rows.show((shown, take, action("later", self._later, "later")))

    def action_reveal(self) -> None:
        """Show what is typed, or dots."""
        self.lines.show(shown=not self.lines.shown)
        self._show_rows()

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        match event.row.item:
            case "show":
                self.action_reveal()
            case "take":
                self.lines.enter()
            case _:
                finish(self, None)

    @on(PassphraseLines.Entered)
    async def _entered(self, event: PassphraseLines.Entered) -> None:
        event.stop()
        self.run_worker(self._take(event.passphrase))

    async def _take(self, passphrase: str) -> None:
        if await good_enough(self, passphrase):
            finish(self, passphrase)

    @on(RowList.Pointed)
    @on(RowList.Turned)
    @on(RowList.Shifted)
    def _nothing(self, event: RowList.Pointed) -> None:
        event.stop()

    def action_leave(self) -> None:
        """Leave the passphrase as it is."""
        if not self.put_help_away():
            finish(self, None)
