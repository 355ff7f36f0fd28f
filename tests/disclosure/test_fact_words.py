"""Every fact reads as a clause after "if", and so does its opposite."""

from collections import Counter

import msgspec

from discloser.disclosure.fact_words import FAMILIES, GROUPS, NOTES, PLAIN, fact_words
from discloser.disclosure.facts import known_facts

from ..plans import standard  # noqa: TID252 - tests are no package

CATALOGUE = standard().pack.catalogue
SAME = {"has_asks", "no_asks", "has_impacts", "no_impacts"}
"""Facts that are each other's opposite."""


def test_every_fact_has_words_and_a_place() -> None:
    words = fact_words(CATALOGUE)
    assert set(words) == known_facts(CATALOGUE)
    made_up = [name for name, each in words.items() if each.holds == f"{name} holds"]
    assert not made_up
    placed = [member for members in GROUPS.values() for member in members]
    assert not [name for name, count in Counter(placed).items() if count > 1]
    families = {f"{family}_" for family in FAMILIES}
    assert {name for name in placed if name.endswith("_")} == families
    assert set(NOTES) <= set(words)
    assert set(PLAIN) <= set(words)


def test_clauses_read_after_if() -> None:
    seen: dict[str, str] = {}
    for name, each in fact_words(CATALOGUE).items():
        assert each.holds != each.fails
        for clause in (each.holds, each.fails):
            assert not clause.endswith((".", ","))
            assert clause[0].islower()
            assert "  " not in clause
            assert "`" not in clause, name
            assert name in SAME or seen.setdefault(clause, name) == name, clause


def test_an_entry_of_a_pack_brings_its_facts_along() -> None:
    ask = CATALOGUE.accommodations["chair"]
    own = msgspec.structs.replace(
        ask, id="bike", phrase=("a place for {n} bicycles", "a place for a bicycle")
    )
    asks = {**CATALOGUE.accommodations, "bike": own}
    words = fact_words(msgspec.structs.replace(CATALOGUE, accommodations=asks))
    assert words["asks_bike"].holds == 'the person asks for "a place for a bicycle"'
    assert words["agreed_bike"].fails == 'the other side did not agree to "a place for a bicycle"'
