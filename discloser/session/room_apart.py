"""The process for unknown templates, from outside: started on use, watched, ended and replaced."""

import os
import signal
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING, Any

from msgspec import DecodeError

from discloser.session.frames import ANSWERS, Answer, Ask, Begin, GaveUp, read_frame, write_frame

if TYPE_CHECKING:
    from subprocess import Popen

MOST_WAIT = 3.0
"""Seconds that an answer may take by the clock; of computing it is allowed one."""
MOST_START = 30.0
"""Seconds that the start may take on a busy machine; it takes a tenth of one."""
CODE = "import sys; sys.path[:] = {!r}; from discloser.session.apart_inside import main; main()"
"""What the process runs: it finds the program where this one did, and looks nowhere else."""
NEEDED = ("SYSTEMROOT",) if os.name == "nt" else ()
"""All of the environment that it is given: without this, Python does not start on Windows."""
NOT_STARTED = GaveUp(
    "texts of packs that nobody checked cannot be made on this computer now",
    "install the pack first",
)


class Room:
    """One such process at a time; it is there from the first ask to the end of its owner."""

    def __init__(self, begin: Callable[[], Begin]) -> None:
        """``begin`` makes what a new process is told first."""
        self._begin = begin
        self._process: Popen[bytes] | None = None
        self._one_at_a_time = Lock()
        self._ending: weakref.finalize[Any, Room] | None = None

    def ask(self, asked: Ask) -> Answer:
        """Return the answer; `GaveUp` if there is none, and then the process is another one."""
        with self._one_at_a_time:
            if self._process is not None and self._process.poll() is None:
                return self._exchange(asked, MOST_WAIT) or GaveUp()
            self.close()
            with suppress(OSError):  # no memory, or no right to start a program
                self._start()
            if self._exchange(self._begin(), MOST_START) is None:
                return NOT_STARTED
            return self._exchange(asked, MOST_WAIT) or GaveUp()

    def close(self) -> None:
        """End the process; the next ask starts another."""
        if self._ending is not None:
            self._ending()
        self._process = self._ending = None

    def _start(self) -> None:
        import subprocess  # noqa: PLC0415 - most packs need no such process

        paths = [path for path in sys.path if Path(path).is_absolute()]
        self._process = subprocess.Popen(  # noqa: S603 - the Python that runs already
            [sys.executable, "-I", "-S", "-c", CODE.format(paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            start_new_session=True,  # ctrl+c is meant for this one
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._ending = weakref.finalize(self, _end, self._process)

    def _exchange(self, asked: Ask, seconds: float) -> Answer | None:
        """Return an answer, or None if the process ended, was ended, or talks nonsense."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        watch = Timer(seconds, _kill, [process])
        watch.daemon = True
        watch.start()
        body = None
        try:
            with suppress(OSError):
                write_frame(_writer(process.stdin), asked)
                body = read_frame(process.stdout.read)
        finally:
            watch.cancel()
        with suppress(DecodeError, UnicodeDecodeError, RecursionError):
            if body is not None:
                answer: Answer = ANSWERS.decode(body)
                return answer
        self.close()
        return None


def _writer(pipe: IO[bytes]) -> Callable[[bytes], None]:
    def write(content: bytes) -> None:
        pipe.write(content)
        pipe.flush()

    return write


def _kill(process: "Popen[bytes]") -> None:
    """End the process with all that it started, which it should not have been able to."""
    if process.returncode is None and hasattr(os, "killpg"):
        # Nobody has waited for it yet, so its number belongs to nobody else.
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _end(process: "Popen[bytes]") -> None:
    _kill(process)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent is not needed
                pipe.close()
    process.wait()
