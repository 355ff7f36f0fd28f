"""Small questions on top of a screen: choose one, type one line."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static

from discloser.session.rows import Option, Row
from discloser.tui.screens.hidden import Hidden
from discloser.tui.widgets.line_editor import CleanInput
from discloser.tui.widgets.lines import KeyLine
from discloser.tui.widgets.passphrase_lines import PassphraseInput
from discloser.tui.widgets.row_list import RowList

BACK = (("Esc", "Back", "escape"),)
"""What puts every question away, as the line of keys shows it."""


Result = TypeVar("Result")


def finish(screen: Screen[Result], result: Result) -> None:
    """End a screen with a result; a second click or key on one that has ended does nothing."""
    if screen.is_current and screen not in ENDED:
        ENDED.add(screen)
        screen.dismiss(result)


ENDED: WeakSet[Screen[Any]] = WeakSet()
"""Screens that have given their result and are on their way out."""


def has_ended(screen: Screen[Any]) -> bool:
    """Return whether a screen has given its result: what it hears now comes too late."""
    return screen in ENDED


async def asked(screen: Screen[Any], dialog: Screen[Result]) -> Result | None:
    """Show a screen on top of another and return its result.

    None if the one below is not in front, or already has one coming: a double click asks twice.
    """
    if not in_front(screen) or screen in ASKING:
        return None
    ASKING.add(screen)
    try:
        return await screen.app.push_screen_wait(dialog)
    finally:
        ASKING.discard(screen)


def in_front(screen: Screen[Any]) -> bool:
    """Return whether a screen is the one in use, also if it is covered at the moment."""
    used = [each for each in screen.app.screen_stack if not isinstance(each, Hidden)]
    return bool(used) and used[-1] is screen


ASKING: WeakSet[Screen[Any]] = WeakSet()
"""Screens that have another one on top, or soon will."""


class Dialog(ModalScreen[Result], Generic[Result]):
    """A question on top of a screen."""

    HELP = "# A question\n\n**Enter** answers it. **Esc** goes back, and nothing is changed."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "Help", show=False, id="help_too")
    ]
    _begun = False

    def on_mount(self) -> None:
        """Begin, unless the app ends at this very moment: then there is nothing to begin with."""
        if self.app.return_code is None:
            self._begun = True
            self.begin()

    def begin(self) -> None:
        """Fill the question, which is laid out by now."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do nothing before the question is there: keys may come faster than it is laid out."""
        del action, parameters
        return self._begun and bool(self.children)


class Pick(Dialog[str | None]):
    """One of several answers; None if the question is put away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "away", "Back", id="dialog_away")]

    rows = query_one("#options", RowList)
    about = query_one("#dialog-about", Static)

    def __init__(self, question: str, options: Sequence[Option], chosen: str = "") -> None:
        super().__init__()
        self._question = question
        self._options = options
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out question, answers and what the answer leads to."""
        with Vertical(id="dialog"):
            yield Static(Content(self._question), id="dialog-question", markup=False)
            yield RowList(id="options")
            yield Static(id="dialog-about", markup=False)
            yield KeyLine(id="dialog-keys")

    def begin(self) -> None:
        """Show the answers, the one in force in front."""
        self.query_one(KeyLine).keys = (("Enter", "Choose", "enter"), *BACK)
        self.rows.show(
            [
                Row(
                    f"option {place}",
                    "pick",
                    option.label,
                    item=option.value,
                    on=option.value == self._chosen,
                    about=(option.about,) if option.about else (),
                )
                for place, option in enumerate(self._options)
            ]
        )
        values = [option.value for option in self._options]
        self.rows.highlighted = values.index(self._chosen) if self._chosen in values else 0
        self.rows.focus()

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        self.about.update(Content(" ".join(event.row.about) if event.row else ""))

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        finish(self, event.row.item)

    @on(RowList.Turned)
    @on(RowList.Shifted)
    @on(OptionList.OptionHighlighted)
    def _nothing(self, event: RowList.Turned) -> None:
        event.stop()

    def action_away(self) -> None:
        """Put the question away."""
        finish(self, None)


def yes_or_no(question: str, yes: str, no: str = "No, leave it") -> Pick:
    """Return a question with two answers; the one that changes nothing stands first."""
    return Pick(question, (Option("", no), Option("yes", yes)))


class Ask(Dialog[str | None]):
    """One typed line; None if the question is put away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "away", "Back", id="dialog_away")]

    line = query_one("#dialog-line", CleanInput)

    def __init__(
        self, question: str, value: str = "", about: str = "", *, secret: bool = False
    ) -> None:
        """With ``secret``, dots are shown for what is typed."""
        super().__init__()
        self._question = question
        self._value = value
        self._about = about
        self._secret = secret

    def compose(self) -> ComposeResult:
        """Lay out question, line and remark."""
        with Vertical(id="dialog"):
            yield Static(Content(self._question), id="dialog-question", markup=False)
            if self._secret:
                yield PassphraseInput(id="dialog-line", password=True)
            else:
                yield CleanInput(id="dialog-line")
            yield Static(Content(self._about), id="dialog-about", markup=False)
            yield KeyLine(id="dialog-keys")

    def begin(self) -> None:
        """Begin with what is there."""
        self.query_one(KeyLine).keys = (("Enter", "OK", "enter"), *BACK)
        self.line.value = self._value
        self.line.cursor_position = len(self._value)
        self.line.focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        finish(self, event.value)

    def action_away(self) -> None:
        """Put the question away."""
        finish(self, None)
