"""The keys that a person can set, by the id of what they do."""

import unicodedata
from collections.abc import Iterator, Mapping

from textual.binding import Binding
from textual.keys import Keys

from discloser.text.nearest import nearest
from discloser.tui.app import DiscloserApp
from discloser.tui.frame import Frame
from discloser.tui.screens.editing import Editing
from discloser.tui.screens.front import Front
from discloser.tui.screens.history import History
from discloser.tui.screens.page import PageScreen
from discloser.tui.screens.plan_list import PlanList
from discloser.tui.screens.reading import Reading
from discloser.tui.screens.step import StepScreen
from discloser.tui.screens.workshop_keys import WorkshopKeys
from discloser.tui.widgets.line_editor import LineEditor
from discloser.tui.widgets.row_list import RowList

PLACES = (
    Frame,
    DiscloserApp,
    Front,
    PlanList,
    History,
    StepScreen,
    PageScreen,
    Reading,
    Editing,
    WorkshopKeys,
    RowList,
    LineEditor,
)

APART = frozenset(
    {Front, PlanList, History, StepScreen, PageScreen, Reading, Editing, WorkshopKeys}
)
"""Screens that are never in front together, but that the steps are a page too."""


def key_ids() -> frozenset[str]:
    """Return the ids of all actions whose keys can be set."""
    return frozenset(binding.id for binding in _bindings() if binding.id)


MODIFIERS = frozenset({"ctrl", "alt", "shift", "meta", "super", "hyper"})

NAMES = frozenset(key.value.rpartition("+")[2] for key in Keys if "<" not in key.value)
"""Keys that have a name instead of a character."""


RESERVED = frozenset("enter escape tab space up down left right backspace delete".split())
"""Keys that every list and every line needs."""


def wrong_key(action: str, keys: str, own: Mapping[str, str]) -> str:
    """Say in a sentence what is wrong with keys such as ``f6`` or ``ctrl+n,f6``, or nothing.

    ``own`` holds all keys that the person set, by action: two of them must not meet.
    """
    usual = {binding.id: binding for binding in _bindings() if binding.id}
    for key in keys.split(","):
        name = key.strip()
        if name in RESERVED or name.isdecimal():
            return f"The key `{name}` is needed as it is. {EXAMPLES}"
        if len(name) == 1 and usual[action].priority:
            return f"With the key `{name}` one could not type this letter any more. {EXAMPLES}"
        for other in _meeting(action, name, usual, own):
            return f"The key `{name}` is the one of `{other}` already. Choose another one."
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


def _meeting(
    action: str, key: str, usual: Mapping[str, Binding], own: Mapping[str, str]
) -> Iterator[str]:
    """Yield the actions that have a key too, where both can be meant."""
    for other, binding in usual.items():
        keys = own.get(other, binding.key).split(",")
        if other != action and key in map(str.strip, keys) and _meet(action, other):
            yield other


def _meet(one: str, other: str) -> bool:
    """Return whether two actions can be had in the same place."""
    homes = [
        {
            place
            for place in PLACES
            if any(getattr(each, "id", "") == name for each in place.BINDINGS)
        }
        for name in (one, other)
    ]
    return any(
        a is b or {a, b} == {StepScreen, PageScreen} or not {a, b} <= APART
        for a in homes[0]
        for b in homes[1]
    )


def _bindings() -> Iterator[Binding]:
    for place in PLACES:
        for binding in place.BINDINGS:
            if isinstance(binding, Binding):
                yield binding
