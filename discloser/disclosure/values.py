"""The values of an entry's fields, written the way the person's country writes them."""

import datetime
from collections.abc import Mapping
from typing import Any

from discloser.model.catalogue import FieldKind, Fields
from discloser.text.english import as_range, clause, date_text, number, time_text, weight_text


def write_values(fields: Fields, values: Mapping[str, Any], country: str) -> dict[str, str]:
    """Return the given values of an entry as text, by field name; a field without value is absent."""
    written = {}
    for name, kind in fields.items():
        if name in values and (text := write_value(kind, values[name], country)):
            written[name] = text
    return written


def write_value(kind: FieldKind, value: Any, country: str) -> str:
    """Return one value as text.

    Raises ValueError, with what is expected, if the value does not fit the kind of field.
    """
    match kind, value:
        case _, bool():
            pass
        case "time", datetime.time() | str():
            return time_text(value, country)
        case "date", datetime.date() | datetime.datetime():
            return date_text(value, country)
        case "date", str():
            return clause(value)
        case (("count" | "hours"), int() | float()) if 0 < value < 100_000:
            return number(value)
        case (("count" | "hours"), str()) if value.strip():
            return clause(as_range(value))
        case "weight", int() | float() if 0 < value < 100_000:
            return weight_text(value, country)
        case "weight", str() if value.strip():
            return clause(value)
        case "range", str() | list():
            return clause(as_range(value))
        case "text", str():
            return clause(value)
        case "text", int() | float():
            return number(value)
    raise ValueError(f"Expected {EXPECTED[kind]}")


EXPECTED: dict[FieldKind, str] = {
    "time": 'a time such as "10:00"',
    "date": "a date such as 2026-12-01",
    "count": "a number above 0",
    "hours": "a number of hours above 0",
    "weight": 'a weight such as 10 or "10 kg"',
    "range": 'a range such as "3 to 5 days"',
    "text": "a text",
}
