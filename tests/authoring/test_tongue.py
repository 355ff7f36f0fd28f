"""A pack in another language is told what still works in English only."""

from pathlib import Path

import pytest

from discloser.authoring.check import static_findings
from discloser.authoring.finding import PackFinding
from discloser.authoring.workbench import Workbench
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.load import BUILT_IN
from discloser.text.tongues import SMALL_WORDS, reads_like

from ..plans import TODAY  # noqa: TID252 - tests are no package

STANDARD = read_folder(BUILT_IN / "standard")

FRENCH = 'title = "Mots"\nextends = "standard"\nlanguage = "fr"\n'

WORDS = """
[language]
months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
  "octobre", "novembre", "décembre"]
days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
and_word = "et"
or_word = "ou"
[health]
words = ["maladie"]
[no_effect]
words = ["aucun effet sur mon travail"]
[illness_names]
words = ["sclérose en plaques"]
"""

PHRASES = """
[[phrase]]
id = "meeting_request_why"
text = "Avez-vous une demi-heure pour parler de la façon dont je peux bien travailler ?"
"""


def found(**files: str) -> dict[str, list[PackFinding]]:
    """Return what is found in a pack over the standard one, by rule."""
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in files.items()}
    bench = Workbench([STANDARD, PackFolder(Path("mots"), named)])
    rules: dict[str, list[PackFinding]] = {}
    for each in static_findings(bench, TODAY):
        rules.setdefault(each.rule, []).append(each)
    return rules


def test_lists_of_guards_in_english_only_are_blocked() -> None:
    rules = found(pack_dot_toml=FRENCH, phrases__a_dot_toml=PHRASES)
    (guards, hints) = rules["p_tongue_words"]
    assert guards.blocks
    assert not hints.blocks
    assert "[health], [no_effect], [illness_names]" in guards.why
    assert (guards.file, guards.line, guards.text) == ("mots/pack.toml", 3, '"fr"')
    assert not rules["p_tongue_dates"][0].blocks
    assert "p_spaces" not in rules, "French has a space in front of some marks"


def test_what_is_left_of_a_document_that_was_begun_is_named() -> None:
    rules = found(pack_dot_toml=FRENCH, catalogue__a_dot_toml=WORDS, phrases__a_dot_toml=PHRASES)
    assert "p_tongue_dates" not in rules
    assert not any(each.blocks for each in rules.get("p_tongue_words", []))
    (left,) = rules["p_tongue_left"]
    assert "`meeting_request`" in left.why
    assert "`meeting_request_when`" in left.why
    assert "`meeting_request_why`" not in left.why
    assert "its title" in left.why


def test_a_pack_that_counts_as_english_and_is_not_is_blocked() -> None:
    english = FRENCH.replace('language = "fr"\n', "")
    long = PHRASES.replace(
        "travailler ?", "travailler avec vous dans la semaine et pour la suite ?"
    )
    (told,) = found(pack_dot_toml=english, phrases__a_dot_toml=long)["p_tongue"]
    assert told.blocks
    assert "French" in told.why
    assert 'language = "fr"' in told.how


@pytest.mark.parametrize("code", SMALL_WORDS)
def test_a_language_is_told_by_its_small_words(code: str) -> None:
    text = f"{SMALL_WORDS[code]} " * 3
    assert not reads_like(text, code)
    other = "fr" if code != "fr" else "en"
    assert reads_like(text, other) == code


def test_the_standard_pack_reads_like_english() -> None:
    texts = "\n".join(STANDARD.files[path] for path in STANDARD.under("phrases", ".toml"))
    assert reads_like(texts, "en") == ""
    assert reads_like(texts, "fr") == "en"
