"""Passphrases: from the terminal, an open file number or a file; never from an argument."""

import os
from pathlib import Path

from discloser.cli.commands import NEW_SECRET, SECRET
from discloser.cli.request import Request
from discloser.cli.streams import tell
from discloser.cli.terminal import ask_secret, confirm, has_terminal
from discloser.errors import UsageError

MOST_BYTES = 10_000
"""Longest passphrase, in bytes."""

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


def known_secret(request: Request) -> str:
    """Return the passphrase or the recovery code for what is there. Raises UsageError."""
    fd, file = (option.flag for option in SECRET)
    secret = _given(request, fd, file)
    if secret is None:
        secret = _asked("The passphrase", "Passphrase or recovery code", fd, file)
    if not secret.strip():
        raise UsageError("The passphrase is empty.")
    return secret


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
        secret = _asked("The new passphrase", "New passphrase", fd, file)
        if secret.strip() and ask_secret("The same once more") != secret:
            raise UsageError(f"The two are not the same. {UNCHANGED}")
    if not secret.strip():
        raise UsageError(f"The new passphrase is empty. {UNCHANGED}")
    from discloser.vault.passphrase import strength  # noqa: PLC0415 - as in entry

    worth = strength(secret)
    tell(SAID[worth])
    if worth == "short":
        confirm(request, "Take it all the same?", UNCHANGED)
    return secret


def _asked(what: str, prompt: str, fd: str, file: str) -> str:
    if not has_terminal():
        raise UsageError(
            f"{what} is needed, and there is no terminal to ask for it; give it with {fd} or "
            f"{file}."
        )
    return ask_secret(prompt)


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
        while len(content) <= MOST_BYTES and (more := os.read(int(number), MOST_BYTES)):
            content += more
    except OSError:
        raise UsageError(f"{flag} {number} cannot be read.") from None
    return content


def _from_file(path: Path, flag: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"The file of {flag} cannot be read: {reason}.") from None
    except ValueError:
        raise UsageError(f"What {flag} names is not a file name.") from None


def _one_line(content: bytes, flag: str) -> str:
    """Return the one line that a source holds, without its end. What it is is never shown."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{flag} leads to something that is not UTF-8 text.") from None
    line = text.removesuffix("\n").removesuffix("\r")
    if "\n" in line or "\r" in line or len(content) > MOST_BYTES:
        raise UsageError(f"{flag} leads to more than one line; a passphrase is one.")
    return line
