"""A document piece by piece: what its template says, when, from what answers, and what it tells."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.explained.answers import (
    GIVEN,
    Answer,
    answers,
    keys_of,
    keys_of_fact,
    named,
)
from discloser.authoring.explained.plain_words import (
    PlainWords,
    dotted,
    names_in,
)
from discloser.authoring.explained.prose import Prose, Said
from discloser.authoring.workbench import Workbench
from discloser.errors import UsageError
from discloser.model.document import DocumentSpec
from discloser.model.wording import conditions, fields
from discloser.model.words import Topic
from discloser.rendering.context import ASIDE
from discloser.rendering.names import NAMES
from discloser.rendering.renderer import template_of
from discloser.rendering.template.program import (
    All,
    Expression,
    For,
    If,
    Include,
    Path,
    Print,
    Program,
    Set,
    Step,
    Text,
)
from discloser.text.nearest import nearest

MOST_SPELT = 2
"""Earlier cases of an ``if`` that are spelt out for the later ones; of more it is said that none
holds."""


class Told(Struct, frozen=True):
    """A topic that a piece may tell."""

    topic: Topic
    words: str
    level: int | None
    """Lowest level of the reader; none if it takes an exception."""
    if_asked: bool = False
    """Whether it is an answer that is kept until somebody asks."""


class Worded(Struct, frozen=True):
    """One wording of a phrase."""

    text: str
    file: str
    line: int
    when: tuple[str, ...]
    """What must hold, one clause each; empty for a wording that always fits."""
    among: tuple[int, ...] = ()
    """Places, from 1, of the wordings with the same conditions, between which people choose."""


class Piece(Struct, frozen=True):
    """Something that a document says in one go, under one condition."""

    file: str
    """As messages show it."""
    line: int
    says: str
    """Its fixed text, with the names of values in braces; empty for a phrase."""
    phrase: str = ""
    """Id of the phrase that it says."""
    when: tuple[str, ...] = ()
    """What must hold, one clause each; empty for a piece that always shows."""
    rounds: tuple[str, ...] = ()
    """How often it shows, such as "once for each thing asked for"; the outer loop in front."""
    wordings: tuple[Worded, ...] = ()
    """For a phrase: its wordings, the first that fits is used."""
    answers: tuple[Answer, ...] = ()
    tells: tuple[Told, ...] = ()


class Explained(Struct, frozen=True):
    """A document of a pack."""

    document: str
    title: str
    file: str
    """Its template."""
    readers: str
    when: tuple[str, ...]
    """What must hold for it to be written."""
    decisions: tuple[str, ...]
    subject: Piece | None
    pieces: tuple[Piece, ...]


def explain(bench: Workbench, document: str) -> Explained:
    """Return what a document says. Raises UsageError, PackError and TemplateError."""
    pack = bench.workshop.pack
    if document not in pack.documents:
        near = nearest(document, pack.documents)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(pack.documents)}."
        raise UsageError(f"There is no document {document!r} in {bench.name}. {hint}")
    return Explainer(bench).explain(pack.documents[document])


class Explainer:
    """What is needed to explain the documents of one pack, worked out once for all of them."""

    def __init__(self, bench: Workbench) -> None:
        self.pack = bench.workshop.pack
        self.renderer = bench.workshop.renderer
        self.words = PlainWords(self.pack.catalogue)
        self.texts: dict[tuple[str, str, str], tuple[Said, ...]] = {}
        """Kind, entry and key to the wordings that count: those of the highest pack."""
        for folder in bench.stack:
            self.texts |= Prose(folder).by_text

    def explain(self, spec: DocumentSpec) -> Explained:
        """Return what a document says. Raises TemplateError."""
        file = template_of(spec.id)
        walk = _Walk(self, spec, self.renderer.programs(spec.id))
        return Explained(
            document=spec.id,
            title=spec.title,
            file=self.pack.template_files[file],
            readers=self.words.readers(spec),
            when=self.words.document(spec),
            decisions=self.words.decisions(spec),
            subject=walk.said(spec.subject) if spec.subject else None,
            pieces=tuple(walk.pieces(file)),
        )


class _Here(Struct, frozen=True):
    """Where in a template the walk is, and under which conditions."""

    file: str
    local: dict[str, str]
    when: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Dotted names that the conditions read."""
    rounds: tuple[str, ...] = ()

    def under(self, clauses: Iterable[str], names: Iterable[str]) -> "_Here":
        """Return the same place under further conditions."""
        return replace(self, when=(*self.when, *clauses), names=(*self.names, *names))


class _Walk:
    def __init__(
        self, explainer: Explainer, spec: DocumentSpec, programs: Mapping[str, Program]
    ) -> None:
        self.words = explainer.words
        self.texts = explainer.texts
        self.files = explainer.pack.template_files
        self.spec = spec
        self.programs = programs

    def pieces(self, file: str) -> Iterator[Piece]:
        """Yield what a file says; values and fixed text that stand together are one piece."""
        open_: tuple[_Here, Piece] | None = None
        for here, piece in self._body(self.programs[file].body, _Here(file, {})):
            if open_ and _together(open_, (here, piece)):
                open_ = (here, _merged(open_[1], piece))
                continue
            if open_ and any(map(str.isalnum, open_[1].says or open_[1].phrase)):
                yield open_[1]
            open_ = (here, piece)
        if open_ and any(map(str.isalnum, open_[1].says or open_[1].phrase)):
            yield open_[1]

    def said(self, phrase: str) -> Piece:
        """Return a phrase that stands by itself, such as a subject line."""
        piece = self._phrase(_Here(template_of(self.spec.id), {}), phrase, 0)
        return replace(piece, file=piece.wordings[0].file if piece.wordings else piece.file)

    def _body(self, steps: tuple[Step, ...], here: _Here) -> Iterator[tuple[_Here, Piece]]:
        for step in steps:
            match step:
                case Text():
                    for offset, text in enumerate(step.text.split("\n")):
                        if text:
                            yield here, self._piece(here, step.line + offset, text)
                case Print():
                    yield here, self._printed(here, step)
                case If():
                    yield from self._if(step, here)
                case For():
                    yield from self._for(step, here)
                case Set():
                    here.local[step.target] = _meant(step.value, here.local)
                case Include():
                    inner = replace(here, file=step.file, local=dict(here.local))
                    yield from self._body(self.programs[step.file].body, inner)

    def _if(self, step: If, here: _Here) -> Iterator[tuple[_Here, Piece]]:
        before: list[str] = []
        names: list[str] = []
        for branch in step.branches:
            names += names_in(branch.test, here.local)
            tests = branch.test.values if isinstance(branch.test, All) else (branch.test,)
            clauses = [*_none_of(before), *(self.words.holds(test, here.local) for test in tests)]
            yield from self._body(branch.body, here.under(clauses, names))
            before.append(self.words.fails(branch.test, here.local))
        yield from self._body(step.otherwise, here.under(_none_of(before), names))

    def _for(self, step: For, here: _Here) -> Iterator[tuple[_Here, Piece]]:
        items = dotted(step.items, here.local)
        inner = replace(here, local={**here.local, step.target: f"{items}[]"})
        inner = replace(inner.under((), (items,)), rounds=(*here.rounds, self.words.rounds(items)))
        yield from self._body(step.body, inner)
        empty = self.words.fails(step.items, here.local)
        yield from self._body(step.otherwise, here.under((empty,), (items,)))

    def _printed(self, here: _Here, step: Print) -> Piece:
        names = names_in(step.value, here.local)
        if isinstance(step.value, Path) and names[0].startswith("say."):
            return self._phrase(here, names[0][4:], step.line)
        shown = self.words.value(step.value, here.local)
        topics = [topic for name in names for topic in self._topics(name)]
        return self._piece(here, step.line, f"{{{shown}}}", names, topics)

    def _piece(
        self,
        here: _Here,
        line: int,
        says: str,
        names: Iterable[str] = (),
        topics: Iterable[Told] = (),
    ) -> Piece:
        keys = [key for name in (*here.names, *names) for key in self._keys(name)]
        return Piece(
            file=self.files[here.file],
            line=line,
            says=says,
            when=tuple(dict.fromkeys(here.when)),
            rounds=here.rounds,
            answers=answers(keys),
            tells=tuple(dict.fromkeys(topics)),
        )

    def _phrase(self, here: _Here, phrase: str, line: int) -> Piece:
        itself = f"say.{phrase}"
        found = self.texts.get(("phrase", phrase, "text"), ())
        worded = tuple(
            Worded(
                each.wording.text,
                each.file,
                each.line,
                self.words.wording(each.wording),
                _alike(each, found),
            )
            for each in found
        )
        topics = [told for each in found for told in self._told(each)]
        names = tuple(name for name in here.names if name != itself)
        piece = self._piece(replace(here, names=names), line, "", [itself], topics)
        # That a phrase is said where it has a line that fits goes without saying.
        when = [clause for clause in piece.when if clause != self.words.holds(_say(phrase), {})]
        return replace(piece, phrase=phrase, when=tuple(when), wordings=worded)

    def _keys(self, name: str) -> Iterator[str]:
        """Yield the keys of the plan behind a dotted name; a phrase reads what its wordings do."""
        if not name.startswith("say."):
            yield from GIVEN if name in self.words.given else keys_of(name)
            return
        for said in self.texts.get(("phrase", name[4:], "text"), ()):
            for condition in said.wording.when:
                yield from keys_of_fact(condition.removeprefix("not "))
            for field in fields(said.wording.text):
                known = named(field)
                yield from known.keys if known else GIVEN if field in self.words.given else ()
            if said.wording.tone:
                yield "meeting.tone"
            if said.wording.level or said.wording.reveals:
                yield from ("boundaries.level", "boundaries.except")

    def _told(self, said: Said) -> Iterator[Told]:
        for topic in said.wording.reveals:
            yield self._topic(topic)
        for field in fields(said.wording.text):
            name = NAMES.general.get(field)
            if name and name.topic:
                yield self._topic(name.topic)
            elif field.startswith("impact"):
                yield self._topic(Topic.WORK_EFFECT)

    def _topics(self, name: str) -> Iterator[Told]:
        """Yield the topics that a value of a template may tell."""
        top, _, part = name.partition(".")
        top = top.partition("[")[0]
        if top == "health" and part in set(Topic):
            yield self._topic(Topic(part))
        elif top == "told":
            yield from (self._topic(topic) for topic in self.spec.reads if topic in ASIDE)
        elif top == "prepared":
            yield from (replace(self._topic(topic), if_asked=True) for topic in self.spec.reads)
        elif top.startswith("impact"):
            yield self._topic(Topic.WORK_EFFECT)
        elif (known := NAMES.templates.get(top)) and known.topic:
            yield self._topic(known.topic)

    def _topic(self, topic: Topic) -> Told:
        entry = self.words.catalogue.topics.get(topic)
        return Told(topic, self.words.topic(topic), entry.level if entry else None)


def _alike(said: Said, among: Iterable[Said]) -> tuple[int, ...]:
    """Return the places of the wordings that hold where one does; empty if it is alone."""
    own = (said.wording.tone, conditions(said.wording))
    places = tuple(
        each.place for each in among if (each.wording.tone, conditions(each.wording)) == own
    )
    return places if len(places) > 1 else ()


def _say(phrase: str) -> Path:
    return Path("say", (phrase,), 0)


def _meant(value: Expression, local: Mapping[str, str]) -> str:
    """Return the dotted name that a ``set`` stands for: the first that it reads."""
    return next(iter(names_in(value, local)), "")


def _none_of(before: list[str]) -> list[str]:
    """Return the clauses for earlier cases that do not hold."""
    if len(before) > MOST_SPELT:
        return [f"none of the {len(before)} cases above it holds"]
    return before


def _together(one: tuple[_Here, Piece], two: tuple[_Here, Piece]) -> bool:
    """Return whether two pieces stand on one line under the same conditions."""
    (_, first), (_, second) = one, two
    same = (first.file, first.line, first.when, first.rounds)
    return same == (second.file, second.line, second.when, second.rounds) and not (
        first.phrase or second.phrase
    )


def _merged(one: Piece, two: Piece) -> Piece:
    return replace(
        one,
        says=one.says + two.says,
        answers=tuple(sorted({*one.answers, *two.answers})),
        tells=tuple(dict.fromkeys((*one.tells, *two.tells))),
    )
