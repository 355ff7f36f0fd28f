"""What all tests share: no network, and vaults whose passphrase costs no second."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from discloser.vault import keys
from discloser.vault.vault import Vault

from . import seals
from .clocks import Clock

CLONE_NEWNET = 0x40000000
"""Asks Linux for a network of its own: one in which nothing is, and from which nothing leads."""


def pytest_configure() -> None:
    """Run all tests, and the programs that they start, where there is no network, if possible."""
    if sys.platform == "linux":  # refused to those who may not, and then nothing changes
        ctypes.CDLL(None).unshare(CLONE_NEWNET)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Have a worker more than there are cores: tests in real terminals wait half of the time."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # the person knows better
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) + 1
    return (os.cpu_count() or 1) + 1


def pytest_report_header() -> str:
    """Say whether there is a network."""
    others = [name for _, name in socket.if_nameindex() if name != "lo"]
    return f"network: {', '.join(others) or 'none'}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Iterator[Vault]:
    made = Vault.make(tmp_path / "data" / "vault", None, clock)
    yield made
    made.close()


@pytest.fixture
def reopen(clock: Clock) -> Iterator[Callable[[Vault], Vault]]:
    """Return what opens the vault of a key file once more, as another program would."""
    opened: list[Vault] = []

    def again(vault: Vault) -> Vault:
        opened.append(Vault.unlock(vault.folder, None, clock))
        return opened[-1]

    yield again
    for each in opened:
        each.close()


@pytest.fixture
def quick_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passphrases and codes take no time to seal and to open."""
    monkeypatch.setattr(keys, "seal_with_words", seals.seal)
