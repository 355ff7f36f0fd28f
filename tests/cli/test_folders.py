"""Packs, plans, settings and the cache lie where each system keeps such things, or nowhere."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from discloser.cli.folders import cache_folder, own_packs, plans_folder, settings_file
from discloser.errors import UsageError

from .running import Run

posix = pytest.mark.skipif(os.name != "posix", reason="the folders of POSIX systems")


@posix
@pytest.mark.parametrize(
    ("platform", "config", "data", "cache"),
    [
        ("linux", ".config", ".local/share", ".cache"),
        (
            "darwin",
            "Library/Application Support",
            "Library/Application Support",
            "Library/Caches",
        ),
    ],
)
def test_the_usual_places(
    platform: str,
    config: str,
    data: str,
    cache: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    relative = {"XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "./d", "XDG_DATA_HOME": "e"}
    for environment in ({}, relative):
        assert own_packs(environment) == home / config / "discloser" / "packs"
        assert settings_file(environment) == home / config / "discloser" / "settings.toml"
        assert plans_folder(environment) == home / data / "discloser" / "plans"
        assert cache_folder(environment) == home / cache / "discloser"
    named = {"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/d", "XDG_DATA_HOME": "/e"}
    assert own_packs(named) == Path("/c/discloser/packs")
    assert settings_file(named) == Path("/c/discloser/settings.toml")
    assert plans_folder(named) == Path("/e/discloser/plans")
    assert cache_folder(named) == Path("/d/discloser")


@posix
def test_without_a_home_there_is_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert own_packs({}) is None
    assert plans_folder({}) is None
    assert settings_file({}) is None
    assert cache_folder({}) is None


def test_named_places_win(tmp_path: Path) -> None:
    assert own_packs({"DISCLOSER_PACKS": str(tmp_path)}) == tmp_path
    assert cache_folder({"DISCLOSER_CACHE": str(tmp_path / "none")}) == tmp_path / "none"
    assert plans_folder({"DISCLOSER_PLANS": str(tmp_path / "p")}) == tmp_path / "p"
    assert settings_file({"DISCLOSER_SETTINGS": str(tmp_path / "s")}) == tmp_path / "s"
    for name in ("none", "x" * 5_000):
        with pytest.raises(UsageError, match="not a folder"):
            own_packs({"DISCLOSER_PACKS": str(tmp_path / name)})


@posix
def test_the_home_folder_may_be_named_by_its_sign(home: Path) -> None:
    (home / "p").mkdir()
    assert own_packs({"DISCLOSER_PACKS": "~/p"}) == home / "p"
    assert plans_folder({"DISCLOSER_PLANS": "~/p"}) == home / "p"
    assert settings_file({"DISCLOSER_SETTINGS": "~/s"}) == home / "s"
    assert cache_folder({"DISCLOSER_CACHE": "~"}) == home
    assert cache_folder({"DISCLOSER_CACHE": str(home / "~")}) == home / "~"


@pytest.mark.parametrize("name", ["plans", "./plans", "~nobody-of-this-name/plans"])
def test_plans_are_not_where_one_starts(
    name: str, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("DISCLOSER_PLANS", name)
    for command in (("vault", "new", "--none", "--yes"), ("plan", "list"), ("purge", "--yes")):
        run(*command).refused(f"DISCLOSER_PLANS={name}", "give the whole path")
    run("check", "plan-2026-11-21").refused("give the whole path")
    assert [*home.iterdir()] == []


EVERY = (
    *("vault where", "vault status", "vault new --none --yes", "vault passphrase --none --yes"),
    *("vault recovery", "vault lock", "vault backup b", "vault check", "plan list", "plan new"),
    *("plan show x", "plan delete x --yes", "plan import {file}", "purge --yes"),
    "vault restore {file} --yes",
)


@posix
@pytest.mark.parametrize("variable", ["DISCLOSER_PLANS", "XDG_DATA_HOME"])
@pytest.mark.parametrize("case", ["long", "name", "barred", "loop"])
def test_a_folder_that_cannot_be(
    case: str, variable: str, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "loop").symlink_to(home / "loop")
    (home / "file").write_text("x")
    (home / "locked").mkdir(mode=0o000)
    folder, said = {
        "long": ("/" + "x/" * 5_000, "too long"),
        "name": (str(home / ("x" * 300)), "too long"),
        "barred": (str(home / "locked" / "plans"), "no permission to look into"),
        "loop": (str(home / "loop" / "plans"), "links"),
    }[case]
    if case == "barred" and os.access(home / "locked", os.X_OK):
        real = os.stat

        def stat(path: Any, **more: Any) -> os.stat_result:
            if "locked" in os.fspath(path):
                raise PermissionError(13, "Permission denied")
            return real(path, **more)

        monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setenv(variable, folder)
    for command in EVERY:
        ran = run(*command.format(file=home / "file").split())
        assert ran.code == 2, command
        assert said in ran.err, command
        assert ran.err.count("\n") == 1


@posix
@pytest.mark.parametrize("variable", ["DISCLOSER_SETTINGS", "DISCLOSER_CACHE", "XDG_CONFIG_HOME"])
def test_other_places_that_cannot_be(
    variable: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "/" + "x" * 5_000)
    for command in (("purge", "--all", "--yes"), ("people",), ("plan", "list")):
        ran = run(*command)
        assert ran.code == 0, ran
