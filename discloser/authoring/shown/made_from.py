"""What a document is made from: its template, the texts it says, and where each of them stands."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from discloser.authoring.drafted.mending import HOW
from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Places, Spot
from discloser.authoring.static.references import reference_findings
from discloser.authoring.static.survey import Survey
from discloser.authoring.workbench import Workbench
from discloser.disclosure.selection import speak
from discloser.errors import PackError, UnreadableError
from discloser.model.document import Finding
from discloser.model.words import Severity
from discloser.packs.references import broken_references
from discloser.rendering.renderer import template_of
from discloser.session.packet import Place
from discloser.session.session import Session

INCLUDE = re.compile(r"""\{%-?\s*include\s+["']([^"']+)["']""")
"""Takes in another template; the name stands there as it is."""

ASK_NAMES = ("ask", "asks", "more_asks", "objections")
"""What a template calls the things that are asked for."""


class Source(Struct, frozen=True):
    """One place that a document is made from."""

    what: str
    """What stands there, such as ``template`` or ``phrase opening_20s``."""
    file: str
    """As messages show it, with the pack in front."""
    line: int
    """1-based."""


class Origins:
    """Where the documents of a pack come from."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._places = Places(bench)

    def sources(self, session: Session, place: Place) -> tuple[Source, ...]:
        """Return the template, what it includes, and what it says in a document, own texts first.

        Raises TemplateError.
        """
        templates = list(self._templates(template_of(place[0].id), frozenset()))
        texts = list(self._texts(session, place))
        own = f"{self._bench.name}/"
        texts.sort(key=lambda source: not source.file.startswith(own))
        return tuple(dict.fromkeys([*templates, *texts]))

    def _templates(self, path: str, around: frozenset[str]) -> Iterator[Source]:
        layers = self._bench.layers
        if path in around or path not in layers.templates:
            return
        yield Source("template", layers.template_files[path], 1)
        for included in INCLUDE.findall(layers.templates[path]):
            yield from self._templates(included, around | {path})

    def _texts(self, session: Session, place: Place) -> Iterator[Source]:
        """Yield the entries whose words stand in a document, in the order of its template."""
        spec = place[0]
        needs = self._bench.workshop.renderer.needs(spec.id)
        slots = {*needs.slots, *([spec.subject] if spec.subject else ())}
        catalogue = session.workshop.pack.catalogue
        said = speak(catalogue, session.disclosure(place), sorted(slots))
        template = self._bench.layers.templates[template_of(spec.id)]
        for slot in sorted(said, key=lambda slot: template.find(f"say.{slot}")):
            if said[slot]:
                yield from self._entry("phrases", slot, "phrase")
        for shelf, name, what in _answers(session, place, needs.names):
            yield from self._entry(shelf, name, what)

    def _entry(self, shelf: str, name: str, what: str) -> Iterator[Source]:
        if (shelf, name) in self._bench.layers.sources:
            spot = self._places.entry(shelf, name)
            yield Source(f"{what} {name}", spot.file, max(spot.line, 1))

    # --- findings ---

    def troubles(self) -> tuple[PackFinding, ...]:
        """Return what keeps the pack from being used at all, each in its place."""
        found = [self.trouble(error) for error in self._bench.broken]
        if not found and self._bench.pack is not None:
            # In the same words and at the same place as `pack check` tells it.
            survey = Survey(self._bench, self._bench.pack, self._places)
            found = [each for each in reference_findings(survey) if each.rule == "p_reference"]
        if not found and self._bench.pack is not None:
            for broken in broken_references(self._bench.pack):
                spot = self._places.entry(broken.shelf, broken.entry, broken.key)
                where = f"In `{broken.key}`: " if broken.key else ""
                error = PackError(f"{where}{broken.message}", file=spot.file, fix=broken.fix)
                found.append(_in_place(error, spot))
        return tuple(dict.fromkeys(found))

    def trouble(self, error: UnreadableError) -> PackFinding:
        """Return what keeps a file from being read as a finding in its place."""
        if error.line or not error.place:
            return unplaced(error)
        return _in_place(error, self._places.locate(error.file, error.place))

    def found(
        self, findings: Iterable[Finding], made_from: tuple[Source, ...]
    ) -> tuple[PackFinding, ...]:
        """Return what is found in a finished text, each where its words stand in the pack."""
        return tuple(
            PackFinding(
                finding.rule,
                finding.severity,
                spot.file,
                spot.line,
                spot.column,
                spot.text,
                finding.message,
                HOW.get(finding.rule, ""),
            )
            for finding in findings
            for spot in [self._standing(finding.text, made_from)]
        )

    def _standing(self, words: str, made_from: tuple[Source, ...]) -> Spot:
        """Return where some words stand in what a document is made from, else its template."""
        if words:
            for source in made_from:
                lines = (self._bench.file(source.file) or "").split("\n")
                for number, line in enumerate(lines[source.line - 1 :], source.line):
                    # An entry ends where the next begins; a template is looked through as a whole.
                    if number > source.line and line.startswith("[["):
                        break
                    if (at := line.casefold().find(words.casefold())) >= 0:
                        return Spot(source.file, number, at + 1, line[at : at + len(words)])
        return Spot(made_from[0].file)


def _answers(
    session: Session, place: Place, names: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield shelf, id and kind of the entries that this person's answers bring in."""
    if not names.isdisjoint(ASK_NAMES):
        yield from (("accommodations", ask.id, "ask") for ask in session.plan.ask if ask.id)
    if "impacts" in names:
        yield from (("impacts", each.id, "impact") for each in session.plan.impact if each.id)
    if "questions" in names:
        for question in session.workshop.pack.catalogue.questions.values():
            if place[1] in question.askers:
                yield "questions", question.id, "question"


def unplaced(error: UnreadableError) -> PackFinding:
    """Return what keeps a file from being read as a finding, with the line that it knows itself."""
    return _in_place(error, Spot(error.file, error.line))


def _in_place(error: UnreadableError, spot: Spot) -> PackFinding:
    return PackFinding(
        "p_broken",
        Severity.BLOCK,
        spot.file,
        spot.line,
        spot.column,
        spot.text,
        error.reason,
        error.fix,
    )
