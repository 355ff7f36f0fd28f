"""The key of a vault: its files, what opens them, and the keys that are made from it.

The key is an age identity. Its file is text as ``age-keygen`` writes it, sealed with the passphrase
(``identity.age``) or, where the person chose to have none, plain (``identity.txt``). Both serve
``age -d -i`` as they are. ``recovery.age`` is the same, sealed with the recovery code.
"""

import hashlib
import hmac
from contextlib import suppress
from pathlib import Path

from discloser.disk.whole import settle, why, write_new, write_whole
from discloser.errors import Damaged, OutputError, VaultError, WrongKey
from discloser.vault.age import Identity, new_identity, open_with_words, seal_with_words
from discloser.vault.passphrase import normal
from discloser.vault.recovery import is_code, new_code, plain_code

SEALED, PLAIN, RECOVERY = "identity.age", "identity.txt", "recovery.age"
"""The key files of a vault."""

MOST_BYTES = 10_000
"""Largest key file; one has about 300 bytes."""

SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how the line of a key begins

WRONG_PASSPHRASE = "This passphrase does not open the vault; check capitals and the keyboard."  # noqa: S105 - a sentence
WRONG_CODE = "This recovery code does not open the vault; check each group."


def has_keys(folder: Path) -> bool:
    """Return whether a folder holds any key of a vault."""
    return any((folder / name).is_file() for name in (SEALED, PLAIN, RECOVERY))


def needs_passphrase(folder: Path) -> bool:
    """Return whether a vault opens with a passphrase and not by its key file alone."""
    return not (folder / PLAIN).is_file()


def create_identity() -> Identity:
    """Return the key for a new vault."""
    return new_identity()


def write_identity(folder: Path, identity: Identity, passphrase: str | None) -> None:
    """Write the key of a new vault, never over another one.

    Raises OutputError, and VaultError if there is a key already.
    """
    name, content = _key_file(identity, passphrase)
    try:
        write_new(folder / name, content)
    except FileExistsError:
        raise VaultError("There is a vault already.") from None
    except OSError as error:
        raise _failed(error, folder) from None


def change_passphrase(folder: Path, identity: Identity, passphrase: str | None) -> None:
    """Seal the key of a vault with another passphrase; None leaves it plain. Raises OutputError.

    Whoever copied the old key file can still open it with the old passphrase.
    """
    name, content = _key_file(identity, passphrase)
    try:
        write_whole(folder / name, content)
        (folder / (SEALED if name == PLAIN else PLAIN)).unlink(missing_ok=True)
    except OSError as error:
        raise _failed(error, folder) from None
    settle(folder)


def new_recovery_code(folder: Path, identity: Identity) -> str:
    """Return a new recovery code, which is kept nowhere; the one before opens nothing any more.

    Raises OutputError.
    """
    code = new_code()
    try:
        write_whole(folder / RECOVERY, seal_with_words(_text(identity), plain_code(code)))
    except OSError as error:
        raise _failed(error, folder) from None
    return code


def open_with_passphrase(folder: Path, passphrase: str) -> Identity:
    """Return the key of a vault. Raises WrongKey, Damaged, VaultError."""
    return opened_with_passphrase(_read(folder / SEALED), passphrase)


def open_with_code(folder: Path, typed: str) -> Identity:
    """Return the key of a vault by its recovery code. Raises WrongKey, Damaged, VaultError."""
    code = plain_code(typed)
    return opened_with_code(_read(folder / RECOVERY), code)


def open_key_file(path: Path) -> Identity:
    """Return the key that a plain key file holds. Raises Damaged, VaultError."""
    return _identity(_read(path), path.name)


def opened_with_passphrase(sealed: bytes, passphrase: str) -> Identity:
    """Return the key that the content of a key file holds. Raises WrongKey, Damaged."""
    return _identity(_opened(sealed, normal(passphrase), SEALED, WRONG_PASSPHRASE), SEALED)


def opened_with_code(sealed: bytes, typed: str) -> Identity:
    """Return the key that the content of a recovery file holds. Raises WrongKey, Damaged."""
    return _identity(_opened(sealed, plain_code(typed), RECOVERY, WRONG_CODE), RECOVERY)


def opened_with_any(files: dict[str, bytes], secret: str | Path) -> Identity:
    """Return the key for key files, by passphrase, recovery code or plain key file.

    Raises WrongKey, Damaged, VaultError.
    """
    if isinstance(secret, Path):
        return open_key_file(secret)
    if RECOVERY in files and is_code(secret):
        try:
            return opened_with_code(files[RECOVERY], secret)
        except VaultError:
            if SEALED not in files:
                raise
    if SEALED not in files:
        raise WrongKey("It has no passphrase; the recovery code or the key file opens it.")
    return opened_with_passphrase(files[SEALED], secret)


def derived(identity: Identity, label: str) -> bytes:
    """Return 32 bytes that only this key gives for this label."""
    return hmac.new(
        identity.secret.encode(), f"discloser {label}".encode(), hashlib.sha256
    ).digest()


def key_files(folder: Path) -> dict[str, bytes]:
    """Return the sealed key files of a vault, for a backup. Raises VaultError."""
    names = (name for name in (SEALED, RECOVERY) if (folder / name).is_file())
    return {name: _read(folder / name) for name in names}


def write_key_files(folder: Path, files: dict[str, bytes]) -> None:
    """Put key files into a folder; those that are there stay. Raises OutputError."""
    try:
        for name, content in files.items():
            with suppress(FileExistsError):
                write_new(folder / name, content)
    except OSError as error:
        raise _failed(error, folder) from None


def _key_file(identity: Identity, passphrase: str | None) -> tuple[str, bytes]:
    if passphrase is None:
        return PLAIN, _text(identity)
    return SEALED, seal_with_words(_text(identity), normal(passphrase))


def _text(identity: Identity) -> bytes:
    return f"# The key of a discloser vault: keep it to yourself.\n{identity.secret}\n".encode()


def _opened(sealed: bytes, words: str, name: str, wrong: str) -> bytes:
    try:
        return open_with_words(sealed, words)
    except WrongKey:
        raise WrongKey(wrong) from None
    except Damaged:
        raise Damaged(_damaged(name)) from None


def _identity(content: bytes, name: str) -> Identity:
    lines = content.decode("utf-8", "replace").splitlines()
    found = [line.strip() for line in lines if line.startswith(SECRET)]
    if len(found) != 1:
        raise Damaged(_damaged(name))
    try:
        return Identity(found[0])
    except Damaged:
        raise Damaged(_damaged(name)) from None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise VaultError(
            f"The key file {path.name} of the vault is missing; put it back from a backup."
        ) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise VaultError(f"The key file {path.name} cannot be read: {reason}.") from None
    if not 0 < len(content) <= MOST_BYTES:
        raise Damaged(_damaged(path.name))
    return content


def _damaged(name: str) -> str:
    others = {SEALED: "the recovery code opens the vault", RECOVERY: "make a new recovery code"}
    return f"The key file {name} is damaged; {others.get(name, 'put it back from a backup')}."


def _failed(error: OSError, folder: Path) -> OutputError:
    return OutputError(f"{why(error, folder, 'a key file')} Nothing was written.")
