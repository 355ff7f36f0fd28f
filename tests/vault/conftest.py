"""Vaults that have a passphrase and a recovery code."""

import datetime
from pathlib import Path

import pytest

from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package

DAY = datetime.date(2026, 11, 25)
PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests


@pytest.fixture
def light(tmp_path: Path, clock: Clock, quick_seal: None) -> tuple[Path, str]:  # noqa: ARG001 - for what it does
    """Return a vault with a passphrase, and its recovery code; opening it takes no time."""
    vault = Vault.make(tmp_path / "light", PASSPHRASE, clock)
    code = vault.new_recovery_code()
    vault.create("format = 1\n", DAY, "Mine")
    vault.close()
    return vault.folder, code
