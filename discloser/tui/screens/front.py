"""The first screen where plans are not open yet: where they may live, or what opens them."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from discloser.session.rows import Row, action
from discloser.tui.messages import DoorOpened
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, asked, yes_or_no
from discloser.tui.screens.new_passphrase import NewPassphrase, good_enough
from discloser.tui.screens.recovery_code import RecoveryCode
from discloser.tui.screens.waiting import Waiting
from discloser.tui.widgets.passphrase_lines import PassphraseLines
from discloser.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from discloser.vault.vault import Vault


BEGINNING = (
    "Where should your plans be kept? With a passphrase they are on this computer, sealed: nobody "
    "can read them without it. On an employer's computer, whoever runs it may still see your "
    "screen and keys; a device of your own is safer."
)
SEALED = "Your plans are on this computer, sealed. Type your passphrase to open them."
LOCKED = "Your plans are locked. They are saved."
CLOSED = f"{LOCKED} There is no passphrase, so Enter opens them."
KEYLESS = (
    "Your plans are here, but their key file is missing, so nothing can open them. Put it back "
    "from a copy of yours, or bring everything back from a backup of discloser."
)
BARRED = "You may not enter the folder of your plans, {folder}. Ask whoever runs this computer."
SEALING = "Sealing. This takes a few seconds. That is on purpose: it makes guessing slow."
OPENING = "Opening. This takes a few seconds. That is on purpose: it makes guessing slow."

KEEP = action(
    "keep",
    "Keep my plans, sealed with this passphrase",
    "keep",
    "You get a recovery code to write down, in case you forget the passphrase.",
)
UNLOCK = action("unlock", "Open my plans", "unlock")
CODE = action(
    "code",
    "I do not have it: use the recovery code",
    "code",
    "The eight groups that you wrote down when you began.",
)
ONCE = action(
    "once",
    "This time only: write nothing",
    "once",
    "Nothing reaches the disk. When you quit, your answers are gone; papers that you save stay.",
)
PLAIN = action(
    "plain",
    "Keep my plans without a passphrase",
    "plain",
    "Nothing to remember, but whoever can open your files can read your plans.",
)
BACKUP = action(
    "backup",
    "Bring my plans back from a backup",
    "backup",
    "The file that discloser made, and the passphrase or recovery code of that time.",
)

ABOUT_CODE = "Eight groups of five letters and digits; capitals and dashes do not matter."

WARNED = (
    "Without a passphrase the key lies beside your plans. Anybody who gets at your files can read "
    "them, also whoever runs this computer. Keep them without a passphrase?"
)


class Front(Waiting[None]):
    """Stands before the plans: begins a vault, or opens the one there is."""

    HELP = """
# Where your plans are kept

Type the passphrase and press **Enter**. **Tab** leads to the lines below, **Shift+Tab** back.

**Ctrl+R** shows what you type. Pasting works, and so does a passphrase manager.

**This time only** works without any of it: nothing is written.

**Esc** puts this page away.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "reveal", "Show", id="reveal", tooltip="Show what you type, or dots."),
        Binding("escape", "put_help_away", "Back", show=False),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("reveal", "Show"),
        ("help", "Help"),
        ("quit", "Quit"),
        ("hide", "Hide"),
    )

    lines = query_one("#passphrase-lines", PassphraseLines)
    rows = query_one("#rows", RowList)
    about = query_one("#about", Static)

    def __init__(self, office: Office, *, locked: bool = False, problem: str = "") -> None:
        """``problem`` is why a vault without passphrase could not be opened."""
        super().__init__()
        self.office = office
        self._state = office.door.state
        self._locked = locked
        self._problem = problem

    def compose_middle(self) -> ComposeResult:
        """Lay out what there is to know, the lines to type in and the choices."""
        with VerticalScroll(id="front", can_focus=False):
            yield Static(Content(self._welcome()), id="welcome", markup=False)
            yield PassphraseLines(new=self._state == "new")
            yield RowList()
            yield Static(id="about", markup=False)

    def _welcome(self) -> str:
        match self._state:
            case "new":
                return BEGINNING
            case "keyless":
                return KEYLESS
            case "barred":
                return BARRED.format(folder=self.office.door.folder)
            case "open":
                return self._problem or CLOSED
            case _:
                return f"{LOCKED} Type your passphrase to open them." if self._locked else SEALED

    def begin(self) -> None:
        """Begin in the line for the passphrase, where there is one."""
        self.top.title = "discloser"
        typed = self._state in {"new", "sealed"}
        self.lines.display = typed
        self._show_rows()
        if typed:
            self.lines.first.focus()
        else:
            self.rows.focus()

    def _show_rows(self) -> None:
        shown = Row("show", "tick", "Show what I type", item="show", on=self.lines.shown)
        rows = {
            "new": (shown, KEEP, ONCE, PLAIN, BACKUP),
            "sealed": (shown, UNLOCK, CODE, ONCE, BACKUP),
            "open": (UNLOCK, ONCE, BACKUP),
            "barred": (ONCE,),
        }.get(self._state, (BACKUP, ONCE))
        self.rows.show(rows)
        self._show_about()

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        self._show_about()

    def _show_about(self) -> None:
        row = self.rows.row if self.rows.has_focus else None
        self.about.update(Content("\n".join(row.about) if row else ""))

    @on(RowList.Turned)
    @on(RowList.Shifted)
    def _nothing(self, event: RowList.Turned) -> None:
        event.stop()

    def action_reveal(self) -> None:
        """Show what is typed, or dots."""
        self.lines.show(shown=not self.lines.shown)
        self._show_rows()

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        if self.busy:
            return
        match event.row.item:
            case "show":
                self.action_reveal()
            case "keep":
                self.lines.enter()
            case "unlock" if self._state == "open":
                self.run_while_waiting(OPENING, lambda: self.office.door.unlock(None), self._opened)
            case "unlock":
                self.lines.enter()
            case "code":
                self._recover()
            case "once":
                self.post_message(DoorOpened(None))
            case "plain":
                self._plain()
            case _:
                self._from_backup()

    @on(PassphraseLines.Entered)
    def _entered(self, event: PassphraseLines.Entered) -> None:
        event.stop()
        if self.busy:
            return
        if self._state == "new":
            self._make(event.passphrase)
        else:
            # Emptied at once: a wrong one must not be the beginning of the next try.
            self.lines.clear()
            self.run_while_waiting(
                OPENING, lambda: self.office.door.enter(event.passphrase), self._opened
            )

    # --- beginning ---

    @work
    async def _make(self, passphrase: str) -> None:
        if await good_enough(self, passphrase):
            self.run_while_waiting(
                SEALING, lambda: self.office.door.make(passphrase), lambda made: self._made(*made)
            )

    @work
    async def _plain(self) -> None:
        if await asked(self, yes_or_no(WARNED, "Yes, without a passphrase", "No, go back")):
            self.run_while_waiting(
                SEALING, lambda: self.office.door.make(None), lambda made: self._made(*made)
            )

    @work
    async def _made(self, vault: "Vault", code: str) -> None:
        self.lines.clear()
        needed = self.office.door.state == "sealed"
        await asked(self, RecoveryCode(self.office, code, needed=needed))

        def take() -> "Vault":
            vault.take_recovery_code()
            return vault

        self.run_while_waiting("", take, self._opened)

    # --- opening ---

    def _opened(self, vault: "Vault") -> None:
        self.busy = True  # nothing more is to be done here
        self.lines.clear()
        self.post_message(DoorOpened(vault))

    @work
    async def _recover(self, typed: str = "", about: str = ABOUT_CODE) -> None:
        code = await asked(self, Ask("Your recovery code", typed, about))
        if code and code.strip():
            self.run_while_waiting(
                OPENING,
                lambda: self.office.door.recover(code),
                self._recovered,
                lambda message: self._recover(code, message),
            )

    @work
    async def _recovered(self, vault: "Vault") -> None:
        """Have a new passphrase chosen, since the old one is lost."""
        passphrase = await asked(self, NewPassphrase(self.office, later="Not now"))
        if passphrase is None:
            self._opened(vault)
            return

        def change() -> "Vault":
            vault.change_passphrase(passphrase)
            return vault

        self.run_while_waiting(SEALING, change, self._opened)

    @work
    async def _from_backup(self) -> None:
        about = "The name of the file with its folder, such as ~/plans.backup."
        named = await asked(self, Ask("Which backup?", "", about))
        if not named or not named.strip():
            return
        about = "For a vault without a passphrase: the recovery code, or the name of the key file."
        question = "The passphrase or recovery code of that time"
        secret = await asked(self, Ask(question, "", about, secret=True))
        if not secret:
            return
        key = path_of(secret)
        opens = key if key.is_file() else secret
        self.run_while_waiting(
            OPENING, lambda: self.office.door.from_backup(path_of(named), opens), self._opened
        )

    # --- what takes a while ---

    def say_wait(self, text: str) -> None:
        """Say that it takes a while, where one looks at the moment."""
        if self.lines.display:
            self.lines.say(text)
        else:
            self.about.update(Content(text))

    def failed(self, message: str) -> None:
        """Say what went wrong, and let it be tried again."""
        if self.lines.display:
            self.lines.say(message, wrong=True)
            self.lines.first.focus()
        else:
            self.about.update(Content(message))
