"""Before Textual is imported, and when the program breaks or is ended."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import textual

from discloser.tui.guard import ALLOWED, clean_environment, why_not, without_values
from discloser.tui.signals import on_ending

ANSWER = "lupus-since-march"


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run some lines as a program of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_guard_does_not_import_textual() -> None:
    done = run("import sys, discloser.tui.guard; print({'textual', 'rich'} & set(sys.modules))")
    assert done.stdout.strip() == "set()"


# --- the environment ---


DROPPED = {
    *("TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_PRESS", "TEXTUAL_SHOW_RETURN"),
    *("TEXTUAL_SCREENSHOT", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SCREENSHOT_FILENAME"),
    *("TEXTUAL_DEVTOOLS_HOST", "TEXTUAL_DEVTOOLS_PORT", "TEXTUAL_ALLOW_SIGNALS"),
    *("TEXTUAL_THEME", "TEXTUAL_FILTERS", "TEXTUAL_DIM_FACTOR", "TEXTUAL_SPEEDUPS"),
    "TEXTUAL_SLOW_THRESHOLD",
}


def test_switches_that_leak_or_run_code_are_dropped() -> None:
    kept = {"TEXTUAL_FPS": "15", "TEXTUAL_ANIMATIONS": "NONE", "ESCDELAY": "50", "TEXTUALLY": "1"}
    environ = dict.fromkeys(DROPPED | {"TEXTUAL", "TEXTUAL_OF_A_LATER_VERSION"}, "1") | kept
    clean_environment(environ)
    assert environ == kept


def test_every_switch_that_textual_reads_has_been_judged() -> None:
    """A new version of Textual may bring one that has to be looked at."""
    read = set()
    for file in Path(textual.__file__).parent.rglob("*.py"):
        read |= set(re.findall(r"""["'](TEXTUAL_[A-Z_]+)["']""", file.read_text("utf-8")))
    assert read == DROPPED | set(ALLOWED)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TEXTUAL_COLOR_SYSTEM", "no-such"), ("TEXTUAL_FPS", "9" * 400), ("TEXTUAL_FPS", "30\n")],
)
def test_allowed_switches_are_dropped_when_textual_would_stumble(name: str, value: str) -> None:
    environ = {name: value}
    clean_environment(environ)
    assert not environ


# --- the terminal ---


@pytest.mark.parametrize(
    ("stdin_tty", "stderr_tty", "term", "said"),
    [
        (False, True, "xterm", "keys"),
        (True, False, "xterm", "standard error"),
        (True, True, "dumb", "TERM is dumb"),
        (True, True, "unknown", "TERM is unknown"),
        (True, True, "", "TERM is not set"),
    ],
)
def test_a_terminal_that_will_not_do_gets_one_sentence_of_advice(
    *, stdin_tty: bool, stderr_tty: bool, term: str, said: str
) -> None:
    if os.name == "nt" and not term:
        pytest.skip("Windows sets no TERM")
    advice = why_not(stdin_tty=stdin_tty, stderr_tty=stderr_tty, term=term)
    assert said in advice
    assert "`discloser render plan.toml`" in advice
    assert "\n" not in advice


def test_standard_output_may_be_a_file() -> None:
    assert not why_not(stdin_tty=True, stderr_tty=True, term="xterm-256color")


# --- errors ---


def broken() -> None:
    answer = ANSWER
    try:
        int(answer)
    except ValueError as error:
        raise KeyError(answer) from error


def test_an_error_is_told_by_places_and_types() -> None:
    with pytest.raises(KeyError) as caught:
        broken()
    lines = without_values(caught.value)
    first = broken.__code__.co_firstlineno
    assert lines[:2] == [f"test_guard.py:{first + 3} broken", "ValueError"]
    assert lines[-2:] == [f"test_guard.py:{first + 5} broken", "KeyError"]
    assert ANSWER not in "".join(lines)
    assert str(Path(__file__).parent) not in "".join(lines)


def test_files_are_told_from_their_package_on() -> None:
    with pytest.raises(AttributeError) as caught:
        clean_environment({"TEXTUAL": 1, 2: 3})  # type: ignore[dict-item]
    assert without_values(caught.value)[1].startswith("discloser/tui/guard.py:")


def test_endless_recursion_is_told_in_few_lines() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    assert len(without_values(caught.value)) < 50


BREAKS = {
    "main": "def walk(answer):\n    raise ValueError(answer)\nwalk(ANSWER)",
    "thread": (
        "def walk(answer):\n    raise ValueError(answer)\n"
        "thread = threading.Thread(target=walk, args=[ANSWER])\nthread.start()\nthread.join()"
    ),
    "unraisable": (
        "class Walk:\n    def __repr__(self):\n        return ANSWER\n"
        "    def __del__(self):\n        raise ValueError(ANSWER)\n"
        "Walk()"
    ),
    "task": (
        "async def walk():\n    raise ValueError(ANSWER)\n"
        "async def start():\n    asyncio.create_task(walk())\n    await asyncio.sleep(0.01)\n"
        "asyncio.run(start())"
    ),
}


@pytest.mark.parametrize("way", BREAKS)
def test_nothing_that_python_prints_holds_an_answer(way: str) -> None:
    start = "import asyncio, gc, sys, threading\nfrom discloser.tui.guard import *\n"
    answer = f"ANSWER = {ANSWER!r}\n"
    bare = run(start + answer + BREAKS[way])
    assert ANSWER in bare.stderr, "the way leaks if nobody guards it"
    done = run(f"{start}install_excepthook(sys.stderr)\n{answer}{BREAKS[way]}")
    assert ANSWER not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert way == "task" or done.stderr.endswith("\nValueError\n")


# --- being ended ---


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["TERM", "HUP"])
def test_being_ended_is_told_and_does_not_kill(name: str) -> None:
    async def wait_for_the_end() -> str:
        loop = asyncio.get_running_loop()
        told: asyncio.Future[str] = loop.create_future()
        on_ending(loop, told.set_result)
        os.kill(os.getpid(), getattr(signal, f"SIG{name}"))
        return await asyncio.wait_for(told, 5)

    assert asyncio.run(wait_for_the_end()) == name


def test_a_loop_that_takes_no_signals_is_left_alone() -> None:
    class Deaf(asyncio.SelectorEventLoop):
        def add_signal_handler(self, *_: object) -> None:
            raise NotImplementedError

    loop = Deaf()
    on_ending(loop, lambda _name: None)
    loop.close()
