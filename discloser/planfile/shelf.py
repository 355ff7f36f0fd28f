"""The folder in which a person's plans stand as plan files.

A plan is named by the day it was begun, never by an answer: names show up in lists of recent files.
"""

import datetime
import os
import re
from itertools import count
from pathlib import Path

from msgspec import Struct

from discloser.disk.whole import private_folder, settle, why, write_new, write_whole
from discloser.errors import OutputError, PlanError
from discloser.model.plan import Plan
from discloser.planfile.read import MOST_BYTES, PlanText, parse_plan, read_plan_text
from discloser.planfile.write import write_plan

PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""What a plan may be called: nothing that leads out of the folder, and no hidden file."""

ENDING = ".toml"

Stamp = tuple[int, int, int]
"""Time of the last change, size and number of a file."""

WHAT = "a plan"
"""What is written here, in messages."""


class Entry(Struct, frozen=True):
    """One plan on the shelf; one that cannot be read is there too, with the reason."""

    id: str
    changed: float
    """When the file was last written, in seconds since the epoch."""
    plan: Plan | None
    problem: str = ""
    """Why there is no plan, as one sentence with file, line and fix; empty if there is one."""


class Shelf:
    """The plan files in one folder, which is made when the first one is saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, tuple[Stamp, Entry]] = {}
        """What each file held when it was last read: reading five hundred takes a while."""

    def entries(self) -> tuple[Entry, ...]:
        """Return every plan, the one changed last first. Raises PlanError for the folder alone."""
        seen: dict[str, tuple[Stamp, Entry]] = {}
        try:
            with os.scandir(self.folder) as found:
                files = [file for file in found if _is_plan(file)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise PlanError(f"The plans in {self.folder} cannot be listed: {reason}.") from None
        for file in files:
            try:
                # Of a DirEntry, Windows would give an older state and no number of the file.
                state = os.stat(file.path)  # noqa: PTH116 - a Path for each is slow
            except FileNotFoundError:  # deleted this moment
                continue
            plan_id = file.name.removesuffix(ENDING)
            stamp = _stamp(state)
            known = self._seen.get(plan_id)
            same = known is not None and known[0] == stamp
            entry = known[1] if known and same else self._entry(plan_id, state.st_mtime)
            seen[plan_id] = stamp, entry
        self._seen = seen
        found_entries = (entry for _, entry in seen.values())
        return tuple(sorted(found_entries, key=lambda each: (each.changed, each.id), reverse=True))

    def names(self) -> tuple[Entry, ...]:
        """Return every plan without reading any of them, the one changed last first."""
        try:
            with os.scandir(self.folder) as found:
                files = [(file.name, file.stat().st_mtime) for file in found if _is_plan(file)]
        except OSError:
            return ()
        entries = [Entry(name.removesuffix(ENDING), changed, None) for name, changed in files]
        return tuple(sorted(entries, key=lambda each: (each.changed, each.id), reverse=True))

    def read(self, plan_id: str) -> PlanText:
        """Return the text of a plan. Raises PlanError."""
        return read_plan_text(self._there(plan_id))

    def new_id(self, day: datetime.date) -> str:
        """Return a name that no plan has: ``plan-2026-11-25``, then ``plan-2026-11-25-2``."""
        first = f"plan-{day.isoformat()}"
        names = (first if number == 1 else f"{first}-{number}" for number in count(1))
        return next(name for name in names if not os.path.lexists(self._path(name)))

    def create(self, plan: Plan, day: datetime.date) -> str:
        """Write a new plan and return its name, which no other program has taken.

        Raises OutputError.
        """
        return self._write_new(write_plan(plan), day)

    def stamp(self, plan_id: str) -> Stamp | None:
        """Return what tells one state of a file from another; None if there is no file."""
        try:
            return _stamp(self._path(plan_id).stat())
        except OSError:
            return None

    def save(self, plan_id: str, plan: Plan) -> None:
        """Write a plan, whole or not at all.

        Raises OutputError, and the file is then as it was; PlanError for a name no plan can have.
        """
        self._write(plan_id, write_plan(plan))

    def duplicate(self, plan_id: str, day: datetime.date) -> str:
        """Copy a plan to the letter and return the name of the copy.

        Raises PlanError if it cannot be read as a file and OutputError if it cannot be written.
        """
        return self._write_new(self.read(plan_id).text, day)

    def delete(self, plan_id: str) -> None:
        """Delete a plan for good. Raises PlanError if there is none and OutputError."""
        path = self._there(plan_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise OutputError(f"{path.name} could not be deleted: {reason}.") from None
        settle(self.folder)

    def _entry(self, plan_id: str, changed: float) -> Entry:
        try:
            return Entry(plan_id, changed, parse_plan(self.read(plan_id)))
        except PlanError as error:
            return Entry(plan_id, changed, None, error.message)

    def _write(self, plan_id: str, text: str) -> None:
        path, content = self._path(plan_id), _content(text)
        try:
            private_folder(self.folder)
            write_whole(path, content)
        except OSError as error:
            raise self._failed(error) from None

    def _write_new(self, text: str, day: datetime.date) -> str:
        content = _content(text)
        while True:
            plan_id = self.new_id(day)
            try:
                private_folder(self.folder)
                write_new(self._path(plan_id), content)
            except FileExistsError as error:
                if not self.folder.is_dir():
                    raise self._failed(error) from None
            except OSError as error:
                raise self._failed(error) from None
            else:
                return plan_id

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(f"{why(error, self.folder, WHAT)} Nothing was written.")

    def _path(self, plan_id: str) -> Path:
        if not PLAN_ID.fullmatch(plan_id):
            raise PlanError(
                "This is not the name of a plan.", fix="It has plain letters, digits, - and _ only."
            )
        return self.folder / f"{plan_id}{ENDING}"

    def _there(self, plan_id: str) -> Path:
        """Return the path of a plan that is there. A link is none: it may lead anywhere."""
        path = self._path(plan_id)
        if path.is_symlink() or not path.is_file():
            raise PlanError("There is no such plan.", file=path.name, fix="Check the name.")
        return path


def _content(text: str) -> bytes:
    """Return a text as bytes. Raises OutputError if it could not be opened again."""
    content = text.encode()
    if len(content) > MOST_BYTES:
        most = f"{MOST_BYTES // 1000} kB"
        raise OutputError(f"The plan is larger than {most}. Nothing was written.")
    return content


def _stamp(state: os.stat_result) -> Stamp:
    return (state.st_mtime_ns, state.st_size, state.st_ino)


def _is_plan(file: os.DirEntry[str]) -> bool:
    stem, ending = os.path.splitext(file.name)  # noqa: PTH122 - a Path for each is slow
    named = ending == ENDING and PLAN_ID.fullmatch(stem) is not None
    return named and file.is_file(follow_symlinks=False)
