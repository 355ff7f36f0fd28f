"""Finds the tags of a template before Jinja sees it, so that mistakes get a place and a sentence.

Jinja alone would decide what a template means; this first look bounds its size and depth, and knows
what authors get wrong: quotes from a word processor, braces in prose, tags that are not closed.
"""

import re
from bisect import bisect_right
from typing import Literal

from msgspec import Struct

from discloser.rendering.template import limits
from discloser.rendering.template.problem import Problem, RefusedError, shorten

WordKind = Literal["name", "number", "string", "sign"]
_KINDS: dict[str, WordKind] = {
    "name": "name",
    "number": "number",
    "string": "string",
    "sign": "sign",
}

_OPENER = re.compile(r"\{[{%#]")
_BRACE = re.compile(r"[{}][^\n]*")
_SINGLE_BRACES = re.compile(r"\{\s*([a-z_][a-z0-9_.]*)\s*\}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(
    r"""
      (?P<space>[ \t\n]+)
    | (?P<closer>[-+]?[%}]\})
    | (?P<opener>\{[{%\#])
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)*)
    | (?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\\\n]*(?:\\.[^'\\\n]*)*')
    | (?P<sign>[=!<>]=|\*\*|//|&&|\|\||.)
    """,
    re.VERBOSE,
)
_STRAIGHT = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u0060\u00b4", "'")
)
"""Quotation marks of word processors and what was meant."""
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")


class Word(Struct, frozen=True):
    """A name, number, text or sign inside a tag."""

    kind: WordKind
    text: str
    line: int
    column: int


class Tag(Struct, frozen=True):
    """``{{ … }}`` or ``{% … %}``."""

    block: bool
    line: int
    column: int
    text: str
    words: tuple[Word, ...]
    whole: bool
    """Whether the tag could be read to its end; if not, its problem is already noted."""


class Scan(Struct, frozen=True):
    """All tags of a file, and what was wrong on the way."""

    tags: tuple[Tag, ...]
    problems: tuple[Problem, ...]


class _BrokenTagError(Exception):
    """The tag cannot be read on; ``resume`` is where the text goes on, if that is known."""

    def __init__(self, at: int, reason: str, fix: str, resume: int | None = None) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason
        self.fix = fix
        self.resume = resume


def scan(file: str, source: str) -> Scan:
    """All tags of ``source`` with their words; ``source`` is clean text with plain newlines."""
    return _Scanner(file, source).run()


class _Scanner:
    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.source = source
        self.tags: list[Tag] = []
        self.problems: list[Problem] = []
        self.words = 0
        self.lines = [0, *(found.end() for found in re.finditer("\n", source))]
        """Where each line starts."""

    def run(self) -> Scan:
        position = 0
        while not self._enough() and (opener := _OPENER.search(self.source, position)):
            start = opener.start()
            self._prose(position, start)
            position = self._comment(start) if opener[0] == "{#" else self._tag(start)
        if not self._enough():
            self._prose(position, len(self.source))
        return Scan(tuple(self.tags), tuple(self.problems))

    def _enough(self) -> bool:
        """Whether the file is refused for its size or its problems, whatever follows."""
        large = len(self.tags) > limits.TAGS or self.words > limits.WORDS
        return large or len(self.problems) >= limits.PROBLEMS

    def _place(self, at: int) -> tuple[int, int]:
        """1-based line and column of a position."""
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1

    def _note(self, at: int, reason: str, fix: str, text: str) -> None:
        line, column = self._place(at)
        self.problems.append(Problem(self.file, line, reason, fix, column, shorten(text)))

    def _prose(self, start: int, end: int) -> None:
        """Braces outside tags are always slips: they would be printed as they stand."""
        for found in _BRACE.finditer(self.source, start, end):
            at = found.start()
            reason, fix = _stray_brace(found[0], self.source[max(start, at - 1) : at])
            self._note(at, reason, fix, found[0])

    def _comment(self, start: int) -> int:
        end = self.source.find("#}", start + 2)
        if end < 0:
            self._note(
                start,
                "the comment that starts with {# is not closed",
                "add #} where it ends",
                self.source[start : start + 60],
            )
            return len(self.source)
        return end + 2

    def _tag(self, start: int) -> int:
        words: list[Word] = []
        whole = True
        try:
            end = self._words(start, words)
        except _BrokenTagError as stop:
            whole = False
            end = self._give_up(start, stop)
        block = self.source[start + 1] == "%"
        text = self.source[start:end]
        self.words += len(words)
        self.tags.append(Tag(block, *self._place(start), text, tuple(words), whole))
        return end

    def _words(self, start: int, words: list[Word]) -> int:
        """Fills ``words`` and returns the position after the tag."""
        mark = self.source[start + 1]
        closer = "%}" if mark == "%" else "}}"
        position = start + 2
        if self.source[position : position + 1] in ("-", "+"):
            position += 1
        while found := _WORD.match(self.source, position):
            kind, text = found.lastgroup, found[0]
            position = found.end()
            if position - start > limits.TAG_CHARACTERS:
                reason = f"a tag is not closed or has more than {limits.TAG_CHARACTERS} characters"
                raise _BrokenTagError(start, reason, "close it or split it into two")
            if kind == "opener":
                break
            if kind == "space":
                if _BLANK_LINE.search(text):
                    break
            elif kind == "closer":
                if text[-2:] == closer and text != "+}}":
                    return position
                raise _wrong_closer(found.start(), "{" + mark, text, closer, position)
            else:
                if kind == "sign":
                    self._sign(start, found.start(), text)
                words.append(Word(_KINDS[kind or ""], text, *self._place(found.start())))
        raise self._unclosed(start)

    def _unclosed(self, start: int) -> _BrokenTagError:
        mark = "{" + self.source[start + 1]
        closer = "%}" if mark == "{%" else "}}"
        line = re.split(r"\n|\{[{%#]", self.source[start + 2 : start + 60])[0]
        return _BrokenTagError(
            start,
            f"the tag {shorten(mark + line, 40)} is not closed",
            f'add {closer} where it ends, or write {{{{ "{mark}" }}}} to print these signs',
        )

    def _sign(self, start: int, at: int, sign: str) -> None:
        """Refuses signs that cannot be part of any tag."""
        if sign.isascii() and sign not in "\"'}`":
            return
        end = self._closer(start, at)
        if end is None:
            raise self._unclosed(start)
        tag = self.source[start:end]
        if sign in ('"', "'"):
            raise _BrokenTagError(
                at, f"the quotation mark {sign} is not closed", f"add a second {sign}"
            )
        if sign == "}":
            raise _BrokenTagError(at, "a single } stands inside a tag", "remove it")
        if ord(sign) in _STRAIGHT:
            fixed = shorten(tag.translate(_STRAIGHT))
            raise _BrokenTagError(
                at, f"the tag has a curved quotation mark {sign}", f"use straight ones: {fixed}"
            )
        if sign in _DASHES:
            raise _BrokenTagError(
                at, f"the tag has a long dash {sign}", "use a plain hyphen or remove it"
            )
        if sign.isspace():
            raise _BrokenTagError(
                at, "the tag has an unusual space", "delete it and type a normal space"
            )
        raise _BrokenTagError(
            at,
            f"the sign {sign} (U+{ord(sign):04X}) cannot stand in a tag",
            "use only the letters a to z, digits and _ in names",
        )

    def _closer(self, start: int, at: int) -> int | None:
        """Position after the end of the tag from ``start``, looked for from ``at`` on."""
        closer = "%}" if self.source[start + 1] == "%" else "}}"
        limit = min(len(self.source), start + limits.TAG_CHARACTERS)
        for stop in (_OPENER, _BLANK_LINE):
            if found := stop.search(self.source, start + 2, limit):
                limit = found.start()
        end = self.source.find(closer, at, limit)
        return None if end < 0 else end + 2

    def _give_up(self, start: int, stop: _BrokenTagError) -> int:
        """Notes why a tag cannot be read; returns where to go on so that one slip is told once."""
        end = stop.resume or self._closer(start, start + 2)
        if end is None:
            line_end = self.source.find("\n", start)
            end = len(self.source) if line_end < 0 else line_end
            if found := _OPENER.search(self.source, start + 2, end):
                end = found.start()
        self._note(stop.at, stop.reason, stop.fix, self.source[start:end])
        return end


def _wrong_closer(at: int, opener: str, found: str, closer: str, resume: int) -> _BrokenTagError:
    if found == "+}}":
        return _BrokenTagError(at, "a + stands before }}", "remove it", resume)
    return _BrokenTagError(
        at,
        f"a tag that starts with {opener} ends with {found[-2:]}",
        f"end it with {closer}",
        resume,
    )


def _stray_brace(text: str, before: str) -> tuple[str, str]:
    """Reason and fix for prose that starts with a brace; ``before`` is the sign in front of it."""
    if single := _SINGLE_BRACES.match(text):
        return (
            f"{single[0]} has single braces and would be printed as it stands",
            f"write {{{{ {single[1]} }}}}",
        )
    if re.match(r"\{ +[{%#]", text):
        return "there is a space between the signs that open a tag", "remove the space"
    if text.startswith("}}"):
        return "}} closes a tag that was never opened", "add {{ in front of the name"
    if before in ("%", "#"):
        return f"{before}}} closes a tag that was never opened", f"add {{{before} where it starts"
    return (
        f"a single {text[0]} stands in the text",
        f'remove it, or write {{{{ "{text[0]}" }}}} to print it',
    )


def at_tag(file: str, tag: Tag, refused: RefusedError) -> Problem:
    """The refusal of something in ``tag`` as a problem of its file."""
    column = refused.column or tag.column
    return Problem(file, refused.line, refused.reason, refused.fix, column, shorten(tag.text))
