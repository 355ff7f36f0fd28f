"""One page of rows: what there is to know about a row, the text beside, typing and searching."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from discloser.errors import AnswerError
from discloser.interview.steps import progress
from discloser.session import pressing
from discloser.session.book import Page, in_words
from discloser.session.preview import Preview, options_of, preview
from discloser.session.rows import Row, View
from discloser.session.sitting import Sitting
from discloser.session.trail import Spot
from discloser.tui.draw_preview import draw_preview
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import Pick, asked, has_ended, yes_or_no
from discloser.tui.screens.keeping import Keeping
from discloser.tui.screens.steps_map import MARKS
from discloser.tui.widgets.line_editor import CleanInput, LineEditor
from discloser.tui.widgets.lines import StepLine, tell
from discloser.tui.widgets.row_list import RowList
from discloser.tui.widgets.text_pane import TextPane

Result = TypeVar("Result")


class PageScreen(Keeping[Result]):
    """A screen that shows one page at a time; which one, and what leads on, is the subclass's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o,f3",
            "preview",
            "Text",
            id="preview",
            priority=True,
            tooltip="Show or put away the text that your answers make.",
        ),
        Binding("ctrl+z", "undo", "Undo", id="undo", priority=True, tooltip="Take back an answer."),
        Binding("ctrl+y", "redo", "Redo", id="redo", priority=True, tooltip="Give it again."),
        Binding("slash", "search", "Search", id="search", tooltip="Search the list."),
    ]

    steps = query_one("#steps", StepLine)
    about_page = query_one("#about-page", Static)
    search = query_one("#search", CleanInput)
    rows = query_one("#rows", RowList)
    about = query_one("#about", TextPane)
    beside = query_one("#beside", TextPane)
    editor = query_one("#editor", LineEditor)

    def __init__(self, office: Office, sitting: Sitting, page: Page) -> None:
        super().__init__(office, sitting)
        self._page = page
        self._views: dict[str, View] = {}

    def compose_middle(self) -> ComposeResult:
        """Lay out the rows on the left and the text beside them."""
        yield StepLine(id="steps")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield Static(id="about-page", markup=False)
                yield CleanInput(id="search", placeholder="Search, then press Enter")
                yield RowList()
                yield TextPane(id="about")
                yield LineEditor(self._type)
            yield TextPane(id="beside")

    @property
    def page(self) -> Page:
        """The page on the screen."""
        return self._page

    @property
    def view(self) -> View:
        """How the page is looked at."""
        return self._views.get(self._page.id, View())

    # --- what a subclass knows ---

    def title_line(self) -> str:
        """Return what stands in the first line."""
        return self._page.title

    def rows_that_lead_on(self) -> Sequence[Row]:
        """Return the rows behind those of the page."""
        return ()

    def go_on(self) -> None:
        """Go on from a page that is answered."""

    def act(self, row: Row) -> None:
        """Do what an action does that changes no answer."""

    def go_to_path(self, path: str) -> None:
        """Show the page on which a key path is answered, if it is another one."""

    # --- rows ---

    def show(self, at: str | None = None) -> None:
        """Show the page as the plan is now, and what stands around it."""
        self.rows.show([*self._rows_now(), *self.rows_that_lead_on()], at)
        tell(self.about_page, self._page.about if self._page.step else _asked(self._page))
        self.top.title = self.title_line()
        self.top.saved = self.office.keeper.says
        self.steps.here = self._page.step
        catalogue = self.sitting.workshop.pack.catalogue
        self.steps.marks = tuple(
            MARKS[each.state] for each in progress(self.sitting.plan, catalogue)
        )
        self._show_about()
        self._show_beside()

    def _show_about(self) -> None:
        row = self.rows.row
        about = "\n".join(part for part in (row.about if row else ()) if part)
        self.about.show(Content(in_words(self.sitting, about)), top=True)

    def _show_beside(self) -> None:
        if self.beside.display:
            self.beside.show(draw_preview(self._preview(), self.sitting))

    def _preview(self) -> Preview:
        return preview(self.sitting.session, self._page.id, self.rows.row)

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        row = self.rows.row
        if row and row.kind == "cells":
            says = row.cells[self.rows.column].says
            said = "\n".join([says, *row.about] if says else row.about)
            self.about.show(Content(said), top=True)
        else:
            self._show_about()
        self._show_beside()
        self.note_spot()

    def note_spot(self, typed: str | None = None) -> None:
        """Note where the person is, for the next time; ``typed`` is what stands in the line."""
        row = self.editor.row or self.rows.row
        if typed is None and self.editor.row is not None:
            typed = self.editor.line.value
        spot = Spot(self._page.id, row.id if row else "", typed)
        if spot != self.sitting.spot:
            self.sitting.spot = spot
            self.keep_soon()

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        row = event.row
        if not self._takes(row):
            return
        match row.kind:
            case "field":
                self._edit(row)
            case "choice":
                self._choose(row)
            case "cells":
                self._turn_cell(row)
            case "heading":
                if row.folds:
                    self._fold(row)
            case "pick" if row.on and event.entered:
                self._go_on()  # a second Enter means "next", not "take it back"
            case "action" if row.item.partition(" ")[0] in {"read", "goto", "save", "go"}:
                self.act(row)
            case "text":
                pass
            case _:
                self._answer(lambda: pressing.press(self.sitting, row))

    def _takes(self, row: Row) -> bool:
        """Return whether a row can be used: it may have gone with a first press, or the screen."""
        return row in self.rows.rows and not has_ended(self)

    @on(RowList.Turned)
    def _turned(self, event: RowList.Turned) -> None:
        event.stop()
        row, by = event.row, event.by
        if not self._takes(row):
            return
        if row.kind == "choice":
            values = [option.value for option in row.options]
            place = values.index(row.item) if row.item in values else 0
            to = min(max(place + by, 0), len(values) - 1)
            if to != place and row.path != "ask":
                self._answer(lambda: pressing.choose(self.sitting, row, values[to]))
        elif row.kind == "cells":
            self.rows.column = min(max(self.rows.column + by, 0), len(row.cells) - 1)
            self._pointed(RowList.Pointed(row))
        elif row.folds and row.open is not (by > 0):
            self._fold(row)
        elif by < 0:
            self._to_parent(row)

    def _go_on(self) -> None:
        """Go on from a choice that stands: to the next page, or to the row behind the choice."""
        if self._page.picks_only:
            self.go_on()
        else:
            self.rows.action_cursor_down()

    def _to_parent(self, row: Row) -> None:
        """Look at the row that a row belongs to."""
        rows = self.rows.rows
        for index in range((self.rows.highlighted or 0) - 1, -1, -1):
            if rows[index].depth < row.depth or rows[index].kind == "heading":
                self.rows.highlighted = index
                return

    @on(RowList.Shifted)
    def _shifted(self, event: RowList.Shifted) -> None:
        event.stop()
        row = event.row
        if not self._takes(row):
            return
        verb, _, place = row.item.partition(" ")
        if verb == "move":
            self._answer(lambda: self._move(row.path, int(place), event.by))

    def _move(self, path: str, place: int, by: int) -> None:
        self.sitting.move(path, place, by)

    def _fold(self, row: Row) -> None:
        self._views[self._page.id] = self.view.fold(row.id, open=not row.open)
        self.show()
        if not row.open:  # what was unfolded at the end of the screen would lie below it
            self.rows.call_after_refresh(self.rows.scroll_to_highlight, top=True)

    def _answer(self, change: Callable[[], str | None]) -> None:
        """Answer something, show what it makes of the page, and save it."""
        try:
            remark = change()
        except AnswerError as error:
            self.app.notify(error.message, severity="warning", markup=False)
            return
        self.show()
        if remark:
            self.app.notify(remark, markup=False)
        self.note_spot()
        self.keep_beside()

    @work
    async def _choose(self, row: Row) -> None:
        """Offer the answers of a choice."""
        value = await asked(self, Pick(row.label, options_of(self.sitting.session, row), row.item))
        if value is not None and value != row.item:
            self._answer(lambda: pressing.choose(self.sitting, row, value))

    @work
    async def _turn_cell(self, row: Row) -> None:
        """Change a place of the grid, after a question where there is no way back."""
        column = self.rows.column
        question = pressing.asks_first(row, column)
        if question and not await asked(self, yes_or_no(question, "Yes, allow it")):
            return
        self._answer(lambda: pressing.turn(self.sitting, row, column))
        self._pointed(RowList.Pointed(row))

    # --- typing ---

    def _edit(self, row: Row) -> None:
        self.about.display = False
        self.editor.begin(row)
        self.note_spot(self.editor.line.value)

    def _type(self, row: Row, text: str) -> None:
        """Take what is typed so far; a slip is shown, and the answer stays as it was."""
        if has_ended(self):
            return
        try:
            pressing.type_into(self.sitting, row, text)
        except AnswerError as error:
            self.editor.say(error.message, wrong=True)
            self.top.saved = "Not saved yet"
            self.note_spot(text)
            return
        self.editor.say(" ".join(row.about) if row.about else "")
        self.show(row.id)
        self.note_spot(text)
        self.keep_soon()

    @on(LineEditor.Ended)
    def _ended(self, event: LineEditor.Ended) -> None:
        event.stop()
        try:
            pressing.type_into(self.sitting, event.row, event.text)
        except AnswerError as error:
            if event.entered:
                self.editor.say(error.message, wrong=True)
                return
            self.app.notify(f"{error.message} It was not kept.", severity="warning", markup=False)
        self._close_editor()
        self.show(event.row.id)
        self.keep()  # before the next question shows
        if event.entered:
            self.rows.action_cursor_down()
        self.rows.focus()

    def _close_editor(self) -> None:
        self.sitting.stop_typing()
        self.editor.end()
        self.about.display = True

    # --- searching ---

    def action_search(self) -> None:
        """Open the line for searching."""
        if self._page.searched:
            self.search.display = True
            self.set_focus(self.search)  # at once: the next letter may be there already

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.view.search:
            self._views[self._page.id] = replace(self.view, search=event.value)
            self.show()

    @on(Input.Submitted, "#search")
    def _search_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.focus()

    def _search_for(self, text: str) -> None:
        self._views[self._page.id] = replace(self.view, search=text)
        self.search.value = text
        self.search.display = bool(text)
        self.show()
        self.rows.focus()

    # --- back and forth, the text beside ---

    def action_undo(self) -> None:
        """Take the last answer back, and go to where it was given."""
        self._went(self.sitting.undo(), "There is nothing to take back.")

    def action_redo(self) -> None:
        """Give the answer again that was taken back."""
        self._went(self.sitting.redo(), "There is nothing to give again.")

    def _went(self, path: str | None, otherwise: str) -> None:
        if path is None:
            self.app.notify(otherwise, markup=False)
            return
        self.go_to_path(path)
        row = next((row for row in self._rows_now() if row.path == path), None)
        self.show(row.id if row else None)
        self._follow_in_editor()
        self.note_spot()
        self.keep_beside()

    def _follow_in_editor(self) -> None:
        """Show in the line what the plan says now, or put the line away if its row has gone."""
        editing = self.editor.row
        if editing is None:
            return
        there = {row.id: row.path for row in self._rows_now()}
        text = pressing.typed_at(self.sitting, editing)
        if text is None or (not editing.item and there.get(editing.id) != editing.path):
            self._close_editor()
            self.rows.focus()
        else:
            self.editor.put(text)

    def _rows_now(self) -> Sequence[Row]:
        return list(self._page.rows(self.sitting, self.view))

    def action_preview(self) -> None:
        """Show or put away the text beside the rows."""
        self.toggle_class("-preview" if not self.has_class("-wide") else "-with-preview")
        self.call_after_refresh(self._after_preview)

    def _after_preview(self) -> None:
        self._show_beside()
        if not self.rows.display or self.rows.size.height == 0:
            self.beside.focus()
        elif not self.editor.row:
            self.rows.focus()

    def on_screen_resume(self) -> None:
        """Show what another screen may have changed."""
        if self.is_mounted and self.children:
            self.show()


def _asked(page: Page) -> str:
    return f"{page.title} {page.about}" if page.title.endswith("?") else page.about
