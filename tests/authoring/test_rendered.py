"""What the finished texts of a pack say wrong is found, where an author can mend it."""

import datetime
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from discloser.authoring.drafted import looked, patience, reaching, rendered
from discloser.authoring.drafted.looked import FAILS, SLOW, Looking
from discloser.authoring.drafted.mending import HOW
from discloser.authoring.drafted.rendered import Texts, people_of, rendered_findings
from discloser.authoring.finding import PackFinding
from discloser.authoring.stamp import Stamps
from discloser.authoring.workbench import Workbench
from discloser.packs.folder import PackFolder

from ..plans import TODAY  # noqa: TID252 - tests are no package
from .benches import MANIFEST, overlay, standard

HOUSE = Path(rendered.__file__).parent.parent.parent

DOCUMENTS = tuple(standard().workshop.pack.documents)

NOTE = """
[[document]]
id = "note_aside"
title = "A note"
about = "What to know."
kind = "note"
phase = "before"
audiences = ["team"]
to = "team"
decisions = ["tell_now", "tell_partly"]
when = ["has_asks"]
missing = "Add an ask."
"""


@cache
def texts() -> Texts:
    """Return the standard pack's texts, of which each test looks at some."""
    return Texts(standard(), TODAY, ())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_is_found_in_the_standard_pack(document: str) -> None:
    """Holds for every sample person in every tone and every choice of wording."""
    looked = texts().look(document)
    assert looked.texts
    assert looked.seen == ()


def noted(body: str, *more: str) -> list[PackFinding]:
    """Return what is found in a document of one's own, beside which there are other files."""
    files = dict(zip(more[::2], more[1::2], strict=True))
    bench = overlay({"documents/note_aside.j2": body, **files}, MANIFEST + NOTE)
    found = Texts(bench, TODAY, {"note_aside"})
    return [*found.findings(), *found.unused()]


SLIPS = {
    "I am sorry to ask.": ("r_no_sorry", "sorry"),
    "That is a apple.": ("r_articles", "a apple"),
    "About my illness.": ("r_no_medical", "illness"),
    "That is None.": ("r_fill", "None"),
}


@pytest.mark.parametrize(("line", "rule", "words"), [(k, *v) for k, v in SLIPS.items()])
def test_a_slip_is_told_once_for_all_persons_where_it_stands(
    line: str, rule: str, words: str
) -> None:
    [found] = noted(f"Hello.\n\n{line}\n")
    assert (found.rule, found.text, found.person != "") == (rule, words, True)
    assert (found.file, found.line) == ("mine/documents/note_aside.j2", 3)
    assert found.column == line.index(words) + 1
    assert "more texts" in found.why


def test_a_slip_in_a_wording_is_told_in_its_file() -> None:
    phrase = (
        '[[phrase]]\nid = "aside"\nabout = "A line."\ntext = [\n  { text = "No.", level = 5 },\n'
    )
    phrase += '  { text = "I will always do it.", when = ["has_asks"] },\n]\n'
    found = noted("{{ say.aside }}\n", "phrases/aside.toml", phrase)
    [over] = [each for each in found if each.rule == "r_no_over"]
    assert (over.file, over.line, over.text) == ("mine/phrases/aside.toml", 6, "always")


def test_what_cannot_be_written_is_told_with_its_line() -> None:
    found = noted("One.\n{{ meeting_place }}\n")
    [fails] = [each for each in found if each.rule == FAILS]
    assert (fails.line, fails.blocks) == (2, True)
    assert fails.person in fails.why


def test_a_pack_on_top_is_told_what_it_brings_and_not_what_was_there() -> None:
    """A word that is over the top in a phrase below is the matter of that pack."""
    below = {"pack.toml": 'title = "Below"\nextends = "standard"\n'}
    slip = '[[phrase]]\nid = "reassurance_20s"\ntext = "I will always like this job."\n'
    below["phrases/below.toml"] = slip
    mine = {"pack.toml": 'title = "Mine"\nextends = "below"\n'}
    mine["phrases/mine.toml"] = '[[phrase]]\nid = "sign_off"\ntext = "I am sorry. Bye"\n'
    folder = standard().folder.root
    stack = [
        standard().folder,
        PackFolder(folder.with_name("below"), below),
        PackFolder(folder.with_name("mine"), mine),
    ]
    cached: dict[str, bytes] = {}
    documents = {"script_20s", "meeting_request"}
    found = [*Texts(Workbench(stack, cached), TODAY, documents).findings()]
    assert {each.rule for each in found} == {"r_no_sorry"}
    assert {each.file for each in found} == {"mine/phrases/mine.toml"}
    found = [*Texts(Workbench(stack[:-1], cached), TODAY, documents).findings()]
    assert "r_no_over" in {each.rule for each in found}


def test_what_a_change_takes_away_is_told_in_the_file_that_changed_it() -> None:
    phrase = '[[phrase]]\nid = "reassurance_20s"\ntext = "That is all."\n'
    bench = overlay({"phrases/mine.toml": phrase})
    [parts] = [*Texts(bench, TODAY, {"script_20s"}).findings()]
    assert (parts.rule, parts.file, parts.line) == ("r_parts", "mine/phrases/mine.toml", 3)
    assert parts.text == "That is all."
    assert "script_20s for " in parts.why


def test_a_pack_that_is_not_whole_has_no_texts() -> None:
    bench = overlay({"documents/note_aside.j2": "One."}, MANIFEST + NOTE.replace("has_asks", "hm"))
    assert rendered_findings(bench, TODAY) == []


UNREACHED = "Hello.\n{% if fact.to_hr %}\nNo.\n{% elif level >= 0 %}\nYes.\n{% endif %}\n"


def test_a_pack_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is called unused that was not tried."""
    monkeypatch.setattr(patience, "MOST_SECONDS", -1)
    [found] = noted(UNREACHED)
    assert (found.rule, found.blocks, found.file) == (SLOW, True, "mine/pack.toml")
    assert found.text == '"note_aside"'


def test_texts_that_each_take_long_end_the_check_early() -> None:
    now, count = 0.0, 0
    patient = patience.Patience(17, lambda: now)
    patient.document()
    with suppress(patience.TakesTooLongError), patient.at_work():
        for count in range(100):
            with patient.text():
                now += 0.15 if count else 1.0  # the first one brings what is made once
    assert count < 8
    with pytest.raises(patience.TakesTooLongError), patient.at_work():
        patient.go_on()


def test_many_texts_that_take_as_long_as_honest_ones_are_looked_at() -> None:
    now = 0.0
    patient = patience.Patience(17, lambda: now)
    for _ in range(17):
        with patient.at_work():
            patient.document()
            for count in range(60):
                patient.go_on()
                with patient.text():
                    now += 0.6 if count == 1 else 0.005  # memory is tidied


def test_a_text_that_is_too_long_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked, "MOST_CHARACTERS", 20)
    [found] = noted("I am sorry, I am sorry, I am sorry.\n")
    assert (found.rule, found.blocks) == (SLOW, True)
    assert found.file == "mine/documents/note_aside.j2"


def test_more_texts_of_a_document_than_anybody_needs_are_not_all_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looked, "MOST_TEXTS", 2)
    assert SLOW in {each.rule for each in noted("Hello.\n")}


def test_of_too_many_sample_persons_some_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "MOST_PEOPLE", 3)
    monkeypatch.setattr(rendered, "ENOUGH_PEOPLE", 3)
    assert len(people_of(standard())) == 3
    assert SLOW in {each.rule for each in noted("Hello.\n")}


@pytest.mark.parametrize("limit", ["LEAST_TRIES", "MOST_TOGETHER"])
def test_what_was_not_tried_is_not_called_unreached(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [each.rule for each in noted(UNREACHED)] == ["r_branches"]
    monkeypatch.setattr(reaching if limit == "MOST_TOGETHER" else patience, limit, -1_000)
    assert noted(UNREACHED) == []


def test_every_rule_says_how_to_mend_what_it_finds() -> None:
    rules = [*(HOUSE / "rendering" / "rules").glob("*.py"), HOUSE / "disclosure" / "guards.py"]
    ids = {name for file in rules for name in re.findall(r'"(r_\w+)"', file.read_text("utf-8"))}
    assert ids | {FAILS} == set(HOW)


# --- what nobody gets -----------------------------------------------------------------------------


def test_a_branch_that_nobody_reaches_is_told_with_what_it_needs() -> None:
    [found] = noted(UNREACHED)
    assert (found.rule, found.blocks) == ("r_branches", False)
    assert (found.line, found.text) == (2, "{% if fact.to_hr %}")
    assert "It needs that it is for HR" in found.how


def test_a_wording_that_nobody_gets_is_told() -> None:
    phrase = '[[phrase]]\nid = "aside"\nabout = "A line."\ntext = [\n  "One.",\n  "Two.",\n'
    phrase += '  { text = "Three.", when = ["to_hr"] },\n]\n'
    found = noted("{{ say.aside }}\n", "phrases/aside.toml", phrase)
    assert [(each.rule, each.line, each.text) for each in found] == [("r_branches", 7, "Three.")]


def test_a_document_that_nobody_gets_is_told() -> None:
    manifest = MANIFEST + NOTE.replace('"has_asks"', '"has_asks", "no_asks"')
    bench = overlay({"documents/note_aside.j2": "One."}, manifest)
    [found] = Texts(bench, TODAY, {"note_aside"}).unused()
    assert (found.file, found.text) == ("mine/pack.toml", '"note_aside"')
    assert "needs" in found.how


def test_other_answers_of_sample_persons_reach_what_they_do_not_reach_as_they_are() -> None:
    """A wording for what nobody is, such as no name, no day and a video talk with HR."""
    phrase = """
[[phrase]]
id = "aside"
about = "A line."
text = [
  { text = "One.", when = ["video", "not signed", "country_nz", "has_topic"] },
  { text = "We talk on {meeting_date}.", when = ["not timed", "not placed"], level = 4 },
  "Two.",
]
"""
    assert noted("{{ say.aside }}\n", "phrases/aside.toml", phrase) == []


def test_what_only_other_answers_reach_is_looked_at_too() -> None:
    phrase = """
[[phrase]]
id = "aside"
about = "A line."
text = [
  { text = "I am sorry.", when = ["video", "not signed", "country_nz", "has_topic"] },
  "Two.",
]
"""
    files = {"documents/note_aside.j2": "{{ say.aside }}\n", "phrases/aside.toml": phrase}
    found = Texts(overlay(files, MANIFEST + NOTE), TODAY, {"note_aside"})
    [sorry] = found.findings()
    assert (sorry.rule, sorry.text, sorry.line) == ("r_no_sorry", "sorry", 6)
    assert not [*found.findings(widely=False)]


# --- what is kept ---------------------------------------------------------------------------------


def stamps(files: Mapping[str, str], today: datetime.date = TODAY) -> dict[str, str]:
    bench = overlay(files)
    made = Stamps(bench, today, people_of(bench))
    return {name: made.of(spec) for name, spec in bench.workshop.pack.documents.items()}


def test_a_document_is_looked_at_again_when_something_changed_that_it_rests_on() -> None:
    """And the others are not: an edit of one document is checked in a moment."""
    plain = stamps({})
    template = standard().folder.files["documents/script_20s.j2"]
    changed = stamps({"documents/script_20s.j2": f"{template}\n"})
    assert [name for name in plain if plain[name] != changed[name]] == ["script_20s"]
    phrase = stamps(
        {"phrases/p.toml": '[[phrase]]\nid = "pause_line"\ntext = "A minute, please."\n'}
    )
    assert [name for name in plain if plain[name] != phrase[name]] == ["card_meeting"]
    line = 'text = [{ text = "I notice it at times.", when = ["effect_rare"] }]'
    phrase = stamps({"phrases/p.toml": f'[[phrase]]\nid = "how_often"\n{line}\n'})
    assert [name for name in plain if plain[name] != phrase[name]] == ["request_letter"]
    word = stamps({"catalogue/w.toml": '[over]\nwords = ["grand"]\n'})
    assert all(plain[name] != word[name] for name in plain)
    later = stamps({}, TODAY + datetime.timedelta(1))
    assert all(plain[name] != later[name] for name in plain)


def test_what_was_seen_is_kept_and_damage_is_seen_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    files = {"documents/note_aside.j2": "I am sorry.\n"}
    bench = overlay(files, MANIFEST + NOTE)
    bench.cache = kept
    first = [*Texts(bench, TODAY, {"note_aside"}).findings()]
    with monkeypatch.context() as patched:
        patched.setattr(Looking, "_look", None)  # would be called
        assert [*Texts(bench, TODAY, {"note_aside"}).findings()] == first
    for key in kept:
        kept[key] = b"\xff"
    assert [*Texts(bench, TODAY, {"note_aside"}).findings()] == first
