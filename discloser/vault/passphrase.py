"""Passphrases: one form of the same words on every keyboard, and how strong they are."""

import unicodedata
from itertools import pairwise
from typing import Literal

from discloser.errors import VaultError
from discloser.text.clean import clean

Strength = Literal["short", "fair", "good", "strong"]

LEAST = 10
"""Characters below which a passphrase is short, whatever they are."""

BITS = (2.2, 2.2, 2.6, 3.0, 3.3)
"""What one character is worth, roughly, in text of so many kinds of characters."""

FAIR, GOOD, STRONG = 24, 42, 58
"""Bits from which a passphrase is called so; trying one costs about a second each."""


def normal(passphrase: str) -> str:
    """Return a passphrase in one form, whatever way its accents were typed.

    That is NFC without invisible characters: pasting drops these, a file or a pipe does not, and
    nobody knows that they are there. Raises VaultError if nothing is left.
    """
    # Half a surrogate pair, from a terminal that sent no UTF-8, cannot be sealed with.
    whole = clean(passphrase.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    if not whole.strip():
        raise VaultError("A passphrase cannot be empty.")
    return unicodedata.normalize("NFC", whole)


def strength(passphrase: str) -> Strength:
    """Return how strong a passphrase is, by its length and variety. No list of words is asked."""
    text = clean(unicodedata.normalize("NFC", passphrase))
    # A letter that repeats the last one or follows it in the alphabet adds next to nothing.
    steps = sum(abs(ord(one) - ord(two)) > 1 for one, two in pairwise(text.casefold()))
    kinds = sum(
        any(map(kind, text))
        for kind in (str.islower, str.isupper, str.isdigit, lambda each: not each.isalnum())
    )
    bits = min(steps + 1, 4 * len(set(text.casefold()))) * BITS[kinds] if text else 0
    if len(text) < LEAST or bits < FAIR:
        return "short"
    return "fair" if bits < GOOD else "good" if bits < STRONG else "strong"
