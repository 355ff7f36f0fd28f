"""What a name or a fact is said to depend on is what it depends on."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from discloser.authoring.explained.answers import (
    FACT_KEYS,
    GIVEN,
    KEY_WORDS,
    NAMES,
    ROUNDS,
    SECTIONS,
    answers,
    keys_of,
    keys_of_fact,
    named,
)
from discloser.disclosure.facts import known_facts
from discloser.disclosure.selection import select
from discloser.model.decoding import decode
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.plan import Plan
from discloser.model.words import Audience, Topic
from discloser.rendering import names as registry

from ..plans import FULL, MARKERS, TODAY, standard  # noqa: TID252 - tests are no package

CATALOGUE = standard().pack.catalogue
RAW = FULL | {
    "health": {str(topic): word for topic, word in MARKERS.items()},
    "boundaries": {"level": {"manager": 5}, "except": {"manager": dict.fromkeys(Topic, "say")}},
    "person": {"name": "Maya Lind", "call": "May", "role": "data analyst"},
    "wording": {"private_line": 2},
    "outcome": FULL["outcome"]
    | {"item": [{"ask": "appt_time", "state": "open", "by": TODAY.replace(month=12)}]},
}
SETTING = {"boundaries", "choice.decision", "meeting.audience", "meeting.country"}
"""Answers on which every text hangs: what may be said, to whom, and how dates are written."""


def test_every_name_and_every_fact_has_words() -> None:
    assert set(NAMES) == set(GENERAL_NAMES)
    assert {name.name for name in registry.SECTIONS} <= set(SECTIONS)
    lists = {name.name for name in registry.SECTIONS if name.shape == "list"}
    assert lists <= set(ROUNDS)
    for fact in known_facts(CATALOGUE):
        assert keys_of_fact(fact), fact
    assert set(FACT_KEYS) <= known_facts(CATALOGUE)


def test_every_part_of_a_name_has_words_of_its_own() -> None:
    for section in registry.SECTIONS:
        dots = "[]." if section.shape == "list" else "."
        for part in () if section.keys else section.parts:
            if part.name != "id":
                found = named(f"{section.name}{dots}{part.name}", in_template=True)
                assert found is not None
                assert found is not SECTIONS[section.name], (section.name, part.name)


def test_every_key_is_one_of_the_plan() -> None:
    keys = {
        *KEY_WORDS,
        *(key for fact in known_facts(CATALOGUE) for key in keys_of_fact(fact)),
        *(key for name in NAMES for key in NAMES[name].keys),
        *(key for name in SECTIONS for key in keys_of(name)),
    }
    for answer in answers(keys):
        _require_key(answer.key, msgspec.inspect.type_info(Plan))
        assert answer.words[0].islower()


def _require_key(key: str, info: Any) -> None:
    for step in key.split("."):
        while not isinstance(info, msgspec.inspect.StructType | msgspec.inspect.DictType):
            info = info.item_type if hasattr(info, "item_type") else info.type
        if isinstance(info, msgspec.inspect.DictType):
            return
        fields = {field.encode_name: field.type for field in info.fields}
        assert step in fields, key
        info = fields[step]


def _values(raw: dict[str, Any]) -> dict[str, str]:
    plan = decode(raw, Plan)
    reads = frozenset(Topic)
    before = select(plan, CATALOGUE, Audience.MANAGER, reads, today=TODAY)
    after = select(plan, CATALOGUE, Audience.MANAGER, reads, after=True, today=TODAY)
    # The day to look again is another one before and after the talk.
    later = {f"{name} later": value for name, value in after.situation.names.items()}
    return {**before.situation.names, **later}


def _leaves(raw: dict[str, Any], path: str = "") -> Iterator[str]:
    for key, value in raw.items():
        here = f"{path}{key}"
        if isinstance(value, dict) and key not in {"values", "context", "wording", "except"}:
            yield from _leaves(value, f"{here}.")
        elif isinstance(value, list) and isinstance(value[0], dict) and key in {"ask", "impact"}:
            yield from dict.fromkeys(leaf for item in value for leaf in _leaves(item, f"{here}."))
        else:
            yield here


def _without(raw: dict[str, Any], path: str) -> dict[str, Any]:
    """Return a plan without one answer; an ask or impact is told in own words then."""
    step, _, rest = path.partition(".")
    if not rest:
        return {key: value for key, value in raw.items() if key != step}
    inner = raw[step]
    if not isinstance(inner, list):
        return raw | {step: _without(inner, rest)}
    items = [_without(item, rest) for item in inner]
    keep = [item for item in items if "id" in item or "own_words" in item]
    return raw | {step: keep}


CHANGED = {
    key: _without(RAW, key)
    for key in _leaves(RAW)
    if key != "format" and key not in SETTING and key.partition(".")[0] not in SETTING
}


@pytest.mark.parametrize("key", CHANGED)
def test_a_name_changes_with_the_answers_that_it_is_said_to_come_from_and_no_others(
    key: str,
) -> None:
    full, less = _values(RAW), _values(CHANGED[key])
    for name, value in full.items():
        known = NAMES.get(name.removesuffix(" later"))
        said = set(known.keys if known else GIVEN)
        if less.get(name) != value:
            assert said & {key, *_bound(key, said)}, name


def _bound(key: str, said: set[str]) -> set[str]:
    """Return what goes together with an answer: with an ask or an impact goes all that is in it."""
    table = key.partition(".")[0]
    whole = key in {"ask.id", "ask.own_words", "impact.id", "impact.own_words"}
    return {each for each in said if whole and each.startswith(f"{table}.")}


def test_every_answer_that_a_name_is_said_to_come_from_makes_a_difference() -> None:
    full = _values(RAW)
    moved: dict[str, set[str]] = {}
    for key, raw in CHANGED.items():
        less = _values(raw)
        for name, value in full.items():
            if less.get(name) != value:
                moved.setdefault(name.removesuffix(" later"), set()).add(key)
    unmoved = {name for name in NAMES if not moved.get(name)} - {"limits", "to_whom"}
    assert not unmoved
