"""What is seen on the way through a document's template: what the checks of templates look at."""

from msgspec import Struct

from discloser.authoring.static.logic import World, Worlds
from discloser.authoring.static.meaning import Meaning
from discloser.rendering.template.program import Expression, Path


class Read(Struct, frozen=True):
    """A place where a template reads data."""

    path: Path
    file: str
    meaning: Meaning
    worlds: Worlds


class Unguarded(Struct, frozen=True):
    """A name that is printed although it may have no value."""

    path: Path
    file: str
    meaning: Meaning
    filter: str = ""
    """The filter that it is put through, also where nothing is printed."""


class Misshapen(Struct, frozen=True):
    """A value that is used as if it were of another kind."""

    path: Path
    file: str
    why: str
    how: str


class Compared(Struct, frozen=True):
    """A value of the data that is compared with a word or number of the template."""

    path: Path
    file: str
    meaning: Meaning
    value: str


class Fixed(Struct, frozen=True):
    """Text of the template itself."""

    text: str
    file: str
    line: int
    worlds: Worlds


class Fork(Struct, frozen=True):
    """A branch, and whether somebody can get there."""

    file: str
    line: int
    index: int
    """0 for ``if``, then one for each ``elif``; -1 for ``else``."""
    nth: int
    """How many branches of the same ``if`` stand before it in the same line."""
    test: Expression | None
    first: Expression
    """The test of the ``if`` that it belongs to."""
    reached: bool
    repeats: bool
    """Whether an earlier branch of the same ``if`` asks the very same."""


class Seen(Struct):
    """All that was seen on the way."""

    reads: list[Read]
    unguarded: list[Unguarded]
    misshapen: list[Misshapen]
    compared: list[Compared]
    fixed: list[Fixed]
    forks: list[Fork]
    said: dict[str, list[World]]
    """Phrase id to the worlds in which it is read."""
