"""The care of a vault as a whole: what is damaged in it, and a copy of all that is sound."""

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from discloser.errors import Damaged, OutputError
from discloser.vault import keys
from discloser.vault.age import Identity
from discloser.vault.backup import open_backup, read_backup, write_backup
from discloser.vault.folder import look_through, memory_store, store_of
from discloser.vault.heads import DAMAGED_ID, shown_id
from discloser.vault.inspection import PLACES, Finding, inspect, look_at, orphans
from discloser.vault.store import Place, Row, Store
from discloser.vault.sums import Sums


def check(store: Store, identity: Identity, sums: Sums) -> list[Finding]:
    """Return what is damaged, missing or older than it was. Raises VaultError."""
    found = inspect(store, identity, sums)
    with suppress(Damaged):  # said already
        found += orphans(store)
    return found


def remove_damaged(store: Store, identity: Identity, sums: Sums) -> list[Finding]:
    """Delete the plans and versions that are damaged, and return which. Raises VaultError."""
    damaged = [each for each in look_at(store, identity, sums) if each.reason]
    store.remove((each.place, each.number, each.row) for each in damaged)
    return [each.finding() for each in damaged]


def remove_shown(store: Store, identity: Identity, sums: Sums, shown: str) -> bool:
    """Delete what is shown under a name because its own is none; return whether it was there.

    Raises VaultError.
    """
    if not DAMAGED_ID.fullmatch(shown):
        return False
    looked = look_at(store, identity, sums)
    found = [each for each in looked if each.row.id != shown and shown_id(each.row.id) == shown]
    store.remove((each.place, each.number, each.row) for each in found)
    return bool(found)


def write_all(
    folder: Path, store: Store, identity: Identity, sums: Sums, path: Path
) -> list[Finding]:
    """Write one sealed file with everything that is sound, and look through it.

    Return what is wrong with the vault, of which what is damaged is left out. Raises Damaged if
    nothing can be read, or a backup that may be better would be replaced; OutputError, VaultError.
    """
    _require_elsewhere(folder, path)
    content = store.content()
    with closing(store_of(content, sums, folder)) as moment:
        findings = inspect(moment, identity, sums)
        if findings:
            first = findings[0].sentence
            if os.path.lexists(path):
                raise Damaged(
                    f"No backup was written. {first} The backup {path.name} may still have what "
                    "is lost here; choose another name."
                )
            content = _rescued(moment, identity, sums)
            if not content:
                raise Damaged(f"No backup was written. {first}")
    write_backup(path, identity, keys.key_files(folder), content)
    if open_backup(path, read_backup(path), identity) != content:
        raise Damaged("The backup was not written as it should be; the disk may be failing.")
    return findings


def put_back(store: Store, identity: Identity, sums: Sums, path: Path) -> None:
    """Have the plans of a backup in place of all that are in a store.

    Raises Damaged, VaultError; nothing is touched then.
    """
    content = open_backup(path, read_backup(path), identity)
    with closing(look_through(content, identity, sums, path)) as there:
        store.replace((place, row) for place in PLACES for row in there.rows(place))


def _rescued(moment: Store, identity: Identity, sums: Sums) -> bytes:
    """Return a store of the rows that are sound; nothing if a damaged one has none of these."""

    def sound() -> Iterator[tuple[Place, Row]]:
        looked = look_at(moment, identity, sums)
        return ((each.place, each.row) for each in looked if not each.reason)

    if not any(True for _ in sound()):
        return b""
    counter = 0
    with suppress(Damaged):
        counter = moment.counter()
    with closing(memory_store(sums)) as fresh:
        fresh.replace(sound(), counter)
        return fresh.content()


def _require_elsewhere(folder: Path, path: Path) -> None:
    """Raise OutputError if a backup would lie among the files of the vault, or be one of them."""
    for where in (path.absolute().parent, path.resolve().parent):
        with suppress(OSError):
            if where.samefile(folder):
                raise OutputError(
                    "A backup in the folder of the plans goes where they go; choose another. "
                    "Nothing was written."
                )
