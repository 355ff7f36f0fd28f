"""Questions on the terminal itself, whatever standard input and output lead to."""

import os
from io import FileIO, TextIOWrapper

from discloser.cli.request import Request
from discloser.cli.streams import explain
from discloser.errors import Declined, UsageError

READING, WRITING = ("CONIN$", "CONOUT$") if os.name == "nt" else ("/dev/tty", "/dev/tty")
"""What the terminal of a process is called."""


def has_terminal() -> bool:
    """Return whether somebody can be asked."""
    try:
        FileIO(READING).close()
    except OSError:
        return False
    return True


def require_answer(request: Request) -> None:
    """Raise UsageError if a command has to ask and nobody is there; asked before anything costs."""
    if not request.on("--yes") and not has_terminal():
        name = request.command.name
        raise UsageError(f"{name} asks first, and there is no terminal here; --yes answers it.")


def confirm(request: Request, question: str, nothing: str) -> None:
    """Go on only with a yes, given as ``--yes`` or on the terminal, where no is the default.

    Raises Declined, which says ``nothing``, and UsageError if nobody can be asked.
    """
    require_answer(request)
    if not request.on("--yes") and not _says_yes(question):
        raise Declined(nothing)


def ask_secret(prompt: str) -> str:
    """Return what somebody types, which is not shown. Raises UsageError."""
    import getpass  # noqa: PLC0415 - most passphrases come another way, or are not needed

    try:
        return getpass.getpass(f"{prompt}: ")
    except (EOFError, OSError):
        explain("\n")  # what follows does not belong on the line of the question
        raise UsageError("Nothing was typed.") from None
    except UnicodeDecodeError:
        raise UsageError("What was typed is no text in the alphabet of this terminal.") from None


def ask_line(prompt: str) -> str:
    """Return what somebody types, which is shown; empty if they end it. Raises UsageError."""
    try:
        return _answer(f"{prompt}: ")
    except OSError:
        raise UsageError("There is no terminal to ask on.") from None


def _says_yes(question: str) -> bool:
    try:
        return _answer(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}
    except OSError:
        return False


def _answer(prompt: str) -> str:
    with TextIOWrapper(FileIO(WRITING, "w"), "utf-8", "replace") as out:
        out.write(prompt)
    with TextIOWrapper(FileIO(READING), "utf-8", "replace") as typed:
        return typed.readline()
