"""What the guards of every pack in English know at least: the words of the pack that is built in.

A pack that lies on no other one brings its own lists of words. Without these the guards would be
as blind as somebody makes them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import scripts_templates
from discloser.model.catalogue import WordList
from discloser.model.decoding import decode
from discloser.packs.layers import GUARDED
from discloser.text.match import Matcher, Text
from discloser.text.toml import parse

FILE = Path(scripts_templates.__path__[0]) / "standard" / "catalogue" / "words.toml"


def with_least_words(lists: Mapping[str, WordList]) -> dict[str, WordList]:
    """Return the word lists of a pack in English with the built-in words of the guards in them.

    Exceptions that would spare a built-in word are left out, but for the built-in ones.
    """
    found = dict(lists)
    for name, least in _built_in().items():
        own = found.get(name)
        if own is None:
            found[name] = least
        elif own != least:
            more = tuple(word for word in least.words if word not in set(own.words))
            found[name] = WordList((*own.words, *more), _harmless(own, least))
    return found


@cache
def _built_in() -> dict[str, WordList]:
    tables = parse(FILE.read_text("utf-8"))
    return {name: decode(tables[name], WordList) for name in sorted(GUARDED & tables.keys())}


def _harmless(own: WordList, least: WordList) -> tuple[str, ...]:
    """Return the built-in exceptions, and those of a list that spare no built-in word."""
    others = [each for each in own.without if each not in least.without]
    words = Matcher(least.words if others else ())
    return (*least.without, *(each for each in others if not words.find(Text(each))))
