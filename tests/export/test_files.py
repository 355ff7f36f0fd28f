"""Files are written whole or not at all, for their owner alone, and are named by no answer."""

import errno
import os
import stat
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.errors import OutputError
from discloser.export import files
from discloser.export.files import file_names, write_files

THREE = [("a.md", "one\n"), ("b.md", "two 🙂\n"), ("c.md", "three\n")]


def held(folder: Path) -> dict[str, str]:
    """Return everything in a folder, hidden files too."""
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def fail_at(call: int, number: int, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let one call of an operating system function fail."""
    real = getattr(os, name)
    count = 0

    def failing(*arguments: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count == call:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    monkeypatch.setattr(os, name, failing)


def test_a_folder_and_its_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        written = write_files(tmp_path / "to" / "here", THREE)
    finally:
        os.umask(before)
    assert [path.name for path in written] == ["a.md", "b.md", "c.md"]
    assert held(tmp_path / "to" / "here") == dict(THREE)
    assert stat.S_IMODE((tmp_path / "to" / "here").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_a_file_of_the_same_name_is_replaced_and_what_it_points_to_is_not(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "a.md").symlink_to(elsewhere)
    (tmp_path / "to" / "b.md").write_text("old")
    write_files(tmp_path / "to", THREE)
    assert held(tmp_path / "to") == dict(THREE)
    assert elsewhere.read_text() == "mine"


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_full_disk_leaves_everything_as_it_was(
    call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.md").write_text("old")
    fail_at(call, errno.ENOSPC, monkeypatch, "fsync")
    with pytest.raises(OutputError, match=r"no space left on device\. Nothing was written"):
        write_files(tmp_path, THREE)
    assert held(tmp_path) == {"b.md": "old"}


def test_files_that_were_replaced_before_a_failure_are_whole_and_named(tmp_path: Path) -> None:
    (tmp_path / "b.md").mkdir()
    with pytest.raises(OutputError) as caught:
        write_files(tmp_path, THREE)
    assert "a folder has the name of a document" in caught.value.message
    assert "Written and whole: a.md. Not written: b.md, c.md." in caught.value.message
    assert (tmp_path / "a.md").read_text() == "one\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO])
def test_every_refusal_is_one_sentence_with_the_folder(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(1, number, monkeypatch, "fsync")
    with pytest.raises(OutputError) as caught:
        write_files(tmp_path, THREE)
    assert str(tmp_path) in caught.value.message
    assert held(tmp_path) == {}


def test_an_interruption_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, THREE)
    assert held(tmp_path) == {}


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "below"):
        with pytest.raises(OutputError, match="is a file"):
            write_files(folder, THREE)
    assert (tmp_path / "taken").read_text() == "mine"
    with pytest.raises(OutputError, match="not a folder name"):
        write_files(Path("nul\0"), THREE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anyway")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission"):
        write_files(tmp_path, THREE)


@pytest.mark.skipif(os.name != "posix", reason="other systems cannot open a folder")
def test_a_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(4, errno.EINVAL, monkeypatch, "fsync")
    assert len(write_files(tmp_path, THREE)) == 3


@given(st.lists(st.sampled_from(["card", "script_20s", "Card", "../card", "a/b", "", "ü"])))
def test_names_are_distinct_and_stay_in_their_folder(documents: list[str]) -> None:
    names = file_names(documents, "2026-12-01", "md")
    assert len({name.casefold() for name in names}) == len(documents)
    allowed = {*string.ascii_lowercase, *string.digits, *"_-."}
    for name in names:
        assert name.startswith("2026-12-01_")
        assert name.endswith(".md")
        assert {*name} <= allowed
        assert ".." not in name


def test_the_second_copy_is_numbered() -> None:
    assert file_names(["card", "sheet", "sheet", "sheet"], "2026-12-01", "txt") == [
        "2026-12-01_card.txt",
        "2026-12-01_sheet.txt",
        "2026-12-01_sheet-2.txt",
        "2026-12-01_sheet-3.txt",
    ]


def test_nothing_to_write_makes_a_folder_only(tmp_path: Path) -> None:
    assert files.write_files(tmp_path / "empty", []) == []
    assert held(tmp_path / "empty") == {}
