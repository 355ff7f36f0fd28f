"""``render``: the documents of a plan, to standard output or to files."""

import os
from pathlib import Path

from discloser.cli.request import Request
from discloser.cli.sessions import open_session
from discloser.cli.streams import emit, tell
from discloser.errors import UsageError
from discloser.model.document import Document
from discloser.model.words import Audience
from discloser.session.packet import Place
from discloser.session.session import Session
from discloser.text.nearest import nearest


def run(request: Request) -> int:
    """Draft, report the findings, write what no finding blocks; 1 if a document is blocked."""
    audience = chosen_audience(request)
    session = open_session(request)
    places = session.places(request.values("--document"), audience)
    ending = request.value("--format") or "md"
    folder = request.value("--to")
    names = _file_names(session, places, ending) if folder else [""] * len(places)
    documents = [session.draft(*each) for each in zip(places, names, strict=True)]
    if not documents:
        tell(_nothing_fits(session, audience))
    for document in documents:
        tell_findings(document)
    sound = [each for each in zip(names, documents, strict=True) if not each[1].blocked]
    if folder and sound:
        _write(Path(folder), [(name, _text([each], session, ending)) for name, each in sound])
    if request.on("--json"):
        _emit_json(documents, ending)
    elif sound and not folder:
        emit(_text([document for _, document in sound], session, ending))
    return int(len(sound) < len(documents))


def chosen_audience(request: Request) -> Audience | None:
    """Return the audience that was asked for. Raises UsageError."""
    named = request.value("--audience")
    if named is None:
        return None
    try:
        return Audience(named)
    except ValueError:
        near = nearest(named, Audience)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(Audience)}."
        raise UsageError(f"There is no audience {named!r}. {hint}") from None


def tell_findings(document: Document) -> None:
    """Say what the guards and rules found in a document, one line each."""
    shown = f"{document.document} ({document.audience})"
    for finding in document.findings:
        tell(f"{shown}: [{finding.severity}] {finding.where}: {finding.message} ({finding.rule})")
    if document.blocked:
        tell(f"{shown}: left out, because a finding above blocks it.")


def _file_names(session: Session, places: list[Place], ending: str) -> list[str]:
    from discloser.export.files import file_names  # noqa: PLC0415 - as in entry

    return file_names((spec.id for spec, _ in places), session.today.isoformat(), ending)


def _write(folder: Path, files: list[tuple[str, str]]) -> None:
    from discloser.export.files import other_papers, write_files  # noqa: PLC0415 - as in entry

    before = {name for name, _ in files if os.path.lexists(folder / name)}
    written = write_files(folder, files)
    for path in written:
        tell(f"{'Replaced' if path.name in before else 'Wrote'} {path}")
    if older := other_papers(folder, written):
        tell(
            f"In {folder} there are also papers from another run, and they may not fit this plan: "
            f"{', '.join(older)}."
        )


def _text(documents: list[Document], session: Session, ending: str) -> str:
    """Return documents as one text in the format asked for."""
    audiences = session.workshop.pack.catalogue.audiences
    packet = [(document, audiences[document.audience].label) for document in documents]
    if ending == "txt":
        from discloser.export.text import packet_text  # noqa: PLC0415 - as in entry

        return packet_text(packet)
    from discloser.export.markdown import packet_markdown  # noqa: PLC0415 - as in entry

    return packet_markdown(packet)


def _emit_json(documents: list[Document], ending: str) -> None:
    from discloser.export.as_json import packet_data, write_json  # noqa: PLC0415 - as in entry

    data = packet_data(documents)
    if ending == "txt":
        from discloser.text.english import plain  # noqa: PLC0415 - as in entry

        for each in data["documents"]:
            each["text"] = plain(each["text"])
    emit(write_json(data))


def _nothing_fits(session: Session, audience: Audience | None) -> str:
    """Say what to add to a plan for which there is no document."""
    from discloser.interview.missing import missing  # noqa: PLC0415 - as in entry

    catalogue = session.workshop.pack.catalogue
    whom = f" for {catalogue.audiences[audience].label}" if audience else ""
    gaps = [gap for gap in missing(session.plan, catalogue) if not gap.optional]
    if not gaps:
        return f"No document{whom} fits this plan as it is; `discloser check` says what it holds."
    return f"No document{whom} fits this plan yet. {gaps[0].message} Add it as `{gaps[0].path}`."
