"""What the screens share: the plans, the settings, and the place where answers are kept."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from discloser.errors import DiscloserError
from discloser.session.desk import Desk
from discloser.session.door import Door
from discloser.settings.settings import Settings

if TYPE_CHECKING:
    from discloser.session.sitting import Sitting
    from discloser.vault.open_here import OpenHere
    from discloser.vault.vault import Vault


def path_of(named: str) -> Path:
    """Return the place that a person typed, with ~ for their home folder."""
    return Path(named.strip()).expanduser()


class Keeper:
    """Keeps the answers of the plan that is open, and says how that stands."""

    def __init__(self) -> None:
        self.sitting: Sitting | None = None
        self.lasts = False
        """Whether what is kept is there when the app has ended."""
        self._problem = ""
        self._writing = Lock()
        self.remark = ""
        """What there is to say about how the answers were kept, once."""

    def open(self, sitting: "Sitting") -> None:
        """Look after a plan from now on, once the one before is safe."""
        self.keep()
        self.sitting, self._problem = sitting, ""

    @property
    def keeps(self) -> bool:
        """Whether the answers are there when the app has ended."""
        return self.lasts and self.sitting is not None and self.sitting.keeps

    def keep(self) -> bool:
        """Put all answers where they are safe; return whether they are."""
        with self._writing:  # one after the other, whichever thread asks
            if self.sitting is None:
                return True
            try:
                self.remark = self.sitting.keep() or self.remark
            except DiscloserError as error:
                self._problem = error.message
                return False
            # Whatever it is, it must be said now and not when the app ends; without values.
            except Exception as error:  # noqa: BLE001
                self._problem = f"something went wrong inside discloser ({type(error).__name__})."
                return False
            self._problem = ""
            return True

    @property
    def problem(self) -> str:
        """Why the last answers are not saved; empty if nothing is wrong."""
        return self._problem

    @property
    def says(self) -> str:
        """How it stands, in a word or two."""
        if not self.keeps:
            return "Nothing is kept"
        if self._problem:
            return "NOT SAVED"
        return "All saved" if self.sitting is None or self.sitting.kept else "Saving"


class Office:
    """The surroundings of one run of the app."""

    def __init__(
        self,
        door: Door,
        desk_over: "Callable[[Vault | None], Desk]",
        settings: Settings,
        settings_file: Path | None,
        environment: Mapping[str, str],
        *,
        output_waits: bool = False,
    ) -> None:
        """``desk_over`` makes the desk on a vault that was opened, or on none."""
        self.door = door
        self._desk_over = desk_over
        self.desk = desk_over(None)
        self.vault: Vault | None = None
        """The vault, once it is open."""
        self._open_here: OpenHere | None = None
        self.settings = settings
        self.settings_file = settings_file
        self.environment = environment
        self.output_waits = output_waits
        """Whether standard output leads to a file or another program."""
        self.output = ""
        """What goes to standard output when the app has ended."""
        self.keeper = Keeper()
        self.noticed: set[str] = set()
        """What was said about packs, so that it is said once."""

    def open(self, vault: "Vault | None") -> None:
        """Work with the plans of a vault from now on; with None, they go with the app."""
        self.vault = vault or self.door.this_time()
        self.desk = self._desk_over(self.vault)
        self.keeper.lasts = self.vault.lasts

    @property
    def lasting(self) -> "Vault | None":
        """The vault, if what is in it is there when the app has ended."""
        return self.vault if self.vault and self.vault.lasts else None

    @property
    def would_be_lost(self) -> bool:
        """Whether there are plans that go with the app."""
        return self.vault is not None and not self.vault.lasts and self.vault.count() > 0

    def can_be_locked(self) -> None:
        """Have `vault lock` find this process; whoever calls this handles its signal by now."""
        if self.lasting is None or self._open_here is not None:
            return
        from discloser.vault.open_here import OpenHere  # noqa: PLC0415 - only with a vault

        with suppress(DiscloserError):  # a read-only folder: it is not found then
            self._open_here = OpenHere(self.lasting.folder)

    def close(self) -> None:
        """Save, and let go of the vault."""
        self.keeper.keep()
        if self._open_here is not None:
            self._open_here.close()
        with suppress(DiscloserError):  # its disk is gone; what was kept is on it
            self.desk.close()

    def papers_folder(self) -> Path:
        """Return the folder into which papers are saved."""
        named = self.settings.papers
        return Path(named).expanduser() if named else Path.home() / "discloser-papers"
