"""Leaving out answers of sample persons in every combination, to see that no gap is left."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from functools import reduce
from itertools import chain, combinations

import msgspec
from msgspec import Struct

from discloser.authoring.drafted.changes import OPTIONAL, without
from discloser.authoring.drafted.coverage import Notes
from discloser.authoring.drafted.gaps import gaps
from discloser.authoring.drafted.looked import FAILS, noting, remembered
from discloser.authoring.drafted.mending import HOW
from discloser.authoring.drafted.origins import Origin, origin_of, pieces_of
from discloser.authoring.drafted.patience import ENDLESS, Patience
from discloser.authoring.explained.answers import KEY_WORDS, keys_of
from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Spot
from discloser.authoring.stamp import Stamps
from discloser.errors import TemplateError
from discloser.model.document import DocumentSpec
from discloser.model.language import is_english
from discloser.model.plan import Plan
from discloser.model.words import Audience, Severity
from discloser.rendering.renderer import template_of
from discloser.session.drafting import Drafter, Workshop, Written
from discloser.session.packet import Place, fitting
from discloser.text.english import join_list

MOST_ANSWERS = 8
"""Answers of which every combination is left out; of more, each, each pair, and all but each."""

MOST_OTHERS = 2
"""Further sample persons who have something that the first one has not."""

NAME = re.compile(r"[a-z][a-z0-9_]*")

AFTER_WITHOUT = {
    "person.call": "the name that others call the person",
    "why.context": "answers on the workplace",
    "impact": "anything that is hard at work",
    "impact.often": "how often the effect is felt",
    "impact.own_words": "own words on what is hard at work",
    "ask": "anything to ask for",
    "ask.more": "a second thing to ask for",
    "ask.helps": "a sentence on what the change makes possible",
    "ask.confirmed": "confirmed facts in the reply",
    "truth.confirmed": "lines that are confirmed to be true",
    "boundaries.level": "a level for this reader",
    "boundaries.except": "exceptions to the levels",
    "meeting.call": "the name that the person calls the other one",
    "meeting.channel": "the way in which the talk takes place",
    "meeting.minutes": "the minutes of the talk",
    "meeting.legal_line": "the wish for a line that names the law",
    "meeting.work_topic": "the topic that the person is working on",
    "outcome.item": "notes on what became of the asks",
    "outcome.item.who": "the one who does what was agreed",
    "outcome.item.by": "the day by which it is done",
    "outcome.item.note": "the note on what was agreed",
    "outcome.log": "notes on what happened since the talk",
}
"""Key to what it is called after "without", where its usual words do not stand well there."""


class Gap(Struct, frozen=True):
    """Something that a text says because an answer is missing."""

    keys: tuple[str, ...]
    """Keys of the answers that were left out, as few as it takes."""
    says: str
    """What looks wrong, or why the text cannot be written."""
    fails: bool
    """Whether the text cannot be written at all."""
    origin: Origin
    person: str
    audience: Audience

    @property
    def about(self) -> tuple[object, ...]:
        """What makes two of them the same."""
        return (self.keys, self.says, self.origin)

    def follows(self, other: "Gap") -> bool:
        """Return whether another gap, for which fewer answers have to be missing, says it too."""
        return self.says == other.says and set(other.keys) <= set(self.keys)


class Skipped(Struct, frozen=True):
    """What came out for one document."""

    gaps: tuple[Gap, ...] = ()
    answers: int = 0
    """How many answers of the first person have a say in the document."""
    texts: int = 0
    """How many different texts were looked at."""

    @property
    def every(self) -> bool:
        """Whether every combination of these answers was left out."""
        return self.answers <= MOST_ANSWERS


class Skipping:
    """Leaves out answers in the documents of one pack on one day."""

    def __init__(
        self,
        workshop: Workshop,
        people: Mapping[str, Plan],
        today: datetime.date,
        stamps: Stamps,
        cache: MutableMapping[str, bytes] | None,
        patience: Patience = ENDLESS,
    ) -> None:
        """All methods raise TakesTooLongError once ``patience`` has ended."""
        self._patience = patience
        self._workshop = workshop
        self._people = people
        self._given = {person: given(plan) for person, plan in people.items()}
        self._today = today
        self._stamps = stamps
        self._cache = cache

    def skip(self, spec: DocumentSpec) -> Skipped:
        """Return what is found in one document. Raises TemplateError for a refused template."""
        key = f"skipped {self._stamps.of(spec)}"
        return remembered(self._cache, key, Skipped, lambda: self._skip(spec))

    def _skip(self, spec: DocumentSpec) -> Skipped:
        found: list[Gap] = []
        answers = texts = 0
        with noting(self._workshop, self._patience) as notes:
            for number, (person, place) in enumerate(self._readers(spec)):
                trial = _Trial(self._people[person], place, self._workshop, self._today, notes)
                for keys in left_out(trial.keys, widely=number == 0):
                    self._patience.go_on()
                    for says, fails, origin in trial.gaps(keys):
                        gap = Gap(keys, says, fails, origin, person, place[1])
                        if not any(map(gap.follows, found)):
                            found.append(gap)
                answers = answers if number else len(trial.keys)
                texts += trial.texts
        return Skipped(tuple(found), answers, texts)

    def _readers(self, spec: DocumentSpec) -> list[tuple[str, Place]]:
        """Return for whom to write a document: who answered most, and who adds something to it."""
        fit = [
            (person, place, {*self._given[person], str(place[1]), *_course(plan, spec)})
            for person, plan in self._people.items()
            for place in fitting(plan, [spec], Drafter(plan, self._workshop, self._today), None)
        ]
        fit.sort(key=lambda each: -len(each[2]))
        chosen: list[tuple[str, Place]] = []
        known: set[str] = set()
        while fit and len(chosen) <= MOST_OTHERS:
            most = max(fit, key=lambda each: len(each[2] - known))
            if not most[2] - known:
                break
            fit.remove(most)
            known |= most[2]
            chosen.append(most[:2])
        return chosen


def left_out(keys: tuple[str, ...], *, widely: bool) -> Iterator[tuple[str, ...]]:
    """Yield which answers to leave out, few first.

    ``widely`` is every combination if they are few, and else each, each two, all but each, and all;
    otherwise it is each, and all.
    """
    count = len(keys)
    sizes: Iterable[int] = (1, count)
    if widely:
        sizes = range(1, count + 1) if count <= MOST_ANSWERS else (1, 2, count - 1, count)
    return chain.from_iterable(combinations(keys, size) for size in sizes if size)


def gap_finding(gap: Gap, at: Spot, document: str) -> PackFinding:
    """Return a gap as a finding in its place."""
    without = f"Without {join_list(in_words(gap.keys))}"
    if gap.fails:
        rule, why = FAILS, f"{without} it cannot be written: {gap.says}"
    else:
        rule, why = "r_fill", f'{without} it says "{gap.says}".'
    return PackFinding(
        rule,
        Severity.BLOCK,
        at.file,
        at.line,
        at.column,
        at.text,
        why,
        ""
        if gap.fails
        else HOW[rule].replace("name", at.text if NAME.fullmatch(at.text) else "name"),
        gap.person,
        document,
    )


def _course(plan: Plan, spec: DocumentSpec) -> list[str]:
    """Return what else makes two plans of the same answers different for a document."""
    return [str(plan.outcome.result) if spec.phase == "after" else str(plan.choice.decision)]


def given(plan: Plan) -> list[str]:
    """Return the keys of the answers that a person gave and could have skipped."""
    return [key for key in OPTIONAL if without(plan, key) != plan]


def in_words(keys: Iterable[str]) -> list[str]:
    """Return what answers are called, to read after "without"."""
    return [_words(key) for key in keys]


def _words(key: str) -> str:
    table, _, topic = key.partition(".")
    if table == "health":
        return f"what the person wrote on {topic.replace('_', ' ')}"
    return AFTER_WITHOUT.get(key) or KEY_WORDS[key]


class _Trial:
    """One document of one person, written again and again with fewer answers."""

    def __init__(
        self, plan: Plan, place: Place, workshop: Workshop, today: datetime.date, notes: Notes
    ) -> None:
        self._plan = plan
        self._place = place
        self._workshop = workshop
        self._today = today
        self._notes = notes
        self._seen: dict[bytes, Written | TemplateError] = {}
        self._drafted: dict[frozenset[str], tuple[Drafter, bytes] | None] = {}
        self._done: set[bytes] = set()
        self._known: set[str] = set()
        """What looks wrong already with all answers: that is told elsewhere."""
        self._english = is_english(workshop.pack.language)
        disclosed = self._disclosed(())
        whole = self._text(disclosed) if disclosed else None
        if isinstance(whole, Written):
            self._known = set(self._in(whole))
        self._given = given(plan)
        bare = self._barest()
        self.keys = tuple(key for key in self._given if self._matters(key, bare))

    @property
    def texts(self) -> int:
        """How many different texts were written."""
        return len(self._seen)

    def gaps(self, keys: tuple[str, ...]) -> Iterator[tuple[str, bool, Origin]]:
        """Yield what looks wrong without some answers and was not wrong with them."""
        disclosed = self._disclosed(keys)
        if disclosed is None or disclosed[1] in self._done:
            return
        self._done.add(disclosed[1])
        written = self._text(disclosed)
        if isinstance(written, TemplateError):
            yield written.reason, True, self._failed(written)
            return
        for says in dict.fromkeys(self._in(written)):
            if says not in self._known:
                yield says, False, self._origin(says, keys, disclosed[0])

    def _in(self, written: Written) -> Iterator[str]:
        yield from gaps(written.text, english=self._english)
        if self._place[0].subject:
            yield from gaps(written.subject, english=self._english)

    def _barest(self) -> tuple[str, ...]:
        """Return as many answers as can be left out together so that the document still fits."""
        bare: tuple[str, ...] = ()
        for key in self._given:
            if self._disclosed((*bare, key)):
                bare = (*bare, key)
        return bare

    def _matters(self, key: str, bare: tuple[str, ...]) -> bool:
        """Return whether a document is another one without an answer, or with that one alone."""
        rest = tuple(other for other in bare if other != key)
        return self._differ((key,), ()) or self._differ(rest, (*rest, key))

    def _differ(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        first, second = self._disclosed(one), self._disclosed(other)
        if first is None or second is None or first[1] == second[1]:
            return False
        one_text, other_text = self._text(first), self._text(second)
        if isinstance(one_text, TemplateError) or isinstance(other_text, TemplateError):
            return str(one_text) != str(other_text)
        return one_text != other_text

    def _disclosed(self, keys: tuple[str, ...]) -> tuple[Drafter, bytes] | None:
        """Return what drafts the document without some answers, if it still makes sense then."""
        left = frozenset(keys)
        if left not in self._drafted:
            plan = reduce(without, keys, self._plan)
            drafter = Drafter(plan, self._workshop, self._today)
            spec, audience = self._place
            fits = self._place in fitting(plan, [spec], drafter, audience)
            told = msgspec.msgpack.encode(drafter.disclosure(spec, audience)) if fits else b""
            self._drafted[left] = (drafter, told) if fits else None
        return self._drafted[left]

    def _text(self, disclosed: tuple[Drafter, bytes]) -> Written | TemplateError:
        drafter, key = disclosed
        if key not in self._seen:
            try:
                self._seen[key] = drafter.write(*self._place)
            except TemplateError as error:
                self._seen[key] = error
        return self._seen[key]

    def _failed(self, error: TemplateError) -> Origin:
        files = self._workshop.pack.template_files
        path = next((path for path, shown in files.items() if shown == error.file), error.file)
        return Origin("template", name=path, line=error.line)

    def _origin(self, says: str, keys: tuple[str, ...], drafter: Drafter) -> Origin:
        """Return where a gap comes from: its words, or else where what is missing is read."""
        spec, audience = self._place
        written = drafter.write(spec, audience)  # for the notes on what it is made from
        pack, renderer = self._workshop.pack, self._workshop.renderer
        disclosure = drafter.disclosure(spec, audience)
        pieces = pieces_of(self._notes.data, spec.subject, written.subject, disclosure)
        templates = {path: pack.templates[path] for path in renderer.programs(spec.id)}
        found = origin_of(says, spec.id, pieces, pack.catalogue, templates)
        if found.kind != "template" or found.line:
            return found
        for use in renderer.templates.uses(template_of(spec.id)):
            if not set(keys).isdisjoint(keys_of(use.name)):
                word = use.name.rpartition(".")[2].removesuffix("[]")
                return Origin("template", name=use.file, line=use.line, words=word)
        return found
