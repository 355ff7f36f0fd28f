"""The plan file that a command names, and the packs to read it with."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from discloser.cli.folders import cache_folder, own_packs, plans_folder
from discloser.cli.request import Request
from discloser.cli.streams import tell
from discloser.errors import PlanError
from discloser.packs.cache import DiskCache
from discloser.planfile.read import PlanText, read_plan_stream, read_plan_text
from discloser.session.session import House

STANDARD_INPUT = "-"

LISTED = "`discloser plan list` shows the plans that are kept"


def open_house(request: Request) -> House:
    """Return the packs, with what was worked out before. Raises UsageError."""
    cache = cache_folder(request.environment)
    return House(own_packs(request.environment), DiskCache(cache) if cache else None)


def is_plan_id(operand: str, environment: Mapping[str, str]) -> bool:
    """Return whether an operand can only be the id of a plan that is kept: a file of it wins."""
    if _is_there(operand) or not _looks_like_an_id(operand):
        return False
    from discloser.vault.folder import has_vault  # noqa: PLC0415 - as in entry

    folder = plans_folder(environment)
    return folder is not None and os.access(folder, os.X_OK) and has_vault(folder)


def read_source(operand: str) -> PlanText:
    """Return the text of a plan file, or of standard input for ``-``. Raises PlanError."""
    if operand != STANDARD_INPUT:
        if not _is_there(operand) and _looks_like_an_id(operand):
            raise PlanError(
                "There is no such file.", file=operand, fix=f"Check the name; {LISTED}."
            )
        return read_plan_text(Path(operand))
    if sys.stdin is None:
        raise PlanError("It is closed.", file="standard input")
    if sys.stdin.isatty():
        tell("Reading a plan from the keyboard; end it with ctrl+d.")
    return read_plan_stream(sys.stdin.buffer)


def _looks_like_an_id(operand: str) -> bool:
    from discloser.vault.vault import PLAN_ID  # noqa: PLC0415 - as in entry

    return bool(PLAN_ID.fullmatch(operand))


def _is_there(operand: str) -> bool:
    """Return whether an operand is not the name of a file that is missing."""
    path = Path(operand)
    try:
        return operand == STANDARD_INPUT or (path.exists() and not path.is_dir())
    except OSError:  # too long a name, or no permission: reading it will say so
        return True
