"""Times a key press until the text beside the answers has changed, against the least there is.

Usage: ./run python bench/keys.py [--presses N]

Three programs run in pseudo-terminals of one size, and each letter is typed into one after the
other: one line of bench/hello.py, the other person's name on Meeting, and a hardship in own words
on Work. For hello the time ends when the letter arrives. For discloser it ends with the last
output for the place of the text beside, before a pause that is longer than a frame.
"""

import argparse
import random
import re
import statistics
import string
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench.figures import machine, sample_plans, table
from bench.hello import SAYS
from bench.paint import DISCLOSER, HELLO, SIZE, surroundings
from bench.start import require_bytecode
from bench.terminal import Piece, Terminal, text_of
from bench.vaults import fill

PRESSES = 400
AIM = 16.7
"""Most milliseconds that the slowest hundredth may take longer than hello's."""

PAUSE = 0.06
"""Seconds without output after which all that a key changes has arrived: more than three frames."""

RUN = 12
"""Letters that are typed before the line is emptied again."""

BESIDE = range(67, 119)
"""The columns of the text beside in a terminal of SIZE, without its scroll bar."""

LINES = range(3, SIZE[1])
"""Its lines, without the one that says what is saved and the one of keys."""

PLACED = re.compile(rb"\x1b\[(\d+);(\d+)H")
"""A move of the cursor, which is in front of everything that is drawn anew."""

EMPTY, ENTER, DOWN, FIRST = b"\x15", b"\r", b"\x1b[B", b"\x1b[H"


class Case(NamedTuple):
    """One place to type in."""

    name: str
    command: Sequence[str]
    shows: bytes
    person: str = ""
    """The sample person whose plan is open."""
    keys: tuple[bytes, ...] = ()
    """What leads from the first screen to the line."""


CASES = (
    Case("hello: the letter", HELLO, SAYS.encode()),
    Case("Meeting: their name", DISCLOSER, b"Your plans", "maya", (ENTER, b"6", DOWN, ENTER)),
    Case("Work: in own words", DISCLOSER, b"Your plans", "priya", (ENTER, b"3", FIRST, ENTER)),
)


def main() -> None:
    """Type, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--presses", type=int, default=PRESSES)
    wanted = parser.parse_args()
    require_bytecode()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = surroundings(Path(folder))
        terminals = []
        for case in CASES:
            plans = Path(folder) / f"plans-{case.person}"
            if case.person:
                fill(plans, [sample_plans()[case.person]])
            own = environment | {"DISCLOSER_PLANS": str(plans)}
            terminals.append(stack.enter_context(Terminal(case.command, own, SIZE)))
            _go_there(terminals[-1], case)
        took = _type(terminals, wanted.presses)
    print(f"{machine()}; {wanted.presses} letters each, {SIZE[0]} by {SIZE[1]}\n")
    print(table(HEADER, _rows(took)))


HEADER = ("Place", "p50 ms", "p90", "p99", "max", "more than hello: p50", "p99", "aim")


def _go_there(terminal: Terminal, case: Case) -> None:
    terminal.first_frame(case.shows)
    for key in case.keys:
        terminal.send(key)
        terminal.until_quiet(0.3)
    terminal.send(EMPTY)
    terminal.until_quiet(0.3)


def _type(terminals: Sequence[Terminal], presses: int) -> list[list[float]]:
    """Return for each place the milliseconds of each letter."""
    chance = random.Random(1)  # noqa: S311 - the same waits in every run
    took: list[list[float]] = [[] for _ in terminals]
    for number in range(presses):
        letter = string.ascii_lowercase[number % 26].encode()
        for at, terminal in enumerate(terminals):
            if number % RUN == 0:
                terminal.send(EMPTY)
                terminal.until_quiet(PAUSE)
            time.sleep(chance.uniform(0, 0.03))  # not always at the same point of a frame
            terminal.until_quiet(0.001)
            sent = terminal.send(letter)
            ended = None
            while ended is None:  # what came first may be another thing, such as "All saved"
                pieces = terminal.answer(PAUSE)
                ended = _beside(pieces) if at else _echo(pieces, letter)
            took[at].append((ended - sent) * 1000)
    return took


def _echo(pieces: Sequence[Piece], letter: bytes) -> float | None:
    """Return when a letter arrived."""
    return next((piece.at for piece in pieces if letter in text_of(piece.data)), None)


def _beside(pieces: Sequence[Piece]) -> float | None:
    """Return when the last output for the text beside arrived."""
    times = [piece.at for piece in pieces if any(_places(piece.data))]
    return times[-1] if times else None


def _places(data: bytes) -> Iterator[bool]:
    for line, column in PLACED.findall(data):
        yield int(column) in BESIDE and int(line) in LINES


def _rows(took: Sequence[Sequence[float]]) -> Iterator[tuple[str, ...]]:
    least = [_part(took[0], percent) for percent in (50, 99)]
    for case, times in zip(CASES, took, strict=True):
        middle, most = _part(times, 50), _part(times, 99)
        more = ("", "", "")
        if times is not took[0]:
            more = (f"{middle - least[0]:.1f}", f"{most - least[1]:.1f}", f"{AIM}")
        yield (
            case.name,
            f"{middle:.1f}",
            f"{_part(times, 90):.1f}",
            f"{most:.1f}",
            f"{max(times):.1f}",
            *more,
        )


def _part(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
