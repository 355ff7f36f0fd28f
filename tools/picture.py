"""Draw the picture of the README: the app with a sample person, as an SVG without outside fonts.

Run it as ``./run python tools/picture.py`` after a change that shows; it writes docs/picture.svg.
"""

import asyncio
import datetime
import re
from pathlib import Path

from textual.app import App

from discloser.session.desk import Desk
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
    desk = Desk(House, None, DAY)
    office = Office(desk, Settings(look="dark"), None, {})
    app = DiscloserApp(office)
    async with app.run_test(size=SIZE) as pilot:
        sitting = desk.try_sample("maya")
        office.keeper.open(sitting, keeps=True)
        await app.push_screen(StepScreen(office, sitting, "asks"))
        await pilot.pause()
        svg = App.export_screenshot(app, title="discloser")
    # Without fonts from another machine: whoever looks at it sends no request.
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    svg = re.sub(r"<!-- .*? -->", "", svg, flags=re.DOTALL)
    lines = [line.rstrip() for line in svg.splitlines()]
    PICTURE.write_text("\n".join(lines) + "\n", encoding="utf-8")


asyncio.run(main())
