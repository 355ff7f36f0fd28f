"""Which packs were looked through and taken in, and how their files looked then."""

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import field, to_builtins

from discloser.disk.whole import private_folder, write_whole
from discloser.errors import PackError
from discloser.model.catalogue import Entry
from discloser.model.decoding import Misfit, decode
from discloser.packs.folder import open_plain
from discloser.packs.gate import MOST_BYTES
from discloser.text.clean import clean
from discloser.text.toml import BrokenToml, parse

INSTALLED = "installed.toml"
"""The file beside a person's own packs that says which of them were taken in."""
HEAD = "# Written by `discloser pack install`: what the packs in this folder looked like then.\n"


class Pin(Entry, frozen=True):
    """One pack as it was when it was taken in."""

    digest: str
    """Hash over its files, in hexadecimal."""
    source: str
    """Name of the file or folder that it came from, without the way there."""
    on: datetime.date
    version: str


class Installed(Entry, frozen=True):
    """All of that file."""

    format: int = 1
    pack: dict[str, Pin] = field(default_factory=dict)


def read_pins(own: Path | None) -> dict[str, Pin]:
    """Return the pins of a person's own packs by name. Raises PackError."""
    if own is None or not os.path.lexists(own / INSTALLED):
        return {}
    try:
        with os.fdopen(open_plain(own / INSTALLED), "rb") as file:
            text = clean(file.read(MOST_BYTES).decode("utf-8-sig"))
        return decode(parse(text), Installed).pack
    except BrokenToml as error:
        raise PackError(error.message, file=INSTALLED, line=error.line, fix=ANEW) from None
    except Misfit as error:
        raise PackError(error.message, file=INSTALLED, place=error.path, fix=ANEW) from None
    except (OSError, UnicodeDecodeError):
        raise PackError("It cannot be read.", file=INSTALLED, fix=ANEW) from None


ANEW = "Remove this file and install your packs again."


def write_pins(own: Path, pins: Mapping[str, Pin]) -> None:
    """Keep the pins of a person's own packs. Raises OSError."""
    import tomli_w  # noqa: PLC0415 - whoever reads pins seldom writes them

    private_folder(own)
    plain = to_builtins(Installed(pack=dict(sorted(pins.items()))), builtin_types=[datetime.date])
    write_whole(own / INSTALLED, (HEAD + tomli_w.dumps(plain)).encode())
