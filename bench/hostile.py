"""What packs that mean harm cost: time and memory of `pack install`, for each way of doing it.

    ./run python bench/hostile.py [--only WORD]

Every class is made in a temporary folder and given to a process of its own. Ends with 1 if one of
them is taken in, ends in another way than with a sentence, or costs too much.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.packs.hostile import ARCHIVES, FOLDERS, TEMPLATES, TEXTS, folder_with  # noqa: E402

MOST_SECONDS = 1.0
"""Seconds of computing beyond what a sound pack takes."""
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
    return int(bool(wrong))


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

    def remarks(self, said: str, usual: "Cost") -> list[str]:
        """Return what is not as it should be."""
        return [
            what
            for what, holds in {
                "taken in": self.code == 0,
                "no sentence": said not in self.said or "went wrong" in self.said,
                "too slow": self.seconds > usual.seconds + MOST_SECONDS,
                "too large": self.megabytes > MOST_MEGABYTES,
            }.items()
            if holds
        ]


def run(folder: Path, make: object, cache: Path) -> Cost:
    """Install what is made, in a process of its own, and return what computing that took."""
    own = folder / "own"
    own.mkdir(parents=True)
    source = make(folder)  # type: ignore[operator]
    talk = folder / "talk"
    environment = {**os.environ, "DISCLOSER_PACKS": str(own), "DISCLOSER_CACHE": str(cache)}
    arguments = [sys.executable, "-m", "discloser", "pack", "install", str(source), "--yes"]
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
