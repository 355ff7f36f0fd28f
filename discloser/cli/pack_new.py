"""``pack new``: a pack of one's own that works at once."""

import os
import shlex
import sys
from collections.abc import Collection
from pathlib import Path

from discloser.authoring.made.new import files_of_copy, files_of_new, require_name, write_pack
from discloser.authoring.shared.based_on import note
from discloser.authoring.shared.rivals import used_by
from discloser.authoring.workbench import Workbench, open_workbench
from discloser.cli.as_typed import as_typed
from discloser.cli.folders import own_packs
from discloser.cli.packs import STANDARD, open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit, encodable, explain, tell
from discloser.errors import UsageError
from discloser.packs.load import find


def run(request: Request) -> int:
    """Make the pack, and say what to do next."""
    name = request.operands[0]
    require_name(name)
    own = own_packs(request.environment)
    home = Path(folder) if (folder := request.value("--to")) else own
    if home is None:
        raise UsageError("There is no home folder to make it in; name a folder with --to.")
    _require_free(name, home, own)
    below = open_bench(request, request.value("--from") or STANDARD)
    copy = request.on("--copy")
    files = files_of_copy(name, below) if copy else _named_as_typed(name, below, request)
    made = home / name
    write_pack(made, files)
    emit(f"{encodable(made)}\n")
    explain(_next_steps(made, name if home == own else shlex.quote(encodable(made)), files))
    bench = open_workbench(str(made), own)
    if only := used_by(bench.manifest, name, find(own)):
        tell(only)
    note(bench)  # whoever gets the words above can rely on them
    return 0


def _named_as_typed(name: str, below: Workbench, request: Request) -> dict[str, str]:
    """Return the files of a new pack, with commands in their notes as they must be typed."""
    files = files_of_new(name, below, empty=request.on("--empty"))
    return {path: text if path.startswith(".") else as_typed(text) for path, text in files.items()}


def _next_steps(made: Path, shown: str, files: Collection[str]) -> str:
    name = made.name
    first = f"phrases/{name}.toml" if f"phrases/{name}.toml" in files else "pack.toml"
    steps = {
        f"{_opener()} {shlex.quote(encodable(made))}": "opens its folder in a window",
        f"discloser pack preview {shown}": "shows its documents, while you edit",
        f"discloser pack check {shown}": "says what is wrong, and how to mend it",
        f"discloser pack explain script_20s {shown}": "says where each sentence comes from",
    }
    lines = "".join(f"  {command}\n      {what}\n" for command, what in steps.items())
    return (
        f"Your pack {name} is made. Open {first} in a plain text editor and change a sentence.\n"
        f"Then go on with:\n{lines}"
    )


def _opener() -> str:
    """Return the command that opens a folder in a window here."""
    if sys.platform == "darwin":
        return "open"
    return "start" if os.name == "nt" else "xdg-open"


def _require_free(name: str, home: Path, own: Path | None) -> None:
    """Raise UsageError for a name that is taken."""
    found = find(own).get(name)
    if found and found.built_in:
        raise UsageError(
            f"{name} is the name of a pack that comes with the program. Choose another one."
        )
    if found or (home / name).exists():
        where = found.root if found else home / name
        raise UsageError(f"There is a pack {name} already, in {where}. Choose another name.")
