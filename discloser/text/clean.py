"""Cleaning of text that comes from outside, and folding it to the form in which words are compared.

Cleaning
--------
Terminals, calendars and word processors act on some characters instead of showing them: escape
sequences, direction overrides, invisible marks. `clean` drops them once, at the boundary (a paste,
a file, a plan, a pack, a database row), so that no other room has to think of them.

Dropped: the Unicode categories Cc (control), Cf (format), Cs (half of a surrogate pair) and
Co (private use), and the code points that Unicode calls noncharacters (word processor files
cannot hold them). Kept although they belong to one of these:

- newline and tab; every other kind of line break becomes a newline;
- ZWNJ and ZWJ (U+200C, U+200D), which Persian, Indic scripts and joined emoji need;
- the tag characters of a flag such as Scotland's, but only in a complete flag: a black flag,
  three to six tag letters or digits and the closing tag. Elsewhere tag characters can carry
  text that nobody sees.

Everything else passes, in Unicode's composed form (NFC): all scripts, variation selectors, emoji.

Folding
-------
`fold` makes letters small, takes compatible forms apart (fullwidth, ligatures), drops accents and
every invisible character, and knows one apostrophe and one hyphen. In a word of Latin letters,
Greek and Cyrillic ones that look like Latin count as these. It keeps the vowel signs of Indic and
South-East Asian scripts and the voicing marks of kana: they are letters in all but name.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["clean", "clean_values", "first_forbidden", "fold", "fold_with_anchors", "is_text"]

# Written out, not computed: a walk over all code points would cost 0.2 s at every start. A test
# compares the list with the categories that the running Python knows.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_DROPPED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # Cc that does not break lines
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"  # Cf
    "\ud800-\udfff"  # Cs
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # Co
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters, here and in the next line
    + "".join(chr(plane << 16 | low) for plane in range(1, 15) for low in (0xFFFE, 0xFFFF))
)
_FLAG_OR_DROPPED = re.compile(f"({_FLAG})|[{_DROPPED}]")
_UNCLEAN_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

_CONTROL_NAMES = {
    0x00: "null",
    0x07: "bell",
    0x08: "backspace",
    0x1B: "escape",
    0x7F: "delete",
    0x9B: "control sequence introducer",
    0x9D: "operating system command",
}


def clean(text: str) -> str:
    """Return `text` without characters that act instead of being shown, in composed form.

    Line breaks of every kind become a newline. Cleaning twice changes nothing more.
    """
    if text.isascii() and not _UNCLEAN_ASCII.search(text):
        return text
    text = _LINE_BREAK.sub("\n", text)
    # Dropping comes before composing: a letter and its accent may have had a mark between them.
    text = _FLAG_OR_DROPPED.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def clean_values(raw: Any) -> Any:
    """Return plain data with every text and key in it clean."""
    match raw:
        case str():
            return clean(raw)
        case dict():
            return {clean(key): clean_values(value) for key, value in raw.items()}
        case list():
            return [clean_values(item) for item in raw]
        case _:
            return raw


def is_text(name: str) -> bool:
    """Return whether a file name is text: one in another encoding holds half characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def first_forbidden(text: str) -> str | None:
    """Name the first character that `clean` would drop, e.g. "U+001B (escape)", or return None.

    Line breaks and uncomposed accents are not forbidden: cleaning them loses nothing.
    """
    if text.isascii() and not _UNCLEAN_ASCII.search(text):
        return None
    for found in _FLAG_OR_DROPPED.finditer(_LINE_BREAK.sub("\n", text)):
        if found[1] is None:
            return f"U+{ord(found[0]):04X} ({_in_words(found[0])})"
    return None


def _in_words(character: str) -> str:
    match unicodedata.category(character):
        case "Cc":
            return _CONTROL_NAMES.get(ord(character), "control character")
        case "Cs":
            return "half of a broken character"
        case "Co":
            return "private use character"
        case _:
            return unicodedata.name(character, "not a character").lower()


_SAME = str.maketrans(
    {"\u00b4": "'", "\u02bc": "'", "\u02b9": "'", "\u2018": "'", "\u2019": "'", "\u201b": "'"}
    | {"\u2032": "'", "`": "'", "\u2043": "-", "\u2212": "-"}
    | {chr(dash): "-" for dash in range(0x2010, 0x2016)}
    | {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d", "\u0127": "h", "\u0131": "i"}
    | {"\u00e6": "ae", "\u0153": "oe", "\u00fe": "th", "\u115f": None, "\u1160": None}
)
"""What decomposition leaves as it is; the last two are invisible Hangul fillers."""
_ACCENT = re.compile(  # marks that readers add and leave out: accents, points, selectors
    "[\u0300-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef]"
)
_OTHER = "\u0370-\u03ff\u0400-\u052f"  # Greek, Cyrillic
_MIXED = re.compile(f"(?=[a-zA-Z]*[{_OTHER}])(?=[{_OTHER}]*[a-zA-Z])[a-zA-Z{_OTHER}]{{2,}}")
"""A word with Latin letters and some of another script: those are there for their looks."""
_LOOKS_LIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u043a\u043c\u0442"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7"
    "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijskmtABEKMHOPCTXIJSaeikvopuxABEHIKMNOPTYX",
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Return `text` in the form in which words are compared: small letters, no accents."""
    return fold_with_anchors(text)[0]


def fold_with_anchors(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return folded `text` and anchors that lead from a place in it to the place in `text`.

    An anchor `(folded, original)` holds from its place up to the next anchor; before the first,
    both places are the same. A place in the middle of a letter that folds to several (the "e" of
    an "ae" ligature) leads to that letter.
    """
    if text.isascii():
        return text.lower().replace("`", "'"), []
    text = _MIXED.sub(lambda found: found[0].translate(_LOOKS_LIKE), text)
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    done = length = 0
    for run in _NOT_ASCII.finditer(text):
        parts.append(text[done : run.start()].lower().replace("`", "'"))
        length += run.start() - done
        for place, character in enumerate(run[0], run.start()):
            folded = _fold_character(character)
            parts.append(folded)
            if len(folded) != 1:
                anchors += [(length + extra, place) for extra in range(1, len(folded))]
                anchors.append((length + len(folded), place + 1))
            length += len(folded)
        done = run.end()
    parts.append(text[done:].lower().replace("`", "'"))
    return "".join(parts), anchors


@lru_cache(maxsize=2048)
def _fold_character(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character.translate(_SAME))
    # This one mark would become a letter of its own.
    folded = apart.replace("\u0345", "").casefold()
    return "".join(
        part
        for part in unicodedata.normalize("NFKD", folded).translate(_SAME)
        if not (
            (category := unicodedata.category(part)) == "Cf"
            or (category == "Mn" and _ACCENT.match(part))
        )
    )
