"""Packs as one file: a .zip is read without unpacking it, and written alike for the same pack.

Nothing is believed that the archive says of itself: its members must follow one another without
overlap or gap, and what is inflated is counted while it comes out. The only ways of packing that
are read are the two that every system writes.
"""

import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from discloser.errors import PackError
from discloser.packs.folder import PackFolder, open_plain
from discloser.packs.gate import (
    DEVICES,
    MANIFEST,
    MOST_BYTES,
    MOST_NAME,
    PACK_NAME,
    Place,
    Tally,
    is_left,
    place_of,
    shown,
)
from discloser.packs.zip_members import MAKE_ANEW, Member, body_of, damaged, members_of
from discloser.text.english import join_list

MOST_PACKED = 6 * 1024 * 1024
"""Bytes of an archive."""
MOST_RATIO = 100
"""How many times larger a file may be than what it was packed to; prose comes to about four."""
FREE_RATIO = 50_000
"""Bytes up to which a file may be packed as small as it likes."""
STORED, DEFLATED = 0, 8
MOST_NAMED = 4
"""Files and folders that are named where there is no pack."""
LOCKED = 0x0001 | 0x0040 | 0x2000
"""Flags of a member that needs a password."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file that is written, so that the same pack gives the same archive."""


def read_archive(file: Path) -> PackFolder:
    """Return the pack that a .zip file holds, with all that travels with it. Raises PackError.

    Its root is a name only: nothing is written.
    """
    content = _content(file)
    try:
        members = members_of(content, file.name)
        _check_names(members, file.name)
        top, name = _top(members, file)
        return _unpacked(content, members, top, Path(name))
    except (struct.error, IndexError):
        raise damaged(file.name) from None


def write_archive(pack: PackFolder) -> bytes:
    """Return a pack as a .zip with one folder in it; the same pack always gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = pack.files | pack.kept
        for path in sorted(files):
            about = zipfile.ZipInfo(f"{pack.name}/{path}", EARLIEST)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system = 3  # the same on every system
            about.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(about, files[path].encode())
    return packed.getvalue()


def _content(file: Path) -> bytes:
    try:
        with os.fdopen(open_plain(file), "rb") as opened:
            content = opened.read(MOST_PACKED + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or "it is not the name of a file").lower()
        raise PackError(f"It cannot be read: {reason}.", file=file.name) from None
    if len(content) > MOST_PACKED:
        raise PackError(
            f"It is larger than {MOST_PACKED // 1024**2} MB, so it is not a pack.", file=file.name
        )
    if not content:
        raise PackError("It is empty.", file=file.name, fix="Have it sent to you once more.")
    return content


# --- what its members are called ---


def _check_names(members: list[Member], name: str) -> None:
    """Raise PackError for a name that leads out, or that some system cannot keep."""
    seen: dict[str, str] = {}
    for member in members:
        path = member.path.removesuffix("/")
        file = shown(name, path)
        if reason := _why_not(path):
            raise PackError(reason, file=file, fix="Rename the file and pack the folder anew.")
        kind = stat.S_IFMT(member.attributes >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise PackError(
                "A pack may not hold links or devices.", file=file, fix="Put the file itself in."
            )
        if member.flags & LOCKED:
            raise PackError(
                "It needs a password.", file=file, fix="Have it sent to you without one."
            )
        folded = unicodedata.normalize("NFKC", path).casefold()
        if folded in seen:
            message = "It is in there twice."
            if seen[folded] != path:
                message = "Another file has the same name but for capitals or accents."
            raise PackError(message, file=file, fix=MAKE_ANEW)
        seen[folded] = path
    files = {each.path for each in members if not each.is_folder}
    for member in members:
        for above in map(str, PurePosixPath(member.path).parents):
            if above in files:
                raise PackError("It is a file and a folder at once.", file=shown(name, above))


def _why_not(path: str) -> str:
    """Return why a path cannot be that of a file in a pack; empty if it can."""
    parts = path.split("/")
    if not path or len(path) > MOST_NAME:
        return "Its name is empty, or longer than any system can keep."
    if "\\" in path:
        return "Its name holds a backslash, which parts folders on one system only."
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return (
            "Its name starts at the top of a disk, and a pack may only write into its own folder."
        )
    if ".." in parts:
        return "Its name leads out of the pack's folder."
    if "." in parts or "" in parts:
        return "Its name has a folder without a name in it, which systems read in different ways."
    if any(unicodedata.category(each)[0] == "C" for each in path):
        return "Its name holds an invisible character."
    if odd := [part[-1] for part in parts if part.endswith((".", " "))]:
        sign = "dot" if odd[0] == "." else "space"
        return f"Its name, or that of its folder, ends in a {sign}, which Windows cannot keep."
    if ":" in path:
        return "Windows cannot keep a file of this name."
    if any(DEVICES.fullmatch(part) for part in parts):
        return "Windows cannot keep a file of this name."
    return ""


def _top(members: list[Member], file: Path) -> tuple[str, str]:
    """Return the folder in front of all files, as people pack them, and the name of the pack."""
    paths = [each.path for each in members if not _passed_over(each.path)]
    if MANIFEST in paths:
        top, name = "", re.sub(r"-[0-9][0-9a-z.]*$", "", file.stem)
    else:
        tops = {path.partition("/")[0] for path in paths}
        name = min(tops, default="")
        top = f"{name}/"
        if len(tops) != 1 or f"{top}{MANIFEST}" not in paths:
            raise _no_manifest(paths, file.name)
    check_pack_name(name, file.name)
    return top, name


def _no_manifest(paths: list[str], name: str) -> PackError:
    """Return that an archive has no manifest where it should be, and what it has in its place."""
    fix = "Pack the folder that has the pack.toml in it."
    manifests = [path for path in paths if path.rpartition("/")[2] == MANIFEST]
    folders = sorted({path.rpartition("/")[0] for path in manifests})
    near = [
        path
        for path in paths
        if path.count("/") <= 1
        and path.rpartition("/")[2].casefold().startswith(MANIFEST)
        and path not in manifests
    ]
    tops = sorted({path.partition("/")[0] for path in paths})
    if near:
        message = f"There is no {MANIFEST} in it, but {_quoted(near[:1])}."
        return PackError(message, file=name, fix=f"Call that file {MANIFEST}, and pack it again.")
    if len(folders) > 1:
        message = f"There are several packs in it: {_quoted(folders)}."
        return PackError(message, file=name, fix="Pack each of these folders by itself.")
    if folders and len(tops) > 1:
        beside = [each for each in tops if each != folders[0].partition("/")[0]]
        message = f"Beside the pack {_quoted(folders)} there is something else: {_quoted(beside)}."
        return PackError(message, file=name, fix="Pack only the folder of the pack.")
    if folders:
        message = f"The pack lies inside another folder: {_quoted(folders)}."
        return PackError(message, file=name, fix="Pack the inner folder by itself.")
    message = f"There is no {MANIFEST} in it."
    if tops:
        message = f"{message[:-1]}, only {_quoted(tops)}."
    return PackError(message, file=name, fix=fix)


def _quoted(names: list[str]) -> str:
    """Return some names as they may be shown."""
    several = [shown("", each)[1:] for each in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        several.append(f"{len(names) - MOST_NAMED} more")
    return join_list(several)


def check_pack_name(name: str, file: str) -> None:
    """Raise PackError for a name that a pack from somebody else cannot have."""
    if not PACK_NAME.fullmatch(name) or DEVICES.fullmatch(name):
        raise PackError(
            f"`{shown('', name)[1:]}` cannot be the name of a pack.",
            file=file,
            fix="Name its folder with small letters, digits and _, such as my_words, and pack it "
            "again.",
        )


def _passed_over(path: str) -> bool:
    return any(map(is_left, path.rstrip("/").split("/")))


# --- what its members hold ---


def _unpacked(content: bytes, members: list[Member], top: str, root: Path) -> PackFolder:
    texts: dict[Place, dict[str, str]] = {Place.READ: {}, Place.KEPT: {}}
    tallies = {place: Tally(root.name) for place in texts}
    for member, path in sorted(_files(members, top), key=lambda pair: pair[1]):
        place = place_of(path, root.name)
        if place is Place.LEFT:
            continue
        if place is Place.READ:
            tallies[place].file()
        inflated = _inflated(content, member, shown(root.name, path))
        texts[place][path] = tallies[place].text(inflated, path)
    return PackFolder(root, texts[Place.READ], texts[Place.KEPT])


def _files(members: list[Member], top: str) -> Iterator[tuple[Member, str]]:
    """Yield the files of the pack with their paths in it."""
    for member in members:
        if not member.is_folder and member.path.startswith(top):
            yield member, member.path.removeprefix(top)


def _inflated(content: bytes, member: Member, file: str) -> bytes:
    """Return what a member holds; never more is unpacked than a file of a pack may have."""
    if member.method not in {STORED, DEFLATED}:
        raise PackError("It is packed in a way that is not read here.", file=file, fix=MAKE_ANEW)
    start = body_of(content, member)
    packed = content[start : start + member.packed]
    most = MOST_BYTES + 1
    if member.packed * MOST_RATIO > FREE_RATIO:
        most = min(most, member.packed * MOST_RATIO)
    else:
        most = min(most, FREE_RATIO)
    if member.method == STORED:
        data = packed
    else:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflate.decompress(packed, most + 1)
        except zlib.error:
            raise damaged(file) from None
        if len(data) > most:
            raise PackError(
                f"It is much larger than it looks, or larger than {MOST_BYTES // 1024} kB.",
                file=file,
                fix="Ask who sent it: no text packs as small as that.",
            )
        if not inflate.eof or inflate.unused_data:
            raise damaged(file)
    if len(data) != member.size or zlib.crc32(data) != member.checksum:
        raise damaged(file)
    return data
