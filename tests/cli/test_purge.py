"""A purge deletes exactly what it lists, and nothing that it does not know by name."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from discloser.packs.cache import DiskCache
from discloser.vault.vault import Vault

from .running import Run

HOLDER = """
import sys, signal
from pathlib import Path
from discloser.vault.open_here import OpenHere
signal.signal(signal.SIGUSR1, lambda *_: sys.exit(0))
with OpenHere(Path(sys.argv[1])):
    print(flush=True)
    signal.pause()
"""


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


@pytest.fixture
def everything(
    vault: Vault,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_seal: None,  # noqa: ARG001 - for what it does
) -> dict[str, set[Path]]:
    """Fill the home with all that a purge deletes, and with things beside it."""
    monkeypatch.setenv("DISCLOSER_CACHE", str(home / "cache" / "discloser"))
    vault.new_recovery_code()
    vault.create("format = 1\n", datetime.date(2026, 11, 21))
    DiskCache(home / "cache" / "discloser").update({"one": b"1", "two": b"2"})
    for name in ("old.toml", "vault.db.version-1", ".discloser-abc", "vault.db.copy"):
        (vault.folder / name).write_text("ours")
    ours = files(vault.folder) | files(home / "cache")
    assert len(ours) > 10
    config = home / ".config" / "discloser"
    (config / "packs" / "mine" / "documents" / "parts").mkdir(parents=True)
    pack = config / "packs" / "mine"
    for name in ("pack.toml", "README.md", "documents/team_line.j2", "documents/parts/a.j2"):
        (pack / name).write_text('title = "Mine"')
    packs = files(pack)
    (config / "settings.toml").write_text("")
    settings = {config / "settings.toml"}
    strange = {
        vault.folder / "diary.txt",
        vault.folder / "open-letter",
        home / "cache" / "discloser" / "mine",
        pack / "documents" / "notes.txt",
        config / "packs" / "no pack.toml",
    }
    for path in strange:
        path.write_text("not ours")
    vault.close()
    ours = {path for path in ours if path.exists()}  # the store has let go of some
    return {"ours": ours, "packs": packs, "settings": settings, "strange": strange}


def listed(out: str) -> set[Path]:
    return {Path(line) for line in out.splitlines()}


def test_it_deletes_what_it_lists(everything: dict[str, set[Path]], run: Run, home: Path) -> None:
    before = files(home)
    run("purge").refused("--yes")
    assert files(home) == before
    ran = run("purge", "--yes")
    assert ran.code == 0
    gone = before - files(home)
    assert gone == listed(ran.out)
    assert gone == everything["ours"]
    assert Path(ran.out.splitlines()[0]).name == "identity.txt", "keys go first"
    for word in ("SSD", "snapshots", "backups", "discloser-papers", "other computers", "mail"):
        assert word in ran.err
    assert "stays, because something else is in it" in ran.err


def test_settings_and_packs_only_by_choice(
    everything: dict[str, set[Path]], run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_PURGE_SETTINGS", "1")
    ran = run("purge", "--yes")
    assert ran.code == 0
    assert not any(path.exists() for path in everything["settings"])
    assert all(path.exists() for path in everything["packs"])
    ran = run("purge", "--all", "--yes")
    assert listed(ran.out) == everything["packs"]
    assert files(home) == everything["strange"]
    for path in everything["strange"]:
        path.unlink()
    assert run("purge", "--all", "--yes") == (0, "", "There is nothing to delete.\n")


def test_folders_that_are_empty_go_too(
    everything: dict[str, set[Path]], run: Run, home: Path
) -> None:
    for path in everything["strange"]:
        path.unlink()
    assert run("purge", "--all", "--yes").code == 0
    assert {path.name for path in home.iterdir()} == {"cache", ".config"}
    assert [*(home / "cache").iterdir()] == []
    left = {path.name for path in (home / ".config" / "discloser").rglob("*")}
    assert left <= {"packs"}


@pytest.mark.skipif(os.name != "posix", reason="links are made freely on POSIX systems")
@pytest.mark.usefixtures("everything")
def test_links_are_not_followed(run: Run, home: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    (away / "documents").mkdir(parents=True)
    (away / "pack.toml").write_text('title = "Away"')
    (away / "documents" / "a.j2").write_text("x")
    packs = home / ".config" / "discloser" / "packs"
    (packs / "linked").symlink_to(away)
    (packs / "mine" / "catalogue").symlink_to(away)
    (packs / "mine" / "documents" / "b.j2").symlink_to(away / "pack.toml")
    (home / "plans" / "vault.db").rename(away / "vault.db")
    (home / "plans" / "vault.db").symlink_to(away / "vault.db")
    before = files(away)
    ran = run("purge", "--all", "--yes")
    assert ran.code == 0
    assert files(away) == before
    assert "linked is a link, so it is left alone" in ran.err
    assert "vault.db was a link; what it led to is still there" in ran.err
    assert (packs / "linked").is_symlink()


def test_nothing_there(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_CACHE", str(tmp_path / "none"))
    assert run("purge") == (0, "", "There is nothing to delete.\n")
    assert [*home.iterdir()] == []


@pytest.mark.skipif(os.name != "posix", reason="other windows are known on POSIX systems")
@pytest.mark.usefixtures("everything")
def test_open_windows_are_locked_first(run: Run, home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home / "plans")], stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        child.stdout.readline()
        ran = run("purge", "--yes")
        assert child.wait(10) == 0
    assert f"open-{child.pid}" in ran.out
    assert not [*(home / "plans").glob("open-[0-9]*")]
