"""Hands for the app: keys, clicks and pastes go straight to its driver, and nothing waits."""

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen

from discloser.session.desk import Desk
from discloser.session.door import Door
from discloser.session.sitting import Sitting
from discloser.settings.settings import Settings
from discloser.tui.app import DiscloserApp
from discloser.tui.office import Office
from discloser.tui.screens.step import StepScreen
from discloser.tui.widgets.row_list import RowList

from ..people import house  # noqa: TID252 - tests are no package
from ..plans import TODAY  # noqa: TID252 - as above
from ..vaults import PASSPHRASE, clock, vault_in  # noqa: TID252 - as above

NAMED = {" ": "space", "\n": "enter", "-": "minus", "+": "plus", "/": "slash"}
"""Keys whose name is not that of their character."""

BLACK = MappingProxyType({"COLORFGBG": "15;0"})

EDGES = str.maketrans(dict.fromkeys("▌│┃─━", " "))
"""What is drawn around texts."""

Walk = Callable[["Hands"], Awaitable[None]]


def office(
    folder: Path, settings: Settings | None = None, environment: Mapping[str, str] = BLACK
) -> Office:
    """Return the surroundings of an app whose plans and settings lie in a folder.

    The vault has a key file: a passphrase costs a second.
    """
    return closed_office(folder, settings, environment, None)


def closed_office(
    folder: Path,
    settings: Settings | None = None,
    environment: Mapping[str, str] = BLACK,
    passphrase: str | None = PASSPHRASE,
) -> Office:
    """Return the surroundings of an app in front of a vault that is made if it is not there."""
    vault_in(folder / "plans", passphrase).close()
    return unmade_office(folder, settings, environment)


def unmade_office(
    folder: Path, settings: Settings | None = None, environment: Mapping[str, str] = BLACK
) -> Office:
    """Return the surroundings of an app as it finds them, as in a first run."""
    return Office(
        Door(folder / "plans", clock),
        lambda vault: Desk(house, vault, TODAY),
        settings or Settings(),
        folder / "settings.toml",
        environment,
    )


def walk(
    there: Office,
    way: Walk,
    size: tuple[int, int] = (80, 24),
    first: Path | str | None = None,
    **more: Any,
) -> DiscloserApp:
    """Run the app, do something in it, and return it when it has ended."""
    app = DiscloserApp(there, first, **more)

    async def run() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            hands = Hands(app, pilot)
            await hands.rest()
            await way(hands)

    asyncio.run(run())
    return app


class Hands:
    """What a person does at the terminal, and what they see."""

    def __init__(self, app: DiscloserApp, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def sitting(self) -> Sitting:
        """The plan on the screen."""
        return self.step.sitting

    @property
    def step(self) -> StepScreen:
        """The screen with the steps, which may lie under others."""
        return next(each for each in self.app.screen_stack if isinstance(each, StepScreen))

    @property
    def rows(self) -> RowList:
        return self.screen.query(RowList).first()

    # --- what is seen ---

    def grid(self) -> list[str]:
        """Return the text on the terminal, line by line."""
        strips = self.screen._compositor.render_strips()  # noqa: SLF001 - nothing else has it
        return ["".join(part.text for part in strip).rstrip() for strip in strips]

    def text(self) -> str:
        """Return all words that are seen as one text; edges and breaks are one space."""
        return " ".join(" ".join(self.grid()).translate(EDGES).split())

    def told(self) -> str:
        """Return what the notes on top of the screen say, however they are broken into lines."""
        return " ".join(note.message for note in self.app._notifications)  # noqa: SLF001 - as above

    def line(self, words: str) -> int:
        """Return the number of the first line with some words."""
        return next(number for number, line in enumerate(self.grid()) if words in line)

    # --- what is done ---

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.send(_key(key))
            await self.rest()

    async def type(self, text: str) -> None:
        """Type a text, faster than the app paints."""
        for character in text:
            self.send(_key(character))
        await self.rest()

    async def paste(self, text: str) -> None:
        self.send(events.Paste(text))
        await self.rest()

    async def click(self, x: int, y: int) -> None:
        for kind in (events.MouseDown, events.MouseUp):
            self.send(kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False))
        await self.rest()

    async def click_on(self, words: str, before: int = 0) -> None:
        """Click on the first place where some words stand, or some cells in front of it."""
        y = self.line(words)
        await self.click(self.grid()[y].index(words) - before, y)

    async def resize(self, width: int, height: int) -> None:
        driver: Any = self.app._driver  # noqa: SLF001 - the terminal that is not there
        driver._size = (width, height)  # noqa: SLF001 - as above
        self.send(events.Resize(Size(width, height), Size(width, height)))
        for _ in range(50):  # the app waits a moment for another size
            await asyncio.sleep(0.01)
            await self.rest()
            if self.screen.size == (width, height) and len(self.grid()) == height:
                break

    async def point(self, row_id: str) -> None:
        """Look at a row, however far it is."""
        ids = [row.id for row in self.rows.rows]
        self.rows.highlighted = ids.index(row_id)
        self.rows.focus()
        await self.rest()

    async def open_sample(self, name: str = "maya", page: str = "reasons") -> None:
        """Open a sample person on a page; nothing is kept."""
        there = self.app.office
        sitting = there.desk.try_sample(name)
        there.keeper.open(sitting)
        await self.push(StepScreen(there, sitting, page))

    async def open_new(self, page: str = "reasons", *, short: bool = False) -> None:
        """Begin a plan, which is kept."""
        there = self.app.office
        sitting = there.desk.start()
        there.keeper.open(sitting)
        await self.push(StepScreen(there, sitting, page, short=short))

    async def push(self, screen: Screen[Any]) -> None:
        await self.app.push_screen(screen)
        await self.rest()

    def send(self, event: events.Event) -> None:
        driver = self.app._driver  # noqa: SLF001 - where a terminal's events come in
        assert driver is not None
        driver.process_message(event)

    async def rest(self) -> None:
        """Let the app handle everything, and lay out what it shows."""
        for _ in range(2):
            quiet = 0
            while quiet < 3 and self.app.is_running:
                await asyncio.sleep(0.001 if quiet else 0)
                busy = any(pump.message_queue_size for pump in self._pumps())
                quiet = 0 if busy else quiet + 1
            if self.app.is_running:
                await self._pilot.pause(0)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what a thread makes true."""
        for _ in range(500):
            if condition():
                return
            await asyncio.sleep(0.01)
            await self.rest()
        raise AssertionError("\n".join(self.grid()))

    def send_key(self, key: str) -> None:
        """Press a key without waiting for what it does."""
        self.send(_key(key))

    async def settle(self) -> None:
        """Wait until everything is drawn, scroll bars too, which come a moment later."""
        await asyncio.sleep(0.03)
        await self.rest()

    def _pumps(self) -> Iterator[Any]:
        app: App[None] = self.app
        yield app
        for screen in app.screen_stack:
            yield screen
            yield from screen.walk_children()


def _key(key: str) -> events.Key:
    if len(key) == 1:
        name = NAMED.get(key) or (key if key.isalnum() else _name(key))
        return events.Key(name, key)
    return events.Key(key, " " if key == "space" else None)


def _name(character: str) -> str:
    return unicodedata.name(character, character).lower().replace(" ", "_").replace("-", "_")
