"""What lists show of plans: heads that were opened, and names that are safe to show.

What comes out of here may be printed: a damaged or hostile file gives no character on which a
terminal acts.
"""

import hashlib
import re

from msgspec import Struct

from discloser.errors import Damaged
from discloser.text.clean import clean
from discloser.vault.age import Identity
from discloser.vault.record import Name, Opened, open_head
from discloser.vault.store import Top

PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""What a plan may be called, as for plan files."""

DAMAGED_ID = re.compile(r"damaged-[0-9a-f]{12}")
"""By what a plan is shown, and deleted, whose name is none: such a row is always damaged."""


class Entry(Struct, frozen=True):
    """One plan in a list, without its answers; one that cannot be read is there too."""

    id: str
    revision: int
    changed: float = 0
    """When it was last written, in seconds since the epoch."""
    title: str = ""
    """What the person calls it; long ones are cut."""
    problem: str = ""
    """Why it cannot be read, as one sentence; empty if it can."""


class Version(Struct, frozen=True):
    """An earlier version of a plan."""

    revision: int
    seconds: float
    """When it was written, since the epoch; 0 if it is damaged."""
    problem: str = ""


def shown_id(plan_id: str) -> str:
    """Return the name of a plan, or one in its place if it is none."""
    if PLAN_ID.fullmatch(plan_id):
        return plan_id
    return f"damaged-{hashlib.sha256(plan_id.encode('utf-8', 'replace')).hexdigest()[:12]}"


class Heads:
    """Opens heads and keeps what was seen: ten thousand take a while."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._seen: dict[str, Entry] = {}

    def forget(self, plan_id: str | None = None) -> None:
        """Let go of what was seen of a plan; None for all."""
        if plan_id is None:
            self._seen.clear()
        else:
            self._seen.pop(plan_id, None)

    def known(self, top: Top) -> Entry:
        """Return a plan with what was seen of it before; nothing is opened."""
        entry = self._seen.get(top.id)
        known = entry and entry.revision == top.revision
        return entry if entry and known else Entry(shown_id(top.id), top.revision)

    def entry(self, top: Top) -> Entry:
        """Return a plan with its title and time."""
        entry = self._seen.get(top.id)
        if entry and entry.revision == top.revision:
            return entry
        head = self.opened(top)
        if isinstance(head, str):
            return Entry(shown_id(top.id), top.revision, problem=head)
        entry = Entry(top.id, top.revision, head.seconds, head.text)
        self._seen[top.id] = entry
        return entry

    def version(self, top: Top) -> Version:
        """Return an earlier version with its time."""
        head = self.opened(top)
        if isinstance(head, str):
            return Version(top.revision, 0, head)
        return Version(top.revision, head.seconds)

    def opened(self, top: Top) -> Opened | str:
        """Return an opened head, or why it does not open as one sentence."""
        try:
            head = open_head(self._identity, Name(top.id, top.revision), top.head)
        except Damaged as error:
            return f"The plan {shown_id(top.id)} is damaged. {error.message}"
        return Opened(" ".join(clean(head.text).split()), head.seconds)
