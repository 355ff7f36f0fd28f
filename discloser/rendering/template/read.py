"""Reads one template file: Jinja parses it, and only what is on a short list becomes a program.

Jinja costs 40 ms to import, so this module is imported only for a file that no cache knows.
"""

from collections.abc import Mapping

from discloser.rendering.template import limits
from discloser.rendering.template.blocks import check_blocks
from discloser.rendering.template.parse import parse
from discloser.rendering.template.problem import Problem, RefusedError, shorten
from discloser.rendering.template.program import Program
from discloser.rendering.template.scan import Tag, at_tag, scan
from discloser.rendering.template.signature import Signature
from discloser.rendering.template.words import STATEMENTS, check_tag
from discloser.text.clean import clean, first_forbidden


def read(file: str, source: str, filters: Mapping[str, Signature]) -> Program | tuple[Problem, ...]:
    """The program of one file, or everything that is wrong with it.

    ``filters`` are the filters that may be used. Included files are not looked at.
    """
    if len(source) > limits.SOURCE_CHARACTERS:
        reason = f"the file has more than {limits.SOURCE_CHARACTERS} characters"
        return (Problem(file, 1, reason, "move parts of it into files and include them"),)
    source = source.removeprefix("\ufeff")  # some editors put it in front; nobody can see it
    if first_forbidden(source):
        return _hidden(file, source)
    source = clean(source)
    found = scan(file, source)
    problems = [*found.problems, *_tags(file, found.tags)]
    if problems:
        problems.sort(key=lambda problem: (problem.line, problem.column or 0))
        return tuple(problems[: limits.PROBLEMS])
    return parse(file, source, found.tags, filters)


def _hidden(file: str, source: str) -> tuple[Problem, ...]:
    problems = []
    for number, line in enumerate(source.split("\n"), 1):
        if name := first_forbidden(line):
            column = next(i for i, c in enumerate(line, 1) if first_forbidden(c))
            reason = f"the line has an invisible character, {name}"
            fix = "delete it and type the words around it again"
            problems.append(Problem(file, number, reason, fix, column, shorten(line)))
    return tuple(problems)


def _tags(file: str, tags: tuple[Tag, ...]) -> list[Problem]:
    if len(tags) > limits.TAGS or sum(len(tag.words) for tag in tags) > limits.WORDS:
        reason = f"the file has more than {limits.TAGS} tags or {limits.WORDS} words in tags"
        return [Problem(file, tags[-1].line, reason, "split it into several files")]
    problems = []
    for tag in tags:
        if not tag.whole:
            continue
        try:
            check_tag(tag)
        except RefusedError as refused:
            problems.append(at_tag(file, tag, refused))
    statements = {tag.words[0].text for tag in tags if tag.block and tag.words}
    if statements <= STATEMENTS:
        problems += check_blocks(file, tags)
    return problems
