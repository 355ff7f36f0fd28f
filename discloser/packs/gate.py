"""What may come in with a pack, by name and by size: one gate for folders and for archives."""

import re
from enum import Enum

from discloser.errors import PackError
from discloser.text.clean import clean
from discloser.text.nearest import nearest

MANIFEST = "pack.toml"
NAME = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*\.(toml|j2)")
"""What a file of a pack may be called."""
PACK_NAME = re.compile(r"(?=.{1,60}$)[a-z0-9_]+(-[a-z0-9_]+)*")
"""What a pack may be called that comes from somebody else."""
OTHER = re.compile(r"~$|(?<!\.toml)(?<!\.j2)\.(?:txt|md|bak|orig|pdf|docx|odt|html|zip)$")
"""Notes and left-overs that people keep beside a pack; they are not read."""
LEFT_ANYWHERE = frozenset({"thumbs.db", "desktop.ini", "license"})
"""Files that Windows puts into folders, and terms of use; other systems' files start with a dot."""
FOLDERS = frozenset({"catalogue", "phrases", "documents", "people"})
"""Folders of a pack that are read."""
GOLDEN = "golden"
"""Folder of the texts that were read and kept."""
KEPT_TEXT = re.compile(r"golden(?:/[a-z0-9_]+(?:-[a-z0-9_]+)*)*/[a-z0-9_.-]*[a-z0-9_]\.(?:md|txt)")
"""A text that was read and kept."""
BASED_ON = "based_on.toml"
"""What the entries below looked like when the pack was laid over them."""
TRAVELS = frozenset({BASED_ON, "README.md", "LICENSE"})
"""Files at the top that belong to a pack and are not read with it."""
MOST_BYTES = 512 * 1024
"""Largest single file of a pack, in bytes."""
MOST_TOTAL = 4 * 1024 * 1024
"""Bytes of all files that are read with a pack together, and of those that only travel with it."""
MOST_FILES = 1000
"""Files that are read with a pack; the standard one has about fifty."""
MOST_ENTRIES = 5000
"""Whatever lies in a pack's folders, files that are not read among them."""
MOST_DEPTH = 4
"""Folders inside one another."""
MOST_NAME = 200
"""Characters of a path inside a pack; every system takes that many."""
MARKS = "=[{,."
"""Signs of which each costs the reader of TOML some time, however short the text is."""
MOST_MARKS = 30_000
"""Such signs in one TOML file; the largest of the standard pack has 3,000."""
MOST_MARKS_TOGETHER = 150_000
"""Such signs in all TOML files of a pack; the standard one has 14,000."""

DEVICES = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE
)
"""Names that mean a device on Windows, whatever the ending is."""


class Place(Enum):
    """What becomes of a file."""

    READ = "read"
    """It is part of the pack."""
    KEPT = "kept"
    """It travels with the pack, and no plan is read with it."""
    LEFT = "left"
    """It stays where it is."""


def place_of(path: str, pack: str) -> Place:
    """Return what becomes of a file by its path in a pack. Raises PackError for one that is odd."""
    *folders, name = path.split("/")
    if any(map(_is_left, folders)):
        return Place.LEFT
    if folders:
        check_folder("/".join(folders), pack)
    if not folders and name in TRAVELS:
        return Place.KEPT
    if folders and folders[0] == GOLDEN and KEPT_TEXT.fullmatch(path):
        _no_device(path, pack)
        return Place.KEPT
    if _is_left(name) or OTHER.search(name) or name.casefold() in LEFT_ANYWHERE:
        return Place.LEFT
    if not NAME.fullmatch(name) or len(path) > MOST_NAME:
        raise PackError(
            "This file name is not allowed in a pack.",
            file=shown(pack, path),
            fix=_better_name(folders, name),
        )
    _no_device(path, pack)
    return Place.READ


def _better_name(folders: list[str], name: str) -> str:
    """Return what to do about a file name: which sign is wrong, and what would be right."""
    stem, dot, ending = name.rpartition(".")
    if NAME.fullmatch(stem):
        return f"Call it {stem}: its name ends in .{ending} now."
    if not dot or f".{ending.casefold()}" not in ENDINGS:
        # The first sentence is for pictures and the like, the second for a slip in the ending.
        kind = ".j2" if folders[:1] == ["documents"] else ".toml"
        return (
            f"A pack holds texts only, with names that end in .toml or .j2. If it is one, end its "
            f"name in {kind}; if not, move the file out of the pack."
        )
    plain = f"{ODD.sub('_', stem.casefold()).strip('_')}.{ending.casefold()}"
    odd = next((sign for sign in stem if not GOOD.fullmatch(sign)), "")
    what = {" ": "a space", "": "its ending"}.get(odd, f'"{odd}"')
    if odd.isalpha() and odd.isascii():
        what = f'the capital "{odd}"'
    shown_what = what if odd.isprintable() else "an odd sign"
    why = f"Names have small letters, digits and _, and this one has {shown_what}."
    return f"{why} Call it {plain}." if NAME.fullmatch(plain) else why


ENDINGS = frozenset({".toml", ".j2"})
GOOD = re.compile(r"[a-z0-9_-]")
ODD = re.compile(r"[^a-z0-9]+")


def check_folder(path: str, pack: str) -> None:
    """Raise PackError for a folder that a pack cannot have."""
    top, *deeper = path.split("/")
    if top not in FOLDERS and top != GOLDEN:
        near = nearest(top, FOLDERS)
        raise PackError(
            "A pack has no folder of this name.",
            file=shown(pack, path),
            fix=f"Did you mean {near}?" if near else "Move it out of the pack.",
        )
    if len(deeper) >= MOST_DEPTH:
        raise PackError(
            f"More than {MOST_DEPTH} folders are inside one another.",
            file=shown(pack, path),
            fix="Move its files up.",
        )
    _no_device(path, pack)


def is_left(name: str) -> bool:
    """Return whether a file or folder of this name is passed over, with all that is in it."""
    return _is_left(name)


def _is_left(name: str) -> bool:
    return name.startswith((".", "__"))


def _no_device(path: str, pack: str) -> None:
    if any(DEVICES.fullmatch(part) for part in path.split("/")):
        raise PackError(
            "Windows cannot keep a file of this name.",
            file=shown(pack, path),
            fix="Give it another name.",
        )


def shown(pack: str, path: str) -> str:
    """Return how a file is named in messages, whatever its name holds."""
    name = " ".join(clean(path.encode("utf-8", "backslashreplace").decode()).split())
    return f"{pack}/{name}" if len(name) <= MOST_NAME else f"{pack}/{name[:MOST_NAME]}..."


class Tally:
    """Counts what comes through the gate and stops before it is too much."""

    def __init__(self, pack: str) -> None:
        self._pack = pack
        self._entries = self._files = self._bytes = self._marks = 0

    def entry(self) -> None:
        """Count whatever lies there. Raises PackError."""
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise self._too_much(f"It has more than {MOST_ENTRIES} files and folders.")

    def file(self) -> None:
        """Count a file that is read. Raises PackError."""
        self._files += 1
        if self._files > MOST_FILES:
            raise self._too_much(f"A pack may hold at most {MOST_FILES} files.")

    def text(self, content: bytes, path: str) -> str:
        """Count what a file holds and return it as text. Raises PackError."""
        if len(content) > MOST_BYTES:
            raise self._in(path, f"It is larger than {MOST_BYTES // 1024} kB.", "Split it.")
        self._bytes += len(content)
        if self._bytes > MOST_TOTAL:
            raise self._too_much(f"Its files are larger than {MOST_TOTAL // 1024**2} MB together.")
        try:
            text = clean(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise PackError(
                "It is not UTF-8 text.",
                file=shown(self._pack, path),
                line=content[: error.start].count(b"\n") + 1,
                fix="Save it as UTF-8.",
            ) from None
        if path.endswith(".toml"):
            self._count_marks(text, path)
        return text

    def _count_marks(self, text: str, path: str) -> None:
        marks = sum(map(text.count, MARKS))
        self._marks += marks
        if marks > MOST_MARKS:
            raise self._in(path, "It has more keys and values than a file can hold.", "Split it.")
        if self._marks > MOST_MARKS_TOGETHER:
            raise self._too_much("It has more keys and values than a pack can hold.")

    def _too_much(self, message: str) -> PackError:
        fix = "Make two packs of it, or move out what is not part of it."
        return PackError(message, file=self._pack, fix=fix)

    def _in(self, path: str, message: str, fix: str) -> PackError:
        return PackError(message, file=shown(self._pack, path), fix=fix)
