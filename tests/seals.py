"""A seal that takes no time: a file as the library writes it, with a work factor of nothing.

The library measures the machine and has every passphrase cost about a second, on purpose, and
cannot be asked for less. So tests seal with what is written here from the description of the format
(age-encryption.org/v1, RFC 8439 for the cipher), and the real library opens it, at once.
"""

import base64
import hashlib
import hmac
import os
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

from discloser.vault import keys
from discloser.vault.age import open_with_words

FACTOR = 1
"""The work factor; the library would take 18 or more."""

PAUSE = 0.5
"""Seconds for which a program of ``unhurried`` seals and opens, so that it is seen to."""

_VERSION = b"age-encryption.org/v1\n"

_MASK = 0xFFFFFFFF

_ROUNDS = (
    *((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)),
    *((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)),
)
"""Which words of its state the cipher mixes: columns, then diagonals."""


def seal(content: bytes, words: str) -> bytes:
    """Return an age file of at most 64 kB that a passphrase opens."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrap = hashlib.scrypt(
        words.encode(), salt=_VERSION.strip() + b"/scrypt" + salt, n=2**FACTOR, r=8, p=1, dklen=32
    )
    stanza = b"-> scrypt %s %d\n%s\n" % (_text(salt), FACTOR, _text(_sealed(wrap, 0, file_key)))
    header = _VERSION + stanza + b"---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    only_part = 1  # its number, 0, and a last byte that says that it is the last
    body = _sealed(_derived(file_key, nonce, b"payload"), only_part, content)
    return header + b" " + _text(mac) + b"\n" + nonce + body


def program(setting: str = "quick") -> tuple[str, ...]:
    """Return what starts discloser with this seal; ``unhurried`` has it take a moment."""
    text = (
        f"import sys; sys.path[:0] = [{str(Path(__file__).parent.parent)!r}]; "
        f"from tests.seals import {setting}; {setting}(); "
        "from discloser.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    return (sys.executable, "-P", "-c", text)


def quick() -> None:
    """Have this program seal with no work."""
    _use(seal_with_words=seal)


def unhurried() -> None:
    """Have this program seal and open with no work, in the time of a fast machine."""

    def slow_seal(content: bytes, words: str) -> bytes:
        time.sleep(PAUSE)
        return seal(content, words)

    def slow_open(sealed: bytes, words: str) -> bytes:
        time.sleep(PAUSE)
        return open_with_words(sealed, words)

    _use(seal_with_words=slow_seal, open_with_words=slow_open)


def _use(**instead: Callable[[bytes, str], bytes]) -> None:
    for name, function in instead.items():
        setattr(keys, name, function)


def _text(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """Return a key of 32 bytes that is made from another (HKDF)."""
    start = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(start, info + b"\1", "sha256")


def _sealed(key: bytes, number: int, content: bytes) -> bytes:
    """Return a text under ChaCha20-Poly1305, the nonce being a number, with its tag."""
    nonce = number.to_bytes(12, "big")
    stream = b"".join(_block(key, 1 + at // 64, nonce) for at in range(0, len(content), 64))
    hidden = bytes(one ^ other for one, other in zip(content, stream, strict=False))
    counted = hidden + bytes(-len(hidden) % 16) + struct.pack("<QQ", 0, len(hidden))
    return hidden + _tag(_block(key, 0, nonce)[:32], counted)


def _block(key: bytes, counter: int, nonce: bytes) -> bytes:
    start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce)
    state = list(start)
    for a, b, c, d in _ROUNDS * 10:
        for one, other, mixed, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[one] = state[one] + state[other] & _MASK
            word = state[mixed] ^ state[one]
            state[mixed] = (word << by | word >> 32 - by) & _MASK
    return struct.pack("<16I", *((x + y) & _MASK for x, y in zip(state, start, strict=True)))


def _tag(key: bytes, message: bytes) -> bytes:
    factor = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        part = int.from_bytes(message[at : at + 16] + b"\1", "little")
        total = (total + part) * factor % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")
