"""The vault as a whole: opening it, what opens it, and its care."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from discloser.disk.whole import sweep
from discloser.errors import Damaged, VaultError, WrongKey
from discloser.vault import care, keys
from discloser.vault.age import Identity
from discloser.vault.folder import STORE, has_vault, memory_store, open_store, purge
from discloser.vault.heads import Heads
from discloser.vault.inspection import Finding
from discloser.vault.opening import make_from_backup, make_vault
from discloser.vault.sums import TOTAL, Sums

ENOUGH = 20
"""Plans that are looked at to know a foreign key."""

Clock = Callable[[], float]
"""Gives the seconds since the epoch."""


class Keeping:
    """A vault without regard to what is in it: opening, what opens it, and its care."""

    def __init__(self, folder: Path | None, identity: Identity, clock: Clock) -> None:
        """Open a vault by its key; without a folder it is in memory only.

        Raises WrongKey, Damaged, VaultError.
        """
        self._folder = folder
        self._identity = identity
        self._clock = clock
        self._sums = Sums(identity)
        self._code: bytes | None = None
        """The file that the recovery code opens which was made here last."""
        if folder:
            sweep(folder)
        self._store = open_store(folder / STORE, self._sums) if folder else memory_store(self._sums)
        self._heads = Heads(identity)
        self._kept: dict[str, float] = {}
        """When an earlier version of a plan was last kept since this was opened."""
        if self._is_foreign():
            self._store.close()
            raise WrongKey("This is not the key of the plans here.")

    @property
    def lasts(self) -> bool:
        """Whether plans are there when the process has ended."""
        return self._folder is not None

    @property
    def writable(self) -> bool:
        """Whether plans can be saved; if not, as on a full disk, they can still be read."""
        return self._store.writable

    @property
    def folder(self) -> Path:
        """The folder of the vault. Raises VaultError if it is in memory only."""
        if self._folder is None:
            raise VaultError("Nothing is kept this time.")
        return self._folder

    @classmethod
    def in_memory(cls, clock: Clock) -> Self:
        """Return a vault that goes with this process and writes nothing."""
        return cls(None, keys.create_identity(), clock)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Return whether there is a vault in a folder, whole or not."""
        return has_vault(folder)

    @classmethod
    def make(cls, folder: Path, passphrase: str | None, clock: Clock) -> Self:
        """Make a vault; None leaves its key unsealed. Raises VaultError, OutputError."""
        return cls(folder, make_vault(folder, passphrase), clock)

    @classmethod
    def unlock(cls, folder: Path, passphrase: str | None, clock: Clock) -> Self:
        """Open a vault; None for one that has a plain key file.

        Raises WrongKey, Damaged, VaultError.
        """
        if passphrase is None:
            return cls(folder, keys.open_key_file(folder / keys.PLAIN), clock)
        return cls(folder, keys.open_with_passphrase(folder, passphrase), clock)

    @classmethod
    def recover(cls, folder: Path, code: str, clock: Clock) -> Self:
        """Open a vault with its recovery code. Raises WrongKey, Damaged, VaultError."""
        return cls(folder, keys.open_with_code(folder, code), clock)

    @classmethod
    def from_backup(cls, folder: Path, path: Path, secret: str | Path, clock: Clock) -> Self:
        """Make a vault from a backup, where there is none or where its store is lost.

        ``secret`` is the passphrase or the recovery code that the vault had at that time, or the
        plain key file. A damaged store is set aside, not deleted.

        Raises WrongKey, Damaged, VaultError, OutputError; the folder is then as it was.
        """
        return cls(folder, make_from_backup(folder, path, secret), clock)

    def purge(self) -> None:
        """Delete keys and plans for good, in a vault that is open. Raises OutputError."""
        self.close()
        purge(self.folder)

    def close(self) -> None:
        """Let go of the files and of what was seen; the key goes when nothing holds this vault."""
        self._heads.forget()
        self._store.close()

    def change_passphrase(self, passphrase: str | None) -> None:
        """Have another passphrase open the vault; None for none. Raises VaultError, OutputError."""
        keys.change_passphrase(self.folder, self._identity, passphrase)

    def new_recovery_code(self) -> str:
        """Return a new recovery code, to be shown once.

        It opens the vault from now on, and the one before does too until this one is taken:
        nobody may have seen it. Raises VaultError, OutputError.
        """
        code, self._code = keys.new_recovery_code(self.folder, self._identity)
        return code

    def take_recovery_code(self) -> None:
        """Have the new recovery code be the only one, once a person has seen it.

        Works for a vault that was closed meanwhile, too. Raises VaultError if another one was
        made since, OutputError.
        """
        keys.take_recovery_code(self.folder, self._code)

    def check(self) -> list[Finding]:
        """Return what is damaged, missing or older than it was. Raises VaultError."""
        return care.check(self._store, self._identity, self._sums)

    def accept(self) -> None:
        """Take what is there as what should be, after a person was told. Raises VaultError."""
        self._store.accept()

    def remove_damaged(self) -> list[Finding]:
        """Delete the plans and versions that are damaged, for good, and return which.

        What is missing stays missing. Raises VaultError.
        """
        removed = care.remove_damaged(self._store, self._identity, self._sums)
        self._heads.forget()
        return removed

    def backup(self, path: Path) -> list[Finding]:
        """Write one sealed file with everything that is sound, and look through it.

        Return what is wrong with the vault, which has to be said; plans and versions among it are
        not in the backup. Raises Damaged if nothing can be read, or if something is wrong and there
        is a file already, which may be a better backup; OutputError, VaultError.
        """
        return care.write_all(self.folder, self._store, self._identity, self._sums, path)

    def restore_backup(self, path: Path) -> None:
        """Have the plans of a backup in place of all plans here, which stay until that is done.

        Raises Damaged, VaultError, OutputError; nothing is touched then.
        """
        care.put_back(self._store, self._identity, self._sums, path)
        self._heads.forget()
        self._kept.clear()

    def _is_foreign(self) -> bool:
        """Return whether all looks as if the plans were sealed to another key."""
        with suppress(Damaged):
            if self._sums.read(self._store.get_meta(TOTAL)) is None:
                tops = self._store.page(0, ENOUGH)
                return bool(tops) and all(self._heads.entry(top).problem for top in tops)
        return False
