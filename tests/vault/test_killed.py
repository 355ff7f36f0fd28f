"""What was acknowledged is there, at whatever moment the program was killed."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from discloser.vault.vault import Vault

ROUNDS = 30

WRITER = """
import sys
from pathlib import Path
from discloser.vault.vault import Vault

seconds, start = 0.0, int(sys.argv[2])
def clock():
    global seconds
    seconds += 100
    return seconds

vault = Vault.unlock(Path(sys.argv[1]), None, clock)
revision = vault.stamp("plan")
for number in range(start, start + 100_000):
    text = f"answer = {number}\\n" * (1 + number % 300)
    revision = vault.save("plan", text, f"{number}", revision)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_a_killed_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    Vault.make(folder, None, lambda: 0.0).close()
    chance = random.Random()  # noqa: S311 - other moments each time
    last = 0
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(last + 1)],
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout
            child.stdout.readline()  # it is writing
            time.sleep(chance.uniform(0, 0.06))
            child.kill()
            acknowledged = [last + 1, *map(int, whole_lines(child.stdout.read()))]
        last = look(folder, acknowledged[-1])


def whole_lines(printed: str) -> list[str]:
    return printed[: printed.rfind("\n") + 1].split()


def look(folder: Path, acknowledged: int) -> int:
    """Return the answer that is there: the last acknowledged one, or the next."""
    vault = Vault.unlock(folder, None, lambda: 0.0)
    text = vault.read_text("plan")
    found = int(text.split()[2])
    assert found in {acknowledged, acknowledged + 1}
    assert text == f"answer = {found}\n" * (1 + found % 300)
    assert vault.check() == []
    vault.close()
    return found
