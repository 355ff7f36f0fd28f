"""Dates and times of day as each country writes them.

Where each form comes from:

- us, ca: the Canadian Style 5.12 to 5.14 and its Writing Tips ("7:30 p.m.", "11 a.m.", "May 4,
  2026"); US federal writing (GPO Style Manual, chapter 12) agrees.
- gb, ni: GOV.UK style guide, "Dates" and "Times" ("5:30pm", "3pm", "midday", "4 June 2026").
- au: Australian Government Style Manual, "Dates and time" ("8:30 am", "9 am", "midday", "Monday 22
  July 2026"). An ordinary space is used where it asks for one that does not break.
- nz: New Zealand usage, as in Australia.
- ie: Irish usage, as in GOV.UK.
- eu: the 24-hour clock of ISO 8601 ("09:30"), the day before the month.
- none: the day first with the month in words and "10:30 am", which nobody can misread.
"""

import datetime
import re

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_MONTH_FIRST = frozenset({"us", "ca", "ca-on"})
_CLOCKS = {
    **dict.fromkeys(("us", "ca", "ca-on"), (" a.m.", " p.m.", "noon")),
    **dict.fromkeys(("gb", "ni", "ie"), ("am", "pm", "midday")),
    **dict.fromkeys(("au", "nz"), (" am", " pm", "midday")),
    "": (" am", " pm", "noon"),
}
"""Per country what follows a time before noon and after it, and the word for 12:00."""

COUNTRIES = frozenset(_CLOCKS) - {""} | {"eu"}
"""The countries whose forms are known; others are written like the last."""

_ISO_DATE = r"\d{4}-\d\d-\d\d"
_TIME = r"(?i)(?:at\s+)?([0-2]?\d)(?:[:.]([0-5]\d)(?::[0-5]\d)?)?\s*(?:([ap])\.?\s?m\.?)?"
_NAMED_TIMES = {
    "noon": datetime.time(12),
    "midday": datetime.time(12),
    "midnight": datetime.time(0),
}
_NEEDS_NO_AT = frozenset(
    "about after any around as at before between by during early first from in just late later"
    " next on once over shortly soon straight then until when whenever while".split()
)


def date_text(date: datetime.date | str | None, country: str = "", style: str = "long") -> str:
    """Return a date in words: "1 December 2026", in the US and Canada "December 1, 2026".

    ``style`` is "long", "short" (no year) or "weekday" ("Tuesday 1 December", "Tuesday, December
    1"). A text that is no ISO date stays as it is, no date gives an empty text. In the middle of
    an American sentence the long form wants a comma after it; the weekday form is easier there.

    Raises ValueError for another style.
    """
    if style not in ("long", "short", "weekday"):
        raise ValueError(f"style is long, short or weekday, not {style!r}")
    day = as_date(date)
    if not isinstance(day, datetime.date):
        return day
    month_first = country in _MONTH_FIRST
    month = _MONTHS[day.month - 1]
    short = f"{month} {day.day}" if month_first else f"{day.day} {month}"
    if style == "weekday":
        return f"{_DAYS[day.weekday()]}{',' if month_first else ''} {short}"
    if style == "short":
        return short
    return f"{short}, {day.year}" if month_first else f"{short} {day.year}"


def time_text(time: datetime.time | str | None, country: str = "") -> str:
    """Return a time of day: "10:30 a.m.", "10:30am", "10:30 am" or "10:30" by country.

    A full hour is written without its minutes, 12:00 and 0:00 in words, except by the 24-hour
    clock. Takes "10:00", "9.30", "9am", "9 p.m.", "21:15" and "noon"; a text that is no time, such
    as "after lunch" or a bare "10", stays as it is. No time gives an empty text.
    """
    clock = as_time(time)
    if not isinstance(clock, datetime.time):
        return clock
    hour, minute = clock.hour, clock.minute
    if country not in _CLOCKS:
        return f"{hour:02}:{minute:02}"
    before_noon, after_noon, noon = _CLOCKS[country]
    if not minute and hour in (0, 12):
        return noon if hour else "midnight"
    minutes = f":{minute:02}" if minute else ""
    return f"{(hour - 1) % 12 + 1}{minutes}{before_noon if hour < 12 else after_noon}"


def when_text(
    date: datetime.date | str | None,
    time: datetime.time | str | None,
    country: str = "",
    style: str = "weekday",
) -> str:
    """Return date and time together: "Tuesday 1 December at 10:30am"; what is missing is left out.

    A time in the person's own words is joined as it reads: "Tuesday 1 December after lunch",
    "Tuesday 1 December, lunchtime".

    Raises ValueError for a style that ``date_text`` does not know.
    """
    day, clock = date_text(date, country, style), time_text(time, country)
    if not day or not clock:
        return day or clock
    comma = "," if country in _MONTH_FIRST and isinstance(as_date(date), datetime.date) else ""
    if isinstance(as_time(time), datetime.time):
        return f"{day}{comma} at {clock}"
    if clock.split()[0].lower() in _NEEDS_NO_AT:
        return f"{day}{comma} {clock}"
    return f"{day}, {clock}"


def as_date(date: datetime.date | str | None) -> datetime.date | str:
    """Return the day that is meant, or a text that is no ISO date as it stands."""
    if not isinstance(date, str):
        return date or ""
    text = date.strip()
    if not re.fullmatch(_ISO_DATE, text):
        return text
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def as_time(time: datetime.time | str | None) -> datetime.time | str:
    """Return the time of day that is meant, or a text that is none as it stands."""
    if not isinstance(time, str):
        return "" if time is None else time
    text = time.strip()
    if text.lower() in _NAMED_TIMES:
        return _NAMED_TIMES[text.lower()]
    match = re.fullmatch(_TIME, text)
    if match is None or not (match[2] or match[3]):
        return text
    hour, half = int(match[1]), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return text
        hour = hour % 12 + (12 if half == "p" else 0)
    return datetime.time(hour, int(match[2] or 0)) if hour < 24 else text
