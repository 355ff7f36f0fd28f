"""What packs that mean harm cost: time and memory of looking through them, for each way of it.

    ./run python bench/hostile.py [--only WORD]

Every class is made in a temporary folder and given to `pack install` in a process of its own. Those
that are sound but heavy are given to `pack check`, too, with nothing kept from before. Ends with 1
if one that means harm is taken in, if one ends in another way than with a sentence, or if one costs
too much beyond what a sound pack does.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.packs.heavy import HEAVY, write  # noqa: E402
from tests.packs.hostile import ARCHIVES, FOLDERS, TEMPLATES, TEXTS, Make, folder_with  # noqa: E402

MOST_SECONDS = 2.0
"""Seconds of computing beyond what a sound pack takes; most stay below one."""
MOST_MEGABYTES = 256

KINDS = {"zip": ARCHIVES, "folder": FOLDERS, "toml": TEXTS, "template": TEMPLATES}


def main() -> int:
    """Run all classes, and print the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only classes with this word in their name")
    wanted = parser.parse_args().only
    with tempfile.TemporaryDirectory() as there:
        cache = Path(there) / "cache"
        sound = folder_with(lambda _root: None)
        run(Path(there) / "warm", sound, cache)  # compiles, and fills the cache
        usual = run(Path(there) / "sound", sound, cache)
        print(f"{'a sound pack':34} {usual.line()}")
        wrong = 0
        for kind, classes in KINDS.items():
            worst: list[Cost] = []
            for number, (name, (make, said)) in enumerate(classes.items()):
                if wanted not in f"{kind} {name}":
                    continue
                cost = run(Path(there) / f"{kind}{number}", make, cache)
                remarks = list(cost.remarks(said, usual))
                wrong += bool(remarks)
                worst.append(cost)
                print(f"{kind + ' ' + name:34} {cost.line()} {'; '.join(remarks)}")
            if worst:
                seconds = max(each.seconds for each in worst)
                memory = max(each.megabytes for each in worst)
                print(f"== {kind}: worst {seconds:.2f} s, {memory:.0f} MB\n")
        wrong += heavy(wanted, Path(there), sound)
    return int(bool(wrong))


def heavy(wanted: str, there: Path, sound: Make) -> int:
    """Run the classes that are sound as well, and return how many cost too much."""
    wrong = 0
    for command in ("check", "install"):
        usual = run(there / f"{command} sound", sound, there / f"{command} cold", command)
        worst = [usual]
        print(f"{command + ', a sound pack':34} {usual.line()}")
        for number, (name, make) in enumerate(HEAVY.items()):
            if wanted not in f"{command} {name}":
                continue
            place = there / f"{command}{number}"
            cost = run(place, lambda at, make=make: write(make(), at), place / "cold", command)
            remarks = list(cost.remarks("", usual, may_hold=True))
            wrong += bool(remarks)
            worst.append(cost)
            print(f"{command + ' ' + name:34} {cost.line()} {'; '.join(remarks)}")
        seconds = max(each.seconds for each in worst)
        memory = max(each.megabytes for each in worst)
        print(f"== {command}: worst {seconds:.2f} s, {memory:.0f} MB\n")
    return wrong


class Cost:
    """What one run took, and how it ended."""

    def __init__(self, seconds: float, megabytes: float, code: int, said: str) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self.code = code
        self.said = said

    def line(self) -> str:
        """Return the figures."""
        return f"{self.seconds:6.2f} s {self.megabytes:5.0f} MB  exit {self.code}"

    def remarks(self, said: str, usual: "Cost", *, may_hold: bool = False) -> list[str]:
        """Return what is not as it should be; a pack that is sound may hold."""
        return [
            what
            for what, holds in {
                "taken in": self.code == 0 and not may_hold,
                "broken off": self.code not in {0, 1, 2},
                "no sentence": said not in self.said or "went wrong" in self.said,
                "too slow": self.seconds > usual.seconds + MOST_SECONDS,
                "too large": self.megabytes > MOST_MEGABYTES,
            }.items()
            if holds
        ]


def run(folder: Path, make: Make, cache: Path, command: str = "install") -> Cost:
    """Install or check what is made in a process of its own; return what computing that took."""
    own = folder / "own"
    own.mkdir(parents=True)
    source = make(folder)
    talk = folder / "talk"
    environment = {**os.environ, "DISCLOSER_PACKS": str(own), "DISCLOSER_CACHE": str(cache)}
    arguments = [sys.executable, "-m", "discloser", "pack", command, str(source)]
    arguments += ["--yes"] if command == "install" else []
    with talk.open("wb") as out:
        began = time.monotonic()
        pid = os.posix_spawn(
            sys.executable,
            arguments,
            {**environment, "PYTHONPATH": str(ROOT)},
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), number) for number in (1, 2)],
        )
        _, status, used = os.wait4(pid, 0)
    waited = time.monotonic() - began
    computed = used.ru_utime + used.ru_stime
    if waited > 10 * (computed + 1):
        print(f"{source}: waited {waited:.1f} s")
    code = os.waitstatus_to_exitcode(status)
    return Cost(computed, used.ru_maxrss / 1024, code, talk.read_text("utf-8", "replace"))


if __name__ == "__main__":
    sys.exit(main())
