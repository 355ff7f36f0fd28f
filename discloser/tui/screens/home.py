"""The first screen: what this is, the plans there are, and where to begin."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from discloser.errors import DiscloserError
from discloser.planfile.shelf import Entry
from discloser.session.desk import title_of
from discloser.session.rows import Option, Row
from discloser.tui.memory import tidy
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, Pick, asked, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from discloser.session.sitting import Sitting

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


READ_AFTER = 0.1
"""Seconds from the start after which plans are read: by then the first frame is on the screen."""


class Home(Room[None]):
    """The list of plans."""

    HELP = """
# Your plans

**Up** and **Down** choose a line, **Enter** opens it. A click does the same.

On a plan, **R** gives it a name, **D** makes a copy, **X** deletes it for good.

**Ctrl+L** covers the screen at once, in every place. **Ctrl+Q** quits; all is saved.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,R", "rename", "Rename", id="plan_rename", tooltip="Give the plan a name."),
        Binding("d,D", "duplicate", "Copy", id="plan_copy", tooltip="Make a copy of the plan."),
        Binding("x,X", "delete", "Delete", id="plan_delete", tooltip="Delete the plan for good."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("row_choose", "Open"),
        ("help", "Help"),
        ("quit", "Quit"),
        ("hide", "Hide"),
        ("plan_rename", "Rename"),
        ("plan_copy", "Copy"),
        ("plan_delete", "Delete"),
    )

    rows = query_one("#rows", RowList)
    about = query_one("#about", Static)

    def __init__(self, office: Office, first: Path | None = None) -> None:
        """``first`` is a plan file to open at once."""
        super().__init__()
        self.office = office
        self._first = first
        self._plans: dict[str, Entry] = {}
        self._opening = False
        """Whether another screen is on its way to the front."""
        self._started = False

    def compose_middle(self) -> ComposeResult:
        """Lay out the welcome and the list."""
        with Vertical(id="home"):
            yield Static(Content(WELCOME), id="welcome", markup=False)
            yield RowList()
            yield Static(id="about", markup=False)
            yield Static(Content(DISCLAIMER), id="disclaimer", markup=False)

    def begin(self) -> None:
        """Show the names of the plans, and read them when the first frame is there."""
        self._show_plans(self.office.desk.names())
        self.set_timer(READ_AFTER, self._show)
        self.rows.focus()
        if self._first is not None:
            self._bring_in(self._first)

    def on_screen_resume(self) -> None:
        """Show the plans as they are now, once the last answers are among them."""
        if not self._started:  # the first frame shows them anyway
            self._started = True
            return
        self.office.keeper.keep()
        self._show()
        if self._opening:
            self._opening = False
            self.set_timer(READ_AFTER, tidy)

    def _show(self) -> None:
        try:
            plans = self.office.desk.plans()
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", markup=False)
            plans = ()
        self._show_plans(plans)

    def _show_plans(self, plans: tuple[Entry, ...]) -> None:
        self._plans = {entry.id: entry for entry in plans}
        self.top.title = "discloser"
        rows = [*BEGIN]
        if plans:
            rows = [
                Row("plans", "heading", "Your plans"),
                *(_plan_row(entry, self._where(entry)) for entry in plans),
                Row("begin", "heading", "Begin"),
                *BEGIN,
            ]
        first = self.rows.row.id if self.rows.row else None
        self.rows.show(rows, first or (f"plan {plans[0].id}" if plans else "new"))
        self._show_about()

    def _where(self, entry: Entry) -> str:
        return f"{self.office.desk.folder}/{entry.id}.toml"

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
        entry: Entry | None = None,
    ) -> None:
        """Open a plan on a page; say so if it cannot be opened."""
        if not self.is_current or self._opening:  # a double click opens one plan, not two
            return
        try:
            sitting = make()
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", timeout=15, markup=False)
            return
        if entry is not None:
            page = sitting.session.step_to_go_on_with()
        keeps = self.office.desk.folder is not None
        self.office.keeper.open(sitting, keeps=keeps)
        self._show_screen(_steps(self.office, sitting, page, short=short))

    def _show_screen(self, screen: Screen[None]) -> None:
        self._opening = True
        self.app.push_screen(screen)

    def _resume(self, plan_id: str) -> None:
        entry = self._plans[plan_id]
        if entry.problem:
            self.app.notify(entry.problem, severity="error", timeout=15, markup=False)
            return
        self._open(lambda: self.office.desk.resume(plan_id), entry=entry)

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
            self.office.keeper.open(sitting, keeps=False)
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
        self._open(lambda: self.office.desk.bring_in(path), "papers")

    # --- what can be done with a plan ---

    def _chosen(self) -> Entry | None:
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
        title = entry.plan.title if entry.plan else ""
        named = await asked(self, Ask("What do you call this plan?", title, about))
        if named is not None:
            self._do(lambda: self.office.desk.rename(entry.id, named))

    def action_duplicate(self) -> None:
        """Copy the chosen plan."""
        if entry := self._chosen():
            self._do(lambda: self.office.desk.duplicate(entry.id))

    @work
    async def action_delete(self) -> None:
        """Delete the chosen plan, after a question."""
        if (entry := self._chosen()) is None:
            return
        question = f"Delete “{title_of(entry)}” for good? It cannot be brought back."
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


def _plan_row(entry: Entry, where: str) -> Row:
    about = [f"Kept in {where}", *_hints()]
    if entry.problem:
        about = [entry.problem, f"It is {where}", "D: copy, X: delete."]
    return Row(
        f"plan {entry.id}",
        "action",
        title_of(entry),
        item=f"open {entry.id}",
        value="cannot be opened" if entry.problem else "",
        about=tuple(about),
    )


def _hints() -> Iterator[str]:
    yield "Enter goes on with it. R: rename, D: copy, X: delete."
