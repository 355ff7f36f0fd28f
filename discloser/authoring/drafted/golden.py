"""Texts that were read and kept: every document of every sample person, beside the pack."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress

from msgspec import Struct

from discloser.authoring.drafted.drafts import samples
from discloser.authoring.drafted.word_diff import Change, word_diff
from discloser.authoring.workbench import Workbench
from discloser.disk.whole import why, write_all
from discloser.errors import DiscloserError, OutputError, PackError, TemplateError
from discloser.packs.folder import read_folder
from discloser.packs.gate import GOLDEN
from discloser.text.clean import clean

DAY = "day.txt"
"""Holds the day that counts as today in the texts, so that they stay the same."""


class Kept(Struct, frozen=True):
    """What was kept beside a pack."""

    texts: dict[str, str]
    """Person, document and audience, such as ``maya/script_20s.manager.md``, to the text."""
    day: datetime.date | None = None


class Same(Struct, frozen=True):
    """One change, and all texts that it shows in."""

    change: Change
    """As it is in the first of them."""
    texts: tuple[str, ...]


class Compared(Struct, frozen=True):
    """What is different from the texts that were kept."""

    changes: tuple[Same, ...] = ()
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    """Texts that are written now and were not kept."""
    gone: tuple[str, ...] = ()
    """Texts that were kept and are not written any more."""

    @property
    def different(self) -> int:
        """How many texts are different."""
        return len(self.changed) + len(self.new) + len(self.gone)


def kept(bench: Workbench) -> Kept:
    """Return the texts that were kept beside a pack. Raises PackError."""
    files = read_folder(bench.folder.root, whole=True).kept
    inside = {path.removeprefix(f"{GOLDEN}/"): text for path, text in files.items()}
    day = inside.get(DAY, "").strip()
    texts = {path: text for path, text in inside.items() if path.endswith(".md") and "/" in path}
    try:
        return Kept(texts, datetime.date.fromisoformat(day) if day else None)
    except ValueError:
        raise PackError(
            "It does not hold a date.",
            file=bench.folder.shown(f"{GOLDEN}/{DAY}"),
            line=1,
            fix="Write the day as 2026-12-01.",
        ) from None


def written(
    bench: Workbench, today: datetime.date, people: Collection[str] | None = None
) -> dict[str, str]:
    """Return the texts of a pack as they are now, by the names under which they are kept.

    Of a pack that lies on another one these are the texts that differ from those of the other. A
    text that cannot be written is not among them.
    """
    return _differing(bench, today, people, suppress)


def all_written(
    bench: Workbench, today: datetime.date, people: Collection[str] | None = None
) -> dict[str, str]:
    """Return the same, and raise PlanError and TemplateError for a text that cannot be written."""
    return _differing(bench, today, people, lambda _: nullcontext())


Failing = Callable[[type[Exception]], AbstractContextManager[object]]
"""What becomes of a text that cannot be written."""


def _differing(
    bench: Workbench, today: datetime.date, people: Collection[str] | None, failing: Failing
) -> dict[str, str]:
    texts = _written(bench, today, bench.people if people is None else people, failing)
    if len(bench.stack) == 1:
        return texts
    below = Workbench(bench.stack[:-1], bench.cache)
    both = [name for name in below.people if people is None or name in people]
    same = _written(below, today, both, suppress)
    return {path: text for path, text in texts.items() if text != same.get(path)}


def _written(
    bench: Workbench, today: datetime.date, people: Iterable[str], failing: Failing
) -> dict[str, str]:
    texts = {}
    for person in people:
        with failing(DiscloserError):
            for sample in samples(bench, today, [person]):
                spec, audience = sample.place
                with failing(TemplateError):
                    made = sample.drafter.write(spec, audience)
                    subject = f"Subject: {made.subject}\n\n" if made.subject else ""
                    name = f"{person}/{spec.id}.{audience}.md"
                    texts[name] = clean(f"{subject}{made.text.rstrip()}\n")
    return texts


def compared(before: Mapping[str, str], now: Mapping[str, str]) -> Compared:
    """Return what is different now, the same change in many texts as one."""
    changed = sorted(path for path in now if path in before and now[path] != before[path])
    found: dict[object, tuple[Change, list[str]]] = {}
    for path in changed:
        for change in word_diff(before[path], now[path]):
            _, paths = found.setdefault(change.about, (change, []))
            paths.append(path)
    return Compared(
        changes=tuple(
            Same(change, tuple(dict.fromkeys(paths))) for change, paths in found.values()
        ),
        changed=tuple(changed),
        new=tuple(sorted(now.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - now.keys())),
    )


def of_people(texts: Mapping[str, str], people: Collection[str] | None) -> dict[str, str]:
    """Return the texts of some sample persons, or of all."""
    return {
        path: text
        for path, text in texts.items()
        if people is None or path.partition("/")[0] in people
    }


def keep(
    bench: Workbench, before: Mapping[str, str], now: Mapping[str, str], today: datetime.date
) -> None:
    """Keep texts as they are now, in place of those before. Raises OutputError.

    All that is new is on the disk before anything goes.
    """
    root = bench.folder.root / GOLDEN
    folder = root
    try:
        root.mkdir(exist_ok=True)
        write_all(root, [(DAY, f"{today}\n".encode())], [])
        changed = {path: text for path, text in now.items() if before.get(path) != text}
        for person in sorted({path.partition("/")[0] for path in changed}):
            folder = root / person
            folder.mkdir(exist_ok=True)
            files = [
                (path.partition("/")[2], text.encode())
                for path, text in sorted(changed.items())
                if path.partition("/")[0] == person
            ]
            write_all(folder, files, [])
        for path in sorted(before.keys() - now.keys()):
            folder = (root / path).parent
            (root / path).unlink(missing_ok=True)
            with suppress(OSError):  # still holds something
                folder.rmdir()
    except OSError as error:
        raise OutputError(why(error, folder, "a text")) from None
