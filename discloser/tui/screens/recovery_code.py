"""The recovery code, shown once: to be written down, or printed."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from discloser.disk.whole import private_folder, why, write_new
from discloser.errors import OutputError
from discloser.session.rows import action
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, asked, finish, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.widgets.row_list import RowList

ABOUT = (
    "This is your recovery code. With it you can open your plans if you forget the passphrase. You "
    "see it only now. If both are lost, nobody can open your plans.\n\n"
    "Write it down and keep it away from this computer."
)
NOT_NEEDED = (
    "This is your recovery code. Your plans open without it. A backup on another computer opens "
    "with it, and you see it only now.\n\n"
    "Write it down if you mean to make backups."
)

PAGE = """Recovery code for the plans in discloser

    {code}

It opens your plans if the passphrase is lost: start discloser and choose
"use the recovery code". Keep this page away from the computer, and delete
the file that you printed it from.
"""


class RecoveryCode(Room[None]):
    """Shows a recovery code until it is written down."""

    HELP = """
# The recovery code

Write the eight groups down, on paper if you can. Capitals and dashes do not matter when you type
it.

You can make a new one at any time, in the settings; the one before opens nothing then.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Go on", id="leave", tooltip="Go on when it is written down."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Go on"),
        ("help", "Help"),
        ("hide", "Hide"),
    )

    rows = query_one("#rows", RowList)

    def __init__(self, office: Office, code: str, *, needed: bool = True) -> None:
        """``needed`` says whether there is a passphrase that could be forgotten."""
        super().__init__()
        self._needed = needed
        self.office = office
        self._code = code
        self._saved = False

    def compose_middle(self) -> ComposeResult:
        """Lay out the code in two lines that fit into every window."""
        groups = self._code.split("-")
        half = len(groups) // 2
        lines = "-".join(groups[:half]), "-".join(groups[half:])
        with VerticalScroll(id="front", can_focus=False):
            yield Static(Content(ABOUT if self._needed else NOT_NEEDED), id="welcome", markup=False)
            yield Static(Content("\n".join(lines)), id="code", markup=False)
            yield RowList()

    def begin(self) -> None:
        """Show what can be done with it."""
        self.top.title = "Your recovery code"
        self.rows.show(
            (
                action("written", "I have written it down", "written"),
                action("file", "Save it as a file to print", "file"),
            )
        )
        self.rows.focus()

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        if event.row.item == "file":
            self._save()
        else:
            self.action_leave()

    @work
    async def _save(self) -> None:
        about = "It is plain text: print it, and delete the file. Do not leave it on this computer."
        default = self.office.papers_folder() / "recovery-code.txt"
        named = await asked(self, Ask("Save the code as", str(default), about))
        if not named or not named.strip():
            return
        try:
            save_code(path_of(named), self._code)
        except OutputError as error:
            self.app.notify(error.message, severity="error", markup=False)
            return
        self._saved = True
        self.app.notify(f"Saved as {named}. Print it, then delete the file.", markup=False)

    @work
    async def action_leave(self) -> None:
        """Go on, after a question: the code is never shown again."""
        if self.put_help_away():
            return
        question = "Is it written down? It is not shown again."
        if not self._saved:
            answer = await asked(self, yes_or_no(question, "Yes, go on", "No, not yet"))
            if not answer:
                return
        finish(self, None)

    @on(RowList.Pointed)
    @on(RowList.Turned)
    @on(RowList.Shifted)
    def _nothing(self, event: RowList.Pointed) -> None:
        event.stop()


def save_code(path: Path, code: str) -> None:
    """Write a page with the code, never over a file that is there. Raises OutputError."""
    try:
        private_folder(path.parent)
        write_new(path, PAGE.format(code=code).encode())
    except FileExistsError:
        raise OutputError(f"There is already {path.name}. Choose another name.") from None
    except (OSError, ValueError) as error:
        reason = why(error, path.parent, "a page") if isinstance(error, OSError) else str(error)
        raise OutputError(f"{reason} Nothing was written.") from None
