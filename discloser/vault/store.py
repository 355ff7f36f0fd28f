"""What a vault asks of the place its rows are in. A store sees sealed bytes and marks, no plan."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

OLDER = "{name}.version-{version}"
"""What the copy of an older store is called that is made before it is brought up to date."""

Place = Literal["plan", "version"]
"""Where a row stands: as the plan, or as an earlier version of it."""


class Sealed(NamedTuple):
    """One state of one plan, sealed."""

    head: bytes
    body: bytes
    trail: bytes = b""
    """The way that led to this state; it goes with the next one."""


class Row(Struct, frozen=True):
    """One state of one plan. In a damaged store any field may hold anything of its type."""

    id: str
    revision: int
    head: bytes
    body: bytes
    mark: bytes


class Top(Struct, frozen=True):
    """A row without its body, for lists."""

    id: str
    revision: int
    head: bytes


class Store(Protocol):
    """Rows of sealed bytes. Every method raises VaultError where the store cannot be used."""

    @property
    def writable(self) -> bool:
        """Whether it can be written to, as far as that is known."""

    def get(self, plan_id: str) -> Row | None:
        """Return the row of a plan."""

    def revision(self, plan_id: str) -> int | None:
        """Return the revision of a plan that is kept now."""

    def put(
        self,
        plan_id: str,
        expected: int | None,
        seal: Callable[[int], Sealed],
        keep: int,
    ) -> int:
        """Write a plan under a revision that no row had before, and return that.

        ``expected`` is the revision that must be there now, None if there must be none; raises
        Conflict otherwise. ``seal`` gives head and body for the revision. With ``keep`` above 0
        the row before becomes an earlier version, and that many versions stay. When this
        returns, the row has reached the disk.
        """

    def page(self, offset: int = 0, limit: int | None = None) -> list[Top]:
        """Return plans, the one written last in front."""

    def count(self) -> int:
        """Return how many plans there are."""

    def trail(self, plan_id: str) -> bytes:
        """Return what leads to the state of a plan; empty if nothing does."""

    def set_trail(self, plan_id: str, revision: int, trail: bytes) -> None:
        """Exchange the trail of a plan that has this revision; do nothing to any other."""

    def ids(self, start: str) -> list[str]:
        """Return the ids of plans that begin so."""

    def history(self, plan_id: str, limit: int | None = None) -> list[Top]:
        """Return earlier versions of a plan, the newest in front."""

    def without_plan(self) -> list[tuple[str, int]]:
        """Return ids that have earlier versions and no plan, with how many."""

    def version(self, plan_id: str, revision: int) -> Row | None:
        """Return an earlier version of a plan."""

    def delete(self, plan_id: str) -> bool:
        """Delete a plan with all versions; return whether there was any of it."""

    def remove(self, rows: Iterable[tuple[Place, int, Row]]) -> None:
        """Delete rows by their numbers, those that are still as they were read."""

    def get_meta(self, key: str) -> bytes | None:
        """Return a value that belongs to the whole vault."""

    def set_meta(self, key: str, value: bytes) -> None:
        """Keep a value that belongs to the whole vault."""

    def rows(self, place: Place) -> Iterator[Row]:
        """Yield every row of a place. Raises Damaged in the middle where some cannot be read."""

    def numbered(self, place: Place) -> Iterator[tuple[int, Row]]:
        """Yield every row with a number that finds it whatever it holds. Raises as `rows` does."""

    def replace(self, rows: Iterable[tuple[Place, Row]], counter: int = 0) -> None:
        """Have these rows, which carry their marks, in place of all; or stay as it was.

        ``counter`` is a revision up to which all are taken.
        """

    def accept(self) -> None:
        """Take the rows that are there as the ones that should be."""

    def problems(self) -> list[str]:
        """Return what is wrong with the store as a whole, each as one sentence."""

    def counter(self) -> int:
        """Return the highest revision that is known to be given away."""

    def content(self) -> bytes:
        """Return everything of this moment as a file of its own."""

    def close(self) -> None:
        """Let go of the store."""
