"""Starting the authors' preview, in the same surroundings as the app and without any vault."""

import sys
from asyncio import CancelledError
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from discloser.authoring.shown.following import Following
from discloser.authoring.shown.showing import View
from discloser.tui.guard import clean_environment, install_excepthook
from discloser.tui.start import REPORT, drop_output, settings_of


def run(
    following: Following,
    view: View,
    settings_file: Path | None,
    environment: MutableMapping[str, str],
) -> int:
    """Run the preview until it ends; return the exit code. Raises SettingsError."""
    clean_environment(environment)
    install_excepthook(sys.stderr)
    # Only now: Textual reads the environment while it is imported.
    from discloser.tui.workshop import WorkshopApp  # noqa: PLC0415

    app = WorkshopApp(following, view, settings_of(settings_file), dict(environment))
    with suppress(CancelledError):
        app.run()
    if app.crash:
        lines = ["Something went wrong inside discloser.", *app.crash, REPORT]
        print("\n".join(lines), file=sys.stderr)  # noqa: T201 - the end
        return 2
    if app.ended_by:
        drop_output()
    return app.return_code or 0
