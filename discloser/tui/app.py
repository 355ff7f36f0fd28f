"""The guided app: locking, hiding and endings; everything else is a screen's."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from textual import events, work
from textual.app import ScreenStackError
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer

from discloser.errors import VaultError
from discloser.settings.settings import seconds_of
from discloser.tui.frame import Frame
from discloser.tui.idle import Idle
from discloser.tui.messages import DoorOpened, SettingsChanged
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import asked, yes_or_no
from discloser.tui.screens.hidden import Hidden
from discloser.tui.screens.home import Home
from discloser.tui.screens.waiting import Waiting
from discloser.tui.signals import on_lock

LOOK_AGAIN = 60.0
"""Seconds after which to look again whether anything is there to lock."""


class DiscloserApp(Frame):
    """One run of the guided app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+l",
            "hide",
            "Hide",
            id="hide",
            priority=True,
            tooltip="Cover the screen at once; the same key comes back.",
        ),
        Binding(
            "ctrl+k",
            "lock",
            "Lock",
            id="lock",
            priority=True,
            tooltip="Save, and lock your plans until the passphrase is typed again.",
        ),
        Binding("ctrl+q", "quit", "Quit", id="quit", priority=True, tooltip="Save and quit."),
    ]

    def __init__(
        self,
        office: Office,
        first: Path | str | None = None,
        *,
        locked: bool = False,
        idle: Idle | None = None,
    ) -> None:
        """``first`` is what to open at once: a plan file, or a plan of the vault by its name.

        ``locked`` says that the plans were locked a moment ago, so that nothing opens by itself.
        """
        super().__init__(lambda: office.settings, office.environment)
        self.office = office
        self.locked_on: str | None = None
        """The plan that was open when the plans were locked, if they were; "" for none."""
        self._first = first
        self._locked = locked
        self._idle = idle or Idle()
        self._looking: Timer | None = None

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the plans, or what stands before them."""
        problem = ""
        match self.office.door.state:
            case "nowhere":
                self.office.open(None)
                return Home(self.office, self._first)
            case "open" if not self._locked:
                try:
                    self.office.open(self.office.door.unlock(None))
                except VaultError as error:
                    problem = error.message
                else:
                    return Home(self.office, self._first)
            case _:
                pass
        from discloser.tui.screens.front import Front  # noqa: PLC0415 - not at every start

        return Front(self.office, locked=self._locked, problem=problem)

    def on_door_opened(self, event: DoorOpened) -> None:
        """Go on to the plans."""
        event.stop()
        if self.office.vault is not None:  # a second click on the way in
            if event.vault is not None:
                event.vault.close()
            return
        self.office.open(event.vault)
        self.office.can_be_locked()
        if self._lock_when_open:
            self._lock()
            return
        self._idle.touch()
        self.look_at_the_clock()
        # The first screen of an app cannot be exchanged; it lies below from now on.
        self.push_screen(Home(self.office, self._first))

    def on_mount(self) -> None:
        """Lock when it is asked for, and when nobody is there any more."""
        on_lock(asyncio.get_running_loop(), self._lock)
        self.office.can_be_locked()
        self.look_at_the_clock()

    def on_settings_changed(self, event: SettingsChanged) -> None:
        """Follow a setting at once."""
        event.stop()
        self.follow_settings()
        self.look_at_the_clock()

    def action_hide(self) -> None:
        """Cover the screen at once, or show it again."""
        if isinstance(self.screen, Hidden):
            self.pop_screen()
            if self._why_covered:
                self.notify(self._why_covered, timeout=15, markup=False)
                self._why_covered = ""
            return
        self.clear_notifications()
        self.push_screen(Hidden(self.office.desk.today))
        # Only when it is covered: a disk that is slow must not keep the answers on the screen.
        self.call_after_refresh(self.run_worker, self.office.keeper.keep, thread=True)

    def push_screen(self, screen: Any, *others: Any, **more: Any) -> Any:
        """Show a screen; if all is covered, below the cover, which nothing lifts but its key."""
        with suppress(ScreenStackError):  # the very first one
            if isinstance(self.screen, Hidden) and not isinstance(screen, Hidden):
                self.pop_screen()
                shown = super().push_screen(screen, *others, **more)
                super().push_screen(Hidden(self.office.desk.today))
                return shown
        return super().push_screen(screen, *others, **more)

    async def action_quit(self) -> None:
        """Save and end, once what was typed before has been taken in.

        Keys wait in the queue of the widget that has focus, and what it makes of them in the queue
        of the screen; so the end queues up behind them.
        """
        screen = self.screen
        (self.focused or screen).call_later(screen.call_later, self.call_later, self._quit)

    def _quit(self) -> None:
        """Save and end; if saving fails, or all is lost by it, say so and stay."""
        kept = self.office.keeper.keep()
        if kept and self.office.would_be_lost and not self._warned:
            self._warned = True
            self._ask_before_quitting()
            return
        if kept or self._warned:
            self.exit()
            return
        self._warned = True
        problem = self.office.keeper.problem
        self.notify(
            f"Not saved: {problem} Press the key again to quit without the last answers.",
            severity="error",
            timeout=15,
            markup=False,
        )

    _warned = False
    """Whether it was said what is lost by quitting; the same key a second time quits."""

    @work
    async def _ask_before_quitting(self) -> None:
        """Ask once: what is not kept is gone."""
        question = "Quit? Your answers are not kept this time; they are gone then."
        answer = await asked(self.screen, yes_or_no(question, "Yes, quit", "No, stay here"))
        self._warned = False
        if answer:
            self.exit()

    # --- locking ---

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, events.InputEvent | events.Paste):
            self._idle.touch()
        await super().on_event(event)

    def look_at_the_clock(self) -> None:
        """Warn or lock when it is time, and look again later."""
        limit = seconds_of(self.office.settings.lock_after)
        if limit is None or not self._can_lock():
            self._look_again(LOOK_AGAIN)
            return
        due, seconds = self._idle.due(limit)
        if due == "lock":
            self._lock()
            self._idle.touch()  # if it could not be locked, it is tried again later
        elif due == "warning" and not isinstance(self.screen, Hidden):
            from discloser.tui.screens.lock_warning import LockWarning  # noqa: PLC0415 - as above

            if not isinstance(self.screen, LockWarning):
                self.push_screen(LockWarning(seconds))
        self._look_again(min(max(seconds, 0.05), LOOK_AGAIN))

    def _look_again(self, seconds: float) -> None:
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(seconds, self.look_at_the_clock)

    def _can_lock(self) -> bool:
        """Return whether anything is open that a lock would close."""
        return self.office.lasting is not None or self.office.keeper.sitting is not None

    _lock_when_open = False
    """Whether a lock was asked for while the plans were being opened."""

    async def action_lock(self) -> None:
        """Save and lock, once what was typed before has been taken in."""
        screen = self.screen
        (self.focused or screen).call_later(screen.call_later, self.call_later, self._lock)

    def _lock(self) -> None:
        """Save, and end in such a way that the program starts anew without any answer in it."""
        if not self._can_lock():
            self._lock_when_open = any(
                isinstance(screen, Waiting) and screen.busy for screen in self.screen_stack
            )
            return
        if self.office.lasting is None:
            self._cover("Nothing of this sitting is kept, so it was covered instead of locked.")
        elif not self.office.keeper.keep():
            self._cover(f"It was covered and not locked: {self.office.keeper.problem}")
        else:
            from discloser.tui.screens.keeping import Keeping  # noqa: PLC0415 - not at the start

            on_plan = any(isinstance(screen, Keeping) for screen in self.screen_stack)
            sitting = self.office.keeper.sitting
            self.locked_on = (sitting.plan_id if sitting and on_plan else None) or ""
            self.exit()

    def _cover(self, why: str) -> None:
        """Cover the screen, and say why when it is shown again: the cover itself says nothing."""
        if not isinstance(self.screen, Hidden):
            self.action_hide()
        self._why_covered = why

    _why_covered = ""

    def last_wish(self) -> None:
        """Save."""
        self.office.keeper.keep()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is marked in a line as papers are copied, and say how."""
        from discloser.tui.paper_trail import copy  # noqa: PLC0415 - on use

        self.notify(copy(self, self.office, text), markup=False)
