"""The app in a real terminal: what is drawn, what is left behind, and what reaches the disk."""

import os
import re
import resource
import signal
import stat
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from ..vaults import vault_in  # noqa: TID252 - tests are no package
from .terminal import Terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

ALTERNATE, CURSOR, LINE_WRAP = 1049, 25, 7
"""Modes of a terminal."""

AT_ONCE = 2.0
"""Seconds after which an answer has to be on the disk: one, and another for a busy machine."""


VAULT = {"plans/identity.txt", "plans/vault.db"}
"""What a run leaves behind: the sealed plans and the key of this vault, and nothing else."""


class Place(NamedTuple):
    """A home of its own for one test."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def plans(self) -> Path:
        """The folder of plans."""
        return self.folder / "plans"

    def plan(self) -> str:
        """Return the plan that was changed last, as a plan file; empty if there is none."""
        vault = vault_in(self.plans)
        try:
            return next((vault.read_text(each.id) for each in vault.names()), "")
        finally:
            vault.close()

    def holds(self, text: str) -> bool:
        """Return whether the plan on the disk holds a text."""
        return text in self.plan()

    def files(self) -> set[str]:
        """Return every file in this home."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)) for path in found}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all tests, so that the standard pack is read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def place(tmp_path: Path, cache: Path) -> Place:
    vault_in(tmp_path / "plans").close()  # with a key file, so that the app opens it at once
    environment = {
        "DISCLOSER_CACHE": str(cache),
        "DISCLOSER_PLANS": str(tmp_path / "plans"),
        "DISCLOSER_SETTINGS": str(tmp_path / "settings.toml"),
        "DISCLOSER_TODAY": "2026-11-21",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return Place(tmp_path, environment)


def begin(terminal: Terminal) -> None:
    """Begin a new plan and tick its first reason."""
    terminal.wait("> Start a new plan")
    terminal.press("enter")
    terminal.wait("Step 1 of 9", "> [ ] I need a change at work")
    terminal.press("space")
    terminal.wait("> [x] I need a change at work")


def type_name(terminal: Terminal, name: str) -> None:
    """Go to the sixth step and type a name, without Enter."""
    terminal.press("6")
    terminal.wait("Step 6 of 9", "> Who you talk to")
    terminal.press("down")
    terminal.wait("> Their name")
    terminal.press("enter")
    terminal.wait("Esc Done")
    terminal.type(name)
    terminal.wait(f"Their name: {name}")


def open_paper(terminal: Terminal) -> None:
    """Go to the papers and open the first."""
    terminal.press("7")
    terminal.wait("Step 7 of 9", "> ", "Asking for the meeting")
    terminal.press("enter")
    terminal.wait("Esc Back", "Subject: Time to talk")


def typed_before_cursor(terminal: Terminal) -> str:
    """Return what stands before the terminal's cursor on its line."""
    column, row = terminal.cursor
    return terminal.lines[row][:column].strip()


def has_left(terminal: Terminal) -> bool:
    """Return whether the terminal is as it was: its modes, its line, its cursor."""
    on = {mode for mode, state in terminal.modes.items() if state}
    same = terminal.attributes == terminal.attributes_before
    return on == {CURSOR, LINE_WRAP} and same and terminal.raw.count(b"\x1b[<u") == 1


def after_the_screen(terminal: Terminal) -> str:
    """Return what was written once the app's screen had gone."""
    _, left, rest = terminal.raw.rpartition(b"\x1b[?1049l")
    assert left
    return re.sub(r"\x1b\[\?[0-9]+[hl]", "", rest.decode()).replace("\r\n", "\n")


# --- beginning and ending ---


def test_the_app_says_what_it_does_and_leaves_the_terminal_as_it_was(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        terminal.wait("Prepare one talk at work: what to say", "> Start a new plan", "Quit")
        assert terminal.modes[ALTERNATE]
        assert terminal.modes[CURSOR]
        assert terminal.attributes != terminal.attributes_before
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert has_left(terminal)
        assert after_the_screen(terminal) == ""
    assert not place.plan(), "a plan is made by its first answer"


def test_answers_are_on_the_disk_at_once_and_nowhere_else(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        terminal.until(lambda: place.holds("get_change"), "the ticked reason is on the disk")
        type_name(terminal, "Dana Quill")
        shown = time.monotonic()
        terminal.until(lambda: place.holds("Dana Quill"), "the name is on the disk")
        assert time.monotonic() - shown < AT_ONCE
        terminal.wait("All saved")
        assert stat.S_IMODE(place.plans.stat().st_mode) == 0o700
        for path in place.plans.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert has_left(terminal)
        assert after_the_screen(terminal) == "Your answers are saved.\n"
        unharmed(terminal, place)
    assert place.files() == VAULT


def test_a_smaller_window_loses_nothing(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "Dana Quill")
        for columns, rows in ((80, 24), (40, 20)):
            terminal.resize(columns, rows)
            terminal.wait("Step 6 of 9", "Their name: Dana Quill", "Esc Done")
            assert max(map(len, terminal.lines)) <= columns
        terminal.resize(30, 10)
        terminal.wait("discloser needs a window of")
        assert "Dana" not in terminal.text
        said = " ".join(terminal.text.split())
        assert (
            "of 40 by 20; this one is 30 by 10. Make it larger to go on. Nothing is lost." in said
        )
        terminal.resize(80, 24)
        terminal.wait("Step 6 of 9", "Their name: Dana Quill", "Esc Done")
        terminal.type(" Jr")
        terminal.wait("Their name: Dana Quill Jr")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert place.holds("Dana Quill Jr")


# --- being ended ---


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_ended_saves_half_an_answer_and_clears_the_screen(
    place: Place, number: signal.Signals
) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "Dana Qui")
        terminal.kill(number)
        assert terminal.end() == 128 + number
        assert has_left(terminal)
        assert after_the_screen(terminal) == ""
    assert place.holds("Dana Qui")


def test_a_closed_window_saves_half_an_answer(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "Dana Qui")
        terminal.hang_up()
        assert terminal.end() >= 0, "it ends by itself"
    assert place.holds("Dana Qui")
    assert place.files() == VAULT


def test_what_is_said_to_be_saved_outlives_a_kill(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "Dana Quill")
        terminal.wait_gone("Saving")
        assert "All saved" in terminal.text
        terminal.kill(signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    assert place.holds("Dana Quill")
    with Terminal(place.environment) as terminal:
        terminal.wait("> Plan of 21 November 2026")
        terminal.press("enter")
        terminal.wait("Step 6 of 9", "Their name: Dana Quill", "Esc Done")
        terminal.wait("You left off at “Their name” in step 6")
        assert typed_before_cursor(terminal) == "Dana Quill"


# --- hostile text ---

ACTING = "\x07\x7f\x84\x9b31m\x9d0;owned\x9c\u202e\u2066\u200b"
"""What a terminal acts on or hides: C1 sequences, a title, directions, nothing to see."""

ESCAPES = "\x1b]52;c;aGFjaw==\x1b\\ \x1b]0;owned\x1b\\ \x1b[31mred"
"""The clipboard, the title and a colour."""

SHOWN = "31m0;owned"
"""What is left of ACTING as letters."""


def unharmed(terminal: Terminal, place: Place) -> None:
    """Assert that nothing that acts has come to the terminal or into the plan."""
    drawn, plan = terminal.raw.decode(), place.plan()
    for character in sorted({*ACTING} - {*SHOWN} - {"\x07"}):
        assert character not in drawn, ascii(character)
    sent = [each for each in re.findall("\x1b\\][^\x07\x1b]*", drawn) if "]22;" not in each]
    assert not sent, "no title, no clipboard; only the shape of the pointer"
    assert "\x1b[31mred" not in drawn
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066]", plan)


def test_text_pasted_into_a_line_is_cleaned(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "")
        terminal.paste(f"Dana{ACTING}\u2028Quill\r\nof sales")
        terminal.until(lambda: place.holds("Dana"), "it is on the disk")
        terminal.wait_gone("Saving")
        unharmed(terminal, place)
        assert place.holds(f'"Dana{SHOWN} Quill of sales"')


def test_text_pasted_over_an_answer_is_cleaned(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "Dana")
        terminal.until(lambda: typed_before_cursor(terminal) == "Dana", "the cursor is at its end")
        terminal.press("\x1b[1;2H")  # shift+home selects the name
        terminal.until(lambda: not typed_before_cursor(terminal), "the cursor is at its start")
        terminal.paste(f"Robin{ACTING}")
        terminal.until(lambda: place.holds("Robin"), "it is on the disk")
        terminal.wait_gone("Saving")
        unharmed(terminal, place)
        assert place.holds(f'"Robin{SHOWN}"')


def test_text_pasted_into_a_paper_is_cleaned(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        open_paper(terminal)
        terminal.press("e")
        terminal.wait("Editing:")
        terminal.paste(f"Good day{ACTING}\u2028to all\r\nof you. ")
        terminal.until(lambda: place.holds("Good day"), "it is on the disk")
        terminal.wait("Good day", "of you. Hello")
        unharmed(terminal, place)
        assert place.holds(f"Good day{SHOWN}\\nto all\\nof you. Hello")


def test_pasted_escapes_do_not_come_back(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "")
        terminal.paste(f"{ESCAPES}Dana")
        terminal.until(lambda: place.holds("red"), "it is on the disk")
        terminal.press("escape")
        terminal.wait_gone("Esc Done")
        open_paper(terminal)
        terminal.press("e")
        terminal.wait("Editing:")
        terminal.paste(f"Good day {ESCAPES}")
        terminal.until(lambda: place.holds("Good day"), "it is on the disk")
        terminal.press("escape")
        terminal.wait("Esc Back")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        unharmed(terminal, place)


def test_a_paste_presses_no_keys(place: Place) -> None:
    """Textual takes what follows an ESC in a paste for keys; X and Enter could delete a plan."""
    with Terminal(place.environment) as terminal:
        terminal.wait("> Start a new plan")
        terminal.paste("\x1bjj" + "." * 40)  # J is down
        terminal.press("enter")
        terminal.wait("Step 1 of 9")


# --- the terminal's own cursor ---


def on_pointer(terminal: Terminal, row: str) -> None:
    """Wait until the terminal's cursor stands on the mark in front of a row."""
    terminal.until(lambda: terminal.cursor_line.startswith(f"> {row}"), f"the cursor is at {row!r}")
    assert terminal.cursor_shown


def test_the_cursor_is_on_the_first_row_at_the_start(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        terminal.wait("> Start a new plan")
        on_pointer(terminal, "Start a new plan")
        terminal.press("enter")
        terminal.wait("Step 1 of 9")
        on_pointer(terminal, "[ ] I need a change at work")


def test_the_cursor_follows_the_row_that_is_looked_at(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        terminal.press("down")
        on_pointer(terminal, "[ ] I need time for appointments")
        terminal.press("tab")
        terminal.until(lambda: "For: Nobody has" in terminal.cursor_line, "it is at the remarks")
        terminal.press("tab")
        terminal.until(lambda: "How your reasons" in terminal.cursor_line, "it is at the text")
        terminal.press("tab")
        on_pointer(terminal, "[ ] I need time for appointments")
        terminal.press("end")  # the list scrolls
        on_pointer(terminal, "Go on to Choice")


def test_the_cursor_is_where_text_goes(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        type_name(terminal, "Dana")
        terminal.until(lambda: typed_before_cursor(terminal) == "Dana", "it is after the name")
        terminal.press("left", "left")
        terminal.until(lambda: typed_before_cursor(terminal) == "Da", "it is in the name")
        terminal.press("enter")
        on_pointer(terminal, "How you talk")


def test_the_cursor_goes_into_a_dialog_and_comes_back(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        begin(terminal)
        terminal.press("6")
        on_pointer(terminal, "Who you talk to")
        terminal.press("enter")
        terminal.wait("( ) your manager")
        on_pointer(terminal, "(o) leave open")
        terminal.press("down")
        on_pointer(terminal, "( ) your manager")
        terminal.press("escape")
        terminal.wait_gone("( ) your manager")
        on_pointer(terminal, "Who you talk to")
        terminal.press("ctrl+g")
        terminal.wait("All steps, in any order")
        on_pointer(terminal, "6 Meeting")


def test_the_cursor_is_shown_again_after_an_editor(place: Place) -> None:
    with Terminal({**place.environment, "VISUAL": "true"}) as terminal:
        begin(terminal)
        open_paper(terminal)
        terminal.press("v")
        terminal.until(lambda: terminal.raw.count(b"\x1b[?1049h") == 2, "the app is back")
        terminal.until(lambda: terminal.cursor_shown, "the cursor is shown")


# --- the surroundings ---


def test_no_color_means_none(place: Place) -> None:
    environment = {**place.environment, "NO_COLOR": "1", "COLORTERM": "truecolor"}
    with Terminal(environment) as terminal:
        begin(terminal)
        terminal.press("ctrl+q")
        terminal.end()
        raw = terminal.raw.decode()
    codes = {code for code in re.findall(r"\x1b\[([0-9;]*)m", raw) if code}
    assert codes
    for code in codes:  # marks such as bold, and the terminal's own two colours
        assert set(code.split(";")) <= {*"0123479", "39", "49"}, code


SPY = "from pathlib import Path\nPath('spied').touch()\n"


def test_switches_of_the_framework_write_nothing(place: Place) -> None:
    (place.folder / "spy.py").write_text(SPY, "utf-8")
    switches = {
        "PYTHONPATH": str(place.folder),
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DRIVER": "spy:Driver",
        "TEXTUAL_LOG": str(place.folder / "log.txt"),
        "TEXTUAL_PRESS": "down,enter",
        "TEXTUAL_SCREENSHOT": "0.1",
        "TEXTUAL_SCREENSHOT_FILENAME": "shot.svg",
        "TEXTUAL_SCREENSHOT_LOCATION": str(place.folder),
    }
    with Terminal({**place.environment, **switches}, folder=place.folder) as terminal:
        begin(terminal)
        type_name(terminal, "Dana")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert place.files() == {"spy.py", *VAULT}


# --- going wrong ---

SECRET = "lupus-since-march"  # noqa: S105 - an answer, and no password

BREAKING = """
import sys
from discloser.cli import main
from discloser.tui.screens.step import StepScreen, StepsMap

def broken(*_):
    answer = "-".join(["lupus", "since", "march"])
    raise ValueError(answer)

{patch} = broken
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("patch", "key"),
    [("StepScreen.action_undo", "ctrl+z"), ("StepsMap.__init__", "ctrl+g")],
    ids=["action", "worker"],
)
def test_a_crash_saves_and_tells_places_only(place: Place, patch: str, key: str) -> None:
    command = (sys.executable, "-P", "-c", BREAKING.format(patch=patch))
    with Terminal(place.environment, command=command) as terminal:
        begin(terminal)
        type_name(terminal, SECRET)
        terminal.press(key)
        assert terminal.end() == 2
        assert has_left(terminal)
        told = after_the_screen(terminal)
    first, saved, *frames, kind, report = told.splitlines()
    assert (first, saved) == ("Something went wrong inside discloser.", "Your answers are saved.")
    assert frames[-1].endswith(" broken")
    assert any(frame.startswith("discloser/") or "textual/" in frame for frame in frames)
    assert "ValueError" in {kind, *frames}
    assert "report these lines" in report
    assert SECRET not in told
    assert "Traceback" not in told
    assert place.holds(SECRET)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="nobody else can set limits here")
def test_answers_that_find_no_room_are_said_and_saved_later(place: Place) -> None:
    long = "x" * 300
    with Terminal(place.environment) as terminal:
        begin(terminal)
        terminal.until(lambda: place.holds("get_change"), "the ticked reason is on the disk")
        before = place.plan()
        free = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (250, free[1]))
        type_name(terminal, "Dana Quill")
        terminal.type(long)
        terminal.wait(
            "NOT SAVED", "Not saved: The disk with the vault", "still"
        )  # the rest may be wrapped
        assert place.plan() == before, "what was saved stays whole"
        terminal.wait("Quillxxx")
        terminal.press("ctrl+q")
        terminal.wait("Press")
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, free)
        terminal.until(lambda: place.holds(f"Dana Quill{long}"), "it is saved by itself")
        terminal.wait("All saved")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert after_the_screen(terminal) == "Your answers are saved.\n"


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="nobody else can set limits here")
def test_quitting_without_the_last_answers_says_so(place: Place) -> None:
    with Terminal(place.environment) as terminal:
        terminal.wait("> Start a new plan")
        free = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, free[1]))
        begin(terminal)
        terminal.wait("NOT SAVED")
        terminal.press("ctrl+q")
        terminal.wait("Press")
        terminal.press("ctrl+q")
        terminal.end()
        assert has_left(terminal)
        told = after_the_screen(terminal)
        assert told.startswith("The last answers could not be saved: The disk with the vault ")
        assert told.count("\n") == 1


GROUNDS = {"light": b"48;2;250;246;238", "contrast": b"48;2;0;0;0"}
"""Look to the colour behind its first frame, as a terminal is told it."""


@pytest.mark.parametrize("look", GROUNDS)
def test_the_first_frame_has_the_colours_that_were_set(place: Place, look: str) -> None:
    settings = Path(place.environment["DISCLOSER_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'look = "{look}"\n', "utf-8")
    environment = {**place.environment, "COLORTERM": "truecolor"}
    with Terminal(environment) as terminal:
        terminal.wait("> Start a new plan")
        assert GROUNDS[look] in terminal.raw
        assert b"48;2;18;18;18" not in terminal.raw  # the ground of Textual's own theme
