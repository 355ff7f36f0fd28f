"""Headings and keys of a TOML text that stand twice, or once in two ways."""

from typing import NamedTuple


class Twice(NamedTuple):
    """A name that stands in two places where it may stand in one."""

    name: str
    first: int
    second: int
    """Where the two begin in the whole text."""
    shown: int
    """The one of them to look at."""
    single: bool = False
    """Whether one has single brackets and the other one double ones."""
    heading: bool = False
    """Whether both are headings."""

    def told(self, first: int, second: int) -> tuple[str, str]:
        """Return what to say about it, and how to mend it; the numbers are those of its lines."""
        if self.single:
            other = second if self.shown == self.first else first
            bare = self.name.strip("[]")
            return (
                f"This heading has one bracket at each side, and in line {other} it has two.",
                f"Write [[{bare}]].",
            )
        if self.heading:
            return (
                f"The heading {self.name} stands in line {first} and again in line {second}.",
                "Put all that belongs to it under the first one.",
            )
        how = "Keep one of them."
        if self.name in {"id", "name", "title"}:
            how += " If a new entry begins here, its heading is missing, such as [[phrase]]."
        return f"{self.name} stands in line {first} and again in line {second}.", how


class Headings:
    """The headings and keys of one text, in the order in which they stand there."""

    def __init__(self) -> None:
        self._here: tuple[str | int, ...] = ()
        self._lists: dict[tuple[str | int, ...], tuple[int, int]] = {}
        """Name under double brackets, to where it first stands and how many there are."""
        self._tables: dict[tuple[str | int, ...], int] = {}
        self._keys: dict[tuple[str | int, ...], int] = {}

    def heading(self, parts: list[str], at: int, *, double: bool) -> Twice | None:
        """Go on below a heading; return what is wrong with it."""
        path = (*self._path(parts[:-1]), parts[-1])
        name = f"[[{'.'.join(parts)}]]" if double else f"[{'.'.join(parts)}]"
        if path in self._keys:
            return Twice(parts[-1], self._keys[path], at, at)
        if double and path in self._tables:
            single, first = f"[{'.'.join(parts)}]", self._tables[path]
            return Twice(single, first, at, first, single=True, heading=True)
        if not double and path in self._lists:
            return Twice(name, self._lists[path][0], at, at, single=True, heading=True)
        if not double and path in self._tables:
            return Twice(name, self._tables[path], at, at, heading=True)
        if double:
            first, number = self._lists.get(path, (at, 0))
            self._lists[path] = (first, number + 1)
            self._here = (*path, number)
        else:
            self._tables[path] = at
            self._here = path
        return None

    def key(self, parts: list[str], at: int) -> Twice | None:
        """Note a key below the heading; return where it stands already."""
        path = (*self._here, *parts)
        if path in self._keys:
            return Twice(".".join(parts), self._keys[path], at, at)
        self._keys[path] = at
        return None

    def _path(self, parts: list[str]) -> tuple[str | int, ...]:
        """Return the way to a heading, through the last entry of each list on it."""
        path: tuple[str | int, ...] = ()
        for part in parts:
            path = (*path, part)
            if path in self._lists:
                path = (*path, self._lists[path][1] - 1)
        return path
