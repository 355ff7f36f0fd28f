"""``people``: the sample persons of the standard pack."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

from discloser.cli.parser import WIDTH
from discloser.cli.request import Request
from discloser.cli.streams import emit
from discloser.errors import UsageError
from discloser.packs.people import about, people, text_of
from discloser.text.nearest import nearest


def run(request: Request) -> int:
    """List the sample persons, or print one as it stands in its file."""
    files = people()
    if request.operand is not None:
        emit(text_of(_find(request.operand, files)))
        return 0
    listed = [(name, about(text_of(path))) for name, path in files.items()]
    if request.on("--json"):
        import json  # noqa: PLC0415 - as in entry

        data = [{"name": name, "about": told} for name, told in listed]
        emit(json.dumps({"people": data}, ensure_ascii=False, indent=2) + "\n")
    elif listed:
        emit(_table(listed) + "\n")
    return 0


def _table(listed: Sequence[tuple[str, str]]) -> str:
    """Return names and what there is to say about them in two columns."""
    widest = max(len(name) for name, _ in listed)
    return "\n".join(
        textwrap.fill(
            told,
            WIDTH,
            initial_indent=f"  {name:<{widest}}  ",
            subsequent_indent=" " * (widest + 4),
            break_on_hyphens=False,
        )
        for name, told in listed
    )


def _find(name: str, files: dict[str, Path]) -> Path:
    if name in files:
        return files[name]
    near = nearest(name, files)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(files)}."
    raise UsageError(f"There is no sample person {name!r}. {hint}")
