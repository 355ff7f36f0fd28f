"""The documents of one pack: what each needs, and its text once that is there."""

from collections.abc import Mapping, MutableMapping

from msgspec import Struct

from discloser.errors import TemplateError
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.language import ENGLISH, Language
from discloser.rendering.context import SECTIONS
from discloser.rendering.filters import filters_for
from discloser.rendering.subset import Templates
from discloser.rendering.template.program import Program
from discloser.rendering.template.run import Watch
from discloser.text.english import squeeze

KNOWN = frozenset([*GENERAL_NAMES, *SECTIONS, *(f"{section}.*" for section in SECTIONS)])


class Needs(Struct, frozen=True):
    """What a template reads."""

    slots: frozenset[str]
    """Ids of the phrases that it says."""
    names: frozenset[str]
    """Names at the front of everything that it reads."""


class Renderer:
    """Renders the documents of one pack; templates are read and checked once, on use."""

    def __init__(
        self,
        templates: Mapping[str, str],
        files: Mapping[str, str],
        cache: MutableMapping[str, bytes] | None = None,
        language: Language = ENGLISH,
    ) -> None:
        """``templates`` maps paths in the pack to text, ``files`` to the names shown in errors."""
        self._templates = Templates(templates, filters_for(language), cache=cache)
        self._files = files
        self._needs: dict[str, Needs] = {}

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

    def render(
        self, document: str, data: Mapping[str, object], watch: Watch | None = None
    ) -> str:
        """Return the text of a document as Markdown. Raises TemplateError.

        ``watch`` is told of every part of the template that is used.
        """
        try:
            return squeeze(self._templates.render(template_of(document), data, KNOWN, watch))
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
