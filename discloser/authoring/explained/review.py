"""All wording of a pack in one list for those who sign it off, each line with a number of its own.

The number is worked out from where a line belongs and what it says. So it stays the same while
lines move about in their file, and goes when the words are changed: what was signed is what stands
there.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.explained.explain import Explained, Explainer, Piece
from discloser.authoring.explained.plain_words import joined
from discloser.authoring.explained.prose import PROSE, Prose, Said, raw_entries, title_of
from discloser.authoring.workbench import Workbench
from discloser.disclosure.fact_words import whom
from discloser.packs.folder import MANIFEST
from discloser.text.english import join_list
from discloser.text.toml_places import places

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs of a number on paper: none is mistaken for another one."""

SIGNS = 6
"""Signs of a number; in a pack of some thousand lines two rarely meet, and then one is changed."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Phrases: the sentences that documents say", ("phrase",)),
    ("Questions that feel too close, and the answers", ("question", "rung", "technique")),
    ("Objections", ("objection",)),
    ("What can be asked for", ("accommodation",)),
    ("What can be hard at work", ("impact",)),
    ("Reasons, choices and the workplace", ("reason", "decision", "context", "item", "scale")),
    ("What may be known, and by whom", ("topic", "level", "audience", "explain")),
    ("Rights at work", ("general", "right", "regulator", "law_line", "signpost", "country")),
    ("The meeting and afterwards", ("logistics", "trigger", "form", "interval")),
    ("Planning around a treatment", ("treatment", "note")),
    ("How texts can be", ("tone", "length", "language")),
)
"""Heading to the kinds of entries under it, after the documents."""

FLAGS = {
    "T": "true only for some people",
    "R": "may be a fair question",
    "G": "touches the family",
    "S": "better noted down",
}
"""What the letter of a question says."""

DOCUMENT_KEYS = {"title": "Title", "about": "What it is good for", "missing": "If it is not ready"}
"""Keys of a document that people read."""


class Line(Struct, frozen=True):
    """One text that somebody signs off."""

    number: str
    """Such as ``K7Q-4MD``; empty for a pointer to a phrase that stands further below."""
    file: str
    """As messages show it."""
    line: int
    role: str
    """What it is, such as "Reply"."""
    text: str
    place: str = ""
    """Which of several wordings it is, such as "2 of 6"."""
    when: str = ""
    """Reads after "Only if"; empty where it always fits."""
    before: tuple[str, ...] = ()
    """What it takes the place of in the pack below."""
    phrase: str = ""
    """Id of the phrase that is said in this place of a document."""
    shown: str = ""
    """The text with what its blanks stand for; empty where it has none."""

    @property
    def read(self) -> str:
        """The text as people read it."""
        return self.shown or self.text


class Part(Struct, frozen=True):
    """A document or an entry with its lines."""

    name: str
    """Such as ``phrase opening``."""
    title: str
    notes: tuple[str, ...]
    """Sentences on when it is used, and where a fact comes from."""
    lines: tuple[Line, ...]


class Group(Struct, frozen=True):
    """Parts under one heading."""

    heading: str
    parts: tuple[Part, ...]


class Review(Struct, frozen=True, dict=True):
    """A whole pack on paper."""

    name: str
    title: str
    about: str
    version: str
    language: str
    digest: str
    """Of all files of the pack: the paper belongs to exactly this state."""
    day: str
    below: str
    """The pack that it lies on; empty for one that is whole."""
    groups: tuple[Group, ...]

    @cached_property
    def lines(self) -> list[Line]:
        """All lines that are signed off."""
        parts = (part for group in self.groups for part in group.parts)
        return [line for part in parts for line in part.lines if line.number]

    @cached_property
    def by_number(self) -> dict[str, Line]:
        """Every line by its number, without the sign in the middle."""
        return {_plain(line.number): line for line in self.lines}

    @cached_property
    def phrases(self) -> frozenset[str]:
        """Names of the phrases that stand in it, which pointers can lead to."""
        parts = (part for group in self.groups for part in group.parts)
        return frozenset(part.name for part in parts if part.name.startswith("phrase "))


def review(bench: Workbench, day: str = "") -> Review:
    """Return all wording of a pack. Raises PackError and TemplateError."""
    manifest = bench.manifest
    parts = _Parts(bench)
    found = [("Documents", tuple(parts.documents()))]
    known = {kind for _, kinds in GROUPS for kind in kinds}
    rest = tuple(kind for kind in parts.kinds if kind not in known)
    for heading, kinds in (*GROUPS, ("Other texts", rest)):
        found.append((heading, tuple(parts.of_kinds(kinds))))
    return Review(
        name=bench.name,
        title=manifest.title,
        about=manifest.about,
        version=manifest.version,
        language=bench.workshop.pack.language,
        digest=bench.folder.digest(),
        day=day,
        below=manifest.extends,
        groups=tuple(_numbered(Group(*each) for each in found if each[1])),
    )


def find(wanted: str, reviewed: Review) -> Line | None:
    """Return the line that has a number, however that was typed."""
    return reviewed.by_number.get(_plain(wanted))


def _plain(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _numbered(groups: Iterable[Group]) -> Iterator[Group]:
    """Give every line its number; of lines that are the same in all, each one its own."""
    taken: set[str] = set()
    for group in groups:
        parts = []
        for part in group.parts:
            lines = [replace(each, number=_number(part.name, each, taken)) for each in part.lines]
            parts.append(replace(part, lines=tuple(lines)))
        yield Group(group.heading, tuple(parts))


def _number(part: str, line: Line, taken: set[str]) -> str:
    if line.phrase:
        return ""
    for again in range(1000):
        seed = "\0".join((line.file, part, line.role, line.text, line.when, str(again)))
        value = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
        signs = ""
        for _ in range(SIGNS):
            value, at = divmod(value, len(LETTERS))
            signs += LETTERS[at]
        number = f"{signs[:3]}-{signs[3:]}"
        if number not in taken:
            taken.add(number)
            return number
    return ""


class _Parts:
    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.explainer = Explainer(bench)
        self.words = self.explainer.words
        self.own = Prose(bench.folder)
        self.below: dict[tuple[str, str, str], tuple[Said, ...]] = {}
        self.raw_below: dict[tuple[str, str], dict[str, Any]] = {}
        for folder in bench.stack[:-1]:
            self.below |= Prose(folder).by_text
            for key, raw in raw_entries(folder).items():
                self.raw_below[key] = self.raw_below.get(key, {}) | raw
        self.raw = raw_entries(bench.folder)
        self.said_in = self._said_in()
        self.entries: dict[tuple[str, str], list[Line]] = {}
        for said in self.own.said:
            self.entries.setdefault((said.kind, said.entry), []).append(self._line(said))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of entries that the pack has, in the order of its files."""
        return tuple(dict.fromkeys(said.kind for said in self.own.said))

    # --- documents ---

    def documents(self) -> Iterator[Part]:
        """Yield the documents that the pack declares or has a template of."""
        pack = self.bench.workshop.pack
        for document, spec in pack.documents.items():
            declared = tuple(self._declared(document))
            explained = self.explainer.explain(spec)
            said = tuple(self._said(explained))
            if not declared and not any(not line.phrase for line in said):
                continue
            notes = [f"For {explained.readers}."]
            if explained.when:
                notes.append(f"Only if {joined(explained.when)}.")
            yield Part(f"document {document}", spec.title, tuple(notes), (*declared, *said))

    def _declared(self, document: str) -> Iterator[Line]:
        """Yield what the pack's own pack.toml says of a document."""
        where = places(self.bench.folder.files[MANIFEST])
        for index, entry in enumerate(self.bench.manifest.document):
            if entry.get("id") == document:
                for key, role in DOCUMENT_KEYS.items():
                    if isinstance(text := entry.get(key), str) and text:
                        span = where.value(f"document[{index}].{key}")
                        file = self.bench.folder.shown(MANIFEST)
                        yield Line("", file, span.line if span else 0, role, text)

    def _said(self, explained: Explained) -> Iterator[Line]:
        """Yield what the pack's own template says, with the places where phrases stand."""
        own = f"{self.bench.name}/"
        for piece in explained.pieces:
            if not piece.file.startswith(own) or not _own_words(piece):
                continue
            when = joined(piece.when)
            shows = ", ".join((*piece.rounds, *([f"if {when}"] if when else [])))
            yield Line(
                number="",
                file=piece.file,
                line=piece.line,
                role="Phrase" if piece.phrase else "In the template",
                text=f"phrase {piece.phrase}" if piece.phrase else piece.says.strip(),
                when=shows,
                phrase=piece.phrase,
            )

    # --- catalogue and phrases ---

    def of_kinds(self, kinds: Iterable[str]) -> Iterator[Part]:
        """Yield the entries of some kinds, in the order of the pack's files."""
        for wanted in kinds:
            for (kind, entry), lines in self.entries.items():
                if kind == wanted:
                    raw = self.raw_below.get((kind, entry), {}) | self.raw.get((kind, entry), {})
                    name = f"{kind} {entry}".strip()
                    title = title_of(raw) or name
                    yield Part(name, title, tuple(self._notes(kind, raw)), tuple(lines))

    def _line(self, said: Said) -> Line:
        clauses = self.words.wording(said.wording, said.labels)
        place = f"{said.place} of {said.among}" if said.among > 1 else ""
        below = self.below.get((said.kind, said.entry, said.key), ()) if said.place == 1 else ()
        return Line(
            number="",
            file=said.file,
            line=said.line,
            role=self._role(said),
            text=said.wording.text,
            shown=self.words.filled(said.wording.text, said.labels),
            place=place,
            when=joined(clauses),
            before=tuple(self._replaced(each) for each in below),
        )

    def _replaced(self, said: Said) -> str:
        when = joined(self.words.wording(said.wording, said.labels))
        text = self.words.filled(said.wording.text, said.labels)
        return f"{text} (Only if {when}.)" if when else text

    def _role(self, said: Said) -> str:
        key, _, part = said.key.partition(".")
        role = PROSE.get(said.kind, {}).get(key, key.replace("_", " ").capitalize())
        if key == "reply" and part:
            technique = self.words.catalogue.techniques.get(part)
            role = f"{role}: {technique.label if technique else part}"
        elif part:
            role = f"{role} for {{{part}}}"
        return role

    def _notes(self, kind: str, raw: Mapping[str, Any]) -> Iterator[str]:
        """Yield what else to know of an entry."""
        catalogue = self.words.catalogue
        if kind == "phrase" and (used := self.said_in.get(str(raw.get("id", "")))):
            yield f"Said in: {join_list(used)}."
        if kind == "question":
            askers = raw.get("askers", ())
            yield f"Asked by {join_list([whom(catalogue, str(each)) for each in askers], 'or')}."
            if flag := FLAGS.get(raw.get("flag", "")):
                yield f"Note: {flag}."
        if kind == "right":
            yield (
                f"Source: {raw.get('source_title', '')}, {raw.get('source_site', '')}. "
                f"Read on {raw.get('checked_on', '')}, holds until {raw.get('expires_on', '')}."
            )
            yield "Confirmed." if raw.get("confidence") == "confirmed" else "Not confirmed."
        if kind == "treatment":
            for source in raw.get("source", ()):
                yield f"Source: article {source.get('file', '')}, lines {source.get('lines', '')}."

    def _said_in(self) -> dict[str, list[str]]:
        """Return each phrase with the titles of the documents that say it."""
        found: dict[str, list[str]] = {}
        workshop = self.bench.workshop
        for spec in workshop.pack.documents.values():
            slots = workshop.renderer.needs(spec.id).slots
            for slot in {*slots, *([spec.subject] if spec.subject else [])}:
                found.setdefault(slot, []).append(spec.title)
        return found


def _own_words(piece: Piece) -> bool:
    """Return whether a piece of a template has words of its own, beside values."""
    if piece.phrase:
        return True
    fixed, depth = "", 0
    for sign in piece.says:
        depth += (sign == "{") - (sign == "}")
        fixed += sign if not depth and sign != "}" else ""
    return any(map(str.isalpha, fixed))
