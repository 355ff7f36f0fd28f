"""A pack in another language: its own dates, lists and rules, and no part in English plans."""

import datetime
from pathlib import Path

import pytest

from discloser.model.document import Document
from discloser.packs.load import load
from discloser.planfile.read import PlanText
from discloser.session.session import House, open_plan

PACK = 'title = "Français"\nextends = "standard"\nlanguage = "fr"\n'

WORDS = """
[language]
months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
  "octobre", "novembre", "décembre"]
days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
and_word = "et"
or_word = "ou"
first_day = "1er"
time = "{hour} h {minute}"
time_full_hour = "{hour} h"
date_weekday = "le {weekday} {day} {month}"
when = "{date} à {time}"
numbers = ["zéro", "un", "deux", "trois", "quatre"]

[health]
words = ["maladie", "hôpital"]
"""

TEMPLATE = """Bonjour{% if to_call %} {{ to_call }}{% endif %},

Je vous écris {{ meeting_when }}. Un essai de {{ trial_weeks }} semaines.

Raisons : {{ withheld|listed }}.

Merci.
"""

PLAN = """
format = 1
pack = "francais"
language = "fr"
[why]
reasons = ["get_change", "plan_appointments"]
[choice]
decision = "tell_partly"
[[ask]]
id = "later_start"
values = { time = "10:00" }
trial_weeks = 4
[meeting]
audience = "manager"
name = "Jordan Reyes"
date = 2026-12-01
time = 10:30:00
country = "gb"
"""

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder of packs with one in French, in which one document is translated."""
    files = {
        "pack.toml": PACK,
        "catalogue/language.toml": WORDS,
        "documents/meeting_request.j2": TEMPLATE,
        "phrases/fr.toml": '[[phrase]]\nid = "meeting_request_subject"\ntext = "Un rendez-vous"\n',
    }
    for name, text in files.items():
        path = tmp_path / "francais" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def written(own: Path, text: str = PLAN) -> Document:
    session = open_plan(PlanText(text, "plan.toml"), House(own), TODAY)
    return session.draft(session.places(["meeting_request"])[0])


def test_dates_numbers_and_lists_are_written_as_the_pack_says(own: Path) -> None:
    text = written(own).text
    assert "le mardi 1er décembre à 10 h 30" in text
    assert "essai de quatre semaines" in text
    assert " et " in text.partition("Raisons : ")[2]


def test_rules_that_know_english_only_are_silent_and_the_guards_are_not(own: Path) -> None:
    template = own / "francais" / "documents" / "meeting_request.j2"
    assert "r_grade" not in {finding.rule for finding in written(own).findings}
    template.write_text(TEMPLATE.replace("Merci", "Une maladie"), "utf-8")
    found = written(own)
    assert found.blocked
    assert "maladie" in "".join(finding.message for finding in found.findings)


def test_a_translation_does_not_lie_over_english_plans(own: Path) -> None:
    assert load("standard", own).replaced == ()
    assert load("francais", own).language == "fr"
    assert load("francais", own).replaced
