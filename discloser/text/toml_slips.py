"""What is really wrong in a text that is not TOML: the cause, for people who know no TOML.

A parser stops where it can go no further, which may be lines below the sign that is missing. This
reader knows how people write such files, line by line, and so where the slip was made. It is asked
only once a text has turned out to be broken. Nothing of what the text says stands in its sentences:
that may be somebody's answers.
"""

import re
import tomllib
from typing import NamedTuple, NoReturn

from discloser.text.toml_twice import Headings, Twice

__all__ = ["Slip", "slip_in"]

_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+'""")
_TEXT = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}|\'\'\'(?:[^']++|'(?!\'\'))*+'{3,5}'''
    r"""|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+'""",
    re.DOTALL,
)
_BARE = re.compile(r"\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}\#]*+|[^\s,\]}\#]++")
_NEW_ENTRY = re.compile(r"\[\[?[ \t]*[A-Za-z_][\w.-]*[ \t]*\]\]?[ \t]*\r?(?:#[^\n]*)?(?=\n|\Z)")
_KEY_AND_SIGN = re.compile(r"[\w-]+[ \t]*=(?!=)")
_ESCAPE = re.compile(r'\\(?:["\\bfnrt]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*\r?\n)')
_CURLY = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_CURLY_END = re.compile(rf"[{_CURLY}](?=[ \t]*(?:,[ \t]*[\w-]+[ \t]*=|[,\]}}\r \t]*\Z))")
_GOES_ON = re.compile(r"[,\[{][ \t]*(?:[\w-]+[ \t]*=[ \t]*)?[\[{]*[ \t]*\Z")
"""What stands at the end of a text that was not closed, and so reaches to the next quote."""
_VALUE_STARTS = re.compile(r"""["'\[{]|[-+]?\d|(?:true|false)\b""")

_PLAIN = re.compile(r"true|false|0|[1-9]\d{,17}")
"""What most words without quotes are."""

_DAY_OR_HOUR = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?:\d\d")

_LONGEST_BARE = 200
"""Signs of a number or a date; whatever is longer is neither."""

_MOST_BRACKETS = 2
_LONG_QUOTES = 6
"""Quotes of a text of several lines, at both ends together."""
_LOOKED_AT = 300
"""Signs at the end of a text in which is looked for where it should have ended."""

UNEVEN = "A heading needs as many brackets behind its name as in front of it."
STRAIGHT = 'Type straight quotes: " at both ends.'


class Slip(NamedTuple):
    """What is wrong, and where."""

    message: str
    fix: str
    start: int
    """Where the signs that are meant begin in the whole text."""
    end: int
    habit: bool = False
    """Whether it may be a date, a time or a yes in another form."""


class _Found(Exception):
    """Ends the reading: there is the slip."""

    def __init__(self, slip: Slip) -> None:
        super().__init__()
        self.slip = slip


class _Open(NamedTuple):
    """A list or a group in braces that is open."""

    mark: str
    start: int
    keys: dict[str, int]
    """Keys of a group, and where each stands."""


def slip_in(text: str) -> Slip | None:
    """Return the first slip in a text that is not TOML, or None if it is one of another kind."""
    try:
        _Reader(text).read()
    except _Found as found:
        return found.slip
    return None


def _is_plain(word: str) -> bool:
    """Return whether a word is a number, a date, true or false."""
    if _PLAIN.fullmatch(word):
        return True
    if not word or len(word) > _LONGEST_BARE or "=" in word:
        return False
    try:
        tomllib.loads(f"x = {word}")
    except (tomllib.TOMLDecodeError, ValueError):
        return False
    return True


class _Reader:
    """Goes through a text until something is not as it should be."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.last = (0, 0)
        """The last value or bracket that was read."""
        self.around: list[_Open] = []
        self.headings = Headings()

    def read(self) -> None:
        """Raise _Found for the first slip."""
        while self._skip(_GAP) < len(self.text):
            if self.text[self.at] == "[":
                self._heading()
            else:
                self._pair(None)
                self._value()
                while self.around:
                    self._inside()
                self._line_ends()

    # --- where it is ---

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _rest(self, at: int) -> str:
        """Return what follows on the same line."""
        return self.text[at : self._line_end(at)].rstrip("\r")

    def _starts_line(self, at: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def _wrong(
        self, message: str, fix: str, start: int, end: int = 0, *, habit: bool = False
    ) -> NoReturn:
        end = min(max(end, start + 1), self._line_end(start))
        raise _Found(Slip(message, fix, start, end, habit))

    # --- headings and keys ---

    def _heading(self) -> None:
        start = self.at
        left = self._brackets("[")
        self.at = start + len(left)
        self._skip(_SPACE)
        parts = self._keys()
        right = self._brackets("]")
        named = bool(parts) and (bool(right) or not self._rest(self.at).strip())
        end = self.at + len(right)
        if named and len(left) == len(right) <= _MOST_BRACKETS:
            self._heading_ends(end)
            self._tell_twice(self.headings.heading(parts, start, double=len(left) > 1))
            self.at, self.last = self._line_end(start), (start, end)
            return
        if named:
            name = self.text[start + len(left) : self.at].strip()
            whole = f"[[{name}]]" if max(len(left), len(right)) > 1 else f"[{name}]"
            self._wrong(UNEVEN, f"Write {whole}.", start, end)
        self._wrong(
            "This is no name for a heading.",
            "A heading is one word between brackets, such as [[phrase]].",
            start,
            self._line_end(start),
        )

    def _brackets(self, mark: str) -> str:
        rest = self._rest(self.at)
        return rest[: len(rest) - len(rest.lstrip(mark))]

    def _heading_ends(self, end: int) -> None:
        rest = self._rest(end).strip()
        if rest and not rest.startswith("#"):
            self._wrong(
                "Something stands behind a heading.",
                "Put it on a line of its own.",
                end + self._rest(end).index(rest),
                self._line_end(end),
            )

    def _tell_twice(self, twice: Twice | None) -> None:
        if twice is None:
            return
        first, second = self._line(twice.first), self._line(twice.second)
        message, fix = twice.told(first, second)
        at = twice.shown
        self._wrong(message, fix, at, at + len(twice.name))

    def _pair(self, group: _Open | None) -> None:
        """Read a key and its sign, and stop in front of the value."""
        start = self.at
        parts = self._keys()
        if not parts or not self.text.startswith("=", self.at):
            self._no_pair(start, parts, group)
        name = ".".join(parts)
        if group is None:
            self._tell_twice(self.headings.key(parts, start))
        elif name in group.keys:
            self._tell_twice(Twice(name, group.keys[name], start, start))
        else:
            group.keys[name] = start
        self.at += 1
        self._skip(_SPACE)

    def _keys(self) -> list[str]:
        """Read a key with dots, and return its parts."""
        parts = []
        while found := _KEY.match(self.text, self.at):
            parts.append(found[0][1:-1] if found[0][0] in "\"'" else found[0])
            self.at = found.end()
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
            self._skip(_SPACE)
        return parts

    def _no_pair(self, start: int, parts: list[str], group: _Open | None) -> NoReturn:
        """Say what a line is that is no key with a value."""
        rest = self._rest(self.at)
        word = start + max(len(self.text[start : self.at].rstrip()), 1)
        if self.text[start] in _CURLY:
            self._wrong("There is a curly quote.", STRAIGHT, start)
        if parts and rest[:1] == "]" and group is None:
            self._wrong(
                UNEVEN,
                f"Write {'[[' if rest.startswith(']]') else '['} in front of it.",
                start,
                word,
            )
        if group is not None and self.text[start] in "\"'" and "]" in rest.partition("}")[0]:
            at = self.at + rest.index("]")
            self._wrong(
                "This ] closes nothing that is open.",
                "Write the [ that is missing in front, or take the ] out.",
                at,
            )
        if self.text[start] in "]},":
            self._wrong(
                f"This {self.text[start]} closes nothing that is open."
                if self.text[start] != ","
                else "There is a comma too many.",
                "Take it out, or write the bracket that belongs in front.",
                start,
            )
        if parts and rest[:1] == ":":
            self._wrong("There is a colon where = belongs.", "Write = in its place.", self.at)
        if parts and self.text[start] not in "\"'" and _VALUE_STARTS.match(rest):
            self._wrong("The sign = is missing behind this word.", "Write = there.", start, word)
        if group is not None:
            self._wrong(
                "Between { and } stand only words with = and what they are.",
                'Write it as in { text = "…", tone = "warm" }.',
                start,
                word,
            )
        before = self.text[:start].rstrip()
        if before.endswith(('""', "''")) and not before.endswith(('"""', "'''")):
            self._wrong(
                "A text of several lines needs three quotes at both ends; here are two.",
                "Write one quote more.",
                len(before) - 2,
                len(before),
            )
        if self.text[start] in "\"'{":
            self._wrong(
                "This stands in no list.",
                "Look at the brackets above: a list begins with [ behind = and ends with ].",
                start,
                self._line_end(start),
            )
        self._wrong(
            "This line is no note, no heading, and has no = in it.",
            "If it is a note, write # in front of it.",
            start,
            self._line_end(start),
        )

    # --- values ---

    def _value(self) -> None:
        """Read a value; of a list or a group only its first bracket."""
        start = self.at
        mark = self.text[start : start + 1]
        if not mark or mark in "\r\n#,]}":
            self._no_value(start)
        if mark in "[{":
            self.around.append(_Open(mark, start, {}))
            self.at = start + 1
        elif mark in "\"'":
            self._text()
        else:
            self._bare()
        self.last = (start, self.at)

    def _no_value(self, start: int) -> NoReturn:
        sign = self.text.rfind("=", 0, start)
        if not self.around and (found := _GAP.match(self.text, start)):
            following = self.text[found.end() : found.end() + 1]
            if following and following in "{\"'":
                self._wrong(
                    "The [ is missing with which this list begins.", "Write [ behind =.", sign
                )
        if self.text[start : start + 1] == "]":
            self._wrong("This ] closes nothing that is open.", "Write [ in front of it.", start)
        if self.around and self.last[0] == self.around[-1].start:
            self._wrong("There is a comma too many.", "Take it out.", start)
        self._wrong(
            "Nothing stands behind =.", 'Write what it is, such as a text in quotes: "…".', sign
        )

    def _text(self) -> None:
        start = self.at
        quote = self.text[start]
        found = _TEXT.match(self.text, start)
        long = self.text.startswith(quote * 3, start)
        if found is None or (long and found[0].count(quote) < _LONG_QUOTES):
            (self._long_open if long else self._short_open)(start, quote)
        self.at = found.end()
        if quote == '"' and "\\" in found[0]:
            bare = _ESCAPE.sub(lambda each: " " * len(each[0]), found[0])
            if (at := bare.find("\\")) >= 0:
                self._wrong(
                    "A backslash has a meaning of its own in a text.",
                    "Write it twice: \\\\.",
                    start + at,
                    start + at + 2,
                )

    def _long_open(self, start: int, quote: str) -> NoReturn:
        line = self._line(start)
        short = re.compile(rf"(?<!{quote}){quote * 2}(?!{quote})")
        if found := short.search(self.text, start + 3):
            self._wrong(
                f"The text that begins in line {line} with three quotes ends with two.",
                "Write one quote more.",
                found.start(),
                found.end(),
            )
        self._wrong(
            "The text that begins here with three quotes is not closed.",
            "Write three quotes behind its last word.",
            start,
            start + 3,
        )

    def _short_open(self, start: int, quote: str) -> NoReturn:
        rest = self._rest(start)
        if found := _CURLY_END.search(rest, 1):
            at = start + found.start()
            self._wrong(
                "The text begins with a straight quote and ends with a curly one.", STRAIGHT, at
            )
        self._not_closed(start, start + len(rest.rstrip(" \t,]}")), quote)

    def _not_closed(self, start: int, end: int, quote: str) -> NoReturn:
        self._wrong(
            "The text that begins here has no quote at its end.",
            f"Write {quote} behind its last sign.",
            start,
            end,
        )

    def _bare(self) -> None:
        """Read a number, a date, true or false; anything else lacks its quotes."""
        start = self.at
        found = _BARE.match(self.text, start)
        word = found[0] if found else ""
        if _is_plain(word):
            self.at = start + len(word)
            return
        rest = self._rest(start)
        if self.around and self.around[-1].mark == "[":
            self._require_open_list(start)
            if _KEY_AND_SIGN.match(rest):
                self._wrong(
                    "The { is missing with which this wording begins.",
                    "Write { in front of it.",
                    start,
                )
        if word[:1] in _CURLY:
            self._wrong("There is a curly quote.", STRAIGHT, start, start + len(word))
        if _DAY_OR_HOUR.match(word):
            self._wrong(
                "There is no such day, or no such hour.",
                "Write a date as 2026-12-01 and a time as 10:30:00.",
                start,
                start + len(word),
                habit=True,
            )
        if any(mark in rest for mark in "\"'") and not re.search(r"[,\]}=]", rest.split('"')[0]):
            self._wrong(
                "The quote is missing with which this text begins.",
                'Write " in front of it.',
                start,
                start + len(word),
            )
        self._wrong(
            "This is no number and no date, and a text stands in straight quotes.",
            'Write " in front of it and behind it.',
            start,
            start + len(word),
            habit=True,
        )

    # --- in lists and groups ---

    def _inside(self) -> None:
        """Go on in the innermost list or group by one item, or close it."""
        here = self.around[-1]
        if here.mark == "[":
            self._in_list(here)
        else:
            self._in_group(here)

    def _close(self) -> None:
        self.last = (self.at, self.at + 1)
        self.at += 1
        self.around.pop()

    def _in_list(self, here: _Open) -> None:
        fresh = self.last[0] == here.start
        at = self._skip(_GAP)
        mark = self.text[at : at + 1]
        if mark == "]":
            self._close()
            return
        if mark == "," and not fresh:
            self.at = at + 1
            at = self._skip(_GAP)
            mark = self.text[at : at + 1]
            if mark == "]":
                self._close()
                return
            if mark == ",":
                self._wrong("There is a comma too many.", "Take it out.", at)
        elif not fresh:
            self._require_open_list(at)
            self._no_comma(at)
        self._require_open_list(at)
        self._value()

    def _require_open_list(self, at: int) -> None:
        """Say that a list is not closed if what stands at a place can only stand behind it."""
        mark = self.text[at : at + 1]
        new = _NEW_ENTRY.match(self.text, at) or _KEY_AND_SIGN.match(self.text, at)
        if new and mark != "[":
            new = None if self._rest(at).rstrip(" ,").endswith("}") else new
        if not mark or mark == "}" or (new and self._starts_line(at)):
            self._open_still(at)

    def _open_still(self, at: int) -> NoReturn:
        """Say of the innermost list or group that its last bracket is missing."""
        here = self.around[-1]
        closing, what = ("]", "list") if here.mark == "[" else ("}", "group of words")
        line, last = self._line(here.start), self._line(max(self.last[1] - 1, 0))
        where = f"Write {closing} behind this"
        if here.mark == "[" and last > line:
            where += f", or in line {last + 1}"
        elif here.mark == "[" and self.text[at : at + 1] != "}" and last == line:
            where += ", on the same line"
        self._wrong(
            f"The {what} that begins with {here.mark} in line {line} is not closed.",
            f"{where}.",
            *self._shown_last(),
        )

    def _shown_last(self) -> tuple[int, int]:
        """Return what was read last, as far as it stands on its last line."""
        start, end = self.last
        line = self.text.rfind("\n", 0, end) + 1
        return max(start, line), end

    def _in_group(self, here: _Open) -> None:
        fresh = self.last[0] == here.start
        at = self._skip(_SPACE)
        mark = self.text[at : at + 1]
        if mark == "}":
            self._close()
            return
        if mark == "," and not fresh:
            comma, self.at = at, at + 1
            at = self._skip(_SPACE)
            mark = self.text[at : at + 1]
            if mark == "}":
                self._wrong("There is a comma too many in front of }.", "Take it out.", comma)
            if mark == ",":
                self._wrong("There is a comma too many.", "Take it out.", at)
        elif not fresh and mark and mark not in "\r\n#]":
            self._no_comma(at)
        if not mark or mark in "\r\n#":
            self._group_ends(at, here)
        if mark == "]":
            if "}" in self._rest(at):
                self._wrong(
                    "This ] closes nothing that is open.",
                    "Write the [ that is missing in front, or take the ] out.",
                    at,
                )
            self._open_still(at)
        self._pair(here)
        self._value()

    def _group_ends(self, at: int, here: _Open) -> NoReturn:
        """Say why a line ends inside a group."""
        found = _GAP.match(self.text, at)
        following = found.end() if found else at
        if _KEY_AND_SIGN.match(self.text, following) and "}" in self._rest(following):
            self._wrong(
                "What stands between { and } has to be on one line.",
                "Join this line and the next one.",
                here.start,
                self._line_end(here.start),
            )
        self._open_still(at)

    def _no_comma(self, at: int) -> NoReturn:
        """Say what is wrong between two values without a comma between them."""
        if self.text[self.last[1] - 1] in "\"'" and self._line(self.last[1]) == self._line(at):
            self._behind_text(at)
        if self.text[at] == "]":
            self._wrong(
                "This ] closes nothing that is open.", "Write [ in front, or take it out.", at
            )
        what = "wording" if self.around[-1].mark == "[" else "word"
        self._wrong(
            "A comma is missing behind this.",
            f"Write a comma between it and the next {what}.",
            *self._shown_last(),
        )

    def _behind_text(self, at: int) -> None:
        """Say what is wrong with the quotes, if something is, of a text that other words follow."""
        start, end = self.last
        quote = self.text[start]
        begin = max(start + 1, end - 1 - _LOOKED_AT)
        content, rest = self.text[begin : end - 1], self._rest(end)
        quotes = len(re.findall(rf"(?<!\\){quote}", rest))
        if quotes % 2 and (found := _CURLY_END.search(content.rstrip("[{ \t"))):
            self._wrong(
                "The text begins with a straight quote and ends with a curly one.",
                STRAIGHT,
                begin + found.start(),
            )
        if quotes % 2 and (found := _GOES_ON.search(content)):
            self._not_closed(start, begin + found.start(), quote)
        mark = self.text[at]
        if mark in "\"'{[]}" or _KEY_AND_SIGN.match(self.text, at):
            return
        inside = 'Write \\" for a quote inside a text.'
        if quote == "'":
            inside = "Write \" at both ends of the text, and it may hold '."
        self._wrong("There is a quote inside the quotes: the text ends here.", inside, end - 1)

    # --- behind a value ---

    def _line_ends(self) -> None:
        """See that nothing stands behind a value outside of every list."""
        at = self._skip(_SPACE)
        mark = self.text[at : at + 1]
        if not mark or mark in "\r\n#":
            return
        rest = self._rest(at)
        if mark in "]}" or (mark == "," and "]" in rest):
            closing = "]" if "]" in rest else "}"
            self._wrong(
                f"This {closing} closes nothing that is open.",
                f"Write {'[' if closing == ']' else '{'} behind =, or take the {closing} out.",
                at + rest.index(closing),
            )
        if mark == ",":
            self._wrong(
                "There is a comma outside of every list.",
                "Take it out; several wordings stand in a list, between [ and ].",
                at,
            )
        if self.text[self.last[1] - 1] in "\"'":
            self._behind_text(at)
        if _KEY_AND_SIGN.match(self.text, at):
            self._wrong("Two things stand on one line.", "Put each on a line of its own.", at)
        self._wrong(
            "Something stands here that belongs to nothing.",
            "Put it on a line of its own, or take it out.",
            at,
            self._line_end(at),
        )
