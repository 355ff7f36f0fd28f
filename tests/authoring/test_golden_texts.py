"""Texts are kept beside a pack, whole and no more than it takes, and compared with what it says."""

from functools import partial
from pathlib import Path

import pytest

from discloser.authoring.drafted import tested as tested_module
from discloser.authoring.drafted.golden import Kept, all_written, compared, keep, kept, written
from discloser.authoring.drafted.rendered import looked_at
from discloser.authoring.drafted.tested import put_to_test
from discloser.authoring.drafted.tested_text import as_told, drawn
from discloser.errors import OutputError, PackError, TemplateError
from discloser.packs.folder import read_folder

from ..plans import TODAY  # noqa: TID252 - tests are no package
from .own_pack import MANIFEST, SAID, bench, own_pack, say, standard
from .test_rendered import NOTE

PEOPLE = ("maya", "priya")
MAYA = "maya/script_20s.manager.md"
PRIYA = "priya/script_20s.close_colleague.md"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a pack that changes one sentence, with its texts for two persons kept."""
    root = own_pack(tmp_path)
    keep(bench(root), {}, written(bench(root), TODAY, PEOPLE), TODAY)
    return root


def test_a_pack_on_top_keeps_only_the_texts_that_it_changes(mine: Path) -> None:
    before = kept(bench(mine))
    assert before.day == TODAY
    assert sorted(before.texts) == [MAYA, PRIYA]
    assert SAID in before.texts[MAYA]
    assert not compared(before.texts, written(bench(mine), TODAY, PEOPLE)).different


def test_a_changed_sentence_is_one_change_in_many_texts(mine: Path) -> None:
    say(mine, "I love this job and want to do it well.")
    before = kept(bench(mine))
    tested = put_to_test(bench(mine), before, TODAY, PEOPLE)
    [same] = tested.compared.changes
    assert same.texts == (MAYA, PRIYA)
    assert tested.failed
    shown = drawn(bench(mine), tested, 80)
    assert "\n    was: I like this job and want to do it well.\n    now: I love this job" in shown
    assert "maya: script_20s for manager and priya: script_20s for close colleague" in shown
    assert "\x1b" not in shown
    assert as_told(tested)["changed"] == [*same.texts]


def test_colour_is_only_beside_the_words(mine: Path) -> None:
    say(mine, "I love this job and want to do it well.")
    tested = put_to_test(bench(mine), kept(bench(mine)), TODAY, ["maya"])
    shown = drawn(bench(mine), tested, 80, colour=True)
    assert "was: I \x1b[31mlike\x1b[0m this" in shown
    assert "now: I \x1b[32mlove\x1b[0m this" in shown


def test_texts_that_come_and_go_are_told_and_kept(mine: Path) -> None:
    before = kept(bench(mine)).texts
    (mine / "phrases" / "mine.toml").unlink()
    extra = '[[phrase]]\nid = "sign_off"\ntext = "Yours"\n'
    (mine / "phrases" / "other.toml").write_text(extra, "utf-8")
    now = all_written(bench(mine), TODAY, PEOPLE)
    found = compared(before, now)
    assert MAYA in found.gone
    assert "maya/meeting_request.manager.md" in found.new
    keep(bench(mine), before, now, TODAY)
    assert kept(bench(mine)).texts == now
    there = {path.relative_to(mine / "golden").as_posix() for path in mine.glob("golden/**/*.*")}
    assert there == {"day.txt", *now}


def test_a_person_without_texts_has_no_folder(mine: Path) -> None:
    before = kept(bench(mine)).texts
    keep(bench(mine), before, {MAYA: before[MAYA]}, TODAY)
    assert sorted(path.name for path in (mine / "golden").iterdir()) == ["day.txt", "maya"]


def test_kept_texts_are_no_part_of_the_pack(mine: Path) -> None:
    assert not any(path.startswith("golden") for path in read_folder(mine).files)
    assert bench(mine).folder.digest() == read_folder(mine).digest()


def test_a_text_that_cannot_be_written_is_never_kept_as_gone(mine: Path) -> None:
    template = standard().files["documents/script_20s.j2"]
    (mine / "documents" / "script_20s.j2").write_text(f"{template}{{{{ later }}}}\n", "utf-8")
    with pytest.raises(TemplateError, match="later has no value"):
        all_written(bench(mine), TODAY, PEOPLE)
    tested = put_to_test(bench(mine), kept(bench(mine)), TODAY, ["maya"])
    assert tested.compared.gone == (MAYA,)


def test_a_full_disk_leaves_what_was_kept(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(bench(mine)).texts
    say(mine, "I love this job.")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("discloser.disk.whole._stage", full)
    with pytest.raises(OutputError, match="no space left"):
        keep(bench(mine), before, written(bench(mine), TODAY, PEOPLE), TODAY)
    monkeypatch.undo()
    assert kept(bench(mine)).texts == before


def test_a_day_that_is_none_is_named(mine: Path) -> None:
    (mine / "golden" / "day.txt").write_text("Monday\n", "utf-8")
    with pytest.raises(PackError, match=r"mine/golden/day\.txt, line 1: .* 2026-12-01"):
        kept(bench(mine))


def test_a_pack_without_kept_texts_fails_nothing(mine: Path) -> None:
    tested = put_to_test(bench(mine), Kept({}), TODAY, PEOPLE)
    assert not tested.failed
    assert "None was kept before." in drawn(bench(mine), tested, 80)


def test_all_checks_are_told_together(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rules find, what nobody gets and what is left of a missing answer."""
    (mine / "pack.toml").write_text(MANIFEST + NOTE, "utf-8")
    body = "I am sorry.\n\n{% if fact.to_hr %}\nNo.\n{% endif %}\nPlace: {{ meeting_place }}.\n"
    (mine / "documents" / "note_aside.j2").write_text(body, "utf-8")
    monkeypatch.setattr(tested_module, "looked_at", partial(looked_at, documents={"note_aside"}))
    tested = put_to_test(bench(mine), Kept({}), TODAY)
    rules = [(each.rule, each.line) for each in tested.findings]
    assert rules == [("r_no_sorry", 1), ("r_branches", 3), ("r_personas", 6), ("r_personas", 6)]
    assert tested.failed
    shown = drawn(bench(mine), tested, 80)
    assert "To mend: mine/documents/note_aside.j2:6 (r_personas)" in shown
    assert "The rules looked at" in shown
    assert "Answers were left out" in shown
    assert "is used for somebody" not in shown
