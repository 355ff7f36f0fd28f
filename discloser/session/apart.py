"""Templates for which nobody vouches are read and filled in by a process of their own.

That process can open nothing, is told nothing but the templates and what an audience may know, and
is ended when it takes too long. What comes back is a text, or the steps of a template as plain
data. Texts are the same to the byte as those that are made here.
"""

import weakref
from collections.abc import Collection, Iterator, Mapping, MutableMapping

from msgspec import Raw, msgpack
from msgspec.structs import replace

from discloser.errors import TemplateError
from discloser.model.catalogue import LanguageWords
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.language import ENGLISH, Language
from discloser.rendering.filters import filters_for
from discloser.rendering.renderer import Renderer
from discloser.rendering.subset import PlainData, Templates
from discloser.rendering.template.problem import Problem, shorten
from discloser.rendering.template.program import Program
from discloser.rendering.template.run import Watch
from discloser.session.frames import (
    Answer,
    Begin,
    Filled,
    GaveUp,
    Misfit,
    Read,
    Render,
    Steps,
    Wrong,
)
from discloser.session.room_apart import Room
from discloser.text.clean import clean

MOST_SAID = 500
"""Characters of one thing that the other process says of a template."""


class RendererApart(Renderer):
    """A renderer whose templates never come near this process."""

    def __init__(
        self,
        templates: Mapping[str, str],
        files: Mapping[str, str],
        cache: MutableMapping[str, bytes] | None = None,
        language: Language = ENGLISH,
        names: Collection[str] = GENERAL_NAMES,
        words: LanguageWords | None = None,
    ) -> None:
        """Take what `Renderer` takes, and the words of the pack's language; None for English."""
        super().__init__(templates, files, None, language, names)
        self._templates = TemplatesApart(templates, language, words, cache)


class TemplatesApart(Templates):
    """The template files of one pack, read and filled in by another process."""

    def __init__(
        self,
        sources: Mapping[str, str],
        language: Language,
        words: LanguageWords | None,
        cache: MutableMapping[str, bytes] | None = None,
    ) -> None:
        """``cache`` is read and never written: what comes back is not kept for trusted packs."""
        super().__init__(sources, filters_for(language), cache=_Unchanged(cache or {}))
        # Without a circle, so that the process ends together with who needs it, and at once.
        me = weakref.ref(self)
        self._room = Room(
            lambda: Begin(dict(sources), here.kept() if (here := me()) else {}, words)
        )

    def render(
        self,
        name: str,
        context: PlainData | Mapping[str, object],
        known: Collection[str] = (),
        watch: Watch | None = None,
    ) -> str:
        """Return what `Templates.render` does; where somebody looks on, the steps run here."""
        if watch is not None:
            return super().render(name, context, known, watch)
        self._refuse(name)
        data = context if isinstance(context, PlainData) else PlainData(context)
        asked = Render(name, Raw(msgpack.encode(data.values)), tuple(sorted(known)))
        match self._room.ask(asked):
            case Filled(text):
                return text
            case Misfit(file, line, reason):
                raise TemplateError(_plain(file), line, _plain(reason))
            case other:
                raise TemplateError(name, 1, _why(name, other).message)

    def _read(self, name: str, source: str) -> Program | tuple[Problem, ...]:  # noqa: ARG002
        match self._room.ask(Read(name)):
            case Steps(program):
                return program
            case Wrong(problems) if problems:
                return tuple(map(_plain_problem, problems))
            case other:
                return (_why(name, other),)


def _why(name: str, answer: Answer) -> Problem:
    """Return why there was no answer that could be used."""
    gave_up = answer if isinstance(answer, GaveUp) else GaveUp()
    return Problem(name, 1, _plain(gave_up.why), _plain(gave_up.how))


def _plain(said: str) -> str:
    """Return words of the other process as they may be shown: it may have said anything."""
    return shorten(said, MOST_SAID)


def _plain_problem(said: Problem) -> Problem:
    texts = {key: _plain(getattr(said, key)) for key in ("file", "reason", "fix")}
    return replace(said, **texts, text=clean(said.text))


class _Unchanged(MutableMapping[str, bytes]):
    """A cache that is only looked at."""

    def __init__(self, cache: Mapping[str, bytes]) -> None:
        self._cache = cache

    def __getitem__(self, key: str) -> bytes:
        return self._cache[key]

    def __setitem__(self, key: str, value: bytes) -> None:
        """Keep nothing."""

    def __delitem__(self, key: str) -> None:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
