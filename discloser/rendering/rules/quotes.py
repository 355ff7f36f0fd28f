"""Runs of words that must not be quoted, known by their checksums and not by their words."""

import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

RUN = 8
"""Words that must not stand in a text in the same order as in a source."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class QuotedRuns:
    """All runs of eight words in some sources."""

    def __init__(self, content: bytes) -> None:
        """``content`` is what `pack_runs` gave."""
        self._content = content

    def first_in(self, text: str) -> str:
        """Return the first run of words in a text that stands in a source too, else nothing."""
        words = words_of(text)
        runs = runs_of(words)
        if not self._heads.isdisjoint(map(zlib.crc32, runs)):
            for start, run in enumerate(runs):
                if _key(run) in self._keys:
                    return " ".join(words[start : start + RUN])
        return ""

    @cached_property
    def _heads(self) -> frozenset[int]:
        """The first halves of the checksums, to look at first: nearly every text ends with them."""
        halves = array("I", self._content)
        if sys.byteorder == "big":
            halves.byteswap()
        return frozenset(halves[1::2])

    @cached_property
    def _keys(self) -> frozenset[int]:
        """The checksums."""
        return frozenset(struct.unpack(f"<{len(self._content) // 8}Q", self._content))


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters with straight apostrophes."""
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def runs_of(words: list[str]) -> list[bytes]:
    """Return each run of words, joined by spaces."""
    spaced = [word.encode() + b" " for word in words]
    text = b"".join(spaced)
    ends = list(accumulate(map(len, spaced)))
    starts = [0, *ends]
    return [text[start : end - 1] for start, end in zip(starts, ends[RUN - 1 :], strict=False)]


def pack_runs(texts: Iterable[str]) -> bytes:
    """Return the sorted 64-bit checksums of all runs in some texts, eight bytes each."""
    keys = {_key(run) for text in texts for run in runs_of(words_of(text))}
    return b"".join(key.to_bytes(8, "little") for key in sorted(keys))


def _key(run: bytes) -> int:
    """Return the 64-bit checksum of a run."""
    return zlib.crc32(run) << 32 | zlib.adler32(run)
