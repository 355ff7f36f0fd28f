"""Follows a program over plain data and writes text, under a count of steps and bytes."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from discloser.rendering.template import limits
from discloser.rendering.template.evaluate import Evaluator
from discloser.rendering.template.plain import Data
from discloser.rendering.template.program import (
    For,
    If,
    Include,
    Print,
    Program,
    Set,
    Step,
    Text,
)
from discloser.rendering.template.signature import Filter

Watch = Callable[[tuple[Step, ...]], None]
"""Is told of every body of steps that is run: a file, a branch, a round of a loop."""


class Rendered(Struct, frozen=True):
    """A text and what it took."""

    text: str
    steps: int
    """At most `limits.STEPS`."""


def run(
    programs: Mapping[str, Program],
    file: str,
    data: Mapping[str, Data],
    filters: Mapping[str, Filter],
    known: Iterable[str] = (),
    watch: Watch | None = None,
) -> Rendered:
    """The text of ``file``; ``programs`` holds it and every file that it includes.

    ``known`` are names that may be asked for although ``data`` may have no value for them. Raises
    `TemplateError` with file and line where the data does not fit the template, and where the text
    or the work grows beyond its limit.
    """
    values = Evaluator(data, filters, known)
    machine = _Watched(programs, values, watch) if watch else _Machine(programs, values)
    machine.file(file)
    return Rendered("".join(machine.written), machine.values.steps)


class _Machine:
    def __init__(self, programs: Mapping[str, Program], values: Evaluator) -> None:
        self.programs = programs
        self.values = values
        self.written: list[str] = []
        self.size = 0
        self.data = values.data
        self.most = limits.OWN_BYTES
        """Bytes that may be written; more where the data is large, once they are needed."""

    def file(self, name: str) -> None:
        """Runs a file in a scope of its own that sees what stands around it."""
        values = self.values
        program = self.programs[name]
        outside = values.file, values.names, values.unset
        values.file = name
        for target, line in program.assigned:
            values.free(target, line)
        values.names = dict(values.names)
        values.unset = values.unset.union(target for target, _ in program.assigned)
        self.body(program.body)
        values.file, values.names, values.unset = outside

    def body(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            match step:
                case Text():
                    self.values.at(step.line)
                    self.write(step.text)
                case Print():
                    self.values.at(step.line)
                    self.write(self.values.printed(step.value))
                case If():
                    self.choose(step)
                case For():
                    self.loop(step)
                case Set():
                    self.values.at(step.line)
                    self.values.names[step.target] = self.values.value(step.value)
                case Include():
                    self.values.at(step.line)
                    self.file(step.file)

    def write(self, text: str) -> None:
        size = len(text)
        if not text.isascii() and self.size + size <= limits.OUTPUT_BYTES:
            size = len(text.encode(errors="surrogatepass"))
        self.size += size
        if self.size > self.most:
            # Counted late, since hardly any text is so long.
            self.most = _most_bytes(self.data)
            if self.size > self.most:
                reason = f"the document grows beyond {self.most // 1000} kB of text"
                raise self.values.refuse(reason, "take out a loop or a long text")
        self.written.append(text)

    def choose(self, step: If) -> None:
        for branch in step.branches:
            self.values.at(branch.line)
            if self.values.holds(branch.test):
                self.body(branch.body)
                return
        self.body(step.otherwise)

    def loop(self, step: For) -> None:
        values = self.values
        values.at(step.line)
        items = values.items(step.items)
        if not items:
            self.body(step.otherwise)
            return
        outer, shadowed = values.loop, values.names.get(step.target)
        for index, item in enumerate(items, 1):
            values.at(step.line)
            values.loop = (index, len(items))
            values.names[step.target] = item
            self.body(step.body)
        values.loop = outer
        if shadowed is None:
            del values.names[step.target]
        else:
            values.names[step.target] = shadowed


def _most_bytes(data: Mapping[str, Data]) -> int:
    """Return how long a text may become that is made from some data."""
    left = (limits.OUTPUT_BYTES - limits.OWN_BYTES) // limits.BYTES_PER_CHARACTER
    waiting: list[Data] = [*data.values()]
    while waiting and left > 0:
        match waiting.pop():
            case str() as text:
                left -= len(text)
            case list() as items:
                waiting += items
            case dict() as group:
                waiting += group.values()
            case _:
                pass
    if left <= 0:
        return limits.OUTPUT_BYTES
    return limits.OUTPUT_BYTES - limits.BYTES_PER_CHARACTER * left


class _Watched(_Machine):
    """Tells what it runs; a class of its own, so that nobody else pays for it."""

    def __init__(self, programs: Mapping[str, Program], values: Evaluator, watch: Watch) -> None:
        super().__init__(programs, values)
        self.watch = watch

    def body(self, steps: tuple[Step, ...]) -> None:
        self.watch(steps)
        super().body(steps)
