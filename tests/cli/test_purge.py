"""A purge deletes exactly what it lists, and nothing that it does not know by name."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from discloser.cli.folders import plans_folder, settings_file
from discloser.cli.purge import OUT_OF_REACH
from discloser.disk.fleeting import PREFIX, make_folder
from discloser.packs.cache import DiskCache
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package
from .running import Run
from .test_vault import DEAF

STAGED = ".discloser-a1b2c3d4"
"""A file that was not whole yet when the machine stopped."""

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
    for name in ("plan-2026-01-07.toml", "vault.db.version-1", STAGED, "vault.db.copy"):
        (vault.folder / name).write_text("ours")
    ours = files(vault.folder) | files(home / "cache")
    assert len(ours) > 10
    config = home / ".config" / "discloser"
    (config / "packs" / "mine" / "documents" / "parts").mkdir(parents=True)
    pack = config / "packs" / "mine"
    (pack / "golden" / "maya").mkdir(parents=True)
    for name in ("pack.toml", "README.md", "documents/team_line.j2", "documents/parts/a.j2"):
        (pack / name).write_text('title = "Mine"')
    for name in ("based_on.toml", "golden/maya/team_line.team.md", "../installed.toml"):
        (pack / name).write_text("")
    packs = files(config / "packs")
    (config / "settings.toml").write_text("")
    settings = {config / "settings.toml"}
    strange = {
        vault.folder / "diary.txt",
        vault.folder / "pyproject.toml",
        vault.folder / "notes.toml",
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
    assert gone == everything["ours"]
    cache = home / "cache" / "discloser"
    assert {path for path in gone if path.parent != cache} == listed(ran.out)
    assert Path(ran.out.splitlines()[0]).name == "identity.txt", "keys go first"
    said = ran.err.splitlines()
    assert said[0] == "1 plan with its earlier versions, and their keys:"
    assert said[1:4] == [
        "1 plan file in plain:",
        f"2 files of the cache, in {cache}",
        "The settings stay, unless you add --settings or --all.",
    ]
    assert said[4].startswith("The pack mine and the list of packs that were installed stay,")
    assert max(map(len, said[5:-3])) <= 80
    assert said[-1] == (
        "Gone from this computer: 1 plan with its earlier versions, and their keys; "
        "1 plan file in plain; 2 files of the cache."
    )
    for word in ("SSD", "snapshots", "backups", "discloser-papers", "other computers", "mail"):
        assert word in ran.err
    assert "stays, because something else is in it" in ran.err


def test_json_names_every_file(everything: dict[str, set[Path]], run: Run, home: Path) -> None:
    before = files(home)
    ran = run("purge", "--json", "--packs", "--yes")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert [each["part"] for each in data["delete"]] == [
        "plans",
        "plan files in plain",
        "cache",
        "pack",
        "installed packs",
    ]
    named = {Path(file) for each in data["delete"] for file in each["files"]}
    assert before - files(home) == named == everything["ours"] | everything["packs"]
    [stays] = data["stay"]
    assert {Path(file) for file in stays["files"]} == everything["settings"]
    assert all(path.exists() for path in everything["settings"])
    assert json.loads(run("purge", "--json").out)["delete"] == []


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        (0, "The place for plans, with none in it, and its keys:"),
        (3, "3 plans with their earlier versions, and their keys:"),
        (None, "All plans with their earlier versions, and their keys:"),
    ],
)
def test_it_says_how_many_plans_there_are(
    plans: int | None, said: str, vault: Vault, run: Run
) -> None:
    for _ in range(1 if plans is None else plans):
        vault.create("format = 1\n", datetime.date(2026, 11, 21))
    vault.close()
    if plans is None:
        (vault.folder / "vault.db").write_bytes(b"Dear diary" * 1_000)
    ran = run("purge", "--yes")
    assert ran.err.startswith(f"{said}\n")
    assert not vault.folder.exists()


def test_keys_alone_and_what_is_left(vault: Vault, run: Run) -> None:
    vault.close()
    (vault.folder / "vault.db").unlink()
    assert run("purge", "--yes").err.startswith("The keys for plans:\n")
    vault.folder.mkdir()
    (vault.folder / STAGED).write_text("half")
    assert run("purge", "--yes").err.startswith("What is left of plans:\n")
    assert not vault.folder.exists()


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
    assert "unless you add" not in ran.err
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
    assert [*(home / "cache").iterdir()] == [*(home / ".config").iterdir()] == []


@pytest.mark.skipif(os.name != "posix", reason="where the usual folders are is told by HOME")
def test_only_folders_of_ours_go(
    run: Run, home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCLOSER_CACHE")
    data = plans_folder({"HOME": str(home)})
    assert data
    Vault.make(data, None, clock).close()
    config = settings_file({"HOME": str(home)})
    assert config
    config.parent.mkdir(parents=True, exist_ok=True)
    assert run("purge", "--yes").code == 0
    assert not data.parent.exists()
    assert not config.parent.exists()
    assert data.parent.parent.is_dir()
    assert config.parent.parent.is_dir()
    named = home / "discloser" / "plans"
    monkeypatch.setenv("DISCLOSER_PLANS", str(named))
    Vault.make(named, None, clock).close()
    assert run("purge", "--yes").code == 0
    assert [*(home / "discloser").iterdir()] == [], "a folder that somebody named is not ours"


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of POSIX")
def test_the_question_on_a_real_terminal(vault: Vault, home: Path) -> None:
    from ..tui.terminal import Terminal  # noqa: PLC0415, TID252 - needs a POSIX system

    vault.create("format = 1\n", datetime.date(2026, 11, 21))
    environment = {"HOME": str(home), "DISCLOSER_PLANS": str(vault.folder)}
    for typed, code in (("n\r", 1), ("y\r", 0)):
        with Terminal(environment, "purge", size=(50, 40)) as terminal:
            terminal.wait("Delete these files for good? [y/N]", "Out of reach are:")
            start = next(i for i, line in enumerate(terminal.lines) if "Out of reach" in line)
            words = " ".join(terminal.lines[start:])
            assert OUT_OF_REACH in words, "no word is broken"
            assert vault.folder.exists()
            terminal.type(typed)
            assert terminal.end() == code
            assert ("Gone from this computer: 1 plan" in terminal.text) is not bool(code)
    assert not vault.folder.exists()


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


def test_only_plan_files_go(vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.close()
    settings = vault.folder / "settings.toml"
    monkeypatch.setenv("DISCLOSER_SETTINGS", str(settings))
    plans = {"mine.toml": "format = 1\n", "plan-2025-11-21-2.toml": "half a pl"}
    others = {
        "pyproject.toml": "[project]\nname = 'x'\n",
        "settings.toml": "format = 1\n",
        "plans.toml": "format = 2\n",
        "folder.toml": None,
    }
    for name, text in {**plans, **others}.items():
        path = vault.folder / name
        path.mkdir() if text is None else path.write_text(text)
    assert json.loads(run("vault", "status", "--json").out)["plain_files"] == 2
    ran = run("purge", "--yes")
    assert ran.code == 0
    assert {path.name for path in listed(ran.out)} >= {*plans}
    assert {path.name for path in vault.folder.iterdir()} == {*others}
    assert f"{vault.folder} stays, because something else is in it.\n" in ran.err
    assert {path.name for path in listed(run("purge", "--all", "--yes").out)} == {"settings.toml"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has other reasons")
def test_why_something_stays(
    vault: Vault, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    vault.close()
    link = home / "link"
    link.symlink_to(vault.folder)
    monkeypatch.setenv("DISCLOSER_PLANS", str(link))
    ran = run("purge", "--yes")
    assert ran.code == 0
    assert [*vault.folder.iterdir()] == []
    assert f"{link} stays, because it is a link.\n" in ran.err
    monkeypatch.setenv("DISCLOSER_PLANS", str(home / "own"))
    Vault.make(home / "own", None, clock).close()

    def refuse(_path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    ran = run("purge", "--yes")
    assert ran.code == 2
    assert f"Not deleted: {home / 'own' / 'identity.txt'} (permission denied); " in ran.err
    monkeypatch.undo()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DISCLOSER_PLANS", str(home / "own"))
    monkeypatch.setattr(Path, "rmdir", refuse)
    ran = run("purge", "--yes")
    stays = f"{home / 'own'} stays, because it cannot be removed: permission denied.\n"
    assert (ran.code, stays in ran.err) == (0, True)


@pytest.mark.skipif(os.name != "posix", reason="Windows offers no memory for files")
def test_what_an_editor_left_goes_too(
    vault: Vault, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    monkeypatch.setattr("discloser.disk.fleeting.FOR_ALL", tmp_path / "shm")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "own"))
    left = [
        tmp_path / "shm" / f"{PREFIX}999999999-7-abc",
        tmp_path / "own" / f"{PREFIX}999999999--abc",
        vault.folder / f"{PREFIX}999999999-7-abc",
    ]
    for folder in left:
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / ".paper.txt.swp").write_text("x")
        (folder / "paper.txt").write_text("x")
        (folder / "link").symlink_to(tmp_path)
    (left[0].parent / f"{PREFIX}999999999-7-empty").mkdir()
    used = make_folder(tmp_path / "shm")
    ran = run("purge", "--yes")
    assert ran.code == 0, ran
    assert "What an editor left in 4 folders:\n" in ran.err
    assert "stays" not in ran.err.replace("settings stay", "")
    assert {path for path in listed(ran.out) if PREFIX in str(path)} == {
        folder / name for folder in left for name in ("deep/.paper.txt.swp", "paper.txt", "link")
    }
    assert [*(tmp_path / "shm").iterdir()] == [used]
    assert not vault.folder.exists()
    assert tmp_path.exists()


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


@pytest.mark.skipif(os.name != "posix", reason="other windows are known on POSIX systems")
def test_a_window_that_does_not_lock_is_named(
    vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discloser.vault.open_here.GLANCES", 2)
    vault.close()
    command = [sys.executable, "-c", DEAF, str(vault.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        ran = run("purge", "--yes")
        child.kill()
    assert ran.code == 0
    assert f"One program (process {child.pid}) does not answer." in ran.err
    assert not vault.folder.exists()
