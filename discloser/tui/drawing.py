"""How a row of the interview is drawn: a mark in front, words that wrap behind it."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from discloser.session.rows import Row

OPENED, CLOSED = "▼", "►"
"""Marks of what is unfolded and folded; both are in the oldest terminal fonts."""

BLANK = "____"
"""Stands where a field is empty."""


class RowVisual(Visual):
    """A row on a list; lines after the first begin where the words of the first do."""

    def __init__(self, mark: str, words: Content, tail: Content | None = None) -> None:
        self._mark = mark
        self._words = words if tail is None else words + tail
        self._drawn: tuple[int, Content] | None = None

    def _at(self, width: int) -> Content:
        """Return the row at a width; wrapping is the dear part, and is asked for several times."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, self._lines(width)
        return self._drawn[1]

    def _lines(self, width: int) -> Content:
        hang = Content(self._mark).cell_length
        if width - hang < 8:  # too narrow to hang: let everything wrap
            return Content(self._mark) + self._words
        lines = self._words.wrap(width - hang)
        gap = Content(" " * hang)
        first, *rest = lines or [Content("")]
        return Content("\n").join([Content(self._mark) + first, *(gap + line for line in rest)])

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the row as lines of the screen."""
        return self._at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width without wrapping."""
        del rules, container_width
        return Content(self._mark).cell_length + self._words.cell_length

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines at a width."""
        return self._at(width).get_height(rules, width)


def draw(row: Row, column: int = 0) -> RowVisual:
    """Return how a row looks; ``column`` is the chosen place of a grid.

    Every state is said by characters, and styles only add to them.
    """
    words = Content(row.label)
    indent = "  " * row.depth
    match row.kind:
        case "heading":
            mark = f"{OPENED if row.open else CLOSED} " if row.folds else ""
            style = "bold" if row.depth == 0 else ""
            return RowVisual(indent + mark, words.stylize(style), _aside(row.value))
        case "tick":
            mark = "[x] " if row.on else "[ ] "
            return RowVisual(indent + mark, _bold(words, on=row.on), _aside(row.value) + _fold(row))
        case "pick":
            return RowVisual(indent + ("(o) " if row.on else "( ) "), _bold(words, on=row.on))
        case "choice":
            tail = Content(f"‹{row.value or 'open'}›")
            return RowVisual(indent, words + Content(_colon(row)), _bold(tail, on=bool(row.item)))
        case "field":
            if row.item:
                return RowVisual(f"{indent}+ ", words)
            tail = Content(row.value or BLANK)
            return RowVisual(indent, words + Content(_colon(row)), _bold(tail, on=bool(row.value)))
        case "cells":
            return GridLine(row, column)
        case "action":
            return RowVisual(indent, words, _aside(row.value))
        case "text":
            label = Content(f"{row.value}: ").stylize("bold") if row.value else Content("")
            return RowVisual(f"{indent}  ", label + words)


def _colon(row: Row) -> str:
    """Return what parts a label from its answer: questions have a mark of their own."""
    return " " if row.label.endswith(("?", ".")) else ": "


def _bold(words: Content, *, on: bool) -> Content:
    return words.stylize("bold") if on else words


def _aside(value: str) -> Content:
    return Content(f"  ({value})") if value else Content("")


def _fold(row: Row) -> Content:
    if not row.folds:
        return Content("")
    return Content(f"  {OPENED if row.open else CLOSED}")


LABEL = 22
"""Cells for the name of a topic in front of its places in the grid."""

CELL = 3
"""Cells of one place in the grid."""


class GridLine(RowVisual):
    """A line of the grid; where it is too narrow for all persons, only the chosen one."""

    def __init__(self, row: Row, column: int) -> None:
        super().__init__("  " * row.depth, Content(row.label))
        self._row = row
        self._column = column

    def _lines(self, width: int) -> Content:
        if is_whole(self._row, width):
            return Content(self._mark) + self._whole()
        cell = self._row.cells[self._column]
        if not cell.path:
            return Content(f"{self._mark}‹{cell.value}›").stylize("bold")
        return Content(f"{self._mark}{self._row.label}: [{cell.mark.strip()}]")

    def _whole(self) -> Content:
        """Return the line with a place for each person, the chosen one between brackets."""
        label = self._row.label
        label = label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
        parts = [Content(f"{label:<{LABEL}}")]
        for place, cell in enumerate(self._row.cells):
            here = place == self._column and bool(cell.path)
            shown = f" {cell.mark}"
            if here:  # a star of an exception takes the place of the second bracket
                shown = f"[{cell.mark.replace(' ', ']')}"
            parts.append(_bold(Content(shown), on=here))
        return Content("").join(parts)


def is_whole(row: Row, width: int) -> bool:
    """Return whether a line of the grid has room for all persons."""
    return width >= 2 * row.depth + LABEL + CELL * len(row.cells)
