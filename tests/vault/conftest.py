"""Vaults that have a passphrase and a recovery code."""

import datetime
import shutil
from pathlib import Path

import pytest

from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package

DAY = datetime.date(2026, 11, 25)
PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests


@pytest.fixture(scope="session")
def first_sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make one vault with a passphrase, a recovery code and one plan; sealing takes seconds."""
    folder = tmp_path_factory.mktemp("sealed") / "vault"
    vault = Vault.make(folder, PASSPHRASE, Clock())
    code = vault.new_recovery_code()
    vault.create("format = 1\n", DAY, "Mine")
    vault.close()
    return folder, code


@pytest.fixture
def sealed(first_sealed: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """Return a copy of a vault with a passphrase, and its recovery code."""
    folder, code = first_sealed
    copied = tmp_path / "sealed"
    shutil.copytree(folder, copied)
    return copied, code


@pytest.fixture
def light(tmp_path: Path, clock: Clock, quick_seal: None) -> tuple[Path, str]:  # noqa: ARG001 - for what it does
    """Return a vault with a passphrase, and its recovery code; opening it takes no time."""
    vault = Vault.make(tmp_path / "light", PASSPHRASE, clock)
    code = vault.new_recovery_code()
    vault.create("format = 1\n", DAY, "Mine")
    vault.close()
    return vault.folder, code
