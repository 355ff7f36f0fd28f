"""Times the first painted frame of the app against the least that a program with Textual does.

Usage: ./run python bench/paint.py [--rounds N] [--other "NAME=COMMAND"]...

Each round starts every program once in a pseudo-terminal, one after another. What counts is the
time from starting the process to the last byte of its first frame, and the most memory until then.
Another program is one that shows something: it has painted once its first text is followed by a
pause.
"""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figures import ROOT, machine, spread, table
from bench.hello import SAYS
from bench.start import clean_environment, require_bytecode, require_kept_bytecode
from bench.terminal import Terminal
from bench.vaults import fill_with, vault_in

ROUNDS = 15
WARM_UP = 2
PLANS = 20
SIZE = (120, 36)
AIM = 1.25

DISCLOSER = (sys.executable, "-P", "-m", "discloser")
HELLO = (sys.executable, "-P", str(ROOT / "bench" / "hello.py"))


class Case(NamedTuple):
    """One program to start."""

    name: str
    command: Sequence[str]
    shows: bytes
    """A text of its first screen; anything if it is empty."""
    plans: str = ""
    """Folder of its plans, in the temporary folder."""
    aim: float | None = None


class Figures(NamedTuple):
    """What one start took."""

    ms: float
    memory: float


def cases(others: Sequence[str]) -> list[Case]:
    """Return what is started; the first is what the others are compared with."""
    named = [other.partition("=") for other in others]
    return [
        Case("hello", HELLO, SAYS.encode()),
        Case("discloser, no plans", DISCLOSER, b"Start a new plan", "none", AIM),
        Case("discloser, first start", DISCLOSER, b"Where should your plans be kept", "new", AIM),
        Case(f"discloser, {PLANS} plans", DISCLOSER, b"Your plans", "many", AIM),
        *(Case(name, shlex.split(command), b"") for name, _, command in named),
    ]


def main() -> None:
    """Start everything, round by round, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--other", action="append", default=[], metavar="NAME=COMMAND")
    wanted = parser.parse_args()
    require_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        environment = surroundings(Path(folder))
        require_kept_bytecode(environment)
        rounds = [
            [_start(case, environment, Path(folder)) for case in cases(wanted.other)]
            for _ in range(WARM_UP + wanted.rounds)
        ][WARM_UP:]
    print(f"{machine()}; {wanted.rounds} rounds, {SIZE[0]} by {SIZE[1]}\n")
    print(table(HEADER, _rows(cases(wanted.other), rounds)))


HEADER = ("Program", "ms", "min", "max", "ratio", "min", "max", "aim", "MB", "ratio")


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment with a home, settings, a cache and plans of its own.

    The vaults have a key file, so that the list of plans is the first screen: the one "none"
    has no plan, the one "many" has PLANS.
    """
    home = folder / "home"
    home.mkdir()
    vault_in(folder / "none").close()
    fill_with(folder / "many", PLANS)
    return clean_environment(folder) | {
        "HOME": str(home),
        "DISCLOSER_SETTINGS": str(folder / "settings.toml"),
    }


def _start(case: Case, environment: dict[str, str], folder: Path) -> Figures:
    own = environment | {"DISCLOSER_PLANS": str(folder / (case.plans or "new"))}
    with Terminal(case.command, own, SIZE) as terminal:
        seconds = terminal.first_frame(case.shows)
        return Figures(seconds * 1000, terminal.most_memory())


def _rows(wanted: Sequence[Case], rounds: Sequence[Sequence[Figures]]) -> Iterator[tuple[str, ...]]:
    for at, case in enumerate(wanted):
        ratios = [each[at].ms / each[0].ms for each in rounds]
        memory = [each[at].memory for each in rounds]
        of_memory = [each[at].memory / each[0].memory for each in rounds]
        yield (
            case.name,
            *spread([each[at].ms for each in rounds]),
            *spread(ratios, ".2f"),
            f"{case.aim:.2f}" if case.aim else "",
            spread(memory)[0],
            spread(of_memory, ".2f")[0],
        )


if __name__ == "__main__":
    main()
