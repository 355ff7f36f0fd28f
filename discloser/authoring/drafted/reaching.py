"""Trying sample persons with other answers until a part of a document is used for one of them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import combinations, islice
from typing import NamedTuple

from msgspec.structs import replace

from discloser.authoring.drafted.changes import Choices, others
from discloser.authoring.drafted.coverage import Notes, Part, Parts
from discloser.authoring.drafted.patience import MOST_TRIES as MOST_TOGETHER
from discloser.authoring.explained.answers import keys_of, keys_of_fact, named
from discloser.authoring.explained.plain_words import names_in
from discloser.errors import TemplateError
from discloser.model.catalogue import Wording
from discloser.model.disclosure import Situation
from discloser.model.document import DocumentSpec
from discloser.model.plan import Plan
from discloser.model.wording import conditions, fields, fill, holds, true, wordings
from discloser.session.drafting import Drafter, Workshop
from discloser.session.packet import Place, fitting

MOST_PEOPLE = 4
"""Sample persons whose answers are changed to reach one part."""
MOST_STEPS = 5
"""Answers that are changed one after another to reach a wording."""
MOST_TRIES = 300
"""Documents that are written to reach a branch; what is not reached by then counts as such."""

UNMET = 100
"""What a condition that does not hold weighs against a wording in front that does."""

LEVEL_KEYS = ("boundaries.level", "boundaries.except", "choice.decision")


class _Try(NamedTuple):
    """A plan, and how far it is from having a wording used; at 0 it is."""

    distance: int
    plan: Plan
    keys: tuple[str, ...]
    """Keys of the answers that stand in the way."""


class Example(NamedTuple):
    """A text in which something is used that no sample person gets as it is."""

    person: str
    drafter: Drafter
    place: Place
    parts: frozenset[Part]
    """What is used in it for the first time."""


class Reaching:
    """Tries to have every part of one document used."""

    def __init__(
        self, spec: DocumentSpec, parts: Parts, workshop: Workshop, today: datetime.date
    ) -> None:
        self._spec = spec
        self._parts = parts
        self._workshop = workshop
        self._today = today
        self._catalogue = workshop.pack.catalogue
        self._drafters: dict[str, Drafter] = {}
        """What drafts the documents of the persons as they are."""
        self._fit: list[tuple[str, Plan]] | None = None
        self.tries = 0
        """How many plans were tried for the whole document."""
        self.untried: set[Part] = set()
        """What was given up before everything was tried."""

    def reach(
        self, missing: Iterable[Part], people: Mapping[str, Plan], notes: Notes
    ) -> Iterator[Example]:
        """Yield texts with parts that are used for one of these persons with other answers.

        ``notes`` have to look on at the workshop's renderer.
        """
        left = set(missing)
        choices = Choices(self._catalogue, tuple(people.values()))
        for part in sorted(left):
            if self._tired and part in left:
                self.untried.add(part)
                continue
            plans = self._for_branch if part.is_branch else self._for_wording
            for person, plan in plans(part, people, choices) if part in left else ():
                for example in self._used(person, plan, left, notes):
                    left -= example.parts
                    yield example
                if part not in left or self._tired:
                    break
            if self._tired and part in left:
                self.untried.add(part)

    @property
    def _tired(self) -> bool:
        return self.tries >= MOST_TOGETHER

    # --- wordings: step by step towards what they ask for ---

    def _for_wording(
        self, part: Part, people: Mapping[str, Plan], choices: Choices
    ) -> Iterator[tuple[str, Plan]]:
        """Yield plans for which a wording should be used."""
        for person in people.keys() - self._drafters.keys():
            self._drafters[person] = Drafter(people[person], self._workshop, self._today)
        each = ((person, self._distance(part, self._drafters[person])) for person in people)
        starts = [(person, found) for person, found in each if found]
        starts.sort(key=lambda start: start[1].distance)
        for person, start in starts[:MOST_PEOPLE]:
            best, steps = start, 0
            while best.distance and steps < MOST_STEPS:
                nearer = self._next(part, best, choices)
                if nearer.distance >= best.distance:
                    break
                best, steps = nearer, steps + 1
            if not best.distance:
                yield person, best.plan

    def _next(self, part: Part, best: _Try, choices: Choices) -> _Try:
        """Return the plan with one answer changed that is nearest to having a wording used."""
        start = best.plan
        for key in dict.fromkeys(best.keys):
            for plan in others(start, key, choices):
                if self._tired:
                    return best
                found = self._distance(part, Drafter(plan, self._workshop, self._today))
                if found and found.distance < best.distance:
                    best = found
                if not best.distance:
                    return best
        return best

    def _distance(self, part: Part, drafter: Drafter) -> _Try | None:
        """Return how far a plan is from having a wording used; None without the document."""
        self.tries += 1
        plan = drafter.plan
        found: list[_Try] = []
        for place in fitting(plan, [self._spec], drafter, None):
            here = drafter.disclosure(*place).situation
            listed = wordings(self._catalogue.phrases[part.where].text)
            wording = listed[part.number]
            keys = list(_unmet(wording, here))
            distance = UNMET * len(keys)
            choice = 1
            for other in listed[: part.number]:
                if _usable(other, here):
                    if conditions(other) == conditions(wording):
                        choice += 1
                        continue
                    distance += 1
                    keys.append(_conditions_of(other))
            plan = replace(plan, wording={**plan.wording, part.where: choice})
            found.append(_Try(distance, plan, tuple(key for each in keys for key in each)))
        return min(found, key=lambda each: each.distance, default=None)

    # --- branches: all that they depend on ---

    def _for_branch(
        self, part: Part, people: Mapping[str, Plan], choices: Choices
    ) -> Iterator[tuple[str, Plan]]:
        """Yield plans in which one answer that a branch depends on is another, then two."""
        branch = self._parts.branches[part]
        names = [name for test, local in branch.tests for name in names_in(test, local)]
        keys = list(dict.fromkeys(key for name in names for key in self._keys(name)))
        if self._fit is None:
            fit = ((person, plan) for person, plan in people.items() if self._fits(plan))
            self._fit = list(islice(fit, MOST_PEOPLE))
        yield from islice(_changed(self._fit, keys, choices), MOST_TRIES)

    def _keys(self, name: str) -> Iterable[str]:
        """Return the keys that a name in a template depends on."""
        if not name.startswith("say."):
            return keys_of(name)
        phrase = self._catalogue.phrases.get(name[4:])
        listed = wordings(phrase.text) if phrase else ()
        return [key for wording in listed for key in _conditions_of(wording)]

    def _fits(self, plan: Plan) -> bool:
        drafter = Drafter(plan, self._workshop, self._today)
        return any(True for _ in fitting(plan, [self._spec], drafter, None))

    def _used(self, person: str, plan: Plan, wanted: set[Part], notes: Notes) -> Iterator[Example]:
        """Write the document for a plan and yield it if one of the wanted parts is used."""
        self.tries += 1
        drafter = Drafter(plan, self._workshop, self._today)
        branches = self._parts.branches
        with suppress(TemplateError):  # told elsewhere
            for place in fitting(plan, [self._spec], drafter, None):
                written = drafter.write(*place)
                used = set(self._parts.said(drafter.disclosure(*place), written))
                used |= {each for each in wanted & branches.keys() if notes.used(branches[each])}
                if used & wanted:
                    yield Example(person, drafter, place, frozenset(used & wanted))


def _changed(
    plans: list[tuple[str, Plan]], keys: list[str], choices: Choices
) -> Iterator[tuple[str, Plan]]:
    """Yield plans with one answer changed, one plan after another, then with two."""
    for key in keys:
        for person, plan in plans:
            yield from ((person, changed) for changed in others(plan, key, choices))
    for first, second in combinations(keys, 2):
        for person, plan in plans:
            for changed in others(plan, first, choices):
                yield from ((person, both) for both in others(changed, second, choices))


def _unmet(wording: Wording, here: Situation) -> Iterator[tuple[str, ...]]:
    """Yield, for each condition of a wording that does not hold, the keys that it depends on."""
    if wording.level > here.level:
        yield LEVEL_KEYS
    if wording.tone not in {"", here.tone}:
        yield ("meeting.tone",)
    for topic in wording.reveals:
        if topic not in here.open_topics:
            yield LEVEL_KEYS
    for condition in wording.when:
        if not true([condition], here.facts):
            yield keys_of_fact(condition.removeprefix("not "))
    for name in fields(wording.text):
        if not here.names.get(name):
            yield _keys_of_blank(name)


def _usable(wording: Wording, here: Situation) -> bool:
    return holds(wording, here, here.tone) and fill(wording.text, here.names, {}) is not None


def _conditions_of(wording: Wording) -> tuple[str, ...]:
    """Return the keys that decide whether a wording is used."""
    keys = [key for each in wording.when for key in keys_of_fact(each.removeprefix("not "))]
    keys += [key for name in fields(wording.text) for key in _keys_of_blank(name)]
    keys += LEVEL_KEYS if wording.level or wording.reveals else ()
    return (*keys, "meeting.tone") if wording.tone else tuple(keys)


def _keys_of_blank(name: str) -> tuple[str, ...]:
    found = named(name)
    return found.keys if found else ("ask.values",)  # what asks give, as `gives` says
