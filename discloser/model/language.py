"""How the program itself writes dates, times, numbers and lists: in English, or as a pack says."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from discloser.model.catalogue import Catalogue, Country, LanguageWords
from discloser.text import english

ENGLISH_CODE = "en"


def is_english(code: str) -> bool:
    """Return whether a language code, such as ``en`` or ``en-gb``, is one of English."""
    return code.partition("-")[0].casefold() == ENGLISH_CODE


class Language:
    """English; dates and times as each country writes them."""

    def __init__(self, countries: Mapping[str, Country] | None = None) -> None:
        """``countries`` are those of a pack: each may write as another one does."""
        self._countries = countries or {}

    def _form(self, country: str) -> str:
        entry = self._countries.get(country)
        return (entry and entry.writes_like) or country

    def date(self, day: datetime.date | str | None, country: str = "", style: str = "long") -> str:
        """Return a date in words; ``style`` is "long", "short" (no year) or "weekday"."""
        return english.date_text(day, self._form(country), style)

    def time(self, clock: datetime.time | str | None, country: str = "") -> str:
        """Return a time of day; a text that is no time stays as it is."""
        return english.time_text(clock, self._form(country))

    def when(
        self,
        day: datetime.date | str | None,
        clock: datetime.time | str | None,
        country: str = "",
    ) -> str:
        """Return date and time together; what is missing is left out."""
        return english.when_text(day, clock, self._form(country))

    def number(self, n: float) -> str:
        """Return a number for prose."""
        return english.number(n)

    def amount(self, value: str | float | Sequence[float]) -> str:
        """Return a number or a range; a text that is none stays as it is."""
        return english.as_range(value)

    def weight(self, value: str | float, country: str = "") -> str:
        """Return a weight with its unit, never converted."""
        return english.weight_text(value, self._form(country))

    def listed(self, items: Iterable[str]) -> str:
        """Return items as one phrase: "a, b and c"."""
        return english.join_list(items)

    def either(self, items: Iterable[str]) -> str:
        """Return items as a choice: "a, b or c"."""
        return english.join_list(items, "or")

    def lower_first(self, text: str) -> str:
        """Return a text with its first word in small letters, to go on inside a sentence."""
        return english.lower_first(text)

    def article(self, text: str) -> str:
        """Return a text with "a" or "an" in front."""
        return english.with_article(text)

    def possessive(self, name: str) -> str:
        """Return the owner's form of a name."""
        return english.possessive(name)


ENGLISH = Language()


class Translated(Language):
    """Another language, from the words that a pack gives for it.

    What a language does to a word in a place (articles, owners, small letters) is left to the pack:
    such words stay as they are.
    """

    def __init__(self, words: LanguageWords) -> None:
        super().__init__()
        self._words = words

    def date(
        self,
        day: datetime.date | str | None,
        country: str = "",  # noqa: ARG002 - the forms of a pack hold in every country
        style: str = "long",
    ) -> str:
        """Return a date in words; ``style`` is "long", "short" (no year) or "weekday"."""
        meant = english.as_date(day)
        if not isinstance(meant, datetime.date):
            return meant
        words = self._words
        patterns = {"long": words.date, "short": words.date_short, "weekday": words.date_weekday}
        figures = str(meant.day) if meant.day > 1 else words.first_day or "1"
        return _filled(
            patterns[style],
            weekday=_at(words.days, meant.weekday()),
            day=figures,
            month=_at(words.months, meant.month - 1) or str(meant.month),
            year=str(meant.year),
        )

    def time(
        self,
        clock: datetime.time | str | None,
        country: str = "",  # noqa: ARG002 - as in date
    ) -> str:
        """Return a time of day by the 24-hour clock; a text that is no time stays as it is."""
        meant = english.as_time(clock)
        if not isinstance(meant, datetime.time):
            return meant
        words = self._words
        full = words.time_full_hour if not meant.minute else ""
        return _filled(full or words.time, hour=str(meant.hour), minute=f"{meant.minute:02}")

    def when(
        self,
        day: datetime.date | str | None,
        clock: datetime.time | str | None,
        country: str = "",
    ) -> str:
        """Return date and time together; what is missing is left out."""
        date, time = self.date(day, country, "weekday"), self.time(clock, country)
        if not date or not time:
            return date or time
        return _filled(self._words.when, date=date, time=time)

    def number(self, n: float) -> str:
        """Return a number in words if the pack has one for it, else in figures."""
        whole = _at(self._words.numbers, int(n)) if n == int(n) else ""
        return whole or f"{n:g}"

    def amount(self, value: str | float | Sequence[float]) -> str:
        """Return a number or a range; a text stays as it is."""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, (int, float)):
            return f"{value:g}"
        ends = [f"{end:g}" for end in sorted(value)]
        if len(set(ends)) <= 1:
            return ends[0] if ends else ""
        return _filled(self._words.range, low=ends[0], high=ends[-1])

    def weight(
        self,
        value: str | float,
        country: str = "",  # noqa: ARG002 - as in date
    ) -> str:
        """Return a weight with its unit, in kilograms where none is given."""
        if isinstance(value, str):
            return value.strip()
        return f"{value:g} kg"

    def listed(self, items: Iterable[str]) -> str:
        """Return items as one phrase."""
        return english.join_list(items, self._words.and_word)

    def either(self, items: Iterable[str]) -> str:
        """Return items as a choice."""
        return english.join_list(items, self._words.or_word)

    def lower_first(self, text: str) -> str:
        """Return a text as it is: which words keep their capital is not known."""
        return text

    def article(self, text: str) -> str:
        """Return a text as it is."""
        return text

    def possessive(self, name: str) -> str:
        """Return a name as it is."""
        return name


def language_of(catalogue: Catalogue) -> Language:
    """Return the language that a catalogue is written in."""
    if catalogue.language is None:
        return Language(catalogue.countries)
    return Translated(catalogue.language)


def _filled(pattern: str, **values: str) -> str:
    """Put values into a pattern of a pack; other braces in it stay as they are."""
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


def _at(words: tuple[str, ...], place: int) -> str:
    """Return a word by its place, or nothing where the pack gives too few."""
    return words[place] if 0 <= place < len(words) else ""
