"""``pack check`` on the command line: places, exit codes, and nothing half-said."""

import json
from pathlib import Path

import pytest

from .running import Run


def pack(folder: Path, **files: str) -> Path:
    """Write a pack over the standard one; names of files have _ for / and no ending."""
    root = folder / "mine"
    (root / "phrases").mkdir(parents=True)
    (root / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n', "utf-8")
    for name, text in files.items():
        (root / "phrases" / f"{name}.toml").write_text(text, "utf-8")
    return root


SAID = '[[phrase]]\nid = "reassurance_20s"\ntext = "{}"\n'


def test_a_pack_without_a_slip(run: Run, tmp_path: Path) -> None:
    root = pack(tmp_path, a=SAID.format("I like to do this work well."))
    ran = run("pack", "check", root)
    assert (ran.code, ran.out, ran.err) == (0, "mine: nothing found.\n", "")
    data = json.loads(run("pack", "check", root, "--json").out)
    assert data == {"packs": [{"pack": "mine", "to_mend": 0, "to_look_at": 0, "findings": []}]}


def test_a_slip_is_shown_with_place_line_why_and_how(run: Run, tmp_path: Path) -> None:
    root = pack(tmp_path, a=SAID.format("I like {to_nam}, and {my_call}."))
    ran = run("pack", "check", root)
    assert ran.code == 1
    assert ran.err == ""
    assert "To mend: mine/phrases/a.toml:3:17 (p_reference)\n" in ran.out
    assert '    text = "I like {to_nam}, and {my_call}."\n' in ran.out
    assert f"    {' ' * 16}^^^^^^\n" in ran.out
    assert "  The blank {to_nam} does not exist.\n  Did you mean `to_name`?\n" in ran.out
    assert ran.out.endswith("mine: 1 to mend.\n")
    [told] = json.loads(run("pack", "check", root, "--json").out)["packs"][0]["findings"]
    assert (told["line"], told["column"], told["text"]) == (3, 17, "to_nam")


def test_what_is_only_to_be_looked_at_is_no_failure(run: Run, tmp_path: Path) -> None:
    extra = '[[phrase]]\nid = "not_said_anywhere"\nabout = "x"\ntext = "x"\n'
    ran = run("pack", "check", pack(tmp_path, a=extra))
    assert ran.code == 0
    assert "To look at: mine/phrases/a.toml:2:6 (p_unused)" in ran.out


def test_without_a_name_the_pack_in_this_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack(tmp_path))
    assert run("pack", "check").out == "mine: nothing found.\n"


def test_a_pack_that_is_not_there_or_cannot_be_read_at_all(run: Run, tmp_path: Path) -> None:
    run("pack", "check", "standrad").refused("standrad", "Did you mean standard?")
    run("pack", "check", tmp_path).refused("pack.toml")
    root = pack(tmp_path)
    (root / "pack.toml").write_text("title = \u201cMine\u201d\n", "utf-8")
    run("pack", "check", root).refused("mine/pack.toml, line 1", "straight quotes")
