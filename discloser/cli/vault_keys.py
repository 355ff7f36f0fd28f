"""``vault new``, ``passphrase``, ``recovery`` and ``lock``: what opens the plans."""

from contextlib import closing

from discloser.cli.request import Request
from discloser.cli.secret import new_secret
from discloser.cli.streams import emit_once, tell
from discloser.cli.vaults import loose_plans, no_answer, open_door, open_vault, vault_folder
from discloser.errors import OutputError, UsageError, VaultError
from discloser.vault.keys import RECOVERY
from discloser.vault.open_here import CAN_LOCK, lock_others, open_elsewhere
from discloser.vault.vault import Vault

ON_PAPER = (
    "This code opens your plans if the passphrase is lost. It is kept nowhere: write it down on "
    "paper, and keep that away from this computer."
)
OLD_CODE = "The old recovery code still works."
NO_CODE = "There is no recovery code still."
NO_CODE_YET = (
    "The place for your plans is made, and has no recovery code yet; discloser vault recovery "
    "makes one."
)


def run(request: Request) -> int:
    """Do it; print a recovery code that is new."""
    match request.command.name:
        case "vault new":
            return _new(request)
        case "vault passphrase":
            return _passphrase(request)
        case "vault recovery":
            return _recovery(request)
        case _:
            return _lock(request)


def _new(request: Request) -> int:
    door = open_door(request)
    folder = vault_folder(door)
    if door.state != "new":
        raise UsageError("There is a place for plans already; discloser vault status describes it.")
    made = door.make(new_secret(request))
    with closing(made.vault):
        _hand_over(made.vault, made.code, NO_CODE_YET)
    tell(f"Your plans are kept in {folder} from now on.")
    if loose := len(loose_plans(door, request.environment)):
        files = "1 plan file lies" if loose == 1 else f"{loose} plan files lie"
        tell(f"{files} there in plain; discloser plan import takes one in, the app takes all.")
    return 0


def _passphrase(request: Request) -> int:
    with closing(open_vault(request)) as vault:
        secret = new_secret(request)
        vault.change_passphrase(secret)
    if secret is None:
        tell("The plans open without a passphrase from now on.")
    else:
        tell("The passphrase is changed.")
    tell("Backups and copies from before open with what opened them then.")
    return 0


def _recovery(request: Request) -> int:
    with closing(open_vault(request)) as vault:
        had_one = (vault.folder / RECOVERY).is_file()
        code = vault.new_recovery_code()
        _hand_over(vault, code, OLD_CODE if had_one else NO_CODE)
    if had_one:
        tell("The old code no longer opens your plans. Old backups still open with it.")
    return 0


def _hand_over(vault: Vault, code: str, otherwise: str) -> None:
    """Print a recovery code, and only then have it be the one. Raises OutputError, VaultError.

    ``otherwise`` is what holds if it could not be printed.
    """
    try:
        emit_once(f"{code}\n")
    except OutputError as error:
        raise OutputError(f"{error.message} {otherwise}") from None
    try:
        vault.take_recovery_code()
    except (OutputError, VaultError) as error:
        raise OutputError(f"{error.message} Do not rely on the code above.") from None
    tell(ON_PAPER)


def _lock(request: Request) -> int:
    """Have all windows lock; 1 if one does not."""
    folder = vault_folder(open_door(request))
    if not CAN_LOCK:
        raise UsageError("This system cannot lock another window; press the key for it there.")
    locked = lock_others(folder)
    rest = open_elsewhere(folder)
    if locked:
        tell("1 window is locked." if locked == 1 else f"{locked} windows are locked.")
    if rest:
        tell(no_answer(rest))
    if not locked and not rest:
        tell("The plans are open in no window.")
    return int(bool(rest))
