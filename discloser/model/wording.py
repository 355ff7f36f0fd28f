"""Choosing among the wordings of a sentence: the first that is true, allowed and complete."""

import re
from collections.abc import Iterable, Iterator, Mapping

from discloser.model.catalogue import Text, Wording
from discloser.model.disclosure import Situation
from discloser.text.english import single_stops

FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A place for a value in a catalogue text."""


def wordings(text: Text) -> tuple[Wording, ...]:
    """Return a text field as wordings, best first."""
    if isinstance(text, str):
        return (Wording(text),) if text else ()
    return tuple(Wording(item) if isinstance(item, str) else item for item in text)


def pick(
    text: Text, situation: Situation, values: Mapping[str, str] | None = None, choice: int = 1
) -> str:
    """Return the wording to use, filled in; empty if none is true, allowed and complete.

    ``values`` are the entry's own and win over the general names. ``choice`` (from 1) selects among
    the alternatives; if there are fewer, the first is used.
    """
    if isinstance(text, str):
        return fill(text, situation.names, values or {}) or ""
    picked = picked_place(text, situation, values, choice)
    return picked[1] if picked else ""


def picked_place(
    text: Text, situation: Situation, values: Mapping[str, str] | None = None, choice: int = 1
) -> tuple[int, str] | None:
    """Return which of the wordings `pick` uses, from 0, and how it is filled in; None without."""
    first: tuple[int, str] | None = None
    for number, found in enumerate(_alternatives(text, situation, values or {}), 1):
        if number == choice:
            return found
        first = first or found
    return first


def alternatives(
    text: Text, situation: Situation, values: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield the wordings that a person can choose between, filled in.

    These are the first that is true, allowed and complete, and those that hold under the same
    conditions as it. Where the tone of the person has none, they come from the usual tone: tones
    differ in wording, so what one of them says is as true in the others.
    """
    return (filled for _, filled in _alternatives(text, situation, values or {}))


def _alternatives(
    text: Text, situation: Situation, values: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    """Yield them with their place among the wordings, from 0."""
    found = False
    for each in _in_tone(text, situation, values, situation.tone):
        found = True
        yield each
    if not found and situation.usual_tone != situation.tone:
        yield from _in_tone(text, situation, values, situation.usual_tone)


def _in_tone(
    text: Text, situation: Situation, values: Mapping[str, str], tone: str
) -> Iterator[tuple[int, str]]:
    first: Wording | None = None
    for place, wording in enumerate(wordings(text)):
        if not holds(wording, situation, tone):
            continue
        filled = fill(wording.text, situation.names, values)
        if filled is None or (first and conditions(wording) != conditions(first)):
            continue
        first = first or wording
        yield place, filled


def conditions(wording: Wording) -> tuple[object, ...]:
    """Return what must hold for a wording; wordings that share it are alternatives."""
    return (wording.when, wording.level, wording.reveals, frozenset(fields(wording.text)))


def holds(wording: Wording, situation: Situation, tone: str) -> bool:
    """Return whether a wording in a tone is true for the person and allowed for the audience."""
    return (
        wording.level <= situation.level
        and wording.tone in {"", tone}
        and situation.open_topics.issuperset(wording.reveals)
        and true(wording.when, situation.facts)
    )


def true(when: Iterable[str], facts: frozenset[str]) -> bool:
    """Return whether all conditions hold; ``not x`` holds when the fact ``x`` does not."""
    return all(
        (name[4:] not in facts) if name.startswith("not ") else (name in facts) for name in when
    )


def fields(text: str) -> list[str]:
    """Return the names of the values that a text needs."""
    return FIELD.findall(text)


def fill(text: str, names: Mapping[str, str], values: Mapping[str, str]) -> str | None:
    """Fill every ``{field}`` once; none if a value is not known.

    What is filled in is not looked at again, so braces in an answer stay as the person wrote them.
    """
    if "{" not in text:
        return text
    parts: list[str] = []
    end = 0
    single = False
    for match in FIELD.finditer(text):
        value = values.get(match[1]) or names.get(match[1])
        if not value:
            return None
        parts += (_after(single, text[end : match.start()]), value)
        single = value in ONE
        end = match.end()
    parts.append(_after(single, text[end:]))
    return single_stops("".join(parts))


ONE = ("1", "one")
"""How the number one is written."""

UNITS = re.compile(r"^((?: [a-z]+)?? (?:day|week|hour|minute|month|meeting|visit))s('?)(?![a-z])")
"""What packs count, right behind the number."""


def _after(single: bool, text: str) -> str:  # noqa: FBT001 - says what stands in front
    """Return the text behind a value, in the singular if the value is the number one."""
    if not single:
        return text
    return UNITS.sub(lambda match: match[1] + ("'s" if match[2] else ""), text)
