"""A screen that does something which takes a while: a key that is made slow on purpose, a disk."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from textual import work

from discloser.errors import DiscloserError
from discloser.tui.screens.room import Room

Result = TypeVar("Result")
Done = TypeVar("Done")


class Waiting(Room[Result]):
    """A full screen that can be busy; one thing at a time."""

    busy = False
    """Whether it is at work on something."""

    def say_wait(self, text: str) -> None:
        """Say that it takes a while, and why."""

    def failed(self, message: str) -> None:
        """Say what went wrong."""

    def run_while_waiting(
        self,
        text: str,
        job: Callable[[], Done],
        done: Callable[[Done], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Do something in a thread, once it is on the screen that it takes a while.

        ``done`` is called with the result, or ``failed`` with what a DiscloserError says.
        """
        self.busy = True
        self.say_wait(text)
        self.call_after_refresh(self._work, job, done, failed or self.failed)

    @work(thread=True, group="waiting")
    def _work(
        self,
        job: Callable[[], Done],
        done: Callable[[Done], object],
        failed: Callable[[str], object],
    ) -> None:
        try:
            result = job()
        except DiscloserError as error:
            self._tell(failed, error.message)
        else:
            self._tell(done, result)

    def _tell(self, what: Callable[[Done], object], result: Done) -> None:
        with suppress(RuntimeError):  # the app has ended meanwhile
            self.app.call_from_thread(self._ended, what, result)

    def _ended(self, what: Callable[[Done], object], result: Done) -> None:
        self.busy = False
        what(result)
