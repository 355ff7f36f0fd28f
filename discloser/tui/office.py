"""What the screens share: the plans, the settings, and the place where answers are kept."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from discloser.errors import OutputError
from discloser.session.desk import Desk
from discloser.settings.settings import Settings

if TYPE_CHECKING:
    from discloser.session.sitting import Sitting


def path_of(named: str) -> Path:
    """Return the place that a person typed, with ~ for their home folder."""
    return Path(named.strip()).expanduser()


class Keeper:
    """Keeps the answers of the plan that is open, and says how that stands."""

    def __init__(self) -> None:
        self.sitting: Sitting | None = None
        self.keeps = False
        """Whether the plan has a place of its own."""
        self._problem = ""
        self._writing = Lock()
        self.remark = ""
        """What there is to say about how the answers were kept, once."""

    def open(self, sitting: "Sitting", *, keeps: bool) -> None:
        """Look after a plan from now on, once the one before is safe."""
        self.keep()
        self.sitting, self.keeps, self._problem = sitting, keeps, ""

    def keep(self) -> bool:
        """Put all answers where they are safe; return whether they are."""
        with self._writing:  # one after the other, whichever thread asks
            if self.sitting is None:
                return True
            try:
                self.remark = self.sitting.keep() or self.remark
            except OutputError as error:
                self._problem = error.message
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
        desk: Desk,
        settings: Settings,
        settings_file: Path | None,
        environment: Mapping[str, str],
        *,
        output_waits: bool = False,
    ) -> None:
        self.desk = desk
        self.settings = settings
        self.settings_file = settings_file
        self.environment = environment
        self.output_waits = output_waits
        """Whether standard output leads to a file or another program."""
        self.output = ""
        """What goes to standard output when the app has ended."""
        self.keeper = Keeper()

    def papers_folder(self) -> Path:
        """Return the folder into which papers are saved."""
        named = self.settings.papers
        return Path(named).expanduser() if named else Path.home() / "discloser-papers"
