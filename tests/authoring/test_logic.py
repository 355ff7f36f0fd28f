"""What follows from what: the cautious answers are never wrong, compared with trying everything."""

from collections.abc import Iterator
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discloser.authoring.static.knowledge import Knowledge
from discloser.authoring.static.logic import Claim, Laws, Rule, World

from ..plans import CATALOGUE  # noqa: TID252 - tests are no package

DOMAINS = {"a": frozenset("012"), "b": frozenset({"yes", "no"}), "c": frozenset({"yes", "no"})}

CLAIMS = st.sampled_from(sorted(DOMAINS)).flatmap(
    lambda thing: st.builds(
        Claim,
        st.just(thing),
        st.sets(st.sampled_from(sorted(DOMAINS[thing])), min_size=1).map(frozenset),
    )
)
RULES = st.builds(Rule, st.lists(CLAIMS, min_size=1, max_size=2).map(tuple), CLAIMS, st.booleans())


def holds(claim: Claim, everything: dict[str, str]) -> bool:
    return everything[claim.thing] in claim.values


def lawful(rules: list[Rule], claims: list[Claim]) -> Iterator[dict[str, str]]:
    """Yield every way in which all things can be, under some rules and claims."""
    for values in product(*(sorted(DOMAINS[thing]) for thing in sorted(DOMAINS))):
        everything = dict(zip(sorted(DOMAINS), values, strict=True))
        if all(holds(claim, everything) for claim in claims) and all(
            not all(holds(each, everything) for each in rule.premises)
            or holds(rule.conclusion, everything)
            for rule in rules
        ):
            yield everything


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(RULES, max_size=4),
    st.lists(CLAIMS, max_size=3),
    st.lists(st.lists(CLAIMS, max_size=2), max_size=3),
)
def test_never_and_always_are_certain(
    rules: list[Rule], claims: list[Claim], cases: list[list[Claim]]
) -> None:
    ways = list(lawful(rules, claims))
    world = World(Laws(DOMAINS, rules)).with_claims(claims)
    if world is None:
        assert not ways
        return
    assert all(way[thing] in world.values(thing) for way in ways for thing in DOMAINS)
    outside = [way for way in ways if not any(all(holds(c, way) for c in case) for case in cases)]
    if world.escape(cases) is None:
        assert not outside
    for case in cases:
        for claim in case:
            assert not world.surely(claim) or all(holds(claim, way) for way in ways)


KNOWLEDGE = Knowledge(CATALOGUE)


def possible(*conditions: str) -> bool:
    claims = map(KNOWLEDGE.condition, conditions)
    return KNOWLEDGE.everything.with_claims(claims) is not None


def test_conditions_that_exclude_each_other() -> None:
    assert not possible("has_asks", "no_asks")
    assert not possible("one_ask", "several_asks")
    assert not possible("to_hr", "to_team")
    assert not possible("decision_tell_now", "decision_undecided")
    assert not possible("written", "phone")
    assert not possible("dated", "not dated")
    assert not possible("asks_chair", "no_asks")
    assert not possible("agreed_chair", "no_asks")
    assert not possible("decision_do_not_tell", "says_health")
    assert not possible("decision_ask_without_reason", "says_name")
    assert not possible("named", "to_hr", "meets_manager")
    assert not possible("says_effect", "not tells_something")
    assert possible("shares_health", "not says_health")
    assert possible("to_hr", "meets_manager", "not named")
    assert possible("says_effect", "no_impacts")
