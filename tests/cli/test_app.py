"""`discloser` without a command: the app in a terminal, one line of advice elsewhere."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ..tui.terminal import APP, Terminal  # noqa: TID252 - tests are no package
from ..vaults import put, vault_in  # noqa: TID252 - as above
from .running import Run, Spawn

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

ADVICE = "`discloser render plan.toml` makes the papers without it."

PLAN = b'format = 1\n\n[person]\nname = "Maya"\n\n[meeting]\nname = "Dana"\n'


@pytest.fixture
def environment(home: Path) -> Mapping[str, str]:
    """Return the surroundings of a run in a terminal."""
    vault_in(home / "plans").close()  # with a key file, so that the app opens it at once
    return {
        "DISCLOSER_CACHE": os.environ["DISCLOSER_CACHE"],
        "DISCLOSER_PLANS": str(home / "plans"),
        "DISCLOSER_SETTINGS": str(home / "settings.toml"),
        "DISCLOSER_TODAY": "2026-11-21",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def in_shell(line: str) -> tuple[str, ...]:
    """Return a command that runs a shell line in which ``"$@"`` stands for the program."""
    return ("sh", "-c", line, "sh", *APP)


def said(terminal: Terminal) -> str:
    """Wait for the end with a refusal, and return what was said, without a single escape."""
    assert terminal.end() == 2
    assert b"\x1b" not in terminal.raw
    return terminal.raw.decode().replace("\r\n", "\n")


# --- where the app cannot run ---


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_terminal_that_cannot_draw_gets_one_line(
    environment: Mapping[str, str], term: str | None
) -> None:
    rest = {name: value for name, value in environment.items() if name != "TERM"}
    with Terminal({**rest, "TERM": term} if term else rest) as terminal:
        named = f"TERM is {term}" if term else "TERM is not set"
        assert said(terminal) == (
            f"discloser: The app cannot draw on this terminal ({named}): {ADVICE}\n"
        )


def test_input_that_is_no_terminal_gets_one_line(environment: Mapping[str, str]) -> None:
    with Terminal(environment, command=in_shell('exec "$@" </dev/null')) as terminal:
        assert said(terminal) == (
            f"discloser: The app needs a terminal to read keys from: {ADVICE}\n"
        )


def test_errors_that_go_to_a_file_get_one_line(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    errors = tmp_path / "errors"
    command = in_shell('exec "$@" 2>"$ERRORS"')
    with Terminal({**environment, "ERRORS": str(errors)}, command=command) as terminal:
        assert said(terminal) == ""
    assert errors.read_text() == (
        f"discloser: The app draws on standard error, which is not a terminal here: {ADVICE}\n"
    )


def test_pipes_on_every_side_get_one_line(spawn: Spawn) -> None:
    spawn().refused("needs a terminal", ADVICE)
    spawn("app").refused("needs a terminal", ADVICE)


def test_the_advice_can_be_followed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(PLAN)
    ran = run("render", file)
    assert (ran.code, ran.err) == (0, "")
    assert "Maya" in ran.out


# --- a paper on standard output ---

TO_FILE = 'exec "$@" >"$LETTER"'


def test_a_paper_goes_to_the_file_that_waits(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    plan, letter = tmp_path / "mine.toml", tmp_path / "letter.md"
    plan.write_bytes(PLAN)
    surroundings = {**environment, "LETTER": str(letter)}
    with Terminal(surroundings, "app", plan, command=in_shell(TO_FILE)) as terminal:
        terminal.wait("Step 7 of 9", "> ", "Asking for the meeting")
        terminal.press("enter")
        terminal.wait("Esc Back", "To the file", "Hello Dana")
        terminal.press("o")
        terminal.wait("It goes into the waiting file")
        assert letter.read_bytes() == b""
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert b"Your answers are saved." in terminal.raw
    kept = tmp_path / "kept.toml"
    vault = vault_in(Path(environment["DISCLOSER_PLANS"]))
    kept.write_text(vault.read_text("plan-2026-11-21"), "utf-8")
    vault.close()
    one = ("--document", "meeting_request", "--audience", "manager", "--format", "md")
    rendered = subprocess.run(
        [sys.executable, "-m", "discloser", "render", kept, *one],
        capture_output=True,
        check=True,
    )
    assert letter.read_bytes() == rendered.stdout
    assert b"Hello Dana" in rendered.stdout
    assert plan.read_bytes() == PLAN, "the app works on a copy"


def test_the_app_fills_the_window_while_a_file_waits(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    surroundings = {**environment, "LETTER": str(tmp_path / "letter.md")}
    with Terminal(surroundings, command=in_shell(TO_FILE), size=(100, 30)) as terminal:
        terminal.wait("> Start a new plan")
        terminal.press("down")
        terminal.wait("> The shortest path")
        assert [row for row, line in enumerate(terminal.lines) if "Quit" in line] == [29]
        terminal.resize(70, 22)
        terminal.until(lambda: "Quit" in terminal.lines[21], "the keys are on the last line")


def test_without_a_waiting_file_there_is_no_key_for_it(environment: Mapping[str, str]) -> None:
    with Terminal(environment) as terminal:
        terminal.wait("> Start a new plan")
        terminal.press("enter")
        terminal.wait("Step 1 of 9", "> [ ] I need a change at work")
        terminal.press("7")
        terminal.wait("Step 7 of 9", "> ", "Asking for the meeting")
        terminal.press("enter")
        terminal.wait("Esc Back", "Subject:")
        assert "To the file" not in terminal.text


# --- files that cannot be read ---


@pytest.mark.parametrize(
    ("settings", "line", "fix"),
    [
        ("lok = 'light'\n", 1, "Did you mean `look`?"),
        ("look = 'light'\n\n[keys]\nnxt = 'f6'\n", 4, "Did you mean `next`?"),
        ("look = light\n", 1, "straight quotes"),
    ],
    ids=["key", "action", "no toml"],
)
def test_broken_settings_are_refused(
    environment: Mapping[str, str], settings: str, line: int, fix: str
) -> None:
    file = Path(environment["DISCLOSER_SETTINGS"])
    file.write_text(settings, "utf-8")
    with Terminal(environment) as terminal:
        told = said(terminal)
    assert told.startswith(f"discloser: {file}, line {line}")
    assert fix in told
    assert told.count("\n") == 1
    assert file.read_text("utf-8") == settings


def test_a_broken_plan_as_argument_is_told_and_the_app_goes_on(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    plan = tmp_path / "broken.toml"
    plan.write_text("format = 1\n\n[persn]\nname = 'Maya'\n", "utf-8")
    with Terminal(environment, "app", plan) as terminal:
        terminal.wait("> Start a new plan", "broken.toml", "line 3", "Did you mean `person`?")
        terminal.press("enter")
        terminal.wait("Step 1 of 9")
        terminal.press("ctrl+q")
        assert terminal.end() == 0


def test_a_broken_plan_is_told_and_the_app_goes_on(environment: Mapping[str, str]) -> None:
    name = put(Path(environment["DISCLOSER_PLANS"]), "format = 1\nname = Maya\n")
    with Terminal(environment) as terminal:
        terminal.wait("> Plan of 21 November 2026")
        terminal.press("enter")
        terminal.wait(f"{name}, line 2", "straight quotes")
        terminal.press("down", "down")
        terminal.wait("> Start a new plan")
        terminal.press("enter")
        terminal.wait("Step 1 of 9")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
