"""Writing a plan as a plan file."""

import datetime
from typing import Any

import msgspec

from discloser.errors import OutputError
from discloser.model.plan import Plan
from discloser.planfile.read import MOST_BYTES


def write_plan(plan: Plan) -> str:
    """Return the plan as TOML; reading it again gives an equal plan."""
    import tomli_w  # noqa: PLC0415 - only writing needs it

    raw = msgspec.to_builtins(plan, builtin_types=(datetime.date, datetime.time))
    return tomli_w.dumps({"format": plan.format, **_filled(raw)}, multiline_strings=False)


def require_small(text: str) -> None:
    """Raise OutputError if a plan file is larger than one that can be read again."""
    if len(text.encode()) > MOST_BYTES:
        raise OutputError(f"The plan is larger than {MOST_BYTES // 1000} kB. Nothing was written.")


def with_title(text: str, title: str) -> str:
    """Return a plan file that has no title with one, and all else to the letter."""
    import tomli_w  # noqa: PLC0415 - as above

    return tomli_w.dumps({"title": title}) + text


def _filled(raw: dict[str, Any]) -> dict[str, Any]:
    """Drop what is empty, so that the file holds only what the person answered."""
    return {key: value for key, value in raw.items() if value not in (None, "", [], {}, ())}
