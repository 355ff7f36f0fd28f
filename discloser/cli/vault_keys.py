"""``vault new``, ``passphrase``, ``recovery`` and ``lock``: what opens the plans."""

from contextlib import closing

from discloser.cli.request import Request
from discloser.cli.secret import new_secret
from discloser.cli.streams import emit, tell
from discloser.cli.vaults import open_door, open_vault, vault_folder
from discloser.errors import UsageError
from discloser.vault.open_here import CAN_LOCK, lock_others, open_elsewhere

ON_PAPER = (
    "This code opens your plans if the passphrase is lost. It is kept nowhere: write it down on "
    "paper, and keep that away from this computer."
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
    made.vault.close()
    emit(f"{made.code}\n")
    tell(ON_PAPER)
    tell(f"Your plans are kept in {folder} from now on.")
    if loose := len(door.loose_plans()):
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
        code = vault.new_recovery_code()
    emit(f"{code}\n")
    tell(ON_PAPER)
    tell("A code from before opens nothing here any more.")
    return 0


def _lock(request: Request) -> int:
    """Have all windows lock; 1 if one does not."""
    folder = vault_folder(open_door(request))
    if not CAN_LOCK:
        raise UsageError("This system cannot lock another window; press the key for it there.")
    locked = lock_others(folder)
    rest = len(open_elsewhere(folder))
    if locked:
        tell("1 window is locked." if locked == 1 else f"{locked} windows are locked.")
    if rest:
        those = "1 window does" if rest == 1 else f"{rest} windows do"
        tell(f"{those} not answer, and may show plans still; close it by hand.")
    if not locked and not rest:
        tell("The plans are open in no window.")
    return int(bool(rest))
