"""Reading TOML text: errors that name the place, and the line on which a key path stands."""

import re
import tomllib
from typing import Any

from discloser.text.toml_slips import slip_in

MOST_DEPTH = 60
"""Levels of tables and lists inside one another; plans and catalogues have about five."""

MOST_DIGITS = 4000
"""Digits of a number; Python itself refuses to read a little more."""

MOST_LOOKED_AT = 1000
"""Characters of a wrong line in which a habit is looked for: that time may grow with the square."""

PLAINLY = {
    "Invalid value": ("What stands behind = cannot be read.", "A text stands in straight quotes."),
    "Illegal character": ("There is a sign that cannot stand here.", "Remove it."),
    "Invalid initial character": (
        "This cannot stand in front of =.",
        "Keys are made of plain letters, digits, _ and -.",
    ),
    "Expected newline": ("Too much stands on this line.", "Put each key on a line of its own."),
    "Expected '='": ("There is no = on this line.", "If it is a note, write # in front of it."),
    "Unescaped": ("A backslash has a meaning of its own in a text.", "Write it twice: \\\\."),
    "Escaped": ("A backslash has a meaning of its own in a text.", "Write the sign itself."),
    "Cannot ": ("Something stands here that stands above already.", "Keep one of them."),
    "Duplicate ": ("Something stands here that stands above already.", "Keep one of them."),
    "Invalid date": ("There is no such day or hour.", "Write a date as 2026-12-01."),
    "Unterminated string": ("A text is not closed.", "Write the quote at its end."),
    "Unclosed": ("Something is opened and not closed.", "Look for a bracket that has no partner."),
}
"""How the parser's messages start, what they mean, and what to do: where no cause was found."""

SHAPES = (
    (r"[\u2018\u2019\u201c\u201d\u201e]", 'Use straight quotes, as in name = "Maya".'),
    (r"=\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}", "Write a date as 2026-12-01."),
    (r"=\s*\d{1,2}\.? [A-Z][a-z]+ \d{4}", "Write a date as 2026-12-01."),
    (r"\{.*=\s*\d{1,2}[:.]\d{2}(?![:\d])", 'Put the time in quotes, as in "10:00".'),
    (r"=\s*\d{1,2}[:.]\d{2}\s*(?:#|$)", "Write a time as 10:30:00."),
    (r"=\s*(?:yes|no|True|False)\b", "Write true or false; words of your own stand in quotes."),
    (r"=\s*\d{1,2}\s*(?:am|pm)\b", "Write a time as 10:30:00, or in quotes where it is a value."),
)
"""What people write out of habit, and what to write in its place."""

LONG_NUMBER = re.compile(r"\d[\d_]{17}|0[xob][\da-fA-F_]{16}")
"""What may be a number of more than 64 bits."""

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP_KEY = rf"""(?<![\w"'-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MOST_DEPTH}}}"""


class BrokenToml(Exception):
    """Text that is not TOML; line and column are 1-based, 0 if they are not known."""

    def __init__(
        self, message: str, line: int, fix: str = "", column: int = 0, text: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.fix = fix
        self.column = column
        self.text = text
        """The signs that are meant; empty if they are not known."""


def parse(text: str) -> dict[str, Any]:
    """Return TOML text as plain data. Raises BrokenToml."""
    if line := _deep_key(text):
        raise _too_deep(line)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _located(str(error), text) from None
    except RecursionError:
        raise _too_deep(_line_full_of(text, "[{")) from None
    except ValueError:
        found = re.search(rf"[\d_]{{{MOST_DIGITS}}}", text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        raise BrokenToml("A number has too many digits.", line) from None
    if _is_deep(raw):
        raise _too_deep(_line_full_of(text, "[{."))
    if (found := LONG_NUMBER.search(text)) and _is_huge(raw):
        line = text.count("\n", 0, found.start()) + 1
        raise BrokenToml("A number is too large.", line, "Write a smaller one, or a text.")
    return raw


def _is_huge(raw: Any) -> bool:
    """Return whether plain data holds a whole number of more than 64 bits, which TOML forbids."""
    match raw:
        case dict():
            return any(map(_is_huge, raw.values()))
        case list():
            return any(map(_is_huge, raw))
        case int():
            return not -(2**63) <= raw < 2**63
        case _:
            return False


def _too_deep(line: int) -> BrokenToml:
    return BrokenToml(f"More than {MOST_DEPTH} tables or lists are inside one another.", line)


def _deep_key(text: str) -> int:
    """Return the line of a key with too many dots, else 0.

    The parser's time grows with the square of their number.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= MOST_DEPTH and re.search(_DEEP_KEY, line):
            return number
    return 0


def _line_full_of(text: str, marks: str) -> int:
    """Return the first line with too many of some marks, else 0."""
    for number, line in enumerate(text.split("\n"), 1):
        if sum(map(line.count, marks)) > MOST_DEPTH:
            return number
    return 0


def _is_deep(raw: Any) -> bool:
    """Return whether plain data is nested deeper than others can walk through it."""
    level = [raw]
    for _ in range(MOST_DEPTH):
        lists = [item if isinstance(item, list) else item.values() for item in level]
        level = [inner for items in lists for inner in items if isinstance(inner, (dict, list))]
        if not level:
            return False
    return True


def _located(message: str, text: str) -> BrokenToml:
    """Say what is wrong: the cause if it is found, else what the parser stopped at."""
    line = column = 0
    if match := re.search(r"\s*\(at line (\d+), column (\d+)\)$", message):
        line, column = int(match[1]), int(match[2])
    elif message.endswith("(at end of document)"):
        line = text.count("\n") + 1
    slip = slip_in(text)
    at = text.count("\n", 0, slip.start) + 1 if slip else 0
    wrong = "".join(text.split("\n")[line - 1 : line])[:MOST_LOOKED_AT]
    habit = next((fix for shape, fix in SHAPES if re.search(shape, wrong)), "")
    if slip is None or (line and at > line):  # behind it, the parser would not have stopped there
        unknown = ("Something is missing here, or too much.", "Compare it with a line that works.")
        plain = next(
            (both for start, both in PLAINLY.items() if message.startswith(start)), unknown
        )
        return BrokenToml(plain[0], line, habit or plain[1], column)
    fix = habit if slip.habit and habit else slip.fix
    begin = text.rfind("\n", 0, slip.start) + 1
    shown = text[slip.start : slip.end].rstrip()
    return BrokenToml(slip.message, at, fix, slip.start - begin + 1, shown)


def line_of(text: str, path: str) -> int:
    """Return the 1-based line on which a key path such as ``ask[1].values.time`` stands, else 0.

    It follows headers and keys line by line, so a path inside a list or an inline table leads to
    the line of the key that holds it.
    """
    steps = re.findall(r"[^.\[\]]+", path)
    best, best_length = 0, 0
    header: list[str] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r"\s*\[\[\s*([\w.\- \"]+?)\s*\]\]", line):
            name = match[1]
            counts[name] = counts.get(name, -1) + 1
            header = [*_keys(name), str(counts[name])]
            here = header
        elif match := re.match(r"\s*\[\s*([\w.\- \"]+?)\s*\]\s*(#.*)?$", line):
            header = _keys(match[1])
            here = header
        elif match := re.match(r"\s*([\w.\-\" ]+?)\s*=", line):
            here = header + _keys(match[1])
        else:
            continue
        if len(here) > best_length and steps[: len(here)] == here:
            best, best_length = number, len(here)
    return best


def _keys(dotted: str) -> list[str]:
    return [key.strip().strip('"') for key in dotted.split(".")]
