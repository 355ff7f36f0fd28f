"""Running the command line in a home of its own: in this process, or as a process."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from discloser.cli import main, terminal
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package
from .running import NOTHING, PASSPHRASE, Ran, Run, Spawn


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all tests, so that the standard pack is read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home without settings, and no terminal to ask on."""
    for name in os.environ:
        if name.startswith(("DISCLOSER_", "XDG_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("DISCLOSER_CACHE", str(cache))
    monkeypatch.setenv("DISCLOSER_TODAY", "2026-11-21")
    monkeypatch.setattr(terminal, "READING", str(tmp_path / "no terminal"))
    return folder


@pytest.fixture
def vault(home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    """Make the vault that commands find, with a key file and no passphrase."""
    folder = home / "plans"
    monkeypatch.setenv("DISCLOSER_PLANS", str(folder))
    made = Vault.make(folder, None, clock)
    yield made
    made.close()


@pytest.fixture
def sealed(
    home: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    quick_seal: None,  # noqa: ARG001 - for what it does
) -> Iterator[tuple[Vault, str]]:
    """Make the vault that commands find, with a passphrase that costs no time, and its code."""
    folder = home / "plans"
    monkeypatch.setenv("DISCLOSER_PLANS", str(folder))
    made = Vault.make(folder, PASSPHRASE, clock)
    code = made.new_recovery_code()
    made.take_recovery_code()
    yield made, code
    made.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command line in this process."""

    def running(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return running


@pytest.fixture
def spawn() -> Spawn:
    """Return what runs the command line as a process of its own."""

    def spawning(
        *arguments: object, stdin: bytes = b"", environment: Mapping[str, str] = NOTHING
    ) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "discloser", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            start_new_session=True,  # there is no terminal, also where somebody runs this in one
            env={**os.environ, **environment},
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return spawning
