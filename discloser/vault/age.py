"""Sealing in the age format (age-encryption.org/v1), with types for a library that has none."""

import re
from threading import Event
from typing import Any

from discloser.errors import Damaged, VaultError, WrongKey

SEALED_WITH_WORDS = b"age-encryption.org/v1\n-> scrypt "
"""How a file begins that a passphrase opens."""

GOOD, LEAST, MOST = 18, 16, 25
"""Work factors (powers of two) of a seal: the library measures the machine and takes what costs it
about a second. From ``GOOD`` on it is taken at once; below ``LEAST`` a passphrase could be guessed
too fast; above ``MOST``, which no machine would measure, it is damaged."""

TRIES = 4
"""How often something is sealed or opened on a machine that is too busy for it."""

PAUSE = 0.3
"""Seconds before something is opened again."""

BUSY = "This computer is too busy or too slow to open it now; close other programs and try again."

# The library has one error for all; these are its sentences.
_REFUSED = "Decryption failed"
_EXCESSIVE = "Excessive work parameter"

_FACTOR = re.compile(re.escape(SEALED_WITH_WORDS) + rb"[^ \n]+ (\d{1,3})\n")


class Identity:
    """A key pair of its own for one vault: whoever has the secret can read everything in it."""

    __slots__ = ("_own", "secret")

    def __init__(self, secret: str) -> None:
        """``secret`` is the line that begins with AGE-SECRET-KEY-1. Raises Damaged."""
        import pyrage  # noqa: PLC0415 - only a vault needs it

        try:
            self._own: Any = pyrage.x25519.Identity.from_str(secret)
        except pyrage.IdentityError:
            raise Damaged("The key of the vault is damaged.") from None
        self.secret = secret

    def __repr__(self) -> str:
        return "Identity()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.secret == self.secret

    def __hash__(self) -> int:
        return hash(self.secret)

    def seal(self, content: bytes) -> bytes:
        """Return an age file that this identity opens."""
        import pyrage  # noqa: PLC0415

        sealed: bytes = pyrage.encrypt(content, [self._own.to_public()])
        return sealed

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises Damaged."""
        import pyrage  # noqa: PLC0415

        try:
            content: bytes = pyrage.decrypt(sealed, [self._own])
        except pyrage.DecryptError:
            raise Damaged("It does not open with the key of this vault.") from None
        return content


def new_identity() -> Identity:
    """Return an identity that nobody had before."""
    import pyrage  # noqa: PLC0415

    return Identity(str(pyrage.x25519.Identity.generate()))


def seal_with_words(content: bytes, words: str) -> bytes:
    """Return an age file that a passphrase opens; takes a second or more, on purpose.

    Raises VaultError if the machine is so busy that the seal would be weak.
    """
    import pyrage  # noqa: PLC0415

    best: bytes = b""
    # Other programs that run at this moment look like a slow machine, for which less is enough.
    for _ in range(TRIES):
        sealed: bytes = pyrage.passphrase.encrypt(content, words)
        best = max(best, sealed, key=work_factor)
        if work_factor(best) >= GOOD:
            return best
    if work_factor(best) < LEAST:
        raise VaultError("The computer is too busy to seal this well; try again in a moment.")
    return best


def work_factor(sealed: bytes) -> int:
    """Return what guessing a passphrase costs, as a power of two; 0 if it cannot be told."""
    found = _FACTOR.match(sealed)
    return int(found[1]) if found else 0


def open_with_words(sealed: bytes, words: str) -> bytes:
    """Return what was sealed with a passphrase; takes a second or more.

    Raises Damaged if no passphrase can open it, WrongKey if this one does not, and VaultError if
    the machine is too busy or too slow for it.
    """
    import pyrage  # noqa: PLC0415

    if not sealed.startswith(SEALED_WITH_WORDS):
        raise Damaged("It is no file that a passphrase opens.")
    said = ""
    for _ in range(TRIES):
        try:
            content: bytes = pyrage.passphrase.decrypt(sealed, words)
        except pyrage.DecryptError as error:
            said = str(error)
        else:
            return content
        if not said.startswith(_EXCESSIVE) or work_factor(sealed) > MOST:
            break
        Event().wait(PAUSE)  # it measured a machine that does something else
    else:
        raise VaultError(BUSY)
    if said.startswith(_REFUSED):
        raise WrongKey("It does not open with this passphrase.")
    raise Damaged("It is not as it was sealed.")
