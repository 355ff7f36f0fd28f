"""The folder in which a person's plans stand sealed. Texts go in and out; it knows no plan.

A plan is named by the day it was begun, never by an answer. Its revision is the number of what was
ever written to this vault: it tells two states apart, also those of a plan that was deleted and of
another one of the same name.
"""

import datetime
from contextlib import suppress
from itertools import count
from typing import NamedTuple

from discloser.errors import Conflict, Damaged, PlanError
from discloser.vault import care
from discloser.vault.heads import PLAN_ID, Entry, Version, shown_id
from discloser.vault.inspection import opened
from discloser.vault.keeping import Keeping
from discloser.vault.record import (
    Name,
    Opened,
    encoded,
    open_trail,
    seal_body,
    seal_head,
    seal_trail,
)
from discloser.vault.store import Row, Sealed, Top

__all__ = ["MOST_VERSIONS", "PLAN_ID", "Entry", "Vault", "Version"]

KEPT_EVERY = 300
"""Seconds in which one earlier version of a plan is kept at most."""

MOST_VERSIONS = 50
"""Earlier versions of a plan that are kept."""


class State(NamedTuple):
    """What is written of a plan."""

    text: str
    title: str
    trail: str = ""


class Vault(Keeping):
    """The plans in one folder. It may be used from several threads, and by several programs."""

    def count(self) -> int:
        """Return how many plans there are. Raises VaultError."""
        return self._store.count()

    def names(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """Return plans without opening any, the one changed last first. Raises VaultError."""
        return tuple(map(self._heads.known, self._store.page(offset, limit)))

    def entries(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """Return plans with title and time, the one changed last first. Raises VaultError."""
        return tuple(map(self._heads.entry, self._store.page(offset, limit)))

    def read_text(self, plan_id: str) -> str:
        """Return the text of a plan. Raises PlanError if there is none, Damaged, VaultError."""
        return self._opened(self._there(plan_id)).text

    def record(self, plan_id: str) -> bytes:
        """Return a plan as an age file, which the key file opens. Raises PlanError, Damaged."""
        row = self._there(plan_id)
        self._opened(row)
        return row.body

    def new_id(self, day: datetime.date) -> str:
        """Return a name that no plan has: ``plan-2026-11-25``, then ``plan-2026-11-25-2``."""
        first = f"plan-{day.isoformat()}"
        taken = set(self._store.ids(first))
        names = (first if number == 1 else f"{first}-{number}" for number in count(1))
        return next(name for name in names if name not in taken)

    def create(self, text: str, day: datetime.date, title: str = "", trail: str = "") -> str:
        """Write a new plan and return its name. Raises OutputError, VaultError."""
        seconds = self._clock()
        while True:
            plan_id = self.new_id(day)
            with suppress(Conflict):  # another program took it this moment
                self._put(plan_id, State(text, title, trail), None, seconds, keep=0)
                self._kept[plan_id] = seconds
                return plan_id

    def stamp(self, plan_id: str) -> int | None:
        """Return the revision of a plan; None if there is no such plan. Raises VaultError."""
        return self._store.revision(_named(plan_id))

    def save(
        self, plan_id: str, text: str, title: str, expected: int | None, trail: str = ""
    ) -> int:
        """Write a plan and return its revision; when this returns, it is on the disk.

        ``expected`` is the revision that the text was made from, None for a plan that is not
        there yet. ``trail`` is any text about the way here; it stays until the next state.

        Raises Conflict if another is there now, OutputError, VaultError, and the plan
        is then as it was; PlanError for a name no plan can have.
        """
        seconds = self._clock()
        kept = self._kept.get(_named(plan_id))
        # A clock that was set back must not stop versions from being kept.
        due = kept is None or not 0 <= seconds - kept < KEPT_EVERY
        keep = MOST_VERSIONS if due else 0
        revision = self._put(plan_id, State(text, title, trail), expected, seconds, keep)
        if due:
            self._kept[plan_id] = seconds
        return revision

    def note(self, plan_id: str, revision: int, trail: str) -> None:
        """Exchange the trail of a plan in this state. Raises VaultError."""
        name = Name(_named(plan_id), revision)
        self._store.set_trail(plan_id, revision, seal_trail(self._identity, name, trail))

    def trail(self, plan_id: str, revision: int) -> str:
        """Return the way that led to a state of a plan; empty if it is not known."""
        sealed = self._store.trail(_named(plan_id))
        with suppress(Damaged):
            return open_trail(self._identity, Name(plan_id, revision), sealed)
        return ""

    def duplicate(self, plan_id: str, day: datetime.date) -> str:
        """Copy a plan to the letter and return the name of the copy.

        Raises PlanError, Damaged, OutputError, VaultError.
        """
        row = self._there(plan_id)
        text = self._opened(row).text
        return self.create(text, day, self._heads.entry(Top(row.id, row.revision, row.head)).title)

    def delete(self, plan_id: str) -> None:
        """Delete a plan and its earlier versions for good. Raises PlanError, VaultError."""
        there = self._store.delete(_named(plan_id))
        if not there and not care.remove_shown(self._store, self._identity, self._sums, plan_id):
            raise _no_plan(plan_id)
        self._heads.forget(plan_id)
        self._kept.pop(plan_id, None)

    def history(self, plan_id: str, limit: int | None = None) -> tuple[Version, ...]:
        """Return the earlier versions of a plan, newest first, also if the plan itself is lost.

        Raises PlanError, VaultError.
        """
        tops = self._store.history(_named(plan_id), limit)
        if not tops and self.stamp(plan_id) is None:
            raise _no_plan(plan_id)
        return tuple(map(self._heads.version, tops))

    def read_version(self, plan_id: str, revision: int) -> str:
        """Return the text of an earlier version. Raises PlanError, Damaged, VaultError."""
        return self._opened(self._version(plan_id, revision)).text

    def restore(self, plan_id: str, revision: int) -> int:
        """Have an earlier version be the plan again; what it was becomes a version.

        Return the new revision. Raises PlanError, Damaged, Conflict, VaultError.
        """
        row = self._version(plan_id, revision)
        text = self._opened(row).text
        head = self._heads.opened(Top(row.id, row.revision, row.head))
        title = "" if isinstance(head, str) else head.text
        seconds = self._clock()
        state = State(text, title)
        new = self._put(plan_id, state, self.stamp(plan_id), seconds, MOST_VERSIONS)
        self._kept[plan_id] = seconds
        return new

    def _put(
        self, plan_id: str, state: "State", expected: int | None, seconds: float, keep: int
    ) -> int:
        encoded(state.text)  # refused before anything is locked

        def seal(revision: int) -> Sealed:
            name = Name(plan_id, revision)
            head = seal_head(self._identity, name, seconds, state.title)
            body = seal_body(self._identity, name, seconds, state.text)
            trail = seal_trail(self._identity, name, state.trail) if state.trail else b""
            return Sealed(head, body, trail)

        return self._store.put(plan_id, expected, seal, keep)

    def _there(self, plan_id: str) -> Row:
        row = self._store.get(_named(plan_id))
        if row is None:
            raise _no_plan(plan_id)
        return row

    def _version(self, plan_id: str, revision: int) -> Row:
        fits = 0 < revision < 1 << 63
        row = self._store.version(_named(plan_id), revision) if fits else None
        if row is None:
            raise PlanError("There is no such version.", file=plan_id, fix="Look at the history.")
        return row

    def _opened(self, row: Row) -> Opened:
        try:
            return opened(self._identity, self._sums, row)
        except Damaged as error:
            raise Damaged(f"The plan {shown_id(row.id)} is damaged. {error.message}") from None


def _named(plan_id: str) -> str:
    if not PLAN_ID.fullmatch(plan_id):
        raise PlanError(
            "This is not the name of a plan.", fix="It has plain letters, digits, - and _ only."
        )
    return plan_id


def _no_plan(plan_id: str) -> PlanError:
    return PlanError("There is no such plan.", file=plan_id, fix="Check the name.")
