"""A private word or a withheld topic in what the person typed blocks, and says which answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from discloser.model.document import Document
from discloser.model.free_text import free_texts
from discloser.model.plan import Plan
from discloser.model.words import Stance, Topic

from ..boundaries import AUDIENCES, PLACES, TOPICS  # noqa: TID252 - tests are no package
from ..plans import MARKERS, blocks, drafter, plan, standard  # noqa: TID252 - tests are no package

PRIVATE = "vexmorrin"
"""A private word that no text of a pack holds."""

Typed = tuple[str, dict[str, Any]]
"""Key path of a field, and the plan's table with a text in it."""


def typed(words: str) -> tuple[Typed, ...]:
    """Return every field that takes free text, with some words in it."""
    asks = [{"id": "later_start"}, {"id": "temp_control"}, {"own_words": "a desk by the window"}]
    item = {"ask": "a desk by the window", "state": "open"}
    return (
        ("person.name", {"person": {"name": f"Maya {words}"}}),
        ("person.role", {"person": {"role": f"analyst {words}"}}),
        ("why.own_words", {"why": {"own_words": f"Because of {words}"}}),
        ("choice.later", {"choice": {"later": f"after {words} ends"}}),
        ("impact[0].own_words", {"impact": [{"own_words": f"the {words} room is loud"}]}),
        ("ask[0].own_words", {"ask": [{"own_words": f"a {words} desk"}], "outcome": {"item": []}}),
        ("ask[0].own_words", {"ask": [{"id": "later_start", "own_words": f"a {words} start"}]}),
        ("ask[0].helps", {"ask": [{**asks[0], "helps": f"I can plan the {words} calls"}]}),
        ("ask[0].values.task_a", {"ask": [{"id": "task_swap", "values": swap(words)}]}),
        ("meeting.name", {"meeting": {"name": f"Jordan {words}"}}),
        ("meeting.call", {"meeting": {"call": f"Jo {words}"}}),
        ("meeting.place", {"meeting": {"place": f"the {words} room"}}),
        ("meeting.work_topic", {"meeting": {"work_topic": f"the {words} budget"}}),
        ("outcome.item[0].who", {"ask": asks, "outcome": {"item": [{**item, "who": words}]}}),
        (
            "outcome.item[0].note",
            {"ask": asks, "outcome": {"item": [{**item, "note": f"It is {words}"}]}},
        ),
        (
            "outcome.log[0].what",
            {"outcome": {"log": [{"on": "2026-12-03", "what": f"Talk about {words}"}]}},
        ),
    )


def swap(words: str) -> dict[str, str]:
    return {"task_a": f"the {words} count", "task_b": "the filing"}


NOT_PRINTED = {"why.own_words", "outcome.log[0].what"}
"""Fields that no document of the standard pack prints so far."""

SECRET = tuple(topic for topic in TOPICS if topic is not Topic.WORK_EFFECT)

PATHS = [path for path, _ in typed("")]


def withholding(*changes: dict[str, Any]) -> Plan:
    """Return a plan with every topic filled in and closed to everybody, and a private word."""
    closed = dict.fromkeys(map(str, TOPICS), str(Stance.NEVER))
    return plan(
        {"ask": [{"id": "later_start"}], "outcome": {"item": []}},
        {
            "health": {str(topic): marker for topic, marker in MARKERS.items()},
            "boundaries": {
                "private_words": [PRIVATE],
                "level": dict.fromkeys(map(str, AUDIENCES), 5),
                "except": {str(audience): closed for audience in AUDIENCES},
            },
        },
        *changes,
    )


def drafted(of: Plan) -> Iterator[Document]:
    """Yield every document, for the plan's own audience where it can be written for it."""
    drafting = drafter(of)
    for spec in standard().pack.documents.values():
        own = of.audience if of.audience in spec.audiences else spec.audiences[0]
        yield drafting.draft(spec, own)


def require_named(document: Document, rule: str, word: str, path: str) -> None:
    """Check that a word in a document is blocked by a rule, and its key path named."""
    named = [message for message in blocks(document, rule) if word in message.casefold()]
    assert named, (document.document, rule, word)
    assert f"`{path}`" in " ".join(named), (path, named)


@pytest.mark.parametrize(("turn", "path"), list(enumerate(PATHS)))
def test_what_must_not_be_said_blocks_wherever_it_was_typed(turn: int, path: str) -> None:
    topic = SECRET[turn % len(SECRET)]
    change = typed(f"{PRIVATE} {MARKERS[topic]}")[turn][1]
    heard = {str(audience): {"work_effect": "say"} for audience in AUDIENCES}
    shown = 0
    for document in drafted(withholding(change, {"boundaries": {"except": heard}})):
        text = f"{document.subject}\n{document.text}".casefold()
        for rule, word in (("r_private", PRIVATE), ("r_level", MARKERS[topic])):
            if word in text:
                require_named(document, rule, word, path)
                shown += 1
            else:
                assert not blocks(document, rule), "nothing is blocked that is not there"
    assert bool(shown) is (path not in NOT_PRINTED)


def test_every_free_text_of_a_plan_is_among_the_fields_that_are_tried() -> None:
    """A new field of the plan file has to be guarded before this passes again."""
    whole = withholding(
        {"ask": [{"id": "task_swap", "values": swap("x"), "own_words": "x", "helps": "x"}]},
        {"impact": [{"id": "ph_stairs", "own_words": "x"}]},
        {"meeting": {"call": "Jo"}},
        {"outcome": {"item": [{"ask": "x", "state": "open", "who": "x", "note": "x"}]}},
    )
    found = {re.sub(r"task_b$", "task_a", path) for path, text in free_texts(whole) if text}
    assert found == set(PATHS)


@pytest.mark.parametrize("word", [PRIVATE, MARKERS[Topic.OUTLOOK]])
def test_an_edit_is_guarded_like_any_other_text(word: str) -> None:
    rule = "r_private" if word == PRIVATE else "r_level"
    for spec, audience in PLACES:
        edit = {"document": spec.id, "audience": str(audience)}
        inside = {**edit, "text": f"Hello,\n\nThis is about {word.upper()}s.\n"}
        above = {**edit, "text": "Hello,\n\nCould we talk?\n", "subject": f"My {word}"}
        named = {"edit[0].text": inside, "edit[0].subject": above}
        for path, each in named.items():
            if path == "edit[0].subject" and not spec.subject:
                continue
            document = drafter(withholding({"edit": [each]})).draft(spec, audience)
            require_named(document, rule, word, path)


def test_an_edit_counts_for_its_own_document_and_audience_only() -> None:
    edit = {"document": "script_full", "audience": "hr", "text": f"About {PRIVATE}."}
    drafting = drafter(withholding({"edit": [edit]}))
    touched = {
        (spec.id, audience)
        for spec, audience in PLACES
        if blocks(drafting.draft(spec, audience), "r_private")
    }
    assert touched == {("script_full", "hr")}


def test_a_private_word_in_a_topic_that_may_be_said_names_the_topic() -> None:
    of = plan(
        {
            "health": {"symptoms": f"a sore knee after {PRIVATE}"},
            "boundaries": {"private_words": [PRIVATE], "level": {"manager": 3}},
        }
    )
    blocked = [document for document in drafted(of) if PRIVATE in document.text]
    assert blocked
    for document in blocked:
        require_named(document, "r_private", PRIVATE, "health.symptoms")


def test_a_withheld_topic_inside_one_that_may_be_said_names_that_one() -> None:
    of = plan(
        {
            "health": {"symptoms": "stiff zorbulin knees", "name": "zorbulin"},
            "boundaries": {"level": dict.fromkeys(map(str, AUDIENCES), 3)},
        }
    )
    blocked = [document for document in drafted(of) if "zorbulin" in document.text]
    assert blocked
    for document in blocked:
        require_named(document, "r_level", "zorbulin", "health.symptoms")


@pytest.mark.parametrize("word", [PRIVATE, MARKERS[Topic.NAME]])
def test_a_file_name_is_guarded_too(word: str) -> None:
    rule = "r_private" if word == PRIVATE else "r_level"
    drafting = drafter(withholding())
    for spec, audience in PLACES:
        document = drafting.draft(spec, audience, f"2026-11-21-{word}_2.md")
        assert [finding.where for finding in document.findings if finding.rule == rule] == [
            "file name"
        ]
