"""Packs from somebody else and for somebody else: looked through, taken in, and sent on."""

import datetime
import os
import re
from pathlib import Path

from msgspec import Struct

from discloser.authoring.check import check
from discloser.authoring.finding import PackFinding
from discloser.authoring.shared.based_on import note
from discloser.authoring.shared.readable import Readable, readable
from discloser.authoring.workbench import Workbench, open_workbench, workbench_of
from discloser.errors import PackError, UsageError
from discloser.packs.archive import check_pack_name, read_archive, write_archive
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.load import find
from discloser.packs.own_folder import put_in, take_out
from discloser.packs.pins import Pin, read_pins, write_pins
from discloser.packs.trust import State
from discloser.text.nearest import nearest

_FRESH: dict[str, bytes] = {}
"""What was worked out since the program started. What the disk keeps of earlier checks is not
believed here: whoever can write there could have it say that nothing is wrong."""


class Arrival(Struct, frozen=True):
    """A pack that somebody wants to take in, looked through."""

    folder: PackFolder
    bench: Workbench
    findings: tuple[PackFinding, ...]
    reads: Readable | None
    """What it can read; None where it cannot be read itself."""
    source: str
    """Name of the file or folder that it came from."""
    in_place: bool
    """Whether it lies among the person's own packs already."""
    there: Pin | None
    """What was taken in under this name before, if it is there and unchanged."""

    @property
    def blocked(self) -> bool:
        """Whether it must not be used as it is."""
        return self.reads is None or any(finding.blocks for finding in self.findings)


def arrive(
    named: str,
    own: Path,
    today: datetime.date,
    *,
    replace: bool = False,
) -> Arrival:
    """Look through a .zip file, a folder, or an own pack by its name; nothing is written.

    With ``replace``, a pack of the same name may be lost. Raises PackError and UsageError.
    """
    found = find(own)
    source = _source(named, own)
    folder = read_folder(source, whole=True) if source.is_dir() else read_archive(source)
    name = folder.name
    check_pack_name(name, source.name)
    if name in found and found[name].built_in:
        raise UsageError(
            f"{name} is the name of a pack that comes with the program. Have this one renamed."
        )
    root = own / name
    in_place = os.path.lexists(root) and source.is_dir() and root.resolve() == source.resolve()
    there = None
    if not in_place and os.path.lexists(root):
        there = _pinned(name, own)
        if there is None and not replace:
            raise UsageError(
                f"There is a pack {name} among your own that was not installed, or that you have "
                "changed since. Rename its folder to keep it, or add --replace to lose it."
            )
    bench = workbench_of(folder, own, _FRESH)
    findings = check(bench, today, widely=False)
    reads = readable(bench) if bench.pack is not None and not bench.broken else None
    return Arrival(folder, bench, findings, reads, source.name, in_place, there)


def settle_in(arrival: Arrival, own: Path, today: datetime.date) -> Path:
    """Write a pack among the person's own, pin it, and return its folder.

    Raises OSError, and PackError if the file with the pins cannot be read.
    """
    pins = read_pins(own)
    name = arrival.folder.name
    if not arrival.in_place:
        put_in(arrival.folder, own)
    version = arrival.bench.manifest.version
    pins[name] = Pin(arrival.folder.digest(), arrival.source, today, version)
    write_pins(own, pins)
    return own / name


def leave(name: str, own: Path) -> None:
    """Remove one of the person's own packs for good. Raises OSError and PackError."""
    pins = read_pins(own)
    take_out(own / name)
    if pins.pop(name, None):
        write_pins(own, pins)


def require_own(name: str, own: Path | None) -> Path:
    """Return the folder of one of the person's own packs. Raises UsageError."""
    found = find(own)
    mine = [each.name for each in found.values() if not each.built_in]
    if name not in found:
        near = nearest(name, mine)
        hint = f"Did you mean {near}?" if near else f"You have: {', '.join(mine) or 'none'}."
        raise UsageError(f"There is no pack {name!r} of your own. {hint}")
    if found[name].built_in:
        raise UsageError(f"{name} comes with the program, so it stays.")
    return found[name].root


def lying_on(name: str, own: Path) -> list[str]:
    """Return the person's own packs that lie on a pack; those that cannot be read are left out."""
    found = []
    for each in find(own).values():
        try:
            if not each.built_in and open_workbench(each.name, own).manifest.extends == name:
                found.append(each.name)
        except PackError:
            continue
    return found


def pack_up(bench: Workbench) -> tuple[str, bytes]:
    """Return a pack as one file, with the name that it is given. Raises PackError."""
    note(bench)
    folder = read_folder(bench.folder.root, whole=True)
    version = re.sub(r"[^0-9A-Za-z.]+", "_", bench.manifest.version).strip("._") or "1"
    return f"{folder.name}-{version}.zip", write_archive(folder)


def _source(named: str, own: Path) -> Path:
    """Return what is meant: a path, or the folder of an own pack. Raises UsageError."""
    path = Path(os.path.abspath(named))  # noqa: PTH100 - a link keeps its own name
    try:
        if os.path.lexists(path):
            return path
        if "/" not in named and (own / named).is_dir():
            return own / named
    except (OSError, ValueError):
        pass
    raise UsageError(
        f"There is no file and no folder {named!r}. Give the .zip file that was sent to you, "
        "or its folder."
    )


def _pinned(name: str, own: Path) -> Pin | None:
    """Return the pin of an own pack that is as it was when it was taken in."""
    try:
        trusts = open_workbench(name, own).trusts
        return read_pins(own).get(name) if trusts[-1].state is State.PINNED else None
    except (PackError, UsageError):
        return None
