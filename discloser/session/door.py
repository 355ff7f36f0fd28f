"""The vault before it is open: whether there is one, making it, and the ways to open it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from discloser.errors import VaultError

if TYPE_CHECKING:
    from discloser.vault.vault import Vault

State = Literal["nowhere", "new", "sealed", "open", "keyless", "barred"]
"""``nowhere``: the system names no place for a vault. ``new``: there is none yet. ``sealed``: it
opens with a passphrase. ``open``: whoever has its folder has its key. ``keyless``: the key is
missing. ``barred``: this person may not enter the folder."""


class Made(NamedTuple):
    """A new vault."""

    vault: "Vault"
    code: str
    """The recovery code, which is kept nowhere."""


class Door:
    """What stands between a person and their plans."""

    def __init__(self, folder: Path | None, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds since the epoch."""
        self.folder = folder
        self._clock = clock

    @property
    def state(self) -> State:
        """How plans are kept here."""
        if self.folder is None:
            return "nowhere"
        from discloser.vault.folder import has_vault  # noqa: PLC0415 - on use
        from discloser.vault.keys import has_keys, needs_passphrase  # noqa: PLC0415 - on use

        try:
            if not has_vault(self.folder):
                return "new"
            if not has_keys(self.folder):
                return "keyless"
            return "sealed" if needs_passphrase(self.folder) else "open"
        except OSError:
            return "barred"

    def make(self, passphrase: str | None) -> Made:
        """Make a vault; takes seconds. Raises VaultError, OutputError.

        Without a passphrase, whoever can read the folder can read the plans. Once the person has
        seen the code, `Vault.take_recovery_code` is to be called; it opens the vault before, too.
        """
        from discloser.vault.vault import Vault  # noqa: PLC0415 - on use

        vault = Vault.make(self._there(), passphrase, self._clock)
        try:
            return Made(vault, vault.new_recovery_code())
        except BaseException:
            vault.close()
            raise

    def this_time(self) -> "Vault":
        """Return a vault for one sitting, which is in memory and writes nothing."""
        from discloser.vault.vault import Vault  # noqa: PLC0415 - on use

        return Vault.in_memory(self._clock)

    def unlock(self, passphrase: str | None) -> "Vault":
        """Open the vault; None opens one without a passphrase. Takes a few seconds.

        Raises WrongKey, Damaged, VaultError.
        """
        from discloser.vault.vault import Vault  # noqa: PLC0415 - on use

        return Vault.unlock(self._there(), passphrase, self._clock)

    def recover(self, code: str) -> "Vault":
        """Open the vault with the recovery code. Raises WrongKey, Damaged, VaultError."""
        from discloser.vault.vault import Vault  # noqa: PLC0415 - on use

        return Vault.recover(self._there(), code, self._clock)

    def enter(self, secret: str) -> "Vault":
        """Open the vault with what somebody typed: the passphrase or the recovery code.

        Takes a few seconds, and twice that for a passphrase in the form of a code. Raises
        WrongKey, Damaged, VaultError.
        """
        from discloser.vault.keys import has_code  # noqa: PLC0415 - on use
        from discloser.vault.recovery import is_code  # noqa: PLC0415 - on use

        if not is_code(secret) or not has_code(self._there()):
            return self.unlock(secret)
        try:
            return self.recover(secret)
        except VaultError:
            with suppress(VaultError):
                return self.unlock(secret)
            raise

    def from_backup(self, path: Path, secret: str | Path) -> "Vault":
        """Make the vault from a backup, where there is none or its store is lost.

        ``secret`` is the passphrase or recovery code of that time, or the plain key file. Raises
        WrongKey, Damaged, VaultError, OutputError; what was there stays as it was then.
        """
        from discloser.vault.vault import Vault  # noqa: PLC0415 - on use

        return Vault.from_backup(self._there(), path, secret, self._clock)

    def loose_plans(self) -> tuple[Path, ...]:
        """Return plan files that lie in the folder in plain, from before plans were sealed."""
        if self.folder is None or not self.folder.is_dir():
            return ()
        found = (path for path in self.folder.glob("*.toml") if not path.is_symlink())
        return tuple(sorted(path for path in found if path.is_file()))

    def _there(self) -> Path:
        if self.folder is None:
            raise VaultError("There is no folder for plans here; DISCLOSER_PLANS names one.")
        return self.folder
