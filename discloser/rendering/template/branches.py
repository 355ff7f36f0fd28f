"""The branches of a template, so that one can say which of them were never used, and why."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from discloser.rendering.template.program import Expression, For, If, Path, Program, Set, Step

Kind = Literal["if", "elif", "else", "for"]


class Branch(Struct, frozen=True):
    """A part of a template that is used under a condition."""

    kind: Kind
    line: int
    """Of the tag that begins it; of an ``else``, that of the tag it belongs to."""
    body: tuple[Step, ...]
    """What is done; the machine in `run` tells of this very tuple."""
    test: Expression | None
    """What has to hold; a list that is not empty for a loop; nothing for an ``else``."""
    fails: tuple[Expression, ...]
    """What must not hold: the tests in front of it, or the list of a loop."""
    local: Mapping[str, str]
    """Names that loops around it give, and the dotted names they stand for."""
    around: "Branch | None"
    """The branch that it stands in."""

    @property
    def tests(self) -> Iterator[tuple[Expression, Mapping[str, str]]]:
        """Every test that it depends on, from the inside to the outside, with its local names."""
        at: Branch | None = self
        while at:
            for each in (at.test, *at.fails):
                if each is not None:
                    yield each, at.local
            at = at.around


def branches(program: Program) -> Iterator[Branch]:
    """Yield every branch of one file that holds anything, in the order of its tags."""
    return (branch for branch in _branches(program.body, {}, None) if branch.body)


def _branches(
    steps: tuple[Step, ...], local: Mapping[str, str], around: Branch | None
) -> Iterator[Branch]:
    for step in steps:
        match step:
            case If():
                yield from _of_if(step, local, around)
            case For():
                yield from _of_for(step, local, around)
            case Set():
                local = {**local, step.target: ""}
            case _:
                pass


def _of_if(step: If, local: Mapping[str, str], around: Branch | None) -> Iterator[Branch]:
    before: tuple[Expression, ...] = ()
    for one in step.branches:
        kind: Kind = "elif" if before else "if"
        branch = Branch(kind, one.line, one.body, one.test, before, local, around)
        yield branch
        yield from _branches(one.body, local, branch)
        before = (*before, one.test)
    line = step.branches[0].line
    branch = Branch("else", line, step.otherwise, None, before, local, around)
    yield branch
    yield from _branches(step.otherwise, local, branch)


def _of_for(step: For, local: Mapping[str, str], around: Branch | None) -> Iterator[Branch]:
    branch = Branch("for", step.line, step.body, step.items, (), local, around)
    yield branch
    inside = {**local, step.target: f"{_dotted(step.items, local)}[]"}
    yield from _branches(step.body, inside, branch)
    branch = Branch("else", step.line, step.otherwise, None, (step.items,), local, around)
    yield branch
    yield from _branches(step.otherwise, local, branch)


def _dotted(path: Path, local: Mapping[str, str]) -> str:
    base = local.get(path.name, path.name)
    return base + "".join("[]" if isinstance(part, int) else f".{part}" for part in path.parts)
