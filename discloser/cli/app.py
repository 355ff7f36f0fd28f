"""``app``: the guided app, on the plans of this person."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from discloser.cli.day import day
from discloser.cli.folders import plans_folder, settings_file
from discloser.cli.request import Request
from discloser.cli.streams import emit, tell

if TYPE_CHECKING:
    from discloser.session.session import House
    from discloser.vault.vault import Vault

LOCKED = "DISCLOSER_LOCKED"
"""Says to the program that starts anew that plans were locked: the plan that was open, or 1."""


def run(request: Request) -> int:
    """Open the app and, when it has ended, write the paper that was sent to standard output."""
    from discloser.disk.fleeting import remove_leftovers  # noqa: PLC0415 - as in entry
    from discloser.session.desk import Desk  # noqa: PLC0415 - as in entry
    from discloser.session.door import Door  # noqa: PLC0415 - as in entry
    from discloser.tui.start import run as start  # noqa: PLC0415 - as in entry

    today = day(request)

    def desk_over(vault: "Vault | None") -> Desk:
        return Desk(house, vault, today)

    def house() -> "House":
        from discloser.cli.plans import open_house  # noqa: PLC0415 - see Desk

        return open_house(request)

    locked_on = os.environ.pop(LOCKED, None)
    folder = plans_folder(request.environment)
    remove_leftovers(request.environment, folder)
    door = Door(folder, time.time)
    ended = start(
        door,
        desk_over,
        settings_file(request.environment),
        os.environ,
        _first(request, locked_on),
        locked=locked_on is not None,
    )
    if ended.output:
        emit(ended.output)
    return ended.code if ended.locked_on is None else _start_anew(request, ended.locked_on)


def _first(request: Request, locked_on: str | None) -> Path | str | None:
    """Return what to open at once: a plan file, or a plan of the vault by its name."""
    if locked_on is not None:
        return None if locked_on == "1" else locked_on
    if request.operand is None:
        return None
    from discloser.cli.plans import is_plan_id  # noqa: PLC0415 - as in entry

    if is_plan_id(request.operand, request.environment):
        return request.operand
    return Path(request.operand).absolute()


def _start_anew(request: Request, plan_id: str) -> int:
    """Put a new program in the place of this one, so that no answer is left in its memory."""
    if os.name != "posix":  # another system would leave this one beside the new one
        tell("Your plans are locked. Start discloser again to go on.")
        return 0
    # A plan file was brought in, and must not be brought in once more.
    started = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]
    options = [each for flag, value in request.given.items() if value for each in (flag, value)]
    arguments = [*started, "app", *options]
    with suppress(OSError):
        os.execve(  # noqa: S606 - the program that runs already
            sys.executable, [sys.executable, *arguments], {**os.environ, LOCKED: plan_id or "1"}
        )
    tell("Your plans are locked. Start discloser again to go on.")
    return 0
