"""The file of a store: one thread at a time, one writer at a time, all of a change or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock

from discloser.errors import VaultError
from discloser.vault.database import (
    Opened,
    file_number,
    in_words,
    memory_database,
    open_database,
    require_same_file,
)
from discloser.vault.schema import content_of, transaction


class SqliteFile:
    """A file that any number of programs may have open; it knows nothing of what is in it."""

    def __init__(self, path: Path | None, opened: Opened | None = None) -> None:
        """Open a file that is there; with None, one that is in memory only.

        Raises VaultError, Damaged.
        """
        self._path = path or Path("memory")
        self._alone = RLock()  # the app saves from another thread than it reads
        opened = opened or (open_database(path) if path else memory_database())
        self._database, self._refused, self._absent = opened
        self._file = file_number(path) if path else None

    @property
    def writable(self) -> bool:
        """Whether it can be written to, as far as that is known."""
        return not self._refused

    def content(self) -> bytes:
        """Return everything of this moment as a SQLite file. Raises Damaged, VaultError."""
        with self._alone, in_words(self._path):
            return content_of(self._database)

    def close(self) -> None:
        """Let go of the file."""
        with self._alone, in_words(self._path):
            self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._alone, in_words(self._path):
            if self._refused:
                self._try_again()
            with transaction(self._database):
                # A file that was deleted while it is open takes whatever is written, and loses it.
                if self._file:
                    require_same_file(self._path, self._file)
                yield

    def _try_again(self) -> None:
        """Open a file anew that could not be written to. Raises VaultError if it still cannot."""
        self._database.execute("SELECT 1")  # says so if it is closed
        self._database.close()  # it may keep everybody out, also the next one
        self._database, self._refused, self._absent = open_database(self._path)
        if self._refused:
            raise VaultError(self._refused)

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

    def _empty_log(self) -> None:
        """Have what is deleted go from the log too, where nobody reads from that now."""
        with self._alone, suppress(sqlite3.Error):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
