"""A small process that takes a copied text out of the clipboard after a while, if it is unchanged.

It knows a fingerprint of the text and not the text. Almost all of its time it sleeps, so it loads
what is large when it wakes up, and nothing here imports `typing`. `clear_later` starts it.
"""

import os
import time
from contextlib import suppress

from discloser.disk.process import close_process, refuse_network

READY = b"+"
"""What it answers, once, when it has understood."""


def main() -> None:
    """Wait, look, and clear the clipboard.

    Standard input holds, with NUL between them: seconds, salt and fingerprint as hexadecimal
    numbers, the command that reads, nothing, the command that clears.
    """
    close_process()
    refuse_network()
    seconds, salt, known, *commands = _read_all().decode("utf-8", "surrogateescape").split("\0")
    at = commands.index("")
    with suppress(OSError):  # the app has ended meanwhile
        os.write(1, READY)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    if nothing > 2:
        os.close(nothing)
    with suppress(OSError):
        os.chdir(os.sep)  # so that the disk it was started on can be taken away
    time.sleep(float(seconds))
    from discloser.export.clipboard import clear_if  # noqa: PLC0415 - large

    read, clear = tuple(commands[:at]), tuple(commands[at + 1 :])
    clear_if(read, clear, bytes.fromhex(salt), bytes.fromhex(known))


def _read_all() -> bytes:
    parts = []
    while part := os.read(0, 65_536):
        parts.append(part)
    return b"".join(parts)
