"""Documents as plain text: the Markdown without its marks."""

from collections.abc import Iterable

from discloser.export.markdown import document_markdown, packet_markdown
from discloser.model.document import Document
from discloser.text.english import plain


def document_text(document: Document, whom: str) -> str:
    """Return one document with its title, for whom it is, and its subject line if it has one."""
    return plain(document_markdown(document, whom))


def packet_text(documents: Iterable[tuple[Document, str]]) -> str:
    """Return documents, each with the name of its audience, as one text."""
    return plain(packet_markdown(documents))
