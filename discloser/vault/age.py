"""Sealing in the age format (age-encryption.org/v1), with types for a library that has none."""

from typing import Any

from discloser.errors import Damaged, WrongKey

SEALED_WITH_WORDS = b"age-encryption.org/v1\n-> scrypt "
"""How a file begins that a passphrase opens."""


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
    """Return an age file that a passphrase opens; takes a second or more, on purpose."""
    import pyrage  # noqa: PLC0415

    sealed: bytes = pyrage.passphrase.encrypt(content, words)
    return sealed


def open_with_words(sealed: bytes, words: str) -> bytes:
    """Return what was sealed with a passphrase; takes a second or more.

    Raises Damaged if no passphrase can open it and WrongKey if this one does not.
    """
    import pyrage  # noqa: PLC0415

    if not sealed.startswith(SEALED_WITH_WORDS):
        raise Damaged("It is no file that a passphrase opens.")
    try:
        content: bytes = pyrage.passphrase.decrypt(sealed, words)
    except pyrage.DecryptError:
        raise WrongKey("It does not open with this passphrase.") from None
    return content
