"""A pack laid over the standard one replaces single entries by id and makes nothing less safe."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from discloser.errors import PackError
from discloser.model.catalogue import Tone, usual
from discloser.model.disclosure import general_names
from discloser.model.words import Audience
from discloser.packs.cache import DiskCache
from discloser.packs.gate import place_of
from discloser.packs.load import BUILT_IN, load
from discloser.packs.pack import Pack
from discloser.packs.references import broken_references
from discloser.session.drafting import Workshop

from ..plans import drafter, plan  # noqa: TID252 - tests are no package

STANDARD = load("standard")


def overlay(folder: Path, **files: str) -> Path:
    """Write a pack ``mine`` with some files (``phrases_a`` is ``phrases/a.toml``)."""
    mine = folder / "mine"
    mine.mkdir(parents=True, exist_ok=True)
    (mine / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n')
    for name, text in files.items():
        path = mine / f"{name.replace('_', '/', 1)}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return folder


def shelves(pack: Pack) -> dict[str, object]:
    return {name: getattr(pack.catalogue, name) for name in pack.catalogue.__struct_fields__}


def test_only_what_is_named_changes(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        phrases_a='[[phrase]]\nid = "note_after"\ntext = "I will write to you."\n',
        catalogue_b='[[impact]]\nid = "ph_stairs"\nlabel = "Steps"\n',
    )
    laid = load("standard", own)
    assert laid.catalogue.phrases["note_after"].text == "I will write to you."
    assert (
        laid.catalogue.phrases["note_after"].about == STANDARD.catalogue.phrases["note_after"].about
    )
    assert laid.catalogue.impacts["ph_stairs"].label == "Steps"
    assert laid.catalogue.impacts["ph_stairs"].line == STANDARD.catalogue.impacts["ph_stairs"].line
    before, after = shelves(STANDARD), shelves(laid)
    assert {name for name in before if before[name] != after[name]} == {"phrases", "impacts"}
    assert list(laid.catalogue.impacts) == list(STANDARD.catalogue.impacts), "order stays"
    assert [(each.kind, each.id, each.adds) for each in laid.replaced] == [
        ("impact", "ph_stairs", False),
        ("phrase", "note_after", False),
    ]


def test_it_survives_an_update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard pack changes below; the replaced entry stays, the rest is new."""
    own = overlay(tmp_path / "own", phrases_a='[[phrase]]\nid = "note_after"\ntext = "Mine."\n')
    cache = DiskCache(tmp_path / "cache")
    assert load("standard", own, cache).catalogue.phrases["note_after"].text == "Mine."
    newer = tmp_path / "built_in"
    shutil.copytree(BUILT_IN, newer)
    spoken = newer / "standard" / "phrases" / "spoken.toml"
    spoken.write_text(
        spoken.read_text("utf-8").replace("I want to do this work well.", "New words."), "utf-8"
    )
    monkeypatch.setattr("discloser.packs.load.BUILT_IN", newer)
    updated = load("standard", own, cache)
    assert updated.catalogue.phrases["note_after"].text == "Mine."
    assert updated.catalogue.phrases["reassurance_20s"].text == "New words."


def test_two_packs_are_laid_in_the_order_of_their_names(tmp_path: Path) -> None:
    overlay(tmp_path, phrases_a='[[phrase]]\nid = "note_after"\ntext = "First."\n')
    shutil.copytree(tmp_path / "mine", tmp_path / "zebra")
    (tmp_path / "zebra" / "phrases" / "a.toml").write_text(
        '[[phrase]]\nid = "note_after"\ntext = "Last."\n'
    )
    assert load("standard", tmp_path).catalogue.phrases["note_after"].text == "Last."
    assert load("mine", tmp_path).catalogue.phrases["note_after"].text == "First."


def test_words_are_added_to_the_lists_of_the_guards(tmp_path: Path) -> None:
    own = overlay(tmp_path, catalogue_w='[health]\nwords = ["zorbulin"]\n')
    laid = load("standard", own).catalogue.words["health"].words
    assert set(laid) == {*STANDARD.catalogue.words["health"].words, "zorbulin"}


NO_USUAL = """
[[phrase]]
id = "opening"
text = [
  { text = "x", tone = "warm" },
  { text = "y", tone = "formal" },
  { text = "z", when = ["one_ask"] },
]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[topic]]\nid = "medicine"\nlevel = 0\n', "level 5"),
        ('[[topic]]\nid = "family"\nlevel = 5\n', "an exception only"),
        ('[[audience]]\nid = "team"\nlevel = 3\n', "level 0 at most"),
        ('[health]\nnot = ["lupus"]\n', "cannot take words off"),
        ('[[impact]]\nid = "ph_stiars"\nlabel = "Steps"\n', "`ph_stairs`"),
        ('[[impact]]\nid = "ph_stairs"\nlabl = "Steps"\n', "`label`"),
        ('[[impact]]\nid = "ph_stairs"\nline = "I limit {stiars}"\n', "`stiars`"),
        ('[[impact]]\nid = "ph_stairs"\nline = "I limit {stairs"\n', "no partner"),
        ('[[impact]]\nid = "ph_stairs"\n[[impact]]\nid = "ph_stairs"\n', "already in"),
        ("[impact]\n", "[[impact]]"),
        ('[[impct]]\nid = "x"\n', "[[impact]]"),
        ('[[impact]]\nlabel = "Steps"\n', "no `id`"),
        ('[[accommodation]]\nid = "chair"\nhelps = ["ph_sit"]\n', "`ph_sit_long`"),
        (
            '[[accommodation]]\nid = "chair"\nshort = [{ text = "x", level = 2 }]\n',
            "fits everybody",
        ),
        ("[[impact", "a.toml"),
        ('[[phrase]]\nid = "opening"\ntext = [{ text = "x", tone = "warn" }]\n', "`warm`"),
        ('[[tone]]\nid = "warn"\nabout = "x"\n', "`warm`"),
        (
            '[[tone]]\nid = "warm"\nusual = true\n[[tone]]\nid = "formal"\nusual = true\n',
            "`warm` is the usual tone already",
        ),
        (NO_USUAL, "no like in the usual tone, `neutral`"),
        ('[[length]]\nid = "20s"\nwords = 0\n', "at least 1"),
        ('[[country]]\nid = "gb"\nwrites_like = "ge"\n', "The country `ge`"),
        ('[[law_line]]\ncountry = "uk"\ntext = "x"\n', "The id `uk`"),
        ('[[regulator]]\ncountry = "uk"\nname = "x"\n', "The id `uk`"),
        ('[[accommodation]]\nid = "chair"\ngives = { n = "x" }\n', "The field `n`"),
        (
            '[[accommodation]]\nid = "later_start"\ngives = { time = "asks" }\n',
            "has a meaning already",
        ),
        (
            '[[accommodation]]\nid = "later_start"\ngives = { time = "My time" }\n',
            "small letters",
        ),
    ],
)
def test_a_slip_is_refused_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PackError) as caught:
        load("standard", overlay(tmp_path, catalogue_a=text))
    assert "mine/catalogue/a.toml" in caught.value.message
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"spoken": "20sec"}, "`20s`"), ({"by_level": ("efect_20s",)}, "`effect_20s`")],
)
def test_a_document_names_what_there_is(changed: dict[str, Any], said: str) -> None:
    spec = replace(STANDARD.documents["script_20s"], **changed)
    broken = list(broken_references(replace(STANDARD, documents={spec.id: spec})))
    assert [(each.entry, each.key) for each in broken] == [(spec.id, *changed)]
    assert said in broken[0].fix


@pytest.mark.parametrize("kind", ["tone", "length"])
def test_a_pack_without_a_choice_is_refused(kind: str) -> None:
    bare = replace(STANDARD, catalogue=replace(STANDARD.catalogue, **{f"{kind}s": {}}))
    assert f"Add at least one [[{kind}]]." in [each.fix for each in broken_references(bare)]


def test_a_pack_on_top_says_what_is_usual(tmp_path: Path) -> None:
    own = overlay(tmp_path, catalogue_a='[[tone]]\nid = "warm"\nusual = true\n')
    tones = load("standard", own).catalogue.tones
    assert [each.id for each in tones.values() if each.usual] == ["warm"] == [usual(tones)]
    assert usual({"a": Tone("a", "A"), "b": Tone("b", "B")}) == "a", "else it is the first"


def test_what_an_ask_gives_can_be_said_everywhere(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        catalogue_a='[[accommodation]]\nid = "later_start"\ngives = { time = "start_time" }\n',
        phrases_a='[[phrase]]\nid = "opening_20s"\ntext = "Can we talk about {start_time}?"\n',
    )
    workshop = Workshop(load("standard", own))
    spec = workshop.pack.documents["script_20s"]
    text = drafter(plan(), workshop).draft(spec, Audience.MANAGER).text
    assert text.startswith("Can we talk about 10am?")
    assert "start_time" not in general_names(STANDARD.catalogue)


def test_a_pack_is_kept_and_a_spoilt_one_is_read_again(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    first = load("standard", cache=cache)
    assert load("standard", cache=cache) == first
    for kept in tmp_path.iterdir():
        kept.write_bytes(kept.read_bytes()[:100])
    assert load("standard", cache=cache) == first


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("documents/My Document.j2", 'the capital "M". Call it my_document.j2.'),
        ("phrases/my words.toml", "a space. Call it my_words.toml."),
        ("phrases/a+b.toml", '"+". Call it a_b.toml.'),
        ("logo.png", "texts only"),
        ("phrases/mine.toml.txt", "Call it mine.toml: its name ends in .txt now."),
    ],
)
def test_a_file_with_a_wrong_name_is_told_the_sign_and_the_right_one(path: str, said: str) -> None:
    with pytest.raises(PackError) as raised:
        place_of(path, "mine")
    assert said in raised.value.fix
