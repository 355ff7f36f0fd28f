"""Kills the app at random moments of an interview: no answer that was acknowledged may be lost.

Usage: ./run python bench/killed.py [--runs N] [--seed S] [--passphrase]

The app runs in a pseudo-terminal. A person that is made of chance ticks, chooses, types, turns
pages, takes back and leaves the plan. At some moment of that, or while the program still starts, it
is ended with kill -9. Then the vault has to open, a check has to find nothing, and the plan on the
disk has to be a state that the interview went through: none before the last that was acknowledged.
An answer is acknowledged when the screen says "All saved" with the answer on it, and when the next
page shows; after a second, all that was on the screen has to be there, also half a word. Taking
back has to lead where it would have led. Then the program is started again, has to come back to the
same field, and the interview goes on from there. With --passphrase the plans are sealed with one.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from bench.figures import TODAY, machine, table
from bench.mirror import Mirror, State
from discloser.errors import DiscloserError
from discloser.model.plan import Plan
from discloser.session.book import PAGES
from discloser.session.desk import Desk
from discloser.session.rows import Row
from discloser.session.session import House
from discloser.session.sitting import Sitting
from discloser.session.trail import Spot
from discloser.vault import keys
from discloser.vault.age import Identity
from discloser.vault.vault import Vault
from tests.tui.terminal import Terminal

RUNS, RUNS_WITH_PASSPHRASE = 200, 20
A_PLAN = 15
"""Runs on one plan; then a new one is begun."""

AT_START = 0.12
"""Share of runs that are killed while the program starts."""

LONGEST = 3.5
"""Most seconds of an interview."""

SECOND = 1.0
"""Seconds after which what is on the screen has to be on the disk."""

PATIENCE = 20.0
PASSPHRASE = "four words of nobody"  # noqa: S105 - opens nothing else
PAGES_WITH_ANSWERS = ("reasons", "choice", "work", "asks", "boundaries", "meeting", "afterwards")
LAST = 12
"""Things done that are shown when something is lost."""

LETTERS = "abcdefghij klmnop qrstuvwxyz"
NEAR = 14
"""Rows that are gone up or down at most."""


class Killed(Exception):
    """The program has been killed, as it should."""


class Lost(Exception):
    """Something is not as it was promised."""


class Astray(Lost):
    """It comes back to another field than it should."""


class Stuck(Exception):
    """The app does not show what it should; the bench does not know where it is."""


class Place(NamedTuple):
    """Where one run of the bench has its files."""

    folder: Path
    environment: dict[str, str]
    identity: Identity
    passphrase: str | None

    def vault(self) -> Vault:
        """Open the vault by its key, which costs nothing."""
        return Vault(self.folder, self.identity, time.time)


class Watch:
    """What was shown and what was acknowledged: plans and places, each with the time it showed."""

    def __init__(self, state: State, spot: Spot) -> None:
        self.states = [state]
        self.spots = [spot]
        self.spot_of = [0]
        """For each state the place at which it was answered."""
        self.shown: list[float | None] = [0.0]
        self.spots_shown: list[float | None] = [0.0]
        self.kept = 0
        """Number of the last state that was acknowledged."""
        self.kept_spot = 0
        self.acknowledged = 0
        """States that were acknowledged one by one."""

    def add(self, state: State) -> None:
        """Note that an answer is on its way to the app."""
        if state.plan != self.states[-1].plan:
            self.states.append(state)
            self.shown.append(None)
            self.spot_of.append(len(self.spots) - 1)

    def move(self, *spots: Spot) -> None:
        """Note that the person is on the way somewhere."""
        for spot in spots:
            if spot != self.spots[-1]:
                self.spots.append(spot)
                self.spots_shown.append(None)

    def show(self, at: float) -> None:
        """Note that the screen shows the last state and place."""
        for times in (self.shown, self.spots_shown):
            for number in range(len(times) - 1, -1, -1):
                if times[number] is not None:
                    break
                times[number] = at

    def acknowledge(self) -> None:
        """Note that the last state is acknowledged."""
        last = len(self.states) - 1
        self.acknowledged += last - self.kept
        self.kept = last
        self.kept_spot = max(self.kept_spot, self.spot_of[last])

    def due(self, at: float) -> tuple[int, int]:
        """Return the earliest state and place that may be found after a kill."""
        state, spot = self.kept, self.kept_spot
        for number, when in enumerate(self.shown):
            if when is not None and when <= at - SECOND:
                state = max(state, number)
        for number, when in enumerate(self.spots_shown):
            if when is not None and when <= at - SECOND:
                spot = max(spot, number)
        return state, spot


class Interview:
    """One run of the program, up to its kill."""

    def __init__(self, terminal: Terminal, mirror: Mirror, chance: random.Random) -> None:
        self.terminal = terminal
        self.mirror = mirror
        self.chance = chance
        self.watch = Watch(mirror.state, mirror.spot)
        self.killed_at = 0.0
        self.log: deque[str] = deque(maxlen=LAST)
        """What was done last."""
        self._shows: Callable[[], bool] | None = None
        """Whether the screen shows the last answer; None while that cannot be told."""
        self._timer: threading.Timer | None = None

    def kill_in(self, seconds: float) -> None:
        """Have the program killed in a while, whatever it does then."""
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.start()

    def _kill(self) -> None:
        self.terminal.kill(9)
        self.killed_at = time.monotonic()

    def end(self) -> None:
        """Wait for the kill, and take in what was shown before it."""
        if self._timer:
            self._timer.join()
        self.terminal.end()
        self._observe(self.killed_at)

    # --- looking ---

    def _send(self, *keys: str) -> None:
        if self.killed_at:
            raise Killed
        self.log.append(f"{time.monotonic():.3f} {' '.join(keys)}, from {self.mirror.spot}")
        try:
            self.terminal.press(*keys)
        except (OSError, ValueError) as error:
            raise Killed from error

    def _until(self, condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        end = time.monotonic() + patience
        while not condition():
            if self.killed_at:
                raise Killed
            if time.monotonic() > end:
                raise Stuck(f"{what}: not so. The screen:\n{self.terminal.text}")
            self.terminal.look(0.01)
            self._observe(time.monotonic())

    def _observe(self, now: float) -> None:
        if self._shows is None or not self._shows():
            return
        self.watch.show(now)
        if self.terminal.lines[0].endswith("All saved"):
            self.watch.acknowledge()

    def _says(self, shown: Callable[[], bool], what: str) -> None:
        """Wait until the screen shows the last answer or place."""
        self._shows = shown
        self._until(shown, what)
        self._observe(time.monotonic())
        self.log.append(f"{time.monotonic():.3f} {what}")

    def _at_row(self) -> Callable[[], bool]:
        """Return what tells whether the terminal's cursor is at the row that is looked at."""
        row = self.mirror.row
        begin = {"tick": "[x] " if row.on else "[ ] ", "pick": "(o) " if row.on else "( ) "}
        wanted = f"{begin.get(row.kind, '')}{row.label[:24]}".strip()
        value = _value(row)
        title = f"Step {PAGES[self.mirror.page].step} of 9"

        def there() -> bool:
            line = self.terminal.cursor_line
            seen = line.startswith("> ") and wanted in line and value in line
            return seen and title in self.terminal.text

        return there

    def _in_line(self) -> Callable[[], bool]:
        """Return what tells whether the line for typing holds what it should."""
        typed = (self.mirror.typed or "")[-20:].strip()

        def there() -> bool:
            column, row = self.terminal.cursor
            before = self.terminal.lines[row].ljust(column)[:column].strip()
            return "Esc Done" in self.terminal.text and before.endswith(typed)

        return there

    # --- beginning ---

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase."""
        self._until(lambda: "Type your passphrase" in self.terminal.text, "it is asked for")
        self._send(f"{passphrase}\r")

    def resume(self, label: str | None) -> None:
        """Open the first plan of the list; it has to come back to where the person was."""
        self._until(
            lambda: self.terminal.cursor_line.startswith("> Plan of"), "the plans are listed"
        )
        self._send("enter")
        back = self._in_line() if self.mirror.typed is not None else self._at_row()
        self._until(back, f"it comes back to {self.mirror.spot}")
        if label is not None:
            said = f"You left off at “{label[:20]}"
            self._until(lambda: said in " ".join(self.terminal.text.split()), said)
        self._shows = back

    def begin(self) -> None:
        """Begin a new plan."""
        self._until(
            lambda: self.terminal.cursor_line.startswith(("> Plan of", "> Start")),
            "there is a list",
        )
        if "Your plans" in self.terminal.text:
            # The first line of the list has the plan changed last; "Begin" stands above the wanted.
            below = self.terminal.text.partition("Your plans")[2].partition("Start a new plan")[0]
            self._send(*(["down"] * (below.count("\n") - 1)))
            self._until(
                lambda: self.terminal.cursor_line.startswith("> Start a new plan"), "it goes down"
            )
        self._send("enter")
        self._says(self._at_row(), "the first step is shown")

    # --- what the person does ---

    def go_on(self) -> None:
        """Do one thing after another until the kill."""
        while True:
            self._think()
            if self.mirror.typed is not None:
                self._type_on()
                continue
            pick = self.chance.random()
            if pick < 0.30:
                self._press()
            elif pick < 0.42:
                self._choose()
            elif pick < 0.68:
                self._type()
            elif pick < 0.82:
                self._page()
            elif pick < 0.92:
                self._back()
            elif pick < 0.96:
                self._look_around()
            else:
                self._leave()

    def _think(self) -> None:
        seconds = self.chance.choice((0.0, 0.0, self.chance.uniform(0, 0.3)))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.killed_at:
                raise Killed
            self.terminal.look(0.01)
            self._observe(time.monotonic())

    def _go_to(self, row_id: str) -> None:
        here, there = self.mirror.place(self.mirror.row_id), self.mirror.place(row_id)
        self._shows = None
        self.watch.move(*self.mirror.look_at(row_id))
        self._send(*(["down" if there > here else "up"] * abs(there - here)))
        self._says(self._at_row(), f"the row {row_id} is looked at")

    def _some_row(self, fits: Callable[[Row], bool]) -> Row | None:
        here = self.mirror.place(self.mirror.row_id)
        rows = list(self.mirror.rows)[max(0, here - NEAR) : here + NEAR]
        found = [row for row in rows if fits(row)]
        return self.chance.choice(found) if found else None

    def _press(self) -> None:
        row = self._some_row(lambda row: row.kind in {"tick", "pick"})
        if row is None:
            self._page()
            return
        self._go_to(row.id)
        self._shows = None
        self._send("space")
        self.mirror.press()
        self._answered("the answer is shown")

    def _choose(self) -> None:
        row = self._some_row(
            lambda row: row.kind == "choice" and bool(row.options) and row.path != "ask"
        )
        if row is None:
            self._page()
            return
        self._go_to(row.id)
        by = self.chance.choice((-1, 1))
        if self.mirror.turn(by):
            self._shows = None
            self._send("right" if by > 0 else "left")
            value = self.mirror.row.value
            line = self._at_row()
            self._answered(
                "the choice is shown", lambda: line() and value[:12] in self.terminal.cursor_line
            )

    def _answered(self, what: str, shown: Callable[[], bool] | None = None) -> None:
        self.watch.add(self.mirror.state)
        self.watch.move(self.mirror.spot)
        self._says(shown or self._at_row(), what)

    def _type(self) -> None:
        row = self._some_row(
            lambda row: row.kind == "field" and row.typed == "text" and len(row.value) < 30
        )
        if row is None:
            self._page()
            return
        self._go_to(row.id)
        self._shows = None
        self._send("enter")
        self.mirror.begin_typing()
        self._row = row
        self.watch.move(self.mirror.spot)
        self._says(self._in_line(), "the line for typing is open")
        self._type_on()

    _row: Row | None = None
    """The row that is typed into, as it was when that began."""

    def _type_on(self) -> None:
        """Type some letters, and then perhaps Enter."""
        row = self._row or self.mirror.row
        self._row = row
        for _ in range(self.chance.randint(1, 4)):
            many = self.chance.randint(1, 5)
            letters = "".join(self.chance.choice(LETTERS) for _ in range(many)).strip() or "x"
            self._shows = None
            for letter in letters:
                self.mirror.type(row, letter)
                self.watch.add(self.mirror.state)
                self.watch.move(self.mirror.spot)
            self._send(letters)
            self._says(self._in_line(), f"{letters} is in the line")
            self._think()
        if self.chance.random() < 0.75 or len(self.mirror.typed or "") > 40:
            self._shows = None
            self._send("enter")
            self.mirror.end_typing()
            self._row = None
            self._answered("the next row is looked at")
            self.watch.acknowledge()  # it is saved before the next question shows

    def _page(self) -> None:
        page = self.chance.choice(PAGES_WITH_ANSWERS)
        self._shows = None
        self._send(str(PAGES[page].step))
        self.mirror.turn_to(page)
        self.watch.move(self.mirror.spot)
        self._says(self._at_row(), f"the page {page} is shown")
        self.watch.acknowledge()

    def _back(self) -> None:
        forth = self.chance.random() < 0.3
        before = self._drawn()
        if way := self.mirror.go_back(forth=forth):
            self._shows = None
            self.watch.add(self.mirror.state)  # it is saved before one is at the other row
            self.watch.move(*way)
            self._send("ctrl+y" if forth else "ctrl+z")
            if self._drawn() == before:  # nothing to see that would tell when it is shown
                self._until(self._at_row(), "it stays at the row")
            else:
                self._answered("what was taken back is shown")

    def _drawn(self) -> tuple[str, ...]:
        """Return what is seen of the row that is looked at."""
        row = self.mirror.row
        return self.mirror.page, row.label[:24], f"{row.on}", _value(row)

    def _look_around(self) -> None:
        row = self._some_row(lambda _: True)
        if row is not None:
            self._go_to(row.id)

    def _leave(self) -> None:
        """Go to the list of plans, where everything is saved."""
        self._shows = None
        self._send("escape")
        self._until(lambda: "Prepare one talk" in self.terminal.text, "the plans are listed")
        self.watch.acknowledge()
        self._shows = None
        while True:
            self._until(lambda: False, "it is killed", LONGEST + PATIENCE)


def _value(row: Row) -> str:
    """Return as much of a value as stands in the first line of its row for certain."""
    room = 40 - 2 * row.depth - len(row.label)
    shown = row.kind in {"field", "choice"} and room > 0 and "(" not in row.label
    return row.value[: min(room, 12)].strip() if shown else ""


class Verdict(NamedTuple):
    """What was found after one kill."""

    plan_id: str | None
    """The plan on the disk; None if it was not begun."""
    lag: int
    """States behind the last one that was sent."""
    same_field: bool
    """Whether it comes back to the place where the person was last."""


def verify(place: Place, interview: Interview, known: set[str], plan_id: str | None) -> Verdict:
    """Look for everything that was promised. Raises Lost."""
    watch = interview.watch
    least, least_spot = watch.due(interview.killed_at)
    try:
        with closing(place.vault()) as vault:
            if findings := vault.check():
                raise Lost(f"The vault is damaged: {findings[0].sentence}")
            ids = {each.id for each in vault.names()}
            plan_id = plan_id or next(iter(ids - known), None)
            if not known <= ids:
                raise Lost(f"Plans are gone: {known - ids}")
            if plan_id is None:
                if least:
                    raise Lost("The plan was acknowledged, and it is not there.")
                return Verdict(None, len(watch.states) - 1, same_field=False)
            sitting = Desk(House, vault, TODAY).resume(plan_id)
    except DiscloserError as error:
        raise Lost(error.message) from error
    number = _state(sitting.plan, watch, least)
    _require_way_back(sitting, watch.states[number])
    spots = [_field(spot) for spot in watch.spots[least_spot:]]
    found = sitting.spot and _field(sitting.spot)
    if found not in spots:
        raise Astray(f"It comes back to {found}, which is none of {spots}.")
    return Verdict(plan_id, len(watch.states) - 1 - number, found == spots[-1])


def _field(spot: Spot) -> Spot:
    """Return a place without what is typed, where the line is not opened again.

    A line that adds to a list has made its entry by then.
    """
    return Spot(spot.page, spot.row) if spot.row.startswith("add ") else spot


def _state(plan: Plan, watch: Watch, least: int) -> int:
    """Return the number of the state that is on the disk. Raises Lost."""
    found = [number for number, state in enumerate(watch.states) if state.plan == plan]
    if not found:
        raise Lost(f"The plan on the disk was never there: {plan!a}")
    if found[-1] < least:
        gone = watch.states[least]
        raise Lost(
            f"{least - found[-1]} acknowledged answers are lost, up to {gone.path}: "
            f"{gone.plan!a}, not {plan!a}"
        )
    return found[-1]


def _require_way_back(sitting: Sitting, state: State) -> None:
    """Stop if taking back does not lead to the state before. Raises Lost."""
    path = sitting.undo()
    if state.before is None:
        if path is not None:
            raise Lost(f"There is an answer to take back, {path}, where there was none.")
    elif path != state.path or sitting.plan != state.before:
        raise Lost(f"Taking back leads through {path}, not {state.path}.")
    sitting.redo()


class Run:
    """All runs, one after another, over one vault."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place = place
        self.chance = random.Random(seed)  # noqa: S311 - the same for the same seed
        self.figures = Counter[str]()
        self.known: set[str] = set()
        self.plan_id: str | None = None
        self._on_plan = 0

    def once(self) -> None:
        """Start the program, answer, kill it and look."""
        if self._on_plan == A_PLAN:
            self.known |= {self.plan_id} if self.plan_id else set()
            self.plan_id, self._on_plan = None, 0
        self._on_plan += 1
        mirror, label = self._mirror()
        at_start = self.chance.random() < AT_START
        moment = self.chance.uniform(0.05, 1.2) if at_start else self.chance.uniform(0, LONGEST)
        with Terminal(self.place.environment) as terminal:
            interview = Interview(terminal, mirror, self.chance)
            interview.watch = Watch(mirror.state, mirror.sitting.spot or mirror.spot)
            interview.watch.move(mirror.spot)
            with suppress(Killed):
                if at_start:
                    interview.kill_in(moment)
                self._begin(interview, label)
                if not at_start:
                    interview.kill_in(moment)
                interview.go_on()
            interview.end()
        self.figures["at start" if at_start else "in the interview"] += 1
        self.figures["acknowledged"] += interview.watch.acknowledged
        self.figures["answers"] += len(interview.watch.states) - 1
        try:
            verdict = verify(self.place, interview, self.known, self.plan_id)
        except Lost as error:
            done = "\n  ".join([*interview.log, f"{interview.killed_at:.3f} killed"])
            raise type(error)(f"{error}\n  {done}") from error
        self.figures["same field"] += verdict.same_field
        self.figures["begun"] += verdict.plan_id is not None
        self.figures["behind"] += verdict.lag > 0
        if verdict.plan_id is None:
            self._on_plan = 0
        self.plan_id = verdict.plan_id

    def _mirror(self) -> tuple[Mirror, str | None]:
        """Return what the app should hold when it has opened the plan, and the field to go to."""
        with closing(self.place.vault()) as vault:
            desk = Desk(House, vault, TODAY)
            sitting = desk.resume(self.plan_id) if self.plan_id else desk.start()
            mirror = Mirror(sitting, resumed=self.plan_id is not None)
        self.figures["gone"] += sitting.spot is not None and not mirror.back
        return mirror, mirror.row.label if mirror.back else None

    def _begin(self, interview: Interview, label: str | None) -> None:
        if self.place.passphrase is not None:
            interview.unlock(self.place.passphrase)
        if self.plan_id is None:
            interview.begin()
        else:
            interview.resume(label)
            self.figures["come back"] += interview.mirror.back
            self.figures["come back into a line"] += interview.mirror.typed is not None


def main() -> int:
    """Run, and print the figures; return 1 if anything was lost."""
    wanted = _arguments()
    count = wanted.runs or (RUNS_WITH_PASSPHRASE if wanted.passphrase else RUNS)
    began = time.monotonic()
    wrong = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(_place(Path(folder), sealed=wanted.passphrase), wanted.seed)
        for number in range(1, count + 1):
            try:
                run.once()
            except (Lost, Stuck) as error:
                kind = "ASTRAY" if isinstance(error, Astray) else "LOST"
                wrong[kind] += 1
                print(f"{kind} in run {number} of seed {wanted.seed}: {error}\n", flush=True)
                run.plan_id, run.known = None, _ids(run.place)
    print(f"{machine()}; seed {wanted.seed}\n")
    print(table(("After kill -9", "count"), _rows(run.figures | wrong, count, began)))
    return 1 if wrong else 0


def _ids(place: Place) -> set[str]:
    with closing(place.vault()) as vault:
        return {each.id for each in vault.names()}


def _rows(figures: Counter[str], count: int, began: float) -> Iterator[tuple[str, str]]:
    yield "runs", f"{count}"
    yield "of these killed while the program started", f"{figures['at start']}"
    yield "answers that were sent, each letter one", f"{figures['answers']:,}"
    yield "of these acknowledged", f"{figures['acknowledged']:,}"
    yield "runs in which something acknowledged was lost", f"{figures['LOST']}"
    yield "runs that came back to another field", f"{figures['ASTRAY']}"
    yield "runs with an answer on its way that was not acknowledged", f"{figures['behind']}"
    yield "on the disk the field of the moment of the kill", f"{figures['same field']}"
    yield (
        "on the disk one that was left within the last second",
        f"{figures['begun'] - figures['same field']}",
    )
    yield "on the disk one that is gone with its answer", f"{figures['gone']}"
    yield "started again and back on the field that is on the disk", f"{figures['come back']}"
    yield "of these back in a half-typed line", f"{figures['come back into a line']}"
    yield "seconds", f"{time.monotonic() - began:,.0f}"


def _place(folder: Path, *, sealed: bool) -> Place:
    plans = folder / "plans"
    passphrase = PASSPHRASE if sealed else None
    Vault.make(plans, passphrase, time.time).close()
    identity = (
        keys.open_with_passphrase(plans, PASSPHRASE)
        if sealed
        else keys.open_key_file(plans / keys.PLAIN)
    )
    environment = {
        "DISCLOSER_CACHE": str(folder / "cache"),
        "DISCLOSER_PLANS": str(plans),
        "DISCLOSER_SETTINGS": str(folder / "settings.toml"),
        "DISCLOSER_TODAY": TODAY.isoformat(),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return Place(plans, environment, identity, passphrase)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, help=f"{RUNS}, or {RUNS_WITH_PASSPHRASE} sealed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--passphrase", action="store_true", help="a vault with a passphrase")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
