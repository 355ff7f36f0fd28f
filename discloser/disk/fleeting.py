"""Folders for what must not stay: in memory where the system has some to offer, and gone after use.

Names hold the number of the process and when it began, so that what a killed one left behind can be
told from what is in use.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from discloser.disk.process import birth, runs

PREFIX = "discloser-edit-"

_NAME = re.compile(re.escape(PREFIX) + r"([0-9]{1,9})-([0-9]*)-")

IN_MEMORY = {"tmpfs", "ramfs"}
"""Kinds of file systems that no disk stands behind. When memory runs short, the first may be moved
to where the system swaps to, as may the memory of any program."""

MOUNTS = Path("/proc/self/mountinfo")
"""What is mounted, on Linux: a number for the file system third, its kind after a lone dash."""

FOR_ALL = Path("/dev/shm")  # noqa: S108 - only with a name of its own and closed to others

TRIES = 3
"""How often a folder is removed that something is still written into."""


def memory_folder(environment: Mapping[str, str]) -> Path | None:
    """Return a folder that lies in memory and can be written to; None if there is none.

    The person's own one comes first: in the other everybody sees the names.
    """
    kinds = _kinds()
    for folder in _candidates(environment):
        with suppress(OSError):
            device = folder.stat().st_dev
            kind = kinds.get(f"{os.major(device)}:{os.minor(device)}")
            if kind in IN_MEMORY and os.access(folder, os.W_OK | os.X_OK):
                return folder
    return None


def make_folder(where: Path | None) -> Path:
    """Make a folder with a new name that only its owner can enter; None is the usual place.

    Raises OSError.
    """
    import tempfile  # noqa: PLC0415 - it costs start-up time

    me = os.getpid()
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{me}-{birth(me)}-", dir=where))


def remove_folder(folder: Path) -> bool:
    """Remove a folder and all that is in it; return whether it has gone."""
    import shutil  # noqa: PLC0415 - it costs start-up time

    for _ in range(TRIES):
        with suppress(OSError):
            shutil.rmtree(folder)
        if not os.path.lexists(folder):
            return True
    return False


def remove_leftovers(environment: Mapping[str, str], disk: Path | None) -> None:
    """Remove the folders of runs that were killed, as far as that is possible.

    ``disk`` is where folders lie if there is no memory for them; None is the usual place.
    """
    for folder in leftovers(environment, disk):
        remove_folder(folder)


def leftovers(environment: Mapping[str, str], disk: Path | None) -> tuple[Path, ...]:
    """Return the folders of runs that were killed; ``disk`` is as in `remove_leftovers`."""
    if disk is None:
        import tempfile  # noqa: PLC0415 - as above

        disk = Path(tempfile.gettempdir())
    places = (*_candidates(environment), disk)
    return tuple(folder for where in places for folder in _leftovers(where))


def _candidates(environment: Mapping[str, str]) -> list[Path]:
    own = environment.get("XDG_RUNTIME_DIR", "")
    folders = [Path(own)] if Path(own).is_absolute() else []
    return [*folders, FOR_ALL] if os.name == "posix" else []


def _kinds() -> dict[str, str]:
    """Return number of a file system to its kind; empty where the system does not tell."""
    kinds = {}
    with suppress(OSError):
        for line in MOUNTS.read_text("utf-8", errors="replace").splitlines():
            mount, _, system = line.partition(" - ")
            kinds[mount.split(" ")[2]] = system.partition(" ")[0]
    return kinds


def _leftovers(where: Path) -> Iterator[Path]:
    """Yield this person's folders in there whose process runs no more."""
    for folder in where.glob(f"{PREFIX}*"):
        named = _NAME.match(folder.name)
        if named and not runs(int(named[1]), named[2]) and _is_ours(folder):
            yield folder


def _is_ours(folder: Path) -> bool:
    try:
        about = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and (os.name != "posix" or about.st_uid == os.geteuid())
