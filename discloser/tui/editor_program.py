"""The person's own editor, for a paper: in a file that nobody else can open and that goes again."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from discloser.tui.inside import show_cursor

IN_MEMORY = ("/dev/shm",)  # noqa: S108 - only with a name of its own and closed to others
"""Folders that no disk stands behind."""


def editor_command(setting: str, environment: Mapping[str, str]) -> list[str] | None:
    """Return the editor's command, from the settings, VISUAL or EDITOR; None if there is none."""
    named = setting or environment.get("VISUAL", "") or environment.get("EDITOR", "")
    with suppress(ValueError):  # quotes that do not close
        return shlex.split(named) or None
    return None


def edit_with(app: App[Any], command: list[str], text: str, folder: Path | None) -> str | None:
    """Return a text as the editor leaves it, or None if it ended with an error.

    The file lies in memory where that is possible, else in ``folder``, the folder of plans, which
    is closed to others. Raises OSError.
    """
    where = next((place for place in IN_MEMORY if os.access(place, os.W_OK)), None)
    if where is None and folder is not None and folder.is_dir():
        where = str(folder)
    handle, name = tempfile.mkstemp(prefix=".paper-", suffix=".txt", dir=where)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            with app.suspend():
                done = subprocess.run([*command, name], check=False)  # noqa: S603 - their editor
        except SuspendNotSupported:
            done = subprocess.run([*command, name], check=False)  # noqa: S603 - as above
        show_cursor(app)
        if done.returncode != 0:
            return None
        return path.read_text("utf-8", errors="replace")
    finally:
        path.unlink(missing_ok=True)
