"""The plans there are: start one, go on with one, copy, rename, delete; and the sample persons."""

import datetime
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from discloser.disk.whole import private_folder, why, write_whole
from discloser.errors import OutputError, PlanError
from discloser.model.plan import MOST_SHORT, Plan
from discloser.packs.people import about, people, text_of
from discloser.planfile.read import PlanText, parse_plan, read_plan_text
from discloser.planfile.write import require_small, with_title, write_plan
from discloser.session.plan_place import PlanPlace
from discloser.text.clean import clean
from discloser.text.english import date_text

if TYPE_CHECKING:
    from discloser.session.session import House
    from discloser.session.sitting import Sitting
    from discloser.vault.vault import Entry, Vault, Version


COPY = " (copy)"
"""What the title of a copy ends with."""


class Sample(Struct, frozen=True):
    """A sample person."""

    name: str
    about: str


class Desk:
    """All plans of one person, or of one counselor."""

    def __init__(
        self, house: "Callable[[], House]", vault: "Vault | None", today: datetime.date
    ) -> None:
        """``house`` opens the packs; it is called when the first plan is opened.

        Without a vault nothing is kept. What opens a plan is loaded when one is opened: the list
        of plans, which is the first thing a person waits for, needs neither packs nor templates.
        """
        self._open_house = house
        self._vault = vault
        self.today = today

    @cached_property
    def _house(self) -> "House":
        return self._open_house()

    @property
    def keeps(self) -> bool:
        """Whether plans are there when the process has ended."""
        return self._vault is not None and self._vault.lasts

    def close(self) -> None:
        """Let go of the vault. Raises VaultError."""
        if self._vault:
            self._vault.close()

    def count(self) -> int:
        """Return how many plans there are. Raises VaultError."""
        return self._vault.count() if self._vault else 0

    def plans(self, limit: int | None = None, offset: int = 0) -> "tuple[Entry, ...]":
        """Return the plans that are kept, the last changed in front. Raises VaultError."""
        return self._vault.entries(limit, offset) if self._vault else ()

    def start(self) -> "Sitting":
        """Begin a new plan; it is kept from the first answer on. Raises PackError."""
        return self._new(Plan(format=1))

    def resume(self, plan_id: str) -> "Sitting":
        """Go on with a plan where it was left. Raises PlanError, PackError, VaultError."""
        # What is written from now on by somebody else is noticed when this one is kept.
        place = PlanPlace(self._require(), plan_id, self.today)
        return self._sitting(self._text(plan_id), place)

    def read(self, plan_id: str) -> PlanText:
        """Return a plan as a plan file. Raises PlanError, VaultError."""
        return self._text(plan_id)

    def bring_in(self, source: PlanText) -> "Sitting":
        """Begin a plan with the answers of a plan file, which stays as it is.

        Raises PlanError, PackError, OutputError, VaultError.
        """
        from discloser.session.session import open_plan  # noqa: PLC0415 - see above

        plan = open_plan(source, self._house, self.today).plan
        if self._vault is None:
            return self._new(plan)
        return self.resume(self._vault.create(write_plan(plan), self.today, plan.title))

    def move_in(self, files: Iterable[Path]) -> list[str]:
        """Take plan files in and delete each that is safe; return what is wrong with the others.

        Raises VaultError.
        """
        vault, problems = self._require(), []
        for path in files:
            try:
                source = read_plan_text(path)
                plan = parse_plan(source)
                require_small(write_plan(plan))  # or it could not be saved with the next answer
                # To the letter, with all remarks; a plan without a name gets that of its file.
                title = plan.title or clean(path.stem)[:MOST_SHORT]
                text = source.text if plan.title else with_title(source.text, title)
                plan_id = vault.create(text, self.today, title)
                if vault.read_text(plan_id) == text:
                    path.unlink()
            except PlanError as error:
                problems.append(error.message)
            except OutputError as error:  # written anew, it is larger than a plan may be
                problems.append(f"{path.name}: {error.message}")
            except OSError as error:
                reason = (error.strerror or "unknown reason").lower()
                problems.append(f"{path.name} was taken in, but could not be deleted: {reason}.")
        return problems

    def samples(self) -> tuple[Sample, ...]:
        """Return the sample persons, all of them invented."""
        return tuple(Sample(name, about(text_of(path))) for name, path in people().items())

    def try_sample(self, name: str) -> "Sitting":
        """Open a sample person; nothing of it is kept. Raises PackError."""
        return self._sitting(PlanText(text_of(people()[name]), f"{name}.toml"))

    def duplicate(self, plan_id: str) -> str:
        """Copy a plan and return the id of the copy. Raises PlanError, OutputError, VaultError."""
        vault = self._require()
        text = vault.read_text(plan_id)
        with suppress(PlanError):  # a plan of a pack that is gone is copied to the letter
            plan = parse_plan(PlanText(text, plan_id))
            title = plan.title and f"{plan.title[: MOST_SHORT - len(COPY)]}{COPY}"
            plan = replace(plan, title=title)
            return vault.create(write_plan(plan), self.today, plan.title)
        return vault.duplicate(plan_id, self.today)

    def rename(self, plan_id: str, title: str) -> None:
        """Give a plan a name for lists; no paper holds it.

        Raises PlanError, PackError, OutputError, VaultError.
        """
        sitting = self.resume(plan_id)
        sitting.answer("title", title.strip() or None)
        sitting.keep()

    def delete(self, plan_id: str) -> None:
        """Delete a plan and its earlier versions for good. Raises PlanError, VaultError."""
        self._require().delete(plan_id)

    def history(self, plan_id: str) -> "tuple[Version, ...]":
        """Return the earlier versions of a plan, newest first. Raises PlanError, VaultError."""
        return self._require().history(plan_id)

    def look_at(self, plan_id: str, revision: int | None = None) -> "Sitting":
        """Open a plan, or an earlier version of it, to look at; nothing is kept of that.

        Raises PlanError, PackError, VaultError.
        """
        if revision is None:
            source = self._text(plan_id)
        else:
            source = PlanText(self._require().read_version(plan_id, revision), plan_id)
        return self._sitting(source)

    def restore(self, plan_id: str, revision: int) -> None:
        """Have an earlier version be the plan again; what it was becomes a version.

        Raises PlanError, VaultError.
        """
        self._require().restore(plan_id, revision)

    def _new(self, plan: Plan) -> "Sitting":
        from discloser.session.sitting import Sitting  # noqa: PLC0415 - see above

        place = PlanPlace(self._vault, None, self.today) if self._vault else None
        return Sitting(plan, self._house.workshop(plan.pack), self.today, place)

    def _sitting(self, source: PlanText, place: PlanPlace | None = None) -> "Sitting":
        from discloser.session.session import open_plan  # noqa: PLC0415 - see above
        from discloser.session.sitting import Sitting  # noqa: PLC0415 - see above
        from discloser.session.trail import read_trail  # noqa: PLC0415 - see above

        session = open_plan(source, self._house, self.today)
        # Not the text that is kept: another version of this program may have laid it out.
        trail = read_trail(place.trail(), write_plan(session.plan)) if place else None
        return Sitting(session.plan, session.workshop, self.today, place, trail)

    def _text(self, plan_id: str) -> PlanText:
        return PlanText(self._require().read_text(plan_id), plan_id)

    def _require(self) -> "Vault":
        if self._vault is None:
            raise PlanError("Nothing is kept here.", fix="Open your plans first.")
        return self._vault


def when(seconds: float) -> str:
    """Return a moment as it is said where the person is: day, time of day."""
    try:
        moment = datetime.datetime.fromtimestamp(seconds).astimezone()
    except (OverflowError, OSError, ValueError):  # a damaged time must not hide the plan
        return "an unknown day"
    return f"{date_text(moment.date(), '')}, {moment:%H:%M}"


def title_of(entry: "Entry") -> str:
    """Return how a plan is called in a list: by its name, or by the day it was begun."""
    return entry.title or called(entry.id)


def called(plan_id: str) -> str:
    """Return how a plan without a title is called: by the day it was begun."""
    found = re.fullmatch(r"plan-(\d{4})-(\d\d)-(\d\d)(?:-(\d+))?", plan_id)
    if not found:
        return plan_id
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return plan_id
    return f"Plan of {date_text(day, '')}" + (f", no. {found[4]}" if found[4] else "")


def save_plan_copy(plan: Plan, path: Path) -> None:
    """Write a plan as a file of its own, readable by its owner only. Raises OutputError."""
    try:
        private_folder(path.parent)
        write_whole(path, write_plan(plan).encode())
    except OSError as error:
        raise OutputError(f"{why(error, path.parent, 'a plan')} Nothing was written.") from None
