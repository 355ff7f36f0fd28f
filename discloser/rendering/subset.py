"""The bounded template language: what a pack's documents may say, checked before and while it runs.

The language is a small part of Jinja's: ``{{ name }}``, ``if``, ``for``, ``set``, ``include`` and
filters. Every accepted template ends, stays small, and reaches nothing but the data it is given.
"""

import hashlib
from collections.abc import Collection, Mapping, MutableMapping

from msgspec import msgpack

from discloser.errors import TemplateError
from discloser.rendering.template.includes import FILE_NAME, check_includes
from discloser.rendering.template.plain import Data, PlainData
from discloser.rendering.template.problem import Problem, shorten
from discloser.rendering.template.program import Program
from discloser.rendering.template.run import Watch, run
from discloser.rendering.template.signature import Filter, signatures
from discloser.rendering.template.uses import Use, unknown, uses

__all__ = ["Data", "Filter", "PlainData", "Problem", "Templates", "Use"]

_FORMAT = 1
"""Counts up whenever the same source must be read again: new rules, new kinds of program."""

SEAL_BYTES = 32
"""In front of everything that is kept: a hash that only the right bytes have."""


class Templates:
    """The template files of one pack, by name. Reads nothing from disk."""

    def __init__(
        self,
        sources: Mapping[str, str],
        filters: Mapping[str, Filter],
        *,
        cache: MutableMapping[str, bytes] | None = None,
    ) -> None:
        """``sources`` maps names such as ``documents/email_followup.j2`` to their text.

        ``cache`` keeps what was read and checked, so that it need not be parsed again; its keys are
        hexadecimal digests, its values plain data without code. A damaged value counts as absent.
        Raises ``TypeError`` or ``ValueError`` for a function that cannot be a filter.
        """
        self._sources = sources
        self._filters = dict(filters)
        self._signatures = signatures(filters)
        self._cache = cache
        self._loaded: dict[str, Program | tuple[Problem, ...]] = {}
        self._checked: dict[str, tuple[Problem, ...]] = {}
        self._decoder = msgpack.Decoder(Program)
        self._salt = repr((_FORMAT, sorted(self._signatures.items()))).encode()

    def check(self, name: str, known: Collection[str] = ()) -> tuple[Problem, ...]:
        """Everything that is wrong with a document or one of its includes, over all branches.

        ``known``, if given, are the dotted names that the document may read (see `Use`), and any
        other is a problem. Raises nothing.
        """
        if name not in self._checked:
            self._checked[name] = self._check(name)
        problems = self._checked[name]
        if problems or not known:
            return problems
        return (*unknown(self.uses(name), known), *self._hidden(name, known))

    def uses(self, name: str) -> tuple[Use, ...]:
        """Which data a document reads, and where, over all branches and includes.

        Raises `TemplateError` for a document with problems.
        """
        self._refuse(name)
        return uses(self._programs(name), name)

    def uses_alone(self, name: str) -> tuple[Use, ...]:
        """Which data one file reads by itself; nothing if it cannot be read or is not there."""
        program = self._program(name) if name in self._sources else None
        return uses({name: program}, name) if program else ()

    def names_used(self, name: str) -> frozenset[str]:
        """The dotted names of `uses`: ``meeting.date``, ``asks[].phrase``."""
        return frozenset(use.name for use in self.uses(name))

    def render(
        self,
        name: str,
        context: PlainData | Mapping[str, object],
        known: Collection[str] = (),
        watch: Watch | None = None,
    ) -> str:
        """The text of a document. Values stand in it exactly as they are.

        ``known`` are names that the document may ask for although ``context`` may lack them; a
        part that a group of ``context`` lacks may always be asked for. Raises `TemplateError` with
        file and line where template and data do not fit, and as `PlainData` does for a context
        that is not plain.
        """
        self._refuse(name)
        data = context if isinstance(context, PlainData) else PlainData(context)
        tops = {dotted.partition(".")[0].partition("[")[0] for dotted in known}
        return run(self._programs(name), name, data.values, self._filters, tops, watch).text

    def programs(self, name: str) -> Mapping[str, Program]:
        """What a document is made of: it and every file that it includes, by name.

        Raises `TemplateError` for a document with problems.
        """
        self._refuse(name)
        return self._programs(name)

    def read(self, name: str) -> Program | tuple[Problem, ...]:
        """The steps of one file, or everything that is wrong in it; what it includes is not read.

        Raises `TemplateError` if there is no such file.
        """
        if name not in self._sources:
            raise TemplateError(name, 1, f"there is no template {shorten(name)}")
        return self._load(name)

    def reached(self, name: str) -> tuple[str, ...]:
        """A file and every one that it includes, as far as they exist and can be read."""
        reached = {name: None}
        waiting = [name]
        while waiting:
            program = self._program(waiting.pop())
            for include in program.includes if program else ():
                if include.file in self._sources and include.file not in reached:
                    reached[include.file] = None
                    waiting.append(include.file)
        return tuple(reached)

    def kept(self) -> dict[str, bytes]:
        """What the cache keeps for these files, by its keys."""
        keys = [self._key(source) for source in self._sources.values()]
        return {key: kept for key in keys if (kept := (self._cache or {}).get(key))}

    def _refuse(self, name: str) -> None:
        for problem in self.check(name):
            raise TemplateError(problem.file, problem.line, problem.message)

    def _check(self, name: str) -> tuple[Problem, ...]:
        if name not in self._sources:
            return (Problem(name, 1, f"there is no template {shorten(name)}", "check its name"),)
        if not FILE_NAME.fullmatch(name):
            reason = f"{shorten(name)} is not a name for a template"
            fix = "use small letters, digits and _, and end it with .j2"
            return (Problem(name, 1, reason, fix),)
        own = [*check_includes(name, self._program, self._sources)]
        for file in self.reached(name):
            loaded = self._load(file)
            own += loaded if isinstance(loaded, tuple) else ()
        return tuple(own)

    def _hidden(self, name: str, known: Collection[str]) -> tuple[Problem, ...]:
        """Every ``set`` that would hide a name of the data."""
        tops = {dotted.partition(".")[0].partition("[")[0] for dotted in known}
        return tuple(
            Problem(file, line, f"set hides the name {target}", "choose another name")
            for file, program in self._programs(name).items()
            for target, line in program.assigned
            if target in tops
        )

    def _programs(self, name: str) -> dict[str, Program]:
        reached = ((file, self._program(file)) for file in self.reached(name))
        return {file: program for file, program in reached if program is not None}

    def _program(self, name: str) -> Program | None:
        loaded = self._load(name)
        return None if isinstance(loaded, tuple) else loaded

    def _load(self, name: str) -> Program | tuple[Problem, ...]:
        if name not in self._loaded:
            self._loaded[name] = self._recall(name)
        return self._loaded[name]

    def _recall(self, name: str) -> Program | tuple[Problem, ...]:
        """What the cache keeps for the text of a file, or else what reading it gives."""
        source = self._sources[name]
        if self._cache is None:
            return self._read(name, source)
        key = self._key(source)
        kept = self._cache.get(key, b"")
        seal, packed = kept[:SEAL_BYTES], kept[SEAL_BYTES:]
        if seal == hashlib.sha256(key.encode() + packed).digest():
            return self._decoder.decode(packed)
        program = self._read(name, source)
        if isinstance(program, Program):
            packed = msgpack.encode(program)
            self._cache[key] = hashlib.sha256(key.encode() + packed).digest() + packed
        return program

    def _key(self, source: str) -> str:
        return hashlib.sha256(self._salt + source.encode(errors="surrogatepass")).hexdigest()

    def _read(self, name: str, source: str) -> Program | tuple[Problem, ...]:
        # Imported on use: with a warm cache no start ever pays for Jinja.
        from discloser.rendering.template.read import read  # noqa: PLC0415

        return read(name, source, self._signatures)
