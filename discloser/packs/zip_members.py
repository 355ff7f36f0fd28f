"""What a .zip file says of itself, believed only as far as its parts fit together.

Its members must follow one another without overlap or gap, from the first byte to the directory.
"""

import struct

from msgspec import Struct

from discloser.errors import PackError
from discloser.packs.gate import MOST_ENTRIES

END_BYTES = 22
MOST_COMMENT = 0xFFFF
END, MEMBER, LOCAL, AFTER = b"PK\5\6", b"PK\1\2", b"PK\3\4", b"PK\7\b"
"""What the parts of an archive start with."""
FOLLOWED = 0x0008
"""Flag of a member whose size stands behind it."""
UTF8 = 0x0800
FULL = 0xFFFFFFFF
"""Stands where the real number is in a part for archives of more than 4 GB."""

MAKE_ANEW = "Pack the folder anew, with what your system has for it."


class Member(Struct, frozen=True):
    """One file or folder of an archive, as its directory describes it."""

    path: str
    raw: bytes
    """The path as it is written there."""
    flags: int
    method: int
    checksum: int
    packed: int
    """Bytes in the archive."""
    size: int
    """Bytes when unpacked, as the archive says."""
    attributes: int
    start: int
    """Where its part of the archive begins."""

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.path.endswith("/")


def members_of(content: bytes, name: str) -> list[Member]:
    """Return what an archive holds. Raises PackError if its parts do not fit together."""
    count, size, start, end = _directory(content, name)
    if start + size != end:
        raise PackError(
            "Something stands in front of the archive, or it was put together from parts.",
            file=name,
            fix=MAKE_ANEW,
        )
    members = []
    at = start
    for _ in range(count):
        member, at = _member(content, at, name)
        members.append(member)
    if at != end:
        raise damaged(name)
    _check_order(content, members, start, name)
    return members


def _directory(content: bytes, name: str) -> tuple[int, int, int, int]:
    """Return number of members, size and start of the directory, and where it should end."""
    end = content.rfind(END, max(0, len(content) - END_BYTES - MOST_COMMENT))
    if end < 0:
        if content[:4] in {LOCAL, END}:
            raise PackError(
                "The end of this .zip file is missing.",
                file=name,
                fix="Have it sent to you once more.",
            )
        raise PackError(
            "This is not a .zip file.", file=name, fix="A pack comes as a .zip file or as a folder."
        )
    disk, first, here, count, size, start, comment = struct.unpack_from("<4H2IH", content, end + 4)
    if end + END_BYTES + comment != len(content):
        raise PackError("Something stands behind the archive.", file=name, fix=MAKE_ANEW)
    if FULL in (size, start) or 0xFFFF in (count, disk, first):
        raise PackError("It is made for archives of more than 4 GB.", file=name, fix=MAKE_ANEW)
    if disk or first or here != count:
        raise PackError("It is only one part of several.", file=name, fix=MAKE_ANEW)
    if count > MOST_ENTRIES:
        raise PackError(
            f"It has more than {MOST_ENTRIES} files and folders, so it is not a pack.", file=name
        )
    return count, size, start, end


def _member(content: bytes, at: int, name: str) -> tuple[Member, int]:
    """Return the member that the directory has at a place, and the place of the next."""
    if content[at : at + 4] != MEMBER:
        raise damaged(name)
    flags, method, _, _, checksum, packed, size, named, extra, comment = struct.unpack_from(
        "<4H3I3H", content, at + 8
    )
    attributes, start = struct.unpack_from("<2I", content, at + 38)
    raw = content[at + 46 : at + 46 + named]
    path = raw.decode("utf-8" if flags & UTF8 else "cp437", "replace")
    if FULL in (packed, size, start):
        raise PackError("It is made for archives of more than 4 GB.", file=name, fix=MAKE_ANEW)
    member = Member(path, raw, flags, method, checksum, packed, size, attributes, start)
    return member, at + 46 + named + extra + comment


def _check_order(content: bytes, members: list[Member], end: int, name: str) -> None:
    """Raise PackError unless the members fill the archive, one behind the other."""
    odd = PackError(
        "Its files overlap, or something is hidden between them.", file=name, fix=MAKE_ANEW
    )
    at = 0
    for member in sorted(members, key=lambda each: each.start):
        if member.start != at or content[at : at + 4] != LOCAL:
            raise odd
        if content[at + 30 : at + 30 + len(member.raw)] != member.raw:
            raise PackError(
                "A file has one name in front and another at the end.", file=name, fix=MAKE_ANEW
            )
        at = body_of(content, member) + member.packed
        if member.flags & FOLLOWED:
            at += 16 if content[at : at + 4] == AFTER else 12
    if at != end:
        raise odd


def body_of(content: bytes, member: Member) -> int:
    """Return where the packed bytes of a member start."""
    named, extra = struct.unpack_from("<2H", content, member.start + 26)
    return int(member.start + 30 + named + extra)


def damaged(file: str) -> PackError:
    """Return what to say of an archive that is not as it was packed."""
    return PackError("It is damaged.", file=file, fix="Have it sent to you once more.")
