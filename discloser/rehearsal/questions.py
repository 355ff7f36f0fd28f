"""The questions that an audience is likely to ask, each with one reply per technique."""

from collections.abc import Iterator

from msgspec import Struct

from discloser.model.catalogue import Catalogue, Question
from discloser.model.disclosure import Disclosure, Situation
from discloser.model.wording import pick


class PreparedReply(Struct, frozen=True):
    """A reply that is true for the person, and how it works."""

    technique: str
    """Technique id."""
    label: str
    text: str


class PreparedQuestion(Struct, frozen=True):
    """A likely question with its replies, the one to try first in front."""

    id: str
    question: str
    replies: tuple[PreparedReply, ...]
    advice: str


class Step(Struct, frozen=True):
    """A step of the ladder for somebody who keeps asking."""

    step: int
    label: str
    text: str
    note: str


def likely_questions(catalogue: Catalogue, disclosure: Disclosure) -> tuple[PreparedQuestion, ...]:
    """Return the questions this audience is likely to ask, in the order of the catalogue."""
    return tuple(
        PreparedQuestion(question.id, asked, replies, question.advice)
        for question in catalogue.questions.values()
        if disclosure.audience in question.askers
        and (asked := pick(question.question, disclosure.situation))
        and (replies := tuple(_replies(catalogue, disclosure, question)))
    )


def ladder(catalogue: Catalogue, disclosure: Disclosure) -> tuple[Step, ...]:
    """Return the ladder, from a short fact to writing it down."""
    return tuple(
        Step(rung.step, rung.label, pick(rung.text, disclosure.situation), rung.note)
        for rung in catalogue.ladder.values()
    )


def _replies(
    catalogue: Catalogue, disclosure: Disclosure, question: Question
) -> Iterator[PreparedReply]:
    situation = for_entry(disclosure, question.id)
    for reply in question.reply:
        if text := pick(reply.text, situation):
            yield PreparedReply(reply.technique, catalogue.techniques[reply.technique].label, text)


def for_entry(disclosure: Disclosure, entry_id: str) -> Situation:
    """Return the situation as it holds for one entry that the person may have confirmed."""
    here = disclosure.situation
    if entry_id not in disclosure.confirmed:
        return here
    return here.with_facts(here.facts | {"confirmed"})
