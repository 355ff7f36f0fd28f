"""Cleaning drops what acts instead of being shown, and nothing else."""

import sys
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from discloser.text.clean import clean, first_forbidden, fold, fold_with_anchors

JOINERS = "\u200c\u200d"
BREAKS = "\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
ANY = st.text(st.characters() | st.sampled_from("\r\n\x1b\u200d\u202e\ud800\U000e0067\u0301"))


def _nothing_to_show(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}


def test_every_code_point_is_kept_dropped_or_a_line_break() -> None:
    unassigned = []
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        category = unicodedata.category(character)
        if category == "Cn":
            unassigned.append(character)
            continue
        cleaned = clean(f"a{character}b")
        if character in BREAKS:
            assert cleaned == "a\nb", hex(number)
        elif _nothing_to_show(character) and character not in "\t" + JOINERS:
            assert cleaned == "ab", hex(number)
        else:
            assert cleaned == unicodedata.normalize("NFC", f"a{character}b"), hex(number)
    assert clean("".join(unassigned))


@given(ANY)
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert first_forbidden(once) is None
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(ANY)
def test_a_text_with_nothing_forbidden_loses_no_character(text: str) -> None:
    if first_forbidden(text) is None:
        plain = unicodedata.normalize("NFD", text.replace("\r\n", "\n"))
        assert len(unicodedata.normalize("NFD", clean(text))) == len(plain)


def test_scripts_and_emoji_pass_unharmed() -> None:
    for text in (
        "Ärztin, Crohn\u2019s, naïve",
        "में काम करता हूँ",
        "می\u200cخواهم",
        "ทำงาน 仕事 일 عمل",
        "👩🏽\u200d⚕️ ❤️ 🇮🇪 1️⃣ " + SCOTLAND,
    ):
        assert clean(text) == text
        assert first_forbidden(text) is None


def test_tag_characters_outside_a_complete_flag_are_dropped() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "secret")
    assert clean(f"flag \U0001f3f4{hidden} and {hidden}") == "flag \U0001f3f4 and "
    assert clean(f"\U0001f3f4{hidden}s\U000e007f") == "\U0001f3f4s"
    assert clean(f"\U0001f3f4{hidden}{hidden}\U000e007f") == "\U0001f3f4"


def test_the_first_forbidden_character_is_named() -> None:
    assert first_forbidden("one\ntwo\x1b[31m\u202e") == "U+001B (escape)"
    assert first_forbidden("left \u202e right") == "U+202E (right-to-left override)"
    assert first_forbidden("\ue000") == "U+E000 (private use character)"
    assert first_forbidden("\ud83d") == "U+D83D (half of a broken character)"
    assert first_forbidden("\r\n\t\u2028") is None


@example("A\u0345")
@given(ANY)
def test_folding_is_done_once_and_its_anchors_lead_back(text: str) -> None:
    folded, anchors = fold_with_anchors(text)
    assert fold(folded) == folded
    assert anchors == sorted(anchors)
    place = 0
    for place_in_folded, letter in enumerate(folded):
        # a letter of the folded text comes from the character that its anchor leads to
        before = [anchor for anchor in anchors if anchor[0] <= place_in_folded]
        place = place_in_folded + (before[-1][1] - before[-1][0] if before else 0)
        assert letter in fold(text[place])
    assert place < len(text) or not folded


def test_forms_of_one_word_fold_alike() -> None:
    forms = ["Sjögren\u2019s", "SJO\u0308GREN'S", "\uff53jøgren`s", "sjo\u00adgren\u02bcs\u200b"]
    assert {fold(form) for form in forms} == {"sjogren's"}
    assert fold("がん") != fold("かん")
