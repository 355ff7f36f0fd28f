"""Reading TOML text: errors that name the place, and the line on which a key path stands."""

import re
import tomllib
from typing import Any


class BrokenToml(Exception):
    """Text that is not TOML; ``line`` is 1-based, 0 if it is not known."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse(text: str) -> dict[str, Any]:
    """Return TOML text as plain data. Raises BrokenToml."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _located(str(error), text) from None
    except RecursionError:
        raise BrokenToml("The brackets are nested too deeply.", 0) from None


def _located(message: str, text: str) -> BrokenToml:
    """Split the parser's place off its message and put the message into a sentence."""
    line = 0
    if match := re.search(r"\s*\(at line (\d+), column \d+\)$", message):
        line = int(match[1])
        message = message[: match.start()]
    elif message.endswith("(at end of document)"):
        line = text.count("\n") + 1
        message = message.removesuffix("(at end of document)").rstrip()
    return BrokenToml(f"{message}.", line)


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
