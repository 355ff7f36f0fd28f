"""Practise: questions that may come, with replies that are true for the person."""

from collections.abc import Iterator

from discloser.model.words import Audience
from discloser.rehearsal.objections import likely_objections
from discloser.rehearsal.questions import PreparedQuestion, ladder, likely_questions
from discloser.session.packet import Place
from discloser.session.rows import Row, View, heading
from discloser.session.session import Session
from discloser.session.sitting import Sitting


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    session = sitting.session
    for audience in _audiences(sitting):
        place = session.first_fitting(sitting.workshop.readers("questions"), audience)
        if place is None:
            continue
        asked = questions(session, place)
        whom = sitting.workshop.pack.catalogue.audiences[audience].label
        own = audience is sitting.plan.audience
        head = heading(
            f"asks {audience}",
            f"Questions from {whom}",
            view,
            usually=own,
            value=str(len(asked)),
        )
        yield head
        if head.open:
            for question in asked:
                yield from _question(sitting, view, question, str(audience))
    yield from _objections(sitting, view)
    yield from _ladder(sitting, view)


def _audiences(sitting: Sitting) -> list[Audience]:
    own = sitting.plan.audience
    return [own, *(other for other in Audience if other is not own)]


def questions(session: Session, place: Place) -> tuple[PreparedQuestion, ...]:
    """Return the questions that an audience is likely to ask."""
    return likely_questions(session.workshop.pack.catalogue, session.disclosure(place))


def _question(
    sitting: Sitting, view: View, question: PreparedQuestion, audience: str
) -> Iterator[Row]:
    row_id = f"{audience} {question.id}"
    is_open = view.shows(row_id, usually=False)
    yield Row(
        row_id,
        "heading",
        question.question,
        open=is_open,
        folds=True,
        depth=1,
        about=(
            "Say your answer aloud first. Then press Enter to see some replies.",
            *((question.advice,) if question.advice else ()),
        ),
    )
    if not is_open:
        return
    for reply in question.replies:
        yield Row(f"{row_id} {reply.technique}", "text", reply.text, value=reply.label, depth=2)
    entry = sitting.workshop.pack.catalogue.questions[question.id]
    if entry.flag == "T":
        yield Row(
            f"{row_id} true",
            "tick",
            "What these replies state is true for me",
            "truth.confirmed",
            item=question.id,
            on=question.id in sitting.plan.truth.confirmed,
            depth=2,
            about=("With your tick, the papers may use a reply that states a fact about you.",),
        )


def _objections(sitting: Sitting, view: View) -> Iterator[Row]:
    session = sitting.session
    place = session.first_fitting(sitting.workshop.readers("objections"))
    if place is None:
        return
    found = likely_objections(sitting.workshop.pack.catalogue, session.disclosure(place))
    head = heading(
        "objections", "What they may say against it", view, usually=False, value=str(len(found))
    )
    yield head
    if not head.open:
        return
    for number, objection in enumerate(found):
        row_id = f"objection {number}"
        is_open = view.shows(row_id, usually=False)
        yield Row(
            row_id,
            "heading",
            objection.objection,
            value=objection.about,
            open=is_open,
            folds=True,
            depth=1,
            about=("Say your answer aloud first. Then press Enter to see a reply.",),
        )
        if is_open:
            yield Row(f"{row_id} reply", "text", objection.reply, depth=2)


def _ladder(sitting: Sitting, view: View) -> Iterator[Row]:
    session = sitting.session
    place = session.first_fitting(sitting.workshop.readers("ladder"))
    head = heading("ladder", "If somebody keeps asking", view, usually=False)
    if place is None:
        return
    yield head
    if head.open:
        steps = ladder(sitting.workshop.pack.catalogue, session.disclosure(place))
        for step in steps:
            yield Row(
                f"ladder {step.step}",
                "text",
                step.text or step.note,
                value=step.label,
                about=(step.note,) if step.note else (),
                depth=1,
            )
