"""No answer is found anywhere once the app has ended, in whatever way it ends."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from discloser.vault.age import LEAST, work_factor

from ..vaults import put, vault_in  # noqa: TID252 - tests are no package
from . import terminal as waiting
from .canary import (
    MEMORY,
    STEM,
    family,
    in_files,
    in_shared_memory,
    leaks,
    mark,
    on_the_outside,
    on_the_terminal,
    shapes,
    shared_files,
)
from .terminal import APP, Terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

ROOT = Path(__file__).parent.parent.parent

NOBODY = 65534
"""A user who is not root and owns nothing."""

AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")

PLAN = f"""
format = 1
title = "{mark("title")}"

[person]
name = "{mark("person")}"
role = "{mark("role")}"

[why]
reasons = ["get_change"]
own_words = "{mark("reason")}"

[choice]
decision = "tell_partly"

[[impact]]
id = "ph_first_hour"

[[impact]]
own_words = "{mark("impact")}"

[[ask]]
id = "later_start"
values = {{ time = "10:00" }}
helps = "{mark("helps")}"

[[ask]]
own_words = "{mark("ask")}"

[health]
name = "{mark("illness")}"
symptoms = "{mark("symptoms")}"
medicine = "{mark("medicine")}"
outlook = "{mark("outlook")}"
helpers = "{mark("helpers")}"

[boundaries]
private_words = ["{mark("private")}", "{mark("illness")}"]

[boundaries.level]
manager = 3
hr = 5

[meeting]
audience = "manager"
name = "{mark("meeting")}"
channel = "in_person"
date = 2026-12-01
place = "{mark("place")}"
tone = "warm"
work_topic = "{mark("topic")}"

[[outcome.log]]
on = 2026-12-03
what = "{mark("log")}"
"""
"""A plan in which every answer in words can be recognised."""


class Home(NamedTuple):
    """A home in which the app finds everything where it is by default."""

    folder: Path
    environment: Mapping[str, str]
    shared: set[str]
    """What lay in memory before."""

    @property
    def plans(self) -> Path:
        return self.folder / "home/.local/share/discloser/plans"

    def leaks(self, *words: str) -> list[str]:
        """Return the answers in all files."""
        return [*in_files(self.folder, *words), *in_shared_memory(self.shared, *words)]

    def start(self, command: Sequence[str] = APP) -> Terminal:
        return Terminal(self.environment, command=command, folder=self.folder / "work")


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache, so that the standard pack is read once; no answer ever goes there."""
    return tmp_path_factory.mktemp("canary-cache")


@pytest.fixture
def home(tmp_path: Path, packs: Path) -> Iterator[Home]:
    folder = tmp_path / "canary"
    for name in ("home", "work", "tmp", "run"):
        (folder / name).mkdir(parents=True, mode=0o700)
    environment = {
        "DISCLOSER_CACHE": str(packs),
        "DISCLOSER_TODAY": "2026-11-21",
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TMPDIR": str(folder / "tmp"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
    }
    yield Home(folder, environment, shared_files())
    assert not in_files(packs)


def filled(home: Home) -> Home:
    """Return a home with a vault that has a key file and one plan."""
    put(home.plans, PLAN)
    vault = vault_in(home.plans)
    try:
        (entry,) = vault.entries()
        vault.save(entry.id, PLAN, mark("title"), entry.revision)
    finally:
        vault.close()
    return home


def seek(terminal: Terminal, label: str) -> None:
    """Go to the row with a label, which is on the screen."""

    def there() -> bool:
        line = terminal.cursor_line
        return line.startswith("> ") and label in line

    terminal.wait(label)
    terminal.until(lambda: terminal.cursor_line.startswith("> "), "the cursor is in the list")
    place = next(at for at, line in enumerate(terminal.lines) if label in line[:60])
    by = place - terminal.cursor[1]
    terminal.press(*(["down" if by > 0 else "up"] * abs(by)))
    terminal.until(there, f"the cursor is at {label!r}")


def answer(terminal: Terminal, label: str, text: str, end: str = "enter") -> None:
    """Type an answer into a field."""
    seek(terminal, label)
    terminal.press("enter")
    terminal.wait("Esc Done")
    terminal.type(text)
    terminal.wait(text)
    if end:
        terminal.press(end)
        terminal.wait_gone("Esc Done")


def sit_down(terminal: Terminal) -> None:
    """Open the plan, answer, and stop in half a word."""
    terminal.wait("Your plans", f"> {mark('title')}")
    terminal.press("enter")
    terminal.wait("Step ")
    stop_in_a_word(terminal)


def stop_in_a_word(terminal: Terminal) -> None:
    """Type one answer, and a part of another."""
    terminal.press("6")
    terminal.wait("Step 6 of 9", "> Who you talk to")
    answer(terminal, "Their name", mark("typed"))
    answer(terminal, "Place", mark("half"), end="")


def sit(terminal: Terminal) -> None:
    """Rename a plan, search, look at every page, answer, edit a paper, and stop in half a word."""
    terminal.wait("Your plans", f"> {mark('title')}")
    terminal.press("r")
    terminal.wait("What do you call this plan?")
    terminal.type(mark("renamed"))
    terminal.press("enter")
    terminal.wait(f"> {mark('title')}{mark('renamed')}")
    terminal.press("/")
    terminal.wait("Search your plans")
    terminal.type(mark("sought"))
    terminal.wait(mark("sought"))
    terminal.press("escape")
    terminal.wait_gone(mark("sought"))
    seek(terminal, mark("title"))
    terminal.press("enter")
    terminal.wait("Step ")
    for step in (1, 2, 3, 8, 9):
        terminal.press(str(step))
        terminal.wait(f"Step {step} of 9")
    terminal.press("5")
    terminal.wait("Step 5 of 9")
    answer(terminal, "Add a word", mark("word"))
    terminal.press("4")
    terminal.wait("Step 4 of 9")
    terminal.press("/")
    terminal.wait("Search, then press")
    terminal.type(mark("list"))
    terminal.wait(mark("list"))
    terminal.press("escape")
    terminal.wait_gone(mark("list"))
    terminal.press("7")
    terminal.wait("Step 7 of 9", "> ", "Asking for the meeting")
    terminal.press("enter")
    terminal.wait("Esc Back", "Subject: ")
    terminal.press("e")
    terminal.wait("Editing:")
    terminal.type(f"{mark('edit')} ")
    terminal.wait(mark("edit"))
    terminal.press("escape")
    terminal.wait("Esc Back")
    terminal.press("escape")
    terminal.wait_gone("Esc Back")
    stop_in_a_word(terminal)


# --- endings ---


def quit_it(terminal: Terminal) -> int:
    terminal.press("ctrl+q")
    return terminal.end()


def crash(terminal: Terminal) -> int:
    terminal.press("ctrl+z")
    return terminal.end()


def signalled(number: signal.Signals) -> Callable[[Terminal], int]:
    def end(terminal: Terminal) -> int:
        terminal.kill(number)
        return terminal.end()

    return end


def fill_the_disk(terminal: Terminal) -> int:
    free = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, free[1]))
    terminal.type(mark("unsaved"))
    terminal.wait("NOT SAVED")
    terminal.press("ctrl+q")
    terminal.wait("Press")
    terminal.press("ctrl+q")
    return terminal.end()


def close_the_window(terminal: Terminal) -> int:
    terminal.hang_up()
    return terminal.end()


BREAKING = """
import sys
from discloser.cli import main
from discloser.tui.screens.step import StepScreen

def broken(screen):
    answer = screen.sitting.plan.meeting.name
    raise ValueError(answer)

StepScreen.action_undo = broken
sys.exit(main(sys.argv[1:]))
"""


class Ending(NamedTuple):
    """A way in which a run of the app ends."""

    end: Callable[[Terminal], int]
    code: int
    sit: Callable[[Terminal], None] = sit_down
    command: Sequence[str] = APP


ENDINGS = {
    "quit": Ending(quit_it, 0, sit),
    "crash": Ending(crash, 2, sit, (sys.executable, "-P", "-c", BREAKING)),
    "sigterm": Ending(signalled(signal.SIGTERM), 143),
    "sighup": Ending(signalled(signal.SIGHUP), 129),
    "sigkill": Ending(signalled(signal.SIGKILL), -9, sit),
    "full disk": Ending(fill_the_disk, 2),
    "closed window": Ending(close_the_window, 129),
}
"""The three that are least alike come after a sitting in which everything is done."""


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="nobody else can set limits here")
@pytest.mark.parametrize("ending", ENDINGS)
def test_no_answer_is_left_behind(home: Home, ending: str) -> None:
    case = ENDINGS[ending]
    with filled(home).start(case.command) as terminal:
        case.sit(terminal)
        assert not home.leaks(), "while it runs"
        assert not on_the_outside(terminal.pid)
        assert case.end(terminal) == case.code
        assert not on_the_terminal(terminal)
    assert not home.leaks()


def test_what_these_tests_look_for_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(f"said {mark('name')} to them", "utf-8")
    assert len(in_files(tmp_path)) == 1
    for shape in shapes(STEM):
        assert leaks(b"\0\1" + shape + b"\0")
    assert not leaks(b"something else")


# --- locking ---


def test_a_lock_leaves_no_answer_in_the_process(home: Home) -> None:
    with filled(home).start() as terminal:
        sit(terminal)
        assert memory_leaks(terminal.pid), "or nothing could be found there"
        terminal.press("ctrl+k")
        terminal.wait("Your plans are locked")
        assert not memory_leaks(terminal.pid)
        assert not on_the_outside(terminal.pid)
        assert not on_the_terminal(terminal)
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert not home.leaks()


def test_passphrase_and_code_are_nowhere(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 60.0)  # sealing takes seconds, more where it is busy
    passphrase = f"{mark('phrase')} over the hill"
    with home.start() as terminal:
        terminal.wait("[ ] Show what I type")
        terminal.press("\x12")  # ctrl+r, so that it is typed once
        terminal.wait("[x] Show what I type")
        terminal.type(f"{passphrase}\r")
        terminal.wait("Your recovery code", "I have written it down")
        groups = re.findall(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}", terminal.text)
        assert len(groups) == 2
        code = "-".join(groups)
        secret = (code, code.replace("-", ""), groups[0])
        terminal.press("enter")
        terminal.wait("Is it written down?")
        terminal.press("down", "enter")
        terminal.wait("> Start a new plan")
        terminal.press("enter")
        terminal.wait("Step 1 of 9")
        terminal.press("6")
        terminal.wait("> Who you talk to")
        answer(terminal, "Their name", mark("typed"))
        terminal.press("ctrl+k")
        terminal.wait("Your plans are locked", "Passphrase")
        assert not memory_leaks(terminal.pid, *secret)
        assert not KEY.search(read_memory(terminal.pid).stdout)
        assert not on_the_outside(terminal.pid, *secret)
        terminal.type(f"{passphrase}\r")
        terminal.wait("Step 6 of 9", mark("typed"))
        assert not home.leaks(*secret)
        terminal.kill(signal.SIGKILL)
        terminal.end()
        assert not on_the_terminal(terminal, *secret)
    assert not home.leaks(*secret)
    for name in ("identity.age", "recovery.age"):
        assert work_factor((home.plans / name).read_bytes()) >= LEAST
    files = [path for path in home.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.search(path.read_bytes())]


KEY = re.compile(rb"AGE-SECRET-KEY-1[A-Z0-9]{20}")
"""A key that opens a vault; the program itself knows how one begins."""


def memory_leaks(pid: int, *words: str) -> list[str]:
    """Return the answers in the memory of a process, which root alone can read."""
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root can read the memory of this app")
    return leaks(read_memory(pid).stdout, *words)


def read_memory(pid: int, reader: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    """Read the memory of a process in another one."""
    command = [*reader, sys.executable, "-P", "-c", MEMORY, str(pid), str(ROOT)]
    return subprocess.run(command, capture_output=True, check=False)


# --- other programs of the same person ---


UNGUARDED = """
import sys
from discloser.cli import entry
entry.close_process = lambda: None
sys.exit(entry.main(sys.argv[1:]))
"""
"""The app with its memory open to others, so that a test sees that the reader reads."""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell memory in other ways")
def test_other_programs_of_the_same_person_see_nothing(home: Home, tmp_path: Path) -> None:
    user = as_nobody(filled(home), tmp_path)
    with home.start((*user, *APP)) as terminal:
        terminal.wait("Your plans", f"> {mark('title')}")
        told = read_memory(terminal.pid, user)
        assert b"PermissionError" in told.stderr
        assert not leaks(told.stdout)
        environment = subprocess.run(
            [*user, "cat", f"/proc/{terminal.pid}/environ"], capture_output=True, check=False
        )
        assert environment.returncode != 0
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    with home.start((*user, sys.executable, "-P", "-c", UNGUARDED)) as terminal:
        terminal.wait("Your plans", f"> {mark('title')}")
        told = read_memory(terminal.pid, user)
        if told.stderr:
            pytest.skip("this system closes memory by itself")
        assert leaks(told.stdout)


def as_nobody(home: Home, above: Path) -> Sequence[str]:
    """Return what starts a program as a user who is not root, to whom a home is given."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("as root it needs setpriv")
    for path in (above, *above.parents):
        if path.stat().st_uid == 0 and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o011)
    for path in (home.folder, *home.folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    tried = [*AS_NOBODY, sys.executable, "-P", "-c", "import discloser.cli"]
    if subprocess.run(tried, capture_output=True, check=False).returncode:
        pytest.skip("another user may not start this Python")
    return AS_NOBODY


# --- what the system is asked for ---


TOOL = """#!/bin/sh
case "$*" in *-o*) exit 1 ;; esac
cat >/dev/null
"""
"""A clipboard that keeps nothing."""

WRITES = re.compile(r'open(?:at)?\((?:AT_FDCWD|\d+), "([^"]*)", ([A-Z_|]*)')
SOCKET = re.compile(r"(?:socket|socketpair)\((\w+)")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_it_reaches_no_network_and_writes_where_it_should(home: Home, packs: Path) -> None:
    tool = home.folder / "work" / "xclip"
    tool.write_text(TOOL, "utf-8")
    tool.chmod(0o700)
    told = home.folder / "told.txt"
    environment = {
        **home.environment,
        "DISPLAY": ":9",
        "PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "VISUAL": "true",
    }
    traced = ("strace", "-f", "-qq", "-s", "256", "-o", str(told))
    asked = (*quick(), "-e", "trace=network,open,openat,creat,execve")
    filled(home)
    with Terminal(environment, command=(*traced, *asked, *APP)) as terminal:
        sit(terminal)
        terminal.press("enter")
        terminal.wait_gone("Esc Done")
        terminal.press("7")
        terminal.wait("Step 7 of 9")
        terminal.press("enter")
        terminal.wait("Esc Back")
        terminal.press("c")
        terminal.wait("Copied with xclip.")
        assert not on_the_outside(terminal.pid)
        waiting = [pid for pid in family(terminal.pid) if is_waiting(pid)]
        terminal.press("ctrl+k")
        terminal.wait("Your plans are locked")
        terminal.press("ctrl+q")
        for pid in waiting:  # what clears the clipboard outlives the app, and strace waits for it
            os.kill(pid, signal.SIGTERM)
        assert waiting
        assert terminal.end() == 0
    seen = told.read_text("utf-8", errors="replace")
    assert "execve" in seen
    assert "xclip" in seen
    assert not {family for family in SOCKET.findall(seen) if family not in {"AF_UNIX", "AF_LOCAL"}}
    assert not leaks(seen.encode())
    written = {
        path
        for path, flags in WRITES.findall(seen)
        if {"O_WRONLY", "O_RDWR", "O_CREAT"} & {*flags.split("|")}
    }
    allowed = (str(home.plans), str(packs), "/dev/null", "/dev/tty", "/dev/pts/", "/dev/ptmx")
    assert str(home.plans / "vault.db") in written
    assert not {path for path in written if not path.startswith(allowed)}


def quick() -> Sequence[str]:
    """Return what has strace leave all other calls alone, where it can."""
    tried = ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "-e", "trace=execve", "true"]
    fails = subprocess.run(tried, capture_output=True, check=False).returncode
    return () if fails else ("--seccomp-bpf",)


def is_waiting(pid: int) -> bool:
    """Return whether a process is the one that clears the clipboard."""
    return b"forget_copy" in Path(f"/proc/{pid}/cmdline").read_bytes()
