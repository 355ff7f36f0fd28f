"""What changed between two texts, word by word, with the sentence around it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

TOKEN = re.compile(r"\n|[^\S\n]+|[^\W_]+(?:['\u2019-][^\W_]+)*|.")
"""A word, a piece of space, a line break or a mark."""

ENDS = re.compile(r"[.?!][\"'\u201d\u2019)*]*\s|\n")
"""Where one sentence ends and another one may begin."""

Kind = Literal["same", "out", "in"]


class Piece(Struct, frozen=True):
    """Some words that stayed, went out, or came in."""

    kind: Kind
    text: str


class Change(Struct, frozen=True):
    """Words that changed in one sentence, with those around them."""

    pieces: tuple[Piece, ...]

    @property
    def about(self) -> tuple[Piece, ...]:
        """What makes two changes the same: the words around them may differ by names."""
        return tuple(Piece(one.kind, one.text.strip()) for one in self.pieces if one.kind != "same")

    @property
    def old(self) -> str:
        """The words as they were."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "in").strip()

    @property
    def new(self) -> str:
        """The words as they are."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "out").strip()


def word_diff(old: str, new: str) -> tuple[Change, ...]:
    """Return what changed from one text to another, in the order of the texts."""
    pieces = [piece for piece in _merged(_pieces(old, new)) if piece.text]
    return tuple(_changes(pieces))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield all of both texts; lines that stayed are not looked at word by word."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, start, end, first, last in _compared(before, after):
        if tag == "equal":
            yield Piece("same", "".join(before[start:end]))
        else:
            yield from _words("".join(before[start:end]), "".join(after[first:last]))


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    for tag, start, end, first, last in _compared(before, after):
        if tag == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        yield Piece("out", "".join(before[start:end]))
        yield Piece("in", "".join(after[first:last]))


def _compared(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with changes together that only a space keeps apart, what went out in front."""
    merged: list[Piece] = []
    out = into = ""
    held = ""
    for piece in pieces:
        if piece.kind == "same" and (piece.text.strip(" ") or not (out or into)):
            merged += [Piece("out", out), Piece("in", into), Piece("same", held + piece.text)]
            out = into = held = ""
        elif piece.kind == "same":
            held += piece.text
        else:
            out += held + piece.text if piece.kind == "out" else held
            into += held + piece.text if piece.kind == "in" else held
            held = ""
    return [*merged, Piece("out", out), Piece("in", into), Piece("same", held)]


def _changes(pieces: list[Piece]) -> Iterator[Change]:
    """Yield what changed, cut where a sentence ends."""
    now: list[Piece] = []
    changed = False
    for piece in pieces:
        if piece.kind != "same":
            now.append(piece)
            changed = True
            continue
        if changed and now[-1].text.endswith("\n"):  # whole lines
            yield Change(tuple(now))
            now, changed = [], False
        ends = [found.end() for found in ENDS.finditer(piece.text)]
        if not ends:
            now.append(piece)
            continue
        if changed:
            yield Change((*now, Piece("same", piece.text[: ends[0]].rstrip())))
        now = [Piece("same", piece.text[ends[-1] :])]
        changed = False
    if changed:
        yield Change(tuple(now))
