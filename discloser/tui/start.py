"""Starting the app: nothing of Textual is loaded before the surroundings are right."""

import os
import sys
from asyncio import CancelledError
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from discloser.errors import UsageError
from discloser.session.desk import Desk
from discloser.settings.file import load
from discloser.settings.settings import Settings
from discloser.tui.guard import clean_environment, install_excepthook, quiet_core_dumps, why_not
from discloser.tui.office import Office


def run(
    desk: Desk,
    settings_file: Path | None,
    environment: MutableMapping[str, str],
    first: Path | None = None,
) -> tuple[int, str]:
    """Run the app; return the exit code and what goes to standard output.

    ``first`` is a plan file to open at once. Raises UsageError where there is no terminal, and
    SettingsError.
    """
    if reason := why_not(
        stdin_tty=_is_terminal(sys.__stdin__),
        stderr_tty=_is_terminal(sys.__stderr__),
        term=environment.get("TERM", ""),
    ):
        raise UsageError(reason)
    clean_environment(environment)
    quiet_core_dumps()
    if sys.stderr is not None:
        install_excepthook(sys.stderr)
    # Only now: Textual reads the environment while it is imported.
    from discloser.tui.app import DiscloserApp  # noqa: PLC0415

    settings = _settings(settings_file)
    office = Office(
        desk,
        settings,
        settings_file,
        dict(environment),
        output_waits=not _is_terminal(sys.__stdout__),
    )
    app = DiscloserApp(office, first)
    # A question that was on its way in when the app ended is cancelled, and Textual with it: the
    # terminal is as it was by then, and what is left to do is done here.
    with suppress(CancelledError):
        app.run()
    office.keeper.keep()
    return _end(app.return_code or 0, app.crash, app.ended_by, office)


def _settings(file: Path | None) -> Settings:
    """Return the settings; which keys there are is only looked up if there is a file."""
    if file is None or not os.path.lexists(file):
        return Settings()
    from discloser.tui.keys import key_ids, wrong_key  # noqa: PLC0415 - knows every screen

    return load(file, key_ids(), wrong_key)


def _end(code: int, crash: list[str], ended_by: str, office: Office) -> tuple[int, str]:
    """Say in a sentence how it ended, once the terminal is as it was."""
    keeper = office.keeper
    saved = "Your answers are saved." if keeper.keeps and not keeper.problem else ""
    if keeper.problem:
        saved = f"The last answers could not be saved: {keeper.problem}"
    if crash:
        lines = ["Something went wrong inside discloser.", saved, *crash, REPORT]
        print("\n".join(line for line in lines if line), file=sys.stderr)  # noqa: T201 - the end
        return 2, ""
    if ended_by:
        _drop_output()
        return code, ""
    if keeper.problem:
        print(saved, file=sys.stderr)  # noqa: T201 - as above
        return 2, office.output
    if saved and keeper.sitting is not None:
        print(saved, file=sys.stderr)  # noqa: T201 - as above
    return code, office.output


def _drop_output() -> None:
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
