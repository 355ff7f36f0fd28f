"""Boundaries for leak tests: every level and exception, and what each of them allows."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from discloser.model.document import DocumentSpec
from discloser.model.plan import Plan
from discloser.model.words import (
    Audience,
    Channel,
    Decision,
    Result,
    Stance,
    Topic,
)

from .plans import COUNTRIES, MARKERS, TONES, places, plan

Exception_ = Stance | None
"""What a boundary says about one topic beside its level."""

EXCEPTIONS: tuple[Exception_, ...] = (None, *Stance)
LEVELS = range(6)
AUDIENCES = tuple(Audience)
TOPICS = tuple(Topic)
CLOSED = (Decision.DO_NOT_TELL, Decision.ASK_WITHOUT_REASON)
OPEN = tuple(decision for decision in Decision if decision not in CLOSED)

LOWEST = {
    Topic.WORK_EFFECT: 1,
    Topic.APPOINTMENTS: 2,
    Topic.TYPE: 3,
    Topic.SYMPTOMS: 3,
    Topic.NAME: 4,
    Topic.TREATMENT: 5,
    Topic.MEDICINE: 5,
    Topic.SIDE_EFFECTS: 5,
    Topic.OUTLOOK: 5,
}
"""Lowest level at which a topic may be said; topics that are not here only by an exception."""

Case = tuple[str, Audience, Topic, int, Exception_]
Boundary = tuple[int, dict[Topic, Exception_]]
"""A level, and what is said beside it about each topic."""

NOTHING: dict[Topic, Exception_] = dict.fromkeys(TOPICS)
PLACES = tuple(places())
EVERY_CASE = len(PLACES) * len(TOPICS) * len(LEVELS) * len(EXCEPTIONS)


def stance(topic: Topic, boundary: Boundary) -> Stance:
    """Return what the person wants, worked out apart from the code that is tested."""
    level, exceptions = boundary
    if exception := exceptions[topic]:
        return exception
    return Stance.SAY if level >= LOWEST.get(topic, 99) else Stance.NEVER


def allowed(spec: DocumentSpec, boundary: Boundary) -> set[Topic]:
    """Return the topics whose values may stand in a document."""
    stances = {Stance.SAY, Stance.IF_ASKED} if spec.prepared else {Stance.SAY}
    return {topic for topic in spec.reads if stance(topic, boundary) in stances}


def held(text: str) -> set[Topic]:
    """Return the topics whose markers stand in a text."""
    return {topic for topic, marker in MARKERS.items() if marker in text.casefold()}


def guarded(boundaries: dict[Audience, Boundary], *changes: dict[str, Any]) -> Plan:
    """Return a plan with all markers and one boundary for each audience."""
    return plan(
        {
            "health": {str(topic): marker for topic, marker in MARKERS.items()},
            "boundaries": {
                "level": {str(audience): level for audience, (level, _) in boundaries.items()},
                "except": {
                    str(audience): {str(topic): str(said) for topic, said in each.items() if said}
                    for audience, (_, each) in boundaries.items()
                },
            },
        },
        *changes,
    )


def mixed() -> Iterator[dict[Audience, Boundary]]:
    """Yield boundaries in which each audience meets each level, topic and exception once.

    Audiences stand at different levels and topics at different exceptions, so that one cannot
    stand in for the other.
    """
    for level, turn in itertools.product(LEVELS, range(len(EXCEPTIONS))):
        yield {
            audience: (
                (level + seat) % len(LEVELS),
                {
                    topic: EXCEPTIONS[(turn + seat + at + at // 4) % len(EXCEPTIONS)]
                    for at, topic in enumerate(TOPICS)
                },
            )
            for seat, audience in enumerate(AUDIENCES)
        }


def single() -> Iterator[Boundary]:
    """Yield every level without exceptions, and with one exception at a time."""
    for level in LEVELS:
        yield level, NOTHING
        for topic, exception in itertools.product(TOPICS, Stance):
            yield level, {**NOTHING, topic: exception}


def surroundings(turn: int) -> dict[str, Any]:
    """Return a setting that is another one at each turn."""
    return {
        "choice": {"decision": str(OPEN[turn % len(OPEN)])},
        "meeting": {
            "audience": str(AUDIENCES[turn % len(AUDIENCES)]),
            "tone": TONES[turn % len(TONES)],
            "channel": str(tuple(Channel)[turn % len(Channel)]),
            "country": COUNTRIES[turn % len(COUNTRIES)],
        },
        "outcome": {"result": str(tuple(Result)[turn % len(Result)])},
    }


def cases(spec: DocumentSpec, audience: Audience, boundary: Boundary) -> Iterable[Case]:
    level, exceptions = boundary
    return ((spec.id, audience, topic, level, exceptions[topic]) for topic in TOPICS)
