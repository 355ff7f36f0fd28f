"""Rules on finished texts: what they leave alone, and what they say."""

import pytest

from discloser.model.document import Finding
from discloser.model.words import Audience
from discloser.session.drafting import Written

from ..plans import drafter, plan, standard  # noqa: TID252 - tests are no package

START = "Dear Sam,\n\nI would like to talk about how I work.\n\n"
END = "\n\nThank you.\n"


def found(text: str, document: str = "request_letter") -> list[Finding]:
    """Return what is found in a text that a pack has made."""
    drafts = drafter(plan({"meeting": {"audience": "hr"}}))
    spec = standard().pack.documents[document]
    judged = drafts.judge(spec, Audience.HR, Written("A request", text, ()))
    return list(judged.findings)


def rules(text: str) -> set[str]:
    return {each.rule for each in found(f"{START}{text}{END}")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mrs. Hill has the form, and she knows it.", False),
        ("Mr Hill has the form, and I gave it to him.", False),
        ("Mr Hill has the form, and she knows it.", True),
        ("My boss has the form, and she knows it.", True),
    ],
)
def test_who_is_called_mrs_is_no_guess(text: str, told: bool) -> None:  # noqa: FBT001
    assert ("r_gender" in rules(text)) is told


@pytest.mark.parametrize("text", ["You can always ask me.", "You are always welcome."])
def test_an_offer_is_no_promise(text: str) -> None:
    assert "r_no_over" not in rules(text)
    assert "r_no_over" in rules("I will always be there.")


FAIR = (
    "I am proud of what we do here. I like what I do. I want to stay here. "
    "This job is the right one for me. I would like to go on with this."
)


@pytest.mark.parametrize("line", FAIR.split(". ")[:4])
def test_a_good_word_on_the_job_has_many_forms(line: str) -> None:
    [lacks] = [
        each for each in found(f"{START}{line}.{END}", "script_full") if "lack" in each.message
    ]
    assert "how you see your job" not in lacks.message


def test_a_wish_is_no_word_on_the_job() -> None:
    said = found(f"{START}I would like a chair.{END}", "script_full")
    assert any("how you see your job" in each.message for each in said)


@pytest.mark.parametrize(
    "line",
    [
        "Our house agreement says that you answer within two weeks.",
        "I look forward to your answer.",
    ],
)
def test_what_happens_next_has_many_forms(line: str) -> None:
    assert "r_next" not in {each.rule for each in found(f"{START}{line}\n", "request_email")}


def test_the_last_sentence_is_the_one_that_is_no_end() -> None:
    text = f"{START}It is so. It was so before.\n\nBest wishes\nMaya\n"
    [next_step] = [each for each in found(text, "request_email") if each.rule == "r_next"]
    assert next_step.text == "It was so before."


def test_a_long_sentence_is_told_with_its_words() -> None:
    [long] = [
        each for each in found(f"{START}{'so it is ' * 10}it.{END}") if each.rule == "r_sentence"
    ]
    assert "31 words; 28 is the most" in long.message
