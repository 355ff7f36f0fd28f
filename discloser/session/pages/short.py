"""The shortest path: five questions, each a part of a step, so that nothing is asked twice."""

from collections.abc import Iterable, Iterator

from discloser.model.document import DocumentSpec
from discloser.model.words import Decision
from discloser.session.pages import asks, boundaries, choice, meeting, work
from discloser.session.rows import Row, View, action
from discloser.session.sitting import Sitting


def rows_of(path: str, sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the question that fills a key path (`interview.shortest`)."""
    match path:
        case "choice.decision":
            yield from choice.rows(sitting, view)
        case "impact":
            yield from work.rows(sitting, view)
        case "ask":
            yield from asks.rows(sitting, view)
        case "meeting.audience":
            yield from meeting.whom(sitting)
        case _:
            yield from boundaries.private_words(sitting.plan, view)


def end(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the last page: the papers that the answers are enough for."""
    del view
    yield Row("ready", "heading", "Your papers")
    session = sitting.session
    for name in quick_papers(sitting.workshop.pack.documents.values()):
        if place := session.first_fitting([name]):
            yield action(
                f"paper {name}", place[0].title, f"read {name}/{place[1]}", place[0].about, depth=1
            )
    if not sitting.plan.ask and sitting.plan.choice.decision is not Decision.DO_NOT_TELL:
        yield action("ask", "Choose what to ask for", "goto asks", ASK, depth=1)
    yield Row("on", "heading", "If you have more time")
    yield action("full", "Go on with all nine steps", "goto reasons", FULL, depth=1)
    yield action("papers", "See all papers", "goto papers", "", depth=1)


def quick_papers(specs: Iterable[DocumentSpec]) -> list[str]:
    """Return the documents that the five answers are enough for, what matters most in front."""
    quick = [spec for spec in specs if spec.quick]
    return [spec.id for spec in sorted(quick, key=lambda spec: (not spec.preview, spec.preview))]


ASK = "With one request there is also something to say, and an email."

FULL = "Your answers stay. Nothing is asked twice."
