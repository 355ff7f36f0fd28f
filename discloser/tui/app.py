"""The app: colours, keys and endings; everything else is a screen's."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from textual import events, work
from textual.app import App, ScreenStackError, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widget import MountError
from textual.worker import WorkerFailed

from discloser.errors import VaultError
from discloser.settings.settings import seconds_of
from discloser.tui.driver import mended
from discloser.tui.guard import without_values
from discloser.tui.idle import Idle
from discloser.tui.inside import show_cursor
from discloser.tui.messages import DoorOpened, SettingsChanged
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import asked, yes_or_no
from discloser.tui.screens.hidden import Hidden
from discloser.tui.screens.home import Home
from discloser.tui.screens.waiting import Waiting
from discloser.tui.signals import end_in_time, on_ending, on_lock
from discloser.tui.themes import THEMES, theme_for
from discloser.tui.widgets.passphrase_lines import PassphraseInput
from discloser.tui.widgets.row_list import RowList

LOOK_AGAIN = 60.0
"""Seconds after which to look again whether anything is there to lock."""


class DiscloserApp(App[None]):
    """One run of the guided app."""

    TITLE = "discloser"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours draws the rows that everything else draws
    ALLOW_SELECT = False  # marking with the mouse is the terminal's: Shift and drag
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help", priority=True, tooltip="Explain this place."),
        Binding("question_mark", "help", "Help", show=False, id="help_too"),
        Binding(
            "ctrl+l",
            "hide",
            "Hide",
            id="hide",
            priority=True,
            tooltip="Cover the screen at once; the same key comes back.",
        ),
        Binding(
            "ctrl+p",
            "commands",
            "Commands",
            id="commands",
            priority=True,
            tooltip="All that can be done here.",
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
        self._plain = bool(office.environment.get("NO_COLOR"))
        # Told at once, or Textual would paint in greys of its own over the terminal's colours.
        super().__init__(ansi_color=True if self._plain else None)
        self.office = office
        self.crash: list[str] = []
        """Where the program went wrong, if it did; no values."""
        self.ended_by = ""
        """Name of the signal that ended it."""
        self.locked_on: str | None = None
        """The plan that was open when the plans were locked, if they were; "" for none."""
        self._first = first
        self._locked = locked
        self._idle = idle or Idle()
        self._looking: Timer | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_with(self._theme_wanted())
        self._follow_motion()

    def _theme_wanted(self) -> str:
        look = "terminal" if self._plain else self.office.settings.look
        return theme_for(look, self.office.environment)

    def _begin_with(self, theme: str) -> None:
        """Take a theme before the style sheet is read for the first time.

        An assignment has it read once more, before the first frame. The terminal's own colours
        need more than that, and get it.
        """
        if self.available_themes[theme].ansi:
            self.theme = theme
            return
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        self.set_classes(f"-theme-{theme} {'-dark-mode' if dark else '-light-mode'}")

    def get_driver_class(self) -> type[Driver]:
        """Return what speaks to the terminal."""
        return mended(super().get_driver_class())

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
        """Show the terminal's cursor, take keys of the person's own, and end well on signals."""
        show_cursor(self)
        # A stopped program that goes on, and one that comes back from an editor, hid it again.
        self.app_resume_signal.subscribe(self, lambda _: show_cursor(self))
        self.set_keymap(self.office.settings.keys)
        on_ending(asyncio.get_running_loop(), self._end)
        on_lock(asyncio.get_running_loop(), self._lock)
        self.office.can_be_locked()
        self.look_at_the_clock()

    def on_settings_changed(self, event: SettingsChanged) -> None:
        """Follow a setting at once."""
        event.stop()
        self._follow_settings()
        self.look_at_the_clock()

    def _follow_settings(self) -> None:
        self.theme = self._theme_wanted()
        self._follow_motion()

    def _follow_motion(self) -> None:
        self.animation_level = "full" if self.office.settings.motion == "full" else "none"

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer nothing of Textual's own: a picture of the screen would be a leak on the disk."""
        del screen
        return ()

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

    def action_help(self) -> None:
        """Show or put away what explains the place one is in, and its keys."""
        # What is typed must not go on into a line that the help covers.
        if isinstance(self.focused, PassphraseInput) and (lists := self.screen.query(RowList)):
            lists.first().focus()
        if isinstance(self.screen, Hidden) or not self.screen.is_mounted:
            return
        from textual.widgets import HelpPanel  # noqa: PLC0415 - reads Markdown, and few open it

        if panels := self.screen.query(HelpPanel):
            panels.remove()
        else:
            with suppress(MountError):  # the screen is on its way in or out
                self.screen.mount(HelpPanel())

    @work
    async def action_commands(self) -> None:
        """Offer everything that can be done in the place one is in."""
        from discloser.tui.screens.commands import Commands, commands  # noqa: PLC0415 - on use

        below = self.screen
        if isinstance(below, ModalScreen | Hidden) or not below.is_mounted:
            return
        if key := await asked(below, Commands(tuple(commands(below)))):
            self.simulate_key(key)

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

    def _end(self, name: str) -> None:
        """Save and end, because the system wants the program to end."""
        self.office.keeper.keep()
        self.ended_by = name
        code = 128 + {"HUP": 1, "TERM": 15}[name]
        end_in_time(code)
        self.exit(return_code=code)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is marked in a line as papers are copied, and say how."""
        from discloser.tui.paper_trail import copy  # noqa: PLC0415 - on use

        self.notify(copy(self, self.office, text), markup=False)

    def save_screenshot(self, *_: object, **__: object) -> str:
        """Refuse: a picture would hold answers."""
        raise NotImplementedError("discloser takes no pictures of the screen")

    def deliver_screenshot(self, *_: object, **__: object) -> str | None:
        """Refuse, as above."""
        return None

    def _fatal_error(self) -> None:
        """Note where it went wrong, without values: Textual would print every local variable."""
        with suppress(Exception):  # the first failure is the one to tell
            self.office.keeper.keep()
        error = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        if error is not None:
            self.crash = without_values(error)
        self._close_messages_no_wait()
