"""One plan as a sealed record, and the short sealed head of it for lists.

A record is an age file. Opened with the standard tool it is a plan file: a comment with id,
revision, time and length, the plan, and empty lines up to one of a few sizes.
"""

import re

from msgspec import Struct

from discloser.errors import Damaged, OutputError
from discloser.text.clean import clean
from discloser.vault.age import Identity

FORMAT = 1

MOST_BYTES = 1_000_000
"""Largest plan, in bytes, as for plan files."""

STEP, FINE = 2_048, 32_768
"""Sizes are multiples of a step up to ``FINE`` bytes, and powers of two above."""

HEAD_BYTES = 256
"""Size of a head before it is sealed."""

LONGEST_NUMBER = 9
"""Digits of a length."""

_FIRST = re.compile(rb"# discloser (\d{1,9}) ([\w-]{1,100}) (\d{1,19}) (-?\d{1,19}) (\d{1,9})\n")
_HEAD = re.compile(rb"(\d{1,9}) ([\w-]{1,100}) (\d{1,19}) (-?\d{1,19})\n([^\n]*)\n*")


class Name(Struct, frozen=True):
    """What tells one state of one plan from all others."""

    id: str
    revision: int


class Opened(Struct, frozen=True):
    """What a record or a head holds: the plan or its title."""

    text: str
    seconds: int
    """When it was written, since the epoch."""


def seal_body(identity: Identity, name: Name, seconds: float, text: str) -> bytes:
    """Return a plan as a record. Raises OutputError if it is too large or no text."""
    content = encoded(text)
    first = f"# discloser {FORMAT} {name.id} {name.revision} {int(seconds)} {len(content)}\n"
    plain = first.encode() + content
    return identity.seal(plain.ljust(padded(len(plain)), b"\n"))


def open_body(identity: Identity, name: Name, sealed: bytes) -> Opened:
    """Return the plan that a record holds. Raises Damaged, also if it is a record of another."""
    plain = identity.open(sealed)
    found = _FIRST.match(plain)
    if not found:
        raise Damaged("It holds no plan.")
    _same(name, found[1], found[2], found[3])
    end = found.end() + int(found[5])
    if end > len(plain) or plain[end:].strip(b"\n"):
        raise Damaged("It has not the length that it says.")
    return Opened(_decoded(plain[found.end() : end]), int(found[4]))


def seal_trail(identity: Identity, name: Name, trail: str) -> bytes:
    """Return the way that led to a state of a plan, of one of a few sizes."""
    first = f"{name.id} {name.revision} {len(trail.encode())}\n"
    plain = first.encode() + trail.encode()
    return identity.seal(plain.ljust(padded(len(plain)), b"\n"))


def open_trail(identity: Identity, name: Name, sealed: bytes) -> str:
    """Return the way that led to a state of a plan. Raises Damaged if it is that of another."""
    plain = identity.open(sealed)
    first, _, rest = plain.partition(b"\n")
    plan_id, revision, length = (*first.split(b" "), b"", b"", b"")[:3]
    if (plan_id, revision) != (name.id.encode(), str(name.revision).encode()):
        raise Damaged("It belongs to another plan or to another time.")
    if not length.isdigit() or len(length) > LONGEST_NUMBER:
        raise Damaged("It has not the length that it says.")
    return _decoded(rest[: int(length)])


def seal_head(identity: Identity, name: Name, seconds: float, title: str) -> bytes:
    """Return the title of a plan, cut where it is very long, and the time, of one size always."""
    first = f"{FORMAT} {name.id} {name.revision} {int(seconds)}\n".encode()
    line = " ".join(clean(title).split()).encode("utf-8", "replace")
    room = HEAD_BYTES - len(first)
    if len(line) > room:
        mark = "…".encode()
        line = line[: room - len(mark)].decode("utf-8", "ignore").encode() + mark
    return identity.seal((first + line).ljust(HEAD_BYTES, b"\n"))


def open_head(identity: Identity, name: Name, sealed: bytes) -> Opened:
    """Return the title that a head holds. Raises Damaged, also if it is the head of another."""
    plain = identity.open(sealed)
    found = _HEAD.fullmatch(plain)
    if not found:
        raise Damaged("It holds no title.")
    _same(name, found[1], found[2], found[3])
    return Opened(_decoded(found[5]), int(found[4]))


def encoded(text: str) -> bytes:
    """Return a plan as bytes. Raises OutputError if it could not be opened again."""
    try:
        content = text.encode()
    except UnicodeEncodeError:
        raise OutputError("The plan holds half a character. Nothing was written.") from None
    if len(content) > MOST_BYTES:
        most = f"{MOST_BYTES // 1000} kB"
        raise OutputError(f"The plan is larger than {most}. Nothing was written.")
    return content


def padded(size: int) -> int:
    """Return the size that a record of so many bytes is given."""
    if size <= FINE:
        return max(1, -(-size // STEP)) * STEP
    return 1 << (size - 1).bit_length()


def _same(name: Name, version: bytes, plan_id: bytes, revision: bytes) -> None:
    if int(version) > FORMAT:
        raise Damaged("It was written by a newer version; update discloser.")
    if Name(plan_id.decode(), int(revision)) != name:
        raise Damaged("It belongs to another plan or to another time.")


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Damaged("It holds no text.") from None
