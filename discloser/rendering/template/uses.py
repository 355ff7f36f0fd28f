"""Which names of the data a document reads, over all its branches and includes."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from discloser.rendering.template.problem import Problem
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
from discloser.text.nearest import nearest

_Meant = frozenset[str]
"""The dotted names that a local name may stand for; none if its value is computed."""


class Use(Struct, frozen=True):
    """One place where a document reads data."""

    name: str
    """Dotted, items of a list as ``[]``: ``meeting.date``, ``asks[].phrase``."""
    file: str
    line: int


def uses(programs: Mapping[str, Program], file: str) -> tuple[Use, ...]:
    """Every name that ``file`` and its includes read, as far as they are there, once per line.

    Names given by loops and ``set`` are traced back to the data: inside ``for ask in asks``,
    ``ask.phrase`` is ``asks[].phrase``. A filter is taken to keep the parts of its value.
    """
    walk = _Walk(programs, file, {})
    walk.body(programs[file].body)
    return tuple(walk.found)


def unknown(found: Collection[Use], known: Collection[str]) -> tuple[Problem, ...]:
    """Uses that ``known`` does not cover.

    A known name covers itself and the groups that it is in; ``say.*`` covers all below ``say``.
    """
    whole = set(known)
    for name in known:
        group = name
        while (cut := max(group.rfind("."), group.rfind("[]"))) > 0:
            group = group[:cut]
            whole.add(group)
    open_ = tuple(name[:-1] for name in known if name.endswith(".*"))
    problems = []
    for use in found:
        if use.name not in whole and not use.name.startswith(open_):
            like = nearest(use.name, sorted(known))
            fix = f"perhaps you mean {like}" if like else "use a name that the document may read"
            reason = f"the name {use.name} is not known"
            problems.append(Problem(use.file, use.line, reason, fix, None, use.name))
    return tuple(problems)


class _Walk:
    def __init__(
        self, programs: Mapping[str, Program], file: str, local: Mapping[str, _Meant]
    ) -> None:
        self.programs = programs
        self.file = file
        self.local = dict(local)
        self.found: dict[Use, None] = {}

    def body(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            match step:
                case Print():
                    self.value(step.value)
                case If():
                    for branch in step.branches:
                        self.value(branch.test)
                        self.body(branch.body)
                    self.body(step.otherwise)
                case For():
                    self.loop(step)
                case Set():
                    meant = self.value(step.value)
                    self.local[step.target] = meant | self.local.get(step.target, frozenset())
                # A file that is looked at alone may include itself, which is refused elsewhere.
                case Include() if step.file in self.programs and step.file != self.file:
                    inner = _Walk(self.programs, step.file, self.local)
                    inner.body(self.programs[step.file].body)
                    self.found |= inner.found
                case Text() | Include():
                    pass

    def loop(self, step: For) -> None:
        items = self.path(step.items)
        outside = dict(self.local)
        self.local[step.target] = frozenset(f"{name}[]" for name in items)
        self.body(step.body)
        self.local = outside
        self.body(step.otherwise)

    def path(self, path: Path) -> _Meant:
        bases = self.local.get(path.name, frozenset({path.name}))
        rest = "".join("[]" if isinstance(part, int) else f".{part}" for part in path.parts)
        meant = frozenset(base + rest for base in bases)
        for name in sorted(meant):
            self.found[Use(name, self.file, path.line)] = None
        return meant

    def value(self, expression: Expression) -> _Meant:
        """Notes what an expression reads; returns what its value may be a part of."""
        match expression:
            case Path():
                return self.path(expression)
            case Filtered():
                return self.value(expression.value)
            case Defined():
                self.path(expression.path)
            case Not():
                self.value(expression.value)
            case Compare():
                self.value(expression.left)
                self.value(expression.right)
            case All() | Any():
                return self._either(expression.values)
            case Choice():
                self.value(expression.test)
                return self._either((expression.yes, expression.no))
            case Value() | Values() | Loop():
                pass
        return frozenset()

    def _either(self, expressions: tuple[Expression, ...]) -> _Meant:
        meant: _Meant = frozenset()
        for expression in expressions:
            meant |= self.value(expression)
        return meant
