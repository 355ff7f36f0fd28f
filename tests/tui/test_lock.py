"""Locking in a real terminal: another program takes the place of the one that knew the answers."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from discloser.vault.open_here import open_elsewhere

from .. import seals  # noqa: TID252 - tests are no package
from ..vaults import kept, vault_in  # noqa: TID252 - as above
from .canary import memory
from .terminal import Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

NAME = "Dana Zorbulin"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all tests, so that the standard pack is read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def environment(tmp_path: Path, cache: Path) -> dict[str, str]:
    return {
        "DISCLOSER_CACHE": str(cache),
        "DISCLOSER_PLANS": str(tmp_path / "plans"),
        "DISCLOSER_SETTINGS": str(tmp_path / "settings.toml"),
        "DISCLOSER_TODAY": "2026-11-21",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def type_name(terminal: Terminal) -> None:
    """Begin a plan and type a name on the sixth step, without Enter."""
    terminal.wait("> Start a new plan")
    terminal.press("enter")
    terminal.wait("Step 1 of 9")
    terminal.press("6")
    terminal.wait("Step 6 of 9", "> Who you talk to")
    terminal.press("down", "enter")
    terminal.wait("Esc Done")
    terminal.type(NAME)
    terminal.wait(f"Their name: {NAME}")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux shows it")
@pytest.mark.parametrize("asked", ["key", "command"])
def test_a_lock_saves_and_leaves_no_answer_in_the_process(
    asked: str, environment: dict[str, str], tmp_path: Path
) -> None:
    vault_in(tmp_path / "plans").close()
    with Terminal(environment) as terminal:
        type_name(terminal)
        if os.geteuid() == 0:  # nobody else may look
            assert b"Zorbulin" in b"".join(memory(terminal.pid))
        if asked == "key":
            terminal.press("ctrl+k")
        else:
            command = [sys.executable, "-P", "-m", "discloser", "vault", "lock"]
            surroundings = {**os.environ, **environment}
            done = subprocess.run(command, env=surroundings, capture_output=True, check=False)
            assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
        terminal.wait("Your plans are locked.", "> Open my plans")
        assert NAME not in terminal.text
        assert kept(tmp_path / "plans")[0].meeting.name == NAME
        if os.geteuid() == 0:
            assert b"Zorbulin" not in b"".join(memory(terminal.pid))
        terminal.press("enter")
        terminal.wait("Step 6 of 9", f"Their name: {NAME}", "Esc Done", "You left off at")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert not list((tmp_path / "plans").glob("open-*"))


@pytest.mark.parametrize("state", ["awake", "asleep"])
def test_a_window_that_goes_takes_the_program_with_it(
    state: str, environment: dict[str, str], tmp_path: Path
) -> None:
    """A shell may wake its programs when it goes: what they write then finds no terminal."""
    vault_in(tmp_path / "plans").close()
    with Terminal(environment) as terminal:
        type_name(terminal)
        if state == "asleep":
            terminal.kill(signal.SIGSTOP)
        terminal.hang_up()
        for number in (signal.SIGHUP, signal.SIGCONT, signal.SIGHUP, signal.SIGCONT):
            terminal.kill(number)
        terminal.end()
    assert kept(tmp_path / "plans")[0].meeting.name == NAME
    assert not open_elsewhere(tmp_path / "plans")


def test_a_plan_file_is_brought_in_once_however_often_plans_are_locked(
    environment: dict[str, str], tmp_path: Path
) -> None:
    vault_in(tmp_path / "plans").close()
    file = tmp_path / "client.toml"
    file.write_text(f'format = 1\n[meeting]\nname = "{NAME}"\n', "utf-8")
    with Terminal(environment, "app", file) as terminal:
        terminal.wait("Step 7 of 9")
        for _ in range(2):
            terminal.press("ctrl+k")
            terminal.wait("Your plans are locked.")
            terminal.press("enter")
            terminal.wait("Step 7 of 9")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert len(kept(tmp_path / "plans")) == 1


def test_a_first_run_seals_and_the_next_one_opens(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with Terminal(environment, command=seals.program("unhurried")) as terminal:
        terminal.wait("Where should your plans be kept?", "Type it here")
        terminal.paste("walnut ferry Tuesday lamp")
        terminal.wait("This passphrase is strong.")
        terminal.press("enter")
        terminal.until(
            lambda: "And here" in terminal.lines[terminal.cursor[1]],
            "the second line has the focus",
        )
        terminal.paste("walnut ferry Tuesday lamp")
        terminal.press("enter")
        terminal.wait("Sealing.")
        terminal.wait("Your recovery code", "> I have written it down")
        terminal.press("enter")
        terminal.wait("Is it written down?")
        terminal.press("down", "enter")
        type_name(terminal)
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert {path.name for path in (tmp_path / "plans").iterdir()} == {
        "identity.age",
        "recovery.age",
        "vault.db",
    }
    with Terminal(environment, command=seals.program("unhurried")) as terminal:
        terminal.wait("Type your passphrase to open them.")
        terminal.paste("walnut ferry Tuesday lamp")
        terminal.press("enter")
        terminal.wait("Opening.")
        terminal.wait("> Plan of 21 November 2026")
        terminal.press("enter")
        terminal.wait(f"Their name: {NAME}", "You left off at")
        assert b"walnut" not in terminal.raw
        terminal.press("ctrl+q")
        assert terminal.end() == 0
