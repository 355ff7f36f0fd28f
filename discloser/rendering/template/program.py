"""What a checked template becomes: plain steps that the machine in `run` follows.

A program holds data only, no Python code, so it can be kept in a cache and is checked against these
types when it is read back. Lines are 1-based lines of the file that the program was read from.
"""

from typing import Literal

from msgspec import Struct

Constant = str | int | bool
Sign = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
LoopPart = Literal["first", "last", "index", "length"]


class _Node(Struct, frozen=True, array_like=True):
    """Written as a short array that starts with the name of its kind."""


class Value(_Node, frozen=True, tag="value"):
    """A text, number or yes/no written in the template."""

    value: Constant


class Values(_Node, frozen=True, tag="values"):
    """A list written in the template; only on the right of ``in``."""

    values: tuple[Constant, ...]


class Path(_Node, frozen=True, tag="path"):
    """``name.part.part``: data that is looked up; a number is a position in a list, from 0."""

    name: str
    parts: tuple[str | int, ...]
    line: int

    @property
    def spelt(self) -> str:
        """The path as an author writes it, such as ``asks[0].phrase``."""
        return self.name + "".join(
            f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.parts
        )


class Loop(_Node, frozen=True, tag="loop"):
    """``loop.first`` and its like, of the innermost loop."""

    part: LoopPart


class Filtered(_Node, frozen=True, tag="filter"):
    """``value|name(arguments)``."""

    value: "Expression"
    name: str
    arguments: tuple[Constant, ...]
    line: int


class Compare(_Node, frozen=True, tag="compare"):
    """Two values and the sign between them."""

    left: "Expression"
    sign: Sign
    right: "Expression"
    line: int


class Defined(_Node, frozen=True, tag="defined"):
    """``path is defined``."""

    path: Path


class Not(_Node, frozen=True, tag="not"):
    """True if the value is empty, zero, false or missing."""

    value: "Expression"


class All(_Node, frozen=True, tag="and"):
    """The first empty value, else the last one."""

    values: tuple["Expression", ...]


class Any(_Node, frozen=True, tag="or"):
    """The first value that is not empty, else the last one."""

    values: tuple["Expression", ...]


class Choice(_Node, frozen=True, tag="choice"):
    """``yes if test else no``."""

    test: "Expression"
    yes: "Expression"
    no: "Expression"


Expression = Value | Values | Path | Loop | Filtered | Compare | Defined | Not | All | Any | Choice


class Text(_Node, frozen=True, tag="text"):
    """Text that is printed as it stands."""

    text: str
    line: int


class Print(_Node, frozen=True, tag="print"):
    """``{{ value }}``."""

    value: Expression
    line: int


class Branch(_Node, frozen=True):
    """A condition and what is done if it holds."""

    test: Expression
    body: tuple["Step", ...]
    line: int


class If(_Node, frozen=True, tag="if"):
    """The first branch whose test holds, else ``otherwise``."""

    branches: tuple[Branch, ...]
    otherwise: tuple["Step", ...]


class For(_Node, frozen=True, tag="for"):
    """``body`` once per item of a list, or ``otherwise`` if there is none."""

    target: str
    items: Path
    body: tuple["Step", ...]
    otherwise: tuple["Step", ...]
    line: int


class Set(_Node, frozen=True, tag="set"):
    """A name for a value, from here on in this file and in the files it includes."""

    target: str
    value: Expression
    line: int


class Include(_Node, frozen=True, tag="include"):
    """Another file in this place; ``loops`` is how many loops of this file stand around it."""

    file: str
    loops: int
    line: int


Step = Text | Print | If | For | Set | Include


class Program(Struct, frozen=True, array_like=True):
    """One file, read and checked by itself."""

    body: tuple[Step, ...]
    includes: tuple[Include, ...]
    assigned: tuple[tuple[str, int], ...]
    """Names that a ``set`` of this file gives, in whatever branch, and the line."""
    loops: int
    """How deep its own loops nest."""
    tags: int
    """How many tags it has."""
