"""Where the words of a finished text come from: an entry of the pack, a template, or a person."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from discloser.authoring.places import Places, Spot
from discloser.authoring.workbench import Workbench
from discloser.model.catalogue import Catalogue, Text
from discloser.model.disclosure import Disclosure
from discloser.model.lexicon import fixed_pieces
from discloser.model.texts import KEYS
from discloser.model.wording import wordings
from discloser.rendering.renderer import template_of

WINDOW = 4
"""Words in a row by which a sentence is recognised that does not stand anywhere as a whole."""

MOST_WORDS = 60
"""Words of a passage that are looked for."""


class Origin(Struct, frozen=True):
    """Where to mend a text; positions in files are left to `spot`, as other edits move them."""

    kind: Literal["entry", "document", "template", "person"]
    shelf: str = ""
    name: str = ""
    """Id of the entry, or of the document for its title, path of the template in its pack, or name
    of the sample person."""
    key: str = ""
    number: int = 0
    """Which of the wordings of a text, from 0."""
    line: int = 0
    """Line of a template, where it is known; 0 otherwise."""
    words: str = ""
    """The words that are meant; empty for all of it."""


class Piece(Struct, frozen=True):
    """A text that a document was made from."""

    text: str
    shelf: str
    entry: str
    key: str


def origin_of(
    words: str,
    document: str,
    pieces: Iterable[Piece],
    catalogue: Catalogue,
    templates: Mapping[str, str],
) -> Origin:
    """Return where some words of a document come from; its template if they are not found."""
    whole = Origin("template", name=template_of(document))
    if not any(map(str.isalnum, words)):
        return whole  # a mark alone stands everywhere
    listed = list(pieces)
    for wanted in _passages(words):
        pattern = _pattern(wanted)
        for piece in listed:
            if pattern.search(piece.text):
                return _in_entry(piece, wanted, catalogue)
        for path, source in templates.items():
            if found := pattern.search(source):
                line = source.count("\n", 0, found.start()) + 1
                return Origin("template", name=path, line=line, words=found[0].partition("\n")[0])
    return whole


def _passages(words: str) -> Iterator[str]:
    """Yield the words, then pieces of them: a value may stand in between."""
    yield words
    each = words.split()[:MOST_WORDS]
    if len(each) >= WINDOW:
        yield words.rstrip(".?!")
    for start in range(len(each) - WINDOW):
        yield " ".join(each[start : start + WINDOW])


def _in_entry(piece: Piece, words: str, catalogue: Catalogue) -> Origin:
    number = _which(_text(piece, catalogue), piece.text, words)
    return Origin("entry", piece.shelf, piece.entry, piece.key, number, words=words)


def _text(piece: Piece, catalogue: Catalogue) -> Text:
    """Return the text of an entry as the pack has it, with all its wordings."""
    shelf = getattr(catalogue, piece.shelf)
    entry = shelf.get(piece.entry) if isinstance(shelf, dict) else shelf
    key, _, rest = piece.key.partition("[")
    found: Any = getattr(entry, key, "")
    if rest:
        found = found[int(rest.partition("]")[0])].text
    return found if isinstance(found, (str, tuple)) else ""


def _which(text: Text, said: str, words: str) -> int:
    """Return which wording of a text was said: the one that holds the words, if there are any."""
    if isinstance(text, str):
        return 0
    whole, wanted = _folded(said), _folded(words)
    fits = [
        number
        for number, wording in enumerate(wordings(text))
        if all(_folded(piece) in whole for piece in fixed_pieces(wording.text))
    ]
    listed = wordings(text)
    fits.sort(key=lambda number: (wanted not in _folded(listed[number].text), number))
    return fits[0] if fits else 0


def pieces_of(
    data: Mapping[str, Any], subject: str, said_as: str, disclosure: Disclosure
) -> Iterator[Piece]:
    """Yield every text of the pack that a document was made from.

    ``data`` is what its template saw, ``subject`` the id of the phrase with its subject line.
    """
    if subject:
        yield Piece(said_as, "phrases", subject, "text")
    for slot, text in data.get("say", {}).items():
        yield Piece(text, "phrases", slot, "text")
    for ask in (*disclosure.asks, *disclosure.more_asks):
        for key in KEYS["accommodations"]:
            yield Piece(getattr(ask, key), "accommodations", ask.id, key)
        yield Piece(ask.trial, "phrases", "trial", "text")
    for impact in disclosure.impacts:
        yield Piece(impact.line, "impacts", impact.id, "line")
        yield Piece(impact.short, "impacts", impact.id, "short")
    yield Piece(disclosure.situation.names.get("private_line", ""), *PRIVATE_LINE)
    yield from _prepared(data)
    for point, lines in data.get("points", {}).items():
        yield from (Piece(text, "logistics", point, key) for key, text in lines.items())
    for key, text in data.get("privacy", {}).items():
        yield Piece(text, "audiences", disclosure.audience, key)
    for key, text in data.get("general", {}).items():
        yield Piece(text, "general", "", key)
    yield Piece(data.get("law_line", ""), "law_lines", disclosure.country, "text")
    for shelf in ("triggers", "form"):
        for entry in data.get(shelf, ()):
            key = "text" if shelf == "triggers" else "question"
            yield Piece(entry[key], shelf, entry["id"], key)


PRIVATE_LINE = ("phrases", "private_line", "text")


def _prepared(data: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield what is prepared for questions and objections."""
    for question in data.get("questions", ()):
        yield Piece(question["question"], "questions", question["id"], "question")
        for number, reply in enumerate(question["replies"]):
            yield Piece(reply["text"], "questions", question["id"], f"reply[{number}].text")
        yield Piece(question.get("advice", ""), "questions", question["id"], "advice")
    for rung in data.get("ladder", ()):
        for key in ("text", "note", "label"):
            yield Piece(rung.get(key, ""), "ladder", str(rung["step"]), key)


def spot(origin: Origin, bench: Workbench, places: Places) -> Spot:
    """Return where an origin stands in the files of a pack."""
    match origin.kind:
        case "entry" if origin.shelf in {"general", "explain"}:
            source = bench.layers.sources.get((origin.shelf, ""))
            file = source.file if source else places.manifest
            return places.words(file, f"{origin.shelf}.{origin.key}", origin.words)
        case "entry":
            at = places.wording(origin.shelf, origin.name, origin.key, origin.number, origin.words)
            return at if at.line else places.entry(origin.shelf, origin.name)
        case "document":
            return places.entry("documents", origin.name, "title", origin.words)
        case "template":
            file = bench.layers.template_files.get(origin.name, origin.name)
            return places.line(file, origin.line, origin.words) if origin.line else Spot(file)
        case "person":
            return Spot(bench.people[origin.name].file)


def _folded(text: str) -> str:
    """Return a text on one line, without capitals and without a mark at its end."""
    return " ".join(text.split()).casefold().rstrip(".?!")


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words wherever lines break, and not inside other words."""
    each = words.split()[:MOST_WORDS]
    start = r"(?<!\w)" if each[0][0].isalnum() else ""
    end = r"(?!\w)" if each[-1][-1].isalnum() else ""
    return re.compile(start + r"\s+".join(map(re.escape, each)) + end, re.IGNORECASE)
