"""Which programs have a vault open now, and asking them to lock it.

Each one holds a lock on an empty file beside the plans, ``open-PID``, with the birth of the process
behind it where the system tells that. The lock goes with the process, however that ends, so a file
without one is left over. Needs POSIX; elsewhere nobody is known to have a vault open.
"""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Self

from discloser.disk.process import birth, runs
from discloser.disk.whole import why
from discloser.errors import VaultError

CAN_LOCK = os.name == "posix"
"""Whether this system can ask other programs to lock."""

MARKS = "open-*"
_MARK = re.compile(r"open-([1-9]\d{0,9})(?:-(\d{1,20}))?")

GLANCE, GLANCES = 0.05, 100
"""Seconds between two looks at whether the others have locked, and how many looks."""


class OpenHere:
    """Says that this process has a vault open, until it is closed or the process ends.

    Whoever makes one must handle SIGUSR1 before: it is the request to lock, and would end the
    process otherwise. To lock is to close this, or to start another program in this one's place.
    """

    def __init__(self, folder: Path) -> None:
        """Register this process for the vault in a folder. Raises VaultError."""
        self._file: int | None = None
        if not CAN_LOCK:
            return
        pid = os.getpid()
        born = birth(pid)
        self._path = folder / (f"open-{pid}-{born}" if born else f"open-{pid}")
        try:
            self._file = _taken(self._path)
        except OSError as error:
            raise VaultError(why(error, folder, "a vault")) from None

    def close(self) -> None:
        """Say that it is open no more; a second time does nothing."""
        if self._file is None:
            return
        # Removed first: a file that nobody holds is taken for one that is left over.
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        os.close(self._file)
        self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def marks(folder: Path) -> tuple[Path, ...]:
    """Return the files by which processes say that they have a vault open, left-over ones too."""
    return tuple(sorted(path for path in folder.glob(MARKS) if _MARK.fullmatch(path.name)))


def open_elsewhere(folder: Path) -> tuple[int, ...]:
    """Return the numbers of the other processes that have a vault open; remove what is left over.

    One is 0 if the process is not known here by the number that it gave, as from a container.
    Never raises: what cannot be looked at counts as left over, and stays.
    """
    return tuple(pid if _is_known(pid, born) else 0 for pid, born in _others(folder))


def lock_others(folder: Path) -> int:
    """Ask all other processes to lock, and return how many did so within five seconds.

    A signal would end a stranger: nobody is asked whose birth is not the one of the mark.
    """
    pids = {pid for pid, born in _others(folder) if _is_known(pid, born)}
    for pid in pids:
        with suppress(OSError):  # it has ended, or is somebody else's
            os.kill(pid, signal.SIGUSR1)
    still = pids
    for _ in range(GLANCES):
        still = pids.intersection(open_elsewhere(folder))
        if not still:
            break
        Event().wait(GLANCE)
    return len(pids) - len(still)


def _others(folder: Path) -> Iterator[tuple[int, str]]:
    """Yield number and birth of other processes whose lock is held."""
    if not CAN_LOCK:
        return
    for path in marks(folder):
        found = _MARK.fullmatch(path.name)
        if found and int(found[1]) != os.getpid() and _is_held(path):
            yield int(found[1]), found[2] or ""


def _is_known(pid: int, born: str) -> bool:
    """Return whether a number is that of the process that made a mark, as far as can be told."""
    if birth(os.getpid()):
        return bool(born) and birth(pid) == born and runs(pid, born)
    return runs(pid, born)


def _is_held(path: Path) -> bool:
    """Return whether somebody holds a mark; remove it if nobody does."""
    import fcntl  # noqa: PLC0415 - only there on POSIX

    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # A shared lock: two that look at the same moment do not take each other for the holder.
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(file)
    return False


def _taken(path: Path) -> int:
    """Return a file of this name that is held by this process alone. Raises OSError."""
    import fcntl  # noqa: PLC0415 - as above

    while True:
        # Python closes it in programs that are started from here.
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            # Somebody may have removed it as left over before it was held.
            with suppress(FileNotFoundError):
                if os.path.samestat(path.lstat(), os.fstat(file)):
                    return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)
