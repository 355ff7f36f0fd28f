"""A copied text goes to the right program by standard input, or to the terminal if it is short."""

import base64
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from discloser.export import clipboard
from discloser.export.clipboard import (
    MOST_PAYLOAD,
    clear_if,
    copy_native,
    fingerprint,
    native_tool,
    osc52,
)

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
        (BOTH, ALL, ("/bin/wl-copy",)),
        (BOTH, ALL[1:], ("/bin/xclip", "-selection", "clipboard")),
        ({"DISPLAY": ":0"}, ALL, ("/bin/xclip", "-selection", "clipboard")),
        ({"DISPLAY": ":0"}, ("wl-copy", "xsel"), ("/bin/xsel", "-b", "-i")),
        ({"WAYLAND_DISPLAY": "", "DISPLAY": ""}, ALL[:3], None),
        ({}, ALL[:3], None),
        ({}, ("pbcopy",), ("/bin/pbcopy",)),
        ({}, ("clip.exe",), ("/bin/clip.exe",)),
        (BOTH, (), None),
    ],
)
def test_the_program_fits_the_screen(
    environment: dict[str, str], programs: tuple[str, ...], command: tuple[str, ...] | None
) -> None:
    tool = native_tool(environment, having(*programs))
    assert (tool and tool.copy) == command


@pytest.mark.parametrize(
    ("environment", "programs", "read", "clear"),
    [
        (BOTH, ("wl-copy", "wl-paste"), "wl-paste -n", "wl-copy --clear"),
        (BOTH, ("wl-copy",), "", "wl-copy --clear"),
        (BOTH, ("xclip",), "xclip -selection clipboard -o", "xclip -selection clipboard"),
        (BOTH, ("xsel",), "xsel -b -o", "xsel -b -c"),
        ({}, ("pbcopy", "pbpaste"), "pbpaste", "pbcopy"),
        ({}, ("clip.exe",), "", "clip.exe"),
    ],
)
def test_what_was_copied_can_be_read_and_cleared_if_there_are_programs_for_it(
    environment: dict[str, str], programs: tuple[str, ...], read: str, clear: str
) -> None:
    tool = native_tool(environment, having(*programs))
    assert tool
    assert " ".join(tool.read) == (read and f"/bin/{read}")
    assert " ".join(tool.clear) == f"/bin/{clear}"


def test_windows_reads_with_powershell() -> None:
    tool = native_tool({}, having("clip.exe", "powershell.exe"))
    assert tool
    assert tool.read[0] == "/bin/powershell.exe"
    assert "Get-Clipboard" in tool.read[-1]


def program(path: Path, body: str) -> tuple[str, ...]:
    """Return the command of a program that notes its arguments and then does something."""
    path.write_text(
        f"#!{sys.executable}\nimport os, sys, time\nfrom pathlib import Path\n"
        f"at = Path({str(path.parent)!r})\n"
        f"(at / 'arguments').write_text(repr(sys.argv[1:]))\n{body}"
    )
    path.chmod(0o755)
    return str(path), "-i"


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
    assert not copy_native((str(tmp_path / "gone"),), TEXT)
    assert not copy_native((str(tmp_path),), TEXT)
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


# --- taking it back ---


def test_a_fingerprint_tells_texts_apart_but_not_how_lines_end() -> None:
    mine = fingerprint(TEXT.encode(), b"salt")
    ways = (TEXT + "\n", TEXT.rstrip("\n"), TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT)
    assert {fingerprint(each.encode(), b"salt") for each in ways} == {mine}
    assert mine != fingerprint(TEXT.encode(), b"other salt")
    assert mine != fingerprint(TEXT.replace(",", "").encode(), b"salt")
    assert len(mine) == 32


@posix
@pytest.mark.parametrize(
    ("holds", "ends", "cleared"),
    [
        (TEXT, 0, True),
        (f"{TEXT}\n", 0, True),
        ("Hi Sam", 0, False),
        ("", 0, False),
        (TEXT, 1, False),
    ],
)
def test_only_the_text_that_was_copied_is_cleared(
    *, holds: str, ends: int, cleared: bool, tmp_path: Path
) -> None:
    (tmp_path / "holds").write_bytes(holds.encode())
    show = f"sys.stdout.write((at / 'holds').read_text('utf-8'))\nsys.exit({ends})\n"
    read = program(tmp_path / "read", f"sys.stdout.reconfigure(encoding='utf-8')\n{show}")
    clear = program(tmp_path / "clear", KEEP)
    mine = fingerprint(TEXT.encode(), b"salt")
    assert clear_if(read, clear, b"salt", mine) == cleared
    assert (tmp_path / "got").exists() == cleared
    if cleared:
        assert (tmp_path / "got").read_bytes() == b""


@posix
def test_what_cannot_be_read_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clear = program(tmp_path / "clear", KEEP)
    monkeypatch.setattr(clipboard, "WAIT_TO_CLEAR", 0.3)
    hangs = program(tmp_path / "hangs", "time.sleep(30)\n")
    for read in (hangs, (str(tmp_path / "gone"),), (str(tmp_path),)):
        assert not clear_if(read, clear, b"salt", fingerprint(b"", b"salt"))
    assert not (tmp_path / "got").exists()
