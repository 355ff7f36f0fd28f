"""What has changed below a pack under work since its entries were written."""

from contextlib import suppress

from discloser.authoring.workbench import Workbench
from discloser.errors import PackError
from discloser.packs.based_on import (
    Outdated,
    hidden,
    note_new,
    outdated,
    read_notes,
    write_notes,
)
from discloser.packs.load import BUILT_IN


def stale(bench: Workbench) -> tuple[Outdated, ...]:
    """Return the entries of a pack that replace something that is another one by now.

    Raises PackError if what was noted cannot be read.
    """
    return outdated(read_notes(bench.folder.root), bench.folder, bench.layers.replaced)


def look_below(bench: Workbench) -> tuple[str, ...]:
    """Note what the entries of a pack hide, and say which of it is another one by now."""
    note(bench)
    try:
        return tuple(each.sentence for each in stale(bench))
    except PackError as error:
        return (error.message,)


def note(bench: Workbench) -> None:
    """Note what the entries of a pack hide, where that was not noted yet.

    Nothing is written for a pack that comes with the program, nor into a folder that is read-only.
    """
    if _is_own(bench) and not bench.broken:
        with suppress(PackError):  # `stale` says what is wrong with it
            now = hidden(bench.layers.replaced, bench.name)
            note_new(bench.folder.root, now, read_notes(bench.folder.root))


def accept(bench: Workbench) -> None:
    """Note that the author has looked at everything that changed below the pack."""
    now = hidden(bench.layers.replaced, bench.name)
    try:
        noted = read_notes(bench.folder.root)
    except PackError:
        noted = {}
    if _is_own(bench) and noted != now:
        with suppress(OSError):
            write_notes(bench.folder.root, now)


def _is_own(bench: Workbench) -> bool:
    """Return whether a pack lies in a folder, and not in that of the program."""
    root = bench.folder.root
    return root.is_absolute() and root.is_dir() and root.resolve().parent != BUILT_IN.resolve()
