"""``pack install``, ``pack remove``, ``pack export``: packs from and for other people."""

from pathlib import Path
from typing import Any

from msgspec import to_builtins

from discloser.authoring.report import as_text
from discloser.authoring.shared.sharing import (
    Arrival,
    arrive,
    leave,
    lying_on,
    pack_up,
    require_own,
    settle_in,
)
from discloser.cli.day import day
from discloser.cli.folders import own_packs
from discloser.cli.pack_list import what_is_done
from discloser.cli.packs import open_bench
from discloser.cli.request import Request
from discloser.cli.streams import (
    emit,
    emit_json,
    encodable,
    explain,
    one_line,
    tell,
    tell_wrapped,
)
from discloser.cli.terminal import confirm, require_answer
from discloser.disk.whole import why, write_new
from discloser.errors import OutputError, UsageError
from discloser.packs.layers import Replacement

MOST_SHOWN = 12
"""Entries that are named one by one before somebody is asked."""


def run(request: Request) -> int:
    """Do it; 1 if a pack is refused."""
    match request.command.name:
        case "pack install":
            return _install(request)
        case "pack remove":
            return _remove(request)
        case _:
            return _export(request)


def _install(request: Request) -> int:
    require_answer(request)
    own = _own(request)
    today = day(request)
    replace = request.on("--replace")
    arrival = arrive(request.operands[0], own, today, replace=replace)
    name = arrival.folder.name
    _introduce(arrival)
    if arrival.blocked:
        if request.on("--json"):
            emit_json(_data(arrival, None))
        tell(f"{name} was not installed: what is to mend above comes first.")
        return 1
    question = f"Pin {name} as it is now?" if arrival.in_place else f"Install {name}?"
    confirm(request, question, f"{name} was not installed.")
    try:
        root = settle_in(arrival, own, today)
    except OSError as error:
        raise OutputError(f"{why(error, own, 'a pack')} {name} was not installed.") from None
    if request.on("--json"):
        emit_json(_data(arrival, root))
    else:
        emit(f"{encodable(root)}\n")
    tell(f"{name} is checked and pinned. `discloser pack list` says what it changes.")
    return 0


def _introduce(arrival: Arrival) -> None:
    """Say what somebody should know before they say yes."""
    bench = arrival.bench
    if arrival.reads is not None and bench.pack is not None:
        manifest = bench.manifest
        over = f", laid over {manifest.extends}" if manifest.extends else ""
        tell(f"{bench.name}: {manifest.title}, version {manifest.version}{over}")
        if manifest.about:
            tell(manifest.about)
        own = [each for each in bench.layers.replaced if each.pack == bench.name]
        explain("".join(f"  {one_line(line_of(each))}\n" for each in own[:MOST_SHOWN]))
        if len(own) > MOST_SHOWN:
            explain(f"  and {len(own) - MOST_SHOWN} more\n")
        labels = {topic: entry.label for topic, entry in bench.pack.catalogue.topics.items()}
        tell_wrapped(arrival.reads.sentences(labels))
    if arrival.there:
        since = arrival.there.on.isoformat()
        tell(f"It takes the place of version {arrival.there.version}, installed on {since}.")
    tips = sum(not each.blocks for each in arrival.findings)
    if arrival.blocked:
        explain(as_text(bench, [each for each in arrival.findings if each.blocks]))
    elif tips:
        what = "1 thing" if tips == 1 else f"{tips} things"
        tell(f"Nothing in it is wrong; `discloser pack check` has {what} to look at.")


def line_of(each: Replacement) -> str:
    """Say what a pack does to one entry."""
    return what_is_done(each.kind, each.id, each.keys, adds=each.adds)


def _data(arrival: Arrival, root: Path | None) -> dict[str, Any]:
    """Return the result as one object; its keys are an interface."""
    reads = arrival.reads
    return {
        "pack": arrival.folder.name,
        "installed": root is not None,
        "folder": str(root) if root else "",
        "digest": arrival.folder.digest(),
        "reads": to_builtins(reads) if reads else None,
        "findings": to_builtins(arrival.findings),
    }


def _remove(request: Request) -> int:
    require_answer(request)
    own = _own(request)
    name = request.operands[0]
    root = require_own(name, own)
    if others := lying_on(name, own):
        tell(f"{', '.join(others)} lies on {name} and will not work without it.")
    what = "the link to its folder" if root.is_symlink() else "its folder with all that is in it"
    confirm(request, f"Remove {name}, {what}?", f"{name} was not removed.")
    try:
        leave(name, own)
    except OSError as error:
        raise OutputError(f"{why(error, own, 'a pack')} {name} may be there still.") from None
    tell(f"{name} is removed.")
    return 0


def _export(request: Request) -> int:
    bench = open_bench(request, request.operands[0])
    name, content = pack_up(bench)
    path = Path(request.value("--to") or name)
    try:
        write_new(path, content)
    except FileExistsError:
        raise UsageError(f"{path} is there already; name another file with --to.") from None
    except (OSError, ValueError) as error:
        reason = (
            why(error, path.parent, "a pack") if isinstance(error, OSError) else "No such name."
        )
        raise OutputError(f"{reason} Nothing was written.") from None
    emit(f"{encodable(path)}\n")
    tell(
        f"Wrote {bench.name}, version {bench.manifest.version}, as one file. Whoever gets it "
        "takes it in with pack install."
    )
    return 0


def _own(request: Request) -> Path:
    own = own_packs(request.environment)
    if own is None:
        raise UsageError("There is no folder for your own packs; name one with DISCLOSER_PACKS.")
    return own
