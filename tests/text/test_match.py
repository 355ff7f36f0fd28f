"""Every dress of a listed word is found, and no other word is."""

import re
import string
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from discloser.text.clean import fold
from discloser.text.match import Matcher, Text, find

HEALTH = """
pain ache illness ill sick disease disorder syndrome diagnosis symptom flare chronic treatment
therapy procedure surgery operation injection implant device stimulator nerve spine medication
medicine drug dose clinic hospital doctor specialist nurse disabled disability mental depression
anxiety fatigue numb arthritis allergy cancer migraines scan joint
"""
EVERYDAY = """
able about above accept across act add afternoon again agree all almost along already also
although always am amount and another answer any anyone appear apply april are around art as ask
at august away back be because become been before begin below best better between big both bring
budget build business but buy by call came can cannot can't card care carry case change check
child choose city clear clerk client close coffee colleague come company complete computer
condition contract copy corner cost could couldn't country cover create customer daily data date
day deal december decide desk detail develop didn't different do document does don't done door
double down draft drive during each early easy edit effect either email end enough enter even
evening event every example expect explain extra fact fair fall family far fast february feel few
field figure file fill final find fine finish first five fix flexible follow for form forward four
friday friend from full further future general get give go goal good great group grow had half
hand handy happen hard has have he header help here he's high him his hold home hope hour how
however I'd idea I'll I'm important in include increase inform interest into is issue it item its
it's I've january job join july june just keep know large last late later learn leave left less
let letter level light like limit line list little local long look lot low lunch made main make
manage manager many march matter may me mean meet meeting member mention message might mind minute
monday money month more morning most move much must my name near need never new next nice no
normal not note nothing november now number numbers october of off offer office often ok old on
once one only open operational or order other our out over own page paper part party pay people
period person phone place plan please point policy possible present problem project promise public
put question quick quiet quite ready real reason report rest result return review right role room
rule run said same saturday save say schedule screen section see send september set share she'll
shift short should show side sign simple since sit skill slow small so some soon sorry sound space
speak spend staff stand start state stay step still stop story such suggest sunday sure system
table take talk task team tell than thank that the their them then there therefore these they
thing think third this those thought three through thursday time to today together tomorrow too
top total travel tuesday turn two under unless until up update us use usual value very view visit
wait walk want was watch way we we'd we'll wednesday week well were what when where which while
who whole why will window with within without won't word work would write year yes yesterday yet
you your you're
"""

LETTERS = st.sampled_from(string.ascii_lowercase)
WORDS = st.text(LETTERS, min_size=4, max_size=11)
PARTS = st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=2, max_size=3)


def surfaces(text: str, *words: str) -> list[str]:
    return [hit.surface for hit in find(Text(text), words)]


# --- the dresses of one word ---


def accents(word: str) -> str:
    return re.sub("[aeiouncs]", lambda letter: letter[0] + "\u0301", word)


def fullwidth(word: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "a" <= letter <= "z" else letter for letter in word)


CASES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [str, str.upper, str.capitalize, str.swapcase, accents, fullwidth]
)
INSIDE = st.sampled_from(["", "", "\u200b", "\u00ad", "**", "_", "-", "-\n", "-\n> "])
BETWEEN_ALL = st.sampled_from(["", "", "", " ", "-", ".", "_", " * ", "\n", "\u2011", "\u00a0"])
ENDINGS = st.sampled_from(["", "'s", "\u2019s", "`s", "'ll", "\u2019d", "'", "2026", "_17"])
MARKED = [
    "{}",
    "**{}**",
    "_{}_",
    '"{}"',
    "\u201c{}\u201d",
    "({})",
    "#{}",
    "[{}](https://x.example)",
]
BESIDE = ["x_{}_x.pdf", "3{}3", "> {}", "I {} a", "well,{}.", "\n{}\n", "e-{}-e", "彼{}は"]
AROUND = st.sampled_from([*MARKED, *BESIDE])


@st.composite
def dressed(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a word and a text in which it stands in some dress."""
    word = draw(WORDS)
    written = word + draw(st.sampled_from(["", "s"]))
    if between := draw(BETWEEN_ALL):
        written = between.join(written)
    else:
        cut = draw(st.integers(1, len(word) - 1))
        written = written[:cut] + draw(INSIDE) + written[cut:]
    written = draw(CASES)(written) + draw(ENDINGS)
    return word, "so far " + draw(AROUND).format(written) + " no more"


@given(dressed())
@example(("lupus", "so I L U P U S a"))
@example(("arthrite", "L\u2019ARTHRITE"))
@example(("migraine", "_mi-\n> graine\u2019s_"))
def test_a_word_is_found_in_every_dress(word_and_text: tuple[str, str]) -> None:
    word, raw = word_and_text
    hits = find(Text(raw), [word])
    assert hits
    for hit in hits:
        assert hit.word == word
        assert raw[hit.start : hit.end] == hit.surface
        assert re.sub("[^a-z]", "", fold(hit.surface)).startswith(word[:2])


@given(PARTS, st.sampled_from(["", " ", "-", "\n", "_", " **", "\n> ", "/", "' '", "\u2013", ": "]))
@example(["long", "covid"], "")
def test_the_parts_of_a_word_may_stand_apart_or_together(parts: list[str], between: str) -> None:
    text = f"so {between.join(parts)}."
    for listed in (" ".join(parts), "-".join(parts), "_".join(parts), "".join(parts)):
        joined_in_list = listed == "".join(parts)
        if joined_in_list and (
            len(parts) > 2 or between not in {"", " ", "-", "_", "\n", "\u2013"}
        ):
            continue  # a word that the list has in one piece is found in two, not in three
        assert surfaces(text, listed), (text, listed)


@given(st.text(), st.lists(st.text(), max_size=5))
@example("½ of it", ["1"])
def test_any_text_and_any_words_give_hits_with_their_places(raw: str, words: list[str]) -> None:
    for hit in find(Text(raw), words):
        assert hit.word in words
        assert hit.surface
        assert raw[hit.start : hit.end] == hit.surface


@given(st.text(min_size=1, max_size=12))
@example("C++")
@example("12/03/1980")
@example("💉")
@example("Univ. Hospital")
@example("腎症")
@example("G43.9")
@example("A:A::::::A\U00040000A")
def test_every_word_is_found_in_itself(word: str) -> None:
    assume(fold(word).strip())
    assert surfaces(word, word)
    assert surfaces(f"« {word} »", word)


# --- endings and names ---


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("ache", "ache aches ached aching achy"),
        ("migraines", "migraine migraines"),
        ("drug", "drugs drugged drugging"),
        ("therapy", "therapies therapist"),
        ("allergies", "allergy allergic allergies"),
        ("diagnosis", "diagnoses diagnosed diagnostic"),
        ("diagnoses", "diagnosis"),
        ("pain", "pains painful painfully painless"),
        ("chronic", "chronically"),
        ("hospital", "hospitals hospitalised hospitalized"),
        ("insomnia", "insomniac"),
        ("arthritis", "arthritic"),
        ("panic", "panicked"),
        ("spine", "spinal"),
        ("depress", "depression depressing"),
        ("Crohn's", "Crohn Crohns Crohn's CROHN\u2019S"),
        ("Crohns", "Crohn Crohns Crohn's"),
        ("PIP", "pip PIPs P.I.P."),
        ("M.S.", "MS ms M.S."),
        ("COVID-19", "covid19 COVID-19 covid_19"),
        ("T2D", "t2d T-2-D"),
        ("X-ray", "xray X-rays xrays"),
    ],
)
def test_forms_of_a_word_count_as_the_word(word: str, forms: str) -> None:
    for form in forms.split():
        assert surfaces(f"so {form} it", word), form


def test_phrases_cross_lines_and_marks_but_not_sentences() -> None:
    assert surfaces('see dr.\n> **"Okafor\'s"** note', "Dr. Okafor") == ["dr.\n> **\"Okafor's"]
    assert surfaces("irritable bowel-syndromes", "irritable bowel syndrome")
    assert surfaces("Type-1 diabetics", "type 1 diabetes")
    assert surfaces("l-u-p-u-s nephritis", "lupus nephritis")
    assert not surfaces("It took too long. Covid rules end.", "long covid")
    assert not surfaces("type 12 diabetes", "type 1 diabetes")


def test_unspaced_scripts_are_found_anywhere_but_not_inside_a_syllable() -> None:
    assert surfaces("彼は腎\n症です", "腎症") == ["腎\n症"]
    assert surfaces("ฉันเป็นโรคลูปัสมานาน", "ลูปัส")
    assert surfaces("저는 루푸스가 있다", "루푸스") == ["루푸스"]
    assert not surfaces("각", "가")
    assert not surfaces("じかん", "がん")
    assert surfaces("IgA腎症と", "IgA腎症")


# --- what is not the word ---


def test_everyday_english_holds_no_health_word() -> None:
    matcher = Matcher(HEALTH.split())
    words = EVERYDAY.split()
    text = " ".join(words)
    assert [hit.surface for hit in matcher.find(Text(text))] == []
    assert [hit.surface for hit in matcher.find(Text(text.replace("'", "\u2019").title()))] == []
    assert [hit.surface for hit in matcher.find(Text("\n".join(reversed(words))))] == []


@given(WORDS, st.text("qz", min_size=1, max_size=3), st.text(LETTERS, max_size=4))
def test_a_word_is_not_found_inside_another(word: str, before: str, after: str) -> None:
    assume("q" not in word and "z" not in word)
    assert not surfaces(f"so {before}{word}{after} it", word)
    assert not surfaces(f"so {word}{before}q{after} it", word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I'll, she\u2019ll and we`ll stay still until it will", "ill"),
        ("we'd better; I\u2019d say", "wed"),
        ("I don't and won't, but Donald did", "Don"),
        ("start a party, smart", "art"),
        ("the number of operations", "numb"),
        ("works well, now", "Wells"),
        ("a pot of tea", "POTS"),
        ("pipe, pipped, piper, columns p i p, pi-p", "PIP"),
        ("ask me as soon as you can", "ME"),
        ("As agreed, as is", "AS"),
        ("Ms Lind and Ms. Óg met", "MS"),
        ("the year 12026", "2026"),
        ("B1 and B 123", "B12"),
    ],
)
def test_what_only_looks_like_the_word_is_left_alone(text: str, word: str) -> None:
    assert not surfaces(text, word)


def test_short_names_in_capitals_are_still_found() -> None:
    assert surfaces("ask me about ME, M.E. and ME/CFS", "ME") == ["ME", "M.E", "ME"]
    assert surfaces("Ms Lind has MS, or ms", "MS") == ["MS", "ms"]
    assert surfaces("as agreed, AS", "as") == ["as", "AS"]


def test_one_matcher_serves_many_texts() -> None:
    matcher = Matcher(["lupus", "", " ", "lupus", "Dr. Okafor"])
    assert [hit.word for hit in matcher.find(Text("lupus, Dr Okafor"))] == ["lupus", "Dr. Okafor"]
    assert matcher.find(Text("")) == []
    assert [(hit.start, hit.end) for hit in matcher.find(Text("a Lupus"))] == [(2, 7)]


@pytest.mark.parametrize(
    "written",
    ["fibr\u043emyalgia", "\u0412echterew", "L\u03c5pus", "lup\u03c5\u0455", "\u0421R\u041eHN"],
)
def test_letters_of_another_script_hide_no_word(written: str) -> None:
    words = ["fibromyalgia", "Bechterew", "lupus", "Crohn"]
    hits = Matcher(words).find(Text(f"It is {written}, they say."))
    assert [hit.surface for hit in hits] == [written]


def test_a_word_of_another_script_stays_in_it() -> None:
    assert Matcher(["\u0440\u0430\u043a"]).find(Text("\u044d\u0442\u043e \u0440\u0430\u043a"))
    assert not Matcher(["pak"]).find(Text("\u044d\u0442\u043e \u0440\u0430\u043a"))
