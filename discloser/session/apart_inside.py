"""Inside the process in which unknown templates are read and filled in: it can reach nothing.

It imports what it needs, gives up the right to open anything, and only then listens. What it is
told is the templates and, per document, the plain data that the audience may know.
"""

import signal
import sys
from contextlib import suppress
from typing import Any

import msgspec

from discloser.disk.process import close_process
from discloser.errors import TemplateError
from discloser.model.language import Language, Translated
from discloser.rendering.filters import filters_for
from discloser.rendering.subset import Templates
from discloser.session.frames import (
    ASKS,
    Answer,
    Ask,
    Begin,
    Filled,
    GaveUp,
    Misfit,
    Read,
    Ready,
    Render,
    Steps,
    Wrong,
    read_frame,
    write_frame,
)
from discloser.text.nearest import nearest

MOST_MEMORY = 256 * 1024 * 1024
"""Bytes of address space, all of Python among them."""
MOST_SECONDS = 1.0
"""Seconds of computing for one ask; the longest template of the standard pack takes 0.003."""
MOST_SECONDS_EVER = 3600
"""Seconds of computing for all asks."""

NEEDED = "object.__getattr__"
"""The one thing that Python reports and that is needed: how many values a filter takes."""

WARM = (
    '{% set c = "\\n\u00e9" %}{% for each in a %}{% if each.b == "x" or c|capital in ["d"] %}'
    "{{ each.b|sentence|clause }}{% elif loop.first %}{{ a|listed }}{% endif %}{% endfor %}"
)
"""A template with a bit of everything."""
WRONG = "{% if %}{{ a|capitl }}\n{{ \u201ca\u201d }}{% for %}{{ a..b }}\x1b"
"""One with mistakes: hints need more than texts do."""


def main() -> None:
    """Answer until nobody asks any more."""
    ask, answer = sys.stdin.buffer, sys.stdout.buffer
    _warm_up()
    _give_up_rights()
    templates: Templates | None = None
    while (body := read_frame(ask.read)) is not None:
        asked = ASKS.decode(body)
        _limit_time()
        if isinstance(asked, Begin):
            words = asked.words
            filters = filters_for(Translated(words) if words else Language())
            templates = Templates(asked.sources, filters, cache=dict(asked.kept))
            said: Answer = Ready()
        elif templates is None:
            said = GaveUp()
        else:
            said = _answer(templates, asked)
        write_frame(answer.write, said)
        answer.flush()


def _answer(templates: Templates, asked: Ask) -> Answer:
    try:
        match asked:
            case Read(name):
                found = templates.read(name)
                return Wrong(found) if isinstance(found, tuple) else Steps(found)
            case Render(name, data, known):
                return Filled(templates.render(name, msgspec.msgpack.decode(data), known))
            case _:
                return GaveUp()
    except TemplateError as error:
        return Misfit(error.file, error.line, error.reason)
    except (MemoryError, RecursionError, TypeError, ValueError, OSError, ImportError):
        return GaveUp()


def _warm_up() -> None:
    """Have everything loaded that is loaded on use: later nothing can be."""
    sources = {"a.j2": WARM, "b.j2": WRONG, "c.j2": WRONG.removesuffix("\x1b"), "d.j2": "{{ a b }}"}
    templates = Templates(sources, filters_for(Language()))
    for name in sources:
        with suppress(TemplateError):
            templates.render(name, {"a": [{"b": "\u00e9 one. Two"}]})
    nearest("capitl", ["capital", "clause"])


def _give_up_rights() -> None:
    """Open no file, no socket and no program from now on, as far as the system can see to it."""
    close_process()
    with suppress(ImportError):  # Windows has none
        import resource  # noqa: PLC0415 - see above

        most = {
            "RLIMIT_AS": MOST_MEMORY,
            "RLIMIT_CPU": MOST_SECONDS_EVER,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NPROC": 0,
            "RLIMIT_NOFILE": 0,
        }
        for name, limit in most.items():
            if hasattr(resource, name):
                with suppress(OSError, ValueError):
                    resource.setrlimit(getattr(resource, name), (limit, limit))
    sys.addaudithook(_refuse)


def _refuse(event: str, _values: tuple[Any, ...]) -> None:
    """Refuse whatever Python itself reports: files, sockets, programs, code."""
    if event != NEEDED:
        raise PermissionError(event)


def _limit_time() -> None:
    """Be ended by the system once an answer takes too much computing."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
