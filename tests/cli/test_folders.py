"""Own packs and the cache lie where each system keeps such things, or nowhere."""

import os
import sys
from pathlib import Path

import pytest

from discloser.cli.folders import cache_folder, own_packs
from discloser.errors import UsageError

posix = pytest.mark.skipif(os.name != "posix", reason="the folders of POSIX systems")


@posix
@pytest.mark.parametrize(
    ("platform", "packs", "cache"),
    [
        ("linux", ".config/discloser/packs", ".cache/discloser"),
        (
            "darwin",
            "Library/Application Support/discloser/packs",
            "Library/Caches/discloser",
        ),
    ],
)
def test_the_usual_places(
    platform: str, packs: str, cache: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert own_packs({}) == home / packs
    assert cache_folder({}) == home / cache
    named = {"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/d"}
    assert own_packs(named) == Path("/c/discloser/packs")
    assert cache_folder(named) == Path("/d/discloser")
    relative = {"XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "./d"}
    assert own_packs(relative) == home / packs
    assert cache_folder(relative) == home / cache


@posix
def test_without_a_home_there_is_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert own_packs({}) is None
    assert cache_folder({}) is None


def test_named_places_win(tmp_path: Path) -> None:
    assert own_packs({"DISCLOSER_PACKS": str(tmp_path)}) == tmp_path
    assert cache_folder({"DISCLOSER_CACHE": str(tmp_path / "none")}) == tmp_path / "none"
    with pytest.raises(UsageError, match="not a folder"):
        own_packs({"DISCLOSER_PACKS": str(tmp_path / "none")})
