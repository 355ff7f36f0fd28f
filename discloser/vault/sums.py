"""Marks by which a vault notices rows that were changed, swapped, put back or taken away.

Each row carries a mark over its id, revision, head and body. One sum goes over the marks of all
rows with the place they stand in; adding or removing a row changes the sum by that row alone, so
that a save costs the same in a vault of ten thousand plans. The keys come from the identity.
"""

import hashlib
import hmac

from msgspec import Struct

from discloser.vault.age import Identity
from discloser.vault.keys import derived
from discloser.vault.store import Place, Row

TOTAL = "total"
"""Under which key a store keeps the sum over all rows."""

_SIZE = 32
_ROOM = 1 << (8 * _SIZE)


class Total(Struct, frozen=True):
    """Everything a vault holds, in one number; and how often it was written."""

    counter: int
    """The highest revision that was ever given away."""
    value: int = 0


class Sums:
    """Makes and checks the marks of one vault."""

    def __init__(self, identity: Identity) -> None:
        self._row = derived(identity, "row")
        self._place = derived(identity, "place")
        self._total = derived(identity, "total")

    def mark(self, row: Row) -> bytes:
        """Return the mark that a row should carry."""
        return _mac(self._row, row.id.encode(), _number(row.revision), row.head, row.body)

    def holds(self, row: Row) -> bool:
        """Return whether a row is as it was written."""
        return hmac.compare_digest(self.mark(row), row.mark)

    def with_row(self, total: Total, place: Place, row: Row) -> Total:
        """Return the total after a row was put into a place."""
        return Total(total.counter, (total.value + self._term(place, row)) % _ROOM)

    def without_row(self, total: Total, place: Place, row: Row) -> Total:
        """Return the total after a row was taken from a place."""
        return Total(total.counter, (total.value - self._term(place, row)) % _ROOM)

    def written(self, total: Total) -> bytes:
        """Return a total as bytes that carry a mark themselves."""
        plain = _number(total.counter) + total.value.to_bytes(_SIZE, "big")
        return plain + _mac(self._total, plain)

    def read(self, written: bytes | None) -> Total | None:
        """Return the total that was written; None if it is missing or not as it was written."""
        if not written or len(written) != 8 + 2 * _SIZE:
            return None
        plain, mark = written[:-_SIZE], written[-_SIZE:]
        if not hmac.compare_digest(_mac(self._total, plain), mark):
            return None
        return Total(int.from_bytes(plain[:8], "big"), int.from_bytes(plain[8:], "big"))

    def _term(self, place: Place, row: Row) -> int:
        parts = (place.encode(), row.id.encode(), _number(row.revision), row.mark)
        return int.from_bytes(_mac(self._place, *parts), "big")


def _mac(key: bytes, *parts: bytes) -> bytes:
    """Return a mark over parts; each goes with its length, so that no two lists look the same."""
    made = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def _number(value: int) -> bytes:
    return (value % (1 << 64)).to_bytes(8, "big")
