"""Templates that nobody checked: the same texts, made where nothing can be reached."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from discloser.errors import TemplateError
from discloser.model.language import ENGLISH
from discloser.packs.pack import Pack
from discloser.packs.trust import State, Trust
from discloser.rendering.renderer import template_of
from discloser.rendering.template.problem import Problem
from discloser.rendering.template.program import Program
from discloser.session import room_apart
from discloser.session.apart import RendererApart, TemplatesApart
from discloser.session.drafting import Workshop
from discloser.session.frames import Begin, GaveUp, Misfit, Read, Wrong
from discloser.session.room_apart import NOT_STARTED, Room
from discloser.session.session import Session

from ..packs.hostile import TEMPLATES  # noqa: TID252 - tests are no package
from ..people import drafts, session  # noqa: TID252 - as above
from ..plans import TODAY, standard  # noqa: TID252 - as above

UNKNOWN = [Trust("mine", State.UNKNOWN, "it was never installed")]


@cache
def apart() -> Workshop:
    return Workshop(standard().pack, trusts=UNKNOWN)


def with_template(pack: Pack, text: str) -> Pack:
    return replace(pack, templates={**pack.templates, template_of("script_20s"): text})


def test_only_a_pack_that_nobody_vouches_for_is_kept_apart() -> None:
    assert isinstance(apart().renderer, RendererApart)
    for state in (State.BUILT_IN, State.PINNED):
        known = Workshop(standard().pack, trusts=[Trust("mine", state, "")])
        assert not isinstance(known.renderer, RendererApart)


@pytest.mark.parametrize("name", ["daniel", "elena"])
def test_documents_are_the_same_to_the_byte(name: str) -> None:
    usual = session(name)
    other = Session(usual.plan, apart(), TODAY)
    assert drafts(other) == drafts(usual)


def test_every_template_is_read_as_it_is_here() -> None:
    for document in standard().pack.documents:
        assert apart().renderer.needs(document) == standard().renderer.needs(document)
        assert apart().renderer.programs(document) == standard().renderer.programs(document)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_wrong_with_a_template_is_said_in_the_same_words(name: str, tmp_path: Path) -> None:
    make, said = TEMPLATES[name]
    text = (make(tmp_path) / "documents" / "script_20s.j2").read_text()
    pack = with_template(standard().pack, text)
    here, there = Workshop(pack).renderer, Workshop(pack, trusts=UNKNOWN).renderer
    problems = there.problems("script_20s")
    assert problems == here.problems("script_20s")
    assert said in f"{problems[0].file} {problems[0].message}"
    with pytest.raises(TemplateError):
        there.render("script_20s", {})


def test_where_data_does_not_fit_the_same_is_said() -> None:
    pack = with_template(standard().pack, "One.\n{{ my_name.first }}\n")
    said = []
    for workshop in (Workshop(pack), Workshop(pack, trusts=UNKNOWN)):
        with pytest.raises(TemplateError) as caught:
            workshop.renderer.render("script_20s", {"my_name": "Maya"})
        said.append(caught.value.message)
    assert said[0] == said[1]


# --- what cannot be reached from there ---

TRIES = """
import json, os, socket, subprocess, sys
sys.path[:] = {paths!r}
from discloser.session import apart_inside
apart_inside._warm_up()
apart_inside._give_up_rights()
seen = {{}}
def attempt(name, act):
    try:
        act()
        seen[name] = "done"
    except MemoryError:
        seen[name] = "refused"
    except OSError:
        seen[name] = "refused"
attempt("open", lambda: open("/etc/passwd"))
attempt("write", lambda: open({file!r}, "w"))
attempt("list", lambda: os.listdir("/"))
attempt("remove", lambda: os.remove({file!r}))
attempt("socket", lambda: socket.socket())
attempt("program", lambda: subprocess.run(["true"]))
attempt("exec", lambda: os.execv("/bin/true", ["true"]))
attempt("kill", lambda: os.kill(1, 0))
attempt("import", lambda: __import__("this"))
attempt("compile", lambda: compile("1", "x", "eval"))
attempt("memory", lambda: bytearray(400_000_000))
for name in ("pipe", "dup", "fork"):
    attempt("os." + name, lambda: getattr(os, name)(*([1] if name == "dup" else [])))
os.write(1, repr(seen).replace("'", '"').encode())
os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_nothing_can_be_reached(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.touch()
    code = TRIES.format(paths=[path for path in sys.path if path], file=str(there))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, check=True, env={}
    )
    seen = json.loads(done.stdout)
    assert len(seen) == 14
    assert set(seen.values()) == {"refused"}
    assert there.exists()


# --- what happens when it does not answer ---

HEAD = "import os, sys, time; read = sys.stdin.buffer.read; "
READY = HEAD + "read(int.from_bytes(read(4))); os.write(1, b'\\0\\0\\0\\7\\x91\\xa5Ready'); "
CODES = {
    "it ends": ("", NOT_STARTED),
    "it waits": ("import time; time.sleep(60)", NOT_STARTED),
    "it talks nonsense": ("import os; os.write(1, b'\\0\\0\\0\\1x')", NOT_STARTED),
    "it talks without end": ("import os; os.write(1, b'\\xff' * 9)", NOT_STARTED),
    "it waits later": (READY + "time.sleep(60)", GaveUp()),
    "it ends later": (READY, GaveUp()),
    "it talks no UTF-8": (
        HEAD + "os.write(1, b'\\0\\0\\0\\x0b\\x92\\xa6Filled\\xa2\\xed\\xa0')",
        NOT_STARTED,
    ),
    "it talks nonsense later": (READY + "read(4); os.write(1, b'\\0\\0\\0\\1x')", GaveUp()),
}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(room_apart, "MOST_START", 0.5)
    monkeypatch.setattr(room_apart, "MOST_WAIT", 0.2)
    made = Room(lambda: Begin({}, {}, None))
    yield made
    made.close()


@pytest.mark.parametrize(("code", "answer"), CODES.values(), ids=CODES)
def test_a_process_that_does_not_answer_is_ended(
    code: str, answer: GaveUp, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_apart, "CODE", code.replace("{", "{{").replace("}", "}}"))
    began = time.monotonic()
    assert room.ask(Read("documents/a.j2")) == answer
    assert time.monotonic() - began < 20
    assert room._process is None  # noqa: SLF001 - nobody else can know


ESCAPES = "\x1b[31mred\u202e" + "x" * 5_000


@pytest.mark.parametrize(
    "said",
    [
        Misfit(ESCAPES, 1, ESCAPES),
        GaveUp(ESCAPES, ESCAPES),
        Wrong((Problem("documents/a.j2", 1, ESCAPES, ESCAPES, None, "\x1b[31mred"),)),
    ],
)
def test_what_it_says_can_be_shown(
    said: Misfit | GaveUp | Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Room, "ask", lambda *_: said)
    templates = TemplatesApart({"documents/a.j2": "x"}, ENGLISH, None)
    if isinstance(said, Misfit):  # it comes of a text, the others of reading
        templates._loaded["documents/a.j2"] = Program((), (), (), 0, 0)  # noqa: SLF001
    with pytest.raises(TemplateError) as caught:
        templates.render("documents/a.j2", {})
    assert "red" in caught.value.message
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 2_000


@pytest.mark.skipif(sys.platform != "linux", reason="looks where only Linux tells")
def test_what_it_started_ends_with_it(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever broke out of it could have left something behind."""
    child = "pid = os.fork() or time.sleep(60); "
    code = READY + child + "open({file!r}, 'w').write(str(pid)); time.sleep(60)"
    file = tmp_path / "pid"
    code = code.format(file=str(file))
    monkeypatch.setattr(room_apart, "CODE", code.replace("{", "{{").replace("}", "}}"))
    assert room.ask(Read("documents/a.j2")) == GaveUp()
    number = int(file.read_text())
    ended = time.monotonic() + 5
    while time.monotonic() < ended and _runs(number):
        time.sleep(0.01)
    assert not _runs(number)


def _runs(number: int) -> bool:
    """Return whether a process is there and does not only wait to be counted off."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_computing_ends_after_a_second() -> None:
    code = (
        "import sys; sys.path[:] = {!r}; from discloser.session import apart_inside as a; "
        "a.MOST_SECONDS = 0.05; a._limit_time(); exec('while True: pass')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code.format([path for path in sys.path if path])],
        check=False,
        timeout=60,
    )
    assert done.returncode < 0
