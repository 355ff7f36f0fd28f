"""A new pack works at once, teaches, and never takes the place of anything."""

import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest

from discloser.authoring.check import check, static_findings
from discloser.authoring.made.new import STARTER, write_pack
from discloser.authoring.workbench import Workbench, open_workbench
from discloser.errors import OutputError
from discloser.packs.cache import DiskCache
from discloser.packs.gate import BASED_ON
from discloser.packs.load import BUILT_IN
from discloser.session.session import Session

from ..plans import TODAY  # noqa: TID252 - tests are no package
from .running import Run

COMMENT = re.compile(r"^#(?=[^ #:\n])|^#(?=#)|^#(?=  [{\"])", re.MULTILINE)
"""The sign that makes an example of a line: it stands right before a word."""


@pytest.fixture
def packs(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home / "packs"
    folder.mkdir()
    monkeypatch.setenv("DISCLOSER_PACKS", str(folder))
    return folder


def bench(folder: Path, cache: Path) -> Workbench:
    return open_workbench(str(folder), folder.parent, DiskCache(cache))


def test_a_new_pack_works_and_has_nothing_to_mend(run: Run, packs: Path, cache: Path) -> None:
    ran = run("pack", "new", "our_words")
    assert ran.code == 0
    assert ran.out == f"{packs / 'our_words'}\n"
    assert "discloser pack preview our_words" in ran.err
    assert "discloser pack check our_words" in ran.err
    made = bench(packs / "our_words", cache)
    # Two persons say it as well as all of them, in a tenth of the time.
    made.people = {name: made.people[name] for name in ("lena_voss", "maya")}
    assert not check(made, TODAY)
    texts = {}
    for name in made.people:
        session = Session(made.person(name), made.workshop, TODAY)
        for place in session.places(["script_20s"] if name == "maya" else ()):
            texts[name, place[0].id] = session.draft(place).text
    assert "This job matters to me." in texts["maya", "script_20s"]
    council = texts["lena_voss", "our_words_council"]
    assert "A seat in a quieter area" in council
    assert "Friday 4 December" in council
    assert "Why do you leave early on Fridays?" in texts["lena_voss", "deflection_sheet"]
    assert run("pack", "list").code == 0


def test_its_examples_work_once_their_sign_is_taken_away(
    run: Run, packs: Path, cache: Path
) -> None:
    run("pack", "new", "our_words")
    folder = packs / "our_words"
    examples = 0
    for file in sorted({*folder.rglob("*.toml")} - {folder / BASED_ON}):
        text, count = COMMENT.subn("", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        examples += count
    assert examples > 25
    made = bench(folder, cache)
    assert not made.broken
    assert not static_findings(made, TODAY)
    assert "our_words_bike" in made.workshop.pack.catalogue.accommodations
    assert len(made.workshop.pack.catalogue.phrases["letter_detail"].text) == 2


def test_its_schemas_fit_its_files_and_stand_where_the_files_say(
    run: Run, packs: Path, cache: Path
) -> None:
    run("pack", "new", "our_words")
    folder = packs / "our_words"
    for path in bench(folder, cache).folder.files:
        file = folder / path
        if file.suffix != ".toml":
            continue
        text = file.read_text("utf-8")
        found = re.match(r"#:schema (\S+)\n", text)
        assert found, file
        schema = json.loads((file.parent / found[1]).read_text("utf-8"))
        raw = json.loads(msgspec.json.encode(msgspec.toml.decode(text)))
        jsonschema.Draft202012Validator(schema).validate(raw)


def test_a_copy_is_whole_and_stands_by_itself(run: Run, packs: Path, cache: Path) -> None:
    assert run("pack", "new", "all_of_it", "--copy").code == 0
    made = bench(packs / "all_of_it", cache)
    assert [each.name for each in made.stack] == ["all_of_it"]
    assert made.manifest.title == "All Of It (a copy of Standard pack)"
    assert not made.manifest.extends
    for file in (BUILT_IN / "standard").rglob("*.*"):
        inside = file.relative_to(BUILT_IN / "standard")
        if file.is_file() and str(inside) != "pack.toml":
            assert (made.folder.root / inside).read_bytes() == file.read_bytes(), inside
    assert not static_findings(made, TODAY)


def test_a_pack_on_a_pack_in_another_language_holds_no_english(
    run: Run, packs: Path, cache: Path
) -> None:
    below = packs / "francais"
    (below / "phrases").mkdir(parents=True)
    (below / "pack.toml").write_text(
        'title = "F"\nextends = "standard"\nlanguage = "fr"\n[[document]]\nid = "script_20s"\n',
        "utf-8",
    )
    (below / "phrases" / "f.toml").write_text(
        '[[phrase]]\nid = "private_line"\ntext = "Je \\"garde\\" cela pour moi"\n', "utf-8"
    )
    ran = run("pack", "new", "ours", "--from", "francais")
    assert ran.code == 0
    made = bench(packs / "ours", cache)
    assert [each.name for each in made.stack] == ["standard", "francais", "ours"]
    assert not made.broken
    assert set(made.folder.files) == {"pack.toml", "phrases/ours.toml"}
    assert not [each for each in made.layers.replaced if each.pack == "ours"]
    assert COMMENT.sub("", made.folder.files["phrases/ours.toml"]).count("garde") == 1
    assert 'used only by plans that name it: pack = "ours"' in ran.err
    shelf = made.workshop.pack.catalogue.phrases
    assert shelf["private_line"].text == 'Je "garde" cela pour moi'


@pytest.mark.parametrize("options", [("--empty",), ("--from", "my_words")])
def test_an_empty_pack_changes_nothing_and_holds_the_notes(
    options: tuple[str, ...], run: Run, packs: Path, cache: Path
) -> None:
    run("pack", "new", "my_words")
    assert run("pack", "new", "acme_harbour", *options).code == 0
    made = bench(packs / "acme_harbour", cache)
    assert made.manifest.title == "Acme Harbour"
    assert not [each for each in made.layers.replaced if each.pack == "acme_harbour"]
    assert not made.people.keys() & {"lena_voss"} or "--from" in options
    for file in ("phrases/acme_harbour.toml", "catalogue/acme_harbour.toml"):
        text = COMMENT.sub("", made.folder.files[file])
        assert len(msgspec.toml.decode(text)) > 0
        assert "council" not in text
        (packs / "acme_harbour" / file).write_text(text, "utf-8")
    assert not static_findings(bench(packs / "acme_harbour", cache), TODAY)


def test_hints_show_commands_as_they_are_typed_here(
    run: Run, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_COMMAND", "./run discloser")
    ran = run("pack", "new", "ours")
    hints = re.findall(r"^  (.*discloser .*)$", ran.err, re.MULTILINE)
    assert hints
    assert all(each.startswith("./run discloser pack ") for each in hints)
    assert "./run ./run" not in ran.err
    page = (packs / "ours" / "README.txt").read_text("utf-8")
    assert "words of your own for discloser." in page
    assert "./run discloser pack check ours" in page
    assert "./run discloser people, then" in run("--help").out
    monkeypatch.delenv("DISCLOSER_COMMAND")
    assert "  discloser pack preview second" in run("pack", "new", "second").err


@pytest.mark.parametrize(
    "name",
    [
        "My Words",
        "words!",
        "Words",
        "1st",
        "_x",
        "",
        "../out",
        "con",
        "x" * 41,
        "w\u00f6rter",
        "-x",
    ],
)
def test_names_that_cannot_be(name: str, run: Run, packs: Path) -> None:
    ran = run("pack", "new", "--", name)
    ran.refused("name")
    assert not list(packs.iterdir())


def test_nothing_is_replaced(run: Run, packs: Path, tmp_path: Path) -> None:
    run("pack", "new", "standard").refused("comes with the program")
    run("pack", "new", "ours")
    kept = (packs / "ours" / "pack.toml").read_bytes()
    run("pack", "new", "ours").refused("already")
    assert (packs / "ours" / "pack.toml").read_bytes() == kept
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "other").write_text("mine", "utf-8")
    run("pack", "new", "other", "--to", tmp_path / "out").refused("already")
    run("pack", "new", "other", "--from", "standrd").refused("standard")
    run("pack", "new", "other", "--to", packs / "ours" / "pack.toml").refused("not a folder")
    assert sorted(each.name for each in packs.iterdir()) == ["ours"]


def test_half_a_pack_is_never_left(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_pack(tmp_path / "in" / "p", {"pack.toml": "x", "pack.toml/inside": "y"})
    assert not list((tmp_path / "in").iterdir())


def test_it_can_be_made_in_any_folder(run: Run, tmp_path: Path) -> None:
    ran = run("pack", "new", "ours", "--to", tmp_path / "deep" / "down")
    assert ran.code == 0
    folder = tmp_path / "deep" / "down" / "ours"
    assert f"discloser pack check {folder}" in ran.err
    names = {each.relative_to(folder).as_posix() for each in folder.rglob("*.*") if each.is_file()}
    starter = {each.relative_to(STARTER).as_posix() for each in STARTER.rglob("*.*")}
    schemas = {f".schema/{kind}.json" for kind in ("pack", "catalogue", "people")}
    assert names - {BASED_ON} == {each.replace("my_pack", "ours") for each in starter} | schemas
    everything = "".join(each.read_text("utf-8") for each in folder.rglob("*.*") if each.is_file())
    assert "my_pack" not in everything
