"""The folder in which a person's plans stand sealed. Texts go in and out; it knows no plan.

A plan is named by the day it was begun, never by an answer. Its revision is the number of what was
ever written to this vault: it tells two states apart, also those of a plan that was deleted and of
another one of the same name.
"""

import datetime
import re
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from discloser.disk.whole import why
from discloser.errors import Conflict, Damaged, OutputError, PlanError, VaultError, WrongKey
from discloser.vault import keys
from discloser.vault.age import Identity
from discloser.vault.backup import Backup, open_backup, read_backup, write_backup
from discloser.vault.folder import (
    COPY,
    STORE,
    create_store,
    has_vault,
    is_sound,
    look_through,
    make_private,
    open_store,
    purge,
    put_in_place,
    remove_empty_store,
    remove_store,
)
from discloser.vault.inspection import Finding, inspect, opened
from discloser.vault.record import (
    Name,
    Opened,
    encoded,
    open_head,
    open_trail,
    seal_body,
    seal_head,
    seal_trail,
)
from discloser.vault.store import Place, Row, Sealed, Top
from discloser.vault.sums import TOTAL, Sums

PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""What a plan may be called, as for plan files."""

KEPT_EVERY = 300
"""Seconds in which one earlier version of a plan is kept at most."""

ENOUGH = 20
"""Plans that are looked at to know a foreign key."""

MOST_VERSIONS = 50
"""Earlier versions of a plan that are kept."""

Clock = Callable[[], float]
"""Gives the seconds since the epoch."""


class Entry(Struct, frozen=True):
    """One plan in a list, without its answers; one that cannot be read is there too."""

    id: str
    revision: int
    changed: float = 0
    """When it was last written, in seconds since the epoch."""
    title: str = ""
    """What the person calls it; long ones are cut."""
    problem: str = ""
    """Why it cannot be read, as one sentence; empty if it can."""


class Version(Struct, frozen=True):
    """An earlier version of a plan."""

    revision: int
    seconds: float
    """When it was written, since the epoch; 0 if it is damaged."""
    problem: str = ""


class State(NamedTuple):
    """What is written of a plan."""

    text: str
    title: str
    trail: str = ""


class Vault:
    """The plans in one folder. It may be used from several threads, and by several programs."""

    def __init__(self, folder: Path, identity: Identity, clock: Clock) -> None:
        """Open a vault by its key. Raises WrongKey, Damaged, VaultError."""
        self.folder = folder
        self._identity = identity
        self._clock = clock
        self._sums = Sums(identity)
        self._store = open_store(folder / STORE, self._sums)
        self._seen: dict[str, Entry] = {}
        """Heads that were opened: ten thousand take a while."""
        self._kept: dict[str, float] = {}
        """When an earlier version of a plan was last kept since this was opened."""
        if self._is_foreign():
            self._store.close()
            raise WrongKey("This is not the key of the plans here.")

    # --- the whole vault ---

    @staticmethod
    def exists(folder: Path) -> bool:
        """Return whether there is a vault in a folder, whole or not."""
        return has_vault(folder)

    @classmethod
    def make(cls, folder: Path, passphrase: str | None, clock: Clock) -> "Vault":
        """Make a vault; None leaves its key unsealed. Raises VaultError, OutputError."""
        if keys.has_keys(folder):
            raise VaultError("There is a vault already.")
        identity = keys.create_identity()
        make_private(folder)
        # The key comes last: a vault that was only half made has none, and no plan.
        remove_empty_store(folder)
        create_store(folder / STORE, Sums(identity))
        keys.write_identity(folder, identity, passphrase)
        return cls(folder, identity, clock)

    @classmethod
    def unlock(cls, folder: Path, passphrase: str | None, clock: Clock) -> "Vault":
        """Open a vault; None for one that has a plain key file.

        Raises WrongKey, Damaged, VaultError.
        """
        if passphrase is None:
            return cls(folder, keys.open_key_file(folder / keys.PLAIN), clock)
        return cls(folder, keys.open_with_passphrase(folder, passphrase), clock)

    @classmethod
    def recover(cls, folder: Path, code: str, clock: Clock) -> "Vault":
        """Open a vault with its recovery code. Raises WrongKey, Damaged, VaultError."""
        return cls(folder, keys.open_with_code(folder, code), clock)

    @classmethod
    def from_backup(cls, folder: Path, path: Path, secret: str | Path, clock: Clock) -> "Vault":
        """Make a vault from a backup, where there is none or where its store is lost.

        ``secret`` is the passphrase or the recovery code that the vault had at that time, or the
        plain key file. A damaged store is set aside, not deleted.

        Raises WrongKey, Damaged, VaultError, OutputError; the folder is then as it was.
        """
        backup = read_backup(path)
        identity = _identity_for(folder, backup, secret)
        content = open_backup(path, backup, identity)
        sums = Sums(identity)
        if keys.has_keys(folder) and is_sound(folder, sums):
            raise VaultError("There is a vault already; unlock it to restore a backup.")
        _require_same_key(folder, identity, secret)
        make_private(folder)
        look_through(folder, content, identity, sums, path).close()
        if isinstance(secret, Path) and not keys.has_keys(folder) and not backup.keys:
            keys.write_identity(folder, identity, None)
        keys.write_key_files(folder, backup.keys)
        put_in_place(folder)
        return cls(folder, identity, clock)

    def purge(self) -> None:
        """Delete keys and plans for good, in a vault that is open. Raises OutputError."""
        self.close()
        purge(self.folder)

    def close(self) -> None:
        """Let go of the files and of what was seen; the key goes when nothing holds this vault."""
        self._seen.clear()
        self._store.close()

    def change_passphrase(self, passphrase: str | None) -> None:
        """Have another passphrase open the vault; None for none. Raises VaultError, OutputError."""
        keys.change_passphrase(self.folder, self._identity, passphrase)

    def new_recovery_code(self) -> str:
        """Return a new recovery code, to be shown once. Raises OutputError."""
        return keys.new_recovery_code(self.folder, self._identity)

    # --- plans ---

    def count(self) -> int:
        """Return how many plans there are. Raises VaultError."""
        return self._store.count()

    def names(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """Return plans without opening any, the one changed last first. Raises VaultError."""
        return tuple(
            self._known(top) or Entry(top.id, top.revision)
            for top in self._store.page(offset, limit)
        )

    def entries(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """Return plans with title and time, the one changed last first. Raises VaultError."""
        return tuple(self._entry(top) for top in self._store.page(offset, limit))

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
        return self.create(text, day, self._entry(Top(row.id, row.revision, row.head)).title)

    def delete(self, plan_id: str) -> None:
        """Delete a plan and its earlier versions for good. Raises PlanError, VaultError."""
        if not self._store.delete(_named(plan_id)):
            raise _no_plan(plan_id)
        self._seen.pop(plan_id, None)
        self._kept.pop(plan_id, None)

    def history(self, plan_id: str) -> tuple[Version, ...]:
        """Return the earlier versions of a plan, newest first. Raises PlanError, VaultError."""
        if self.stamp(plan_id) is None:
            raise _no_plan(plan_id)
        found = []
        for top in self._store.history(plan_id):
            head = self._head(top)
            problem = head if isinstance(head, str) else ""
            seconds = 0 if isinstance(head, str) else head.seconds
            found.append(Version(top.revision, seconds, problem))
        return tuple(found)

    def read_version(self, plan_id: str, revision: int) -> str:
        """Return the text of an earlier version. Raises PlanError, Damaged, VaultError."""
        return self._opened(self._version(plan_id, revision)).text

    def restore(self, plan_id: str, revision: int) -> int:
        """Have an earlier version be the plan again; what it was becomes a version.

        Return the new revision. Raises PlanError, Damaged, Conflict, VaultError.
        """
        row = self._version(plan_id, revision)
        text = self._opened(row).text
        head = self._head(Top(row.id, row.revision, row.head))
        title = "" if isinstance(head, str) else head.text
        seconds = self._clock()
        state = State(text, title)
        new = self._put(plan_id, state, self.stamp(plan_id), seconds, MOST_VERSIONS)
        self._kept[plan_id] = seconds
        return new

    # --- care ---

    def check(self) -> list[Finding]:
        """Return what is damaged, missing or older than it was. Raises VaultError."""
        return inspect(self._store, self._identity, self._sums)

    def accept(self) -> None:
        """Take what is there as what should be, after a person was told. Raises VaultError."""
        self._store.accept()

    def backup(self, path: Path) -> None:
        """Write one sealed file with everything, and look through it.

        Raises Damaged if the vault is, OutputError, VaultError.
        """
        if findings := self.check():
            raise Damaged(f"No backup was written. {findings[0].sentence}")
        copy = self.folder / COPY
        remove_store(copy)
        try:
            self._store.copy_to(copy)
            content = copy.read_bytes()
        except OSError as error:
            raise OutputError(f"{why(error, self.folder, 'a plan')} Nothing was written.") from None
        finally:
            remove_store(copy)
        write_backup(path, self._identity, keys.key_files(self.folder), content)
        if open_backup(path, read_backup(path), self._identity) != content:
            raise Damaged("The backup was not written as it should be; the disk may be failing.")

    def restore_backup(self, path: Path) -> None:
        """Have the plans of a backup in place of all plans here, which stay until that is done.

        Raises Damaged, VaultError, OutputError; nothing is touched then.
        """
        content = open_backup(path, read_backup(path), self._identity)
        try:
            store = look_through(self.folder, content, self._identity, self._sums, path)
            places: tuple[Place, Place] = ("plan", "version")
            try:
                self._store.replace((place, row) for place in places for row in store.rows(place))
            finally:
                store.close()
        finally:
            remove_store(self.folder / COPY)
        self._seen.clear()
        self._kept.clear()

    # --- inside ---

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
            raise Damaged(f"The plan {row.id} is damaged. {error.message}") from None

    def _is_foreign(self) -> bool:
        """Return whether all looks as if the plans were sealed to another key."""
        with suppress(Damaged):
            if self._sums.read(self._store.get_meta(TOTAL)) is None:
                tops = self._store.page(0, ENOUGH)
                return bool(tops) and all(isinstance(self._head(top), str) for top in tops)
        return False

    def _known(self, top: Top) -> Entry | None:
        entry = self._seen.get(top.id)
        return entry if entry and entry.revision == top.revision else None

    def _entry(self, top: Top) -> Entry:
        known = self._known(top)
        if known:
            return known
        head = self._head(top)
        if isinstance(head, str):
            return Entry(top.id, top.revision, problem=head)
        entry = Entry(top.id, top.revision, head.seconds, head.text)
        self._seen[top.id] = entry
        return entry

    def _head(self, top: Top) -> Opened | str:
        """Return an opened head, or why it does not open as one sentence."""
        try:
            return open_head(self._identity, Name(top.id, top.revision), top.head)
        except Damaged as error:
            return f"The plan {top.id} is damaged. {error.message}"


def _identity_for(folder: Path, backup: Backup, secret: str | Path) -> Identity:
    """Return the key that a secret opens: the one in a folder, or else the one in a backup.

    The key stays the same when the passphrase changes, so the one of today opens older backups.
    """
    with suppress(VaultError):
        return keys.opened_with_any(keys.key_files(folder), secret)
    return keys.opened_with_any(backup.keys, secret)


def _require_same_key(folder: Path, identity: Identity, secret: str | Path) -> None:
    """Raise VaultError if the key files in a folder are not known to hold this key."""
    if not keys.has_keys(folder):
        return
    with suppress(VaultError):
        if keys.opened_with_any(keys.key_files(folder), secret) == identity:
            return
    raise VaultError("The key files in this folder open with something else; move them away.")


def _named(plan_id: str) -> str:
    if not PLAN_ID.fullmatch(plan_id):
        raise PlanError(
            "This is not the name of a plan.", fix="It has plain letters, digits, - and _ only."
        )
    return plan_id


def _no_plan(plan_id: str) -> PlanError:
    return PlanError("There is no such plan.", file=plan_id, fix="Check the name.")
