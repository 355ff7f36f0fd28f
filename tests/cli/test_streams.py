"""Outputs that are full, closed, cut off or set to another encoding, in real processes."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from discloser.cli import entry

from .running import Run, Spawn
from .test_render import PLAN

RENDER = [sys.executable, "-m", "discloser", "render", "-"]

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
needs_shell = pytest.mark.skipif(os.name != "posix", reason="written for a POSIX shell")


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which ``$0`` stands for Python, with a plan on standard input."""
    return subprocess.run(
        ["sh", "-c", line, sys.executable],
        input=PLAN.decode(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@needs_full
@pytest.mark.parametrize("arguments", [["render", "-"], ["check", "--help"], ["--version"]])
def test_a_full_disk_behind_standard_output(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "discloser", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, input=PLAN, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "discloser: Writing to standard output failed: no space left on device.\n"
    )


@needs_full
def test_a_full_disk_behind_standard_error_changes_nothing() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(RENDER, input=PLAN, stdout=subprocess.PIPE, stderr=full, check=False)
    assert done.returncode == 0
    assert done.stdout


@needs_shell
@pytest.mark.parametrize("command", ["render -", "people", "schema", "pack list", "--help"])
def test_a_reader_that_goes_away(command: str) -> None:
    done = shell(f'{{ "$0" -m discloser {command}; echo "$?" >&2; }} | true')
    assert done.stderr == "0\n"


@needs_shell
@pytest.mark.usefixtures("vault")
def test_the_id_of_a_new_plan_is_said_where_nobody_reads_it(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(PLAN)
    plan_id = "plan-2026-11-21"
    for number, command in enumerate(("new", f"copy {plan_id}", "import -", "new --json"), 1):
        made = f"{plan_id}-{number}" if number > 1 else plan_id
        done = shell(f'"$0" -m discloser plan {command} >&-')
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "discloser: Standard output is closed, so the result has nowhere to go. "
            f"The new plan is {made}.\n"
        )
    for json in ("", " --json"):
        number += 1
        done = shell(f'"$0" -m discloser plan import {tmp_path}/p.toml{json} >&-')
        assert done.returncode == 2
        assert f"{tmp_path}/p.toml is {plan_id}-{number} now.\n" in done.stderr
        assert "taken in all the same" in done.stderr
    done = shell('sleep 0.1 | { "$0" -m discloser plan new; echo "$?" >&2; } | true')
    assert done.stderr.endswith(f"The new plan is {plan_id}-7.\n2\n")


@needs_shell
def test_closed_outputs() -> None:
    done = shell('"$0" -m discloser render - >&-')
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Standard output is closed" in done.stderr
    done = shell('"$0" -m discloser render - 2>&-')
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    done = shell('"$0" -m discloser render - --format pdf 2>&-')
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")
    done = shell('"$0" -m discloser check - <&-')
    assert done.returncode == 2
    assert done.stderr == "discloser: standard input: It is closed.\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_any_letter_in_any_locale(environment: dict[str, str], spawn: Spawn) -> None:
    name = "林美玲 👩🏽‍🔬"
    plan = PLAN.replace(b"Maya Lind", name.encode())
    ran = spawn("render", "-", stdin=plan, environment=environment)
    assert (ran.code, ran.err) == (0, "")
    assert name in ran.out
    ran = spawn("people", "nobody 👩🏽‍🔬", environment=environment)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "林美玲" in spawn("people", "meiling", environment=environment).out


def test_no_colour_ever(spawn: Spawn) -> None:
    for environment in ({"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "PYTHON_COLORS": "1"}):
        for arguments in (("--help",), ("check", "-"), ("rendr",)):
            ran = spawn(*arguments, stdin=PLAN, environment=environment)
            assert "\x1b" not in ran.out + ran.err


@needs_shell
def test_an_interruption_ends_with_its_own_code() -> None:
    """A pipe that nobody writes to keeps the command waiting for its plan."""
    with subprocess.Popen(
        RENDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")


def wait_until_it_reads(pid: int) -> None:
    """Wait until a process sleeps in a read of its standard input."""
    for _ in range(1_000_000):
        try:
            state = Path(f"/proc/{pid}/syscall").read_text()
        except OSError:
            pytest.skip("no way to see what a process waits for")
        # The number of `read` on x86 and on ARM, and its first argument.
        if re.match(r"(0|63) 0x0 ", state):
            return
    pytest.fail("it did not come to read")


def test_an_interruption_anywhere_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_dispatch", interrupt)
    assert run("people") == (130, "", "")
