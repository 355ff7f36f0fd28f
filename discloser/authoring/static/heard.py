"""All fixed text of a pack that somebody reads or hears, to be looked through in one go."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from discloser.authoring.places import Spot
from discloser.authoring.static.logic import Worlds, kept_apart, where
from discloser.authoring.static.survey import Survey
from discloser.authoring.static.unused_wordings import own_fields, worlds_of
from discloser.model.texts import SpokenText
from discloser.model.wording import FIELD, wordings
from discloser.text.match import Hit, Text

BREAK = "\n\n.\n\n"
"""Stands between pieces so that no phrase is found across them."""


class Place(Struct, frozen=True):
    """A line of a template, or a wording of the catalogue."""

    file: str = ""
    line: int = 0
    spoken: SpokenText | None = None
    path: str = ""
    index: int = 0


class Piece(Struct, frozen=True):
    """A piece of fixed text, and where in the pack it stands."""

    text: str
    place: Place
    worlds: Worlds = ()
    """Who gets to read a line of a template; of a wording it is worked out on use."""


class Heard:
    """The pieces of one pack, put together to one text."""

    def __init__(self, survey: Survey) -> None:
        self._pieces = [*_template_pieces(survey), *_wording_pieces(survey)]
        self._starts: list[int] = []
        at = 0
        for piece in self._pieces:
            self._starts.append(at)
            at += len(piece.text) + len(BREAK)

    @cached_property
    def text(self) -> Text:
        """All pieces together."""
        return Text(BREAK.join(piece.text for piece in self._pieces))

    def pieces(self, hits: Iterable[Hit]) -> Iterator[tuple[Piece, int, Hit]]:
        """Yield the piece of each hit and where it stands there; each word once for each piece."""
        told: set[tuple[int, str]] = set()
        for hit in hits:
            number = bisect_right(self._starts, hit.start) - 1
            if (number, hit.word) not in told:
                told.add((number, hit.word))
                yield self._pieces[number], hit.start - self._starts[number], hit


def spot(survey: Survey, piece: Piece, offset: int, surface: str) -> Spot:
    """Return where some words of a piece stand."""
    place = piece.place
    if place.spoken:
        text = place.spoken
        return survey.places.wording(text.shelf, text.entry, place.path, place.index, surface)
    first = surface.split("\n", maxsplit=1)[0]
    line = place.line + piece.text.count("\n", 0, offset)
    for near in (line, line + 1, line - 1):
        spot = survey.places.line(place.file, near, first)
        if spot.column:
            return spot
    return Spot(place.file, place.line)


def _template_pieces(survey: Survey) -> Iterator[Piece]:
    found: dict[tuple[str, int, str], Worlds] = {}
    for walked in survey.walked:
        if walked.spec.kind == "rights":
            continue  # general information that tells nothing of the person
        for fixed in walked.seen.fixed:
            file = survey.file_of(fixed.file)
            if survey.own(file) and fixed.text.strip():
                key = (file, fixed.line, fixed.text)
                found[key] = kept_apart((*found.get(key, ()), *fixed.worlds))
    for (file, line, text), worlds in found.items():
        yield Piece(text, Place(file, line), worlds)


def _wording_pieces(survey: Survey) -> Iterator[Piece]:
    for text, path in survey.spoken:
        for index, wording in enumerate(wordings(text.text)):
            # The name of a blank is no word that anybody hears.
            fixed = FIELD.sub(lambda found: "0" * len(found[0]), wording.text)
            yield Piece(fixed, Place(spoken=text, path=path, index=index))


def worlds_for(survey: Survey, piece: Piece) -> Worlds:
    """Return the worlds in which somebody reads or hears a piece."""
    text = piece.place.spoken
    if text is None:
        return piece.worlds
    wording = wordings(text.text)[piece.place.index]
    return where(worlds_of(survey, text), survey.knowledge.wording(wording, own_fields(text)))
