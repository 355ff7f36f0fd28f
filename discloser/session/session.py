"""One plan in progress: every front asks here and nowhere else."""

import datetime
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from discloser.disclosure.policy import level_for, verdicts
from discloser.errors import PackError, TemplateError, UsageError
from discloser.model.disclosure import Disclosure, Verdict
from discloser.model.document import Document, Finding
from discloser.model.plan import Plan
from discloser.model.words import Audience, Severity
from discloser.packs.load import load_vouched
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.references import require_known
from discloser.session.drafting import Drafter, Workshop
from discloser.session.packet import Place, asked_for, fitting

if TYPE_CHECKING:
    from discloser.interview.balance import Balance
    from discloser.interview.missing import Gap


class House:
    """Packs that are open, each read once however many plans use it."""

    def __init__(
        self, own_packs: Path | None = None, cache: MutableMapping[str, bytes] | None = None
    ) -> None:
        self._own_packs = own_packs
        self._cache = cache
        self._workshops: dict[str, Workshop] = {}

    def workshop(self, name: str) -> Workshop:
        """Return a pack ready for drafting. Raises PackError."""
        if name not in self._workshops:
            loaded = load_vouched(name, self._own_packs, self._cache)
            self._workshops[name] = Workshop(loaded.pack, self._cache, loaded.trusts)
        return self._workshops[name]


class Told(Struct, frozen=True):
    """What one audience is told, and why."""

    audience: Audience
    level: int
    verdicts: tuple[Verdict, ...]


class Session:
    """A plan with its pack, on one day."""

    def __init__(
        self, plan: Plan, workshop: Workshop, today: datetime.date, *, holds_back: bool = False
    ) -> None:
        """With ``holds_back``, a document whose template is broken is held back with the reason.

        A person at work on a plan then goes on with all the others; without it, drafting raises.
        """
        self._holds_back = holds_back
        self.plan = plan
        self.workshop = workshop
        self.today = today
        self._drafter = Drafter(plan, workshop, today)
        self._drafts: dict[tuple[str, Audience, str], Document] = {}

    def places(self, ids: Iterable[str] = (), audience: Audience | None = None) -> list[Place]:
        """Return which documents are written for whom: those asked for, else all that make sense.

        Raises UsageError.
        """
        specs = self.workshop.pack.documents
        if ids := list(ids):
            return list(asked_for(self.plan, specs, self._drafter, ids, audience))
        return list(fitting(self.plan, specs.values(), self._drafter, audience))

    def draft(self, place: Place, file_name: str = "") -> Document:
        """Return one finished document with its findings.

        Raises TemplateError, unless this session holds such documents back.
        """
        key = (place[0].id, place[1], file_name)
        if key not in self._drafts:
            try:
                self._drafts[key] = self._drafter.draft(*place, file_name)
            except TemplateError as error:
                if not self._holds_back:
                    raise
                self._drafts[key] = _without_text(place, error)
        return self._drafts[key]

    def disclosure(self, place: Place) -> Disclosure:
        """Return what a document may tell its audience."""
        return self._drafter.disclosure(*place)

    def first_fitting(self, ids: Iterable[str], audience: Audience | None = None) -> Place | None:
        """Return the first of some documents that makes sense for the plan, or None."""
        decision = str(self.plan.choice.decision or "undecided")
        for name in ids:
            spec = self.workshop.pack.documents.get(name)
            if spec and decision in spec.decisions:
                with suppress(UsageError):
                    return self.places([name], audience)[0]
        return None

    def level(self, audience: Audience) -> int:
        """Return how much an audience may know, 0 to 5."""
        return level_for(self.plan, self.workshop.pack.catalogue, audience)

    def verdicts(self, audience: Audience) -> tuple[Verdict, ...]:
        """Return for each topic whether an audience may know it, and why."""
        return verdicts(self.plan, self.workshop.pack.catalogue, audience)

    def missing(self) -> "tuple[Gap, ...]":
        """Return what is open in the plan, what is needed in front."""
        # Imported on use: most starts only write documents.
        from discloser.interview.missing import missing  # noqa: PLC0415

        return missing(self.plan, self.workshop.pack.catalogue)

    def step_to_go_on_with(self) -> str:
        """Return the id of the first step in which something needed is open, else the papers."""
        from discloser.interview.steps import step_of  # noqa: PLC0415 - as above

        needed = [gap.path for gap in self.missing() if not gap.optional]
        step = next((step for path in needed if (step := step_of(path))), None)
        return step.id if step else "papers"

    def balance(self) -> "Balance":
        """Return how the person's reasons lean, in sentences."""
        from discloser.interview.balance import balance  # noqa: PLC0415 - as above

        return balance(self.plan, self.workshop.pack.catalogue)

    def told(self, places: Iterable[Place]) -> list[Told]:
        """Return for each audience of some documents what it is told, and why."""
        seen: dict[Audience, Told] = {}
        for spec, audience in places:
            disclosure = self._drafter.disclosure(spec, audience)
            seen.setdefault(audience, Told(audience, disclosure.level, disclosure.verdicts))
        return list(seen.values())


def _without_text(place: Place, error: TemplateError) -> Document:
    """Return a document whose template is broken: no text, and the reason."""
    spec, audience = place
    finding = Finding("r_template", Severity.BLOCK, "text", error.message)
    return Document(
        document=spec.id,
        audience=audience,
        kind=spec.kind,
        title=spec.title,
        subject="",
        text="",
        words=0,
        spoken_seconds=0,
        reveals=(),
        withheld=(),
        findings=(finding,),
    )


def open_plan(source: PlanText, house: House, today: datetime.date) -> Session:
    """Return a session for the plan that a text holds. Raises PlanError and PackError."""
    plan = parse_plan(source)
    try:
        workshop = house.workshop(plan.pack)
    except PackError as error:
        if error.file:
            raise
        # Nothing in the pack is broken: the plan names one that does not exist.
        raise source.error("pack", error.reason, error.fix) from None
    pack = workshop.pack
    if plan.language != pack.language:
        raise source.error(
            "language",
            f"The pack `{pack.name}` is written in `{pack.language}`.",
            f'Write language = "{pack.language}" or choose another pack.',
        )
    require_known(source, plan, pack.catalogue, pack.documents)
    return Session(plan, workshop, today)
