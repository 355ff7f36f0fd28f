"""What goes wrong with texts in quotes, and with words that lack theirs."""

import re
import tomllib
from typing import NoReturn

from discloser.text.toml_reading import CURLY, KEY_AND_SIGN, STRAIGHT, Reading

_TEXT = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}|\'\'\'(?:[^']++|'(?!\'\'))*+'{3,5}'''
    r"""|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+'""",
    re.DOTALL,
)
_BARE = re.compile(r"\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}\#]*+|[^\s,\]}\#]++")
_ESCAPE = re.compile(r'\\(?:["\\bfnrt]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*\r?\n)')
_CURLY_END = re.compile(rf"[{CURLY}](?=[ \t]*(?:,[ \t]*[\w-]+[ \t]*=|[,\]}}\r \t]*\Z))")
_GOES_ON = re.compile(r"[,\[{][ \t]*(?:[\w-]+[ \t]*=[ \t]*)?[\[{]*[ \t]*\Z")
"""What stands at the end of a text that was not closed, and so reaches to the next quote."""
_PLAIN = re.compile(r"true|false|0|[1-9]\d{,17}")
"""What most words without quotes are."""
_DAY_OR_HOUR = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?:\d\d")

_LONGEST_BARE = 200
"""Signs of a number or a date; whatever is longer is neither."""
_LONG_QUOTES = 6
"""Quotes of a text of several lines, at both ends together."""
_LOOKED_AT = 300
"""Signs at the end of a text in which is looked for where it should have ended."""


class Texts(Reading):
    """A text that is read as far as its values without brackets go."""

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
            if KEY_AND_SIGN.match(rest):
                self._wrong(
                    "The { is missing with which this wording begins.",
                    "Write { in front of it.",
                    start,
                )
        if word[:1] in CURLY:
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
        if mark in "\"'{[]}" or KEY_AND_SIGN.match(self.text, at):
            return
        inside = 'Write \\" for a quote inside a text.'
        if quote == "'":
            inside = "Write \" at both ends of the text, and it may hold '."
        self._wrong("There is a quote inside the quotes: the text ends here.", inside, end - 1)


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
