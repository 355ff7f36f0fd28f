"""What a person types, read as a value: dates, times and numbers the way people write them."""

import datetime
import re
from collections.abc import Sequence
from typing import Any, Literal

from discloser.errors import AnswerError

Typed = Literal[
    "text", "date", "time", "number", "count", "hours", "weight", "range", "clock", "later"
]
"""How a typed line is read: ``number`` is a whole number, ``clock`` the time of the meeting, and
``later`` a date or words; the others are kinds of catalogue fields, kept as they were typed."""


def read_typed(kind: str, text: str, today: datetime.date) -> Any:
    """Return a typed line as a value for the plan; None for an empty one.

    Raises AnswerError with an example of what is understood.
    """
    line = text.strip()
    if not line:
        return None
    match kind:
        case "number":
            return _number(line)
        case "clock":
            return _clock(line)
        case "date":
            if (day := read_day(line, today)) is None:
                raise AnswerError("", f'"{_short(line)}" is not a day; write 2026-12-01 or 1 Dec.')
            return day
        case "later":
            return read_day(line, today) or text
        case "count" | "hours" if line.isdecimal():
            return _number(line)
        case "text":
            return text  # spaces at the end belong to a sentence that is still being typed
        case _:
            return line


def _number(line: str) -> int:
    found = re.fullmatch(r"(\d{1,6})(?: *[a-z]*)?", line.casefold())
    if not found:
        raise AnswerError("", f'"{_short(line)}" is not a whole number, such as 4.')
    return int(found[1])


def _clock(line: str) -> datetime.time:
    found = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", line.casefold())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3].startswith("p") else 0)
        if hour < 24 and minute < 60:
            return datetime.time(hour, minute)
    raise AnswerError("", f'"{_short(line)}" is not a time; write 10:30 or 2pm.')


MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_day(line: str, today: datetime.date) -> datetime.date | None:
    """Return the day that a line names, or None if it names none.

    Without a year it is the next such day. Days as numbers only are read with the year in front
    (2026-12-01), or with dots and the day in front (1.12.2026); 1/12/2026 could be two days, so
    it is none.
    """
    folded = line.strip().casefold()
    word = folded.rstrip(".")
    if word == "today":
        return today
    if word == "tomorrow":
        return today + datetime.timedelta(days=1)
    if word[:3] in WEEKDAYS and word.isalpha() and word.endswith("day"):
        ahead = (WEEKDAYS.index(word[:3]) - today.weekday() - 1) % 7 + 1
        return today + datetime.timedelta(days=ahead)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", folded):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4})?", folded):
        return _near(found[3], int(found[2]), int(found[1]), today)
    folded, month = word, r"([a-z]{3,9})\.?"
    if found := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+{month},?\s*(\d{{4}})?", folded):
        return _named(found[2], found[1], found[3], today)
    if found := re.fullmatch(rf"{month}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s*(\d{{4}})?", folded):
        return _named(found[1], found[2], found[3], today)
    return None


def _named(month: str, day: str, year: str | None, today: datetime.date) -> datetime.date | None:
    found = [place for place, name in enumerate(MONTHS, 1) if name.startswith(month)]
    return _near(year, found[0], int(day), today) if found else None


def _near(year: str | None, month: int, day: int, today: datetime.date) -> datetime.date | None:
    """Return a day; without a year, the next one from today on."""
    if year:
        return _day(int(year), month, day)
    # Eight years on there has been a 29 February, also around 2100.
    days = (_day(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in days if found and found >= today), None)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _short(line: str) -> str:
    return line if len(line) <= 30 else f"{line[:27]}..."


def total(points: Sequence[int | None]) -> int | None:
    """Return the sum of the certainty check; None while an item is open."""
    given = [point for point in points if point is not None]
    return sum(given) if len(given) == len(points) else None
