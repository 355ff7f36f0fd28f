"""Starting the app: nothing of Textual is loaded before the surroundings are right."""

import os
import signal
import sys
from asyncio import CancelledError
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from discloser.errors import UsageError
from discloser.session.desk import Desk
from discloser.session.door import Door
from discloser.settings.file import load
from discloser.settings.settings import Settings
from discloser.tui.guard import clean_environment, install_excepthook, why_not
from discloser.tui.office import Office

if TYPE_CHECKING:
    from discloser.vault.vault import Vault


class Ended(NamedTuple):
    """How a run of the app ended."""

    code: int
    output: str = ""
    """What goes to standard output."""
    locked_on: str | None = None
    """The plan that was open when the plans were locked, "" for none; None if they were not."""


def run(
    door: Door,
    desk_over: "Callable[[Vault | None], Desk]",
    settings_file: Path | None,
    environment: MutableMapping[str, str],
    first: Path | str | None = None,
    *,
    locked: bool = False,
) -> Ended:
    """Run the app until it ends.

    ``desk_over`` makes the desk on a vault, ``first`` is a plan file or the name of a plan to open
    at once, ``locked`` says that the plans were locked a moment ago. Raises UsageError where there
    is no terminal, and SettingsError.
    """
    if reason := why_not(
        stdin_tty=_is_terminal(sys.__stdin__),
        stderr_tty=_is_terminal(sys.__stderr__),
        term=environment.get("TERM", ""),
    ):
        raise UsageError(reason)
    clean_environment(environment)
    if sys.stderr is not None:
        install_excepthook(sys.stderr)
    # Only now: Textual reads the environment while it is imported.
    from discloser.tui.app import DiscloserApp  # noqa: PLC0415

    settings = settings_of(settings_file)
    office = Office(
        door,
        desk_over,
        settings,
        settings_file,
        dict(environment),
        output_waits=not _is_terminal(sys.__stdout__),
    )
    app = DiscloserApp(office, first, locked=locked)
    # A question that was on its way in when the app ended is cancelled, and Textual with it: the
    # terminal is as it was by then, and what is left to do is done here.
    with suppress(CancelledError):
        app.run()
    _ignore_requests_to_lock()
    office.close()
    ended = _end(app.return_code or 0, app.crash, app.ended_by, office)
    return ended if app.locked_on is None else ended._replace(locked_on=app.locked_on)


def settings_of(file: Path | None) -> Settings:
    """Return the settings; which keys there are is only looked up if there is a file."""
    if file is None or not os.path.lexists(file):
        return Settings()
    from discloser.tui.keys import key_ids, wrong_key  # noqa: PLC0415 - knows every screen

    return load(file, key_ids(), wrong_key)


def _end(code: int, crash: list[str], ended_by: str, office: Office) -> Ended:
    """Say in a sentence how it ended, once the terminal is as it was."""
    keeper = office.keeper
    saved = "Your answers are saved." if keeper.keeps and not keeper.problem else ""
    if keeper.problem:
        saved = f"The last answers could not be saved: {keeper.problem}"
    if crash:
        lines = ["Something went wrong inside discloser.", saved, *crash, REPORT]
        print("\n".join(line for line in lines if line), file=sys.stderr)  # noqa: T201 - the end
        return Ended(2)
    if ended_by:
        drop_output()
        return Ended(code)
    if keeper.problem:
        print(saved, file=sys.stderr)  # noqa: T201 - as above
        return Ended(2, office.output)
    if saved and keeper.sitting is not None:
        print(saved, file=sys.stderr)  # noqa: T201 - as above
    return Ended(code, office.output)


def _ignore_requests_to_lock() -> None:
    """A second one would kill what is on its way out; ignored ones stay so in the next program."""
    if hasattr(signal, "SIGUSR1"):
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def drop_output() -> None:
    """Point both outputs at nothing: the window may be gone, and Python would trip over that."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for number in (1, 2):
            os.dup2(nowhere, number)


REPORT = "Please report these lines; they hold none of your answers."


def _is_terminal(stream: object) -> bool:
    try:
        return stream is not None and os.isatty(stream.fileno())  # type: ignore[attr-defined]
    except (OSError, ValueError):
        return False
