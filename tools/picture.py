"""Draw the picture of the README: the app with a sample person, as an SVG without outside fonts.

Run it as ``./run python tools/picture.py`` after a change that shows; it writes docs/picture.svg.
"""

import asyncio
import datetime
import re
import tempfile
import time
from pathlib import Path

from textual.app import App

from discloser.packs.people import people, text_of
from discloser.planfile.read import PlanText
from discloser.session.desk import Desk
from discloser.session.door import Door
from discloser.session.session import House
from discloser.settings.settings import Settings
from discloser.tui.app import DiscloserApp
from discloser.tui.office import Office
from discloser.tui.screens.step import StepScreen

PICTURE = Path(__file__).parent.parent / "docs" / "picture.svg"
SIZE = (112, 30)
DAY = datetime.date(2026, 11, 25)


async def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        door = Door(Path(folder) / "plans", time.time)
        door.make(None).vault.close()
        office = Office(
            door, lambda vault: Desk(House, vault, DAY), Settings(look="dark"), None, {}
        )
        app = DiscloserApp(office)
        async with app.run_test(size=SIZE) as pilot:
            # Kept, so that the picture says what a person sees: that all is saved.
            sitting = office.desk.bring_in(PlanText(text_of(people()["maya"]), "maya"))
            office.keeper.open(sitting)
            await app.push_screen(StepScreen(office, sitting, "asks"))
            await pilot.pause()
            svg = App.export_screenshot(app, title="discloser")
        office.close()
    # Without fonts from another machine: whoever looks at it sends no request.
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    svg = re.sub(r"<!-- .*? -->", "", svg, flags=re.DOTALL)
    lines = [line.rstrip() for line in svg.splitlines()]
    PICTURE.write_text("\n".join(lines) + "\n", encoding="utf-8")


asyncio.run(main())
