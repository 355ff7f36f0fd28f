"""Answers that can be recognised wherever they turn up, and the places where none may be."""

import base64
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from .terminal import Terminal

STEM = "exl\u00f6rqua"
"""What every answer of these tests holds; a letter that is written in many ways is in it."""

ALTERNATE = re.compile(rb"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", re.DOTALL)
"""What is drawn on the screen that goes when the app ends."""

SHARED = Path("/dev/shm")  # noqa: S108 - only looked at
"""A folder in memory, which every program of the person can write to."""

TITLES = re.compile(rb"\x1b\][0-2];[^\x07\x1b]*")
"""What names a window."""


def mark(kind: str) -> str:
    """Return an answer of one kind."""
    return f"v{STEM}{kind}"


def shapes(word: str) -> set[bytes]:
    """Return how a word may stand in a file or in memory."""
    plain = word.encode()
    found = {word.encode(code) for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be")}
    found |= {word.encode("utf-32-le"), json.dumps(word)[1:-1].encode(), plain.hex().encode()}
    found |= {quote(word).encode(), ascii(word)[1:-1].encode(), plain[::-1]}
    for skipped in range(3):
        # The characters at both ends depend on what stands beside the word.
        coded = base64.b64encode(b"\0" * skipped + plain)
        found.add(coded[(skipped * 8 + 5) // 6 : (skipped + len(plain)) * 8 // 6])
    return found


def leaks(data: bytes, *words: str) -> list[str]:
    """Return every sort of answer in some data; ``words`` are looked for beside the answers."""
    found = []
    for word in (STEM, *words):
        for shape in shapes(word):
            at = data.find(shape)
            if at >= 0:
                found.append(f"{word} as {shape!r}: {data[max(0, at - 20) : at + 60]!r}")
    return found


def in_files(folder: Path, *words: str) -> list[str]:
    """Return the answers in names and contents of all files below a folder."""
    found = []
    for path in folder.rglob("*"):
        found += [f"name {path.name}: {leak}" for leak in leaks(os.fsencode(path.name), *words)]
        if path.is_file() and not path.is_symlink():
            found += [f"{path.name}: {leak}" for leak in leaks(path.read_bytes(), *words)]
    return found


def in_shared_memory(before: set[str], *words: str) -> list[str]:
    """Return the answers in files that lie in memory and were not there before."""
    found = []
    for path in SHARED.glob("**/*"):
        name = str(path.relative_to(SHARED))
        if name in before:
            continue
        found += [f"name {name}: {leak}" for leak in leaks(os.fsencode(name), *words)]
        with suppress(OSError):  # a folder; or another test's, and gone
            found += [f"{name}: {leak}" for leak in leaks(path.read_bytes(), *words)]
    return found


def shared_files() -> set[str]:
    """Return the names of all files that lie in memory."""
    return {str(path.relative_to(SHARED)) for path in SHARED.glob("**/*")}


def on_the_terminal(terminal: Terminal, *words: str) -> list[str]:
    """Return the answers in what stays on a terminal: above and below the app, and its title."""
    raw = terminal.raw
    stays = ALTERNATE.sub(b"", raw)
    titles = b"\n".join(TITLES.findall(raw))
    return [*leaks(stays, *words), *leaks(titles, *words)]


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text("ascii").split():
            yield from family(int(child))


def on_the_outside(pid: int, *words: str) -> list[str]:
    """Return the answers in what the system tells about a process and those that it started."""
    found = []
    for each in family(pid):
        for name in ("cmdline", "environ", "comm"):
            try:
                content = Path(f"/proc/{each}/{name}").read_bytes()
            except OSError:  # closed to us: as good as empty
                continue
            found += [f"{name}: {leak}" for leak in leaks(content, *words)]
    return found


MEMORY = """
import sys
sys.path[:0] = sys.argv[2:3]
from tests.tui.canary import memory
for part in memory(int(sys.argv[1])):
    sys.stdout.buffer.write(part)
"""
"""Writes the memory of a process to standard output."""


def memory(pid: int) -> Iterator[bytes]:
    """Yield the memory of a process that it can write to. Raises PermissionError."""
    lines = Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as content:
        for line in lines:
            area, rights, *_ = line.split()
            start, end = (int(edge, 16) for edge in area.split("-"))
            if not rights.startswith("rw"):
                continue
            try:
                content.seek(start)
                yield content.read(end - start)
            except (OSError, ValueError, OverflowError):  # what belongs to the kernel
                continue
