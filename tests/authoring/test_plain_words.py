"""Conditions in plain words: they say what is meant, and the opposite of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.authoring.explained.explain import Explainer
from discloser.authoring.explained.plain_words import PlainWords, joined
from discloser.model.catalogue import Wording
from discloser.model.language import ENGLISH
from discloser.model.words import Topic
from discloser.rendering.filters import filters_for
from discloser.rendering.subset import Templates
from discloser.rendering.template.program import (
    All,
    Any,
    Compare,
    Expression,
    If,
    Not,
    Path,
    Value,
)

from .benches import standard

WORDS = PlainWords(standard().workshop.pack.catalogue)


def test_of(test: str) -> Expression:
    """Return a condition as templates write it."""
    templates = Templates({"t.j2": f"{{% if {test} %}}x{{% endif %}}"}, filters_for(ENGLISH))
    [step] = templates.programs("t.j2")["t.j2"].body
    assert isinstance(step, If)
    return step.branches[0].test


test_of.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        (
            "fact.shares_health and not asks",
            "something about health may be said and there is nothing asked for",
            "nothing about health may be said or there is at least one thing asked for",
        ),
        (
            "say.opening",
            "the phrase `opening` has a line that fits",
            "the phrase `opening` has no line that fits",
        ),
        ('tone == "warm"', 'the tone is "warm"', 'the tone is not "warm"'),
        (
            "level >= 3",
            "the reader's level is at least 3",
            "the reader's level is less than 3",
        ),
        (
            'tone in ["warm", "formal"]',
            'the tone is one of "warm" or "formal"',
            'the tone is none of "warm" or "formal"',
        ),
        (
            "my_role is defined",
            "the person's job is given",
            "the person's job is not given",
        ),
        (
            "health.outlook|clause",
            "what the person wrote about the outlook, if it may be said, is given",
            "what the person wrote about the outlook, if it may be said, is not given",
        ),
        (
            "points.who.say",
            'the point "Who is there" is given',
            'the point "Who is there" is not given',
        ),
    ],
)
def test_conditions_of_templates(test: str, holds: str, fails: str) -> None:
    found = test_of(test)
    assert WORDS.holds(found, {}) == holds
    assert WORDS.fails(found, {}) == fails


def test_conditions_of_wordings() -> None:
    wording = Wording(
        "From {time} on, until {review_date}.",
        when=("dated", "not signed"),
        level=2,
        reveals=(Topic.OUTLOOK, Topic.HELPERS),
        tone="formal",
    )
    assert WORDS.wording(wording, {"time": "New start time"}) == (
        "the tone is formal",
        "the day of the talk is known and still to come",
        "the person's own name is not known",
        "the reader's level is 2 or higher",
        "this reader may be told the outlook; and names of clinics, people and devices that help",
        'the answer to "New start time" is given',
        "the day to look at it again is given",
    )


def test_a_blank_that_a_fact_makes_sure_of_is_not_said_again() -> None:
    assert WORDS.wording(Wording("On {meeting_date}.", when=("dated",))) == (
        "the day of the talk is known and still to come",
    )


facts = st.sampled_from(["has_asks", "signed", "dated", "phone"]).map(
    lambda name: Path("fact", (name,), 1)
)
tests = st.recursive(
    facts
    | st.builds(
        Compare,
        st.just(Path("level", (), 1)),
        st.just("<"),
        st.builds(Value, st.integers(0, 5)),
        st.just(1),
    ),
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=3).map(lambda each: All(tuple(each)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda each: Any(tuple(each)))
    ),
    max_leaves=6,
)


@given(tests)
def test_the_opposite_of_the_opposite_is_the_same(test: Expression) -> None:
    assert WORDS.holds(Not(test), {}) == WORDS.fails(test, {})
    assert WORDS.fails(Not(test), {}) == WORDS.holds(test, {})
    assert WORDS.holds(test, {}) != WORDS.fails(test, {})


def test_a_comma_in_a_clause_does_not_end_it() -> None:
    assert joined(["it rains, or may", "it is cold"]) == "it rains, or may; and it is cold"
    assert joined(["it rains", "it is cold", "it rains"]) == "it rains and it is cold"


def test_no_condition_of_the_standard_pack_is_without_words() -> None:
    explainer = Explainer(standard())
    for spec in standard().workshop.pack.documents.values():
        for piece in explainer.explain(spec).pieces:
            for clause in (*piece.when, *piece.rounds):
                assert "`" not in clause.replace("the phrase `", "").replace("` has", ""), clause
            assert "`" not in piece.says, piece.says
