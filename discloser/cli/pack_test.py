"""``pack test``: a pack's texts against those that were kept, and all else that can be tried."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from discloser.authoring.drafted.golden import all_written, compared, keep, kept, of_people
from discloser.authoring.drafted.tested import Tested, put_to_test
from discloser.authoring.drafted.tested_text import as_told, drawn
from discloser.authoring.shared.based_on import accept
from discloser.authoring.workbench import Workbench
from discloser.cli.day import day
from discloser.cli.packs import open_benches
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, tell_wrapped
from discloser.errors import UsageError
from discloser.packs.load import BUILT_IN
from discloser.text.nearest import nearest

DONE, FAILED = 0, 1


def run(request: Request) -> int:
    """Test packs, or keep their texts; 1 if a text is different or has to be mended."""
    benches = open_benches(request, request.operand)
    for bench in benches:
        if bench.broken:
            raise bench.broken[0]
        _require_people(bench, request.values("--person"))
    if request.on("--update"):
        for bench in benches:
            _update(request, bench)
        return DONE
    tested = [(bench, _test(request, bench)) for bench in benches]
    if request.on("--json"):
        emit_json({"packs": [as_told(each) for _, each in tested]})
    else:
        width = shutil.get_terminal_size().columns
        colour = _colour(request.environment)
        emit("\n".join(drawn(bench, each, width, colour=colour) for bench, each in tested))
    for bench, each in tested:
        _advise(bench, each)
    return FAILED if any(each.failed for _, each in tested) else DONE


def _test(request: Request, bench: Workbench) -> Tested:
    before = kept(bench)
    named = request.value("--today")
    today = day(request) if named or before.day is None else before.day
    return put_to_test(bench, before, today, request.values("--person") or None)


def _update(request: Request, bench: Workbench) -> None:
    """Keep the texts of a pack as they are now, and say what is different from before."""
    before = kept(bench)
    people = request.values("--person") or None
    named = request.value("--today")
    if named and people and before.day and day(request) != before.day:
        raise UsageError("A new day changes the texts of everybody; leave --person out.")
    today = day(request) if named or before.day is None else before.day
    there, now = of_people(before.texts, people), all_written(bench, today, people)
    found = compared(there, now)
    keep(bench, there, now, today)
    accept(bench)
    parts = [
        f"{count:,} {'is' if count == 1 else 'are'} {how}"
        for count, how in (
            (len(found.changed), "changed"),
            (len(found.new), "new"),
            (len(found.gone), "gone"),
        )
        if count
    ]
    said = f"; {', '.join(parts)}" if parts else ", all as before"
    emit(f"{bench.name}: kept {len(now):,} {'text' if len(now) == 1 else 'texts'}{said}.\n")


def _advise(bench: Workbench, tested: Tested) -> None:
    """Say what to do next."""
    name = bench.name
    if not tested.whole:
        tell_wrapped(f"What has to be mended first, says: discloser pack check {name}")
    if not tested.kept and tested.now:
        if bench.folder.root.resolve().parent == BUILT_IN.resolve():
            tell_wrapped("The kept texts of this pack do not come with an installed program.")
        else:
            tell_wrapped(
                f"To keep the texts, read them (discloser pack preview {name}), and then: "
                f"discloser pack test {name} --update"
            )
    elif tested.compared.different:
        tell_wrapped(
            f"Once you have read what changed, keep it with: discloser pack test {name} --update"
        )


def _require_people(bench: Workbench, names: Sequence[str]) -> None:
    """Raise UsageError for a sample person that is not there."""
    for name in names:
        if name not in bench.people:
            near = nearest(name, bench.people)
            hint = f"Did you mean {near}?" if near else f"There are: {', '.join(bench.people)}."
            raise UsageError(f"There is no sample person {name!r}. {hint}")


def _colour(environment: Mapping[str, str]) -> bool:
    """Return whether colours may be shown beside the marks."""
    if sys.stdout is None or not sys.stdout.isatty() or os.name == "nt":
        return False
    return not environment.get("NO_COLOR") and environment.get("TERM", "") != "dumb"
