"""What is said between the program and the process in which unknown templates are filled in.

Plain data in frames: four bytes that say how long it is, and that many bytes of msgpack.
"""

from collections.abc import Callable

from msgspec import Raw, Struct, msgpack

from discloser.model.catalogue import LanguageWords
from discloser.rendering.template.problem import Problem
from discloser.rendering.template.program import Program

LENGTH_BYTES = 4
MOST_FRAME = 32 * 1024 * 1024
"""Bytes of a frame; the templates of a pack are less than a fifth of that."""


class Begin(Struct, frozen=True, tag=True, array_like=True):
    """The first thing that is said: what there is to fill in."""

    sources: dict[str, str]
    """Path of each template in its pack, and its text."""
    kept: dict[str, bytes]
    """What was read of them before, as `Templates` keeps it."""
    words: LanguageWords | None
    """The words of the pack's language; None for English."""


class Read(Struct, frozen=True, tag=True, array_like=True):
    """Asks for the steps of one template."""

    name: str


class Render(Struct, frozen=True, tag=True, array_like=True):
    """Asks for the text of one document."""

    name: str
    data: Raw
    known: tuple[str, ...]


Ask = Begin | Read | Render


class Ready(Struct, frozen=True, tag=True, array_like=True):
    """Says that asks may come."""


class Steps(Struct, frozen=True, tag=True, array_like=True):
    """The steps of one template."""

    program: Program


class Wrong(Struct, frozen=True, tag=True, array_like=True):
    """What is wrong with one template."""

    problems: tuple[Problem, ...]


class Filled(Struct, frozen=True, tag=True, array_like=True):
    """The text of a document."""

    text: str


class Misfit(Struct, frozen=True, tag=True, array_like=True):
    """Where template and data do not fit."""

    file: str
    line: int
    reason: str


class GaveUp(Struct, frozen=True, tag=True, array_like=True):
    """It took more than it may, or something went wrong that nobody thought of."""

    why: str = "it takes too long, or too much memory, to fill it in"
    how: str = "make it shorter"


Answer = Ready | Steps | Wrong | Filled | Misfit | GaveUp

ASKS = msgpack.Decoder(Ask)
ANSWERS = msgpack.Decoder(Answer)


def write_frame(write: Callable[[bytes], object], said: Ask | Answer) -> None:
    """Write one frame. Raises OSError."""
    body = msgpack.encode(said)
    write(len(body).to_bytes(LENGTH_BYTES, "big") + body)


def read_frame(read: Callable[[int], bytes]) -> bytes | None:
    """Return what one frame holds; None where there is no whole one. Raises OSError.

    ``read`` returns as many bytes as it is asked for, or fewer at the end.
    """
    head = read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH_BYTES or length > MOST_FRAME:
        return None
    body = read(length)
    return body if len(body) == length else None
