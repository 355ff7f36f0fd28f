"""Rows as SQLite gives them, and what they do to the sum over all."""

from collections.abc import Iterable

from discloser.vault.store import Place, Row, Top
from discloser.vault.sums import Sums, Total


class Change:
    """What one piece of writing does to the total; None where that was damaged before."""

    def __init__(self, sums: Sums, total: Total | None) -> None:
        self._sums = sums
        self.total = total

    def add(self, place: Place, row: Row) -> None:
        """Count a row in."""
        self.total = self.total and self._sums.with_row(self.total, place, row)

    def take(self, place: Place, row: Row) -> None:
        """Count a row out."""
        self.total = self.total and self._sums.without_row(self.total, place, row)


# A damaged row gives values of other types; these fail the marks, and the rest stays usable.


def row_of(found: Iterable[object]) -> Row:
    """Return a row from its five columns."""
    plan_id, revision, head, body, mark = found
    return Row(
        text_of(plan_id), number_of(revision), bytes_of(head), bytes_of(body), bytes_of(mark)
    )


def tops_of(found: list[tuple[object, ...]]) -> list[Top]:
    """Return rows without bodies from three columns each."""
    return [Top(text_of(one), number_of(two), bytes_of(three)) for one, two, three in found]


def text_of(value: object) -> str:
    """Return a text, empty if it is none."""
    return value if isinstance(value, str) else ""


def number_of(value: object) -> int:
    """Return a number, -1 if it is none."""
    return value if isinstance(value, int) else -1


def bytes_of(value: object) -> bytes:
    """Return bytes, none if it is something else."""
    return value if isinstance(value, bytes) else b""
