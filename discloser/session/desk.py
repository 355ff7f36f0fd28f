"""The plans there are: start one, go on with one, copy, rename, delete; and the sample persons."""

import datetime
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from discloser.disk.whole import private_folder, why, write_whole
from discloser.errors import OutputError, PlanError
from discloser.model.plan import Plan
from discloser.packs.people import about, people, text_of
from discloser.planfile.read import PlanText, parse_plan, read_plan_text
from discloser.planfile.shelf import Entry, Shelf
from discloser.planfile.write import write_plan
from discloser.text.english import date_text

if TYPE_CHECKING:
    from discloser.session.session import House
    from discloser.session.sitting import Sitting


class Sample(Struct, frozen=True):
    """A sample person."""

    name: str
    about: str


ELSEWHERE = (
    "This plan was also changed in another window. Both are kept: what you have here goes on as "
    "a new plan."
)


class Place:
    """Where one plan is kept. What somebody else wrote there meanwhile is never written over."""

    def __init__(self, shelf: Shelf, plan_id: str | None, today: datetime.date) -> None:
        """``plan_id`` is None for a plan that has no file yet; it gets one when first kept."""
        self.plan_id = plan_id
        self._shelf = shelf
        self._today = today
        self._stamp = shelf.stamp(plan_id) if plan_id else None

    def keep(self, plan: Plan) -> str:
        """Write the plan; return a remark if it had to move. Raises OutputError."""
        remark = ""
        if self.plan_id is None:
            self.plan_id = self._shelf.create(plan, self._today)
        elif self._shelf.stamp(self.plan_id) != self._stamp:
            self.plan_id = self._shelf.create(plan, self._today)
            remark = ELSEWHERE
        else:
            self._shelf.save(self.plan_id, plan)
        self._stamp = self._shelf.stamp(self.plan_id)
        return remark


class Desk:
    """All plans of one person, or of one counselor."""

    def __init__(
        self, house: "Callable[[], House]", shelf: Shelf | None, today: datetime.date
    ) -> None:
        """``house`` opens the packs; it is called when the first plan is opened.

        What opens a plan is loaded then, too: the list of plans, which is the first thing a
        person waits for, needs neither packs nor templates.
        """
        self._open_house = house
        self._shelf = shelf
        self.today = today

    @cached_property
    def _house(self) -> "House":
        return self._open_house()

    @property
    def folder(self) -> Path | None:
        """Where plans are kept; None where there is no place for them."""
        return self._shelf.folder if self._shelf else None

    def plans(self) -> tuple[Entry, ...]:
        """Return the plans that are kept, the last changed in front. Raises PlanError."""
        return self._shelf.entries() if self._shelf else ()

    def names(self) -> tuple[Entry, ...]:
        """Return the plans that are kept without reading them, the last changed in front."""
        return self._shelf.names() if self._shelf else ()

    def start(self) -> "Sitting":
        """Begin a new plan; it is kept from the first answer on. Raises PackError."""
        return self._new(Plan(format=1))

    def resume(self, plan_id: str) -> "Sitting":
        """Go on with a plan. Raises PlanError, PackError."""
        return self._sitting(self._require().read(plan_id), plan_id)

    def bring_in(self, path: Path) -> "Sitting":
        """Begin a plan with the answers of a plan file, which stays as it is.

        Raises PlanError, PackError, OutputError.
        """
        from discloser.session.session import open_plan  # noqa: PLC0415 - see above

        plan = open_plan(read_plan_text(path), self._house, self.today).plan
        if self._shelf is None:
            return self._new(plan)
        return self.resume(self._shelf.create(plan, self.today))

    def samples(self) -> tuple[Sample, ...]:
        """Return the sample persons, all of them invented."""
        return tuple(Sample(name, about(text_of(path))) for name, path in people().items())

    def try_sample(self, name: str) -> "Sitting":
        """Open a sample person; nothing of it is kept. Raises PackError."""
        return self._sitting(PlanText(text_of(people()[name]), f"{name}.toml"), None)

    def duplicate(self, plan_id: str) -> str:
        """Copy a plan and return the id of the copy. Raises PlanError, OutputError."""
        shelf = self._require()
        copy = shelf.duplicate(plan_id, self.today)
        with suppress(PlanError):  # a broken plan is copied to the letter too
            plan = parse_plan(shelf.read(copy))
            if plan.title:
                shelf.save(copy, replace(plan, title=f"{plan.title} (copy)"))
        return copy

    def rename(self, plan_id: str, title: str) -> None:
        """Give a plan a name for this list; no paper holds it. Raises PlanError, OutputError."""
        sitting = self.resume(plan_id)
        sitting.answer("title", title.strip() or None)
        sitting.keep()

    def delete(self, plan_id: str) -> None:
        """Delete a plan for good. Raises PlanError, OutputError."""
        self._require().delete(plan_id)

    def _new(self, plan: Plan) -> "Sitting":
        from discloser.session.sitting import Sitting  # noqa: PLC0415 - see above

        place = Place(self._shelf, None, self.today) if self._shelf else None
        workshop = self._house.workshop(plan.pack)
        return Sitting(plan, workshop, self.today, place.keep if place else None)

    def _sitting(self, source: PlanText, plan_id: str | None) -> "Sitting":
        from discloser.session.session import open_plan  # noqa: PLC0415 - see above
        from discloser.session.sitting import Sitting  # noqa: PLC0415 - see above

        session = open_plan(source, self._house, self.today)
        place = Place(self._shelf, plan_id, self.today) if self._shelf and plan_id else None
        return Sitting(session.plan, session.workshop, self.today, place.keep if place else None)

    def _require(self) -> Shelf:
        if self._shelf is None:
            raise PlanError("There is no folder for plans here.", fix="Set DISCLOSER_PLANS to one.")
        return self._shelf


def title_of(entry: Entry) -> str:
    """Return how a plan is called in a list: by its name, or by the day it was begun."""
    if entry.plan and entry.plan.title:
        return entry.plan.title
    found = re.fullmatch(r"plan-(\d{4})-(\d\d)-(\d\d)(?:-(\d+))?", entry.id)
    if not found:
        return entry.id
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return entry.id
    return f"Plan of {date_text(day, '')}" + (f", no. {found[4]}" if found[4] else "")


def save_plan_copy(plan: Plan, path: Path) -> None:
    """Write a plan as a file of its own, readable by its owner only. Raises OutputError."""
    try:
        private_folder(path.parent)
        write_whole(path, write_plan(plan).encode())
    except OSError as error:
        raise OutputError(f"{why(error, path.parent, 'a plan')} Nothing was written.") from None
