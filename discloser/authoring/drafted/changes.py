"""A sample person's plan with other answers: one left out, or another one given."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

from discloser.model.catalogue import Catalogue
from discloser.model.plan import AskAnswer, OutcomeItem, Plan
from discloser.model.words import (
    Answer,
    Audience,
    Channel,
    Decision,
    ItemState,
    Often,
    Result,
    Stance,
    Topic,
)

HIGHEST_LEVEL = 5

SECTIONS = frozenset({"person", "why", "choice", "meeting", "truth", "outcome"})
"""Tables of a plan that stand once."""

LISTS = frozenset({"ask", "impact"})
"""Tables of a plan that can stand many times."""

OPTIONAL = (
    *("person.name", "person.call", "person.role", "why.reasons", "why.context", "choice.later"),
    *("impact", "impact.values", "impact.often", "impact.own_words"),
    *("ask", "ask.more", "ask.values", "ask.trial_weeks", "ask.fallback", "ask.helps"),
    *("ask.confirmed", "truth.confirmed"),
    *(f"health.{topic}" for topic in Topic),
    *("boundaries.level", "boundaries.except"),
    *("meeting.name", "meeting.call", "meeting.channel", "meeting.date", "meeting.time"),
    *("meeting.minutes", "meeting.place", "meeting.country", "meeting.legal_line"),
    *("meeting.work_topic", "outcome.held_on", "outcome.review_on", "outcome.item"),
    *("outcome.item.who", "outcome.item.by", "outcome.item.note", "outcome.log"),
)
"""Keys of answers that a person can skip, as plan files write them.

``ask.more`` stands for all asks but the first.
"""


def without(plan: Plan, key: str) -> Plan:
    """Return a plan in which the answers under a key are left out."""
    table, _, field = key.partition(".")
    if key in {"ask", "ask.more"}:
        return _asking(plan, plan.ask[:1] if key == "ask.more" else ())
    if key in LISTS:
        return replace(plan, **{key: ()})
    if table == "health":
        kept = {topic: value for topic, value in plan.health.items() if topic != field}
        return replace(plan, health=kept)
    if table == "boundaries":
        name = "except_" if field == "except" else field
        return replace(plan, boundaries=replace(plan.boundaries, **{name: {}}))
    if key.startswith("outcome.item."):
        items = tuple(_emptied(item, key.rpartition(".")[2]) for item in plan.outcome.item)
        return replace(plan, outcome=replace(plan.outcome, item=items))
    if table in LISTS:
        # Own words stand alone where there is no id, so there they are not an answer to skip.
        entries = tuple(
            each if field == "own_words" and not each.id else _emptied(each, field)
            for each in getattr(plan, table)
        )
        return replace(plan, **{table: entries})
    return replace(plan, **{table: _emptied(getattr(plan, table), field)})


def _emptied(table: Any, field: str) -> Any:
    """Return a table with one of its keys as if nobody had written it."""
    kind: type[Struct] = type(table)
    if kind not in EMPTY:
        EMPTY[kind] = _empty(kind)
    return replace(table, **{field: EMPTY[kind][field]})


EMPTY: dict[type[Struct], dict[str, object]] = {}
"""What the keys of each table are that nobody has written, found out once."""


def _empty(kind: type[Struct]) -> dict[str, object]:
    return {
        each.name: each.default if each.default is not NODEFAULT else each.default_factory()
        for each in fields(kind)
        if not each.required
    }


class Choices(Struct, frozen=True):
    """What answers can be taken from."""

    catalogue: Catalogue
    others: tuple[Plan, ...]
    """The plans of all sample persons."""


def others(plan: Plan, key: str, choices: Choices) -> Iterator[Plan]:
    """Yield the plan with other answers under a key: each that there is, or none."""
    return (made for made in _others(plan, key, choices) if made != plan)


def _others(plan: Plan, key: str, choices: Choices) -> Iterable[Plan]:
    table, _, field = key.partition(".")
    if key in VALUES:
        return (_set(plan, key, value) for value in VALUES[key](choices.catalogue))
    if key in MAKERS:
        return MAKERS[key](plan, choices)
    if table == "health" and field:
        return _health(plan, field, choices)
    if key.startswith("why.context."):
        return _contexts(plan, key.rpartition(".")[2])
    return _taken(plan, key, choices) if key in OPTIONAL else ()


def _set(plan: Plan, key: str, value: object) -> Plan:
    table, _, field = key.partition(".")
    return replace(plan, **{table: replace(getattr(plan, table), **{field: value})})


def _levels(plan: Plan, _: Choices) -> Iterator[Plan]:
    """Yield the plan with each level for every audience."""
    for level in range(HIGHEST_LEVEL + 1):
        every = dict.fromkeys(Audience, level)
        yield replace(plan, boundaries=replace(plan.boundaries, level=every))


def _exceptions(plan: Plan, _: Choices) -> Iterator[Plan]:
    """Yield the plan without exceptions, and with one for each topic."""
    yield without(plan, "boundaries.except")
    for topic in Topic:
        for stance in Stance:
            made = {audience: {topic: stance} for audience in Audience}
            yield replace(plan, boundaries=replace(plan.boundaries, except_=made))


def _items(plan: Plan, _: Choices) -> Iterator[Plan]:
    """Yield the plan with nothing noted on the asks, and with the same noted on each of them."""
    yield without(plan, "outcome.item")
    for state in ItemState:
        for note in ("", "There was too little time"):
            made = tuple(
                OutcomeItem(ask=each.id or each.own_words, state=state, note=note)
                for each in plan.ask
            )
            yield replace(plan, outcome=replace(plan.outcome, item=made))


def _asks(plan: Plan, choices: Choices) -> Iterator[Plan]:
    """Yield the plan with fewer asks, and with those of others."""
    for most in range(4):
        yield _asking(plan, plan.ask[:most])
    for other in choices.others:
        yield _asking(plan, other.ask)


def _asking(plan: Plan, asks: tuple[AskAnswer, ...]) -> Plan:
    """Return a plan with these asks, and nothing noted on others."""
    known = {each.id or each.own_words for each in asks}
    items = tuple(item for item in plan.outcome.item if item.ask in known)
    return replace(plan, ask=asks, outcome=replace(plan.outcome, item=items))


def _aloud(plan: Plan, _: Choices) -> Iterator[Plan]:
    """Yield the plan with the asks said that the program picks, and with only one of them said."""
    yield without(plan, "ask.say")
    for at, ask in enumerate(plan.ask):
        one = replace(ask, say=True)
        yield replace(without(plan, "ask.say"), ask=(*plan.ask[:at], one, *plan.ask[at + 1 :]))


def _confirmed(plan: Plan, choices: Choices) -> Iterator[Plan]:
    """Yield the plan with nothing confirmed to be true, and with everything."""
    catalogue = choices.catalogue
    lines = (*catalogue.questions, *catalogue.objections, *catalogue.accommodations)
    for every in (False, True):
        asks = tuple(replace(ask, confirmed=every) for ask in plan.ask)
        truth = replace(plan.truth, confirmed=lines if every else ())
        yield replace(plan, ask=asks, truth=truth)


def _health(plan: Plan, topic: str, choices: Choices) -> Iterator[Plan]:
    """Yield the plan without a word on a topic, and with what others wrote on it."""
    yield without(plan, f"health.{topic}")
    entry = choices.catalogue.topics.get(topic)
    wrote = [other.health.get(Topic(topic), "") for other in choices.others]
    for value in dict.fromkeys([*wrote, entry.example if entry else ""]):
        if value:
            yield replace(plan, health={**plan.health, Topic(topic): value})


def _contexts(plan: Plan, name: str) -> Iterator[Plan]:
    for answer in (Answer.YES, Answer.NO):
        yield _set(plan, "why.context", {**plan.why.context, name: answer})


def _taken(plan: Plan, key: str, choices: Choices) -> Iterator[Plan]:
    """Yield the plan without an answer, and with the answers that others gave."""
    yield without(plan, key)
    table, _, field = key.partition(".")
    given: list[object] = []
    for other in choices.others:
        found = getattr(other, table)
        if table in LISTS:
            if not field:
                yield replace(plan, **{table: found})
                continue
            value = next((v for one in found if (v := getattr(one, field, None))), None)
        else:
            value = getattr(found, field, None)
        if value in (None, "", ()) or value in given:
            continue
        given.append(value)
        if table not in LISTS:
            yield _set(plan, key, value)
        elif field != "values" and getattr(plan, table):
            first: AskAnswer = getattr(plan, table)[0]
            yield replace(
                plan, **{table: (replace(first, **{field: value}), *getattr(plan, table)[1:])}
            )


def _often(plan: Plan, _: Choices) -> Iterator[Plan]:
    for often in (*Often, None):
        yield replace(plan, impact=tuple(replace(each, often=often) for each in plan.impact))


def _impacts(plan: Plan, choices: Choices) -> Iterator[Plan]:
    return _taken(plan, "impact", choices)


VALUES: dict[str, Callable[[Catalogue], Iterable[object]]] = {
    "choice.decision": lambda _: (*Decision, None),
    "outcome.result": lambda _: (*Result, None),
    "meeting.channel": lambda _: (*Channel, None),
    "meeting.audience": lambda _: Audience,
    "meeting.tone": lambda catalogue: catalogue.tones,
    "meeting.length": lambda catalogue: catalogue.lengths,
    "meeting.country": lambda catalogue: ("", *catalogue.countries),
    "meeting.legal_line": lambda _: (True, False),
}
"""Key to the answers from which a person chooses one."""

MAKERS: dict[str, Callable[[Plan, Choices], Iterable[Plan]]] = {
    "outcome.item": _items,
    "boundaries.level": _levels,
    "boundaries.except": _exceptions,
    "ask": _asks,
    "ask.id": _asks,
    "ask.own_words": _asks,
    "ask.say": _aloud,
    "ask.confirmed": _confirmed,
    "truth.confirmed": _confirmed,
    "impact": _impacts,
    "impact.id": _impacts,
    "impact.own_words": _impacts,
    "impact.often": _often,
}
"""Key to what makes plans with other answers, where that is more than another value."""
