"""What all tests share: no network, and vaults whose passphrase costs no second."""

import ctypes
import hashlib
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from discloser.errors import Damaged, WrongKey
from discloser.vault import keys
from discloser.vault.age import SEALED_WITH_WORDS
from discloser.vault.vault import Vault

from .clocks import Clock

CLONE_NEWNET = 0x40000000
"""Asks Linux for a network of its own: one in which nothing is, and from which nothing leads."""


def pytest_configure() -> None:
    """Run all tests, and the programs that they start, where there is no network, if possible."""
    if sys.platform == "linux":  # refused to those who may not, and then nothing changes
        ctypes.CDLL(None).unshare(CLONE_NEWNET)


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
    """Have passphrases and codes take no time.

    The library has no cheap seal, so a toy that hides nothing stands in for it.
    """

    def seal(content: bytes, words: str) -> bytes:
        return SEALED_WITH_WORDS + hashlib.sha256(words.encode()).digest() + content

    def unseal(sealed: bytes, words: str) -> bytes:
        if not sealed.startswith(SEALED_WITH_WORDS):
            raise Damaged("damaged")
        start = seal(b"", words)
        if not sealed.startswith(start):
            raise WrongKey("wrong")
        return sealed[len(start) :]

    monkeypatch.setattr(keys, "seal_with_words", seal)
    monkeypatch.setattr(keys, "open_with_words", unseal)
