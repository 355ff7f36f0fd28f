"""Processes that have a vault open are known, asked to lock, and never mistaken for others."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from discloser.disk.process import birth
from discloser.vault import open_here
from discloser.vault.folder import vault_files
from discloser.vault.open_here import OpenHere, lock_others, marks, open_elsewhere

fcntl = pytest.importorskip("fcntl")  # only there on POSIX

HOLDER = """
import os, signal, subprocess, sys
from pathlib import Path
from discloser.vault.open_here import OpenHere

folder, how = Path(sys.argv[1]), sys.argv[2]

def lock(*_):
    print("asked", flush=True)
    if how == "lock":
        here.close()
    elif how == "exec":
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(60)"])

signal.signal(signal.SIGUSR1, lock)
here = OpenHere(folder)
if how == "leaves a child":
    left = subprocess.Popen([sys.executable, "-c", "input()"], close_fds=False)
    print(left.pid, flush=True)
    os._exit(0)
print("open", flush=True)
while True:
    signal.pause()
"""

Child = subprocess.Popen[str]
Start = Callable[..., Child]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a process that has the vault open."""
    children: list[Child] = []

    def starting(how: str = "lock") -> Child:
        command = [sys.executable, "-c", HOLDER, str(tmp_path), how]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        children.append(child)
        assert child.stdout
        assert child.stdout.readline().strip()
        return child

    yield starting
    for child in children:
        child.kill()
        child.communicate()


def test_a_process_is_there_from_opening_to_closing(tmp_path: Path) -> None:
    with OpenHere(tmp_path) as here:
        [mark] = marks(tmp_path)
        assert mark.name.startswith(f"open-{os.getpid()}")
        assert stat.S_IMODE(mark.stat().st_mode) == 0o600
        assert mark.read_bytes() == b""
        assert vault_files(tmp_path) == (mark,)
        assert open_elsewhere(tmp_path) == (), "this one is not another one"
        assert lock_others(tmp_path) == 0
        assert marks(tmp_path) == (mark,)
    here.close()
    assert marks(tmp_path) == ()


def test_others_are_asked_and_lock(tmp_path: Path, start: Start) -> None:
    one, two = start(), start("exec")
    assert set(open_elsewhere(tmp_path)) == {one.pid, two.pid}
    with OpenHere(tmp_path):
        assert lock_others(tmp_path) == 2
        assert open_elsewhere(tmp_path) == ()
    assert one.poll() is None
    assert two.poll() is None
    assert marks(tmp_path) == ()


def test_one_that_does_not_answer_is_not_counted(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_here, "GLANCES", 10)
    deaf, good = start("deaf"), start()
    assert lock_others(tmp_path) == 1
    assert open_elsewhere(tmp_path) == (deaf.pid,)
    assert good.poll() is None


def test_a_process_that_was_killed_leaves_nothing(tmp_path: Path, start: Start) -> None:
    child = start()
    child.kill()
    child.wait()
    assert len(marks(tmp_path)) == 1
    assert open_elsewhere(tmp_path) == ()
    assert marks(tmp_path) == ()


def test_a_program_that_it_started_does_not_hold_it(tmp_path: Path, start: Start) -> None:
    start("leaves a child").wait()
    assert open_elsewhere(tmp_path) == ()


def test_nobody_is_asked_by_a_number_alone(tmp_path: Path) -> None:
    """A signal would end this process: left-over files may bear the number of anything."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        (tmp_path / f"open-{stranger.pid}").touch()
        assert lock_others(tmp_path) == 0
        assert marks(tmp_path) == ()
        if birth(stranger.pid):
            for name in (f"open-{stranger.pid}", f"open-{stranger.pid}-1"):
                with holds(tmp_path / name):
                    assert lock_others(tmp_path) == 0
                    assert open_elsewhere(tmp_path) == (0,), "nobody is told to end it"
                assert stranger.poll() is None
        stranger.communicate(b"\n")
    assert stranger.returncode == 0


LOCKS = """
import fcntl, sys
held = open(sys.argv[1], "w")
fcntl.flock(held, fcntl.LOCK_EX)
print(flush=True)
sys.stdin.read()
"""


@contextmanager
def holds(path: Path) -> Iterator[None]:
    """Have a third process hold the lock of a mark."""
    command = [sys.executable, "-c", LOCKS, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        yield
        child.communicate()


def test_a_system_that_tells_no_births_goes_by_the_number(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = start()
    [mark] = marks(tmp_path)
    mark.rename(tmp_path / f"open-{child.pid}")
    monkeypatch.setattr(open_here, "birth", lambda _: "")
    assert open_elsewhere(tmp_path) == (child.pid,)
    monkeypatch.setattr(open_here, "GLANCES", 1)
    lock_others(tmp_path)
    assert child.stdout
    assert child.stdout.readline() == "asked\n"


@pytest.mark.parametrize("name", ["open-0", "open-", "open-letter", "open-1-x", "open--5"])
def test_other_files_are_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    assert marks(tmp_path) == ()
    assert lock_others(tmp_path) == 0
    assert (tmp_path / name).exists()


def test_odd_things_of_that_name_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "open-9999999999").touch()
    (tmp_path / "open-5").mkdir()
    os.mkfifo(tmp_path / "open-6")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "open-7").symlink_to(tmp_path / "file")
    assert lock_others(tmp_path) == 0
    assert (tmp_path / "file").read_text() == "mine"
    assert lock_others(tmp_path / "none") == 0


def test_somebody_looks_while_it_is_taken(tmp_path: Path) -> None:
    """A look removes what nobody holds; taking it anew must end with a file that is there."""
    code = (
        "import sys; from pathlib import Path; from discloser.vault.open_here import open_elsewhere"
        "\nwhile True: open_elsewhere(Path(sys.argv[1]))"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as looking:
        try:
            for _ in range(300):
                with OpenHere(tmp_path):
                    assert len(marks(tmp_path)) == 1
        finally:
            looking.send_signal(signal.SIGKILL)


def test_a_system_without_signals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_here, "CAN_LOCK", False)
    with OpenHere(tmp_path):
        assert marks(tmp_path) == ()
    assert lock_others(tmp_path) == 0
