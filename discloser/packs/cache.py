"""What was worked out from a pack's files, kept for the next start.

Entries are named by a hash over all that they were made from, so a changed file never meets an old
result. They hold a pack's text and nothing of a person. A cache that cannot be read or written is
simply not used.
"""

import hashlib
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

from discloser.disk.whole import private_folder, write_whole

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of one entry that are read; the largest of the standard pack has less than one MB."""


class DiskCache(MutableMapping[str, bytes]):
    """Bytes by name in one private folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, key: str) -> bytes:
        try:
            path = self._path(key)
            if not path.is_file():  # something else there, such as a pipe, could wait for ever
                raise KeyError(key)
            with path.open("rb") as file:
                kept = file.read(MOST_BYTES + 1)
        except OSError:
            raise KeyError(key) from None
        if len(kept) > MOST_BYTES:
            raise KeyError(key)
        return kept

    def __setitem__(self, key: str, value: bytes) -> None:
        with suppress(OSError):
            private_folder(self._folder)
            write_whole(self._path(key), value)

    def __delitem__(self, key: str) -> None:
        try:
            self._path(key).unlink()
        except OSError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()[:40]
