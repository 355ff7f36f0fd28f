"""Finding private words and health words in a finished text, in whatever dress they come.

A listed word is found

- in any case, with or without accents, with any apostrophe or hyphen, in fullwidth and other
  compatible forms, with invisible characters inside;
- with a simple ending (`_ENDINGS`: pains, painful, aching, drugged, allergic, therapist,
  diagnosed), and in the singular when the list has the plural; a possessive ending never counts
  (Crohn's = Crohns = Crohn);
- when its parts are written apart, together, with hyphens, over a line break or around quotes and
  Markdown marks (long-covid = long covid = longcovid = **long** covid = lo**ng** covid), though
  not over the end of a sentence; a single word of six letters or more also in two pieces
  (back pain = backpain);
- with a space, dot, hyphen or mark between all its letters, from four letters on (l u p u s), or
  with dots alone for shorter ones (M.S.);
- beside digits, `_`, `-` and other marks, as in file names (lupus_letter, lupus2026).

It is not found inside another word (art, start), across a contraction (ill, I'll; Don, don't) or
in an everyday word that only looks like it (numb, number: `_EVERYDAY`). Words of up to three
letters take no ending but the plural s. Capitals count in two places, or no letter could be
written: an illness whose short name in capitals is an everyday word (ME, AS: `_ACRONYMS`) is
found in capitals only, and "ms" is not found in a title before a name (Ms Lind).

In scripts that put no spaces between words, and in Hangul, a word is found anywhere, even over a
line break. A word without letters, or with one letter and marks (a number, an emoji, C++), is
found as it stands. Endings are English.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from discloser.text.clean import fold, fold_with_anchors

__all__ = ["Hit", "Matcher", "Text", "find", "fold"]

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
_ATOMS = re.compile(_ATOM.format(_LETTER))
# What may stand inside one word: marks without space, or a hyphen at the end of a line.
_INSIDE = re.compile(r"[-_*~.'/\\+=^|\u00b7\u2022]{1,6}|[*_~]{0,3}-[*_~]{0,3}[^\S\n]*+\n[\s>]*+")
_SPACED_OUT = 5
"""Most characters between two letters of a spaced-out word."""
_SHORT = 3
"""Most letters of a word that takes no ending but the plural s."""
_ACRONYM = 4
"""Most letters of a word in capitals whose last S is not taken for a plural (POTS)."""
_IN_TWO = 6
"""Fewest letters of a word that is found in two pieces with a space between."""
_LONGEST_RUN = 24
"""Most pieces that are put together to one word."""


class Text:
    """One text, taken apart once so that many lists of words can be looked for. Never changes.

    `atoms` are its runs of letters or digits, folded; `spans` says for each, and for each word
    that can be put together from pieces, between which atoms it stands.
    """

    __slots__ = ("_anchors", "_ends", "_starts", "atoms", "folded", "raw", "spans", "together")

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
        atoms = _ATOMS_ASCII if self.folded.isascii() else _ATOMS
        for place, found in enumerate(atoms.finditer(self.folded)):
            atom = found[found.lastindex or 0]
            self.atoms.append(atom)
            self._starts.append(found.start())
            self._ends.append(found.end())
            self.spans.setdefault(atom, []).append((place, place + 1))
        for first, last in self._runs():
            self._put_together(first, last)

    def gap(self, place: int) -> str:
        """Return what stands between the atom before `place` and the one at `place`, folded."""
        return self.folded[self._ends[place - 1] : self._starts[place]]

    def readings(self, place: int) -> Iterator[tuple[str, int]]:
        """Yield the words that start at an atom, each with the atom after it."""
        if place < len(self.atoms):
            yield self.atoms[place], place + 1
            yield from self.together.get(place, ())

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
                if len(word) > _SHORT or dotted:
                    self.spans.setdefault(word, []).append((begin, end))
                    self.together.setdefault(begin, []).append((word, end))


# --- endings ---


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENDINGS = _listed(
    "s es ed ing ings er ers ly ally y al ic ics ful fully ness less ion ions ist ists "
    "ise ised ises ising isation ize ized izes izing ization"
)
_INSTEAD_OF_E = _listed("ed ing ings er ers y al ic ics ion ions ist ists")
_INSTEAD_OF_Y = _listed("ies ied ier iers ily iness ic ics al ist ists")
_INSTEAD_OF_IS = _listed("es ed ing ic tic")
_AFTER_DOUBLED = _listed("ed ing ings er ers y")
_EVERYDAY = _listed(
    "after belly better business butter canal corner counter county doctoral ever every final "
    "flower footer formal general handy header jointly later letter letters local manner matter "
    "matters mean mission need never new normal number numbered numbering numbers offer offers "
    "order other over party passion periodic periodical periodically personal planner portion "
    "question questions ready regardless scanner scared scary section shower station steady "
    "total under unless well witness"
)
"""Everyday words that look like another word with an ending and are not."""
_ACRONYMS = _listed(
    "add aids all am arm as at bad be bed cat cold do ed em go he hi if im in is it lam mac mad me "
    "men mi my no of on or pad pan pans pet pots sad so to up us we"
)
"""Everyday words that in capitals may be the short name of an illness, a test or a helper."""


@lru_cache(maxsize=4096)
def _forms(word: str, *, acronym: bool) -> frozenset[str]:
    """Return the forms of a folded word that count as it."""
    if not word.isascii() or not word.isalpha():
        return frozenset((word,))
    bases = {word} if acronym and len(word) <= _ACRONYM else {word, *_singulars(word)}
    forms = {base + "s" for base in bases}
    for base in bases:
        if len(base) > _SHORT:
            forms.update(_inflected(base))
    return frozenset((forms | bases) - _EVERYDAY | {word, word + "s"})


def _singulars(word: str) -> Iterator[str]:
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return
    yield word[:-1]
    if len(word) - 2 < _SHORT:
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ses"):
        yield word[:-2] + "is"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]


def _inflected(base: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if not (ending in {"al", "ally"} and base.endswith("ion")):  # operational: everyday
            yield base + ending
    last = base[-1]
    match last:
        case "e":
            yield from (base[:-1] + ending for ending in _INSTEAD_OF_E)
        case "y" if base[-2] not in "aeiou":
            yield from (base[:-1] + ending for ending in _INSTEAD_OF_Y)
        case "c":
            yield from (base + "k" + ending for ending in _AFTER_DOUBLED)
        case "a":
            yield base + "c"
            yield from (base[:-2] + "ic", base[:-2] + "ics") if base.endswith("ia") else ()
        case "s" if base.endswith("is"):  # diagnosis: diagnoses, diagnosed, diagnostic
            yield from (base[:-2] + ending for ending in _INSTEAD_OF_IS)
    if last in "aeio":
        yield base + "n"
    elif last not in "uwxy" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        yield from (base + last + ending for ending in _AFTER_DOUBLED)


# --- the words ---

_WITHIN_PHRASE = re.compile(r"(?!.*[.!?]['\")\]*_]*\s)(?:[^\w]|_){1,24}", re.DOTALL)
_AFTER_SHORT = re.compile(r"(?:[^\w]|_){1,24}")
_BESIDE_DIGITS = re.compile(r"\s{0,2}|(?:[^\w\s]|_){1,4}")
_TWO_PIECES = re.compile(r"\s{1,3}")
_SCRIPT = re.compile(f"[{_UNSPACED}]")
# A mark that belongs to the letter before it: a match must not end in front of one.
_NO_MARK = (
    "(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1161-\u11ff"
    "\u17b4-\u17d3\u3099\u309a])"
)
_BETWEEN_CHARACTERS = r"[\s\-_*~\u00b7\u30fb]{0,4}"

_TITLE = re.compile(r"\.?\s+[^\W\d_]")

_Step = tuple[re.Pattern[str], frozenset[str]]
"""What may stand before the next part of a phrase, and the forms of that part."""

_Phrase = tuple[re.Pattern[str], tuple[_Step, ...]]
"""What may stand before the second part of a phrase, and the parts after that."""


class Hit(msgspec.Struct, frozen=True):
    """One place where a listed word was found."""

    word: str
    """The word as the list has it."""
    surface: str
    """What the text has."""
    start: int
    end: int
    """Where, counted in characters of the text as it came: `text[start:end] == surface`."""


class Matcher:
    """A list of words, prepared once to be looked for in many texts. Never changes.

    Empty words are left out. The module says what is found.
    """

    __slots__ = ("_capitals", "_heads", "_patterns", "_seconds", "_singles", "_titles")

    def __init__(self, words: Iterable[str]) -> None:
        """Prepare `words`, each as a person wrote it."""
        self._singles: dict[str, list[str]] = {}
        self._heads: dict[str, list[tuple[str, tuple[_Step, ...]]]] = {}
        self._seconds: dict[str, dict[str, list[tuple[str, _Phrase]]]] = {}
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        self._capitals: set[str] = set()
        self._titles: set[str] = set()
        for word in dict.fromkeys(words):
            self._add(word)

    def find(self, text: Text) -> list[Hit]:
        """Return every place where a word of the list stands in `text`, in order of place."""
        spans, found = text.spans, set[tuple[int, int, str]]()
        for form in self._singles.keys() & spans.keys():
            found.update((*span, word) for span in spans[form] for word in self._singles[form])
        for head in self._heads.keys() & spans.keys():
            seconds = self._seconds.get(head) or self._by_second(head)
            for first, end in spans[head]:
                for second, after in text.readings(end):
                    for word, (gap, steps) in seconds.get(second, ()):
                        if gap.fullmatch(text.gap(end)) and (last := _follow(text, after, steps)):
                            found.add((first, last, word))
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
        text = Text(word)
        atoms = text.atoms
        gaps = [text.gap(place) for place in range(1, len(atoms))]
        if atoms and all(len(atom) == 1 and atom.isalpha() for atom in atoms):
            # M.S. and l u p u s are one word; C++ and A&E are found as they stand
            spelt = len(atoms) > _SHORT or (gaps and set(gaps) == {"."})
            atoms = ["".join(atoms)] if spelt else []
        if _SCRIPT.search(text.folded) or not any(atom[0].isalpha() for atom in atoms):
            self._add_as_it_stands(word, text.folded)
            return
        if len(atoms) == 1:
            if word.isupper() and atoms[0] in _ACRONYMS:
                self._capitals.add(word)
            if atoms[0] == "ms":
                self._titles.add(word)
            self._add_pieces(word, atoms[0])
        neighbours = zip(atoms, atoms[1:], gaps, strict=False)
        if any(not _between(left, right).fullmatch(gap) for left, right, gap in neighbours):
            self._add_as_it_stands(word, text.folded)
        for parts in _groupings(atoms):
            forms = [_forms(part, acronym=word.isupper()) for part in parts]
            steps = tuple(
                (_between(left, right), right_forms)
                for left, right, right_forms in zip(parts, parts[1:], forms[1:], strict=False)
            )
            for form in forms[0]:
                if steps:
                    self._heads.setdefault(form, []).append((word, steps))
                else:
                    self._singles.setdefault(form, []).append(word)

    def _add_pieces(self, word: str, atom: str) -> None:
        whole = (atom, atom + "s", *_singulars(atom))
        for cut in range(2, len(atom) - 1 if len(atom) >= _IN_TWO else 0):
            steps = ((_TWO_PIECES, frozenset(form[cut:] for form in whole)),)
            self._heads.setdefault(atom[:cut], []).append((word, steps))

    def _by_second(self, head: str) -> dict[str, list[tuple[str, _Phrase]]]:
        """Return the phrases that start with a form by their second form, worked out on use."""
        found: dict[str, list[tuple[str, _Phrase]]] = {}
        for word, ((gap, seconds), *rest) in self._heads[head]:
            for second in seconds:
                found.setdefault(second, []).append((word, (gap, tuple(rest))))
        self._seconds[head] = found
        return found

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


def _follow(text: Text, place: int, steps: tuple[_Step, ...]) -> int:
    """Return the atom after the phrase whose `steps` go on at atom `place`, or 0 if they do not."""
    if not steps:
        return place
    gap, forms = steps[0]
    for form, end in text.readings(place):
        if (
            form in forms
            and gap.fullmatch(text.gap(place))
            and (last := _follow(text, end, steps[1:]))
        ):
            return last
    return 0


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
    return _AFTER_SHORT if len(left) <= _SHORT else _WITHIN_PHRASE


def _as_it_stands(folded: str) -> re.Pattern[str] | None:
    words = folded.split()
    if not words:
        return None
    if _SCRIPT.search(folded):
        body = _BETWEEN_CHARACTERS.join(re.escape(character) for character in "".join(words))
    else:
        body = r"\s+".join(re.escape(word) for word in words)
    first, last = words[0][0], words[-1][-1]
    letter = f"[^\\W\\d_{_UNSPACED}]"
    before = r"(?<!\d)" if first.isdigit() else f"(?<!{letter})" if re.match(letter, first) else ""
    after = r"(?!\d)" if last.isdigit() else f"(?!{letter})" if re.match(letter, last) else ""
    return re.compile(before + body + after + _NO_MARK)
