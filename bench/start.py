"""Times whole processes: what a person waits for after pressing enter.

Usage: ./run python bench/start.py [RUNS]

Each round starts every command once, one after another, so that whatever else the machine does
falls on all of them alike. Ratios are taken within a round, against a bare interpreter that only
imports jinja2.
"""

import compileall
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import jinja2
import markupsafe
import msgspec

import discloser
import scripts_templates
from bench.figures import PEOPLE, TODAY, machine, spread, table

WARM_UP = 2
"""Rounds that are not counted: they fill the disk cache and the program's own."""

LEAST_RUNS = 15

PACKAGES = (discloser, scripts_templates, jinja2, markupsafe, msgspec)
"""What the commands import and the standard library does not hold."""


class Case(NamedTuple):
    """One command line to time."""

    name: str
    arguments: tuple[str, ...]
    aim: float | None = None
    """Most that the median of its ratios should be."""
    cold: bool = False
    """Whether it starts with an empty cache."""


def cases() -> list[Case]:
    """Return what is timed; the first is what the others are compared with."""
    render = (*_discloser("render"), str(PEOPLE / "maya.toml"), "--today", TODAY.isoformat())
    check = (*_discloser("check"), str(PEOPLE / "maya.toml"), "--today", TODAY.isoformat())
    one = ("--document", "script_20s")
    return [
        Case("import jinja2", ("-c", "import jinja2")),
        Case("render, one document", (*render, *one), aim=2.5),
        Case("render, full packet", render, aim=4.0),
        Case("--version", _discloser("--version")),
        Case("check", check),
        Case("render, one document, cold cache", (*render, *one), cold=True),
        Case("render, full packet, cold cache", render, cold=True),
    ]


def _discloser(command: str) -> tuple[str, ...]:
    return ("-P", "-m", "discloser", command)


def main() -> None:
    """Check that the figures will mean something, take them, and print them."""
    runs = max(LEAST_RUNS, int(sys.argv[1])) if len(sys.argv) > 1 else 25
    require_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        environment = clean_environment(Path(folder))
        require_kept_bytecode(environment)
        times = measure(cases(), runs, environment, Path(folder))
    print(f"{machine()}; {runs} rounds\n")
    print(report(cases(), times))


def require_bytecode() -> None:
    """Compile everything that the commands import, and stop if any of it is not there or old."""
    folders = [Path(package.__path__[0]) for package in PACKAGES]
    for folder in folders:
        compileall.compile_dir(folder, quiet=2)
    missing = [source for folder in folders for source in folder.rglob("*.py") if _stale(source)]
    if missing:
        raise SystemExit(
            f"There is no current bytecode for {missing[0]} and {len(missing) - 1} more, so the "
            "figures would show compiling. Is the folder read-only?"
        )


def _stale(source: Path) -> bool:
    """Return whether a source has no bytecode that Python would use for it."""
    try:
        head = Path(importlib.util.cache_from_source(str(source))).read_bytes()[:16]
    except OSError:
        return True
    facts = source.stat()
    made_from = (int(facts.st_mtime) & 0xFFFFFFFF, facts.st_size & 0xFFFFFFFF)
    kept = (int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:16], "little"))
    return head[:4] != importlib.util.MAGIC_NUMBER or head[4:8] != bytes(4) or kept != made_from


def clean_environment(folder: Path) -> dict[str, str]:
    """Return an environment without settings of the caller, with caches and packs of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "DISCLOSER_"))
    }
    packs = folder / "packs"
    packs.mkdir()
    return kept | {"DISCLOSER_CACHE": str(folder / "cache"), "DISCLOSER_PACKS": str(packs)}


def require_kept_bytecode(environment: dict[str, str]) -> None:
    """Stop if the processes to time would not use bytecode."""
    asked = [sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"]
    if (
        "PYTHONDONTWRITEBYTECODE" in environment
        or subprocess.run(asked, env=environment, check=False).returncode
    ):
        raise SystemExit("The processes to time are told not to keep bytecode.")


def measure(
    wanted: Sequence[Case], runs: int, environment: dict[str, str], folder: Path
) -> list[list[float]]:
    """Return for each round the milliseconds of each case."""
    rounds = []
    for number in range(WARM_UP + runs):
        took = [
            _time(case, environment, folder / f"cold-{number}-{at}")
            for at, case in enumerate(wanted)
        ]
        if number >= WARM_UP:
            rounds.append(took)
    return rounds


def _time(case: Case, environment: dict[str, str], unused: Path) -> float:
    """Return the milliseconds from start to end of one process. Stops if it fails."""
    own = environment | {"DISCLOSER_CACHE": str(unused)} if case.cold else environment
    command = [sys.executable, *case.arguments]
    before = time.perf_counter()
    ended = subprocess.run(
        command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    took = time.perf_counter() - before
    if ended.returncode or ended.stderr:
        said = ended.stderr.decode(errors="replace").strip()
        raise SystemExit(f"{case.name} ended with {ended.returncode}: {said}")
    return took * 1000


def report(wanted: Sequence[Case], rounds: Sequence[Sequence[float]]) -> str:
    """Return the figures as a table."""
    return table(
        ("Command", "median ms", "min", "max", "ratio", "min", "max", "aim"),
        _rows(wanted, rounds),
    )


def _rows(wanted: Sequence[Case], rounds: Sequence[Sequence[float]]) -> Iterator[tuple[str, ...]]:
    for at, case in enumerate(wanted):
        took = [each[at] for each in rounds]
        ratios = [each[at] / each[0] for each in rounds]
        aim = f"{case.aim:.1f}" if case.aim else ""
        yield case.name, *spread(took), *spread(ratios, ".2f"), aim


if __name__ == "__main__":
    main()
