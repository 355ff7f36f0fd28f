"""The rule that no sentence comes from the articles the product grew from.

Of each run of eight words in those articles two checksums are kept, sorted, and not the words.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from discloser.model.document import Finding
from discloser.rendering.rules.draft import Draft, block

RUN = 8
"""Words that must not stand in a text in the same order as in a source."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_KEPT = Path(__file__).with_name("source_runs.bin")


def source_findings(draft: Draft) -> Iterator[Finding]:
    """Yield the first run of words in a draft that stands in a source too."""
    kept, heads = _runs()
    words = words_of(draft.text)
    for start, run in enumerate(runs_of(words)):
        if zlib.crc32(run) in heads and _key(run) in kept:
            found = " ".join(words[start : start + RUN])
            yield block("r_quote_seed", f'"{found}" stands word for word in a source.')
            return


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


def _key(run: bytes) -> int:
    """Return the 64-bit checksum of a run."""
    return zlib.crc32(run) << 32 | zlib.adler32(run)


def pack_runs(texts: Iterable[str]) -> bytes:
    """Return the sorted checksums of all runs in some texts, eight bytes each, as kept on disk."""
    keys = {_key(run) for text in texts for run in runs_of(words_of(text))}
    return b"".join(key.to_bytes(8, "little") for key in sorted(keys))


@cache
def _runs() -> tuple[frozenset[int], frozenset[int]]:
    """Return the kept checksums, and their first halves to look at first."""
    content = _KEPT.read_bytes()
    keys = struct.unpack(f"<{len(content) // 8}Q", content)
    return frozenset(keys), frozenset(key >> 32 for key in keys)
