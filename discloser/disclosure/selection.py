"""From a plan to a Disclosure: what one audience may know, in words that are true."""

import datetime
import re
from collections.abc import Iterable, Mapping

from discloser.disclosure.facts import confirmed_facts, days_after, facts_of, review_date
from discloser.disclosure.policy import level_for, verdicts
from discloser.disclosure.values import write_values
from discloser.model.wording import pick
from discloser.model.catalogue import Accommodation, Catalogue
from discloser.model.disclosure import (
    Disclosure,
    SaidAsk,
    SaidEvent,
    SaidImpact,
    SaidItem,
    Situation,
    Verdict,
)
from discloser.model.plan import AskAnswer, ImpactAnswer, Plan
from discloser.model.words import Audience, Importance, ItemState, Result, Stance, Tone, Topic
from discloser.text.english import (
    clause,
    date_text,
    join_list,
    lower_first,
    sentence,
    time_text,
    when_text,
)

MOST_SAID = 3
"""More asks than this do not stay in a listener's mind; the others are for writing."""

MOST_LIMIT_WORDS = 12
"""Words of limits that still fit into a reply."""

REPLY_DAYS = 7
"""Days after the meeting by which an email asks for corrections."""

ANSWER_DAYS = 14
"""Days after the planned meeting by which a letter asks for an answer."""


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


def select(
    plan: Plan,
    catalogue: Catalogue,
    audience: Audience,
    reads: frozenset[Topic],
    *,
    prepared: bool = False,
) -> Disclosure:
    """Return what this audience may know of the topics that a document reads.

    With ``prepared`` the disclosure also holds the values of topics that are kept until asked.
    """
    level = level_for(plan, catalogue, audience)
    ruled = verdicts(plan, catalogue, audience)
    said = _values(plan, ruled, Stance.SAY, reads)
    open_topics = reads.intersection(rule.topic for rule in ruled if rule.stance is Stance.SAY)
    effect_open = Topic.WORK_EFFECT in open_topics
    facts = facts_of(
        plan,
        audience,
        level,
        said,
        says_effect=effect_open and (bool(plan.impact) or Topic.WORK_EFFECT in said),
        keeps_private=any(rule.given and rule.stance is not Stance.SAY for rule in ruled),
    )
    names = _names(plan, catalogue, audience, said)
    situation = Situation(facts, names, level, open_topics, plan.meeting.tone or Tone.NEUTRAL)
    names["private_line"] = _private_line(plan, catalogue, situation)

    asks = [_say_ask(plan, catalogue, situation, ask) for ask in plan.ask]
    aloud = _asks_to_say(plan.ask)
    impacts = _say_impacts(plan, catalogue, situation, said) if effect_open else ()
    chosen = [plan.ask[index] for index in aloud]
    impacts = _main_first(impacts, catalogue, chosen)
    said_asks = tuple(asks[index] for index in aloud)
    _name_asks(names, catalogue, said_asks)
    _name_impacts(names, impacts)
    if impacts and impacts[0].often:
        facts |= {f"effect_{impacts[0].often}"}
        situation = Situation(facts, names, level, open_topics, situation.tone)
    return Disclosure(
        audience=audience,
        level=level,
        verdicts=ruled,
        topics=said,
        prepared=_values(plan, ruled, Stance.IF_ASKED, reads) if prepared else {},
        situation=situation,
        impacts=impacts,
        asks=said_asks,
        more_asks=tuple(ask for index, ask in enumerate(asks) if index not in aloud),
        items=_items(plan, {ask.id: ask for ask in asks}),
        log=tuple(
            SaidEvent(date_text(event.on, plan.meeting.country), sentence(event.what))
            for event in plan.outcome.log
        ),
        country=plan.meeting.country,
        look_again=tuple(
            reason.look_again
            for reason_id in plan.why.reasons
            if (reason := catalogue.reasons.get(reason_id)) and reason.look_again
        ),
        confirmed=frozenset(plan.truth.confirmed),
        wording=dict(plan.wording),
    )


def _values(
    plan: Plan, ruled: tuple[Verdict, ...], stance: Stance, reads: frozenset[Topic]
) -> dict[Topic, str]:
    return {
        rule.topic: plan.health[rule.topic].strip()
        for rule in ruled
        if rule.stance is stance and rule.topic in reads and plan.health.get(rule.topic, "").strip()
    }


def _names(
    plan: Plan, catalogue: Catalogue, audience: Audience, said: Mapping[Topic, str]
) -> dict[str, str]:
    """Return the general names that the plan gives a value to."""
    meeting, outcome, country = plan.meeting, plan.outcome, plan.meeting.country
    mine = audience is plan.audience
    replies = days_after(outcome.held_on, REPLY_DAYS) if outcome.held_on else None
    answer = days_after(meeting.date, ANSWER_DAYS) if meeting.date else None
    names = {
        "my_name": clause(plan.person.name),
        "my_role": clause(plan.person.role),
        "to_name": clause(meeting.name) if mine else "",
        "to_call": (clause(meeting.call) or call_name(meeting.name)) if mine else "",
        "to_whom": catalogue.audiences[audience].mine,
        "work_topic": clause(meeting.work_topic),
        "meeting_date": date_text(meeting.date, country, "weekday"),
        "meeting_when": when_text(meeting.date, meeting.time, country) if meeting.date else "",
        "meeting_time": time_text(meeting.time, country) if meeting.time else "",
        "meeting_place": clause(meeting.place),
        "meeting_minutes": str(meeting.minutes or ""),
        "review_date": date_text(review_date(plan), country, "weekday"),
        "held_date": date_text(outcome.held_on, country, "weekday"),
        "held_short": date_text(outcome.held_on, country, "short"),
        "reply_by": date_text(replies, country, "weekday"),
        "answer_by": date_text(answer, country, "weekday"),
        "task_mine": _value(plan, "task_swap", "task_a"),
        "task_yours": _value(plan, "task_swap", "task_b"),
        "later": _later_words(plan, country),
        **{f"health_{topic}": clause(value) for topic, value in said.items()},
        **{f"told_{topic}": _told(catalogue, topic, value) for topic, value in said.items()},
    }
    return {name: value for name, value in names.items() if value}


def call_name(name: str) -> str:
    """Return how somebody is greeted in a friendly way: by the first name if that is plain.

    A name with a title, an initial or in another script is kept whole: which part is the first
    name cannot be told from the outside.
    """
    parts = clause(name).split()
    if (
        len(parts) == 2
        and name.isascii()
        and all(  # noqa: PLR2004 - first and last name
            part.isalpha() and len(part) > 1 and part not in TITLES for part in parts
        )
    ):
        return parts[0]
    return " ".join(parts)


TITLES = frozenset("Mr Mrs Ms Miss Mx Dr Prof Professor Sir Madam".split())


def _value(plan: Plan, ask_id: str, field: str) -> str:
    """Return a value that the person gave with one of the asks."""
    values = next((ask.values for ask in plan.ask if ask.id == ask_id), {})
    return clause(str(values.get(field, "")))


def _told(catalogue: Catalogue, topic: Topic, value: str) -> str:
    """Return what the person wrote about a topic as a sentence of its own."""
    if SENTENCE.match(value) or value.rstrip().endswith((".", "!", "?")):
        return sentence(value)
    return sentence(catalogue.topics[topic].said.replace("{value}", clause(value)))


STATE_BY_RESULT = {
    Result.ALL_AGREED: ItemState.AGREED,
    Result.PARTLY: ItemState.OPEN,
    Result.THEY_WILL_CHECK: ItemState.OPEN,
    Result.REFUSED: ItemState.REFUSED,
    Result.NOT_REACHED: ItemState.OPEN,
    Result.NO_MEETING: ItemState.OPEN,
}
"""What became of an ask of which the person did not say more."""

SENTENCE = re.compile(r"(?:I|I'm|I've|My|It|There|This|We|Our|At|In|For) [^.]*[a-z]{2}")
"""How a text starts that is a sentence already."""


def _later_words(plan: Plan, country: str) -> str:
    later = plan.choice.later
    if isinstance(later, datetime.date):
        return date_text(later, country)
    return clause(str(later))


def _private_line(plan: Plan, catalogue: Catalogue, situation: Situation) -> str:
    phrase = catalogue.phrases.get("private_line")
    if phrase is None:
        return ""
    return pick(phrase.text, situation, choice=plan.wording.get("private_line", 1))


def _say_impacts(
    plan: Plan, catalogue: Catalogue, situation: Situation, said: Mapping[Topic, str]
) -> tuple[SaidImpact, ...]:
    own = said.get(Topic.WORK_EFFECT)
    first = [SaidImpact("", *_own_clause(own))] if own else []
    lines = [_say_impact(catalogue, situation, answer, plan) for answer in plan.impact]
    return (*first, *(line for line in lines if line.line))


def _own_clause(words: str) -> tuple[str, str]:
    """Return the person's own words as a clause, long and short."""
    line = lower_first(clause(words))
    return line, line


def _say_impact(
    catalogue: Catalogue, situation: Situation, answer: ImpactAnswer, plan: Plan
) -> SaidImpact:
    often = str(answer.often or "")
    if answer.own_words.strip():
        return SaidImpact(answer.id or "", *_own_clause(answer.own_words), often)
    entry = catalogue.impacts[answer.id or ""]
    values = write_values(entry.fields, answer.values, plan.meeting.country)
    line = pick(entry.line, situation, values)
    return SaidImpact(entry.id, line, pick(entry.short, situation, values) or line, often)


def _items(plan: Plan, asks: Mapping[str, SaidAsk]) -> tuple[SaidItem, ...]:
    """Put the outcome of each ask into words; asks without one follow from the result."""
    result = plan.outcome.result
    if result is None:
        return ()
    named = {item.ask for item in plan.outcome.item}
    rest = tuple(
        SaidItem(
            ask.phrase,
            ask.short,
            str(STATE_BY_RESULT[result]),
            fallback=ask.fallback,
            knock_on=ask.knock_on,
        )
        for ask_id, ask in asks.items()
        if ask_id not in named
    )
    return rest + tuple(
        SaidItem(
            ask=asks[item.ask].phrase if item.ask in asks else clause(item.ask),
            short=asks[item.ask].short if item.ask in asks else clause(item.ask),
            state=str(item.state),
            who=clause(item.who),
            by=date_text(item.by, plan.meeting.country, "weekday"),
            fallback=asks[item.ask].fallback if item.ask in asks else "",
            knock_on=asks[item.ask].knock_on if item.ask in asks else "",
            note=sentence(item.note) if item.note.strip() else "",
        )
        for item in plan.outcome.item
    )


def _asks_to_say(asks: tuple[AskAnswer, ...]) -> tuple[int, ...]:
    """Return the places of the one to three asks to say: the marked ones, else by importance."""
    marked = [index for index, ask in enumerate(asks) if ask.say]
    rest = [index for index, ask in enumerate(asks) if ask.say is None]
    rest.sort(key=lambda index: asks[index].importance is not Importance.MUST_HAVE)
    return tuple((marked or rest)[:MOST_SAID])


def _say_ask(plan: Plan, catalogue: Catalogue, situation: Situation, answer: AskAnswer) -> SaidAsk:
    """Put one ask into words; the person's own words win over the catalogue's."""
    entry = catalogue.accommodations.get(answer.id or "")
    values = write_values(entry.fields, answer.values, plan.meeting.country) if entry else {}
    confirmed = answer.confirmed or (answer.id or "") in plan.truth.confirmed
    here = Situation(
        confirmed_facts(situation.facts, confirmed=confirmed),
        situation.names,
        situation.level,
        situation.open_topics,
        situation.tone,
    )
    own = lower_first(clause(answer.own_words))

    def words(name: str) -> str:
        return pick(getattr(entry, name), here, values) if entry else ""

    return SaidAsk(
        id=answer.id or answer.own_words.strip(),
        phrase=own or words("phrase"),
        short=own or words("short"),
        gain=sentence(answer.helps) if answer.helps.strip() else words("gain"),
        knock_on=words("knock_on"),
        objection=entry.objection if entry else "",
        reply=words("reply"),
        fallback=_fallback(catalogue, here, answer, values),
        trial_weeks=answer.trial_weeks or 0,
        must_have=answer.importance is Importance.MUST_HAVE,
    )


def _fallback(
    catalogue: Catalogue, situation: Situation, answer: AskAnswer, values: Mapping[str, str]
) -> str:
    """Return the phrase of the fallback; values it shares with the ask are not carried over."""
    entry: Accommodation | None = catalogue.accommodations.get(answer.fallback or "")
    return pick(entry.phrase, situation) if entry else ""


def _main_first(
    impacts: tuple[SaidImpact, ...], catalogue: Catalogue, asks: list[AskAnswer]
) -> tuple[SaidImpact, ...]:
    """Put first the impact that the first ask helps, so that need and request belong together."""
    if not asks or len(impacts) < 2:
        return impacts
    entry = catalogue.accommodations.get(asks[0].id or "")
    helped = [impact for impact in impacts if not impact.id or (entry and impact.id in entry.helps)]
    main = helped[0] if helped else impacts[0]
    return (main, *(impact for impact in impacts if impact is not main))


def _name_asks(names: dict[str, str], catalogue: Catalogue, asks: tuple[SaidAsk, ...]) -> None:
    if not asks:
        return
    names["ask"] = asks[0].phrase
    names["ask_short"] = asks[0].short
    names.update({f"ask_short_{at}": ask.short for at, ask in enumerate(asks, 1)})
    names["asks"] = join_list([ask.phrase for ask in asks])
    names["asks_short"] = join_list([ask.short for ask in asks])
    if asks[0].fallback:
        names["fallback"] = asks[0].fallback
    if asks[0].trial_weeks:
        names["trial_weeks"] = str(asks[0].trial_weeks)
    free = [
        ask
        for ask in asks
        if (entry := catalogue.accommodations.get(ask.id))
        and entry.effort == 0
        and "*" not in entry.helps
    ]
    if free:
        names["free_ask"] = free[0].phrase


def _name_impacts(names: dict[str, str], impacts: tuple[SaidImpact, ...]) -> None:
    if not impacts:
        return
    names["impact"] = impacts[0].line
    names["impact_short"] = impacts[0].short
    names.update({f"impact_{at}": impact.line for at, impact in enumerate(impacts[:3], 1)})
    names["impacts"] = join_list([impact.line for impact in impacts[:3]])
    limits = [impact.short for impact in impacts[:2]]
    while len(" ".join(limits).split()) > MOST_LIMIT_WORDS and len(limits) > 1:
        limits.pop()
    names["limits"] = join_list(limits)
