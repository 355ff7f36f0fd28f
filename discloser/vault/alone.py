"""One program at a time makes a vault in a folder: two that begin at once would make two keys."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

from discloser.disk.whole import why
from discloser.errors import OutputError, VaultError

LOCK = "vault.lock"
"""The file that is held meanwhile. One that nobody holds is left over and in nobody's way."""

GLANCE, GLANCES = 0.1, 600
"""Seconds between two looks at whether the other one is done, and how many looks."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only program that makes a vault in a folder that is there.

    Waits for another one, for a minute at most. Where the system or the disk knows no such locks,
    nobody is kept out. Raises VaultError, OutputError.
    """
    path = folder / LOCK
    try:
        file = _held(path) if os.name == "posix" else None
    except OSError as error:
        raise OutputError(f"{why(error, folder, 'a vault')} Nothing was written.") from None
    try:
        yield
    finally:
        if file is not None:
            # Removed while it is held: who waits for it sees that it is another one now.
            with suppress(OSError):
                path.unlink(missing_ok=True)
            os.close(file)


def _held(path: Path) -> int:
    """Return a file of this name that this process holds. Raises VaultError, OSError."""
    import fcntl  # noqa: PLC0415 - only there on POSIX

    for _ in range(GLANCES):
        # Python closes it in programs that are started from here.
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            Event().wait(GLANCE)
            continue
        except OSError:  # a disk without locks
            return file
        with suppress(FileNotFoundError):
            if os.path.samestat(path.lstat(), os.fstat(file)):
                return file
        os.close(file)
    raise VaultError("Another program is making a vault here; try again in a moment.")
