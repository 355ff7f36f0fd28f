"""``pack preview``: a pack's documents for its sample persons, in the app, as text or as a page."""

import os
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from discloser.authoring.shown.following import Following
from discloser.authoring.shown.page import page_of, write_page
from discloser.authoring.shown.printed import as_text, in_words
from discloser.authoring.shown.showing import Only, Shown, View, require
from discloser.authoring.shown.watching import EVERY
from discloser.cli.day import day
from discloser.cli.folders import settings_file
from discloser.cli.packs import folder_of, open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit_once, tell
from discloser.errors import OutputError, UsageError

HIGHEST = 5
"""The highest level."""


def run(request: Request) -> int:
    """Show the documents; 1 if something blocks one of them, 2 if the pack cannot be read."""
    view, only = _wanted(request)
    folder = folder_of(request, request.operand)
    # By its folder from now on: another pack beside it may come, or be broken.
    following = Following(lambda: open_bench(request, str(folder)), folder, day(request), only)
    if following.bench is not None:
        require(following.bench, view, only)
    if request.operand is None and (request.value("--html") or not _draws(request)):
        tell(f"This is the pack {following.name}; another one is shown if you name it.")
    if page := request.value("--html"):
        return _page(following, view, Path(page), request)
    if not _draws(request):
        return _plain(following, view, watch=request.on("--watch"))
    from discloser.tui.start_workshop import run as start  # noqa: PLC0415 - as in entry

    return start(following, view, settings_file(request.environment), os.environ)


def _wanted(request: Request) -> tuple[View, Only]:
    """Return what is asked for. Raises UsageError."""
    only = Only(request.values("--person"), request.values("--document"))
    level = request.value("--level")
    if level is not None and level not in map(str, range(HIGHEST + 1)):
        raise UsageError(f"--level {level} is not possible; give a number from 0 to {HIGHEST}.")
    view = View(
        audience=request.value("--audience") or "",
        tone=request.value("--tone") or "",
        length=request.value("--length") or "",
        level=None if level is None else int(level),
    )
    return view, only


def _draws(request: Request) -> bool:
    """Return whether the app is wanted and can be drawn, and nobody waits for its output."""
    if request.on("--plain"):
        return False
    from discloser.tui.guard import why_not  # noqa: PLC0415 - as in entry

    stdin, stdout, stderr = (
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    )
    term = request.environment.get("TERM", "")
    return stdout and not why_not(stdin_tty=stdin, stderr_tty=stderr, term=term)


# --- without the app ---


def _plain(following: Following, view: View, *, watch: bool) -> int:
    """Print every text; with ``watch``, print again what changes."""
    printed: dict[View, Shown] = {}
    for reading, _ in enumerate(_readings(following, watch=watch)):
        texts = following.all_shown(view)
        code = _tell_troubles(following, texts)
        # An old text is on the screen already; what is broken is told above.
        new = {each.view: each for each in texts if not each.old}
        changed = [each for at, each in new.items() if printed.get(at) != each]
        try:
            emit_once("".join(map(as_text, changed)))
        except OutputError:  # nobody reads any more, as when `less` is left
            return code
        if reading and not changed and not following.troubles:
            tell("Saved. No text is different.")
        printed |= new
    return code


def _page(following: Following, view: View, file: Path, request: Request) -> int:
    """Write the page; with ``--watch``, write it again when a file is saved."""
    watch, replace = request.on("--watch"), request.on("--replace")
    for _ in _readings(following, watch=watch):
        texts = following.all_shown(view)
        code = _tell_troubles(following, texts)
        if problem := write_page(file, page_of(following, texts, refreshes=watch), replace=replace):
            raise OutputError(problem)
        people = {each.view.person for each in texts}
        tell(f"Wrote {file}: {_many(len(texts), 'text')} for {_many(len(people), 'person')}.")
    return code


def _readings(following: Following, *, watch: bool) -> Iterator[None]:
    """Come back at once, and with ``watch`` whenever a file was saved, until Ctrl+C."""
    yield
    if watch:
        tell(f"Looking at {following.folder}. Save a file to see what changes; Ctrl+C ends this.")
    while watch:
        time.sleep(EVERY)
        if following.look():
            yield


def _tell_troubles(following: Following, texts: Collection[Shown]) -> int:
    """Say what keeps the pack from being read; return the exit code."""
    for trouble in following.troubles:
        tell(f"discloser: {in_words(trouble)}")
    if following.troubles:
        return 2
    if not texts:
        tell("No sample person is offered this. With --person and --document you are told why.")
    return int(any(each.blocked for each in texts))


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
