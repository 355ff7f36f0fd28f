"""A screen on which a plan is worked on: every answer is saved, and how that went is said."""

from contextlib import suppress
from typing import TypeVar

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from discloser.errors import AnswerError
from discloser.session.desk import called
from discloser.session.sitting import Sitting
from discloser.tui.office import Office
from discloser.tui.screens.room import Room

Result = TypeVar("Result")

SOON = 0.4
"""Seconds after which half-typed text is saved."""

AGAIN = 5.0
"""Seconds after which saving is tried again when it failed."""


class Keeping(Room[Result]):
    """A full screen over one plan."""

    class Kept(Message):
        """The answers were saved, or not; ``was`` is what was wrong with saving before."""

        def __init__(self, was: str) -> None:
            super().__init__()
            self.was = was

    def __init__(self, office: Office, sitting: Sitting) -> None:
        super().__init__()
        self.office = office
        self.sitting = sitting
        self._saving: Timer | None = None

    def keep_soon(self) -> None:
        """Save in a moment: more letters may follow."""
        if self._saving is None:
            self._saving = self.set_timer(SOON, self.keep_beside)

    @work(thread=True, group="keep")
    def keep_beside(self) -> None:
        """Save in a thread: a slow disk must not hold up the next letter."""
        was = self.office.keeper.problem
        self.office.keeper.keep()
        self.post_message(self.Kept(was))

    @on(Kept)
    def _kept(self, event: Kept) -> None:
        event.stop()
        self._say_kept(event.was)

    def keep(self) -> bool:
        """Save now; say so when it fails, and try again."""
        was = self.office.keeper.problem
        kept = self.office.keeper.keep()
        self._say_kept(was)
        return kept

    def _say_kept(self, was: str) -> None:
        """Show how saving went; ``was`` is what was wrong with it before."""
        self._saving = None
        problem = self.office.keeper.problem
        if problem:
            self._saving = self.set_timer(AGAIN, self.keep_beside)
            if problem != was:
                self.app.notify(
                    f"Not saved: {problem} Your answers are still here; it is tried again.",
                    severity="error",
                    timeout=15,
                    markup=False,
                )
        elif not self.sitting.settled:
            self.keep_soon()  # something came while the rest was being written
        if remark := self.office.keeper.remark:
            self.office.keeper.remark = ""
            self._say_moved(remark)
        self.top.saved = self.office.keeper.says

    def _say_moved(self, remark: str) -> None:
        """Say that the plan was changed in another window too, and show both."""
        # Two plans of one name could not be told apart in the list.
        name = self.sitting.plan.title or called(self.sitting.moved_from)
        with suppress(AnswerError):  # it is as long as a title can be
            self.sitting.answer("title", f"{name} (second window)")
        self.keep_beside()
        theirs = self.sitting.elsewhere
        if theirs is None or not self.is_current:
            self.app.notify(remark, timeout=15, markup=False)
            return
        from discloser.session.listing import differences  # noqa: PLC0415 - knows every page
        from discloser.tui.screens.compare import Compare, in_lines  # noqa: PLC0415 - rare

        there = Sitting(theirs, self.sitting.workshop, self.sitting.today)
        found = in_lines(differences(self.sitting, there), "here", "there")
        self.app.push_screen(Compare(remark, found))
