"""Settings are read, explained and kept; a slip in the file is named with its line."""

import errno
import os
import stat
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from discloser.errors import OutputError, SettingsError
from discloser.settings.file import MOST_BYTES, load, save
from discloser.settings.settings import Settings, described

IDS = ("save", "next_step", "step.back")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def refused(file: Path, text: str | bytes) -> str:
    """Return the message about a file with this content."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SettingsError) as caught:
        load(file, IDS)
    assert str(file) in caught.value.message
    return caught.value.message


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    settings = load(file, IDS)
    assert settings == Settings()
    assert (settings.look, settings.motion, settings.preview) == ("auto", "less", True)


def test_what_was_saved_comes_back_and_only_that_is_written(file: Path) -> None:
    changed = Settings(look="dark", preview=False, keys={"step.back": "f2,ctrl+b"})
    save(file, changed)
    assert load(file, IDS) == changed
    text = file.read_text("utf-8")
    assert text.startswith("# Settings of discloser.")
    assert "motion" not in text
    save(file, Settings())
    assert load(file, IDS) == Settings()
    assert file.read_text("utf-8").count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX systems")
def test_the_file_is_for_its_owner_alone(file: Path) -> None:
    save(file, Settings(editor="vi"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("\nlok = 'dark'\n", ("line 2", "`lok`", "Did you mean `look`?")),
        ("look = 'drak'\n", ("line 1", "`look`", "Did you mean `dark`?")),
        ("look = 'x'\n", ("auto, contrast, dark, light, terminal",)),
        ("preview = 'yes'\n", ("line 1", "`preview`", "true or false")),
        ("preview = yes\n", ("line 1", "Write true or false")),
        ("[keys]\n\nsaev = 'f2'\n", ("line 3", "`keys.saev`", "Did you mean `save`?")),
        ("[keys]\n'x\\u001b' = 'f2'\n", ("There is no action",)),
        ("[keys]\nsave = 2\n", ("line 2", "`keys.save`", "a text")),
        ('editor = "vi\\u001b[2J"\n', ("line 1", "`editor`", "escape")),
        ("papers = '" + "x" * 1001 + "'\n", ("line 1", "`papers`", "longer than the 1000")),
        ("look = 'dark'\nlook = 'light'\n", ("line 2", "Keep one")),
        (b"papers = 'caf\xe9'\n", ("line 1", "UTF-8")),
        ("#" * (MOST_BYTES + 1), ("larger than 100 kB",)),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_slip_is_named_with_its_place_and_the_fix(
    text: str | bytes, parts: tuple[str, ...], file: Path
) -> None:
    message = refused(file, text)
    for part in parts:
        assert part in message
    assert "\x1b" not in message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a file"):
        load(tmp_path, IDS)
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(SettingsError, match="not a file"):
            load(tmp_path / "pipe", IDS)
    with pytest.raises(SettingsError, match="not a file name"):
        load(tmp_path / "a\0b", IDS)


def test_a_full_disk_leaves_the_settings_as_they_were(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    save(file, Settings(look="dark"))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        save(file, Settings(look="light"))
    assert load(file, IDS) == Settings(look="dark")
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_every_setting_is_explained_in_one_sentence() -> None:
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    shown = described()
    assert [setting.key for setting in shown] == [name for name in fields if name != "keys"]
    for setting in shown:
        assert setting.text.endswith(".")
        assert setting.text.count(".") == 1
        default = fields[setting.key].default
        match setting.kind:
            case "choice":
                values = [option.value for option in setting.options]
                assert values == [*get_args(fields[setting.key].type)]
                assert default in values
                assert all(option.words for option in setting.options)
            case "switch":
                assert isinstance(default, bool)
            case "text":
                assert isinstance(default, str)
    assert {setting.kind for setting in shown} == {"choice", "switch", "text"}
