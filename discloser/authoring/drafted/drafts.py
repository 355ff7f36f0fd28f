"""The documents of sample persons, in every form that a pack can give them."""

import datetime
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.workbench import Workbench
from discloser.model.document import Document
from discloser.model.plan import Plan
from discloser.model.words import Audience
from discloser.session.drafting import Drafter
from discloser.session.packet import Place, fitting


class Form(Struct, frozen=True):
    """What is changed in a sample person's plan; what is left empty is as the plan has it."""

    tone: str = ""
    length: str = ""
    level: int | None = None
    """How much every audience may know."""
    choice: int = 0
    """Which of several wordings is chosen, in all places where there are that many; from 1."""
    edits: bool = True
    """Whether what the person changed by hand stays in place of what the pack says."""


AS_IT_IS = Form()


def forms(bench: Workbench) -> list[Form]:
    """Return every tone with every length of a pack, for what the pack itself says."""
    catalogue = bench.workshop.pack.catalogue
    return [
        Form(tone, length, edits=False) for tone in catalogue.tones for length in catalogue.lengths
    ]


def in_form(plan: Plan, form: Form, slots: Iterable[str] = ()) -> Plan:
    """Return a plan in another form; ``slots`` are the phrases of which one can choose."""
    meeting = plan.meeting
    if form.tone:
        meeting = replace(meeting, tone=form.tone)
    if form.length:
        meeting = replace(meeting, length=form.length)
    boundaries = plan.boundaries
    if form.level is not None:
        boundaries = replace(boundaries, level=dict.fromkeys(Audience, form.level))
    wording = dict.fromkeys(slots, form.choice) if form.choice else plan.wording
    edit = plan.edit if form.edits else ()
    return replace(plan, meeting=meeting, boundaries=boundaries, wording=wording, edit=edit)


class Sample(Struct, frozen=True):
    """One document of one sample person in one form."""

    person: str
    form: Form
    drafter: Drafter
    place: Place

    def draft(self) -> Document:
        """Return the finished document with its findings. Raises TemplateError."""
        return self.drafter.draft(*self.place)


def samples(
    bench: Workbench,
    today: datetime.date,
    people: Iterable[str] | None = None,
    in_forms: Iterable[Form] = (AS_IT_IS,),
) -> Iterator[Sample]:
    """Yield every document that makes sense for sample persons, person by person.

    Raises PlanError for a person that does not fit the pack, UsageError for one that is not there.
    """
    wanted = list(in_forms)
    specs = list(bench.workshop.pack.documents.values())
    slots = list(bench.workshop.pack.catalogue.phrases)
    for name in bench.people if people is None else people:
        plan = bench.person(name)
        for form in wanted:
            drafter = Drafter(in_form(plan, form, slots), bench.workshop, today)
            for place in fitting(drafter.plan, specs, drafter, None):
                yield Sample(name, form, drafter, place)
