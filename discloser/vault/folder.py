"""The folder of a vault: which files it has, making them, looking through others, deleting all."""

import os
from contextlib import suppress
from pathlib import Path

from discloser.disk.whole import UNFINISHED, private_folder, settle, why, write_whole
from discloser.errors import Damaged, OutputError, VaultError
from discloser.vault import keys
from discloser.vault.age import Identity
from discloser.vault.inspection import inspect
from discloser.vault.open_here import marks
from discloser.vault.store import OLDER, Store
from discloser.vault.sums import Sums

STORE = "vault.db"
"""The file of the plans."""

BESIDE = ("", "-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps for one store."""

COPY, ASIDE = "vault.db.copy", "vault.db.before"
"""A store that is looked at before it is used, and one that was replaced because it is damaged."""


def has_vault(folder: Path) -> bool:
    """Return whether there is a vault in a folder, whole or not."""
    return keys.has_keys(folder) or (folder / STORE).is_file()


def vault_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a vault that are there, keys first."""
    stores = (f"{name}{ending}" for name in (STORE, COPY, ASIDE) for ending in BESIDE)
    named = [folder / name for name in (keys.PLAIN, keys.SEALED, keys.RECOVERY, *stores)]
    others = (OLDER.format(name=STORE, version="*"), f"{UNFINISHED}*")
    unfinished = sorted(path for pattern in others for path in folder.glob(pattern))
    return tuple(path for path in [*named, *unfinished, *marks(folder)] if path.is_file())


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


def put_in_place(folder: Path) -> None:
    """Have the store that was looked through be the store; set one that was there aside."""
    try:
        for ending in BESIDE:
            with suppress(FileNotFoundError):
                (folder / f"{STORE}{ending}").replace(folder / f"{ASIDE}{ending}")
        (folder / COPY).replace(folder / STORE)
    except OSError as error:
        raise OutputError(why(error, folder, "a vault")) from None
    settle(folder)


def open_store(path: Path, sums: Sums) -> Store:
    """Open a store that is there. Raises Damaged, VaultError."""
    from discloser.vault.sqlite_store import SqliteStore  # noqa: PLC0415 - costs start-up time

    return SqliteStore(path, sums)


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


def remove_empty_store(folder: Path) -> None:
    """Remove what a start that was cut off left behind. Raises VaultError if it holds plans."""
    path = folder / STORE
    if not path.is_file():
        return
    from discloser.vault.database import is_empty  # noqa: PLC0415 - costs start-up time

    if not is_empty(path):
        raise VaultError(
            "There are plans here, but no key for them; put the key file back from a backup."
        )
    remove_store(path)


def remove_store(path: Path) -> None:
    """Remove a store and what SQLite keeps beside it, as far as that is possible."""
    for ending in BESIDE:
        with suppress(OSError):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def look_through(folder: Path, content: bytes, identity: Identity, sums: Sums, path: Path) -> Store:
    """Open the store of a backup beside the real one. Raises Damaged, VaultError, OutputError."""
    copy = folder / COPY
    remove_store(copy)
    try:
        write_whole(copy, content)
    except OSError as error:
        raise OutputError(f"{why(error, folder, 'a plan')} Nothing was changed.") from None
    try:
        store = open_store(copy, sums)
        findings = inspect(store, identity, sums)
        if findings:
            store.close()
            sentence = f"The backup {path.name} is damaged. {findings[0].sentence}"
            raise Damaged(f"{sentence} Nothing was changed.")
    except VaultError:
        remove_store(copy)
        raise
    return store
