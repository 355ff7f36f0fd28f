"""``plan new``, ``import``, ``copy``, ``rename``, ``delete``, ``restore``: changing plans."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from discloser.cli.day import day
from discloser.cli.plans import STANDARD_INPUT, open_house, read_source
from discloser.cli.request import Request
from discloser.cli.streams import as_json, emit_once, one_line, tell
from discloser.cli.terminal import ask_line, confirm, require_answer
from discloser.cli.vaults import open_desk, open_door, open_vault, require_vault
from discloser.errors import DiscloserError, OutputError, PackError, PlanError, UsageError
from discloser.model.plan import MOST_SHORT, Plan
from discloser.planfile.write import write_plan
from discloser.session.session import open_plan
from discloser.vault.vault import Vault

MOST_BYTES = 4 * MOST_SHORT + 100
"""Most that is read of a new name: more cannot be one."""

TOO_LONG = f"A name has at most {MOST_SHORT} characters. Nothing was changed."


def run(request: Request) -> int:
    """Do it, and print the id of a plan that is new."""
    match request.command.name:
        case "plan new":
            _hand_over(request, _create(request, Plan(format=1)))
        case "plan import":
            return _import(request)
        case "plan copy":
            with closing(open_desk(request)) as desk:
                _hand_over(request, desk.duplicate(_plan_id(request)))
        case "plan rename":
            _rename(request)
        case "plan delete":
            _delete(request)
        case _:
            _restore(request)
    return 0


def _import(request: Request) -> int:
    """Take plans in, and print where they are; 2 if a file could not be used."""
    require_vault(open_door(request))
    if STANDARD_INPUT in request.operands:
        if len(request.operands) > 1:
            raise UsageError("Standard input brings one plan; give - alone.")
        _require_input(request, "plan")
        source = read_source(STANDARD_INPUT)
        plan = open_plan(source, open_house(request), day(request)).plan
        _hand_over(request, _create(request, plan))
        return 0
    plans = list(_usable(request))
    taken: list[dict[str, str]] = []
    try:
        if plans:
            _take_in(request, plans, taken)
    finally:  # what is in is said, also if the disk is full by now
        _say_taken(request, taken)
    return 0 if len(taken) == len(request.operands) else 2


def _usable(request: Request) -> Iterator[tuple[str, Plan]]:
    """Yield each file with its plan, if that can be used as it is; say what is wrong with others.

    All are read before anybody types a passphrase.
    """
    house, today = open_house(request), day(request)
    for file in request.operands:
        try:
            plan = open_plan(read_source(file), house, today).plan
        except PlanError as error:
            # Clients' files may have one name in many folders.
            named = file if error.file == Path(file).name else error.file
            _say(
                PlanError(
                    error.reason, file=named, place=error.place, line=error.line, fix=error.fix
                )
            )
        except PackError as error:
            _say(PackError(error.message, file=file))
        else:
            yield file, plan if plan.title.strip() else replace(plan, title=_title(Path(file)))


def _title(file: Path) -> str:
    """Return how a plan is called in lists after its file; nothing for a pipe that has a number."""
    return one_line(file.stem)[:MOST_SHORT].strip() if file.is_file() else ""


def _take_in(
    request: Request, plans: Iterable[tuple[str, Plan]], taken: list[dict[str, str]]
) -> None:
    """Write plans into the vault, and note in ``taken`` which are there."""
    today = day(request)
    with closing(open_vault(request)) as vault:
        for file, plan in plans:
            try:
                plan_id = vault.create(write_plan(plan), today, plan.title)
            except OutputError as error:  # written anew, it is larger than a plan may be
                _say(PlanError(error.message, file=file))
                continue
            taken.append({"file": file, "id": plan_id})


def _say_taken(request: Request, taken: list[dict[str, str]]) -> None:
    """Print which file is which plan now; on standard error if standard output takes nothing."""
    try:
        if request.on("--json"):
            emit_once(as_json({"plans": taken}))
        elif taken:
            emit_once("".join(f"{one_line(each['file'])}  {each['id']}\n" for each in taken))
    except OutputError as error:
        for each in taken:
            tell(f"{each['file']} is {each['id']} now.")
        raise OutputError(f"{error.message} The plans are taken in all the same.") from None


def _say(error: DiscloserError) -> None:
    tell(f"discloser: {error.message}")


def _rename(request: Request) -> None:
    plan_id = _plan_id(request)
    require_vault(open_door(request))
    typed = sys.stdin is not None and sys.stdin.isatty()
    if not typed:
        _require_input(request, "name")
        title = _new_title(_piped())
    with closing(open_desk(request)) as desk:
        if typed:
            desk.read(plan_id)  # nobody thinks of a name for a plan that is not there
            title = _new_title(ask_line("New name"))
        desk.rename(plan_id, title)
    tell(f"{plan_id} is called {title} now.")


def _new_title(text: str) -> str:
    """Return a name as it is kept. Raises UsageError if it is empty, too long or several lines."""
    if len(text.strip().splitlines()) > 1:
        raise UsageError("A name is one line. Nothing was changed.")
    title = one_line(text)
    if not title:
        raise UsageError("The new name is empty. Nothing was changed.")
    if len(title) > MOST_SHORT:
        raise UsageError(TOO_LONG)
    return title


def _piped() -> str:
    """Return what standard input holds, and no more of it than a name can have."""
    if sys.stdin is None:
        raise UsageError("Standard input is closed; it brings the new name.")
    try:
        content = sys.stdin.buffer.read(MOST_BYTES)
        if len(content) == MOST_BYTES:
            raise UsageError(TOO_LONG)
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            "Standard input brings the new name, and cannot be read as text."
        ) from None


def _require_input(request: Request, what: str) -> None:
    """Raise UsageError if the passphrase comes where something else is read from."""
    if request.value("--passphrase-fd") == "0":
        raise UsageError(f"Standard input can bring the {what} or the passphrase, not both.")


def _create(request: Request, plan: Plan) -> str:
    today = day(request)
    with closing(open_vault(request)) as vault:
        return vault.create(write_plan(plan), today, plan.title)


def _delete(request: Request) -> None:
    require_answer(request)
    plan_id = _plan_id(request)
    with closing(open_vault(request)) as vault:
        _require_plan(vault, plan_id)
        question = f"Delete {plan_id} and its earlier versions for good?"
        confirm(request, question, "Nothing was deleted.")
        vault.delete(plan_id)
    tell(f"Deleted {plan_id}. Backups and papers that were saved still hold what they held.")


def _require_plan(vault: Vault, plan_id: str) -> None:
    """Raise PlanError unless there is a plan, a damaged one that is listed so, or a version."""
    if vault.stamp(plan_id) is None and all(each.id != plan_id for each in vault.names()):
        vault.history(plan_id)


def _restore(request: Request) -> None:
    plan_id, revision = request.operands
    if not (revision.isascii() and revision.isdecimal()):
        raise UsageError(f"{revision!r} is no number of a version; see plan history {plan_id}.")
    with closing(open_vault(request)) as vault:
        was_there = vault.stamp(plan_id) is not None
        vault.restore(plan_id, int(revision))
    now = "; plan history has what it was now" if was_there else ""
    tell(f"{plan_id} is again what it was in version {revision}{now}.")


def _hand_over(request: Request, plan_id: str) -> None:
    """Print the id of a plan that was made; it is said in any case."""
    try:
        emit_once(as_json({"id": plan_id}) if request.on("--json") else f"{plan_id}\n")
    except OutputError as error:
        raise OutputError(f"{error.message} The new plan is {plan_id}.") from None


def _plan_id(request: Request) -> str:
    return request.operand or ""
