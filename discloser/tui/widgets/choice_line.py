"""What is looked at: one place for each choice, with the key that changes it."""

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

WORDY = 100
"""Columns from which each choice is called by its name."""


class Choice(Struct, frozen=True):
    """One choice."""

    key: str
    """The key as it is shown."""
    press: str
    """The key as Textual calls it; a click presses it."""
    name: str
    value: str
    own: bool = False
    """Whether it was chosen here, and is not what the plan has."""


class ChoiceLine(Widget):
    """All choices, over as many lines as they need; a click does what the key does."""

    choices: reactive[tuple[Choice, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Return the choices."""
        rows = self._rows(self.content_size.width)
        return Content("\n").join([Content("  ").join([part for part, _ in row]) for row in rows])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the choices need."""
        del container, viewport
        return max(1, len(self._rows(width)))

    def _rows(self, width: int) -> list[list[tuple[Content, Choice]]]:
        rows: list[list[tuple[Content, Choice]]] = [[]]
        room = width
        for choice in self.choices:
            part = _drawn(choice, wordy=width >= WORDY)
            if rows[-1] and part.cell_length > room:
                rows.append([])
                room = width
            rows[-1].append((part, choice))
            room -= part.cell_length + 2
        return rows

    def on_click(self, event: events.Click) -> None:
        """Do what the key of the choice under the pointer does."""
        rows = self._rows(self.content_size.width)
        if not 0 <= event.y < len(rows):
            return
        at = self.styles.padding.left
        for part, choice in rows[event.y]:
            if at <= event.x < at + part.cell_length:
                self.app.simulate_key(choice.press)
                return
            at += part.cell_length + 2


def _drawn(choice: Choice, *, wordy: bool) -> Content:
    key = Content(choice.key).stylize("bold $footer-key-foreground")
    name = f" {choice.name}:" if wordy else ""
    mark = "*" if choice.own else ""
    value = Content(f" {choice.value}{mark}")
    return key + Content(name) + (value.stylize("bold") if choice.own else value)
