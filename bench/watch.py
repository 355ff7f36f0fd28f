"""What watches over the monkey: a desk that compares with the disk, and a cage around it."""

import os
import sys
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from bench.figures import TODAY
from bench.vaults import vault_in
from discloser.errors import DiscloserError
from discloser.model.plan import Plan
from discloser.planfile.read import PlanText, parse_plan
from discloser.session.desk import Desk
from discloser.session.session import House
from discloser.session.sitting import Sitting
from discloser.vault.vault import Vault


class Broken(Exception):
    """Something that must not happen has happened."""


class Ledger:
    """Remembers the plan that was opened last, to look for it on the disk."""

    def __init__(self, folder: Path) -> None:
        self.open: Sitting | None = None
        self.compared = 0
        self._folder = folder

    def note(self, sitting: Sitting, *, kept: bool) -> Sitting:
        """Remember a plan that was opened just now, if it is kept on the disk."""
        self.open = sitting if kept else None
        return sitting

    def compare(self) -> None:
        """Stop if the plan that was opened last does not open again just as it was in memory."""
        sitting, self.open = self.open, None
        if sitting is None or sitting.plan == Plan(format=1):  # nothing is kept without an answer
            return
        self.compared += 1
        if sitting.plan_id is None:
            raise Broken(f"A plan with answers is not in the vault: {sitting.plan!a}")
        # Opened anew, so that what another connection sees is what counts.
        vault = vault_in(self._folder)
        try:
            text = vault.read_text(sitting.plan_id)
            there = parse_plan(PlanText(text, sitting.plan_id))
        except DiscloserError as error:
            raise Broken(f"A plan does not open again: {error.message}") from error
        finally:
            vault.close()
        if there != sitting.plan:
            raise Broken(f"Answers are not on the disk: {_gone(sitting, there)}")

    def check(self) -> None:
        """Stop if the vault is damaged."""
        vault = vault_in(self._folder)
        try:
            if findings := vault.check():
                raise Broken(f"The vault is damaged: {findings[0].sentence}")
        finally:
            vault.close()


class Watched(Desk):
    """A desk that has every plan compared with the disk when the next one is opened."""

    def __init__(self, house: House, vault: Vault | None, ledger: Ledger) -> None:
        super().__init__(lambda: house, vault, TODAY)
        self._ledger = ledger

    def start(self) -> Sitting:
        """Begin a new plan."""
        self._ledger.compare()
        return self._ledger.note(super().start(), kept=self.keeps)

    def resume(self, plan_id: str) -> Sitting:
        """Go on with a plan."""
        self._ledger.compare()
        return self._ledger.note(super().resume(plan_id), kept=self.keeps)

    def restore(self, plan_id: str, revision: int) -> None:
        """Have an earlier version of a plan be the plan again."""
        self._ledger.compare()
        super().restore(plan_id, revision)

    def delete(self, plan_id: str) -> None:
        """Delete a plan for good."""
        self._ledger.compare()
        super().delete(plan_id)


def _gone(sitting: Sitting, there: Plan) -> str:
    """Return what the disk holds instead; the answers are invented, so they may be shown."""
    said = "it says all is kept" if sitting.kept else "it says that the last answers are not kept"
    memory, disk = to_builtins(sitting.plan), to_builtins(there)
    keys = [key for key in memory | disk if memory.get(key) != disk.get(key)]
    differ = [f"{key}: {memory.get(key)!a}, not {disk.get(key)!a}" for key in keys]
    return "; ".join([said, *differ])


class Cage:
    """Keeps the whole process from writing outside one folder and from starting programs."""

    WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    MOVES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"})

    def __init__(self, folder: Path) -> None:
        self._within = (str(folder), "/dev/null")
        self.turned_back = 0
        sys.addaudithook(self._hook)

    def _hook(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name == "open" and isinstance(arguments[0], str | bytes):
            path, mode, flags = arguments
            if set(mode) & set("wax+") if isinstance(mode, str) else flags & self.WRITES:
                self._require(path)
        elif name in self.MOVES or name == "sqlite3.connect":  # which opens files on its own
            self._require(arguments[0])
        elif name in {"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec"}:
            self.turned_back += 1
            raise PermissionError(13, "a monkey starts no programs")

    def _require(self, path: str | bytes | int) -> None:
        if isinstance(path, int) or "__pycache__" in os.fsdecode(path):
            return
        named = os.fsdecode(path).removeprefix("file:").partition("?")[0]
        where = os.path.realpath(named)
        if not where.startswith(self._within):
            self.turned_back += 1
            raise PermissionError(13, "Permission denied")
