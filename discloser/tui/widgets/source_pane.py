"""A file as its author wrote it, with line numbers; what is wrong with a line stands below it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.strip import Strip

from discloser.text.tags import tags
from discloser.tui.inside import render_options
from discloser.tui.widgets.text_pane import TextPane

TAB = 4
"""Columns of a tab."""

LEAST = 12
"""Columns that a line needs beside its number to wrap; in less it is cut."""

SIDEWAYS = 8
"""Columns that a cut line moves by."""


class SourcePane(TextPane):
    """A file to look at. Lines wrap at words, or are cut and can be moved sideways."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "sideways(1)", "To the right", show=False),
        Binding("left", "sideways(-1)", "To the left", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual gives it
        super().__init__(id=id)
        self._file: Sequence[str] = ()
        self._marks: Mapping[int, Sequence[str]] = {}
        self._rows: dict[int, int] = {}
        self._goal = 1
        self._shift = 0
        self.wraps = True
        """Whether long lines go on below, or are cut."""

    def show_source(
        self, text: str, marks: Mapping[int, Sequence[str]], *, same: bool, line: int
    ) -> None:
        """Show a file; the same one from where it was read, another one from a line (from 1).

        ``marks`` are what to say below a line; the sign in front of it is the first character.
        """
        lines = text.expandtabs(TAB).rstrip("\n").split("\n")
        if not same or lines != self._file or marks != self._marks:
            self._file, self._marks = lines, marks
            self._fresh()
        if not same:
            self._shift = 0
            self.call_after_refresh(self.go_to, line)
            self.go_to(line)

    @property
    def line(self) -> int:
        """The line that one was led to if it is in sight, else the first that is."""
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if top <= self._rows.get(self._goal, 0) < top + height:
            return self._goal
        return next((line for line, row in self._rows.items() if row >= top), 1)

    def go_to(self, line: int) -> None:
        """Scroll so that a line can be read, and lead the terminal's cursor to it."""
        width = self.scrollable_content_region.width
        if width:
            self._lines(width)
            self._goal = line
            row = self._rows.get(line, 0)
            height = self.scrollable_content_region.height
            top = self.scroll_offset.y
            if line == 1 or not top <= row < top + height - 2:
                self.scroll_to(y=max(0, row - 2) if line > 1 else 0, animate=False, immediate=True)
            self._lead()

    def _lead(self) -> None:
        y = self._rows.get(self._goal, 0) - self.scroll_offset.y
        if self.has_focus and 0 <= y < self.content_region.height:
            self.app.cursor_position = self.content_region.offset + Offset(0, y)
            self.refresh()  # Textual sends the place with what it paints

    def on_focus(self) -> None:
        """Lead the terminal's cursor to the line that matters."""
        self._lead()

    def wrap_or_cut(self) -> None:
        """Have long lines go on below, or cut them."""
        self.wraps = not self.wraps
        self._shift = 0
        self._fresh()

    def action_sideways(self, by: int) -> None:
        """Move cut lines sideways."""
        longest = max(map(len, self._file), default=0)
        if not self.wraps:
            self._shift = min(max(0, self._shift + by * SIDEWAYS), longest)
            self._fresh()

    def _lines(self, width: int) -> list[Strip]:
        if self._strips is None:
            content = Content("\n").join(self._drawn(width))
            style = self.visual_style
            self._strips = content.render_strips(width, None, style, render_options(self))
        return self._strips

    def _drawn(self, width: int) -> list[Content]:
        """Return the file as rows of the screen, and note in which row each line begins."""
        digits = len(str(len(self._file)))
        gap = " " * (digits + 3)
        room = width - len(gap)
        self._rows = {}
        rows: list[Content] = []
        for number, line in enumerate(self._file, 1):
            self._rows[number] = len(rows)
            marks = self._marks.get(number, ())
            sign = marks[0][0] if marks else " "
            head = Content(f"{sign} {number:>{digits}} ")
            head = head.stylize("bold $text-error" if marks else "$text-muted")
            first, *rest = self._broken(line, room)
            rows += [head + first, *(Content(gap) + each for each in rest)]
            for mark in marks:
                said = Content(mark).stylize("bold $text-error").wrap(max(room, LEAST))
                rows += [Content(gap) + each for each in said]
        return rows

    def _broken(self, line: str, room: int) -> list[Content]:
        """Return one line of the file as the rows that it takes."""
        content = Content(line)
        for start, end in tags(line):  # what a template does, as opposed to what it says
            content = content.stylize("$text-primary", start, end)
        if not self.wraps or room < LEAST:
            rest = content[self._shift :]
            return [rest.truncate(max(room, 1), ellipsis=True)]
        return list(content.wrap(room)) or [Content("")]

    def show_line(self, line: int) -> None:
        """Scroll to a line, counted from 0 as in other texts."""
        self.go_to(line + 1)
