"""The keys that a person can set, by the id of what they do."""

from collections.abc import Iterator

from textual.binding import Binding

from discloser.tui.app import DiscloserApp
from discloser.tui.screens.editing import Editing
from discloser.tui.screens.home import Home
from discloser.tui.screens.reading import Reading
from discloser.tui.screens.room import Room
from discloser.tui.screens.step import StepScreen
from discloser.tui.widgets.row_list import RowList

PLACES = (DiscloserApp, Room, Home, StepScreen, Reading, Editing, RowList)


def key_ids() -> frozenset[str]:
    """Return the ids of all actions whose keys can be set."""
    return frozenset(binding.id for binding in _bindings() if binding.id)


def _bindings() -> Iterator[Binding]:
    for place in PLACES:
        for binding in place.BINDINGS:
            if isinstance(binding, Binding):
                yield binding
