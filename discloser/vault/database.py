"""Opening the SQLite file of a vault, and its errors as sentences."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from discloser.errors import Damaged, VaultError
from discloser.vault.schema import (
    MALFORMED,
    NO_VAULT,
    PLANS,
    absent_parts,
    create_tables,
    make_absent,
    transaction,
    upgrade,
)

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

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

WRITING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
)
"""Kinds of failure with which what is there may still be read."""

GROWING = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_TRUNCATE,
)
"""Failures that a full disk may have brought, and others too."""

LITTLE = 1_000_000
"""Bytes on a disk below which it counts as full."""

JOURNAL = slice(18, 20)
"""Where a SQLite file says that there is a log beside it, which there is not in memory."""


class Opened(NamedTuple):
    """The file of a vault, open."""

    database: sqlite3.Connection
    refused: str = ""
    """Why it can be read and not written to, as one sentence; empty if it can be written to."""
    absent: tuple[str, ...] = ()
    """Parts that were missing."""


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one sentence."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise VaultError("The vault is closed.") from None
    except OverflowError:  # a number that no row of ours has
        raise Damaged(MALFORMED) from None
    except sqlite3.Error as error:
        if _kind(error) == sqlite3.SQLITE_NOTADB:
            raise Damaged(NO_VAULT.format(name=path.name)) from None
        if said := _sentence(error, path):
            raise VaultError(said) from None
        # A damaged list of tables shows as a table that is missing.
        raise Damaged(MALFORMED) from None


def create_database(path: Path) -> None:
    """Make the file of a new vault, for its owner alone. Raises VaultError."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise VaultError(f"There is a file {path.name} already.") from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise VaultError(f"The vault cannot be made in {path.parent}: {reason}.") from None
    with in_words(path), closing(_connect(path, "mode=rw")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        with transaction(database):
            create_tables(database)


def open_database(path: Path) -> Opened:
    """Open the file of a vault that is there; only for reading, where it cannot be written to.

    Raises VaultError, Damaged.
    """
    if not path.is_file():
        raise VaultError(f"The file {path.name} of the vault is missing; restore a backup.")
    with in_words(path):
        try:
            return _opened_for_writing(path)
        except sqlite3.Error as error:
            said = _sentence(error, path)
            if _kind(error) not in WRITING or not said:
                raise
            database = _for_reading(path)
            if database is None:
                raise
    with in_words(path), _closed_if_it_fails(database):
        return Opened(database, said, absent_parts(database, path))


def memory_database() -> Opened:
    """Return a store without plans that is in the memory of this process and nowhere else."""
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    create_tables(database)
    return Opened(database)


def copied_database(content: bytes, path: Path) -> Opened:
    """Return the store in the content of a file, in memory. Raises Damaged, VaultError.

    An older one is brought up to date; ``path`` is what it is called if it is none.
    """
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    database.text_factory = _text
    with in_words(path), _closed_if_it_fails(database):
        whole = bytearray(content)
        if whole[JOURNAL] == b"\x02\x02":
            whole[JOURNAL] = b"\x01\x01"
        database.deserialize(bytes(whole))
        absent = absent_parts(database, path)
        upgrade(database, None)
        make_absent(database, absent)
        for statement in ALWAYS:
            database.execute(statement)
        return Opened(database, "", absent)


def count_plans(path: Path) -> int:
    """Return how many plans a file has. Raises VaultError, Damaged."""
    with in_words(path), closing(_looked_at(path)) as database:
        absent_parts(database, path)
        return int(database.execute("SELECT count(*) FROM plan").fetchone()[0])


def is_empty(path: Path) -> bool:
    """Return whether the file is one without plans, as a start that was cut off leaves it.

    Raises Damaged, VaultError.
    """
    with in_words(path), closing(_looked_at(path)) as database:
        if not database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return True
        absent_parts(database, path)
        asked = (f"SELECT EXISTS (SELECT 1 FROM {name})" for name in PLANS)  # noqa: S608 - two names
        return not any(database.execute(each).fetchone()[0] for each in asked)


def is_vault(path: Path) -> bool:
    """Return whether a file holds plans, or may hold some although it cannot be looked at."""
    try:
        return not is_empty(path)
    except Damaged as error:
        return error.message != NO_VAULT.format(name=path.name)
    except VaultError:
        return True


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


def _opened_for_writing(path: Path) -> Opened:
    """Return a file that can be written to, or says why not although it can be read."""
    database = _connect(path, "mode=rw")
    with _closed_if_it_fails(database):
        absent = absent_parts(database, path)
        database.execute("PRAGMA journal_mode = WAL")
        for statement in ALWAYS:
            database.execute(statement)
        # SQLite opens a file without a word that it cannot write to.
        if not os.access(path, os.W_OK):
            return Opened(database, SENTENCES[sqlite3.SQLITE_READONLY], absent)
        try:
            upgrade(database, path)
            make_absent(database, absent)
        except OSError as error:  # of the copy
            full = error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
            kind = sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_READONLY
            return Opened(database, SENTENCES[kind], absent)
        except sqlite3.Error as error:
            said = _sentence(error, path)
            if _kind(error) not in WRITING or not said:
                raise
            return Opened(database, said, absent)
    return Opened(database, "", absent)


def _for_reading(path: Path) -> sqlite3.Connection | None:
    """Return a file that cannot be written to; None if it cannot be read either.

    What was written last may be in the log beside it. To read that, SQLite makes a third file, or
    has to have the vault for itself.
    """
    log = path.with_name(f"{path.name}-wal")
    ways = [("mode=ro", "NORMAL")]
    if log.exists() and log.stat().st_size:
        ways.append(("mode=rw", "EXCLUSIVE"))
    else:
        ways.append(("mode=ro&immutable=1", "NORMAL"))
    for mode, locking in ways:
        with suppress(sqlite3.Error):
            database = _connect(path, mode)
            with _closed_if_it_fails(database):
                database.execute(f"PRAGMA locking_mode = {locking}")
                database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                for statement in ALWAYS:
                    database.execute(statement)
            return database
    return None


def _looked_at(path: Path) -> sqlite3.Connection:
    """Return a file that is only looked at."""
    database = _connect(path, "mode=rw")
    try:
        with _closed_if_it_fails(database):
            database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        readable = _for_reading(path) if _kind(error) in WRITING else None
        if readable is None:
            raise
        return readable
    return database


@contextmanager
def _closed_if_it_fails(database: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
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


def _code(error: sqlite3.Error) -> int:
    """Return which failure it was; what Python itself raises has no number."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT))


def _kind(error: sqlite3.Error) -> int:
    return _code(error) & 0xFF


def _sentence(error: sqlite3.Error, path: Path) -> str:
    """Return what a failure means; empty if it is damage."""
    code = _code(error)
    # A file that the system lets grow no further fails in other ways than a full disk.
    if code == sqlite3.SQLITE_IOERR_SHMSIZE or (code in GROWING and _takes_no_more(path)):
        return SENTENCES[sqlite3.SQLITE_FULL]
    return SENTENCES.get(code & 0xFF, "")


def _takes_no_more(path: Path) -> bool:
    """Return whether the disk of a file is full, or the system allows no large files."""
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415 - only there on POSIX

    with suppress(OSError):
        disk = os.statvfs(path.parent)
        if disk.f_bavail * disk.f_frsize < LITTLE:
            return True
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY
