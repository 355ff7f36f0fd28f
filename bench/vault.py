"""Times the sealed plans: saving, opening, listing, searching, checking, and how all that grows.

Usage: ./run python bench/vault.py [--counts 10,1000,10000] [--rounds N] [--folder FOLDER]

In process: vaults with a key file and so many plans of the sample persons. A save is what an answer
waits for until it is on the disk, so it is measured beside the least that any program has to do:
write 4 kB and wait for the disk. In processes of their own: the most memory, and in
pseudo-terminals the first frame of the app and a letter in its line for searching. FOLDER is on the
disk to measure; the vaults are made in a new folder there, which goes again.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bench.figures import TODAY, machine, sample_plans, spread, table
from bench.hello import SAYS
from bench.paint import DISCLOSER, HELLO, SIZE
from bench.start import clean_environment, require_bytecode, require_kept_bytecode
from bench.terminal import Terminal
from bench.vaults import fill_with, title_of, vault_in
from discloser.session.desk import Desk
from discloser.session.desk import title_of as shown_title
from discloser.session.pages.texts import matches
from discloser.session.session import House
from discloser.session.sitting import Sitting
from discloser.session.trail import MOST_STEPS
from discloser.vault import keys
from discloser.vault.vault import Vault

COUNTS = (10, 1_000, 10_000)
ROUNDS = 15
SAVES = 400
PERSON = "maya"
FIRST_PAGE = 50
"""Plans that the app shows at first."""

UNLOCK_AIM, FRAME_AIM = 50, 1.05
"""Most milliseconds of unlocking without the passphrase; most growth of the first frame."""

PAUSE = 0.06
SLASH, BACKSPACE = b"/", b"\x7f"


def main() -> None:
    """Make the vaults, take the figures and print them."""
    wanted = _arguments()
    require_bytecode()
    counts = [int(count) for count in wanted.counts.split(",")]
    with tempfile.TemporaryDirectory(dir=wanted.folder) as there:
        folder = Path(there)
        vaults = {count: folder / f"with-{count}" for count in counts}
        for count, each in vaults.items():
            fill_with(each, count)
        vault_in(folder / "with-0").close()
        print(f"{machine()}; {wanted.rounds} rounds, {SAVES} saves, plan {PERSON}\n", flush=True)
        for part in _parts(vaults, folder, wanted.rounds):
            print(f"{part}\n", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--counts", default=",".join(map(str, COUNTS)))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", help="where to make the vaults")
    return parser.parse_args()


def _parts(vaults: dict[int, Path], folder: Path, rounds: int) -> Iterator[str]:
    """Yield one table after another."""
    with_none = {0: folder / "with-0", **vaults}
    yield _saving(vaults, folder)
    yield _reading(vaults, rounds)
    yield _unlocking(folder / "sealed", vaults[max(vaults)])
    yield _memories(with_none)
    yield _frames(with_none, folder, rounds)


def _headed(first: str, counts: Sequence[int]) -> tuple[str, ...]:
    return (first, *(f"{count:,} plans" for count in counts), "growth")


# --- saving ---


def _saving(vaults: dict[int, Path], folder: Path) -> str:
    """Return what a save takes, first of the vault alone and then with all that a sitting does."""
    parts = ("4 kB written through to the disk", "Vault.save", "Sitting.keep")
    took: dict[str, dict[int, list[float]]] = {part: {} for part in parts}
    for count, each in vaults.items():
        with closing(vault_in(each)) as vault:
            took["Vault.save"][count] = list(_saves_of_the_vault(vault))
            took["Sitting.keep"][count] = list(_saves_of_a_sitting(vault))
        took[parts[0]][count] = list(_saves_of_the_disk(folder / "yardstick"))
    rows = []
    for part, by_count in took.items():
        for percent in (50, 99):
            figures = [_part(times, percent) for times in by_count.values()]
            named = f"{part}, p{percent}"
            rows.append((named, *(f"{each:.2f}" for each in figures), _growth(figures)))
    return table(_headed("Saving, ms", list(vaults)), rows)


def _saves_of_the_disk(path: Path) -> Iterator[float]:
    with path.open("wb", buffering=0) as file:
        for _ in range(SAVES):
            before = time.perf_counter()
            file.seek(0)
            file.write(os.urandom(4096))
            os.fdatasync(file.fileno())
            yield (time.perf_counter() - before) * 1000


def _saves_of_the_vault(vault: Vault) -> Iterator[float]:
    plan_id = vault.create(sample_plans()[PERSON], TODAY)
    _sitting(vault, plan_id)
    text, revision = vault.read_text(plan_id), vault.stamp(plan_id)
    trail = vault.trail(plan_id, revision or 0)
    for number in range(SAVES):
        other = f"# {number}\n{text}"
        before = time.perf_counter()
        revision = vault.save(plan_id, other, "", revision, trail)
        yield (time.perf_counter() - before) * 1000
    vault.delete(plan_id)


def _saves_of_a_sitting(vault: Vault) -> Iterator[float]:
    plan_id = vault.create(sample_plans()[PERSON], TODAY)
    sitting = _sitting(vault, plan_id)
    for number in range(SAVES):
        sitting.answer("meeting.name", f"Robin {number}")
        before = time.perf_counter()
        sitting.keep()
        yield (time.perf_counter() - before) * 1000
    vault.delete(plan_id)


def _sitting(vault: Vault, plan_id: str) -> Sitting:
    """Return a plan with as many answers before it as are kept."""
    sitting = Desk(House, vault, TODAY).resume(plan_id)
    for number in range(MOST_STEPS):
        sitting.answer("meeting.place", f"the small room, number {number}")
    sitting.keep()
    return sitting


# --- reading ---


def _reading(vaults: dict[int, Path], rounds: int) -> str:
    """Return what opening, listing, searching and checking take, each in a vault just opened."""
    took: dict[str, list[list[float]]] = {}
    for folder in vaults.values():
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for name, milliseconds in _one_reading(folder):
                times.setdefault(name, []).append(milliseconds)
        times["check"] = [_check(folder) for _ in range(3)]
        for name, milliseconds_of in times.items():
            took.setdefault(name, []).append(milliseconds_of)
    rows = []
    for name, by_count in took.items():
        figures = [statistics.median(each) for each in by_count]
        rows.append((name, *(f"{figure:,.2f}" for figure in figures), _growth(figures)))
    sizes = [(folder / "vault.db").stat().st_size / 1e6 for folder in vaults.values()]
    rows.append(("size in MB", *(f"{size:.1f}" for size in sizes), _growth(sizes)))
    return table(_headed("Reading, ms", list(vaults)), rows)


def _growth(figures: Sequence[float]) -> str:
    growth = figures[-1] / figures[0]
    return f"{growth:,.0f}" if growth >= 10 else f"{growth:.1f}"


def _one_reading(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield what each step takes, from the opening to a search, as the app goes through them."""
    before = time.perf_counter()
    vault = vault_in(folder)
    with closing(vault):
        yield "open by the key file", _since(before)
        before = time.perf_counter()
        vault.entries(FIRST_PAGE)
        vault.count()
        yield f"first page of {FIRST_PAGE}", _since(before)
    vault = vault_in(folder)  # nothing is known of what the first page showed
    with closing(vault):
        before = time.perf_counter()
        entries = vault.entries()
        yield "list all", _since(before)
        before = time.perf_counter()
        vault.entries()
        yield "list all, once more", _since(before)
        sought = title_of(len(entries) // 2)
        before = time.perf_counter()
        found = [each for each in entries if matches(sought, (shown_title(each), each.id))]
        yield "search by title", _since(before)
        if not found:
            raise SystemExit(f"{sought} was not found.")
        before = time.perf_counter()
        vault.read_text(found[0].id)
        yield "read one", _since(before)


def _check(folder: Path) -> float:
    with closing(vault_in(folder)) as vault:
        before = time.perf_counter()
        if findings := vault.check():
            raise SystemExit(findings[0].sentence)
        return _since(before)


# --- unlocking ---


def _unlocking(folder: Path, largest: Path) -> str:
    """Return what a passphrase costs, and what is left of unlocking the largest vault."""
    words = "four words of nobody"
    Vault.make(folder, words, time.time).close()
    whole, derivation, rest = [], [], []
    for _ in range(5):
        before = time.perf_counter()
        keys.open_with_passphrase(folder, words)
        derivation.append(_since(before))
        identity = keys.open_key_file(largest / keys.PLAIN)
        before = time.perf_counter()
        with closing(Vault(largest, identity, time.time)) as vault:
            vault.entries(FIRST_PAGE)
            rest.append(_since(before))
        before = time.perf_counter()
        Vault.unlock(folder, words, time.time).close()
        whole.append(_since(before))
    rows = (
        ("key derivation", *spread(derivation), ""),
        ("the rest, to the first page of the largest", *spread(rest), f"{UNLOCK_AIM}"),
        ("Vault.unlock", *spread(whole), ""),
    )
    return table(("Unlocking with a passphrase, ms", "median", "min", "max", "aim"), rows)


# --- memory ---


OPENING = """
import sys
from pathlib import Path
from discloser.vault.vault import Vault

def tell():
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000)

vault = Vault.unlock(Path(sys.argv[1]), None, lambda: 0.0)
vault.count()
tell()
vault.entries()
tell()
for each in vault.names():
    vault.read_text(each.id)
tell()
"""
"""Prints the most memory that it has held after each step."""


def _memories(vaults: dict[int, Path]) -> str:
    """Return the most memory of a process that opened, listed and then read all plans."""
    rows = []
    for count, folder in vaults.items():
        command = [sys.executable, "-c", OPENING, str(folder)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append((f"{count:,}", *(f"{float(each):.1f}" for each in ran.stdout.split())))
    return table(("Most memory in MB, plans", "opened", "all listed", "all read"), rows)


# --- on the screen ---


def _frames(vaults: dict[int, Path], folder: Path, rounds: int) -> str:
    """Return the first frame of the app and a letter in its line for searching, by plans."""
    (folder / "home").mkdir()
    environment = clean_environment(folder) | {
        "HOME": str(folder / "home"),
        "DISCLOSER_SETTINGS": str(folder / "settings.toml"),
    }
    require_kept_bytecode(environment)
    frames: dict[int, list[float]] = {count: [] for count in (-1, *vaults)}
    memory: dict[int, float] = {}
    for number in range(rounds + 1):
        with Terminal(HELLO, environment, SIZE) as terminal:
            frames[-1].append(terminal.first_frame(SAYS.encode()) * 1000)
        for count, each in vaults.items():
            own = environment | {"DISCLOSER_PLANS": str(each)}
            shows = b"Your plans" if count else b"Start a new plan"
            with Terminal(DISCLOSER, own, SIZE) as terminal:
                frames[count].append(terminal.first_frame(shows) * 1000)
                memory[count] = terminal.most_memory()
        if number == 0:
            frames = {count: [] for count in frames}  # it filled the cache
    letters = {
        count: _letters(environment | {"DISCLOSER_PLANS": str(vaults[count])}, rounds)
        for count in vaults
        if count
    }
    rows = []
    for count in vaults:
        times = frames[count]
        ratios = [one / zero for one, zero in zip(times, frames[0], strict=True)]
        of_hello = [one / zero for one, zero in zip(times, frames[-1], strict=True)]
        rows.append(
            (
                f"{count:,}",
                *spread(times),
                spread(of_hello, ".2f")[0],
                spread(ratios, ".2f")[0],
                f"{FRAME_AIM}" if count else "",
                f"{memory[count]:.1f}",
                *(f"{_part(letters[count], percent):.1f}" if count else "" for percent in (50, 99)),
            )
        )
    header = ("Plans", "first frame ms", "min", "max", "to hello", "to no plans", "aim", "MB")
    return table((*header, "search letter p50 ms", "p99"), rows)


def _letters(environment: dict[str, str], rounds: int) -> list[float]:
    """Return what each letter in the line for searching takes until all of it is drawn."""
    took = []
    with Terminal(DISCLOSER, environment, SIZE) as terminal:
        terminal.first_frame(b"Your plans")
        terminal.until_quiet(1.0)  # the other plans are looked up behind the first ones
        terminal.send(SLASH)
        terminal.until_quiet(0.3)
        for number in range(rounds * 4):
            key = b"talk"[number % 8 : number % 8 + 1] or BACKSPACE
            sent = terminal.send(key)
            took.append((terminal.answer(PAUSE)[-1].at - sent) * 1000)
    return took


def _since(before: float) -> float:
    return (time.perf_counter() - before) * 1000


def _part(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


if __name__ == "__main__":
    main()
