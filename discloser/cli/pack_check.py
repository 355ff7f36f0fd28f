"""``pack check``: what is wrong with a pack, where, why, and how to mend it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from discloser.authoring.check import check
from discloser.authoring.report import as_data, as_text
from discloser.authoring.shared.based_on import look_below
from discloser.authoring.shared.rivals import rivals, used_by
from discloser.authoring.workbench import Workbench
from discloser.cli.day import day
from discloser.cli.folders import own_packs
from discloser.cli.packs import open_all
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, tell
from discloser.errors import PackError
from discloser.packs.load import find

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
    own = own_packs(request.environment)
    for bench in benches:
        for sentence in (*look_below(bench), *_beside(bench, own)):
            tell(f"{bench.name}: {sentence}")
    return BLOCKED if any(each.blocks for _, found in checked for each in found) else DONE


def _beside(bench: Workbench, own: Path | None) -> Iterator[str]:
    """Yield which plans use a pack, and what other packs of one's own say in its place."""
    found = find(own)
    here = found.get(bench.name)
    if here is None or here.built_in or here.root.resolve() != bench.folder.root.resolve():
        return
    try:
        if only := used_by(bench.manifest, bench.name, found, alone=False):
            yield only
        yield from rivals(bench.folder, own)
    except PackError:  # its manifest is broken, which is said already
        return
