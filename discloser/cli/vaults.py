"""Opening the vault that a command works on."""

import os
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR

from discloser.cli.day import day
from discloser.cli.folders import plans_folder, settings_file
from discloser.cli.plans import open_house
from discloser.cli.request import Request
from discloser.cli.streams import reason
from discloser.errors import PlanError, UsageError, VaultError
from discloser.session.desk import Desk
from discloser.session.door import Door
from discloser.vault.vault import Vault

NOWHERE = "There is no folder for plans here; DISCLOSER_PLANS names one."
NONE_YET = "There are no plans here yet, and no place for them; discloser vault new makes it."
NAMED_BY_US = re.compile(r"plan-\d{4}-\d\d-\d\d.*\.toml")
"""What the plan files of earlier versions of this program are called."""

KEYLESS = (
    "The key of the plans is missing; put the key file back, or use discloser vault restore with "
    "a backup."
)


def open_door(request: Request) -> Door:
    """Return what stands before the vault of a request."""
    return Door(plans_folder(request.environment), time.time)


def vault_folder(door: Door) -> Path:
    """Return the folder of the vault, which need not be there.

    Raises UsageError if the system names none, it cannot be one, or it is not this person's.
    """
    folder = door.folder
    if folder is None:
        raise UsageError(NOWHERE)
    no_permission = f"You have no permission to look into {folder}."
    try:
        there = S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        there = False
    except PermissionError:
        raise UsageError(no_permission) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"There can be no plans in {folder}: {reason(error)}.") from None
    if (there and not os.access(folder, os.R_OK | os.X_OK)) or door.state == "barred":
        raise UsageError(no_permission)
    return folder


def loose_plans(door: Door, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return plan files that lie in the folder in plain; another program's file is none of them.

    A damaged one that is named as this program names plans is one of them.
    """
    settings = settings_file(environment)
    return tuple(
        path for path in door.loose_plans() if not _is_same(path, settings) and _is_plan(path)
    )


def _is_plan(path: Path) -> bool:
    from discloser.planfile.read import parse_plan, read_plan_text  # noqa: PLC0415 - as in entry

    if NAMED_BY_US.fullmatch(path.name):
        return True
    try:
        parse_plan(read_plan_text(path))
    except PlanError:
        return False
    return True


def _is_same(path: Path, other: Path | None) -> bool:
    with suppress(OSError):
        return other is not None and path.samefile(other)
    return False


def require_vault(door: Door) -> None:
    """Raise UsageError or VaultError if there is no vault that a secret could open."""
    vault_folder(door)
    if door.state == "new":
        raise UsageError(NONE_YET)
    if door.state == "keyless":
        raise VaultError(KEYLESS)


def open_vault(request: Request) -> Vault:
    """Return the vault, opened with what the request or the person gives, who may try again.

    Raises UsageError, WrongKey, Damaged, VaultError.
    """
    door = open_door(request)
    require_vault(door)
    if door.state == "open":
        return door.unlock(None)
    from discloser.cli.secret import opened  # noqa: PLC0415 - as in entry

    return opened(request, door.enter)


def open_desk(request: Request) -> Desk:
    """Return the plans, opened with what the request or the person gives. Raises as open_vault."""
    today = day(request)
    return Desk(lambda: open_house(request), open_vault(request), today)


def no_answer(pids: Sequence[int]) -> str:
    """Say which programs have not locked, so that somebody can end them; 0 is not known here."""
    if not all(pids):
        return (
            "A program that this system has no number for does not answer. It may still have your "
            "plans open; lock them there, or restart the computer."
        )
    if len(pids) == 1:
        return (
            f"One program (process {pids[0]}) does not answer. It may still have your plans open; "
            "end that process, or restart the computer."
        )
    return (
        f"{len(pids)} programs (processes {', '.join(map(str, pids))}) do not answer. They may "
        "still have your plans open; end those processes, or restart the computer."
    )
