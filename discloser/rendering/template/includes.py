"""What can only be seen across files: missing files, circles, depth, and size of the whole."""

import re
from collections.abc import Callable, Collection

from discloser.rendering.template import limits
from discloser.rendering.template.branches import branches
from discloser.rendering.template.problem import Problem, shorten
from discloser.rendering.template.program import Include, Program
from discloser.text.nearest import nearest


def check_includes(
    file: str, load: Callable[[str], Program | None], files: Collection[str]
) -> tuple[Problem, ...]:
    """Problems of ``file`` with what it includes; ``load`` gives no program for a refused file."""
    walk = _Walk(load, files)
    walk.file(file, (), 0)
    if walk.branches > limits.TOTAL_BRANCHES and not walk.problems:
        reason = (
            f"this document has {walk.branches} branches, and it can have {limits.TOTAL_BRANCHES}"
        )
        fix = "take out some `if` and `for`, or make two documents of it"
        walk.problems.append(Problem(file, 1, reason, fix))
    return tuple(dict.fromkeys(walk.problems))


FILE_NAME = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_]+)*\.j2")
"""What a template file may be called; such a name can neither leave its pack nor be code."""


class _Walk:
    def __init__(self, load: Callable[[str], Program | None], files: Collection[str]) -> None:
        self.load = load
        self.files = files
        self.problems: list[Problem] = []
        self.included = 0
        self.tags = 0
        self.branches = 0

    def file(self, name: str, above: tuple[str, ...], loops: int) -> None:
        """Walks one file inside the files ``above`` it and inside ``loops`` loops."""
        program = self.load(name)
        if program is None:
            return
        self.tags += program.tags
        self.branches += sum(1 for _ in branches(program))
        for include in program.includes:
            self.included += 1
            refusal = self._refusal(include, (*above, name), loops)
            if refusal is None:
                self.file(include.file, (*above, name), loops + include.loops)
                continue
            reason, fix = refusal
            text = f'{{% include "{include.file}" %}}'
            self.problems.append(Problem(name, include.line, reason, fix, None, shorten(text)))
            if self._too_large():
                return

    def _too_large(self) -> bool:
        return self.included > limits.INCLUDES or self.tags > limits.TOTAL_TAGS

    def _refusal(
        self, include: Include, above: tuple[str, ...], loops: int
    ) -> tuple[str, str] | None:
        """Why a file must not be included here, and what to do."""
        name = include.file
        if name not in self.files:
            like = nearest(name, sorted(self.files))
            fix = f"perhaps you mean {like}" if like else "add the file or remove the tag"
            return f"there is no file {shorten(name)}", fix
        if name in above:
            return f"{name} would include itself", "remove the include"
        if len(above) > limits.INCLUDE_DEPTH:
            reason = f"files include each other more than {limits.INCLUDE_DEPTH} deep"
            return reason, "write the text of the last file here"
        program = self.load(name)
        if program and loops + include.loops + program.loops > limits.LOOPS:
            reason = f"with {name} more than {limits.LOOPS} loops stand inside each other"
            return reason, "move the include out of a loop"
        tags = self.tags + (program.tags if program else 0)
        if self.included > limits.INCLUDES or tags > limits.TOTAL_TAGS:
            return "the document with all its includes is too large", "include fewer files"
        return None
