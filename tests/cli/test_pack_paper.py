"""The commands that explain a pack, print it for review, and print its schemas."""

import json
from pathlib import Path

import pytest

from .running import Run


@pytest.fixture(autouse=True)
def pack(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home with one pack on top of the standard one."""
    folder = home / "packs" / "mine"
    (folder / "phrases").mkdir(parents=True)
    (folder / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n', "utf-8")
    (folder / "phrases" / "mine.toml").write_text(
        '[[phrase]]\nid = "reassurance_20s"\ntext = "Mine alone."\n', "utf-8"
    )
    monkeypatch.setenv("DISCLOSER_PACKS", str(folder.parent))
    return folder


def test_explain_shows_the_wording_of_the_pack_that_is_meant(run: Run) -> None:
    mine = run("pack", "explain", "script_20s")  # without a name: the person's own
    assert mine.code == 0
    assert "mine/phrases/mine.toml:3" in mine.out
    standard = run("pack", "explain", "script_20s", "standard", "--json")
    data = json.loads(standard.out)
    said = {each["phrase"]: each for each in data["pieces"]}["reassurance_20s"]
    assert said["wordings"][0]["text"] == "I want to do this work well."
    assert {"file", "line", "when", "rounds", "answers", "tells"} <= set(said)
    run("pack", "explain", "script_20", "standard").refused("script_20s")
    run("pack", "explain", "script_20s", "standrd").refused("standard")
    run("pack", "explain").refused("document")


def test_a_broken_template_is_told_with_its_place(run: Run, pack: Path) -> None:
    (pack / "documents").mkdir()
    (pack / "documents" / "script_20s.j2").write_text("x\n{% if a %}\n", "utf-8")
    run("pack", "explain", "script_20s").refused("mine/documents/script_20s.j2", "line 2")
    run("pack", "review").refused("mine/documents/script_20s.j2", "line 2")


def test_a_review_is_written_as_a_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "review.html"
    ran = run("pack", "review", "mine", "--to", file)
    assert (ran.code, ran.out) == (0, "")
    assert "1 line of mine" in ran.err
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("pack", "review", "mine").out == file.read_text("utf-8")
    run("pack", "review", "mine", "--to", tmp_path / "no" / "x.html").refused("no folder")
    run("pack", "review", "mine", "--to", tmp_path).refused("a folder has the name")
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["review.html"]


def test_a_number_on_paper_leads_back_to_its_line(run: Run) -> None:
    text = run("pack", "review", "mine", "--format", "md").out
    assert text.startswith("# Wording for review")
    number = text.partition("**")[2].partition("**")[0]
    found = run("pack", "review", "mine", "--find", number.lower())
    assert found.out == "mine/phrases/mine.toml:3: Mine alone.\n"
    run("pack", "review", "standard", "--find", number).refused("changed or removed")


@pytest.mark.parametrize("kind", ["pack", "catalogue", "people"])
def test_schemas_are_printed_one_by_one_or_all_together(run: Run, kind: str) -> None:
    one = json.loads(run("pack", "schema", kind).out)
    assert one["$schema"].endswith("2020-12/schema")
    assert json.loads(run("pack", "schema").out)[kind] == one
    run("pack", "schema", f"{kind}s").refused(kind)


def test_schemas_do_without_a_pack_that_is_broken(run: Run, pack: Path) -> None:
    (pack / "phrases" / "mine.toml").write_text("[[phrase]\n", "utf-8")
    assert run("pack", "schema", "catalogue").code == 0
