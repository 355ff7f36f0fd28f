"""Which tags open, divide and close blocks, and whether each finds its partner."""

from collections.abc import Iterable

from discloser.rendering.template import limits
from discloser.rendering.template.problem import Problem, shorten
from discloser.rendering.template.scan import Tag

_CLOSERS = {"if": "endif", "for": "endfor"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}


class _Open:
    """A block that waits for its end."""

    def __init__(self, tag: Tag, word: str) -> None:
        self.tag = tag
        self.word = word
        self.branches = 1
        self.otherwise = False


def check_blocks(file: str, tags: Iterable[Tag]) -> tuple[Problem, ...]:
    """Every tag that opens, divides or closes a block in the wrong place."""
    checker = _Checker(file)
    for tag in tags:
        if tag.block and tag.words:
            checker.tag(tag, tag.words[0].text)
    for block in checker.unclosed:
        checker.not_closed(block)
    return tuple(checker.problems)


class _Checker:
    def __init__(self, file: str) -> None:
        self.file = file
        self.unclosed: list[_Open] = []
        self.problems: list[Problem] = []

    def _note(self, tag: Tag, reason: str, fix: str) -> None:
        self.problems.append(
            Problem(self.file, tag.line, reason, fix, tag.column, shorten(tag.text))
        )

    def not_closed(self, block: _Open) -> None:
        closer = f"{{% {_CLOSERS[block.word]} %}}"
        self._note(block.tag, f"the tag {shorten(block.tag.text)} is not closed", f"add {closer}")

    def tag(self, tag: Tag, word: str) -> None:
        if word in _CLOSERS:
            self.unclosed.append(_Open(tag, word))
            if len(self.unclosed) == limits.BLOCKS + 1:
                reason = f"more than {limits.BLOCKS} blocks stand inside each other"
                self._note(tag, reason, "move the inner ones into a file of their own")
        elif word in _OPENERS:
            self._close(tag, word)
        elif word in ("elif", "else"):
            self._divide(tag, word)

    def _close(self, tag: Tag, word: str) -> None:
        opener = _OPENERS[word]
        if not any(block.word == opener for block in self.unclosed):
            reason = f"{shorten(tag.text)} has no {{% {opener} … %}} before it"
            self._note(tag, reason, f"remove it or add the missing {{% {opener} … %}}")
            return
        while (block := self.unclosed.pop()).word != opener:
            self.not_closed(block)

    def _divide(self, tag: Tag, word: str) -> None:
        block = self.unclosed[-1] if self.unclosed else None
        if block is None or (word == "elif" and block.word != "if"):
            reason = f"{shorten(tag.text)} stands outside an {{% if … %}}"
            self._note(tag, reason, "move it between {% if … %} and {% endif %}")
            return
        if block.otherwise:
            reason = f"{shorten(tag.text)} comes after the {{% else %}} of the same block"
            self._note(tag, reason, "keep one {% else %} and make it the last branch")
        block.otherwise = block.otherwise or word == "else"
        block.branches += word == "elif"
        if block.branches == limits.BRANCHES + 1:
            reason = f"one if has more than {limits.BRANCHES} branches"
            self._note(tag, reason, "split it into several files or blocks")
