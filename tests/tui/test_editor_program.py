"""A paper in the person's own editor: of what that writes down, nothing stays."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from discloser.disk import fleeting
from discloser.disk.fleeting import FOR_ALL, PREFIX, memory_folder
from discloser.tui import editor_program
from discloser.tui.editor_program import QUIET_EMACS, QUIET_VIM, Edited, edit_with, quiet
from discloser.tui.screens import reading

from .hands import Hands, office, walk
from .terminal import Terminal
from .test_terminal import Place, begin, cache, open_paper, place

__all__ = ["cache", "place"]  # a home of its own for each test, as there

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the editors are scripts")
needs_memory = pytest.mark.skipif(memory_folder({}) != FOR_ALL, reason="no memory for files here")

EDITOR = f"""#!{sys.executable}
import sys
from pathlib import Path
log = Path(__file__).parent / "log"
paper = Path(sys.argv[-1])
(paper.parent / ".paper.txt.swp").write_text("swap", "utf-8")
(paper.parent / "paper.txt~").write_text("backup", "utf-8")
modes = [oct(each.stat().st_mode & 0o777) for each in (paper.parent, paper)]
log.write_text(repr([*sys.argv[1:], *modes]), "utf-8")
paper.write_text(paper.read_text("utf-8") + "Written by hand.\\n", "utf-8")
"""


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """Return an editor that writes copies beside the file, and adds a line."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "editor").write_text(EDITOR, "utf-8")
    (folder / "editor").chmod(0o755)
    return str(folder / "editor")


@pytest.fixture
def memory() -> Iterator[Path]:
    """Return a folder in memory that nobody else uses."""
    folder = fleeting.make_folder(FOR_ALL)
    yield folder
    shutil.rmtree(folder)


class Still(App[None]):
    """An app whose terminal can be taken over at any time."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


def logged(editor: str) -> list[str]:
    """Return the arguments of the editor, and how folder and file were closed to others."""
    text = Path(editor).with_name("log").read_text("utf-8")
    return text.strip("[]").replace("'", "").split(", ")


def test_copies_that_an_editor_makes_go_with_the_file(editor: str, tmp_path: Path) -> None:
    where = tmp_path / "where"
    where.mkdir()
    edited = edit_with(Still(), [editor, "--wait"], "Hi Dana\n", where)
    assert edited == Edited("Hi Dana\nWritten by hand.\n")
    option, file, of_folder, _ = logged(editor)
    assert (option, of_folder) == ("--wait", "0o700")
    assert Path(file).parent.parent == where
    assert Path(file).name == editor_program.PAPER
    assert not [*where.iterdir()]


def test_an_editor_that_fails_changes_nothing(tmp_path: Path) -> None:
    assert edit_with(Still(), ["false"], "Hi", tmp_path) == Edited(None)
    text, problem = edit_with(Still(), ["/nonexistent/editor"], "Hi", tmp_path)
    assert (text, problem) == (None, "The editor did not work: no such file or directory.")
    assert not [*tmp_path.iterdir()]
    text, problem = edit_with(Still(), ["true"], "Hi", tmp_path / "nowhere")
    assert text is None
    assert problem.startswith("There is no place for the editor's file: no such file")


def test_a_file_that_stays_is_told_and_the_text_is_not_lost(
    editor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_program, "remove_folder", lambda _folder: False)
    text, problem = edit_with(Still(), [editor], "Hi\n", tmp_path)
    assert text == "Hi\nWritten by hand.\n"
    assert problem.startswith(str(tmp_path / PREFIX))
    assert problem.endswith("could not be removed. Please remove it: this paper is in it.")


@pytest.mark.parametrize(
    ("command", "added"),
    [
        (["vim"], QUIET_VIM),
        (["/usr/bin/nvim", "-u", "x"], QUIET_VIM),
        (["vim.basic"], QUIET_VIM),
        (["gvim"], ("-f", *QUIET_VIM)),
        (["emacs", "-nw"], QUIET_EMACS),
        (["emacsclient", "-t"], ()),
        (["nano"], ()),
        (["code", "--wait"], ()),
    ],
)
def test_editors_that_keep_text_elsewhere_are_told_not_to(
    command: list[str], added: tuple[str, ...]
) -> None:
    assert quiet(command) == [command[0], *added, *command[1:]]


@pytest.mark.parametrize(("says", "is_vim"), [("VIM - Vi IMproved 9.0", True), ("BusyBox", False)])
def test_vi_is_asked_which_one_it_is(*, says: str, is_vim: bool, tmp_path: Path) -> None:
    program = tmp_path / "vi"
    program.write_text(f"#!/bin/sh\necho '{says}'\nread answer\n", "utf-8")
    program.chmod(0o755)
    assert quiet([str(program), "-x"]) == [str(program), *(QUIET_VIM if is_vim else ()), "-x"]
    assert quiet(["/nonexistent/vi"]) == ["/nonexistent/vi"]


# --- in the app ---


async def to_paper(hands: Hands) -> None:
    await hands.open_new("papers")
    await hands.press("enter")
    assert isinstance(hands.screen, reading.Reading)


def test_the_editors_text_is_in_the_paper(editor: str, tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await to_paper(hands)
        await hands.press("v")
        assert "Written by hand." in hands.text()

    walk(office(tmp_path, environment={"VISUAL": editor}), way, (120, 36))


def test_without_memory_for_it_the_app_asks_first(
    editor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "memory_folder", lambda _environment: None)
    log = Path(editor).with_name("log")
    plans = tmp_path / "plans"

    async def way(hands: Hands) -> None:
        await to_paper(hands)
        for putting_away in ("enter", "escape"):
            await hands.press("v")
            assert "it would lie on the disk" in hands.text()
            assert "Use it all the same?" in hands.text()
            assert hands.rows.highlighted == 0
            await hands.press(putting_away)
            assert isinstance(hands.screen, reading.Reading)
            assert not log.exists()
        assert "Written by hand." not in hands.text()
        before = sorted(plans.iterdir())
        await hands.press("v", "down", "enter")
        assert "Written by hand." in hands.text()
        assert Path(logged(editor)[0]).parent.parent == plans
        assert sorted(plans.iterdir()) == before

    walk(office(tmp_path, environment={"VISUAL": editor}), way, (120, 36))


# --- in a terminal ---

ADDED = "Zuckerwatte"

VIMRC = """
set backup backupdir=~/kept// backupext=.kept
set undofile undodir=~/kept
set swapfile directory=~/kept// updatecount=1
set viminfo='100,<50,:50,n~/kept/viminfo
"""


@needs_memory
@pytest.mark.skipif(not shutil.which("vim"), reason="there is no Vim here")
def test_vim_keeps_nothing_of_a_paper(place: Place, memory: Path) -> None:
    kept = place.folder / "kept"
    kept.mkdir()
    (place.folder / ".vimrc").write_text(VIMRC, "utf-8")
    surroundings = {**place.environment, "VISUAL": "vim -T vt100", "XDG_RUNTIME_DIR": str(memory)}
    with Terminal(surroundings) as terminal:
        begin(terminal)
        open_paper(terminal)
        terminal.press("v")
        terminal.wait(f"{editor_program.PAPER}")
        terminal.press("G", "o")
        terminal.type(f"{ADDED} one")
        terminal.press("escape")
        terminal.type(f"o{ADDED} two")
        terminal.press("escape")
        terminal.type(f"/{ADDED}\ryy:wq")
        terminal.wait(":wq")
        assert not [*kept.iterdir()], "while it is open"
        terminal.press("enter")
        terminal.wait("Esc Back", f"{ADDED} two")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert not [*memory.iterdir()]
    assert not [*kept.iterdir()]
    for file in place.folder.rglob("*"):
        assert file.is_dir() or ADDED.encode() not in file.read_bytes(), file


@needs_memory
def test_what_a_killed_run_left_is_gone_after_the_next(place: Place, memory: Path) -> None:
    surroundings = {**place.environment, "XDG_RUNTIME_DIR": str(memory)}
    with Terminal({**surroundings, "VISUAL": "sh -c 'echo it is open; read x'"}) as terminal:
        begin(terminal)
        open_paper(terminal)
        terminal.press("v")
        terminal.wait("it is open")
        (left,) = memory.iterdir()
        assert left.name.startswith(f"{PREFIX}{terminal.pid}-")
        terminal.kill(signal.SIGKILL)
        terminal.end()
    assert [*memory.iterdir()] == [left]
    with Terminal({**surroundings, "VISUAL": "true"}) as terminal:
        terminal.wait("> Plan of 21 November 2026")
        terminal.press("enter")
        terminal.wait("of 9")
        open_paper(terminal)
        terminal.press("v")
        terminal.until(lambda: not [*memory.iterdir()], "what was left has gone")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
