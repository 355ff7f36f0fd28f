"""Packs of one's own beside one another: which plans use one, and which of two wins."""

from collections.abc import Iterator
from pathlib import Path

from discloser.authoring.explained.prose import raw_entries
from discloser.errors import PackError
from discloser.model.language import ENGLISH_CODE
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.layers import ID_KEYS, WORDS, read_manifest
from discloser.packs.load import Found, find
from discloser.packs.manifest import Manifest

Entries = dict[tuple[str, str], dict[str, object]]
"""Kind and id of everything that a pack writes, with its keys."""

MOST_NAMED = 8
"""Entries that are named for one other pack."""


def used_by(manifest: Manifest, name: str, found: dict[str, Found], *, alone: bool = True) -> str:
    """Say which plans use a pack of one's own; empty if that is every plan in its language.

    With ``alone`` the sentence stands by itself.
    """
    if _lies_on_all(manifest, found):
        return ""
    language = f' and language = "{manifest.language}"' if manifest.language else ""
    who = f"{name} is used" if alone else "Used"
    return f'{who} only by plans that name it: pack = "{name}"{language}.'


def rivals(folder: PackFolder, own: Path | None) -> tuple[str, ...]:
    """Say which entries of a pack another one of the person's own replaces too, and which wins."""
    found = find(own)
    manifest = read_manifest(folder)
    here = found.get(folder.name)
    if here is None or here.built_in or not _lies_on_all(manifest, found):
        return ()
    mine = _entries(folder)
    return tuple(
        _sentence(folder.name, other.name, both)
        for other in _beside(folder.name, manifest, found)
        if (both := list(_both(mine, other)))
    )


def _sentence(name: str, other: str, both: list[str]) -> str:
    shown = ", ".join(both[:MOST_NAMED])
    if more := len(both) - MOST_NAMED:
        shown += f" and {more} more" if more > 0 else ""
    verb = "is" if len(both) == 1 else "are"
    wins = max(name, other)
    return (
        f"{shown} {verb} in {other} too. What {wins} says is used: of two packs the one whose "
        "name comes later in the alphabet wins."
    )


def _both(mine: Entries, other: PackFolder) -> Iterator[str]:
    """Yield what two packs both say, and not in the same words."""
    theirs = _entries(other)
    for (kind, entry), raw in mine.items():
        if (beside := theirs.get((kind, entry))) is None:
            continue
        keys = set(raw) & set(beside) - {"id", ID_KEYS.get(kind, "")}
        if kind in WORDS:
            keys -= {"words"}  # they add up
        if any(raw[key] != beside[key] for key in keys):
            yield f"{kind} {entry}".strip()


def _entries(folder: PackFolder) -> Entries:
    found: Entries = dict(raw_entries(folder))
    for entry in read_manifest(folder).document:
        if isinstance(name := entry.get("id"), str):
            found["document", name] = entry
    for path in folder.under("documents", ".j2"):
        found["template", path] = {"text": folder.files[path]}
    return found


def _beside(name: str, manifest: Manifest, found: dict[str, Found]) -> Iterator[PackFolder]:
    """Yield the other packs that lie on the same one; what cannot be read is told elsewhere."""
    for each in found.values():
        if each.built_in or each.name == name:
            continue
        try:
            folder = read_folder(each.root)
            other = read_manifest(folder)
            if other.extends == manifest.extends and _lies_on_all(other, found):
                yield folder
        except PackError:
            continue


def _lies_on_all(manifest: Manifest, found: dict[str, Found]) -> bool:
    """Return whether a pack changes the plans that use the one it lies on."""
    below = found.get(manifest.extends)
    if below is None or not below.built_in:
        return False
    try:
        language = read_manifest(read_folder(below.root)).language or ENGLISH_CODE
    except PackError:
        return False
    return manifest.language in {"", language}
