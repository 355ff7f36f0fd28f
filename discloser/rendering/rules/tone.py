"""Rules on tone: no pleading, no blame, no promises, no law, no guessing at people."""

import re
from collections.abc import Iterator

from discloser.model.document import Finding
from discloser.rendering.rules.draft import Draft, warn
from discloser.text.match import Text

LISTS = {
    "r_no_sorry": ("sorry", "asks for pardon; there is nothing to be sorry for"),
    "r_no_blame": ("blame", "sounds like blame"),
    "r_no_over": ("over", "promises or claims more than anyone can keep"),
}
"""Rule to its word list, and what such a word does."""


def tone_findings(draft: Draft) -> Iterator[Finding]:
    """Yield every word in a draft that changes its tone for the worse."""
    for rule, (name, why) in LISTS.items():
        yield from _words(draft, rule, name, why)
    if draft.is_script and not draft.plan.meeting.legal_line:
        yield from _words(draft, "r_no_law", "law", "brings the law into a talk")
    if not draft.plan.meeting.pronouns:
        why = "guesses whether someone is a man or a woman"
        for each in _words(draft, "r_gender", "pronouns", why):
            if not _called_so(draft, each.text):
                yield each
    why = "asks about the other person's health"
    if draft.is_message:
        yield from _words(draft, "r_no_health_q", "health_question", why)
    elif "health_question" in draft.hits and draft.replies:
        # The sheet also holds what the other side asks; only the replies are the person's words.
        hits = draft.lexicon.lists.find(Text("\n\n".join(draft.replies)))
        for surface in dict.fromkeys(hit.surface for hit in hits.get("health_question", ())):
            yield warn("r_no_health_q", f'"{surface}" {why}.', words=surface)


def _called_so(draft: Draft, pronoun: str) -> bool:
    """Return whether somebody in the text is called Mr or Mrs, which guesses nothing."""
    found = HE.search(draft.text) if pronoun.casefold() in OF_HIM else SHE.search(draft.text)
    return found is not None


OF_HIM = frozenset({"he", "him", "his", "himself"})
HE = re.compile(r"\b(?:Mr|Sir)\b\.?\s+[A-Z]")
SHE = re.compile(r"\b(?:Mrs|Ms|Miss|Madam|Dame)\b\.?\s+[A-Z]")


def _words(draft: Draft, rule: str, name: str, why: str) -> Iterator[Finding]:
    for where, hits in (("text", draft.hits), ("subject", draft.subject_hits)):
        for surface in dict.fromkeys(hit.surface for hit in hits.get(name, ())):
            yield warn(rule, f'"{surface}" {why}.', where, surface)
