"""Hostile text in any field: nothing breaks, nothing is run, nothing is lost."""

import contextlib
import itertools
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from discloser.model.decoding import Misfit
from discloser.model.document import Document
from discloser.model.words import Audience
from discloser.packs.load import load
from discloser.session.drafting import Workshop
from discloser.text.clean import clean_values

from ..plans import drafter, plan, standard  # noqa: TID252 - tests are no package
from .texts import FIELDS, HOSTILE, LONG, Field

LONGEST = 8_000
"""Characters that one text of a plan may have."""


def drafted(field: Field, text: str) -> Document:
    spec = standard().pack.documents[field.document]
    return drafter(plan(field.fill(text))).draft(spec, field.audience)


def bare(text: str) -> str:
    """Return a text without what sentences and lists may change: ends, capitals, line breaks."""
    return " ".join(text.split()).strip(" .,;:?!").casefold()


@pytest.mark.parametrize("name", FIELDS)
def test_hostile_text_stays_text_and_is_no_slip_of_the_pack(name: str) -> None:
    field = FIELDS[name]
    for trick, text in HOSTILE.items():
        try:
            document = drafted(field, text)
        except Misfit:
            assert name.endswith("own_words")
            assert not re.search(r"\w", text), "only marks are no words"
            continue
        written = document.subject if name == "edit.subject" else document.text
        if field.kept:
            assert bare(text) in bare(written), (trick, written)
        slips = [each for each in document.findings if each.rule in {"r_fill", "r_articles"}]
        assert not slips, trick


def test_a_slip_of_a_pack_is_found_beside_hostile_text(tmp_path: Path) -> None:
    """What the person wrote is left aside, and nothing else."""
    root = tmp_path / "careless"
    (root / "documents").mkdir(parents=True)
    (root / "pack.toml").write_text('title = "Careless"\nextends = "standard"\n', "utf-8")
    template = "I would like to talk about how I work () with {{ ask }}.\n"
    (root / "documents" / "script_20s.j2").write_text(template, "utf-8")
    workshop = Workshop(load("standard", tmp_path))
    for text in HOSTILE.values():
        if re.search(r"\w", text):
            of = plan({"ask": [{"own_words": text}], "outcome": {"item": []}})
            spec = workshop.pack.documents["script_20s"]
            document = drafter(of, workshop).draft(spec, Audience.MANAGER)
            assert any(finding.rule == "r_fill" for finding in document.findings), text


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


@contextlib.contextmanager
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


SHORT = frozenset(
    "person.name person.call person.role meeting.name meeting.call meeting.place "
    "meeting.work_topic outcome.item.who".split()
)
"""Fields with a limit of their own."""


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs a timer that interrupts")
@pytest.mark.parametrize(("turn", "name"), list(enumerate(FIELDS)))
def test_long_text_comes_to_an_end(turn: int, name: str) -> None:
    """A few kinds for each field; over three fields, every kind takes its turn."""
    field = FIELDS[name]
    for trick, (unit, length) in itertools.islice(LONG.items(), turn % 3, None, 3):
        text = (unit * length)[: length - 1] + "x"
        with contextlib.suppress(Misfit):  # a limit of the plan file may be lower
            of = plan(field.fill(text[-200:]))
            of = plan(field.fill(text))
        spec = standard().pack.documents[field.document]
        with ending_within(20):
            document = drafter(of).draft(spec, field.audience)
        if field.kept and name != "edit.subject":
            assert bare(text[-100:].split()[-1]) in bare(document.text), trick
