"""``app``: the guided app, on the plans of this person."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from discloser.cli.day import day
from discloser.cli.folders import plans_folder, settings_file
from discloser.cli.request import Request
from discloser.cli.streams import emit

if TYPE_CHECKING:
    from discloser.session.session import House


def run(request: Request) -> int:
    """Open the app and, when it has ended, write the paper that was sent to standard output."""
    from discloser.planfile.shelf import Shelf  # noqa: PLC0415 - as in entry
    from discloser.session.desk import Desk  # noqa: PLC0415 - as in entry
    from discloser.tui.start import run as start  # noqa: PLC0415 - as in entry

    def house() -> "House":
        from discloser.cli.plans import open_house  # noqa: PLC0415 - see Desk

        return open_house(request)

    folder = plans_folder(request.environment)
    desk = Desk(house, Shelf(folder) if folder else None, day(request))
    first = Path(request.operand).absolute() if request.operand else None
    code, output = start(desk, settings_file(request.environment), os.environ, first)
    if output:
        emit(output)
    return code
