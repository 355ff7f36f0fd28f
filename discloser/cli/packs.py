"""The pack that an author's command names, ready to be worked on."""

from pathlib import Path

from discloser.authoring.workbench import Workbench, open_forgivingly, open_workbench, root_of
from discloser.cli.folders import cache_folder, own_packs
from discloser.cli.request import Request
from discloser.packs.cache import DiskCache
from discloser.packs.folder import MANIFEST
from discloser.packs.load import find

STANDARD = "standard"


def open_benches(request: Request, named: str | None) -> list[Workbench]:
    """Return the packs that are meant, each on its own workbench.

    Without a name these are the one in this folder, else all of the person's own, else the standard
    pack. Raises UsageError and PackError.
    """
    own = own_packs(request.environment)
    return [open_workbench(name, own, cache(request)) for name in _names(named, own)]


def open_all(request: Request, named: str | None) -> list[Workbench]:
    """Return the packs that are meant, as far as their files can be read.

    Raises UsageError, and PackError for a pack whose manifest cannot be read.
    """
    own = own_packs(request.environment)
    return [open_forgivingly(name, own, cache(request)) for name in _names(named, own)]


def cache(request: Request) -> DiskCache | None:
    """Return what was worked out before, or none if there is no place for it."""
    folder = cache_folder(request.environment)
    return DiskCache(folder) if folder else None


def open_bench(request: Request, named: str | None) -> Workbench:
    """Return the first pack that is meant, for commands that work on one."""
    return open_benches(request, named)[0]


def folder_of(request: Request, named: str | None) -> Path:
    """Return the folder of the first pack that is meant, whether it can be read or not.

    Raises UsageError.
    """
    own = own_packs(request.environment)
    return root_of(_names(named, own)[0], find(own))


def _names(named: str | None, own: Path | None) -> list[str]:
    if named is not None:
        return [named]
    here = Path.cwd()
    if (here / MANIFEST).is_file():
        return [str(here)]
    mine = [each.name for each in find(own).values() if not each.built_in]
    return mine or [STANDARD]
