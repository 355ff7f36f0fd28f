"""The forms of a listed word: its simple endings and its singulars. Endings are English."""

from collections.abc import Iterator
from functools import lru_cache

__all__ = ["ACRONYMS", "LONGEST_STEM", "SHORT", "forms", "singulars", "stem"]

SHORT = 3
"""Most letters of a word that takes no ending but the plural s."""

LONGEST_STEM = 6
"""Most letters of a stem, so that looking up a hostile word of thousands stays cheap."""

_ACRONYM = 4
"""Most letters of a word in capitals whose last S is not taken for a plural (POTS)."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENDINGS = _listed(
    "s es ed ing ings er ers ly ally y al ic ics ful fully ness less ion ions ist ists "
    "ise ised ises ising isation ize ized izes izing ization"
)
_INSTEAD_OF_E = _listed("ed ing ings er ers y al ic ics ion ions ist ists")
_INSTEAD_OF_Y = _listed("ies ied ier iers ily iness ic ics al ist ists")
_INSTEAD_OF_IS = _listed("es ed ing ic tic")
_AFTER_DOUBLED = _listed("ed ing ings er ers y")
_EVERYDAY = _listed(
    "after belly better business butter canal corner counter county doctoral ever every final "
    "flower footer formal general handy header jointly later letter letters local manner matter "
    "matters mean mission need never new normal number numbered numbering numbers offer offers "
    "order other over party passion periodic periodical periodically personal planner portion "
    "question questions ready regardless scanner scared scary section shower station steady "
    "total under unless well witness"
)
"""Everyday words that look like another word with an ending and are not."""
ACRONYMS = _listed(
    "add aids all am arm as at bad be bed cat cold do ed em go he hi if im in is it lam mac mad me "
    "men mi my no of on or pad pan pans pet pots sad so to up us we"
)
"""Everyday words that in capitals may be the short name of an illness, a test or a helper."""


@lru_cache(maxsize=4096)
def forms(word: str, *, acronym: bool) -> frozenset[str]:
    """Return the forms of a folded word that count as it."""
    if not word.isascii() or not word.isalpha():
        return frozenset((word,))
    bases = {word} if acronym and len(word) <= _ACRONYM else {word, *singulars(word)}
    found = {base + "s" for base in bases}
    for base in bases:
        if len(base) > SHORT:
            found.update(_inflected(base))
    return frozenset((found | bases) - _EVERYDAY | {word, word + "s"})


def stem(word: str) -> str:
    """Return a beginning that all forms of a folded word share, as long as is easily said."""
    cut = 0
    if word.endswith("s") and not word.endswith(("ss", "us")):
        # A plural may lose more than its s: allergies, allergic.
        cut = 4 if len(word) > 4 and word.endswith("ises") else 3
    elif word.endswith("ia"):
        cut = 2
    elif word.endswith(("e", "y")):
        cut = 1
    return word[: min(len(word) - cut if len(word) > SHORT else SHORT, LONGEST_STEM)]


def singulars(word: str) -> Iterator[str]:
    """Yield what a folded word may be the plural of."""
    if len(word) <= SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return
    yield word[:-1]
    if len(word) - 2 < SHORT:
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ses"):
        yield word[:-2] + "is"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]


def _inflected(base: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if not (ending in {"al", "ally"} and base.endswith("ion")):  # operational: everyday
            yield base + ending
    last = base[-1]
    match last:
        case "e":
            yield from (base[:-1] + ending for ending in _INSTEAD_OF_E)
        case "y" if base[-2] not in "aeiou":
            yield from (base[:-1] + ending for ending in _INSTEAD_OF_Y)
        case "c":
            yield from (base + "k" + ending for ending in _AFTER_DOUBLED)
        case "a":
            yield base + "c"
            yield from (base[:-2] + "ic", base[:-2] + "ics") if base.endswith("ia") else ()
        case "s" if base.endswith("is"):  # diagnosis: diagnoses, diagnosed, diagnostic
            yield from (base[:-2] + ending for ending in _INSTEAD_OF_IS)
    if last in "aeio":
        yield base + "n"
    elif last not in "uwxy" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        yield from (base + last + ending for ending in _AFTER_DOUBLED)
