"""Every screen as text, at three sizes, as reviewed by a reader.

After a change of words or layout, write them anew and look at what changed before you keep it:

    UPDATE_GOLDEN=1 ./run pytest tests/tui/test_grids.py
    git diff tests/tui/grids
"""

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from discloser.planfile.read import read_plan_text
from discloser.session.plan_place import ELSEWHERE
from discloser.tui.messages import DoorOpened
from discloser.tui.screens.care import Care
from discloser.tui.screens.compare import Compare
from discloser.tui.screens.history import History
from discloser.tui.screens.home import Home
from discloser.tui.screens.lock_warning import LockWarning
from discloser.tui.screens.new_passphrase import NewPassphrase
from discloser.tui.screens.preferences import Preferences
from discloser.tui.screens.recovery_code import RecoveryCode
from discloser.tui.screens.step import StepScreen
from discloser.vault.vault import Version

from ..people import FILES  # noqa: TID252 - tests are no package
from ..plans import plan  # noqa: TID252 - as above
from ..vaults import MOMENT, PASSPHRASE  # noqa: TID252 - as above
from .hands import Hands, closed_office, office, unmade_office, walk

GRIDS = Path(__file__).parent / "grids"

UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"

SIZES = ((40, 20), (80, 24), (120, 36))

MAYA = next(file for file in FILES if file.stem == "maya")

Note = Callable[[Hands, str], Awaitable[None]]
"""Notes what is on the screen, under a name."""

AROUND = 12
"""Screens before and around the plans."""

HERE = Path()
"""Paths stand on some screens, so the app is started in the folder that holds everything."""


async def all_screens(hands: Hands, seen: dict[str, list[str]]) -> None:
    """Walk over all screens and note what is there."""
    there = hands.app.office

    async def note(name: str) -> None:
        await hands.settle()
        seen[name] = hands.grid()

    await note("home")
    await hands.press("f1")
    await note("help")
    await hands.press("f1")
    for file in (MAYA, FILES[0]):
        there.desk.bring_in(read_plan_text(file))
    await hands.push(Preferences(there))
    await note("settings")
    await hands.press("escape")
    await hands.point("plan plan-2026-11-21")
    await note("home with plans")
    await hands.press("enter")
    for step in range(1, 10):
        await hands.press(str(step))
        await note(f"step {step}")
    await hands.press("ctrl+g")
    await note("map")
    await hands.press("7")
    await hands.point("script_1min/manager")
    await hands.press("enter")
    await note("reading")
    await hands.press("e")
    await note("editing")
    await hands.press("ctrl+l")
    await note("hidden")
    await hands.press("ctrl+l", "escape", "escape", "6")
    await hands.point("name")
    await hands.press("enter")
    await note("typing")
    await hands.press("escape")
    await hands.point("tone")
    await hands.press("enter")
    await note("choosing")
    await hands.press("escape", "escape")
    await hands.open_new(short=True)
    await note("question 1")
    five = plan({"title": ""})
    hands.sitting.replace(five, "choice")
    await hands.press(*["ctrl+n"] * 5)
    await note("ready")
    await hands.resize(39, 19)
    await note("too small")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_is_as_reviewed(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen: dict[str, list[str]] = {}

    async def way(hands: Hands) -> None:
        await all_screens(hands, seen)

    walk(office(HERE), way, size)
    assert len(seen) == 22
    require_as_reviewed(seen, size)


async def before_the_plans(hands: Hands, note: Note) -> None:
    """Walk over the screens of a first run."""
    await note(hands, "first run")
    await hands.press("f1")
    await note(hands, "help first run")
    await hands.press("f1", "ctrl+r")
    await hands.type("walnut ferry")
    await hands.press("tab")
    await note(hands, "first run, a passphrase")
    await hands.push(RecoveryCode(hands.app.office, "-".join(["0A1B2"] * 8)))
    await note(hands, "recovery code")


async def before_sealed_plans(hands: Hands, note: Note) -> None:
    """Walk over the screens of a later run."""
    await note(hands, "sealed")
    await hands.type("nothing")
    await hands.press("enter")
    await hands.until(lambda: "not the passphrase" in hands.text())
    await note(hands, "wrong passphrase")


async def around_the_plans(hands: Hands, note: Note) -> None:
    """Walk over the screens that are about plans as a whole."""
    await note(hands, "locked")
    hands.app.post_message(DoorOpened(hands.app.office.door.unlock(PASSPHRASE)))
    await hands.until(lambda: isinstance(hands.screen, Home))
    there = hands.app.office
    assert there.vault
    name = there.desk.bring_in(read_plan_text(MAYA)).plan_id or ""
    other = there.door.unlock(PASSPHRASE)
    text = other.read_text(name).replace("Jordan", "Robin")
    other.save(name, text, "", other.stamp(name))
    other.close()
    await hands.push(NewPassphrase(there))
    await note(hands, "new passphrase")
    await hands.press("escape")
    await hands.push(Care(there, there.vault))
    await note(hands, "care")
    await hands.press("escape")
    damaged = Version(0, MOMENT - 86_400, "This version is damaged.")
    versions = (*there.desk.history(name), damaged)
    await hands.push(History(there, there.desk.plans()[0], versions))
    await note(hands, "history")
    await hands.press("escape")
    await hands.push(LockWarning(20))
    await note(hands, "lock warning")
    await hands.press("escape")
    await hands.push(Compare(ELSEWHERE, "Step 6, Meeting\n- Their name: here “A”, there “B”"))
    await note(hands, "two windows")


@pytest.mark.usefixtures("quick_seal")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_screen_before_and_around_the_plans_is_as_reviewed(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen: dict[str, list[str]] = {}

    async def note(hands: Hands, name: str) -> None:
        await hands.settle()
        seen[name] = hands.grid()

    walk(unmade_office(HERE), lambda hands: before_the_plans(hands, note), size)
    walk(closed_office(HERE), lambda hands: before_sealed_plans(hands, note), size)
    walk(closed_office(HERE), lambda hands: around_the_plans(hands, note), size, locked=True)
    assert len(seen) == AROUND
    require_as_reviewed(seen, size)


def require_as_reviewed(seen: dict[str, list[str]], size: tuple[int, int]) -> None:
    """Assert that every screen looks as in its file; write the files if that is asked for."""
    name = f"{size[0]}x{size[1]}"
    for screen, grid in seen.items():
        file = GRIDS / f"{screen.replace(' ', '_').replace(',', '')}.{name}.txt"
        text = "\n".join(grid).rstrip("\n") + "\n"
        if screen == "too small":
            file = GRIDS / "too_small.txt"
        elif size == (80, 24):
            require_states_in_characters(screen, grid)
        assert all(len(line) <= size[0] for line in grid), screen
        if UPDATE:
            GRIDS.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8"), f"grids/{file.name} differs from what is shown now"


def test_no_grid_is_left_over() -> None:
    assert len(list(GRIDS.iterdir())) == (21 + AROUND) * len(SIZES) + 1


# --- without colour ---

LISTS = {"home", "home with plans", "settings", "map", "question 1", "ready", "choosing"}
"""Screens in which a list has the focus; so has every step."""


def require_states_in_characters(screen: str, grid: list[str]) -> None:
    """Assert that the chosen line of a list is marked by a character."""
    if screen in LISTS or screen.startswith("step"):
        pointing = [line for line in grid if re.match(r"[ ┃]+> +[^\s┏┃┗]", line)]
        assert len(pointing) == 1, screen


def test_every_state_that_matters_is_seen_without_colour(tmp_path: Path) -> None:
    """Chosen or not, open or shut, answered or not, saved or not, focused or not."""

    async def way(hands: Hands) -> None:
        def pointed() -> str:
            return next(line for line in hands.grid() if line.startswith(" > "))

        async def changes(row: str, *keys: str) -> None:
            await hands.point(row)
            before = pointed()
            await hands.press(*keys)
            assert pointed() != before, (row, keys)

        await hands.open_new("reasons")
        await changes("reason get_change", "space")
        await hands.press("2")
        await changes("decision tell_now", "space")
        await changes("decision tell_now", "down")
        await hands.press("3")
        await changes("area physical", "left")
        await hands.press("6")
        await changes("channel", "right")
        await hands.press("5")
        hands.sitting.answer("boundaries.except.clients.name", "never")
        await hands.press("5")
        await changes("exceptions", "left")
        await hands.press("right")
        await changes("grid appointments", "right")
        for _ in range(2):  # a level can say the same as the first exception
            await changes("grid appointments", "enter", "enter")
        steps = hands.grid()[1]
        assert "*" in steps
        assert "Boundaries]" in steps
        (tmp_path / "plans").rename(tmp_path / "other")
        await hands.press("enter")
        await hands.rest()
        assert "NOT SAVED" in hands.grid()[0]

    walk(office(tmp_path), way)


def test_the_focus_is_seen_without_colour(tmp_path: Path) -> None:
    """Tab leads through list, explanation and text; each place looks different with the focus."""

    async def way(hands: Hands) -> None:
        await hands.open_sample("maya", "reasons")
        assert isinstance(hands.screen, StepScreen)
        looks = []
        for _ in range(4):
            await hands.settle()
            looks.append("\n".join(hands.grid()))
            await hands.press("tab")
        assert looks[3] == looks[0]
        assert len(set(looks)) == 3

    walk(office(tmp_path), way, (120, 36))
