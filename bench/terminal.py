"""A terminal that only listens: starts a program, sends keys, and notes when what came.

Nothing of what arrives is drawn, so that measuring takes no time away from what is measured.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

QUIET = 0.05
"""Seconds without output after which a first screen counts as painted."""

PATIENCE = 20.0
"""Seconds after which a program that does not answer counts as broken."""

MOST = 65_536
"""Bytes that are read at once."""

CONTROL = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP.*?\x1b\\|\x1b.", re.DOTALL
)
"""Whatever is not text in the output of a program."""


class Silent(Exception):
    """What was waited for did not come."""


class Piece(NamedTuple):
    """Some output, and when it came."""

    at: float
    data: bytes


class Terminal:
    """A program at the other end of a pseudo-terminal."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (120, 36),
    ) -> None:
        self._main, other = pty.openpty()
        columns, rows = size
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
        )
        os.close(other)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, which nobody needs any more."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._main)

    def send(self, data: bytes) -> float:
        """Send keys as the bytes a terminal makes of them, and return when."""
        at = time.perf_counter()
        os.write(self._main, data)
        return at

    def listen(self, seconds: float) -> Piece | None:
        """Return the next output; None if nothing comes for so many seconds."""
        ready, _, _ = select.select([self._main], [], [], seconds)
        if not ready:
            return None
        try:
            data = os.read(self._main, MOST)
        except OSError:  # how Linux says that the other end is closed
            data = b""
        at = time.perf_counter()
        if not data:
            raise Silent("The program has ended.")
        return Piece(at, data)

    def until_quiet(self, quiet: float = QUIET) -> list[Piece]:
        """Return all output until none comes for so many seconds."""
        pieces: list[Piece] = []
        until = time.perf_counter() + PATIENCE
        while piece := self.listen(quiet):
            pieces.append(piece)
            if piece.at > until:
                raise Silent("The program does not stop writing.")
        return pieces

    def answer(self, quiet: float) -> list[Piece]:
        """Return the output that something sent leads to, however long it takes to begin."""
        first = self.listen(PATIENCE)
        if first is None:
            raise Silent("Nothing came back.")
        return [first, *self.until_quiet(quiet)]

    def first_frame(self, shows: bytes) -> float:
        """Return the seconds from the start to the last byte of the first frame.

        That is what came before the first pause after a known text of the first screen.
        """
        heard = bytearray()
        last = self.started
        until = self.started + PATIENCE
        while True:
            here = bool(heard) and shows in text_of(heard)
            piece = self.listen(QUIET if here else until - time.perf_counter())
            if piece is None:
                if here:
                    return last - self.started
                raise Silent(f"{shows!r} did not come: {text_of(heard)[-300:]!r}")
            last = piece.at
            heard += piece.data

    def until(self, wanted: bytes, quiet: float = PATIENCE) -> float:
        """Return when a text had arrived, with whatever else came in between."""
        heard = bytearray()
        while piece := self.listen(quiet):
            heard += piece.data
            if wanted in heard or wanted in text_of(heard):
                return piece.at
        raise Silent(f"{wanted!r} did not come: {text_of(heard)[-300:]!r}")

    def most_memory(self) -> float:
        """Return the most memory that the program has held so far, in MB."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text("ascii").splitlines():
            name, _, value = line.partition(":")
            if name == "VmHWM":
                return int(value.split()[0]) / 1000
        raise Silent("The system does not tell how much memory it takes.")


def text_of(heard: bytes | bytearray) -> bytes:
    """Return output without what moves the cursor and sets colours."""
    return CONTROL.sub(b"", bytes(heard))
