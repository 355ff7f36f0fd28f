"""The interview as rows: what a step shows and what can be answered, without any screen.

Every front draws the same rows and answers through the same paths, so that a person who changes
from one front to another finds the same questions in the same order.
"""

import datetime
from typing import Literal

from msgspec import Struct

RowKind = Literal["heading", "text", "tick", "pick", "choice", "field", "cells", "action"]
"""``heading`` folds what follows. ``text`` is read only. ``tick`` is one of many, ``pick`` one of a
few of which one holds. ``choice`` has options, ``field`` is typed, ``cells`` is a line of a grid,
``action`` does something."""


class Option(Struct, frozen=True):
    """One answer of a choice."""

    value: str
    """What the plan then holds; empty leaves the question open."""
    label: str
    about: str = ""
    """What follows from it, in a sentence."""


class Cell(Struct, frozen=True):
    """One place of a grid."""

    path: str
    mark: str
    """One character that says the answer without colour."""
    value: str
    says: str
    """The same in words."""


class Row(Struct, frozen=True):
    """One line of a page."""

    id: str
    """The same for the same line as long as the page lives."""
    kind: RowKind
    label: str
    path: str = ""
    """Key path of the answer in the plan."""
    item: str = ""
    """What a tick adds to a list or a pick puts; the name of what an action does."""
    value: str = ""
    """The answer as it is shown."""
    typed: str = "text"
    """How a typed line is read (`interview.typed`)."""
    on: bool = False
    open: bool = True
    """Whether a heading, or a tick with rows of its own, is unfolded."""
    folds: bool = False
    """Whether it can be folded and unfolded."""
    depth: int = 0
    options: tuple[Option, ...] = ()
    cells: tuple[Cell, ...] = ()
    about: tuple[str, ...] = ()
    """What there is to know about it, in paragraphs."""
    confirm: str = ""
    """A question to ask before the answer counts."""


class View(Struct, frozen=True):
    """How somebody looks at a page: what they opened and closed, and what they search for."""

    opened: frozenset[str] = frozenset()
    """Ids of rows that are unfolded, whatever is usual."""
    closed: frozenset[str] = frozenset()
    """Ids of rows that are folded, whatever is usual."""
    search: str = ""

    def shows(self, row_id: str, *, usually: bool) -> bool:
        """Return whether a row is unfolded."""
        return row_id in self.opened or (usually and row_id not in self.closed)

    def fold(self, row_id: str, *, open: bool) -> "View":  # noqa: A002 - the word of `Row`
        """Return the view with a row folded or unfolded."""
        opened = self.opened | {row_id} if open else self.opened - {row_id}
        closed = self.closed - {row_id} if open else self.closed | {row_id}
        return View(opened, closed, self.search)


def choice(
    row_id: str,
    label: str,
    path: str,
    value: object,
    options: tuple[Option, ...],
    about: tuple[str, ...] = (),
    depth: int = 0,
) -> Row:
    """Return a row with options, the one in force shown in words."""
    here = "" if value is None else str(value)
    chosen = next((option for option in options if option.value == here), Option(here, here))
    return Row(
        row_id,
        "choice",
        label,
        path,
        item=here,
        value=chosen.label,
        options=options,
        about=(*((chosen.about,) if chosen.about else ()), *about),
        depth=depth,
    )


def field(
    row_id: str,
    label: str,
    path: str,
    value: object,
    typed: str = "text",
    *,
    about: tuple[str, ...] = (),
    depth: int = 0,
) -> Row:
    """Return a row that is typed."""
    shown = as_typed(value)
    return Row(row_id, "field", label, path, value=shown, typed=typed, about=about, depth=depth)


def as_typed(value: object) -> str:
    """Return a value as it could have been typed."""
    match value:
        case None:
            return ""
        case datetime.time():
            return value.isoformat("auto" if value.second else "minutes")
        case list() | tuple():
            return " to ".join(map(str, value))
        case _:
            return str(value)


def heading(row_id: str, label: str, view: View, *, usually: bool = True, value: str = "") -> Row:
    """Return a heading that folds."""
    is_open = view.shows(row_id, usually=usually)
    return Row(
        row_id,
        "heading",
        label,
        value=value,
        folds=True,
        open=is_open,
        about=(f"Press Enter to {'close' if is_open else 'open'} this part.",),
    )


def action(row_id: str, label: str, item: str, about: str = "", depth: int = 0) -> Row:
    """Return a row that does something."""
    return Row(row_id, "action", label, item=item, about=(about,) if about else (), depth=depth)


OPEN = Option("", "leave open")
"""The option that answers nothing."""
