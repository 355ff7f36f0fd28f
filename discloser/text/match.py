"""Finding private words and health words in a finished text, in whatever dress they come.

A listed word is found

- in any case, with or without accents, with any apostrophe or hyphen, in fullwidth and other
  compatible forms, with invisible characters inside;
- with a simple ending (`forms`: pains, painful, aching, drugged, allergic, therapist, diagnosed),
  and in the singular when the list has the plural; a possessive ending never counts (Crohn's =
  Crohns = Crohn);
- when its parts are written apart, together, with hyphens, over a line break or around quotes and
  Markdown marks (long-covid = long covid = longcovid = **long** covid = lo**ng** covid), though
  not over the end of a sentence; a single word of six letters or more also in two pieces
  (back pain = backpain);
- with a space, dot, hyphen or mark between all its letters, from four letters on (l u p u s), or
  with dots alone for shorter ones (M.S.);
- beside digits, `_`, `-` and other marks, as in file names (lupus_letter, lupus2026).

It is not found inside another word (art, start), across a contraction (ill, I'll; Don, don't) or
in an everyday word that only looks like it (numb, number). Words of up to three letters take no
ending but the plural s. Capitals count in two places, or no letter could be written: an illness
whose short name in capitals is an everyday word (ME, AS: `forms.ACRONYMS`) is found in capitals
only, and "ms" is not found in a title before a name (Ms Lind).

In scripts that put no spaces between words, and in Hangul, a word is found anywhere, even over a
line break. A word without letters, or with one letter and marks (a number, an emoji, C++), is
found as it stands.

A list is looked for from the text's side: only words that start as some word of the text does are
taken apart and get their forms, so that preparing hundreds of words costs next to nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

import msgspec

from discloser.text.clean import fold, fold_with_anchors
from discloser.text.forms import ACRONYMS, LONGEST_STEM, SHORT, forms, singulars, stem

__all__ = ["Hit", "Matcher", "Text", "find", "fold", "words_of"]

# --- the text ---

_UNSPACED = (  # Thai to Myanmar, Hangul, Khmer, kana, Han
    "\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u19e0-\u19ff\u3005-\u3007\u3040-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_LETTER = f"(?:[^\\W\\d_{_UNSPACED}]|[\u0900-\u0963\u0970-\u0dff])"
# A contraction belongs to its word, so that "I'll" holds no "ill"; "don't" holds no "don" either.
_ATOM = "({0}++(?:'t(?!{0}))?)(?:'(?:s|ll|d|re|ve|m)(?!{0}))?|(\\d+)"
_ATOMS_ASCII = re.compile(_ATOM.format("[a-z]"))
# The patterns with all scripts in them are kept as text: compiling them takes 20 ms, and most
# texts, once folded, are ASCII.
_ATOMS = _ATOM.format(_LETTER)
_SCRIPT = f"[{_UNSPACED}]"
_OUTSIDE = f"[^\\W\\d_{_UNSPACED}]"
# What may stand inside one word: marks without space, or a hyphen at the end of a line.
_INSIDE = re.compile(r"[-_*~.'/\\+=^|\u00b7\u2022]{1,6}|[*_~]{0,3}-[*_~]{0,3}[^\S\n]*+\n[\s>]*+")
_SPACED_OUT = 5
"""Most characters between two letters of a spaced-out word."""
_IN_TWO = 6
"""Fewest letters of a word that is found in two pieces with a space between."""
_MOST_SPACES = 3
"""Most spaces between such pieces."""
_LONGEST_RUN = 24
"""Most pieces that are put together to one word."""


class Text:
    """One text, taken apart once so that many lists of words can be looked for. Never changes.

    `atoms` are its runs of letters or digits, folded; `spans` says for each, and for each word
    that can be put together from pieces, between which atoms it stands.
    """

    def __init__(self, raw: str) -> None:
        """Take `raw` apart."""
        self.raw = raw
        self.folded, self._anchors = fold_with_anchors(raw)
        self.atoms: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self.together: dict[int, list[tuple[str, int]]] = {}
        """Words put together from pieces, by their first atom."""
        for place, (atom, start, end) in enumerate(_atoms(self.folded)):
            self.atoms.append(atom)
            self._starts.append(start)
            self._ends.append(end)
            self.spans.setdefault(atom, []).append((place, place + 1))
        for first, last in self._runs():
            self._put_together(first, last)

    @cached_property
    def beginnings(self) -> dict[str, list[str]]:
        """Every beginning of a word, up to the longest stem, to the words that begin so."""
        found: dict[str, list[str]] = {}
        for word in self.spans:
            for end in range(1, min(len(word), LONGEST_STEM) + 1):
                found.setdefault(word[:end], []).append(word)
        return found

    @cached_property
    def halves(self) -> dict[str, list[tuple[int, int, int]]]:
        """Words that two pieces with a space between make: letters before it, first atom, end."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for piece, places in self.spans.items():
            for first, middle in places:
                if middle < len(self.atoms) and self._spaced(middle):
                    for other, end in self.readings(middle):
                        found.setdefault(piece + other, []).append((len(piece), first, end))
        return found

    def gap(self, place: int) -> str:
        """Return what stands between the atom before `place` and the one at `place`, folded."""
        return self.folded[self._ends[place - 1] : self._starts[place]]

    def readings(self, place: int) -> list[tuple[str, int]]:
        """Return the words that start at an atom, each with the atom after it."""
        if place == len(self.atoms):
            return []
        return [(self.atoms[place], place + 1), *self.together.get(place, ())]

    def place(self, first: int, end: int) -> tuple[int, int]:
        """Return start and end in `raw` of the atoms from `first` up to, not including, `end`."""
        return self.original(self._starts[first], self._ends[end - 1])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end in `raw` of a piece of `folded`."""
        if not self._anchors:
            return start, end
        return self._original(start), max(self._original(end), self._original(end - 1) + 1)

    def _original(self, place: int) -> int:
        anchor = bisect_right(self._anchors, (place, len(self.raw))) - 1
        if anchor < 0:
            return place
        folded, raw = self._anchors[anchor]
        return raw + place - folded

    def _spaced(self, place: int) -> bool:
        """Return whether a few spaces stand before an atom, and nothing else."""
        gap = self.gap(place)
        return gap.isspace() and len(gap) <= _MOST_SPACES

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield stretches of atoms that may be pieces of one word, as first atom and end."""
        atoms, folded = self.atoms, self.folded
        first = 0
        for place, (end, start) in enumerate(zip(self._ends, self._starts[1:], strict=False), 1):
            if start - end == 1 and folded[end] == " ":  # nearly always
                linked = len(atoms[place]) == 1 == len(atoms[place - 1])
            else:
                linked = bool(_INSIDE.fullmatch(folded, end, start)) or (
                    len(atoms[place]) == 1 == len(atoms[place - 1]) and start - end <= _SPACED_OUT
                )
            if not linked or not atoms[place].isalpha() or not atoms[place - 1].isalpha():
                if place - first > 1:
                    yield first, place
                first = place
        if len(atoms) - first > 1:
            yield first, len(atoms)

    def _put_together(self, first: int, last: int) -> None:
        for begin in range(first, last - 1):
            word = self.atoms[begin]
            dotted = len(word) == 1
            for end in range(begin + 2, min(last, begin + _LONGEST_RUN) + 1):
                word += self.atoms[end - 1]
                dotted = dotted and len(self.atoms[end - 1]) == 1 and self.gap(end - 1) == "."
                # "e-t" is not "et": short words are put together from dotted letters only.
                if len(word) > SHORT or dotted:
                    self.spans.setdefault(word, []).append((begin, end))
                    self.together.setdefault(begin, []).append((word, end))


def words_of(raw: str) -> list[str]:
    """Return the runs of letters or digits of a text, folded."""
    return [atom for atom, _, _ in _atoms(fold(raw))]


def _atoms(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield each run of letters or digits with its start and end."""
    ascii_only = folded.isascii()
    for found in _ATOMS_ASCII.finditer(folded) if ascii_only else re.finditer(_ATOMS, folded):
        yield found[found.lastindex or 0], found.start(), found.end()


# --- the words ---

_WITHIN_PHRASE = re.compile(r"(?!.*[.!?]['\")\]*_]*\s)(?:[^\w]|_){1,24}", re.DOTALL)
_AFTER_SHORT = re.compile(r"(?:[^\w]|_){1,24}")
_BESIDE_DIGITS = re.compile(r"\s{0,2}|(?:[^\w\s]|_){1,4}")
# A mark that belongs to the letter before it: a match must not end in front of one.
_NO_MARK = (
    "(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1161-\u11ff"
    "\u17b4-\u17d3\u3099\u309a])"
)
_BETWEEN_CHARACTERS = r"[\s\-_*~\u00b7\u30fb]{0,4}"
_TITLE = re.compile(r"\.?\s+[^\W\d_]")

_Step = tuple[re.Pattern[str], frozenset[str]]
"""What may stand before the next part of a phrase, and the forms of that part."""


class Hit(msgspec.Struct, frozen=True):
    """One place where a listed word was found."""

    word: str
    """The word as the list has it."""
    surface: str
    """What the text has."""
    start: int
    end: int
    """Where, counted in characters of the text as it came: `text[start:end] == surface`."""


class _Phrase:
    """One way to group the parts of a listed word; a single word is a phrase of one part."""

    def __init__(self, word: str, parts: list[str]) -> None:
        self.word = word
        self.parts = parts
        self.stems = frozenset(map(stem, parts))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms of the first part."""
        return forms(self.parts[0], acronym=self.word.isupper())

    @cached_property
    def steps(self) -> tuple[_Step, ...]:
        """How the phrase goes on after the first part."""
        acronym = self.word.isupper()
        return tuple(
            (_between(left, right), forms(right, acronym=acronym))
            for left, right in pairwise(self.parts)
        )

    def places(self, text: Text, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
        """Yield first atom, atom after the last, and word, where it starts with one of `words`."""
        for form in words:
            if form in self.forms:
                for first, middle in text.spans[form]:
                    for end in _ends(text, middle, self.steps) if self.steps else (middle,):
                        yield first, end, self.word


class Matcher:
    """A list of words, prepared once to be looked for in many texts.

    Empty words are left out. The module says what is found.
    """

    __slots__ = ("_capitals", "_halves", "_patterns", "_phrases", "_titles", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        """Prepare `words`, each as a person wrote it."""
        self._words: dict[str, list[tuple[str, list[str]]]] = {}
        """Stem of the first atom to words with their atoms."""
        self._phrases: dict[str, list[_Phrase]] = {}
        """The same words as phrases, for the stems that a text has had."""
        self._halves: dict[str, list[tuple[str, int]]] = {}
        """What two pieces may make, to words and the most letters of a first piece."""
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        self._capitals: set[str] = set()
        self._titles: set[str] = set()
        for word in dict.fromkeys(words):
            self._add(word)

    def find(self, text: Text) -> list[Hit]:
        """Return every place where a word of the list stands in `text`, in order of place."""
        found: set[tuple[int, int, str]] = set()
        begun = text.beginnings.keys()
        for start in self._words.keys() & begun:
            for phrase in self._phrases.get(start) or self._begin(start):
                if begun >= phrase.stems:
                    found.update(phrase.places(text, text.beginnings[start]))
        if self._halves:
            for whole in self._halves.keys() & text.halves.keys():
                for word, most in self._halves[whole]:
                    for letters, first, end in text.halves[whole]:
                        if 2 <= letters <= most:
                            found.add((first, end, word))
        places = {(*text.place(first, end), word) for first, end, word in found}
        for word, pattern in self._patterns:
            places.update(
                (*text.original(*match.span()), word) for match in pattern.finditer(text.folded)
            )
        return [
            Hit(word, text.raw[start:end], start, end)
            for start, end, word in sorted(places)
            if self._means_it(word, text.raw, start, end)
        ]

    def _add(self, word: str) -> None:
        folded = fold(word)
        taken = list(_atoms(folded))
        atoms = [atom for atom, _, _ in taken]
        gaps = [folded[left[2] : right[1]] for left, right in pairwise(taken)]
        if atoms and all(len(atom) == 1 and atom.isalpha() for atom in atoms):
            # M.S. and l u p u s are one word; C++ and A&E are found as they stand
            spelt = len(atoms) > SHORT or (gaps and set(gaps) == {"."})
            atoms = ["".join(atoms)] if spelt else []
        if _scripted(folded) or not any(atom[0].isalpha() for atom in atoms):
            self._add_as_it_stands(word, folded)
            return
        if len(atoms) == 1:
            if word.isupper() and atoms[0] in ACRONYMS:
                self._capitals.add(word)
            if atoms[0] == "ms":
                self._titles.add(word)
            if len(atoms[0]) >= _IN_TWO:
                for whole in (atoms[0], atoms[0] + "s", *singulars(atoms[0])):
                    self._halves.setdefault(whole, []).append((word, len(atoms[0]) - 2))
        neighbours = zip(atoms, atoms[1:], gaps, strict=False)
        if any(not _between(left, right).fullmatch(gap) for left, right, gap in neighbours):
            self._add_as_it_stands(word, folded)
        self._words.setdefault(stem(atoms[0]), []).append((word, atoms))

    def _begin(self, start: str) -> list[_Phrase]:
        """Return the phrases of the words that start with a stem, worked out on use."""
        self._phrases[start] = [
            _Phrase(word, parts)
            for word, atoms in self._words[start]
            for parts in _groupings(atoms)
        ]
        return self._phrases[start]

    def _add_as_it_stands(self, word: str, folded: str) -> None:
        if pattern := _as_it_stands(folded):
            self._patterns.append((word, pattern))

    def _means_it(self, word: str, raw: str, start: int, end: int) -> bool:
        if word in self._capitals:
            return raw[start : min(end, start + len(word))].isupper()
        if word in self._titles and raw[start:end] == "Ms":
            title = _TITLE.match(raw, end)
            return title is None or not title[0][-1].isupper()
        return True


def find(text: Text, words: Iterable[str]) -> list[Hit]:
    """Return every place where one of `words` stands in `text`, in order of place."""
    return Matcher(words).find(text)


def _scripted(folded: str) -> bool:
    """Return whether a text has a character of a script that puts no spaces between words."""
    return not folded.isascii() and bool(re.search(_SCRIPT, folded))


def _ends(text: Text, place: int, steps: tuple[_Step, ...]) -> set[int]:
    """Return where a phrase whose `steps` go on at an atom ends: the atom after it, per reading."""
    ends = {place}
    for gap, wanted in steps:
        ends = {
            end
            for at in ends
            for form, end in text.readings(at)
            if form in wanted and gap.fullmatch(text.gap(at))
        }
    return ends


def _groupings(atoms: list[str]) -> Iterator[list[str]]:
    """Yield the parts apart, with any two neighbours written together, and all together."""
    yield atoms
    for cut in range(1, len(atoms)):
        if atoms[cut - 1].isalpha() and atoms[cut].isalpha():
            yield [*atoms[: cut - 1], atoms[cut - 1] + atoms[cut], *atoms[cut + 1 :]]
    if atoms[2:] and all(atom.isalpha() for atom in atoms):
        yield ["".join(atoms)]


def _between(left: str, right: str) -> re.Pattern[str]:
    if left.isdigit() or right.isdigit():
        return _BESIDE_DIGITS
    # "Dr. Okafor": after a short word a full stop does not end the sentence
    return _AFTER_SHORT if len(left) <= SHORT else _WITHIN_PHRASE


def _as_it_stands(folded: str) -> re.Pattern[str] | None:
    words = folded.split()
    if not words:
        return None
    if _scripted(folded):
        body = _BETWEEN_CHARACTERS.join(re.escape(character) for character in "".join(words))
    else:
        body = r"\s+".join(re.escape(word) for word in words)
    first, last = words[0][0], words[-1][-1]
    before = r"(?<!\d)" if first.isdigit() else f"(?<!{_OUTSIDE})" if _outside(first) else ""
    after = r"(?!\d)" if last.isdigit() else f"(?!{_OUTSIDE})" if _outside(last) else ""
    return re.compile(before + body + after + _NO_MARK)


def _outside(sign: str) -> bool:
    """Return whether a sign is a letter that must not stand beside a word with such an end."""
    return sign.isalpha() if sign.isascii() else bool(re.match(_OUTSIDE, sign))
