"""The app for authors of packs: one screen, and no plan of anybody."""

from collections.abc import Mapping
from typing import ClassVar

from textual.screen import Screen
from textual.types import CSSPathType

from discloser.authoring.shown.following import Following
from discloser.authoring.shown.showing import View
from discloser.settings.settings import Settings
from discloser.tui.frame import Frame
from discloser.tui.screens.workshop import WorkshopScreen


class WorkshopApp(Frame):
    """One run of the preview. It opens no vault and no plan; an author may have none."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["app.tcss", "screens/workshop.tcss"]

    def __init__(
        self, following: Following, view: View, settings: Settings, environment: Mapping[str, str]
    ) -> None:
        super().__init__(lambda: settings, environment)
        self._preview = WorkshopScreen(following, view, settings, environment)

    def get_default_screen(self) -> Screen[None]:
        """Return the preview."""
        return self._preview
