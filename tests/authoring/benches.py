"""Packs under work for tests: the standard one read once, and small ones laid over it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from discloser.authoring.workbench import Workbench, open_workbench
from discloser.packs.folder import PackFolder

MANIFEST = 'title = "Mine"\nextends = "standard"\n'


@cache
def standard() -> Workbench:
    return open_workbench("standard")


def overlay(files: Mapping[str, str], manifest: str = MANIFEST) -> Workbench:
    """Return a pack laid over the standard one, with its files by path."""
    folder = PackFolder(Path("mine"), {"pack.toml": manifest, **files})
    return Workbench([standard().folder, folder])
