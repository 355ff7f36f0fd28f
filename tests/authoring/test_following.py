"""A preview follows what is saved, and never stands there without a text once it had one."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from discloser.authoring.finding import PackFinding
from discloser.authoring.shown.following import Following
from discloser.authoring.shown.moving import start
from discloser.authoring.shown.showing import View
from discloser.authoring.shown.watching import Watch
from discloser.model.words import Severity

from .own_pack import MANIFEST, SAID, following, own_pack, say

MAYA = View("maya", "script_20s")

WORDS = "mine/phrases/mine.toml"


def over(root: Path) -> None:
    say(root, "Something else.")


def by_renaming(root: Path) -> None:
    """Save as many editors do, even with the same length and time."""
    file = root / "phrases" / "mine.toml"
    about = file.stat()
    new = root / "phrases" / ".mine.toml.new"
    new.write_bytes(file.read_bytes())
    os.utime(new, ns=(about.st_atime_ns, about.st_mtime_ns))
    new.replace(file)


def new_file(root: Path) -> None:
    (root / "phrases" / "more.toml").write_text("", "utf-8")


def removed(root: Path) -> None:
    (root / "phrases" / "mine.toml").unlink()


def renamed_away(root: Path) -> None:
    root.rename(root.with_name("elsewhere"))


@pytest.mark.parametrize("change", [over, by_renaming, new_file, removed, renamed_away])
def test_every_way_of_saving_is_seen_once(change: Callable[[Path], None], tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    watch = Watch([root])
    assert not watch.look()
    change(root)
    assert watch.look()
    assert not watch.look()


def test_what_is_no_file_of_a_pack_is_not_seen(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    (root / "golden").mkdir()
    watch = Watch([root])
    (root / ".mine.toml.swp").write_text("x", "utf-8")
    (root / "golden" / "day.txt").write_text("x", "utf-8")
    assert not watch.look()


def test_another_folder_is_followed_from_then_on(tmp_path: Path) -> None:
    one, other = own_pack(tmp_path), own_pack(tmp_path, "other")
    watch = Watch([one])
    watch.follow([one, other])
    assert not watch.look()
    over(other)
    assert watch.look()


def test_a_save_while_the_pack_is_read_is_not_lost(tmp_path: Path) -> None:
    one, other = own_pack(tmp_path), own_pack(tmp_path, "other")
    watch = Watch([one])
    over(one)
    watch.follow([one, other])
    assert watch.look()


def test_a_saved_sentence_is_shown(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    there = following(root)
    assert SAID in there.shown(MAYA).text
    assert not there.look()
    say(root, "I am glad to work here.")
    assert there.look()
    shown = there.shown(MAYA)
    assert "I am glad to work here." in shown.text
    assert not shown.old


BREAKS = {
    "no end": ('Never ends", x = [', WORDS, 4),
    "a name that is not": ("Hello, {to_nam}.", WORDS, 4),
}


@pytest.mark.parametrize("slip", BREAKS)
def test_a_slip_is_told_with_its_line_beside_the_old_text(slip: str, tmp_path: Path) -> None:
    words, file, line = BREAKS[slip]
    root = own_pack(tmp_path)
    there = following(root)
    before = there.shown(MAYA)
    say(root, words)
    assert there.look()
    shown = there.shown(MAYA)
    assert (shown.old, shown.text) == (True, before.text)
    assert [(each.file, each.line) for each in shown.troubles] == [(file, line)]
    assert there.text(file) == (root / "phrases" / "mine.toml").read_text("utf-8")
    # Others can be looked at meanwhile, as they were.
    assert there.shown(View("kofi", "script_full")).old
    say(root, "Mended.")
    there.look()
    assert "Mended." in there.shown(MAYA).text
    assert not there.shown(MAYA).troubles


def test_a_broken_template_makes_its_own_document_old_and_no_other(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    there = following(root)
    there.shown(MAYA)
    template = root / "documents" / "script_20s.j2"
    template.write_text("{{ say.opening_20s }}\n{% if say.effect_20s %}\nHello", "utf-8")
    there.look()
    shown = there.shown(MAYA)
    assert shown.old
    assert SAID in shown.text
    assert shown.troubles[0].file == "mine/documents/script_20s.j2"
    assert shown.troubles[0].line
    other = there.shown(View("maya", "script_1min"))
    assert not other.old
    assert not other.troubles
    # Saving once more does not lose the text that is shown.
    template.write_text("{% endif %}", "utf-8")
    there.look()
    assert SAID in there.shown(MAYA).text


@pytest.mark.parametrize(
    "broken", ['title = "Never ends\n', 'titel = "x"\n', 'title = "x"\nextends = "mine"\n']
)
def test_a_pack_that_is_broken_at_the_start_is_shown_once_it_is_mended(
    broken: str, tmp_path: Path
) -> None:
    root = own_pack(tmp_path)
    (root / "pack.toml").write_text(broken, "utf-8")
    there = opened_by_name(root)
    shown = there.shown(View())
    assert not shown.text
    assert [each.file.partition("/")[0] for each in shown.troubles] == ["mine"]
    assert all(each.why for each in shown.troubles)
    assert there.text("mine/pack.toml") == broken
    (root / "pack.toml").write_text(MANIFEST, "utf-8")
    there.look()
    assert there.there
    assert SAID in there.shown(start(there.there, View())).text


def opened_by_name(root: Path) -> Following:
    """Return a preview of a pack that is opened as the command line does it."""
    from discloser.authoring.workbench import open_workbench  # noqa: PLC0415 - see own_pack

    from .own_pack import CACHE, TODAY  # noqa: PLC0415 - as above

    return Following(lambda: open_workbench(str(root), None, CACHE), root, TODAY)


def test_a_folder_that_goes_away_leaves_the_text(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    there = following(root)
    before = there.shown(MAYA)
    root.rename(tmp_path / "elsewhere")
    there.look()
    shown = there.shown(MAYA)
    assert (shown.text, shown.old) == (before.text, True)
    assert shown.troubles
    assert there.path(WORDS) is None


def test_a_broken_person_is_told_with_its_file(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    (root / "people").mkdir()
    person = root / "people" / "robin.toml"
    person.write_text('format = 1\n[meeting]\ntone = "lukewarm"\n', "utf-8")
    there = following(root)
    shown = there.shown(View("robin", "script_20s"))
    assert [(each.file, each.line) for each in shown.troubles] == [("mine/people/robin.toml", 3)]
    assert SAID in there.shown(MAYA).text


# --- whose findings they are ---


def finding(rule: str, file: str, line: int = 0, **more: str) -> PackFinding:
    return PackFinding(rule, Severity.BLOCK, file, line, 0, "", "why", "how", **more)


def test_findings_of_the_pack_are_sorted_by_whether_they_are_about_this_text(
    tmp_path: Path,
) -> None:
    there = following(own_pack(tmp_path))
    shown = there.shown(MAYA)
    here = [
        finding("p_a", "standard/documents/script_20s.j2", 3),
        finding("p_b", WORDS, 3),
        finding("r_c", WORDS, 9, person="kofi", document="script_20s"),
    ]
    elsewhere = [
        finding("p_d", "standard/documents/script_full.j2", 3),
        finding("p_e", "standard/phrases/spoken.toml", 1),
        finding("r_f", WORDS, 3, person="maya", document="script_full"),
    ]
    stale = finding("r_g", WORDS, 3, person="maya", document="script_20s")
    assert there.sorted_out(shown, [*elsewhere, *here, stale]) == (tuple(here), tuple(elsewhere))


def test_what_a_text_is_found_to_have_is_told_once_in_its_best_place(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    say(root, "Nothing of the kind.")
    there = following(root)
    shown = there.shown(MAYA)
    (own,) = shown.findings
    assert own.line == 0
    here, elsewhere = there.sorted_out(
        shown,
        [
            finding(own.rule, WORDS, 4, person="kofi", document="script_20s"),
            finding(own.rule, WORDS, 5, person="kofi", document="script_full"),
        ],
    )
    assert [(each.line, each.why) for each in here] == [(4, own.why)]
    assert [each.line for each in elsewhere] == [5]


def test_the_check_says_more_of_a_slip_and_so_takes_its_place(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    there = following(root)
    say(root, "Hello, {to_nam}.")
    there.look()
    shown = there.shown(MAYA)
    assert there.sorted_out(shown, [])[0] == shown.troubles
    better = finding("p_reference", WORDS, 4)
    assert there.sorted_out(shown, [better])[0] == (better,)
    found = there.check()
    assert {(each.file, each.line) for each in shown.troubles} <= {
        (each.file, each.line) for each in found
    }
