"""Which answers of a plan stand behind each name and fact, in words and as keys of the plan."""

from collections.abc import Iterable

from msgspec import Struct

from discloser.disclosure.fact_words import family_of
from discloser.model.words import Topic


class Answer(Struct, frozen=True, order=True):
    """One answer that a person gives."""

    key: str
    """Where it stands in a plan file, such as ``meeting.date``."""
    words: str
    """What it is called, such as "the day of the talk"."""


class Named(Struct, frozen=True):
    """A value that texts can use."""

    words: str
    """What it is called: reads before "is known"."""
    keys: tuple[str, ...]
    """Keys of the plan that it is made from."""


ASK = ("ask.id", "ask.own_words", "ask.values")
IMPACT = ("impact.id", "impact.own_words", "impact.values", "health.work_effect")
ITEM = ("outcome.item", "outcome.result", *ASK)
BOUNDARY = ("boundaries.level", "boundaries.except", "choice.decision")
GIVEN = ("ask.id", "ask.values")
"""What is behind a name that an ask of the pack gives to one of its blanks."""

REVIEW = ("ask.trial_weeks", "meeting.date", "outcome.review_on")

KEY_WORDS = {
    "ask": "what is asked for",
    "ask.id": "what is asked for",
    "ask.own_words": "what is asked for, in own words",
    "ask.values": "the values that go with it, such as a time",
    "ask.say": "whether it is said aloud or only written",
    "ask.importance": "how much it matters",
    "ask.trial_weeks": "the weeks of trial",
    "ask.fallback": "the second choice",
    "ask.helps": "what the change makes possible",
    "ask.confirmed": "whether the facts in the reply are true",
    "boundaries.except": "the exceptions: which topics may be said, or only if asked",
    "boundaries.level": "how much this reader may know",
    "choice.decision": "whether and whom to tell",
    "choice.later": "the day or event that the person waits for",
    "impact": "what is hard at work",
    "impact.id": "what is hard at work",
    "impact.often": "how often it is felt",
    "impact.own_words": "what is hard at work, in own words",
    "impact.values": "the values that go with it, such as minutes",
    "meeting.audience": "with whom the talk is",
    "meeting.call": "what the person calls the other one",
    "meeting.channel": "how the talk takes place",
    "meeting.country": "the country",
    "meeting.date": "the day of the talk",
    "meeting.legal_line": "whether a line may name the law",
    "meeting.length": "how long the script may be",
    "meeting.minutes": "how long the talk is planned",
    "meeting.name": "the name of the other person",
    "meeting.place": "the place of the talk",
    "meeting.time": "the time of the talk",
    "meeting.tone": "the tone",
    "meeting.work_topic": "what the person is working on",
    "outcome.held_on": "the day on which they talked",
    "outcome.item": "what became of each ask, who does it, and by when",
    "outcome.log": "what happened since the talk",
    "outcome.result": "how the talk ended",
    "outcome.review_on": "the day to look at it again",
    "person.call": "what others call the person",
    "person.name": "the person's own name",
    "person.role": "the person's job",
    "truth.confirmed": "which lines are true for the person",
    "why.context": "the questions about the workplace",
    "why.reasons": "the reasons",
    "wording": "which of several wordings the person chose",
    "health": "what the person wrote about health",
}
"""Key of the plan file to what it asks."""

NAMES: dict[str, Named] = {
    "ask": Named("the main ask", ASK),
    "ask_short": Named("the main ask, in short", ASK),
    "ask_short_1": Named("the first ask, in short", ASK),
    "ask_short_2": Named("the second ask, in short", ASK),
    "ask_short_3": Named("the third ask, in short", ASK),
    "asks": Named("the list of what is asked for", ASK),
    "asks_short": Named("the list of what is asked for, in short", ASK),
    "fallback": Named("the second choice beside the main ask", ("ask.fallback",)),
    "free_ask": Named("an ask that costs the employer nothing", ASK),
    "trial_weeks": Named("the number of weeks of trial", ("ask.trial_weeks",)),
    "impact": Named("the main effect on work", IMPACT),
    "impact_short": Named("the main effect on work, in short", IMPACT),
    "impact_1": Named("the first effect on work", IMPACT),
    "impact_2": Named("a second effect on work", IMPACT),
    "impact_3": Named("a third effect on work", IMPACT),
    "impacts": Named("the list of effects on work", IMPACT),
    "limits": Named("the limits on tasks", IMPACT),
    "my_name": Named("the person's own name", ("person.name",)),
    "my_call": Named("what others call the person", ("person.call", "person.name")),
    "my_role": Named("the person's job", ("person.role",)),
    "to_name": Named("the other person's name", ("meeting.name",)),
    "to_call": Named("what the person calls the other one", ("meeting.call", "meeting.name")),
    "to_formal": Named("the other person's name, formally", ("meeting.call", "meeting.name")),
    "to_whom": Named("who the reader is", ("meeting.audience",)),
    "work_topic": Named("what the person is working on", ("meeting.work_topic",)),
    "meeting_when": Named("the day and time of the talk", ("meeting.date", "meeting.time")),
    "meeting_date": Named("the day of the talk", ("meeting.date",)),
    "meeting_time": Named("the time of the talk", ("meeting.time",)),
    "meeting_place": Named("the place of the talk", ("meeting.place",)),
    "meeting_minutes": Named("the minutes of the talk", ("meeting.minutes",)),
    "held_date": Named("the day on which they talked", ("outcome.held_on",)),
    "held_short": Named("the day on which they talked, in short", ("outcome.held_on",)),
    "reply_by": Named(
        "a day by which to answer after the talk", ("outcome.held_on", "outcome.review_on")
    ),
    "answer_by": Named("a day by which to answer a letter", ("meeting.date",)),
    "open_by": Named("the last day for what is still open", ("outcome.item",)),
    "review_date": Named("the day to look at it again", REVIEW),
    "later": Named("what the person waits for", ("choice.later",)),
    "private_line": Named("the person's steady line", ("wording",)),
    **{
        f"{kind}_{topic}": Named(words, (f"health.{topic}", *BOUNDARY))
        for topic in Topic
        for kind, words in (
            (
                "health",
                f"what the person wrote about {topic.replace('_', ' ')}, if it may be said,",
            ),
            ("told", f"the sentence about {topic.replace('_', ' ')}, if it may be said,"),
        )
    },
}
"""General name to what it stands for."""

SECTIONS: dict[str, Named] = {
    "fact": Named("a fact", ()),
    "say": Named("a phrase", ()),
    "level": Named("the reader's level", BOUNDARY[::2]),
    "tone": Named("the tone", ("meeting.tone",)),
    "asks": Named("what is asked for aloud", (*ASK, "ask.say", "ask.importance")),
    "asks[].phrase": Named("what is asked for", ASK),
    "asks[].short": Named("what is asked for, in short", ASK),
    "asks[].helps": Named("what the change makes possible", ("ask.helps",)),
    "asks[].fallback": Named("the second choice", ("ask.fallback",)),
    "asks[].trial_weeks": Named("the number of weeks of trial", ("ask.trial_weeks",)),
    "asks[].trial": Named("a sentence that suggests a trial", ("ask.trial_weeks",)),
    "asks[].must_have": Named("the mark that it is a must", ("ask.importance",)),
    "asks[].gain": Named("what the work gains", ASK),
    "asks[].knock_on": Named("what is done about the effect on others", ASK),
    "asks[].objection": Named("what they may object", ("ask.id",)),
    "asks[].reply": Named("a reply to that", (*ASK, "ask.confirmed")),
    "more_asks": Named("what is asked for only in writing", (*ASK, "ask.say", "ask.importance")),
    "impacts": Named("the effects on work that may be said", (*IMPACT, *BOUNDARY)),
    "impacts[].line": Named("the effect on work", IMPACT),
    "impacts[].short": Named("the effect on work, in short", IMPACT),
    "impacts[].is_limit": Named("the mark that it is a limit on tasks", IMPACT),
    "impacts[].often": Named("how often it is felt", ("impact.often",)),
    "health": Named("what may be said about health", ("health", *BOUNDARY)),
    "told": Named("sentences about health that may be said", ("health", *BOUNDARY)),
    "told[]": Named("the sentence", ("health", *BOUNDARY)),
    "prepared": Named("topics for which an answer is ready if asked", ("health", *BOUNDARY)),
    "withheld[]": Named("the topic", BOUNDARY),
    "withheld": Named("the topics that the reader is not told", BOUNDARY),
    "questions": Named("questions that this reader may ask", ("meeting.audience",)),
    "ladder": Named("the steps for when someone keeps asking", ()),
    "objections": Named("what they may object", (*ASK, "truth.confirmed")),
    "agreed": Named("what was agreed", ITEM),
    "open": Named("what is still open", ITEM),
    "refused": Named("what was refused", ITEM),
    "log": Named("what happened since the talk", ("outcome.log",)),
    "points": Named("the practical points about the meeting", ()),
    "privacy": Named("what the reader is asked to keep to themselves", ("meeting.audience",)),
    "rights": Named("facts about rights in the country", ("meeting.country",)),
    "regulators": Named("who gives advice there", ("meeting.country",)),
    "country": Named("the country", ("meeting.country",)),
    "general": Named("the lines of every rights page", ("meeting.country",)),
    "law_line": Named("the line that names the law", ("meeting.legal_line", "meeting.country")),
    "look_again[]": Named("what it is", ("why.reasons",)),
    "look_again": Named("what would make the person think again", ("why.reasons",)),
    "triggers": Named("reasons to look at it again", ()),
    "form": Named("the questions of the review form", ()),
    **{
        f"{name}[].{part}": Named(words, keys)
        for name in ("agreed", "open", "refused")
        for part, words, keys in (
            ("ask", "what was asked for", ITEM),
            ("state", "what became of it", ("outcome.item", "outcome.result")),
            ("who", "who does it", ("outcome.item",)),
            ("by", "the day by which it is done", ("outcome.item",)),
            ("note", "a note on it", ("outcome.item",)),
            ("fallback", "the second choice", ("ask.fallback",)),
        )
    },
    **{
        f"{name}.{part}": Named(words, ())
        for name, parts in {
            "log[]": {"on": "its day", "what": "what happened"},
            "prepared[]": {"label": "the topic", "value": "what the person wrote about it"},
            "questions[]": {
                "question": "the question",
                "advice": "advice for the person",
                "replies": "replies to it",
                "replies[].label": "how the reply works",
                "replies[].technique": "how the reply works",
                "replies[].text": "the reply",
            },
            "ladder[]": {
                "step": "the number of the step",
                "label": "the name of the step",
                "text": "something to say at this step",
                "note": "what the step is for",
            },
            "objections[]": {
                "about": "the ask that it is about",
                "objection": "the objection",
                "reply": "the reply",
            },
            "rights[]": {
                "about": "what it is about",
                "text": "the fact",
                "source": "where it was read",
                "site": "who publishes it",
                "checked": "the day it was read",
                "sure": "the mark that it is confirmed",
            },
            "regulators[]": {
                "country": "the country",
                "name": "its name",
                "what": "what it does",
            },
            "triggers[]": {"text": "the reason"},
            "form[]": {"question": "the question", "lines": "the lines for the answer"},
            "privacy": {
                "who_may_know": "who may know",
                "say_if_asked": "what the reader may say if asked",
                "papers": "where papers are kept",
                "ask_first": "that the reader asks first",
            },
            "general": {
                "disclaimer": "the line that it is no legal advice",
                "check_first": "the line on whom to ask first",
                "not_confirmed": "the line on what is not confirmed",
                "gap": "the line on what is missing",
            },
            "country": {
                "label": "the name of the country",
                "law_name": "the name of the law",
                "note": "a note on the country",
            },
        }.items()
        for part, words in parts.items()
    },
}
"""Name that only templates have, with parts behind ``[]``, to what it stands for."""

ROUNDS = {
    "asks": "thing asked for",
    "more_asks": "thing asked for only in writing",
    "impacts": "effect on work",
    "told": "sentence about health that may be said",
    "prepared": "topic with an answer ready if asked",
    "withheld": "topic that the reader is not told",
    "questions": "question that this reader may ask",
    "questions[].replies": "reply to it",
    "ladder": "step for when someone keeps asking",
    "objections": "objection that may come",
    "agreed": "thing that was agreed",
    "open": "thing that is still open",
    "refused": "thing that was refused",
    "log": "event since the talk",
    "rights": "fact about rights in the country",
    "regulators": "place that gives advice",
    "look_again": "thing that would make the person think again",
    "triggers": "reason to look at it again",
    "form": "question of the review form",
}
"""List to what one of its items is called: reads after "once for each"."""

FACT_KEYS: dict[str, tuple[str, ...]] = {
    "one_ask": ("ask", "ask.say"),
    "several_asks": ("ask", "ask.say"),
    "trial": ("ask.trial_weeks",),
    "fallback": ("ask.fallback",),
    "has_impacts": ("impact",),
    "no_impacts": ("impact",),
    "work_affected": ("ask", "impact", "health.work_effect"),
    "under_care": ("health.treatment", "health.medicine", "health.helpers", "health.appointments"),
    "says_effect": ("impact", "health.work_effect", *BOUNDARY),
    "says_health": BOUNDARY[::2],
    "shares_health": ("health", *BOUNDARY),
    "tells_something": ("health", "impact", *BOUNDARY),
    "keeps_private": ("health", "impact", *BOUNDARY),
    "level_set": BOUNDARY[::2],
    "confirmed": ("truth.confirmed", "ask.confirmed"),
    "decides": ("meeting.audience",),
    "named": ("meeting.name", "meeting.audience"),
    "signed": ("person.name",),
    "dated": ("meeting.date",),
    "timed": ("meeting.time",),
    "placed": ("meeting.place",),
    "has_topic": ("meeting.work_topic",),
    "review_dated": REVIEW,
    "has_reasons": ("why.reasons",),
    "has_later": ("choice.later",),
    "has_result": ("outcome.result",),
    "held": ("outcome.held_on",),
    "agreed_some": ("outcome.item",),
    "reason_given": ("outcome.item",),
    "logged": ("outcome.log",),
    "law_line": ("meeting.legal_line",),
    "has_country": ("meeting.country",),
    **dict.fromkeys(("has_asks", "no_asks", "several_to_write"), ("ask",)),
    **dict.fromkeys(("effect_rare", "effect_some_days", "effect_most_days"), ("impact.often",)),
    **dict.fromkeys(("in_person", "video", "phone", "written"), ("meeting.channel",)),
}
"""Fact to the keys of the plan that decide it."""

FAMILY_KEYS: dict[str, tuple[str, ...]] = {
    "to": ("meeting.audience",),
    "meets": ("meeting.audience",),
    "decision": ("choice.decision",),
    "asks": ("ask.id",),
    "agreed": ("outcome.item", "outcome.result"),
    "result": ("outcome.result",),
    "country": ("meeting.country",),
}
"""The same for facts that stand for one entry each."""


def keys_of_fact(name: str) -> tuple[str, ...]:
    """Return the keys of the plan that decide a fact."""
    if name in FACT_KEYS:
        return FACT_KEYS[name]
    family = family_of(name)
    entry = name.removeprefix(f"{family}_")
    if family == "says":
        return (f"health.{entry}", *BOUNDARY)
    if family == "context":
        return (f"why.context.{entry}",)
    return FAMILY_KEYS.get(family, ())


def named(name: str, *, in_template: bool = False) -> Named | None:
    """Return what a name stands for; in a template dotted as `uses` says it, such as ``asks[].id``.

    A part that has no words of its own stands for the list or group that it belongs to.
    """
    if not in_template:
        return NAMES.get(name)
    topic = name.removeprefix("health.")
    if topic != name:
        return NAMES.get(f"health_{topic}")
    while name:
        if name in SECTIONS:
            return SECTIONS[name]
        if name in NAMES:
            return NAMES[name]
        if name.startswith("more_asks[].") and f"asks{name[9:]}" in SECTIONS:
            return SECTIONS[f"asks{name[9:]}"]
        name = name[: max(name.rfind("."), name.rfind("["), 0)]
    return None


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys of the plan that a dotted name of a template comes from."""
    if name.startswith("fact."):
        return keys_of_fact(name[5:])
    while name:
        found = named(name, in_template=True)
        if found is None or found.keys:
            return found.keys if found else ()
        name = name[: max(name.rfind("."), name.rfind("["), 0)]
    return ()


def answers(keys: Iterable[str]) -> tuple[Answer, ...]:
    """Return keys of the plan with their words, each once, in the order of the alphabet."""
    return tuple(sorted({Answer(key, _words(key)) for key in keys}))


def _words(key: str) -> str:
    if key in KEY_WORDS:
        return KEY_WORDS[key]
    table, _, entry = key.rpartition(".")
    said = entry.replace("_", " ")
    return f"{KEY_WORDS.get(table, table)}: {said}" if table else said
