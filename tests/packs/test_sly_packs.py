"""A pack that looks sound and would have more told, or guards see less, than it says."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from discloser.authoring.check import check, static_findings
from discloser.authoring.finding import PackFinding
from discloser.authoring.shared.readable import readable
from discloser.authoring.shared.sharing import arrive
from discloser.authoring.workbench import Workbench
from discloser.cli import main
from discloser.errors import PackError
from discloser.model.language import ENGLISH_CODE
from discloser.model.words import Audience, Topic
from discloser.packs import cache as kept
from discloser.packs.cache import DiskCache
from discloser.packs.folder import PackFolder
from discloser.packs.layers import GUARDED, lay
from discloser.packs.pack import Pack, build
from discloser.session.drafting import Workshop
from discloser.text.match import Matcher, Text
from discloser.text.toml import parse

from ..authoring.benches import MANIFEST, overlay, standard  # noqa: TID252 - tests are no package
from ..plans import TODAY, drafter, plan  # noqa: TID252 - as above

NOTE = """
[[document]]
id = "{id}"
title = "{title}"
about = "What to know."
kind = "{kind}"
phase = "before"
audiences = ["manager"]
decisions = ["tell_now", "tell_partly"]
"""


ZOE = """
format = 1
[person]
name = "Zoe"
[[impact]]
id = "ph_first_hour"
[[ask]]
id = "later_start"
[meeting]
audience = "manager"
[choice]
decision = "tell_now"
[boundaries]
private_words = ["vexmorrin"]
"""


def document(
    title: str = "A note", kind: str = "note", more: str = "", name: str = "aside", **files: str
) -> Workbench:
    """Return a pack with one document, and templates by the name of their file."""
    made = {f"documents/{each}.j2": text for each, text in files.items()}
    manifest = MANIFEST + NOTE.format(id=name, title=title, kind=kind) + more
    return overlay({f"documents/{name}.j2": "We can talk.\n", **made}, manifest)


def told(bench: Workbench) -> list[PackFinding]:
    return [each for each in static_findings(bench, TODAY) if each.blocks]


# --- templates that take in one another ---

RING = {
    "aside": '{% include "documents/one.j2" %}',
    "one": '{{ health_name }}{% include "documents/two.j2" %}',
    "two": '{% include "documents/one.j2" %}',
}
CHAIN = {
    "aside": '{% include "documents/part_0.j2" %}',
    **{f"part_{n}": f'{{% include "documents/part_{n + 1}.j2" %}}' for n in range(5)},
    "part_5": "{{ health_name }}",
}


@pytest.mark.parametrize(
    ("templates", "why"),
    [(RING, "documents/one.j2 would include itself."), (CHAIN, "more than 3 deep.")],
    ids=["ring", "chain"],
)
def test_a_document_that_cannot_be_put_together_is_told_once(
    templates: Mapping[str, str], why: str
) -> None:
    bench = document(more='reads = ["name"]\n', **templates)
    found = static_findings(bench, TODAY)
    assert [(each.rule, each.blocks) for each in found] == [("p_template", True)]
    assert why in found[0].why
    assert readable(bench).topics == (Topic.NAME,), "what it would print counts all the same"


def test_what_is_wrong_below_through_a_part_of_ones_own_is_told() -> None:
    below = {
        "pack.toml": MANIFEST + NOTE.format(id="aside", title="A note", kind="note"),
        "documents/aside.j2": '{% include "documents/part.j2" %}',
        "documents/part.j2": "We can talk.\n",
    }
    top = {
        "pack.toml": MANIFEST.replace("standard", "below"),
        "documents/part.j2": '{% include "documents/aside.j2" %}',
    }
    folders = [PackFolder(Path(name), files) for name, files in (("below", below), ("mine", top))]
    (found,) = told(Workbench([standard().folder, *folders]))
    assert (found.rule, found.file) == ("p_template", "mine/documents/part.j2")


def test_a_template_that_no_document_has_counts_as_read() -> None:
    bench = overlay({"documents/loose.j2": "{{ health_cause }}{% include 'documents/gone.j2' %}"})
    assert readable(bench).topics == (Topic.CAUSE,)


# --- the lists of the guards ---


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_a_pack_on_top_takes_nothing_off_a_list_of_the_guards(name: str) -> None:
    (found,) = told(overlay({"catalogue/a.toml": f'[{name}]\nnot = ["health"]\n'}))
    assert "cannot take words off this list" in found.why


def test_what_a_pack_takes_off_a_list_of_hints_is_shown() -> None:
    bench = overlay({"catalogue/a.toml": '[health_question]\nnot = ["sick"]\n'})
    (replaced,) = bench.layers.replaced
    assert (replaced.id, replaced.keys) == ("health_question", ("not",))
    assert replaced.below


def whole(words: str, language: str = ENGLISH_CODE) -> Pack:
    """Return a copy of the standard pack with other lists of words."""
    lists = parse(standard().folder.files["catalogue/words.toml"])
    text = "".join(f"[{name}]\n{words}\n" for name in lists)
    files = {**standard().folder.files, "catalogue/words.toml": text}
    return build("copy", language, lay([PackFolder(Path("copy"), files)]))


@pytest.mark.parametrize("words", ['words = ["zzqq"]', 'words = []\nnot = ["illness", "lupus"]'])
def test_a_copy_with_hollow_lists_guards_as_much_as_the_pack_that_is_built_in(words: str) -> None:
    pack = whole(words)
    for name in GUARDED:
        now, before = pack.catalogue.words[name], standard().workshop.pack.catalogue.words[name]
        assert set(before.words) <= set(now.words)
        assert set(before.without) <= set(now.without)
        for other in set(now.without) - set(before.without):
            assert not Matcher(before.words).find(Text(other)), "it would spare a hit"
    assert "zzqq" not in words or "zzqq" in pack.catalogue.words["health"].words
    catalogue = pack.catalogue
    phrase = replace(catalogue.phrases["reassurance_20s"], text="I have an illness, lupus.")
    spoilt = replace(
        pack,
        catalogue=replace(catalogue, phrases={**catalogue.phrases, phrase.id: phrase}),
    )
    spec = pack.documents["script_20s"]
    drafted = drafter(plan(), Workshop(spoilt)).draft(spec, Audience.MANAGER)
    assert "r_no_medical" in {each.rule for each in drafted.findings}


def test_lists_in_another_language_are_left_as_they_are() -> None:
    assert whole('words = ["maladie"]', "fr").catalogue.words["health"].words == ("maladie",)


def test_english_under_another_name_is_told() -> None:
    files = {**standard().folder.files}
    files["pack.toml"] = files["pack.toml"].replace('language = "en"', 'language = "fr"')
    found = told(Workbench([PackFolder(Path("copy"), files)]))
    assert "p_tongue" in {each.rule for each in found}


# --- what is told only when somebody asks ---


@pytest.mark.parametrize("kind", ["note", "rights", "letter"])
def test_what_is_kept_until_asked_stands_only_in_papers_for_ones_own_eyes(kind: str) -> None:
    loop = "{% for each in prepared %}{{ each.label }}: {{ each.value }}\n{% endfor %}Thanks."
    bench = document(
        "Letter to your manager", kind, 'prepared = true\nreads = ["name"]\n', aside=loop
    )
    assert "p_prepared" in {each.rule for each in told(bench)}
    asked = {"except": {"manager": {"name": "if_asked"}}}
    open_plan = plan({"health": {"name": "Vexmorrin"}, "boundaries": asked})
    made = drafter(open_plan, bench.workshop)
    spec = bench.workshop.pack.documents["aside"]
    assert not made.disclosure(spec, Audience.MANAGER).prepared
    own = replace(spec, kind="sheet")
    assert Topic.NAME in made.disclosure(own, Audience.MANAGER).prepared


# --- what stands over a paper ---


@pytest.mark.parametrize(
    ("title", "name", "rule", "words"),
    [
        ("My hospital visits", "aside", "p_health_word", "hospital"),
        ("A note", "hospital_note", "p_health_word", "hospital"),
        ("A note about lupus", "aside", "p_illness", "lupus"),
        ("A note", "my_lupus_note", "p_illness", "lupus"),
    ],
)
def test_a_word_of_health_over_a_paper_or_in_its_name_is_told(
    title: str, name: str, rule: str, words: str
) -> None:
    (found,) = told(document(title, name=name))
    assert (found.rule, found.text) == (rule, words)
    assert (found.line, found.column > 1) == (6 if name == "aside" else 5, True)


def test_the_title_is_guarded_with_the_text() -> None:
    bench = document("About vexmorrin and a hospital")
    spec = bench.workshop.pack.documents["aside"]
    made = drafter(plan({"boundaries": {"private_words": ["vexmorrin"]}}), bench.workshop)
    found = made.draft(spec, Audience.MANAGER).findings
    assert {(each.rule, each.where) for each in found if each.text in spec.title} == {
        ("r_private", "title"),
        ("r_no_medical", "title"),
    }


def test_what_a_guard_finds_in_a_title_is_shown_there() -> None:
    people = {"people/zoe.toml": ZOE}
    bench = document("About vexmorrin")
    bench = overlay({**bench.folder.files, **people}, bench.folder.files["pack.toml"])
    (found,) = (each for each in check(bench, TODAY) if each.rule == "r_private")
    assert (found.file, found.line, found.text) == ("mine/pack.toml", 6, "vexmorrin")


# --- the manifest, and what is believed ---


@pytest.mark.parametrize(("key", "most"), [("title", 200), ("version", 80)])
def test_what_stands_in_lists_has_an_end(key: str, most: int, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    manifest = tmp_path / "mine" / "pack.toml"
    other = 'title = "Mine"\n' if key != "title" else ""
    for more in (0, 1):
        manifest.write_text(f'{other}{key} = "{"x" * (most + more)}"\nextends = "standard"\n')
        if not more:
            assert arrive(str(manifest.parent), tmp_path / "own", TODAY).reads
    with pytest.raises(PackError, match=f"`{key}` has {most + 1} characters, and it can have"):
        arrive(str(manifest.parent), tmp_path / "own", TODAY)


def test_a_cache_that_says_all_is_well_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("packs", "cache"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"DISCLOSER_{name.upper()}", str(tmp_path / name))
    root = tmp_path / "mine"
    (root / "documents").mkdir(parents=True)
    (root / "pack.toml").write_text(MANIFEST)
    (root / "documents" / "team_line.j2").write_text("{{ nothing_like_it }}")
    monkeypatch.setattr(DiskCache, "__getitem__", lambda *_: msgpack.encode([]))
    assert main(["pack", "install", str(root), "--yes"]) == 1
    assert not list((tmp_path / "packs").iterdir())


def test_an_entry_of_the_cache_is_read_up_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 10)
    cache = DiskCache(tmp_path)
    cache.update({"small": b"x" * 10, "large": b"x" * 11})
    assert cache.get("small") == b"x" * 10
    assert cache.get("large") is None


@pytest.mark.parametrize(
    ("files", "line", "text", "why"),
    [
        (
            {"documents/a.j2": "a" * 64_001},
            0,
            "",
            "The file has more than 64000 characters.",
        ),
        (
            {"catalogue/a.toml": "[over]\nwords = { a = 1 }\n"},
            2,
            "{ a = 1 }",
            "Expected a list in [brackets], found a table.",
        ),
        (
            {"documents/a.j2": '{% include "documents/a.j2" %}'},
            1,
            '{% include "documents/a.j2" %}',
            "documents/a.j2 would include itself.",
        ),
    ],
    ids=["whole file", "table for a list", "name of a file in front"],
)
def test_it_is_said_where_and_what(
    files: Mapping[str, str], line: int, text: str, why: str
) -> None:
    (found,) = told(overlay(files))
    assert (found.line, found.text, found.why) == (line, text, why)


def test_one_wording_has_an_end() -> None:
    text = "a;" * 1_001
    (found,) = told(
        overlay({"phrases/a.toml": f'[[phrase]]\nid = "note_after"\ntext = "{text}"\n'})
    )
    assert found.why == "It has 2,002 characters, and it can have 2,000."
