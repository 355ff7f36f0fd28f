"""``purge``: what discloser keeps on this computer, deleted for good."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from discloser.cli.folders import APP, cache_folder, own_packs, settings_file
from discloser.cli.request import Request
from discloser.cli.streams import emit, one_line, tell
from discloser.cli.terminal import confirm, require_answer
from discloser.cli.vaults import open_door, vault_folder
from discloser.disk.whole import UNFINISHED, settle
from discloser.errors import OutputError
from discloser.packs.folder import FOLDERS, MANIFEST, NAME
from discloser.vault.folder import vault_files
from discloser.vault.keys import PLAIN, RECOVERY, SEALED
from discloser.vault.open_here import lock_others

CACHED = re.compile(r"[0-9a-f]{40}")
"""What a file of the cache is called."""

BESIDE_A_PACK = (MANIFEST, "README.md", "LICENSE")
"""Files that stand in the folder of a pack itself."""

OUT_OF_REACH = """
Out of reach are: what the disk itself still holds of deleted files, as an SSD does for a while, and
snapshots of the system; backups made with discloser vault backup or of the whole disk; papers that
were saved (the app saves them in discloser-papers) and plans that were exported; other computers,
printers, and what a mail program or another person got.
"""


class Part(NamedTuple):
    """Files that go together."""

    what: str
    files: Sequence[Path]
    """In the order in which they are deleted."""
    folders: Sequence[Path] = ()
    """Folders that go too if nothing else is in them, inner ones first."""


def run(request: Request) -> int:
    """List what there is, ask once, and delete exactly that; keys are the first to go."""
    parts = [part for part in _parts(request) if part.files]
    if not parts:
        tell("There is nothing to delete.")
        return 0
    require_answer(request)
    for part in parts:
        tell(f"{part.what}:")
        emit("".join(f"{one_line(path)}\n" for path in part.files))
    confirm(request, "Delete these files for good?", "Nothing was deleted.")
    if folder := open_door(request).folder:
        lock_others(folder)  # or a window would go on showing what is deleted
    links = [path for part in parts for path in part.files if path.is_symlink()]
    failed = [path for part in parts for path in _delete(part)]
    _remove_parents(parts)
    _say_what_is_left(parts, links)
    if failed:
        raise OutputError(f"Not deleted: {', '.join(map(str, failed))}. The rest is.")
    return 0


def _parts(request: Request) -> Iterator[Part]:
    """Yield what there is to delete, the keys first."""
    door = open_door(request)
    if door.folder:
        plans = vault_folder(door)
        files, names = vault_files(plans), (PLAIN, SEALED, RECOVERY)
        yield Part("Keys", [path for path in files if path.name in names])
        yield Part(
            "Plans",
            [*(path for path in files if path.name not in names), *door.loose_plans()],
            [plans],
        )
    if folder := cache_folder(request.environment):
        yield Part("Cache", [*_matching(folder, CACHED), *_unfinished(folder)], [folder])
    if request.on("--settings") or request.on("--all"):
        file = settings_file(request.environment)
        if file:
            there = [file] if file.is_file() else []
            yield Part("Settings", [*there, *_unfinished(file.parent)])
    if request.on("--packs") or request.on("--all"):
        yield from _packs(own_packs(request.environment))


def _packs(own: Path | None) -> Iterator[Part]:
    for root in sorted(own.iterdir()) if own and own.is_dir() else ():
        if not (root / MANIFEST).is_file():
            continue
        if root.is_symlink():
            tell(f"The pack {root} is a link, so it is left alone.")
            continue
        files, folders = [root / name for name in BESIDE_A_PACK], []
        for name in sorted(FOLDERS):
            for inner, _, found in os.walk(root / name, topdown=False):
                if not (root / name).is_symlink():
                    folders.append(Path(inner))
                    files += [Path(inner, each) for each in sorted(found) if NAME.fullmatch(each)]
        plain = [path for path in files if path.is_file() and not path.is_symlink()]
        yield Part(f"Pack {root.name}", plain, [*folders, root])


def _matching(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """Return the files in a folder whose whole name matches."""
    try:
        found = [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
        return sorted(path for path in found if path.is_file())
    except OSError:
        return []


def _unfinished(folder: Path) -> list[Path]:
    """Return what was not whole yet when the machine stopped."""
    return _matching(folder, re.compile(re.escape(UNFINISHED) + r"\w+"))


def _delete(part: Part) -> list[Path]:
    """Delete the files of a part, and its folders if they are empty; return what is left."""
    failed = []
    for path in part.files:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            failed.append(path)
    for folder in {path.parent: None for path in part.files}:
        settle(folder)
    for folder in part.folders:
        with suppress(OSError):  # something else lies in it
            folder.rmdir()
    return failed


def _remove_parents(parts: Sequence[Part]) -> None:
    """Remove the folders above that bear the name of this program, if they are empty."""
    for above in {above: None for part in parts for path in part.files for above in path.parents}:
        if above.name == APP:
            with suppress(OSError):
                above.rmdir()


def _say_what_is_left(parts: Sequence[Part], links: Sequence[Path]) -> None:
    for path in links:
        tell(f"{path} was a link; what it led to is still there.")
    for part in parts:
        if part.folders and part.folders[-1].is_dir():
            tell(f"{part.folders[-1]} stays, because something else is in it.")
    tell(OUT_OF_REACH)
