"""The floors of the house: who may use whom, and what pure rooms do not touch."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from inspect import signature
from pathlib import Path

import pytest

from discloser.model.disclosure import Disclosure
from discloser.rendering.context import context

HOUSE = Path(__file__).parent.parent / "discloser"

FLOORS = (
    {"errors", "text"},
    {"model"},
    {"interview", "disclosure", "rendering", "rehearsal"},
    {"disk"},
    {"packs", "planfile", "vault", "export", "settings"},
    {"session"},
    {"authoring"},
    {"cli", "plain", "tui"},
)
"""The rooms from the bedrock up to the roof. A room uses floors below it and no other."""

STARTED_BY_CLI = {"plain", "tui"}
"""Fronts that the command line starts, each inside one function."""

PURE = FLOORS[0] | FLOORS[1] | FLOORS[2]
BELOW_SESSION = PURE | FLOORS[3] | FLOORS[4]
ONLY_IN = {
    "textual": {"tui"},
    "rich": {"tui"},  # a line of Textual is made of its segments
    "jinja2": {"rendering"},
    "msgspec": {"model", "rendering", "rehearsal", "disclosure", "interview", "text"}
    | {"packs", "planfile", "vault", "export", "settings", "session", "authoring", "cli", "tui"},
    "tomli_w": {"planfile", "settings", "packs"},
    "pyrage": {"vault"},
    "sqlite3": {"vault"},
}
"""Packages from outside, and those of Python that reach far, and the rooms that may use them."""


def room_of(path: Path) -> str:
    """Return the room of a file: the folder below the house, or its own name beside them."""
    inside = path.relative_to(HOUSE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


@cache
def trees() -> dict[Path, ast.Module]:
    """Return every module of the house, taken apart."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in HOUSE.rglob("*.py")}


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of everything that is imported, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports inside the house say where they lead"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> frozenset[str]:
    return frozenset(map(module_of, trees()))


def module_behind(name: str) -> str:
    """Return the module that an imported name lives in."""
    return name if name in modules() else name.rpartition(".")[0]


def rooms_used(tree: ast.AST) -> set[str]:
    return {
        name.split(".")[1]
        for name in imports(tree)
        if name.startswith("discloser.") and name != "discloser.__version__"
    }


def floor_of(room: str) -> int:
    return next(at for at, rooms in enumerate(FLOORS) if room in rooms)


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(path) for path in trees()} - {"__init__", "__main__"}
    assert rooms <= set().union(*FLOORS)


def test_arrows_go_down_only() -> None:
    wrong = []
    for path, tree in trees().items():
        room = room_of(path)
        if room in {"__init__", "__main__"}:
            continue
        allowed = set().union(*FLOORS[: floor_of(room)], {room})
        if room == "cli":
            allowed |= STARTED_BY_CLI
        wrong += [f"{path.relative_to(HOUSE)}: {used}" for used in rooms_used(tree) - allowed]
    assert not wrong


def test_the_command_line_starts_other_fronts_inside_a_function_only() -> None:
    for path, tree in trees().items():
        outside = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
        used = rooms_used(ast.Module(outside, []))
        assert not used & (STARTED_BY_CLI - {room_of(path)}), path


def test_no_module_imports_itself_in_a_circle() -> None:
    uses = {
        module_of(path): {
            module_behind(name) for name in imports(tree) if name.startswith("discloser.")
        }
        - {module_of(path)}
        for path, tree in trees().items()
    }
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " > ".join([*way, module])
        if module not in done:
            for used in uses.get(module, ()):
                walk(used, (*way, module))
            done.add(module)

    for module in uses:
        walk(module, ())


def test_the_root_module_only_opens_the_door() -> None:
    assert rooms_used(trees()[HOUSE / "__init__.py"]) == set()
    assert rooms_used(trees()[HOUSE / "__main__.py"]) <= {"cli"}


# --- what comes from outside ---


def test_packages_from_outside_stay_in_their_rooms() -> None:
    project = tomllib.loads((HOUSE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    for path, tree in trees().items():
        for name in imports(tree):
            top = name.split(".")[0]
            known = top in sys.stdlib_module_names or top in {"discloser", "scripts_templates"}
            if known and top not in ONLY_IN:
                continue
            assert room_of(path) in ONLY_IN.get(top, set()), f"{path.name} imports {top}"
    wanted = {re.split(r"[^\w-]", each)[0] for each in project["project"]["dependencies"]}
    assert {name.replace("-", "_") for name in wanted} <= set(ONLY_IN)


TOUCHING = {
    *("os", "pathlib", "io", "shutil", "tempfile", "glob", "fileinput", "mmap", "sqlite3", "dbm"),
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "subprocess", "ctypes"),
    *("getpass", "platform", "locale", "logging", "pickle", "shelve", "importlib", "threading"),
}
"""Modules that reach the disk, the network or the machine."""

CHANCE = {"random", "secrets", "uuid", "time"}
"""Modules that give another answer each time."""

MADE_BY_CHANCE = {"recovery.py": {"secrets"}}
"""Where chance is the point: a recovery code that could be handed in could be known."""

DISK_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink"}
CLOCK_CALLS = {"now", "today", "utcnow", "fromtimestamp"}
MACHINE = {"environ", "getenv", "environb", "argv", "stdin", "stdout", "stderr"}


def used_names(tree: ast.AST) -> Iterator[str]:
    """Yield what is called, and every attribute that is looked at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


@pytest.mark.parametrize("room", sorted(BELOW_SESSION))
def test_rooms_below_the_session_have_no_clock_no_chance_and_no_environment(room: str) -> None:
    for path, tree in trees().items():
        if room_of(path) != room:
            continue
        tops = {name.split(".")[0] for name in imports(tree)}
        own = MADE_BY_CHANCE.get(path.name, set()) if room == "vault" else set()
        assert not tops & CHANCE - own, path
        dates = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not dates & CLOCK_CALLS, path
        assert not set(used_names(tree)) & MACHINE, path


@pytest.mark.parametrize("room", sorted(PURE))
def test_pure_rooms_touch_neither_the_disk_nor_the_machine(room: str) -> None:
    for path, tree in trees().items():
        if room_of(path) == room:
            assert not {name.split(".")[0] for name in imports(tree)} & TOUCHING, path
            assert not set(used_names(tree)) & DISK_CALLS, path
            assert not set(used_names(tree)) & {"print", "input", "eval", "exec"}, path


def test_rooms_are_named_after_what_they_hold() -> None:
    bad = {"util", "utils", "helper", "helpers", "common", "core", "misc", "base", "manager"}
    for path in trees():
        assert not set(path.relative_to(HOUSE).with_suffix("").parts) & bad, path


# --- no path from a plan to a document skips disclosure ---


def calls(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and name == getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(tree)
    )


def test_only_disclosure_makes_a_disclosure() -> None:
    makers = {room_of(path) for path, tree in trees().items() if calls(tree, "Disclosure")}
    assert makers == {"disclosure"}


def test_what_writes_never_sees_a_plan() -> None:
    """Rules look at the plan to judge a finished text; what makes the text cannot."""
    for path, tree in trees().items():
        judges = path.parent.name == "rules"
        if room_of(path) in {"rendering", "rehearsal"} and not judges:
            seen = {module_behind(name) for name in imports(tree)}
            assert not seen & {"discloser.model.plan", "discloser.model.free_text"}, path


def test_templates_get_their_data_from_a_disclosure() -> None:
    first = next(iter(signature(context).parameters.values()))
    assert first.annotation is Disclosure
    drawing = [path for path, tree in trees().items() if calls(tree, "Renderer")]
    assert {room_of(path) for path in drawing} <= {"session", "packs"}
    for path in drawing:
        assert calls(trees()[path], "context") or room_of(path) == "packs"


SESSION_ASKS = ("disclosure", "rendering", "packs", "rehearsal")
"""Rooms that only the session, and the command line for authors, may ask."""


def test_screens_never_compute() -> None:
    """What one front can do the others can, because what is said is made below all of them."""
    for path, tree in trees().items():
        if room_of(path) == "tui":
            assert not rooms_used(tree) & set(SESSION_ASKS), path.relative_to(HOUSE)


# --- the cost of a start ---


def test_a_start_loads_nothing_that_only_some_commands_need() -> None:
    heavy = "jinja2 difflib textual rich asyncio inspect logging sqlite3 pyrage".split()
    code = f"import sys, discloser.cli; print(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=HOUSE.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == []
