"""Every screen as text, at three sizes, as reviewed by a reader.

After a change of words or layout, write them anew and look at what changed before you keep it:

    UPDATE_GOLDEN=1 ./run pytest tests/tui/test_grids.py
    git diff tests/tui/grids
"""

import os
import re
from pathlib import Path

import pytest

from discloser.tui.screens.preferences import Preferences
from discloser.tui.screens.step import StepScreen

from ..people import FILES  # noqa: TID252 - tests are no package
from ..plans import plan  # noqa: TID252 - as above
from .hands import Hands, office, walk

GRIDS = Path(__file__).parent / "grids"

UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"

SIZES = ((40, 20), (80, 24), (120, 36))

MAYA = next(file for file in FILES if file.stem == "maya")

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
        there.desk.bring_in(file)
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
    name = f"{size[0]}x{size[1]}"
    for screen, grid in seen.items():
        file = GRIDS / f"{screen.replace(' ', '_')}.{name}.txt"
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
    assert len(list(GRIDS.iterdir())) == 21 * len(SIZES) + 1


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
        (tmp_path / "plans").write_text("")
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
