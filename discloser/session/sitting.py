"""One person at work on one plan: every answer goes in here, and can be taken back."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from discloser.errors import AnswerError
from discloser.interview import answering
from discloser.interview.typed import read_typed
from discloser.model.plan import Plan
from discloser.planfile.references import unknown_names
from discloser.session.drafting import Workshop
from discloser.session.session import Session
from discloser.text.clean import clean

MOST_BACK = 500
"""How many answers can be taken back."""

Keep = Callable[[Plan], str]
"""Puts a plan where it is safe; gives a remark for the person, or nothing. Raises OutputError."""


class Change(NamedTuple):
    """A plan as it was before an answer, and the key path of that answer."""

    plan: Plan
    path: str


class Sitting:
    """A plan with its pack, its history of answers, and the place where it is kept."""

    def __init__(
        self, plan: Plan, workshop: Workshop, today: datetime.date, keep: Keep | None = None
    ) -> None:
        self._keep = keep
        self._kept = plan
        self._back: list[Change] = []
        self._forth: list[Change] = []
        self._typing = ""
        self.today = today
        self.workshop = workshop
        self.session = Session(plan, workshop, today, holds_back=True)

    @property
    def plan(self) -> Plan:
        """The plan with all answers so far."""
        return self.session.plan

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
            self._back.append(Change(self.plan, path))
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
        if not source:
            return None
        change = source.pop()
        target.append(Change(self.plan, change.path))
        self._typing = ""
        self.session = Session(change.plan, self.workshop, self.today, holds_back=True)
        return change.path

    # --- keeping ---

    @property
    def kept(self) -> bool:
        """Whether everything is where it is safe; a sitting that keeps nothing has nothing open."""
        return self._keep is None or self._kept == self.plan

    def keep(self) -> str:
        """Put the plan where it is safe, if it has changed, and return a remark on that, if any.

        Raises OutputError.
        """
        if self._keep is None or self.kept:
            return ""
        plan = self.plan
        remark = self._keep(plan)
        self._kept = plan
        return remark
