"""Papers: every document that makes sense, by when it is needed."""

from collections.abc import Iterator

from discloser.model.document import Document
from discloser.model.words import Severity
from discloser.session.packet import Place
from discloser.session.papers import by_phase, edit_of, for_whom, news
from discloser.session.rows import Row, View, action
from discloser.session.sitting import Sitting


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    del view  # the list is short enough to stay whole
    session = sitting.session
    places = session.places()
    for title, there in by_phase(places):
        yield Row(f"phase {title}", "heading", title)
        for place in there:
            yield _paper(sitting, place)
    yield Row("all", "heading", "All of them")
    yield action("save all", "Save all papers into a folder", "save all", SAVE)
    yield action("save plan", "Save a copy of the plan", "save plan", PLAN)
    if sitting.plan.why.certainty_after is None:
        yield action(
            "check",
            "How clear is it after the steps? (in step 1)",
            "goto reasons certainty after",
            CHECK,
        )


NEWS = "; edited, and your answers have changed since"
SAVE = "One file for each paper. File names show the day and the kind of paper, never your words."
PLAN = "A file that this program can open again, here or on another machine. It holds all answers."
CHECK = "Ten short lines, the same as at the start. They show whether things are clearer."


def _paper(sitting: Sitting, place: Place) -> Row:
    spec, _ = place
    document = sitting.session.draft(place)
    return Row(
        paper_id(place),
        "action",
        spec.title,
        item=f"read {paper_id(place)}",
        value=for_whom(sitting.session, place) + _state(sitting, place, document),
        about=(spec.about, *_findings(document)),
        depth=1,
    )


def paper_id(place: Place) -> str:
    """Return the name of a document for an audience."""
    return f"{place[0].id}/{place[1]}"


def _state(sitting: Sitting, place: Place, document: Document) -> str:
    if document.blocked:
        return "; held back"
    if edit_of(sitting.plan, place):
        return NEWS if news(sitting.session, place) else "; edited"
    return ""


def _findings(document: Document) -> Iterator[str]:
    for finding in document.findings:
        sign = "Held back" if finding.severity is Severity.BLOCK else "Note"
        yield f"{sign}: {finding.message}"
