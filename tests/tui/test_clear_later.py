"""A copied text goes from the clipboard by itself, whatever becomes of the app."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.app import App

from discloser.export.clipboard import Tool
from discloser.settings.settings import Settings
from discloser.tui import clear_later, paper_trail
from discloser.tui.clear_later import forget_later
from discloser.tui.paper_trail import copy

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are scripts")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

WORD = "Zuckerwatte"
TEXT = f"Hi Jordan,\n\nCould we talk about {WORD}? 🙂\n"

XCLIP = f"""#!{sys.executable}
import sys
from pathlib import Path
board = Path(__file__).parent / "board"
if "-o" in sys.argv:
    sys.stdout.buffer.write(board.read_bytes() + b"\\n")
else:
    board.write_bytes(sys.stdin.buffer.read())
"""

HOUSE = Path(__file__).parents[2]


class Board:
    """A clipboard that is a file, and what the app knows about it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "board"
        program = str(folder / "xclip")
        self.tool = Tool((program,), (program, "-o"), (program,))

    @property
    def text(self) -> str:
        return self.file.read_text("utf-8")

    def wait(self, text: str, seconds: float = 10) -> None:
        """Wait until this is in the clipboard."""
        end = time.monotonic() + seconds
        while self.text != text:
            assert time.monotonic() < end, self.text
            time.sleep(0.01)

    def copy(self, seconds: float | None) -> bool:
        self.file.write_text(TEXT, "utf-8")
        return forget_later(self.tool, TEXT, seconds)


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    (tmp_path / "xclip").write_text(XCLIP, "utf-8")
    (tmp_path / "xclip").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    yield Board(tmp_path)
    clear_later._call_off()  # noqa: SLF001 - nothing is left behind by a test that failed


def process() -> subprocess.Popen[bytes]:
    """Return the one process that waits."""
    (one,) = clear_later._WAITING  # noqa: SLF001 - nobody else knows it
    return one


def test_it_is_cleared_and_nothing_is_left_running(board: Board) -> None:
    assert board.copy(0.2)
    board.wait("")
    assert process().wait(10) == 0


def test_what_was_copied_since_is_left_alone(board: Board) -> None:
    assert board.copy(0.2)
    board.file.write_text("something else", "utf-8")
    assert process().wait(10) == 0
    assert board.text == "something else"


def test_the_same_text_again_has_its_own_time(board: Board) -> None:
    assert board.copy(0.4)
    first = process()
    time.sleep(0.2)
    again = time.monotonic()
    assert board.copy(0.4)
    assert first.poll() == -signal.SIGKILL
    board.wait("")
    assert time.monotonic() - again >= 0.4


def test_a_copy_that_stays_calls_off_the_one_before(board: Board) -> None:
    assert board.copy(30)
    first = process()
    assert not board.copy(None)
    assert first.poll() == -signal.SIGKILL
    assert not clear_later._WAITING  # noqa: SLF001 - as above


def test_without_a_program_that_reads_nothing_is_started(board: Board) -> None:
    board.tool = board.tool._replace(read=())
    assert not board.copy(0.2)
    assert not clear_later._WAITING  # noqa: SLF001 - as above


@pytest.mark.parametrize("python", ["", "/nonexistent", "/bin/false", "/bin/cat"])
def test_nothing_is_promised_if_the_process_does_not_come_up(
    python: str, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert not board.copy(0.2)
    assert not clear_later._WAITING  # noqa: SLF001 - as above


@pytest.mark.parametrize("end", ["sys.exit()", "os.kill(0, 1)", "os.kill(os.getpid(), 9)"])
def test_it_happens_also_if_the_app_has_ended(end: str, board: Board) -> None:
    board.file.write_text(TEXT, "utf-8")
    code = (
        "import os, sys\nfrom discloser.export.clipboard import Tool\n"
        "from discloser.tui.clear_later import forget_later\nprogram = sys.argv[1]\n"
        "tool = Tool((program,), (program, '-o'), (program,))\n"
        f"print(forget_later(tool, {TEXT!r}, 0.6), flush=True)\n{end}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, board.tool.copy[0]],
        cwd=HOUSE,
        start_new_session=True,
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.stdout == b"True\n"
    assert board.text == TEXT
    board.wait("")


@linux
def test_the_process_knows_no_word_of_the_text(board: Board) -> None:
    assert board.copy(30)
    at = Path(f"/proc/{process().pid}")
    assert WORD.encode() not in (at / "cmdline").read_bytes()
    if os.geteuid():
        with pytest.raises(PermissionError):
            (at / "environ").read_bytes()
        return
    assert WORD.encode() not in (at / "environ").read_bytes()
    end = time.monotonic() + 10
    while {str(each.readlink()) for each in (at / "fd").iterdir()} != {os.devnull}:
        assert time.monotonic() < end, "it keeps what it was started with"
        time.sleep(0.01)
    held = memory(at)
    assert len(held) > 1_000_000
    assert b"forget_copy" in held
    for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
        assert WORD.encode(encoding) not in held


def memory(at: Path) -> bytes:
    """Return what a process has written into its memory."""
    parts = []
    with (at / "mem").open("rb", buffering=0) as file:
        for line in (at / "maps").read_text("utf-8").splitlines():
            place, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(each, 16) for each in place.split("-"))
            file.seek(start)
            parts.append(file.read(end - start))
    return b"".join(parts)


# --- what is said ---


def said(settings: Settings, environment: dict[str, str]) -> str:
    """Return what the app says to a copy."""
    office: Any = SimpleNamespace(settings=settings, environment=environment)
    return copy(App[None](), office, TEXT)


ON_X = {"DISPLAY": ":0"}


def test_the_time_is_said_and_kept(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_trail, "seconds_of", lambda value: {"5 minutes": 0.3}[value])
    words = said(Settings(clear_copies="5 minutes"), ON_X)
    assert words == (
        "Copied with xclip. It is cleared in 5 minutes unless you copy something else."
    )
    assert board.text == TEXT
    board.wait("")


def test_what_is_not_cleared_is_said(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    stays = "Copied with xclip. It stays in the clipboard until you copy something else."
    assert said(Settings(clear_copies="never"), ON_X) == stays
    assert board.text == TEXT
    monkeypatch.setattr(sys, "executable", "")
    assert said(Settings(), ON_X) == stays


@pytest.mark.usefixtures("board")
def test_the_terminal_keeps_it_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_trail, "write_to_terminal", lambda _app, _sequence: True)
    words = said(Settings(), {})
    assert "keeps it until you copy something else" in words
    assert not clear_later._WAITING  # noqa: SLF001 - as above


@linux
def test_the_process_is_small() -> None:
    code = "import sys, discloser.tui.forget_copy\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    large = "typing re subprocess hashlib pathlib textual msgspec asyncio json socket"
    assert not {*large.split()} & {*done.stdout.split()}
