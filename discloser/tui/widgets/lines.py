"""Single lines of a screen: where one is, which steps there are, which keys do what."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static


class TopLine(Widget):
    """What is open on the left, and whether it is saved on the right."""

    title: reactive[str] = reactive("discloser")
    saved: reactive[str] = reactive("")

    def render(self) -> Content:
        """Return both ends of the line, the right one cut last."""
        width = self.content_size.width
        saved = Content(self.saved)
        room = max(0, width - saved.cell_length - 1)
        title = Content(self.title).truncate(room, ellipsis=True)
        gap = Content(" " * max(1, width - title.cell_length - saved.cell_length))
        return title.stylize("bold") + gap + saved


class StepLine(Widget):
    """The nine steps by number, with the names where there is room; a click goes to one."""

    here: reactive[int] = reactive(0)
    """Number of the step on the screen, from 1."""
    titles: reactive[tuple[str, ...]] = reactive(())
    marks: reactive[tuple[str, ...]] = reactive(())
    """A character for each step that says how far it has come."""

    class Chosen(Message):
        """A step was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def render(self) -> Content:
        """Return the line."""
        return Content(" ").join([part for part, _ in self._parts()])

    def _parts(self) -> list[tuple[Content, int]]:
        width = self.content_size.width
        names = list(self.titles)
        if sum(len(name) + 4 for name in names) > width:
            names = [name if at == self.here else "" for at, name in enumerate(names, 1)]
        marks = [*self.marks, *([" "] * len(names))]
        parts = []
        for number, (name, mark) in enumerate(zip(names, marks, strict=False), 1):
            text = f"{number}{mark.strip()}{' ' if name else ''}{name}"
            part = Content(f"[{text}]").stylize("bold") if number == self.here else Content(text)
            parts.append((part, number))
        return parts

    def on_click(self, event: events.Click) -> None:
        """Go to the step that was clicked."""
        x = event.x - self.styles.padding.left
        at = 0
        for part, number in self._parts():
            if at <= x <= at + part.cell_length:
                self.post_message(self.Chosen(number))
                return
            at += part.cell_length + 1


NARROW = 60
"""Columns below which keys are written short."""


class KeyLine(Widget):
    """What the most useful keys do; a click does the same."""

    keys: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """Key as it is shown, what it does, and the name of the key for Textual."""

    def render(self) -> Content:
        """Return as many keys as there is room for, the first ones first."""
        gap, parts = self._parts()
        return Content(" " * gap).join([part for part, _ in parts])

    def _parts(self) -> tuple[int, list[tuple[Content, str]]]:
        """Return the gap between keys, and the keys; in a narrow window both are shorter."""
        narrow = self.content_size.width < NARROW
        gap = 1 if narrow else 2
        room = self.content_size.width + gap
        parts = []
        for shown, label, key in self.keys:
            short = shown.replace("Ctrl+", "^") if narrow else shown
            part = Content(short).stylize("bold $footer-key-foreground") + Content(f" {label}")
            room -= part.cell_length + gap
            if room < 0:
                break
            parts.append((part, key))
        return gap, parts

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        x = event.x - self.styles.padding.left
        at = 0
        gap, parts = self._parts()
        for part, key in parts:
            if at <= x < at + part.cell_length:
                self.app.simulate_key(key)
                return
            at += part.cell_length + gap


def tell(line: Static, text: str) -> None:
    """Show a text in a line, which is laid out anew only if it is another text."""
    content = line.content
    if not isinstance(content, Content) or content.plain != text:
        line.update(Content(text))
