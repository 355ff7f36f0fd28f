"""Vaults for the benchmarks: with a key file, since a passphrase costs a second, and sample plans.

The app finds them where DISCLOSER_PLANS says.
"""

import datetime
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from bench.figures import TODAY, sample_plans
from discloser.vault.vault import Vault

A_DAY = 100
"""Plans that are begun on one day: each is called by its day, and a day with all would be slow."""

WORDS = "amber basin cedar delta ember fjord grove heron inlet larch maple ocean pearl".split()


def vault_in(folder: Path) -> Vault:
    """Return the vault in a folder, open; it is made if it is not there."""
    if Vault.exists(folder):
        return Vault.unlock(folder, None, time.time)
    return Vault.make(folder, None, time.time)


def fill(folder: Path, texts: Iterable[str]) -> list[str]:
    """Put plan files into a vault, and return the names that they have there."""
    vault = vault_in(folder)
    try:
        return [
            vault.create(text, TODAY - datetime.timedelta(days=1 + number // A_DAY))
            for number, text in enumerate(texts)
        ]
    finally:
        vault.close()


def fill_with(folder: Path, count: int) -> list[str]:
    """Put so many plans of the sample persons into a vault, each with a title of its own."""
    vault = vault_in(folder)
    try:
        return [
            vault.create(
                f'title = "{title}"\n{text}',
                TODAY - datetime.timedelta(days=1 + number // A_DAY),
                title,
            )
            for number, (title, text) in enumerate(_titled(count))
        ]
    finally:
        vault.close()


def title_of(number: int) -> str:
    """Return the title of one of many plans."""
    return f"Talk {number} about the {WORDS[number % len(WORDS)]}"


def _titled(count: int) -> Iterable[tuple[str, str]]:
    texts = islice(cycle(sample_plans().values()), count)
    return ((title_of(number), text) for number, text in enumerate(texts))
