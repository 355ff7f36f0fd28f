"""The day that counts as today."""

import datetime

from discloser.cli.request import Request
from discloser.errors import UsageError


def day(request: Request) -> datetime.date:
    """Return the day that counts as today. Raises UsageError."""
    named = request.value("--today")
    if named is None:
        return datetime.date.today()  # noqa: DTZ011 - the day where the person is
    try:
        return datetime.date.fromisoformat(named)
    except ValueError:
        raise UsageError(f"{named!r} is not a date; write it as 2026-12-01.") from None
