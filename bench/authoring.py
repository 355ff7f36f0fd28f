"""Times what a template author waits for: ``pack check`` and ``pack test``, cold, warm and edited.

Usage: ./run python bench/authoring.py [ROUNDS]

The standard pack is copied, and a second copy is made ten times as large: every entry that may
stand more than once, and every document, stands there ten times under other ids. Whole processes
are timed. "Cold" starts with an empty cache, "warm" has looked at the same files before, "edited"
has seen all of them but one document, which was changed in between.
"""

import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w

from bench.figures import TODAY, machine, spread, table
from bench.start import clean_environment, require_bytecode
from discloser.packs.load import BUILT_IN

TIMES = 10
"""How many times larger the second pack is."""

CLOSED = frozenset(
    "decision topic audience level technique tone length rung country regulator law_line".split()
)
"""Tables whose entries the program or a plan counts on one by one."""

EDITED = "documents/script_1min.j2"


def main() -> None:
    """Make both packs, time every case in turn, and print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    require_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        environment = clean_environment(Path(folder))
        packs = {"standard": Path(folder) / "once" / "copied", "ten times": Path(folder) / "ten"}
        shutil.copytree(BUILT_IN / "standard", packs["standard"])
        enlarge(BUILT_IN / "standard", packs["ten times"])
        rows = list(_rows(packs, rounds, environment, Path(folder)))
    print(f"{machine()}; {rounds} rounds\n")
    print(table(("Command", "s", "min", "max"), rows))


def enlarge(source: Path, target: Path) -> None:
    """Write a pack with every entry and document of another one ten times."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("golden"))
    for path in [*target.glob("catalogue/*.toml"), *target.glob("phrases/*.toml")]:
        tables = tomllib.loads(path.read_text("utf-8"))
        path.write_text(
            tomli_w.dumps({kind: _times(kind, tables[kind]) for kind in tables}), "utf-8"
        )
    manifest = tomllib.loads((target / "pack.toml").read_text("utf-8"))
    manifest["document"] = _times("document", manifest["document"])
    (target / "pack.toml").write_text(tomli_w.dumps(manifest), "utf-8")
    for path in list(target.glob("documents/*.j2")):
        for number in range(1, TIMES):
            shutil.copy(path, path.with_stem(f"{path.stem}_copy{number}"))


def _times(kind: str, entries: Any) -> Any:
    """Return the entries of a table, each as often as wanted, if it may stand more than once."""
    if kind in CLOSED or not isinstance(entries, list):
        return entries
    return [copy for number in range(TIMES) for entry in entries for copy in [_copy(entry, number)]]


def _copy(entry: dict[str, Any], number: int) -> dict[str, Any]:
    """Return an entry under another id; what it points to are the copies of the same number."""
    if not number:
        return entry
    copy = entry | {"id": f"{entry['id']}_copy{number}"}
    if "helps" in entry:
        copy["helps"] = [each if each == "*" else f"{each}_copy{number}" for each in entry["helps"]]
    return copy


def _rows(
    packs: dict[str, Path], rounds: int, environment: dict[str, str], folder: Path
) -> Iterator[tuple[str, str, str, str]]:
    for name, pack in packs.items():
        for command in ("check", "test"):
            took: dict[str, list[float]] = {"cold": [], "warm": [], "edited": []}
            for number in range(rounds):
                cache = folder / f"cache-{pack.name}-{command}-{number}"
                own = environment | {"DISCLOSER_CACHE": str(cache)}
                took["cold"].append(_time(command, pack, own))
                took["warm"].append(_time(command, pack, own))
                with (pack / EDITED).open("a", encoding="utf-8") as file:
                    file.write("{# seen #}\n")
                took["edited"].append(_time(command, pack, own))
            for state, seconds in took.items():
                yield f"pack {command}, {name}, {state}", *spread(seconds, ".2f")


def _time(command: str, pack: Path, environment: dict[str, str]) -> float:
    """Return the seconds of one process; a pack without golden texts may end with 1."""
    arguments = ["-P", "-m", "discloser", "pack", command, str(pack), "--today", TODAY.isoformat()]
    before = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, check=False
    )
    took = time.perf_counter() - before
    if ended.returncode not in {0, 1}:
        said = ended.stderr.decode(errors="replace").strip()
        raise SystemExit(f"pack {command} {pack.name} ended with {ended.returncode}: {said}")
    return took


if __name__ == "__main__":
    main()
