"""Lets a monkey at every screen: random keys and clicks must break nothing and lose no answer.

Usage: ./run python bench/monkey.py [--presses N] [--seed S] [--screen NAME]

The app runs without a terminal. Keys, clicks, pasted text and changes of size go straight to its
driver, now and then faster than they are handled. When the monkey has wandered off for a while, it
is brought back to the screen under test; when it quits or locks, the app starts again on the same
vault, which has a key file. Whenever a plan is left, and at the end, it has to open again from the
disk and equal what was in memory, and at the end a check of the vault has to find nothing. Nothing
is written outside a temporary folder, and no other program is started.
"""

import argparse
import asyncio
import faulthandler
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from textual import events
from textual.geometry import Size
from textual.screen import Screen

from bench.figures import PEOPLE, machine, table
from bench.vaults import vault_in
from bench.watch import Broken, Cage, Ledger, Watched
from discloser.interview.steps import STEPS
from discloser.planfile.read import read_plan_text
from discloser.session.door import Door
from discloser.session.rows import Option
from discloser.session.session import House
from discloser.session.sitting import Sitting
from discloser.settings.settings import Settings
from discloser.tui.app import DiscloserApp
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import Ask, Pick, finish
from discloser.tui.screens.editing import Editing
from discloser.tui.screens.front import Front
from discloser.tui.screens.hidden import Hidden
from discloser.tui.screens.history import History
from discloser.tui.screens.home import Home
from discloser.tui.screens.new_passphrase import NewPassphrase
from discloser.tui.screens.preferences import Preferences
from discloser.tui.screens.reading import Reading
from discloser.tui.screens.recovery_code import RecoveryCode
from discloser.tui.screens.step import StepScreen
from discloser.tui.screens.steps_map import StepsMap
from discloser.tui.widgets.row_list import RowList

PRESSES = 10_000
LAST = 30
"""Events that are shown when something breaks."""

STRAYS = 40
"""Events after which a monkey that has left the screen under test is brought back."""

REST = 15
"""Events after which the app may catch up and paint."""

PATIENCE = 30.0
"""Seconds after which an app that still has not caught up counts as stuck."""

SIZES = ((80, 24), (120, 36), (40, 20), (100, 30), (200, 60), (39, 19), (1, 1))
"""Columns and rows; in the last two the app only says that it needs more."""

HOMES, PAGES, SHORT = "home", tuple(step.id for step in STEPS), "short"
OVER_STEPS = ("map", "reading", "editing")
FRONT = "front"
OVER_HOME = ("settings", "hidden", "pick", "ask", "history", "passphrase", "code")
SCREENS = (HOMES, *PAGES, SHORT, *OVER_STEPS, *OVER_HOME, FRONT)

CODE = "-".join(["AAAAA"] * 8)
"""In the form of a recovery code."""

MOVES = "up down left right tab shift+tab pageup pagedown home end".split()
USES = "enter space escape backspace delete".split()
COMMANDS = (
    "ctrl+n ctrl+b alt+right alt+left ctrl+g f2 ctrl+o f3 ctrl+z ctrl+y ctrl+l f1 ctrl+p ctrl+a "
    "ctrl+e ctrl+k ctrl+u ctrl+w ctrl+c ctrl+x ctrl+v shift+left shift+right shift+up shift+down "
    "ctrl+left ctrl+right ctrl+home ctrl+end f5 f12 ctrl+s"
).split()
SIGNS = {"slash": "/", "question_mark": "?", "plus": "+", "minus": "-", "space": " "}
LETTERS = "rdxwnpevcsaojkhlabcdefghijklmnopqrstuvwxyz0123456789123456789"
ODD = "äßéЖ日한ع😀.,'\"“’[]{}()<>|\\#*_~`$%&=@!;:\u0301\u200b"
PASTES = (
    "My back hurts when I stand.",
    "two\nlines\r\nand\ttabs",
    "[bold]not markup[/] [red",
    "{{ 7 * 7 }} {% for x in y %}",
    "\x1b[31mred\x1b[0m \x07",
    "2026-12-01",
    "10:30",
    "0" * 400,
    "e\u0301" * 60,
    "日本語のテキスト。" * 30,
    "word " * 900,
    "",
)


class Tally(NamedTuple):
    """What happened on one screen."""

    screen: str
    events: int
    back: int
    """How often the monkey had to be brought back."""
    starts: int
    compared: int
    seconds: float


class Monkey:
    """One monkey at one screen."""

    def __init__(self, screen: str, seed: int, folder: Path, house: House) -> None:
        self.screen = screen
        self.rng = random.Random(f"{seed} {screen}")  # noqa: S311 - the same for the same seed
        self.last: deque[str] = deque(maxlen=LAST)
        self.done = self.back = self.starts = 0
        self._folder = folder
        self._house = house
        self._ledger = Ledger(folder / "plans")
        self._locked_on: str | None = None
        vault_in(folder / "plans").close()
        self._samples = sorted(PEOPLE.glob("*.toml"))
        self._away = 0
        self._sizes = self.rng.choices(SIZES, weights=(9, 9, 4, 4, 2, 1, 1), k=1000)

    async def play(self, presses: int) -> Tally:
        """Press and click so many times."""
        began = time.perf_counter()
        while self.done < presses:
            self.starts += 1
            await self._life(presses)
        self._ledger.compare()
        self._ledger.check()
        took = time.perf_counter() - began
        return Tally(self.screen, self.done, self.back, self.starts, self._ledger.compared, took)

    async def _life(self, presses: int) -> None:
        """Run the app once, until it is quit or enough was pressed."""
        office = Office(
            Door(self._folder / "plans", time.time),
            lambda vault: Watched(self._house, vault, self._ledger),
            Settings(motion="less", papers=str(self._folder / "papers")),
            self._folder / "settings.toml",
            {"TERM": "xterm-256color"},
            output_waits=self.rng.random() < 0.3,
        )
        locked = self._locked_on is not None or self.screen == FRONT
        app = DiscloserApp(office, self._locked_on or None, locked=locked)
        size = self._sizes[self.starts % len(self._sizes)]
        with suppress(asyncio.CancelledError):  # as `tui/start.py` does
            async with app.run_test(size=size, notifications=True) as pilot:
                self._app, self._office = app, office
                del pilot
                await self._bring_back()
                while self.done < presses and not self._ended():
                    await self._once()
                if not self._ended():
                    await self._rest()
                    self._quit()
                await self._end()
        office.close()  # as `tui/start.py` does, also for what was typed after the last save
        self._locked_on = app.locked_on

    def _quit(self) -> None:
        """Quit as a person does; where that would ask a question, end it."""
        if self._office.would_be_lost:
            self._app.exit()
        else:
            self._key("ctrl+q")

    async def _end(self) -> None:
        """Wait until the app has ended of its own accord, as a terminal would."""
        until = time.monotonic() + PATIENCE
        while not self._app._task.done():  # noqa: SLF001 - "running" ends before all is put away
            await asyncio.sleep(0.005)
            if time.monotonic() > until:
                raise Broken(f"It has not ended in {PATIENCE:.0f} seconds.")

    def _ended(self) -> bool:
        return self._app._exit or self._app._exception is not None  # noqa: SLF001 - no other way

    # --- one event ---

    async def _once(self) -> None:
        self.done += 1
        # An app that waits for ever cannot be asked any more; so the stack is printed, and that
        # is the end.
        faulthandler.dump_traceback_later(2 * PATIENCE, exit=True, file=sys.__stderr__)
        self._event()
        for _ in range(self.rng.randrange(12)):
            await asyncio.sleep(0)
        if self.done % REST == 0 or self._waiting() > REST:
            await self._rest()
        self._check()
        self._away = 0 if self._is_home() else self._away + 1
        if self._away > STRAYS and not self._ended():
            await self._bring_back()

    def _check(self) -> None:
        """Stop if two plans are open at once, or answers go to a plan that nobody keeps."""
        pages = [each for each in self._app.screen_stack if isinstance(each, StepScreen)]
        if len(pages) > 1:
            raise Broken("The steps are open twice, one over the other.")
        if pages and pages[0].sitting is not self._office.keeper.sitting:
            raise Broken("The answers on the screen are not those that are kept.")

    def _waiting(self) -> int:
        return self._app.message_queue_size

    def _event(self) -> None:
        """Send something that a person could do."""
        pick = self.rng.random()
        if pick < 0.16:
            self._click()
        elif pick < 0.18:
            self._wheel()
        elif pick < 0.20:
            self._move()
        elif pick < 0.21:
            self._paste(self.rng.choice(PASTES))
        elif pick < 0.215:
            self._resize(self.rng.choice(self._sizes))
        elif pick < 0.40:
            self._key(self.rng.choice(MOVES))
        elif pick < 0.62:
            self._key(self.rng.choice(USES))
        elif pick < 0.74:
            self._key(self.rng.choice(COMMANDS))
        elif pick < 0.77:
            self._key(self.rng.choice(list(SIGNS)))
        elif pick < 0.775:
            self._key("ctrl+q")
        elif pick < 0.97:
            self._key(self.rng.choice(LETTERS))
        else:
            self._type(self.rng.choice(ODD))

    def _send(self, event: events.Event, told: str) -> None:
        driver = self._app._driver  # noqa: SLF001 - where a terminal's events come in
        if driver is not None:
            self.last.append(told)
            driver.process_message(event)

    def _key(self, key: str) -> None:
        character = SIGNS.get(key) or (key if len(key) == 1 else None)
        self._send(events.Key(key, character), f"key {key}")

    def _type(self, character: str) -> None:
        self._send(events.Key(character, character), f"character {character!a}")

    def _paste(self, text: str) -> None:
        self._send(events.Paste(text), f"paste {text[:30]!a}")

    def _place(self) -> tuple[int, int]:
        width, height = self._app.size
        return self.rng.randrange(max(1, width)), self.rng.randrange(max(1, height))

    def _click(self) -> None:
        x, y = self._place()
        button = self.rng.choice((1, 1, 1, 1, 1, 2, 3))
        for _ in range(self.rng.choice((1, 1, 1, 2, 3))):
            for kind in (events.MouseDown, events.MouseUp):
                self._mouse(kind, x, y, button)

    def _wheel(self) -> None:
        x, y = self._place()
        self._mouse(self.rng.choice((events.MouseScrollUp, events.MouseScrollDown)), x, y, 0)

    def _move(self) -> None:
        x, y = self._place()
        self._mouse(events.MouseMove, x, y, self.rng.choice((0, 0, 1)))

    def _mouse(self, kind: type[events.MouseEvent], x: int, y: int, button: int) -> None:
        event = kind(None, x, y, 0, 0, button, shift=False, meta=False, ctrl=False)
        self._send(event, f"{kind.__name__} {x},{y} button {button}")

    def _resize(self, size: tuple[int, int]) -> None:
        driver: Any = self._app._driver  # noqa: SLF001 - as above
        if driver is not None:
            driver._size = size  # noqa: SLF001 - what the driver says when it is asked
            there = Size(*size)
            self._send(events.Resize(there, there), f"size {size[0]} by {size[1]}")

    # --- bringing back ---

    def _is_home(self) -> bool:
        """Return whether the screen under test is on top, or something that it opened."""
        stack = self._app.screen_stack
        top = next((each for each in reversed(stack) if not each.is_modal), None)
        if self.screen == HOMES:
            return isinstance(top, Home)
        if self.screen in PAGES or self.screen == SHORT:
            if not isinstance(top, StepScreen):
                return False
            if self.screen == SHORT:
                return top.page.step == 0
            return top.page.id == self.screen
        kind = {
            "map": StepsMap,
            "reading": Reading,
            "editing": Editing,
            "settings": Preferences,
            "hidden": Hidden,
            "pick": Pick,
            "ask": Ask,
            "history": History,
            "passphrase": NewPassphrase,
            "code": RecoveryCode,
            FRONT: Front,
        }[self.screen]
        return isinstance(top, kind) or isinstance(stack[-1], kind)

    async def _bring_back(self) -> None:
        """Go to the screen under test by the shortest way."""
        self.back += 1
        self._away = 0
        await self._rest()
        self.last.append(f"-- brought back to {self.screen}")
        self._app.clear_notifications()
        if self._app.size.width < SIZES[2][0] or self._app.size.height < SIZES[2][1]:
            self._resize(SIZES[0])
        await self._go_down(Home, Front)
        if self.screen == FRONT:
            if isinstance(self._app.screen, Home):
                self._quit()  # it starts again in front of the locked plans
            return
        if isinstance(self._app.screen, Front):
            await self._unlock()
            await self._go_down(Home)  # the plan that was open is opened again
        if self._ended() or self.screen == HOMES:
            return
        if self.screen in OVER_HOME:
            self._over_home()
        else:
            self._open_steps()
        await self._rest()

    async def _go_down(self, *kinds: type[Screen[Any]]) -> None:
        """Leave screens until one of some kinds is on top."""
        until = time.monotonic() + PATIENCE
        while not self._ended() and not isinstance(self._app.screen, kinds):
            self._leave_top()
            await self._rest()
            if time.monotonic() > until:
                raise Broken(f"This cannot be left: {self._app.screen_stack}")

    def _leave_top(self) -> None:
        screen = self._app.screen
        if isinstance(screen, StepScreen | Reading | Editing):
            self._office.keeper.keep()
        finish(screen, None)

    async def _unlock(self) -> None:
        """Open the plans that were locked, or go on without any if they cannot be opened."""
        until = time.monotonic() + PATIENCE
        rows = self._app.screen.query_one(RowList)
        rows.focus()
        rows.highlighted = next(at for at, row in enumerate(rows.rows) if row.item == "unlock")
        await self._rest()
        self._key("enter")
        while isinstance(self._app.screen, Front) and not self._ended():
            await self._rest()
            if time.monotonic() > until:
                raise Broken(f"The plans are still locked after {PATIENCE:.0f} seconds.")

    def _over_home(self) -> None:
        match self.screen:
            case "settings":
                self._app.push_screen(Preferences(self._office))
            case "hidden":
                self._app.action_hide()
            case "pick":
                options = [Option(f"{place}", f"Answer {place}", "It is so.") for place in range(9)]
                self._app.push_screen(Pick("Which one?", options, "3"))
            case "history":
                self._history()
            case "passphrase":
                self._app.push_screen(NewPassphrase(self._office))
            case "code":
                self._app.push_screen(RecoveryCode(self._office, CODE))
            case _:
                self._app.push_screen(Ask("Which name?", "a name", "For the list only."))

    def _history(self) -> None:
        """Show the versions of a plan; one that has none gets one, as going back makes it."""
        desk = self._office.desk
        if not desk.plans():
            self._office.keeper.open(desk.bring_in(read_plan_text(self._samples[0])))
        for entry in desk.plans(1):
            versions = desk.history(entry.id)
            if not versions:
                desk.rename(entry.id, "Once")
                versions = desk.history(entry.id)
            self._app.push_screen(History(self._office, entry, versions))

    def _open_steps(self) -> None:
        self._office.keeper.keep()  # as leaving the plan before would have done
        sitting = self._some_plan()
        self._office.keeper.open(sitting)
        page = self.screen if self.screen in PAGES else "papers"
        steps = StepScreen(self._office, sitting, page, short=self.screen == SHORT)
        self._app.push_screen(steps)
        places = sitting.session.places()
        if self.screen == "map":
            self._app.push_screen(StepsMap(sitting.session, self.rng.randint(0, len(STEPS))))
        elif self.screen in {"reading", "editing"} and places:
            kind = Reading if self.screen == "reading" else Editing
            self._app.push_screen(kind(self._office, sitting, self.rng.choice(places)))

    def _some_plan(self) -> Sitting:
        """Return a plan that was there before, a new one, or one of a sample person."""
        desk = self._office.desk
        there = [entry.id for entry in desk.plans() if not entry.problem]
        pick = self.rng.random()
        if there and pick < 0.5:
            return desk.resume(self.rng.choice(there))
        for plan_id in there[12:]:
            desk.delete(plan_id)
        if pick < 0.7:
            return desk.start()
        return desk.bring_in(read_plan_text(self.rng.choice(self._samples)))

    # --- waiting ---

    async def _rest(self) -> None:
        """Let the app handle all that was sent, and paint."""
        until = time.monotonic() + PATIENCE
        quiet = 0
        while quiet < 3 and not self._ended():
            await asyncio.sleep(0.002 if quiet else 0)
            quiet = 0 if any(pump.message_queue_size for pump in self._pumps()) else quiet + 1
            if time.monotonic() > until:
                raise Broken(f"It has not caught up in {PATIENCE:.0f} seconds.")

    def _pumps(self) -> Iterator[Any]:
        yield self._app
        for screen in self._app.screen_stack:
            yield screen
            yield from screen.walk_children()


def main() -> int:
    """Run the monkeys; return 1 if one of them broke something."""
    wanted = _arguments()
    print(f"{machine()}; seed {wanted.seed}, {wanted.presses} events a screen\n", flush=True)
    house = House()
    house.workshop("standard")
    rows, broken = [], Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        os.environ["HOME"] = str(home)
        os.chdir(home)
        cage = Cage(home)
        for screen in wanted.screen or SCREENS:
            monkey = Monkey(screen, wanted.seed, home / screen, house)
            try:
                tally = asyncio.run(monkey.play(wanted.presses))
            except (Exception, asyncio.CancelledError):  # noqa: BLE001 - what is looked for
                broken[screen] += 1
                _tell(screen, wanted.seed, monkey)
            else:
                rows.append(_row(tally))
                print(f"{screen}: {tally.events} events, {tally.seconds:.0f} s", flush=True)
    print(f"\n{table(HEADER, rows)}\n")
    print(f"Broken: {sum(broken.values())}. Kept from writing elsewhere: {cage.turned_back} times.")
    return 1 if broken else 0


HEADER = ("Screen", "events", "brought back", "starts", "compared with the disk", "s")


def _row(tally: Tally) -> tuple[str, ...]:
    counts = (tally.events, tally.back, tally.starts, tally.compared)
    return (tally.screen, *(f"{count:,}" for count in counts), f"{tally.seconds:.0f}")


def _tell(screen: str, seed: int, monkey: Monkey) -> None:
    print(f"\nBROKEN: --screen {screen} --seed {seed}, event {monkey.done}")
    print(traceback.format_exc())
    print("The last events:", *monkey.last, sep="\n  ", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_keep)
    parser.add_argument("--presses", type=int, default=PRESSES, help="events for each screen")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--screen", action="append", choices=SCREENS, help="may be repeated")
    return parser.parse_args()


_keep: Callable[..., argparse.HelpFormatter] = argparse.RawDescriptionHelpFormatter


if __name__ == "__main__":
    sys.exit(main())
