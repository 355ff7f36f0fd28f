"""Which changed phrase a text owes it to that something is no longer said in it."""

from collections.abc import Sequence

from discloser.model.catalogue import Catalogue
from discloser.model.lexicon import WordLists
from discloser.model.wording import wordings
from discloser.text.match import Text

SAYS_SO = {
    "r_parts": ("reassurance_cues", "privacy_cues", "next_step_cues"),
    "r_open": ("opening_cues",),
    "r_next": ("next_step_cues", "thanks_cues"),
}
"""Rule on what a text lacks to the lists of words that say such a thing."""


def phrase_that_lost(
    rule: str, changed: Sequence[str], now: Catalogue, before: Catalogue | None
) -> str:
    """Return the one of some changed phrases that said what is missing now; else the first one.

    ``changed`` are ids of phrases, at least one.
    """
    wanted = SAYS_SO.get(rule, ())
    if before is None or not wanted or len(changed) == 1:
        return changed[0]
    lists = WordLists({name: now.words[name] for name in wanted if name in now.words})

    def cues(catalogue: Catalogue, phrase: str) -> set[str]:
        entry = catalogue.phrases.get(phrase)
        said = "\n\n".join(each.text for each in wordings(entry.text)) if entry else ""
        return set(lists.find(Text(said)))

    lost = (each for each in changed if cues(before, each) - cues(now, each))
    return next(lost, changed[0])
