"""Rules on what belongs into a text: an opening, an ask, a next step, a source."""

import re
from collections.abc import Iterator

from discloser.model.disclosure import SaidAsk
from discloser.model.document import Finding
from discloser.rendering.rules.draft import Draft, block, warn

MOST_ASKS = 3
GREETING = re.compile(
    r"\s*(?:Hello|Hi|Dear|Good (?:morning|afternoon))\b[^\n.]*,\s*\n|\s*[^\n]{1,60},\s*\n"
)
FIRST_CHARACTERS = 160
"""Where the first sentence or two of a text end."""
SHARES_HEALTH = 2
"""Level from which a text has something to keep private."""


def part_findings(draft: Draft) -> Iterator[Finding]:
    """Yield every part that a draft lacks."""
    if draft.spec.kind == "rights":
        yield from _rights(draft)
    if draft.spec.kind in {"script", "email"}:
        yield from _ends(draft)
    if draft.is_script:
        yield from _script(draft)


def _script(draft: Draft) -> Iterator[Finding]:
    asks = sum(_says(draft, ask) for ask in draft.disclosure.asks)
    if not 1 <= asks <= MOST_ASKS:
        yield block("r_ask", f"It asks for {asks} things; one to three can be heard.")
    missing = []
    impacts = draft.disclosure.impacts
    if impacts and not any(draft.holds(i.line) or draft.holds(i.short) for i in impacts):
        missing.append("the effect on your work")
    if "reassurance_cues" not in draft.hits:
        missing.append("a word on how you see your job, such as that you like it")
    if draft.disclosure.level >= SHARES_HEALTH and "privacy_cues" not in draft.hits:
        missing.append("a line on who may know")
    if "next_step_cues" not in draft.hits:
        missing.append("a next step")
    if missing:
        yield warn("r_parts", f"It seems to lack {' and '.join(missing)}.")


def _says(draft: Draft, ask: SaidAsk) -> bool:
    return draft.holds(ask.phrase) or draft.holds(ask.short)


def _ends(draft: Draft) -> Iterator[Finding]:
    """Check the first and the last sentences."""
    greeting = GREETING.match(draft.text)
    start = greeting.end() if greeting else 0
    if not _cue(draft, ("opening_cues",), start, start + FIRST_CHARACTERS):
        first = draft.text[start:].strip().partition("\n")[0]
        yield warn("r_open", "The start seems not to say why you meet.", words=first)
    last = start + _last_paragraph(draft.text[start:])
    if not _cue(draft, ("next_step_cues", "thanks_cues"), last, len(draft.text)):
        end = _last_sentence(draft.text[last:])
        yield warn("r_next", "It seems not to end on a next step or a thank-you.", words=end)


def _last_paragraph(body: str) -> int:
    """Return where the last paragraph with a sentence in it starts; a signature may follow it."""
    place = last = 0
    for paragraph in body.split("\n\n"):
        if re.search(r"[.?!]\s*$", paragraph):
            last = place
        place += len(paragraph) + 2
    return last


def _last_sentence(text: str) -> str:
    """Return the last sentence of the first paragraph of a text."""
    paragraph = text.strip().partition("\n\n")[0]
    return re.split(r"(?<=[.?!])\s+", paragraph)[-1]


def _cue(draft: Draft, names: tuple[str, ...], start: int, end: int) -> bool:
    """Return whether a word of one of the lists stands in a piece of the text."""
    return any(start <= hit.start < end for name in names for hit in draft.hits.get(name, ()))


def _rights(draft: Draft) -> Iterator[Finding]:
    """Check that facts about rights show source and date and say what they are."""
    general = draft.lexicon.catalogue.general
    core = general.disclaimer.split("{")[0].strip(" ,")
    if not draft.holds(core):
        yield block("r_disclaimer", "It does not say that it is general information.")
    facts = [line for line in draft.text.splitlines() if line.startswith("- ")]
    if "Source:" not in draft.text or not facts:
        yield block("r_law_date", "It shows no fact with a source and a date that still holds.")
