"""What every app of ours is: its colours, its endings, its help, and no picture or value of it."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import ModalScreen, Screen
from textual.types import CSSPathType
from textual.widget import MountError
from textual.worker import WorkerFailed

from discloser.settings.settings import Settings
from discloser.tui.driver import mended
from discloser.tui.guard import without_values
from discloser.tui.inside import show_cursor
from discloser.tui.screens.dialogs import asked
from discloser.tui.screens.hidden import Hidden
from discloser.tui.signals import end_in_time, on_ending
from discloser.tui.themes import THEMES, theme_for
from discloser.tui.widgets.passphrase_lines import PassphraseInput
from discloser.tui.widgets.row_list import RowList


class Frame(App[None]):
    """An app without a screen yet."""

    TITLE = "discloser"
    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours draws the rows that everything else draws
    ALLOW_SELECT = False  # marking with the mouse is the terminal's: Shift and drag
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help", priority=True, tooltip="Explain this place."),
        Binding("question_mark", "help", "Help", show=False, id="help_too"),
        Binding(
            "ctrl+p",
            "commands",
            "Commands",
            id="commands",
            priority=True,
            tooltip="All that can be done here.",
        ),
    ]

    def __init__(self, settings: Callable[[], Settings], environment: Mapping[str, str]) -> None:
        """``settings`` gives them as they are at the moment."""
        self._plain = bool(environment.get("NO_COLOR"))
        # Told at once, or Textual would paint in greys of its own over the terminal's colours.
        super().__init__(ansi_color=True if self._plain else None)
        self._settings = settings
        self._environment = environment
        self.crash: list[str] = []
        """Where the program went wrong, if it did; no values."""
        self.ended_by = ""
        """Name of the signal that ended it."""
        for theme in THEMES:
            self.register_theme(theme)
        self._begin_with(self._theme_wanted())
        self._follow_motion()

    def _theme_wanted(self) -> str:
        look = "terminal" if self._plain else self._settings().look
        return theme_for(look, self._environment)

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

    def _follow_motion(self) -> None:
        self.animation_level = "full" if self._settings().motion == "full" else "none"

    def follow_settings(self) -> None:
        """Look and move as the settings say now."""
        self.theme = self._theme_wanted()
        self._follow_motion()

    def get_driver_class(self) -> type[Driver]:
        """Return what speaks to the terminal."""
        return mended(super().get_driver_class())

    def on_mount(self) -> None:
        """Show the terminal's cursor, take keys of the person's own, and end well on signals."""
        show_cursor(self)
        # A stopped program that goes on, and one that comes back from an editor, hid it again.
        self.app_resume_signal.subscribe(self, lambda _: show_cursor(self))
        self.set_keymap(self._settings().keys)
        on_ending(asyncio.get_running_loop(), self.end_by)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer nothing of Textual's own: a picture of the screen would be a leak on the disk."""
        del screen
        return ()

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

    # --- endings ---

    def last_wish(self) -> None:
        """Do what must be done before the app ends, however it ends."""

    def end_by(self, name: str) -> None:
        """End, because the system wants the program to end; ``name`` is that of the signal."""
        self.last_wish()
        self.ended_by = name
        code = 128 + {"HUP": 1, "TERM": 15}[name]
        end_in_time(code)
        self.exit(return_code=code)

    def save_screenshot(self, *_: object, **__: object) -> str:
        """Refuse: a picture would hold answers."""
        raise NotImplementedError("discloser takes no pictures of the screen")

    def deliver_screenshot(self, *_: object, **__: object) -> str | None:
        """Refuse, as above."""
        return None

    def _fatal_error(self) -> None:
        """Note where it went wrong, without values: Textual would print every local variable."""
        with suppress(Exception):  # the first failure is the one to tell
            self.last_wish()
        error = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        if error is not None:
            self.crash = without_values(error)
        self._close_messages_no_wait()
