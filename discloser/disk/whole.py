"""Files that are whole or not there at all, for their owner alone.

A new file is written down to the disk under another name in the same folder, and only then takes
its own. What had the name before is there until that moment; where a link had it, the link is
replaced and what it points to is left alone.

The other name holds the number of the process and when it began, so that what a killed one left
behind, perhaps in plain, can be told from what is being written, and goes before the next file.
"""

import os
import re
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from discloser.disk.process import birth, runs

UNFINISHED = ".discloser-"
"""How the names of files begin that were not whole yet when the machine stopped."""

_STAGED = re.compile(re.escape(UNFINISHED) + r"([1-9][0-9]{0,8})_([0-9]{0,20})_[a-z0-9_]{8}")
_UNFINISHED = re.compile(re.escape(UNFINISHED) + r"[0-9A-Za-z_]{1,50}")
"""These names and those that older versions gave."""


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that is there stays as it is.

    Raises OSError, among others FileExistsError if a file is in its place, and ValueError if the
    name cannot be one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file into a folder that is there. Raises OSError; the file is then as it was."""
    write_all(path.parent, [(path.name, content)], [])


def write_new(path: Path, content: bytes) -> None:
    """Write a file into a folder that is there, and never over one that is there already.

    Raises FileExistsError if there is one, also one that another program makes at this moment, and
    OSError.
    """
    staged: list[Path] = []
    sweep(path.parent)
    try:
        _stage(path.parent, content, staged)
        try:
            os.link(staged[0], path)
        except FileExistsError:
            raise
        except OSError:  # no links on this disk
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        settle(path.parent)
    finally:
        _discard(staged)


def write_all(folder: Path, files: Sequence[tuple[str, bytes]], written: list[Path]) -> None:
    """Write names and contents into a folder that is there, and note in ``written`` what is there.

    All contents are on the disk under other names before the first file is replaced, so a full
    disk leaves everything as it was.

    Raises OSError; what is in ``written`` by then is whole, and the rest is as it was.
    """
    staged: list[Path] = []
    sweep(folder)
    try:
        for _, content in files:
            _stage(folder, content, staged)
        for (name, _), ready in zip(files, staged, strict=True):
            target = folder / name
            ready.replace(target)
            written.append(target)
        settle(folder)
    finally:
        _discard(staged[len(written) :])


def stage(folder: Path, content: bytes) -> Path:
    """Write a new file under a name of its own, down to the disk, and return it. Raises OSError.

    It stays unfinished until somebody renames it.
    """
    staged: list[Path] = []
    sweep(folder)
    try:
        _stage(folder, content, staged)
    except BaseException:
        _discard(staged)
        raise
    return staged[0]


def unfinished(folder: Path) -> list[Path]:
    """Return the files in a folder that are not whole, or not yet."""
    return [path for path in _named(folder, _UNFINISHED) if path.is_file()]


def sweep(folder: Path) -> None:
    """Remove what processes that run no more left unfinished in a folder. Never raises."""
    for path in _named(folder, _STAGED):
        named = _STAGED.fullmatch(path.name)
        if named and not runs(int(named[1]), named[2]) and _is_ours(path):
            _discard([path])


def settle(folder: Path) -> None:
    """Have new and removed names reach the disk too, where the system can do that for a folder."""
    if os.name != "posix":
        return
    # Some network drives refuse; the files are whole either way, so that is no failure.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def why(error: OSError, folder: Path, what: str) -> str:
    """Say in one sentence why writing to a folder failed; ``what`` is such as "a document"."""
    match error:
        case PermissionError():
            return f"You have no permission to write to {folder}."
        case FileExistsError():
            return f"{folder} is a file and not a folder."
        case NotADirectoryError():
            return f"A part of {folder} is a file and not a folder."
        case IsADirectoryError():
            return f"In {folder}, a folder has the name of {what}."
        case _:
            reason = (error.strerror or "unknown reason").lower()
            return f"Writing to {folder} failed: {reason}."


def _stage(folder: Path, content: bytes, staged: list[Path]) -> None:
    """Write a new file of its own, down to the disk, and note its path in ``staged``."""
    import tempfile  # noqa: PLC0415 - only writing needs it, and it costs start-up time

    me = os.getpid()
    handle, name = tempfile.mkstemp(prefix=f"{UNFINISHED}{me}_{birth(me)}_", dir=folder)
    staged.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _named(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))
    except OSError:
        return []


def _is_ours(path: Path) -> bool:
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and (os.name != "posix" or about.st_uid == os.geteuid())


def _discard(leftovers: Iterable[Path]) -> None:
    for leftover in leftovers:
        # A disk that went away takes this too; the first failure is the one to tell.
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
