"""Files of a pack on their way from the preview into the author's editor."""

from collections.abc import Sequence
from typing import Any

from textual.app import App

from discloser.authoring.shown.following import Following
from discloser.tui.editor_program import open_file


def edit(
    app: App[Any], following: Following, file: str, line: int, command: Sequence[str] | None
) -> str:
    """Let the author edit a file where it lies; return what there is to say, if anything."""
    path = following.path(file)
    if path is None:
        return f"{file} is not there."
    if not following.is_own(file):
        return (
            f"{file} belongs to a pack that yours lies on. Write the same id into a file of yours."
        )
    if command is None:
        return (
            f"Open {path} in your text editor: what you save shows here. (For this key to open it, "
            "set an editor in the settings of the app.)"
        )
    return open_file(app, command, path, line)
