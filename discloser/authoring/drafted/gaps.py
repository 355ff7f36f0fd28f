"""What shows that an answer is missing: half a sentence, an empty bracket, a lone mark."""

import re
from collections.abc import Iterator
from itertools import pairwise

from discloser.rendering.rules.form import SLIPS
from discloser.text.english import check_articles, doubled_words, orphan_headings

HALF = re.compile(
    r"\b(?:and|or|the|a|an|my|your|of|from|until)[.,;:!?](?!\w)|\w+ [.,;:!?](?!\w)", re.IGNORECASE
)
"""A word that wants another one behind it, or a space where a word was."""

EMPTY = re.compile(r'""|\u201c\u201d|\(\s*\)|\[\s*\]|(?<=: )\*\*\s*\*\*')
"""Quotes or brackets with nothing between them."""

LONE = re.compile(r"^[ \t]*(?:[-*] )?[.,;:!?]+[ \t]*$|^[.,;:!?][ \t]+\w+", re.MULTILINE)
"""A mark with nothing in front of it."""

WIDE = re.compile(r"\n[ \t]*\n[ \t]*\n")
"""More than one empty line."""

LEADS = re.compile(r"(?!#)[^\n]*[^\s*:]:(?:\*\*)?[ \t]*")
"""A line that leads to what comes next."""

BEGINS = re.compile(r"#|\*\*")
"""A heading or a label, with which something else begins."""


def gaps(text: str, *, english: bool) -> Iterator[str]:
    """Yield everything in a text that looks as if something was left out, as it stands there.

    Rules on words hold for English only.
    """
    for pattern, signs in SLIPS:
        if any(sign in text for sign in signs):
            yield from (match[0].strip() for match in pattern.finditer(text))
    for pattern in (EMPTY, LONE, HALF) if english else (EMPTY, LONE):
        yield from (match[0].strip() for match in pattern.finditer(text))
    if WIDE.search(text.strip()):
        yield TWO_EMPTY_LINES
    yield from orphan_headings(text)
    yield from _lead_to_nothing(text)
    if english:
        yield from check_articles(text)
        yield from doubled_words(text)
    if not text.strip():
        yield NOTHING


NOTHING = "(nothing at all)"
TWO_EMPTY_LINES = "(two empty lines)"


def _lead_to_nothing(text: str) -> Iterator[str]:
    """Yield lines that lead to a list or a quotation which does not come."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line, after in pairwise([*lines, ""]):
        alone = not after or BEGINS.match(after) or LEADS.fullmatch(after)
        if alone and LEADS.fullmatch(line):
            yield line.strip()
