"""Days, times and numbers are read the way people write them, and nothing is guessed."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.errors import AnswerError
from discloser.interview.typed import read_day, read_typed, total

from ..plans import TODAY  # noqa: TID252 - tests are no package

FIRST = datetime.date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("1 Dec", "1 dec.", "1st Dec", "01 December", "1. December", "1 Dec 2026"),
        *("Dec 1", "December 1st", "dec 1, 2026", " Dec 1 ", "1 DEC", "1 Dec, 2026"),
        *("1.12.2026", "01.12.2026", "1. 12. 2026", "2026-12-01", "2026-12-1"),
    ],
)
def test_a_day_can_be_written_in_many_ways(text: str) -> None:
    assert read_typed("date", text, TODAY) == FIRST


def test_a_day_with_dots_needs_no_year() -> None:
    assert read_day("1.12.", TODAY) == read_day("1. 12.", TODAY) == FIRST


@pytest.mark.parametrize(
    ("text", "ahead"),
    [("today", 0), ("Tomorrow", 1), ("sunday", 1), ("Monday", 2), ("friday.", 6), ("saturday", 7)],
)
def test_a_day_can_be_named_from_today(text: str, ahead: int) -> None:
    """Today is a Saturday, and who says Saturday means the next one."""
    assert TODAY.weekday() == 5
    assert read_typed("date", text, TODAY) == TODAY + datetime.timedelta(days=ahead)


@pytest.mark.parametrize(
    "text",
    [
        *("1/12/2026", "12/1", "2026/12/01", "1-12-2026", "31 Nov", "30.2.2027", "2026-13-01"),
        *("0000-01-01", "day", "someday", "Dec", "1", "1 Foo", "1 Dec 26", "the 1st", "१ दिस"),
    ],
)
def test_what_could_be_two_days_or_none_is_refused(text: str) -> None:
    assert read_day(text, TODAY) is None
    with pytest.raises(AnswerError, match="write 2026-12-01 or 1 Dec") as caught:
        read_typed("date", text, TODAY)
    assert text in caught.value.message


def test_a_word_that_begins_like_a_month_is_no_month() -> None:
    """In "until ..." such words are a sign to wait for and not a day."""
    for text in ("2 marathons", "8 decisions", "1 mayor"):
        assert read_typed("later", text, TODAY) == text


def test_a_leap_day_without_a_year_is_the_next_one() -> None:
    assert read_day("29 Feb", TODAY) == datetime.date(2028, 2, 29)


MONTHS = "January February March April May June July August September October November December"


@given(st.dates(TODAY, TODAY + datetime.timedelta(days=364)))
def test_a_day_without_a_year_is_the_next_such_day(day: datetime.date) -> None:
    month = MONTHS.split()[day.month - 1]
    for text in (f"{day.day} {month}", f"{month[:3]} {day.day}", f"{day.day}. {month}"):
        assert read_day(text, TODAY) == day
    assert read_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        *(("10:30", "10:30"), ("10.30", "10:30"), ("10h30", "10:30"), ("9", "09:00")),
        *(("2pm", "14:00"), ("2 PM", "14:00"), ("2:15 p.m.", "14:15"), ("12am", "00:00")),
        *(("12 pm", "12:00"), ("00:00", "00:00"), ("23:59", "23:59")),
    ],
)
def test_a_time_can_be_written_in_many_ways(text: str, time: str) -> None:
    assert read_typed("clock", text, TODAY) == datetime.time.fromisoformat(time)


@pytest.mark.parametrize(
    "text", ["25:00", "24:00", "10:60", "10:3", "noon", "1030", "-1", "10:30x"]
)
def test_no_time_is_refused(text: str) -> None:
    with pytest.raises(AnswerError, match="write 10:30 or 2pm"):
        read_typed("clock", text, TODAY)


@given(st.times())
def test_every_time_can_be_typed(time: datetime.time) -> None:
    whole = time.replace(second=0, microsecond=0)
    twelve = f"{time.hour % 12 or 12}:{time.minute:02}{'am' if time.hour < 12 else 'pm'}"
    for text in (f"{time:%H:%M}", f"{time.hour}.{time.minute:02}", twelve):
        assert read_typed("clock", text, TODAY) == whole


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        *(("number", "4", 4), ("number", " 4 weeks", 4), ("count", "30", 30), ("hours", "4", 4)),
        *(("count", "about 30", "about 30"), ("weight", " 10 kg ", "10 kg")),
        *(("range", "3 to 5 days", "3 to 5 days"), ("text", "half a ", "half a ")),
        *(("later", "1 Dec", FIRST), ("later", "the new rota ", "the new rota ")),
        *(("time", "10:00", "10:00"), ("date", "", None), ("text", "  ", None)),
    ],
)
def test_other_answers_stay_close_to_what_was_typed(kind: str, text: str, value: Any) -> None:
    assert read_typed(kind, text, TODAY) == value


def test_no_number_is_refused() -> None:
    for text in ("four", "-4", "1234567"):
        with pytest.raises(AnswerError, match="not a whole number"):
            read_typed("number", text, TODAY)


KINDS = "text date time number count hours weight range clock later".split()


@given(st.sampled_from(KINDS), st.text())
def test_whatever_is_typed_is_taken_or_refused_in_a_sentence(kind: str, text: str) -> None:
    try:
        read_typed(kind, text, TODAY)
    except AnswerError as error:
        assert error.message.endswith(".")  # noqa: PT017 - either way is fine
        assert len(error.message) < 120  # noqa: PT017 - as above


@pytest.mark.parametrize("kind", KINDS)
def test_a_very_long_number_is_taken_or_refused(kind: str) -> None:
    for text in ("9" * 40, "9" * 5000, "9" * 5000 + "pm", f"{'9' * 30}.12."):
        try:
            read_typed(kind, text, TODAY)
        except AnswerError as error:
            assert len(error.message) < 120  # noqa: PT017 - as above


def test_the_score_is_there_once_every_item_is() -> None:
    assert total([1, 2, 4]) == 7
    assert total([0, 0]) == 0
    assert total([1, None, 4]) is None
