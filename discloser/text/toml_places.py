"""Where every key and value of a TOML text stands, for messages that point at it.

The text has been read already, so it is known to be TOML: this scanner only finds its way through
it, once and in linear time. Nothing is worked out about lines and columns until somebody asks.
"""

import re
import tomllib
from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

__all__ = ["Span", "TomlPlaces", "places"]

_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r"""[\w-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
_VALUE = re.compile(
    r'''
      (?P<text>
          """(?:[^"\\]++|\\.|"(?!""))*+"{3,5}
        | \'\'\'(?:[^']++|'(?!\'\'))*+'{3,5}
        | "(?:[^"\\\n]++|\\.)*+"
        | '[^'\n]*+'
      )
    | (?P<list>\[)
    | (?P<table>\{)
    | (?P<plain>\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}\#]*+|[^\s,\]}\#]++)
    ''',
    re.VERBOSE | re.DOTALL,
)
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+)")
_SHORT_QUOTES, _LONG_QUOTES = 1, 3

Step = str | int


class Span(Struct, frozen=True):
    """A piece of a text."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    start: int
    """Where it starts in the whole text, from 0."""
    end: int
    """Where it ends there; the character at it is no part of it any more."""


class _Node:
    """One key or list item, with what is inside it."""

    __slots__ = ("inside", "items", "key", "value")

    def __init__(self, key: tuple[int, int], value: tuple[int, int]) -> None:
        self.key = key
        self.value = value
        self.inside: dict[Step, _Node] = {}
        self.items = 0
        """Tables that follow one another under ``[[name]]``."""


class TomlPlaces:
    """Every key and value of one text, by key path as messages write it: ``ask[1].values.time``."""

    def __init__(self, text: str) -> None:
        self.text = text

    def key(self, path: str) -> Span | None:
        """Return where a key stands; of a list item, where the item does. None if there is none."""
        node = self._find(path)
        return self.span(*node.key) if node else None

    def value(self, path: str) -> Span | None:
        """Return where a value stands; for a table with a heading that is the heading."""
        node = self._find(path)
        return self.span(*node.value) if node else None

    def nearest(self, path: str) -> Span | None:
        """Return where the value stands, or else the innermost thing around it that is there."""
        node = self._walk(path)[0]
        return self.span(*node.value) if node is not self._root else None

    def words(self, path: str, wanted: str) -> Span | None:
        """Return where words stand inside a value, whatever line breaks are between them."""
        node = self._find(path)
        parts = wanted.split()
        if node is None or not parts:
            return None
        pattern = re.compile(r"[\s\\]+".join(map(re.escape, parts)))
        found = pattern.search(self.text, *node.value)
        return self.span(*found.span()) if found else None

    def content(self, path: str) -> Span | None:
        """Return where a text stands without its quotes; anything else as it is."""
        node = self._find(path)
        if node is None:
            return None
        start, end = node.value
        mark = self.text[start]
        if mark in "\"'" and end - start > 1:
            long = self.text.startswith(mark * 3, start) and end - start > 2 * _LONG_QUOTES - 1
            quotes = _LONG_QUOTES if long else _SHORT_QUOTES
            start, end = start + quotes, end - quotes
        return self.span(start, end)

    def span(self, start: int, end: int) -> Span:
        """Return a piece of the text with its line and column."""
        line = bisect_right(self._lines, start)
        return Span(line, start - self._lines[line - 1] + 1, start, end)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line starts."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _root(self) -> _Node:
        return _Scanner(self.text).document()

    def _find(self, path: str) -> _Node | None:
        node, rest = self._walk(path)
        return node if not rest and node is not self._root else None

    def _walk(self, path: str) -> tuple[_Node, str]:
        """Return the innermost node on the way along a path, and what is left of the way."""
        node = self._root
        while path:
            step, rest = _first_step(node, path)
            if step is None:
                break
            node, path = node.inside[step], rest
        return node, path


def places(text: str) -> TomlPlaces:
    """Return where everything in a TOML text stands; the text must be one that can be read."""
    return TomlPlaces(text)


def _first_step(node: _Node, path: str) -> tuple[Step | None, str]:
    """Return the key inside a node that a path goes through first, and the rest of the path.

    A key with dots or brackets of its own is found too, by taking more and more of the path.
    """
    match = _STEP.match(path)
    if match and match[1] is not None and int(match[1]) in node.inside:
        return int(match[1]), path[match.end() :]
    start = 1 if path.startswith(".") else 0
    ends = [found.start() for found in re.finditer(r"[.\[]", path[:_LONGEST]) if found.start()]
    for end in [*(each for each in ends if each > start), len(path)]:
        if path[start:end] in node.inside:
            return path[start:end], path[end:]
    return None, path


_LONGEST = 2_000
"""Characters of a path in which keys with dots are looked for; longer ones are no honest keys."""


class _Scanner:
    """Goes through a text once and notes where things are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def document(self) -> _Node:
        root = here = _Node((0, 0), (0, 0))
        while (start := self.skip()) < len(self.text):
            if self.text[start] == "[":
                here = self.heading(root, start)
            elif not self.pair(here):
                break  # not TOML after all: what was found so far still stands where it stands
        return root

    def skip(self) -> int:
        """Go over spaces, lines and comments; return the place behind them."""
        found = _GAP.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def keys(self) -> list[tuple[str, tuple[int, int]]]:
        """Read a key with dots, and return its parts with their places."""
        found: list[tuple[str, tuple[int, int]]] = []
        while True:
            self._space()
            match = _KEY.match(self.text, self.at)
            if not match:
                return found
            found.append((_named(match[0]), match.span()))
            self.at = match.end()
            self._space()
            if not self.text.startswith(".", self.at):
                return found
            self.at += 1

    def heading(self, root: _Node, start: int) -> _Node:
        """Read ``[name]`` or ``[[name]]`` and return what the keys below it go into."""
        double = self.text.startswith("[[", start)
        self.at = start + (2 if double else 1)
        keys = self.keys()
        end = self.text.find("]", self.at)
        end = len(self.text) if end < 0 else end + (2 if double else 1)
        self.at = end
        node = root
        for index, (name, place) in enumerate(keys):
            node = node.inside.setdefault(name, _Node(place, (start, end)))
            if double and index == len(keys) - 1:
                node.inside[node.items] = _Node((start, end), (start, end))
                node.items += 1
            if node.items:
                node = node.inside[node.items - 1]
        if not double:
            node.key, node.value = (keys[-1][1] if keys else node.key), (start, end)
        return node

    def pair(self, here: _Node) -> bool:
        """Read ``key = value`` into a node; return whether there was one."""
        keys = self.keys()
        if not keys or not self.text.startswith("=", self.at):
            return False
        self.at += 1
        self._space()
        for name, place in keys:
            here = here.inside.setdefault(name, _Node(place, place))
        return self.value(here)

    def value(self, node: _Node) -> bool:
        match = _VALUE.match(self.text, self.at)
        if not match:
            return False
        start, self.at = match.span()
        if match.lastgroup == "list":
            self.inside_list(node)
        elif match.lastgroup == "table":
            self.inside_table(node)
        node.value = (start, self.at)
        return True

    def inside_list(self, node: _Node) -> None:
        index = 0
        while not self._closes("]"):
            item = _Node((self.at, self.at), (self.at, self.at))
            if not self.value(item):
                return
            item.key = item.value
            node.inside[index] = item
            index += 1

    def inside_table(self, node: _Node) -> None:
        while not self._closes("}"):
            if not self.pair(node):
                return

    def _closes(self, mark: str) -> bool:
        """Go to the next item of a list or table; return whether it ends instead."""
        if self.text.startswith(",", self.skip()):
            self.at += 1
            self.skip()
        if self.at < len(self.text) and not self.text.startswith(mark, self.at):
            return False
        self.at = min(self.at + 1, len(self.text))
        return True

    def _space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at


def _named(key: str) -> str:
    """Return the name that a key stands for, without its quotes."""
    if key[0] not in "\"'":
        return key
    if "\\" not in key:
        return key[1:-1]
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:
        return key[1:-1]
