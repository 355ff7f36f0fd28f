"""Looking into conditions and steps of a template, without knowing anything about people."""

from collections.abc import Iterable

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
    Loop,
    Not,
    Path,
    Step,
    Value,
    Values,
)


def same(one: Expression, other: Expression) -> bool:
    """Return whether two conditions ask the same, wherever they stand."""
    return _spelt(one) == _spelt(other)


def _spelt(value: Expression) -> object:
    match value:
        case Path():
            return ("path", value.spelt)
        case Filtered():
            return ("filter", _spelt(value.value), value.name, value.arguments)
        case Compare():
            return ("compare", _spelt(value.left), value.sign, _spelt(value.right))
        case Defined():
            return ("defined", value.path.spelt)
        case Not():
            return ("not", _spelt(value.value))
        case All() | Any():
            return (type(value).__name__, *map(_spelt, value.values))
        case Choice():
            return ("choice", _spelt(value.test), _spelt(value.yes), _spelt(value.no))
        case Value() | Values() | Loop():
            return value


def paths_in(value: Expression) -> Iterable[Path]:
    """Yield the names that an expression reads, in order."""
    match value:
        case Path():
            yield value
        case Filtered() | Not():
            yield from paths_in(value.value)
        case Defined():
            yield value.path
        case Compare():
            yield from paths_in(value.left)
            yield from paths_in(value.right)
        case All() | Any():
            for each in value.values:
                yield from paths_in(each)
        case Choice():
            for each in (value.test, value.yes, value.no):
                yield from paths_in(each)
        case _:
            pass


def loop_names(steps: tuple[Step, ...]) -> Iterable[str]:
    """Yield the names that loops give, at any depth."""
    for step in steps:
        match step:
            case If():
                for branch in step.branches:
                    yield from loop_names(branch.body)
                yield from loop_names(step.otherwise)
            case For():
                yield step.target
                yield from loop_names(step.body)
                yield from loop_names(step.otherwise)
            case _:
                pass
