"""One document looked at for all sample persons in every form: what is found, and what is used."""

import datetime
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.drafted.coverage import Notes, Part, Parts
from discloser.authoring.drafted.drafts import Form, in_form
from discloser.authoring.drafted.origins import Origin, origin_of, pieces_of
from discloser.authoring.drafted.patience import (
    ENDLESS,
    MOST_CHARACTERS,
    MOST_FINDINGS,
    MOST_TEXTS,
    Patience,
)
from discloser.authoring.drafted.reaching import Reaching
from discloser.authoring.stamp import Stamps
from discloser.errors import TemplateError
from discloser.model.disclosure import Disclosure
from discloser.model.document import Document, DocumentSpec, Finding
from discloser.model.plan import Plan
from discloser.model.wording import alternatives
from discloser.model.words import Audience, Severity
from discloser.rendering.renderer import template_of
from discloser.session.drafting import Drafter, Workshop, Written
from discloser.session.packet import Place, fitting

SLOW = "p_slow"
"""Rule of what takes so long that it is not looked at."""

FAILS = "r_personas"
"""Rule that every document can be written for every sample person for whom it makes sense."""

ENOUGH = 12
"""Texts of a document that cannot be written, after which no further one is tried."""

MOST_DRAFTERS = 600
"""Plans in one form that are kept at hand."""

MOST_CHOICES = 9
"""Wordings of one phrase among which a person can choose and that are looked at."""


class Seen(Struct, frozen=True):
    """Something that was found in a document, perhaps for many persons."""

    rule: str
    severity: Severity
    message: str
    """As it is for the first of them."""
    origin: Origin
    person: str
    audience: Audience
    texts: int
    """How many texts show it."""

    @property
    def about(self) -> tuple[object, ...]:
        """What makes two of them the same; messages differ by names and numbers."""
        return (self.rule, self.severity, self.origin)


class Looked(Struct, frozen=True):
    """What came out for one document."""

    seen: tuple[Seen, ...] = ()
    used: frozenset[Part] = frozenset()
    texts: int = 0
    """How many texts were written; with none, no sample person gets the document."""


class Reached(Struct, frozen=True):
    """What is used for sample persons with other answers, and what is found in there."""

    parts: frozenset[Part] = frozenset()
    seen: tuple[Seen, ...] = ()
    untried: frozenset[Part] = frozenset()
    """What was given up; nobody knows whether it can be used."""
    tries: int = 0


class Looking:
    """Looks at the documents of one pack on one day; what it has seen before it remembers."""

    def __init__(
        self,
        workshop: Workshop,
        people: dict[str, Plan],
        today: datetime.date,
        stamps: Stamps,
        cache: MutableMapping[str, bytes] | None,
        patience: Patience = ENDLESS,
    ) -> None:
        """All methods raise TakesTooLongError once ``patience`` has ended."""
        self._patience = patience
        self._workshop = workshop
        self._people = people
        self._today = today
        self._stamps = stamps
        self._cache = cache
        self._drafters: dict[tuple[str, Form], Drafter] = {}
        self._slots = list(workshop.pack.catalogue.phrases)
        self._known: dict[tuple[str, str, Audience, Written], list[Seen]] = {}
        """What was found in a text: tones and choices often make the same one."""

    def look(self, spec: DocumentSpec) -> Looked:
        """Return what is found in one document. Raises TemplateError for a refused template."""
        key = f"looked {self._stamps.of(spec)}"
        return remembered(self._cache, key, Looked, lambda: self._look(spec))

    def reach(self, spec: DocumentSpec, missing: Iterable[Part]) -> Reached:
        """Return which parts of a document are used for sample persons with other answers."""
        wanted = sorted(missing)
        if not wanted:
            return Reached()
        if self._patience.tries <= 0:
            return Reached(untried=frozenset(wanted))
        key = f"reached {self._stamps.of(spec)} {wanted}"
        reached = remembered(self._cache, key, Reached, lambda: self._reach(spec, wanted))
        self._patience.tries -= reached.tries
        return reached

    def parts(self, spec: DocumentSpec) -> Parts:
        """Return what a document consists of. Raises TemplateError."""
        return Parts(spec, self._workshop.renderer, self._workshop.pack.catalogue)

    def _reach(self, spec: DocumentSpec, wanted: list[Part]) -> Reached:
        form = Form(edits=False)
        people = {person: in_form(plan, form) for person, plan in self._people.items()}
        reaching = Reaching(spec, self.parts(spec), self._workshop, self._today)
        parts: set[Part] = set()
        found: dict[tuple[object, ...], Seen] = {}
        with noting(self._workshop, self._patience) as notes:
            for example in reaching.reach(wanted, people, notes):
                parts |= example.parts
                _, seen = self._judged(example.person, example.drafter, example.place, notes)
                for each in seen:
                    # The answers are made up, so what else is found need not say anything.
                    if _stands_in(each.origin, example.parts):
                        found.setdefault(each.about, replace(each, texts=1))
        self._known.clear()
        untried = frozenset(reaching.untried - parts)
        return Reached(frozenset(parts), tuple(found.values()), untried, reaching.tries)

    def _look(self, spec: DocumentSpec) -> Looked:
        parts = self.parts(spec)
        found: dict[tuple[object, ...], Seen] = {}
        used: set[Part] = set()
        texts = failed = 0
        self._patience.document()
        with noting(self._workshop, self._patience) as notes:
            for person, drafter, place in self._places(spec, parts):
                if texts >= MOST_TEXTS:
                    why = (
                        f"More than {MOST_TEXTS:,} texts are made of it, with all sample persons, "
                        "tones and choices."
                    )
                    seen = [self._slow(spec, why, person, place[1])]
                    found.setdefault(seen[0].about, seen[0])
                    break
                texts += 1
                with self._patience.text():
                    written, seen = self._judged(person, drafter, place, notes)
                used.update(parts.said(drafter.disclosure(*place), written))
                for each in seen:
                    before = found.setdefault(each.about, each)
                    found[each.about] = replace(before, texts=before.texts + 1)
                failed += any(each.rule == FAILS for each in seen)
                if texts == failed == ENOUGH or any(each.rule == SLOW for each in seen):
                    break
            used.update(part for part, branch in parts.branches.items() if notes.used(branch))
        self._known.clear()
        return Looked(tuple(found.values()), frozenset(used), texts)

    def _places(self, spec: DocumentSpec, parts: Parts) -> Iterator[tuple[str, Drafter, Place]]:
        """Yield for whom a document is written: each person in each tone.

        Further choices of wording are made for each audience until all wordings were looked at. The
        length that a person chose is passed over: each length has documents of its own, and
        everybody gets those of all lengths.
        """
        known: set[tuple[Audience, Part]] = set()
        for person, plan in self._people.items():
            for tone in self._workshop.pack.catalogue.tones:
                most, choice = 1, 0
                while choice <= min(most, MOST_CHOICES):
                    drafter = self._drafter(
                        person, plan, Form(tone=tone, choice=choice, edits=False)
                    )
                    for place in fitting(drafter.plan, [spec], drafter, None):
                        disclosure = drafter.disclosure(*place)
                        most = max(most, self._alternatives(parts, disclosure))
                        picked = {(place[1], part) for part in parts.all_picked(disclosure)}
                        if not choice or not picked <= known:
                            yield person, drafter, place
                        known |= picked
                    choice = max(choice + 1, 2)

    def _drafter(self, person: str, plan: Plan, form: Form) -> Drafter:
        """Return what drafts a person's documents; made once for all of them."""
        key = (person, form)
        if key not in self._drafters:
            if len(self._drafters) >= MOST_DRAFTERS:
                self._drafters.clear()
            made = in_form(plan, form, self._slots)
            self._drafters[key] = Drafter(made, self._workshop, self._today)
        return self._drafters[key]

    def _alternatives(self, parts: Parts, disclosure: Disclosure) -> int:
        """Return the highest number of wordings among which a person can choose."""
        phrases, here = self._workshop.pack.catalogue.phrases, disclosure.situation
        texts = (phrases[slot].text for slot in parts.slots)
        counts = (sum(1 for _ in alternatives(text, here)) for text in texts)
        return max(counts, default=1)

    def _judged(
        self, person: str, drafter: Drafter, place: Place, notes: Notes
    ) -> tuple[Written, list[Seen]]:
        """Write a document and return it with what is found in it."""
        spec, audience = place
        try:
            written = drafter.write(spec, audience)
        except TemplateError as error:
            origin = Origin("template", name=self._path(error.file), line=error.line)
            seen = Seen(FAILS, Severity.BLOCK, error.reason, origin, person, audience, 0)
            return Written("", "", ()), [seen]
        if len(written.text) + len(written.subject) > MOST_CHARACTERS:
            why = f"It becomes longer than {MOST_CHARACTERS:,} characters, some thirty pages."
            return written, [self._slow(spec, why, person, audience)]
        key = (person, spec.id, audience, written)
        if key not in self._known:
            document = drafter.judge(spec, audience, written)
            found: dict[tuple[object, ...], Seen] = {}
            for finding in document.findings[:MOST_FINDINGS]:
                seen = Seen(
                    finding.rule,
                    finding.severity,
                    finding.message,
                    self._origin(finding, document, drafter.disclosure(*place), notes),
                    person,
                    audience,
                    0,
                )
                found.setdefault(seen.about, seen)
            self._known[key] = list(found.values())
        return written, self._known[key]

    def _slow(self, spec: DocumentSpec, why: str, person: str, audience: Audience) -> Seen:
        """Return that a document is not looked at, or not all of its texts."""
        origin = Origin("template", name=template_of(spec.id))
        return Seen(SLOW, Severity.BLOCK, why, origin, person, audience, 0)

    def _origin(
        self, finding: Finding, document: Document, disclosure: Disclosure, notes: Notes
    ) -> Origin:
        pack = self._workshop.pack
        if finding.where == "title":
            return Origin("document", name=document.document, words=finding.text)
        subject = pack.documents[document.document].subject
        paths = self._workshop.renderer.programs(document.document)
        templates = {path: pack.templates[path] for path in paths}
        pieces = pieces_of(notes.data, subject, document.subject, disclosure)
        return origin_of(finding.text, document.document, pieces, pack.catalogue, templates)

    def _path(self, file: str) -> str:
        """Return the path of a template in its pack, from how messages show it."""
        files = self._workshop.pack.template_files
        return next((path for path, shown in files.items() if shown == file), file)


def _stands_in(origin: Origin, parts: Iterable[Part]) -> bool:
    """Return whether words come from one of some wordings, or from a template of some branches."""
    if origin.kind == "template":
        return any(part.where == origin.name for part in parts)
    return Part(origin.name, origin.number) in parts


@contextmanager
def noting(workshop: Workshop, patience: Patience = ENDLESS) -> Iterator[Notes]:
    """Look on at everything that is rendered meanwhile, and have an end to it."""
    notes = Notes(patience)
    before, workshop.renderer.watcher = workshop.renderer.watcher, notes
    try:
        yield notes
    finally:
        workshop.renderer.watcher = before


T = TypeVar("T")


def remembered(
    cache: MutableMapping[str, bytes] | None, key: str, kind: type[T], make: Callable[[], T]
) -> T:
    """Return what is kept under a name, or else make it and keep it."""
    if cache is None:
        return make()
    with suppress(msgspec.MsgspecError):  # damaged: it is made again
        if kept := cache.get(key):
            return msgspec.msgpack.decode(kept, type=kind)
    made = make()
    cache[key] = msgspec.msgpack.encode(made)
    return made
