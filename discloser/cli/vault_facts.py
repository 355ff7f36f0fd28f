"""``vault where``, ``status`` and ``check``: how the plans are kept."""

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, one_line, tell
from discloser.cli.terminal import confirm, require_answer
from discloser.cli.vaults import loose_plans, open_door, open_vault, vault_folder
from discloser.errors import Damaged, Declined, VaultError
from discloser.session.door import State
from discloser.vault.folder import plan_count, vault_files
from discloser.vault.inspection import Finding
from discloser.vault.keys import RECOVERY
from discloser.vault.open_here import open_elsewhere
from discloser.vault.vault import Vault

STATES: dict[State, str] = {
    "new": "There are no plans here yet.",
    "sealed": "The plans are sealed with a passphrase.",
    "open": "The plans are sealed, and the key file beside them has no passphrase.",
    "keyless": "The plans are sealed, and their key is missing.",
}

NONE_DAMAGED = "No plan and no earlier version is damaged, so nothing was removed."
NOT_REMOVED = "Nothing was removed."


class Checked(NamedTuple):
    """What a look through the vault has found, and what came of it."""

    findings: Sequence[Finding]
    rest: Sequence[Finding]
    """What is still so."""
    removed: Sequence[Finding] = ()
    accepted: bool = False


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
    files = [*vault_files(folder), *loose_plans(door, request.environment)]
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
        "plain_files": len(loose_plans(door, request.environment)),
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
    """Say what is found, and do with it what was asked for; 1 if something is left of it."""
    if request.on("--remove-damaged"):
        require_answer(request)
    try:
        vault = open_vault(request)
    except Damaged as error:  # so much that it does not open
        findings = [Finding(error.message)]
        _report(request, findings)
        _report_json(request, Checked(findings, findings))
        return 1
    removed: list[Finding] = []
    with closing(vault):
        rest = findings = vault.check()
        _report(request, findings)
        if request.on("--remove-damaged") and findings:
            removed = _removed(request, vault, findings)
            rest = vault.check()
        accept = request.on("--accept") and bool(rest)
        if accept:
            vault.accept()
            rest = vault.check()
    _report_json(request, Checked(findings, rest, removed, accept))
    if accept and rest:
        tell("What is missing is accepted; what is damaged stays so until it is deleted.")
    elif accept:
        tell("What is there now is taken as what should be.")
    return int(bool(rest))


def _removed(request: Request, vault: Vault, findings: list[Finding]) -> list[Finding]:
    """Remove what is damaged, if the person wants that, and say what it was."""
    if not any(each.plan_id for each in findings):
        tell(NONE_DAMAGED)
        return []
    if request.on("--json"):  # standard output has them at the end
        for each in findings:
            tell(each.sentence)
    try:
        confirm(request, "Remove the damaged plans and versions for good?", NOT_REMOVED)
    except Declined as error:
        tell(error.message)
        return []
    removed = vault.remove_damaged()
    if not removed:
        tell(NONE_DAMAGED)
    for each in removed:
        tell(f"Removed: {each.sentence}")
    return removed


def _report(request: Request, findings: list[Finding]) -> None:
    if request.on("--json"):
        return
    if findings:
        emit("".join(f"{one_line(each.sentence)}\n" for each in findings))
    else:
        emit("Everything is as it was written.\n")


def _report_json(request: Request, checked: Checked) -> None:
    """Print it if JSON is wanted; ``ok`` is how it is now, as the exit code says it too."""
    if not request.on("--json"):
        return
    said: dict[str, Any] = {"ok": not checked.rest, "findings": _listed(checked.findings)}
    if request.on("--remove-damaged"):
        said["removed"] = _listed(checked.removed)
    if request.on("--accept"):
        said["accepted"] = checked.accepted
    emit_json(said)


def _listed(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {"message": each.sentence, "plan": each.plan_id, "revision": each.revision}
        for each in findings
    ]


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
