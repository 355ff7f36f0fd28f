"""May this audience know this topic, and why."""

from discloser.model.catalogue import Catalogue, TopicEntry
from discloser.model.disclosure import Verdict
from discloser.model.plan import Plan
from discloser.model.words import Audience, Decision, Stance, Topic

CLOSED = frozenset({Decision.DO_NOT_TELL, Decision.ASK_WITHOUT_REASON})
"""Decisions under which nobody is told anything, whatever levels the plan still holds."""


def level_for(plan: Plan, catalogue: Catalogue, audience: Audience) -> int:
    """Return how much the audience may know, 0 to 5, after the decision is taken into account."""
    if plan.choice.decision in CLOSED:
        return 0
    return plan.boundaries.level.get(audience, catalogue.audiences[audience].level)


def verdicts(plan: Plan, catalogue: Catalogue, audience: Audience) -> tuple[Verdict, ...]:
    """Rule on every topic for one audience, in the order of the catalogue."""
    level = level_for(plan, catalogue, audience)
    exceptions = plan.boundaries.except_.get(audience, {})
    given = given_topics(plan)
    whom = catalogue.audiences[audience].label
    found = []
    for entry in catalogue.topics.values():
        stance, reason = _rule(plan, entry, level, exceptions)
        # Not `str.format`: it does more than a sentence of a pack may ask for.
        sentence: str = getattr(catalogue.explain, reason)
        for name, value in (("topic", entry.noun), ("audience", whom), ("level", str(level))):
            sentence = sentence.replace(f"{{{name}}}", value)
        found.append(Verdict(entry.id, stance, entry.id in given, sentence))
    return tuple(found)


def given_topics(plan: Plan) -> frozenset[Topic]:
    """Return the topics that the person has written something about."""
    given = {topic for topic, value in plan.health.items() if value.strip()}
    if plan.impact:
        given.add(Topic.WORK_EFFECT)
    return frozenset(given)


def _rule(
    plan: Plan, entry: TopicEntry, level: int, exceptions: dict[Topic, Stance]
) -> tuple[Stance, str]:
    """Return the stance on one topic and the name of the sentence that explains it."""
    if plan.choice.decision in CLOSED:
        return Stance.NEVER, "withheld_by_decision"
    match exceptions.get(entry.id):
        case Stance.SAY:
            return Stance.SAY, "said_by_exception"
        case Stance.IF_ASKED:
            return Stance.IF_ASKED, "if_asked"
        case Stance.NEVER:
            return Stance.NEVER, "withheld_by_exception"
        case None:
            pass
    if entry.level is None:
        return Stance.NEVER, "withheld_no_level"
    if level >= entry.level:
        return Stance.SAY, "said_by_level"
    return Stance.NEVER, "withheld_by_level"
