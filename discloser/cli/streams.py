"""Standard output for data and standard error for talk, however they are set up or closed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from stat import S_ISREG
from typing import Any, TextIO

from discloser.errors import OutputError
from discloser.text.clean import clean

UNKNOWN_WIDTH = 80
"""Columns of a terminal that does not tell."""


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


def emit_once(text: str) -> None:
    """Write what cannot be had a second time, such as a recovery code, to standard output.

    Raises OutputError if it cannot be written, also where the reader has gone away, or if the disk
    behind a file has not taken it.
    """
    with _writing(reader_may_go=False) as out:
        out.write(text)
        out.flush()
        _settle(out)


def emit_json(data: Any) -> None:
    """Write data as JSON to standard output. Raises OutputError."""
    emit(as_json(data))


def as_json(data: Any) -> str:
    """Return data as JSON text in which every character that acts on a terminal is escaped."""
    from discloser.export.as_json import write_json  # noqa: PLC0415 - as in entry

    lines = write_json(_encodable(data)).split("\n")
    return "\n".join(line if line.isprintable() else _escaped(line) for line in lines)


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
def _writing(*, reader_may_go: bool = True) -> Iterator[TextIO]:
    if sys.stdout is None:  # closed by whoever started the program
        raise OutputError("Standard output is closed, so the result has nowhere to go.")
    try:
        yield sys.stdout
    except BrokenPipeError:
        _drop_rest()
        if not reader_may_go:
            raise OutputError("Nobody reads standard output any more.") from None
    except OSError as error:
        _drop_rest()
        raise OutputError(f"Writing to standard output failed: {reason(error)}.") from None


def tell(text: str) -> None:
    """Write one line of talk to standard error, without characters that act on a terminal."""
    explain(f"{one_line(text)}\n")


def tell_wrapped(text: str) -> None:
    """Write talk to standard error as lines of whole words that fit the terminal."""
    from textwrap import fill  # noqa: PLC0415 - most talk is short

    from discloser.cli.as_typed import as_typed  # noqa: PLC0415 - as above

    width = max(_width(), 20)
    explain(
        f"{fill(as_typed(one_line(text)), width, break_long_words=False, break_on_hyphens=False)}\n"
    )


def _width() -> int:
    """Return the columns of the terminal that talk goes to; 80 if that is not known."""
    with suppress(AttributeError, OSError, ValueError):  # closed, or no terminal
        return os.get_terminal_size(sys.stderr.fileno()).columns or UNKNOWN_WIDTH
    return UNKNOWN_WIDTH


def reason(error: OSError | ValueError) -> str:
    """Return what the system says is wrong, for the end of a sentence."""
    said = error.strerror if isinstance(error, OSError) else "it is not the name of a file"
    return (said or "unknown reason").lower()


def one_line(text: object) -> str:
    """Return a text or a path as one line, without characters that act on a terminal."""
    return " ".join(clean(encodable(text)).split())


def encodable(text: object) -> str:
    """Return a text or a path as it is, with what is no text in a file name written out."""
    return str(text).encode("utf-8", "backslashreplace").decode()


def explain(text: str) -> None:
    """Write talk of several lines, which is our own text, to standard error."""
    if sys.stderr is None:  # closed by whoever started the program
        return
    from discloser.cli.as_typed import as_typed  # noqa: PLC0415 - most commands say nothing

    with suppress(OSError):  # nobody listens; what was asked for still counts
        sys.stderr.write(as_typed(text))
        sys.stderr.flush()


def _encodable(data: Any) -> Any:
    """Return plain data with what is no text in file names written out."""
    match data:
        case str():
            return encodable(data)
        case dict():
            return {key: _encodable(value) for key, value in data.items()}
        case list():
            return [_encodable(each) for each in data]
        case _:
            return data


def _escaped(line: str) -> str:
    """Return a line of JSON with escapes for what cannot be shown, all of which is in strings."""
    import json  # noqa: PLC0415 - most data has nothing of that

    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)


def _settle(out: TextIO) -> None:
    """Have what was written reach the disk, if there is one behind it. Raises OSError."""
    try:
        number = out.fileno()
    except (OSError, ValueError):  # a stream without one
        return
    if S_ISREG(os.fstat(number).st_mode):
        os.fsync(number)


def _drop_rest() -> None:
    """Point standard output at nothing, or Python complains about unwritten data when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
