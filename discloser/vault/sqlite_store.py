"""Rows in one SQLite file: the store of a person who works alone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from discloser.errors import Conflict, Damaged, VaultError
from discloser.vault.database import Opened, copied_database, create_database
from discloser.vault.rows import Change, bytes_of, number_of, row_of, text_of, tops_of
from discloser.vault.schema import LOST, MALFORMED
from discloser.vault.sqlite_file import SqliteFile
from discloser.vault.store import Place, Row, Sealed, Top
from discloser.vault.sums import TOTAL, Sums, Total

PLACES: tuple[Place, ...] = ("plan", "version")

MISSING = "A plan or an earlier version is missing, or an older one was put back."
NO_TOTAL = "The sum over all plans is missing or damaged, so a missing plan would not be noticed."
NO_TRAIL = "The ways back to earlier answers are damaged; the plans are not."

MOST_WRITTEN = 1 << 62
"""The highest revision that is believed: a row that says more is damaged, and whoever counted on
from there would soon have no number left."""

AT_ONCE = 100
"""Rows that are read together."""


class SqliteStore(SqliteFile):
    """A Store in one file; any number of programs may have it open, one writes at a time."""

    def __init__(self, path: Path | None, sums: Sums, opened: Opened | None = None) -> None:
        """Open a file that is there, or what was opened; with None, a new one in memory.

        Raises VaultError, Damaged.
        """
        super().__init__(path, opened)
        self._sums = sums
        if path is None and opened is None:
            self.set_meta(TOTAL, sums.written(Total(0)))

    @classmethod
    def create(cls, path: Path, sums: Sums) -> "SqliteStore":
        """Make a file without plans, for its owner alone. Raises VaultError."""
        create_database(path)
        store = cls(path, sums)
        try:
            store.set_meta(TOTAL, sums.written(Total(0)))
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def from_content(cls, content: bytes, sums: Sums, path: Path) -> "SqliteStore":
        """Return the store in the content of a file, in memory; ``path`` is what it is called.

        Raises Damaged, VaultError.
        """
        return cls(None, sums, copied_database(content, path))

    def get(self, plan_id: str) -> Row | None:
        """Return the row of a plan. Raises Damaged, VaultError."""
        return self._one("SELECT * FROM plan WHERE id = ?", plan_id)

    def revision(self, plan_id: str) -> int | None:
        """Return the revision of a plan that is kept now. Raises Damaged, VaultError."""
        found = self._all("SELECT revision FROM plan WHERE id = ?", plan_id)
        return number_of(found[0][0]) if found else None

    def put(
        self, plan_id: str, expected: int | None, seal: Callable[[int], Sealed], keep: int
    ) -> int:
        """Write a plan and return its revision. Raises Conflict, Damaged, VaultError."""
        try:
            return self._put(plan_id, expected, seal, keep, trails=True)
        except Damaged:  # perhaps where the trails are, and the plan matters more
            return self._put(plan_id, expected, seal, keep, trails=False)

    def page(self, offset: int = 0, limit: int | None = None) -> list[Top]:
        """Return plans, the one written last in front. Raises Damaged, VaultError."""
        order = "SELECT id, revision, head FROM plan ORDER BY revision DESC LIMIT ? OFFSET ?"
        return tops_of(self._all(order, -1 if limit is None else limit, offset))

    def count(self) -> int:
        """Return how many plans there are. Raises Damaged, VaultError."""
        return number_of(self._all("SELECT count(*) FROM plan")[0][0])

    def trail(self, plan_id: str) -> bytes:
        """Return what leads to the state of a plan; nothing if it cannot be read."""
        with suppress(Damaged):
            found = self._all("SELECT body FROM trail WHERE id = ?", plan_id)
            return bytes_of(found[0][0]) if found else b""
        return b""

    def set_trail(self, plan_id: str, revision: int, trail: bytes) -> None:
        """Exchange the trail of a plan in this state. Raises Damaged, VaultError."""
        with self._writing():
            if self.revision(plan_id) == revision:
                self._lay(plan_id, trail)

    def ids(self, start: str) -> list[str]:
        """Return the ids of plans that begin so. Raises Damaged, VaultError."""
        asked = "SELECT id FROM plan WHERE id >= ? AND id < ? ORDER BY id"
        return [text_of(found[0]) for found in self._all(asked, start, f"{start}\U0010ffff")]

    def history(self, plan_id: str, limit: int | None = None) -> list[Top]:
        """Return earlier versions, the newest in front. Raises Damaged, VaultError."""
        asked = "SELECT id, revision, head FROM version WHERE id = ? ORDER BY revision DESC LIMIT ?"
        return tops_of(self._all(asked, plan_id, -1 if limit is None else limit))

    def without_plan(self) -> list[tuple[str, int]]:
        """Return ids that have earlier versions and no plan. Raises Damaged, VaultError."""
        asked = "SELECT id, count(*) FROM version WHERE id NOT IN (SELECT id FROM plan) GROUP BY id"
        return [(text_of(one), number_of(two)) for one, two in self._all(asked)]

    def version(self, plan_id: str, revision: int) -> Row | None:
        """Return an earlier version of a plan. Raises Damaged, VaultError."""
        return self._one("SELECT * FROM version WHERE id = ? AND revision = ?", plan_id, revision)

    def delete(self, plan_id: str) -> bool:
        """Delete a plan with all versions. Raises Damaged, VaultError."""
        with self._writing():
            row = self.get(plan_id)
            there = row is not None or bool(self.history(plan_id, 1))
            total = self._total()
            change = Change(self._sums, total)
            if row:
                self._take("plan", row, change)
            self._thin(plan_id, 0, change)
            self._lay(plan_id, b"")
            self._database.execute("DELETE FROM plan WHERE id = ?", (plan_id,))
            self._database.execute("DELETE FROM version WHERE id = ?", (plan_id,))
            self._note(change)
        self._empty_log()
        return there

    def remove(self, rows: Iterable[tuple[Place, int, Row]]) -> None:
        """Delete rows by their numbers if they are still these. Raises Damaged, VaultError."""
        with self._writing():
            change = Change(self._sums, self._total())
            for place, number, row in rows:
                found = self._all(f"SELECT * FROM {place} WHERE rowid = ?", number)  # noqa: S608 - one of two names
                if found and row_of(found[0]) == row:
                    self._database.execute(f"DELETE FROM {place} WHERE rowid = ?", (number,))  # noqa: S608 - as above
                    change.take(place, row)
                    if place == "plan":
                        self._lay(row.id, b"")
            self._note(change)
        self._empty_log()

    def get_meta(self, key: str) -> bytes | None:
        """Return a value that belongs to the whole vault. Raises Damaged, VaultError."""
        found = self._all("SELECT value FROM meta WHERE key = ?", key)
        return bytes_of(found[0][0]) if found else None

    def set_meta(self, key: str, value: bytes) -> None:
        """Keep a value that belongs to the whole vault. Raises Damaged, VaultError."""
        with self._writing():
            self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def rows(self, place: Place) -> Iterator[Row]:
        """Yield every row of a place. Raises Damaged where some cannot be read, VaultError."""
        for _, row in self.numbered(place):
            yield row

    def numbered(self, place: Place) -> Iterator[tuple[int, Row]]:
        """Yield every row with the number it has in the file. Raises Damaged, VaultError."""
        last = -(1 << 63)
        while True:
            asked = f"SELECT rowid, * FROM {place} WHERE rowid > ? ORDER BY rowid LIMIT {AT_ONCE}"  # noqa: S608 - one of two names
            found = self._all(asked, last)
            if not found:
                return
            for number, *row in found:
                if number_of(number) <= last:  # a damaged page leads in a circle
                    raise Damaged(MALFORMED)
                last = number_of(number)
                yield last, row_of(row)

    def replace(self, rows: Iterable[tuple[Place, Row]], counter: int = 0) -> None:
        """Have these rows in place of all, or stay as it was. Raises Damaged, VaultError."""
        with self._writing():
            before = self._total()
            counter = max(counter, before.counter if before else 0, self._highest())
            for place in PLACES:
                self._database.execute(f"DELETE FROM {place}")  # noqa: S608 - one of two names
            if self._reads_trails():
                self._database.execute("DELETE FROM trail")
            change = Change(self._sums, Total(0))
            for place, row in rows:
                self._add(place, row, change)
                counter = max(counter, _believed(row.revision))
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
        problems += [LOST[part] for part in self._absent if LOST[part]]
        with suppress(VaultError):
            if broken and not self._reads_trails():
                problems.append(NO_TRAIL)
        if total is None:
            problems.append(NO_TOTAL)
        elif total.value != found.value or total.counter < found.counter:
            problems.append(MISSING)
        return problems

    def counter(self) -> int:
        """Return the highest revision that was given away. Raises Damaged, VaultError."""
        total = self._total()
        return total.counter if total else self._highest()

    def _put(
        self,
        plan_id: str,
        expected: int | None,
        seal: Callable[[int], Sealed],
        keep: int,
        *,
        trails: bool,
    ) -> int:
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
            if trails:
                self._lay(plan_id, sealed.trail)
            self._note(change)
        return revision

    def _one(self, asked: str, *values: object) -> Row | None:
        found = self._all(asked, *values)
        return row_of(found[0]) if found else None

    def _total(self) -> Total | None:
        return self._sums.read(self.get_meta(TOTAL))

    def _found(self) -> Total:
        """Return the total of the rows that are there."""
        total, highest = Total(0), 0
        for place in PLACES:
            for row in self.rows(place):
                total = self._sums.with_row(total, place, row)
                highest = max(highest, _believed(row.revision))
        return Total(highest, total.value)

    def _highest(self) -> int:
        asked = (
            f"SELECT max(revision) FROM {place} WHERE typeof(revision) = 'integer'"  # noqa: S608 - one of two names
            f" AND revision <= {MOST_WRITTEN}"
            for place in PLACES
        )
        return max(0, *(number_of(self._all(each)[0][0]) for each in asked))

    def _add(self, place: Place, row: Row, change: Change) -> None:
        self._database.execute(
            f"INSERT OR REPLACE INTO {place} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - one of two names
            (row.id, row.revision, row.head, row.body, row.mark),
        )
        change.add(place, row)

    def _take(self, place: Place, row: Row, change: Change) -> None:
        self._database.execute(
            f"DELETE FROM {place} WHERE id = ? AND revision = ?",  # noqa: S608 - one of two names
            (row.id, row.revision),
        )
        change.take(place, row)

    def _lay(self, plan_id: str, trail: bytes) -> None:
        """Put a trail beside a plan; what is damaged there is left alone."""
        with suppress(Damaged):
            self._all("SELECT 1 FROM trail WHERE id = ?", plan_id)
            self._database.execute("DELETE FROM trail WHERE id = ?", (plan_id,))
            if trail:
                self._database.execute("INSERT INTO trail VALUES (?, ?)", (plan_id, trail))

    def _thin(self, plan_id: str, keep: int, change: Change) -> None:
        """Delete all but the newest versions of a plan."""
        for top in self.history(plan_id)[keep:]:
            row = self.version(plan_id, top.revision)
            if row:
                self._take("version", row, change)

    def _reads_trails(self) -> bool:
        try:
            self._all("SELECT sum(length(body)) FROM trail")
        except Damaged:
            return False
        return True

    def _note(self, change: Change) -> None:
        """Write the total; a damaged one stays, so that a check goes on saying it."""
        if change.total:
            written = (TOTAL, self._sums.written(change.total))
            self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", written)


def _believed(revision: int) -> int:
    return revision if revision <= MOST_WRITTEN else 0
