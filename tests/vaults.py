"""Vaults with a key file, as tests of the app use them: a passphrase costs a second."""

import datetime
from pathlib import Path

from discloser.model.plan import Plan
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.write import write_plan
from discloser.vault.vault import Vault

from .plans import TODAY

MOMENT = 1_795_262_400.0
"""When everything happens: noon in Greenwich on the day that is today in tests."""

PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests


def clock() -> float:
    """Return the moment in which everything happens."""
    return MOMENT


def vault_in(folder: Path, passphrase: str | None = None) -> Vault:
    """Return the vault in a folder, open; it is made if it is not there."""
    if not Vault.exists(folder):
        return Vault.make(folder, passphrase, clock)
    return Vault.unlock(folder, passphrase, clock)


def kept(folder: Path) -> list[Plan]:
    """Return all plans that are kept, the one changed last in front."""
    vault = vault_in(folder)
    try:
        return [parse_plan(PlanText(vault.read_text(each.id), each.id)) for each in vault.names()]
    finally:
        vault.close()


def put(folder: Path, plan: Plan | str, day: datetime.date = TODAY) -> str:
    """Put a plan, or a text that is none, where the app finds it, and return its name."""
    vault = vault_in(folder)
    try:
        if isinstance(plan, str):
            return vault.create(plan, day)
        return vault.create(write_plan(plan), day, plan.title)
    finally:
        vault.close()
