"""What all full screens share: the line at the top, the keys at the bottom, and a smallest size."""

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from discloser.tui.widgets.lines import KeyLine, TopLine
from discloser.tui.widgets.row_list import RowList

Result = TypeVar("Result")

NAMES = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "escape": "Esc", "slash": "/"}


def key_name(key: str) -> str:
    """Return a key as people call it: Ctrl+N, Esc, F1."""
    parts = [
        NAMES.get(part, part.upper() if len(part) < 4 else part.title()) for part in key.split("+")
    ]
    return "+".join(parts)


SMALLEST = (40, 20)
"""Columns and rows below which there is only a sentence."""

WIDE, HIGH = 100, 30
"""Columns from which a text stands beside the rows, and rows from which its remarks get more."""


class Room(Screen[Result], Generic[Result]):
    """A full screen."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Id of a binding and what it is called in the line of keys, the most useful first."""

    _begun = False
    """Whether everything is laid out, so that keys have something to act on."""

    top = query_one("#top", TopLine)
    key_line = query_one("#keys", KeyLine)

    def compose(self) -> ComposeResult:
        """Lay out the lines around what the screen itself has."""
        yield TopLine(id="top")
        yield from self.compose_middle()
        yield KeyLine(id="keys")
        yield Static(id="too-small", markup=False)

    def compose_middle(self) -> ComposeResult:
        """Lay out what stands between the lines."""
        yield from ()

    def on_mount(self) -> None:
        """Begin, unless the app ends at this very moment: then there is nothing to begin with."""
        if self.app.return_code is None:
            self.bindings_updated_signal.subscribe(self, self._bindings_changed)
            self._fit(self.app.size)
            self._begun = True
            self.begin()
            self.refresh_keys()

    def begin(self) -> None:
        """Fill the screen, which is laid out by now."""

    def _bindings_changed(self, screen: Screen[object]) -> None:
        del screen
        self.refresh_keys()

    def refresh_keys(self) -> None:
        """Show the keys as they are set now."""
        known: dict[str, Binding] = {}
        for _, binding, *_ in self.active_bindings.values():
            if binding.id is not None:
                known.setdefault(binding.id, binding)
        shown = []
        for name, label in self.KEYS:
            found = known.get(name)
            if found is not None:
                key = found.key.partition(",")[0]
                shown.append((self.key_shown(key), label, key))
        self.key_line.keys = tuple(shown)

    def key_shown(self, key: str) -> str:
        """Return a key as the line of keys shows it."""
        return key_name(key)

    def on_screen_resume(self) -> None:
        """Lead the terminal's cursor back when a dialog is gone."""
        if isinstance(self.focused, RowList):
            self.call_after_refresh(self.focused.lead_cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do nothing before there is a screen: keys may come faster than it is laid out."""
        del action, parameters
        return self._begun and bool(self.children)

    def action_put_help_away(self) -> None:
        """Close the help if it is open."""
        self.put_help_away()

    def put_help_away(self) -> bool:
        """Close the help if it is open; return whether it was."""
        panels = self.query("HelpPanel")
        panels.remove()
        return bool(panels)

    def on_resize(self, event: events.Resize) -> None:
        """Fit into the window as it is now."""
        if self.children:
            self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Mark how much room there is, for the style sheet; say so when it is too little.

        Textual's own breakpoints would be looked at after the first frame, and paint a second one.
        """
        width, height = size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(small, "-too-small")
        self.set_class(width < WIDE, "-narrow")
        self.set_class(width >= WIDE, "-wide")
        self.set_class(height < HIGH, "-low")
        if small:
            self.query_one("#too-small", Static).update(
                Content(
                    f"discloser needs a window of {SMALLEST[0]} by {SMALLEST[1]}; this one is "
                    f"{width} by {height}. Make it larger to go on. Nothing is lost."
                )
            )
