"""The keys that a person can set, by the id of what they do."""

import unicodedata
from collections.abc import Iterator

from textual.binding import Binding
from textual.keys import Keys

from discloser.text.nearest import nearest
from discloser.tui.app import DiscloserApp
from discloser.tui.screens.editing import Editing
from discloser.tui.screens.home import Home
from discloser.tui.screens.page import PageScreen
from discloser.tui.screens.reading import Reading
from discloser.tui.screens.step import StepScreen
from discloser.tui.widgets.line_editor import LineEditor
from discloser.tui.widgets.row_list import RowList

PLACES = (DiscloserApp, Home, StepScreen, PageScreen, Reading, Editing, RowList, LineEditor)


def key_ids() -> frozenset[str]:
    """Return the ids of all actions whose keys can be set."""
    return frozenset(binding.id for binding in _bindings() if binding.id)


MODIFIERS = frozenset({"ctrl", "alt", "shift", "meta", "super", "hyper"})

NAMES = frozenset(key.value.rpartition("+")[2] for key in Keys if "<" not in key.value)
"""Keys that have a name instead of a character."""


def wrong_key(keys: str) -> str:
    """Say in a sentence what is wrong with keys such as ``f6`` or ``ctrl+n,f6``, or nothing."""
    for key in keys.split(","):
        *modifiers, base = key.strip().split("+")
        if all(part in MODIFIERS for part in modifiers) and _is_key(base):
            continue
        near = nearest(base, NAMES)
        hint = f"Did you mean `{'+'.join([*modifiers, near])}`?" if near else EXAMPLES
        return f"There is no key `{key.strip()[:40]}`. {hint}"
    return ""


EXAMPLES = "Write it as f6, ctrl+n or question_mark."


def _is_key(base: str) -> bool:
    if base in NAMES or (len(base) == 1 and base.isprintable()):
        return True
    try:
        unicodedata.lookup(base.replace("_", " "))
    except KeyError:
        return False
    return True


def _bindings() -> Iterator[Binding]:
    for place in PLACES:
        for binding in place.BINDINGS:
            if isinstance(binding, Binding):
                yield binding
