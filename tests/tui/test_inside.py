"""What we need of Textual and it does not offer openly is still there."""

import asyncio
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from discloser.tui.app import DiscloserApp
from discloser.tui.inside import GutterList

from ..vaults import kept  # noqa: TID252 - tests are no package
from .hands import Hands, office, walk

MARK = "zorbulin-since-march"


class Lists(App[None]):
    def compose(self) -> ComposeResult:
        yield GutterList(Option(Content("one\ntwo")), Option(Content("three")), markup=False)


GONE = "Textual {} has no {} any more: see how discloser/tui/inside.py and frame.py can do without."


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (App, "_fatal_error"),
        (App, "_close_messages_no_wait"),
        (Widget, "_get_style"),
        (Widget, "HELP"),
        (OptionList, "_get_left_gutter_width"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_private_names_of_classes_are_still_there(owner: type, name: str) -> None:
    assert hasattr(owner, name), GONE.format(owner.__name__, name)


def test_private_names_of_instances_are_still_there_and_mean_the_same() -> None:
    async def run() -> None:
        app = Lists()
        async with app.run_test(size=(30, 6)) as pilot:
            for name in ("_driver", "_exception"):
                assert hasattr(app, name), GONE.format("App", name)
            found = app.query_one(GutterList)
            for name in ("_lines", "_index_to_line"):
                assert hasattr(found, name), GONE.format("OptionList", name)
            found.highlighted = 1
            found.focus()
            await pilot.pause()
            assert [found.row_of_line(line) for line in range(4)] == [0, 0, 1, None]
            place = found.pointed_at
            assert place is not None
            assert place.y == found.content_region.y + 2
            assert found.render_line(2).text.startswith("> ")
            assert found.render_line(0).text.startswith("  ")

    asyncio.run(run())


def test_each_private_name_is_used_in_two_files_alone() -> None:
    """Whoever needs another one puts it there, and its name above."""
    house = Path(__file__).parents[2] / "discloser" / "tui"
    using = {file.name for file in house.rglob("*.py") if "SLF001" in file.read_text("utf-8")}
    assert using <= {"inside.py", "app.py"}


def test_a_crash_tells_places_and_no_answers(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Textual itself would print every local variable on the way."""
    there = office(tmp_path)
    apps: list[DiscloserApp] = []

    def break_down() -> None:
        answer = MARK
        raise ValueError(answer)

    async def way(hands: Hands) -> None:
        apps.append(hands.app)
        await hands.open_new("meeting")
        hands.sitting.answer("meeting.name", MARK)
        hands.app.call_later(break_down)
        await hands.rest()

    with pytest.raises(ValueError, match=MARK):  # how Textual tells a test
        walk(there, way)
    (app,) = apps
    assert app.crash[-1] == "ValueError"
    assert any("break_down" in line for line in app.crash)
    assert MARK not in "".join(app.crash)
    out, err = capfd.readouterr()
    assert MARK not in out + err
    (plan,) = kept(tmp_path / "plans")
    assert plan.meeting.name == MARK, "the last answers are kept all the same"
