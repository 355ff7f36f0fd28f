"""Guards for English wording: lists, articles and sentences read well and keep what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.text import english

TANGLED = st.text(st.sampled_from("aAnIi.?!,;:…-–—*_#>|`'\"()[]<1 8\n\t🙂é।")) | st.text(
    max_size=60
)


# Lists, owners, quotes


@pytest.mark.parametrize(
    ("items", "joined"),
    [
        ([], ""),
        (["a chair"], "a chair"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", " ", "b"], "a and b"),
        (
            ["a desk that lets me sit or stand", "a chair"],
            "a desk that lets me sit or stand, and a chair",
        ),
        (["a", "b and c", "d"], "a, b and c, and d"),
        (["a fan, heater or seat", "a chair"], "a fan, heater or seat; and a chair"),
        (["a", "b, c and d", "e"], "a; b, c and d; and e"),
    ],
)
def test_a_list_shows_where_each_item_ends(items: list[str], joined: str) -> None:
    assert english.join_list(items) == joined


@given(st.lists(st.text(st.sampled_from("xyz é,;"), min_size=1), max_size=5))
def test_a_list_has_its_word_once_and_only_between_items(items: list[str]) -> None:
    kept = [item for item in items if item.strip()]
    joined = english.join_list(items, "or")
    assert joined.count(" or ") == (len(kept) > 1)
    assert all(item.strip() in joined for item in kept)


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Jordan", "Jordan's"),
        ("James", "James's"),
        ("the Smiths", "the Smiths'"),
        ("my clients", "my clients'"),
        ("my boss", "my boss's"),
        ("Jordan's", "Jordan's"),
        ("", ""),
    ],
)
def test_owner(name: str, owner: str) -> None:
    assert english.possessive(name) == owner


def test_pack_wording_gets_plain_quotes_and_no_dashes() -> None:
    assert english.tidy_quotes("‘it’s’ “ok”") == "'it's' \"ok\""
    assert (
        english.dashes("3–5 days – or two—see part\u2011time")
        == "3 to 5 days, or two, see part-time"
    )
    assert english.dashes("– an item") == "- an item"


def test_doubled_words() -> None:
    assert english.doubled_words("I saw the the **it** it.\nThe\nthe end") == [
        "the the",
        "it it",
        "The the",
    ]
    assert (
        english.doubled_words("that that, had had, 8 8, no, no, Duran Duran, धीरे धीरे 🙂 🙂") == []
    )
    assert english.doubled_words("the end\n\nend\n# Plan\nplan\n- a\n- a") == []


# Articles

AN = (
    "hour|honest answer|honour|heir|hourly rate|MRI|HR note|SMS|NHS form|LED lamp|FMLA form"
    "|RSI|M.R.I.|x-ray|e-mail|F16|8|8-week trial|80 kg|88|800|8,000|11|11:30 start"
    "|18-month plan|11,000|8am|08:30 start|81st|onerous task|unimportant note|uninvited guest"
    "|unidentified call|urgent call|upper floor|ulcer|umbrella|hour-long talk|'hour'|**hour**"
    "|£80 chair|EU law|éclair|URGENT note|iPhone|MSc|Yvonne|on-call shift|issue|A4 page"
    "|O'Brien|an"
).split("|")
A = (
    "one-off|one|once-a-week call|user|use|usual day|union|uniform|unit|university"
    "|united front|European|euro|ewe|u-turn|UK firm|utility|uterus|Ukrainian|unanimous vote"
    "|UNICEF note|ubiquitous word|NASA|SWAT team|FEMA form|yes|year|house|hospital|happy day"
    "|history|7-day week|100-day plan|180|110|1|1-week|17:00|0.5|05:30 start|T-shirt|PhD|PCs"
    "|GP|B12 test|chair|ONE day|ouija|URL|Uganda|work-from-home day|日本|🙂|"
).split("|")


@pytest.mark.parametrize("word", AN)
def test_an(word: str) -> None:
    assert english.article(word) == "an"
    assert english.article("(" + word) == "an"


@pytest.mark.parametrize("word", A)
def test_a(word: str) -> None:
    assert english.article(word) == "a"


@pytest.mark.parametrize(
    ("text", "spots", "fixed"),
    [
        ("I need a hour and an unit.", ["a hour", "an unit"], "I need an hour and a unit."),
        ("A 8-week trial. An user.", ["A 8-week", "An user"], "An 8-week trial. A user."),
        (
            "Take a **8-week** break, a 'hour'",
            ["a 8-week", "a hour"],
            "Take an **8-week** break, an 'hour'",
        ),
    ],
)
def test_wrong_articles_are_found_and_mended(text: str, spots: list[str], fixed: str) -> None:
    assert english.check_articles(text) == spots
    assert english.fix_articles(text) == fixed
    assert english.check_articles(fixed) == []


@pytest.mark.parametrize(
    "text",
    [
        "Plan A is good, and plan A applies.",
        "option a is, or a and b",
        "at 10 a.m. every day",
        "a) one\n(a) eight",
        "an historic day, a historic day",
        "vitamin A intake",
        "a été ça a\u0300 eux",
        "it's an hour, isn't a unit",
    ],
)
def test_letters_and_labels_are_no_articles(text: str) -> None:
    assert english.check_articles(text) == []
    assert english.fix_articles(text) == text


def test_an_article_is_added_once() -> None:
    assert english.with_article(english.compound(8, "weeks") + " trial") == "an 8-week trial"
    assert english.with_article("a chair") == "a chair"
    assert english.with_article("my chair") == "my chair"


# Sentences


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("i am here. then we go? yes! ok", "I am here. Then we go? Yes! Ok."),
        ("at 10 a.m. we start, e.g. on 2.5 kg", "At 10 a.m. we start, e.g. on 2.5 kg."),
        ("see Dr. okafor at 10 a.m.", "See Dr. okafor at 10 a.m."),
        ("wait... then go", "Wait... then go."),
        ("done..", "Done."),
        ("done ,", "Done."),
        ("done...", "Done..."),
        ("really?.", "Really?"),
        ('he said "no."', 'He said "no."'),
        ('he said "no"', 'He said "no".'),
        ("(see below)", "(See below)."),
        ("iPhone. eBay. mRNA", "iPhone. eBay. mRNA."),
        ("jo@x.org is mine", "jo@x.org is mine."),
        ("this is open:", "This is open:"),
        ("über uns", "Über uns."),
        ("ვარ აქ", "ვარ აქ."),
        ("你好。", "你好。"),
        ("مرحبا؟", "مرحبا؟"),
        ("thanks! 🙂", "Thanks! 🙂"),
        ("🙂 hello", "🙂 Hello."),
        ("  ", ""),
    ],
)
def test_sentence(text: str, whole: str) -> None:
    assert english.sentence(text) == whole


@given(TANGLED)
def test_a_sentence_keeps_every_letter(text: str) -> None:
    letters = [sign for sign in text.casefold() if sign.isalnum()]
    assert [sign for sign in english.sentence(text).casefold() if sign.isalnum()] == letters


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("I need a lift. ", "I need a lift"),
        ("can we talk?!", "can we talk"),
        ("two\nlines…", "two lines"),
        ("at 10 a.m.", "at 10 a.m."),
        ('he said "no."', 'he said "no"'),
        ("...", ""),
    ],
)
def test_clause(text: str, inside: str) -> None:
    assert english.clause(text) == inside


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("The lift is slow", "the lift is slow"),
        ("Lifting boxes", "lifting boxes"),
        ("Fumes in the print room", "fumes in the print room"),
        ("Short-notice changes", "short-notice changes"),
        ("May I ask", "may I ask"),
        ('"The lift"', '"the lift"'),
        *(
            (same, same)
            for same in (
                "I am",
                "I'm ok",
                "IT is slow",
                "The Meadows site",
                "iPhone",
                "McDonald",
                "X-ray",
                "Jordan's desk",
                "Monday is hard",
                "May is hard",
                "Day is my name",
                "痛み",
                "",
            )
        ),
    ],
)
def test_only_ordinary_words_lose_their_capital(text: str, lowered: str) -> None:
    assert english.lower_first(text, {"Ada Day", "The Meadows"}) == lowered
