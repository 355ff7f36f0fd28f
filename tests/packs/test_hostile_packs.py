"""A pack that means harm is refused with a sentence, and nothing of it is written."""

import sys
import time
from pathlib import Path

import pytest

from discloser.cli import main
from discloser.errors import PackError
from discloser.packs.archive import read_archive
from discloser.packs.folder import read_folder
from discloser.packs.load import load
from discloser.text.toml import BrokenToml, parse

from .heavy import HEAVY, write
from .hostile import ARCHIVES, FOLDERS, TEXTS, Make

SLOW = {"braces", "unclosed list", "deep keys", "6000 notes"}
"""Those that say nothing which others do not, and cost time; the benchmark has them."""

ALL = {
    f"{where} {name}": made
    for where, classes in (("zip", ARCHIVES), ("folder", FOLDERS), ("toml", TEXTS))
    for name, made in classes.items()
    if name not in SLOW
}
MOST_SECONDS = 15
"""Far above what any of them takes, and far below what they once did."""
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="has no such files")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path / "own"))
    monkeypatch.setenv("DISCLOSER_CACHE", str(cache))
    monkeypatch.setenv("DISCLOSER_TODAY", "2026-11-21")


def _install(make: Make, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    source = make(tmp_path)
    code = main(["pack", "install", str(source), "--yes"])
    shown = capsys.readouterr()
    assert code in {1, 2}, shown
    assert said in shown.err
    assert "went wrong" not in shown.err
    assert not any("\x1b" in text or "\u202e" in text for text in shown)
    assert not list(own.iterdir())


@needs_posix
@pytest.mark.parametrize(("make", "said"), ALL.values(), ids=list(ALL))
def test_it_is_refused(
    make: Make, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _install(make, said, tmp_path, capsys)


LIMITS = {
    "branches": "This document has 490 branches, and it can have 150.",
    "wordings": "It has 2,801 wordings, and it can have 100.",
    "conditions": "It has 60 conditions, and it can have 12.",
    "documents": "There are 917 documents, and a pack can have 300.",
    "tones": "There are 403 tones, and a pack can have 12.",
    "words": "words, and it can have 3,000.",
    "a subject": "It has 400,000 characters, and it can have 2,000.",
    "letters": "the document grows beyond",
}
"""Those that are told apart and cost least; the benchmark has all of them."""


@pytest.mark.parametrize(("name", "said"), LIMITS.items(), ids=list(LIMITS))
def test_as_much_as_anybody_can_put_in_is_refused_at_once(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(HEAVY[name](), tmp_path)
    began = time.process_time()
    assert main(["pack", "check", str(source)]) == 1
    assert time.process_time() - began < MOST_SECONDS
    shown = capsys.readouterr()
    assert said in " ".join(shown.out.split())
    assert not shown.err


def test_a_pack_that_is_too_much_for_a_check_is_too_much_for_use(tmp_path: Path) -> None:
    source = write(HEAVY["wordings"](), tmp_path)
    with pytest.raises(PackError, match="2,801 wordings"):
        load("heavy", source.parent)


@needs_posix
def test_a_link_that_takes_the_place_of_a_file_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the names and the reading, somebody swaps a file for a link."""
    root = tmp_path / "theirs"
    (root / "phrases").mkdir(parents=True)
    (root / "pack.toml").write_text('title = "x"\n')
    inner = root / "phrases" / "a.toml"
    inner.write_text("")
    secret = tmp_path / "secret.toml"
    secret.write_text('secret = "x"\n')
    before = "discloser.packs.folder._Walk.paths"
    from discloser.packs.folder import _Walk  # noqa: PLC0415 - the moment is the point

    usual = _Walk.paths

    def swapped(self: _Walk, inside: str, folder: Path) -> object:
        found = usual(self, inside, folder)
        if folder == root:
            inner.unlink()
            inner.symlink_to(secret)
        return found

    monkeypatch.setattr(before, swapped)
    with pytest.raises(PackError, match=r"phrases/a\.toml"):
        read_folder(root)


def test_what_systems_put_beside_the_files_does_no_harm(tmp_path: Path) -> None:
    from .hostile import packed, raw_name  # noqa: PLC0415 - used here alone

    usual = {
        "theirs/": "",
        "theirs/phrases/": "",
        "__MACOSX/theirs/._pack.toml": "\0\0",
        "theirs/.DS_Store": "\0",
        "theirs/phrases/Thumbs.db": "\0",
        "theirs/Notes for us.docx": "PK",
        "theirs/README.md": "Hello.",
    }
    file = tmp_path / "theirs-2.zip"
    file.write_bytes(packed(*((raw_name(name), text) for name, text in usual.items())))
    pack = read_archive(file)
    assert (pack.name, [*pack.files], [*pack.kept]) == (
        "theirs",
        ["pack.toml", "phrases/a.toml"],
        ["README.md"],
    )


@pytest.mark.parametrize("text", ["a = " + "{" * 200_000, "a = [" + "{}," * 100_000])
def test_a_line_that_is_wrong_all_along_is_read_at_once(text: str) -> None:
    """The hints once took the square of its length: a minute."""
    began = time.monotonic()
    with pytest.raises(BrokenToml):
        parse(text)
    assert time.monotonic() - began < 10
