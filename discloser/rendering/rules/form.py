"""Rules on form: nothing unfilled, doubled, misspelt or out of step."""

import re
from collections.abc import Iterator
from functools import lru_cache

from discloser.model.document import Finding
from discloser.model.free_text import free_texts
from discloser.rendering.rules.draft import Draft, block, warn
from discloser.text.clean import fold
from discloser.text.english import check_articles, clause, doubled_words, orphan_headings

UNFILLED = re.compile(
    r"\{\{?\s{0,3}[a-z_][a-z0-9_. ]{0,60}\}\}?|\{%.{0,200}?%\}|\bNone\b|\[\]|\(\)|\(,"
)
DOUBLE_COMMA = re.compile(r",\s{0,3},")
EMPTY_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]*$", re.MULTILINE)
DOUBLE_SPACE = re.compile(r"\S  +\S")
DOUBLE_STOP = re.compile(r"\w{0,20}(?<!\.)\.\.(?!\.)")

SLIPS = (
    (UNFILLED, ("{", "None", "[]", "()", "(,")),
    (DOUBLE_COMMA, (",",)),
    (EMPTY_BULLET, ("",)),
    (DOUBLE_SPACE, ("  ",)),
    (DOUBLE_STOP, ("..",)),
)
"""Each pattern with signs of which one is in every match; most texts have none of them."""


def form_findings(draft: Draft) -> Iterator[Finding]:
    """Yield every slip of form in a draft."""
    pack_text = _without_own(draft)
    subject = "" if _edited(draft) else draft.subject
    for where, text in (("text", pack_text), ("subject", subject)):
        for pattern, signs in SLIPS:
            if any(sign in text for sign in signs) and (match := pattern.search(text)):
                slip = match[0].strip()
                yield block("r_fill", f'"{slip}" is a gap or a slip.', where, slip)
    for heading in orphan_headings(pack_text):
        yield block("r_fill", f'Nothing stands under "{heading}".', words=heading)
    if not draft.text.strip():
        yield block("r_fill", "The text is empty.")
    for wrong in check_articles(pack_text) if draft.english else ():
        if OWN in wrong:
            continue
        yield warn("r_articles", f'"{wrong}" has the wrong article.', words=wrong)
    for doubled in doubled_words(pack_text):
        yield warn("r_articles", f'"{doubled}" stands twice.', words=doubled)
    if draft.english:
        yield from _ranges(draft)
    yield from _private_lines(draft)
    yield from _names(draft)


def _edited(draft: Draft) -> bool:
    """Return whether the person wrote the subject line."""
    return any(draft.subject and edit.subject == draft.subject for edit in draft.plan.edit)


def _without_own(draft: Draft) -> str:
    """Return the text without what the person wrote: that is theirs to write as they like."""
    text = draft.text
    own = [words for _, words in free_texts(draft.plan)]
    own += draft.plan.health.values()
    own += [edit.text for edit in draft.plan.edit]
    for folded, pattern, stands in _odd(tuple(own)):
        if folded in text.casefold():
            text = pattern.sub(stands, text)
    return text


@lru_cache(maxsize=8)  # the documents of a plan are drafted one after another
def _odd(own: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return the person's own words that could look like a slip, and what is to stand for them.

    In front of the pattern stand the words without capitals: few of them are in each document.
    """
    dresses = {dress for words in own for dress in (words.strip(), clause(words)) if dress}
    return tuple(
        (words.casefold(), re.compile(re.escape(words), re.IGNORECASE), f"{OWN}{number}")
        for number, words in enumerate(sorted(dresses, key=len, reverse=True))
        # Names and other plain words are left alone: they can look like nothing of the pack's.
        if ODD.search(words)
    )


OWN = "thing"
"""Stands, with a number, for words of the person's own."""

ODD = re.compile(r"[^\w' -]|None|\s\s|\b(\w+) \1\b|\ban? |^\d+$")
"""What in the person's own words could look like a slip of the pack."""


def _ranges(draft: Draft) -> Iterator[Finding]:
    """Check that a range that the person gave does not turn into one number."""
    answers = [answer.values for answer in draft.plan.ask]
    answers += [answer.values for answer in draft.plan.impact]
    for values in answers:
        for value in values.values():
            match = re.fullmatch(r"\s*(\d+)\s*(?:-|\u2013|to)\s*(\d+)\s*(\w+)\s*", str(value))
            if not match:
                continue
            low, high, unit = match.groups()
            single = rf"(?<!to )(?<!\d)(?:{low}|{high}) {unit}\b"
            if not draft.holds(f"{low} to {high} {unit}") and re.search(single, draft.text):
                yield warn(
                    "r_numbers", f"You gave {low} to {high} {unit}; the text gives one number."
                )


def _private_lines(draft: Draft) -> Iterator[Finding]:
    """Check that one private line runs through the text."""
    chosen = draft.disclosure.situation.names.get("private_line", "")
    for line in draft.private_lines:
        if line != chosen and line not in chosen and draft.holds(line):
            beside = f'"{line}" stands beside your private line "{chosen}".'
            yield warn("r_consistent", beside, words=line)


def _names(draft: Draft) -> Iterator[Finding]:
    """Check that the person spells the other's name in one way wherever they wrote it."""
    name = draft.disclosure.situation.names.get("to_name", "")
    parts = [part for part in name.split() if part.istitle() and len(part) >= LEAST_NAME]
    own = [text for path, text in free_texts(draft.plan) if not path.startswith("meeting.")]
    own += [edit.text for edit in draft.plan.edit]
    spellings = _spellings(tuple(own)) if parts else {}
    for part in parts:
        for token in spellings.get(fold(part), ()):
            if token != part and draft.holds(token):
                spelt = f'"{token}" is spelt "{part}" in `meeting.name`.'
                yield block("r_names", spelt, words=token)
                return


@lru_cache(maxsize=8)  # as above
def _spellings(own: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the words with a capital that the person wrote, by what they are without marks."""
    found: dict[str, list[str]] = {}
    for token in {token for text in own for token in WORD.findall(text) if token.istitle()}:
        found.setdefault(fold(token), []).append(token)
    return found


LEAST_NAME = 3
"""Letters of a name that is not a title or an initial."""

WORD = re.compile(r"[^\W\d_]+")
