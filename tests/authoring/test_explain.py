"""A document explained line by line: nothing left out, in its place, with its conditions."""

import pytest

from discloser.authoring.explained.explain import Explained, Explainer, explain
from discloser.authoring.explained.explain_text import WIDTH, as_text
from discloser.errors import UsageError
from discloser.model.words import Topic

from .benches import MANIFEST, overlay, standard

DOCUMENT = """
[[document]]
id = "try_out"
title = "Try out"
about = "A try."
kind = "note"
phase = "before"
audiences = ["hr"]
decisions = ["tell_now"]
when = ["has_asks", "not written"]
missing = "Add an ask."
reads = ["outlook", "work_effect"]
subject = "try_subject"
"""
PHRASES = """
[[phrase]]
id = "try_subject"
about = "x"
text = "A try"

[[phrase]]
id = "try_lead"
about = "x"
text = [
  { text = "My outlook: {health_outlook}.", reveals = ["outlook"], tone = "warm" },
  "We talk on {meeting_date}.",
]
"""
TEMPLATE = """{% set mine = my_role %}
{% if tone == "formal" %}
Formal {{ mine }}
{% elif say.try_lead and not fact.signed %}
{{ say.try_lead }}
{% else %}
Else
{% endif %}
{% for each in asks %}
- {{ each.phrase|capital }}{% if each.trial %} On trial: {{ each.trial }}{% endif %}

{% else %}
None
{% endfor %}
{% include "documents/parts/end.j2" %}
"""
END = "{% for line in told %}\n{{ line }}\n{% endfor %}\n"


@pytest.fixture(scope="module")
def tried() -> Explained:
    bench = overlay(
        {
            "documents/try_out.j2": TEMPLATE,
            "documents/parts/end.j2": END,
            "phrases/mine.toml": PHRASES,
        },
        MANIFEST + DOCUMENT,
    )
    return explain(bench, "try_out")


def test_a_document_in_words(tried: Explained) -> None:
    assert tried.readers == "HR"
    assert tried.when == ("there is something to ask for", "it does not all happen in writing")
    assert tried.subject
    assert [each.text for each in tried.subject.wordings] == ["A try"]
    formal, phrase, other, ask, trial, none, told = tried.pieces
    assert (formal.line, formal.says) == (3, "Formal {the person's job}")
    assert formal.when == ('the tone is "formal"',)
    assert [answer.key for answer in formal.answers] == ["meeting.tone", "person.role"]
    assert (phrase.line, phrase.phrase) == (5, "try_lead")
    assert phrase.when == ('the tone is not "formal"', "the person's own name is not known")
    first, second = phrase.wordings
    assert (first.file, first.line) == ("mine/phrases/mine.toml", 11)
    assert first.when == (
        "the tone is warm",
        "this reader may be told the outlook",
        "what the person wrote about the outlook, if it may be said, is given",
    )
    assert second.when == ("the day of the talk is given",)
    assert {"health.outlook", "meeting.date", "person.name"} <= {
        answer.key for answer in phrase.answers
    }
    assert [(each.topic, each.level) for each in phrase.tells] == [(Topic.OUTLOOK, 5)]
    assert other.when == (
        'the tone is not "formal"',
        "the phrase `try_lead` has no line that fits or the person's own name is known",
    )
    assert ask.rounds == trial.rounds == ("once for each thing asked for",)
    assert trial.when == ("a sentence that suggests a trial is given",)
    assert none.when == ("there is nothing asked for",)
    assert (told.file, told.line) == ("mine/documents/parts/end.j2", 2)
    assert {each.topic for each in told.tells} == {Topic.OUTLOOK}


def test_nothing_of_a_template_is_left_out_and_everything_is_in_its_place() -> None:
    bench = standard()
    explainer = Explainer(bench)
    for spec in bench.workshop.pack.documents.values():
        pieces = explainer.explain(spec).pieces
        needs = bench.workshop.renderer.needs(spec.id)
        asked = {piece.phrase for piece in pieces if piece.phrase}
        conditions = " ".join(clause for piece in pieces for clause in piece.when)
        for slot in needs.slots:
            assert slot in asked or f"`{slot}`" in conditions, (spec.id, slot)
        for piece in pieces:
            source = (bench.file(piece.file) or "").split("\n")[piece.line - 1]
            words = piece.says.partition("{")[0].split()
            assert (
                f"say.{piece.phrase}" in source
                if piece.phrase
                else all(word in source for word in words)
            )
            for each in piece.wordings:
                line = (bench.file(each.file) or "").split("\n")[each.line - 1]
                assert each.text.partition('"')[0] in line


def test_a_fact_read_by_a_condition_is_an_answer_that_the_line_depends_on() -> None:
    explained = explain(standard(), "script_1min")
    privacy = next(piece for piece in explained.pieces if "who may know" in piece.says)
    assert privacy.when == ("something about health may be said",)
    assert "boundaries.level" in {answer.key for answer in privacy.answers}


@pytest.mark.parametrize("document", ["email_followup", "deflection_sheet", "request_letter"])
def test_it_fits_eighty_columns(document: str) -> None:
    text = as_text(explain(standard(), document))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_a_document_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean email_followup"):
        explain(standard(), "email_folowup")
