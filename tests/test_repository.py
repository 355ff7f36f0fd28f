"""What the repository may hold and name, and what a wheel of it contains."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("discloser", "scripts_templates")

# Each pattern is spelt so that it does not match itself.
REGISTRIES = re.compile(
    r"pyp[i]\.(?:org|python\.org)|pythonhoste[d]\.org|anacond[a]\.org|conda-forg[e]"
    r"|registry\.npmj[s]|crate[s]\.io|artifactor[y]|devp[i]\b|[-]-(?:extra-)?index-url|[-]-find-links",
    re.IGNORECASE,
)
# Home folders of real people; "you", "me" and the like stand for the reader in a manual.
HOMES = re.compile(
    r"(?<![\w.~])/(?:roo[t]|(?:home|Users)/(?!you\b|me\b|name\b|user\b)\w+)/", re.ASCII
)


def project_files() -> list[str]:
    """List what git holds or would take in, relative to the root; without git, everything kept."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            [
                "git",
                "-c",
                "safe.directory=*",
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ],
            check=True,
            capture_output=True,
            cwd=ROOT,
            encoding="utf-8",
        ).stdout.split("\0")
    else:
        caches = {".venv", "__pycache__", ".hypothesis"}
        listed = [
            path.relative_to(ROOT).as_posix()
            for path in ROOT.rglob("*")
            if not any(part in caches or part.endswith("_cache") for part in path.parts)
        ]
    return sorted(name for name in listed if name and (ROOT / name).is_file())


def lines() -> Iterator[tuple[str, str]]:
    """Yield each line of each text file with its place."""
    for name in project_files():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{name}:{number}", line


def pins(lock: str) -> dict[str, str]:
    """Read a lock: each requirement with its version and marker, and its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.split(" --hash=") for line in text.splitlines() if line[:1].isalnum()]
    return {entry[0].strip(): " ".join(sorted(entry[1:])) for entry in entries}


def test_no_file_names_a_package_registry() -> None:
    assert [place for place, line in lines() if REGISTRIES.search(line)] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    own = [str(ROOT), str(Path.home())]
    deep = [re.escape(path) for path in own if path.count("/") + path.count("\\") > 1]
    here = re.compile(rf"(?<![\w.~])(?:{'|'.join(deep)})(?![\w-])")
    assert [place for place, line in lines() if here.search(line) or HOMES.search(line)] == []


def test_lock_formats_that_need_a_registry_stay_out() -> None:
    names = [Path(name).name for name in project_files()]
    assert [name for name in names if re.fullmatch(r"uv\.lock|pylock.*\.toml", name)] == []


def test_every_pin_is_hashed_and_the_two_locks_agree() -> None:
    runtime, everything = pins("requirements.lock"), pins("requirements-dev.lock")
    for requirement, hashes in (runtime | everything).items():
        assert re.match(r"[a-z0-9-]+==[^ ]+", requirement), requirement
        assert re.match(r"sha256:[0-9a-f]{64}\b", hashes), requirement
    assert runtime.items() <= everything.items()


def test_the_locks_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    for lock, wanted in (
        ("requirements.lock", runtime),
        ("requirements-dev.lock", runtime + project["dependency-groups"]["dev"]),
    ):
        names = {requirement.split("==")[0] for requirement in pins(lock)}
        assert {re.split(r"[^\w.-]", name)[0] for name in wanted} <= names


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """Build a wheel of the checkout as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_the_wheel_holds_both_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == {
        name
        for name in project_files()
        if name.startswith(tuple(f"{p}/" for p in PACKAGES)) and "/golden/" not in name
    }
    templates = {Path(name).suffix for name in held if name.startswith("scripts_templates/")}
    assert {".toml", ".j2"} <= templates


def test_the_wheel_starts_the_command_line(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("/entry_points.txt")]
    written = wheel.read(name).decode("utf-8")
    assert written.split() == ["[console_scripts]", "discloser", "=", "discloser.cli:main"]
    point = EntryPoint("discloser", written.split()[-1], "console_scripts")
    assert callable(point.load())
