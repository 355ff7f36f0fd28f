"""A pack's manifest: its name, its language, what it extends, and its documents."""

from typing import Any

from discloser.model.catalogue import Entry


class Manifest(Entry, frozen=True):
    """``pack.toml`` without its documents."""

    title: str
    """What the pack is called."""
    language: str = ""
    """Such as ``fr``; empty for that of the pack that it lies on, and for English without one."""
    version: str = "1"
    """Your own counting."""
    extends: str = ""
    """Name of the pack whose entries this one replaces or adds to; empty for one that is whole."""
    about: str = ""
    """What it is for, in a sentence."""
    document: tuple[dict[str, Any], ...] = ()
    """Entries by id; a pack that extends another may give only the keys that it changes."""
