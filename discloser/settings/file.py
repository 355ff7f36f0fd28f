"""The file of settings: from disk to Settings, with one clear sentence for whatever is wrong."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from discloser.disk.whole import private_folder, why, write_whole
from discloser.errors import OutputError, SettingsError
from discloser.model.decoding import Misfit, decode
from discloser.settings.settings import Settings
from discloser.text.clean import clean, first_forbidden
from discloser.text.nearest import nearest
from discloser.text.toml import BrokenToml, line_of, parse

MOST_BYTES = 100_000
"""Largest file of settings, in bytes; one that sets everything has about 3,000."""

FIRST_LINE = "# Settings of discloser. The settings screen of the program explains each key.\n"

WrongKey = Callable[[str, str, Mapping[str, str]], str]
"""Says what is wrong with the keys of an action, given all keys of one's own; or nothing."""

WHAT = "the settings"
"""What is written here, in messages."""


def load(
    path: Path, key_ids: Collection[str], wrong_key: WrongKey = lambda _action, _keys, _own: ""
) -> Settings:
    """Return the settings in a file, or the usual ones if there is no such file.

    ``key_ids`` are the ids of all actions that can have keys; ``wrong_key`` says in a sentence
    what is wrong with the keys of one, or nothing. Raises SettingsError.
    """
    shown = clean(str(path))
    text = _text(path, shown)
    if text is None:
        return Settings()
    try:
        raw = parse(text)
    except BrokenToml as error:
        raise SettingsError(error.message, file=shown, line=error.line, fix=error.fix) from None
    try:
        settings = decode(raw, Settings)
        _require_usable(settings, key_ids, wrong_key)
    except Misfit as error:
        raise SettingsError(
            error.message,
            file=shown,
            place=clean(error.path),
            line=line_of(text, error.path),
            fix=error.fix,
        ) from None
    return settings


def save(path: Path, settings: Settings) -> None:
    """Write what differs from the usual settings in place of what the file held.

    Raises OutputError, and the file is then as it was.
    """
    import tomli_w  # noqa: PLC0415 - only writing needs it

    content = FIRST_LINE + tomli_w.dumps(msgspec.to_builtins(settings))
    try:
        private_folder(path.parent)
        write_whole(path, content.encode())
    except OSError as error:
        raise OutputError(f"{why(error, path.parent, WHAT)} Nothing was written.") from None


def _text(path: Path, shown: str) -> str | None:
    """Return the text of the file, or none if there is no file. Raises SettingsError."""
    try:
        if path.exists() and not path.is_file():  # a pipe there could wait for ever
            raise SettingsError("This is not a file.", file=shown)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except PermissionError:
        raise SettingsError("You have no permission to read this file.", file=shown) from None
    except OSError as error:
        raise SettingsError(f"It cannot be read: {error.strerror}.", file=shown) from None
    except ValueError:
        raise SettingsError("This is not a file name.", file=shown) from None
    if len(content) > MOST_BYTES:
        most = f"{MOST_BYTES // 1000} kB"
        raise SettingsError(f"It is larger than {most}, so it is no settings file.", file=shown)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SettingsError(
            "It is not UTF-8 text.", file=shown, line=line, fix="Save it as UTF-8."
        ) from None


def _require_usable(settings: Settings, key_ids: Collection[str], wrong_key: WrongKey) -> None:
    """Raise Misfit for the first text that cannot be shown and the first unknown action or key."""
    for key, names in settings.keys.items():
        if key not in key_ids:
            near = nearest(key, key_ids)
            fix = f"Did you mean `{near}`?" if near else "Take the line out."
            shown = clean(key) if len(key) <= 60 else f"{clean(key)[:57]}..."
            raise Misfit(f"keys.{key}", f"There is no action `{shown}`.", fix)
        if problem := wrong_key(key, names, settings.keys):
            raise Misfit(f"keys.{key}", problem)
    for place, text in _texts(settings):
        if character := first_forbidden(text):
            raise Misfit(place, f"It holds {character}.", "Take that character out.")


def _texts(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "papers", settings.papers
    yield "editor", settings.editor
    for key, text in settings.keys.items():
        yield f"keys.{key}", text
