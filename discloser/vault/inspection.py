"""Looking through a whole vault for what is not as it was written."""

from collections.abc import Iterator

from msgspec import Struct

from discloser.errors import Damaged
from discloser.vault.age import Identity
from discloser.vault.record import Name, Opened, open_body, open_head
from discloser.vault.store import Place, Row, Store
from discloser.vault.sums import Sums


class Finding(Struct, frozen=True):
    """One thing that is damaged."""

    sentence: str
    plan_id: str = ""
    """Empty if it is not one plan."""
    revision: int | None = None
    """The earlier version that is damaged; None if it is the plan itself."""


def inspect(store: Store, identity: Identity, sums: Sums) -> list[Finding]:
    """Return everything in a store that is damaged, missing or older. Raises VaultError."""
    findings = [Finding(sentence) for sentence in store.problems()]
    places: tuple[Place, Place] = ("plan", "version")
    for place in places:
        for row in _readable(store, place):
            try:
                opened(identity, sums, row)
                open_head(identity, Name(row.id, row.revision), row.head)
            except Damaged as error:
                findings.append(_finding(place, row, error.message))
    return findings


def opened(identity: Identity, sums: Sums, row: Row) -> Opened:
    """Return the plan in a row. Raises Damaged if anything of the row is not as it was written."""
    plan = open_body(identity, Name(row.id, row.revision), row.body)
    if not sums.holds(row):
        raise Damaged("Its mark does not fit: a part of it was changed or exchanged.")
    return plan


def _readable(store: Store, place: Place) -> Iterator[Row]:
    """Yield rows up to a part of the file that cannot be read; that the store says itself."""
    try:
        yield from store.rows(place)
    except Damaged:
        return


def _finding(place: Place, row: Row, reason: str) -> Finding:
    if place == "plan":
        return Finding(f"The plan {row.id} is damaged. {reason}", row.id)
    sentence = f"Version {row.revision} of the plan {row.id} is damaged. {reason}"
    return Finding(sentence, row.id, row.revision)
