"""What we need of Textual and it does not offer openly: all in this file, held by a test.

Each use of a private name is a promise that nobody made to us. ``tests/tui/test_inside.py`` says
which one has gone when an update breaks it.
"""

from typing import Any, cast

from rich.segment import Segment
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.css.styles import RulesMap
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import OptionList

KeyParser = XTermParser
"""What turns the bytes of a terminal into keys."""

SHOW_CURSOR = "\x1b[?25h"


def show_cursor(app: App[Any]) -> None:
    """Show the terminal's own cursor, which Braille displays and magnifiers follow."""
    driver = app._driver  # noqa: SLF001
    if driver is not None and not app.is_headless:
        driver.write(SHOW_CURSOR)


def write_to_terminal(app: App[Any], sequence: str) -> bool:
    """Send a control sequence to the terminal; return whether there is one."""
    driver = app._driver  # noqa: SLF001
    if driver is None or app.is_headless:
        return False
    driver.write(sequence)
    return True


def render_options(widget: Widget) -> RenderOptions:
    """Return what a text needs to be drawn as strips of a widget."""
    return RenderOptions(widget._get_style, rules_of(widget))  # noqa: SLF001


def rules_of(widget: Widget) -> RulesMap:
    """Return the styles of a widget as Textual hands them to a text; it types them otherwise."""
    return cast(RulesMap, widget.styles)


def fit_scrollbars(widget: Widget) -> None:
    """Let the scroll bars of a widget follow its `virtual_size`, without a layout of the screen."""
    widget._scroll_update(widget.virtual_size)  # noqa: SLF001


def explain(widget: Widget, text: str) -> None:
    """Set the help of one widget; Textual reads it from the instance, and types it by class."""
    widget.HELP = text  # type: ignore[misc]


class GutterList(OptionList):
    """A list whose chosen row has a mark in front, for people who cannot tell it by colour."""

    POINTER = ">"
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Room that the rows need. In Textual a change of it lays out the whole screen."""

    def _update_lines(self) -> None:
        before = self.virtual_size
        super()._update_lines()
        if self.virtual_size != before:
            fit_scrollbars(self)

    def _get_left_gutter_width(self) -> int:
        return 2

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen with the mark or a gap in front."""
        line = super().render_line(y)
        at = self.scroll_offset.y + y
        lines = self._lines
        mark = "  "
        style = None
        for segment in line:
            style = segment.style
            break
        if at < len(lines):
            index, row = lines[at]
            if index == self.highlighted and row == 0 and self.has_focus:
                mark = f"{self.POINTER} "
        return Strip([Segment(mark, style), *line])

    def put_row(self, index: int, visual: Visual) -> None:
        """Draw one row anew; the list of Textual would draw all of them again for it."""
        option = self.get_option_at_index(index)
        option._set_prompt(visual)  # noqa: SLF001
        for key in list(self._option_render_cache.keys()):
            if key[0] is option:
                self._option_render_cache.discard(key)
        width = self.scrollable_content_region.width - self._get_left_gutter_width()
        top = self._index_to_line.get(index)
        height = self._get_visual(option).get_height(rules_of(self), width) if width > 0 else 0
        if top is None or height != self._heights.get(index):
            self._clear_caches()
            return
        size = self.size
        self.refresh(Region(0, top - self.scroll_offset.y, size.width, height))

    @property
    def pointed_at(self) -> Offset | None:
        """Place of the chosen row on the screen; None if there is none or it is out of sight."""
        if self.highlighted is None:
            return None
        line = self._index_to_line.get(self.highlighted)
        if line is None:
            return None
        y = line - self.scroll_offset.y
        if not 0 <= y < self.scrollable_content_region.height:
            return None
        return self.content_region.offset + Offset(0, y)

    def row_of_line(self, y: int) -> int | None:
        """Return the place of the row that a line of the widget belongs to."""
        at = self.scroll_offset.y + y
        return self._lines[at][0] if 0 <= at < len(self._lines) else None
