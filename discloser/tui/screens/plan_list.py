"""The list of plans: shown, searched, and what can be done with each plan without opening it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from discloser.errors import DiscloserError
from discloser.session.desk import title_of, when
from discloser.session.rows import Row
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import Ask, asked, yes_or_no
from discloser.tui.screens.room import Room
from discloser.tui.widgets.line_editor import CleanInput
from discloser.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from discloser.vault.vault import Entry

SHOWN = 50
"""Plans that are shown at most; beyond that, somebody searches."""

AT_ONCE = 500
"""Plans that are looked up together for searching, while the first ones are on the screen."""

HINTS = "Enter goes on with it. R: rename, D: copy, H: earlier versions, X: delete."


class PlanList(Room[None]):
    """A screen with the plans, and with rows of its own below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,R", "rename", "Rename", id="plan_rename", tooltip="Give the plan a name."),
        Binding("d,D", "duplicate", "Copy", id="plan_copy", tooltip="Make a copy of the plan."),
        Binding("h,H", "history", "History", id="plan_history", tooltip="Earlier versions."),
        Binding("slash", "search", "Search", id="search", tooltip="Search your plans."),
        Binding("escape", "search_off", "All plans", show=False),
        Binding("x,X", "delete", "Delete", id="plan_delete", tooltip="Delete the plan for good."),
    ]

    search = query_one("#search", CleanInput)
    rows = query_one("#rows", RowList)
    about = query_one("#about", Static)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._plans: dict[str, Entry] = {}
        """Every plan that was looked up, the one changed last in front."""
        self._count = 0

    def rows_below(self) -> Sequence[Row]:
        """Return the rows below the plans."""
        return ()

    # --- the plans ---

    def show_plans(self, at: str | None = None) -> None:
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
        self._show_rows(at)
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

    def _show_rows(self, at: str | None = None) -> None:
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
        below = self.rows_below()
        first = at or (self.rows.row.id if self.rows.row else None)
        self.rows.show([*rows, *below], first or (f"plan {plans[0].id}" if plans else "new"))
        self._show_about()

    # --- searching ---

    def action_search(self) -> None:
        """Open the line for searching."""
        if self._plans:
            self.search.display = True
            self.set_focus(self.search)  # at once: the next letter may be there already

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

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        self._show_about()

    def _show_about(self) -> None:
        row = self.rows.row
        # The place for it never changes, so nothing has to be laid out anew.
        self.about.update(Content("\n".join(row.about) if row else ""), layout=False)

    def called(self, plan_id: str) -> str:
        """Return how a plan is called in the list."""
        entry = self._plans.get(plan_id)
        return title_of(entry) if entry else "Your plan"

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
            f"Delete “{title_of(entry)}” and its earlier versions for good? Only a backup may "
            "still have them."
        )
        if await asked(self, yes_or_no(question, "Yes, delete it", "No, keep it")):
            self._do(lambda: self.office.desk.delete(entry.id))

    def _do(self, change: Callable[[], object]) -> None:
        try:
            change()
        except DiscloserError as error:
            self.app.notify(error.message, severity="error", markup=False)
        self.show_plans()


def _matching(sought: str, plans: "Iterable[Entry]") -> "Iterator[Entry]":
    """Yield the plans that somebody searches for."""
    if not sought:
        yield from plans
        return
    from discloser.session.pages.texts import matches  # noqa: PLC0415 - few search

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
