"""What stood below a pack's own entries when they were written, so that updates are noticed.

A pack that replaces an entry hides what becomes of it below. The pack's folder keeps a hash over
every hidden entry; where that is another one today, the author has something to look at.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from discloser.disk.whole import write_whole
from discloser.errors import PackError
from discloser.packs.folder import PackFolder, open_plain
from discloser.packs.gate import BASED_ON, MOST_BYTES, shown
from discloser.packs.layers import Replacement
from discloser.text.clean import clean
from discloser.text.toml import BrokenToml, parse

HEAD = (
    "# Written by discloser: what stood below the entries of this pack when they were written.\n"
    "# `discloser pack list` says which have changed since; `discloser pack test --update` notes\n"
    "# that you have looked at them.\n"
)

Key = tuple[str, str]
"""Kind and id of an entry; a template has its path as id."""


class Outdated(Struct, frozen=True):
    """An entry that a pack replaces and that is another one below by now."""

    kind: str
    id: str
    gone: bool = False
    """Whether nothing is there any more."""

    @property
    def sentence(self) -> str:
        """What to tell the author."""
        if self.gone:
            return f"The {self.kind} {self.id} is gone below, so yours replaces nothing."
        return f"The {self.kind} {self.id} has changed below since you replaced it."


def hidden(replaced: Iterable[Replacement], pack: str) -> dict[Key, str]:
    """Return a hash over each entry below that a pack hides."""
    return {
        (each.kind, each.id): each.below for each in replaced if each.pack == pack and each.below
    }


def read_notes(root: Path) -> dict[Key, str]:
    """Return what was noted in the folder of a pack. Raises PackError."""
    file = shown(root.name, BASED_ON)
    if not os.path.lexists(root / BASED_ON):
        return {}
    try:
        with os.fdopen(open_plain(root / BASED_ON, links=False), "rb") as opened:
            tables = parse(clean(opened.read(MOST_BYTES).decode("utf-8-sig")))
    except BrokenToml as error:
        raise PackError(error.message, file=file, line=error.line, fix=REMOVE) from None
    except (OSError, UnicodeDecodeError):
        raise PackError("It cannot be read.", file=file, fix=REMOVE) from None
    notes = {}
    for kind, entries in tables.items():
        if not isinstance(entries, dict) or not all(isinstance(h, str) for h in entries.values()):
            raise PackError("It is not as it was written.", file=file, place=kind, fix=REMOVE)
        notes.update({(kind, name): noted for name, noted in entries.items()})
    return notes


REMOVE = "Remove this file; it is written anew."


def outdated(
    notes: Mapping[Key, str], folder: PackFolder, replaced: Iterable[Replacement]
) -> tuple[Outdated, ...]:
    """Return what has changed below a pack since it was noted."""
    replaced = tuple(replaced)
    now = hidden(replaced, folder.name)
    alone = {(each.kind, each.id) for each in replaced if each.pack == folder.name and each.adds}
    alone |= {("template", path) for path in folder.files} - set(now)
    return tuple(
        Outdated(*key, gone=key not in now)
        for key, noted in sorted(notes.items())
        if (key in now and now[key] != noted) or key in alone
    )


def write_notes(root: Path, notes: Mapping[Key, str]) -> None:
    """Keep what was noted in the folder of a pack. Raises OSError."""
    import tomli_w  # noqa: PLC0415 - seldom needed

    tables: dict[str, dict[str, str]] = {}
    for (kind, name), noted in sorted(notes.items()):
        tables.setdefault(kind, {})[name] = noted
    write_whole(root / BASED_ON, (HEAD + tomli_w.dumps(tables)).encode())


def note_new(root: Path, now: Mapping[Key, str], notes: Mapping[Key, str]) -> None:
    """Note what a pack hides and was not noted yet; a folder that is read-only stays as it is."""
    if fresh := {key: noted for key, noted in now.items() if key not in notes}:
        with suppress(OSError):
            write_notes(root, {**notes, **fresh})
