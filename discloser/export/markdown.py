"""Documents as Markdown: one, or a packet of several."""

from collections.abc import Iterable

from discloser.model.document import Document

SEPARATOR = "\n---\n\n"
"""Stands between two documents of a packet."""


ADDRESS = {
    "script": "To say to: {whom}",
    "email": "To: {whom}",
    "letter": "To: {whom}",
    "note": "Words for: {whom}",
    "rights": "For yourself",
}
"""For whom a document is, by its kind."""

OWN = "For yourself, about: {whom}"
"""What stands over a document that the person keeps."""


def document_markdown(document: Document, whom: str) -> str:
    """Return one document with its title, for whom it is, and its subject line if it has one.

    ``whom`` names the audience to the person, such as "your manager".
    """
    line = ADDRESS.get(document.kind, OWN).format(whom=whom)
    subject = f"**Subject:** {document.subject}\n\n" if document.subject else ""
    return f"# {document.title}\n\n{line}\n\n{subject}{document.text.strip()}\n"


def packet_markdown(documents: Iterable[tuple[Document, str]]) -> str:
    """Return documents, each with the name of its audience, as one text."""
    return SEPARATOR.join(document_markdown(document, whom) for document, whom in documents)
