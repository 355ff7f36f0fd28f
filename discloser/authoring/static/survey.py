"""Everything that the checks of one pack look at, worked out once and only on use."""

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Places, Spot
from discloser.authoring.static.expressions import loop_names
from discloser.authoring.static.knowledge import Knowledge
from discloser.authoring.static.logic import World
from discloser.authoring.static.meaning import Meanings
from discloser.authoring.static.seen import Seen
from discloser.authoring.static.walk import Walk
from discloser.authoring.workbench import Workbench
from discloser.model.catalogue import Catalogue
from discloser.model.document import DocumentSpec
from discloser.model.language import ENGLISH, is_english
from discloser.model.lexicon import Lexicon
from discloser.model.texts import SpokenText, spoken_texts
from discloser.model.words import Severity
from discloser.packs.layers import KINDS
from discloser.packs.pack import Pack
from discloser.rendering.filters import filters_for
from discloser.rendering.renderer import template_of
from discloser.rendering.subset import Templates
from discloser.rendering.template.program import Program
from discloser.session.drafting import Workshop
from discloser.text.tags import in_tags

SHELVES = {**KINDS, "document": "documents"}
"""Kind of an entry to where it is kept."""

FILTER = re.compile(r"\|\s*([a-z][a-z0-9_]{0,39})(?:\([^()]{0,200}\))?")
FILTERS = frozenset([*filters_for(ENGLISH), "default"])


def _mended(source: str) -> str:
    """Return a template with a filter that exists in place of each that does not."""

    def known(found: re.Match[str]) -> str:
        return found[0] if found[1] in FILTERS else "|sentence"

    return in_tags(source, lambda tag: FILTER.sub(known, tag), "{%")


class Walked(Struct, frozen=True):
    """A document and what was seen in its template."""

    spec: DocumentSpec
    seen: Seen
    by_name: Seen
    """The same for people for whom it makes no sense and who ask for it all the same."""
    assigned: tuple[tuple[str, str, int], ...]
    """Template, name and line of every ``set``."""


class Survey:
    """A pack under work that can be read, and what its templates do."""

    def __init__(self, bench: Workbench, pack: Pack, places: Places) -> None:
        self.bench = bench
        self.pack = pack
        self.catalogue = pack.catalogue
        self.places = places
        self.english = is_english(pack.language)
        self.knowledge = Knowledge(pack.catalogue)

    def own(self, file: str) -> bool:
        """Return whether a file, as messages show it, is one of the pack under work."""
        return file.partition("/")[0] == self.bench.name

    def file_of(self, template: str) -> str:
        """Return how messages show a template."""
        return self.pack.template_files.get(template, template)

    @property
    def own_templates(self) -> list[str]:
        """The templates that the pack under work brings along."""
        return self.bench.folder.under("documents", ".j2")

    @cached_property
    def templates(self) -> Templates:
        """The templates of all packs laid over one another."""
        return self.bench.workshop.renderer.templates

    @cached_property
    def walked(self) -> tuple[Walked, ...]:
        """Every document that the pack under work has a part in, with what was seen in it.

        Those whose template cannot be read are left out.
        """
        documents = self.pack.documents.values()
        return tuple(
            self._walk(spec) for spec in documents if self._whole(spec) and self._ours(spec)
        )

    def _ours(self, spec: DocumentSpec) -> bool:
        """Return whether a document has something of the pack under work in it."""
        if len(self.bench.stack) == 1 or ("documents", spec.id) in self._own_entries:
            return True
        template = template_of(spec.id)
        if any(self.own(self.file_of(each)) for each in self._forgiving.programs(template)):
            return True
        said = {name.removeprefix("say.") for name in self._forgiving.names_used(template)}
        return any(("phrases", each) in self._own_entries for each in {*said, spec.subject})

    @cached_property
    def _own_entries(self) -> frozenset[tuple[str, str]]:
        """Shelf and id of every entry that stands in a file of the pack under work."""
        sources = self.bench.layers.sources
        return frozenset(key for key, source in sources.items() if self.own(source.file))

    @cached_property
    def readable(self) -> bool:
        """Whether every template could be read: only then is it known what nobody says."""
        documents = self.pack.documents
        return all(map(self._whole, documents.values())) and all(
            template_of(each) in self.pack.templates for each in documents
        )

    def _whole(self, spec: DocumentSpec) -> bool:
        return not self._forgiving.check(template_of(spec.id))

    @cached_property
    def _forgiving(self) -> Templates:
        """The templates without unknown filters: one slip is not to hide the others."""
        if not any(map(self.templates.check, self.own_templates)):
            return self.templates
        mended = {each: _mended(self.pack.templates[each]) for each in self.own_templates}
        pack = replace(self.pack, templates=self.pack.templates | mended)
        return Workshop(pack, self.bench.cache, self.bench.trusts).renderer.templates

    def _walk(self, spec: DocumentSpec) -> Walked:
        audiences = dict.fromkeys((*spec.audiences, *spec.also))
        programs = self._forgiving.programs(template_of(spec.id))
        rounds = {name for each in programs.values() for name in loop_names(each.body)}
        meanings = Meanings(self.knowledge, audiences, self.left_out, rounds)

        def seen(*, by_name: bool) -> Seen:
            worlds = self.knowledge.document(spec, by_name=by_name)
            walk = Walk(self.knowledge, meanings, programs)
            return walk.document(template_of(spec.id), worlds)

        usual = seen(by_name=False)
        assigned = tuple(
            (file, target, line)
            for file, program in programs.items()
            for target, line in program.assigned
        )
        return Walked(spec, usual, seen(by_name=True) if spec.when_any else usual, assigned)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The ids of entries that are there and could not be read."""
        layers = self.bench.layers
        lost = set(layers.documents) - set(self.pack.documents)
        for shelf, entries in layers.entries.items():
            lost |= set(entries) - set(map(str, getattr(self.catalogue, shelf)))
        return frozenset(lost)

    @cached_property
    def included(self) -> frozenset[str]:
        """Every template that some other one includes."""
        found: set[str] = set()
        for template in self.pack.templates:
            program = self.templates.read(template)
            if isinstance(program, Program):
                found.update(each.file for each in program.includes)
        return frozenset(found)

    @cached_property
    def said(self) -> dict[str, list[World]]:
        """Phrase id to the worlds in which some document says it."""
        found: dict[str, list[World]] = {}
        for each in self.walked:
            for phrase, worlds in each.seen.said.items():
                found.setdefault(phrase, []).extend(worlds)
            if each.spec.subject:
                found.setdefault(each.spec.subject, []).extend(self.knowledge.document(each.spec))
        return found

    @cached_property
    def lexicon(self) -> Lexicon:
        """What guards look for."""
        return Lexicon(self.catalogue)

    @cached_property
    def below(self) -> Catalogue | None:
        """The catalogue of the packs that this one lies on, if it does."""
        stack = self.bench.stack[:-1]
        pack = Workbench(stack, self.bench.cache).pack if stack else None
        return pack.catalogue if pack else None

    @cached_property
    def spoken(self) -> tuple[tuple[SpokenText, str], ...]:
        """Every text that the pack under work brings along, with its path inside its entry."""
        found = []
        replies: dict[str, int] = {}
        for text in spoken_texts(self.catalogue):
            path = text.key
            if text.shelf == "questions" and text.key == "reply":
                path = f"reply[{replies.get(text.entry, 0)}].text"
                replies[text.entry] = replies.get(text.entry, 0) + 1
            if self.has(text.shelf, text.entry, path):
                found.append((text, path))
        return tuple(found)

    def has(self, shelf: str, entry: str, path: str) -> bool:
        """Return whether a key of an entry stands in a file of the pack under work."""
        source = self.bench.layers.sources.get((shelf, entry))
        if source is None or not self.own(source.file):
            return False
        # An entry of a pack on top may give one key only; the others stand in the pack below.
        keys = self._changed.get((shelf, entry))
        return keys is None or path.partition(".")[0].partition("[")[0] in keys

    @cached_property
    def _changed(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The keys that the pack under work changes, by shelf and id, in entries from below."""
        return {
            (SHELVES.get(each.kind, each.kind), each.id): each.keys
            for each in self.bench.layers.replaced
            if each.pack == self.bench.name and not each.adds
        }


def finding(
    rule: str, at: Spot, why: str, how: str, *, warn: bool = False, document: str = ""
) -> PackFinding:
    """Return a finding at a place."""
    severity = Severity.WARN if warn else Severity.BLOCK
    return PackFinding(
        rule, severity, at.file, at.line, at.column, at.text, why, how, document=document
    )


Findings = Iterator[PackFinding]
