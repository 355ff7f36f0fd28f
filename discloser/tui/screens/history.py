"""The earlier versions of a plan: what they say that it does not say now, and going back to one."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from discloser.errors import DiscloserError
from discloser.session.desk import title_of, when
from discloser.session.rows import Row, action
from discloser.tui.office import Office
from discloser.tui.screens.compare import in_lines
from discloser.tui.screens.dialogs import asked, finish, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.widgets.row_list import RowList
from discloser.tui.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from discloser.session.sitting import Sitting
    from discloser.vault.vault import Entry, Version

ABOUT = (
    "While you work, an earlier version is kept every five minutes. Enter goes back to the chosen "
    "one; the plan as it is now is kept too."
)
NONE = "There is no earlier version yet."
SAME = "The same answers as now."


class History(Room[None]):
    """The earlier versions of one plan."""

    HELP = """
# Earlier versions

**Up** and **Down** choose one. Below stands what it says that the plan does not say now.

**Enter** goes back to it, after a question. The plan as it is now becomes a version, so you can
come back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="leave", tooltip="Back to your plans."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Back"),
        ("row_choose", "Go back to it"),
        ("help", "Help"),
        ("hide", "Hide"),
        ("lock", "Lock"),
    )

    rows = query_one("#rows", RowList)
    beside = query_one("#differences", TextPane)

    def __init__(self, office: Office, entry: "Entry", versions: "tuple[Version, ...]") -> None:
        super().__init__()
        self.office = office
        self._entry = entry
        self._versions = versions
        self._now: Sitting | None = None
        self._said: dict[str, str] = {}

    def compose_middle(self) -> ComposeResult:
        """Lay out the versions and what they say."""
        with Vertical(id="home"):
            yield Static(Content(ABOUT if self._versions else NONE), id="welcome", markup=False)
            yield RowList()
            yield TextPane(id="differences")

    def begin(self) -> None:
        """Show the versions, newest first."""
        self.top.title = f"Earlier versions: {title_of(self._entry)}"
        self.rows.show(
            [
                action(f"{each.revision}", when(each.seconds), f"{each.revision}")
                if not each.problem
                else Row(f"{each.revision}", "text", "A damaged version", about=(each.problem,))
                for each in self._versions
            ]
        )
        self.rows.focus()

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        row = self.rows.row
        if row is not None:
            if row.id not in self._said:
                self._said[row.id] = row.about[0] if row.about else self._differences(int(row.id))
            self.beside.show(Content(self._said[row.id]), top=True)

    def _differences(self, revision: int) -> str:
        from discloser.session.listing import differences  # noqa: PLC0415 - knows every page

        try:
            then = self.office.desk.look_at(self._entry.id, revision)
            if self._now is None:
                self._now = self.office.desk.look_at(self._entry.id)
        except DiscloserError as error:
            return error.message
        return in_lines(differences(then, self._now), "at that time", "today") or SAME

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        if event.row.kind == "action":
            self._restore(event.row)

    @work
    async def _restore(self, row: Row) -> None:
        question = f"Go back to the version of {row.label}?"
        if not await asked(self, yes_or_no(question, "Yes, go back to it")):
            return
        try:
            self.office.desk.restore(self._entry.id, int(row.item))
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", timeout=15, markup=False)
            return
        self.app.notify("Done. What the plan was is among the versions now.", markup=False)
        finish(self, None)

    @on(RowList.Turned)
    @on(RowList.Shifted)
    def _nothing(self, event: RowList.Turned) -> None:
        event.stop()

    def action_leave(self) -> None:
        """Go back to the plans."""
        if not self.put_help_away():
            finish(self, None)
