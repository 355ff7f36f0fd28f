"""``people``: the sample persons of the standard pack."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import scripts_templates
from discloser.cli.arguments import Request
from discloser.cli.parser import WIDTH
from discloser.cli.streams import emit
from discloser.errors import PackError, UsageError
from discloser.text.nearest import nearest

FOLDER = Path(scripts_templates.__path__[0]) / "standard" / "people"
"""Where the sample persons are."""


def run(request: Request) -> int:
    """List the sample persons, or print one as it stands in its file."""
    files = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
    if request.operand is not None:
        emit(_text(_find(request.operand, files)))
        return 0
    people = [(name, _about(_text(path))) for name, path in files.items()]
    if request.on("--json"):
        import json  # noqa: PLC0415 - as in entry

        listed = [{"name": name, "about": about} for name, about in people]
        emit(json.dumps({"people": listed}, ensure_ascii=False, indent=2) + "\n")
    elif people:
        emit(_table(people) + "\n")
    return 0


def _table(people: Sequence[tuple[str, str]]) -> str:
    """Return names and what there is to say about them in two columns."""
    widest = max(len(name) for name, _ in people)
    return "\n".join(
        textwrap.fill(
            about,
            WIDTH,
            initial_indent=f"  {name:<{widest}}  ",
            subsequent_indent=" " * (widest + 4),
            break_on_hyphens=False,
        )
        for name, about in people
    )


def _find(name: str, files: dict[str, Path]) -> Path:
    if name in files:
        return files[name]
    near = nearest(name, files)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(files)}."
    raise UsageError(f"There is no sample person {name!r}. {hint}")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise PackError(f"It cannot be read: {error.strerror}.", file=path.name) from None


def _about(text: str) -> str:
    """Return what the first comment of a file says."""
    for line in text.splitlines():
        if line.startswith("#") and not line.startswith("#:"):
            return line.lstrip("# ").strip()
    return ""
