"""Documents as Markdown: one, or a packet of several."""

from collections.abc import Iterable

from discloser.model.document import Document

SEPARATOR = "\n---\n\n"
"""Stands between two documents of a packet."""


def document_markdown(document: Document, whom: str) -> str:
    """Return one document with its title, for whom it is, and its subject line if it has one.

    ``whom`` names the audience to the person, such as "your manager".
    """
    subject = f"**Subject:** {document.subject}\n\n" if document.subject else ""
    return f"# {document.title}\n\nFor: {whom}\n\n{subject}{document.text.strip()}\n"


def packet_markdown(documents: Iterable[tuple[Document, str]]) -> str:
    """Return documents, each with the name of its audience, as one text."""
    return SEPARATOR.join(document_markdown(document, whom) for document, whom in documents)
