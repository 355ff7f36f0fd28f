"""Opening the SQLite file of a vault, and its errors as sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from discloser.errors import Damaged, VaultError
from discloser.vault.store import OLDER

APPLICATION = 0x64736376
"""What marks a SQLite file as a vault: "dscv"."""

VERSION = 2
"""The newest form of the tables that this program knows."""

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

UPGRADES: dict[int, tuple[str, ...]] = {
    1: ("CREATE TABLE trail (id TEXT PRIMARY KEY, body BLOB NOT NULL)",),
}
"""Version to what leads from it to the next one."""

TABLES = (
    *(
        f"CREATE TABLE {name} (id TEXT NOT NULL, revision INTEGER NOT NULL, head BLOB NOT NULL,"
        f" body BLOB NOT NULL, mark BLOB NOT NULL, PRIMARY KEY ({key}))"
        for name, key in (("plan", "id"), ("version", "id, revision"))
    ),
    "CREATE INDEX plan_newest ON plan (revision)",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    *UPGRADES[1],
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)

ALWAYS = (
    "PRAGMA synchronous = FULL",  # what is acknowledged survives a dead battery
    "PRAGMA secure_delete = ON",  # what is deleted is written over
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",  # a damaged page is noticed before it is followed
)

SENTENCES = {
    sqlite3.SQLITE_BUSY: "Another program is writing to the vault; try again in a moment.",
    sqlite3.SQLITE_LOCKED: "Another program is writing to the vault; try again in a moment.",
    sqlite3.SQLITE_FULL: "The disk with the vault is full. Nothing was written.",
    sqlite3.SQLITE_READONLY: "The vault cannot be written to: it is read-only.",
    sqlite3.SQLITE_PERM: "You have no permission to use the vault.",
    sqlite3.SQLITE_CANTOPEN: "The vault cannot be opened: it is missing, read-only or not yours.",
    sqlite3.SQLITE_IOERR: "The disk with the vault does not answer. Nothing was written.",
    sqlite3.SQLITE_TOOBIG: "The plan is too large for the vault. Nothing was written.",
}
MALFORMED = "A part of the vault is damaged; look at it with a check, or restore a backup."
NO_VAULT = "The file {name} is not a vault; restore a backup."

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one sentence."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise VaultError("The vault is closed.") from None
    except sqlite3.Error as error:
        # The lower eight bits are the kind; what Python itself raises has none.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            raise Damaged(NO_VAULT.format(name=path.name)) from None
        if code in SENTENCES:
            raise VaultError(SENTENCES[code]) from None
        # A damaged list of tables shows as a table that is missing.
        raise Damaged(MALFORMED) from None


def create_database(path: Path) -> None:
    """Make the file of a new vault, for its owner alone. Raises VaultError."""
    create_file(path)
    with in_words(path):
        database = _connect(path)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN IMMEDIATE")
            for statement in TABLES:
                database.execute(statement)
            database.execute("COMMIT")
        finally:
            database.close()


def create_file(path: Path) -> None:
    """Make an empty file, for its owner alone. Raises VaultError."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise VaultError(f"There is a file {path.name} already.") from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise VaultError(f"The vault cannot be made in {path.parent}: {reason}.") from None


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file of a vault that is there. Raises VaultError, Damaged."""
    if not path.is_file():
        raise VaultError(f"The file {path.name} of the vault is missing; restore a backup.")
    with in_words(path):
        database = _connect(path)
        try:
            version = _version_of_ours(database, path)
            database.execute("PRAGMA journal_mode = WAL")
            for statement in ALWAYS:
                database.execute(statement)
            if version < VERSION:
                _upgrade(database, path, version)
        except BaseException:
            database.close()
            raise
    return database


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,  # the store lets one thread in at a time
    )
    database.text_factory = _text
    return database


def _text(raw: bytes) -> str:
    """Return text whatever it holds: a damaged name must not hide the rows beside it."""
    return raw.decode("utf-8", "replace")


def _version_of_ours(database: sqlite3.Connection, path: Path) -> int:
    application = database.execute("PRAGMA application_id").fetchone()[0]
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION or version < 1:
        raise Damaged(NO_VAULT.format(name=path.name))
    if version > VERSION:
        raise VaultError("The vault was written by a newer version; update discloser.")
    return version


def _upgrade(database: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring an older file up to date, once a copy of it is on the disk. Raises VaultError."""
    copy = path.with_name(OLDER.format(name=path.name, version=version))
    with suppress(OSError):  # one from a try that was cut off
        copy.unlink()
    create_file(copy)
    with closing(sqlite3.connect(copy)) as beside:
        database.backup(beside)
    with transaction(database):
        # Another program may have done it while this one waited.
        now = database.execute("PRAGMA user_version").fetchone()[0]
        for step in range(now, VERSION):
            for statement in UPGRADES[step]:
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")


def file_number(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None if there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def require_same_file(path: Path, number: tuple[int, int] | None) -> None:
    """Raise VaultError if another file, or none, stands where a file was opened."""
    if file_number(path) != number:
        raise VaultError(
            "The vault is no longer where it was opened; it was moved, deleted or replaced."
        )


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            with suppress(sqlite3.Error):  # the first failure is the one to tell
                database.execute("ROLLBACK")
        raise


def count_plans(path: Path) -> int:
    """Return how many plans a file has. Raises VaultError, Damaged."""
    with in_words(path), closing(_connect(path)) as database:
        _version_of_ours(database, path)
        found = database.execute("SELECT count(*) FROM plan").fetchone()[0]
        return int(found)


def is_empty(path: Path) -> bool:
    """Return whether the file is one without plans, as a start that was cut off leaves it."""
    with in_words(path), closing(_connect(path)) as database:
        tables = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        return not tables or not database.execute("SELECT count(*) FROM plan").fetchone()[0]
