"""Files that are whole or not there at all, for their owner alone.

A new file is written down to the disk under another name in the same folder, and only then takes
its own. What had the name before is there until that moment; where a link had it, the link is
replaced and what it points to is left alone.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".discloser-"
"""How the names of files begin that were not whole yet when the machine stopped."""


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

    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    staged.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _discard(leftovers: Iterable[Path]) -> None:
    for leftover in leftovers:
        # A disk that went away takes this too; the first failure is the one to tell.
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
