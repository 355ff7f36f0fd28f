"""``pack check``: what is wrong with a pack, where, why, and how to mend it."""

import shutil

from discloser.authoring.based_on import look_below
from discloser.authoring.check import check
from discloser.authoring.report import as_data, as_text
from discloser.cli.day import day
from discloser.cli.packs import open_all
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, tell

DONE, BLOCKED = 0, 1


def run(request: Request) -> int:
    """Check packs; 1 if something in one of them has to be mended."""
    today = day(request)
    benches = open_all(request, request.operand)
    checked = [(bench, check(bench, today)) for bench in benches]
    if request.on("--json"):
        emit_json({"packs": [as_data(bench.name, found) for bench, found in checked]})
    else:
        width = shutil.get_terminal_size().columns
        emit("\n".join(as_text(bench, found, width) for bench, found in checked))
    for bench in benches:
        for sentence in look_below(bench):
            tell(f"{bench.name}: {sentence}")
    return BLOCKED if any(each.blocks for _, found in checked for each in found) else DONE
