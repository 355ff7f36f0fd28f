"""The list of rows that every page is made of."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.widgets.option_list import Option

from discloser.session.rows import Row
from discloser.tui.drawing import CELL, LABEL, draw, is_whole
from discloser.tui.inside import GutterList


class RowList(GutterList):
    """Rows to look at, tick, choose from and fold; what happens then is the screen's to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "use", "Tick", show=False, id="row_tick"),
        Binding("enter", "enter", "Choose", show=False, id="row_choose"),
        Binding("right", "right", "Open, or the next answer", show=False, id="row_right"),
        Binding("left", "left", "Close, or the answer before", show=False, id="row_left"),
        Binding("plus", "shift(-1)", "Move up in the order", show=False, id="row_up"),
        Binding("minus", "shift(1)", "Move down in the order", show=False, id="row_down"),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("up", "cursor_up", "Up", show=False),
    ]

    column: var[int] = var(0)
    """The chosen place in a line of a grid."""

    class Used(Message):
        """A row was used: ticked, chosen, opened for typing; ``entered`` if it was with Enter."""

        def __init__(self, row: Row, *, entered: bool = False) -> None:
            super().__init__()
            self.row = row
            self.entered = entered

    class Turned(Message):
        """Left (-1) or right (1) was asked for on a row."""

        def __init__(self, row: Row, by: int) -> None:
            super().__init__()
            self.row = row
            self.by = by

    class Shifted(Message):
        """A row is to move in its order."""

        def __init__(self, row: Row, by: int) -> None:
            super().__init__()
            self.row = row
            self.by = by

    class Pointed(Message):
        """Another row is looked at."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str = "rows") -> None:  # noqa: A002 - the name that Textual gives it
        super().__init__(id=id, markup=False, compact=True)
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row that is looked at."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def show(self, rows: Sequence[Row], at: str | None = None) -> None:
        """Show rows; ``at`` is the id of the one to look at, by default the one from before.

        Only what has changed is drawn again, so that nothing jumps under somebody's hands.
        """
        wanted = at or (self.row.id if self.row else None)
        place = self.highlighted
        old, self._rows = self._rows, list(rows)
        if [row.id for row in old] == [row.id for row in rows]:
            for index, (before, after) in enumerate(zip(old, rows, strict=True)):
                if before != after:
                    self.put_row(index, draw(after, self.column))
        else:
            scroll = self.scroll_offset.y
            self.set_options([Option(draw(row, self.column)) for row in rows])
            self.scroll_to(y=scroll, animate=False, immediate=True)
        ids = [row.id for row in self._rows]
        if wanted in ids:
            self.highlighted = ids.index(wanted)
        elif ids:
            self.highlighted = min(place or 0, len(ids) - 1)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.scroll_to_highlight()
        self.lead_cursor()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell the screen which row is looked at, and lead the terminal's cursor there."""
        super().watch_highlighted(highlighted)
        if self.is_mounted:
            self.post_message(self.Pointed(self.row))
            self.lead_cursor()

    def watch_column(self) -> None:
        """Draw the line of the grid again."""
        if self.row and self.row.kind == "cells":
            self.redraw()

    def redraw(self) -> None:
        """Draw the lines of the grid again, with the brackets around another place."""
        for index, row in enumerate(self._rows):
            if row.kind == "cells":
                self.put_row(index, draw(row, self.column))

    def lead_cursor(self) -> None:
        """Put the terminal's own cursor on the row, for magnifiers and Braille displays."""
        place = self.pointed_at if self.has_focus else None
        if place is not None and place != self.app.cursor_position:
            self.app.cursor_position = place
            self.refresh()  # Textual sends the place with what it paints

    def on_focus(self) -> None:
        """Lead the terminal's cursor to the list."""
        self.call_later(self.lead_cursor)

    def on_resize(self) -> None:
        """Lead the terminal's cursor along when the list moves."""
        self.call_later(self.lead_cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lead the terminal's cursor along when the list scrolls."""
        super().watch_scroll_y(old_value, new_value)
        self.lead_cursor()

    def action_use(self) -> None:
        """Use the row that is looked at."""
        if self.row:
            self.post_message(self.Used(self.row))

    def action_enter(self) -> None:
        """Use the row that is looked at, and go on where that was its last use."""
        if self.row:
            self.post_message(self.Used(self.row, entered=True))

    def action_cursor_down(self) -> None:
        """Look at the next row; at the end, stay."""
        if self.highlighted is None or self.highlighted < len(self._rows) - 1:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Look at the row before; at the top, stay."""
        if self.highlighted != 0:
            super().action_cursor_up()

    def action_select(self) -> None:
        """Use a row that was clicked."""
        self.action_use()

    def action_right(self) -> None:
        """Open a row, or go on to the next answer."""
        if self.row:
            self.post_message(self.Turned(self.row, 1))

    def action_left(self) -> None:
        """Close a row, or go back to the answer before."""
        if self.row:
            self.post_message(self.Turned(self.row, -1))

    def action_shift(self, by: int) -> None:
        """Move a row in its order."""
        if self.row:
            self.post_message(self.Shifted(self.row, by))

    def on_click(self, event: events.Click) -> None:
        """Use the row that is under the pointer now; a place of the grid, or a mark that folds."""
        event.prevent_default()  # the list below would use the row that was there when painted
        index = self.row_of_line(event.y)
        if index is None or index >= len(self._rows):
            return
        row = self._rows[index]
        self.highlighted = index
        if row.kind == "cells" and is_whole(row, self.scrollable_content_region.width - 2):
            place = (event.x - 2 - 2 * row.depth - LABEL) // CELL
            if not 0 <= place < len(row.cells):
                return
            self.column = place
        elif row.kind == "tick" and row.folds and not self._on_mark(row, event.x):
            self.post_message(self.Turned(row, -1 if row.open else 1))
            return
        self.action_use()

    def action_page_down(self) -> None:
        """Look at the row a page below."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """Look at the row a page above."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def _on_mark(self, row: Row, x: int) -> bool:
        """Return whether a click went to the mark in front of a row."""
        start = 2 + 2 * row.depth
        return start <= x < start + 3
