"""Copying a text: by a program of this computer, or by the terminal.

The text goes to a program by standard input alone: arguments can be read by everybody who is logged
in. The terminal gives no answer, so that way can only be tried.

What was copied can be taken back, if a program can read the clipboard: whoever does that needs no
text for it, only its `fingerprint`.
"""

import base64
import hashlib
import subprocess
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import NamedTuple

Command = tuple[str, ...]


class Tool(NamedTuple):
    """Commands that work on the clipboard."""

    copy: Command
    """Copies its standard input."""
    read: Command
    """Writes what is in the clipboard to standard output; empty if nothing here can."""
    clear: Command
    """Empties the clipboard; its standard input is empty."""


_XCLIP = ("xclip", "-selection", "clipboard")
# Not what PowerShell prints: that is in the code page of the console, which lacks most characters.
_WINDOWS_READS = (
    "$text = [Text.Encoding]::UTF8.GetBytes((Get-Clipboard -Raw));"
    "[Console]::OpenStandardOutput().Write($text, 0, $text.Length)"
)

ON_WAYLAND = (Tool(("wl-copy",), ("wl-paste", "-n"), ("wl-copy", "--clear")),)
ON_X = (
    Tool((*_XCLIP,), (*_XCLIP, "-o"), (*_XCLIP,)),
    Tool(("xsel", "-b", "-i"), ("xsel", "-b", "-o"), ("xsel", "-b", "-c")),
)
ANYWHERE = (
    Tool(("pbcopy",), ("pbpaste",), ("pbcopy",)),
    Tool(
        ("clip.exe",),
        ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS_READS),
        ("clip.exe",),
    ),
)
"""macOS; Windows, also where it runs Linux inside itself."""

WAIT = 2
"""Seconds that a program may take."""

WAIT_TO_CLEAR = 10
"""The same where nobody waits for it; PowerShell takes seconds to start."""

MOST_PAYLOAD = 74_994
"""Bytes of an encoded text that terminals take; the sequence around it makes 75,000 at most."""


def native_tool(environment: Mapping[str, str], find: Callable[[str], str | None]) -> Tool | None:
    """Return the commands for the clipboard here, with paths, or none if no program can copy.

    ``find`` gives the path of a program, or none, as `shutil.which` does.
    """
    tools = [
        *(ON_WAYLAND if environment.get("WAYLAND_DISPLAY") else ()),
        *(ON_X if environment.get("DISPLAY") else ()),
        *ANYWHERE,
    ]
    for tool in tools:
        copy, read, clear = (_with_path(command, find) for command in tool)
        if copy:
            return Tool(copy, read, clear)
    return None


def _with_path(command: Command, find: Callable[[str], str | None]) -> Command:
    path = find(command[0])
    return (path, *command[1:]) if path else ()


def copy_native(command: Command, text: str) -> bool:
    """Give a text to a program that copies it; return whether it took it."""
    return _feed(command, text.encode(_encoding(command[0])), WAIT)


def fingerprint(text: bytes, salt: bytes) -> bytes:
    """Return 32 bytes that tell whether a text in UTF-8 is this one and nothing else about it.

    Some programs turn line breaks into those of Windows or add one at the end; that is the same
    text here.
    """
    same = text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n")
    return hashlib.sha256(salt + same).digest()


def clear_if(read: Command, clear: Command, salt: bytes, print_of_text: bytes) -> bool:
    """Empty the clipboard if it still holds the text with this fingerprint; return whether so.

    What cannot be read may be something new, so it stays.
    """
    try:
        held = subprocess.check_output(  # noqa: S603 - a command of `native_tool`, without a shell
            read, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=WAIT_TO_CLEAR
        )
    except (OSError, subprocess.SubprocessError):
        return False
    if fingerprint(held, salt) != print_of_text:
        return False
    return _feed(clear, b"", WAIT_TO_CLEAR)


def osc52(text: str) -> str | None:
    """Return what a terminal is sent to copy a text, or none if the text is too long for that."""
    payload = base64.b64encode(text.encode()).decode()
    return f"\x1b]52;c;{payload}\x07" if len(payload) <= MOST_PAYLOAD else None


def _feed(command: Command, content: bytes, seconds: float) -> bool:
    """Give a program its standard input; return whether it ended well in time."""
    try:
        done = subprocess.run(  # noqa: S603 - a command of `native_tool`, without a shell
            command,
            input=content,
            # The program that holds the text lives on: through open pipes it would be waited for,
            # and in our session it would end with the terminal and take the text along.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _encoding(program: str) -> str:
    """Return how a program reads text; that of Windows takes UTF-8 for an old code page."""
    return "utf-16-le" if PurePath(program).name.casefold() == "clip.exe" else "utf-8"
