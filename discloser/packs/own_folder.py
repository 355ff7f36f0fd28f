"""The folder of a person's own packs: a pack is put there whole, and taken away whole.

What is not whole has a name that starts with a dot, so it is never taken for a pack. A pack that is
replaced is set aside first; if the machine stops just then, it is put back before the next change.
"""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from discloser.disk.process import birth, runs
from discloser.disk.whole import private_folder, settle, write_whole
from discloser.packs.folder import PackFolder

NEW = ".discloser-new-"
BEFORE = ".discloser-before-"
"""How the names of packs start that are on their way in, and out."""

_NEW = re.compile(re.escape(NEW) + r"([1-9][0-9]{0,8})_([0-9]{0,20})_.+")


def put_in(pack: PackFolder, own: Path) -> None:
    """Put a pack into the folder of a person's own, in place of one of the same name.

    Raises OSError; what was there is then as it was.
    """
    private_folder(own)
    tidy(own)
    new = _unfinished(own, pack.name)
    shutil.rmtree(new, ignore_errors=True)
    try:
        for path, text in (pack.files | pack.kept).items():
            target = new / path
            private_folder(target.parent)
            write_whole(target, text.encode())
        _swap(new, own / pack.name, own / f"{BEFORE}{pack.name}")
    finally:
        shutil.rmtree(new, ignore_errors=True)
    settle(own)


def take_out(root: Path) -> None:
    """Remove the folder of a pack with all that is in it; of a link only the link.

    Raises OSError; the pack is then there as it was, or not at all.
    """
    tidy(root.parent)
    if root.is_symlink():
        root.unlink()
    else:
        leaving = _unfinished(root.parent, root.name)
        root.rename(leaving)
        shutil.rmtree(leaving)
    settle(root.parent)


def tidy(own: Path) -> None:
    """Put back what was set aside when the machine stopped, and remove what never was whole."""
    with suppress(OSError):
        for each in list(own.iterdir()):
            if each.name.startswith(BEFORE):
                root = own / each.name.removeprefix(BEFORE)
                if os.path.lexists(root):
                    shutil.rmtree(each, ignore_errors=True)
                else:
                    each.rename(root)
            elif (named := _NEW.fullmatch(each.name)) and not runs(int(named[1]), named[2]):
                shutil.rmtree(each, ignore_errors=True)


def _unfinished(own: Path, name: str) -> Path:
    """Return a place for what is not whole, under the name of this process."""
    me = os.getpid()
    return own / f"{NEW}{me}_{birth(me)}_{name}"


def _swap(new: Path, root: Path, before: Path) -> None:
    if root.is_symlink():  # to a folder elsewhere, which stays as it is
        root.unlink()
    if not os.path.lexists(root):
        new.rename(root)
        return
    root.rename(before)
    try:
        new.rename(root)
    except OSError:
        before.rename(root)
        raise
    shutil.rmtree(before, ignore_errors=True)
