"""Streams different plans through one House: memory has to stay flat, and time per plan too.

Usage: ./run python bench/stream.py [PLANS]

The plans are made from the sample persons, with other names, asks, levels, tones and private words
each time; all are different, and every run makes the same ones. To keep the run short, two
documents of each packet are drafted, not all.
"""

import os
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tomli_w

from bench.figures import TODAY, machine, sample_plans, table
from discloser.model.catalogue import Catalogue
from discloser.planfile.read import PlanText
from discloser.session.session import House, open_plan

PLANS = 10_000
BLOCKS = 10
"""Rows of the table."""
WARM = 2
"""Rows that the slopes leave out: caches of fixed size fill in them."""
DOCUMENTS = 2
"""Documents drafted for each plan."""

FIRST = "Ana Ben Chidi Dewi Eli Fatma Goran Hye Ines Jun Kirra Luis Mina Noor Olga Pavel".split()
LAST = "Abara Berg Costa Dahl Evans Fofana Grant Haddad Ito Jansen Kaya Lopez Moreau Nagy".split()
WORDS = (
    "amber basin cedar delta ember fjord grove heron inlet larch maple ocean pearl quartz".split()
)
"""Parts of made-up names of illnesses and medicines."""


Row = tuple[float, float, float]


def main() -> None:
    """Stream the plans and print time and memory."""
    count = max(BLOCKS, int(sys.argv[1])) if len(sys.argv) > 1 else PLANS
    house = House()
    catalogue = house.workshop("standard").pack.catalogue
    size = count // BLOCKS
    print(f"{machine()}; {size * BLOCKS} plans, {DOCUMENTS} documents of each\n", flush=True)
    made = plans(catalogue)
    rows = [_block([next(made) for _ in range(size)], house) for _ in range(BLOCKS)]
    print(report(rows, size))


def _block(texts: Sequence[str], house: House) -> Row:
    """Draft plans; return seconds for them, seconds to only parse them, and memory in MB.

    Parsing knows nothing of the program, so when it gets slower, the machine does.
    """
    drafting = parsing = 0.0
    for text in texts:
        start = time.perf_counter()
        draft(text, house)
        middle = time.perf_counter()
        tomllib.loads(text)
        parsing += time.perf_counter() - middle
        drafting += middle - start
    return drafting, parsing, resident()


def plans(catalogue: Catalogue) -> Iterator[str]:
    """Yield plan files without end, no two of them alike."""
    samples = [tomllib.loads(text) for text in sample_plans().values()]
    chance = random.Random(1)  # noqa: S311 - the same plans each time, nothing secret
    asks = [entry.id for entry in catalogue.accommodations.values() if not entry.fields]
    number = 0
    while True:
        for sample in samples:
            number += 1
            yield tomli_w.dumps(varied(sample, number, asks, chance))


def varied(
    sample: dict[str, Any], number: int, asks: Sequence[str], chance: random.Random
) -> dict[str, Any]:
    """Return a sample plan with other answers; ``number`` makes it the only one of its kind."""
    illness = f"{chance.choice(WORDS)}{_letters(number)}"
    medicine = f"{chance.choice(WORDS)}{chance.choice(WORDS)}"
    health = sample.get("health", {}) | {"name": illness, "medicine": medicine}
    boundaries = {
        "private_words": [illness, medicine],
        "level": {"manager": number % 6, "hr": chance.randrange(6), "team": chance.randrange(3)},
    }
    meeting = sample.get("meeting", {}) | {
        "name": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "tone": chance.choice(("warm", "neutral", "formal")),
        "length": chance.choice(("20s", "1min", "full")),
    }
    chosen = [
        {"id": each, "trial_weeks": chance.randint(2, 8)}
        for each in chance.sample(asks, 1 + number % 3)
    ]
    kept = {key: sample[key] for key in ("format", "choice", "impact", "why") if key in sample}
    return kept | {
        "person": {"name": f"{chance.choice(FIRST)} {chance.choice(LAST)}"},
        "health": health,
        "boundaries": boundaries,
        "meeting": meeting,
        "ask": chosen,
    }


def _letters(number: int) -> str:
    """Return a number in small letters."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def draft(text: str, house: House) -> None:
    """Draft two documents of a plan: one from the front of its packet, one from the back."""
    session = open_plan(PlanText(text, "plan.toml"), house, TODAY)
    places = session.places()
    for place in {spec.id: (spec, reader) for spec, reader in (*places[:1], *places[-1:])}.values():
        session.draft(place)


def resident() -> float:
    """Return the memory that this process takes up, in MB."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:  # no Linux: the most it ever took, which grows with a leak as well
        import resource  # noqa: PLC0415 - not every system has it

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (2**20 if sys.platform == "darwin" else 2**10)
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def report(rows: Sequence[Row], size: int) -> str:
    """Return time and memory by number of plans, and their slopes."""
    shown = [
        (
            f"{size * at:,}",
            f"{drafting * 1000 / size:.2f}",
            f"{parsing * 1000 / size:.2f}",
            f"{drafting / parsing:.2f}",
            f"{memory:.1f}",
        )
        for at, (drafting, parsing, memory) in enumerate(rows, 1)
    ]
    header = ("Plans", "ms a plan", "ms to parse it", "ratio", "memory in MB")
    slower = slope([drafting / parsing for drafting, parsing, _ in rows[WARM:]]) * 1000 / size
    bigger = slope([memory for _, _, memory in rows[WARM:]]) * 1000 / size
    return (
        f"{table(header, shown)}\n\n"
        f"From row {WARM + 1} on, every 1,000 plans add {bigger * 1024:+.0f} kB of memory and "
        f"{slower:+.3f} to the ratio."
    )


def slope(values: Sequence[float]) -> float:
    """Return by how much values grow from one to the next, on average (least squares)."""
    middle = (len(values) - 1) / 2
    mean = sum(values) / len(values)
    above = sum((at - middle) * (value - mean) for at, value in enumerate(values))
    return above / sum((at - middle) ** 2 for at in range(len(values)))


if __name__ == "__main__":
    main()
