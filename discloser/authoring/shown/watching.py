"""Noticing that a file of a pack was saved: the folder is looked at, and nothing waits."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

EVERY = 0.3
"""Seconds between two looks: a saved file is seen at once, and an idle computer stays idle."""

DEEPEST = 4
"""Folders below one another that are looked at; a pack has two."""

MOST_SEEN = 5_000
"""Files that are looked at; a folder with more is no pack, and must not make each look slow."""

State = dict[str, tuple[int, int, int]]
"""Path to when the file was changed, how long it is, and which file it is."""


class Watch:
    """Some folders, and how they were at the last look.

    Editors save in many ways: over the file, or by renaming a new one. All of them change its time,
    its length or its number. A file that is half written is seen twice, and is whole the second
    time.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(dict.fromkeys(folders))
        self._state = self._seen()

    def follow(self, folders: Iterable[Path]) -> None:
        """Look at these folders from now on; what is in new ones counts as seen."""
        self._folders = tuple(dict.fromkeys(folders))
        self._state = {**self._seen(), **self._state}

    def look(self) -> bool:
        """Return whether anything is different from the last look."""
        before, self._state = self._state, self._seen()
        return self._state != before

    def _seen(self) -> State:
        found: State = {}
        for folder in self._folders:
            for entry in _files(folder, DEEPEST):
                if len(found) >= MOST_SEEN:
                    return found
                with suppress(OSError):  # gone between the two questions
                    about = entry.stat(follow_symlinks=False)
                    found[entry.path] = (about.st_mtime_ns, about.st_size, about.st_ino)
        return found


def _files(folder: Path | str, depth: int) -> Iterator[os.DirEntry[str]]:
    """Yield the files of a folder and those below it, but none that are hidden."""
    with suppress(OSError), os.scandir(folder) as entries:  # not there now, perhaps again later
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth and entry.name != "golden":  # what `pack test` keeps is never shown
                    yield from _files(entry.path, depth - 1)
            else:
                yield entry
