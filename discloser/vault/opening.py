"""Making a vault, anew or from a backup: each step leaves something from which to go on."""

from contextlib import suppress
from pathlib import Path

from discloser.errors import VaultError
from discloser.vault import keys
from discloser.vault.age import Identity
from discloser.vault.alone import alone
from discloser.vault.backup import Backup, open_backup, read_backup
from discloser.vault.folder import (
    STORE,
    clear_the_way,
    create_store,
    is_sound,
    look_through,
    make_private,
    put_in_place,
    remove_store,
    staged_store,
)
from discloser.vault.sums import Sums

THERE_IS_ONE = "There is a vault already."


def make_vault(folder: Path, passphrase: str | None) -> Identity:
    """Make keys and an empty store in a folder. Raises VaultError, OutputError.

    Sealing takes seconds, so it comes first; the key is written last. Whoever is cut off before
    that leaves a folder in which the next one begins anew.
    """
    if keys.has_keys(folder):
        raise VaultError(THERE_IS_ONE)
    make_private(folder)
    with alone(folder):
        if keys.has_keys(folder):
            raise VaultError(THERE_IS_ONE)
        clear_the_way(folder)
        identity = keys.create_identity()
        name, content = keys.key_file(identity, passphrase)
        try:
            create_store(folder / STORE, Sums(identity))
            keys.write_key_file(folder, name, content)
        except BaseException:
            if not keys.has_keys(folder):
                remove_store(folder / STORE)
            raise
    return identity


def make_from_backup(folder: Path, path: Path, secret: str | Path) -> Identity:
    """Put a backup into a folder without a vault, or with one whose store is lost.

    Raises WrongKey, Damaged, VaultError, OutputError; the folder is then as it was.
    """
    backup = read_backup(path)
    identity = _identity_for(folder, backup, secret)
    content = open_backup(path, backup, identity)
    sums = Sums(identity)
    make_private(folder)
    with alone(folder):
        if keys.has_keys(folder) and is_sound(folder, sums):
            raise VaultError("There is a vault already; unlock it to restore a backup.")
        _require_same_key(folder, identity, secret)
        store = look_through(content, identity, sums, path)
        try:
            whole = store.content()
        finally:
            store.close()
        with staged_store(folder, whole) as ready:
            if isinstance(secret, Path) and not keys.has_keys(folder) and not backup.keys:
                keys.write_key_file(folder, *keys.key_file(identity, None))
            keys.write_key_files(folder, backup.keys)
            put_in_place(folder, ready)
    return identity


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
        # A key file that the person brings says nothing about those that are here.
        if (folder / keys.PLAIN).is_file():
            here = keys.open_key_file(folder / keys.PLAIN)
        elif isinstance(secret, Path):
            raise VaultError("")
        else:
            here = keys.opened_with_any(keys.key_files(folder), secret)
        if here == identity:
            return
    raise VaultError("The key files in this folder open with something else; move them away.")
