"""A page of the interview: its rows, what there is to know about one, and the text beside."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from discloser.errors import AnswerError, DiscloserError
from discloser.interview.steps import STEPS, progress, step_of
from discloser.session import pressing
from discloser.session.book import PAGES, Page, find_row, in_words, page_after, short_pages
from discloser.session.desk import save_plan_copy
from discloser.session.preview import Preview, place_of, preview
from discloser.session.rows import Row, View, action
from discloser.session.sitting import Sitting
from discloser.tui.inside import explain
from discloser.tui.memory import calm
from discloser.tui.office import Office, path_of
from discloser.tui.paper_trail import save_papers
from discloser.tui.screens.dialogs import Ask, Pick, asked, finish, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.screens.steps_map import MARKS, StepsMap
from discloser.tui.widgets.line_editor import CleanInput, LineEditor
from discloser.tui.widgets.lines import StepLine, tell
from discloser.tui.widgets.row_list import RowList
from discloser.tui.widgets.text_pane import TextPane

LEGEND = """In the line of steps, **\\*** is answered and **?** is open. A number goes to its step.

**Tab** leads to the explanation below and to the text beside, which scroll."""

SOON = 0.4
"""Seconds after which half-typed text is saved."""

GO_ON = "You can come back at any time. Your answers stay."

AGAIN = 5.0
"""Seconds after which saving is tried again when it failed."""


class StepScreen(Room[None]):
    """One page after another, over one plan."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+n,alt+right", "go(1)", "Next", id="next", priority=True, tooltip="The next page."
        ),
        Binding(
            "ctrl+b,alt+left",
            "go(-1)",
            "Back",
            id="back",
            priority=True,
            tooltip="The page before. Your answers stay.",
        ),
        Binding(
            "ctrl+g,f2",
            "map",
            "Map",
            id="map",
            priority=True,
            tooltip="All steps, and how far you are.",
        ),
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
        Binding("escape", "leave", "Your plans", id="leave", tooltip="Save, and go to your plans."),
        *(
            Binding(str(number), f"jump({number})", f"Step {number}", show=False)
            for number in range(1, 10)
        ),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("typing_end", "Done"),
        ("next", "Next"),
        ("back", "Back"),
        ("map", "Map"),
        ("preview", "Text"),
        ("help", "Help"),
        ("hide", "Hide"),
        ("leave", "Plans"),
        ("undo", "Undo"),
        ("search", "Search"),
    )

    class Kept(Message):
        """The answers were saved, or not; ``was`` is what was wrong with saving before."""

        def __init__(self, was: str) -> None:
            super().__init__()
            self.was = was

    steps = query_one("#steps", StepLine)
    about_page = query_one("#about-page", Static)
    search = query_one("#search", CleanInput)
    rows = query_one("#rows", RowList)
    about = query_one("#about", TextPane)
    beside = query_one("#beside", TextPane)
    editor = query_one("#editor", LineEditor)

    def __init__(
        self,
        office: Office,
        sitting: Sitting,
        page: str = "reasons",
        *,
        short: bool = False,
        name: str = "Your plan",
    ) -> None:
        """``name`` stands in the first line while the plan has no title."""
        super().__init__()
        self._name = name
        self.office = office
        self.sitting = sitting
        self._short: tuple[Page, ...] = short_pages(sitting.plan) if short else ()
        self._page = self._short[0] if short else PAGES[page]
        self._views: dict[str, View] = {}
        self._at: dict[str, str] = {}
        self._saving: Timer | None = None

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

    def begin(self) -> None:
        """Show the first page."""
        self.set_class(self.office.settings.preview, "-with-preview")
        self.steps.titles = tuple(step.title for step in STEPS)
        self._turn_to(self._page)
        self.rows.focus()
        self.call_after_refresh(calm)

    # --- pages ---

    @property
    def page(self) -> Page:
        """The page on the screen."""
        return self._page

    @property
    def view(self) -> View:
        """How the page is looked at."""
        return self._views.get(self._page.id, View())

    def _turn_to(self, page: Page, at: str | None = None) -> None:
        if self.rows.row:
            self._at[self._page.id] = self.rows.row.id
        self._close_editor()
        self._page = page
        self.search.display = False
        self.search.value = self.view.search
        explain(self.rows, f"# {page.title}\n\n{page.about}\n{page.help}\n{LEGEND}")
        self.rows.highlighted = None
        self.set_class(page.step == 0, "-short")
        self._show(at or self._at.get(page.id) or _first(page, self))
        self.refresh_keys()
        self.beside.scroll_to(y=0, animate=False)

    def _title(self) -> str:
        name = self.sitting.plan.title or self._name
        if self._page.step:
            return f"Step {self._page.step} of {len(STEPS)}: {self._page.title} · {name}"
        questions = len(self._short) - 1
        place = self._short.index(self._page) + 1
        return f"{f'Question {place} of {questions}' if place <= questions else 'Ready'} · {name}"

    def action_go(self, by: int) -> None:
        """Go to the page after or before; at the ends, say so."""
        there = self._neighbour(by)
        self._keep()
        if there is not None:
            self._turn_to(there)
        elif by > 0:
            self.action_map()
        else:
            self.action_leave()

    def _neighbour(self, by: int) -> Page | None:
        if self._page not in self._short:
            return page_after(self._page.id, by)
        place = self._short.index(self._page) + by
        return self._short[place] if 0 <= place < len(self._short) else None

    def action_jump(self, number: int) -> None:
        """Go to a step by its number."""
        if number <= len(STEPS):
            self._keep()
            self._turn_to(PAGES[STEPS[number - 1].id])
            self.rows.focus()

    @on(StepLine.Chosen)
    def _step_chosen(self, event: StepLine.Chosen) -> None:
        self.action_jump(event.number)

    @work
    async def action_map(self) -> None:
        """Show all steps and how far the plan has come."""
        self._keep()
        chosen = await asked(self, StepsMap(self.sitting.session, self._page.step))
        if chosen is not None:
            self._turn_to(PAGES[chosen])
            self.rows.focus()

    def action_leave(self) -> None:
        """Save, and go to the list of plans."""
        if self.put_help_away():
            return
        if self.view.search or self.search.display:
            self._search_for("")
            return
        if self._keep():
            finish(self, None)
        else:
            self._leave_unsaved()

    @work
    async def _leave_unsaved(self) -> None:
        """Ask before leaving what could not be saved."""
        question = f"{self.office.keeper.problem} Leave all the same, without the last answers?"
        if await asked(self, yes_or_no(question, "Leave without them")):
            finish(self, None)

    # --- rows ---

    def _show(self, at: str | None = None) -> None:
        """Show the page as the plan is now, and what stands around it."""
        self.rows.show([*self._rows_now(), *self._last()], at)
        tell(self.about_page, self._page.about if self._page.step else _asked(self._page))
        self.top.title = self._title()
        self.top.saved = self.office.keeper.says
        self.steps.here = self._page.step
        catalogue = self.sitting.workshop.pack.catalogue
        self.steps.marks = tuple(
            MARKS[each.state] for each in progress(self.sitting.plan, catalogue)
        )
        self._show_about()
        self._show_beside()

    def _last(self) -> Sequence[Row]:
        """Return the row that leads on, for people who read to the end of a page."""
        after = self._neighbour(1)
        if after is None:
            return ()
        label = f"Go on to {after.title}" if after.step else "Go on"
        return (action("go on", label, "go 1", GO_ON),)

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

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        row = event.row
        if row not in self.rows.rows:  # a second press on a line that the first one took away
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
                self._act(row)
            case "text":
                pass
            case _:
                self._answer(lambda: pressing.press(self.sitting, row))

    @on(RowList.Turned)
    def _turned(self, event: RowList.Turned) -> None:
        event.stop()
        row, by = event.row, event.by
        if row not in self.rows.rows:
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
            self.action_go(1)
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
        if row not in self.rows.rows:
            return
        verb, _, place = row.item.partition(" ")
        if verb == "move":
            self._answer(lambda: self._move(row.path, int(place), event.by))

    def _move(self, path: str, place: int, by: int) -> None:
        self.sitting.move(path, place, by)

    def _fold(self, row: Row) -> None:
        self._views[self._page.id] = self.view.fold(row.id, open=not row.open)
        self._show()
        if not row.open:  # what was unfolded at the end of the screen would lie below it
            self.rows.call_after_refresh(self.rows.scroll_to_highlight, top=True)

    def _answer(self, change: Callable[[], str | None]) -> None:
        """Answer something, show what it makes of the page, and save it."""
        try:
            remark = change()
        except AnswerError as error:
            self.app.notify(error.message, severity="warning", markup=False)
            return
        self._show()
        if remark:
            self.app.notify(remark, markup=False)
        self._keep_beside()

    @work
    async def _choose(self, row: Row) -> None:
        """Offer the answers of a choice."""
        value = await asked(self, Pick(row.label, row.options, row.item))
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

    def _type(self, row: Row, text: str) -> None:
        """Take what is typed so far; a slip is shown, and the answer stays as it was."""
        try:
            pressing.type_into(self.sitting, row, text)
        except AnswerError as error:
            self.editor.say(error.message, wrong=True)
            return
        self.editor.say(" ".join(row.about) if row.about else "")
        self._show(row.id)
        self._keep_soon()

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
        self._show(event.row.id)
        if event.entered:
            self.rows.action_cursor_down()
        self.rows.focus()
        self._keep_beside()

    def _close_editor(self) -> None:
        self.sitting.stop_typing()
        self.editor.end()
        self.about.display = True

    # --- searching ---

    def action_search(self) -> None:
        """Open the line for searching."""
        if self._page.searched:
            self.search.display = True
            self.search.focus()

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.view.search:
            self._views[self._page.id] = replace(self.view, search=event.value)
            self._show()

    @on(Input.Submitted, "#search")
    def _search_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.focus()

    def _search_for(self, text: str) -> None:
        self._views[self._page.id] = replace(self.view, search=text)
        self.search.value = text
        self.search.display = bool(text)
        self._show()
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
        step = step_of(path)
        if step and self._page.step and step.id != self._page.id:
            self._turn_to(PAGES[step.id])
        row = next((row for row in self._rows_now() if row.path == path), None)
        self._show(row.id if row else None)
        self._follow_in_editor()
        self._keep_beside()

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
            self._show()

    # --- things that rows do ---

    def _act(self, row: Row) -> None:
        verb, _, rest = row.item.partition(" ")
        match verb:
            case "read":
                self._read(rest)
            case "go":
                self.action_go(int(rest))
            case "goto":
                page, _, fold = rest.partition(" ")
                self.go_to(page, fold)
            case "save" if rest == "plan":
                self._save_plan()
            case _:
                self._save_all()

    def go_to(self, page: str, row_id: str = "") -> None:
        """Go to a step and, on it, to a row, which is unfolded."""
        there = PAGES[page]
        rows = {row.id: row for row in there.rows(self.sitting, self._views.get(page, View()))}
        if row_id in rows and rows[row_id].folds and not rows[row_id].open:
            self._views[page] = self._views.get(page, View()).fold(row_id, open=True)
        self._turn_to(there, row_id or None)

    @work
    async def _read(self, name: str) -> None:
        place = place_of(self.sitting.session, name)
        if place is None:
            return
        # Loaded on use: the first screen should not wait for it.
        from discloser.tui.screens.reading import Reading  # noqa: PLC0415

        path = await asked(self, Reading(self.office, self.sitting, place))
        if path:
            self.go_to_answer(path)

    def go_to_answer(self, path: str) -> None:
        """Go to the answer with a key path."""
        step = step_of(path)
        if step is None:
            return
        self.go_to(step.id)
        found = find_row(self._page, self.sitting, path)
        if found:
            row_id, view = found
            self._views[step.id] = view
            self._show(row_id)

    @work
    async def _save_all(self) -> None:
        await save_papers(self, self.office, self.sitting.session, self.sitting.session.places())

    @work
    async def _save_plan(self) -> None:
        folder = self.office.papers_folder()
        default = folder / f"plan-{self.sitting.today.isoformat()}.toml"
        about = "It holds all your answers in plain text, so choose a place that only you can open."
        named = await asked(self, Ask("Save the plan as", str(default), about))
        if not named:
            return
        try:
            save_plan_copy(self.sitting.plan, path_of(named))
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", markup=False)
        else:
            self.app.notify(f"Saved as {named}.", markup=False)

    # --- keeping ---

    def _keep_soon(self) -> None:
        if self._saving is None:
            self._saving = self.set_timer(SOON, self._keep_beside)

    @work(thread=True, group="keep")
    def _keep_beside(self) -> None:
        """Save in a thread: a slow disk must not hold up the next letter."""
        was = self.office.keeper.problem
        self.office.keeper.keep()
        self.post_message(self.Kept(was))

    @on(Kept)
    def _kept(self, event: Kept) -> None:
        event.stop()
        self._say_kept(event.was)

    def _keep(self) -> bool:
        """Save now; say so when it fails, and try again."""
        was = self.office.keeper.problem
        kept = self.office.keeper.keep()
        self._say_kept(was)
        return kept

    def _say_kept(self, was: str) -> None:
        """Show how saving went; ``was`` is what was wrong with it before."""
        self._saving = None
        problem = self.office.keeper.problem
        if problem:
            self._saving = self.set_timer(AGAIN, self._keep_beside)
            if problem != was:
                self.app.notify(
                    f"Not saved: {problem} Your answers are still here; it is tried again.",
                    severity="error",
                    timeout=15,
                    markup=False,
                )
        if remark := self.office.keeper.remark:
            self.office.keeper.remark = ""
            self.app.notify(remark, timeout=15, markup=False)
        self.top.saved = self.office.keeper.says


def _first(page: Page, screen: StepScreen) -> str | None:
    """Return the row to begin with: the first that can be answered."""
    rows = list(page.rows(screen.sitting, screen.view))
    begin = [row for row in rows if row.kind not in {"heading", "text"} and "add " not in row.item]
    begin = begin or [row for row in rows if row.depth]
    return begin[0].id if begin else None


def _asked(page: Page) -> str:
    return f"{page.title} {page.about}" if page.title.endswith("?") else page.about


def draw_preview(shown: Preview, sitting: Sitting) -> Content:
    """Return a preview as text: what it is, the picture, the words, and what they tell."""
    head = Content(shown.title).stylize("bold")
    if shown.whom:
        head += Content(f", {shown.whom}")
    parts = [head]
    if shown.picture:
        parts.append(Content(shown.picture))
    if shown.text:
        parts.append(Content(shown.text))
    if shown.notes:
        parts.append(Content(in_words(sitting, "\n".join(shown.notes))).stylize("$text-muted"))
    return Content("\n\n").join(parts)
