"""Goes through every branch of a document's template, with what is known about people there."""

from collections.abc import Iterable, Mapping

from discloser.authoring.static.assuming import Assuming
from discloser.authoring.static.expressions import same
from discloser.authoring.static.knowledge import Knowledge
from discloser.authoring.static.logic import YES, Claim, World, Worlds, where, where_not
from discloser.authoring.static.meaning import Bound, Meaning, Meanings
from discloser.authoring.static.seen import (
    Compared,
    Fixed,
    Fork,
    Misshapen,
    Read,
    Seen,
    Unguarded,
)
from discloser.rendering.names import Name
from discloser.rendering.template.program import (
    All,
    Any,
    Choice,
    Compare,
    Defined,
    Expression,
    Filtered,
    For,
    If,
    Include,
    Loop,
    Not,
    Path,
    Print,
    Program,
    Set,
    Step,
    Text,
    Value,
    Values,
)

MOST_STEPS = 4_000
"""Steps of one document, with all includes; a letter has some hundreds."""

LIST_FILTERS = frozenset({"listed", "either"})
"""Filters that make a text of a list."""

COMPUTED = Name("", "text", always=True)
"""Stands for a value that a template makes itself."""


Local = dict[str, Bound]


class Walk:
    """One way through a document."""

    def __init__(
        self, knowledge: Knowledge, meanings: Meanings, programs: Mapping[str, Program]
    ) -> None:
        self._knowledge = knowledge
        self.seen = Seen([], [], [], [], [], [], {})
        self._meanings = meanings
        self._programs = programs
        self._file = ""
        self._assuming = Assuming(knowledge, meanings)
        self._count = 0
        self._steps = 0

    def document(self, file: str, worlds: Iterable[World]) -> Seen:
        """Go through a file and all that it includes."""
        self._in_file(file, {}, tuple(worlds))
        return self.seen

    def _in_file(self, file: str, local: Local, worlds: Worlds) -> None:
        outside, self._file = self._file, file
        self._body(self._programs[file].body, dict(local), worlds)
        self._file = outside

    def _body(self, steps: tuple[Step, ...], local: Local, worlds: Worlds) -> None:
        for step in steps:
            self._steps += 1
            if self._steps > MOST_STEPS or self._knowledge.tired:
                return
            match step:
                case Text():
                    self.seen.fixed.append(Fixed(step.text, self._file, step.line, worlds))
                case Print():
                    self._value(step.value, local, worlds)
                    self._needed(step.value, local, worlds)
                case If():
                    self._choose(step, local, worlds)
                case For():
                    self._repeat(step, local, worlds)
                case Set():
                    self._value(step.value, local, worlds)
                    local[step.target] = self._bound(step, local)
                case Include():
                    self._in_file(step.file, local, worlds)

    # --- branches ---

    def _choose(self, step: If, local: Local, worlds: Worlds) -> None:
        rest = worlds
        ways: list[Local] = []
        asked: list[Expression] = []
        first = step.branches[0].test
        for index, branch in enumerate(step.branches):
            self._value(branch.test, local, rest)
            inside = self._assuming.assume(rest, branch.test, local, truth=True)
            repeats = any(same(branch.test, earlier) for earlier in asked)
            fork = Fork(
                self._file,
                branch.line,
                index,
                sum(earlier.line == branch.line for earlier in step.branches[:index]),
                branch.test,
                first,
                bool(inside) or not worlds,
                repeats,
            )
            self.seen.forks.append(fork)
            asked.append(branch.test)
            ways.append(dict(local))
            self._body(branch.body, ways[-1], inside)
            rest = self._assuming.assume(rest, branch.test, local, truth=False)
        ways.append(dict(local))
        if step.otherwise:
            line = step.branches[-1].line
            fork = Fork(
                self._file, line, -1, 0, None, first, bool(rest) or not worlds, repeats=False
            )
            self.seen.forks.append(fork)
            self._body(step.otherwise, ways[-1], rest)
        for name in {name for way in ways for name in way}:
            there = [way[name] for way in ways if name in way]
            local[name] = there[0] if len(there) == len(ways) else _perhaps(name, there[0])

    def _repeat(self, step: For, local: Local, worlds: Worlds) -> None:
        meaning = self._path(step.items, local, worlds)
        if meaning.name.shape != "list" and not meaning.wrong and meaning.name is not COMPUTED:
            why = f"{step.items.spelt} is {_kind(meaning.name)}, and a loop needs a list."
            self._misshapen(step.items, why, "Use the name of a list.")
        self._count += 1
        inside = where(worlds, meaning.true)
        item = self._meanings.item(meaning, self._count)
        loop = Bound(COMPUTED, f"loop {self._count}")
        self._body(step.body, {**local, step.target: item, "loop": loop}, inside)
        self._body(step.otherwise, dict(local), where_not(worlds, meaning.true))

    def _bound(self, step: Set, local: Local) -> Bound:
        if isinstance(step.value, Path):
            meaning = self._meanings.of(step.value, local)
            return Bound(meaning.name, meaning.key, meaning.there)
        return Bound(COMPUTED, f"set {step.target}")

    # --- what an expression reads and needs ---

    def _path(self, path: Path, local: Local, worlds: Worlds) -> Meaning:
        meaning = self._meanings.of(path, local)
        self.seen.reads.append(Read(path, self._file, meaning, worlds))
        if meaning.phrase:
            self.seen.said.setdefault(meaning.phrase, []).extend(worlds)
        return meaning

    def _value(self, value: Expression, local: Local, worlds: Worlds) -> None:
        """Note what an expression reads, and what must be there for it to be worked out."""
        match value:
            case Path():
                self._path(value, local, worlds)
            case Filtered():
                self._value(value.value, local, worlds)
                self._filter(value, local, worlds)
            case Defined():
                self._path(value.path, local, worlds)
            case Not():
                self._value(value.value, local, worlds)
            case Compare():
                self._value(value.left, local, worlds)
                self._value(value.right, local, worlds)
                self._comparison(value, local)
            case All() | Any():
                for each in value.values:
                    self._value(each, local, worlds)
                    worlds = self._assuming.assume(
                        worlds, each, local, truth=isinstance(value, All)
                    )
            case Choice():
                self._value(value.test, local, worlds)
                self._value(
                    value.yes, local, self._assuming.assume(worlds, value.test, local, truth=True)
                )
                self._value(
                    value.no, local, self._assuming.assume(worlds, value.test, local, truth=False)
                )
            case Value() | Values() | Loop():
                pass

    def _filter(self, value: Filtered, local: Local, worlds: Worlds) -> None:
        if value.name == "default":
            return
        if isinstance(value.value, Path):
            meaning = self._meanings.of(value.value, local)
            wanted = "list" if value.name in LIST_FILTERS else "text"
            shape = meaning.name.shape
            if not meaning.wrong and meaning.name is not COMPUTED and shape != wanted:
                why = f"The filter {value.name} needs a {wanted}, and {value.value.spelt} is "
                self._misshapen(value.value, f"{why}{_kind(meaning.name)}.", "Use another filter.")
                return
        self._needed(value.value, local, worlds, value.name)

    def _comparison(self, value: Compare, local: Local) -> None:
        sides = ((value.left, value.right), (value.right, value.left))
        for data, written in sides:
            if isinstance(data, Path) and isinstance(written, Value | Values):
                meaning = self._meanings.of(data, local)
                found = written.values if isinstance(written, Values) else (written.value,)
                for each in found:
                    self.seen.compared.append(Compared(data, self._file, meaning, str(each)))

    def _needed(self, value: Expression, local: Local, worlds: Worlds, through: str = "") -> None:
        """Note what must have a value here and may have none."""
        match value:
            case Path():
                meaning = self._meanings.of(value, local)
                self._printable(value, meaning, through)
                if not self._assuming.there(meaning, worlds):
                    self.seen.unguarded.append(Unguarded(value, self._file, meaning, through))
            case Choice():
                inside = self._assuming.assume(worlds, value.test, local, truth=True)
                self._needed(value.yes, local, inside, through)
                outside = self._assuming.assume(worlds, value.test, local, truth=False)
                self._needed(value.no, local, outside, through)
            case Any():
                for each in value.values[:-1]:
                    worlds = self._assuming.assume(worlds, each, local, truth=False)
                self._needed(value.values[-1], local, worlds, through)
            case All():
                for each in value.values[:-1]:
                    self._needed(each, local, worlds, through)
                    worlds = self._assuming.assume(worlds, each, local, truth=True)
                self._needed(value.values[-1], local, worlds, through)
            case _:
                pass

    def _printable(self, path: Path, meaning: Meaning, through: str) -> None:
        shape = meaning.name.shape
        if through or meaning.wrong or shape in {"text", "number"}:
            return
        how = {
            "list": "Go through it with {% for each in … %}, or use the filter listed.",
            "group": "Name one of its parts after a dot.",
        }.get(shape, "Ask for it with {% if … %} and write words for each case.")
        self._misshapen(path, f"{path.spelt} is {_kind(meaning.name)} and cannot be printed.", how)

    def _misshapen(self, path: Path, why: str, how: str) -> None:
        self.seen.misshapen.append(Misshapen(path, self._file, why, how))


def _perhaps(name: str, bound: Bound) -> Bound:
    """Return what a name stands for that only some branches give."""
    return Bound(bound.name, bound.key, (*bound.there, Claim(f"set {name}", YES)))


def _kind(name: Name) -> str:
    return f"a {name.shape}"
