"""The nearest known name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.text.nearest import nearest

KNOWN = ["later_start", "flex_window", "manager", "senior_manager", "hr", "occ_health", "in_person"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("later_strat", "later_start"),
        ("Later-Start", "later_start"),
        ("in person", "in_person"),
        ("manger", "manager"),
        ("HR", "hr"),
        ("flex", "flex_window"),
        ("zebra", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_a_slip_leads_to_the_name_that_was_meant(name: str, meant: str | None) -> None:
    assert nearest(name, KNOWN) == meant


def test_the_same_name_beats_a_similar_one_and_a_guess_is_not_made() -> None:
    assert nearest("A-b c", ["ab_c", "a_b_c"]) == nearest("a_b-c", ["a_bc", "a_b_c"]) == "a_b_c"
    assert nearest("occ", ["occ_health_service", "occ_therapy_service"]) is None


@given(st.text(), st.lists(st.text()))
def test_the_answer_is_always_known(name: str, known: list[str]) -> None:
    found = nearest(name, known)
    assert found is None or found in known


@given(st.sampled_from(KNOWN), st.data())
def test_two_swapped_letters_do_not_hide_a_long_name(name: str, data: st.DataObject) -> None:
    if len(name) > 4:
        place = data.draw(st.integers(0, len(name) - 2))
        slip = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        assert nearest(slip, KNOWN) == name


def test_words_in_another_order_and_beginnings_are_found() -> None:
    known = ["later_start", "flex_window", "ph_lift", "ph_sit_long", "ph_stairs"]
    assert nearest("start_later", known) == "later_start"
    assert nearest("ph_sit", known) == "ph_sit_long"
