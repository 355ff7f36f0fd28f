"""``purge``: what discloser keeps on this computer, deleted for good."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from discloser.cli.folders import cache_folder, own_packs, plans_folder, settings_file
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, one_line, reason, tell, tell_wrapped
from discloser.cli.terminal import confirm, require_answer
from discloser.cli.vaults import loose_plans, no_answer, open_door, vault_folder
from discloser.disk.fleeting import leftovers
from discloser.disk.whole import settle, unfinished
from discloser.errors import OutputError, UsageError, VaultError
from discloser.packs.folder import FOLDERS, MANIFEST, NAME
from discloser.packs.gate import GOLDEN, TRAVELS
from discloser.packs.pins import INSTALLED
from discloser.vault.folder import plan_count, vault_files
from discloser.vault.keys import has_keys
from discloser.vault.open_here import lock_others, open_elsewhere

CACHED = re.compile(r"[0-9a-f]{40}")
"""What a file of the cache is called."""

BESIDE_A_PACK = (MANIFEST, *sorted(TRAVELS))
"""Files that stand in the folder of a pack itself."""

IN_A_PACK = {
    **dict.fromkeys(sorted(FOLDERS), NAME),
    GOLDEN: re.compile(r"[a-z0-9_.-]+\.(md|txt)"),
    ".schema": re.compile(r"[a-z]+\.json"),
}
"""Folders of a pack, and what its files are called there."""

NAMES = "DISCLOSER_"
"""How the names of variables begin by which folders are put elsewhere."""

OUT_OF_REACH = (
    "Out of reach are: what the disk itself still holds of deleted files, as an SSD does for a "
    "while, and snapshots of the system; backups made with discloser vault backup or of the whole "
    "disk; papers that were saved elsewhere (the app saves them in discloser-papers) and plans "
    "that were exported; other computers, printers, and what a mail program or another person got."
)


class Part(NamedTuple):
    """Files that go together."""

    name: str
    """What it is called in JSON."""
    what: str
    """The same in a sentence, with how much there is."""
    files: Sequence[Path]
    """In the order in which they are deleted."""
    folders: Sequence[Path] = ()
    """Folders that go too if nothing else is in them, inner ones first."""
    where: Path | None = None
    """The folder that is named instead of its files, of which there are many."""


def run(request: Request) -> int:
    """List what there is, ask once, and delete exactly that; keys are the first to go."""
    chosen, stay = _chosen(request)
    parts = [*_kept(request), *_left_by_editors(request), *_cache(request), *chosen]
    if parts:
        require_answer(request)
    if request.on("--json"):
        _emit_json(parts, stay)
    else:
        _show(parts)
    _say_what_stays(stay)
    if not parts:
        tell("There is nothing to delete.")
        return 0
    tell_wrapped(OUT_OF_REACH)
    confirm(request, "Delete these files for good?", "Nothing was deleted.")
    if folder := open_door(request).folder:
        lock_others(folder)  # or a window would go on showing what is deleted
        if others := open_elsewhere(folder):
            tell(no_answer(others))
    links = [path for part in parts for path in part.files if path.is_symlink()]
    failed = [said for part in parts for said in _delete(part)]
    stays = _remove_folders(parts, request)
    for path in links:
        if not os.path.lexists(path):
            tell(f"{path} was a link; what it led to is still there.")
    if failed:
        raise OutputError(f"Not deleted: {'; '.join(failed)}. The rest is.")
    for said in stays:
        tell(said)
    tell(f"Gone from this computer: {'; '.join(part.what for part in parts)}.")
    return 0


def _kept(request: Request) -> Iterator[Part]:
    """Yield what there is of plans and their keys, the keys first."""
    door = open_door(request)
    if door.folder is None:
        return
    folder = vault_folder(door)
    what = _what_is_kept(folder)  # looking into the store may tidy up files beside it
    if files := vault_files(folder):
        yield Part("plans", what, files, [folder])
    if loose := loose_plans(door, request.environment):
        yield Part(
            "plan files in plain", f"{_number(loose, 'plan file')} in plain", loose, [folder]
        )


def _left_by_editors(request: Request) -> Iterator[Part]:
    """Yield the papers in folders that an editor worked in when the app was killed."""
    files: list[Path] = []
    folders: list[Path] = []
    for left in leftovers(request.environment, open_door(request).folder):
        for inner, below, found in os.walk(left, topdown=False):
            there = [Path(inner, name) for name in sorted([*below, *found])]
            files += [path for path in there if path.is_symlink() or not path.is_dir()]
            folders.append(Path(inner))
    if folders:
        what = f"what an editor left in {_number(_tops(folders), 'folder')}"
        yield Part("editor", what, files, folders)


def _what_is_kept(folder: Path) -> str:
    """Say how many plans there are, which needs no key unless the store is damaged."""
    keys = has_keys(folder)
    try:
        count = plan_count(folder)
    except VaultError:
        plans = "all plans with their earlier versions"
    else:
        if count is None:
            return "the keys for plans" if keys else "what is left of plans"
        if not count:
            return "the place for plans, with none in it" + (", and its keys" if keys else "")
        its = "1 plan with its" if count == 1 else f"{count} plans with their"
        plans = f"{its} earlier versions"
    return f"{plans}, and their keys" if keys else plans


def _cache(request: Request) -> Iterator[Part]:
    if folder := cache_folder(request.environment):
        files = [*_matching(folder, CACHED), *unfinished(folder)]
        if files:
            yield Part("cache", f"{_number(files, 'file')} of the cache", files, [folder], folder)


def _chosen(request: Request) -> tuple[list[Part], dict[str, list[Part]]]:
    """Return what was chosen to go with the plans; and what stays, by what would choose it."""
    chosen: list[Part] = []
    stay: dict[str, list[Part]] = {}
    found: tuple[tuple[str, Callable[[Request], Iterator[Part]]], ...] = (
        ("--settings", _settings),
        ("--packs", _packs),
    )
    for flag, there in found:
        if request.on(flag) or request.on("--all"):
            chosen += there(request)
        else:
            with suppress(UsageError):  # a folder that is named wrongly holds nothing
                stay[flag] = list(there(request))
    return chosen, stay


def _settings(request: Request) -> Iterator[Part]:
    if file := settings_file(request.environment):
        there = [file] if _is_file(file) else []
        if files := [*there, *unfinished(file.parent)]:
            yield Part("settings", "the settings", files)


def _packs(request: Request) -> Iterator[Part]:
    own = own_packs(request.environment)
    for root in _inside(own) if own else ():
        if not _is_file(root / MANIFEST):
            continue
        if root.is_symlink():
            if request.on("--packs") or request.on("--all"):
                tell(f"The pack {root} is a link, so it is left alone.")
            continue
        files, folders = [root / name for name in BESIDE_A_PACK], []
        for name, pattern in IN_A_PACK.items():
            for inner, _, found in os.walk(root / name, topdown=False):
                if not (root / name).is_symlink():
                    folders.append(Path(inner))
                    ours = filter(pattern.fullmatch, sorted(found))
                    files += [Path(inner, each) for each in ours]
        plain = [path for path in files if _is_file(path) and not path.is_symlink()]
        if plain:
            yield Part("pack", f"the pack {root.name}", plain, [*folders, root])
    if own and _is_file(own / INSTALLED):
        installed = "the list of packs that were installed"
        yield Part("installed packs", installed, [own / INSTALLED])


def _show(parts: Sequence[Part]) -> None:
    """List what there is: talk to standard error, and files to standard output."""
    for part in parts:
        heading = f"{part.what[0].upper()}{part.what[1:]}"
        if part.where:
            tell(f"{heading}, in {part.where}")
        else:
            tell(f"{heading}:")
            named = part.files or _tops(part.folders)
            emit("".join(f"{one_line(path)}\n" for path in named))


def _emit_json(parts: Sequence[Part], stay: Mapping[str, Sequence[Part]]) -> None:
    def listed(some: Iterable[Part]) -> list[dict[str, object]]:
        return [
            {
                "part": part.name,
                "about": part.what,
                "files": [str(path) for path in part.files],
            }
            for part in some
        ]

    emit_json({"delete": listed(parts), "stay": listed(chain.from_iterable(stay.values()))})


def _say_what_stays(stay: Mapping[str, Sequence[Part]]) -> None:
    for flag, parts in stay.items():
        if parts:
            those = " and ".join(part.what for part in parts)
            verb = "stays" if len(parts) == 1 and flag == "--packs" else "stay"
            tell(f"{those[0].upper()}{those[1:]} {verb}, unless you add {flag} or --all.")


def _number(files: Sequence[Path], what: str) -> str:
    return f"1 {what}" if len(files) == 1 else f"{len(files)} {what}s"


def _matching(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """Return the files in a folder whose whole name matches."""
    return [path for path in _inside(folder) if pattern.fullmatch(path.name) and _is_file(path)]


def _inside(folder: Path) -> list[Path]:
    """Return what is in a folder; nothing if it is not there or may not be looked into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_file(path: Path) -> bool:
    with suppress(OSError):  # too long a name, or a folder above that may not be entered
        return path.is_file()
    return False


def _tops(folders: Sequence[Path]) -> list[Path]:
    """Return those folders that are in none of the others."""
    return [folder for folder in folders if folder.parent not in folders]


def _delete(part: Part) -> list[str]:
    """Delete the files of a part and return what is left, and why."""
    failed = []
    for path in part.files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            failed.append(f"{path} ({reason(error)})")
    for folder in {path.parent: None for path in part.files}:
        settle(folder)
    return failed


def _remove_folders(parts: Sequence[Part], request: Request) -> list[str]:
    """Remove folders of ours if they are empty: those of the parts, and the usual ones above.

    Return which of the parts stay, and why.
    """
    why: dict[Path, str] = {}
    usual = {
        name: value for name, value in request.environment.items() if not name.startswith(NAMES)
    }
    folders: list[Path | None] = [folder for part in parts for folder in part.folders]
    if any(part.name == "pack" for part in parts):
        folders.append(own_packs(usual))
    inside = (plans_folder(usual), settings_file(usual))
    folders += [path.parent for path in inside if path]
    there = {folder for folder in (*folders, cache_folder(usual)) if folder}
    for folder in sorted(there, key=lambda path: len(path.parts), reverse=True):
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError as error:
            why[folder] = _why_it_stays(folder, error)
    tops = {folder: None for part in parts for folder in _tops(part.folders)}
    return [f"{folder} stays, because {why[folder]}." for folder in tops if folder in why]


def _why_it_stays(folder: Path, error: OSError) -> str:
    if folder.is_symlink():
        return "it is a link"
    if _inside(folder):
        return "something else is in it"
    return f"it cannot be removed: {reason(error)}"
