"""A sentence of a document leads to the file, the line and the id that it comes from."""

import random

import pytest

from discloser.authoring.explained.prose import Prose
from discloser.authoring.explained.sentences import Sentence, find_sentence, fitting
from discloser.model.wording import fields

from .benches import MANIFEST, overlay, standard

MINE = '[[phrase]]\nid = "decline_again"\ntext = "{my_call} says: not this time, thank you."\n'


def found(words: str) -> tuple[Sentence, ...]:
    return find_sentence(standard(), words)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("Could we find 30 minutes", {"meeting_request_why"}),
        ("could we find thirty or forty minutes to talk about", {"meeting_request_why"}),
        ("I want to do this work well", {"reassurance_20s"}),
        ("It doesn\u2019t exist at all anywhere", set()),
        ("To extra work:", {"documents/decline_event.j2"}),
        ("30 minutes Jordan Tuesday", set()),
    ],
)
def test_words_of_a_document_lead_to_their_entry(words: str, ids: set[str]) -> None:
    told = found(words)
    assert {each.id for each in told} == ids
    for each in told:
        source = (standard().file(each.file) or "").split("\n")[each.line - 1]
        assert each.text[:20] in source


def test_every_phrase_is_found_by_its_own_words_whatever_fills_it() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    phrases = [
        each
        for each in Prose(standard().folder).said
        if each.kind == "phrase" and len(each.wording.text.split()) > 8
    ]
    for said in chance.sample(phrases, 12):
        filled = said.wording.text
        for name in fields(filled):
            filled = filled.replace(f"{{{name}}}", chance.choice(["Mr. Wong", "10:30", "a b c"]))
        told = found(filled)
        assert (said.entry, said.wording.text) in {(each.id, each.text) for each in told}, filled


def test_what_a_pack_replaces_is_found_there_and_nowhere_else() -> None:
    bench = overlay({"phrases/mine.toml": MINE}, MANIFEST)
    [told] = find_sentence(bench, "Jo Ann says: not this time")
    assert (told.file, told.line, told.id) == ("mine/phrases/mine.toml", 3, "decline_again")
    assert told.said_in == ("decline_event",)
    assert not find_sentence(bench, "It does not fit in for me just now, and I leave it at that")


def test_time_stays_short_for_long_texts() -> None:
    blanks = ["", "word"] * 500
    assert fitting(blanks, ["word"] * 60) > 0
