"""Standard output for data and standard error for talk, however they are set up or closed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, TextIO

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
    with _writing() as out:
        out.write(text)
        out.flush()


def emit_json(data: Any) -> None:
    """Write data as JSON to standard output. Raises OutputError."""
    from discloser.export.as_json import write_json  # noqa: PLC0415 - as in entry

    emit(write_json(data))


def emit_bytes(content: bytes) -> None:
    """Write data that is no text to standard output.

    Raises OutputError if it cannot be written, or would go to a terminal.
    """
    with _writing() as out:
        if out.isatty():
            raise OutputError("This is no text for a terminal; name a file for it with --to.")
        out.flush()
        out.buffer.write(content)
        out.buffer.flush()


@contextmanager
def _writing() -> Iterator[TextIO]:
    if sys.stdout is None:  # closed by whoever started the program
        raise OutputError("Standard output is closed, so the result has nowhere to go.")
    try:
        yield sys.stdout
    except BrokenPipeError:
        _drop_rest()
    except OSError as error:
        _drop_rest()
        reason = (error.strerror or "unknown reason").lower()
        raise OutputError(f"Writing to standard output failed: {reason}.") from None


def tell(text: str) -> None:
    """Write one line of talk to standard error, without characters that act on a terminal."""
    explain(f"{one_line(text)}\n")


def one_line(text: object) -> str:
    """Return a text or a path as one line, without characters that act on a terminal."""
    return " ".join(clean(str(text).encode("utf-8", "backslashreplace").decode()).split())


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
