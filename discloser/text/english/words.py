"""Lists, owners, quotes and dashes inside a sentence, and words written twice."""

import re
from collections.abc import Iterable
from itertools import pairwise
from operator import eq

_JOINED = r"(?i)\s(?:and|or|nor)\s"

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    }
)
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
_NUMBER_DASH = r"(?<=\d)\s?[\u2013\u2014]\s?(?=\d)"
_WORD_DASH = r"(?<=[^\s\u2013\u2014])(?:[ \t][\u2013\u2014]+|\u2014+)[ \t]?(?=\w)"
_OTHER_DASH = r"[\u2013\u2014]+"

_PLURAL_OWNER = r"(?i)(?:the|my|our|your|their|his|her|these|those)\s"

_MEANT_TWICE = frozenset("bye had ha no really that there very".split())
"""Words that a writer may well mean twice: "I know that that day", "had had", "very very"."""

_ASCII_WORD = r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*"
_OPENING = "\"'\u201c\u2018([*_"
_CLOSING = "\"'\u201d\u2019)]*_.,;:!?\u2026"
_NO_MARKS = str.maketrans("", "", _OPENING + _CLOSING)


def join_list(items: Iterable[str], word: str = "and") -> str:
    """Return items as one phrase: "a", "a and b", "a, b and c"; empty if there are none.

    Items that hold an "and" or "or" of their own get a comma before the last word ("a, b and c,
    and d"), items that hold a comma are kept apart by semicolons. Blank items are left out.
    """
    parts = [part for part in (item.strip() for item in items) if part]
    if len(parts) < 2:
        return "".join(parts)
    if any("," in part or ";" in part for part in parts):
        between, last = "; ", f"; {word} "
    elif any(re.search(_JOINED, part) for part in parts):
        between, last = ", ", f", {word} "
    else:
        between, last = ", ", f" {word} "
    return between.join(parts[:-1]) + last + parts[-1]


def possessive(name: str) -> str:
    """Return the owner's form of a name: Jordan's, James's, the Smiths'.

    The rule: one owner takes 's, whatever the last letter. Only a group ("the", "my", "our"… and a
    word in a single s: the Smiths, my clients) takes the apostrophe alone. What already is an
    owner stays.
    """
    name = name.strip()
    if not name or name.endswith(("'", "\u2019", "'s", "\u2019s")):
        return name
    group = name.endswith("s") and not name.endswith(("ss", "us", "is"))
    return name + ("'" if group and re.match(_PLURAL_OWNER, name) else "'s")


def tidy_quotes(text: str) -> str:
    """Return wording of a pack with straight quotes and apostrophes."""
    return text.translate(_QUOTES)


def dashes(text: str) -> str:
    """Return wording of a pack without dashes: "3 to 5" between numbers, a comma between words.

    Other hyphen-like signs become a hyphen. Not for a person's own text.
    """
    text = re.sub(_NUMBER_DASH, " to ", text.translate(_HYPHENS))
    return re.sub(_OTHER_DASH, "-", re.sub(_WORD_DASH, ", ", text))


def doubled_words(text: str) -> list[str]:
    """Return each word that stands twice in a row, as "the the".

    Numbers, emoji, words in other scripts (where doubling can be grammar), names ("Duran Duran")
    and words that may be meant twice are left alone; so is anything with a comma, a heading mark
    or an empty line between.
    """
    found: list[str] = []
    for tokens in _paragraphs(text) if _may_double(text) else ():
        for first, second in pairwise(tokens):
            one, two = first.lstrip(_OPENING).rstrip("*_"), second.lstrip("*_").rstrip(_CLOSING)
            if one.lower() != two.lower() or not re.fullmatch(_ASCII_WORD, one):
                continue
            if one.lower() not in _MEANT_TWICE and not (one[0].isupper() and two[0].isupper()):
                found.append(f"{one} {two}")
    return found


def _may_double(text: str) -> bool:
    """Return whether some word may stand twice: a quick look that settles it for most texts."""
    words = text.lower().translate(_NO_MARKS).split()
    return any(map(eq, words, words[1:]))


def _paragraphs(text: str) -> list[list[str]]:
    """Return the tokens of each stretch in which a line break is no more than a space.

    List marks need no care: they are tokens themselves and stand between.
    """
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        bare = line.strip()
        found[-1] += bare.split()
        if not bare or bare.startswith("#"):
            found.append([])
    return found
