"""One pack's folder on disk, read with care: names, sizes and links are checked first."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from discloser.errors import PackError
from discloser.packs.gate import (
    FOLDERS,
    GOLDEN,
    MANIFEST,
    MOST_BYTES,
    MOST_FILES,
    NAME,
    OTHER,
    Place,
    Tally,
    check_folder,
    is_left,
    place_of,
    shown,
)
from discloser.text.clean import clean_values
from discloser.text.toml import BrokenToml, parse

__all__ = [
    "FOLDERS",
    "MANIFEST",
    "MOST_BYTES",
    "MOST_FILES",
    "NAME",
    "PackFolder",
    "open_plain",
    "read_folder",
]

PLAIN = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)
"""How a file is opened that may turn out to be a pipe: without waiting for its other end."""
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Refuses a link that took the place of a file since it was looked at."""


class PackFolder(Struct, frozen=True, dict=True):
    """The text of every file of a pack, by its path inside the pack with forward slashes."""

    root: Path
    files: dict[str, str]
    kept: dict[str, str] = {}
    """Files that travel with the pack and are not read with it, where they were asked for."""
    passed_over: tuple[str, ...] = ()
    """Notes and papers that lie in a folder whose files are read, and are not read themselves."""

    @property
    def name(self) -> str:
        """The pack's name: that of its folder."""
        return self.root.name

    @cached_property
    def _tables(self) -> dict[str, dict[str, Any]]:
        """What was parsed before: a pack's manifest is looked at many times."""
        return {}

    def digest(self) -> str:
        """Return a hash over all names and contents that are read, in hexadecimal."""
        total = hashlib.sha256()
        for path in sorted(self.files):
            content = self.files[path].encode()
            total.update(f"{path}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()

    def shown(self, path: str) -> str:
        """Return how a file is named in messages."""
        return f"{self.name}/{path}"

    def table(self, path: str) -> dict[str, Any]:
        """Return one TOML file as plain data, which nobody may change. Raises PackError."""
        if path not in self._tables:
            try:
                text = self.files[path]
                table = parse(text)
                # A file is clean by itself; an escape such as \u001b in a text is not.
                self._tables[path] = clean_values(table) if "\\" in text else table
            except BrokenToml as error:
                raise PackError(
                    error.message, file=self.shown(path), line=error.line, fix=error.fix
                ) from None
        return self._tables[path]

    def under(self, folder: str, ending: str) -> list[str]:
        """Return the paths of the files in one folder of the pack, sorted."""
        return sorted(p for p in self.files if p.startswith(f"{folder}/") and p.endswith(ending))


Report = Callable[[PackError], None]
"""Takes what is wrong with one file: raises it, or notes it so that reading goes on without it."""


def refuse(error: PackError) -> None:
    """Raise what is wrong with a file."""
    raise error


def read_folder(root: Path, *, whole: bool = False, report: Report = refuse) -> PackFolder:
    """Return all files of the pack in a folder; files that are reported are left out.

    With ``whole``, the files that only travel with it come along. Raises PackError, unless
    ``report`` takes it; for a folder that is no pack it raises in any case.
    """
    try:
        there = (root / MANIFEST).is_file()
    except OSError:
        there = False
    if not there:
        raise PackError(
            "There is no pack.toml in this folder.",
            file=root.name,
            fix="A pack is a folder with a pack.toml in it.",
        )
    walk = _Walk(root, whole=whole, report=report)
    found = dict(walk.paths("", root))
    read = _texts(root, found, Place.READ, report)
    kept = _texts(root, found, Place.KEPT, report)
    return PackFolder(root, read, kept, tuple(sorted(walk.passed_over)))


def _texts(root: Path, found: dict[str, Place], place: Place, report: Report) -> dict[str, str]:
    tally = Tally(root.name)
    texts = {}
    for path in sorted(path for path in found if found[path] is place):
        try:
            texts[path] = tally.text(_read(root, path), path)
        except PackError as error:
            report(error)
    return texts


class _Walk:
    """Finds the files of a pack; anything odd is refused, and too much of anything is."""

    def __init__(self, root: Path, *, whole: bool, report: Report) -> None:
        self._name = root.name
        self._report = report
        self._whole = whole
        self._tally = Tally(root.name)
        self.passed_over: list[str] = []

    def paths(self, inside: str, folder: Path) -> list[tuple[str, Place]]:
        """Return the paths of all files below a folder, and what becomes of each."""
        found = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._tally.entry()
                    try:
                        found += self._look(f"{inside}{entry.name}", entry)
                    except PackError as error:
                        self._report(error)
        except OSError as error:
            raise PackError(
                f"It cannot be read: {error.strerror}.", file=shown(self._name, inside)
            ) from None
        return found

    def _look(self, path: str, entry: os.DirEntry[str]) -> list[tuple[str, Place]]:
        if is_left(entry.name):
            return []
        named = shown(self._name, path)
        if entry.is_symlink() or _is_junction(entry):
            raise PackError("A pack may not hold links.", file=named, fix="Copy the file.")
        if entry.is_dir():
            check_folder(path, self._name)
            if path == GOLDEN and not self._whole:
                return []
            return self.paths(f"{path}/", Path(entry.path))
        if not entry.is_file():
            raise PackError("A pack holds files and folders only.", file=named)
        place = place_of(path, self._name)
        if place is Place.LEFT and path.partition("/")[0] in FOLDERS and OTHER.search(entry.name):
            self.passed_over.append(path)
        if place is Place.LEFT or (place is Place.KEPT and not self._whole):
            return []
        if place is Place.READ:
            self._tally.file()
        return [(path, place)]


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is what Windows has beside links."""
    check: Callable[[], bool] | None = getattr(entry, "is_junction", None)  # from Python 3.12 on
    return check() if check else False


def open_plain(path: Path, *, links: bool = True) -> int:
    """Return an open descriptor of a plain file, without ever waiting for anybody.

    Raises OSError, also for what is no plain file, and ValueError for what is no name of a file.
    """
    descriptor = os.open(path, PLAIN if links else PLAIN | NO_LINK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "It is no plain file", str(path))
    return descriptor


def _read(root: Path, path: str) -> bytes:
    try:
        with os.fdopen(open_plain(root / path, links=False), "rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PackError(
            f"It cannot be read: {error.strerror}.", file=shown(root.name, path)
        ) from None
