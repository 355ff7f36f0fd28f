"""The tables of a vault: making them, looking whether a file has these and nothing else, upgrades.

A file that comes from a broken disk or from somebody else may hold anything: a view in the place of
a table that never ends, or a trigger that deletes what is saved. So what a file is made of is
compared to the letter before anything in it is asked for.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from discloser.disk.whole import write_whole
from discloser.errors import Damaged, VaultError
from discloser.vault.store import OLDER

APPLICATION = 0x64736376
"""What marks a SQLite file as a vault: "dscv"."""

VERSION = 2
"""The newest form of the tables that this program knows."""

PARTS = {
    **{
        name: f"CREATE TABLE {name} (id TEXT NOT NULL, revision INTEGER NOT NULL,"
        f" head BLOB NOT NULL, body BLOB NOT NULL, mark BLOB NOT NULL, PRIMARY KEY ({key}))"
        for name, key in (("plan", "id"), ("version", "id, revision"))
    },
    "plan_newest": "CREATE INDEX plan_newest ON plan (revision)",
    "meta": "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "trail": "CREATE TABLE trail (id TEXT PRIMARY KEY, body BLOB NOT NULL)",
}
"""Names of tables and indexes to what makes them, as SQLite keeps it."""

PLANS = ("plan", "version")
"""Parts without which a file is no vault; the others are made anew."""

OWN_INDEX = "sqlite_autoindex_"
"""How the indexes are called that SQLite makes for keys."""

MALFORMED = "A part of the vault is damaged; look at it with a check, or restore a backup."
NO_VAULT = "The file {name} is not a vault; restore a backup."
STRANGE = "The file {name} is not built as a vault is; restore a backup."

LOST = {
    "trail": "The ways back to earlier answers were damaged and are gone; the plans are not.",
    "meta": "",  # the sum was in it, and a check says that one itself
    "plan_newest": "",  # made from the plans
}
"""What it means that a part had to be made anew."""


def create_tables(database: sqlite3.Connection) -> None:
    """Make all that a vault is made of."""
    for statement in PARTS.values():
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {VERSION}")


def absent_parts(database: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Return the parts that a file has not. Raises Damaged if it is no vault, VaultError."""
    version = _version_of_ours(database, path)
    found = set()
    asked = database.execute("SELECT type, name, sql FROM sqlite_schema")
    for kind, name, sql in asked.fetchmany(3 * len(PARTS)):
        if kind == "index" and sql is None and str(name).startswith(OWN_INDEX):
            continue
        if PARTS.get(name) != sql or str(kind).upper() not in str(sql)[:13].split():
            raise Damaged(STRANGE.format(name=path.name))
        found.add(name)
    if not found.issuperset(PLANS):
        raise Damaged(MALFORMED)
    made = [name for name in PARTS if version >= VERSION or name != "trail"]
    return tuple(name for name in made if name not in found)


def make_absent(database: sqlite3.Connection, absent: tuple[str, ...]) -> None:
    """Make what a file should have and has not."""
    if absent:
        with transaction(database):
            _create(database, absent)


def upgrade(database: sqlite3.Connection, beside: Path | None) -> None:
    """Bring an older file up to date, once a copy is on the disk if it is to be ``beside`` it.

    Raises OSError.
    """
    if _version(database) >= VERSION:
        return
    # Programs that begin at once come here one after the other, and only the first finds work.
    with transaction(database):
        version = _version(database)
        if version >= VERSION:
            return
        if beside:
            copy = beside.with_name(OLDER.format(name=beside.name, version=version))
            write_whole(copy, database.serialize())
        _create(database, ("trail",))
        database.execute(f"PRAGMA user_version = {VERSION}")


def content_of(database: sqlite3.Connection) -> bytes:
    """Return everything of this moment as a SQLite file."""
    with closing(sqlite3.connect(":memory:")) as copy:
        database.backup(copy)
        return copy.serialize()


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


def _create(database: sqlite3.Connection, names: tuple[str, ...]) -> None:
    for name in names:
        kind, _, rest = PARTS[name].removeprefix("CREATE ").partition(" ")
        database.execute(f"CREATE {kind} IF NOT EXISTS {rest}")  # another program may be quicker


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _version_of_ours(database: sqlite3.Connection, path: Path) -> int:
    application = database.execute("PRAGMA application_id").fetchone()[0]
    version = _version(database)
    if application != APPLICATION or version < 1:
        raise Damaged(NO_VAULT.format(name=path.name))
    if version > VERSION:
        raise VaultError("The vault was written by a newer version; update discloser.")
    return version
