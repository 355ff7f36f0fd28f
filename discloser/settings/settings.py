"""What a person can set, each setting explained where it is declared."""

from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from discloser.text.fielddocs import field_docs

Look = Literal["auto", "light", "dark", "contrast", "terminal"]
Motion = Literal["less", "full"]
Clipboard = Literal["auto", "program", "terminal", "off"]
LockAfter = Literal["1 minute", "5 minutes", "10 minutes", "30 minutes", "1 hour", "never"]
ClearCopies = Literal["1 minute", "2 minutes", "5 minutes", "never"]
Kind = Literal["choice", "switch", "text"]

Text = Annotated[str, Meta(max_length=1_000)]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The file of settings: every field one key; what is left out has the value given here."""

    look: Look = "auto"
    """The colours of the screen."""
    motion: Motion = "less"
    """How much moves on the screen."""
    preview: bool = True
    """Show the text beside each step while you answer, where there is room."""
    papers: Text = ""
    """The folder for your papers; if empty, it is discloser-papers in your home folder."""
    editor: Text = ""
    """The command of the editor for your papers; if empty, VISUAL or EDITOR names it."""
    clipboard: Clipboard = "auto"
    """How a text is copied."""
    clear_copies: ClearCopies = "2 minutes"
    """When a copied text is taken out of the clipboard, unless something else was copied since."""
    lock_after: LockAfter = "10 minutes"
    """When your plans are locked if you press no key; you are warned 20 seconds before."""
    keys: dict[str, Text] = {}
    """Keys of your own: the id of an action and its keys, with commas between them."""


WORDS: dict[str, dict[str, str]] = {
    "look": {
        "auto": "light or dark, as the terminal",
        "light": "light",
        "dark": "dark",
        "contrast": "high contrast",
        "terminal": "the terminal's own colours",
    },
    "motion": {"less": "as little as possible", "full": "normal"},
    "clipboard": {
        "auto": "any way that works",
        "program": "through this computer",
        "terminal": "through the terminal",
        "off": "not at all",
    },
    "clear_copies": {value: f"after {value}" for value in get_args(ClearCopies)[:-1]}
    | {"never": "not at all"},
    "lock_after": {value: f"after {value}" for value in get_args(LockAfter)[:-1]}
    | {"never": "never by itself"},
}
"""Setting to each of its values to the words for it."""


class Option(Struct, frozen=True):
    """A value that can be chosen, and the words for it."""

    value: str
    words: str


class Setting(Struct, frozen=True):
    """One setting as a person meets it."""

    key: str
    text: str
    """What it does, in one sentence; empty where only bytecode is installed."""
    kind: Kind
    options: tuple[Option, ...] = ()
    """What can be chosen, in the order of the model; empty unless it is a choice."""


def seconds_of(value: LockAfter | ClearCopies) -> float | None:
    """Return a time as seconds; None for never."""
    number, _, unit = value.partition(" ")
    return None if not unit else int(number) * (3_600.0 if unit == "hour" else 60.0)


def described() -> tuple[Setting, ...]:
    """Return every setting that has one value, in order; ``keys``, a whole table, is not one."""
    texts = _texts()
    return tuple(
        Setting(
            field.name,
            texts.get(field.name, ""),
            _kind(field),
            tuple(Option(value, words) for value, words in WORDS.get(field.name, {}).items()),
        )
        for field in msgspec.structs.fields(Settings)
        if field.name != "keys"
    )


def _kind(field: msgspec.structs.FieldInfo) -> Kind:
    if get_args(field.type) and field.name in WORDS:
        return "choice"
    return "switch" if field.type is bool else "text"


def _texts() -> dict[str, str]:
    """Return field to the text under it."""
    try:
        source = Path(__file__).read_text("utf-8")
    except OSError:
        return {}
    return field_docs(source)[Settings.__name__]
