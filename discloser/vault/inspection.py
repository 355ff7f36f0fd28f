"""Looking through a whole vault for what is not as it was written."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from discloser.errors import Damaged
from discloser.vault.age import Identity
from discloser.vault.heads import shown_id
from discloser.vault.record import Name, Opened, open_body, open_head
from discloser.vault.store import Place, Row, Store
from discloser.vault.sums import Sums

PLACES: tuple[Place, Place] = ("plan", "version")


class Finding(Struct, frozen=True):
    """One thing that is damaged."""

    sentence: str
    plan_id: str = ""
    """Empty if it is not one plan. A name that no plan can have is exchanged for one that can."""
    revision: int | None = None
    """The earlier version that is damaged; None if it is the plan itself."""


class Looked(NamedTuple):
    """A row that was looked at."""

    place: Place
    number: int
    """By which the store finds it, whatever it holds."""
    row: Row
    reason: str
    """Why it is damaged, as one sentence; empty if it is sound."""

    def finding(self) -> Finding:
        """Return what to say of a damaged row."""
        row = self.row
        named = shown_id(row.id)
        if self.place == "plan":
            return Finding(f"The plan {named} is damaged. {self.reason}", named)
        sentence = f"Version {row.revision} of the plan {named} is damaged. {self.reason}"
        return Finding(sentence, named, row.revision)


def inspect(store: Store, identity: Identity, sums: Sums) -> list[Finding]:
    """Return everything in a store that is damaged, missing or older. Raises VaultError."""
    findings = [Finding(sentence) for sentence in store.problems()]
    looked = look_at(store, identity, sums)
    return [*findings, *(each.finding() for each in looked if each.reason)]


def orphans(store: Store) -> list[Finding]:
    """Return what is to be said of plans of which only earlier versions are there."""
    findings = []
    for plan_id, count in store.without_plan():
        named = shown_id(plan_id)
        its = "1 earlier version of it is" if count == 1 else f"{count} earlier versions of it are"
        findings.append(Finding(f"The plan {named} itself is missing; {its} there.", named))
    return findings


def look_at(store: Store, identity: Identity, sums: Sums) -> Iterator[Looked]:
    """Yield every row that can be read; that some cannot the store says itself."""
    for place in PLACES:
        try:
            for number, row in store.numbered(place):
                yield Looked(place, number, row, _reason(identity, sums, row))
        except Damaged:
            continue


def opened(identity: Identity, sums: Sums, row: Row) -> Opened:
    """Return the plan in a row. Raises Damaged if anything of the row is not as it was written."""
    plan = open_body(identity, Name(row.id, row.revision), row.body)
    if not sums.holds(row):
        raise Damaged("Its mark does not fit: a part of it was changed or exchanged.")
    return plan


def _reason(identity: Identity, sums: Sums, row: Row) -> str:
    try:
        opened(identity, sums, row)
        open_head(identity, Name(row.id, row.revision), row.head)
    except Damaged as error:
        return error.message
    return ""
