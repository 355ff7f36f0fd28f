"""A file is whole or as it was, whatever stops the writing."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from discloser.disk.process import birth
from discloser.disk.whole import private_folder, why, write_all, write_new, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="limits and modes of POSIX systems")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
def test_folder_and_file_are_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private_folder(tmp_path / "a" / "b")
        write_whole(tmp_path / "a" / "b" / "c", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b" / "c").stat().st_mode) == 0o600


@posix
def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize(("owner", "call"), [(os, "fsync"), (Path, "replace")])
def test_what_was_there_stays_whole_if_the_disk_is_full(
    owner: object, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "plan.toml"
    path.write_text("old")
    monkeypatch.setattr(owner, call, full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["plan.toml"]


LIMITED = """
import resource, signal, sys
from pathlib import Path
from discloser.disk.whole import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), bytes(50_000))
except OSError as error:
    print(error.errno)
"""


@posix
def test_a_write_that_the_system_cuts_short_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, path], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == [str(errno.EFBIG)]
    assert path.read_text() == "old"
    assert names(tmp_path) == ["plan.toml"]


KILLED = """
import os, signal, sys
from pathlib import Path
from discloser.disk.whole import write_whole
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
write_whole(Path(sys.argv[1]), b"new")
"""


def write_anew(path: Path, content: bytes) -> None:
    path.unlink()
    write_new(path, content)


@posix
@pytest.mark.parametrize("write", [write_whole, write_anew])
def test_a_process_that_is_killed_leaves_the_old_file_and_the_next_one_tidies_up(
    write: Callable[[Path, bytes], None], tmp_path: Path
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED, path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
    [left] = [name for name in names(tmp_path) if name.startswith(".discloser-")]
    mine = f".discloser-{os.getpid()}_{birth(os.getpid())}_abcd1234"
    for other in (mine, f"{left}x", ".discloser-mine"):
        (tmp_path / other).touch()
    write(path, b"new")
    assert names(tmp_path) == sorted([mine, f"{left}x", ".discloser-mine", path.name])
    assert path.read_bytes() == b"new"


@posix
def test_a_link_is_replaced_and_what_it_points_to_is_not(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "elsewhere").read_text() == "mine"
    assert (tmp_path / "link").read_text() == "new"
    assert not (tmp_path / "link").is_symlink()


def test_what_was_written_before_a_failure_is_noted(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    written: list[Path] = []
    with pytest.raises(OSError, match="b"):
        write_all(tmp_path, [("a", b"1"), ("b", b"2"), ("c", b"3")], written)
    assert written == [tmp_path / "a"]
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "no permission"),
        (errno.EEXIST, "is a file and not a folder"),
        (errno.ENOTDIR, "A part of"),
        (errno.EISDIR, "a folder has the name of a plan"),
        (errno.EROFS, "read-only file system"),
        (errno.ENOSPC, "no space left"),
    ],
)
def test_a_failure_is_one_sentence_with_the_folder(number: int, said: str) -> None:
    text = why(OSError(number, os.strerror(number)), Path("to"), "a plan")
    assert said in text
    assert "to" in text.split(".")[0]
    assert text.count(".") == 1
