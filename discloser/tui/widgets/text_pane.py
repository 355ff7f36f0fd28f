"""A text to scroll through. It is drawn line by line, so a change costs no new layout."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from discloser.tui.inside import fit_scrollbars, render_options, rules_of


class TextPane(ScrollView, can_focus=True):
    """Text that wraps at words. Letters, arrows and the wheel scroll it."""

    ALLOW_SELECT = False
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Room that the text needs. In Textual a change of it lays out the whole screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll_down", "Down", show=False),
        Binding("up", "scroll_up", "Up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual gives it
        super().__init__(id=id)
        self._content = Content("")
        self._strips: list[Strip] | None = None

    @property
    def content(self) -> Content:
        """The text that is shown."""
        return self._content

    def show(self, content: Content, *, top: bool = False) -> None:
        """Show a text: another one from its top, the same one changed from where it was read."""
        if content.plain == self._content.plain and content.spans == self._content.spans:
            return
        other = content.plain.partition("\n")[0] != self._content.plain.partition("\n")[0]
        self._content = content
        self._fresh()
        if top or other:
            self.scroll_to(y=0, animate=False)

    def _fresh(self) -> None:
        before, self._strips = self._strips, None
        width = self.scrollable_content_region.width
        if not width:
            return
        now = self._lines(width)
        if self.virtual_size != Size(width, len(now)):
            self.virtual_size = Size(width, len(now))
            fit_scrollbars(self)
        if before is None or len(before) != len(now):
            self.refresh()
            return
        for line, (old, new) in enumerate(zip(before, now, strict=True)):
            if list(old) != list(new):
                self.refresh_line(line)

    def _lines(self, width: int) -> list[Strip]:
        if self._strips is None:
            style = self.visual_style
            options = render_options(self)
            self._strips = self._content.render_strips(width, None, style, options)
        return self._strips

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        lines = self._lines(width)
        at = self.scroll_offset.y + y
        style = self.visual_style.rich_style
        line = lines[at] if at < len(lines) else Strip.blank(width, style)
        return line.adjust_cell_length(width, style)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the text anew."""
        del event
        self._fresh()

    def notify_style_update(self) -> None:
        """Draw anew when colours change."""
        super().notify_style_update()
        self._strips = None

    def on_focus(self) -> None:
        """Lead the terminal's cursor to the text."""
        self.app.cursor_position = self.content_region.offset

    def show_line(self, line: int) -> None:
        """Scroll so that a line of the text, counted without wrapping, can be read."""
        width = self.scrollable_content_region.width
        if width:
            before = Content("\n").join(self._content.split("\n", allow_blank=True)[:line])
            at = before.get_height(rules_of(self), width) if line else 0
            self.scroll_to(y=max(0, at - 2), animate=False)
            self.app.cursor_position = self.content_region.offset + Offset(0, 2)
