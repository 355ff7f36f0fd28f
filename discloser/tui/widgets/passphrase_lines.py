"""The lines in which a passphrase is typed: once to open, twice to choose a new one."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from discloser.text.clean import clean
from discloser.tui.widgets.line_editor import CleanInput
from discloser.tui.widgets.lines import tell

STRENGTHS = {
    "short": "This one is easy to guess. Four or five words that have nothing to do with each "
    "other are strong, and easy to type.",
    "fair": "This passphrase is fair. One more word makes it good.",
    "good": "This passphrase is good.",
    "strong": "This passphrase is strong.",
}
"""How strong a passphrase is, in words."""

DIFFERENT = "The two lines are not the same. Type them again, or show what you type."
ONCE = "This is what you typed first. Once is enough now."
EMPTY = "Type a passphrase first."


class PassphraseInput(CleanInput):
    """A line that shows dots; a pasted passphrase keeps its spaces."""

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as it is, without the line break at its end."""
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text).strip("\n").replace("\n", " "), *self.selection)

    def action_copy(self) -> None:
        """Copy nothing: a clipboard is no place for it."""

    def action_cut(self) -> None:
        """Cut nothing, as above."""


class PassphraseLines(Vertical):
    """Asks for a passphrase, or for a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Down", show=False),
        Binding("up", "app.focus_previous", "Up", show=False),
    ]

    first = query_one("#passphrase", PassphraseInput)
    again = query_one("#passphrase-again", PassphraseInput)
    remark = query_one("#passphrase-remark", Static)

    class Entered(Message):
        """A passphrase was typed and Enter pressed; a new one was typed the same way twice."""

        def __init__(self, passphrase: str) -> None:
            super().__init__()
            self.passphrase = passphrase

    def __init__(self, *, new: bool, label: str = "Passphrase") -> None:
        super().__init__(id="passphrase-lines")
        self._new = new
        self._said = ""
        self._label = label

    def compose(self) -> ComposeResult:
        """Lay out the lines with their labels, and what there is to say about them."""
        yield Static(Content(self._label), classes="label", markup=False)
        yield PassphraseInput(id="passphrase", placeholder="Type it here", password=True)
        yield Static(Content("Once more"), id="label-again", classes="label", markup=False)
        yield PassphraseInput(id="passphrase-again", placeholder="And here", password=True)
        yield Static(id="passphrase-remark", markup=False)

    def on_mount(self) -> None:
        """Show the second line only where a new one is chosen."""
        self._show_second()

    @property
    def shown(self) -> bool:
        """Whether one can read what is typed."""
        return not self.first.password

    def show(self, *, shown: bool) -> None:
        """Show what is typed, or dots; what can be read need not be typed twice."""
        differed = self._said == DIFFERENT
        self.first.password = self.again.password = not shown
        self._show_second()
        if differed:
            self.say(ONCE)

    def _show_second(self) -> None:
        twice = self._new and not self.shown
        self.again.display = self.query_one("#label-again").display = twice

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a remark under the lines."""
        self._said = text
        tell(self.remark, text)
        self.remark.set_class(wrong, "-wrong")

    def enter(self) -> None:
        """Take what was typed, as Enter does."""
        if not self.first.value:
            self.say(EMPTY)
            self.first.focus()
        elif self.again.display and not self.again.value:
            self.again.focus()
        elif self.again.display and self.again.value != self.first.value:
            self.say(DIFFERENT, wrong=True)
            self.again.focus()
        else:
            self.post_message(self.Entered(self.first.value))

    def clear(self) -> None:
        """Forget what was typed."""
        with self.prevent(Input.Changed):  # which would take away what is said under the lines
            self.first.value = self.again.value = ""

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._new:
            self.say("")
            return
        from discloser.vault.passphrase import strength  # noqa: PLC0415 - only here

        self.say(STRENGTHS[strength(self.first.value)] if self.first.value else "")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.enter()
