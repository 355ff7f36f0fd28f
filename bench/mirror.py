"""What the app should hold: the same answers given to a sitting of its own, without a screen.

It follows `tui/screens/step.py`, so that every state that the app goes through, letter by letter,
is known, and where the person is in each.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from discloser.errors import AnswerError
from discloser.interview.steps import step_of
from discloser.model.plan import Plan
from discloser.session import pressing
from discloser.session.book import PAGES, page_after, view_of
from discloser.session.rows import Row, View, action
from discloser.session.sitting import Sitting
from discloser.session.trail import Spot


class State(NamedTuple):
    """A plan, and what taking the last answer back would make of it."""

    plan: Plan
    before: Plan | None
    path: str
    """Key path of the last answer."""


class Mirror:
    """One person at work on a plan, page by page."""

    def __init__(self, sitting: Sitting, *, resumed: bool) -> None:
        """``resumed`` says that the plan is opened from the list, and not begun."""
        self.sitting = sitting
        self.page = sitting.session.step_to_go_on_with() if resumed else "reasons"
        self.row_id = ""
        self.typed: str | None = None
        """What stands in the line for typing, if there is one."""
        self.back = False
        """Whether the plan opens at the field where it was left."""
        self._at: dict[str, str] = {}
        self._views: dict[str, View] = {}
        self.turn_to(self.page)
        if sitting.spot is not None:
            self._go_back_to(sitting.spot)

    def _go_back_to(self, spot: Spot) -> None:
        view = view_of(PAGES[spot.page], self.sitting, spot.row)
        if view is None:  # the field has gone with an answer
            return
        self.back = True
        self._views[spot.page] = view
        self.turn_to(spot.page, spot.row)
        self.typed = spot.typed if self.row.kind == "field" and not self.row.item else None

    @property
    def state(self) -> State:
        """The plan as it is now."""
        back = self.sitting._back  # noqa: SLF001 - a look at it, where undo would change it
        if not back:
            return State(self.sitting.plan, None, "")
        return State(self.sitting.plan, back[-1].plan, back[-1].path)

    @property
    def spot(self) -> Spot:
        """Where the person is."""
        return Spot(self.page, self.row_id, self.typed)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows on the screen."""
        after = page_after(self.page, 1)
        leads = [action("go on", f"Go on to {after.title}", "go 1")] if after else []
        return [*self._answers, *leads]

    @property
    def _answers(self) -> Sequence[Row]:
        """The rows on the screen without the one that leads on."""
        view = self._views.get(self.page, View())
        return list(PAGES[self.page].rows(self.sitting, view))

    @property
    def row(self) -> Row:
        """The row that is looked at."""
        return next(row for row in self.rows if row.id == self.row_id)

    def place(self, row_id: str) -> int:
        """Return the number of a row."""
        return [row.id for row in self.rows].index(row_id)

    def turn_to(self, page: str, row_id: str | None = None) -> None:
        """Go to a page, and there to a row or to where the person was last time."""
        if self.row_id:
            self._at[self.page] = self.row_id
        self.page, self.typed = page, None
        self.sitting.stop_typing()
        rows = self.rows
        wanted = row_id or self._at.get(page) or _first(rows)
        self.row_id = wanted if wanted in {row.id for row in rows} else rows[0].id

    def look_at(self, row_id: str) -> list[Spot]:
        """Go to another row of the page; return every place on the way."""
        start, end = self.place(self.row_id), self.place(row_id)
        by = 1 if end > start else -1
        rows = self.rows
        way = []
        for place in range(start + by, end + by, by) if start != end else ():
            self.row_id = rows[place].id
            way.append(self.spot)
        return way

    def press(self) -> None:
        """Use the row: tick it or pick it."""
        place = self.place(self.row_id)
        with suppress(AnswerError):  # the last ask to say cannot be ticked off
            pressing.press(self.sitting, self.row)
        self._stay(place)

    def turn(self, by: int) -> bool:
        """Take the answer after or before of a choice; return whether there is one."""
        row = self.row
        values = [option.value for option in row.options]
        at = values.index(row.item) if row.item in values else 0
        to = min(max(at + by, 0), len(values) - 1)
        if to == at:
            return False
        place = self.place(self.row_id)
        with suppress(AnswerError):
            pressing.choose(self.sitting, row, values[to])
        self._stay(place)
        return True

    def begin_typing(self) -> None:
        """Open the line for typing."""
        self.typed = "" if self.row.item else self.row.value

    def type(self, row: Row, letter: str) -> None:
        """Type a letter at the end of the line; ``row`` is the row as it was at the beginning."""
        self.typed = f"{self.typed or ''}{letter}"
        pressing.type_into(self.sitting, row, self.typed)

    def end_typing(self) -> None:
        """Press Enter in the line for typing."""
        self.sitting.stop_typing()
        self.typed = None
        rows = self.rows
        self.row_id = rows[min(self.place(self.row_id) + 1, len(rows) - 1)].id

    def go_back(self, *, forth: bool = False) -> list[Spot]:
        """Take the last answer back, or give it again; return each place on the way there.

        None if there is nothing to take back.
        """
        place = self.place(self.row_id)
        path = self.sitting.redo() if forth else self.sitting.undo()
        if path is None:
            return []
        way = []
        step = step_of(path)
        if step and step.id != self.page:
            self.turn_to(step.id)
            place = self.place(self.row_id)
            way.append(self.spot)
        wanted = next((row.id for row in self._answers if row.path == path), None)
        if wanted:
            self.row_id = wanted
        else:
            self._stay(place)
        return [*way, self.spot]

    def _stay(self, place: int) -> None:
        """Stay on the row, or on the one that is in its place now."""
        rows = self.rows
        if self.row_id not in {row.id for row in rows}:
            self.row_id = rows[min(place, len(rows) - 1)].id


def _first(rows: Sequence[Row]) -> str:
    """Return the row to begin with: the first that can be answered."""
    begin = [row for row in rows if row.kind not in {"heading", "text"} and "add " not in row.item]
    begin = begin or [row for row in rows if row.depth] or list(rows)
    return begin[0].id
