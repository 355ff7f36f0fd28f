"""The person's own editor, for a paper: in a file that nobody else can open and that goes again."""

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from textual.app import App, SuspendNotSupported

from discloser.disk.fleeting import make_folder, remove_folder
from discloser.tui.inside import show_cursor

PAPER = "paper.txt"
"""Name of the file; editors keep it in lists of recent files, and some in the name of a window."""

VIMS = {"vim", "vimx", "nvim", "gvim", "mvim"}

QUIET_VIM = (
    *("-n", "-i", "NONE"),  # no swap file; nothing of searches, registers and marks is kept
    # After the settings of the person, some of which would put copies elsewhere.
    *("-c", "silent! set nobackup nowritebackup"),
    *("-c", "silent! set noundofile"),
    *("-c", "silent! set viminfo="),
)

QUIET_EMACS = ("--eval", "(setq make-backup-files nil auto-save-default nil)")
"""Its copies lie beside the file, unless the person's settings put them elsewhere, as many do."""

# Vim 9.0, Neovim 0.7 and Emacs 28.2 were tried with settings that put copies elsewhere. Of others:
# nano writes backups and keeps what was searched for only where a person has set that, and nothing
# on its command line takes it back. emacsclient hands the file to an Emacs that runs, whose
# settings decide. micro keeps a copy in a folder of its own until it is closed. helix and kakoune
# write nothing but the file. An editor with a window has to be called so that it waits until that
# is closed, such as `code --wait`.

WAIT = 2
"""Seconds that an editor may take to say which one it is."""


class Edited(NamedTuple):
    """What came of it."""

    text: str | None
    """The text as the editor left it; None if that ended with an error."""
    problem: str = ""
    """What a person has to know, in sentences; empty if nothing went wrong."""


def editor_command(setting: str, environment: Mapping[str, str]) -> list[str] | None:
    """Return the editor's command, from the settings, VISUAL or EDITOR; None if there is none."""
    named = setting or environment.get("VISUAL", "") or environment.get("EDITOR", "")
    with suppress(ValueError):  # quotes that do not close
        return shlex.split(named) or None
    return None


def quiet(command: Sequence[str]) -> list[str]:
    """Return a command with arguments that keep the editor from writing the text elsewhere."""
    program, *arguments = command
    name = PurePath(program).stem.casefold()
    if name in VIMS or (name == "vi" and _is_vim(program)):
        stays = ["-f"] if name in {"gvim", "mvim"} else []  # until the window is closed
        return [program, *stays, *QUIET_VIM, *arguments]
    if name == "emacs" or name.startswith("emacs-"):
        return [program, *QUIET_EMACS, *arguments]
    return [program, *arguments]


def _is_vim(program: str) -> bool:
    """Return whether a program called vi is Vim; others do not know its arguments."""
    try:
        done = subprocess.run(  # noqa: S603 - their editor
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # without a terminal
            timeout=WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"VIM" in done.stdout


def edit_with(app: App[Any], command: Sequence[str], text: str, where: Path | None) -> Edited:
    """Let a person edit a text in their editor.

    The file lies in a folder of its own in ``where``, since editors write copies beside it; None is
    the usual place for such files. The folder goes with all that is in it.
    """
    try:
        folder = make_folder(where)
    except OSError as error:
        return Edited(None, f"There is no place for the editor's file: {_reason(error)}.")
    problem = ""
    after = None
    try:
        after = _edit(app, [*quiet(command), str(folder / PAPER)], folder / PAPER, text)
    except OSError as error:
        problem = f"The editor did not work: {_reason(error)}."
    finally:
        gone = remove_folder(folder)
    if not gone:
        problem += f" {folder} could not be removed. Please remove it: this paper is in it."
    return Edited(after, problem.strip())


LINE_FIRST = {*VIMS, "vi", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "pico"}
"""Editors that take ``+12`` in front of a file to begin at that line."""


def open_file(app: App[Any], command: Sequence[str], file: Path, line: int) -> str:
    """Let a person edit a file where it lies, which holds no answers of anybody.

    Return what a person has to know, in a sentence; empty if nothing went wrong.
    """
    name = PurePath(command[0]).stem.casefold()
    at = [f"+{line}"] if name in LINE_FIRST and line > 1 else []
    try:
        _run(app, [*command, *at, str(file)])
    except OSError as error:
        return f"The editor did not work: {_reason(error)}."
    return ""


def _edit(app: App[Any], command: list[str], file: Path, text: str) -> str | None:
    file.write_text(text, "utf-8")
    done = _run(app, command)
    return file.read_text("utf-8", errors="replace") if done == 0 else None


def _run(app: App[Any], command: list[str]) -> int:
    """Give the terminal to the editor until it ends, and return how it ended. Raises OSError."""
    try:
        with app.suspend():
            done = subprocess.run(command, check=False)  # noqa: S603 - their editor
    except SuspendNotSupported:
        done = subprocess.run(command, check=False)  # noqa: S603 - as above
    show_cursor(app)
    return done.returncode


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
