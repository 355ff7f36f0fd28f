"""Whoever opens a plan whose pack is not what was installed is told so, once."""

import datetime
from pathlib import Path

from discloser.packs.pins import Pin, write_pins
from discloser.session.desk import Desk
from discloser.session.session import House
from discloser.tui.screens.home import Home

from ..plans import TODAY  # noqa: TID252 - tests are no package
from .hands import Hands, office, walk


def test_a_change_is_said_once_and_a_pack_of_ones_own_never(tmp_path: Path) -> None:
    mine = tmp_path / "own" / "mine"
    mine.mkdir(parents=True)
    (mine / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n')
    pin = Pin("0" * 64, "mine.zip", datetime.date(2026, 1, 1), "1")
    there = office(tmp_path)

    async def way(hands: Hands) -> None:
        home = hands.screen
        assert isinstance(home, Home)
        for said in ("", "The pack mine: it has changed since it was installed.", ""):
            if said:
                write_pins(tmp_path / "own", {"mine": pin})
            there.desk = Desk(lambda: House(tmp_path / "own"), None, TODAY)
            hands.app.clear_notifications()
            home._open(there.desk.start)  # noqa: SLF001 - what every way into a plan calls
            await hands.rest()
            assert hands.told().startswith(said) if said else not hands.told()
            await hands.app.pop_screen()
            await hands.rest()

    walk(there, way)
