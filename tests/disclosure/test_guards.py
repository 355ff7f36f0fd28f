"""The guards over whole documents: private words, levels and health words, and nobody else."""

import datetime
import unicodedata
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from discloser.model.document import Document
from discloser.model.lexicon import Lexicon
from discloser.model.plan import Plan
from discloser.model.words import Audience, Topic
from discloser.session.drafting import Written
from discloser.session.session import Session

from ..plans import (  # noqa: TID252 - tests are no package
    LENGTHS,
    TODAY,
    TONES,
    blocks,
    draft,
    drafter,
    places,
    plan,
    standard,
)

WORDS = standard().pack.catalogue.words


def edited(text: str, *changes: dict[str, Any], subject: str = "A request") -> Document:
    """Return the request by email to the manager, rewritten by hand."""
    edit = {"document": "request_email", "text": text, "subject": subject}
    return draft(plan({"edit": [edit]}, *changes), "request_email", Audience.MANAGER)


def at(level: int) -> dict[str, Any]:
    return {"boundaries": {"level": {"manager": level}}}


# --- private words ---

DRESSES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "first capital": str.capitalize,
    "accents": lambda word: unicodedata.normalize("NFC", word.replace("e", "e\u0301")),
    "fullwidth": lambda word: "".join(chr(ord(letter) + 0xFEE0) for letter in word),
    "plural": lambda word: f"{word}s",
    "owner": lambda word: f"{word}\u2019s",
    "ending": lambda word: f"{word}ed",
    "hyphen": lambda word: f"{word[:4]}-{word[4:]}",
    "soft hyphen": lambda word: f"{word[:4]}\u00ad{word[4:]}",
    "two lines": lambda word: f"{word[:4]}-\n{word[4:]}",
    "bold": lambda word: f"**{word}**",
    "half bold": lambda word: f"**{word[:4]}**{word[4:]}",
    "link": lambda word: f"[{word}](https://a.example)",
    "quoted": lambda word: f"\u201c{word}\u201d",
    "spelt": lambda word: ".".join(word.upper()),
    "in a name": lambda word: f"x_{word}_2",
}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_private_word_is_found_in_every_dress(dress: str) -> None:
    worn = DRESSES[dress]("vexmorrin")
    private = {"boundaries": {"private_words": ["vexmorrin"]}}
    inside = edited(f"Hello,\n\nCould we talk about {worn} soon?\n", private)
    assert blocks(inside, "r_private"), worn
    above = edited("Hello,\n\nCould we talk soon?\n", private, subject=f"About {worn}")
    assert [finding.where for finding in above.findings if finding.rule == "r_private"] == [
        "subject"
    ]
    spec = standard().pack.documents["script_20s"]
    named = drafter(plan(private)).draft(spec, Audience.MANAGER, f"{worn}.md")
    assert [finding.where for finding in named.findings if finding.rule == "r_private"] == [
        "file name"
    ]


PHRASES = {
    "Dr. Okafor": ("Dr Okafor", "DR OKAFOR'S", "Dr.\nOkafor", "dr. **Okafor**", "Okafor"),
    "long covid": ("Long-COVID", "longcovid", "long\ncovid", "long **covid**"),
    "Mill Road": ("mill\u2010road", "Mill\u00a0Road", "MILL ROAD'S"),
    "Crohn's": ("Crohns", "crohn\u2019s", "Crohn"),
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_private_phrase_is_found_however_it_is_written(phrase: str) -> None:
    for written in PHRASES[phrase]:
        document = edited(
            f"Could we meet near {written} today?\n",
            at(5),
            {"boundaries": {"private_words": [phrase]}},
        )
        assert blocks(document, "r_private"), written


def test_words_that_only_look_like_a_private_word_pass() -> None:
    private = {"boundaries": {"private_words": ["ill", "art", "Don"]}}
    text = "Hello,\n\nI will start on time. I don't need the artist, and I'll still call.\n"
    assert not blocks(edited(text, private), "r_private")


@pytest.mark.parametrize("word", ["0", "12", "\U0001f642", "C++", "B12", "\u75db", "\u05d2\u05d1"])
def test_a_private_word_of_any_kind_is_found(word: str) -> None:
    private = {"boundaries": {"private_words": [word]}}
    assert blocks(edited(f"Could we talk about {word} today?\n", private), "r_private")
    assert not blocks(edited("Could we talk about it today?\n", private), "r_private")


# --- levels ---


def test_a_word_of_a_withheld_topic_tells_it() -> None:
    health = {"health": {"treatment": "a spinal cord stimulator trial"}}
    for text in ("the stimulator", "Stimulators", "my spinal cord"):
        document = edited(f"Could we talk about {text} today?\n", health, at(4))
        assert blocks(document, "r_level"), text
    for text in ("the trial", "a cord"):  # "trial" is the pack's own word
        document = edited(f"Could we talk about {text} today?\n", health, at(5))
        assert not blocks(document, "r_level"), text


def test_everyday_words_of_a_withheld_topic_tell_nothing() -> None:
    health = {
        "health": {"outlook": "It will be better when the work of the day starts later in December"}
    }
    of = plan(health, at(1))
    for spec, audience in places():
        assert not blocks(drafter(of).draft(spec, audience), "r_level"), spec.id


def test_part_of_a_withheld_topic_inside_one_that_may_be_said_is_found() -> None:
    health = {"health": {"name": "zorbulin veltrak", "symptoms": "stiff hands from zorbulin"}}
    document = draft(plan(health, at(3)), "script_full", Audience.MANAGER)
    assert "zorbulin" in document.text
    assert blocks(document, "r_level")


# --- health words ---


@pytest.mark.parametrize("level", range(6))
def test_every_health_word_is_stopped_where_nobody_was_told_a_kind_of_illness(level: int) -> None:
    words = [*WORDS["health"].words, *WORDS["illness_names"].words]
    unnoticed = {
        word
        for word in words
        if not blocks(edited(f"This is about my {word} today.\n", at(level)), "r_no_medical")
    }
    assert unnoticed == (set() if level < 3 else set(words))


@pytest.mark.parametrize("level", range(6))
def test_a_health_matter_may_be_named_from_level_two_on(level: int) -> None:
    for word in WORDS["health_allowed_from_level_2"].words:
        document = edited(f"This is about my {word} today.\n", at(level))
        assert bool(blocks(document, "r_no_medical")) is (level < 2), word


@pytest.mark.parametrize("level", [0, 1, 2])
def test_words_that_look_medical_and_are_not_pass(level: int) -> None:
    for name in ("health", "illness_names", "health_allowed_from_level_2"):
        for spared in WORDS[name].without:
            document = edited(f"We talked about {spared} today.\n", at(level))
            assert not blocks(document, "r_no_medical"), spared


def written(text: str, *changes: dict[str, Any]) -> list[str]:
    """Return the rules that block a letter to HR with a text that the pack has made."""
    drafts = drafter(plan({"meeting": {"audience": "hr"}}, *changes))
    spec = standard().pack.documents["request_letter"]
    judged = drafts.judge(spec, Audience.HR, Written("A request", text, ()))
    return [each.rule for each in judged.findings if each.severity == "block"]


@pytest.mark.parametrize("level", [3, 4, 5])
def test_a_pack_says_no_illness_that_the_person_did_not_write_of(level: int) -> None:
    """Whatever the listener may know, it would not be true."""
    told = {"boundaries": {"level": {"hr": level}}}
    assert written("This is about tinnitus.\n", told) == ["r_truth"]
    own = {"health": {"name": "tinnitus"}}
    assert written("This is about tinnitus.\n", told, own) == ([] if level > 3 else ["r_level"])


def test_what_others_may_ask_tells_nothing() -> None:
    words = "are you depressed?"
    assert any(words in each for each in Lexicon(standard().pack.catalogue).asked_by_others)
    asked = "# Is it stress? Are you depressed?\n\nI keep that private.\n"
    assert written(asked, {"boundaries": {"level": {"hr": 0}}}) == []
    for level, rule in ((0, "r_no_medical"), (3, "r_truth")):
        claimed = f"{asked}\nI am depressed.\n"
        assert written(claimed, {"boundaries": {"level": {"hr": level}}}) == [rule]


@pytest.mark.parametrize("role", ["nurse", "operations manager", "clinic manager", "drug chemist"])
def test_the_role_may_hold_a_health_word_and_only_the_role(role: str) -> None:
    of = plan({"person": {"role": role}, "meeting": {"audience": "hr"}})
    letter = draft(of, "request_letter", Audience.HR)
    assert role in letter.text
    assert not blocks(letter)
    other = edited("I saw the nurse at the clinic about a drug.\n", {"person": {"role": role}})
    assert blocks(other, "r_no_medical")


@pytest.mark.parametrize("level", [0, 1, 2])
@pytest.mark.parametrize("stance", ["say", "if_asked"])
@pytest.mark.parametrize("topic", Topic)
def test_what_the_person_lets_an_audience_know_is_not_stopped(
    level: int, stance: str, topic: Topic
) -> None:
    """An exception may name an illness at any level, in the pack's sentence about it too."""
    entry = standard().pack.catalogue.topics[topic]
    boundaries = {"boundaries": {"except": {"manager": {str(topic): stance}}}}
    of = plan({"health": {str(topic): entry.example}}, at(level), boundaries)
    for document in ("script_20s", "script_full", "request_email", "deflection_sheet"):
        assert not blocks(draft(of, document, Audience.MANAGER)), document


def test_general_facts_about_rights_may_name_an_illness() -> None:
    """The page is the same for everybody: that it names an illness tells nothing."""
    for name in ("cancer", "MS", "HIV", "diabetes"):
        of = plan({"health": {"name": name}, "meeting": {"country": "gb"}}, at(1))
        assert not blocks(draft(of, "rights_card", Audience.MANAGER)), name


# --- nobody is stopped without a reason ---

OFFICE: dict[str, Any] = {
    "person": {"name": "Sam Okoro", "role": "payroll clerk"},
    "choice": {"decision": "tell_now"},
    "impact": [{"id": "ph_first_hour", "often": "most_days"}, {"id": "co_screen"}],
    "ask": [
        {"id": "later_start", "values": {"time": "09:30"}, "trial_weeks": 6, "fallback": "chair"},
        {"id": "move_breaks"},
    ],
    "health": {
        "name": "rheumatoid arthritis",
        "symptoms": "stiff hands in the morning",
        "medicine": "a weekly injection at home",
        "outlook": "It comes and goes",
        "appointments": "a check every three months",
    },
    "boundaries": {"private_words": ["arthritis"], "level": {"manager": 1, "hr": 2}},
    "meeting": {
        "name": "Ann May",
        "channel": "video",
        "date": datetime.date(2026, 12, 4),
        "minutes": 20,
        "country": "ie",
        "work_topic": "the year-end run",
    },
}
WARD: dict[str, Any] = {
    "person": {"name": "Lee Park", "role": "ward nurse"},
    "choice": {"decision": "tell_partly"},
    "impact": [{"id": "ph_stand_long", "values": {"n": 40}}, {"id": "cn_appointments"}],
    "ask": [
        {"id": "task_swap", "values": {"task_a": "the stock count", "task_b": "the late calls"}},
        {"id": "appt_time"},
        {"id": "stool_mat"},
    ],
    "health": {"treatment": "physiotherapy", "appointments": "one hour on most Fridays"},
    "boundaries": {
        "level": {"manager": 2},
        "except": {"manager": {"appointments": "say"}},
    },
    "meeting": {"name": "Dr. Grace Hill", "channel": "in_person", "country": "us"},
    "outcome": {"result": "they_will_check", "held_on": datetime.date(2026, 11, 18)},
}
WAREHOUSE: dict[str, Any] = {
    "person": {"name": "Bo Lindqvist", "role": "operations lead"},
    "choice": {"decision": "tell_now"},
    "impact": [{"id": "ph_lift", "values": {"kg": 10}}, {"own_words": "cold halls slow my hands"}],
    "ask": [
        {"id": "lift_limit", "values": {"kg": 10}, "importance": "must_have", "trial_weeks": 8},
        {"own_words": "a place near the heater", "helps": "I can pack at full speed there"},
    ],
    "health": {"name": "Raynaud's", "type": "a blood flow condition", "symptoms": "numb fingers"},
    "boundaries": {"level": {"manager": 4, "hr": 4, "occ_health": 5}},
    "meeting": {"name": "Will Rose", "channel": "phone", "country": "nz", "place": "bay 4"},
    "outcome": {
        "result": "partly",
        "held_on": datetime.date(2026, 11, 16),
        "item": [{"ask": "lift_limit", "state": "agreed", "who": "Will"}],
    },
}


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("person", [OFFICE, WARD, WAREHOUSE], ids=["office", "ward", "warehouse"])
def test_ordinary_persons_have_no_finding_at_all(person: dict[str, Any], tone: str) -> None:
    for length in LENGTHS:
        said = {"meeting": {"tone": tone, "length": length}}
        session = Session(plan(person, said, full=False), standard(), TODAY)
        for place in session.places():
            document = session.draft(place, f"2026-11-21-{place[0].id}")
            assert document.findings == (), (document.document, document.audience, document.text)


def test_the_order_in_which_documents_are_drafted_changes_nothing() -> None:
    of: Plan = plan(WARD, full=False)
    written = [drafter(of).draft(*place) for place in places()]
    shared = drafter(of)
    again = [shared.draft(*place) for place in reversed(list(places()))]
    assert [msgspec.json.encode(each) for each in written] == [
        msgspec.json.encode(each) for each in reversed(again)
    ]
