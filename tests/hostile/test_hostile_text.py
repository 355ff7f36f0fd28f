"""Hostile text in any field: nothing breaks, nothing is run, nothing is lost."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from discloser.model.document import Document
from discloser.planfile.read import clean_values

from ..plans import drafter, plan, standard  # noqa: TID252 - tests are no package
from .texts import FIELDS, HOSTILE, LONG, Field

LONGEST = 20_000
"""Characters that one text of a plan may have."""


def drafted(field: Field, text: str) -> Document:
    spec = standard().pack.documents[field.document]
    return drafter(plan(field.fill(text))).draft(spec, field.audience)


def bare(text: str) -> str:
    """Return a text without what sentences and lists may change: ends, capitals, line breaks."""
    return " ".join(text.split()).strip(" .,;:?!").casefold()


@pytest.mark.parametrize("name", FIELDS)
def test_hostile_text_stays_text(name: str) -> None:
    field = FIELDS[name]
    for trick, text in HOSTILE.items():
        if name.endswith("own_words") and not re.search(r"\w", text):
            continue  # words of marks only are no words: refused where a plan is read
        document = drafted(field, text)
        written = document.subject if name == "edit.subject" else document.text
        if field.kept:
            assert bare(text) in bare(written), (trick, written)


@pytest.mark.parametrize("name", FIELDS)
def test_what_the_person_wrote_is_no_slip_of_the_pack(name: str) -> None:
    field = FIELDS[name]
    for trick, text in HOSTILE.items():
        if name.endswith("own_words") and not re.search(r"\w", text):
            continue
        slips = [
            finding.message
            for finding in drafted(field, text).findings
            if finding.rule in {"r_fill", "r_articles"}
        ]
        assert not slips, trick


def test_a_pack_text_with_a_slip_is_still_found() -> None:
    """What the person wrote is left aside and nothing else."""
    field = FIELDS["ask.helps"]
    words = "I can, (for now) plan it"
    clean = drafted(field, words)
    assert not [finding for finding in clean.findings if finding.rule == "r_fill"]
    edited = plan(
        field.fill(words),
        {"edit": [{"document": "script_full", "text": "Hello {{ name }}, I ask for () a  desk."}]},
    )
    spec = standard().pack.documents["script_full"]
    drafter(edited).draft(spec, field.audience)


ESCAPES = {
    "\x1b[31mred\x1b[0m": "[31mred[0m",
    "\x1b]52;c;aGk=\x07x": "]52;c;aGk=x",
    "\x9b2Jx": "2Jx",
    "a\u202eb\u202cc": "abc",
    "a\x00b": "ab",
    "a\u200bb\ufeffc": "abc",
    "a\r\nb\u2028c": "a\nb\nc",
    "e\u0301": "\u00e9",
}


@pytest.mark.parametrize("name", FIELDS)
def test_escapes_do_not_reach_a_document(name: str) -> None:
    field = FIELDS[name]
    for raw, text in ESCAPES.items():
        cleaned = clean_values(field.fill(f"is {raw}"))
        spec = standard().pack.documents[field.document]
        document = drafter(plan(cleaned)).draft(spec, field.audience)
        written = document.subject if name == "edit.subject" else document.text
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", written)
        if field.kept:
            assert bare(f"is {text}") in bare(written)


def test_no_text_of_a_person_is_taken_for_a_template() -> None:
    every = [field.fill("{{ my_name }}{% for x in asks %}{to_name}") for field in FIELDS.values()]
    of = plan(*every, {"person": {"name": "Zofia Quill"}, "edit": []})
    drafting = drafter(of)
    for spec in standard().pack.documents.values():
        document = drafting.draft(spec, spec.audiences[0])
        assert "{{ Zofia" not in document.text
        assert "{{ my_name }}" in document.text or "{to_name}" not in document.text


# --- long texts: no test of speed, only that there is an end ---


@contextmanager
def ending_within(seconds: int) -> Iterator[None]:
    """Fail if something takes a hundred times as long as it should."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"still running after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs a timer that interrupts")
@pytest.mark.parametrize("name", FIELDS)
def test_long_text_comes_to_an_end(name: str) -> None:
    field = FIELDS[name]
    for trick, unit in LONG.items():
        text = (unit * LONGEST)[: LONGEST - 1] + "x"
        with ending_within(20):
            document = drafted(field, text)
        if field.kept and name != "edit.subject":
            assert len(document.text) > LONGEST // 4, trick
