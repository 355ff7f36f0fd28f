"""The folder of a vault: which files it has, making them, looking through others, deleting all."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from discloser.disk.whole import private_folder, settle, stage, unfinished, why
from discloser.errors import Damaged, OutputError, VaultError
from discloser.vault import keys
from discloser.vault.age import Identity
from discloser.vault.alone import LOCK
from discloser.vault.inspection import inspect
from discloser.vault.open_here import marks
from discloser.vault.store import OLDER, Store
from discloser.vault.sums import Sums

STORE = "vault.db"
"""The file of the plans."""

BESIDE = ("", "-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps for one store."""

COPY, ASIDE = "vault.db.copy", "vault.db.before"
"""A store that an older version looked at before it used it, and one that was replaced because it
is damaged."""

_OLDER = re.compile(
    OLDER.format(name=f"(?:{re.escape(STORE)}|{re.escape(COPY)})", version="[1-9][0-9]{0,3}")
)


def has_vault(folder: Path) -> bool:
    """Return whether there is a vault in a folder, whole or not.

    A store without plans and without a key is none: a start that was cut off leaves it.
    """
    if keys.has_keys(folder):
        return True
    path = folder / STORE
    if not path.is_file():
        return False
    from discloser.vault.database import is_vault  # noqa: PLC0415 - costs start-up time

    return is_vault(path)


def vault_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a vault that are there, keys first."""
    stores = (f"{name}{ending}" for name in (STORE, COPY, ASIDE) for ending in BESIDE)
    named = [folder / name for name in (*keys.KEY_FILES, *stores, LOCK)]
    older = sorted(path for path in folder.glob(f"{STORE}.*") if _OLDER.fullmatch(path.name))
    others = [*older, *unfinished(folder), *marks(folder)]
    return tuple(path for path in [*named, *others] if path.is_file())


def plan_count(folder: Path) -> int | None:
    """Return how many plans a vault has, which needs no key; None if there is no file of plans.

    Raises Damaged, VaultError.
    """
    if not (folder / STORE).is_file():
        return None
    from discloser.vault.database import count_plans  # noqa: PLC0415 - costs start-up time

    return count_plans(folder / STORE)


def purge(folder: Path) -> None:
    """Delete keys and plans for good. Raises OutputError; the keys are gone first."""
    try:
        for path in vault_files(folder):
            path.unlink(missing_ok=True)
        settle(folder)
    except OSError as error:
        raise OutputError(f"{why(error, folder, 'a plan')} Not all is deleted.") from None
    with suppress(OSError):  # something else lies in it
        folder.rmdir()


def is_sound(folder: Path, sums: Sums) -> bool:
    """Return whether there is a store with all its plans. Raises VaultError if it is newer."""
    if not (folder / STORE).is_file():
        return False
    try:
        store = open_store(folder / STORE, sums)
    except Damaged:
        return False
    try:
        return not store.problems()
    finally:
        store.close()


@contextmanager
def staged_store(folder: Path, content: bytes) -> Iterator[Path]:
    """Have a store on the disk under a name of its own, which `put_in_place` takes.

    Raises OutputError.
    """
    try:
        ready = stage(folder, content)
    except OSError as error:
        raise OutputError(f"{why(error, folder, 'a plan')} Nothing was changed.") from None
    try:
        yield ready
    finally:
        with suppress(OSError):
            ready.unlink(missing_ok=True)


def put_in_place(folder: Path, ready: Path) -> None:
    """Have a store that is on the disk be the store; set one that was there aside."""
    try:
        set_aside(folder)
        ready.replace(folder / STORE)
    except OSError as error:
        raise OutputError(why(error, folder, "a vault")) from None
    settle(folder)


def set_aside(folder: Path) -> None:
    """Give the store that is there another name. Raises OSError."""
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            (folder / f"{STORE}{ending}").replace(folder / f"{ASIDE}{ending}")


def open_store(path: Path, sums: Sums) -> Store:
    """Open a store that is there. Raises Damaged, VaultError."""
    from discloser.vault.sqlite_store import SqliteStore  # noqa: PLC0415 - costs start-up time

    return SqliteStore(path, sums)


def memory_store(sums: Sums) -> Store:
    """Return a store that is in the memory of this process and nowhere else."""
    from discloser.vault.sqlite_store import SqliteStore  # noqa: PLC0415 - costs start-up time

    return SqliteStore(None, sums)


def store_of(content: bytes, sums: Sums, path: Path) -> Store:
    """Return the store in the content of a file, in memory. Raises Damaged, VaultError."""
    from discloser.vault.sqlite_store import SqliteStore  # noqa: PLC0415 - costs start-up time

    return SqliteStore.from_content(content, sums, path)


def create_store(path: Path, sums: Sums) -> None:
    """Make a store without plans. Raises VaultError."""
    from discloser.vault.sqlite_store import SqliteStore  # noqa: PLC0415 - costs start-up time

    SqliteStore.create(path, sums).close()


def make_private(folder: Path) -> None:
    """Make the folder for a vault, or close an empty one to others. Raises OutputError."""
    try:
        private_folder(folder)
        if os.name == "posix" and not any(folder.iterdir()):
            folder.chmod(0o700)
    except OSError as error:
        raise OutputError(f"{why(error, folder, 'a vault')} Nothing was written.") from None


def clear_the_way(folder: Path) -> None:
    """Remove what a start that was cut off left behind; set aside what is no store at all.

    Raises VaultError if there are plans, OutputError.
    """
    path = folder / STORE
    if not path.is_file():
        return
    from discloser.vault.database import is_empty, is_vault  # noqa: PLC0415 - costs start-up time

    if is_vault(path):
        raise VaultError(
            "There are plans here, but no key for them; put the key file back from a backup."
        )
    with suppress(VaultError):
        if is_empty(path):
            remove_store(path)
            return
    try:
        set_aside(folder)
    except OSError as error:
        raise OutputError(f"{why(error, folder, 'a vault')} Nothing was written.") from None


def remove_store(path: Path) -> None:
    """Remove a store and what SQLite keeps beside it, as far as that is possible."""
    for ending in BESIDE:
        with suppress(OSError):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def look_through(content: bytes, identity: Identity, sums: Sums, path: Path) -> Store:
    """Return the store of a backup, in memory, once it was looked through.

    Raises Damaged, VaultError.
    """
    store = store_of(content, sums, path)
    try:
        findings = inspect(store, identity, sums)
        if findings:
            sentence = f"The backup {path.name} is damaged. {findings[0].sentence}"
            raise Damaged(f"{sentence} Nothing was changed.")
    except VaultError:
        store.close()
        raise
    return store
