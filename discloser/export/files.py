"""Documents as files in a folder: every one whole or not there at all.

A file is named by the day and the kind of document, never by an answer: names show up in lists of
recent files. A file of the same name is replaced, and only once its successor is whole on the disk.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from discloser.errors import OutputError

NOT_IN_A_NAME = re.compile(r"[^a-z0-9_-]")
"""What a document id of a pack may not bring into a file name."""


PAPER = re.compile(r"\d{4}-\d\d-\d\d_[a-z0-9_-]+\.(?:md|txt)")
"""The shape of the names that `file_names` gives."""


def file_names(documents: Iterable[str], date: str, ending: str) -> list[str]:
    """Return a file name for each document id: ``2026-12-01_script_20s.md``.

    The second copy of a document, for another audience, gets ``-2``, and so on.
    """
    names: list[str] = []
    for document in documents:
        stem = f"{date}_{NOT_IN_A_NAME.sub('_', document.casefold())}"
        name, copy = f"{stem}.{ending}", 2
        while name in names:
            name, copy = f"{stem}-{copy}.{ending}", copy + 1
        names.append(name)
    return names


def other_papers(folder: Path, written: Sequence[Path]) -> list[str]:
    """Return the names of papers in a folder that were written at another time, sorted."""
    names = {path.name for path in written}
    try:
        return sorted(
            entry.name
            for entry in folder.iterdir()
            if PAPER.fullmatch(entry.name) and entry.name not in names
        )
    except OSError:
        return []


def write_files(folder: Path, files: Sequence[tuple[str, str]]) -> list[Path]:
    """Write names and texts into a folder, which is made if it is not there; return the paths.

    All texts are on the disk under other names before the first file is replaced, so a full disk
    leaves everything as it was. Files can be read by their owner only.

    Raises OutputError, which says what was written.
    """
    _make_folder(folder)
    staged: list[Path] = []
    written: list[Path] = []
    try:
        for _, text in files:
            _stage(folder, text, staged)
        for (name, _), ready in zip(files, staged, strict=True):
            target = folder / name
            ready.replace(target)
            written.append(target)
        _settle(folder)
    except OSError as error:
        raise OutputError(f"{_why(error, folder)} {_state(written, files)}") from None
    finally:
        for leftover in staged[len(written) :]:
            leftover.unlink(missing_ok=True)
    return written


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{folder} is a file; --to needs a folder.") from None
    except OSError as error:
        raise OutputError(f"{_why(error, folder)} Nothing was written.") from None
    except ValueError:
        raise OutputError("The name after --to is not a folder name.") from None


def _stage(folder: Path, text: str, staged: list[Path]) -> None:
    """Write a text to a new file of its own, down to the disk, and note its path in ``staged``."""
    handle, name = tempfile.mkstemp(prefix=".discloser-", dir=folder)
    staged.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the new names reach the disk too, where the system can do that for a folder."""
    if os.name != "posix":
        return
    # Some network drives refuse; the files are whole either way, so that is no failure.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _why(error: OSError, folder: Path) -> str:
    """Say in one sentence why writing to a folder failed."""
    match error:
        case PermissionError():
            return f"You have no permission to write to {folder}."
        case NotADirectoryError():
            return f"A part of {folder} is a file and not a folder."
        case IsADirectoryError():
            return f"In {folder}, a folder has the name of a document."
        case _:
            reason = (error.strerror or "unknown reason").lower()
            return f"Writing to {folder} failed: {reason}."


def _state(written: Sequence[Path], files: Sequence[tuple[str, str]]) -> str:
    if not written:
        return "Nothing was written."
    done = ", ".join(path.name for path in written)
    rest = ", ".join(name for name, _ in files[len(written) :])
    return f"Written and whole: {done}. Not written: {rest}."
