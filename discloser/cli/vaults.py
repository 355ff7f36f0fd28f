"""Opening the vault that a command works on."""

import os
import time
from pathlib import Path

from discloser.cli.day import day
from discloser.cli.folders import plans_folder
from discloser.cli.plans import open_house
from discloser.cli.request import Request
from discloser.errors import UsageError, VaultError
from discloser.session.desk import Desk
from discloser.session.door import Door
from discloser.vault.vault import Vault

NOWHERE = "There is no folder for plans here; DISCLOSER_PLANS names one."
NONE_YET = "There are no plans here yet, and no place for them; discloser vault new makes it."
KEYLESS = (
    "The key of the plans is missing; put the key file back, or use discloser vault restore with "
    "a backup."
)


def open_door(request: Request) -> Door:
    """Return what stands before the vault of a request."""
    return Door(plans_folder(request.environment), time.time)


def vault_folder(door: Door) -> Path:
    """Return the folder of the vault, which need not be there.

    Raises UsageError if the system names none, or it is not this person's.
    """
    if door.folder is None:
        raise UsageError(NOWHERE)
    if door.folder.is_dir() and not os.access(door.folder, os.R_OK | os.X_OK):
        raise UsageError(f"You have no permission to look into {door.folder}.")
    return door.folder


def require_vault(door: Door) -> None:
    """Raise UsageError or VaultError if there is no vault that a secret could open."""
    vault_folder(door)
    if door.state == "new":
        raise UsageError(NONE_YET)
    if door.state == "keyless":
        raise VaultError(KEYLESS)


def open_vault(request: Request) -> Vault:
    """Return the vault, opened with what the request or the person gives.

    Raises UsageError, WrongKey, Damaged, VaultError.
    """
    door = open_door(request)
    require_vault(door)
    if door.state == "open":
        return door.unlock(None)
    from discloser.cli.secret import known_secret  # noqa: PLC0415 - as in entry

    return door.enter(known_secret(request))


def open_desk(request: Request) -> Desk:
    """Return the plans, opened with what the request or the person gives. Raises as open_vault."""
    today = day(request)
    return Desk(lambda: open_house(request), open_vault(request), today)
