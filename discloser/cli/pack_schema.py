"""``pack schema``: the JSON Schemas of the files of a pack, for editors that complete and check."""

from typing import Any

import msgspec

from discloser.authoring.made.schemas import catalogue_schema, pack_schema, plan_schema
from discloser.cli.packs import STANDARD, open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit
from discloser.errors import UsageError
from discloser.model.catalogue import Catalogue
from discloser.text.nearest import nearest

MAKERS = {"pack": pack_schema, "catalogue": catalogue_schema, "people": plan_schema}
"""Kind of file to what makes its schema."""


def run(request: Request) -> int:
    """Print one schema, or all three by name."""
    kind = request.operand
    if kind is not None and kind not in MAKERS:
        near = nearest(kind, MAKERS)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(MAKERS)}."
        raise UsageError(f"There are no files {kind!r} in a pack. {hint}")
    catalogue = _catalogue(request)
    made: Any = (
        MAKERS[kind](catalogue)
        if kind
        else {name: make(catalogue) for name, make in MAKERS.items()}
    )
    emit(msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n")
    return 0


def _catalogue(request: Request) -> Catalogue:
    """Return the names to complete with: of the pack that is meant, if it can be read."""
    bench = open_bench(request, None)
    if bench.pack is None:
        bench = open_bench(request, STANDARD)
    return bench.workshop.pack.catalogue
