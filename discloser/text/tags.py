"""Tags of templates within a text: found in one pass, however many stay open."""

import re
from collections.abc import Callable, Iterator

ALL = "{%#"
"""The second sign of every kind of tag."""

_OPEN = re.compile(r"\{[{%#]")
_ENDS = {"{": "}}", "%": "%}", "#": "#}"}


def tags(text: str, kinds: str = ALL) -> Iterator[tuple[int, int]]:
    """Yield where each tag starts and ends; one that is not closed is none.

    A pattern would look for the end of each open tag anew: in a text of a hundred thousand braces
    that takes a minute.
    """
    left = set(kinds)  # those whose end stands further on
    at = 0
    while left and (found := _OPEN.search(text, at)):
        at = found.start() + 1
        kind = found[0][1]
        if kind in left:
            end = text.find(_ENDS[kind], found.end())
            if end < 0:
                left.discard(kind)
            else:
                at = end + 2
                yield found.start(), at


def in_tags(text: str, put: Callable[[str], str], kinds: str = ALL) -> str:
    """Return a text with each tag changed by ``put``."""
    parts: list[str] = []
    done = 0
    for start, end in tags(text, kinds):
        parts += text[done:start], put(text[start:end])
        done = end
    return "".join([*parts, text[done:]])


def without_tags(text: str, put: str = "", kinds: str = ALL) -> str:
    """Return a text with ``put`` in place of each tag."""
    return in_tags(text, lambda _: put, kinds)
