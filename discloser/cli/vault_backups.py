"""``vault backup`` and ``restore``: everything in one sealed file, and back."""

from contextlib import ExitStack, closing
from pathlib import Path

from discloser.cli.request import Request
from discloser.cli.secret import known_secret
from discloser.cli.streams import tell
from discloser.cli.terminal import confirm, require_answer
from discloser.cli.vaults import open_door, open_vault, require_vault, vault_folder
from discloser.errors import UsageError, VaultError, WrongKey
from discloser.session.door import Door
from discloser.vault.backup import read_backup
from discloser.vault.folder import ASIDE, plan_count
from discloser.vault.keys import PLAIN, RECOVERY
from discloser.vault.vault import Vault


def run(request: Request) -> int:
    """Write a backup, or put one back."""
    path = Path(request.operand or "")
    if request.command.name == "vault backup":
        _backup(request, path)
    else:
        _restore(request, path)
    return 0


def _backup(request: Request, path: Path) -> None:
    door = open_door(request)
    require_vault(door)
    folder = vault_folder(door)
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it.")
    if path.absolute().parent.resolve() == folder.resolve():
        raise UsageError("A backup in the folder of the plans goes where they go; choose another.")
    if not request.on("--replace") and (path.exists() or path.is_symlink()):
        raise UsageError(f"{path} is there already; choose another name, or add --replace.")
    with closing(open_vault(request)) as vault:
        vault.backup(path)
        plans = _plans(vault.count())
    tell(f"Wrote {path}, with {plans}. {_what_opens_it(door, folder)}")


def _what_opens_it(door: Door, folder: Path) -> str:
    if door.state == "sealed":
        return "It opens with the passphrase or the recovery code of today."
    if (folder / RECOVERY).is_file():
        return (
            f"It opens with the recovery code, or with a copy of {PLAIN} that you keep elsewhere."
        )
    return (
        f"It opens only with a copy of {PLAIN}: keep one elsewhere, or make a recovery code with "
        "vault recovery and back up again."
    )


def _restore(request: Request, path: Path) -> None:
    door = open_door(request)
    folder = vault_folder(door)
    read_backup(path)  # what is no backup is known before anybody types a passphrase
    there = _plans_there(folder)
    if there:
        require_answer(request)
    secret = _secret(request, door, folder)
    with ExitStack() as opened:
        vault = _whole_vault(door, secret)
        if vault:
            opened.callback(vault.close)
        if there:
            question = "Have the plans of the backup in place of all plans here?"
            confirm(request, question, "Nothing was changed.")
        if vault:
            vault.restore_backup(path)
        else:
            vault = door.from_backup(path, secret)
            opened.callback(vault.close)
            if (folder / ASIDE).is_file():
                tell(f"What was there is set aside as {ASIDE}, in case somebody can read it.")
        tell(f"The backup is back, with {_plans(vault.count())}.")


def _plans_there(folder: Path) -> bool:
    """Return whether a restore could take the place of plans."""
    try:
        return bool(plan_count(folder))
    except VaultError:  # damaged, and perhaps not for somebody who knows more
        return True


def _secret(request: Request, door: Door, folder: Path) -> str | Path:
    if key_file := request.value("--key-file"):
        return Path(key_file)
    return folder / PLAIN if door.state == "open" else known_secret(request)


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
