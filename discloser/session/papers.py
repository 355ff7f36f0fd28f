"""The papers of a plan: which there are, what they tell, other wordings, and edits by hand."""

import difflib
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from discloser.disclosure.selection import speak
from discloser.model.document import Document, Finding, Phase
from discloser.model.plan import Edit, Plan
from discloser.model.wording import alternatives
from discloser.session.packet import Place
from discloser.session.session import Session
from discloser.text.clean import clean
from discloser.text.english import join_list

PHASES: dict[Phase, str] = {
    "before": "Before you talk",
    "instead": "Instead of telling",
    "after": "Afterwards",
}
"""When papers are needed, in order."""


class Slot(Struct, frozen=True):
    """A sentence of a document that can be said in several ways."""

    id: str
    text: str
    choice: int
    """The wording in use, from 1."""
    of: int
    """How many wordings there are."""


def slots(session: Session, place: Place) -> tuple[Slot, ...]:
    """Return the sentences of a document that have another wording, in the order of the text."""
    if edit_of(session.plan, place):
        return ()
    catalogue, document = session.workshop.pack.catalogue, session.draft(place)
    if not document.text:
        return ()
    disclosure = session.disclosure(place)
    needs = session.workshop.renderer.needs(place[0].id)
    said = speak(catalogue, disclosure, sorted(needs.slots))
    found = []
    for name, text in said.items():
        count = sum(1 for _ in alternatives(catalogue.phrases[name].text, disclosure.situation))
        if count > 1 and text in document.text:
            choice = disclosure.wording.get(name, 1)
            found.append(Slot(name, text, choice if choice <= count else 1, count))
    return tuple(sorted(found, key=lambda slot: document.text.find(slot.text)))


def next_wording(slot: Slot) -> int | None:
    """Return the number of the wording after the one in use; None for the usual one."""
    return slot.choice + 1 if slot.choice < slot.of else None


# --- edits ---


def edit_of(plan: Plan, place: Place) -> Edit | None:
    """Return the person's own version of a document."""
    spec, audience = place
    return next(
        (
            edit
            for edit in plan.edit
            if edit.document == spec.id and (edit.audience or plan.audience) is audience
        ),
        None,
    )


def edited(session: Session, place: Place, text: str, subject: str | None = None) -> Plan:
    """Return the plan with a document in the person's own version."""
    spec, audience = place
    old = edit_of(session.plan, place)
    plain = unedited(session, place)
    own_subject = None if subject in {None, plain.subject} else clean(subject or "")
    base = old.base if old else plain.text
    new = Edit(spec.id, clean(text), audience, own_subject, base)
    rest = tuple(edit for edit in session.plan.edit if edit is not old)
    return replace(session.plan, edit=(*rest, new))


def without_edit(session: Session, place: Place) -> Plan:
    """Return the plan with a document as the program writes it."""
    old = edit_of(session.plan, place)
    return replace(session.plan, edit=tuple(edit for edit in session.plan.edit if edit is not old))


def kept_edit(session: Session, place: Place) -> Plan:
    """Return the plan with an edit that is held against the draft of today from now on."""
    old, plain = edit_of(session.plan, place), unedited(session, place)
    if old is None:
        return session.plan
    fresh = replace(old, base=plain.text)
    return replace(
        session.plan, edit=tuple(fresh if edit is old else edit for edit in session.plan.edit)
    )


def unedited(session: Session, place: Place) -> Document:
    """Return a document as the program writes it, whatever was edited."""
    if edit_of(session.plan, place) is None:
        return session.draft(place)
    plain = Session(without_edit(session, place), session.workshop, session.today, holds_back=True)
    return plain.draft(place)


def news(session: Session, place: Place) -> tuple[str, ...]:
    """Return what the answers of today would change in the draft behind an edit, line by line.

    A line starts with ``+`` if it is new and with ``-`` if it is gone.
    """
    edit = edit_of(session.plan, place)
    if edit is None or not edit.base:
        return ()
    now = unedited(session, place).text
    lines = difflib.ndiff(edit.base.splitlines(), now.splitlines())
    return tuple(line for line in lines if line[:1] in "+-" and line[2:].strip())


# --- what a document tells ---


def tells(session: Session, document: Document) -> tuple[str, ...]:
    """Return in sentences what a document tells, and what it keeps private and why."""
    catalogue = session.workshop.pack.catalogue
    whom = catalogue.audiences[document.audience].label
    nouns = [catalogue.topics[topic].noun for topic in document.reveals]
    spec = session.workshop.pack.documents[document.document]
    lines = [f"This tells {whom}: {join_list(nouns)}."] if nouns else []
    if edit_of(session.plan, (spec, document.audience)):
        lines.append("You changed it by hand. Please read it once more yourself.")
    elif not nouns and not document.blocked:
        lines = [f"This tells {whom} nothing about your health."]
    verdicts = session.disclosure((spec, document.audience)).verdicts
    lines += [rule.because for rule in verdicts if rule.given and rule.topic in document.withheld]
    return tuple(lines)


WHOM = {
    "script": "to say to {whom}",
    "email": "to {whom}",
    "letter": "to {whom}",
    "note": "words for {whom}",
    "rights": "for yourself",
}
OWN = "for yourself, about {whom}"
"""For whom a document is, by its kind; one that the person keeps is for themselves."""


def for_whom(session: Session, place: Place) -> str:
    """Return for whom a document is, in words for the person."""
    spec, audience = place
    label = session.workshop.pack.catalogue.audiences[audience].label
    return WHOM.get(spec.kind, OWN).format(whom=label)


PATH = re.compile(r"`([a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*)`")
"""A key path in the message of a finding."""


def causes(finding: Finding) -> tuple[str, ...]:
    """Return the key paths of the answers that a finding names."""
    return tuple(PATH.findall(finding.message))


def by_phase(places: Sequence[Place]) -> Iterator[tuple[str, list[Place]]]:
    """Yield the title of each phase with its documents."""
    for phase, title in PHASES.items():
        there = [place for place in places if place[0].phase == phase]
        if there:
            yield title, there
