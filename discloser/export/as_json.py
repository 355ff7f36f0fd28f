"""Documents as data for other programs."""

from collections.abc import Iterable
from typing import Any

import msgspec

from discloser.model.document import Document


def packet_data(documents: Iterable[Document]) -> dict[str, Any]:
    """Return documents as one object; nothing that a guard stopped is in it.

    The keys are an interface: they may be added to, never renamed. A blocked document keeps its
    findings and loses its text and subject.
    """
    listed = list(documents)
    return {
        "documents": [_document(document) for document in listed],
        "blocked": sum(document.blocked for document in listed),
    }


def _document(document: Document) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(document)
    del raw["kind"]
    if document.blocked:
        raw |= {"subject": "", "text": ""}
    return raw


def write_json(data: Any) -> str:
    """Return data as JSON text, with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"
