"""``pack explain``: what a document says line by line, when, and from which answers."""

from discloser.authoring.explained.explain import explain
from discloser.authoring.explained.explain_text import as_data, as_text
from discloser.cli.packs import open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json


def run(request: Request) -> int:
    """Explain one document of a pack."""
    document, *pack = request.operands
    explained = explain(open_bench(request, pack[0] if pack else None), document)
    if request.on("--json"):
        emit_json(as_data(explained))
    else:
        emit(as_text(explained))
    return 0
