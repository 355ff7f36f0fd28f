"""The line in which an answer is typed, with its label above and a remark below."""

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.getters import query_one
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from discloser.session.rows import Row
from discloser.text.clean import clean
from discloser.tui.widgets.lines import tell


class CleanInput(Input):
    """An input that takes pasted text on one line, without characters that act on a terminal."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Room that the typed text needs. In Textual a change of it lays out the whole screen, with
    every letter; but the line is as wide as it is, and only scrolls."""

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - Textual's name
        placeholder: str = "",
        password: bool = False,
    ) -> None:
        super().__init__(
            id=id,
            placeholder=placeholder,
            password=password,
            compact=True,
            select_on_focus=False,
        )

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text in place of what is selected; line breaks become spaces."""
        event.stop()
        event.prevent_default()
        self.replace(" ".join(clean(event.text).split()), *self.selection)


class LineEditor(Vertical):
    """One answer being typed. It tells what is typed at once, and when typing ends."""

    BINDINGS = [  # noqa: RUF012 - as Textual declares it
        Binding("escape", "close", "Back to the list", id="typing_end"),
        Binding("tab,shift+tab", "close", "Back to the list", show=False),
    ]

    label = query_one("#editor-label", Static)
    line = query_one("#editor-line", CleanInput)
    remark = query_one("#editor-remark", Static)

    class Ended(Message):
        """Typing is over; ``entered`` says whether with Enter."""

        def __init__(self, row: Row, text: str, *, entered: bool) -> None:
            super().__init__()
            self.row = row
            self.text = text
            self.entered = entered

    def __init__(self, typed: Callable[[Row, str], None]) -> None:
        """``typed`` is called at once, not by a message: a message costs two frames."""
        super().__init__(id="editor")
        self.row: Row | None = None
        self._typed = typed
        self.display = False

    def compose(self) -> ComposeResult:
        """Lay out label, line and remark."""
        yield Static(id="editor-label", markup=False)
        yield CleanInput(id="editor-line")
        yield Static(id="editor-remark", markup=False)

    def on_mount(self) -> None:
        """Hear of every change of the line in the turn in which it happens."""
        self.watch(self.line, "value", self._changed, init=False)

    def _changed(self, value: str) -> None:
        if self.row:
            self._typed(self.row, value)

    def begin(self, row: Row) -> None:
        """Begin to type the answer of a row."""
        self.row = None  # what is put into the line now is no typing
        self.line.value = "" if row.item else row.value
        self.line.cursor_position = len(self.line.value)
        tell(self.label, row.label)
        self.say(" ".join(row.about) if row.about else "")
        self.row = row
        self.display = True
        self.line.focus()

    def put(self, value: str) -> None:
        """Show a value that changed elsewhere, as by undo."""
        if self.row and value != self.line.value:
            row, self.row = self.row, None
            self.line.value = value
            self.line.cursor_position = len(value)
            self.row = row

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a remark under the line."""
        tell(self.remark, text)
        self.remark.set_class(wrong, "-wrong")

    def end(self) -> None:
        """Put the line away."""
        self.row = None
        self.display = False

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.row:
            self.post_message(self.Ended(self.row, event.value, entered=True))

    def action_close(self) -> None:
        """End typing without Enter; what was typed stays."""
        if self.row:
            self.post_message(self.Ended(self.row, self.line.value, entered=False))
