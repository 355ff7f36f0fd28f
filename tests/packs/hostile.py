"""Packs that mean harm, or look as if they did, one for each way of doing it."""

import io
import os
import socket
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

MANIFEST = 'title = "Theirs"\nextends = "standard"\n'
PHRASE = '[[phrase]]\nid = "note_after"\ntext = "I will write to you."\n'
GOOD = {"theirs/pack.toml": MANIFEST, "theirs/phrases/a.toml": PHRASE}

Make = Callable[[Path], Path]
"""Makes the thing in a folder and returns what somebody would install."""


def packed(
    *members: tuple[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a .zip of a sound pack and some members more."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in (*GOOD.items(), *members):
            archive.writestr(name, text)
    return content.getvalue()


def zipped(make_content: Callable[[], bytes]) -> Make:
    def make(folder: Path) -> Path:
        (folder / "theirs.zip").write_bytes(make_content())
        return folder / "theirs.zip"

    return make


def with_member(name: str, text: str | bytes = PHRASE) -> Make:
    return zipped(lambda: packed((raw_name(name), text)))


def raw_name(name: str) -> zipfile.ZipInfo:
    """Return a member whose name the library has not tidied."""
    about = zipfile.ZipInfo("x")
    about.filename = name
    about.compress_type = zipfile.ZIP_DEFLATED
    return about


def of_kind(kind: int) -> Make:
    about = zipfile.ZipInfo("theirs/phrases/b.toml")
    about.external_attr = (kind | 0o777) << 16
    return zipped(lambda: packed((about, "/etc/passwd")))


def patched(place: int, value: bytes, *, in_end: bool = False) -> Make:
    """Change bytes of the last member in the directory, or of the end of the archive."""

    def content() -> bytes:
        made = bytearray(packed(("theirs/phrases/b.toml", PHRASE.replace("after", "b"))))
        at = made.rfind(b"PK\5\6" if in_end else b"PK\1\2") + place
        made[at : at + len(value)] = value
        return bytes(made)

    return zipped(content)


def overlapping() -> bytes:
    """Return an archive in which two names share one piece of packed data."""
    content = packed()
    start = content.find(b"PK\1\2")
    end = content.rfind(b"PK\5\6")
    second = content.rfind(b"PK\1\2")
    directory = bytearray(content[start:end] + content[second:end])
    tail = bytearray(content[end:])
    struct.pack_into("<2HI", tail, 8, 3, 3, len(directory))
    return content[:start] + bytes(directory) + bytes(tail)


def gap() -> bytes:
    """Return an archive with something hidden between its files and its directory."""
    content = packed()
    start = content.find(b"PK\1\2")
    tail = bytearray(content[content.rfind(b"PK\5\6") :])
    struct.pack_into("<I", tail, 16, start + 9)
    end = content.rfind(b"PK\5\6")
    return content[:start] + b"something" + content[start:end] + bytes(tail)


def renamed_in_front() -> bytes:
    content = packed()
    return content.replace(b"theirs/phrases/a.toml", b"theirs/phrases/z.toml", 1)


def many_members(count: int) -> bytes:
    return packed(*((f"theirs/phrases/n{n}.toml", "") for n in range(count)))


def prose(kilobytes: int, seed: int) -> bytes:
    """Return text that does not pack well."""
    import random  # noqa: PLC0415 - only here

    chance = random.Random(seed)  # noqa: S311 - no secret
    return b"# " + bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz \n#"[:-2], k=kilobytes * 1024))


ARCHIVES: dict[str, tuple[Make, str]] = {
    "absolute": (with_member("/tmp/b.toml"), "top of a disk"),  # noqa: S108 - a name only
    "drive": (with_member("C:/b.toml"), "top of a disk"),
    "upwards": (with_member("theirs/../../b.toml"), "leads out"),
    "here": (with_member("theirs/./b.toml"), "without a name"),
    "backslash": (with_member("theirs\\..\\b.toml"), "backslash"),
    "upwards in what is passed over": (with_member("__MACOSX/../../b.toml"), "leads out"),
    "device": (with_member("theirs/phrases/con.toml"), "Windows"),
    "device folder": (with_member("theirs/phrases/nul/a.toml"), "Windows"),
    "stream": (with_member("theirs/phrases/a.toml:b.toml"), "Windows"),
    "dot at the end": (with_member("theirs/phrases/b.toml."), "ends in a dot"),
    "space at the end": (with_member("theirs/phrases /b.toml"), "ends in a space"),
    "escape in the name": (with_member("theirs/phrases/\x1b[2Jb.toml"), "invisible"),
    "direction in the name": (with_member("theirs/phrases/\u202eb.toml"), "invisible"),
    "long name": (with_member("theirs/phrases/" + "b" * 300 + ".toml"), "longer"),
    "capitals": (with_member("theirs/phrases/A.toml"), "capitals"),
    "accents": (
        zipped(lambda: packed(("theirs/e\u0301.txt", ""), ("theirs/\u00e9.txt", ""))),
        "capitals or accents",
    ),
    "twice": (
        zipped(lambda: packed(("theirs/x.txt", ""), ("theirs/y.txt", "")).replace(b"y.t", b"x.t")),
        "twice",
    ),
    "file and folder": (
        zipped(lambda: packed(("theirs/phrases/b", ""), ("theirs/phrases/b/c.toml", ""))),
        "file and a folder",
    ),
    "link": (of_kind(stat.S_IFLNK), "links or devices"),
    "pipe": (of_kind(stat.S_IFIFO), "links or devices"),
    "disk": (of_kind(stat.S_IFBLK), "links or devices"),
    "password": (patched(8, b"\1\0"), "password"),
    "strange packing": (patched(10, b"\x0c\0"), "not read here"),
    "wrong sum": (patched(16, b"\0\0\0\0"), "damaged"),
    "wrong size": (patched(24, b"\1\0\0\0"), "damaged"),
    "wrong packed size": (patched(20, b"\1\0\0\0"), "overlap"),
    "wrong start": (patched(42, b"\1\0\0\0"), "overlap"),
    "4 GB sizes": (patched(24, b"\xff\xff\xff\xff"), "4 GB"),
    "4 GB end": (patched(16, b"\xff\xff\xff\xff", in_end=True), "4 GB"),
    "wrong count": (patched(8, b"\x88\x13\x88\x13", in_end=True), "damaged"),
    "65535 members": (patched(8, b"\xff\xff\xff\xff", in_end=True), "4 GB"),
    "several disks": (patched(4, b"\1\0", in_end=True), "several"),
    "something in front": (zipped(lambda: b"#!/bin/sh\n" + packed()), "in front"),
    "something behind": (zipped(lambda: packed() + b"more"), "behind"),
    "something between": (zipped(gap), "hidden"),
    "overlap": (zipped(overlapping), "overlap"),
    "two names": (zipped(renamed_in_front), "one name in front"),
    "bomb": (with_member("theirs/phrases/b.toml", b"#" * 512 * 1024), "much larger"),
    "large bomb": (with_member("theirs/phrases/b.toml", b"#" * 50_000_000), "much larger"),
    "large member": (
        zipped(
            lambda: packed(("theirs/phrases/b.toml", b"#" * 600_000), method=zipfile.ZIP_STORED)
        ),
        "larger than 512 kB",
    ),
    "large together": (
        zipped(lambda: packed(*((f"theirs/phrases/b{n}.toml", prose(500, n)) for n in range(9)))),
        "together",
    ),
    "1001 files": (zipped(lambda: many_members(1000)), "1000 files"),
    "6000 files": (zipped(lambda: many_members(6000)), "5000 files"),
    "no text": (with_member("theirs/phrases/b.toml", b"\xff\xfe\x00"), "UTF-8"),
    "program": (with_member("theirs/phrases/b.py"), "not allowed"),
    "unknown folder": (with_member("theirs/frases/b.toml"), "phrases"),
    "no manifest": (zipped(lambda: packed().replace(b"pack.toml", b"pakc.toml")), "only theirs"),
    "two packs": (with_member("others/pack.toml"), "several packs in it: others and theirs"),
    "one folder deeper": (
        zipped(lambda: packed().replace(b"theirs/", b"a/thei/")),
        "inside another folder: a/thei. Pack the inner",
    ),
    "something beside it": (with_member("others/b.toml"), "something else: others. Pack only"),
    "manifest with capitals": (
        zipped(lambda: packed().replace(b"pack.toml", b"Pack.toml")),
        "but theirs/Pack.toml. Call that file pack.toml",
    ),
    "folder without a name": (with_member("theirs//phrases/b.toml"), "without a name"),
    "bad name": (zipped(lambda: packed().replace(b"theirs/", b"Theirs/")), "name of a pack"),
    "no archive": (zipped(lambda: b"<html>Not found</html>"), "not a .zip"),
    "empty": (zipped(lambda: b""), "empty"),
    "cut off": (zipped(lambda: packed()[:200]), "end of this .zip"),
    "too large": (zipped(lambda: b"PK\3\4" + bytes(7_000_000)), "larger than 6 MB"),
    "end only": (zipped(lambda: b"PK\5\6" + bytes(18)), "no pack.toml"),
}
"""What it is, how it is made, and a part of what is said."""


def folder_with(act: Callable[[Path], object]) -> Make:
    def make(folder: Path) -> Path:
        root = folder / "theirs"
        (root / "phrases").mkdir(parents=True)
        (root / "pack.toml").write_text(MANIFEST)
        (root / "phrases" / "a.toml").write_text(PHRASE)
        act(root)
        return root

    return make


def _bind(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "phrases")  # such a name may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s.toml")
    finally:
        os.chdir(here)


def _many(root: Path, count: int, name: str) -> None:
    for number in range(count):
        (root / "phrases" / name.format(number)).touch()


def _pipe_as_manifest(root: Path) -> None:
    (root / "pack.toml").unlink()
    os.mkfifo(root / "pack.toml")


def _large_together(root: Path) -> None:
    for number in range(9):
        (root / "phrases" / f"b{number}.toml").write_bytes(b"#" + b"x" * 500_000)


FOLDERS: dict[str, tuple[Make, str]] = {
    "pipe": (folder_with(lambda root: os.mkfifo(root / "phrases" / "b.toml")), "files and folders"),
    "socket": (folder_with(_bind), "files and folders"),
    "manifest is a pipe": (folder_with(_pipe_as_manifest), "no pack.toml"),
    "link": (
        folder_with(lambda root: (root / "phrases" / "b.toml").symlink_to("/etc/passwd")),
        "links",
    ),
    "link to a folder": (folder_with(lambda root: (root / "people").symlink_to("/etc")), "links"),
    "deep": (
        folder_with(lambda root: (root / "documents" / "/".join("abcdefgh")).mkdir(parents=True)),
        "inside one another",
    ),
    "1001 files": (folder_with(lambda root: _many(root, 1000, "b{}.toml")), "1000 files"),
    "6000 notes": (folder_with(lambda root: _many(root, 6000, "b{}.txt")), "5000 files"),
    "large": (
        folder_with(lambda root: (root / "phrases" / "b.toml").write_bytes(b"#" * 600_000)),
        "larger than 512 kB",
    ),
    "large together": (folder_with(_large_together), "4 MB together"),
    "device name": (folder_with(lambda root: (root / "phrases" / "aux.toml").touch()), "Windows"),
}


def with_phrases(text: str) -> Make:
    return folder_with(lambda root: (root / "phrases" / "b.toml").write_text(text))


TEXTS: dict[str, tuple[Make, str]] = {
    "braces": (with_phrases("a = " + "{" * 20_000), "Between { and }"),
    "unclosed list": (with_phrases("a = [" + "{}," * 9_900), ""),
    "deep keys": (with_phrases(".".join("a" * 900) + " = 1\n"), "inside one another"),
    "marks": (with_phrases("a = [" + "1," * 40_000 + "]"), "keys and values"),
    "marks together": (
        folder_with(
            lambda root: [
                (root / "phrases" / f"b{n}.toml").write_text(f"a{n} = [" + "1," * 29_000 + "]")
                for n in range(6)
            ]
        ),
        "keys and values than a pack",
    ),
    "kinds": (with_phrases("".join(f"[a{n}]\n" for n in range(20_000))), "There is more"),
    "entries": (with_phrases("[[phrase]]\n" * 14_000), "10000 entries"),
    "ids": (
        with_phrases("".join(f'[[phrase]]\nid = "a{n}"\n' for n in range(9_000))),
        "a pack can have 2,000",
    ),
    "itself": (
        folder_with(
            lambda root: (root / "pack.toml").write_text('title = "x"\nextends = "theirs"')
        ),
        "in a circle",
    ),
    "nothing below": (
        folder_with(lambda root: (root / "pack.toml").write_text('title = "x"\nextends = "no"')),
        "does not exist",
    ),
}
"""Packs whose files are sound as files."""


def with_template(text: str) -> Make:
    def act(root: Path) -> None:
        (root / "documents").mkdir()
        (root / "documents" / "script_20s.j2").write_text(text)

    return folder_with(act)


ROUND = "{% for a in asks %}"
DONE = "{% endfor %}"

TEMPLATES: dict[str, tuple[Make, str]] = {
    "call": (with_template("{{ ''.__class__.__mro__ }}"), "__class__"),
    "power": (with_template("{{ 9 ** 9 ** 9 }}"), "calculate"),
    "brackets": (with_template("{{ " + "(" * 20 + "a" + ")" * 20 + " }}"), "brackets"),
    "blocks": (with_template("{% if asks %}" * 900), "script_20s.j2"),
    "loops": (with_template(ROUND * 3 + "x" + DONE * 3), "loops"),
    "itself": (with_template('{% include "documents/script_20s.j2" %}'), "itself"),
    "outside": (with_template('{% include "../../pack.toml" %}'), "include"),
    "large": (with_template("x" * 70_000), "64000"),
    "tags": (with_template("{{ my_name }}" * 1_600), "1500"),
    "two names": (with_template("{{ await my_name }}"), "cannot be read"),
}
"""Packs whose template would take long, or look where it must not."""
