"""A backup: one file with all plans, sealed, and the sealed key files that open it.

It is a tar file of ``identity.age``, ``recovery.age`` (those that the vault has) and ``vault.age``.
That one opens with the identity to a line with the sums of the key files, and the store as a
SQLite file, in which every plan is sealed again. The plain key of a vault without a passphrase is
not in it.
"""

import hashlib
import io
import tarfile
from pathlib import Path

from msgspec import Struct

from discloser.disk.whole import why, write_whole
from discloser.errors import Damaged, OutputError, VaultError
from discloser.vault.age import Identity
from discloser.vault.keys import RECOVERY, SEALED

CONTENT = "vault.age"

FORMAT = b"discloser backup 1"


class Backup(Struct, frozen=True):
    """A backup that was read and not opened yet."""

    keys: dict[str, bytes]
    """Content of the key files by their names."""
    sealed: bytes


def write_backup(path: Path, identity: Identity, keys: dict[str, bytes], store: bytes) -> None:
    """Write a backup, whole or not at all. Raises OutputError."""
    sealed = identity.seal(_first(keys) + store)
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in [*keys.items(), (CONTENT, sealed)]:
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            tar.addfile(member, io.BytesIO(content))
    try:
        write_whole(path, made.getvalue())
    except OSError as error:
        raise OutputError(f"{why(error, path.parent, 'a backup')} Nothing was written.") from None


def read_backup(path: Path) -> Backup:
    """Return what a backup file holds. Raises Damaged, VaultError."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(path, mode="r:", errors="replace") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file and member.name in {SEALED, RECOVERY, CONTENT}:
                    found[member.name] = file.read()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise VaultError(f"The backup {path.name} cannot be read: {reason}.") from None
    except (tarfile.TarError, ValueError, EOFError, OverflowError):
        raise _damaged(path) from None
    sealed = found.pop(CONTENT, b"")
    if not sealed:
        raise _damaged(path)
    return Backup(found, sealed)


def open_backup(path: Path, backup: Backup, identity: Identity) -> bytes:
    """Return the store in a backup, as a SQLite file. Raises Damaged."""
    try:
        plain = identity.open(backup.sealed)
    except Damaged:
        raise Damaged(
            f"The backup {path.name} is damaged, or belongs to another vault. Nothing was changed."
        ) from None
    first = _first(backup.keys)
    if not plain.startswith(first):
        raise _damaged(path)
    return plain[len(first) :]


def _first(keys: dict[str, bytes]) -> bytes:
    sums = (hashlib.sha256(keys.get(name, b"")).hexdigest() for name in (SEALED, RECOVERY))
    return b" ".join([FORMAT, *(each.encode() for each in sums)]) + b"\n"


def _damaged(path: Path) -> Damaged:
    return Damaged(f"The backup {path.name} is damaged or none. Nothing was changed.")
