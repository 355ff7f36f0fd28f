"""Documents as files in a folder: every one whole or not there at all.

A file is named by the day and the kind of document, never by an answer: names show up in lists of
recent files. A file of the same name is replaced, and only once its successor is whole on the disk.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from discloser.disk.whole import private_folder, why, write_all
from discloser.errors import OutputError

NOT_IN_A_NAME = re.compile(r"[^a-z0-9_-]")
"""What a document id of a pack may not bring into a file name."""


PAPER = re.compile(r"\d{4}-\d\d-\d\d_[a-z0-9_-]+\.(?:md|txt)")
"""The shape of the names that `file_names` gives."""

WHAT = "a document"
"""What is written here, in messages."""


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

    A full disk leaves everything as it was. Files can be read by their owner only.

    Raises OutputError, which says what was written.
    """
    _make_folder(folder)
    written: list[Path] = []
    try:
        write_all(folder, [(name, text.encode()) for name, text in files], written)
    except OSError as error:
        raise OutputError(f"{why(error, folder, WHAT)} {_state(written, files)}") from None
    return written


def _make_folder(folder: Path) -> None:
    try:
        private_folder(folder)
    except FileExistsError:
        raise OutputError(f"{folder} is a file; --to needs a folder.") from None
    except OSError as error:
        raise OutputError(f"{why(error, folder, WHAT)} Nothing was written.") from None
    except ValueError:
        raise OutputError("The name after --to is not a folder name.") from None


def _state(written: Sequence[Path], files: Sequence[tuple[str, str]]) -> str:
    if not written:
        return "Nothing was written."
    done = ", ".join(path.name for path in written)
    rest = ", ".join(name for name, _ in files[len(written) :])
    return f"Written and whole: {done}. Not written: {rest}."
