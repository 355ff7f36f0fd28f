"""Which keys of a pack's entries hold words for people, what they are, and where they stand."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

from discloser.errors import PackError
from discloser.model.catalogue import Wording
from discloser.packs.folder import PackFolder
from discloser.packs.layers import ID_KEYS
from discloser.text.toml_places import TomlPlaces, places

PROSE: dict[str, dict[str, str]] = {
    "phrase": {"text": "Sentence"},
    "question": {
        "question": "They may ask",
        "reply": "Reply",
        "advice": "Advice, not said aloud",
    },
    "rung": {"label": "Step", "text": "What to say", "note": "What it is for"},
    "technique": {"label": "Name", "what": "What it is"},
    "objection": {"objection": "They may object", "reply": "Reply"},
    "accommodation": {
        "phrase": 'After "I would like to ask for"',
        "short": "In short",
        "gain": "What the work gains",
        "knock_on": "The effect on others",
        "objection": "They may object",
        "reply": "Reply",
        "labels": "The app asks",
    },
    "impact": {
        "label": "In the list to choose from",
        "line": 'After "At work, this means"',
        "short": "In short",
        "labels": "The app asks",
    },
    "reason": {
        "text": "Reason",
        "goal": "As a goal",
        "points_for": "Speaks for it",
        "points_against": "Speaks against it",
        "question": "To think over",
        "look_again": "Would make one look again",
    },
    "context": {
        "question": "Question",
        "yes": "If yes",
        "partly": "If partly",
        "no": "If no",
        "do_not_know": "If not known",
    },
    "decision": {"label": "Choice", "leads_to": "What it leads to", "note": "Note"},
    "item": {"text": "Item"},
    "scale": {"labels": "Answer", "intro": "Above the items"},
    "topic": {
        "label": "Name",
        "noun": "Inside a sentence",
        "example": "Example",
        "said": "As a sentence",
    },
    "explain": {
        "said_by_level": "Said by level",
        "said_by_exception": "Said by an exception",
        "if_asked": "Only if asked",
        "withheld_by_level": "Private by level",
        "withheld_by_exception": "Private by an exception",
        "withheld_no_level": "Private without a level",
        "withheld_by_decision": "Private by the choice",
        "not_given": "Nothing written",
        "health_reason_said": "A health reason may be said",
        "health_reason_withheld": "No health reason is said",
    },
    "audience": {
        "label": "Said to the person",
        "mine": "Said by the person",
        "who_may_know": "Who may know",
        "say_if_asked": "What they may say if asked",
        "papers": "Where papers are kept",
        "ask_first": "Before telling others",
    },
    "level": {"label": "Name", "means": "What it means", "pattern": "How it sounds"},
    "logistics": {"label": "Point", "text": "On the card", "say": "What to say"},
    "trigger": {"text": "Reason to look again"},
    "form": {"question": "Question"},
    "interval": {"text": "How long", "use": "When it fits"},
    "treatment": {"says": "What the source says", "line": "What to say", "range": "Range"},
    "note": {"caution": "Caution"},
    "country": {"label": "Name", "law_name": "Name of the law", "note": "Note"},
    "right": {"text": "Fact"},
    "regulator": {"name": "Name", "what": "What they do"},
    "law_line": {"text": "Line that names the law"},
    "signpost": {"label": "Situation", "text": "Advice"},
    "tone": {"label": "Name", "about": "What it is for"},
    "length": {"label": "Name", "about": "What it is for"},
    "language": {
        "months": "Month",
        "days": "Day of the week",
        "and_word": "And",
        "or_word": "Or",
        "date": "A date",
        "date_short": "A date without its year",
        "date_weekday": "A date with its weekday",
        "first_day": "The first of a month",
        "time": "A time",
        "time_full_hour": "A full hour",
        "when": "Day and time",
        "range": "From one number to another",
        "numbers": "A number",
    },
    "general": {
        "disclaimer": "No legal advice",
        "check_first": "Check first",
        "deadline": "Deadlines",
        "not_confirmed": "Not confirmed",
        "expired": "Out of date",
        "gap": "What is missing",
        "law_line": "On the line that names the law",
        "no_country": "No country chosen",
    },
}
"""Kind of entry to its keys that people read, each with what it is."""

OPEN_KINDS = ("label", "about", "text")
"""Keys that people read in kinds of entries that are not listed above."""

TITLES = ("question", "label", "phrase", "about", "text", "objection", "says", "what")
"""Keys that tell what an entry is, the best first; where one is a list, its last plain text."""


class Said(Struct, frozen=True):
    """One wording of one entry, as it stands in a file of a pack."""

    file: str
    """As messages show it, with the pack in front."""
    path: str
    """Key path in that file, such as ``phrase[4].text[2]``."""
    line: int
    kind: str
    """Name of its table, such as ``phrase``."""
    entry: str
    """Id of the entry; empty for a table that stands once."""
    key: str
    """Such as ``text``; for a reply to a question with its technique, ``reply.brief``."""
    wording: Wording
    labels: dict[str, str]
    """The entry's own blanks, and what the app asks for each."""
    place: int = 1
    """Which wording of its text it is, from 1."""
    among: int = 1
    """How many wordings that text has."""


class Entries(Struct, frozen=True):
    """One entry of a file, as it was read."""

    kind: str
    id: str
    raw: dict[str, Any]
    path: str


class Prose:
    """Everything that people can read in the catalogue and phrases of one pack's folder."""

    def __init__(self, folder: PackFolder) -> None:
        self.folder = folder

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every wording, file by file, in the order in which it stands there."""
        return tuple(
            said
            for path in [
                *self.folder.under("catalogue", ".toml"),
                *self.folder.under("phrases", ".toml"),
            ]
            for said in self._file(path)
        )

    @cached_property
    def by_text(self) -> dict[tuple[str, str, str], tuple[Said, ...]]:
        """Kind, entry and key to the wordings of that text."""
        found: dict[tuple[str, str, str], list[Said]] = {}
        for said in self.said:
            found.setdefault((said.kind, said.entry, said.key), []).append(said)
        return {key: tuple(each) for key, each in found.items()}

    def _file(self, path: str) -> Iterator[Said]:
        try:
            tables = self.folder.table(path)
        except PackError:
            return
        where = places(self.folder.files[path])
        for kind, content in tables.items():
            many = isinstance(content, list)
            for index, raw in enumerate(content if many else [content]):
                if isinstance(raw, dict):
                    at = f"{kind}[{index}]" if many else kind
                    entry = Entries(kind, entry_id(kind, raw) if many else "", raw, at)
                    yield from self._entry(path, where, entry)

    def _entry(self, file: str, where: TomlPlaces, entry: Entries) -> Iterator[Said]:
        labels = {**dict.fromkeys(_table(entry.raw.get("fields")), "")}
        labels |= {key: str(text) for key, text in _table(entry.raw.get("labels")).items()}
        for key in prose_keys(entry.kind, entry.raw):
            for name, path, value in _texts(key, f"{entry.path}.{key}", entry.raw.get(key)):
                wordings = _wordings(path, value, one=not _lists(entry.kind, key))
                for place, (at, wording) in enumerate(wordings, 1):
                    span = where.nearest(at)
                    yield Said(
                        file=self.folder.shown(file),
                        path=at,
                        line=span.line if span else 0,
                        kind=entry.kind,
                        entry=entry.id,
                        key=name,
                        wording=wording,
                        labels=labels,
                        place=place,
                        among=len(wordings),
                    )


def prose_keys(kind: str, raw: Mapping[str, Any] = {}) -> tuple[str, ...]:
    """Return the keys of an entry that people read, in the order in which they are shown."""
    if kind in PROSE:
        return tuple(PROSE[kind])
    return tuple(key for key in OPEN_KINDS if isinstance(raw.get(key), (str, list)))


def entry_id(kind: str, raw: Mapping[str, Any]) -> str:
    """Return the id of an entry as it is told apart from others."""
    found = str(raw.get(ID_KEYS.get(kind, "id"), ""))
    return f"{found}: {raw.get('name', '')}" if kind == "regulator" else found


def title_of(raw: Mapping[str, Any]) -> str:
    """Return what an entry is about, in its own words."""
    for key in TITLES:
        found = _wordings("", raw.get(key), one=True)
        plain = [wording.text for _, wording in found if "{" not in wording.text]
        if plain:
            return plain[-1]
    return ""


def _lists(kind: str, key: str) -> bool:
    """Return whether a list under this key is several texts, and not wordings of one."""
    return (kind, key) in {
        ("reason", "points_for"),
        ("reason", "points_against"),
        ("scale", "labels"),
        ("language", "months"),
        ("language", "days"),
        ("language", "numbers"),
    }


def _texts(key: str, path: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the texts under one key: replies by technique, labels by blank, any other as it is."""
    if key == "reply" and isinstance(value, list) and any("technique" in _table(x) for x in value):
        for index, reply in enumerate(value):
            technique = _table(reply).get("technique", "")
            yield f"reply.{technique}", f"{path}[{index}].text", _table(reply).get("text")
    elif key == "labels" and isinstance(value, dict):
        for name, text in value.items():
            yield f"labels.{name}", f"{path}.{name}", text
    else:
        yield key, path, value


def _wordings(path: str, value: Any, *, one: bool) -> list[tuple[str, Wording]]:
    """Return the wordings of a text with their key paths; what cannot be read is left out."""
    if isinstance(value, str):
        return [(path, Wording(value))] if value.strip() else []
    if not isinstance(value, list):
        return []
    found = []
    for index, item in enumerate(value):
        if isinstance(item, str):
            found.append((f"{path}[{index}]", Wording(item)))
        elif one and isinstance(item, dict):
            try:
                wording = msgspec.convert(item, Wording)
            except msgspec.ValidationError:  # pack check says what is wrong with it
                continue
            found.append((f"{path}[{index}].text", wording))
    return found


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def raw_entries(folder: PackFolder) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the entries of a pack's files as they stand there, by kind and id."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in [*folder.under("catalogue", ".toml"), *folder.under("phrases", ".toml")]:
        try:
            tables = folder.table(path)
        except PackError:  # pack check says what is wrong with it
            continue
        for kind, content in tables.items():
            for raw in content if isinstance(content, list) else [content]:
                if isinstance(raw, dict):
                    entry = entry_id(kind, raw) if isinstance(content, list) else ""
                    found[kind, entry] = raw
    return found
