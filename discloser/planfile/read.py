"""Reading a plan file: from bytes to a Plan, with one clear sentence for whatever is wrong."""

from pathlib import Path
from typing import Any, BinaryIO

from discloser.errors import PlanError
from discloser.model.decoding import Misfit, decode
from discloser.model.plan import FORMAT, Plan
from discloser.text.clean import clean_values
from discloser.text.toml import BrokenToml, line_of, parse

MOST_BYTES = 1_000_000
"""Largest plan file, in bytes; a long plan with edited documents has about 60,000."""


class PlanText:
    """The text of a plan file and the name it has in messages."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file

    def error(self, path: str, message: str, fix: str = "") -> PlanError:
        """Return an error that names the file, the line if it can be found, and the key path."""
        return PlanError(
            message, file=self.file, place=path, line=line_of(self.text, path), fix=fix
        )


def read_plan_text(path: Path) -> PlanText:
    """Return the text of a plan file. Raises PlanError."""
    shown = path.name or str(path)
    try:
        if path.is_dir():
            raise PlanError("This is a folder, not a plan file.", file=shown)
        with path.open("rb") as file:
            return _decoded(file, shown)
    except FileNotFoundError:
        raise PlanError("There is no such file.", file=shown, fix="Check the name.") from None
    except PermissionError:
        raise PlanError(
            "You have no permission to read this file.",
            file=shown,
            fix="Ask its owner, or make a copy that you may read.",
        ) from None
    except OSError as error:
        raise PlanError(f"It cannot be read: {error.strerror}.", file=shown) from None
    except ValueError:
        raise PlanError("This is not a file name.", file=shown) from None


def read_plan_stream(stream: BinaryIO) -> PlanText:
    """Return the text of a plan that comes on standard input. Raises PlanError."""
    return _decoded(stream, "standard input")


def parse_plan(source: PlanText) -> Plan:
    """Return the plan that the text holds. Raises PlanError."""
    try:
        raw = parse(source.text)
    except BrokenToml as error:
        raise PlanError(error.message, file=source.file, line=error.line, fix=error.fix) from None
    _require_format(source, raw)
    try:
        return decode(clean_values(raw), Plan)
    except Misfit as error:
        raise source.error(error.path, error.message, error.fix) from None


def _require_format(source: PlanText, raw: dict[str, Any]) -> None:
    found = raw.get("format")
    if found is None:
        raise source.error(
            "format", "The key `format` is missing.", f"Put `format = {FORMAT}` at the top."
        )
    if found is True or found != FORMAT:
        newer = isinstance(found, int) and found > FORMAT
        fix = "It was written by a newer version; update discloser." if newer else ""
        raise source.error("format", f"This program reads plan files of format {FORMAT} only.", fix)


def _decoded(stream: BinaryIO, shown: str) -> PlanText:
    try:
        content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise PlanError(f"It cannot be read: {error.strerror}.", file=shown) from None
    if len(content) > MOST_BYTES:
        raise PlanError(
            f"It is larger than {MOST_BYTES // 1000} kB, so it is not a plan file.", file=shown
        )
    try:
        return PlanText(content.decode("utf-8-sig").replace("\r\n", "\n"), shown)
    except UnicodeDecodeError as error:
        raise PlanError(
            "It is not UTF-8 text.",
            file=shown,
            line=content[: error.start].count(b"\n") + 1,
            fix="Save it as UTF-8.",
        ) from None
