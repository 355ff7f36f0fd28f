"""What guards and rules look for in any document, worked out once from a pack."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from discloser.model.catalogue import Catalogue, Text, Wording, WordList
from discloser.model.texts import spoken_texts
from discloser.model.wording import FIELD, wordings
from discloser.model.words import Topic
from discloser.text.clean import fold
from discloser.text.match import Hit, Matcher, words_of
from discloser.text.match import Text as Written

LEAST_FRAGMENT = 12
"""Characters of a wording's fixed text from which on it can be recognised in a document."""

LEAST_ASKED = 2
"""Spaces in a question from which on it is recognised in a document."""

SPEAKS_OF_HEALTH = frozenset({"health", "illness_names", "health_allowed_from_level_2"})
"""Lists of words that tell of health."""


def _as_listed(hit: Hit) -> bool:
    """Return whether an exception stands there as it is listed, without another ending."""
    return " ".join(fold(hit.surface).split()) == fold(hit.word)


class Conditional(Struct, frozen=True):
    """A wording that is not true for everybody, as it can be recognised in a document."""

    entry: str
    longest: str
    """The longest piece of its fixed text, on one line."""
    pieces: tuple[str, ...]
    """All its fixed text, in order; values stand between the pieces."""
    when: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Return whether a text, folded to one line, holds this wording."""
        if self.longest not in text:
            return False
        place = 0
        for piece in self.pieces:
            place = text.find(piece, place)
            if place < 0:
                return False
            place += len(piece)
        return True


class Fragments:
    """Many pieces of text, looked for in a document in one pass.

    A piece is looked for only where a word from its inside stands: of its words, the one that the
    fewest others have. What it costs grows with what stands in the text, not with the pack.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        """Take pieces whose words stand one space apart."""
        inside = {piece: piece.split(" ")[1:-1] for piece in pieces}
        often = Counter(word for words in inside.values() for word in set(words))
        self._with: dict[str, list[str]] = {}
        self._short: list[str] = []
        """Those that have no word inside."""
        for piece, words in inside.items():
            if words:
                rarest = min(words, key=lambda word: (often[word], -len(word)))
                self._with.setdefault(rarest, []).append(piece)
            else:
                self._short.append(piece)

    def within(self, text: str) -> set[str]:
        """Return the pieces that stand in a text."""
        found = {piece for piece in self._short if piece in text}
        for word in self._with.keys() & set(text.split()):
            found.update(piece for piece in self._with[word] if piece in text)
        return found


Hits = dict[str, list[Hit]]
"""Name of a word list to the places where its words stand in a text."""


class WordLists:
    """All word lists of a pack, looked for in one pass over a text."""

    def __init__(self, lists: Mapping[str, WordList]) -> None:
        self._lists: dict[str, set[str]] = {}
        self._spared: dict[str, set[str]] = {}
        for name, each in lists.items():
            for word in each.words:
                self._lists.setdefault(word, set()).add(name)
            for word in each.without:
                self._spared.setdefault(word, set()).add(name)
        self._words = Matcher([*self._lists, *self._spared])

    def find(self, text: Written) -> Hits:
        """Return the hits of each list that are not part of one of its exceptions."""
        hits = self._words.find(text)
        spared = [fine for fine in hits if fine.word in self._spared and _as_listed(fine)]
        found: Hits = {}
        for hit in hits:
            for name in self._lists.get(hit.word, ()):
                if not any(
                    name in self._spared[fine.word]
                    and fine.start <= hit.start
                    and hit.end <= fine.end
                    for fine in spared
                ):
                    found.setdefault(name, []).append(hit)
        return found


class Lexicon:
    """Word lists, fragments and vocabulary of one pack."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._held: dict[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]] = {}

    @cached_property
    def lists(self) -> WordLists:
        """The word lists of the pack."""
        return WordLists(self.catalogue.words)

    @cached_property
    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Entry id and text of everything that documents can say."""
        return tuple((spoken.entry, spoken.text) for spoken in spoken_texts(self.catalogue))

    @cached_property
    def spoken(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Entry id, text on one line and conditions of every wording."""
        return tuple(
            (entry, " ".join(wording.text.split()), wording.when)
            for entry, text in self.texts
            for wording in wordings(text)
        )

    @cached_property
    def varied(self) -> tuple[tuple[str, Wording], ...]:
        """Entry id and wording of everything that is not simply said to everybody."""
        return tuple(
            (entry, wording)
            for entry, text in self.texts
            if not isinstance(text, str)
            for wording in text
            if not isinstance(wording, str)
        )

    @cached_property
    def conditional(self) -> tuple[Conditional, ...]:
        """Every wording that is not true for everybody and can be recognised."""
        found = []
        for entry, wording in self.varied:
            if not wording.when:
                continue
            pieces = fixed_pieces(wording.text)
            longest = max(pieces, key=len, default="")
            if len(longest) >= LEAST_FRAGMENT and " " in longest:
                found.append(Conditional(entry, longest, pieces, wording.when))
        return tuple(found)

    @cached_property
    def _alike(self) -> dict[str, dict[tuple[str, ...], list[tuple[int, Conditional]]]]:
        """Longest piece, and then all pieces, to the lines that have them, with their places."""
        found: dict[str, dict[tuple[str, ...], list[tuple[int, Conditional]]]] = {}
        for place, line in enumerate(self.conditional):
            found.setdefault(line.longest, {}).setdefault(line.pieces, []).append((place, line))
        return found

    @cached_property
    def _fragments(self) -> Fragments:
        return Fragments(self._alike)

    def conditional_in(self, text: str) -> list[Conditional]:
        """Return the lines that are not true for everybody and stand in a text on one line.

        Of those with the same words it is the first; `holding` has the others.
        """
        firsts = (
            lines[0]
            for longest in self._fragments.within(text)
            for lines in self._alike[longest].values()
        )
        standing = ((place, line) for place, line in firsts if line.stands_in(text))
        return [line for _, line in sorted(standing, key=lambda each: each[0])]

    def holding(self, line: Conditional) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return entry and conditions of every wording that holds the text of a line, it included.

        The same conditions in one entry are there once.
        """
        if line.pieces not in self._held:
            found = (self.spoken[place] for place in self._holding(line.longest))
            self._held[line.pieces] = tuple(
                dict.fromkeys(
                    (entry, when)
                    for entry, text, when in found
                    if all(piece in text for piece in line.pieces)
                )
            )
        return self._held[line.pieces]

    def _holding(self, words: str) -> Iterator[int]:
        """Yield the places in `spoken` of the texts that hold some words.

        All texts are looked through as one, which is far quicker than one by one.
        """
        whole, starts = self._joined
        at = whole.find(words)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            yield place
            at = whole.find(words, starts[place + 1]) if place + 1 < len(starts) else -1

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """All of `spoken` in one text, a line each, and where each starts."""
        lines = [f"{text}\n" for _, text, _ in self.spoken]
        return "".join(lines), [0, *accumulate(map(len, lines))][: len(lines)]

    @cached_property
    def telling(self) -> tuple[tuple[str, frozenset[Topic]], ...]:
        """The fixed text of every wording that gives topics away, in small letters, and those."""
        found = []
        for _, wording in self.varied:
            if not wording.reveals:
                continue
            fragment = max(fixed_pieces(wording.text), key=len, default="")
            if len(fragment) >= LEAST_FRAGMENT:
                found.append((fragment.casefold(), frozenset(wording.reveals)))
        return tuple(found)

    @cached_property
    def _tells(self) -> Fragments:
        return Fragments(fragment for fragment, _ in self.telling)

    def topics_told(self, text: str) -> Iterator[frozenset[Topic]]:
        """Yield the topics of every such wording that stands in a text in small letters."""
        standing = self._tells.within(text)
        return (topics for fragment, topics in self.telling if fragment in standing)

    @cached_property
    def asked_by_others(self) -> tuple[str, ...]:
        """Questions that others may ask and that speak of health, in small letters.

        They say nothing of the person. Shorter ones could hold back too little.
        """
        asked = (
            " ".join(FIELD.sub("\n", wording.text).rpartition("\n")[2].split()).casefold()
            for question in self.catalogue.questions.values()
            for wording in wordings(question.question)
        )
        return tuple(
            dict.fromkeys(
                text
                for text in asked
                if text.endswith("?")
                and text.count(" ") >= LEAST_ASKED
                and not SPEAKS_OF_HEALTH.isdisjoint(self.lists.find(Written(text)))
            )
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that the pack itself says; such a word gives nothing away."""
        said = (wording.text for _, text in self.texts for wording in wordings(text))
        return frozenset(words_of("\n".join(said)))


def fixed_pieces(text: str) -> tuple[str, ...]:
    """Return what stands between the fields of a text, without the spaces and marks at its ends."""
    pieces = (" ".join(piece.split()).strip(" .,;:?!") for piece in FIELD.split(text)[::2])
    return tuple(piece for piece in pieces if piece)
