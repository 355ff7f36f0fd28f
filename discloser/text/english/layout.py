"""Tidying a finished document: spaces, empty lines, empty items, headings with nothing below."""

import re

_INNER_SPACES = r"(?<=\S)[ \t]{2,}(?=\S)"
_ITEM = r"[-*+\u2022][ \t]|\d{1,3}[.)][ \t]"
_EMPTY_BULLET = r"[-*+\u2022](?:[ \t]+\[[ xX]?\])?[ \t.,;:]*"
_DOUBLE_STOP = re.compile(r"\b([ap]\.m\.)\.(?!\.)")
_EMPTY_NUMBER = r"\d{1,3}[.)][ \t.,;:]*"
_HEADING = r"(#{1,6})[ \t]+\S"


def single_stops(text: str) -> str:
    """Return a text in which the stop of "a.m." is not followed by another full stop."""
    return _DOUBLE_STOP.sub(r"\1", text) if ".m.." in text else text


def squeeze(text: str) -> str:
    """Return a rendered document with its gaps closed.

    No space at the end of a line, no double space inside one, at most one empty line in a row, no
    list item without a text, no indent except in lists, and one line break at the very end.
    Line breaks stay where they are and headings stay, also empty ones (``orphan_headings`` names
    them). An empty document is an empty text.
    """
    lines: list[str] = []
    in_list = False
    for raw in single_stops(text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = re.sub(_INNER_SPACES, " ", raw.rstrip())
        bare = line.lstrip(" \t")
        if not bare:
            if lines and lines[-1]:
                lines.append("")
            continue
        if _empty_item(bare, lines[-1] if lines else "", in_list=in_list):
            continue
        indented = len(bare) < len(line)
        in_list = bool(re.match(_ITEM, bare)) or (in_list and indented)
        lines.append(line if in_list else bare)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n" if lines else ""


def orphan_headings(text: str) -> list[str]:
    """Return the headings, as written, that have nothing below them.

    A heading right above a deeper one has that one below it; above one of its own or a higher
    level, or at the end, it has nothing.
    """
    found: list[str] = []
    waiting: list[tuple[int, str]] = []
    for line in text.split("\n"):
        heading = re.match(_HEADING, line)
        if heading is None:
            if line.strip():
                waiting.clear()
            continue
        level = len(heading[1])
        found += [above for depth, above in waiting if depth >= level]
        waiting = [(depth, above) for depth, above in waiting if depth < level]
        waiting.append((level, line.strip()))
    return found + [above for _, above in waiting]


def _empty_item(bare: str, above: str, *, in_list: bool) -> bool:
    """Whether a line is a list mark without a text.

    A number alone counts only where a list can be: "by" and "2." may be two lines of prose.
    """
    if re.fullmatch(_EMPTY_BULLET, bare):
        return True
    if not re.fullmatch(_EMPTY_NUMBER, bare):
        return False
    return in_list or not above or above.endswith(":") or above.startswith("#")
