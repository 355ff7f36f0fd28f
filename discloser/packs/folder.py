"""One pack's folder on disk, read with care: names, sizes and links are checked first."""

import hashlib
import os
import re
from pathlib import Path
from typing import Any

from msgspec import Struct

from discloser.errors import PackError
from discloser.text.clean import clean
from discloser.text.nearest import nearest
from discloser.text.toml import BrokenToml, parse

MANIFEST = "pack.toml"
NAME = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*\.(toml|j2)")
"""What a file of a pack may be called."""
OTHER = re.compile(r"~$|(?<!\.toml)(?<!\.j2)\.(?:txt|md|bak|orig|pdf|docx|odt|html|zip)$")
"""Notes and left-overs that people keep beside a pack; they are not read."""
FOLDERS = frozenset({"catalogue", "phrases", "documents", "people"})
"""Folders of a pack."""
MOST_BYTES = 512 * 1024
"""Largest single file of a pack, in bytes."""
MOST_FILES = 500


class PackFolder(Struct, frozen=True):
    """The text of every file of a pack, by its path inside the pack with forward slashes."""

    root: Path
    files: dict[str, str]

    @property
    def name(self) -> str:
        """The pack's name: that of its folder."""
        return self.root.name

    def digest(self) -> str:
        """Return a hash over all names and contents, in hexadecimal."""
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
        """Return one TOML file as plain data. Raises PackError."""
        try:
            return parse(self.files[path])
        except BrokenToml as error:
            raise PackError(
                error.message, file=self.shown(path), line=error.line, fix=error.fix
            ) from None

    def under(self, folder: str, ending: str) -> list[str]:
        """Return the paths of the files in one folder of the pack, sorted."""
        return sorted(p for p in self.files if p.startswith(f"{folder}/") and p.endswith(ending))


def read_folder(root: Path) -> PackFolder:
    """Return all files of the pack in a folder. Raises PackError."""
    if not (root / MANIFEST).is_file():
        raise PackError(
            "There is no pack.toml in this folder.",
            file=root.name,
            fix="A pack is a folder with a pack.toml in it.",
        )
    paths = list(_walk(root, root))
    if len(paths) > MOST_FILES:
        raise PackError(f"A pack may hold at most {MOST_FILES} files.", file=root.name)
    return PackFolder(root, {path: _read(root, path) for path in sorted(paths)})


def _walk(root: Path, folder: Path) -> list[str]:
    """Return the paths of all files that belong to the pack; anything odd is refused."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path).relative_to(root).as_posix()
            if entry.name.startswith((".", "__")) or entry.name in {"README.md", "LICENSE"}:
                continue
            if entry.is_symlink():
                raise PackError(
                    "A pack may not hold links.", file=f"{root.name}/{path}", fix="Copy the file."
                )
            if entry.is_dir():
                if folder == root and entry.name not in FOLDERS:
                    near = nearest(entry.name, FOLDERS)
                    raise PackError(
                        "A pack has no folder of this name.",
                        file=f"{root.name}/{path}",
                        fix=f"Did you mean {near}?" if near else "Move it out of the pack.",
                    )
                found += _walk(root, Path(entry.path))
            elif not entry.is_file():
                raise PackError("A pack holds files and folders only.", file=f"{root.name}/{path}")
            elif OTHER.search(entry.name):
                continue
            elif not NAME.fullmatch(entry.name):
                raise PackError(
                    "This file name is not allowed in a pack.",
                    file=f"{root.name}/{path}",
                    fix="Use small letters, digits and _, and end it in .toml or .j2.",
                )
            else:
                found.append(path)
    return found


def _read(root: Path, path: str) -> str:
    shown = f"{root.name}/{path}"
    try:
        with (root / path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PackError(f"It cannot be read: {error.strerror}.", file=shown) from None
    if len(content) > MOST_BYTES:
        raise PackError(f"It is larger than {MOST_BYTES // 1024} kB.", file=shown)
    try:
        return clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PackError(
            "It is not UTF-8 text.",
            file=shown,
            line=content[: error.start].count(b"\n") + 1,
            fix="Save it as UTF-8.",
        ) from None
