"""What has to be right before Textual is imported; so nothing here imports it.

Textual reads its switches from the environment while it is imported. Some of them write what is
typed to a file, send it to another program or run code. And what Python prints when a program
breaks holds the values it worked on, which here are somebody's answers.
"""

import logging
import os
import re
import sys
import threading
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

__all__ = [
    "clean_environment",
    "install_excepthook",
    "why_not",
    "without_values",
]

ALLOWED = {
    "TEXTUAL_ANIMATIONS": "none|basic|full",  # moving things make some people ill
    "TEXTUAL_COLOR_SYSTEM": "auto|standard|256|truecolor|windows",
    "TEXTUAL_DISABLE_KITTY_KEY": "[01]",  # for terminals that get this way of sending keys wrong
    "TEXTUAL_FPS": "[1-9][0-9]{0,2}",  # slow lines
    "TEXTUAL_SMOOTH_SCROLL": "[01]",
}
"""Switches that only change how the app is drawn or hears keys, and the values that they may have.

Read in textual/constants.py of 8.2.8. Left out on purpose: TEXTUAL_DEBUG and TEXTUAL_LOG (write
keys and events to files), TEXTUAL_SCREENSHOT* (write the screen), TEXTUAL_DRIVER (imports any
code), TEXTUAL_PRESS (types keys), TEXTUAL_DEVTOOLS_* and plain TEXTUAL (send what happens to
another program), TEXTUAL_SHOW_RETURN (prints a result), TEXTUAL_ALLOW_SIGNALS (Ctrl+C would kill),
TEXTUAL_SPEEDUPS (imports another package), TEXTUAL_THEME, TEXTUAL_FILTERS and TEXTUAL_DIM_FACTOR
(colours that nobody has checked). The delay of the Escape key is ESCDELAY, which is not touched.
"""

PLAIN_TERMINALS = {"", "dumb", "unknown"}
"""Values of TERM for what cannot move its cursor."""

PAPERS = "`discloser render plan.toml` makes the papers without it."

BROKEN = (
    "Something went wrong inside discloser. "
    "Please report these lines; they hold none of your answers."
)

HOUSE = Path(__file__).parent.parent

MOST_FRAMES = 30
"""The innermost frames of an error that are told; endless recursion has a thousand."""


def clean_environment(environ: MutableMapping[str, str]) -> None:
    """Drop every switch of Textual's that is not allowed, or has a value that it may not have."""
    for name in list(environ):
        if name == "TEXTUAL" or name.startswith("TEXTUAL_"):
            allowed = name in ALLOWED and re.fullmatch(ALLOWED[name], environ[name], re.IGNORECASE)
            if not allowed:
                del environ[name]


def why_not(*, stdin_tty: bool, stderr_tty: bool, term: str) -> str:
    """Return why the app cannot run here and what to do, in one sentence; "" if it can.

    Textual reads keys from standard input and draws on standard error, so standard output may be
    a file. ``term`` is TERM; Windows needs none.
    """
    if not stdin_tty:
        return f"The app needs a terminal to read keys from: {PAPERS}"
    if not stderr_tty:
        return f"The app draws on standard error, which is not a terminal here: {PAPERS}"
    if term.lower() in PLAIN_TERMINALS and (term or os.name != "nt"):
        named = f"TERM is {term}" if term else "TERM is not set"
        return f"The app cannot draw on this terminal ({named}): {PAPERS}"
    return ""


def without_values(error: BaseException) -> list[str]:
    """Return where an error came from: a line for each frame, then its type.

    Errors that led to it come first. Never a message and never a local: both can hold answers.
    Files are told from their package on, since the folders above may bear a person's name.
    """
    chain: list[BaseException] = []
    earlier: BaseException | None = error
    while earlier is not None and earlier not in chain:
        chain.append(earlier)
        hidden = None if earlier.__suppress_context__ else earlier.__context__
        earlier = earlier.__cause__ or hidden
    lines: list[str] = []
    for each in reversed(chain):
        lines += [*list(_frames(each.__traceback__))[-MOST_FRAMES:], type(each).__name__]
    return lines


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"{_place(Path(code.co_filename))}:{traceback.tb_lineno} {code.co_qualname}"
        traceback = traceback.tb_next


def _place(file: Path) -> str:
    """Return a file from its package on, or its bare name where no package is known."""
    if file.is_relative_to(HOUSE):
        return file.relative_to(HOUSE.parent).as_posix()
    above, _, inside = file.as_posix().rpartition("/site-packages/")
    return inside if above else file.name


def install_excepthook(stream: TextIO) -> None:
    """Make every way in which Python reports an unhandled error tell places and types only."""

    def tell(error: BaseException | None) -> None:
        if error is not None:
            with suppress(OSError, ValueError):  # nobody listens, or the stream is closed
                stream.write("\n".join([BROKEN, *without_values(error), ""]))
                stream.flush()

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:  # how a thread may end
            tell(args.exc_value)

    sys.excepthook = lambda _type, error, _traceback: tell(error)
    threading.excepthook = in_thread
    sys.unraisablehook = lambda args: tell(args.exc_value)
    # asyncio hands errors of forgotten tasks to logging, whose last resort prints their messages.
    logging.lastResort = None
    logging.raiseExceptions = False
