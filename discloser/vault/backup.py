"""A backup: one file with all plans, sealed, and the sealed key files that open it.

It is a tar file of ``identity.age``, ``recovery.age`` (those that the vault has) and ``vault.age``.
That one opens with the identity to a line with the sums of the key files, and the store as a
SQLite file, in which every plan is sealed again. The plain key of a vault without a passphrase is
not in it.
"""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from discloser.disk.whole import why, write_whole
from discloser.errors import Damaged, OutputError, VaultError
from discloser.vault.age import Identity
from discloser.vault.keys import MOST_BYTES, RECOVERY, SEALED

CONTENT = "vault.age"

LARGEST = 500_000_000
"""Bytes of the largest backup that is read; ten thousand plans take a fifth of that."""

FORMAT = b"discloser backup 1"


class Backup(Struct, frozen=True):
    """A backup that was read and not opened yet."""

    keys: dict[str, bytes]
    """Content of the key files by their names."""
    sealed: bytes


def write_backup(path: Path, identity: Identity, keys: dict[str, bytes], store: bytes) -> None:
    """Write a backup, whole or not at all. Raises OutputError."""
    import tarfile  # noqa: PLC0415 - it costs start-up time

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
    import tarfile  # noqa: PLC0415 - it costs start-up time

    found: dict[str, bytes] = {}
    try:
        # Without waiting for a writer, should it be a pipe.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise VaultError(f"The backup {path.name} cannot be read: it is no file.")
            if about.st_size > LARGEST:
                raise VaultError(f"The backup {path.name} cannot be read: it is too large.")
            for name, content in _members(file, about.st_size):
                if name in found or (name != CONTENT and len(content) > MOST_BYTES):
                    raise _damaged(path)
                found[name] = content
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise VaultError(f"The backup {path.name} cannot be read: {reason}.") from None
    except (tarfile.TarError, ValueError, EOFError, OverflowError):
        raise _damaged(path) from None
    sealed = found.pop(CONTENT, b"")
    if not sealed or not found.keys() <= {SEALED, RECOVERY}:
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


def _members(file: BinaryIO, room: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of a tar file of so many bytes.

    Not by the library itself: for it, a member may say that it is a hundred times as large as the
    file. Raises ValueError, TarError for whatever `write_backup` does not write.
    """
    import tarfile  # noqa: PLC0415 - it costs start-up time

    block = tarfile.BLOCKSIZE
    while (head := file.read(block)).strip(b"\0"):
        member = tarfile.TarInfo.frombuf(head, "ascii", "replace")
        if member.type != tarfile.REGTYPE or not 0 <= member.size <= room - file.tell():
            raise ValueError
        content = file.read(member.size)
        if len(content) != member.size:
            raise ValueError
        file.seek(-member.size % block, os.SEEK_CUR)
        yield member.name, content


def _first(keys: dict[str, bytes]) -> bytes:
    sums = (hashlib.sha256(keys.get(name, b"")).hexdigest() for name in (SEALED, RECOVERY))
    return b" ".join([FORMAT, *(each.encode() for each in sums)]) + b"\n"


def _damaged(path: Path) -> Damaged:
    return Damaged(f"The backup {path.name} is damaged or none. Nothing was changed.")
