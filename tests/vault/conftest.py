"""Vaults for tests: a key file where the passphrase does not matter, since one costs a second."""

import datetime
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from discloser.errors import Damaged, WrongKey
from discloser.vault import keys
from discloser.vault.age import SEALED_WITH_WORDS
from discloser.vault.vault import Vault

DAY = datetime.date(2026, 11, 25)
PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


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
def light(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Return a vault with a passphrase, and its recovery code; opening it takes no time.

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
    vault = Vault.make(tmp_path / "light", PASSPHRASE, clock)
    code = vault.new_recovery_code()
    vault.create("format = 1\n", DAY, "Mine")
    vault.close()
    return vault.folder, code
