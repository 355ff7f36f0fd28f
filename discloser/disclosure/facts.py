"""The facts about a person that wordings, documents and replies can depend on."""

import datetime
from collections.abc import Iterable, Mapping

from discloser.model.plan import Plan
from discloser.model.words import (
    COUNTRIES,
    Answer,
    Audience,
    Channel,
    Decision,
    Result,
    Topic,
)

CONFIRMED = "confirmed"
"""Holds for one entry at a time: the person ticked that this very line is true."""

HEALTH_FROM = 2
"""Lowest level at which it may be said that there is a health reason."""

CARE = (Topic.TREATMENT, Topic.MEDICINE, Topic.HELPERS, Topic.APPOINTMENTS)
"""Topics that, when written about, show that the person is under somebody's care."""


def facts_of(
    plan: Plan,
    audience: Audience,
    level: int,
    said: Mapping[Topic, str],
    *,
    says_effect: bool,
    keeps_private: bool,
) -> frozenset[str]:
    """Return every fact that holds for this plan and audience.

    ``said`` holds the topics that may be said and have a value.
    """
    meeting, outcome = plan.meeting, plan.outcome
    held = {
        "has_asks": bool(plan.ask),
        "no_asks": not plan.ask,
        "one_ask": len(plan.ask) == 1,
        "several_asks": len(plan.ask) > 1,
        "has_impacts": bool(plan.impact),
        "no_impacts": not plan.impact,
        "work_affected": bool(plan.ask or plan.impact or _given(plan, Topic.WORK_EFFECT)),
        "under_care": any(_given(plan, topic) for topic in CARE),
        "says_effect": says_effect,
        "says_health": level >= HEALTH_FROM,
        "shares_health": level >= HEALTH_FROM or any(t is not Topic.WORK_EFFECT for t in said),
        "keeps_private": keeps_private,
        "named": bool(meeting.name.strip()) and audience is plan.audience,
        "signed": bool(plan.person.name.strip()),
        "dated": meeting.date is not None,
        "timed": meeting.time is not None,
        "placed": bool(meeting.place.strip()),
        "review_dated": review_date(plan) is not None,
        "trial": any(ask.trial_weeks for ask in plan.ask),
        "fallback": any(ask.fallback for ask in plan.ask),
        "held": outcome.held_on is not None,
        "has_result": outcome.result is not None,
        "logged": bool(outcome.log),
        "law_line": meeting.legal_line,
        "has_country": bool(meeting.country),
        "has_later": bool(str(plan.choice.later).strip()),
        "has_reasons": bool(plan.why.reasons),
        "has_topic": bool(meeting.work_topic.strip()),
    }
    found = {name for name, holds in held.items() if holds}
    found.add(f"to_{audience}")
    found.add(f"decision_{plan.choice.decision or 'undecided'}")
    found.update(f"says_{topic}" for topic in said)
    if meeting.channel:
        found.add(str(meeting.channel))
    if outcome.result:
        found.add(f"result_{outcome.result}")
    if meeting.country:
        found.add(f"country_{meeting.country.replace('-', '_')}")
    found.update(f"context_{key}" for key, value in plan.why.context.items() if value is Answer.YES)
    return frozenset(found)


def confirmed_facts(facts: frozenset[str], *, confirmed: bool) -> frozenset[str]:
    """Return the facts as they hold for one entry that the person did or did not confirm."""
    return facts | {CONFIRMED} if confirmed else facts


def known_facts(contexts: Iterable[str]) -> frozenset[str]:
    """Return the names of all facts that there are, given the pack's context checks."""
    plain = (
        "has_asks no_asks one_ask several_asks has_impacts no_impacts work_affected under_care "
        "says_effect says_health keeps_private named signed dated timed placed trial fallback held has_result "
        "shares_health effect_most_days effect_some_days effect_rare logged law_line has_country has_later has_reasons has_topic review_dated confirmed "
        "has_questions has_rights has_objections"
    ).split()
    return frozenset(
        [
            *plain,
            *(f"to_{audience}" for audience in Audience),
            *(f"decision_{decision}" for decision in Decision),
            "decision_undecided",
            *(f"says_{topic}" for topic in Topic),
            *(str(channel) for channel in Channel),
            *(f"result_{result}" for result in Result),
            *(f"country_{country.replace('-', '_')}" for country in COUNTRIES),
            *(f"context_{context}" for context in contexts),
        ]
    )


def review_date(plan: Plan) -> datetime.date | None:
    """Return the day to look again: the agreed one, or the end of the first trial if that is known."""
    if plan.outcome.review_on:
        return plan.outcome.review_on
    start = plan.outcome.held_on or plan.meeting.date
    weeks = next((ask.trial_weeks for ask in plan.ask if ask.trial_weeks), None)
    return days_after(start, 7 * weeks) if start and weeks else None


def days_after(day: datetime.date, days: int) -> datetime.date | None:
    """Return the day some days later, or none past the end of the calendar."""
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _given(plan: Plan, topic: Topic) -> bool:
    return bool(plan.health.get(topic, "").strip())
