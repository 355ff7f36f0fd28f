"""Laying packs over one another: single entries, phrases and documents, by id."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from discloser.errors import PackError
from discloser.model.decoding import Misfit, decode
from discloser.packs.folder import MANIFEST, PackFolder
from discloser.packs.manifest import Manifest
from discloser.text.nearest import nearest

KINDS = {
    "tone": "tones",
    "length": "lengths",
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

SINGLE = ("general", "explain", "scale", "note", "language")
"""Tables that stand once and are merged key by key."""

WORDS = frozenset(
    "health illness_names health_allowed_from_level_2 sorry blame over law no_effect "
    "health_question pronouns opening_cues thanks_cues next_step_cues reassurance_cues "
    "privacy_cues".split()
)
"""The word lists, each a table of its own."""

GUARDED = frozenset({"health", "illness_names", "health_allowed_from_level_2", "no_effect"})
"""Those with which a guard holds a text back: a pack on top can take nothing off."""

USUAL = "usual"
"""The key that marks one entry of a shelf as the one that holds until the person chooses."""

MOST_ENTRIES = 10_000
"""Entries of one pack; the standard one has about a thousand."""

MOST_CHARACTERS = {"title": 200, "version": 80}
"""Key of a manifest to the characters that it may have: both stand in lists and headings."""

ID_KEYS = {"rung": "step", "law_line": "country", "regulator": "country"}
"""The key that names an entry, where it is not ``id``."""


Report = Callable[[PackError], None]
"""Takes what is wrong with a pack: raises it, or notes it so that reading goes on."""


def refuse(error: PackError) -> None:
    """Raise what is wrong with a pack: whoever wants to use it needs no second reason."""
    raise error


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
    below: str = ""
    """A hash over what the packs below have there; empty if they have nothing."""


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
    names: list[str] = []
    """Names of the packs, lowest first."""


def read_manifest(folder: PackFolder) -> Manifest:
    """Return the pack's manifest. Raises PackError."""
    file = folder.shown(MANIFEST)
    try:
        manifest = decode(folder.table(MANIFEST), Manifest)
    except Misfit as error:
        raise PackError(error.message, file=file, place=error.path, fix=error.fix) from None
    for key, most in MOST_CHARACTERS.items():
        if (count := len(getattr(manifest, key))) > most:
            message = f"`{key}` has {count:,} characters, and it can have {most}."
            raise PackError(message, file=file, place=key, fix="Make it shorter.")
    return manifest


def lay(folders: Iterable[PackFolder], report: Report = refuse) -> Layers:
    """Return the packs laid over one another, lowest first; entries that are reported are left out.

    Raises PackError, unless ``report`` takes it.
    """
    layers = Layers({shelf: {} for shelf in KINDS.values()}, {}, {}, {}, {}, {}, {}, [])
    for folder in folders:
        layers.bottom = layers.bottom or folder.name
        layers.names.append(folder.name)
        _lay_catalogue(layers, folder, report)
        _lay_documents(layers, folder, report)
        for path in folder.under("documents", ".j2"):
            if path in layers.templates:
                below = _hash(layers.templates[path])
                layers.replaced.append(Replacement(folder.name, "template", path, (), below=below))
            layers.templates[path] = folder.files[path]
            layers.template_files[path] = folder.shown(path)
    return layers


def _lay_catalogue(layers: Layers, folder: PackFolder, report: Report) -> None:
    seen: dict[tuple[str, str], str] = {}
    for path in [*folder.under("catalogue", ".toml"), *folder.under("phrases", ".toml")]:
        try:
            tables = folder.table(path)
        except PackError as error:
            report(error)
            continue
        for kind, content in tables.items():
            try:
                _lay_kind(layers, folder, (path, kind), content, seen, report)
            except PackError as error:
                report(error)


def _lay_kind(
    layers: Layers,
    folder: PackFolder,
    at: tuple[str, str],
    content: Any,
    seen: dict[tuple[str, str], str],
    report: Report,
) -> None:
    """Lay all entries of one kind in one file; ``at`` is the file's path and the kind."""
    path, kind = at
    file = folder.shown(path)
    if kind in SINGLE or kind in WORDS:
        _lay_single(layers, folder, kind, content, file)
        return
    if kind not in KINDS:
        raise _unknown_kind(kind, file)
    entries = _entries(content, file, kind)
    if len(seen) + len(entries) > MOST_ENTRIES:
        raise PackError(f"A pack may hold at most {MOST_ENTRIES} entries.", file=file, place=kind)
    for index, entry in enumerate(entries):
        place = f"{kind}[{index}]"
        try:
            entry_id = _id(entry, kind, file, place)
            _once((kind, entry_id), seen, file, place)
        except PackError as error:
            report(error)
            continue
        _lay_entry(layers, folder, kind, entry_id, entry, Source(file, place))


def _once(key: tuple[str, str], seen: dict[tuple[str, str], str], file: str, place: str) -> None:
    """Note where an entry stands. Raises PackError if the same pack has it already."""
    if key in seen:
        raise PackError(
            f"The {key[0]} `{key[1]}` is already in {seen[key]}.",
            file=file,
            place=place,
            fix="Give one of them another id.",
        )
    seen[key] = file


def _lay_entry(
    layers: Layers, folder: PackFolder, kind: str, entry_id: str, entry: dict[str, Any], at: Source
) -> None:
    shelf = layers.entries[KINDS[kind]]
    if entry_id in shelf:
        keys = tuple(key for key in entry if key != ID_KEYS.get(kind, "id"))
        below = _hash(shelf[entry_id])
        layers.replaced.append(Replacement(folder.name, kind, entry_id, keys, below=below))
    elif layers.bottom != folder.name:
        layers.replaced.append(Replacement(folder.name, kind, entry_id, (), adds=True))
    if entry.get(USUAL):
        _take_mark(layers, folder, shelf, KINDS[kind])
    shelf[entry_id] = shelf.get(entry_id, {}) | entry
    layers.sources[KINDS[kind], entry_id] = at


def _take_mark(
    layers: Layers, folder: PackFolder, entries: dict[str, dict[str, Any]], shelf: str
) -> None:
    """Take the mark of the usual entry off those that packs below have put it on."""
    for entry_id, raw in entries.items():
        below = not layers.sources[shelf, entry_id].file.startswith(f"{folder.name}/")
        if below and raw.get(USUAL):
            entries[entry_id] = {**raw, USUAL: False}


def _lay_single(layers: Layers, folder: PackFolder, kind: str, content: Any, file: str) -> None:
    if not isinstance(content, dict):
        raise PackError("Expected a table.", file=file, place=kind)
    shelf = layers.words if kind in WORDS else layers.singles
    target = shelf.setdefault(kind, {})
    # Words that do not count take something off also where there were none.
    changed = tuple(key for key in content if key in target or (target and key == "not"))
    if changed:
        # Words that are added hide nothing.
        below = "" if kind in WORDS and changed == ("words",) else _hash(target)
        layers.replaced.append(Replacement(folder.name, kind, kind, changed, below=below))
    if kind in GUARDED and "not" in content and len(layers.names) > 1:
        raise PackError(
            "A pack on top cannot take words off this list.",
            file=file,
            place=f"{kind}.not",
            fix="Remove this key.",
        )
    for key, value in content.items():
        # Words are added: a pack on top can make a guard see more, never less.
        grows = kind in WORDS and key == "words" and isinstance(value, list)
        target[key] = [*target.get(key, ()), *value] if grows else value
    layers.sources[kind, ""] = Source(file, kind)


def _lay_documents(layers: Layers, folder: PackFolder, report: Report) -> None:
    file = folder.shown(MANIFEST)
    try:
        documents = read_manifest(folder).document
    except PackError as error:
        report(error)
        return
    seen: dict[tuple[str, str], str] = {}
    for index, entry in enumerate(documents):
        place = f"document[{index}]"
        try:
            document_id = _id(entry, "document", file, place)
            _once(("document", document_id), seen, file, place)
        except PackError as error:
            report(error)
            continue
        if document_id in layers.documents:
            keys = tuple(key for key in entry if key != "id")
            below = _hash(layers.documents[document_id])
            layers.replaced.append(
                Replacement(folder.name, "document", document_id, keys, below=below)
            )
        elif layers.bottom != folder.name:
            layers.replaced.append(Replacement(folder.name, "document", document_id, (), adds=True))
        layers.documents[document_id] = layers.documents.get(document_id, {}) | entry
        layers.sources["documents", document_id] = Source(file, place)


def _hash(below: Any) -> str:
    """Return a short hash over an entry or a template as the packs below have it."""
    shown = below if isinstance(below, str) else repr(sorted(below.items()))
    return hashlib.sha256(shown.encode()).hexdigest()[:20]


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
