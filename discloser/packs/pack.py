"""A pack ready for use: typed catalogue, document list and templates."""

from collections.abc import Collection
from typing import Any

from msgspec import Struct

from discloser.errors import PackError
from discloser.model.catalogue import (
    Accommodation,
    AudienceEntry,
    Catalogue,
    CertaintyItem,
    Context,
    Country,
    DecisionEntry,
    Explain,
    FormQuestion,
    General,
    Impact,
    Interval,
    LanguageWords,
    LawLine,
    Length,
    Level,
    Logistics,
    Note,
    Objection,
    Phrase,
    Question,
    Reason,
    Regulator,
    Right,
    Rung,
    Scale,
    Signpost,
    Technique,
    Tone,
    TopicEntry,
    Treatment,
    Trigger,
    WordList,
)
from discloser.model.decoding import Misfit, decode
from discloser.model.document import DocumentSpec
from discloser.model.language import is_english
from discloser.packs.layers import Layers, Replacement, Report, Source, refuse
from discloser.packs.least_words import with_least_words
from discloser.packs.limits import check_entry, check_number
from discloser.text.nearest import nearest

ENTRIES: dict[str, type[Any]] = {
    "tones": Tone,
    "lengths": Length,
    "reasons": Reason,
    "contexts": Context,
    "decisions": DecisionEntry,
    "certainty": CertaintyItem,
    "impacts": Impact,
    "accommodations": Accommodation,
    "objections": Objection,
    "topics": TopicEntry,
    "audiences": AudienceEntry,
    "levels": Level,
    "techniques": Technique,
    "questions": Question,
    "ladder": Rung,
    "logistics": Logistics,
    "triggers": Trigger,
    "form": FormQuestion,
    "intervals": Interval,
    "treatments": Treatment,
    "countries": Country,
    "rights": Right,
    "regulators": Regulator,
    "law_lines": LawLine,
    "signposts": Signpost,
    "phrases": Phrase,
}
"""Shelf of the catalogue to the type of its entries."""


SINGLES: dict[str, type[Any]] = {
    "general": General,
    "explain": Explain,
    "scale": Scale,
    "note": Note,
}
"""Tables that stand once, by name; every pack needs them, or lies on one that has them."""


class Pack(Struct, frozen=True):
    """Everything that documents are made from, in one language."""

    name: str
    language: str
    catalogue: Catalogue
    documents: dict[str, DocumentSpec]
    """Id to document, in the order in which they are shown."""
    templates: dict[str, str]
    """Path inside the pack, such as ``documents/card_meeting.j2``, to its text."""
    template_files: dict[str, str]
    replaced: tuple[Replacement, ...]
    made_of: tuple[str, ...] = ()
    """Names of the packs that were laid over one another, lowest first."""


def build(name: str, language: str, layers: Layers, report: Report = refuse) -> Pack:
    """Return typed entries from raw ones; entries that are reported are left out.

    Raises PackError, unless ``report`` takes it; for a pack without the tables that each needs, and
    for one with too many entries, it raises in any case.
    """

    def typed(shelf: str, kind: type[Any], entries: dict[str, dict[str, Any]]) -> dict[str, Any]:
        made = {}
        last = next(reversed(entries), "")
        check_number(shelf, entries, layers.sources[shelf, last].file if last else name)
        for entry_id, raw in entries.items():
            try:
                source = layers.sources[shelf, entry_id]
                made[entry_id] = _typed(raw, kind, source, entry_id, entries)
                check_entry(shelf, made[entry_id], source.file, source.place)
            except PackError as error:
                made.pop(entry_id, None)
                report(error)
        return made

    shelves: dict[str, Any] = {
        shelf: typed(shelf, ENTRIES[shelf], entries) for shelf, entries in layers.entries.items()
    }
    documents = typed("documents", DocumentSpec, layers.documents)
    for kind in SINGLES:
        if kind not in layers.singles:
            raise PackError(
                f"It has no [{kind}].",
                file=layers.bottom,
                fix='Write extends = "standard" in pack.toml to change parts of that pack.',
            )
    singles: dict[str, Any] = {
        kind: _typed(layers.singles.get(kind, {}), entry, _single(layers, kind))
        for kind, entry in SINGLES.items()
    }
    if "language" in layers.singles:
        raw = layers.singles["language"]
        singles["language"] = _typed(raw, LanguageWords, _single(layers, "language"))
    words = {
        kind: _typed(raw, WordList, _single(layers, kind)) for kind, raw in layers.words.items()
    }
    for kind, listed in words.items():
        check_entry("words", listed, _single(layers, kind).file, kind)
    if is_english(language):
        words = with_least_words(words)
    catalogue = Catalogue(**shelves, **singles, words=words)
    return Pack(
        name=name,
        language=language,
        catalogue=catalogue,
        documents=documents,
        templates=layers.templates,
        template_files=layers.template_files,
        replaced=tuple(layers.replaced),
        made_of=tuple(layers.names),
    )


def _single(layers: Layers, kind: str) -> Source:
    return layers.sources.get((kind, ""), Source("catalogue", kind))


def _typed(
    raw: Any, kind: type[Any], source: Source, entry_id: str = "", shelf: Collection[str] = ()
) -> Any:
    """Return a raw entry as its type; an entry with a missing key may be a misspelt id."""
    try:
        return decode(raw, kind)
    except Misfit as error:
        place = f"{source.place}.{error.path}" if error.path else source.place
        fix = error.fix
        others = [other for other in shelf if other != entry_id]
        if not fix and "missing" in error.message and (near := nearest(entry_id, others)):
            fix = f"If it is meant to replace an entry: did you mean the id `{near}`?"
        raise PackError(error.message, file=source.file, place=place, fix=fix) from None
