"""An author learns which of the entries that they replaced are other ones by now."""

import shutil
from pathlib import Path

import pytest

from discloser.authoring.shared.based_on import accept, look_below, note
from discloser.authoring.workbench import open_workbench
from discloser.packs.gate import BASED_ON
from discloser.packs.load import BUILT_IN

PACK = """
title = "Mine"
extends = "standard"
[[document]]
id = "script_20s"
title = "In short"
"""


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a standard pack that can change, with a pack of one's own over it."""
    shutil.copytree(BUILT_IN / "standard", tmp_path / "built_in" / "standard")
    monkeypatch.setattr("discloser.packs.load.BUILT_IN", tmp_path / "built_in")
    mine = tmp_path / "own" / "mine"
    (mine / "phrases").mkdir(parents=True)
    (mine / "documents").mkdir()
    (mine / "pack.toml").write_text(PACK)
    (mine / "documents" / "team_line.j2").write_text("One.")
    (mine / "phrases" / "a.toml").write_text(
        '[[phrase]]\nid = "reassurance_20s"\ntext = "Mine."\n'
        '[[phrase]]\nid = "mine_alone"\nabout = "x"\ntext = "Mine."\n'
        '[health]\nwords = ["zorbulin"]\n'
    )
    return tmp_path / "built_in" / "standard"


def told(tmp_path: Path) -> list[str]:
    return list(look_below(open_workbench("mine", tmp_path / "own")))


def test_what_changed_below_is_told_until_the_author_has_looked(
    below: Path, tmp_path: Path
) -> None:
    assert told(tmp_path) == []
    changed(below / "phrases" / "spoken.toml", "I want to do this work well.", "New words.")
    changed(below / "documents" / "team_line.j2", "", " ")
    changed(below / "catalogue" / "impacts.toml", "", " ")
    assert [line.split(" has ")[0] for line in told(tmp_path)] == [
        "The phrase reassurance_20s",
        "The template documents/team_line.j2",
    ]
    accept(open_workbench("mine", tmp_path / "own"))
    assert told(tmp_path) == []


def test_what_is_gone_below_is_told(below: Path, tmp_path: Path) -> None:
    assert told(tmp_path) == []
    own = tmp_path / "own" / "mine" / "phrases" / "a.toml"
    changed(own, 'id = "reassurance_20s"\n', 'id = "reassurance_20s"\nabout = "x"\n')
    changed(below / "phrases" / "spoken.toml", 'id = "reassurance_20s"', 'id = "reassurance_x"')
    assert [line for line in told(tmp_path) if "gone" in line] == [
        "The phrase reassurance_20s is gone below, so yours replaces nothing."
    ]


def test_nothing_is_written_for_what_comes_with_the_program_and_nothing_twice(
    below: Path, tmp_path: Path
) -> None:
    note(open_workbench("standard", tmp_path / "none"))
    assert not (below / BASED_ON).exists()
    bench = open_workbench("mine", tmp_path / "own")
    note(bench)
    file = tmp_path / "own" / "mine" / BASED_ON
    before = file.stat().st_mtime_ns
    assert "mine_alone" not in file.read_text()
    assert "health" not in file.read_text(), "words that are added hide nothing"
    note(open_workbench("mine", tmp_path / "own"))
    assert file.stat().st_mtime_ns == before
    assert bench.folder.digest() == open_workbench("mine", tmp_path / "own").folder.digest()
