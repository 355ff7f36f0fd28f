"""Writing a plan as a plan file."""

import datetime
from typing import Any

import msgspec

from discloser.model.plan import Plan


def write_plan(plan: Plan) -> str:
    """Return the plan as TOML; reading it again gives an equal plan."""
    import tomli_w  # noqa: PLC0415 - only writing needs it

    raw = msgspec.to_builtins(plan, builtin_types=(datetime.date, datetime.time))
    return tomli_w.dumps({"format": plan.format, **_filled(raw)}, multiline_strings=False)


def _filled(raw: dict[str, Any]) -> dict[str, Any]:
    """Drop what is empty, so that the file holds only what the person answered."""
    return {key: value for key, value in raw.items() if value not in (None, "", [], {}, ())}
