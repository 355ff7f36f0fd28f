"""The steps and the questions of the shortest path: one page after another, over one plan."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from discloser.errors import DiscloserError
from discloser.interview.steps import STEPS, step_of
from discloser.session.book import PAGES, Page, find_row, page_after, short_pages, view_of
from discloser.session.desk import save_plan_copy
from discloser.session.preview import place_of
from discloser.session.rows import Row, View, action
from discloser.session.sitting import Sitting
from discloser.session.trail import Spot
from discloser.tui.inside import explain
from discloser.tui.memory import calm
from discloser.tui.office import Office, path_of
from discloser.tui.paper_trail import save_papers
from discloser.tui.screens.dialogs import Ask, asked, finish, yes_or_no
from discloser.tui.screens.page import PageScreen
from discloser.tui.screens.steps_map import StepsMap
from discloser.tui.widgets.lines import StepLine

LEGEND = """In the line of steps, **\\*** is answered and **?** is open. A number goes to its step.

**Tab** leads to the explanation below and to the text beside, which scroll."""

GO_ON = "You can come back at any time. Your answers stay."


class StepScreen(PageScreen[None]):
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
        ("lock", "Lock"),
        ("leave", "Plans"),
        ("undo", "Undo"),
        ("search", "Search"),
    )

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
        back_to = sitting.spot.page if sitting.spot else ""
        self._short: tuple[Page, ...] = short_pages(sitting.plan, back_to) if short else ()
        super().__init__(office, sitting, self._short[0] if short else PAGES[page])
        self._name = name
        self._spot = sitting.spot
        self._at: dict[str, str] = {}

    def begin(self) -> None:
        """Show the first page."""
        self.set_class(self.office.settings.preview, "-with-preview")
        self.steps.titles = tuple(step.title for step in STEPS)
        self._turn_to(self._page)
        self.rows.focus()
        if self._spot is not None:
            self._go_back_to(self._spot)
        self.call_after_refresh(calm)

    def _go_back_to(self, spot: Spot) -> None:
        """Go to where the person left off, and say in a line where that is."""
        page = {each.id: each for each in [*PAGES.values(), *self._short]}.get(spot.page)
        if page is None:
            return
        view = view_of(page, self.sitting, spot.row)
        if view is None:  # its row went with its answer
            self._turn_to(page)
            return
        self._views[page.id] = view
        self._turn_to(page, spot.row)
        row = self.rows.row
        if row is None:
            return
        if spot.typed is not None and row.kind == "field" and not row.item:
            self._edit(row)
            self.editor.put(spot.typed)
            self._type(row, spot.typed)
        where = f"step {page.step}, {page.title}" if page.step else f"“{page.title}”"
        self.app.notify(f"You left off at “{row.label}” in {where}.", markup=False)

    # --- pages ---

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
        self.show(at or self._at.get(page.id) or _first(page, self))
        self.refresh_keys()
        self.beside.scroll_to(y=0, animate=False)

    def title_line(self) -> str:
        """Return where one is, and the name of the plan."""
        name = self.sitting.plan.title or self._name
        if self._page.step:
            return f"Step {self._page.step} of {len(STEPS)}: {self._page.title} · {name}"
        questions = len(self._short) - 1
        place = self._short.index(self._page) + 1
        return f"{f'Question {place} of {questions}' if place <= questions else 'Ready'} · {name}"

    def action_go(self, by: int) -> None:
        """Go to the page after or before; at the ends, say so."""
        there = self._neighbour(by)
        self.keep()
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
            self.keep()
            self._turn_to(PAGES[STEPS[number - 1].id])
            self.rows.focus()

    @on(StepLine.Chosen)
    def _step_chosen(self, event: StepLine.Chosen) -> None:
        self.action_jump(event.number)

    @work
    async def action_map(self) -> None:
        """Show all steps and how far the plan has come."""
        self.keep()
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
        if self.keep():
            finish(self, None)
        else:
            self._leave_unsaved()

    @work
    async def _leave_unsaved(self) -> None:
        """Ask before leaving what could not be saved."""
        question = f"{self.office.keeper.problem} Go to your plans without the last answers?"
        if await asked(self, yes_or_no(question, "Yes, without the last answers", "No, stay here")):
            finish(self, None)

    def rows_that_lead_on(self) -> Sequence[Row]:
        """Return the row that leads on, for people who read to the end of a page."""
        after = self._neighbour(1)
        if after is None:
            return ()
        label = f"Go on to {after.title}" if after.step else "Go on"
        return (action("go on", label, "go 1", GO_ON),)

    def go_on(self) -> None:
        """Go to the next page."""
        self.action_go(1)

    def go_to_path(self, path: str) -> None:
        """Show the step on which a key path is answered; a question stays where it is."""
        step = step_of(path)
        if step and self._page.step and step.id != self._page.id:
            self._turn_to(PAGES[step.id])

    # --- things that rows do ---

    def act(self, row: Row) -> None:
        """Read a paper, go somewhere, or save."""
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
            self.show(row_id)

    @work
    async def _save_all(self) -> None:
        await save_papers(self, self.office, self.sitting.session, self.sitting.session.places())

    @work
    async def _save_plan(self) -> None:
        folder = self.office.papers_folder()
        default = folder / f"plan-{self.sitting.today.isoformat()}.toml"
        about = "It holds all your answers in plain text, so choose a place that only you can open."
        named = await asked(self, Ask("Save the plan as", str(default), about))
        if not named or not named.strip():
            return
        path = path_of(named)
        question = f"There is already {path.name}. Replace it?"
        if path.exists() and not await asked(self, yes_or_no(question, "Replace it")):
            return
        try:
            save_plan_copy(self.sitting.plan, path)
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", markup=False)
        else:
            self.app.notify(f"Saved as {named}.", markup=False)


def _first(page: Page, screen: StepScreen) -> str | None:
    """Return the row to begin with: the first that can be answered."""
    rows = list(page.rows(screen.sitting, screen.view))
    begin = [row for row in rows if row.kind not in {"heading", "text"} and "add " not in row.item]
    begin = begin or [row for row in rows if row.depth]
    return begin[0].id if begin else None
