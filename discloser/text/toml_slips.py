"""What is really wrong in a text that is not TOML: the cause, for people who know no TOML.

A parser stops where it can go no further, which may be lines below the sign that is missing. This
reader knows how people write such files, line by line, and so where the slip was made. It is asked
only once a text has turned out to be broken. Nothing of what the text says stands in its sentences:
that may be somebody's answers.
"""

import re
from typing import NoReturn

from discloser.text.toml_quotes import Texts
from discloser.text.toml_reading import CURLY, GAP, KEY_AND_SIGN, SPACE, STRAIGHT, Found, Open, Slip
from discloser.text.toml_twice import Headings, Twice

__all__ = ["Slip", "slip_in"]

_VALUE_STARTS = re.compile(r"""["'\[{]|[-+]?\d|(?:true|false)\b""")
_MOST_BRACKETS = 2

UNEVEN = "A heading needs as many brackets behind its name as in front of it."


def slip_in(text: str) -> Slip | None:
    """Return the first slip in a text that is not TOML, or None if it is one of another kind."""
    try:
        _Reader(text).read()
    except Found as found:
        return found.slip
    return None


class _Reader(Texts):
    """Goes through a text until something is not as it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.headings = Headings()

    def read(self) -> None:
        """Raise Found for the first slip."""
        while self._skip(GAP) < len(self.text):
            if self.text[self.at] == "[":
                self._heading()
            else:
                self._pair(None)
                self._value()
                while self.around:
                    self._inside()
                self._line_ends()

    def _heading(self) -> None:
        start = self.at
        left = self._brackets("[")
        self.at = start + len(left)
        self._skip(SPACE)
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

    def _pair(self, group: Open | None) -> None:
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
        self._skip(SPACE)

    def _no_pair(self, start: int, parts: list[str], group: Open | None) -> NoReturn:
        """Say what a line is that is no key with a value."""
        rest = self._rest(self.at)
        word = start + max(len(self.text[start : self.at].rstrip()), 1)
        if self.text[start] in CURLY:
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

    def _value(self) -> None:
        """Read a value; of a list or a group only its first bracket."""
        start = self.at
        mark = self.text[start : start + 1]
        if not mark or mark in "\r\n#,]}":
            self._no_value(start)
        if mark in "[{":
            self.around.append(Open(mark, start, {}))
            self.at = start + 1
        elif mark in "\"'":
            self._text()
        else:
            self._bare()
        self.last = (start, self.at)

    def _no_value(self, start: int) -> NoReturn:
        sign = self.text.rfind("=", 0, start)
        if not self.around and (found := GAP.match(self.text, start)):
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

    def _in_list(self, here: Open) -> None:
        fresh = self.last[0] == here.start
        at = self._skip(GAP)
        mark = self.text[at : at + 1]
        if mark == "]":
            self._close()
            return
        if mark == "," and not fresh:
            self.at = at + 1
            at = self._skip(GAP)
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

    def _in_group(self, here: Open) -> None:
        fresh = self.last[0] == here.start
        at = self._skip(SPACE)
        mark = self.text[at : at + 1]
        if mark == "}":
            self._close()
            return
        if mark == "," and not fresh:
            comma, self.at = at, at + 1
            at = self._skip(SPACE)
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

    def _group_ends(self, at: int, here: Open) -> NoReturn:
        """Say why a line ends inside a group."""
        found = GAP.match(self.text, at)
        following = found.end() if found else at
        if KEY_AND_SIGN.match(self.text, following) and "}" in self._rest(following):
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

    def _line_ends(self) -> None:
        """See that nothing stands behind a value outside of every list."""
        at = self._skip(SPACE)
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
        if KEY_AND_SIGN.match(self.text, at):
            self._wrong("Two things stand on one line.", "Put each on a line of its own.", at)
        self._wrong(
            "Something stands here that belongs to nothing.",
            "Put it on a line of its own, or take it out.",
            at,
            self._line_end(at),
        )
