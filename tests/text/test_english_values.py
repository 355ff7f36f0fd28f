"""Guards for English values: amounts, ranges, dates and times as each country writes them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.text import english

DAY = datetime.date(2026, 12, 1)
COUNTRIES = ("us", "gb", "ni", "ca", "ca-on", "au", "ie", "nz", "eu", "")


# Amounts


def test_numbers_and_units() -> None:
    assert [english.number(n) for n in (0, 1, 9, 10, 2.5, 1000)] == [
        *("zero", "one", "nine", "10", "2.5", "1,000")
    ]
    assert english.quantity(1, "days") == "1 day"
    assert english.quantity(2, "day a week") == "2 days a week"
    assert english.quantity(1.5, "hour") == "1.5 hours"
    assert english.quantity(2, "study") == "2 studies"
    assert english.quantity(10, "kg") == "10 kg"
    assert english.compound(5, "working days") == "5-working-day"
    assert [english.minutes_text(n) for n in (1, 45, 60, 90, 120, 150)] == [
        *("1 minute", "45 minutes", "1 hour", "90 minutes", "2 hours", "2 hours 30 minutes")
    ]
    assert [english.hours_text(h) for h in (1, "1.5", "2 hrs", "half a day")] == [
        *("1 hour", "90 minutes", "2 hours", "half a day")
    ]


@pytest.mark.parametrize(
    ("value", "country", "weight"),
    [
        (10, "gb", "10 kg"),
        ("10", "us", "10 lb"),
        ("10 Kg", "us", "10 kg"),
        ("22lbs", "gb", "22 lb"),
        ("5-10 kilos", "", "5 to 10 kg"),
        ("a full box", "us", "a full box"),
    ],
)
def test_a_weight_keeps_its_unit(value: str | int, country: str, weight: str) -> None:
    assert english.weight_text(value, country) == weight


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((same, "3 to 5 days") for same in ("3-5 days", "3–5 days", "3 — 5 day", "3 to 5 days.")),
        *((same, "3 to 5 days") for same in ("3 days to 5 days", "from 3 to 5 days", "5-3 Days")),
        ("between 3 and 5 weeks", "3 to 5 weeks"),
        ("about 1-2 week", "about 1 to 2 weeks"),
        ("2-3 days a week", "2 to 3 days a week"),
        ("10 days - 3 wks", "10 days to 3 weeks"),
        ("1-1 days", "1 day"),
        ("1 days", "1 day"),
        ("9-5", "9 to 5"),
        *((same, same) for same in ("a few days", "three to five days", "3 and 5", "2026", "")),
        *((same, same) for same in ("2026-12-01", "020-7946", "1-800-555", "2026-2027 plan 3")),
    ],
)
def test_ranges_as_people_type_them(value: str, text: str) -> None:
    assert english.as_range(value) == text


@given(
    st.integers(0, 999), st.integers(0, 999), st.sampled_from(["day", "weeks", "hour", "kg", ""])
)
def test_a_range_reads_the_same_however_it_is_given(low: int, high: int, unit: str) -> None:
    text = english.range_text(low, high, unit)
    assert english.range_text(high, low, unit) == text
    assert english.as_range([low, high], unit) == text
    assert english.as_range(text) == text
    assert (" to " in text) == (low != high)


# Dates and times

CLOCK = {
    "us": ("10:30 a.m.", "9 a.m.", "9:15 p.m.", "noon", "midnight", "12:05 a.m."),
    "gb": ("10:30am", "9am", "9:15pm", "midday", "midnight", "12:05am"),
    "au": ("10:30 am", "9 am", "9:15 pm", "midday", "midnight", "12:05 am"),
    "eu": ("10:30", "09:00", "21:15", "12:00", "00:00", "00:05"),
    "": ("10:30 am", "9 am", "9:15 pm", "noon", "midnight", "12:05 am"),
}
LIKE = {"ca": "us", "ca-on": "us", "ni": "gb", "ie": "gb", "nz": "au"}
WHEN = {
    "us": "Tuesday, December 1, at 10:30 a.m.",
    "gb": "Tuesday 1 December at 10:30am",
    "au": "Tuesday 1 December at 10:30 am",
    "eu": "Tuesday 1 December at 10:30",
    "": "Tuesday 1 December at 10:30 am",
}


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_writes_its_own_dates_and_times(country: str) -> None:
    form = LIKE.get(country, country)
    typed = ("10.30", "9am", "21:15", "12 p.m.", "0:00", datetime.time(0, 5))
    assert tuple(english.time_text(time, country) for time in typed) == CLOCK[form]
    assert english.when_text(DAY, datetime.time(10, 30), country) == WHEN[form]
    long, short = (
        ("December 1, 2026", "December 1") if form == "us" else ("1 December 2026", "1 December")
    )
    assert english.date_text(DAY, country) == english.date_text("2026-12-01", country) == long
    assert english.date_text(DAY, country, "short") == short


@given(st.times(), st.sampled_from(COUNTRIES))
def test_a_time_can_be_read_back(time: datetime.time, country: str) -> None:
    text = english.time_text(time, country)
    assert english.time_text(text, country) == text
    assert english.time_text(text, "eu") == f"{time:%H:%M}"


@given(st.dates(), st.sampled_from(COUNTRIES))
def test_a_date_names_its_own_day(day: datetime.date, country: str) -> None:
    assert english.date_text(day, country, "weekday").startswith(f"{day:%A}")
    assert f"{day:%B}" in english.date_text(day, country)


@pytest.mark.parametrize(
    "text", ["after lunch", "10", "13pm", "25:00", "9:3", "half past 9", "1030"]
)
def test_what_is_no_time_stays_as_written(text: str) -> None:
    assert english.time_text(text, "gb") == text


def test_a_date_and_a_time_in_the_persons_own_words() -> None:
    assert english.when_text(DAY, "after lunch", "us") == "Tuesday, December 1, after lunch"
    assert english.when_text(DAY, "lunchtime", "gb") == "Tuesday 1 December, lunchtime"
    assert english.when_text("next Tuesday", "10:00", "us") == "next Tuesday at 10 a.m."
    assert english.when_text(None, "9:00", "gb") == "9am"
    assert english.when_text("2026-13-01", None) == "2026-13-01"
    with pytest.raises(ValueError, match="style"):
        english.date_text(DAY, "gb", "iso")
