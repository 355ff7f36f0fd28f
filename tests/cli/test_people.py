"""The sample persons can be listed, printed and rendered; the packs can be listed."""

import json
from pathlib import Path

import pytest

import scripts_templates
from discloser.model.words import Topic
from discloser.packs import people

from .running import Run

KEYS = (
    "name title language version built_in extends trust because replaces reads changed_below error"
)
"""What is said of every pack; it is an interface."""

FOLDER = Path(scripts_templates.__path__[0]) / "standard" / "people"
FILES = sorted(FOLDER.glob("*.toml"))


def test_the_list_names_everybody_with_a_line_about_them(run: Run) -> None:
    ran = run("people")
    assert (ran.code, ran.err) == (0, "")
    listed = json.loads(run("people", "--json").out)["people"]
    assert [each["name"] for each in listed] == [path.stem for path in FILES]
    words = " ".join(ran.out.split())
    for each in listed:
        assert each["about"]
        assert f"{each['name']} {each['about']}" in words


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_person_is_printed_unchanged_and_renders(file: Path, run: Run) -> None:
    printed = run("people", file.stem)
    assert printed == (0, file.read_text("utf-8"), "")
    ran = run("render", "-", stdin=printed.out.encode())
    assert ran.code == 0
    assert ran.out


def test_an_unknown_person_gets_the_nearest(run: Run) -> None:
    run("people", FILES[0].stem.upper()).refused(f"Did you mean {FILES[0].stem}?")
    run("people", "../pack").refused("There are: ")


def test_a_person_that_cannot_be_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.toml").mkdir()
    monkeypatch.setattr(people, "FOLDER", tmp_path)
    run("people", "odd").refused("odd.toml", "cannot be read")


def packs(run: Run) -> dict[str, dict[str, object]]:
    listed = json.loads(run("pack", "list", "--json").out)["packs"]
    for each in listed:
        assert " ".join(each) == KEYS
    return {each["name"]: each for each in listed}


def test_packs_are_listed_with_what_they_replace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("pack", "list").out.startswith("standard: ")
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path))
    mine = tmp_path / "mine"
    (mine / "catalogue").mkdir(parents=True)
    (mine / "documents").mkdir()
    (mine / "pack.toml").write_text('title = "Ours"\nextends = "standard"\n')
    (mine / "catalogue" / "a.toml").write_text(
        '[[impact]]\nid = "ph_stairs"\nlabel = "Steps"\nshort = "I need to limit steps"\n'
    )
    (mine / "documents" / "team_line.j2").write_text("One.")
    listed = packs(run)
    assert listed["standard"]["replaces"] == []
    assert listed["mine"] == {
        "name": "mine",
        "title": "Ours",
        "language": "en",
        "version": "1",
        "built_in": False,
        "extends": "standard",
        "trust": "unknown",
        "because": "it was made here or copied here by hand",
        "replaces": [
            {"kind": "impact", "id": "ph_stairs", "keys": ["label", "short"], "adds": False},
            {"kind": "template", "id": "documents/team_line.j2", "keys": [], "adds": False},
        ],
        "reads": {"topics": [], "parts": [], "never": [*Topic]},
        "changed_below": [],
        "error": "",
    }
    lines = run("pack", "list").out.splitlines()
    assert "mine: Ours (your own, laid over standard)" in lines
    assert "  replaces impact ph_stairs: label, short" in lines


def test_packs_beside_one_another_say_who_wins_and_who_uses_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path))
    below = {"acme": "standard", "mine": "standard", "on_mine": "mine", "whole": ""}
    for name, extends in below.items():
        (tmp_path / name / "phrases").mkdir(parents=True)
        lies_on = f'extends = "{extends}"\n' if extends else ""
        (tmp_path / name / "pack.toml").write_text(f'title = "{name}"\n{lies_on}')
        (tmp_path / name / "phrases" / "a.toml").write_text(
            f'[[phrase]]\nid = "decline_again"\nabout = "x"\ntext = "Not now, says {name}."\n'
            '[health]\nwords = ["x"]\n'
        )
    said = " ".join(run("pack", "list").out.split())
    assert said.count("What mine says is used") == 2
    assert "phrase decline_again is in acme too" in said
    assert "health is in" not in said, "words add up"
    assert "adds words to the list health" in said
    assert said.count('Used only by plans that name it: pack = "on_mine".') == 1
    assert said.count('pack = "whole".') == 1
    assert 'pack = "mine"' not in said
    told = run("pack", "check", "acme").err
    assert "acme: phrase decline_again is in mine too. What mine says is used" in told
    plan = tmp_path / "plan.toml"
    plan.write_text('format = 1\n[choice]\ndecision = "do_not_tell"\n')
    assert "says mine" in run("render", plan, "--document", "decline_event").out
    assert 'pack = "on_mine"' in run("pack", "check", "on_mine").err


def test_a_broken_pack_does_not_hide_the_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, manifest in (("good", 'title = "Good"\nextends = "standard"'), ("bad", "title = x")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.toml").write_text(manifest)
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path))
    ran = run("pack", "list")
    assert ran.code == 2
    assert "bad (your own, broken)" in ran.out
    assert "standard" in ran.out
    assert "bad/pack.toml, line 1" in ran.err
    assert "bad/pack.toml" in str(packs(run)["bad"]["error"])
