"""What every test of a screen needs: surroundings that are the same on every machine."""

import time
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the person's own home, settings and terminal out of the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):  # Windows asks each time
        time.tzset()
    for name in ("NO_COLOR", "VISUAL", "EDITOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
