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

A list is looked up from the text's side: what a word of a text can start is worked out when that
word is first met, and remembered. So hundreds of listed words are prepared in a few milliseconds
and looked for in a finished text in a fraction of one.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add
from typing import NamedTuple

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
_ATOM = "({0}++(?:'t(?!{0}))?|\\d+)('(?<!\\d')(?:s|ll|d|re|ve|m)(?!{0})|)"
_ATOM_ASCII = re.compile(_ATOM.format("[a-z]"))
# The patterns with all scripts in them are kept as text: compiling them takes 20 ms, and most
# texts, once folded, are ASCII.
_ATOM_ANY = _ATOM.format(_LETTER)
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

    `atoms` are its runs of letters or digits, folded. The sets are plain ones although nobody
    changes them: looking for the few words of a list in a frozen set walks through all of it.
    """

    def __init__(self, raw: str) -> None:
        """Take `raw` apart."""
        self.raw = raw
        self.folded, self._anchors = fold_with_anchors(raw)
        self._apart = _atom(self.folded).split(self.folded)
        """What stands before an atom, the atom, what it does not count of its word; and so on."""
        self.atoms = self._apart[1::3]
        self._gaps = self._apart[::3]
        self.together: dict[int, list[tuple[str, int]]] = {}
        """Words put together from pieces, by their first atom, each with the atom after it."""
        self._goes_on: set[int] = set()
        """Atoms that may belong to one word with the atom before them."""
        for first, last in self._runs():
            self._put_together(first, last)
            self._goes_on.update(range(first + 1, last))

    @cached_property
    def words(self) -> set[str]:
        """Every atom, and every word that can be put together from some."""
        joined = (word for words in self.together.values() for word, _ in words)
        return {*self.atoms, *joined}

    @cached_property
    def beginnings(self) -> set[str]:
        """Every beginning of a word, up to the longest stem."""
        shorter = {word[:LONGEST_STEM] for word in self.words}
        found = set(shorter)
        for length in range(LONGEST_STEM - 1, 0, -1):
            shorter = {beginning[:length] for beginning in shorter}
            found |= shorter
        return found

    @cached_property
    def pairs(self) -> set[str]:
        """What two neighbours make, written together, as far as `halves` would look at it."""
        pairs = set(map(add, self.atoms, self.atoms[1:]))
        for first, words in self.together.items():
            # What goes on in the same way is put together already, up to the longest run.
            longest, end = words[-1]
            if self._parted(end):
                pairs.update(longest + other for other, _ in self.readings(end))
            if self._parted(first):
                before = self.atoms[first - 1]
                begun = first in self._goes_on
                pairs.update(before + word for word, _ in (words[-1:] if begun else words))
        return pairs

    def _parted(self, place: int) -> bool:
        """Return whether nothing but a few spaces stands in front of an atom that is not first."""
        if not 0 < place < len(self.atoms):
            return False
        gap = self.gap(place)
        return gap.isspace() and len(gap) <= _MOST_SPACES

    def gap(self, place: int) -> str:
        """Return what stands between the atom before `place` and the one at `place`, folded."""
        return self._gaps[place]

    def readings(self, place: int) -> list[tuple[str, int]]:
        """Return the words that start at an atom, each with the atom after it."""
        if place == len(self.atoms):
            return []
        return [(self.atoms[place], place + 1), *self.together.get(place, ())]

    def occurrences(self, wanted: Collection[str]) -> Iterator[tuple[str, int, int]]:
        """Yield each word that is wanted with its first atom and the atom after it."""
        for place, atom in enumerate(self.atoms):
            if atom in wanted:
                yield atom, place, place + 1
        for first, words in self.together.items():
            for word, end in words:
                if word in wanted:
                    yield word, first, end

    def halves(self, whole: str) -> Iterator[tuple[int, int, int]]:
        """Yield where two pieces with a space between make a word.

        That is: the letters of the first piece, its first atom, and the atom after the second.
        """
        pieces = {whole[:cut] for cut in range(1, len(whole))}
        for piece, first, middle in self.occurrences(pieces):
            if self._parted(middle):
                for other, end in self.readings(middle):
                    if piece + other == whole:
                        yield len(piece), first, end

    def place(self, first: int, end: int) -> tuple[int, int]:
        """Return start and end in `raw` of the atoms from `first` up to, not including, `end`."""
        return self.original(self._ends[3 * first], self._ends[3 * end - 1])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end in `raw` of a piece of `folded`."""
        if not self._anchors:
            return start, end
        return self._original(start), max(self._original(end), self._original(end - 1) + 1)

    @cached_property
    def _ends(self) -> list[int]:
        """Where in `folded` each of the pieces that it was taken apart into ends."""
        return list(accumulate(map(len, self._apart)))

    def _original(self, place: int) -> int:
        anchor = bisect_right(self._anchors, (place, len(self.raw))) - 1
        if anchor < 0:
            return place
        folded, raw = self._anchors[anchor]
        return raw + place - folded

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield stretches of atoms that may be pieces of one word, as first atom and end."""
        first = end = 0
        for place, gap in enumerate(self._gaps[1:-1], 1):
            # Between two atoms there is nearly always one space.
            if (gap != " " or len(self.atoms[place]) == 1) and self._linked(place):
                if place != end:
                    if end:
                        yield first, end
                    first = place - 1
                end = place + 1
        if end:
            yield first, end

    def _linked(self, place: int) -> bool:
        """Return whether an atom may belong to one word with the atom before it."""
        left, right, gap = self.atoms[place - 1], self.atoms[place], self.gap(place)
        spaced_out = len(left) == len(right) == 1 and len(gap) <= _SPACED_OUT
        return (spaced_out or bool(_INSIDE.fullmatch(gap))) and left.isalpha() and right.isalpha()

    def _put_together(self, first: int, last: int) -> None:
        for begin in range(first, last - 1):
            word = self.atoms[begin]
            dotted = len(word) == 1
            for end in range(begin + 2, min(last, begin + _LONGEST_RUN) + 1):
                word += self.atoms[end - 1]
                dotted = dotted and len(self.atoms[end - 1]) == 1 and self.gap(end - 1) == "."
                # "e-t" is not "et": short words are put together from dotted letters only.
                if len(word) > SHORT or dotted:
                    self.together.setdefault(begin, []).append((word, end))


def words_of(raw: str) -> list[str]:
    """Return the runs of letters or digits of a text, folded."""
    folded = fold(raw)
    return _atom(folded).split(folded)[1::3]


def _atom(folded: str) -> re.Pattern[str]:
    """Return the pattern that takes a text apart: an atom, and what does not count behind it."""
    return _ATOM_ASCII if folded.isascii() else re.compile(_ATOM_ANY)


# --- the words ---

_GAPS = {
    "within": re.compile(r"(?!.*[.!?]['\")\]*_]*\s)(?:[^\w]|_){1,24}", re.DOTALL),
    "after short": re.compile(r"(?:[^\w]|_){1,24}"),
    "beside digits": re.compile(r"\s{0,2}|(?:[^\w\s]|_){1,4}"),
}
"""What may stand between two parts of a phrase, by the kind of gap."""
# A mark that belongs to the letter before it: a match must not end in front of one.
_NO_MARK = (
    "(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1161-\u11ff"
    "\u17b4-\u17d3\u3099\u309a])"
)
_BETWEEN_CHARACTERS = r"[\s\-_*~\u00b7\u30fb]{0,4}"
_TITLE = re.compile(r"\.?\s+[^\W\d_]")

_MOST_MET = 10_000
"""Words of texts that a matcher remembers, so that its memory stays small however many it sees."""

_FIRST = frozenset([""])
"""The kind of gap before a first part: none."""

_Place = tuple[int, int, str]
"""First atom, the atom after the last, and the listed word that stands there."""


class Hit(msgspec.Struct, frozen=True):
    """One place where a listed word was found."""

    word: str
    """The word as the list has it."""
    surface: str
    """What the text has."""
    start: int
    end: int
    """Where, counted in characters of the text as it came: `text[start:end] == surface`."""


class _Phrase(NamedTuple):
    """One way to group the parts of a listed word; a single word is a phrase of one part."""

    word: str
    parts: list[str]

    def part(self, at: int) -> "_Part":
        """Return one of its parts, by place."""
        part = self.parts[at]
        gap = _between(self.parts[at - 1], part) if at else ""
        return _Part(part, stem(part), self.word.isupper(), gap)


class _Part(NamedTuple):
    """A part of a phrase, as it is compared with the words of a text."""

    word: str
    stem: str
    acronym: bool
    gap: str
    """The kind of gap before it; nothing for a first part."""

    def is_form(self, form: str) -> bool:
        """Return whether a word of a text is a form of it."""
        if len(self.word) > SHORT and not self.word.isascii():
            # Endings of other languages are not known here; a few more letters are taken for one.
            return form.startswith(self.word) and len(form) <= len(self.word) + SHORT
        return form.startswith(self.stem) and form in forms(self.word, acronym=self.acronym)


class _Way:
    """Phrases that have gone the same way up to a part; how they go on is worked out on use."""

    def __init__(self, phrases: Iterable[_Phrase], at: int) -> None:
        self._at = at
        self._whole: list[str] = []
        """The listed words that end here."""
        self._longer: dict[_Part, list[_Phrase]] = {}
        self._next: dict[tuple[str, frozenset[str]], _Way | None] = {}
        for phrase in phrases:
            if len(phrase.parts) == at:
                self._whole.append(phrase.word)
            else:
                self._longer.setdefault(phrase.part(at), []).append(phrase)

    def follow(self, text: Text, first: int, place: int, found: set[_Place]) -> None:
        """Add what stands from a first atom on, if its parts up to the atom at `place` do."""
        for word in self._whole:
            found.add((first, place, word))
        if self._longer and place < len(text.atoms):
            gaps = _kinds(text.gap(place))
            if way := self.on(text.atoms[place], gaps):
                way.follow(text, first, place + 1, found)
            for word, end in text.together.get(place, ()):
                if way := self.on(word, gaps):
                    way.follow(text, first, end, found)

    def on(self, form: str, gaps: frozenset[str]) -> "_Way | None":
        """Return how it goes on with a word behind a gap of some kinds; none if it does not."""
        try:
            return self._next[form, gaps]
        except KeyError:
            phrases = [
                phrase
                for part, group in self._longer.items()
                if part.gap in gaps and part.is_form(form)
                for phrase in group
            ]
            way = self._next[form, gaps] = _Way(phrases, self._at + 1) if phrases else None
            return way


@lru_cache(maxsize=512)
def _kinds(gap: str) -> frozenset[str]:
    """Return the kinds of gap that one is."""
    return frozenset(kind for kind, pattern in _GAPS.items() if pattern.fullmatch(gap))


class Matcher:
    """A list of words, prepared once to be looked for in many texts.

    Empty words are left out. The module says what is found.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Prepare `words`, each as a person wrote it."""
        self._words: dict[str, list[tuple[str, list[str]]]] = {}
        """Stem of the first atom to words with their atoms."""
        self._roots: dict[str, _Way] = {}
        """The same as ways, for the stems that a text has had."""
        self._met: set[str] = set()
        """The words of texts that were met."""
        self._starts: dict[str, list[_Way]] = {}
        """What those of them start that start something."""
        self._halves: dict[str, list[tuple[str, int]]] = {}
        """What two pieces may make, to words and the most letters of a first piece."""
        self._patterns: list[tuple[str, str, re.Pattern[str]]] = []
        """Words to be found as they stand, each with what must stand there at the least."""
        self._capitals: set[str] = set()
        self._titles: set[str] = set()
        for word in dict.fromkeys(words):
            self._add(word)

    def find(self, text: Text) -> list[Hit]:
        """Return every place where a word of the list stands in `text`, in order of place."""
        if len(self._met) > _MOST_MET:
            self._met, self._starts, self._roots = set(), {}, {}
        found: set[_Place] = set()
        if not self._words.keys().isdisjoint(text.beginnings):
            if new := text.words - self._met:
                self._meet(new, tuple(self._words.keys() & text.beginnings))
            starting = self._starts.keys() & text.words
            for word, first, middle in text.occurrences(starting) if starting else ():
                for way in self._starts[word]:
                    way.follow(text, first, middle, found)
        for whole in self._halves.keys() & text.pairs if self._halves else ():
            for letters, first, end in text.halves(whole):
                found.update(
                    (first, end, word) for word, most in self._halves[whole] if 2 <= letters <= most
                )
        places = {(*text.place(first, end), word) for first, end, word in found}
        for word, least, pattern in self._patterns:
            for match in pattern.finditer(text.folded) if least in text.folded else ():
                places.add((*text.original(*match.span()), word))
        return [
            Hit(word, text.raw[start:end], start, end)
            for start, end, word in sorted(places)
            if self._means_it(word, text.raw, start, end)
        ]

    def _meet(self, new: set[str], stems: tuple[str, ...]) -> None:
        """Work out what new words start; `stems` are all that words of their text start with."""
        self._met |= new
        for word in new if stems else ():
            if word.startswith(stems):
                beginnings = {word[:length] for length in range(1, LONGEST_STEM + 1)}
                roots = (self._root(stem) for stem in beginnings & self._words.keys())
                if ways := [way for root in roots if (way := root.on(word, _FIRST))]:
                    self._starts[word] = ways

    def _root(self, start: str) -> _Way:
        """Return the way of all words whose first atom has a stem."""
        if start not in self._roots:
            self._roots[start] = _Way(
                (
                    _Phrase(word, parts)
                    for word, atoms in self._words[start]
                    for parts in _groupings(atoms)
                ),
                0,
            )
        return self._roots[start]

    def _add(self, word: str) -> None:
        folded = fold(word)
        taken = _atom(folded).split(folded)
        atoms, gaps = taken[1::3], taken[3:-1:3]
        if atoms and all(len(atom) == 1 and atom.isalpha() for atom in atoms):
            # M.S. and l u p u s are one word; C++ and A&E are found as they stand
            spelt = len(atoms) > SHORT or (gaps and set(gaps) == {"."})
            atoms = ["".join(atoms)] if spelt else []
            if any(len(gap) > _SPACED_OUT for gap in gaps):
                self._add_as_it_stands(word, folded)  # in a text it is more than one word
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
        if any(_between(left, right) not in _kinds(gap) for left, right, gap in neighbours):
            self._add_as_it_stands(word, folded)
        self._words.setdefault(stem(atoms[0]), []).append((word, atoms))

    def _add_as_it_stands(self, word: str, folded: str) -> None:
        if words := folded.split():
            least = words[0][0] if _scripted(folded) else words[0]
            self._patterns.append((word, least, _as_it_stands(words)))

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


def _groupings(atoms: list[str]) -> Iterator[list[str]]:
    """Yield the parts apart, with any two neighbours written together, and all together."""
    yield atoms
    for cut in range(1, len(atoms)):
        if atoms[cut - 1].isalpha() and atoms[cut].isalpha():
            yield [*atoms[: cut - 1], atoms[cut - 1] + atoms[cut], *atoms[cut + 1 :]]
    if atoms[2:] and all(atom.isalpha() for atom in atoms):
        yield ["".join(atoms)]


def _between(left: str, right: str) -> str:
    """Return the kind of gap that may part two neighbours."""
    if left.isdigit() or right.isdigit():
        return "beside digits"
    # "Dr. Okafor": after a short word a full stop does not end the sentence
    return "after short" if len(left) <= SHORT else "within"


def _as_it_stands(words: list[str]) -> re.Pattern[str]:
    if any(map(_scripted, words)):
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
