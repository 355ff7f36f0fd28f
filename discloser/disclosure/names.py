"""The general names that any text of a pack may fill in, with their values for one plan."""

import datetime
import re
import unicodedata

from discloser.disclosure.facts import Course, days_after, review_date
from discloser.disclosure.values import write_values
from discloser.model.catalogue import Catalogue
from discloser.model.disclosure import SaidAsk, SaidImpact
from discloser.model.language import Language, language_of
from discloser.model.plan import Plan
from discloser.model.words import Audience, ItemState, Topic
from discloser.text.english import clause, sentence

REPLY_DAYS = 7
"""Days after the meeting by which an email asks for corrections."""

ANSWER_DAYS = 14
"""Days after the planned meeting by which a letter asks for an answer."""

MOST_LIMIT_WORDS = 14
"""Words of limits that still fit into a reply."""

TITLES = frozenset("Mr Mrs Ms Miss Mx Dr Prof Professor Sir Madam".split())

SENTENCE = re.compile(r"(?:I|I'm|I've|My|It|There|This|We|Our|At|In|For) [^.]*[a-z]{2}")
"""How a text starts that is a sentence already."""


def names_of(plan: Plan, catalogue: Catalogue, course: Course) -> dict[str, str]:
    """Return the names that the plan gives a value to, by name."""
    country, said, language = plan.meeting.country, course.said, language_of(catalogue)
    names = {
        **_given(plan, catalogue, language),
        **_people(plan, catalogue, course.audience),
        **_meeting(plan, course, language),
        **_outcome(plan, course, language),
        "review_date": language.date(review_date(plan, course), country, "weekday"),
        "work_topic": clause(plan.meeting.work_topic),
        "later": _later(plan, language),
        **{f"health_{topic}": clause(value) for topic, value in said.items()},
        **{f"told_{topic}": told(catalogue, topic, value) for topic, value in said.items()},
    }
    return {name: value for name, value in names.items() if value}


def name_asks(names: dict[str, str], catalogue: Catalogue, asks: tuple[SaidAsk, ...]) -> None:
    """Add the names of the asks to say."""
    if not asks:
        return
    names["ask"], names["ask_short"] = asks[0].phrase, asks[0].short
    names.update({f"ask_short_{at}": ask.short for at, ask in enumerate(asks, 1)})
    listed = language_of(catalogue).listed
    names["asks"] = listed([ask.phrase for ask in asks])
    names["asks_short"] = listed([ask.short for ask in asks])
    if asks[0].fallback:
        names["fallback"] = asks[0].fallback
    if asks[0].trial_weeks:
        names["trial_weeks"] = asks[0].trial_weeks
    for ask in asks:
        entry = catalogue.accommodations.get(ask.id)
        if entry and entry.effort == 0 and "*" not in entry.helps:
            names.setdefault("free_ask", ask.phrase)


def name_impacts(
    names: dict[str, str], catalogue: Catalogue, impacts: tuple[SaidImpact, ...]
) -> None:
    """Add the names of the impacts that may be said."""
    if not impacts:
        return
    names["impact"], names["impact_short"] = impacts[0].line, impacts[0].short
    names.update({f"impact_{at}": impact.line for at, impact in enumerate(impacts[:3], 1)})
    listed = language_of(catalogue).listed
    names["impacts"] = listed([impact.line for impact in impacts[:3]])
    limits = [impact.short for impact in impacts if impact.is_limit][:2]
    while limits and len(listed(limits).split()) > MOST_LIMIT_WORDS:
        limits.pop()
    if limits:
        names["limits"] = listed(limits)


def told(catalogue: Catalogue, topic: Topic, value: str) -> str:
    """Return what the person wrote about a topic as a sentence of its own."""
    if SENTENCE.match(value) or value.rstrip().endswith((".", "!", "?")):
        return sentence(value)
    return sentence(catalogue.topics[topic].said.replace("{value}", clause(value)))


def call_name(name: str) -> str:
    """Return how somebody is called in a friendly way: by the first name if that is plain.

    A name with a title, an initial or in another script is kept whole: which part is the first
    name cannot be told from the outside.
    """
    parts = clause(name).split()
    plain = len(parts) == 2 and all(
        len(part) > 1 and part not in TITLES and re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", part)
        for part in parts
    )
    return parts[0] if plain and _latin(name) else " ".join(parts)


def _latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(sign, "") for sign in text if sign.isalpha())


def _people(plan: Plan, catalogue: Catalogue, audience: Audience) -> dict[str, str]:
    names = {
        "my_name": clause(plan.person.name),
        "my_call": clause(plan.person.call) or clause(plan.person.name),
        "my_role": clause(plan.person.role),
        "to_whom": catalogue.audiences[audience].mine,
    }
    if audience is plan.audience:
        call = clause(plan.meeting.call)
        names["to_name"] = clause(plan.meeting.name)
        names["to_call"] = call or call_name(plan.meeting.name)
        names["to_formal"] = call or names["to_name"]
    return names


def _meeting(plan: Plan, course: Course, language: Language) -> dict[str, str]:
    meeting, country = plan.meeting, plan.meeting.country
    day = course.coming(meeting.date)
    answer = days_after(day, ANSWER_DAYS) if day else None
    return {
        "meeting_date": language.date(day, country, "weekday"),
        "meeting_when": language.when(day, meeting.time, country) if day else "",
        "meeting_time": language.time(meeting.time, country),
        "meeting_place": clause(meeting.place),
        "meeting_minutes": str(meeting.minutes or ""),
        "answer_by": language.date(answer, country, "weekday"),
    }


def _outcome(plan: Plan, course: Course, language: Language) -> dict[str, str]:
    outcome, country = plan.outcome, plan.meeting.country
    replies = days_after(outcome.held_on, REPLY_DAYS) if outcome.held_on else None
    if replies and outcome.review_on and replies >= outcome.review_on:
        replies = None
    replies = course.coming(replies)
    open_days = [item.by for item in outcome.item if item.by and item.state is ItemState.OPEN]
    return {
        "held_date": language.date(outcome.held_on, country, "weekday"),
        "held_short": language.date(outcome.held_on, country, "short"),
        "reply_by": language.date(replies, country, "weekday"),
        "open_by": language.date(course.coming(max(open_days, default=None)), country, "weekday"),
    }


def _later(plan: Plan, language: Language) -> str:
    later = plan.choice.later
    if isinstance(later, datetime.date):
        return language.date(later, plan.meeting.country)
    return clause(str(later))


def _given(plan: Plan, catalogue: Catalogue, language: Language) -> dict[str, str]:
    """Return the values of asks that every text may use; of two asks the later of the pack wins."""
    asked = {ask.id: ask.values for ask in plan.ask}
    names = {}
    for entry in catalogue.accommodations.values():
        if entry.gives and entry.id in asked:
            written = write_values(entry.fields, asked[entry.id], plan, language)
            names.update(
                {name: written[field] for field, name in entry.gives.items() if field in written}
            )
    return names
