"""From a plan to a Disclosure: what one audience may know, in words that are true."""

import datetime
from collections.abc import Iterable

from discloser.disclosure.answers import (
    asks_to_say,
    main_first,
    say_ask,
    say_impacts,
    say_items,
    say_log,
)
from discloser.disclosure.facts import Course, facts_of
from discloser.disclosure.names import name_asks, name_impacts, names_of
from discloser.disclosure.policy import level_for, verdicts
from discloser.model.catalogue import Catalogue, usual
from discloser.model.disclosure import Disclosure, Situation, Verdict
from discloser.model.plan import Plan
from discloser.model.wording import pick
from discloser.model.words import Audience, Stance, Topic
from discloser.text.english import sentence


def select(
    plan: Plan,
    catalogue: Catalogue,
    audience: Audience,
    reads: frozenset[Topic],
    *,
    prepared: bool = False,
    after: bool = False,
    today: datetime.date | None = None,
) -> Disclosure:
    """Return what this audience may know of the topics that a document reads.

    With ``prepared`` the disclosure also holds the values of topics that are kept until asked.
    ``after`` says that the meeting is over. Days before ``today`` are not offered any more.
    """
    ruled = verdicts(plan, catalogue, audience)
    said = _values(plan, ruled, Stance.SAY, reads)
    open_topics = reads.intersection(rule.topic for rule in ruled if rule.stance is Stance.SAY)
    effect_open = Topic.WORK_EFFECT in open_topics
    places = asks_to_say(plan.ask)
    course = Course(
        audience=audience,
        level=level_for(plan, catalogue, audience),
        said=said,
        aloud=tuple(plan.ask[place] for place in places),
        after=after,
        today=today,
        says_effect=effect_open and (bool(plan.impact) or Topic.WORK_EFFECT in said),
        keeps_private=any(rule.given and rule.stance is not Stance.SAY for rule in ruled),
    )
    names = names_of(plan, catalogue, course)
    usual_tone = usual(catalogue.tones)
    situation = Situation(
        facts=facts_of(plan, course),
        names=names,
        level=course.level,
        open_topics=open_topics,
        tone=plan.meeting.tone or usual_tone,
        usual_tone=usual_tone,
    )
    names["private_line"] = _private_line(plan, catalogue, situation)

    asks = tuple(say_ask(plan, catalogue, situation, ask) for ask in plan.ask)
    aloud = tuple(asks[place] for place in places)
    name_asks(names, catalogue, aloud)
    impacts = say_impacts(plan, catalogue, situation, said) if effect_open else ()
    impacts = main_first(impacts, catalogue, course.aloud)
    name_impacts(names, catalogue, impacts)
    if impacts and impacts[0].often:
        situation = situation.with_facts(situation.facts | {f"effect_{impacts[0].often}"})
    return Disclosure(
        audience=audience,
        level=course.level,
        verdicts=ruled,
        topics=said,
        prepared=_values(plan, ruled, Stance.IF_ASKED, reads) if prepared else {},
        situation=situation,
        impacts=impacts,
        asks=aloud,
        more_asks=tuple(ask for place, ask in enumerate(asks) if place not in places),
        items=say_items(plan, catalogue, asks, aloud),
        log=say_log(plan, catalogue),
        country=plan.meeting.country,
        look_again=tuple(
            reason.look_again
            for reason_id in plan.why.reasons
            if (reason := catalogue.reasons.get(reason_id)) and reason.look_again
        ),
        confirmed=frozenset(plan.truth.confirmed),
        wording=dict(plan.wording),
    )


def speak(catalogue: Catalogue, disclosure: Disclosure, slots: Iterable[str]) -> dict[str, str]:
    """Return the phrases that a document needs, by id; one that cannot be said is absent."""
    said = {}
    for slot in slots:
        phrase = catalogue.phrases.get(slot)
        choice = disclosure.wording.get(slot, 1)
        text = pick(phrase.text, disclosure.situation, choice=choice) if phrase else ""
        if text:
            said[slot] = sentence(text) if text.rstrip().endswith((".", "?", "!")) else text
    return said


def _values(
    plan: Plan, ruled: tuple[Verdict, ...], stance: Stance, reads: frozenset[Topic]
) -> dict[Topic, str]:
    """Return the values of the topics with one stance that a document reads."""
    return {
        rule.topic: plan.health[rule.topic].strip()
        for rule in ruled
        if rule.stance is stance and rule.topic in reads and plan.health.get(rule.topic, "").strip()
    }


def _private_line(plan: Plan, catalogue: Catalogue, situation: Situation) -> str:
    phrase = catalogue.phrases.get("private_line")
    if phrase is None:
        return ""
    return pick(phrase.text, situation, choice=plan.wording.get("private_line", 1))
