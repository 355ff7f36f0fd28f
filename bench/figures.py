"""What the benchmarks share: the sample plans, the day they are read on, and tables of figures."""

import datetime
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import scripts_templates

TODAY = datetime.date(2026, 11, 21)
"""The day that counts as today, so that every run writes the same texts."""

ROOT = Path(__file__).parent.parent
PEOPLE = Path(scripts_templates.__path__[0]) / "standard" / "people"
"""Where the sample persons of the standard pack are."""


def sample_plans() -> dict[str, str]:
    """Return the text of each sample person's plan file, by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(PEOPLE.glob("*.toml"))}


def spread(values: Sequence[float], form: str = ".1f") -> tuple[str, str, str]:
    """Return median, least and most of some figures, written in one form."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:{form}}", f"{least:{form}}", f"{most:{form}}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, with its columns in line."""
    lines = [tuple(header), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruler = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    shown = [lines[0], tuple(ruler), *lines[1:]]
    return "\n".join(f"| {' | '.join(_aligned(line, widths))} |" for line in shown)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = zip(line, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]


def machine() -> str:
    """Return on what the figures were measured, and when."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{datetime.date.today()}, {python}, {system}"  # noqa: DTZ011 - the day of the run here
