"""Numbers with their units: counts, ranges, lengths of time and weights."""

import re
from collections.abc import Sequence

_WORDS = "zero one two three four five six seven eight nine".split()

_INVARIANT = frozenset("kg lb cm mm km m % am pm".split())
_IRREGULAR = {"person": "people", "half": "halves", "shelf": "shelves", "child": "children"}
_REGULAR = {many: one for one, many in _IRREGULAR.items()}
_SHORT_UNITS = {
    **dict.fromkeys(("min", "mins"), "minute"),
    **dict.fromkeys(("hr", "hrs", "h"), "hour"),
    **dict.fromkeys(("wk", "wks"), "week"),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("kilogramme", "kilogrammes"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
}
_UNITS = frozenset("minute hour day night week month year shift kg lb".split())
"""Units that are recognised inside what a person typed."""

_NUMBER = r"(?:0|[1-9]\d{0,3})(?:\.\d{1,3})?"
_RANGE = (
    rf"((?:about|around|roughly|from|between) )?({_NUMBER}) ?([^\W\d_]+)? ?"
    rf"(-|[\u2010-\u2015\u2212]|to|until|and) ?({_NUMBER})(?: ?([^\W\d_][^\d]*))?"
)
_AMOUNT = rf"({_NUMBER}) ?([^\W\d_][^\d]*)"
_PLAIN = _NUMBER


def number(n: float) -> str:
    """Return a number for prose: one to nine in words, everything else in figures."""
    if 0 <= n < 10 and n == int(n):
        return _WORDS[int(n)]
    return _figures(n)


def quantity(n: float, unit: str) -> str:
    """Return a number in figures with its unit: "1 day", "2 days", "1.5 hours", "10 kg"."""
    return f"{_figures(n)} {plural(unit, n)}"


def plural(unit: str, n: float = 2) -> str:
    """Return a unit in the form that goes with ``n``; the unit may be given in either form.

    Of several words the unit of time turns ("day a week", "working day"), else the last word.
    """
    words = unit.split()
    if not words:
        return ""
    known = [index for index, word in enumerate(words) if _singular(word) in _UNITS]
    at = known[0] if known else len(words) - 1
    one = _singular(words[at])
    words[at] = one if n == 1 else _several(one)
    return " ".join(words)


def compound(n: float, unit: str) -> str:
    """Return an amount that stands before a noun: "2-week" as in "a 2-week trial"."""
    return "-".join([_figures(n), *plural(unit, 1).split()])


def range_text(low: float, high: float, unit: str = "") -> str:
    """Return a range: "3 to 5 days"; equal ends give one number, swapped ends are put right."""
    low, high = min(low, high), max(low, high)
    if low == high:
        return quantity(high, unit).rstrip()
    return f"{_figures(low)} to {quantity(high, unit)}".rstrip()


def as_range(value: str | float | Sequence[float], unit: str = "") -> str:
    """Return a range as "3 to 5 days", given as text ("3-5 days"), one number or two numbers.

    ``unit`` is used where the value has none. Text that is no range in figures stays as it is.
    """
    if isinstance(value, (int, float)):
        return quantity(value, unit).rstrip()
    if not isinstance(value, str):
        ends = list(value)
        return range_text(ends[0], ends[-1], unit) if ends else ""
    text = " ".join(value.split()).rstrip(".,; ")
    if match := re.fullmatch(_RANGE, text):
        return _read_range(match, unit) or value.strip()
    if match := re.fullmatch(_AMOUNT, text):
        return f"{match[1]} {_read_unit(match[2], float(match[1]))}"
    if re.fullmatch(_PLAIN, text):
        return f"{text} {plural(unit, _value(text))}".rstrip()
    return value.strip()


def minutes_text(minutes: float) -> str:
    """Return minutes as people say them: "1 hour", "90 minutes", "2 hours 30 minutes".

    Whole hours are given in hours, and what is under two hours in minutes.
    """
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    if whole and not rest:
        return quantity(hours, "hour")
    if whole < 120:
        return quantity(whole, "minute")
    return f"{quantity(hours, 'hour')} {quantity(rest, 'minute')}"


def hours_text(value: str | float) -> str:
    """Return hours as people say them: "1 hour", "90 minutes" for 1.5; other text stays."""
    if isinstance(value, str):
        text = " ".join(value.split()).rstrip(".,; ")
        if not re.fullmatch(_PLAIN, text):
            return as_range(value)
        value = float(text)
    return minutes_text(value * 60)


def weight_text(value: str | float, country: str = "") -> str:
    """Return a weight with its unit, never converted: "10 kg", "22 lb".

    A bare number is in pounds in the US and in kilograms elsewhere.
    """
    return as_range(value, "lb" if country == "us" else "kg")


def _figures(n: float) -> str:
    if not -1e15 < n < 1e15:  # nor is it "not a number"
        return str(n)
    return f"{int(n):,}" if n == int(n) else f"{n:,.2f}".rstrip("0").rstrip(".")


def _value(figures: str) -> float:
    return float(figures) if "." in figures else int(figures)


def _read_range(match: re.Match[str], unit: str) -> str:
    """Return a matched range tidied; empty if it is not one after all."""
    before, first, first_unit, between, second, second_unit = match.groups()
    if (between == "and") is not ((before or "").strip() == "between"):
        return ""
    low, high = _value(first), _value(second)
    lead = before if before and before.strip() not in ("from", "between") else ""
    written = second_unit or first_unit or unit
    if first_unit and _singular(first_unit.lower()) != _singular(written.split()[0].lower()):
        left = f"{first} {_read_unit(first_unit, low)}"
        return f"{lead}{left} to {second} {_read_unit(written, high)}"
    if not written:
        return f"{lead}{first} to {second}"
    low, high = min(low, high), max(low, high)
    ends = _figures(high) if low == high else f"{_figures(low)} to {_figures(high)}"
    return f"{lead}{ends} {_read_unit(written, high)}"


def _read_unit(unit: str, n: float) -> str:
    """Return a typed unit with its known words spelt out and in the right number."""
    words = [_SHORT_UNITS.get(word.lower(), word) for word in unit.split()]
    words = [word.lower() if _singular(word.lower()) in _UNITS else word for word in words]
    known = any(_singular(word) in _UNITS for word in words)
    return plural(" ".join(words), n) if known else " ".join(unit.split())


def _singular(word: str) -> str:
    lower = word.lower()
    if lower in _SHORT_UNITS or lower in _REGULAR:
        return _SHORT_UNITS.get(lower) or _REGULAR[lower]
    if lower in _INVARIANT or not lower.endswith("s") or lower.endswith(("ss", "us", "is")):
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _several(word: str) -> str:
    lower = word.lower()
    if lower in _INVARIANT:
        return word
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if lower.endswith(("s", "x", "ch", "sh")) else "s")
