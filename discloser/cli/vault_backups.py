"""``vault backup`` and ``restore``: everything in one sealed file, and back."""

from contextlib import closing, suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from discloser.cli.request import Request
from discloser.cli.secret import KNOWN, opened
from discloser.cli.streams import reason, tell
from discloser.cli.terminal import confirm, require_answer
from discloser.cli.vaults import open_door, open_vault, require_vault, vault_folder
from discloser.errors import UsageError, VaultError, WrongKey
from discloser.session.door import Door
from discloser.vault.backup import read_backup
from discloser.vault.folder import ASIDE, plan_count
from discloser.vault.keys import PLAIN, RECOVERY, SEALED, has_code
from discloser.vault.vault import Vault

REPLACED = (
    "This replaces all plans here. Plans that are newer than the backup, and changes made since, "
    "are gone then."
)


def run(request: Request) -> int:
    """Write a backup, or put one back; 1 if a backup could not take everything."""
    path = Path(request.operand or "")
    if request.command.name == "vault backup":
        return _backup(request, path)
    _restore(request, path)
    return 0


def _backup(request: Request, path: Path) -> int:
    door = open_door(request)
    require_vault(door)
    folder = vault_folder(door)
    _require_place(path, folder, replace=request.on("--replace"))
    with closing(open_vault(request)) as vault:
        findings = vault.backup(path)
        damaged = {each.plan_id for each in findings if each.plan_id and each.revision is None}
        plans = _plans(vault.count() - len(damaged))
    tell(f"Wrote {path}, with {plans}. {_what_opens_it(door, folder)}")
    for each in findings:
        tell(f"Not in the backup: {each.sentence}" if each.plan_id else each.sentence)
    return int(bool(findings))


def _require_place(path: Path, folder: Path, *, replace: bool) -> None:
    """Raise UsageError if a backup cannot be written there."""
    try:
        there = path.lstat() if path.is_symlink() or path.exists() else None
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file in it.")
        _require_file(path)
        beside = path.absolute().parent.resolve() == folder.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # the last for links in a circle
        said = "it is a link to itself" if isinstance(error, RuntimeError) else reason(error)
        raise UsageError(f"No backup can be written to {path}: {said}.") from None
    if beside:
        raise UsageError("A backup in the folder of the plans goes where they go; choose another.")
    if there and not replace:
        raise UsageError(f"{path} is there already; choose another name, or add --replace.")


def _require_file(path: Path) -> None:
    """Raise UsageError for a pipe or a device: reading it may never end, writing may harm it."""
    with suppress(OSError, ValueError):  # what is not there is said by whoever reads it
        mode = path.stat().st_mode
        if not S_ISREG(mode) and not S_ISDIR(mode):
            raise UsageError(f"{path} is a pipe or a device; name a file.")


def _what_opens_it(door: Door, folder: Path) -> str:
    coded = has_code(folder)
    if door.state == "sealed":
        what = "the passphrase or the recovery code" if coded else "the passphrase"
        return (
            f"On this computer, a restore asks for {what} that opens your plans then. On another "
            f"computer, it asks for {what} of today, also if you have another one by then."
        )
    if coded:
        return (
            f"It opens with the recovery code of today, or with a copy of {PLAIN} that you keep "
            "elsewhere."
        )
    return (
        f"It opens only with a copy of {PLAIN}: keep one elsewhere, or make a recovery code with "
        "vault recovery and back up again."
    )


def _restore(request: Request, path: Path) -> None:
    door = open_door(request)
    folder = vault_folder(door)
    _require_file(path)
    if key_file := request.value("--key-file"):
        _require_file(Path(key_file))
    read_backup(path)  # what is no backup is known before anybody types a passphrase
    before = _key_names(folder)
    if _plans_there(folder):
        require_answer(request)
        if not request.on("--yes"):
            tell(REPLACED)
        question = "Have the plans of the backup in place of all plans here?"
        confirm(request, question, "Nothing was changed.")

    def put_back(secret: str | Path) -> Vault:
        return _put_back(door, folder, path, secret)

    if key_file:
        vault = put_back(Path(key_file))
    elif door.state == "open":
        vault = put_back(folder / PLAIN)
    else:
        vault = opened(request, put_back, KNOWN if before else f"{KNOWN} of the day of the backup")
    with closing(vault):
        plans = _plans(vault.count())
    tell(f"The backup is back, with {plans}. {_what_opens_now(before, _key_names(folder))}")


def _key_names(folder: Path) -> set[str]:
    """Return which key files there are."""
    return {name for name in (SEALED, PLAIN, RECOVERY) if (folder / name).is_file()}


def _what_opens_now(before: set[str], now: set[str]) -> str:
    """Say what opens the plans, by the key files before and after: those that were there stay."""
    if PLAIN in now:
        return "Your plans open without a passphrase."
    if SEALED not in now:
        return "The recovery code opens your plans; they have no passphrase."
    if SEALED in before:
        return (
            "Your plans open with the passphrase you use here now, also if the backup had another."
        )
    return "Your plans open with the passphrase of the day of the backup."


def _plans_there(folder: Path) -> bool:
    """Return whether a restore could take the place of plans."""
    try:
        return bool(plan_count(folder))
    except VaultError:  # damaged, and perhaps not for somebody who knows more
        return True


def _put_back(door: Door, folder: Path, path: Path, secret: str | Path) -> Vault:
    """Return the vault with the plans of a backup. Raises WrongKey, Damaged, VaultError."""
    vault = _whole_vault(door, secret)
    if vault is None:
        vault = door.from_backup(path, secret)
        if (folder / ASIDE).is_file():
            tell(f"What was there is set aside as {ASIDE}, in case somebody can read it.")
        return vault
    try:
        vault.restore_backup(path)
    except BaseException:
        vault.close()
        raise
    return vault


def _whole_vault(door: Door, secret: str | Path) -> Vault | None:
    """Return the vault if it opens and nothing of its store is lost. Raises WrongKey."""
    if door.state == "open":
        typed = None
    elif door.state == "sealed" and isinstance(secret, str):
        typed = secret
    else:
        return None
    try:
        vault = door.unlock(None) if typed is None else door.enter(typed)
    except WrongKey:
        raise
    except VaultError:
        return None
    # A plan that is damaged is replaced in its place; where the file itself is, it is set aside.
    if any(not finding.plan_id for finding in vault.check()):
        vault.close()
        return None
    return vault


def _plans(number: int) -> str:
    return "1 plan" if number == 1 else f"{number} plans"
