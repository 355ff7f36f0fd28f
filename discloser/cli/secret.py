"""Passphrases: from the terminal, an open file number or a file; never from an argument."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeVar

from discloser.cli.commands import NEW_SECRET, SECRET
from discloser.cli.request import Request
from discloser.cli.streams import reason, tell
from discloser.cli.terminal import ask_secret, confirm, has_terminal
from discloser.errors import UsageError, WrongKey

T = TypeVar("T")

TRIES = 3
"""How often somebody may type a passphrase on the terminal before a command ends."""

MOST_BYTES = 10_000
"""Longest passphrase, in bytes."""

PATIENCE = 2.0
"""Seconds without a passphrase from an open file after which it is said what is waited for."""

OPEN_FILE = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")
"""How the system calls a file that is open already."""

PLAIN = (
    "Without a passphrase the key lies beside the plans: whoever can read the folder, or a copy of "
    "it, can read every plan."
)
SAID = {
    "short": "This passphrase is short: somebody who has the folder could guess it.",
    "fair": "This passphrase is fair; a longer one is better.",
    "good": "This passphrase is good.",
    "strong": "This passphrase is strong.",
}
UNCHANGED = "Nothing was changed."
KNOWN = "Passphrase or recovery code"
UNSEEN = "nothing shows while you type"


def opened(request: Request, opening: Callable[[str], T], prompt: str = KNOWN) -> T:
    """Return what the passphrase or the recovery code opens.

    On the terminal a wrong one may be typed again, up to three times in all; one from an open file
    number or a file is taken once.

    Raises UsageError, WrongKey, and what ``opening`` raises.
    """
    fd, file = (option.flag for option in SECRET)
    given = _given(request, fd, file)
    if given is not None:
        return opening(_not_empty(given))
    _require_terminal("The passphrase", fd, file)
    for _ in range(TRIES - 1):
        try:
            return opening(_not_empty(ask_secret(prompt)))
        except WrongKey as error:
            tell(error.message)
    return opening(_not_empty(ask_secret(prompt)))


def new_secret(request: Request) -> str | None:
    """Return a new passphrase, or None for none, once the person was told what it is worth.

    Raises UsageError, and Declined if they say no.
    """
    if request.on("--none"):
        tell(PLAIN)
        confirm(request, "Go on without a passphrase?", UNCHANGED)
        return None
    fd, file, *_ = (option.flag for option in NEW_SECRET)
    secret = _given(request, fd, file)
    if secret is None:
        _require_terminal("The new passphrase", fd, file)
        secret = _chosen()
    if not secret.strip():
        raise UsageError(f"The new passphrase is empty. {UNCHANGED}")
    from discloser.vault.passphrase import strength  # noqa: PLC0415 - as in entry

    worth = strength(secret)
    tell(SAID[worth])
    if worth == "short":
        confirm(request, "Take it all the same?", UNCHANGED)
    return secret


def _chosen() -> str:
    """Return a new passphrase that was typed twice alike. Raises UsageError."""
    for left in reversed(range(TRIES)):
        secret = ask_secret(f"New passphrase ({UNSEEN})")
        if not secret.strip():
            said = "The new passphrase is empty."
        elif ask_secret("The same once more") == secret:
            return secret
        else:
            said = "The two are not the same."
        if left:
            tell(f"{said} Type it again.")
    raise UsageError(f"{said} {UNCHANGED}")


def _not_empty(secret: str) -> str:
    if not secret.strip():
        raise WrongKey("The passphrase is empty.")
    return secret


def _require_terminal(what: str, fd: str, file: str) -> None:
    if not has_terminal():
        raise UsageError(
            f"{what} is needed, and there is no terminal to ask for it; give it with {fd} or "
            f"{file}."
        )


def _given(request: Request, fd: str, file: str) -> str | None:
    """Return what an open file number or, without one, a file holds; None if neither is named."""
    if number := request.value(fd):
        return _one_line(_from_number(number, fd), fd)
    if path := request.value(file):
        return _one_line(_from_file(Path(path), file), file)
    return None


def _from_number(number: str, flag: str) -> bytes:
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise UsageError(f"{flag} needs the number of an open file, such as 3.")
    content = b""
    try:
        if os.isatty(int(number)):
            raise UsageError(
                f"{flag} {number} is a terminal, which would show what is typed; leave it out."
            )
        if not _brings_something(int(number)):
            tell(f"Waiting for the passphrase that open file {number} is to bring ({flag}).")
        while len(content) <= MOST_BYTES and (more := os.read(int(number), MOST_BYTES)):
            content += more
    except OSError:
        raise UsageError(f"{flag} {number} cannot be read.") from None
    return content


def _brings_something(number: int) -> bool:
    """Return whether an open file has anything to read, or its end, within two seconds."""
    from select import select  # noqa: PLC0415 - most passphrases come another way

    try:
        return bool(select([number], [], [], PATIENCE)[0])
    except (OSError, ValueError):  # too high a number, or a system that knows this of networks only
        return True


def _from_file(path: Path, flag: str) -> bytes:
    if found := OPEN_FILE.fullmatch(str(path)):  # as in <(...) of a shell
        return _from_number(found[1], flag)
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode) and not S_ISDIR(mode):
            raise UsageError(
                f"What {flag} names is a pipe or a device, not a file; {flag[:-4]}fd takes a pipe."
            )
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"The file of {flag} cannot be read: {reason(error)}.") from None


def _one_line(content: bytes, flag: str) -> str:
    """Return the one line that a source holds, without its end. What it is is never shown."""
    if len(content) > MOST_BYTES and b"\n" not in content[:-1]:
        raise UsageError(
            f"{flag} leads to more than {MOST_BYTES:,} bytes; no passphrase is that long."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{flag} leads to something that is not UTF-8 text.") from None
    line = text.removesuffix("\n").removesuffix("\r")
    if "\n" in line or "\r" in line or len(content) > MOST_BYTES:
        raise UsageError(f"{flag} leads to more than one line; a passphrase is one.")
    return line
