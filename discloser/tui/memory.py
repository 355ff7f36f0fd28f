"""Memory while somebody types: no long search for garbage between two letters."""

import gc
import sys

FRESH = 20_000
"""New objects after which the youngest are looked through; Python's own 700 is for scripts."""

TURN = 0.0005
"""Seconds that the thread which saves may go on before a letter gets its turn; usual are 0.005."""


def calm() -> None:
    """Leave alone what is loaded by now, such as the catalogue, and look for garbage less often.

    Each letter makes some thousand objects. With Python's own settings, one letter in fifty had
    to wait 30 ms for a search through everything there is, which finds nothing.
    """
    if gc.get_freeze_count() == 0:  # once: what is left alone is never looked at again
        gc.collect()
        gc.freeze()
    gc.set_threshold(FRESH, 20, 50)
    sys.setswitchinterval(TURN)


def tidy() -> None:
    """Look for garbage at a moment when nobody types, such as when a plan was left."""
    gc.collect()
