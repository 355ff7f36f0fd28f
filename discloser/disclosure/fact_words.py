"""What each fact means, as a clause that reads after "if", and as the clause for its opposite."""

from collections.abc import Callable

from msgspec import Struct

from discloser.disclosure.facts import CARE, DECIDES, HEALTH_FROM, known_facts
from discloser.model.catalogue import Catalogue
from discloser.model.wording import fields, wordings
from discloser.model.words import Audience, Topic
from discloser.text.english import join_list


class FactWords(Struct, frozen=True):
    """One fact in plain words."""

    holds: str
    """Reads after "if" where the fact holds."""
    fails: str
    """Reads after "if" where it does not."""
    note: str = ""
    """A sentence on where it can be used, if not everywhere."""


PLAIN: dict[str, tuple[str, str]] = {
    "has_asks": ("there is something to ask for", "there is nothing to ask for"),
    "no_asks": ("there is nothing to ask for", "there is something to ask for"),
    "one_ask": (
        "one thing is asked for aloud",
        "more than one thing or nothing is asked for aloud",
    ),
    "several_asks": (
        "two or three things are asked for aloud",
        "one thing or nothing is asked for aloud",
    ),
    "several_to_write": (
        "there are three or more things to ask for",
        "there are at most two things to ask for",
    ),
    "trial": ("the main ask comes with weeks of trial", "the main ask comes without a trial"),
    "fallback": ("the main ask has a second choice", "the main ask has no second choice"),
    "has_impacts": ("something is hard at work", "nothing is named that is hard at work"),
    "no_impacts": ("nothing is named that is hard at work", "something is hard at work"),
    "work_affected": (
        "something is asked for, or hard at work",
        "nothing is asked for, and nothing is named that is hard at work",
    ),
    "says_effect": (
        "there is an effect on work, and it may be said",
        "there is no effect on work, or it may not be said",
    ),
    "effect_rare": (
        "the effect that is said first is felt rarely",
        "the effect that is said first is not felt rarely",
    ),
    "effect_some_days": (
        "the effect that is said first is felt on some days",
        "the effect that is said first is not felt on some days",
    ),
    "effect_most_days": (
        "the effect that is said first is felt on most days",
        "the effect that is said first is not felt on most days",
    ),
    "says_health": (
        f"it may be said that there is a health reason (level {HEALTH_FROM} or higher)",
        f"it may not be said that there is a health reason (below level {HEALTH_FROM})",
    ),
    "shares_health": ("something about health may be said", "nothing about health may be said"),
    "tells_something": (
        "something about health or the effect on work may be said",
        "nothing about health and no effect on work may be said",
    ),
    "keeps_private": (
        "the person wrote something that this reader is not told",
        "the person wrote nothing that this reader is not told",
    ),
    "confirmed": (
        "the person said that this very line is true",
        "the person did not say that this very line is true",
    ),
    "named": (
        "it is for the person of the talk, and that name is known",
        "it is for somebody else, or the name is not known",
    ),
    "signed": ("the person's own name is known", "the person's own name is not known"),
    "dated": ("the day of the talk is known and still to come", "no day to come is known"),
    "timed": ("the time of the talk is known", "the time of the talk is not known"),
    "placed": ("the place of the talk is known", "the place of the talk is not known"),
    "has_topic": (
        "it is known what the person is working on",
        "it is not known what the person is working on",
    ),
    "review_dated": ("there is a day to look at it again", "there is no day to look at it again"),
    "level_set": (
        "the plan itself sets a level above 0 for this reader",
        "the plan itself sets no level above 0 for this reader",
    ),
    "has_reasons": ("the plan holds reasons", "the plan holds no reasons"),
    "has_later": (
        "it is known what the person waits for",
        "it is not known what the person waits for",
    ),
    "has_result": ("the talk has ended in some way", "it is not known how the talk ended"),
    "held": (
        "the day on which they talked is known",
        "the day on which they talked is not known",
    ),
    "agreed_some": ("something was agreed", "nothing was agreed"),
    "reason_given": (
        "something was refused, and the plan notes why",
        "no reason for a refusal is noted",
    ),
    "logged": (
        "the plan notes what happened since the talk",
        "nothing is noted that happened since the talk",
    ),
    "has_country": ("the country is known", "the country is not known"),
    "law_line": (
        "the person wants the line that names the law",
        "the person does not want the line that names the law",
    ),
    "in_person": ("they meet in person", "they do not meet in person"),
    "video": ("they talk by video", "they do not talk by video"),
    "phone": ("they talk on the phone", "they do not talk on the phone"),
    "written": ("it all happens in writing", "it does not all happen in writing"),
    "decision_undecided": ("the person has not decided yet", "the person has decided"),
    "result_all_agreed": ("everything was agreed", "not everything was agreed"),
    "result_partly": ("a part was agreed", "it is not so that a part was agreed"),
    "result_they_will_check": (
        "the result is that they will check",
        "it is not so that they will check",
    ),
    "result_refused": ("it was refused", "it was not refused as a whole"),
    "result_not_reached": (
        "the talk ended before the request",
        "it is not so that the talk ended before the request",
    ),
    "result_no_meeting": ("there was no meeting", "there was a meeting, or that is not known yet"),
}
"""Facts that are the same in every pack, with what holds and what the opposite is."""

NOTES = {
    "trial": "The main ask is the first that is said.",
    "confirmed": "Only in texts of asks, objections and questions.",
    "effect_rare": "Not in texts of impacts and asks.",
    "effect_some_days": "Not in texts of impacts and asks.",
    "effect_most_days": "Not in texts of impacts and asks.",
    "review_dated": "Before the talk that is the end of the trial, for the person of the talk only."
    " After it, it is the day that was agreed.",
}
"""What else an author should know of a fact."""

FAMILIES = ("to", "meets", "decision", "says", "asks", "agreed", "result", "country", "context")
"""How the names of facts begin that stand for one entry of the pack each."""

GROUPS: dict[str, tuple[str, ...]] = {
    "What the person asks for": (
        *("has_asks", "no_asks", "one_ask", "several_asks", "several_to_write", "trial"),
        *("fallback", "asks_", "agreed_"),
    ),
    "The effect on work": (
        *("has_impacts", "no_impacts", "work_affected", "says_effect"),
        *("effect_rare", "effect_some_days", "effect_most_days"),
    ),
    "What may be said": (
        *("says_health", "shares_health", "tells_something", "keeps_private", "under_care"),
        *("level_set", "confirmed", "says_"),
    ),
    "Who it is for": ("to_", "meets_", "decides", "named", "signed"),
    "The talk": (
        *("in_person", "video", "phone", "written", "dated", "timed", "placed", "has_topic"),
        "review_dated",
    ),
    "Before and after": (
        *("decision_", "has_reasons", "has_later", "context_", "has_result", "result_", "held"),
        *("agreed_some", "reason_given", "logged"),
    ),
    "Country": ("has_country", "law_line", "country_"),
}
"""Heading to the facts under it; one that ends in ``_`` stands for its family."""


def fact_words(catalogue: Catalogue) -> dict[str, FactWords]:
    """Return every fact that there is with its clauses, in the order of ``GROUPS``."""
    known = known_facts(catalogue)
    found: dict[str, FactWords] = {}
    for members in GROUPS.values():
        for member in members:
            names = [member] if member in known else sorted(known)
            for name in names:
                if name == member or (member.endswith("_") and _family(name) == member[:-1]):
                    found[name] = _words(name, catalogue)
    for name in sorted(known.difference(found)):  # a test holds that there is none
        found[name] = FactWords(f"{name} holds", f"{name} does not hold")
    return found


def family_of(name: str) -> str:
    """Return which family a fact belongs to, or nothing."""
    return _family(name)


def _family(name: str) -> str:
    if any(name in members for members in GROUPS.values()):
        return ""
    family = name.partition("_")[0]
    return family if family in FAMILIES else ""


def _words(name: str, catalogue: Catalogue) -> FactWords:
    note = NOTES.get(name, "")
    if name in PLAIN:
        return FactWords(*PLAIN[name], note)
    if name == "under_care":
        topics = [_label(catalogue, topic) for topic in CARE]
        return FactWords(
            f"the person wrote about {join_list(topics, 'or')}",
            f"the person wrote nothing about {join_list(topics, 'or')}",
        )
    if name == "decides":
        readers = join_list([whom(catalogue, each) for each in Audience if each in DECIDES], "or")
        return FactWords(
            f"the reader can grant a request ({readers})", "the reader cannot grant a request"
        )
    family, _, entry = name.partition("_")
    return FactWords(*_MAKERS[family](catalogue, entry))


def whom(catalogue: Catalogue, audience: str) -> str:
    """Return an audience as somebody names it who is neither side: "the manager", "HR"."""
    entry = next((each for each in catalogue.audiences.values() if each.id == audience), None)
    label = entry.label if entry else audience
    if label.startswith("your "):
        return f"the {label[5:]}"
    return label.replace(" you lead", " whom the person leads")


def _label(catalogue: Catalogue, topic: str) -> str:
    entry = next((each for each in catalogue.topics.values() if each.id == topic), None)
    return entry.label if entry else str(topic)


def _to(catalogue: Catalogue, audience: str) -> tuple[str, str]:
    reader = whom(catalogue, audience)
    return f"it is for {reader}", f"it is not for {reader}"


def _meets(catalogue: Catalogue, audience: str) -> tuple[str, str]:
    other = whom(catalogue, audience)
    return f"the talk is with {other}", f"the talk is not with {other}"


def _decision(catalogue: Catalogue, decision: str) -> tuple[str, str]:
    found = [each.label for each in catalogue.decisions.values() if each.id == decision]
    label = found[0] if found else decision
    return f'the choice is "{label}"', f'the choice is not "{label}"'


def _says(catalogue: Catalogue, topic: str) -> tuple[str, str]:
    label = _label(catalogue, Topic(topic))
    return (
        f"the person wrote about {label}, and it may be said here",
        f"the person wrote nothing about {label}, or it may not be said here",
    )


def _asks(catalogue: Catalogue, ask: str) -> tuple[str, str]:
    phrase = _ask(catalogue, ask)
    return f'the person asks for "{phrase}"', f'the person does not ask for "{phrase}"'


def _agreed(catalogue: Catalogue, ask: str) -> tuple[str, str]:
    phrase = _ask(catalogue, ask)
    return f'the other side agreed to "{phrase}"', f'the other side did not agree to "{phrase}"'


def _ask(catalogue: Catalogue, ask: str) -> str:
    """Return how an ask reads without any value."""
    entry = catalogue.accommodations[ask]
    plain = [each.text for each in wordings(entry.phrase) if not fields(each.text)]
    return plain[-1] if plain else ask


def _result(_: Catalogue, result: str) -> tuple[str, str]:
    return f"the result is `{result}`", f"the result is not `{result}`"


def _country(catalogue: Catalogue, country: str) -> tuple[str, str]:
    same = [each for each in catalogue.countries.values() if each.id.replace("-", "_") == country]
    label = same[0].label if same else country
    return f"the country is set to {label}", f"the country is not set to {label}"


def _context(catalogue: Catalogue, context: str) -> tuple[str, str]:
    question = catalogue.contexts[context].question
    return (
        f'the person answered yes to "{question}"',
        f'the person did not answer yes to "{question}"',
    )


_MAKERS: dict[str, Callable[[Catalogue, str], tuple[str, str]]] = {
    "to": _to,
    "meets": _meets,
    "decision": _decision,
    "says": _says,
    "asks": _asks,
    "agreed": _agreed,
    "result": _result,
    "country": _country,
    "context": _context,
}
