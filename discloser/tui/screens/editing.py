"""Editing a paper by hand, with the checks running on what is written."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static, TextArea

from discloser.errors import AnswerError
from discloser.session.book import in_words
from discloser.session.packet import Place
from discloser.session.papers import edited
from discloser.session.preview import notes
from discloser.session.sitting import Sitting
from discloser.text.clean import clean
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import finish
from discloser.tui.screens.keeping import Keeping
from discloser.tui.widgets.line_editor import CleanInput
from discloser.tui.widgets.text_pane import TextPane


class PaperArea(TextArea):
    """A text to change; what is pasted is cleaned of characters that act on a terminal."""

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text in place of what is selected."""
        event.stop()
        event.prevent_default()
        start, end = self.selection
        done = self.replace(clean(event.text), start, end, maintain_selection_offset=False)
        self.move_cursor(done.end_location)


class Editing(Keeping[None]):
    """One paper as text to change. What is typed is kept at once."""

    HELP = """
# Editing a paper

Type as in any editor. What you write is kept as you write it, and checked: what would tell too much
is named below the text.

**Esc** goes back. **Ctrl+Z** takes back what you typed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Done", id="leave", priority=True, tooltip="Back to reading."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Done"),
        ("help", "Help"),
        ("hide", "Hide"),
    )

    area = query_one("#area", TextArea)
    beside = query_one("#tells", TextPane)

    def __init__(self, office: Office, sitting: Sitting, place: Place) -> None:
        super().__init__(office, sitting)
        self.place = place

    def compose_middle(self) -> ComposeResult:
        """Lay out the subject, the text, and what the checks say."""
        document = self.sitting.session.draft(self.place)
        with Container(id="reading"):
            with Vertical(id="own-text"):
                if document.subject:
                    with Horizontal(id="subject-line"):
                        yield Static("Subject:", markup=False)
                        yield CleanInput(id="subject")
                yield PaperArea(document.text, id="area", soft_wrap=True)
            yield TextPane(id="tells")

    def begin(self) -> None:
        """Begin at the top of the text."""
        self.top.title = f"Editing: {self.sitting.session.draft(self.place).title}"
        self._show()
        for line in self.query("#subject").results(CleanInput):
            line.value = self.sitting.session.draft(self.place).subject
        self.area.focus()

    def _show(self) -> None:
        session = self.sitting.session
        said = "\n".join(notes(session, session.draft(self.place)))
        self.beside.show(Content(in_words(self.sitting, said)))
        self.top.saved = self.office.keeper.says

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: TextArea.Changed | Input.Changed) -> None:
        event.stop()
        now = self.sitting.session.draft(self.place)
        lines = [line.value for line in self.query("#subject").results(CleanInput)]
        subject = lines[0] if lines else now.subject
        if (self.area.text, subject) == (now.text, now.subject):
            return
        try:
            plan = edited(self.sitting.session, self.place, self.area.text, subject)
            self.sitting.replace(plan, f"edit {self.place}", typing=True)
        except AnswerError as error:
            self.app.notify(error.message, severity="error", markup=False)
            return
        self._show()
        self.keep_soon()

    def action_leave(self) -> None:
        """Go back to reading."""
        if self.put_help_away():
            return
        self.sitting.stop_typing()
        self.keep()
        finish(self, None)
