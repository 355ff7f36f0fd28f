"""Packs, plans, settings and the cache lie where each system keeps such things, or nowhere."""

import os
import sys
from pathlib import Path

import pytest

from discloser.cli.folders import cache_folder, own_packs, plans_folder, settings_file
from discloser.errors import UsageError

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
    with pytest.raises(UsageError, match="not a folder"):
        own_packs({"DISCLOSER_PACKS": str(tmp_path / "none")})
