"""Has a copied text taken out of the clipboard after a while, also if the app has ended by then."""

import os
import subprocess
import sys
from contextlib import suppress

from discloser.export.clipboard import Tool, fingerprint
from discloser.tui.forget_copy import READY

PROGRAM = "from discloser.tui.forget_copy import main; main()"
"""Given to Python with -c; with -m it would load more, for as long as it waits."""

_WAITING: list[subprocess.Popen[bytes]] = []
"""What this run of the app has started and not called off."""


def forget_later(tool: Tool, text: str, seconds: float | None) -> bool:
    """Have a text that was just copied cleared, unless the clipboard changes; return whether so.

    What an earlier copy waits for is called off in any case: that may have been the same text, and
    it would go too early now. ``seconds`` is None for never.
    """
    _call_off()
    if seconds is None or not (sys.executable and tool.read and tool.clear):
        return False
    salt = os.urandom(16)
    known = (str(seconds), salt.hex(), fingerprint(text.encode(), salt).hex())
    order = b"\0".join(map(os.fsencode, (*known, *tool.read, "", *tool.clear)))
    try:
        process = subprocess.Popen(  # noqa: S603 - this program, without a shell
            [sys.executable, "-P", "-c", PROGRAM],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the end of the terminal is not its end
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return False
    _WAITING.append(process)
    answer = b""
    if process.stdin and process.stdout:
        with suppress(OSError), process.stdin as to_it:  # it has ended by itself
            to_it.write(order)
        with process.stdout as from_it:
            answer = from_it.read(1)
    if answer != READY:
        _call_off()
    return answer == READY


def _call_off() -> None:
    while _WAITING:
        process = _WAITING.pop()
        process.kill()
        process.wait()
