"""Where a person's packs, plans, settings and cache are, on each system.

Nothing is made or read here.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from discloser.errors import UsageError

APP = "discloser"


def own_packs(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of the person's own packs, or none if there is no place for it.

    Raises UsageError if DISCLOSER_PACKS names no folder.
    """
    if named := environment.get("DISCLOSER_PACKS"):
        folder = _named(named)
        with suppress(OSError):  # too long a name, or a folder above that may not be entered
            if folder.is_dir():
                return folder
        raise UsageError(f"DISCLOSER_PACKS={named} is not a folder.")
    base = _config(environment)
    return base / APP / "packs" if base else None


def plans_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of the vault with the person's plans, or none if there is no place.

    Raises UsageError if DISCLOSER_PLANS names a relative path: plans would seem to be gone
    wherever else one starts.
    """
    if named := environment.get("DISCLOSER_PLANS"):
        folder = _named(named)
        if not folder.is_absolute():
            raise UsageError(
                f"DISCLOSER_PLANS={named} depends on where you start; give the whole path."
            )
        return folder
    # Of the two folders that Windows has, the other one is copied to the employer's server.
    base = _base(
        environment,
        "XDG_DATA_HOME",
        ".local/share",
        mac="Library/Application Support",
        windows="LOCALAPPDATA",
    )
    return base / APP / "plans" if base else None


def settings_file(environment: Mapping[str, str]) -> Path | None:
    """Return the file of the person's settings, or none if there is no place for it."""
    if named := environment.get("DISCLOSER_SETTINGS"):
        return _named(named)
    base = _config(environment)
    return base / APP / "settings.toml" if base else None


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder for what can be worked out again, or none if there is no place for it."""
    if named := environment.get("DISCLOSER_CACHE"):
        return _named(named)
    base = _base(
        environment, "XDG_CACHE_HOME", ".cache", mac="Library/Caches", windows="LOCALAPPDATA"
    )
    return base / APP if base else None


def _named(text: str) -> Path:
    """Return a path that a variable names; no shell has put the home folder in place of ``~``."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises without a home


def _config(environment: Mapping[str, str]) -> Path | None:
    return _base(
        environment,
        "XDG_CONFIG_HOME",
        ".config",
        mac="Library/Application Support",
        windows="APPDATA",
    )


def _base(
    environment: Mapping[str, str], xdg: str, hidden: str, *, mac: str, windows: str
) -> Path | None:
    """Return the system's folder for one kind of file; relative paths there mean nothing."""
    named = environment.get(xdg, "")
    if os.path.isabs(named):  # noqa: PTH117 - a Path is only made of what is one
        return Path(named)
    if os.name == "nt":
        named = environment.get(windows, "")
        return Path(named) if os.path.isabs(named) else None  # noqa: PTH117 - as above
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home raises where this just gives up
    if not os.path.isabs(home):  # noqa: PTH117 - as above
        return None
    return Path(home) / (mac if sys.platform == "darwin" else hidden)
