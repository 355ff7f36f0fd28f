"""What is found in the finished texts of a pack: every rule, over all of its sample persons."""

import datetime
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from discloser.authoring.drafted.coverage import Part, Parts
from discloser.authoring.drafted.looked import FAILS, SLOW, Looked, Looking, Reached, Seen
from discloser.authoring.drafted.lost import phrase_that_lost
from discloser.authoring.drafted.mending import HOW
from discloser.authoring.drafted.origins import spot
from discloser.authoring.drafted.patience import (
    ENOUGH_PEOPLE,
    MOST_PEOPLE,
    Patience,
    TakesTooLongError,
)
from discloser.authoring.drafted.skipping import Skipped, Skipping, gap_finding
from discloser.authoring.drafted.unused import Unused
from discloser.authoring.finding import PackFinding, in_order
from discloser.authoring.places import Places, Spot
from discloser.authoring.stamp import Stamps
from discloser.authoring.workbench import Workbench
from discloser.errors import DiscloserError, TemplateError
from discloser.model.catalogue import Catalogue
from discloser.model.plan import Plan
from discloser.model.words import Severity
from discloser.packs.references import broken_references
from discloser.rendering.renderer import template_of

SHORTER = "Make its text and its template shorter; several short documents are better to read."
"""How to mend what takes too long."""


def rendered_findings(
    bench: Workbench, today: datetime.date, *, widely: bool = True
) -> list[PackFinding]:
    """Return what is found in the finished texts of a pack and not in those of the pack below.

    Unless ``widely``, that is in the texts of the sample persons as they are: no answers are made
    up for what nobody gets, and that is not told either. A pack that is not whole has no findings:
    what it lacks has to be mended first.
    """
    texts = looked_at(bench, today)
    if texts is None:
        return []
    found = [*texts.findings(widely=widely), *(texts.unused() if widely else ())]
    return list(in_order(found))


def looked_at(
    bench: Workbench, today: datetime.date, documents: Collection[str] | None = None
) -> "Texts | None":
    """Return the finished texts of a pack, or of some of its documents.

    None if the pack is not whole enough to write any.
    """
    if bench.pack is None or bench.broken or any(broken_references(bench.pack)):
        return None
    return Texts(bench, today, documents)


class Texts:
    """Everything that a pack writes for its sample persons."""

    def __init__(
        self, bench: Workbench, today: datetime.date, documents: Collection[str] | None = None
    ) -> None:
        self._bench = bench
        self._today = today
        self._places = Places(bench)
        self._cache = {} if bench.cache is None else bench.cache
        workshop = bench.workshop
        people = people_of(bench)
        self._stamps = Stamps(bench, today, people)
        count = len(documents or workshop.pack.documents)
        self._patience = Patience(count)
        rest = (workshop, people, today, self._stamps, self._cache, self._patience)
        self._looking = Looking(*rest)
        self._skipping = Skipping(*rest)
        self.hurried = ""
        """The document with which patience ended before everything was looked at."""
        self.looked: dict[str, Looked] = {}
        """Document to what came out; a document whose template is refused is not among them."""
        for document in workshop.pack.documents:
            if documents is None or document in documents:
                # A template that is refused whatever the person is: that is told elsewhere.
                with suppress(TemplateError), self._patiently(document):
                    self.looked[document] = self.look(document)

    def look(self, document: str) -> Looked:
        """Return what is found in one document. Raises TemplateError for a refused template."""
        return self._looking.look(self._bench.workshop.pack.documents[document])

    @property
    def count(self) -> int:
        """How many texts were written."""
        return sum(looked.texts for looked in self.looked.values())

    def findings(self, *, widely: bool = True) -> Iterator[PackFinding]:
        """Yield what guards and rules find, each place once; ``widely`` also with other answers."""
        found: dict[tuple[object, ...], _Found] = {}
        for document, seen in self._seen(widely=widely):
            at = spot(seen.origin, self._bench, self._places)
            if not self._is_own(at.file):
                if seen.about in self._seen_below.get(document, ()):
                    continue
                at = self._changed_in(document, seen.rule) or at
            key = (seen.rule, at, document if not at.line else "")
            before = found.setdefault(key, _Found(seen, at, document, 0))
            found[key] = before._replace(texts=before.texts + seen.texts)
        yield from (each.finding() for each in found.values())
        if self.hurried:
            at = self._places.entry("documents", self.hurried, "id")
            why = (
                f"The texts of {self.hurried}, for all sample persons and in every tone, take so "
                "long to write that the others were not looked at."
            )
            yield _slow(at, why, SHORTER)
        if (count := len(self._bench.people)) > MOST_PEOPLE:
            why = f"There are {count:,} sample persons, and a pack can have {MOST_PEOPLE}."
            yield _slow(Spot(self._places.manifest), why, "Take out those that are much alike.")

    def _seen(self, *, widely: bool) -> Iterator[tuple[str, Seen]]:
        """Yield all that was found, for the sample persons as they are and with other answers."""
        for document, looked in self.looked.items():
            yield from ((document, seen) for seen in looked.seen)
        for document, reached in self._reached.items() if widely else ():
            yield from ((document, seen) for seen in reached.seen)

    def unused(self) -> Iterator[PackFinding]:
        """Yield every branch, wording and document of the pack under work that nobody gets."""
        unused = Unused(self._bench, self._places)
        specs = self._bench.workshop.pack.documents
        for document, looked in self.looked.items():
            if not looked.texts:
                yield from unused.document(specs[document])
        used = self._used.union(*(reached.parts for reached in self._reached.values()))
        if self.hurried:
            return  # what was not tried may well be used
        told = {part for reached in self._reached.values() for part in reached.untried}
        for document, parts in self._missing.items():
            for part in parts:
                if part not in used and part not in told:
                    told.add(part)
                    yield unused.part(part, self._looking.parts(specs[document]), specs[document])

    @cached_property
    def skipped(self) -> dict[str, Skipped]:
        """Document to what came out when answers were left out in it.

        Of a pack that lies on another one these are the documents that it changes.
        """
        stack = self._bench.stack[:-1]
        below = _stamps(Workbench(stack, self._cache), self._today) if stack else None
        found = {}
        for name in self.looked:
            spec = self._bench.workshop.pack.documents[name]
            if below is None or not below.has(spec) or below.of(spec) != self._stamps.of(spec):
                with self._patiently(name):
                    found[name] = self._skipping.skip(spec)
        return found

    def gaps(self) -> Iterator[PackFinding]:
        """Yield what texts say because an answer is left out."""
        for document, skipped in self.skipped.items():
            for gap in skipped.gaps:
                at = spot(gap.origin, self._bench, self._places)
                if not self._is_own(at.file):
                    if gap.about in self._gaps_below.get(document, ()):
                        continue
                    at = self._changed_in(document, "") or at
                yield gap_finding(gap, at, document)

    @cached_property
    def _gaps_below(self) -> dict[str, set[tuple[object, ...]]]:
        stack = self._bench.stack[:-1]
        documents = {name for name, skipped in self.skipped.items() if skipped.gaps}
        if not stack or not documents:
            return {}
        texts = looked_at(Workbench(stack, self._cache), self._today, documents)
        skipped = texts.skipped if texts else {}
        return {name: {gap.about for gap in each.gaps} for name, each in skipped.items()}

    @cached_property
    def _used(self) -> frozenset[Part]:
        """What is used for the sample persons as they are."""
        return frozenset(part for looked in self.looked.values() for part in looked.used)

    @cached_property
    def _missing(self) -> dict[str, tuple[Part, ...]]:
        """Document to what is not used for the sample persons as they are."""
        specs = self._bench.workshop.pack.documents
        return {
            document: tuple(
                part
                for part in self._own_parts(self._looking.parts(specs[document]))
                if part not in self._used
            )
            for document, looked in self.looked.items()
            if looked.texts
        }

    @cached_property
    def _reached(self) -> dict[str, Reached]:
        """Document to what of that is used for them with other answers."""
        found: dict[str, Reached] = {}
        used: set[Part] = set()
        specs = self._bench.workshop.pack.documents
        for document, parts in self._missing.items():
            left = [part for part in parts if part not in used]
            with self._patiently(document):
                found[document] = self._looking.reach(specs[document], left)
                used |= found[document].parts
        return found

    @contextmanager
    def _patiently(self, document: str) -> Iterator[None]:
        """Work on a document, and note if that takes too long."""
        try:
            with self._patience.at_work():
                yield
        except TakesTooLongError:
            self.hurried = self.hurried or document

    def _own_parts(self, parts: Parts) -> Iterator[Part]:
        """Yield the branches and wordings that stand in files of the pack under work."""
        layers = self._bench.layers
        for part in parts.branches:
            if self._is_own(layers.template_files.get(part.where, "")):
                yield part
        own = [slot for slot in parts.slots if self._is_own(layers.sources["phrases", slot].file)]
        yield from parts.wordings(own)

    def _changed_in(self, document: str, rule: str) -> Spot | None:
        """Return what the pack under work changes in a document of the pack below."""
        pack = self._bench.workshop.pack
        spec = pack.documents[document]
        sources = self._bench.layers.sources
        slots = self._looking.parts(spec).slots
        own = [slot for slot in slots if self._is_own(sources["phrases", slot].file)]
        if own:
            slot = phrase_that_lost(rule, own, pack.catalogue, self._below)
            return self._places.wording("phrases", slot, "text", 0)
        template = self._bench.layers.template_files[template_of(document)]
        if self._is_own(template):
            return Spot(template)
        file = sources["documents", document].file
        return self._places.entry("documents", document, "id") if self._is_own(file) else None

    @cached_property
    def _below(self) -> Catalogue | None:
        """The catalogue of what the pack under work lies on."""
        stack = self._bench.stack[:-1]
        pack = Workbench(stack, self._cache).pack if stack else None
        return pack.catalogue if pack else None

    def _is_own(self, file: str) -> bool:
        return file.partition("/")[0] == self._bench.name

    @cached_property
    def _seen_below(self) -> dict[str, set[tuple[object, ...]]]:
        """Return what is found in the texts of the pack below, by document."""
        stack = self._bench.stack[:-1]
        documents = {name for name, looked in self.looked.items() if looked.seen}
        if not stack or not documents:
            return {}
        texts = looked_at(Workbench(stack, self._cache), self._today, documents)
        looked = texts.looked if texts else {}
        return {name: {seen.about for seen in each.seen} for name, each in looked.items()}


class _Found(NamedTuple):
    """One finding in one place, and in how many texts it shows."""

    seen: Seen
    at: Spot
    document: str
    """The first one that shows it."""
    texts: int

    def finding(self) -> PackFinding:
        """Return it as authors get it."""
        seen, at = self.seen, self.at
        if seen.rule == FAILS:
            why = f"It cannot be written for {seen.person}: {seen.message}"
        else:
            where = f"{self.document} for {seen.person}"
            more = f" and {self.texts - 1:,} more" if self.texts > 1 else ""
            many = "texts" if self.texts > 2 else "text"
            why = f"{seen.message} It shows in {where}{f'{more} {many}' if more else ''}."
        return PackFinding(
            seen.rule,
            seen.severity,
            at.file,
            at.line,
            at.column,
            at.text,
            why,
            HOW.get(seen.rule, SHORTER if seen.rule == SLOW else ""),
            seen.person,
            self.document,
        )


def _slow(at: Spot, why: str, how: str) -> PackFinding:
    return PackFinding(SLOW, Severity.BLOCK, at.file, at.line, at.column, at.text, why, how)


def _stamps(bench: Workbench, today: datetime.date) -> Stamps:
    return Stamps(bench, today, people_of(bench))


def people_of(bench: Workbench) -> dict[str, Plan]:
    """Return the sample persons that fit the pack; of the others something else is told.

    Of too many they are only some.
    """
    found: dict[str, Plan] = {}
    for name in bench.people:
        if len(found) >= ENOUGH_PEOPLE and len(bench.people) > MOST_PEOPLE:
            break
        with suppress(DiscloserError):
            found[name] = replace(bench.person(name), edit=())
    return found
