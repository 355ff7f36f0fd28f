"""``pack test``: exit codes, what is told where, and keeping the texts of a pack of one's own."""

import json
from pathlib import Path

import pytest

from .running import Run

PACK = 'title = "Mine"\nextends = "standard"\n'
PHRASE = '[[phrase]]\nid = "reassurance_20s"\ntext = "I like this job and want to do it well."\n'


@pytest.fixture
def mine(home: Path) -> Path:
    """Return a pack of one's own that changes one sentence."""
    root = home / "mine"
    (root / "phrases").mkdir(parents=True)
    (root / "pack.toml").write_text(PACK, "utf-8")
    (root / "phrases" / "mine.toml").write_text(PHRASE, "utf-8")
    return root


def test_texts_are_kept_and_then_compared(run: Run, mine: Path) -> None:
    first = run("pack", "test", mine, "--person", "maya")
    assert first.code == 0
    assert "None was kept before." in first.out
    assert "pack test mine --update" in " ".join(first.err.split())
    kept = run("pack", "test", mine, "--update", "--person", "maya")
    assert (kept.code, kept.out) == (0, "mine: kept 1 text; 1 is new.\n")
    phrase = mine / "phrases" / "mine.toml"
    phrase.write_text(PHRASE.replace("like", "love"), "utf-8")
    changed = run("pack", "test", mine, "--person", "maya")
    assert changed.code == 1
    assert "    was: I like this job" in changed.out
    assert "    now: I love this job" in changed.out
    assert "Once you have read what changed" in changed.err
    assert run("pack", "test", mine, "--update", "--person", "maya").out.endswith("1 is changed.\n")
    same = run("pack", "test", mine, "--person", "maya")
    assert (same.code, same.err) == (0, "")
    assert "All are as they were kept." in same.out


def test_the_day_of_the_kept_texts_counts(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every text with a date would be another one tomorrow."""
    run("pack", "test", mine, "--update", "--person", "maya")
    run("pack", "test", mine, "--update", "--person", "maya", "--today", "2026-11-28").refused(
        "leave --person out"
    )
    monkeypatch.delenv("DISCLOSER_TODAY")
    ran = run("pack", "test", mine, "--person", "maya", "--json")
    [pack] = json.loads(ran.out)["packs"]
    assert (pack["pack"], pack["texts"], pack["kept"], pack["failed"]) == ("mine", 1, 1, False)
    assert pack["day"] == "2026-11-21"


def test_the_standard_pack_has_its_texts(run: Run) -> None:
    ran = run("pack", "test", "standard", "--person", "sam", "--person", "priya")
    assert ran.code == 0, ran.out
    assert "2 sample persons" in ran.out


def test_what_does_not_exist_is_named(run: Run, mine: Path) -> None:
    run("pack", "test", mine, "--person", "maia").refused("maia", "Did you mean maya?")
    run("pack", "test", "nothing").refused("There is no pack")


def test_a_broken_pack_is_refused_with_its_place(run: Run, mine: Path) -> None:
    (mine / "phrases" / "mine.toml").write_text('[[phrase]]\nid = "x\n', "utf-8")
    run("pack", "test", mine).refused("mine/phrases/mine.toml", "line 2")


def test_a_template_that_fails_is_refused_and_nothing_is_kept(run: Run, mine: Path) -> None:
    run("pack", "test", mine, "--update", "--person", "maya")
    text = mine / "golden" / "maya" / "script_20s.manager.md"
    before = text.read_bytes()
    (mine / "documents").mkdir()
    (mine / "documents" / "script_20s.j2").write_text("{{ later }}\n", "utf-8")
    run("pack", "test", mine, "--update", "--person", "maya").refused("script_20s.j2", "line 1")
    assert text.read_bytes() == before
