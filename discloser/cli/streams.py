"""Standard output for data and standard error for talk, however they are set up or closed."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper

from discloser.errors import OutputError
from discloser.text.clean import clean


def prepare() -> None:
    """Make both streams take any text, whatever the locale says."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def emit(text: str) -> None:
    """Write data to standard output; a reader that has gone away, as with ``| head``, is fine.

    Raises OutputError if it cannot be written.
    """
    if sys.stdout is None:  # closed by whoever started the program
        raise OutputError("Standard output is closed, so the result has nowhere to go.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_rest()
    except OSError as error:
        _drop_rest()
        reason = (error.strerror or "unknown reason").lower()
        raise OutputError(f"Writing to standard output failed: {reason}.") from None


def tell(text: str) -> None:
    """Write one line of talk to standard error, without characters that act on a terminal."""
    line = " ".join(clean(text.encode("utf-8", "backslashreplace").decode()).split())
    explain(f"{line}\n")


def explain(text: str) -> None:
    """Write talk of several lines, which is our own text, to standard error."""
    if sys.stderr is None:  # closed by whoever started the program
        return
    with suppress(OSError):  # nobody listens; what was asked for still counts
        sys.stderr.write(text)
        sys.stderr.flush()


def _drop_rest() -> None:
    """Point standard output at nothing, or Python complains about unwritten data when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
