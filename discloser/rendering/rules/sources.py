"""The rule that no sentence comes from the articles the product grew from.

Of each run of eight words in those articles two checksums are kept, sorted, and not the words.
"""

import re
import zlib
from bisect import bisect_left
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
    runs = _runs()
    words = words_of(draft.text)
    for start, key in enumerate(keys_of(words)):
        at = bisect_left(runs, key)
        if at < len(runs) and runs[at] == key:
            found = " ".join(words[start : start + RUN])
            yield block("r_quote_seed", f'"{found}" stands word for word in a source.')
            return


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters with straight apostrophes."""
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def keys_of(words: list[str]) -> Iterator[int]:
    """Yield the 64-bit checksum of each run of words."""
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN]).encode()
        yield zlib.crc32(run) << 32 | zlib.adler32(run)


def pack_runs(texts: Iterable[str]) -> bytes:
    """Return the sorted checksums of all runs in some texts, eight bytes each, as kept on disk."""
    keys = {key for text in texts for key in keys_of(words_of(text))}
    return b"".join(key.to_bytes(8, "little") for key in sorted(keys))


@cache
def _runs() -> memoryview | list[int]:
    import sys  # noqa: PLC0415

    content = _KEPT.read_bytes()
    if sys.byteorder == "little":
        return memoryview(content).cast("Q")
    return [int.from_bytes(content[at : at + 8], "little") for at in range(0, len(content), 8)]
