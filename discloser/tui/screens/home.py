"""The first screen: what this is, the plans there are, and where to begin."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from discloser.errors import DiscloserError
from discloser.planfile.read import read_plan_text
from discloser.session.desk import title_of, when
from discloser.session.rows import Option, Row
from discloser.tui.memory import tidy
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, Pick, asked, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.widgets.line_editor import CleanInput
from discloser.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from discloser.session.sitting import Sitting
    from discloser.vault.vault import Entry

WELCOME = (
    "Prepare one talk at work: what to say, what to ask for, and what stays private. "
    "Nothing leaves this computer. Not telling is a full answer too."
)

DISCLAIMER = "General information and help with words; not legal or medical advice."

BEGIN = (
    Row(
        "new",
        "action",
        "Start a new plan",
        item="new",
        about=(
            "Nine steps. Skip what you like, stop when you like. Everything is saved as you go.",
        ),
    ),
    Row(
        "short",
        "action",
        "The shortest path: five questions",
        item="short",
        about=(
            "About three minutes, to what you can say in 20 seconds and a request by email.",
            "You can go on to all nine steps later, and nothing is asked twice.",
        ),
    ),
    Row(
        "sample",
        "action",
        "Try it with a sample person",
        item="sample",
        about=("Look around and change what you like. Nothing of it is kept.",),
    ),
    Row(
        "bring",
        "action",
        "Open a plan file",
        item="bring",
        about=("A copy of it becomes one of your plans; the file stays as it is.",),
    ),
    Row(
        "settings",
        "action",
        "Settings",
        item="settings",
        about=("Colours, keys, the folder for papers.",),
    ),
)


SHOWN = 50
"""Plans that are shown at most; beyond that, somebody searches."""

AT_ONCE = 500
"""Plans that are looked up together for searching, while the first ones are on the screen."""

TIDY_AFTER = 0.1
"""Seconds after which memory is tidied when a plan was left."""


class Home(Room[None]):
    """The list of plans."""

    HELP = """
# Your plans

**Up** and **Down** choose a line, **Enter** opens it. A click does the same.

On a plan, **R** gives it a name, **D** makes a copy, **H** shows its earlier versions, **X**
deletes it for good. **/** searches.

**Ctrl+L** covers the screen at once, in every place. **Ctrl+K** locks your plans. **Ctrl+Q** quits;
all is saved.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,R", "rename", "Rename", id="plan_rename", tooltip="Give the plan a name."),
        Binding("d,D", "duplicate", "Copy", id="plan_copy", tooltip="Make a copy of the plan."),
        Binding("h,H", "history", "History", id="plan_history", tooltip="Earlier versions."),
        Binding("slash", "search", "Search", id="search", tooltip="Search your plans."),
        Binding("escape", "search_off", "All plans", show=False),
        Binding("x,X", "delete", "Delete", id="plan_delete", tooltip="Delete the plan for good."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("row_choose", "Open"),
        ("help", "Help"),
        ("quit", "Quit"),
        ("hide", "Hide"),
        ("lock", "Lock"),
        ("plan_rename", "Rename"),
        ("plan_copy", "Copy"),
        ("plan_history", "History"),
        ("plan_delete", "Delete"),
        ("search", "Search"),
    )

    search = query_one("#search", CleanInput)
    rows = query_one("#rows", RowList)
    about = query_one("#about", Static)

    def __init__(self, office: Office, first: Path | str | None = None) -> None:
        """``first`` is a plan file, or the name of a plan, to open at once."""
        super().__init__()
        self.office = office
        self._first = first
        self._plans: dict[str, Entry] = {}
        """Every plan that was looked up, the one changed last in front."""
        self._count = 0
        self._loose: tuple[Path, ...] = ()
        self._opening = False
        """Whether another screen is on its way to the front."""
        self._started = False

    def compose_middle(self) -> ComposeResult:
        """Lay out the welcome and the list."""
        with Vertical(id="home"):
            yield Static(Content(WELCOME), id="welcome", markup=False)
            yield CleanInput(id="search", placeholder="Search your plans, then press Enter")
            yield RowList()
            yield Static(id="about", markup=False)
            yield Static(Content(DISCLAIMER), id="disclaimer", markup=False)

    def begin(self) -> None:
        """Show the plans, and go on to the one that was asked for."""
        self._show()
        self.rows.focus()
        if self.office.vault is not None:
            self._loose = self.office.door.loose_plans()
        if isinstance(self._first, str):
            self._resume(self._first)
        elif self._first is not None:
            self._bring_in(self._first)
        elif self._loose:
            self._ask_to_move_in()

    def on_screen_resume(self) -> None:
        """Show the plans as they are now, once the last answers are among them."""
        if not self._started:  # the first frame shows them anyway
            self._started = True
            return
        self.office.keeper.keep()
        self._show()
        if self._opening:
            self._opening = False
            self.set_timer(TIDY_AFTER, tidy)

    def _show(self) -> None:
        """Look the plans up anew; the first ones are shown at once, the rest is there to search."""
        try:
            plans = self.office.desk.plans(SHOWN)
            self._count = self.office.desk.count()
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", timeout=15, markup=False)
            plans, self._count = (), 0
        self._plans = {entry.id: entry for entry in plans}
        self.top.title = "discloser"
        self.top.saved = "" if self.office.desk.keeps else "Nothing is kept"
        self._show_rows()
        if self._count > len(plans):
            self._look_up_rest()

    @work(thread=True, exclusive=True, group="plans")
    def _look_up_rest(self) -> None:
        """Look the other plans up while the first ones are read."""
        found: dict[str, Entry] = {}
        while True:
            try:
                plans = self.office.desk.plans(AT_ONCE, len(found))
            except DiscloserError:  # the first ones are there, and were told about
                return
            found |= {entry.id: entry for entry in plans}
            if len(plans) < AT_ONCE:
                break
        self.post_message(self.LookedUp(found))

    class LookedUp(Message):
        """All plans are known."""

        def __init__(self, plans: "dict[str, Entry]") -> None:
            super().__init__()
            self.plans = plans

    @on(LookedUp)
    def _looked_up(self, event: LookedUp) -> None:
        event.stop()
        self._plans = event.plans
        self._show_rows()

    def _show_rows(self) -> None:
        sought = self.search.value
        found = list(_matching(sought, self._plans.values()))
        plans = found[:SHOWN]
        rows: list[Row] = []
        if plans or sought:
            rows = [
                Row("plans", "heading", "Your plans"),
                *map(_plan_row, plans),
                *_rest_row((len(found) if sought else self._count) - len(plans)),
                Row("begin", "heading", "Begin"),
            ]
        first = self.rows.row.id if self.rows.row else None
        self.rows.show([*rows, *BEGIN], first or (f"plan {plans[0].id}" if plans else "new"))
        self._show_about()

    # --- searching ---

    def action_search(self) -> None:
        """Open the line for searching."""
        if self._plans:
            self.search.display = True
            self.search.focus()

    def action_search_off(self) -> None:
        """Show all plans again."""
        if self.put_help_away():
            return
        self.search.value = ""
        self.search.display = False
        self.rows.focus()

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        event.stop()
        self._show_rows()
        if event.value and self.rows.rows[1].item.startswith("open "):
            self.rows.highlighted = 1

    @on(Input.Submitted, "#search")
    def _search_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.rows.focus()

    # --- plans in plain files ---

    @work
    async def _ask_to_move_in(self) -> None:
        """Offer to seal plans that lie in the folder as plain files."""
        many = len(self._loose)
        what = "a plan" if many == 1 else f"{many} plans"
        question = (
            f"There {'is' if many == 1 else 'are'} {what} in plain files beside your sealed plans. "
            "Move in and seal? The plain files are deleted then."
        )
        if not await asked(self, yes_or_no(question, "Yes, move in and seal", "No, not now")):
            return
        try:
            problems = self.office.desk.move_in(self._loose)
        except DiscloserError as error:
            problems = [error.message]
        for problem in problems:
            self.app.notify(problem, severity="error", timeout=15, markup=False)
        self._show()

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        self._show_about()

    def _show_about(self) -> None:
        row = self.rows.row
        # The place for it never changes, so nothing has to be laid out anew.
        self.about.update(Content("\n".join(row.about) if row else ""), layout=False)

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        verb, _, rest = event.row.item.partition(" ")
        match verb:
            case "new":
                self._open(self._new)
            case "short":
                self._open(self._new, short=True)
            case "sample":
                self._sample()
            case "bring":
                self._ask_for_file()
            case "settings":
                self._settings()
            case "open":
                self._resume(rest)
            case _:
                pass

    def _settings(self) -> None:
        # This and the steps are loaded on use: nobody should wait for them at the start.
        from discloser.tui.screens.preferences import Preferences  # noqa: PLC0415

        if self.is_current and not self._opening:
            self._show_screen(Preferences(self.office))

    def _new(self) -> "Sitting":
        return self.office.desk.start()

    def _open(
        self,
        make: "Callable[[], Sitting]",
        page: str = "reasons",
        *,
        short: bool = False,
        resumed: bool = False,
    ) -> None:
        """Open a plan on a page; say so if it cannot be opened."""
        if not self.is_current or self._opening:  # a double click opens one plan, not two
            return
        try:
            sitting = make()
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", timeout=15, markup=False)
            return
        if resumed:
            page = sitting.session.step_to_go_on_with()
        self.office.keeper.open(sitting)
        self._show_screen(_steps(self.office, sitting, page, short=short))

    def _show_screen(self, screen: Screen[None]) -> None:
        self._opening = True
        self.app.push_screen(screen)

    def _resume(self, plan_id: str) -> None:
        self._open(lambda: self.office.desk.resume(plan_id), resumed=True)

    @work
    async def _sample(self) -> None:
        samples = self.office.desk.samples()
        options = [
            Option(sample.name, sample.about.partition(":")[0], sample.about) for sample in samples
        ]
        name = await asked(self, Pick("Whose plan would you like to see?", options))
        if name and self.is_current and not self._opening:
            try:
                sitting = self.office.desk.try_sample(name)
            except DiscloserError as error:
                self.app.notify(error.message, severity="error", markup=False)
                return
            self.office.keeper.open(sitting)
            who = sitting.plan.person.name or name.title()
            screen = _steps(self.office, sitting, "papers", name=f"{who} (sample person)")
            self._show_screen(screen)

    @work
    async def _ask_for_file(self) -> None:
        about = "The name of the file with its folder, such as ~/plan.toml."
        named = await asked(self, Ask("Which plan file?", "", about))
        if named and named.strip():
            self._bring_in(path_of(named))

    def _bring_in(self, path: Path) -> None:
        self._open(lambda: self.office.desk.bring_in(read_plan_text(path)), "papers")

    # --- what can be done with a plan ---

    def _chosen(self) -> "Entry | None":
        row = self.rows.row
        entry = self._plans.get(row.id.removeprefix("plan ")) if row else None
        if entry is None:
            self.app.notify("Choose one of your plans first.", markup=False)
        return entry

    @work
    async def action_rename(self) -> None:
        """Give the chosen plan a name."""
        if (entry := self._chosen()) is None:
            return
        about = "For this list only; no paper holds it. Others may see the list on your screen."
        named = await asked(self, Ask("What do you call this plan?", entry.title, about))
        if named is not None:
            self._do(lambda: self.office.desk.rename(entry.id, named))

    def action_duplicate(self) -> None:
        """Copy the chosen plan."""
        if entry := self._chosen():
            self._do(lambda: self.office.desk.duplicate(entry.id))

    @work
    async def action_history(self) -> None:
        """Show the earlier versions of the chosen plan."""
        if (entry := self._chosen()) is None:
            return
        from discloser.tui.screens.history import History  # noqa: PLC0415 - as in `_settings`

        try:
            versions = self.office.desk.history(entry.id)
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", timeout=15, markup=False)
            return
        await asked(self, History(self.office, entry, versions))

    @work
    async def action_delete(self) -> None:
        """Delete the chosen plan, after a question."""
        if (entry := self._chosen()) is None:
            return
        question = (
            f"Delete “{title_of(entry)}” and its earlier versions for good? They cannot be brought "
            "back."
        )
        if await asked(self, yes_or_no(question, "Yes, delete it", "No, keep it")):
            self._do(lambda: self.office.desk.delete(entry.id))

    def _do(self, change: Callable[[], object]) -> None:
        try:
            change()
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", markup=False)
        self._show()


def _steps(
    office: Office, sitting: "Sitting", page: str, *, short: bool = False, name: str = "Your plan"
) -> Screen[None]:
    from discloser.tui.screens.step import StepScreen  # noqa: PLC0415 - as in `_settings`

    return StepScreen(office, sitting, page, short=short, name=name)


def _matching(sought: str, plans: "Iterable[Entry]") -> "Iterator[Entry]":
    """Yield the plans that somebody searches for."""
    if not sought:
        yield from plans
        return
    from discloser.session.pages.texts import matches  # noqa: PLC0415 - as in `_settings`

    for entry in plans:
        if matches(sought, (title_of(entry), entry.id)):
            yield entry


def _plan_row(entry: "Entry") -> Row:
    about = [f"Last changed on {when(entry.changed)}.", HINTS]
    if entry.problem:
        about = [entry.problem, "H: earlier versions, X: delete."]
    return Row(
        f"plan {entry.id}",
        "action",
        title_of(entry),
        item=f"open {entry.id}",
        value="cannot be opened" if entry.problem else "",
        about=tuple(about),
    )


def _rest_row(many: int) -> Iterator[Row]:
    if many > 0:
        yield Row("rest", "text", f"{many} more. Press / and type a part of the name.")


HINTS = "Enter goes on with it. R: rename, D: copy, H: earlier versions, X: delete."
