"""Which branches and which wordings of a document are used for somebody."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from discloser.authoring.drafted.patience import ENDLESS, Patience
from discloser.model.catalogue import Catalogue
from discloser.model.disclosure import Disclosure
from discloser.model.document import DocumentSpec
from discloser.model.wording import fields, picked_place, wordings
from discloser.rendering.renderer import Renderer
from discloser.rendering.template.branches import Branch, branches
from discloser.rendering.template.program import Step
from discloser.session.drafting import Written

MADE_WITH_ASKS = "trial"
PRIVATE_LINE = "private_line"
"""Phrases that are said without being named in a template."""

WITH_ASKS = frozenset({"asks", "more_asks"})
WITH_PRIVATE_LINE = frozenset(
    {PRIVATE_LINE, "questions", "ladder", "objections", "points", "privacy", *WITH_ASKS}
)
"""Names of templates whose texts may say them."""


class Part(Struct, frozen=True, order=True):
    """A branch of a template, or a wording of a phrase."""

    where: str
    """Path of the template in its pack, or id of the phrase."""
    number: int
    """Which of its branches or wordings, from 0."""

    @property
    def is_branch(self) -> bool:
        """Whether it is a branch and no wording."""
        return self.where.endswith(".j2")


class Notes:
    """Looks on while documents are rendered, and remembers the last one and all that was used.

    Where somebody looks on, the steps of a template run in this process, also those of a pack for
    which nobody vouches. They were read by the closed process and came back as plain data, and the
    machine that runs them counts steps and characters: it always ends, and reaches nothing but
    texts and numbers.
    """

    def __init__(self, patience: Patience = ENDLESS) -> None:
        self._patience = patience
        self.data: Mapping[str, object] = {}
        """What the last document was made from."""
        self._ran: set[int] = set()

    def begins(self, document: str, data: Mapping[str, object]) -> None:  # noqa: ARG002
        """Note what a document is made from. Raises TakesTooLongError."""
        self._patience.go_on()
        self.data = data

    def runs(self, steps: tuple[Step, ...]) -> None:
        """Note that a part of a template is used; the renderer keeps all parts alive."""
        self._ran.add(id(steps))

    def used(self, branch: Branch) -> bool:
        """Return whether a branch was ever used."""
        return id(branch.body) in self._ran


class Parts:
    """The branches and wordings that a document consists of."""

    def __init__(self, spec: DocumentSpec, renderer: Renderer, catalogue: Catalogue) -> None:
        """Raises TemplateError."""
        self._catalogue = catalogue
        needs = renderer.needs(spec.id)
        named = {spec.subject, *needs.slots}
        if needs.names & WITH_ASKS:
            named.add(MADE_WITH_ASKS)
        texts = [catalogue.phrases[slot].text for slot in named & catalogue.phrases.keys()]
        said = {name for text in texts for each in wordings(text) for name in fields(each.text)}
        if PRIVATE_LINE in said or needs.names & WITH_PRIVATE_LINE:
            named.add(PRIVATE_LINE)
        self.slots = sorted(named & catalogue.phrases.keys())
        self.branches = {
            Part(path, number): branch
            for path, program in renderer.programs(spec.id).items()
            for number, branch in enumerate(branches(program))
        }

    def wordings(self, slots: Iterable[str]) -> Iterator[Part]:
        """Yield every wording of some phrases."""
        for slot in slots:
            for number, _ in enumerate(wordings(self._catalogue.phrases[slot].text)):
                yield Part(slot, number)

    def said(self, disclosure: Disclosure, written: Written) -> Iterator[Part]:
        """Yield the wordings that stand in a document."""
        whole = _folded(f"{written.subject}\n{written.text}")
        for slot in self.slots:
            for number, filled in self.picked(slot, disclosure):
                if _folded(filled) in whole:
                    yield Part(slot, number)

    def all_picked(self, disclosure: Disclosure) -> Iterator[Part]:
        """Yield the wordings that are used where the template says their phrases."""
        for slot in self.slots:
            yield from (Part(slot, number) for number, _ in self.picked(slot, disclosure))

    def picked(self, slot: str, disclosure: Disclosure) -> Iterator[tuple[int, str]]:
        """Yield which wordings of a phrase are used, and how they are filled in."""
        text = self._catalogue.phrases[slot].text
        each = (text,) if isinstance(text, str) else text
        here, choice = disclosure.situation, disclosure.wording.get(slot, 1)
        weeks = {ask.trial_weeks for ask in disclosure.asks} if slot == MADE_WITH_ASKS else {""}
        for value in weeks:
            values = {"trial_weeks": value} if value else {}
            if found := picked_place(each, here, values, choice):
                yield found


def _folded(text: str) -> str:
    """Return a text on one line, without capitals and without a mark at its end."""
    return " ".join(text.split()).casefold().rstrip(".?!")
