"""The filters that templates may use: plain functions over plain data."""

import re

from discloser.model.language import Language
from discloser.rendering.subset import Filter
from discloser.text.english import clause, sentence


def filters_for(language: Language) -> dict[str, Filter]:
    """Return the filters by the name that templates use, as one language needs them."""

    def article(text: str) -> str:
        """Return a text with "a" or "an" in front."""
        return language.article(text)

    def listed(items: list[str]) -> str:
        """Return texts as a list in prose: "a, b and c"."""
        return language.listed(items)

    def either(items: list[str]) -> str:
        """Return texts as a choice in prose: "a, b or c"."""
        return language.either(items)

    def lower_first(text: str) -> str:
        """Return a text to go on inside a sentence."""
        return language.lower_first(text)

    def possessive(name: str) -> str:
        """Return the owner's form of a name."""
        return language.possessive(name)

    return {
        "article": article,
        "capital": capital,
        "clause": clause,
        "either": either,
        "listed": listed,
        "lower_first": lower_first,
        "possessive": possessive,
        "sentence": sentence,
    }


def capital(text: str) -> str:
    """Return a text with a capital in front and no full stop, as a heading or list item has it."""
    line = sentence(text)
    return line if ABBREVIATED.search(text) else line.removesuffix(".")


ABBREVIATED = re.compile(r"\b[ap]\.m\.$")
"""A full stop that belongs to the last word."""
