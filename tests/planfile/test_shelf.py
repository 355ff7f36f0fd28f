"""Plans on the shelf: listed whatever they hold, written whole, named by no answer."""

import datetime
import errno
import os
import stat
from pathlib import Path

import pytest

from discloser.errors import OutputError, PlanError
from discloser.model.plan import Plan
from discloser.planfile.read import MOST_BYTES, parse_plan
from discloser.planfile.shelf import Shelf

from ..plans import drafter, places, plan  # noqa: TID252 - tests are no package

DAY = datetime.date(2026, 11, 25)
TITLE = "Zorbulin talk"

posix = pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX systems")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "data" / "plans")


def whole() -> Plan:
    return plan(
        {
            "title": TITLE,
            "health": {"name": "lupus"},
            "edit": [{"document": "chaser", "text": "Hi\n\tthere", "base": 'Hi "you"\n'}],
        }
    )


def test_a_missing_folder_has_no_plans(shelf: Shelf) -> None:
    assert shelf.entries() == ()
    assert not shelf.folder.exists()


def test_a_plan_comes_back_as_it_was(shelf: Shelf) -> None:
    shelf.save("plan-2026-11-25", whole())
    assert parse_plan(shelf.read("plan-2026-11-25")) == whole()
    [entry] = shelf.entries()
    assert (entry.id, entry.plan, entry.problem) == ("plan-2026-11-25", whole(), "")
    shelf.save("plan-2026-11-25", plan())
    [entry] = shelf.entries()
    assert entry.plan == plan()


@posix
def test_plans_are_for_their_owner_alone(shelf: Shelf) -> None:
    before = os.umask(0)
    try:
        shelf.save("a", plan())
    finally:
        os.umask(before)
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((shelf.folder / "a.toml").stat().st_mode) == 0o600


def test_the_plan_changed_last_comes_first(shelf: Shelf) -> None:
    for at, name in enumerate(("b", "c", "a")):
        shelf.save(name, plan())
        os.utime(shelf.folder / f"{name}.toml", (1_000 + at, 1_000 + at))
    assert [(entry.id, entry.changed) for entry in shelf.entries()] == [
        ("a", 1_002),
        ("c", 1_001),
        ("b", 1_000),
    ]
    os.utime(shelf.folder / "b.toml", (2_000, 2_000))
    assert [entry.id for entry in shelf.entries()] == ["b", "a", "c"]


def test_a_broken_plan_is_listed_with_its_sentence_and_kept(shelf: Shelf) -> None:
    shelf.save("good", plan())
    broken = shelf.folder / "broken.toml"
    broken.write_text("format = 1\n[persn]\n", "utf-8")
    found = {entry.id: entry for entry in shelf.entries()}
    assert found["broken"].plan is None
    for part in ("broken.toml", "line 2", "Did you mean `person`?"):
        assert part in found["broken"].problem
    assert found["good"].plan == plan()
    assert broken.read_text("utf-8") == "format = 1\n[persn]\n"


@posix
def test_what_is_no_plan_is_not_listed(shelf: Shelf, tmp_path: Path) -> None:
    shelf.save("plan", plan())
    (tmp_path / "other.toml").write_text("format = 1\n")
    (shelf.folder / "link.toml").symlink_to(tmp_path / "other.toml")
    (shelf.folder / "folder.toml").mkdir()
    os.mkfifo(shelf.folder / "pipe.toml")
    for name in (".discloser-x1", ".hidden.toml", "notes.md", "plan.toml~", "a b.toml"):
        (shelf.folder / name).write_text("format = 1\n")
    assert [entry.id for entry in shelf.entries()] == ["plan"]


WRONG = ["", ".", "..", "../other", "a/b", "a\\b", "/etc/passwd", ".hidden", "a.toml", "a\n", "a\0"]


@pytest.mark.parametrize("name", [*WRONG, "a" * 101, "ü", "-a"])
def test_no_name_leads_out_of_the_folder(name: str, shelf: Shelf, tmp_path: Path) -> None:
    shelf.save("a", plan())
    (tmp_path / "data" / "other.toml").write_text("mine")
    with pytest.raises(PlanError, match="not the name of a plan"):
        shelf.read(name)
    with pytest.raises(PlanError, match="not the name of a plan"):
        shelf.save(name, plan())
    with pytest.raises(PlanError, match="not the name of a plan"):
        shelf.duplicate(name, DAY)
    with pytest.raises(PlanError, match="not the name of a plan"):
        shelf.delete(name)
    assert [path.name for path in shelf.folder.iterdir()] == ["a.toml"]


@posix
def test_a_link_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    shelf.save("a", plan())
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text("format = 1\n")
    link = shelf.folder / "link.toml"
    link.symlink_to(elsewhere)
    with pytest.raises(PlanError, match="no such plan"):
        shelf.read("link")
    with pytest.raises(PlanError, match="no such plan"):
        shelf.delete("link")
    shelf.save("link", whole())
    assert elsewhere.read_text() == "format = 1\n"
    assert not link.is_symlink()


@posix
def test_new_names_are_days_and_never_taken(shelf: Shelf) -> None:
    assert shelf.new_id(DAY) == "plan-2026-11-25"
    shelf.save("plan-2026-11-25", whole())
    assert shelf.new_id(DAY) == "plan-2026-11-25-2"
    (shelf.folder / "plan-2026-11-25-2.toml").symlink_to("nowhere")
    assert shelf.new_id(DAY) == "plan-2026-11-25-3"


def test_a_copy_is_the_same_to_the_letter(shelf: Shelf) -> None:
    shelf.save("mine", plan())
    text = "# my note\nformat = 1\n"
    (shelf.folder / "mine.toml").write_text(text, "utf-8")
    copy = shelf.duplicate("mine", DAY)
    assert copy == "plan-2026-11-25"
    assert shelf.read(copy).text == shelf.read("mine").text == text
    with pytest.raises(PlanError, match="no such plan"):
        shelf.duplicate("none", DAY)


def test_a_plan_is_deleted_once(shelf: Shelf) -> None:
    shelf.save("a", plan())
    shelf.delete("a")
    assert shelf.entries() == ()
    with pytest.raises(PlanError, match="no such plan"):
        shelf.delete("a")


def test_a_full_disk_leaves_the_plan_as_it_was(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    shelf.save("a", whole())
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"no space left on device\. Nothing was written"):
        shelf.save("a", plan())
    with pytest.raises(OutputError, match="no space left"):
        shelf.duplicate("a", DAY)
    assert parse_plan(shelf.read("a")) == whole()
    assert [path.name for path in shelf.folder.iterdir()] == ["a.toml"]


def test_a_plan_that_could_not_be_opened_again_is_not_written(shelf: Shelf) -> None:
    shelf.save("a", whole())
    edit = {"document": "chaser", "text": "x" * 100_000}
    edits = [edit | {"base": "x" * 100_000}] * (MOST_BYTES // 200_000)
    with pytest.raises(OutputError, match="larger than 1000 kB"):
        shelf.save("a", plan({"edit": edits}))
    assert parse_plan(shelf.read("a")) == whole()


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("mine")
    shelf = Shelf(tmp_path / "plans")
    with pytest.raises(OutputError, match="is a file and not a folder"):
        shelf.save("a", plan())
    with pytest.raises(PlanError, match="cannot be listed: not a directory"):
        shelf.entries()
    (tmp_path / "folder" / "a.toml").mkdir(parents=True)
    with pytest.raises(OutputError, match="a folder has the name of a plan"):
        Shelf(tmp_path / "folder").save("a", plan())


def test_the_title_and_the_first_draft_stand_in_no_document() -> None:
    first = "The first quaxmire draft."
    specs = list(places())
    edits = [
        {"document": spec.id, "audience": who, "text": "x", "base": first} for spec, who in specs
    ]
    for of in (plan({"title": TITLE}), plan({"title": TITLE, "edit": edits})):
        drafting = drafter(of)
        for spec, audience in specs:
            document = drafting.draft(spec, audience)
            text = f"{document.title}\n{document.subject}\n{document.text}"
            assert "orbulin" not in text
            assert "quaxmire" not in text
