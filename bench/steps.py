"""Times the opening of the two longest steps, with everything unfolded, and the parts of a page.

Usage: ./run python bench/steps.py [--rounds N]

In a pseudo-terminal: from the key of a step to the last output before a pause, and the same for
the first letter typed into hello. In process, without a screen: the rows of each page and the text
beside it.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.figures import TODAY, machine, sample_plans, spread, table
from bench.paint import DISCLOSER, SIZE, surroundings
from bench.start import require_bytecode
from bench.terminal import Terminal
from bench.vaults import fill
from discloser.planfile.read import PlanText
from discloser.session.book import PAGES, Page
from discloser.session.preview import preview
from discloser.session.rows import View
from discloser.session.session import House, Session, open_plan
from discloser.session.sitting import Sitting

ROUNDS = 25
PERSON = "maya"
AIM = 100
"""Most milliseconds until a step is on the screen."""

PAUSE = 0.06
ENTER, RIGHT, DOWN, FIRST, REASONS = b"\r", b"\x1b[C", b"\x1b[B", b"\x1b[H", b"1"
LONG = (("Work", b"3", "work"), ("Asks", b"4", "asks"))
"""Title, key and page of the steps with the longest lists."""


def main() -> None:
    """Take the figures and print them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    require_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        opened = list(_opened(Path(folder), wanted.rounds))
    print(f"{machine()}; {wanted.rounds} rounds, plan {PERSON}, {SIZE[0]} by {SIZE[1]}\n")
    print(table(("Step opened", "rows", "ms", "min", "max", "aim"), opened))
    print()
    print(table(("Page", "rows", "rows ms", "text beside ms"), _parts(wanted.rounds)))


# --- on the screen ---


def _opened(folder: Path, rounds: int) -> Iterator[tuple[str, ...]]:
    """Yield the figures of the longest steps, first as they are met and then all unfolded."""
    environment = surroundings(folder)
    plans = folder / "plan"
    fill(plans, [sample_plans()[PERSON]])
    with Terminal(DISCLOSER, environment | {"DISCLOSER_PLANS": str(plans)}, SIZE) as terminal:
        terminal.first_frame(b"Your plans")
        _press(terminal, ENTER)
        for title, key, page in LONG:
            yield f"{title}, as it is met", _count(page), *_times(terminal, key, rounds)
        for title, key, page in LONG:
            _press(terminal, key)
            _unfold(terminal, page)
            yield f"{title}, unfolded", _count(page, unfolded=True), *_times(terminal, key, rounds)


def _times(terminal: Terminal, key: bytes, rounds: int) -> tuple[str, ...]:
    took = []
    for _ in range(rounds):
        _press(terminal, REASONS)
        sent = terminal.send(key)
        took.append((terminal.answer(PAUSE)[-1].at - sent) * 1000)
    return *spread(took), f"{AIM}"


def _press(terminal: Terminal, key: bytes) -> None:
    terminal.send(key)
    terminal.until_quiet(0.15)


def _unfold(terminal: Terminal, page: str) -> None:
    """Go down the page and open all that is folded."""
    session = _session()
    sitting = Sitting(session.plan, session.workshop, TODAY)
    view = View()
    _press(terminal, FIRST)
    at = 0
    while True:
        rows = list(PAGES[page].rows(sitting, view))
        while at < len(rows) and not (rows[at].folds and not rows[at].open):
            at += 1
            terminal.send(DOWN)
            terminal.until_quiet(0.02)
        if at >= len(rows):
            return
        _press(terminal, RIGHT)
        view = view.fold(rows[at].id, open=True)


# --- in process ---


def _session() -> Session:
    text = sample_plans()[PERSON]
    return open_plan(PlanText(text, PERSON), House(), TODAY)


def _all_open(sitting: Sitting, page: str) -> View:
    """Return the view in which nothing of a page is folded."""
    turned: frozenset[str] = frozenset()
    while True:
        rows = PAGES[page].rows(sitting, View(turned))
        folded = {row.id for row in rows if row.folds and not row.open}
        if not folded:
            return View(turned)
        turned |= folded


def _count(page: str, *, unfolded: bool = False) -> str:
    session = _session()
    sitting = Sitting(session.plan, session.workshop, TODAY)
    view = _all_open(sitting, page) if unfolded else View()
    return str(len(list(PAGES[page].rows(sitting, view))))


def _parts(rounds: int) -> Iterator[tuple[str, ...]]:
    """Yield for each page what its rows and its text take when nothing was worked out before."""
    warm = _session()
    for name, page in PAGES.items():
        sitting = Sitting(warm.plan, warm.workshop, TODAY)
        view = _all_open(sitting, name)
        count = len(list(page.rows(sitting, view)))

        parts: tuple[Callable[[Sitting], object], ...] = (
            partial(_rows_of, page, view),
            partial(_text_of, name),
        )
        takes = (_took(part, warm, rounds) for part in parts)
        yield name, str(count), *(f"{milliseconds:.2f}" for milliseconds in takes)


def _rows_of(page: Page, view: View, sitting: Sitting) -> object:
    return list(page.rows(sitting, view))


def _text_of(name: str, sitting: Sitting) -> object:
    return preview(sitting.session, name)


def _took(part: Callable[[Sitting], object], warm: Session, rounds: int) -> float:
    times: list[float] = []
    for _ in range(rounds + 1):
        sitting = Sitting(warm.plan, warm.workshop, TODAY)
        before = time.perf_counter()
        part(sitting)
        times.append((time.perf_counter() - before) * 1000)
    return _middle(times[1:])


def _middle(times: Sequence[float]) -> float:
    return statistics.median(times)


if __name__ == "__main__":
    main()
