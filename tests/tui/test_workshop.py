"""The authors' preview on the screen: its looks at three sizes, its keys, and a real terminal.

After a change of words or layout, write the grids anew and look at what changed:

    UPDATE_GOLDEN=1 ./run pytest tests/tui/test_workshop.py
    git diff tests/tui/workshop_grids
"""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from textual.binding import Binding
from textual.widgets import HelpPanel

from discloser.authoring.finding import PackFinding
from discloser.authoring.shown.following import Following
from discloser.authoring.shown.showing import View
from discloser.model.words import Severity
from discloser.settings.settings import Settings
from discloser.tui.frame import Frame
from discloser.tui.screens.dialogs import Pick
from discloser.tui.screens.workshop import MOVES, WorkshopScreen
from discloser.tui.screens.workshop_keys import WorkshopKeys
from discloser.tui.widgets.row_list import RowList
from discloser.tui.workshop import WorkshopApp

from ..authoring.own_pack import SAID, following, own_pack, say  # noqa: TID252 - no package
from .hands import BLACK, Hands
from .terminal import Terminal

GRIDS = Path(__file__).parent / "workshop_grids"

UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"

SIZES = ((40, 20), (80, 24), (120, 36))

MAYA = View("maya", "script_20s")

WORDS = "mine/phrases/mine.toml"

SCREENS = ("preview", "source", "broken")

FOUND = (
    PackFinding("p_a", Severity.BLOCK, WORDS, 4, 9, "like", "A reason.", "What to do."),
    PackFinding("p_b", Severity.WARN, "standard/pack.toml", 3, 0, "", "Elsewhere.", "Look."),
)
"""What the check of the whole pack finds in these tests; the real one takes longer."""

Way = Callable[[Hands, Following], Awaitable[None]]


def walk(
    root: Path,
    way: Way,
    size: tuple[int, int] = (80, 24),
    environment: Mapping[str, str] = BLACK,
    found: tuple[PackFinding, ...] = FOUND,
) -> None:
    """Open the preview of a pack and do something in it."""
    there = following(root)
    there.check = lambda: () if there.troubles else found  # type: ignore[method-assign]
    app = WorkshopApp(there, MAYA, Settings(), environment)

    async def run() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            hands = Hands(cast(Any, app), pilot)
            await hands.until(lambda: "In the rest of the pack: 1." in hands.text())
            await way(hands, there)

    asyncio.run(run())


async def saved(hands: Hands) -> None:
    """Wait until the screen has looked at the files once more."""
    before = shown(hands).following.reading
    await hands.until(lambda: shown(hands).following.reading > before)
    await hands.settle()


def shown(hands: Hands) -> WorkshopScreen:
    screen = hands.app.screen_stack[0]
    assert isinstance(screen, WorkshopScreen)
    return screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_preview_looks_as_reviewed(size: tuple[int, int], tmp_path: Path) -> None:
    seen: dict[str, list[str]] = {}

    async def way(hands: Hands, _: Following) -> None:
        await hands.settle()
        seen["preview"] = hands.grid()
        await hands.press("n")
        await hands.settle()
        seen["source"] = hands.grid()
        say(tmp_path / "mine", "Hello, [b]{to_nam}[/b].")
        await saved(hands)
        seen["broken"] = hands.grid()

    walk(own_pack(tmp_path), way, size)
    for screen, grid in seen.items():
        file = GRIDS / f"{screen}.{size[0]}x{size[1]}.txt"
        text = "\n".join(grid).rstrip("\n") + "\n"
        assert all(len(line) <= size[0] for line in grid), screen
        if UPDATE:
            GRIDS.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8"), f"{file.name} differs from what is shown now"
    # Without colour: the finding that is pointed at, its line, and that the text is old.
    assert any(line.startswith(" > X To mend:") for line in seen["source"])
    assert any("X 4 text" in line for line in seen["source"])
    assert "OLD TEXT" in seen["broken"][0]


def test_no_grid_is_left_over() -> None:
    assert len(list(GRIDS.iterdir())) == len(SIZES) * len(SCREENS)


def test_keys_and_clicks_change_what_is_shown(tmp_path: Path) -> None:
    async def way(hands: Hands, there: Following) -> None:
        screen = shown(hands)
        for what in MOVES:
            before = screen.view
            await hands.press(what[0] if what != "level" else "v")
            assert screen.view != before, what
        for key in "PD":
            before = screen.view
            await hands.press(key)
            assert screen.view != before, key
        await hands.press("1")
        assert isinstance(hands.screen, Pick)
        await hands.point("option 0")
        await hands.press("enter")
        assert there.there
        assert screen.view.person == there.there.people[0]
        await hands.press("2", "escape")
        document = screen.view.document
        await hands.click_on(f"d {document}")
        assert screen.view.document != document
        await hands.press("s", "S", "w", "w", "N", "n")
        # A finding in a file that this text is not made from is shown all the same.
        await hands.press("n")
        assert "standard/pack.toml" in hands.text()
        await hands.press("enter")
        assert hands.app.focused is screen.source
        await hands.press("f1")
        assert hands.screen.query(HelpPanel)
        await hands.press("escape")
        assert not hands.screen.query(HelpPanel)
        await hands.press("ctrl+p")
        offered = {row.label for row in hands.screen.query_one(RowList).rows}
        assert offered == {
            binding.description
            for place in (Frame, WorkshopKeys)
            for binding in place.BINDINGS
            if isinstance(binding, Binding) and binding.tooltip
        }
        await hands.press("escape", "q")
        assert not hands.app.is_running

    walk(own_pack(tmp_path), way)


def test_what_was_looked_at_stays_when_a_file_is_saved(tmp_path: Path) -> None:
    async def way(hands: Hands, _: Following) -> None:
        screen = shown(hands)
        await hands.press("t", "s")
        await hands.until(lambda: WORDS in hands.text())
        view = screen.view
        text = "\n".join(f"# {line}" for line in range(90))
        words = root / "phrases" / "mine.toml"
        words.write_text(f"{words.read_text('utf-8')}{text}\n", "utf-8")
        await saved(hands)
        at = 40
        screen.source.scroll_to(y=at, animate=False, immediate=True)
        await hands.settle()
        words.write_text(words.read_text("utf-8").replace(SAID, "Another."), "utf-8")
        await saved(hands)
        assert "Another." in hands.text()
        assert screen.source.scroll_offset.y == at
        assert screen.view == view
        say(root, "{to_nam}")
        await saved(hands)
        assert "OLD TEXT" in hands.text()
        say(root, "[@click=app.quit]Mended[/] [x] \x1b]0;title\x07")
        await saved(hands)
        assert "[@click=app.quit]Mended[/] [x] ]0;title" in hands.text()
        assert WORDS in hands.text(), "the file in which it was mended"

    root = own_pack(tmp_path)
    walk(root, way, (120, 36))


def test_a_narrow_window_shows_one_part_at_a_time(tmp_path: Path) -> None:
    async def way(hands: Hands, _: Following) -> None:
        assert SAID[:20] in hands.text()
        assert "{{ say.opening_20s }}" not in hands.text()
        await hands.press("tab", "tab")
        assert "{{ say.opening_20s }}" in hands.text()
        assert SAID[:20] not in hands.text()
        await hands.resize(80, 24)
        assert SAID[:20] in hands.text()
        assert "{{ say.opening_20s }}" in hands.text()

    walk(own_pack(tmp_path), way, (40, 20))


def test_the_document_of_a_finding_shows_beside_its_source(tmp_path: Path) -> None:
    elsewhere = PackFinding(
        "r_b", Severity.WARN, WORDS, 2, 0, "", "There.", "Look.", "priya", "meeting_request"
    )

    async def way(hands: Hands, _: Following) -> None:
        screen = shown(hands)
        listed = [row.label for row in screen.findings.rows]
        await hands.press("n")
        assert screen.view.person == "maya"
        await hands.press("n")
        await hands.settle()
        assert (screen.view.person, screen.view.document) == ("priya", "meeting_request")
        assert "Asking for the meeting" in hands.text()
        assert WORDS in hands.text()
        assert [row.label for row in screen.findings.rows] == listed
        assert screen.findings.highlighted == 1

    walk(own_pack(tmp_path), way, (120, 36), found=(FOUND[0], elsewhere))


@pytest.mark.skipif(os.name == "nt", reason="needs a script as program")
def test_the_editor_opens_own_files_and_no_others(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!{sys.executable}\nimport sys\nopen(sys.argv[-1], 'a').write('# x')\n")
    editor.chmod(0o700)

    async def way(hands: Hands, _: Following) -> None:
        await hands.press("e")
        assert "belongs to a pack that yours lies on" in hands.told()
        await hands.press("s", "e")
        await hands.until(lambda: "# x" in hands.text())

    walk(own_pack(tmp_path), way, environment={**BLACK, "EDITOR": str(editor)})


# --- a real terminal ---

BACK_TAB = "\x1b[Z"

SOON = 3.0
"""Seconds after which a saved text has to be there: one, and others for a busy machine."""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_saved_file_shows_in_a_real_terminal_and_no_plan_is_touched(tmp_path: Path) -> None:
    root = own_pack(tmp_path / "packs")
    environment = {
        "DISCLOSER_CACHE": str(tmp_path / "cache"),
        "DISCLOSER_PACKS": str(tmp_path / "packs"),
        "DISCLOSER_TODAY": "2026-11-21",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    arguments = ("pack", "preview", "--person", "maya", "--document", "script_20s")
    with Terminal(environment, *arguments) as terminal:
        terminal.wait(SAID, "Up to date", "template")
        began = time.monotonic()
        say(root, "I am glad to work here.")
        terminal.wait("I am glad to work here.")
        assert time.monotonic() - began < SOON
        assert terminal.cursor_shown
        terminal.type(BACK_TAB)
        terminal.until(
            lambda: terminal.cursor_line.lstrip().startswith("1 {{ say"), "the cursor follows"
        )
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.attributes == terminal.attributes_before
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"cache", "packs"}
