"""``pack new``: a pack of one's own that works at once."""

from collections.abc import Collection
from pathlib import Path

from discloser.authoring.based_on import note
from discloser.authoring.new import files_of_copy, files_of_new, require_name, write_pack
from discloser.authoring.workbench import open_workbench
from discloser.cli.folders import own_packs
from discloser.cli.packs import STANDARD, open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit, encodable, explain
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
    files = files_of_copy(name, below) if request.on("--copy") else files_of_new(name, below)
    made = home / name
    write_pack(made, files)
    emit(f"{encodable(made)}\n")
    explain(_next_steps(name, name if home == own else encodable(made), files))
    note(open_workbench(str(made), own))  # whoever gets the words above can rely on them
    return 0


def _next_steps(name: str, shown: str, files: Collection[str]) -> str:
    first = f"phrases/{name}.toml" if f"phrases/{name}.toml" in files else "pack.toml"
    steps = {
        f"discloser pack preview {shown}": "shows its documents, while you edit",
        f"discloser pack check {shown}": "says what is wrong, and how to mend it",
        f"discloser pack explain script_20s {shown}": "says where each sentence comes from",
    }
    lines = "".join(f"  {command}\n      {what}\n" for command, what in steps.items())
    return (
        f"Your pack {name} is made. Open {first} in a plain text editor and change a sentence.\n"
        f"Then go on with:\n{lines}"
    )


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
