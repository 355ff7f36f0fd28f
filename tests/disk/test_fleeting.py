"""Folders that lie in memory where they can, and of which nothing stays."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from discloser.disk import fleeting
from discloser.disk.fleeting import (
    FOR_ALL,
    PREFIX,
    make_folder,
    memory_folder,
    remove_folder,
    remove_leftovers,
)
from discloser.disk.process import birth

posix = pytest.mark.skipif(os.name != "posix", reason="Windows offers no memory for files")


def mounted(folder: Path, kind: str, mounts: Path) -> None:
    """Have the system say that a folder is on a file system of some kind."""
    device = folder.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    text = (
        "22 27 0:1 / /proc rw,relatime - proc proc rw\n"
        f"31 27 {number} / /some\\040where rw,nosuid shared:3 master:1 - {kind} {kind} rw,size=9k\n"
    )
    mounts.write_text(text, "utf-8")


@posix
@pytest.mark.parametrize(
    ("kind", "found"), [("tmpfs", True), ("ramfs", True), ("ext4", False), ("devtmpfs", False)]
)
def test_only_a_folder_that_is_really_in_memory_will_do(
    *, kind: str, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleeting, "MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(fleeting, "FOR_ALL", tmp_path / "none")
    mounted(tmp_path, kind, tmp_path / "mountinfo")
    environment = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert memory_folder(environment) == (tmp_path if found else None)


@posix
def test_there_may_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleeting, "MOUNTS", tmp_path / "mountinfo")
    assert memory_folder({"XDG_RUNTIME_DIR": str(tmp_path)}) is None, "macOS does not tell"
    mounted(tmp_path, "tmpfs", tmp_path / "mountinfo")
    monkeypatch.setattr(fleeting, "FOR_ALL", tmp_path / "none")
    monkeypatch.chdir(tmp_path)
    for named in ("", ".", "/nonexistent"):
        assert memory_folder({"XDG_RUNTIME_DIR": named}) is None


@pytest.mark.skipif(not FOR_ALL.is_mount(), reason="not on this system")
def test_this_system_has_one() -> None:
    assert memory_folder({}) == FOR_ALL


def test_a_folder_is_private_and_its_name_tells_the_process(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    assert folder.parent == tmp_path
    assert folder.name.startswith(f"{PREFIX}{os.getpid()}-")
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "deep").mkdir()
    (folder / "deep" / ".paper.txt.swp").write_text("x", "utf-8")
    assert remove_folder(folder)
    assert not [*tmp_path.iterdir()]


def test_what_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_folder(tmp_path)

    def refuse(_folder: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("shutil.rmtree", refuse)
    assert not remove_folder(folder)


def dead() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_only_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    me = os.getpid()
    gone = dead()
    left = [f"{PREFIX}{gone}-123-ab", f"{PREFIX}{gone}--ab"]
    stays = [f"{PREFIX}{me}-{birth(me)}-ab", f"{PREFIX}{me}--ab", f"{PREFIX}x", f"{gone}-1-a"]
    if birth(me):
        left.append(f"{PREFIX}{me}-1-ab")  # another process had this number
    for name in left + stays:
        (tmp_path / name).mkdir()
        (tmp_path / name / "paper.txt").write_text("x", "utf-8")
    (tmp_path / f"{PREFIX}{gone}-1-file").write_text("x", "utf-8")
    stays.append(f"{PREFIX}{gone}-1-file")
    remove_leftovers({}, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(stays)
    remove_leftovers({}, tmp_path / "nowhere")


@posix
def test_leftovers_in_memory_and_in_the_usual_place_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, usual = tmp_path / "own", tmp_path / "usual"
    name = f"{PREFIX}{dead()}-1-ab"
    for place in (own, usual):
        (place / name).mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(usual))
    remove_leftovers({"XDG_RUNTIME_DIR": str(own)}, None)
    assert not [*own.iterdir(), *usual.iterdir()]


@posix
def test_a_link_leads_nobody_astray(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "plan").write_text("x", "utf-8")
    place = tmp_path / "place"
    place.mkdir()
    gone = dead()
    (place / f"{PREFIX}{gone}-1-link").symlink_to(kept)
    (place / f"{PREFIX}{gone}-1-ab").mkdir()
    (place / f"{PREFIX}{gone}-1-ab" / "link").symlink_to(kept)
    remove_leftovers({}, place)
    assert (kept / "plan").exists()
    assert [path.name for path in place.iterdir()] == [f"{PREFIX}{gone}-1-link"]
