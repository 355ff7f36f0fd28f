"""Who may know what: the table of the design, exceptions, decisions, and the sentence for each."""

import itertools

import pytest

from discloser.disclosure.policy import given_topics, level_for, verdicts
from discloser.disclosure.selection import select
from discloser.model.disclosure import Verdict
from discloser.model.plan import Plan
from discloser.model.words import Audience, Decision, Stance, Topic
from discloser.rendering.readability import sentences

from ..plans import drafter, plan, standard  # noqa: TID252 - tests are no package

CATALOGUE = standard().pack.catalogue

SAID_FROM = """
    name           . . . . X X
    type           . . . X X X
    cause          . . . . . .
    symptoms       . . . X X X
    work_effect    . X X X X X
    treatment      . . . . . X
    medicine       . . . . . X
    side_effects   . . . . . X
    outlook        . . . . . X
    mental_health  . . . . . .
    appointments   . . X X X X
    family         . . . . . .
    history        . . . . . .
    helpers        . . . . . .
"""
"""Whether a topic may be said at levels 0 to 5."""

TABLE = {
    (Topic(row.split()[0]), level): mark == "X"
    for row in SAID_FROM.strip().splitlines()
    for level, mark in enumerate(row.split()[1:])
}
CLOSED = {Decision.DO_NOT_TELL, Decision.ASK_WITHOUT_REASON}
DECISIONS = (*Decision, None)


def of(
    level: int,
    audience: Audience,
    topic: Topic = Topic.NAME,
    exception: Stance | None = None,
    decision: Decision | None = None,
) -> Plan:
    excepted = {str(audience): {str(topic): str(exception)}} if exception else {}
    return plan(
        {
            "choice": {"decision": decision and str(decision)},
            "boundaries": {"level": {str(audience): level}, "except": excepted},
        },
        full=False,
    )


def ruling(on: Plan, audience: Audience) -> dict[Topic, Verdict]:
    return {verdict.topic: verdict for verdict in verdicts(on, CATALOGUE, audience)}


def test_the_table_covers_every_topic_and_level() -> None:
    assert set(TABLE) == set(itertools.product(Topic, range(6)))


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("decision", DECISIONS)
def test_levels_exceptions_and_decisions(decision: Decision | None, audience: Audience) -> None:
    for (topic, level), said in TABLE.items():
        for exception in (None, *Stance):
            wanted = exception or (Stance.SAY if said else Stance.NEVER)
            if decision in CLOSED:
                wanted = Stance.NEVER
            on = of(level, audience, topic, exception, decision)
            ruled = ruling(on, audience)
            assert ruled[topic].stance is wanted
            assert list(ruled) == list(Topic)
            others = [ruled[other].stance for other in Topic if other is not topic]
            assert others == [
                Stance.SAY if TABLE[other, level] and decision not in CLOSED else Stance.NEVER
                for other in Topic
                if other is not topic
            ], "an exception is about one topic"


def test_an_exception_is_about_one_audience() -> None:
    on = of(0, Audience.HR, Topic.FAMILY, Stance.SAY)
    for audience in Audience:
        wanted = Stance.SAY if audience is Audience.HR else Stance.NEVER
        assert ruling(on, audience)[Topic.FAMILY].stance is wanted


def test_a_new_plan_tells_the_effect_to_three_audiences_and_nothing_to_the_others() -> None:
    effect = {Audience.MANAGER, Audience.HR, Audience.OCC_HEALTH}
    for audience in Audience:
        level = level_for(plan(full=False), CATALOGUE, audience)
        assert level == (1 if audience in effect else 0)


def test_a_closing_decision_closes_the_level_too() -> None:
    for decision, audience in itertools.product(DECISIONS, Audience):
        level = level_for(of(4, audience, decision=decision), CATALOGUE, audience)
        assert level == (0 if decision in CLOSED else 4)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("decision", [Decision.TELL_NOW, Decision.DO_NOT_TELL])
def test_every_verdict_says_in_one_sentence_what_about_whom(
    decision: Decision, audience: Audience
) -> None:
    whom = CATALOGUE.audiences[audience].label
    for topic, level, exception in itertools.product(Topic, range(6), (None, *Stance)):
        verdict = ruling(of(level, audience, topic, exception, decision), audience)[topic]
        because = verdict.because
        assert CATALOGUE.topics[topic].noun in because
        assert whom in because
        assert "{" not in because
        assert "  " not in because
        assert because[0].isupper()
        assert because.endswith(".")
        assert len(sentences(because)) == 1, because


def test_the_sentence_fits_the_verdict() -> None:
    audience = Audience.MANAGER
    given: dict[Stance, set[str]] = {stance: set() for stance in Stance}
    for (topic, level), decision in itertools.product(TABLE, DECISIONS):
        for exception in (None, *Stance):
            verdict = ruling(of(level, audience, topic, exception, decision), audience)[topic]
            noun = CATALOGUE.topics[topic].noun
            given[verdict.stance].add(verdict.because.replace(noun, "it"))
    assert not given[Stance.SAY] & given[Stance.NEVER]
    assert all("may be said" in sentence for sentence in given[Stance.SAY])
    assert all("only if they ask" in sentence for sentence in given[Stance.IF_ASKED])
    assert all("private" in sentence for sentence in given[Stance.NEVER])


def test_a_verdict_never_holds_a_value() -> None:
    on = plan({"health": {str(topic): f"zorbulin {topic}" for topic in Topic}})
    for audience in Audience:
        for verdict in verdicts(on, CATALOGUE, audience):
            assert verdict.given
            assert "zorbulin" not in verdict.because


def test_what_is_given_is_what_was_written_and_the_effect_of_impacts() -> None:
    assert given_topics(plan(full=False)) == frozenset()
    blank = plan({"health": {"name": " \n", "outlook": "x"}}, full=False)
    assert given_topics(blank) == {Topic.OUTLOOK}
    impact = plan({"impact": [{"id": "ph_stairs"}]}, full=False)
    assert given_topics(impact) == {Topic.WORK_EFFECT}


def test_what_is_kept_until_asked_is_there_only_where_answers_are_prepared() -> None:
    on = plan(
        {
            "health": {"outlook": "zorbulin", "name": "quaxmire"},
            "boundaries": {"except": {"manager": {"outlook": "if_asked", "name": "never"}}},
        }
    )
    every = frozenset(Topic)
    for prepared in (False, True):
        disclosure = select(on, CATALOGUE, Audience.MANAGER, every, prepared=prepared)
        assert disclosure.prepared == ({Topic.OUTLOOK: "zorbulin"} if prepared else {})
        assert not {Topic.OUTLOOK, Topic.NAME} & set(disclosure.topics)


def test_a_topic_that_a_document_does_not_read_is_not_in_its_disclosure() -> None:
    on = plan({"health": {str(topic): "x" for topic in Topic}, "boundaries": {"level": {"hr": 5}}})
    for topic in Topic:
        disclosure = select(on, CATALOGUE, Audience.HR, frozenset({topic}))
        assert set(disclosure.topics) == ({topic} if TABLE[topic, 5] else set())
        assert disclosure.situation.open_topics == set(disclosure.topics)


def test_one_drafter_keeps_audiences_and_documents_apart() -> None:
    on = plan({"health": {"name": "zorbulin"}, "boundaries": {"level": {"hr": 4, "manager": 3}}})
    drafting = drafter(on)
    script = standard().pack.documents["script_full"]
    request = standard().pack.documents["meeting_request"]
    for _ in range(2):
        assert drafting.disclosure(script, Audience.HR).topics == {Topic.NAME: "zorbulin"}
        assert drafting.disclosure(script, Audience.MANAGER).topics == {}
        assert drafting.disclosure(request, Audience.HR).topics == {}
