"""What a preview shows: which document for which sample person, and the moves from one to another.

Only sample persons of the pack are ever shown here. The state is plain data, and every move gives a
new one.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.finding import PackFinding
from discloser.authoring.shown.made_from import Origins, Source, unplaced
from discloser.authoring.workbench import Workbench
from discloser.disclosure.fact_words import fact_words
from discloser.disclosure.policy import level_for
from discloser.errors import PackError, UnreadableError, UsageError
from discloser.model.catalogue import Catalogue, usual
from discloser.model.document import Document, DocumentSpec
from discloser.model.plan import Plan
from discloser.model.wording import true
from discloser.model.words import Audience
from discloser.packs.people import about
from discloser.session.packet import Place
from discloser.session.papers import for_whom, tells
from discloser.session.session import Session
from discloser.text.english import plain
from discloser.text.nearest import nearest


class View(Struct, frozen=True):
    """What is looked at. What is empty is as the sample person's plan has it."""

    person: str = ""
    document: str = ""
    audience: str = ""
    tone: str = ""
    length: str = ""
    level: int | None = None


class Only(Struct, frozen=True):
    """The sample persons and documents that were named; empty for all."""

    people: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


EVERYTHING = Only()


class Shown(Struct, frozen=True):
    """One document as it is shown, or why it is not."""

    view: View
    title: str = ""
    whom: str = ""
    """For whom it is, in words: ``to say to your manager``."""
    audience: str = ""
    tone: str = ""
    length: str = ""
    level: int = 0
    """What holds for this text, whether the plan, the document or the view says so."""
    subject: str = ""
    text: str = ""
    """Without the marks of Markdown, and without the subject."""
    markdown: str = ""
    tells: tuple[str, ...] = ()
    """Sentences: what it tells, what it keeps private and why, how long it is."""
    remarks: tuple[str, ...] = ()
    """Sentences about the choice, such as why this person does not get it."""
    sources: tuple[Source, ...] = ()
    findings: tuple[PackFinding, ...] = ()
    """What is found in this text."""
    troubles: tuple[PackFinding, ...] = ()
    """What keeps the text from being written as the files are now."""
    old: bool = False
    """Whether the text is from before a file was broken."""

    @property
    def blocked(self) -> bool:
        """Whether a finding or a trouble stops this document."""
        return any(each.blocks for each in (*self.troubles, *self.findings))


class Showing:
    """The documents of one pack for its sample persons, on one day."""

    def __init__(self, bench: Workbench, today: datetime.date, only: Only = EVERYTHING) -> None:
        """The pack must be one that can be used: it has no troubles."""
        self.bench = bench
        self._origins = Origins(bench)
        self._today = today
        self._sessions: dict[View, Session] = {}
        self._plans: dict[str, Plan] = {}
        self.specs = bench.workshop.pack.documents
        self.catalogue: Catalogue = bench.workshop.pack.catalogue
        self.people = tuple(name for name in only.people if name in bench.people) or tuple(
            bench.people
        )
        """The sample persons to choose from."""
        self.documents = tuple(name for name in only.documents if name in self.specs) or tuple(
            self.specs
        )
        """The documents to choose from."""

    # --- what is shown ---

    def shown(self, view: View) -> Shown:
        """Return a document, or why it is not there."""
        try:
            return self._shown(view)
        except (UnreadableError, UsageError) as error:
            shown = Shown(view, self._title(view))
            with suppress(UnreadableError, UsageError):  # the person's file itself is broken
                shown = self.held(view)
            return replace(shown, troubles=(self._trouble(view, error),))

    def _shown(self, view: View) -> Shown:
        session = self._session(view)
        place = self._place(view, session.plan)
        shown = self._choice(view, session, place)
        why_not = self._unmet(session, place)
        if why_not:
            shown = replace(shown, remarks=(why_not, *shown.remarks))
            return replace(shown, sources=self._origins.sources(session, place))
        document = session.draft(place)
        made_from = self._origins.sources(session, place)
        return replace(
            shown,
            subject=document.subject,
            text=plain(document.text).strip(),
            markdown=document.text.strip(),
            tells=(*tells(session, document), *_size(document)),
            sources=made_from,
            findings=self._origins.found(document.findings, made_from),
        )

    def _choice(self, view: View, session: Session, place: Place) -> Shown:
        """Return what holds for a text, without the text."""
        spec, audience = place
        pack, meeting = session.workshop.pack, session.plan.meeting
        remarks = []
        decision = str(session.plan.choice.decision or "undecided")
        if decision not in spec.decisions:
            remarks.append(
                f"{view.person.title()} is not offered this document: the decision is "
                f"`{decision}`, and it is for {', '.join(spec.decisions)}."
            )
        elif spec.when_any and not self._unmet(session, place) and not self._any(session, place):
            remarks.append(
                f"{view.person.title()} is offered this document by name only: none of "
                f"{', '.join(spec.when_any)} holds."
            )
        return Shown(
            view,
            spec.title,
            for_whom(session, place),
            audience=str(audience),
            tone=meeting.tone or usual(pack.catalogue.tones),
            length=spec.spoken or meeting.length or usual(pack.catalogue.lengths),
            level=level_for(session.plan, pack.catalogue, audience),
            remarks=tuple(remarks),
        )

    def _unmet(self, session: Session, place: Place) -> str:
        """Say which answers a document needs that this person has not given; empty if none."""
        facts = session.disclosure(place).situation.facts
        unmet = [name for name in place[0].when if not true([name], facts)]
        if not unmet:
            return ""
        known = fact_words(session.workshop.pack.catalogue)
        words = []
        for name in unmet:
            bare = name.removeprefix("not ")
            told = known.get(bare)
            clause = (told.fails if bare != name else told.holds) if told else name
            words.append(f"{clause} (`{name}`)")
        return f"This person does not get this document. It is written only if {'; '.join(words)}."

    def _any(self, session: Session, place: Place) -> bool:
        facts = session.disclosure(place).situation.facts
        return any(true([name], facts) for name in place[0].when_any)

    def _trouble(self, view: View, error: UnreadableError | UsageError) -> PackFinding:
        if isinstance(error, UnreadableError):
            return self._origins.trouble(error)
        return unplaced(PackError(error.message, file=view.person))

    def _title(self, view: View) -> str:
        return self.specs[view.document].title if view.document in self.specs else view.document

    def held(self, view: View) -> Shown:
        """Return what holds for a text, without the text. Raises PlanError and UsageError."""
        session = self._session(view)
        return self._choice(view, session, self._place(view, session.plan))

    # --- from a view to a plan ---

    def _plan(self, person: str) -> Plan:
        if person not in self._plans:
            self._plans[person] = self.bench.person(person)
        return self._plans[person]

    def _session(self, view: View) -> Session:
        """Return the sample person's plan as the view wants it. Raises PlanError."""
        key = replace(view, document="") if view.level is None else view
        if key not in self._sessions:
            plan = self._plan(view.person)
            meeting = plan.meeting
            if view.tone:
                meeting = replace(meeting, tone=view.tone)
            if view.length:
                meeting = replace(meeting, length=view.length)
            plan = replace(plan, meeting=meeting)
            if view.level is not None:
                audience = self._place(view, plan)[1]
                levels = {**plan.boundaries.level, audience: view.level}
                plan = replace(plan, boundaries=replace(plan.boundaries, level=levels))
            self._sessions[key] = Session(plan, self.bench.workshop, self._today)
        return self._sessions[key]

    def _place(self, view: View, plan: Plan) -> Place:
        """Return a document with the one who reads it. Raises UsageError."""
        spec = self.specs.get(view.document)
        if spec is None:
            raise unknown("document", view.document, self.specs)
        return spec, self._reader(view, spec, plan)

    def _reader(self, view: View, spec: DocumentSpec, plan: Plan) -> Audience:
        if view.audience in spec.audiences:
            return Audience(view.audience)
        if plan.audience in spec.audiences:
            return plan.audience
        return spec.to or spec.audiences[0]

    # --- which there are ---

    def about(self, person: str) -> str:
        """Return what the first comment in a sample person's file says."""
        return about(self.bench.people[person].text)

    def offered(self, person: str) -> set[str]:
        """Return the documents that a sample person is offered; none if the file is broken."""
        try:
            session = self._session(View(person))
        except (UnreadableError, UsageError):
            return set()
        return {spec.id for spec, _ in session.places()}

    def views(self, like: View, only: Only) -> Iterator[View]:
        """Yield every document of every sample person, as far as they were not named otherwise.

        A document that was named together with a person is there even if it does not fit.
        """
        for person in self.people:
            view = replace(like, person=person)
            try:
                places = self._session(replace(view, document="", level=None)).places()
            except UnreadableError:
                yield replace(view, document=self.documents[0])
                continue
            audiences: dict[str, list[str]] = {}
            for spec, audience in places:
                audiences.setdefault(spec.id, []).append(str(audience))
            for name in self.documents:
                fits = audiences.get(name, [""] if only.people and only.documents else [])
                if like.audience:
                    fits = (
                        [like.audience]
                        if fits and like.audience in self.specs[name].audiences
                        else []
                    )
                for reader in fits:
                    yield replace(view, document=name, audience=reader)


def require(bench: Workbench, view: View, only: Only) -> None:
    """Raise UsageError for a name that the pack does not have, with the nearest that it has."""
    if bench.pack is None:
        return
    catalogue = bench.pack.catalogue
    for what, names, known in (
        ("sample person", only.people, bench.people),
        ("document", only.documents, bench.pack.documents),
        ("audience", (view.audience,), list(map(str, catalogue.audiences))),
        ("tone", (view.tone,), list(catalogue.tones)),
        ("length", (view.length,), list(catalogue.lengths)),
    ):
        for name in names:
            if name and name not in known:
                raise unknown(what, name, known)


def unknown(what: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a name that there is not, with the nearest that there is."""
    known = list(known)
    near = nearest(name, known)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(known)}."
    return UsageError(f"There is no {what} {name!r}. {hint}")


def _size(document: Document) -> tuple[str, ...]:
    if document.spoken_seconds:
        return (f"{document.words} words, about {document.spoken_seconds} seconds aloud.",)
    return (f"{document.words} words.",)
