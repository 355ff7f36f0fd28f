"""A real terminal for the app: a pseudo-terminal whose output is read as a terminal reads it."""

import os
import re
import select
import signal
import sys
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

APP = (sys.executable, "-P", "-m", "discloser")
"""The program, started as ``./run discloser`` starts it."""

PATIENCE = 30.0
"""Seconds after which a test gives up waiting; the machine may be busy."""

GLANCE = 0.02
"""Seconds between two looks at what is waited for."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    **{f"ctrl+{letter}": chr(ord(letter) & 31) for letter in "bgklnoqyz"},
}
"""What a terminal sends for a key."""

_UNSEEN = re.compile(rb"\x1b\[(?:[<>=?][0-9;]*u|[0-9;]*m)")
"""Talk about how keys are sent, which pyte would draw as a letter; and colours, which it is slow at
and nobody asks it for: who looks for them looks at the bytes."""

_UNFINISHED = re.compile(rb"\x1b(\[[<>=?0-9;]*)?\Z")
"""The start of a sequence of which the rest is still on its way."""


class Terminal:
    """One run of a program in a terminal of its own. Leaving the block ends it."""

    def __init__(
        self,
        environment: Mapping[str, str],
        *arguments: object,
        command: Sequence[str] = APP,
        size: tuple[int, int] = (120, 36),
        folder: Path | None = None,
    ) -> None:
        """``size`` is columns and rows; ``folder`` is where the program is started.

        The program sees ``environment`` and PATH, and nothing else of where the tests run.
        """
        columns, rows = size
        self.screen: Any = pyte.Screen(columns, rows)
        self._stream: Any = pyte.ByteStream(self.screen)
        self._shown = [""] * rows
        self._raw = bytearray()
        self._rest = b""
        with warnings.catch_warnings():
            # From 3.12 on Python warns of forks beside threads; the child only starts a program.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = pexpect.spawn(
                command[0],
                [*command[1:], *map(str, arguments)],
                cwd=folder,
                env={"PATH": os.environ["PATH"], **environment},
                dimensions=(rows, columns),
            )
        self._child.delaybeforesend = None
        self._process: Any = vars(self._child)["ptyproc"]  # which the types leave out
        self._process.delayafterclose = 0.0  # it would sleep when nobody uses it any more
        self._line = os.dup(self._child.child_fd)
        self._ended = False
        self._closed = False
        self.attributes_before = self.attributes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._child.isalive():
            self._child.kill(signal.SIGKILL)
        self.hang_up()
        self._child.wait()

    # --- what the person does ---

    def press(self, *keys: str) -> None:
        """Press keys, by their name or as the character that they are."""
        self._send("".join(KEYS.get(key, key) for key in keys))

    def type(self, text: str) -> None:
        """Type a text."""
        self._send(text)

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal does that marks what is pasted."""
        self._send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.look()
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        self._child.kill(number)

    def hang_up(self) -> None:
        """Close the window."""
        if not self._closed:
            os.close(self._line)
            self._process.fileobj.close()
        self._closed = self._ended = True

    def _send(self, text: str) -> None:
        data = text.encode()
        while data:
            self.look()  # a program that cannot write may not read either
            data = data[os.write(self._line, data) :]

    # --- what the person sees ---

    def look(self, seconds: float = 0.0) -> None:
        """Read what has come, waiting for the first of it as long as that."""
        while not self._ended and select.select([self._line], [], [], seconds)[0]:
            try:
                data = os.read(self._line, 65536)
            except OSError:  # how Linux says that nobody writes any more
                data = b""
            self._ended = not data
            self._raw += data
            self._feed(data)
            seconds = 0.0

    def _feed(self, data: bytes) -> None:
        data = self._rest + data
        cut = _UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(_UNSEEN.sub(b"", data[: cut.start()] if cut else data))

    @property
    def raw(self) -> bytes:
        """Every byte that the program has written so far."""
        self.look()
        return bytes(self._raw)

    @property
    def lines(self) -> list[str]:
        """The lines on the screen, without blanks at their end."""
        self.look()
        columns, rows = self.screen.columns, self.screen.lines
        self._shown = [*self._shown[:rows], *[""] * (rows - len(self._shown))]
        for row in self.screen.dirty:  # those that were drawn on since the last look
            if row < rows:
                cells = self.screen.buffer[row]
                self._shown[row] = "".join([cells[at].data for at in range(columns)]).rstrip()
        self.screen.dirty.clear()
        return list(self._shown)

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor, from 0."""
        self.look()
        return self.screen.cursor.x, self.screen.cursor.y

    @property
    def cursor_line(self) -> str:
        """The line in which the terminal's own cursor stands, from its place on."""
        column, row = self.cursor
        return self.lines[row][column:]

    @property
    def cursor_shown(self) -> bool:
        """Whether the terminal shows its cursor."""
        self.look()
        return not self.screen.cursor.hidden

    @property
    def attributes(self) -> list[Any]:
        """How the terminal line is set: echo, line mode, special keys."""
        return termios.tcgetattr(self._line)

    @property
    def modes(self) -> dict[int, bool]:
        """Each mode of the terminal that the program has set, and whether it is on now."""
        found = re.finditer(rb"\x1b\[\?([0-9]+)([hl])", self.raw)
        return {int(number): state == b"h" for number, state in (each.groups() for each in found)}

    @property
    def pid(self) -> int:
        """Number of the process."""
        number: int = self._process.pid
        return number

    # --- waiting ---

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for something to become true; fail with the screen if it does not."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end or (self._ended and not condition()):
                raise AssertionError(f"{what}: not so. The screen:\n{self.text}")
            self.look(GLANCE)

    def wait(self, *texts: str) -> None:
        """Wait until all texts are on the screen."""
        for text in texts:
            self.until(lambda text=text: text in self.text, f"{text!r} is on the screen")  # type: ignore[misc]

    def wait_times(self, text: str, times: int) -> None:
        """Wait until a text is on the screen that often."""
        self.until(lambda: self.text.count(text) == times, f"{text!r} is there {times} times")

    def wait_gone(self, text: str) -> None:
        """Wait until a text is on the screen no more."""
        self.until(lambda: text not in self.text, f"{text!r} has gone from the screen")

    def end(self) -> int:
        """Wait until the program has ended; return its exit code, below 0 if a signal killed it."""
        limit = time.monotonic() + PATIENCE
        while self._child.isalive():
            if time.monotonic() > limit:
                raise AssertionError(f"It does not end. The screen:\n{self.text}")
            if self._ended:  # nothing more to read, so nothing to wait at
                time.sleep(GLANCE)
            self.look(GLANCE)
        self.look(GLANCE)
        killed: int | None = self._child.signalstatus
        code: int | None = self._child.exitstatus
        return -killed if killed else code or 0
