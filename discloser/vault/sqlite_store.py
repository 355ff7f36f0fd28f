"""Rows in one SQLite file: the store of a person who works alone."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock

from msgspec.structs import replace

from discloser.errors import Conflict, Damaged
from discloser.vault.database import (
    MALFORMED,
    create_database,
    file_number,
    in_words,
    open_database,
    require_same_file,
    transaction,
)
from discloser.vault.store import Place, Row, Sealed, Top
from discloser.vault.sums import TOTAL, Sums, Total

PLACES: tuple[Place, ...] = ("plan", "version")

MISSING = "A plan or an earlier version is missing, or an older one was put back."
NO_TOTAL = "The sum over all plans is missing or damaged, so a missing plan would not be noticed."

AT_ONCE = 100
"""Rows that are read together."""


class SqliteStore:
    """A Store in one file; any number of programs may have it open, one writes at a time."""

    def __init__(self, path: Path, sums: Sums) -> None:
        """Open a file that is there. Raises VaultError, Damaged."""
        self._path = path
        self._sums = sums
        self._alone = RLock()  # the app saves from another thread than it reads
        self._database = open_database(path)
        self._file = file_number(path)

    @classmethod
    def create(cls, path: Path, sums: Sums) -> "SqliteStore":
        """Make a file without plans, for its owner alone. Raises VaultError."""
        create_database(path)
        store = cls(path, sums)
        store.set_meta(TOTAL, sums.written(Total(0)))
        return store

    def get(self, plan_id: str) -> Row | None:
        """Return the row of a plan. Raises Damaged, VaultError."""
        return self._one("SELECT * FROM plan WHERE id = ?", plan_id)

    def revision(self, plan_id: str) -> int | None:
        """Return the revision of a plan that is kept now. Raises Damaged, VaultError."""
        found = self._all("SELECT revision FROM plan WHERE id = ?", plan_id)
        return _number(found[0][0]) if found else None

    def put(
        self, plan_id: str, expected: int | None, seal: Callable[[int], Sealed], keep: int
    ) -> int:
        """Write a plan and return its revision. Raises Conflict, Damaged, VaultError."""
        with self._writing():
            before = self.get(plan_id)
            if (before.revision if before else None) != expected:
                raise Conflict(before.revision if before else None)
            total = self._total()
            revision = (total.counter if total else self._highest()) + 1
            sealed = seal(revision)
            unmarked = Row(plan_id, revision, sealed.head, sealed.body, b"")
            row = replace(unmarked, mark=self._sums.mark(unmarked))
            change = Change(self._sums, Total(revision, total.value) if total else None)
            if before:
                self._take("plan", before, change)
                if keep:
                    self._add("version", before, change)
                    self._thin(plan_id, keep, change)
            self._add("plan", row, change)
            self._lay(plan_id, sealed.trail)
            self._note(change)
        return revision

    def page(self, offset: int = 0, limit: int | None = None) -> list[Top]:
        """Return plans, the one written last in front. Raises Damaged, VaultError."""
        order = "SELECT id, revision, head FROM plan ORDER BY revision DESC LIMIT ? OFFSET ?"
        return _tops(self._all(order, -1 if limit is None else limit, offset))

    def count(self) -> int:
        """Return how many plans there are. Raises Damaged, VaultError."""
        return _number(self._all("SELECT count(*) FROM plan")[0][0])

    def trail(self, plan_id: str) -> bytes:
        """Return what leads to the state of a plan. Raises Damaged, VaultError."""
        found = self._all("SELECT body FROM trail WHERE id = ?", plan_id)
        return _bytes(found[0][0]) if found else b""

    def set_trail(self, plan_id: str, revision: int, trail: bytes) -> None:
        """Exchange the trail of a plan in this state. Raises Damaged, VaultError."""
        with self._writing():
            if self.revision(plan_id) == revision:
                self._lay(plan_id, trail)

    def ids(self, start: str) -> list[str]:
        """Return the ids of plans that begin so. Raises Damaged, VaultError."""
        asked = "SELECT id FROM plan WHERE id >= ? AND id < ? ORDER BY id"
        return [_text(found[0]) for found in self._all(asked, start, f"{start}\U0010ffff")]

    def history(self, plan_id: str) -> list[Top]:
        """Return earlier versions, the newest in front. Raises Damaged, VaultError."""
        asked = "SELECT id, revision, head FROM version WHERE id = ? ORDER BY revision DESC"
        return _tops(self._all(asked, plan_id))

    def version(self, plan_id: str, revision: int) -> Row | None:
        """Return an earlier version of a plan. Raises Damaged, VaultError."""
        return self._one("SELECT * FROM version WHERE id = ? AND revision = ?", plan_id, revision)

    def delete(self, plan_id: str) -> bool:
        """Delete a plan with all versions. Raises Damaged, VaultError."""
        with self._writing():
            row = self.get(plan_id)
            total = self._total()
            change = Change(self._sums, total)
            if row:
                self._take("plan", row, change)
            self._thin(plan_id, 0, change)
            self._lay(plan_id, b"")
            self._database.execute("DELETE FROM plan WHERE id = ?", (plan_id,))
            self._database.execute("DELETE FROM version WHERE id = ?", (plan_id,))
            self._note(change)
        # It is deleted; only the log of what was written lately may hold it a little longer.
        with self._alone, suppress(sqlite3.Error):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return row is not None

    def get_meta(self, key: str) -> bytes | None:
        """Return a value that belongs to the whole vault. Raises Damaged, VaultError."""
        found = self._all("SELECT value FROM meta WHERE key = ?", key)
        return _bytes(found[0][0]) if found else None

    def set_meta(self, key: str, value: bytes) -> None:
        """Keep a value that belongs to the whole vault. Raises Damaged, VaultError."""
        with self._writing():
            self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def rows(self, place: Place) -> Iterator[Row]:
        """Yield every row of a place. Raises Damaged where some cannot be read, VaultError."""
        last = -(1 << 63)
        while True:
            asked = f"SELECT rowid, * FROM {place} WHERE rowid > ? ORDER BY rowid LIMIT {AT_ONCE}"  # noqa: S608 - one of two names
            found = self._all(asked, last)
            if not found:
                return
            for number, *row in found:
                if _number(number) <= last:  # a damaged page leads in a circle
                    raise Damaged(MALFORMED)
                last = _number(number)
                yield _row(row)

    def replace(self, rows: Iterable[tuple[Place, Row]]) -> None:
        """Have these rows in place of all, or stay as it was. Raises Damaged, VaultError."""
        with self._writing():
            before = self._total()
            counter = max(before.counter if before else 0, self._highest())
            for place in PLACES:
                self._database.execute(f"DELETE FROM {place}")  # noqa: S608 - one of two names
            self._database.execute("DELETE FROM trail")
            change = Change(self._sums, Total(0))
            for place, row in rows:
                self._add(place, row, change)
                counter = max(counter, row.revision)
            change.total = Total(counter, change.total.value if change.total else 0)
            self._note(change)

    def accept(self) -> None:
        """Take the rows that are there as those that should be. Raises Damaged, VaultError."""
        with self._writing():
            total = self._total()
            counter = max(total.counter if total else 0, self._highest())
            self._note(Change(self._sums, Total(counter, self._found().value)))

    def problems(self) -> list[str]:
        """Return what is wrong with the store as a whole. Raises VaultError."""
        try:
            broken = self._all("PRAGMA integrity_check(1)") != [("ok",)]
            with self._reading():
                total, found = self._total(), self._found()
        except Damaged:
            return [MALFORMED]
        problems = [MALFORMED] if broken else []
        if total is None:
            problems.append(NO_TOTAL)
        elif total.value != found.value or total.counter < found.counter:
            problems.append(MISSING)
        return problems

    def copy_to(self, path: Path) -> None:
        """Write everything of this moment to a new SQLite file. Raises Damaged, VaultError."""
        create_database(path)
        with self._alone, in_words(self._path), closing(sqlite3.connect(path)) as copy:
            self._database.backup(copy)

    def close(self) -> None:
        """Let go of the file."""
        with self._alone, in_words(self._path):
            self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        # A file that was deleted while it is open takes whatever is written, and loses it.
        with self._alone, in_words(self._path), transaction(self._database):
            require_same_file(self._path, self._file)
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """See the rows of one moment."""
        with self._alone, in_words(self._path):
            self._database.execute("BEGIN")
            try:
                yield
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    def _all(self, asked: str, *values: object) -> list[tuple[object, ...]]:
        with self._alone, in_words(self._path):
            return self._database.execute(asked, values).fetchall()

    def _one(self, asked: str, *values: object) -> Row | None:
        found = self._all(asked, *values)
        return _row(found[0]) if found else None

    def _total(self) -> Total | None:
        return self._sums.read(self.get_meta(TOTAL))

    def _found(self) -> Total:
        """Return the total of the rows that are there."""
        total, highest = Total(0), 0
        for place in PLACES:
            for row in self.rows(place):
                total = self._sums.with_row(total, place, row)
                highest = max(highest, row.revision)
        return Total(highest, total.value)

    def _highest(self) -> int:
        found = [self._all(f"SELECT max(revision) FROM {place}")[0][0] for place in PLACES]  # noqa: S608 - one of two names
        return max(0, *map(_number, found))

    def _add(self, place: Place, row: Row, change: "Change") -> None:
        self._database.execute(
            f"INSERT OR REPLACE INTO {place} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - one of two names
            (row.id, row.revision, row.head, row.body, row.mark),
        )
        change.add(place, row)

    def _take(self, place: Place, row: Row, change: "Change") -> None:
        self._database.execute(
            f"DELETE FROM {place} WHERE id = ? AND revision = ?",  # noqa: S608 - one of two names
            (row.id, row.revision),
        )
        change.take(place, row)

    def _lay(self, plan_id: str, trail: bytes) -> None:
        self._database.execute("DELETE FROM trail WHERE id = ?", (plan_id,))
        if trail:
            self._database.execute("INSERT INTO trail VALUES (?, ?)", (plan_id, trail))

    def _thin(self, plan_id: str, keep: int, change: "Change") -> None:
        """Delete all but the newest versions of a plan."""
        for top in self.history(plan_id)[keep:]:
            row = self.version(plan_id, top.revision)
            if row:
                self._take("version", row, change)

    def _note(self, change: "Change") -> None:
        """Write the total; a damaged one stays, so that a check goes on saying it."""
        if change.total:
            written = (TOTAL, self._sums.written(change.total))
            self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", written)


class Change:
    """What one piece of writing does to the total; None where that was damaged before."""

    def __init__(self, sums: Sums, total: Total | None) -> None:
        self._sums = sums
        self.total = total

    def add(self, place: Place, row: Row) -> None:
        """Count a row in."""
        self.total = self.total and self._sums.with_row(self.total, place, row)

    def take(self, place: Place, row: Row) -> None:
        """Count a row out."""
        self.total = self.total and self._sums.without_row(self.total, place, row)


def _row(found: Iterable[object]) -> Row:
    plan_id, revision, head, body, mark = found
    return Row(_text(plan_id), _number(revision), _bytes(head), _bytes(body), _bytes(mark))


def _tops(found: list[tuple[object, ...]]) -> list[Top]:
    return [Top(_text(one), _number(two), _bytes(three)) for one, two, three in found]


# A damaged row gives values of other types; these fail the marks, and the rest stays usable.


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""
