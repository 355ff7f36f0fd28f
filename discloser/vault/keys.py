"""The key of a vault: its files, what opens them, and the keys that are made from it.

The key is an age identity. Its file is text as ``age-keygen`` writes it, sealed with the passphrase
(``identity.age``) or, where the person chose to have none, plain (``identity.txt``). Both serve
``age -d -i`` as they are. ``recovery.age`` is the same, sealed with the recovery code. A new code
is in ``recovery.age.new`` until the person has seen it: the one before works until then, and both
do if the program ends in between.
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

NEW_RECOVERY = f"{RECOVERY}.new"
"""A recovery file whose code nobody may have seen."""

KEY_FILES = (PLAIN, SEALED, RECOVERY, NEW_RECOVERY)

MOST_BYTES = 10_000
"""Largest key file; one has about 300 bytes."""

SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how the line of a key begins

WRONG_PASSPHRASE = (
    "That is not the passphrase. Nothing is lost. Check capitals and the keyboard, and try again."  # noqa: S105 - a sentence
)
OTHER_CODE = "Another recovery code was made meanwhile; make a new one."
WRONG_CODE = "That is not the recovery code. Check each group, and try again."


def has_keys(folder: Path) -> bool:
    """Return whether a folder holds any key of a vault."""
    return any((folder / name).is_file() for name in KEY_FILES)


def has_code(folder: Path) -> bool:
    """Return whether there is a recovery code for a vault."""
    return any((folder / name).is_file() for name in (RECOVERY, NEW_RECOVERY))


def needs_passphrase(folder: Path) -> bool:
    """Return whether a vault opens with a passphrase and not by its key file alone."""
    return not (folder / PLAIN).is_file()


def create_identity() -> Identity:
    """Return the key for a new vault."""
    return new_identity()


def key_file(identity: Identity, passphrase: str | None) -> tuple[str, bytes]:
    """Return name and content of the file for a key; None leaves it plain.

    Raises VaultError if the machine is too busy to seal it well.
    """
    if passphrase is None:
        return PLAIN, _text(identity)
    return SEALED, seal_with_words(_text(identity), normal(passphrase))


def write_key_file(folder: Path, name: str, content: bytes) -> None:
    """Write the key file of a new vault, never over another one.

    Raises OutputError, and VaultError if there is a key already.
    """
    try:
        write_new(folder / name, content)
    except FileExistsError:
        raise VaultError("There is a vault already.") from None
    except OSError as error:
        raise _failed(error, folder) from None


def change_passphrase(folder: Path, identity: Identity, passphrase: str | None) -> None:
    """Seal the key of a vault with another passphrase; None leaves it plain.

    Whoever copied the old key file can still open it with the old passphrase. Raises VaultError,
    OutputError.
    """
    name, content = key_file(identity, passphrase)
    try:
        write_whole(folder / name, content)
        (folder / (SEALED if name == PLAIN else PLAIN)).unlink(missing_ok=True)
    except OSError as error:
        raise _failed(error, folder) from None
    settle(folder)


def new_recovery_code(folder: Path, identity: Identity) -> tuple[str, bytes]:
    """Return a new recovery code, which is kept nowhere, and the file that it opens.

    The one before opens the vault too until this one is taken. Raises VaultError, OutputError.
    """
    code = new_code()
    sealed = seal_with_words(_text(identity), plain_code(code))
    try:
        write_whole(folder / NEW_RECOVERY, sealed)
    except OSError as error:
        raise _failed(error, folder) from None
    return code, sealed


def take_recovery_code(folder: Path, sealed: bytes | None) -> None:
    """Have the new recovery code be the only one; do nothing if there is no new one.

    ``sealed`` is the file that it opens, None for whichever is there. Raises VaultError if another
    one was made since, OutputError.
    """
    new = folder / NEW_RECOVERY
    if not new.is_file():
        if sealed and _read(folder / RECOVERY) != sealed:
            raise VaultError(OTHER_CODE)
        return
    if sealed and _read(new) != sealed:
        raise VaultError(OTHER_CODE)
    try:
        new.replace(folder / RECOVERY)
    except OSError as error:
        raise _failed(error, folder) from None
    settle(folder)


def open_with_passphrase(folder: Path, passphrase: str) -> Identity:
    """Return the key of a vault. Raises WrongKey, Damaged, VaultError."""
    coded = has_code(folder)
    return opened_with_passphrase(_read(folder / SEALED, coded=coded), passphrase, coded=coded)


def open_with_code(folder: Path, typed: str) -> Identity:
    """Return the key of a vault by its recovery code. Raises WrongKey, Damaged, VaultError."""
    code = plain_code(typed)
    names = [name for name in (RECOVERY, NEW_RECOVERY) if (folder / name).is_file()]
    failures: list[VaultError] = []
    for name in names or [RECOVERY]:
        try:
            return opened_with_code(_read(folder / name), code)
        except VaultError as error:
            failures.append(error)
    raise failures[0]


def open_key_file(path: Path) -> Identity:
    """Return the key that a plain key file holds. Raises Damaged, VaultError."""
    return _identity(_read(path), path.name)


def opened_with_passphrase(sealed: bytes, passphrase: str, *, coded: bool = False) -> Identity:
    """Return the key that the content of a key file holds.

    ``coded`` says that there is a recovery code. Raises WrongKey, Damaged, VaultError.
    """
    try:
        content = open_with_words(sealed, normal(passphrase))
    except WrongKey:
        raise WrongKey(WRONG_PASSPHRASE) from None
    except Damaged:
        raise Damaged(_damaged(SEALED, coded=coded)) from None
    return _identity(content, SEALED, coded=coded)


def opened_with_code(sealed: bytes, typed: str) -> Identity:
    """Return the key that the content of a recovery file holds.

    Raises WrongKey, Damaged, VaultError.
    """
    try:
        content = open_with_words(sealed, plain_code(typed))
    except WrongKey:
        raise WrongKey(WRONG_CODE) from None
    except Damaged:
        raise Damaged(_damaged(RECOVERY)) from None
    return _identity(content, RECOVERY)


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
    return opened_with_passphrase(files[SEALED], secret, coded=RECOVERY in files)


def derived(identity: Identity, label: str) -> bytes:
    """Return 32 bytes that only this key gives for this label."""
    return hmac.new(
        identity.secret.encode(), f"discloser {label}".encode(), hashlib.sha256
    ).digest()


def key_files(folder: Path) -> dict[str, bytes]:
    """Return the sealed key files of a vault, for a backup. Raises VaultError.

    The recovery code is the one that was taken, and a new one only if there is no other.
    """
    from_ = {SEALED: SEALED, RECOVERY: RECOVERY if (folder / RECOVERY).is_file() else NEW_RECOVERY}
    return {name: _read(folder / file) for name, file in from_.items() if (folder / file).is_file()}


def write_key_files(folder: Path, files: dict[str, bytes]) -> None:
    """Put key files into a folder; those that are there stay. Raises OutputError."""
    try:
        for name, content in files.items():
            with suppress(FileExistsError):
                write_new(folder / name, content)
    except OSError as error:
        raise _failed(error, folder) from None


def _text(identity: Identity) -> bytes:
    return f"# The key of a discloser vault: keep it to yourself.\n{identity.secret}\n".encode()


def _identity(content: bytes, name: str, *, coded: bool = False) -> Identity:
    lines = content.decode("utf-8", "replace").splitlines()
    found = [line.strip() for line in lines if line.startswith(SECRET)]
    if len(found) != 1:
        raise Damaged(_damaged(name, coded=coded))
    try:
        return Identity(found[0])
    except Damaged:
        raise Damaged(_damaged(name, coded=coded)) from None


def _read(path: Path, *, coded: bool = False) -> bytes:
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
        raise Damaged(_damaged(path.name, coded=coded))
    return content


def _damaged(name: str, *, coded: bool = False) -> str:
    """Say that a key file is damaged, and the way out; ``coded``: there is a recovery code."""
    if name == SEALED and coded:
        way = "the recovery code opens the vault"
    elif name in {RECOVERY, NEW_RECOVERY}:
        way = "make a new recovery code"
    else:
        way = "put it back from a backup"
    return f"The key file {name} is damaged; {way}."


def _failed(error: OSError, folder: Path) -> OutputError:
    return OutputError(f"{why(error, folder, 'a key file')} Nothing was written.")
