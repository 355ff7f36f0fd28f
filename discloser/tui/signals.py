"""The signals with which a system ends the app: a closed window, a shut-down."""

import os
import signal
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from threading import Timer

ENDINGS = ("TERM", "HUP")
"""Asked to end, and the terminal has gone."""


LAST_SECONDS = 3.0
"""Seconds that the terminal gets to be as it was, once everything is saved."""


def end_in_time(code: int) -> None:
    """End the process soon, whatever happens: a window that has gone takes no more output.

    Whoever calls this has saved. A shell may wake the program again when its window goes, and what
    it then writes waits for a terminal that is not there, with the plans open in its memory.
    """
    if hasattr(signal, "SIGCONT"):
        signal.signal(signal.SIGCONT, signal.SIG_IGN)
    timer = Timer(LAST_SECONDS, os._exit, (code,))
    timer.daemon = True
    timer.start()


def on_lock(loop: AbstractEventLoop, lock: Callable[[], object]) -> None:
    """Call ``lock`` when another process of this person asks for it, as ``vault lock`` does."""
    number = getattr(signal, "SIGUSR1", None)
    if number is not None:
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, lock)


def on_ending(loop: AbstractEventLoop, end: Callable[[str], None]) -> None:
    """Call ``end`` with the name of the signal, in the loop, instead of dying on the spot.

    Left alone, both signals kill the app at once: answers stay on the screen and unsaved. Where
    there are no such signals, or a loop cannot take them (Windows), nothing happens.
    """
    for name in ENDINGS:
        number = getattr(signal, f"SIG{name}", None)
        if number is not None:
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, end, name)
