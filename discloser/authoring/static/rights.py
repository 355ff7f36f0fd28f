"""Checks of facts about rights: their source, and until when they hold."""

import datetime

from discloser.authoring.static.survey import Findings, Survey, finding
from discloser.model.catalogue import Right

SOON = 30
"""Days before a fact expires from which on its author is told."""


def rights_findings(survey: Survey, today: datetime.date) -> Findings:
    """Yield facts about rights that nobody can rely on, or not for long."""
    for right in survey.catalogue.rights.values():
        if survey.has("rights", right.id, "id"):
            yield from _dates(survey, right, today)
            yield from _source(survey, right)


def _dates(survey: Survey, right: Right, today: datetime.date) -> Findings:
    expires = survey.places.entry("rights", right.id, "expires_on")
    left = (right.expires_on - today).days
    how = "Read the source again, correct the text, and write the new dates."
    if right.expires_on <= right.checked_on:
        why = f"It expires on {right.expires_on}, not after the day on which it was checked."
        yield finding("p_rights_source", expires, why, "Correct one of the two dates.")
    elif left < 0:
        why = f"This fact expired on {right.expires_on}, and no document shows it any more."
        yield finding("p_rights_expired", expires, why, how, warn=True)
    elif left <= SOON:
        days = f"in {left} days" if left > 1 else "tomorrow" if left else "today"
        why = f"This fact expires {days}; after that no document shows it."
        yield finding("p_rights_soon", expires, why, how, warn=True)
    if right.checked_on > today:
        at = survey.places.entry("rights", right.id, "checked_on")
        why = f"It was checked on {right.checked_on}, which is still to come."
        yield finding("p_rights_source", at, why, "Write the day on which you read the source.")


def _source(survey: Survey, right: Right) -> Findings:
    for key, what in (("source_title", "title"), ("source_site", "site")):
        if not getattr(right, key).strip():
            at = survey.places.entry("rights", right.id, key)
            why = f"The {what} of the source is empty, and a fact without a source is not shown."
            yield finding("p_rights_source", at, why, "Say where you read it.")
