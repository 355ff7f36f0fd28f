"""How `run` finds a Python, sets up its environment once and starts what was asked for.

Each test works on a checkout of its own in a temporary folder: the real script, a project that only
says how it was started, and a PATH that holds nothing but the tools named here. Nothing is fetched.
"""

import base64
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX sh on PATH")

RUN = Path(__file__).parent.parent / "run"

# Every program that `run` may use besides Python, uv and what the shell brings.
SHELL_TOOLS = ("cat", "cp", "mkdir", "mv", "readlink", "rm", "rmdir", "sh", "sleep", "tail")

PROJECT = """
import json, os, sys
import discloser
print(json.dumps({
    "arguments": sys.argv[1:],
    "command": os.environ.get("DISCLOSER_COMMAND"),
    "folder": os.getcwd(),
    "environment": sys.prefix,
    "project": os.path.dirname(os.path.dirname(discloser.__file__)),
    "writes_bytecode": not sys.dont_write_bytecode,
}))
"""

# Stands in for uv: notes how it was called, then does what the test says.
UV = """#!/bin/sh
[ "$1" = pip ] || exit 1
echo "$*" >>"{calls}"
{behaviour}
"""


class Checkout(NamedTuple):
    """A copy of the project in `folder`, with `programs` as the whole PATH."""

    folder: Path
    programs: Path

    @property
    def env(self) -> Path:
        """Where the private environment belongs."""
        return self.folder / ".venv"

    @property
    def environment(self) -> dict[str, str]:
        """The variables a start sees: hostile to bytecode, blind to every package index."""
        return {
            "HOME": str(self.programs),
            "PATH": str(self.programs),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": str(self.programs),
            "PIP_NO_INDEX": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(self.programs),
        }

    def program(self, name: str, text: str) -> None:
        """Put a program on PATH."""
        path = self.programs / name
        path.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def uv(self, behaviour: str = "exit 0") -> None:
        """Put a stand-in for uv on PATH."""
        self.program("uv", UV.format(calls=self.programs / "calls", behaviour=behaviour))

    def installs(self) -> list[str]:
        """How uv was asked to install, call by call."""
        calls = self.programs / "calls"
        return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []

    def start(
        self,
        *arguments: str,
        script: str | Path = "",
        cwd: Path | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run the script and wait for it; `variables` are added to its environment."""
        return subprocess.run(
            [str(script or self.folder / "run"), *arguments],
            check=False,
            capture_output=True,
            cwd=cwd or self.folder,
            encoding="utf-8",
            env=self.environment | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            timeout=60,
        )

    def leftovers(self) -> list[str]:
        """List what set-up left beside the environment."""
        return [path.name for path in self.folder.iterdir() if path.name.startswith(".venv.")]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return check_out(tmp_path)


@pytest.fixture(scope="session")
def first_set_up(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Return a checkout whose environment holds the tools too."""
    made = check_out(tmp_path_factory.mktemp("run"))
    assert made.start("python", "-c", "pass").returncode == 0
    return made


@pytest.fixture
def set_up(first_set_up: Checkout, tmp_path: Path) -> Checkout:
    """Return a copy of it: project and environment can be moved together."""
    folders = Checkout(tmp_path / "check out", tmp_path / "programs")
    for folder, copied in zip(first_set_up, folders, strict=True):
        shutil.copytree(folder, copied, symlinks=True)
    return folders


def check_out(folder: Path) -> Checkout:
    """Make a checkout in a folder."""
    made = Checkout(folder / "check out", folder / "programs")
    (made.folder / "discloser").mkdir(parents=True)
    (made.folder / "discloser" / "__init__.py").touch()
    (made.folder / "discloser" / "__main__.py").write_text(PROJECT, encoding="utf-8")
    (made.folder / "requirements.lock").write_text("# one\n", encoding="utf-8")
    (made.folder / "requirements-dev.lock").write_text("# one and tools\n", encoding="utf-8")
    shutil.copy(RUN, made.folder)
    made.programs.mkdir()
    for tool in SHELL_TOOLS:
        found = shutil.which(tool)
        assert found, f"this system has no {tool}"
        (made.programs / tool).symlink_to(found)
    made.program("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    made.uv()
    return made


def report(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Read what the project said about its start."""
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def finished(process: subprocess.Popen[bytes]) -> bool:
    return process.wait(timeout=60) == 0


def test_first_start_sets_up_and_the_next_is_silent(checkout: Checkout) -> None:
    first = checkout.start("discloser", "a b", "", "*")
    said = report(first)
    assert said["arguments"] == ["a b", "", "*"]
    assert said["command"] == f"'{checkout.folder / 'run'}' discloser", "hints can be typed"
    assert said["environment"] == str(checkout.env.resolve())
    assert first.stderr.count("\n") == 1
    assert checkout.leftovers() == []
    second = checkout.start("discloser")
    report(second)
    assert second.stderr == ""
    (call,) = checkout.installs()
    assert "--require-hashes" in call
    assert "--no-deps" in call
    assert "requirements.lock" in call


def test_starts_from_anywhere_and_keeps_the_callers_folder(
    checkout: Checkout, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    for name in ("discloser", "json"):  # must not be taken for the project's or Python's own
        (elsewhere / f"{name}.py").write_text("raise SystemExit('a stranger')", encoding="utf-8")
    (elsewhere / "direct").symlink_to(checkout.folder / "run")
    (elsewhere / "bin").mkdir()
    (elsewhere / "bin" / "chain").symlink_to("../direct")
    (elsewhere / "folder").symlink_to(checkout.folder)
    for script in ("../check out/run", "./direct", "bin/chain", "folder/run"):
        said = report(checkout.start("discloser", script=script, cwd=elsewhere))
        assert said["folder"] == str(elsewhere.resolve())
        assert shlex.split(said["command"]) == [script, "discloser"]
        assert said["project"] == str(checkout.folder.resolve())
    assert len(checkout.installs()) == 1


def test_bytecode_is_kept_whatever_the_caller_set(checkout: Checkout) -> None:
    assert checkout.start("python", "-c", "pass").returncode == 0
    compiled = checkout.folder / "discloser" / "__pycache__"
    assert {path.name.split(".")[0] for path in compiled.iterdir()} == {"__init__", "__main__"}
    assert report(checkout.start("discloser"))["writes_bytecode"]


def test_a_moved_checkout_still_starts(checkout: Checkout, tmp_path: Path) -> None:
    report(checkout.start("discloser"))
    moved = checkout._replace(folder=checkout.folder.rename(tmp_path / "moved"))
    done = moved.start("discloser")
    assert report(done)["project"] == str(moved.folder.resolve())
    assert done.stderr == ""


def test_an_environment_elsewhere_follows_the_checkout(checkout: Checkout, tmp_path: Path) -> None:
    place = {"DISCLOSER_ENV_DIR": str(tmp_path / "new" / "place")}
    assert (
        report(checkout.start("discloser", variables=place))["environment"]
        == place["DISCLOSER_ENV_DIR"]
    )
    assert not checkout.env.exists()
    twin = checkout._replace(folder=tmp_path / "twin")
    shutil.copytree(checkout.folder, twin.folder)
    assert report(twin.start("discloser", variables=place))["project"] == str(twin.folder.resolve())


def test_a_folder_of_somebody_else_is_not_replaced(checkout: Checkout, tmp_path: Path) -> None:
    kept = tmp_path / "documents" / "letter.txt"
    kept.parent.mkdir()
    kept.touch()
    done = checkout.start("discloser", variables={"DISCLOSER_ENV_DIR": str(kept.parent)})
    assert done.returncode == 1
    assert "will not replace it" in done.stderr
    assert kept.exists()


def test_a_changed_lock_is_set_up_and_keeps_the_tools(checkout: Checkout) -> None:
    report(checkout.start("discloser"))
    assert checkout.start("python", "-c", "pass").returncode == 0
    assert [call.rsplit("/", 1)[1] for call in checkout.installs()] == [
        "requirements.lock",
        "requirements-dev.lock",
    ]
    (checkout.folder / "requirements.lock").write_text("# two\n", encoding="utf-8")
    report(checkout.start("discloser"))
    assert len(checkout.installs()) == 3
    assert checkout.installs()[2].endswith("requirements-dev.lock")
    assert checkout.start("python", "-c", "pass").stderr == ""


def test_two_starts_at_once_set_up_once(checkout: Checkout) -> None:
    checkout.uv("sleep 0.5")
    command = [str(checkout.folder / "run"), "discloser"]
    both = [
        subprocess.Popen(
            command,
            env=checkout.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [finished(process) for process in both] == [True, True]
    assert len(checkout.installs()) == 1
    assert checkout.leftovers() == []


def test_a_start_after_a_killed_one_finishes_the_work(checkout: Checkout, tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    checkout.uv(f': >"{reached}"; sleep 60')
    with subprocess.Popen(
        [str(checkout.folder / "run"), "discloser"],
        env=checkout.environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as killed:
        while not reached.exists():
            assert killed.poll() is None
            time.sleep(0.01)
        os.killpg(killed.pid, signal.SIGKILL)
    assert not checkout.env.exists()
    assert (checkout.folder / ".venv.lock" / "owner").exists()
    checkout.uv()
    report(checkout.start("discloser"))
    assert checkout.leftovers() == []


def test_an_interrupted_set_up_cleans_up(checkout: Checkout) -> None:
    checkout.uv('kill -TERM "$(cat .venv.lock/owner)"')
    assert checkout.start("discloser").returncode == 128 + signal.SIGTERM
    assert not checkout.env.exists()
    assert checkout.leftovers() == []


def wheel(folder: Path) -> str:
    """Make a package called `tiny`; return its line for a lock, with the hash."""
    path = folder / "tiny-1-py3-none-any.whl"
    info = "tiny-1.dist-info/"
    files = {
        "tiny.py": "",
        info + "METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        info + "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{info}RECORD,,"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            record.append(f"{name},sha256={digest.decode().rstrip('=')},{len(text)}")
        archive.writestr(info + "RECORD", "\n".join(record) + "\n")
    return f"tiny==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_pip_installs_what_the_lock_vouches_for_and_nothing_else(checkout: Checkout) -> None:
    checkout.uv("exit 1")  # whatever uv cannot do, pip has to try
    lock = checkout.folder / "requirements-dev.lock"
    line = wheel(checkout.programs)
    lock.write_text(line, encoding="utf-8")
    done = checkout.start("python", "-c", "pass")
    assert done.returncode == 0, done.stderr
    assert len(list(checkout.env.rglob("__pycache__/tiny.*.pyc"))) == 1
    assert checkout.start("python", "-c", "import tiny").returncode == 0

    lock.write_text(line[:-9] + "deadbeef\n", encoding="utf-8")
    refused = checkout.start("python", "-c", "pass")
    assert refused.returncode == 1
    assert "do not match the hashes" in refused.stderr.lower()
    assert refused.stderr.rstrip().splitlines()[-1].startswith("run: could not set up discloser")
    assert checkout.leftovers() == []
    lock.write_text(line, encoding="utf-8")
    assert checkout.start("python", "-c", "import tiny").stderr == ""  # the old one is whole


def test_a_python_that_does_not_run_is_passed_over(checkout: Checkout) -> None:
    (checkout.programs / "python3").rename(checkout.programs / "python3.12")
    checkout.program("python3", "#!/bin/sh\necho 'not installed' >&2\nexit 127\n")
    report(checkout.start("discloser"))


def test_no_python_is_one_sentence_that_says_what_to_do(checkout: Checkout) -> None:
    checkout.program("python3", "#!/bin/sh\necho 'not installed' >&2\nexit 127\n")
    checkout.program("python", "#!/bin/sh\nexit 0\n")  # runs, but never says where it lies
    done = checkout.start("discloser")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer: install it" in done.stderr
    named = checkout.start("discloser", variables={"DISCLOSER_PYTHON": "no such python"})
    assert named.returncode == 2
    assert "'no such python'" in named.stderr
    assert checkout.leftovers() == []


@pytest.mark.parametrize("arguments", [(), ("frobnicate",), ("--frobnicate",), ("",)])
def test_an_unknown_command_is_usage_and_sets_nothing_up(
    checkout: Checkout, arguments: tuple[str, ...]
) -> None:
    done = checkout.start(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: ./run COMMAND" in done.stderr
    assert not checkout.env.exists()


@pytest.mark.parametrize("failing", ["ruff format", "ruff check", "mypy", "pytest", "nothing"])
def test_pytest_alone_makes_every_check(set_up: Checkout, failing: str, tmp_path: Path) -> None:
    python = set_up.env / "bin" / "python"
    python.unlink()
    log = tmp_path / "log"
    python.write_text(
        f'#!/bin/sh\necho "$PWD: $*" >>"{log}"\ncase "$*" in *"-m {failing}"*) exit 3 ;; esac\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    done = set_up.start("pytest", cwd=tmp_path)
    assert (done.returncode != 0) == (failing != "nothing")
    here = set_up.folder.resolve()
    assert log.read_text(encoding="utf-8").splitlines() == [
        f"{here}: -P -m ruff format --check",
        f"{here}: -P -m ruff check",
        f"{here}: -P -m mypy --strict",
        f"{here}: -P -m pytest -n auto --dist worksteal",
    ]
    log.unlink()
    set_up.start("pytest", "-k", "a b", cwd=set_up.folder / "discloser")
    set_up.start("ruff", "check", "--fix", cwd=tmp_path)
    assert log.read_text(encoding="utf-8").splitlines() == [
        f"{here / 'discloser'}: -P -m pytest -k a b",
        f"{here}: -P -m ruff check --fix",
    ]
