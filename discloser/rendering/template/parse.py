"""Turns Jinja's syntax tree into a program; whatever is not named here is refused.

Jinja is used as a reader only. Nothing that it could run (compiler, runtime, filters, globals) is
reached: the tree is walked once, and the machine in `run` follows what comes out.
"""

from collections.abc import Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from discloser.rendering.template import limits
from discloser.rendering.template.expression import path, read_expression
from discloser.rendering.template.includes import FILE_NAME
from discloser.rendering.template.problem import Problem, RefusedError, shorten
from discloser.rendering.template.program import (
    Branch,
    For,
    If,
    Include,
    Print,
    Program,
    Set,
    Step,
    Text,
)
from discloser.rendering.template.scan import Tag, at_tag
from discloser.rendering.template.signature import Signature

_PARSER = Environment(  # noqa: S701 - it parses only; what comes out is text, not HTML
    trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
)


def _tree(source: str) -> nodes.Template:
    """Return what Jinja reads in a source. Raises TemplateSyntaxError.

    Asked for it by its front door, Jinja compiles code to point at a mistake, and where templates
    are read apart nothing may be compiled: every slip would count as taking too long there.
    """
    return Parser(_PARSER, source).parse()


def parse(
    file: str, source: str, tags: Sequence[Tag], filters: Mapping[str, Signature]
) -> Program | tuple[Problem, ...]:
    """The program of a scanned ``source``, or everything in it that is not allowed."""
    try:
        tree = _tree(source)
    except TemplateSyntaxError as error:
        return (_unreadable(file, tags, error.lineno),)
    except RecursionError:
        refused = RefusedError(1, "the file is too deeply nested", "make its conditions simpler")
        return (_problem(file, tags, refused),)
    reader = _Reader(filters)
    body = reader.body(tree.body)
    if reader.refused:
        return tuple(_problem(file, tags, refused) for refused in reader.refused)
    return Program(
        body, tuple(reader.includes), tuple(reader.assigned.items()), reader.deepest, len(tags)
    )


def _unreadable(file: str, tags: Sequence[Tag], line: int) -> Problem:
    """The tag that Jinja cannot read; Jinja itself says only the line."""
    tag = _nearest(tags, line)
    if tag:
        tag = next((t for t in tags if t.line == tag.line and not _readable(t)), tag)
    shown = shorten(tag.text) if tag else "the file"
    fix = "look in it for a missing word, dot, bracket or quotation mark"
    reason = f"{shown} cannot be read"
    return Problem(file, line, reason, fix, tag.column if tag else None, shown)


def _readable(tag: Tag) -> bool:
    """Whether the value or condition of one tag can be read by itself."""
    first = tag.words[0].text if tag.block else ""
    skipped = {"": 0, "if": 1, "elif": 1, "for": 3, "set": 3}.get(first, len(tag.words))
    words = " ".join(word.text for word in tag.words[skipped:])
    try:
        _tree(f"{{{{ {words or 0} }}}}")
    except TemplateSyntaxError:
        return False
    return True


def _nearest(tags: Sequence[Tag], line: int) -> Tag | None:
    """The last tag that starts on ``line`` or before it."""
    return next((tag for tag in reversed(tags) if tag.line <= line), None)


def _problem(file: str, tags: Sequence[Tag], refused: RefusedError) -> Problem:
    """A problem with the tag it is about; several tags on one line cannot be told apart."""
    tag = _nearest(tags, refused.line)
    if tag and sum(other.line == tag.line for other in tags) == 1:
        return at_tag(file, tag, refused)
    shown = shorten(" ".join(other.text for other in tags if tag and other.line == tag.line))
    return Problem(file, refused.line, refused.reason, refused.fix, None, shown)


class _Reader:
    def __init__(self, filters: Mapping[str, Signature]) -> None:
        self.filters = filters
        self.refused: list[RefusedError] = []
        self.includes: list[Include] = []
        self.assigned: dict[str, int] = {}
        self.loops = 0
        """Loops whose rounds the current place is part of."""
        self.enclosing = 0
        """Loops that the current place is inside of, their ``else`` included."""
        self.deepest = 0

    def body(self, tree: Sequence[nodes.Node]) -> tuple[Step, ...]:
        steps: list[Step] = []
        for node in tree:
            try:
                steps += self._steps(node)
            except RefusedError as refused:
                self.refused.append(refused)
        return tuple(steps)

    def _steps(self, node: nodes.Node) -> list[Step]:
        match node:
            case nodes.Output():
                return self._output(node)
            case nodes.If():
                return [self._if(node)]
            case nodes.For():
                return [self._for(node)]
            case nodes.Assign():
                return [self._set(node)]
            case nodes.Include():
                return [self._include(node)]
            case _:
                reason = f"a {type(node).__name__.lower()} is not part of the template language"
                fix = "use only if, for, set and include"
                raise RefusedError(node.lineno, reason, fix)

    def _output(self, node: nodes.Output) -> list[Step]:
        steps: list[Step] = []
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                steps.append(Text(part.data, part.lineno))
                continue
            try:
                value = read_expression(part, self.filters, in_loop=self.loops > 0)
                steps.append(Print(value, part.lineno))
            except RefusedError as refused:
                self.refused.append(refused)
        return steps

    def _if(self, node: nodes.If) -> If:
        branches = []
        for branch in (node, *node.elif_):
            test = read_expression(branch.test, self.filters, in_loop=self.loops > 0)
            branches.append(Branch(test, self.body(branch.body), branch.test.lineno))
        return If(tuple(branches), self.body(node.else_))

    def _for(self, node: nodes.For) -> For:
        if node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
            raise RefusedError(
                node.lineno, "the loop has more than a name and a list", "put {% if %} inside it"
            )
        items = path(node.iter)
        if items is None or items.name == "loop":
            raise RefusedError(node.lineno, "a loop takes the name of a list", "remove the rest")
        target = _target(node.target)
        self.loops += 1
        if self.loops > limits.LOOPS:
            reason = f"more than {limits.LOOPS} loops stand inside each other"
            self.refused.append(RefusedError(node.lineno, reason, "move one out"))
        self.deepest = max(self.deepest, self.loops)
        self.enclosing += 1
        body = self.body(node.body)
        self.loops -= 1
        otherwise = self.body(node.else_)
        self.enclosing -= 1
        return For(target, items, body, otherwise, node.lineno)

    def _set(self, node: nodes.Assign) -> Set:
        if not isinstance(node.target, nodes.Name):
            raise RefusedError(
                node.lineno, "set takes one plain name", "use one {% set %} per name"
            )
        if self.enclosing:
            raise RefusedError(
                node.lineno, "set stands inside a loop", "move it in front of the loop"
            )
        target = _target(node.target)
        value = read_expression(node.node, self.filters, in_loop=False)
        self.assigned.setdefault(target, node.lineno)
        return Set(target, value, node.lineno)

    def _include(self, node: nodes.Include) -> Include:
        if node.ignore_missing or not node.with_context:
            raise RefusedError(
                node.lineno, "include takes a file name and nothing else", "remove it"
            )
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or not FILE_NAME.fullmatch(name):
            raise RefusedError(
                node.lineno,
                "the file name of an include is not one of a pack",
                'write it as {% include "parts/close.j2" %}',
            )
        step = Include(name, self.loops, node.lineno)
        self.includes.append(step)
        return step


def _target(node: nodes.Name) -> str:
    found = path(nodes.Name(node.name, "load", lineno=node.lineno))
    if found is None or found.name == "loop":
        raise RefusedError(
            node.lineno, f"{node.name} cannot be given a value", "choose another name"
        )
    return found.name
