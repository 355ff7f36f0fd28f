"""Who vouches for a pack: this program, the person who took it in, or nobody yet."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from discloser.packs.pins import Pin


class State(StrEnum):
    """How far a pack is trusted."""

    BUILT_IN = "built_in"
    PINNED = "pinned"
    """It was looked through, and nothing of it has changed since."""
    UNKNOWN = "unknown"


class Trust(Struct, frozen=True):
    """One pack, and who vouches for it."""

    pack: str
    state: State
    because: str
    """A clause for people: "it has changed since it was installed"."""

    @property
    def notice(self) -> str:
        """What to say to somebody who uses an unknown pack; empty if there is nothing to say.

        Of a pack that was never installed nothing is said each time: most of those are one's own.
        """
        if self.because == MADE_HERE:
            return ""
        return (
            f"The pack {self.pack}: {self.because}. If that was not you, look at it before you use "
            f"it; `discloser pack install {self.pack}` looks it through and pins it again."
        )


BUILT_IN_BECAUSE = "it comes with the program"
MADE_HERE = "it was made here or copied here by hand"
CHANGED = "it has changed since it was installed"


def trust_of(pack: str, digest: str, pins: Mapping[str, Pin], *, built_in: bool) -> Trust:
    """Return who vouches for a pack with this hash over its files."""
    if built_in:
        return Trust(pack, State.BUILT_IN, BUILT_IN_BECAUSE)
    pin = pins.get(pack)
    if pin is None:
        return Trust(pack, State.UNKNOWN, MADE_HERE)
    if pin.digest != digest:
        return Trust(pack, State.UNKNOWN, CHANGED)
    return Trust(pack, State.PINNED, f"it was checked and pinned on {pin.on.isoformat()}")


def unknown(trusts: Iterable[Trust]) -> tuple[Trust, ...]:
    """Return the packs for which nobody vouches."""
    return tuple(each for each in trusts if each.state is State.UNKNOWN)
