"""Finding one's way through a text that may be broken: places, lines, keys and open brackets."""

import re
from typing import NamedTuple, NoReturn

__all__ = [
    "CURLY",
    "GAP",
    "KEY",
    "KEY_AND_SIGN",
    "SPACE",
    "STRAIGHT",
    "Found",
    "Open",
    "Reading",
    "Slip",
]

GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
SPACE = re.compile(r"[ \t]*+")
KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+'""")
KEY_AND_SIGN = re.compile(r"[\w-]+[ \t]*=(?!=)")
_NEW_ENTRY = re.compile(r"\[\[?[ \t]*[A-Za-z_][\w.-]*[ \t]*\]\]?[ \t]*\r?(?:#[^\n]*)?(?=\n|\Z)")
CURLY = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"

STRAIGHT = 'Type straight quotes: " at both ends.'


class Slip(NamedTuple):
    """What is wrong, and where."""

    message: str
    fix: str
    start: int
    """Where the signs that are meant begin in the whole text."""
    end: int
    habit: bool = False
    """Whether it may be a date, a time or a yes in another form."""


class Found(Exception):
    """Ends the reading: there is the slip."""

    def __init__(self, slip: Slip) -> None:
        super().__init__()
        self.slip = slip


class Open(NamedTuple):
    """A list or a group in braces that is open."""

    mark: str
    start: int
    keys: dict[str, int]
    """Keys of a group, and where each stands."""


class Reading:
    """A text that is read up to the first thing that is not as it should be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.last = (0, 0)
        """The last value or bracket that was read."""
        self.around: list[Open] = []

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _rest(self, at: int) -> str:
        """Return what follows on the same line."""
        return self.text[at : self._line_end(at)].rstrip("\r")

    def _starts_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def _wrong(
        self, message: str, fix: str, start: int, end: int = 0, *, habit: bool = False
    ) -> NoReturn:
        end = min(max(end, start + 1), self._line_end(start))
        raise Found(Slip(message, fix, start, end, habit))

    def _keys(self) -> list[str]:
        """Read a key with dots, and return its parts."""
        parts = []
        while found := KEY.match(self.text, self.at):
            parts.append(found[0][1:-1] if found[0][0] in "\"'" else found[0])
            self.at = found.end()
            self._skip(SPACE)
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
            self._skip(SPACE)
        return parts

    def _brackets(self, mark: str) -> str:
        rest = self._rest(self.at)
        return rest[: len(rest) - len(rest.lstrip(mark))]

    def _shown_last(self) -> tuple[int, int]:
        """Return what was read last, as far as it stands on its last line."""
        start, end = self.last
        line = self.text.rfind("\n", 0, end) + 1
        return max(start, line), end

    def _require_open_list(self, at: int) -> None:
        """Say that a list is not closed if what stands at a place can only stand behind it."""
        mark = self.text[at : at + 1]
        new = _NEW_ENTRY.match(self.text, at) or KEY_AND_SIGN.match(self.text, at)
        if new and mark != "[":
            new = None if self._rest(at).rstrip(" ,").endswith("}") else new
        if not mark or mark == "}" or (new and self._starts_line(at)):
            self._open_still(at)

    def _open_still(self, at: int) -> NoReturn:
        """Say of the innermost list or group that its last bracket is missing."""
        here = self.around[-1]
        closing, what = ("]", "list") if here.mark == "[" else ("}", "group of words")
        line, last = self._line(here.start), self._line(max(self.last[1] - 1, 0))
        where = f"Write {closing} behind this"
        if here.mark == "[" and last > line:
            where += f", or in line {last + 1}"
        elif here.mark == "[" and self.text[at : at + 1] != "}" and last == line:
            where += ", on the same line"
        self._wrong(
            f"The {what} that begins with {here.mark} in line {line} is not closed.",
            f"{where}.",
            *self._shown_last(),
        )
