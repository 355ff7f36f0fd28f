"""``vault where``, ``status`` and ``check``: how the plans are kept."""

from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, one_line, tell
from discloser.cli.vaults import open_door, open_vault, vault_folder
from discloser.errors import Damaged, VaultError
from discloser.session.door import State
from discloser.vault.folder import plan_count, vault_files
from discloser.vault.inspection import Finding
from discloser.vault.keys import RECOVERY
from discloser.vault.open_here import open_elsewhere

STATES: dict[State, str] = {
    "new": "There are no plans here yet.",
    "sealed": "The plans are sealed with a passphrase.",
    "open": "The plans are sealed, and the key file beside them has no passphrase.",
    "keyless": "The plans are sealed, and their key is missing.",
}


def run(request: Request) -> int:
    """Print what was asked for; 1 if a check found something."""
    match request.command.name:
        case "vault where":
            return _where(request)
        case "vault status":
            return _status(request)
        case _:
            return _check(request)


def _where(request: Request) -> int:
    door = open_door(request)
    folder = vault_folder(door)
    files = [*vault_files(folder), *door.loose_plans()]
    if request.on("--json"):
        listed = [{"name": path.name, "bytes": _size(path)} for path in files]
        emit_json({"folder": str(folder), "files": listed})
    else:
        emit("".join(f"{one_line(path)}\n" for path in [folder, *files]))
    if door.state == "new":
        tell("There are no plans here yet.")
    return 0


def _status(request: Request) -> int:
    """Print it; 2 if the plans cannot be counted, which does not hide the rest."""
    door = open_door(request)
    folder = vault_folder(door)
    problem, plans = "", None
    try:
        plans = plan_count(folder)
    except VaultError as error:
        problem = error.message
    status = {
        "folder": str(folder),
        "state": door.state,
        "plans": plans,
        "bytes": sum(map(_size, vault_files(folder))),
        "recovery": (folder / RECOVERY).is_file(),
        "windows": len(open_elsewhere(folder)),
        "plain_files": len(door.loose_plans()),
    }
    if request.on("--json"):
        emit_json(status)
    else:
        emit("".join(f"{line}\n" for line in _said(door.state, status)))
    if problem:
        tell(f"discloser: {problem}")
    return 2 if problem else 0


def _said(state: State, status: dict[str, Any]) -> list[str]:
    lines = [STATES[state], f"Folder: {one_line(status['folder'])}"]
    if state != "new":
        plans = status["plans"]
        lines += [
            f"Plans: {'not known' if plans is None else plans}",
            f"Size: {-(-status['bytes'] // 1000)} kB",
            f"Recovery code: {'there is one' if status['recovery'] else 'none'}",
            f"Windows of the app with these plans open: {status['windows']}",
        ]
    if status["plain_files"]:
        lines.append(f"Plan files in plain, for everybody to read: {status['plain_files']}")
    return lines


def _check(request: Request) -> int:
    try:
        vault = open_vault(request)
    except Damaged as error:  # so much that it does not open
        _report(request, [Finding(error.message)], accepted=False)
        return 1
    with closing(vault):
        findings = vault.check()
        accept = request.on("--accept") and bool(findings)
        _report(request, findings, accepted=accept)
        if not accept:
            return int(bool(findings))
        vault.accept()
        rest = vault.check()
    if rest:
        tell("What is missing is accepted; what is damaged stays so until it is deleted.")
    else:
        tell("What is there now is taken as what should be.")
    return int(bool(rest))


def _report(request: Request, findings: list[Finding], *, accepted: bool) -> None:
    if request.on("--json"):
        listed = [
            {"message": each.sentence, "plan": each.plan_id, "revision": each.revision}
            for each in findings
        ]
        emit_json({"findings": listed, "accepted": accepted})
    elif findings:
        emit("".join(f"{one_line(each.sentence)}\n" for each in findings))
    else:
        emit("Everything is as it was written.\n")


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
