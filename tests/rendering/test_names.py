"""The list of names that a template may read agrees with what templates are given."""

import msgspec
import pytest

from discloser.disclosure.facts import known_facts
from discloser.model.catalogue import Country, FormQuestion, Regulator, Trigger
from discloser.model.disclosure import (
    GENERAL_NAMES,
    SaidAsk,
    SaidEvent,
    SaidImpact,
    SaidItem,
    general_names,
)
from discloser.rehearsal.objections import PreparedObjection
from discloser.rehearsal.questions import PreparedQuestion, PreparedReply, Step
from discloser.rendering.context import SECTIONS
from discloser.rendering.names import NAMES, Name, given_names

from ..plans import CATALOGUE  # noqa: TID252 - tests are no package

PARTS: dict[str, type[msgspec.Struct]] = {
    "asks": SaidAsk,
    "more_asks": SaidAsk,
    "impacts": SaidImpact,
    "questions": PreparedQuestion,
    "ladder": Step,
    "objections": PreparedObjection,
    "agreed": SaidItem,
    "open": SaidItem,
    "refused": SaidItem,
    "log": SaidEvent,
    "regulators": Regulator,
    "triggers": Trigger,
    "form": FormQuestion,
}
"""Lists in templates to what their items are made from."""


def test_every_name_and_no_other() -> None:
    assert set(NAMES.general) == GENERAL_NAMES
    assert {*NAMES.general, *given_names(CATALOGUE)} == general_names(CATALOGUE)
    assert set(NAMES.sections) == set(SECTIONS)


@pytest.mark.parametrize("name", PARTS)
def test_every_part_and_no_other(name: str) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(PARTS[name])}
    assert {part.name for part in NAMES.sections[name].parts} == fields


def test_parts_of_parts() -> None:
    replies = NAMES.sections["questions"].part("replies")
    assert replies
    fields = {field.encode_name for field in msgspec.structs.fields(PreparedReply)}
    assert {part.name for part in replies.parts} == fields
    known = {field.encode_name for field in msgspec.structs.fields(Country)}
    assert {part.name for part in NAMES.sections["country"].parts} <= known


def test_facts_that_make_sure_of_a_name_exist_and_every_name_is_explained() -> None:
    facts = known_facts(CATALOGUE)
    names: list[Name] = [*NAMES.general.values(), *NAMES.sections.values()]
    for name in names:
        assert facts.issuperset(name.given_by)
        assert name.about.endswith((".", "`."))
