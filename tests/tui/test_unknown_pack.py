"""Whoever opens a plan whose pack nobody checked is told so, once."""

from pathlib import Path

from discloser.session.desk import Desk
from discloser.session.session import House
from discloser.tui.screens.home import Home

from ..plans import TODAY  # noqa: TID252 - tests are no package
from .hands import Hands, office, walk


def test_it_is_said_once(tmp_path: Path) -> None:
    mine = tmp_path / "own" / "mine"
    mine.mkdir(parents=True)
    (mine / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n')
    there = office(tmp_path)

    async def way(hands: Hands) -> None:
        there.desk = Desk(lambda: House(tmp_path / "own"), None, TODAY)
        home = hands.screen
        assert isinstance(home, Home)
        for said in ("The pack mine is not checked: it was never installed.", ""):
            hands.app.clear_notifications()
            home._open(there.desk.start)  # noqa: SLF001 - what every way into a plan calls
            await hands.rest()
            assert hands.told().startswith(said) if said else not hands.told()
            await hands.app.pop_screen()
            await hands.rest()

    walk(there, way)
