"""A copied text goes to the right program by standard input, or to the terminal if it is short."""

import base64
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from discloser.export import clipboard
from discloser.export.clipboard import MOST_PAYLOAD, copy_native, native_command, osc52

posix = pytest.mark.skipif(os.name != "posix", reason="the program is a script")

TEXT = 'Hi Jordan,\n\n"10:00" & $HOME 🙂 é\n'


def having(*programs: str) -> Callable[[str], str | None]:
    """Return what finds these programs and no others."""
    return lambda name: f"/bin/{name}" if name in programs else None


ALL = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")
BOTH = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("environment", "programs", "command"),
    [
        (BOTH, ALL, ["/bin/wl-copy"]),
        (BOTH, ALL[1:], ["/bin/xclip", "-selection", "clipboard"]),
        ({"DISPLAY": ":0"}, ALL, ["/bin/xclip", "-selection", "clipboard"]),
        ({"DISPLAY": ":0"}, ("wl-copy", "xsel"), ["/bin/xsel", "-b", "-i"]),
        ({"WAYLAND_DISPLAY": "", "DISPLAY": ""}, ALL[:3], None),
        ({}, ALL[:3], None),
        ({}, ("pbcopy",), ["/bin/pbcopy"]),
        ({}, ("clip.exe",), ["/bin/clip.exe"]),
        (BOTH, (), None),
    ],
)
def test_the_program_fits_the_screen(
    environment: dict[str, str], programs: tuple[str, ...], command: list[str] | None
) -> None:
    assert native_command(environment, having(*programs)) == command


def program(path: Path, body: str) -> list[str]:
    """Return the command of a program that notes its arguments and then does something."""
    path.write_text(
        f"#!{sys.executable}\nimport os, sys, time\nfrom pathlib import Path\n"
        f"at = Path({str(path.parent)!r})\n"
        f"(at / 'arguments').write_text(repr(sys.argv[1:]))\n{body}"
    )
    path.chmod(0o755)
    return [str(path), "-i"]


KEEP = "(at / 'got').write_bytes(sys.stdin.buffer.read())\n"


@posix
@pytest.mark.parametrize(("name", "encoding"), [("xclip", "utf-8"), ("clip.exe", "utf-16-le")])
def test_a_program_gets_the_text_by_standard_input_alone(
    name: str, encoding: str, tmp_path: Path
) -> None:
    text = TEXT * 5_000  # more than a pipe holds
    assert copy_native(program(tmp_path / name, KEEP), text)
    assert (tmp_path / "got").read_bytes() == text.encode(encoding)
    assert (tmp_path / "arguments").read_text() == "['-i']"


@posix
def test_a_program_that_lives_on_is_not_waited_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    stays = (
        "print('noise', flush=True)\nif os.fork():\n    sys.exit()\n"
        "(at / 'session').write_text(str(os.getsid(0)))\ntime.sleep(30)\n"
    )
    started = time.monotonic()
    assert copy_native(program(tmp_path / "xclip", KEEP + stays), TEXT)
    assert time.monotonic() - started < clipboard.WAIT
    assert capfd.readouterr() == ("", "")
    noted = tmp_path / "session"
    while not (noted.exists() and noted.read_text()):
        assert time.monotonic() - started < 10
        time.sleep(0.01)
    assert int(noted.read_text()) != os.getsid(0)
    os.killpg(int(noted.read_text()), 9)


@posix
def test_a_program_that_fails_hangs_or_is_gone_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not copy_native(program(tmp_path / "fails", "sys.exit(1)\n"), TEXT)
    assert not copy_native(program(tmp_path / "deaf", "sys.exit(1)\n"), TEXT * 5_000)
    assert not copy_native([str(tmp_path / "gone")], TEXT)
    assert not copy_native([str(tmp_path)], TEXT)
    monkeypatch.setattr(clipboard, "WAIT", 0.3)
    for text in (TEXT, TEXT * 5_000):
        assert not copy_native(program(tmp_path / "hangs", "time.sleep(30)\n"), text)


def test_the_terminal_gets_the_text_encoded_and_nothing_else() -> None:
    sequence = osc52(f"{TEXT}\x1b]0;x\x07")
    assert sequence
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    payload = sequence.removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert payload.isascii()
    assert base64.b64decode(payload, validate=True).decode() == f"{TEXT}\x1b]0;x\x07"


def test_a_text_that_is_too_long_for_a_terminal_is_not_cut() -> None:
    longest = MOST_PAYLOAD // 4 * 3
    assert osc52("x" * longest)
    assert osc52("x" * (longest + 1)) is None
    assert osc52("é" * (longest // 2 + 1)) is None
