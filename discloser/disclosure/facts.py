"""The facts about a person that wordings, documents and replies can depend on."""

import datetime
from collections.abc import Mapping

from msgspec import Struct

from discloser.model.catalogue import Catalogue
from discloser.model.plan import AskAnswer, Plan
from discloser.model.words import (
    Answer,
    Audience,
    Channel,
    Decision,
    ItemState,
    Result,
    Topic,
)

CONFIRMED = "confirmed"
"""Holds for one entry at a time: the person ticked that this very line is true."""

HEALTH_FROM = 2
"""Lowest level at which it may be said that there is a health reason."""

CARE = (Topic.TREATMENT, Topic.MEDICINE, Topic.HELPERS, Topic.APPOINTMENTS)
"""Topics that, when written about, show that the person is under somebody's care."""


DECIDES = frozenset({Audience.MANAGER, Audience.SENIOR_MANAGER, Audience.HR})
"""Audiences that can grant a request."""


class Course(Struct, frozen=True):
    """What facts and names depend on besides the plan itself."""

    audience: Audience
    level: int
    said: Mapping[Topic, str]
    """Topics that may be said and have a value."""
    aloud: tuple[AskAnswer, ...]
    """The asks to say, the main one in front."""
    after: bool
    """Whether the meeting is over."""
    today: datetime.date | None
    """The day of writing; a day before it is not offered any more."""
    says_effect: bool
    keeps_private: bool

    def coming(self, day: datetime.date | None) -> datetime.date | None:
        """Return a day if it is not over yet."""
        return day if day and (self.today is None or day >= self.today) else None


def facts_of(plan: Plan, course: Course) -> frozenset[str]:
    """Return every fact that holds for a plan and the course of one document."""
    found = {name for name, holds in _plain_facts(plan, course).items() if holds}
    found.add(f"to_{course.audience}")
    found.add(f"meets_{plan.audience}")
    found.add(f"decision_{plan.choice.decision or 'undecided'}")
    found.update(f"says_{topic}" for topic in course.said)
    asked = {ask.id for ask in plan.ask if ask.id}
    found.update(f"asks_{ask}" for ask in asked)
    agreed = [
        item.ask
        for item in plan.outcome.item
        if item.state is ItemState.AGREED and item.ask in asked
    ]
    if plan.outcome.result is Result.ALL_AGREED:
        agreed += [ask.id for ask in course.aloud if ask.id]
    found.update(f"agreed_{ask}" for ask in agreed)
    if plan.meeting.channel:
        found.add(str(plan.meeting.channel))
    if plan.outcome.result:
        found.add(f"result_{plan.outcome.result}")
    if plan.meeting.country:
        found.add(f"country_{plan.meeting.country.replace('-', '_')}")
    found.update(f"context_{key}" for key, value in plan.why.context.items() if value is Answer.YES)
    return frozenset(found)


def _plain_facts(plan: Plan, course: Course) -> dict[str, bool]:
    meeting, outcome, health = plan.meeting, plan.outcome, course.level >= HEALTH_FROM
    main = course.aloud[0] if course.aloud else None
    shares = health or any(topic is not Topic.WORK_EFFECT for topic in course.said)
    return {
        "has_asks": bool(plan.ask),
        "no_asks": not plan.ask,
        "one_ask": len(course.aloud) == 1,
        "several_asks": len(course.aloud) > 1,
        "several_to_write": len(plan.ask) > 2,
        "has_impacts": bool(plan.impact),
        "no_impacts": not plan.impact,
        "work_affected": bool(plan.ask or plan.impact or _given(plan, Topic.WORK_EFFECT)),
        "under_care": any(_given(plan, topic) for topic in CARE),
        "says_effect": course.says_effect,
        "says_health": health,
        "shares_health": shares,
        "tells_something": shares or course.says_effect,
        "keeps_private": course.keeps_private,
        "decides": course.audience in DECIDES,
        "named": bool(meeting.name.strip()) and course.audience is plan.audience,
        "signed": bool(plan.person.name.strip()),
        "dated": course.coming(meeting.date) is not None,
        "level_set": course.level > 0 and course.audience in plan.boundaries.level,
        "timed": meeting.time is not None,
        "placed": bool(meeting.place.strip()),
        "review_dated": review_date(plan, course) is not None,
        "trial": bool(main and main.trial_weeks),
        "fallback": bool(main and main.fallback),
        "held": outcome.held_on is not None,
        "has_result": outcome.result is not None,
        "reason_given": any(
            item.state is ItemState.REFUSED and item.note.strip() for item in outcome.item
        ),
        "agreed_some": any(item.state is ItemState.AGREED for item in outcome.item),
        "logged": bool(outcome.log),
        "law_line": meeting.legal_line,
        "has_country": bool(meeting.country),
        "has_later": bool(str(plan.choice.later).strip()),
        "has_reasons": bool(plan.why.reasons),
        "has_topic": bool(meeting.work_topic.strip()),
    }


def confirmed_facts(facts: frozenset[str], *, confirmed: bool) -> frozenset[str]:
    """Return the facts as they hold for one entry that the person did or did not confirm."""
    return facts | {CONFIRMED} if confirmed else facts


PLAIN = frozenset(
    """
    several_to_write level_set has_asks no_asks one_ask several_asks has_impacts no_impacts
    work_affected under_care says_effect says_health shares_health tells_something keeps_private
    decides named signed dated timed placed review_dated trial fallback held has_result
    agreed_some reason_given logged law_line has_country has_later has_reasons has_topic
    confirmed effect_rare effect_some_days effect_most_days
    """.split()
)
"""Facts that do not come from one of the word lists."""


def known_facts(catalogue: Catalogue) -> frozenset[str]:
    """Return the names of all facts that there are."""
    return PLAIN.union(
        (f"{kind}_{audience}" for kind in ("to", "meets") for audience in Audience),
        (f"decision_{decision}" for decision in (*Decision, "undecided")),
        (f"says_{topic}" for topic in Topic),
        (f"{kind}_{ask}" for kind in ("asks", "agreed") for ask in catalogue.accommodations),
        (str(channel) for channel in Channel),
        (f"result_{result}" for result in Result),
        (f"country_{country.replace('-', '_')}" for country in catalogue.countries),
        (f"context_{context}" for context in catalogue.contexts),
    )


def review_date(plan: Plan, course: Course) -> datetime.date | None:
    """Return the day to look again.

    Before the meeting that is the end of the trial that the main ask suggests; after it, the day
    that was agreed. Nobody but the other side of the meeting knows of the trial.
    """
    if course.after:
        return course.coming(plan.outcome.review_on)
    if course.audience is not plan.audience:
        return None
    weeks = course.aloud[0].trial_weeks if course.aloud else None
    if not weeks or not plan.meeting.date:
        return None
    return course.coming(days_after(plan.meeting.date, 7 * weeks))


def days_after(day: datetime.date, days: int) -> datetime.date | None:
    """Return the day some days later, or none past the end of the calendar."""
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _given(plan: Plan, topic: Topic) -> bool:
    return bool(plan.health.get(topic, "").strip())
