"""Runs of words that must not be quoted, known by their checksums and not by their words."""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import cached_property

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
        kept, heads = self._keys
        words = words_of(text)
        for start, run in enumerate(runs_of(words)):
            if zlib.crc32(run) in heads and _key(run) in kept:
                return " ".join(words[start : start + RUN])
        return ""

    @cached_property
    def _keys(self) -> tuple[frozenset[int], frozenset[int]]:
        """The checksums, and their first halves to look at first."""
        keys = struct.unpack(f"<{len(self._content) // 8}Q", self._content)
        return frozenset(keys), frozenset(key >> 32 for key in keys)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters with straight apostrophes."""
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def runs_of(words: list[str]) -> Iterator[bytes]:
    """Yield each run of words, joined by spaces."""
    ends = []
    place = 0
    for word in words:
        place += len(word.encode()) + 1
        ends.append(place)
    text = " ".join(words).encode()
    starts = [0, *ends]
    for start, end in zip(starts, ends[RUN - 1 :], strict=False):
        yield text[start : end - 1]


def pack_runs(texts: Iterable[str]) -> bytes:
    """Return the sorted 64-bit checksums of all runs in some texts, eight bytes each."""
    keys = {_key(run) for text in texts for run in runs_of(words_of(text))}
    return b"".join(key.to_bytes(8, "little") for key in sorted(keys))


def _key(run: bytes) -> int:
    """Return the 64-bit checksum of a run."""
    return zlib.crc32(run) << 32 | zlib.adler32(run)
