"""Opening the plan that a command names."""

import sys
from pathlib import Path

from discloser.cli.day import day
from discloser.cli.folders import cache_folder, own_packs
from discloser.cli.request import Request
from discloser.cli.streams import tell
from discloser.errors import PlanError
from discloser.packs.cache import DiskCache
from discloser.planfile.read import PlanText, read_plan_stream, read_plan_text
from discloser.session.session import House, Session, open_plan

STANDARD_INPUT = "-"


def open_session(request: Request) -> Session:
    """Return a session for the plan of a request. Raises UsageError, PlanError and PackError."""
    today, house = day(request), open_house(request)
    named = STANDARD_INPUT if request.operand is None else request.operand
    return open_plan(_source(named), house, today)


def open_house(request: Request) -> House:
    """Return the packs, with what was worked out before. Raises UsageError."""
    cache = cache_folder(request.environment)
    return House(own_packs(request.environment), DiskCache(cache) if cache else None)


def _source(operand: str) -> PlanText:
    if operand != STANDARD_INPUT:
        return read_plan_text(Path(operand))
    if sys.stdin is None:
        raise PlanError("It is closed.", file="standard input")
    if sys.stdin.isatty():
        tell("Reading a plan from the keyboard; end it with ctrl+d.")
    return read_plan_stream(sys.stdin.buffer)
