"""Recovery codes: made once, printed by the caller, read back however they were typed."""

import secrets
from contextlib import suppress

from discloser.errors import WrongKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without I, L, O and U: no two look alike, and no word comes out."""

GROUPS, GROUP = 8, 5
LENGTH = GROUPS * GROUP

_LOOK_ALIKE = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return a code of 200 random bits, as eight groups of five characters."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def is_code(typed: str) -> bool:
    """Return whether a text has the form of a recovery code."""
    with suppress(WrongKey):
        return bool(plain_code(typed))
    return False


def plain_code(typed: str) -> str:
    """Return a typed code as 40 characters, without regard to case, spaces and dashes.

    Raises WrongKey if it cannot be one, so that nobody waits for it.
    """
    code = "".join(filter(str.isalnum, typed)).upper().translate(_LOOK_ALIKE)
    if len(code) != LENGTH:
        raise WrongKey(
            f"A recovery code has {LENGTH} letters and digits; this one has {len(code)}."
        )
    if wrong := sorted(set(code) - set(ALPHABET)):
        raise WrongKey(f"There is no {wrong[0]} in a recovery code; look at that place again.")
    return code
