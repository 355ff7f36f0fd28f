"""One person at work on one plan: every answer goes in here, and can be taken back."""

import datetime
from contextlib import suppress
from typing import Any, Protocol

from discloser.errors import AnswerError, DiscloserError
from discloser.interview import answering
from discloser.interview.typed import read_typed
from discloser.model.plan import Plan
from discloser.planfile.references import unknown_names
from discloser.planfile.write import write_plan
from discloser.session.drafting import Workshop
from discloser.session.session import Session
from discloser.session.trail import Change, Trail, is_readable, write_trail
from discloser.text.clean import clean

MOST_BACK = 500
"""How many answers can be taken back."""


class Place(Protocol):
    """Where a plan is safe."""

    @property
    def plan_id(self) -> str | None:
        """The name of the plan there; None before its first answer."""

    @property
    def elsewhere(self) -> Plan | None:
        """What somebody else made of the plan, if this one had to move."""

    @property
    def moved_from(self) -> str:
        """The name of the plan that somebody else made that of; empty if this did not move."""

    def keep(self, plan: Plan, text: str, trail: str) -> str:
        """Write a plan, its plan file and the way to it; return a remark for the person, or "".

        Raises OutputError, VaultError.
        """

    def note(self, trail: str) -> None:
        """Write another way to the plan that is kept. Raises VaultError."""


class Sitting:
    """A plan with its pack, its history of answers, and the place where it is kept."""

    def __init__(
        self,
        plan: Plan,
        workshop: Workshop,
        today: datetime.date,
        place: Place | None = None,
        trail: Trail | None = None,
    ) -> None:
        """``place`` is None if nothing is to be kept; ``trail`` leads to the plan."""
        trail = trail or Trail()
        self._place = place
        self._kept = plan
        self._back: list[Change] = list(trail.back)
        self._forth: list[Change] = list(trail.forth)
        self._typing = ""
        self.spot = trail.spot
        """Where the person is, as the front tells it."""
        self._noted = trail
        self.today = today
        self.workshop = workshop
        self.session = Session(plan, workshop, today, holds_back=True)

    @property
    def plan(self) -> Plan:
        """The plan with all answers so far."""
        return self.session.plan

    @property
    def notices(self) -> tuple[str, ...]:
        """What the person should know about the pack: that it is not what was installed."""
        return tuple(each.notice for each in self.workshop.unknown if each.notice)

    # --- answers ---

    def answer(self, path: str, value: Any) -> None:
        """Put a value at a key path; an empty one takes the answer away. Raises AnswerError."""
        if isinstance(value, str):
            value = clean(value)
        self._become(answering.put(self.plan, path, value), path)

    def type(self, path: str, kind: str, text: str) -> None:
        """Put a typed line at a key path; a run of typing is taken back as one answer.

        Raises AnswerError, and the plan then stays as it is.
        """
        value = read_typed(kind, clean(text), self.today)
        self._become(answering.put(self.plan, path, value), path, typing=True)

    def stop_typing(self) -> None:
        """End a run of typing: what is typed next is an answer of its own."""
        self._typing = ""

    def toggle(self, path: str, item: str) -> None:
        """Add an item to a list, or take it away. Raises AnswerError."""
        self._become(answering.toggle(self.plan, path, item), path)

    def add(self, path: str, words: str) -> None:
        """Add an entry in own words at the end of a list. Raises AnswerError."""
        self._become(answering.add(self.plan, path, clean(words)), path)

    def remove(self, path: str, index: int) -> None:
        """Take one entry of a list away."""
        self._become(answering.remove(self.plan, path, index), path)

    def move(self, path: str, index: int, by: int) -> None:
        """Move one entry of a list up (below 0) or down."""
        self._become(answering.move(self.plan, path, index, by), path)

    def replace(self, plan: Plan, path: str, *, typing: bool = False) -> None:
        """Take a changed plan as it is. Raises AnswerError if the pack does not know it."""
        self._become(plan, path, typing=typing)

    def _become(self, plan: Plan, path: str, *, typing: bool = False) -> None:
        if plan == self.plan:
            return
        pack = self.workshop.pack
        for _, message, fix in unknown_names(plan, pack.catalogue, pack.documents):
            raise AnswerError(path, f"{message} {fix}".strip())
        if not (typing and self._typing == path):
            self._back.append(Change(path, plan=self.plan))
            del self._back[:-MOST_BACK]
        self._typing = path if typing else ""
        self._forth.clear()
        self.session = Session(plan, self.workshop, self.today, holds_back=True)

    # --- back and forth ---

    def undo(self) -> str | None:
        """Take the last answer back and return its key path; None if there is none."""
        return self._step(self._back, self._forth)

    def redo(self) -> str | None:
        """Give the answer again that was taken back, and return its key path."""
        return self._step(self._forth, self._back)

    def _step(self, source: list[Change], target: list[Change]) -> str | None:
        if source and not self._can_show(source[-1]):  # and none of those before it
            source.clear()
        if not source:
            return None
        change = source.pop()
        target.append(Change(change.path, plan=self.plan))
        self._typing = ""
        self.session = Session(change.plan, self.workshop, self.today, holds_back=True)
        return change.path

    def _can_show(self, change: Change) -> bool:
        """Return whether an earlier plan can be read, and holds nothing that left the pack."""
        if not is_readable(change):
            return False
        pack = self.workshop.pack
        return not any(unknown_names(change.plan, pack.catalogue, pack.documents))

    # --- keeping ---

    @property
    def kept(self) -> bool:
        """Whether everything is where it is safe; a sitting that keeps nothing has nothing open."""
        return self._place is None or self._kept == self.plan

    @property
    def settled(self) -> bool:
        """Whether the place where the person is, and what is half typed there, is safe too."""
        return self._place is None or (self.kept and self._noted.spot == self.spot)

    @property
    def plan_id(self) -> str | None:
        """The name of the plan in the vault; None if it is not there."""
        return self._place.plan_id if self._place else None

    @property
    def elsewhere(self) -> Plan | None:
        """What somebody else made of this plan in another window, if that happened."""
        return self._place.elsewhere if self._place else None

    @property
    def moved_from(self) -> str:
        """The name that this plan had before somebody else changed it in another window."""
        return self._place.moved_from if self._place else ""

    @property
    def keeps(self) -> bool:
        """Whether there is a place for this plan."""
        return self._place is not None

    def keep(self) -> str:
        """Put the plan where it is safe, if it has changed, and return a remark on that, if any.

        Raises OutputError, VaultError.
        """
        if self._place is None:
            return ""
        # Another thread may answer meanwhile, so what is written is of one moment.
        plan, trail = self.plan, Trail(self.spot, tuple(self._back), tuple(self._forth))
        if self._kept == plan and self._noted == trail:
            return ""
        text = write_plan(plan)
        if self._kept == plan:
            with suppress(DiscloserError):  # where one is matters less than what one is told
                self._place.note(write_trail(trail, text))
            self._noted = trail
            return ""
        remark = self._place.keep(plan, text, write_trail(trail, text))
        self._kept, self._noted = plan, trail
        return remark
