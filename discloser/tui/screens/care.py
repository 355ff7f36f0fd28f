"""Care of the vault: another passphrase, a new recovery code, a backup, a look for damage."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one

from discloser.session.rows import Row, action
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, asked, finish, yes_or_no
from discloser.tui.screens.new_passphrase import NewPassphrase
from discloser.tui.screens.recovery_code import RecoveryCode
from discloser.tui.screens.waiting import Waiting
from discloser.tui.widgets.row_list import RowList
from discloser.tui.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from discloser.vault.inspection import Finding
    from discloser.vault.vault import Vault

ROWS = (
    action(
        "passphrase",
        "Change the passphrase",
        "passphrase",
        "The old passphrase no longer opens your plans. An old copy of your files still opens with "
        "it.",
    ),
    action(
        "code",
        "Make a new recovery code",
        "code",
        "You see it once. The old code no longer opens your plans; old backups still open with it.",
    ),
    action(
        "backup",
        "Make a backup",
        "backup",
        "One sealed file with all plans and their earlier versions. Your passphrase or recovery "
        "code opens it, so you can keep it on a stick or another computer.",
    ),
    action(
        "check",
        "Check my plans",
        "check",
        "Opens every plan and every earlier version, and says what is not as it was written.",
    ),
)

SEALING = "Sealing. This takes a few seconds."
LOOKING = "Looking at every plan."
TAKEN = "Done. From now on the new code opens your plans."
SOUND = "All plans are in order."
CHANGED = "Done. From now on the new passphrase opens your plans."
BACKED_UP = "Done. Keep {name} apart from this computer. Today's passphrase opens it there."


class Care(Waiting[None]):
    """What can be done with the vault as a whole."""

    HELP = """
# Keeping your plans

**Enter** does what the line says. Nothing here changes an answer.

In a terminal, `discloser vault` and `discloser plan` do the same and more, and `discloser purge`
deletes everything.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="leave", tooltip="Back to the settings."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Back"),
        ("row_choose", "Do it"),
        ("help", "Help"),
        ("hide", "Hide"),
        ("lock", "Lock"),
    )

    rows = query_one("#rows", RowList)
    about = query_one("#about", TextPane)

    def __init__(self, office: Office, vault: "Vault") -> None:
        super().__init__()
        self.office = office
        self._vault = vault

    def compose_middle(self) -> ComposeResult:
        """Lay out what can be done, and what it does."""
        with Vertical(id="home"):
            yield RowList()
            yield TextPane(id="about")

    def begin(self) -> None:
        """Show what can be done."""
        self.top.title = "Passphrase, recovery code, backup"
        where = Row("where", "text", f"Your plans are in {self._vault.folder}")
        self.rows.show([*ROWS, where])
        self.rows.focus()

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        row = self.rows.row
        self.about.show(Content("\n".join(row.about) if row else ""))

    @on(RowList.Turned)
    @on(RowList.Shifted)
    def _nothing(self, event: RowList.Turned) -> None:
        event.stop()

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        if self.busy:
            return
        match event.row.item:
            case "passphrase":
                self._change_passphrase()
            case "code":
                self._new_code()
            case "backup":
                self._back_up()
            case "check":
                self.run_while_waiting(LOOKING, self._vault.check, self._checked)
            case _:
                pass

    @work
    async def _change_passphrase(self) -> None:
        """Change it after the old one was typed: who passes by must not lock the person out."""
        old = ""
        if self.office.door.state == "sealed":
            asks = Ask("Your passphrase now", "", "Or the recovery code.", secret=True)
            typed = await asked(self, asks)
            if not typed:
                return
            old = typed
        passphrase = await asked(self, NewPassphrase(self.office))
        if passphrase is not None:

            def change() -> None:
                if old:
                    self.office.door.enter(old).close()
                self._vault.change_passphrase(passphrase)

            self.run_while_waiting(SEALING, change, lambda _: self._say(CHANGED))

    @work
    async def _new_code(self) -> None:
        question = "Make a new recovery code? The old one no longer opens your plans then."
        if await asked(self, yes_or_no(question, "Yes, make a new one")):
            self.run_while_waiting(SEALING, self._vault.new_recovery_code, self._show_code)

    @work
    async def _show_code(self, code: str) -> None:
        """Show the new code; only when it is written down does it take the place of the old one."""
        await asked(self, RecoveryCode(self.office, code))
        self.run_while_waiting(SEALING, self._vault.take_recovery_code, lambda _: self._say(TAKEN))

    @work
    async def _back_up(self) -> None:
        name = f"discloser-{self.office.desk.today.isoformat()}.backup"
        about = "A stick or another computer is a good place. It is sealed."
        default = str(self.office.papers_folder().parent / name)
        named = await asked(self, Ask("Write the backup to", default, about))
        if not named or not named.strip():
            return
        path = path_of(named)
        question = f"There is already {path.name}. Replace it?"
        if path.exists() and not await asked(self, yes_or_no(question, "Replace it")):
            return
        said = BACKED_UP.format(name=path.name)
        self.run_while_waiting(LOOKING, lambda: self._vault.backup(path), lambda _: self._say(said))

    def _checked(self, findings: "list[Finding]") -> None:
        self._say("\n".join(each.sentence for each in findings) or SOUND)

    def _say(self, text: str) -> None:
        self.about.show(Content(text), top=True)

    def say_wait(self, text: str) -> None:
        """Say that it takes a while."""
        self._say(text)

    def failed(self, message: str) -> None:
        """Say what went wrong."""
        self._say(message)

    def action_leave(self) -> None:
        """Go back to the settings."""
        if not self.put_help_away():
            finish(self, None)
