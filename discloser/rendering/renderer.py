"""The documents of one pack: what each needs, and its text once that is there."""

from collections.abc import Collection, Mapping, MutableMapping
from typing import Protocol

from msgspec import Struct

from discloser.errors import TemplateError
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.language import ENGLISH, Language
from discloser.rendering.context import SECTIONS
from discloser.rendering.filters import filters_for
from discloser.rendering.subset import Problem, Templates
from discloser.rendering.template.program import Program, Step
from discloser.text.english import squeeze

SECTION_NAMES = frozenset(
    [*SECTIONS, *(f"{section}{part}" for section in SECTIONS for part in (".*", "[].*"))]
)
"""What a template may read beside the general names; parts of list items stand behind ``[]``."""


class Needs(Struct, frozen=True):
    """What a template reads."""

    slots: frozenset[str]
    """Ids of the phrases that it says."""
    names: frozenset[str]
    """Names at the front of everything that it reads."""


class Watcher(Protocol):
    """Looks on while documents are rendered."""

    def begins(self, document: str, data: Mapping[str, object]) -> None:
        """Note that a document begins, and what it is made from."""

    def runs(self, steps: tuple[Step, ...]) -> None:
        """Note that a part of a template is used: a file, a branch or a round of a loop."""


class Renderer:
    """Renders the documents of one pack; templates are read and checked once, on use."""

    def __init__(
        self,
        templates: Mapping[str, str],
        files: Mapping[str, str],
        cache: MutableMapping[str, bytes] | None = None,
        language: Language = ENGLISH,
        names: Collection[str] = GENERAL_NAMES,
    ) -> None:
        """``templates`` maps paths in the pack to text, ``files`` to the names shown in errors.

        ``names`` are the general names of the pack.
        """
        self._known = SECTION_NAMES.union(names)
        self._templates = Templates(templates, filters_for(language), cache=cache)
        self._files = files
        self._needs: dict[str, Needs] = {}
        self.watcher: Watcher | None = None
        """Is told what is rendered, if somebody asks."""

    @property
    def templates(self) -> Templates:
        """The template files, for whoever looks through them."""
        return self._templates

    def problems(self, document: str) -> tuple[Problem, ...]:
        """Return everything that is wrong with the template of a document, without raising."""
        return self._templates.check(template_of(document), self._known)

    def needs(self, document: str) -> Needs:
        """Return what a document reads, over all its branches. Raises TemplateError."""
        if document not in self._needs:
            try:
                names = self._templates.names_used(template_of(document))
            except TemplateError as error:
                raise self._located(error) from None
            self._needs[document] = Needs(
                slots=frozenset(name[4:] for name in names if name.startswith("say.")),
                names=frozenset(name.partition(".")[0].partition("[")[0] for name in names),
            )
        return self._needs[document]

    def render(self, document: str, data: Mapping[str, object]) -> str:
        """Return the text of a document as Markdown. Raises TemplateError."""
        watch = None
        if self.watcher:
            self.watcher.begins(document, data)
            watch = self.watcher.runs
        try:
            return squeeze(self._templates.render(template_of(document), data, self._known, watch))
        except TemplateError as error:
            raise self._located(error) from None

    def programs(self, document: str) -> Mapping[str, Program]:
        """Return the steps of a document and of what it includes. Raises TemplateError."""
        try:
            return self._templates.programs(template_of(document))
        except TemplateError as error:
            raise self._located(error) from None

    def _located(self, error: TemplateError) -> TemplateError:
        return TemplateError(self._files.get(error.file, error.file), error.line, error.reason)


def template_of(document: str) -> str:
    """Return the path of a document's template inside its pack."""
    return f"documents/{document}.j2"
