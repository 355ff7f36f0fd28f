"""Turns one Jinja expression into a program's expression; whatever is not named here is refused."""

import re
from collections.abc import Mapping
from typing import get_args

from jinja2 import nodes

from discloser.rendering.template import limits
from discloser.rendering.template.problem import RefusedError, shorten
from discloser.rendering.template.program import (
    All,
    Any,
    Choice,
    Compare,
    Constant,
    Defined,
    Expression,
    Filtered,
    Loop,
    LoopPart,
    Not,
    Path,
    Sign,
    Value,
    Values,
)
from discloser.rendering.template.signature import DEFAULT, Signature
from discloser.text.clean import clean
from discloser.text.nearest import nearest

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PROGRAMMING = frozenset(
    {
        "self",
        "super",
        "caller",
        "varargs",
        "kwargs",
        "context",
        "namespace",
        "range",
        "dict",
        "lipsum",
        "cycler",
        "joiner",
    }
)
_SIGNS: dict[str, Sign] = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_LOOP_PARTS: dict[str, LoopPart] = {part: part for part in get_args(LoopPart)}


def read_expression(
    node: nodes.Node, filters: Mapping[str, Signature], *, in_loop: bool
) -> Expression:
    """The expression that ``node`` stands for; raises `RefusedError` for anything not allowed.

    ``in_loop`` says whether ``loop.first`` and its like have a meaning here.
    """
    return _Reader(filters, in_loop=in_loop).read(node)


def path(node: nodes.Node) -> Path | None:
    """``node`` as a path, ``None`` if it is something else; raises `RefusedError` for bad names."""
    parts: list[str | int] = []
    inner = node
    while isinstance(inner, nodes.Getattr | nodes.Getitem):
        parts.append(_part(inner))
        inner = inner.node
    if not isinstance(inner, nodes.Name):
        return None
    if len(parts) >= limits.PARTS:
        reason = f"a name has more than {limits.PARTS} parts"
        raise RefusedError(node.lineno, reason, "use a shorter one")
    if inner.name in _PROGRAMMING:
        reason = f"{inner.name} is a word of a programming language"
        raise RefusedError(node.lineno, reason, "use a name from the pack's list")
    return Path(_plain(inner.name, node.lineno), tuple(reversed(parts)), node.lineno)


def _part(node: nodes.Getattr | nodes.Getitem) -> str | int:
    if isinstance(node, nodes.Getattr):
        return _plain(node.attr, node.lineno)
    index = node.arg.value if isinstance(node.arg, nodes.Const) else None
    if isinstance(index, str):
        return _plain(index, node.lineno)
    if type(index) is int and 0 <= index < limits.ITEMS:
        return index
    raise RefusedError(
        node.lineno, "square brackets take a number or a name in quotes", "write asks[0]"
    )


def _plain(name: str, line: int) -> str:
    if not _NAME.fullmatch(name):
        reason = f"{shorten(name, 20) or 'an empty text'} is not a plain name"
        raise RefusedError(line, reason, "use small letters a to z, digits and _")
    return name


def _constant(node: nodes.Node) -> Constant:
    """A text, number or yes/no of bounded size."""
    value = node.value if isinstance(node, nodes.Const) else None
    match value:
        case bool():
            return value
        case int() if 0 <= value < 10**limits.NUMBER_DIGITS:
            return value
        case str() if len(value) <= limits.TEXT_CONSTANT and clean(value) == value:
            return value
    raise RefusedError(
        node.lineno,
        "only a short text in quotes, a whole number, true or false may stand here",
        "write one of these",
    )


class _Reader:
    def __init__(self, filters: Mapping[str, Signature], *, in_loop: bool) -> None:
        self.filters = filters
        self.in_loop = in_loop

    def read(self, node: nodes.Node) -> Expression:
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._path(node)
            case nodes.Const():
                return Value(_constant(node))
            case nodes.Filter():
                return self._filter(node)
            case nodes.Compare():
                return self._compare(node)
            case nodes.Test():
                return self._test(node)
            case nodes.Not():
                return Not(self.read(node.node))
            case nodes.And():
                return All(self._flat(node, nodes.And))
            case nodes.Or():
                return Any(self._flat(node, nodes.Or))
            case nodes.CondExpr() if node.expr2 is not None:
                return Choice(self.read(node.test), self.read(node.expr1), self.read(node.expr2))
            case nodes.CondExpr():
                reason, fix = "the if inside the tag has no else", "add else and a value"
                raise RefusedError(node.lineno, reason, fix)
            case nodes.List() | nodes.Tuple() | nodes.Dict():
                reason, fix = "a list can only stand after in", "use {% if name in [...] %}"
                raise RefusedError(node.lineno, reason, fix)
            case _:
                reason = f"{_called(node)} is not part of the template language"
                raise RefusedError(node.lineno, reason, "print names, filters and conditions only")

    def _path(self, node: nodes.Node) -> Path | Loop:
        found = path(node)
        if found is None:
            reason, fix = "a part is taken from something without a name", "{% set %} a name first"
            raise RefusedError(node.lineno, reason, fix)
        if found.name != "loop":
            return found
        part = _LOOP_PARTS.get(str(found.parts[0])) if len(found.parts) == 1 else None
        if part is None:
            fix = "use loop.first, loop.last, loop.index or loop.length"
            raise RefusedError(node.lineno, f"{found.spelt} is not known", fix)
        if not self.in_loop:
            raise RefusedError(node.lineno, f"{found.spelt} stands outside a loop", "remove it")
        return Loop(part)

    def _flat(self, node: nodes.BinExpr, kind: type[nodes.BinExpr]) -> tuple[Expression, ...]:
        """``a and b and c`` as three values; Jinja nests them to the left."""
        values: list[Expression] = []
        left: nodes.Expr = node
        while isinstance(left, kind):
            values.append(self.read(left.right))
            left = left.left
        values.append(self.read(left))
        return tuple(reversed(values))

    def _compare(self, node: nodes.Compare) -> Compare:
        if len(node.ops) != 1:
            reason, fix = "two comparisons are chained", "join them with and"
            raise RefusedError(node.lineno, reason, fix)
        operand = node.ops[0]
        sign = _SIGNS[operand.op]
        right: Expression
        if sign in ("in", "not in") and isinstance(operand.expr, nodes.List | nodes.Tuple):
            right = self._values(operand.expr)
        else:
            right = self.read(operand.expr)
        return Compare(self.read(node.expr), sign, right, node.lineno)

    def _values(self, node: nodes.List | nodes.Tuple) -> Values:
        if len(node.items) > limits.CHOICES:
            reason = f"a list in a tag has more than {limits.CHOICES} items"
            raise RefusedError(node.lineno, reason, "split the condition")
        return Values(tuple(_constant(item) for item in node.items))

    def _test(self, node: nodes.Test) -> Defined | Not:
        extras = node.args or node.kwargs or node.dyn_args or node.dyn_kwargs
        if node.name not in ("defined", "undefined") or extras:
            reason = f"the test `is {shorten(node.name, 20)}` is not known"
            raise RefusedError(node.lineno, reason, "use == to compare, or is defined")
        tested = self.read(node.node)
        if not isinstance(tested, Path):
            raise RefusedError(node.lineno, "`is defined` needs a name before it", "write one")
        return Defined(tested) if node.name == "defined" else Not(Defined(tested))

    def _filter(self, node: nodes.Filter) -> Filtered:
        signature = DEFAULT if node.name == "default" else self.filters.get(node.name)
        if signature is None or node.node is None:
            known = ["default", *sorted(self.filters)]
            like = nearest(node.name, known)
            fix = f"perhaps you mean {like}" if like else f"use one of: {', '.join(known)}"
            raise RefusedError(node.lineno, f"there is no filter {shorten(node.name, 30)}", fix)
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            reason = f"the filter {node.name} takes plain values only"
            raise RefusedError(node.lineno, reason, "write them one after the other")
        arguments = tuple(_constant(argument) for argument in node.args)
        _fit(node.name, arguments, signature, node.lineno)
        return Filtered(self.read(node.node), node.name, arguments, node.lineno)


def _fit(name: str, arguments: tuple[Constant, ...], signature: Signature, line: int) -> None:
    most = len(signature.kinds)
    if not signature.required <= len(arguments) <= most:
        wanted = str(most) if most == signature.required else f"{signature.required} to {most}"
        reason = f"the filter {name} has {len(arguments)} in brackets and takes {wanted}"
        raise RefusedError(line, reason, "add or remove some")
    for value, kind in zip(arguments, signature.kinds, strict=False):
        if kind is not None and type(value) is not kind:
            wanted = {str: "a text in quotes", int: "a whole number", bool: "true or false"}[kind]
            shown = shorten(str(value), 20)
            reason = f"the filter {name} takes {wanted}, not {shown}"
            raise RefusedError(line, reason, "change it")


def _called(node: nodes.Node) -> str:
    match node:
        case nodes.Call():
            return "a call with ( )"
        case nodes.BinExpr() | nodes.UnaryExpr() | nodes.Concat():
            return "calculating"
        case nodes.Slice():
            return "a range in square brackets"
        case _:
            return type(node).__name__.lower()
