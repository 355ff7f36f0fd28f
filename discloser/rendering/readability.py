"""How hard a rendered document is to read: words, sentences and a school grade, in one pass.

What counts as a sentence, in Markdown and in plain text alike:

- a paragraph is cut at full stops, question and exclamation marks; lines wrapped inside it do not
  matter. Titles (Dr. Ms.), initials, e.g. and i.e., times (10.30, 9 a.m.) and marks that a
  small letter follows do not end a sentence;
- each list item and each table cell ends a sentence, whether it has a full stop or not;
- headings, table headers, rulers, bold labels ("**Next step:**"), lines all in capitals and
  paragraphs of up to four words without an end mark (greetings, names) are not prose: left out.

The grade is Flesch and Kincaid's (Derivation of new readability formulas for Navy enlisted
personnel, 1975): 0.39 * words per sentence + 11.8 * syllables per word - 15.59, never below 0.
It is made for English. Words in other scripts count as one syllable, so that text in them
gets a low grade and never a false alarm.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from discloser.text.clean import fold

__all__ = ["Reading", "measure", "sentences", "syllables", "word_count"]

_FEWEST_WORDS = 4
"""Shorter sentences are not called hard, and shorter lines without an end mark are no prose."""

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CLOSED = "[\"'\u201d\u2019)\\]\u300d\u300f\u00bb]*"
_NO_SPACE = "\u3002\uff01\uff1f\u0964\u0965\u061f\u06d4\u1362"
"""End marks of other scripts, which need no space after them."""
# The mark comes first, so that the search skips to it; what stands before it is looked at then.
_END = re.compile(
    rf"[.!?\u2026{_NO_SPACE}](?:(?<=[{_NO_SPACE}]){_CLOSED}\s*|(?<![.!?\u2026]{{2}})"
    + "".join(rf"(?<!\b{title}\.)" for title in ("Dr", "Mr", "Ms", "Mx", "Mrs", "Prof", "St"))
    + "".join(rf"(?<!\b{short}\.)" for short in ("vs", "approx", r"[Ee]\.g", r"[Ii]\.e"))
    + r"(?<!\b[A-HJ-Z]\.)"  # an initial; "I." ends a sentence
    + rf"(?:(?<!\b[ap]\.m\.)|(?!\s+(?:{_DAY}|[A-Z]{{2}})))(?!(?<=\bNo\.)\s+\d)"
    + rf"[.!?\u2026]*{_CLOSED}(?:\s+(?![a-z])|$))"
)
_ENDED = re.compile(rf"[.!?\u2026{_NO_SPACE}]{_CLOSED}$")
_WORD = re.compile(r"[^\W_]\S*")

_QUOTED = re.compile(r"(?:>\s?)+")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_ITEM = re.compile(r"(?:[-*+\u2022]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_RULER = re.compile(r"(?:[-=*_]\s?){3,}$")
_HEADER_RULER = re.compile(r"(?=[^-]*-)[\s:|-]+$")
_LABEL = re.compile(r"(\*\*|__)[^*_]{1,80}(?::\1|\1:)\s*")
_ALL_BOLD = re.compile(r"(\*\*|__)[^*_]+\1$")
_LINK = re.compile(r"!?\[([^\]]{0,400})\]\([^)]{0,2000}\)")
_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)\S+")
_MARKED = re.compile(r"[*`~_\\<]")
# Every choice starts with its sign, so that the search skips to one.
_MARKS = re.compile(r"\*|`|~|_(?![^\W_])|_(?<![^\W_]_)|\\(?=[^\w\s])|<!--.{0,500}?-->|<br ?/?>")
_LEAD = re.compile(
    rf"^[ \t]*{_QUOTED.pattern[:-1]}*(?:{_HEADING.pattern}|{_ITEM.pattern})?", re.MULTILINE
)


class Reading(msgspec.Struct, frozen=True):
    """What one document asks of its reader."""

    words: int
    """Words in sentences; headings and labels are left out (`word_count` has them)."""
    sentences: int
    grade: float
    """US school grade, to one decimal; 0 for a text without sentences."""
    average: float
    """Words per sentence, to one decimal."""
    longest: int
    """Words in the longest sentence."""
    hardest: tuple[str, ...]
    """Up to three sentences of four words or more, hardest first, without Markdown marks."""


def measure(text: str) -> Reading:
    """Measure a rendered Markdown or plain document."""
    words = spoken = longest = count = 0
    graded: list[tuple[float, str]] = []
    for sentence in _sentences(text):
        tokens = _WORD.findall(sentence)
        if not tokens:
            continue
        length, sounds = len(tokens), sum(map(_sounds, tokens))
        count += 1
        words += length
        spoken += sounds
        longest = max(longest, length)
        if length >= _FEWEST_WORDS:
            graded.append((_grade(length, sounds, 1), sentence))
    if not count:
        return Reading(0, 0, 0.0, 0.0, 0, ())
    graded.sort(key=lambda pair: -pair[0])
    return Reading(
        words=words,
        sentences=count,
        grade=round(max(_grade(words, spoken, count), 0.0), 1),
        average=round(words / count, 1),
        longest=longest,
        hardest=tuple(sentence for _, sentence in graded[:3]),
    )


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a rendered document in order, without Markdown marks."""
    return tuple(sentence for sentence in _sentences(text) if _WORD.search(sentence))


def word_count(text: str) -> int:
    """Count the words that a reader sees, headings included, Markdown marks and addresses not."""
    return len(_WORD.findall(_plain(_LEAD.sub("", text)).replace("|", " ")))


def syllables(word: str) -> int:
    """Count the syllables of one English word, at least 1; other scripts and numbers count as 1."""
    return _sounds(word)


def _grade(words: int, spoken: int, count: int) -> float:
    return 0.39 * words / count + 11.8 * spoken / words - 15.59


# --- from a document to sentences ---


def _sentences(text: str) -> Iterator[str]:
    for block in _blocks(text):
        start = 0
        for end in _END.finditer(block):
            yield block[start : end.end()].rstrip()
            start = end.end()
        if start < len(block):
            yield block[start:]


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs, list items and table cells that are prose, on one line each."""
    lines: list[str] = []
    cells: list[str] = []
    item = False
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        if line.startswith(">"):
            line = _QUOTED.sub("", line, count=1)
        row = line.startswith("|") and line.count("|") > 1
        ruler = bool(_HEADER_RULER.match(line) if row else _RULER.match(line))
        begins, heading = _ITEM.match(line), _HEADING.match(line)
        if ruler and line[0] in "-=" and len(lines) == 1 and not item:
            lines = []  # a heading, underlined
        if lines and (row or ruler or begins or heading or not line):
            yield from _prose(" ".join(lines), item=item)
            lines = []
        if row:
            # what stands above a table's ruler is its header
            cells = [] if ruler else [*cells, *line.strip("|").split("|")]
            continue
        for cell in cells:
            yield from _prose(cell.strip(), item=True)
        cells = []
        if ruler or heading or not line:
            continue
        if not lines:
            item = begins is not None
        lines.append(line[begins.end() :] if begins else line)


def _prose(block: str, *, item: bool) -> Iterator[str]:
    """Yield `block` without its label and marks, if it is prose."""
    if label := _LABEL.match(block):
        block = block[label.end() :]
    bold = _ALL_BOLD.match(block)
    block = _plain(block).strip()
    if block and not item and not _ENDED.search(block):
        title = bold or block.isupper() or len(block.split()) <= _FEWEST_WORDS
        block = "" if title else block
    if block:
        yield block


def _plain(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub("link", text)
    if _MARKED.search(text):
        text = _MARKS.sub("", text)
    return text.replace("\u2014", " \u2014 ")


# --- from a word to syllables ---

_LETTERS = re.compile("[a-z]+")
_VOWELS = re.compile("[aeiouy]+")
_CONSONANT_Y = re.compile("(?<=[aeou])y(?=[aeiou])")
# First halves of compounds whose e is silent inside the word: something, therefore, baseline.
_FIRST_HALF = (
    "bas|befor|car|cod|els|fac|fil|forc|fram|gam|guid|her|hom|hop|hous|lif|lik|lin|mad|mor|nam|nin|not|"
    "oth|pac|pip|plac|pric|saf|shar|sid|smok|som|spac|stat|ther|tim|typ|us|wher|whit|whol|wid"
)
_SILENT = re.compile(
    rf"""
    [^aeiouy](?<![^aeiouyr]l)(?<![^aeiouy]r)e$              # like; but able, centre
  | [^aeiouycgsxz](?<![cs]h)(?<![^aeiouyr]l)es$              # likes; but changes, tables
  | [^aeiouytd](?<![^aeiouylr]l)ed$                         # liked; but handled, needed
  | [aeiouy][^aeiouy]{{1,3}}(?<![^aeiouy]l)(?<!el)(?<!cr)e   # safely, careful; but element
    (?=(?:ly|ments?|ful(?:ly|ness)?|less(?:ly|ness)?|ness|ty|ties)$)
  | ^(?:un)?(?:{_FIRST_HALF})e(?=[bcdfghjklmnpqstvwz][a-z]*[aeiouy])
  | ^eve(?=ry)
  | [gq]ue(?=[sd]?$|ly$|ness$)                              # colleague, unique
  | ica(?=lly$)                                             # typically
    """,
    re.VERBOSE,
)
_APART = re.compile(
    r"""
    (?<![cstg])ia(?!ge|m[ae]?nt|rs?$) | [cst]iat            # reliable, associate; but familiar
  | (?<![cstgxnh])(?<!ll)io(?!rs?$) | prior|erior|terio|tio$  # period; but action, million
  | (?<!g)iu                                                # medium
  | (?<=[aeiouy][^aeiouy])iers?$ | (?<=[aeiouy][^aeiouy][^aeiouy])ie(?:rs?|st)$
  | (?<=[aeiouy][^aeiouy])iest$                             # easier, earliest
  | (?<![cst])ien(?=t|c) | scien | ie(?=t)                  # client, society
  | (?<![qg])ua(?!de) | (?<![qg])ue(?=n(?!s$)|l$)           # usual, fluent
  | (?<!q)ui(?=t[yi]) | (?<![qg])ui(?=n|d) | (?<!q)uo(?!y)  # continuity, fluid, continuous
  | (?<![gh])eo(?!pl|pa) | theo | geo(?=[gmlp])             # video; but people, surgeon
  | crea(?=t(?!ur)) | ^rea(?=ct|ll[eo]|pp|rr|ss|tt|d[dj]|ff|lit|list)
  | ^re(?:i[mnt]|e(?=[nvxs])|u[ns]|o[pr]) | ^(?:pre|de)a(?=m|ct|rr)
  | [aeiouy][^aeiouy]+ea(?=s?$) | linear | nuclear           # idea, area
  | [iou]ing | [^aeiou]ying | poe[tm] | coe(?=x|ff) | coor | cooperat
  | (?:s|th)ms?$ | [ds]nt$                                  # mechanism, didn't
    """,
    re.VERBOSE,
)
_KNOWN_BY_COUNT = {
    1: "aches friend ms real",
    2: "argue argued argues backaches being business client dr doing evening headaches hundred "
    "maybe mr mrs naive naked people preview quiet science seeing someone something uk wednesday",
    3: "anyone area behavior behaviour businesses dialogue employee everyone idea moreover recipe",
    4: "nevertheless nonetheless",
}
_KNOWN = {word: count for count, words in _KNOWN_BY_COUNT.items() for word in words.split()}
"""Syllables of common words that the rules get wrong."""


@lru_cache(maxsize=4096)
def _sounds(token: str) -> int:
    folded = fold(token).replace("'", "")
    return sum(map(_of_letters, _LETTERS.findall(folded))) or 1


def _of_letters(word: str) -> int:
    if word in _KNOWN:
        return _KNOWN[word]
    word = _CONSONANT_Y.sub("-", word)
    groups = len(_VOWELS.findall(word))
    if not groups:
        return len(word)  # letters said one by one: HR, html
    silent = sum(1 for _ in _SILENT.finditer(word))
    apart = sum(1 for _ in _APART.finditer(word))
    return max(groups - silent + apart, 1)
