"""The filters that templates may use: plain functions over plain data."""

import re

from discloser.rendering.subset import Filter
from discloser.text.english import (
    clause,
    join_list,
    lower_first,
    possessive,
    sentence,
    with_article,
)


def listed(items: list[str]) -> str:
    """Return texts as a list in prose: "a, b and c"."""
    return join_list(items)


def either(items: list[str]) -> str:
    """Return texts as a choice in prose: "a, b or c"."""
    return join_list(items, "or")


def lower(text: str) -> str:
    """Return a text to go on inside a sentence."""
    return lower_first(text)


def capital(text: str) -> str:
    """Return a text with a capital in front and no full stop, as a heading or list item has it."""
    line = sentence(text)
    return line if ABBREVIATED.search(text) else line.removesuffix(".")


ABBREVIATED = re.compile(r"\b[ap]\.m\.$")
"""A full stop that belongs to the last word."""


FILTERS: dict[str, Filter] = {
    "article": with_article,
    "capital": capital,
    "clause": clause,
    "either": either,
    "listed": listed,
    "lower_first": lower,
    "possessive": possessive,
    "sentence": sentence,
}
"""Name in templates to function."""
