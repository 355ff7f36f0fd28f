"""The values of an entry's fields, written the way the person's country writes them."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from discloser.model.catalogue import FieldKind, Fields
from discloser.model.language import ENGLISH, Language
from discloser.model.plan import Plan
from discloser.text.english import clause, time_text

NEAR_DAYS = 200
"""Days from the meeting within which a date needs no year."""


def write_values(
    fields: Fields, values: Mapping[str, Any], plan: Plan, language: Language = ENGLISH
) -> dict[str, str]:
    """Return the given values of an entry as text, by field name; one without value is absent."""
    written = {}
    for name, kind in fields.items():
        if name in values:
            text = write_value(
                kind, values[name], plan.meeting.country, plan.meeting.date, language
            )
            if text:
                written[name] = text
    return written


def write_value(
    kind: FieldKind,
    value: Any,
    country: str,
    meeting: datetime.date | None = None,
    language: Language = ENGLISH,
) -> str:
    """Return one value as text; a date near the meeting is written without its year.

    Raises ValueError, with what is expected, if the value does not fit the kind of field.
    """
    if isinstance(value, str) and value.strip():
        return _write_words(kind, value, country, language)
    match kind:
        case "time" if isinstance(value, datetime.time):
            return language.time(value, country)
        case "date" if type(value) is datetime.date:
            near = meeting is not None and abs((value - meeting).days) <= NEAR_DAYS
            return language.date(value, country, "short" if near else "long")
        case "range" if isinstance(value, list) and value and all(map(_counts, value)):
            return language.amount(value)
        case "weight" if _counts(value):
            return language.weight(value, country)
        case "count" | "hours" | "text" if _counts(value):
            return language.number(value)
        case _:
            raise ValueError(f"Expected {EXPECTED[kind]}")


def _write_words(kind: FieldKind, words: str, country: str, language: Language) -> str:
    """Return a value that the person wrote as text."""
    match kind:
        case "time":
            if CLOCK.fullmatch(words.strip()) and time_text(words, "") == words.strip():
                raise ValueError(f"Expected {EXPECTED[kind]}")
            return language.time(words, country)
        case "count" | "hours" | "range":
            return clause(language.amount(words))
        case "date" | "weight" | "text":
            return clause(words)


def _counts(value: Any) -> bool:
    """Return whether a value is a number that can be said."""
    return type(value) in {int, float} and 0 < value < MOST


CLOCK = re.compile(r"\d{1,2}[:.]\d{2}|\d{1,2}")
"""What looks like a time; one that is none, such as "25:00", is a slip."""

MOST = 100_000
"""Numbers from here on are slips of the finger."""

EXPECTED: dict[FieldKind, str] = {
    "time": 'a time such as "10:00"',
    "date": "a date such as 2026-12-01",
    "count": "a number above 0 and below 100,000",
    "hours": "a number of hours, above 0 and below 100,000",
    "weight": 'a weight such as 10 or "10 kg"',
    "range": 'a range such as "3 to 5 days"',
    "text": "a text",
}
