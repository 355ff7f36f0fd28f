"""Blanks are asked for in words that a person understands."""

import pytest
from msgspec.structs import replace

from discloser.model.catalogue import Accommodation, Impact
from discloser.packs.references import broken_references

from ..plans import standard  # noqa: TID252 - tests are no package

ENTRIES: list[Impact | Accommodation] = [
    *standard().pack.catalogue.impacts.values(),
    *standard().pack.catalogue.accommodations.values(),
]


@pytest.mark.parametrize(
    "entry", [each for each in ENTRIES if each.fields], ids=lambda each: each.id
)
def test_what_a_number_a_time_or_a_text_is_for_is_said(entry: Impact | Accommodation) -> None:
    unclear = {name for name, kind in entry.fields.items() if kind not in {"range", "date"}}
    assert unclear <= set(entry.labels) <= set(entry.fields)
    assert len(set(entry.labels.values())) == len(entry.labels)


def test_a_label_for_a_blank_that_is_not_there_is_refused() -> None:
    pack = standard().pack
    ask = replace(pack.catalogue.accommodations["later_start"], labels={"tme": "New start time"})
    shelf = {**pack.catalogue.accommodations, ask.id: ask}
    found = list(
        broken_references(replace(pack, catalogue=replace(pack.catalogue, accommodations=shelf)))
    )
    assert [(each.entry, each.key) for each in found] == [("later_start", "labels")]
    assert "time" in found[0].fix
