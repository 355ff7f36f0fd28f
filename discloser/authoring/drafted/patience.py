"""How long the texts of a pack may take: what an honest pack of its size takes, many times over.

A pack may come from anybody, and whoever looks through it waits for it. Time is that of computing,
so that a busy computer makes no pack a slow one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from time import process_time

MOST_PEOPLE = 50
"""Sample persons that a pack can have, with those of the packs below; the standard one has 14."""
ENOUGH_PEOPLE = 14
"""Those of a pack with more of them that are looked at all the same."""

MOST_TEXTS = 1_000
"""Texts of one document, in all tones and choices; those of the standard pack have up to 112."""

MOST_CHARACTERS = 60_000
"""Characters of one text, some thirty pages; nobody reads more, and rules take long over it."""

MOST_FINDINGS = 200
"""Findings in one text that are followed to where they come from."""

LEAST_SECONDS = 5.0
SECONDS_PER_DOCUMENT = 0.7
"""All texts of a document in all checks; of the standard pack they take a tenth of a second."""
MOST_SECONDS = 150.0
MOST_FOR_ONE = 10.0
"""Seconds for one document in all its texts; of the standard pack the longest takes half of one."""

FREE_SECONDS = 0.3
"""Seconds after which it is seen how long a text takes."""
SLOW_TEXT = 0.08
"""Seconds that a text may take on average; an honest one takes two to eight thousandths."""

LEAST_TRIES = 800
TRIES_PER_DOCUMENT = 60
"""Tries to get to what no sample person gets as it is; the standard pack takes 1,500 in all."""
MOST_TRIES = 800
"""The same for one document; of the standard pack, the one with most cases takes 580."""


class TakesTooLongError(Exception):
    """The texts of a pack take longer to write than anybody waits."""


class Patience:
    """Counts what a check takes and ends it."""

    def __init__(self, documents: float = inf, clock: Callable[[], float] = process_time) -> None:
        """``documents`` is how many there are to look at; without it there is no end."""
        self._clock = clock
        seconds = LEAST_SECONDS + SECONDS_PER_DOCUMENT * documents
        self._left = min(seconds, MOST_SECONDS) if documents < inf else inf
        self._until = inf
        self._took = self._longest = 0.0
        self._texts = 0
        self.tries = LEAST_TRIES + TRIES_PER_DOCUMENT * documents
        """Tries that are left."""

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Count the time of what is done meanwhile."""
        began = self._clock()
        self._until = began + self._left
        try:
            yield
        finally:
            self._left -= self._clock() - began

    def go_on(self) -> None:
        """Raise TakesTooLongError if there is no more time."""
        if self._clock() > self._until:
            raise TakesTooLongError

    def document(self) -> None:
        """Begin with the texts of the next document."""
        self._took = self._longest = 0.0
        self._texts = -1  # the first one brings what is worked out once for all of them

    @contextmanager
    def text(self) -> Iterator[None]:
        """Take the time of a text. Raises TakesTooLongError if texts take too long.

        The longest one does not count: memory is tidied at any moment.
        """
        began = self._clock()
        yield
        self._texts += 1
        if not self._texts or self._left == inf:
            return
        now = self._clock() - began
        self._took += now
        self._longest = max(now, self._longest)
        if self._took - self._longest > min(
            max(FREE_SECONDS, SLOW_TEXT * self._texts), MOST_FOR_ONE
        ):
            self._left = -inf
            raise TakesTooLongError


ENDLESS = Patience()
