"""``check``: what is missing, who may know what and why, and what the guards find."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from discloser.cli.request import Request
from discloser.cli.sessions import open_session
from discloser.cli.streams import emit
from discloser.interview.missing import Gap
from discloser.model.catalogue import Catalogue
from discloser.model.document import Document
from discloser.model.words import Topic
from discloser.session.session import Session, Told


def run(request: Request) -> int:
    """Check a plan with all documents that make sense for it; 1 if a document is blocked."""
    session = open_session(request)
    places = session.places()
    gaps = session.missing()
    told = session.told(places)
    documents = [session.draft(place) for place in places]
    sentences = session.balance().sentences
    if request.on("--json"):
        from discloser.export.as_json import write_json  # noqa: PLC0415 - as in entry

        emit(write_json(_data(gaps, told, documents, sentences)))
    else:
        emit("\n".join(_report(session, gaps, told, documents, sentences)) + "\n")
    return int(any(document.blocked for document in documents))


def _data(
    gaps: Iterable[Gap],
    told: Iterable[Told],
    documents: list[Document],
    sentences: tuple[str, ...],
) -> dict[str, Any]:
    """Return the result as one object; its keys are an interface."""
    return {
        "missing": [
            {"path": gap.path, "message": _open(gap), "optional": gap.optional} for gap in gaps
        ],
        "audiences": [
            {
                "audience": each.audience,
                "level": each.level,
                "topics": msgspec.to_builtins(each.verdicts),
            }
            for each in told
        ],
        "documents": [
            {
                "document": document.document,
                "audience": document.audience,
                "reveals": document.reveals,
                "withheld": document.withheld,
                "findings": document.findings,
            }
            for document in documents
        ],
        "balance": sentences,
        "blocked": sum(document.blocked for document in documents),
    }


def _open(gap: Gap) -> str:
    return f"{gap.message} {gap.unlocks}"


def _report(
    session: Session,
    gaps: Iterable[Gap],
    told: Iterable[Told],
    documents: Iterable[Document],
    sentences: Iterable[str],
) -> Iterator[str]:
    """Yield the lines of the report."""
    catalogue = session.workshop.pack.catalogue
    documents = list(documents)
    yield _verdict(documents)
    yield "\nWhat is open"
    lines = [f"- {gap.path}{' (optional)' if gap.optional else ''}: {_open(gap)}" for gap in gaps]
    yield from lines or ["- Nothing."]
    yield "\nHow your reasons lean"
    yield from (f"- {sentence}" for sentence in sentences)
    yield "\nWho may know what, and why"
    for each in told:
        yield from _audience(each, catalogue)
    yield "\nWhat each document tells"
    for document in documents:
        yield from _document(document, catalogue)
    if not documents:
        yield "- No document fits this plan yet."


def _verdict(documents: list[Document]) -> str:
    """Say first how it stands."""
    blocked = sum(document.blocked for document in documents)
    if not documents:
        return "There is no document for this plan yet."
    if blocked:
        return (
            f"{blocked} of {len(documents)} documents are held back; the end of this page says why."
        )
    return f"All {len(documents)} documents can be written."


def _audience(told: Told, catalogue: Catalogue) -> Iterator[str]:
    """Yield the reasons for the topics that the person wrote about, and one line for the rest."""
    label = catalogue.audiences[told.audience].label
    yield f"- {label} ({told.audience}), level {told.level}"
    yield from (f"  - {rule.because}" for rule in told.verdicts if rule.given)
    rest = sum(not rule.given for rule in told.verdicts)
    if rest == len(told.verdicts):
        yield "  - You wrote nothing about your health, so no text can tell anything about it."
    elif rest:
        topics = "1 other topic" if rest == 1 else f"{rest} other topics"
        yield f"  - You wrote nothing about {topics}, so no text can tell them."


def _document(document: Document, catalogue: Catalogue) -> Iterator[str]:
    """Yield what a document tells and withholds, and its findings."""
    yield f"- {document.document} ({document.audience}): {document.title}"
    yield f"  - Tells: {_names(document.reveals, catalogue) or 'nothing about your health'}."
    if document.withheld:
        yield f"  - Keeps private: {_names(document.withheld, catalogue)}."
    for finding in document.findings:
        message = " ".join(finding.message.split())  # it may quote words from two lines
        yield f"  - [{finding.severity}] {finding.where}: {message} ({finding.rule})"


def _names(topics: Iterable[Topic], catalogue: Catalogue) -> str:
    return "; ".join(catalogue.topics[topic].label for topic in topics)
