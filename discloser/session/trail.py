"""How somebody came to where they are in a plan: the place on the page, and the answers before.

It is kept beside the plan, so that undo goes on in the next sitting and the plan file itself holds
nothing that was taken back.
"""

from collections.abc import Sequence
from zlib import crc32

import msgspec
from msgspec import Struct

from discloser.errors import PlanError
from discloser.model.plan import Plan
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.write import write_plan

MOST_STEPS = 50
"""Answers in each direction that are kept from one sitting to the next."""

MOST_CHARACTERS = 60_000
"""What they may take together; an edited paper counts whole."""


class Spot(Struct, frozen=True):
    """Where somebody is in the interview."""

    page: str
    row: str = ""
    typed: str | None = None
    """What stands in the line for typing; None if nothing is being typed."""


class Change:
    """A plan as it was before an answer, and the key path of that answer."""

    def __init__(self, path: str, *, plan: Plan | None = None, text: str = "") -> None:
        """One of ``plan`` and ``text``, the plan file, is given; the other is made on demand."""
        self.path = path
        self._plan = plan
        self._text = text

    @property
    def plan(self) -> Plan:
        """The plan. Raises PlanError if the text that was kept cannot be read."""
        if self._plan is None:
            self._plan = parse_plan(PlanText(self._text, "an earlier answer"))
        return self._plan

    @property
    def text(self) -> str:
        """The plan as a plan file."""
        if not self._text and self._plan is not None:
            self._text = write_plan(self._plan)
        return self._text


class _Step(Struct, frozen=True, array_like=True):
    """What makes the text of one plan from that of its neighbour."""

    path: str
    start: int
    middle: str
    end: int
    """Characters at the end that both texts share; ``start`` counts those at the beginning."""


class _Trail(Struct, frozen=True):
    leads_to: int
    """A sum over the plan file that it leads to: steps mean nothing from another one."""
    spot: Spot | None = None
    back: list[_Step] = []
    forth: list[_Step] = []


class Trail(Struct, frozen=True):
    """The way to a plan and the way on; the last change of each list is the next one to take."""

    spot: Spot | None = None
    back: tuple[Change, ...] = ()
    forth: tuple[Change, ...] = ()


def write_trail(trail: Trail, text: str) -> str:
    """Return a trail as text; ``text`` is the plan file that it leads to."""
    kept = _Trail(_sum(text), trail.spot, _steps(trail.back, text), _steps(trail.forth, text))
    try:
        return msgspec.json.encode(kept).decode()
    except UnicodeEncodeError:  # half a character in the line for typing: the plan matters more
        return ""


def read_trail(written: str, text: str) -> Trail:
    """Return the trail to a plan file; an empty one if what was written makes no sense."""
    try:
        kept = msgspec.json.decode(written, type=_Trail)
    except (msgspec.DecodeError, RecursionError):
        return Trail()
    if kept.leads_to != _sum(text):
        return Trail()
    return Trail(kept.spot, _changes(kept.back, text), _changes(kept.forth, text))


def _sum(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


def _steps(changes: Sequence[Change], text: str) -> list[_Step]:
    """Return the newest changes as steps, each from the text that came after it."""
    steps: list[_Step] = []
    room = MOST_CHARACTERS
    for change in reversed(changes[-MOST_STEPS:]):
        step = _step(change.path, change.text, text)
        room -= len(step.middle) + len(step.path)
        if room < 0:
            break
        steps.append(step)
        text = change.text
    return steps


def _step(path: str, before: str, after: str) -> _Step:
    most = min(len(before), len(after))
    start = _shared(before, after, most)
    end = _shared(before[::-1], after[::-1], most - start)
    return _Step(path, start, before[start : len(before) - end], end)


def _shared(one: str, two: str, most: int) -> int:
    """Return how many characters two texts have in common from the start on, up to ``most``."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == two[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _changes(steps: Sequence[_Step], text: str) -> tuple[Change, ...]:
    changes = []
    for step in steps:
        if not 0 <= step.start <= len(text) - step.end <= len(text):
            break
        text = text[: step.start] + step.middle + (text[-step.end :] if step.end else "")
        changes.append(Change(step.path, text=text))
    return tuple(reversed(changes))


def is_readable(change: Change) -> bool:
    """Return whether an earlier plan can be shown."""
    try:
        return bool(change.plan)
    except PlanError:
        return False
