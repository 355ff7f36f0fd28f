"""How long nobody has touched the app: when to warn, and when to lock."""

import time
from collections.abc import Callable
from typing import Literal

WARNING = 20.0
"""Seconds of warning before it locks: what people need who are slow with a keyboard.

Twenty seconds and a simple way to extend are what WCAG 2.2.1 asks for.
"""

Due = Literal["nothing", "warning", "lock"]


def now() -> float:
    """Return seconds that go on while the computer sleeps, where the system can count those."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Idle:
    """Counts the time since somebody last pressed a key or moved the mouse."""

    def __init__(self, clock: Callable[[], float] = now) -> None:
        self._clock = clock
        self._touched = clock()

    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched = self._clock()

    def due(self, limit: float) -> tuple[Due, float]:
        """Return what is due now, and the seconds until the next thing is.

        ``limit`` are the seconds after which to lock.
        """
        idle = self._clock() - self._touched
        if idle >= limit:
            return "lock", 0.0
        if idle >= limit - WARNING:
            return "warning", limit - idle
        return "nothing", limit - WARNING - idle
