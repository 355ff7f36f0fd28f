"""Impacts, asks and outcomes of a plan, put into words that are true and allowed."""

from collections.abc import Collection, Iterable, Mapping

from discloser.disclosure.facts import confirmed_facts
from discloser.disclosure.values import write_values
from discloser.model.catalogue import Accommodation, Catalogue
from discloser.model.disclosure import SaidAsk, SaidEvent, SaidImpact, SaidItem, Situation
from discloser.model.language import Language, language_of
from discloser.model.plan import AskAnswer, ImpactAnswer, Plan
from discloser.model.wording import pick
from discloser.model.words import Importance, ItemState, Result, Topic
from discloser.text.english import clause, sentence

MOST_SAID = 3
"""More asks than this do not stay in a listener's mind; the others are for writing."""

LIMIT_AREAS = frozenset({"physical", "cognitive"})
"""Areas whose impacts are limits on tasks."""

STATE_BY_RESULT = {
    Result.ALL_AGREED: ItemState.AGREED,
    Result.PARTLY: ItemState.OPEN,
    Result.THEY_WILL_CHECK: ItemState.OPEN,
    Result.REFUSED: ItemState.REFUSED,
    Result.NOT_REACHED: ItemState.OPEN,
    Result.NO_MEETING: ItemState.OPEN,
}
"""What became of an ask of which the person did not say more."""


def asks_to_say(asks: tuple[AskAnswer, ...]) -> tuple[int, ...]:
    """Return the places of the one to three asks to say: the marked ones, else by importance.

    Where every ask is marked as not to be said, the first ones are: a request needs one.
    """
    marked = [index for index, ask in enumerate(asks) if ask.say]
    rest = [index for index, ask in enumerate(asks) if ask.say is None]
    rest.sort(key=lambda index: asks[index].importance is not Importance.MUST_HAVE)
    return tuple((marked or rest or list(range(len(asks))))[:MOST_SAID])


def say_impacts(
    plan: Plan, catalogue: Catalogue, situation: Situation, said: Mapping[Topic, str]
) -> tuple[SaidImpact, ...]:
    """Return the impacts in the plan's order, the person's own words on the effect in front."""
    own = said.get(Topic.WORK_EFFECT)
    language = language_of(catalogue)
    first = [_own_impact("", own, language)] if own else []
    lines = [_say_impact(catalogue, situation, answer, plan) for answer in plan.impact]
    return (*first, *(line for line in lines if line.line))


def main_first(
    impacts: tuple[SaidImpact, ...], catalogue: Catalogue, asks: Iterable[AskAnswer]
) -> tuple[SaidImpact, ...]:
    """Put first the impact that the first ask helps, so that need and request belong together."""
    ask = next(iter(asks), None)
    if ask is None or len(impacts) <= 1:
        return impacts
    entry = catalogue.accommodations.get(ask.id or "")
    helped = [impact for impact in impacts if not impact.id or (entry and impact.id in entry.helps)]
    main = helped[0] if helped else impacts[0]
    return (main, *(impact for impact in impacts if impact is not main))


def say_ask(plan: Plan, catalogue: Catalogue, situation: Situation, answer: AskAnswer) -> SaidAsk:
    """Put one ask into words; the person's own words win over the catalogue's."""
    entry = catalogue.accommodations.get(answer.id or "")
    language = language_of(catalogue)
    values = write_values(entry.fields, answer.values, plan, language) if entry else {}
    confirmed = answer.confirmed or (answer.id or "") in plan.truth.confirmed
    here = situation.with_facts(confirmed_facts(situation.facts, confirmed=confirmed))
    own = language.lower_first(clause(answer.own_words))

    def words(name: str) -> str:
        return pick(getattr(entry, name), here, values) if entry else ""

    weeks = language.number(answer.trial_weeks) if answer.trial_weeks else ""
    return SaidAsk(
        id=answer.id or answer.own_words.strip(),
        phrase=own or words("phrase"),
        short=own or words("short"),
        helps=sentence(answer.helps) if answer.helps.strip() else "",
        gain=words("gain"),
        knock_on=words("knock_on"),
        objection=entry.objection if entry else "",
        reply=words("reply"),
        fallback=_fallback(catalogue, here, answer),
        trial_weeks=weeks,
        trial=_trial(catalogue, here, weeks),
        must_have=answer.importance is Importance.MUST_HAVE,
    )


def say_items(
    plan: Plan, catalogue: Catalogue, asks: Iterable[SaidAsk], aloud: Collection[SaidAsk]
) -> tuple[SaidItem, ...]:
    """Return what became of each ask, in the plan's order.

    An ask of which the plan says nothing follows the result if it was said, and is left out if not.
    """
    result = plan.outcome.result
    if result is None:
        return ()
    given = {item.ask: item for item in plan.outcome.item}
    found = []
    for ask in asks:
        item = given.get(ask.id)
        if item is None and ask not in aloud:
            continue
        found.append(
            SaidItem(
                ask=ask.phrase,
                state=str(item.state if item else STATE_BY_RESULT[result]),
                who=clause(item.who) if item else "",
                by=language_of(catalogue).date(item.by, plan.meeting.country, "weekday")
                if item
                else "",
                note=sentence(item.note) if item and item.note.strip() else "",
                fallback=ask.fallback,
            )
        )
    return tuple(found)


def say_log(plan: Plan, catalogue: Catalogue) -> tuple[SaidEvent, ...]:
    """Return what happened since the meeting, each with its day."""
    language = language_of(catalogue)
    return tuple(
        SaidEvent(language.date(event.on, plan.meeting.country), sentence(event.what))
        for event in plan.outcome.log
    )


def _own_impact(entry_id: str, words: str, language: Language, often: str = "") -> SaidImpact:
    """Return the person's own words as an impact, long and short."""
    line = language.lower_first(clause(words))
    return SaidImpact(entry_id, line, line, often, is_limit=True)


def _say_impact(
    catalogue: Catalogue, situation: Situation, answer: ImpactAnswer, plan: Plan
) -> SaidImpact:
    often, language = str(answer.often or ""), language_of(catalogue)
    if clause(answer.own_words):
        return _own_impact(answer.id or "", answer.own_words, language, often)
    entry = catalogue.impacts[answer.id or ""]
    values = write_values(entry.fields, answer.values, plan, language)
    line = pick(entry.line, situation, values)
    return SaidImpact(
        entry.id,
        line,
        pick(entry.short, situation, values) or line,
        often if entry.recurs else "",
        is_limit=entry.area in LIMIT_AREAS and entry.recurs,
    )


def _fallback(catalogue: Catalogue, situation: Situation, answer: AskAnswer) -> str:
    """Return the phrase of the fallback; values of the ask are not carried over."""
    entry: Accommodation | None = catalogue.accommodations.get(answer.fallback or "")
    return pick(entry.phrase, situation) if entry else ""


def _trial(catalogue: Catalogue, situation: Situation, weeks: str) -> str:
    """Return the sentence that suggests a trial of this ask."""
    phrase = catalogue.phrases.get("trial")
    if not weeks or phrase is None:
        return ""
    return pick(phrase.text, situation, {"trial_weeks": weeks})
