"""Copying a text: by a program of this computer, or by the terminal.

The text goes to a program by standard input alone: arguments can be read by everybody who is logged
in. The terminal gives no answer, so that way can only be tried.
"""

import base64
import subprocess
from collections.abc import Callable, Mapping
from pathlib import PurePath

ON_WAYLAND = (("wl-copy",),)
ON_X = (("xclip", "-selection", "clipboard"), ("xsel", "-b", "-i"))
ANYWHERE = (("pbcopy",), ("clip.exe",))
"""macOS; Windows, also where it runs Linux inside itself."""

WAIT = 2
"""Seconds that a program may take."""

MOST_PAYLOAD = 74_994
"""Bytes of an encoded text that terminals take; the sequence around it makes 75,000 at most."""


def native_command(
    environment: Mapping[str, str], find: Callable[[str], str | None]
) -> list[str] | None:
    """Return the command that copies its standard input, or none if there is no such program.

    ``find`` gives the path of a program, or none, as `shutil.which` does.
    """
    tools = [
        *(ON_WAYLAND if environment.get("WAYLAND_DISPLAY") else ()),
        *(ON_X if environment.get("DISPLAY") else ()),
        *ANYWHERE,
    ]
    for name, *arguments in tools:
        if path := find(name):
            return [path, *arguments]
    return None


def copy_native(command: list[str], text: str) -> bool:
    """Give a text to a program that copies it; return whether it took it."""
    try:
        done = subprocess.run(  # noqa: S603 - a command of `native_command`, without a shell
            command,
            input=text.encode(_encoding(command[0])),
            # The program that holds the text lives on: through open pipes it would be waited for,
            # and in our session it would end with the terminal and take the text along.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def osc52(text: str) -> str | None:
    """Return what a terminal is sent to copy a text, or none if the text is too long for that."""
    payload = base64.b64encode(text.encode()).decode()
    return f"\x1b]52;c;{payload}\x07" if len(payload) <= MOST_PAYLOAD else None


def _encoding(program: str) -> str:
    """Return how a program reads text; that of Windows takes UTF-8 for an old code page."""
    return "utf-16-le" if PurePath(program).name.casefold() == "clip.exe" else "utf-8"
