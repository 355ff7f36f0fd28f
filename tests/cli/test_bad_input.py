"""Bad input gets one clear sentence with file, place and likely fix; good text passes unharmed."""

import io
import os
import sys
from pathlib import Path

import pytest

from discloser.cli import main
from discloser.session import session

from .running import Ran, Run, Spawn

HEAD = b"format = 1\n"
ASK = HEAD + b'[[ask]]\nid = "later_start"\n'

PLANS = {
    "no toml": (HEAD + b"name = Maya\n", "line 2", "straight quotes"),
    "word processor quotes": (HEAD + "pack = “standard”\n".encode(), "line 2", "straight quotes"),
    "open text": (HEAD + b'pack = "standard\n', "line 2", "no quote at its end"),
    "key twice": (HEAD + b"format = 1\n", "line 2", "in line 1 and again in line 2"),
    "empty": (b"", "`format`", "`format = 1`"),
    "format 2": (b"format = 2\n", "line 1", "newer"),
    "format as text": (b'format = "1"\n', "`format`", "format 1"),
    "wrong type": (ASK + b'trial_weeks = "four"\n', "`ask[0].trial_weeks`", "whole number"),
    "list for a table": (HEAD + b"person = []\n", "`person`", "[meeting]"),
    "table for a list": (HEAD + b"ask = {}\n", "`ask`", "[[ask]]"),
    "unknown table": (HEAD + b'[persn]\nname = "M"\n', "`persn`", "`person`"),
    "unknown key": (ASK + b"trail_weeks = 4\n", "`ask[0].trail_weeks`", "`trial_weeks`"),
    "unknown topic": (HEAD + b'[health]\ntretment = "x"\n', "`health.tretment`", "`treatment`"),
    "unknown audience": (HEAD + b"[boundaries.level]\nmanger = 1\n", "line 3", "`manager`"),
    "unknown stance": (
        HEAD + b'[boundaries.except]\nhr = { name = "sya" }\n',
        "`boundaries.except.hr.name`",
        "`say`",
    ),
    "unknown value": (HEAD + b'[choice]\ndecision = "tell"\n', "`choice.decision`", "tell_now"),
    "unknown id": (HEAD + b'[[ask]]\nid = "later_strat"\n', "`ask[0].id`", "`later_start`"),
    "unknown reason": (
        HEAD + b'[why]\nreasons = ["get_change", "get_chang"]\n',
        "`why.reasons[1]`",
        "`get_change`",
    ),
    "unknown fallback": (ASK + b'fallback = "flex_windw"\n', "`ask[0].fallback`", "`flex_window`"),
    "unknown field": (ASK + b'values = { tim = "9:00" }\n', "`ask[0].values.tim`", "`time`"),
    "wrong field": (ASK + b"values = { time = [] }\n", "`ask[0].values.time`", "a time such as"),
    "unknown document": (
        HEAD + b'[[edit]]\ndocument = "script_20"\ntext = "x"\n',
        "`edit[0].document`",
        "`script_20s`",
    ),
    "unknown pack": (HEAD + b'pack = "standrad"\n', "`pack`", "`standard`"),
    "pack by path": (HEAD + b'pack = "../standard"\n', "`pack`", "`standard`"),
    "other language": (HEAD + b'language = "fr"\n', "`language`", '"en"'),
    "id twice": (ASK + b'[[ask]]\nid = "later_start"\n', "`ask[1].id`", "Keep one"),
    "reason twice": (HEAD + b'[why]\nreasons = ["safety", "safety"]\n', "[1]`", "Keep one"),
    "nothing said": (HEAD + b"[[impact]]\nvaries = true\n", "`impact[0]`", "own_words"),
    "level 6": (HEAD + b"[boundaries.level]\nhr = 6\n", "`boundaries.level.hr`", "at most 5"),
    "no date": (HEAD + b"[meeting]\ndate = 2026-02-30\n", "line 3", "2026-12-01"),
    "date with a time": (HEAD + b"[meeting]\ndate = 2026-02-20T10:00:00\n", "line 3", "a date"),
    "time in words": (HEAD + b'[meeting]\ntime = "noon"\n', "`meeting.time`", "10:30:00"),
    "later as a number": (HEAD + b"[choice]\nlater = 3\n", "`choice", "a date or a text"),
    "nan": (ASK + b"trial_weeks = nan\n", "`ask[0].trial_weeks`", "whole number"),
    "5,000 digits": (ASK + b"trial_weeks = " + b"9" * 5000 + b"\n", "line 4", "digits"),
    "50 digits": (ASK + b"trial_weeks = " + b"9" * 50 + b"\n", "line 4", "too large"),
    "10,000 brackets": (HEAD + b"x = " + b"[" * 10_000 + b"]" * 10_000, "line 2", "60"),
    "10,000 braces": (HEAD + b"x = " + b"{x=" * 10_000 + b"1" + b"}" * 10_000, "line 2", "60"),
    "100,000 dots": (HEAD + b"x" + b".x" * 100_000 + b" = 1\n", "line 2", "60"),
    "100,000 spaced dots": (HEAD + b"[ x" + b" . 'x'" * 100_000 + b"]\n", "line 2", "60"),
    "dots and braces": (
        ASK + b"values." + b"a." * 50 + b"b = " + b"{x=" * 20 + b"1" + b"}" * 20,
        "line 4",
        "60",
    ),
    "too long a text": (HEAD + b'[person]\nname = "' + b"x" * 30_000 + b'"\n', "`person.name`", ""),
    "too many": (HEAD + b'[[impact]]\nown_words = "x"\n' * 300, "`impact`", "200"),
    "NUL": (HEAD + b'[person]\nname = "a\0b"\n', "line 3", "Remove it"),
    "escape sequence": (HEAD + b'[person]\nname = "a\x1b[31mb"\n', "line 3", "Remove it"),
    "escaped surrogate": (HEAD + b'[person]\nname = "\\ud800"\n', "line 3", "sign itself"),
    "raw surrogate": (HEAD + b'[person]\nname = "\xed\xa0\x80"\n', "line 3", "UTF-8"),
    "UTF-16": ("format = 1\n".encode("utf-16"), "line 1", "UTF-8"),
    "binary": (bytes(range(256)) * 40, "line", "UTF-8"),
    "old line breaks": (b"format = 1\rpack = 1\r", "line 1", "line of its own"),
    "key that acts": (HEAD + b'"\\u001b]0;x\\u0007\\n\\u202e" = 1\n', "not known here", "format"),
    "endless key": (HEAD + b'"' + b"k" * 90_000 + b'" = 1\n', "line 2", "not known here"),
}
"""Name to the plan, what names the place, and what names the fix."""


@pytest.mark.parametrize(("content", "place", "fix"), PLANS.values(), ids=[*PLANS])
def test_a_bad_plan(content: bytes, place: str, fix: str, run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "my plan.toml"
    plan.write_bytes(content)
    run("render", plan).refused("my plan.toml", place, fix)
    run("check", "-", stdin=content).refused("standard input", place, fix)
    run("render", plan, "--to", tmp_path / "to", "--json").refused(place)
    assert not (tmp_path / "to").exists()


def test_a_plan_of_50_megabytes(spawn: Spawn, tmp_path: Path) -> None:
    with (tmp_path / "big.toml").open("wb") as file:
        file.write(HEAD)
        file.truncate(50_000_000)
    spawn("check", tmp_path / "big.toml").refused("big.toml", "larger than")


@pytest.mark.parametrize("case", ["10,000 brackets", "100,000 dots", "NUL", "raw surrogate"])
def test_a_bad_plan_in_a_process_of_its_own(case: str, spawn: Spawn, tmp_path: Path) -> None:
    content, place, fix = PLANS[case]
    (tmp_path / "p.toml").write_bytes(content)
    spawn("render", tmp_path / "p.toml").refused("p.toml", place, fix)


def test_what_is_no_file(run: Run, tmp_path: Path) -> None:
    run("check", tmp_path).refused(tmp_path.name, "folder")
    run("check", tmp_path / "none.toml").refused("none.toml", "no such file", "Check the name")
    run("check", tmp_path / "a\nb\x1b[31m.toml").refused("no such file")
    run("check", "\udcff.toml").refused("\\udcff.toml", "no such file")
    run("check", "a\0b").refused("not a file name")
    run("check", "x" * 300).refused("cannot be read")
    run("check", "").refused("folder")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_a_file_without_end(run: Run) -> None:
    run("check", "/dev/zero").refused("larger than")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anyway")
def test_a_file_without_permission(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(HEAD)
    (tmp_path / "p.toml").chmod(0)
    run("check", tmp_path / "p.toml").refused("p.toml", "no permission")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), "no permission"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_refusals_of_the_system(
    error: OSError, said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where root runs the tests and may read everything."""
    real = Path.open

    def refuse(path: Path, mode: str = "r") -> object:
        if path.name == "p.toml":
            raise error
        return real(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    run("check", "p.toml").refused("p.toml", said)


def test_standard_input_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _buffer: object) -> int:
            raise OSError(5, "Input/output error")

    # The fixture that runs commands would put a working input back.
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["check", "-"]) == 2
    assert capsys.readouterr().err == "discloser: standard input: It is closed.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Broken())))
    assert main(["check", "-"]) == 2
    assert "standard input: It cannot be read: Input/output error" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + HEAD + b'[person]\nname = "A"\n',
        HEAD.replace(b"\n", b"\r\n") + b'[person]\r\nname = "A"\r\n',
        b"format = 1",
        HEAD + b'[person]\nname = "a\\u0000\\u001b[31m\\u202eb"\n',
    ],
    ids=["BOM", "CRLF", "no last line break", "escaped characters that act"],
)
def test_harmless_oddities(content: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(content)
    ran = run("render", tmp_path / "p.toml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out
    assert not {"\0", "\x1b", "\u202e", "\r"}.intersection(ran.out)


EVERY_ANSWER = """
format = 1
person = { name = TEXT, role = TEXT }
why = { own_words = TEXT, reasons = ["get_change"] }
choice = { decision = "tell_partly", later = TEXT }
health = { name = TEXT, symptoms = TEXT, treatment = TEXT }
[[impact]]
own_words = TEXT
[[ask]]
own_words = TEXT
helps = TEXT
[meeting]
audience = "manager"
name = TEXT
place = TEXT
work_topic = TEXT
[boundaries.level]
manager = 5
[outcome]
result = "partly"
item = [{ ask = TEXT, state = "open", who = TEXT, note = TEXT }]
log = [{ on = 2026-11-20, what = TEXT }]
"""

PIECES = (
    "{{ my_role }}",
    "{% if asks %}",
    "{# x #}",
    "${x} %(a)s {0} {time}",
    "{{ 7 * 7 }}",
    "林美玲",
    "שלום",
    "مرحبا",
    "नमस्ते",
    "🏳️‍🌈👩🏽‍🔬",
    "O'Brien-Müller",
    "[x](y) <b> # *",
)
"""Text that must come out as it went in, or nearly so: links and tags lose their meaning."""


@pytest.mark.parametrize("text", PIECES)
def test_any_text_stays_text(text: str, run: Run, tmp_path: Path) -> None:
    """In every answer at once: no error, and what is said is said as it was written."""
    plan = tmp_path / "p.toml"
    plan.write_text(EVERY_ANSWER.replace("TEXT", f'"""{text}"""'), "utf-8")
    ran = run("render", plan)
    assert ran.code in {0, 1}
    assert "went wrong" not in ran.err
    if "<" not in text:
        assert text.split(maxsplit=1)[0] in ran.out
    checked = run("check", plan)
    assert checked.code == ran.code
    assert checked.out


def a_pack(folder: Path, **files: str) -> None:
    """Write a pack that is laid over the standard one; ``__`` in a name stands for a slash."""
    for name, text in {"pack.toml": 'title = "Mine"\nextends = "standard"\n', **files}.items():
        path = folder / "packs" / "mine" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


PACKS = {
    "manifest": ({"pack.toml": "title = Mine\n"}, "mine/pack.toml", "line 1"),
    "manifest key": ({"pack.toml": 'tilte = "x"\n'}, "mine/pack.toml", "`title`"),
    "no such base": ({"pack.toml": 'title = "x"\nextends = "no"\n'}, "mine", "`no`"),
    "catalogue": ({"catalogue__asks.toml": "[[ask\n"}, "mine/catalogue/asks.toml", "line 1"),
    "kind": ({"catalogue__asks.toml": "[[impct]]\nid='x'\n"}, "catalogue/asks.toml", "impact"),
    "entry": (
        {"catalogue__asks.toml": '[[impact]]\nid = "ph_stairs"\nlabl = "x"\n'},
        "mine/catalogue/asks.toml",
        "`label`",
    ),
    "field": (
        {"catalogue__a.toml": '[[impact]]\nid = "ph_stairs"\nline = "about {floor}"\n'},
        "ph_stairs",
        "`floor`",
    ),
    "deep": ({"catalogue__a.toml": "x" + ".x" * 9000 + " = 1\n"}, "catalogue/a.toml", "60"),
    "template": ({"documents__script_20s.j2": "{% if asks %}"}, "mine/documents/script_20s.j2", ""),
    "expression": (
        {"documents__script_20s.j2": "a\n{{ ''.__class__ }}"},
        "mine/documents/script_20s.j2",
        "line 2",
    ),
    "brackets": ({"documents__script_20s.j2": "{{" + "(" * 9000}, "script_20s.j2", "line 1"),
}


@pytest.mark.parametrize(("files", "file", "said"), PACKS.values(), ids=[*PACKS])
def test_a_broken_pack(
    files: dict[str, str],
    file: str,
    said: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_pack(tmp_path, **files)
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path / "packs"))
    plan = b'pack = "mine"\n' + ASK
    ran = run("render", "-", "--document", "script_20s", stdin=plan)
    after_notice = ran.err.partition("checks it.\n")[2] or ran.err
    Ran(ran.code, ran.out, after_notice).refused(file, said)


def test_what_is_no_pack_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_pack(tmp_path)
    mine = tmp_path / "packs" / "mine"
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path / "packs"))
    assert run("check", "-", stdin=HEAD).code == 0
    (mine / "notes.txt").write_text("x")
    (mine / "pack.toml~").write_text("x")
    assert run("check", "-", stdin=HEAD).code == 0, "notes and left-overs do no harm"
    (mine / "My Words.toml").write_text("x")
    run("check", "-", stdin=HEAD).refused("mine/My Words.toml", "not allowed")
    (mine / "My Words.toml").unlink()
    (mine / "Phrases").mkdir()
    run("check", "-", stdin=HEAD).refused("mine/Phrases", "Did you mean phrases?")
    (mine / "Phrases").rmdir()
    (mine / "catalogue").symlink_to(tmp_path)
    run("check", "-", stdin=HEAD).refused("mine/catalogue", "links")


def test_an_error_of_our_own_shows_no_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback would print values; what is said instead holds none."""

    def broken(*_arguments: object) -> None:
        secret = "lupus"  # noqa: S105 - stands for an answer
        raise KeyError(secret)

    monkeypatch.setattr(session, "parse_plan", broken)
    (tmp_path / "p.toml").write_bytes(HEAD)
    ran = run("check", tmp_path / "p.toml")
    assert ran.code == 2
    assert ran.out == ""
    assert "lupus" not in ran.err
    assert "KeyError" in ran.err
    assert "session/session.py:" in ran.err
    assert ran.err.count("\n") == 1
