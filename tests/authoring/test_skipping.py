"""Answers that are left out leave no gap, and where they do it is found."""

from functools import cache
from itertools import combinations

import pytest

from discloser.authoring.drafted import skipping
from discloser.authoring.drafted.changes import OPTIONAL, without
from discloser.authoring.drafted.gaps import gaps
from discloser.authoring.drafted.rendered import Texts, people_of
from discloser.authoring.drafted.skipping import Skipping, given, in_words, left_out
from discloser.authoring.stamp import Stamps

from ..people import NAMES, plan  # noqa: TID252 - tests are no package
from ..plans import TODAY  # noqa: TID252 - as above
from .benches import MANIFEST, overlay, standard
from .test_rendered import NOTE

DOCUMENTS = tuple(standard().workshop.pack.documents)


@cache
def leaving_out() -> Skipping:
    bench = standard()
    people = people_of(bench)
    return Skipping(bench.workshop, people, TODAY, Stamps(bench, TODAY, people), None)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_standard_pack_has_no_gap_whatever_is_left_out(
    document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looks at part of what ``pack test`` looks at: each answer, each two and all but one."""
    monkeypatch.setattr(skipping, "MOST_ANSWERS", 4)
    monkeypatch.setattr(skipping, "MOST_OTHERS", 0)
    skipped = leaving_out().skip(standard().workshop.pack.documents[document])
    assert skipped.texts
    assert skipped.gaps == ()


def test_nearly_every_answer_that_can_be_left_out_is_given_and_has_a_name() -> None:
    seen = {key for name in NAMES for key in given(plan(name))}
    assert set(OPTIONAL) - seen == {"person.call", "health.cause", "health.work_effect"}
    assert len(set(in_words(OPTIONAL))) == len(OPTIONAL)
    for name in NAMES:
        for key in given(plan(name)):
            assert key not in given(without(plan(name), key))


# --- what is found --------------------------------------------------------------------------------


def told(body: str) -> list[tuple[str, int, str]]:
    """Return rule, line and words of all gaps that a document of one's own has."""
    bench = overlay({"documents/note_aside.j2": body}, MANIFEST + NOTE)
    return [(each.rule, each.line, each.why) for each in Texts(bench, TODAY, {"note_aside"}).gaps()]


ERROR = "meeting_place has no value here; put {% if meeting_place %} … {% endif %} around it."

GAPS = {
    "half a sentence": (
        "We talk.\n\nI work as {% if my_role %}{{ my_role|article }}{% endif %}.\n",
        ("r_fill", 3, 'Without the person\'s job it says "as .".'),
    ),
    "an empty quotation": (
        'We talk.\n\nWhere: "{% if meeting_place %}{{ meeting_place }}{% endif %}".\n',
        ("r_fill", 3, 'Without the place of the talk it says """".'),
    ),
    "an empty bracket": (
        "We talk ({% if meeting_place %}{{ meeting_place }}{% endif %}) soon.\n",
        ("r_fill", 1, 'Without the place of the talk it says "()".'),
    ),
    "a lead to nothing": (
        "We talk.\n\nI ask\n\nWhere:\n{% if meeting_place %}\n- {{ meeting_place }}\n{% endif %}\n",
        ("r_fill", 5, 'Without the place of the talk it says "Where:".'),
    ),
    "an error": (
        "We talk.\n\nPlace: {{ meeting_place }}\n",
        ("r_personas", 3, f"Without the place of the talk it cannot be written: {ERROR}"),
    ),
}


@pytest.mark.parametrize("body, expected", GAPS.values(), ids=GAPS)  # noqa: PT006 - one pair each
def test_a_gap_is_told_with_the_answers_that_make_it(
    body: str, expected: tuple[str, int, str]
) -> None:
    assert expected in told(body)


def test_a_gap_for_which_two_answers_have_to_be_missing_is_told_with_both() -> None:
    body = "We talk{% if meeting_place or meeting_time %} then{% else %} and{% endif %}.\n"
    bench = overlay({"documents/note_aside.j2": body}, MANIFEST + NOTE)
    people = {"maya": people_of(bench)["maya"]}
    stamps = Stamps(bench, TODAY, people)
    trying = Skipping(bench.workshop, people, TODAY, stamps, None)
    [gap] = trying.skip(bench.workshop.pack.documents["note_aside"]).gaps
    assert (gap.keys, gap.says) == (("meeting.time", "meeting.place"), "and.")


def test_a_gap_that_is_there_with_all_answers_is_told_by_the_rules_alone() -> None:
    assert told("We talk () soon.\n") == []


def test_few_answers_are_left_out_in_every_combination() -> None:
    bench = overlay(
        {"documents/note_aside.j2": "{{ meeting_place }}{{ meeting_time }}{{ my_role }}."},
        MANIFEST + NOTE,
    )
    skipped = Texts(bench, TODAY, {"note_aside"}).skipped["note_aside"]
    assert skipped.every
    assert skipped.answers == len(("place", "time", "role", "country"))  # which writes the time


def test_of_many_answers_each_two_and_all_but_each_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(skipping, "MOST_ANSWERS", 2)
    keys = ("a", "b", "c", "d")
    wanted = [*combinations(keys, 1), *combinations(keys, 2), *combinations(keys, 3), keys]
    assert [*left_out(keys, widely=True)] == wanted
    assert len([*left_out(keys[:2], widely=True)]) == len(["a", "b", "a and b"])
    assert [*left_out((), widely=True)] == []


TEXTS = {
    "Hello,\n\nI work as a nurse. See you.\n": [],
    "Where:\n\n- here\n": [],
    "**When:** today\n**Where:** here\n": [],
    "**When:**\n**Where:** here\n": ["**When:**"],
    "What we agreed:\n\n# Next\n\nSoon.\n": ["What we agreed:"],
    'She said "".\n': ['""'],
    "I can come on , or later.\n": ["on ,"],
    ". And then we talk.\n": [". And"],
    "# Heading\n": ["# Heading"],
    "": ["(nothing at all)"],
}


@pytest.mark.parametrize("text, wanted", TEXTS.items(), ids=range(len(TEXTS)))  # noqa: PT006
def test_gaps_are_seen_and_good_sentences_are_not(text: str, wanted: list[str]) -> None:
    assert list(gaps(text, english=True)) == wanted


def test_rules_on_words_are_for_english_alone() -> None:
    assert list(gaps("Vous dites : or.\n", english=False)) == []
