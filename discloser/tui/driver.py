"""The terminal, with two habits mended: the size of the right one, and pasted text that is text.

Textual asks standard output for the size, also when that leads to a file and the screen is drawn
on standard error. And what follows an escape character in pasted text would count as keys: a text
copied from a web page could delete a plan.
"""

import os
import re
from collections.abc import Iterable
from typing import Any

import textual.drivers.linux_driver as posix
from textual.driver import Driver
from textual.message import Message

from discloser.tui.inside import KeyParser

BEGIN, END = "\x1b[200~", "\x1b[201~"
"""What a terminal sends before and after pasted text."""

MARKS = re.compile(f"({re.escape(BEGIN)}|{re.escape(END)})")


class PasteParser(KeyParser):
    """Reads keys; inside pasted text, escape characters are dropped."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual calls it
        super().__init__(debug)
        self._inside = False
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Return the events of what the terminal sent; an empty text says that it has gone."""
        if not data:
            return super().feed(data)
        data = self._held + data
        self._held = self._unfinished(data)
        data = data[: len(data) - len(self._held)]
        parts = []
        for part in MARKS.split(data):
            if part in {BEGIN, END}:
                self._inside = part == BEGIN
                parts.append(part)
            else:
                parts.append(part.replace("\x1b", "") if self._inside else part)
        kept = "".join(parts)
        return super().feed(kept) if kept else ()

    def _unfinished(self, data: str) -> str:
        """Return the end of a text if it may be the beginning of a mark.

        Outside of pasted text, the first two characters may be a key of their own: they go on.
        """
        inside = data.rfind(BEGIN) > data.rfind(END) or (self._inside and END not in data)
        mark, least = (END, 1) if inside else (BEGIN, 3)
        for length in range(len(mark) - 1, least - 1, -1):
            if data.endswith(mark[:length]):
                return data[-length:]
        return ""


def mended(driver: type[Driver]) -> type[Driver]:
    """Return a driver class with both habits mended, where it is one for POSIX terminals."""
    if not issubclass(driver, posix.LinuxDriver):
        return driver
    # The driver makes its parser by this name and in no other way.
    posix.XTermParser = PasteParser  # type: ignore[attr-defined]

    class Terminal(driver):  # type: ignore[misc, valid-type]
        """The driver of this terminal."""

        def _get_terminal_size(self) -> tuple[int, int]:
            try:
                size = os.get_terminal_size(self._file.fileno())
            except (OSError, ValueError):
                size = os.terminal_size((80, 24))
            return size.columns or 80, size.lines or 24

    found: type[Any] = Terminal
    return found
