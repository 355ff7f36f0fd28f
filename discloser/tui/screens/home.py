"""The first screen: what this is, the plans there are, and where to begin."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from discloser.errors import DiscloserError
from discloser.planfile.read import read_plan_text
from discloser.session.rows import Option, Row, action
from discloser.tui.memory import tidy
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, Pick, asked, yes_or_no
from discloser.tui.screens.plan_list import PlanList
from discloser.tui.widgets.line_editor import CleanInput
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

UNKEPT = action(
    "new",
    "Start a new plan",
    "new",
    "Nine steps. Skip what you like, stop when you like. Your answers are not kept this time; save "
    "the papers that you want.",
)


TIDY_AFTER = 0.1
"""Seconds after which memory is tidied when a plan was left."""

SHORT = "short "
"""How the names of pages of the shortest path begin."""


class Home(PlanList):
    """The list of plans."""

    HELP = """
# Your plans

**Up** and **Down** choose a line, **Enter** opens it. A click does the same.

On a plan, **R** gives it a name, **D** makes a copy, **H** shows its earlier versions, **X**
deletes it for good. **/** searches.

**Ctrl+L** covers the screen at once, in every place. **Ctrl+K** locks your plans. **Ctrl+Q** quits;
all is saved.
"""
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

    def __init__(self, office: Office, first: Path | str | None = None) -> None:
        """``first`` is a plan file, or the name of a plan, to open at once."""
        super().__init__(office)
        self._first = first
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

    def rows_below(self) -> Sequence[Row]:
        """Return where one can begin."""
        return BEGIN if self.office.desk.keeps else (UNKEPT, *BEGIN[1:])

    def begin(self) -> None:
        """Show the plans, and go on to the one that was asked for."""
        self.show_plans()
        self.rows.focus()
        if self.office.lasting is not None:
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
        self.show_plans(self._left())
        if self._opening:
            self._opening = False
            self.set_timer(TIDY_AFTER, tidy)

    def _left(self) -> str | None:
        """Return the row of the plan that was just left, so that one finds it again."""
        sitting = self.office.keeper.sitting
        return f"plan {sitting.plan_id}" if self._opening and sitting and sitting.plan_id else None

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
            problems = await to_thread(self.office.desk.move_in, self._loose)
        except DiscloserError as error:
            problems = [error.message]
        for problem in problems:
            self.app.notify(problem, severity="error", timeout=15, markup=False)
        self.show_plans()

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
        name: str = "Your plan",
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
            short = sitting.spot is not None and sitting.spot.page.startswith(SHORT)
        self._begin(sitting)
        self._show_screen(_steps(self.office, sitting, page, short=short, name=name))

    def _begin(self, sitting: "Sitting") -> None:
        """Look after a plan from now on, and say once what is to be known about its pack."""
        self.office.keeper.open(sitting)
        for notice in sitting.notices:
            if notice not in self.office.noticed:
                self.office.noticed.add(notice)
                self.app.notify(notice, severity="warning", timeout=15, markup=False)

    def _show_screen(self, screen: Screen[None]) -> None:
        self._opening = True
        self.app.push_screen(screen)

    def _resume(self, plan_id: str) -> None:
        name = self.called(plan_id)
        self._open(lambda: self.office.desk.resume(plan_id), resumed=True, name=name)

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
            self._begin(sitting)
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


def _steps(
    office: Office, sitting: "Sitting", page: str, *, short: bool = False, name: str = "Your plan"
) -> Screen[None]:
    from discloser.tui.screens.step import StepScreen  # noqa: PLC0415 - as in `_settings`

    return StepScreen(office, sitting, page, short=short, name=name)
