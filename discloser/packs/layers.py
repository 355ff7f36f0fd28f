"""Laying packs over one another: single entries, phrases and documents, by id."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from discloser.errors import PackError
from discloser.model.decoding import Misfit, decode
from discloser.packs.folder import MANIFEST, PackFolder
from discloser.packs.manifest import Manifest
from discloser.text.nearest import nearest

KINDS = {
    "reason": "reasons",
    "context": "contexts",
    "decision": "decisions",
    "item": "certainty",
    "impact": "impacts",
    "accommodation": "accommodations",
    "objection": "objections",
    "topic": "topics",
    "audience": "audiences",
    "level": "levels",
    "technique": "techniques",
    "question": "questions",
    "rung": "ladder",
    "logistics": "logistics",
    "trigger": "triggers",
    "form": "form",
    "interval": "intervals",
    "treatment": "treatments",
    "country": "countries",
    "right": "rights",
    "regulator": "regulators",
    "law_line": "law_lines",
    "signpost": "signposts",
    "phrase": "phrases",
}
"""Name of a ``[[table]]`` in a pack's files, and the shelf of the catalogue it goes to."""

SINGLE = ("general", "explain", "scale", "note")
"""Tables that stand once and are merged key by key."""

WORDS = frozenset(
    "health health_allowed_from_level_2 sorry blame over law no_effect health_question pronouns "
    "opening_cues thanks_cues next_step_cues reassurance_cues privacy_cues".split()
)
"""The word lists, each a table of its own."""

ID_KEYS = {"rung": "step", "law_line": "country", "regulator": "country"}
"""The key that names an entry, where it is not ``id``."""


class Source(Struct, frozen=True):
    """Where an entry was read: file as shown in messages, and its place there."""

    file: str
    place: str


class Replacement(Struct, frozen=True):
    """One entry that a pack on top replaces or adds."""

    pack: str
    kind: str
    id: str
    keys: tuple[str, ...]
    """The keys that it changes; empty for a whole template."""
    adds: bool = False
    """Whether no pack below has the entry."""


class Layers(Struct):
    """The entries of several packs laid over one another, lowest first."""

    entries: dict[str, dict[str, dict[str, Any]]]
    """Shelf to id to raw entry."""
    sources: dict[tuple[str, str], Source]
    singles: dict[str, dict[str, Any]]
    words: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, Any]]
    templates: dict[str, str]
    template_files: dict[str, str]
    """Template path to the file it came from, as shown in messages."""
    replaced: list[Replacement]
    bottom: str = ""
    """Name of the lowest pack."""


def read_manifest(folder: PackFolder) -> Manifest:
    """Return the pack's manifest. Raises PackError."""
    try:
        return decode(folder.table(MANIFEST), Manifest)
    except Misfit as error:
        raise PackError(
            error.message, file=folder.shown(MANIFEST), place=error.path, fix=error.fix
        ) from None


def lay(folders: Iterable[PackFolder]) -> Layers:
    """Return the packs laid over one another, lowest first. Raises PackError."""
    layers = Layers({shelf: {} for shelf in KINDS.values()}, {}, {}, {}, {}, {}, {}, [])
    for folder in folders:
        layers.bottom = layers.bottom or folder.name
        _lay_catalogue(layers, folder)
        _lay_documents(layers, folder)
        for path in folder.under("documents", ".j2"):
            if path in layers.templates:
                layers.replaced.append(Replacement(folder.name, "template", path, ()))
            layers.templates[path] = folder.files[path]
            layers.template_files[path] = folder.shown(path)
    return layers


def _lay_catalogue(layers: Layers, folder: PackFolder) -> None:
    seen: dict[tuple[str, str], str] = {}
    for path in [*folder.under("catalogue", ".toml"), *folder.under("phrases", ".toml")]:
        for kind, content in folder.table(path).items():
            file = folder.shown(path)
            if kind in KINDS:
                for index, entry in enumerate(_entries(content, file, kind)):
                    place = f"{kind}[{index}]"
                    entry_id = _id(entry, kind, file, place)
                    if (kind, entry_id) in seen:
                        raise PackError(
                            f"The {kind} `{entry_id}` is already in {seen[kind, entry_id]}.",
                            file=file,
                            place=place,
                            fix="Give one of them another id.",
                        )
                    seen[kind, entry_id] = file
                    _lay_entry(layers, folder, kind, entry_id, entry, Source(file, place))
            elif kind in SINGLE or kind in WORDS:
                _lay_single(layers, folder, kind, content, file)
            else:
                raise _unknown_kind(kind, file)


def _lay_entry(
    layers: Layers, folder: PackFolder, kind: str, entry_id: str, entry: dict[str, Any], at: Source
) -> None:
    shelf = layers.entries[KINDS[kind]]
    if entry_id in shelf:
        keys = tuple(key for key in entry if key != ID_KEYS.get(kind, "id"))
        layers.replaced.append(Replacement(folder.name, kind, entry_id, keys))
    elif layers.bottom != folder.name:
        layers.replaced.append(Replacement(folder.name, kind, entry_id, (), adds=True))
    shelf[entry_id] = shelf.get(entry_id, {}) | entry
    layers.sources[KINDS[kind], entry_id] = at


def _lay_single(layers: Layers, folder: PackFolder, kind: str, content: Any, file: str) -> None:
    if not isinstance(content, dict):
        raise PackError("Expected a table.", file=file, place=kind)
    shelf = layers.words if kind in WORDS else layers.singles
    target = shelf.setdefault(kind, {})
    if changed := tuple(key for key in content if key in target):
        layers.replaced.append(Replacement(folder.name, kind, kind, changed))
    if kind == "health" and "not" in content and target:
        raise PackError(
            "A pack on top cannot take words off the health list.",
            file=file,
            place="health.not",
            fix="Remove this key.",
        )
    for key, value in content.items():
        # Words are added: a pack on top can make a guard see more, never less.
        grows = kind in WORDS and key == "words" and isinstance(value, list)
        target[key] = [*target.get(key, ()), *value] if grows else value
    layers.sources[kind, ""] = Source(file, kind)


def _lay_documents(layers: Layers, folder: PackFolder) -> None:
    file = folder.shown(MANIFEST)
    seen = set()
    for index, entry in enumerate(read_manifest(folder).document):
        place = f"document[{index}]"
        document_id = _id(entry, "document", file, place)
        if document_id in seen:
            raise PackError(f"The document `{document_id}` stands twice.", file=file, place=place)
        seen.add(document_id)
        if document_id in layers.documents:
            keys = tuple(key for key in entry if key != "id")
            layers.replaced.append(Replacement(folder.name, "document", document_id, keys))
        elif layers.bottom != folder.name:
            layers.replaced.append(Replacement(folder.name, "document", document_id, (), adds=True))
        layers.documents[document_id] = layers.documents.get(document_id, {}) | entry
        layers.sources["documents", document_id] = Source(file, place)


def _entries(content: Any, file: str, kind: str) -> list[dict[str, Any]]:
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise PackError(f"Expected entries that start with [[{kind}]].", file=file, place=kind)
    return content


def _id(entry: dict[str, Any], kind: str, file: str, place: str) -> str:
    key = ID_KEYS.get(kind, "id")
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise PackError(f"This {kind} has no `{key}`.", file=file, place=place)
    if kind == "regulator":
        return f"{value}: {entry.get('name', '')}"
    return str(value)


def _unknown_kind(kind: str, file: str) -> PackError:
    known = [*KINDS, *SINGLE, *sorted(WORDS)]
    near = nearest(kind, known)
    fix = f"Did you mean [[{near}]]?" if near else f"Known: {', '.join(known)}."
    return PackError(
        f"A catalogue has no entries of kind `{kind}`.", file=file, place=kind, fix=fix
    )
