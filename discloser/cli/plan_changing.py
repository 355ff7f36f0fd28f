"""``plan new``, ``import``, ``copy``, ``delete`` and ``restore``: what changes the plans kept."""

from contextlib import closing

from discloser.cli.day import day
from discloser.cli.plans import STANDARD_INPUT, open_house, read_source
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, tell
from discloser.cli.terminal import confirm, require_answer
from discloser.cli.vaults import open_desk, open_door, open_vault, require_vault
from discloser.errors import PlanError, UsageError
from discloser.model.plan import Plan
from discloser.planfile.write import write_plan
from discloser.session.session import open_plan


def run(request: Request) -> int:
    """Do it, and print the id of a plan that is new."""
    match request.command.name:
        case "plan new":
            _emit_id(request, _create(request, Plan(format=1)))
        case "plan import":
            _emit_id(request, _create(request, _read(request)))
        case "plan copy":
            with closing(open_desk(request)) as desk:
                _emit_id(request, desk.duplicate(_plan_id(request)))
        case "plan delete":
            _delete(request)
        case _:
            _restore(request)
    return 0


def _read(request: Request) -> Plan:
    """Return the plan of a plan file that can be used as it is. Raises PlanError, PackError."""
    require_vault(open_door(request))
    source = request.operand or STANDARD_INPUT
    if source == STANDARD_INPUT and request.value("--passphrase-fd") == "0":
        raise UsageError("Standard input can bring the plan or the passphrase, not both.")
    return open_plan(read_source(source), open_house(request), day(request)).plan


def _create(request: Request, plan: Plan) -> str:
    today = day(request)
    with closing(open_vault(request)) as vault:
        return vault.create(write_plan(plan), today, plan.title)


def _delete(request: Request) -> None:
    require_answer(request)
    plan_id = _plan_id(request)
    with closing(open_vault(request)) as vault:
        if vault.stamp(plan_id) is None:
            raise PlanError("There is no such plan.", file=plan_id, fix="Check the name.")
        question = f"Delete {plan_id} and its earlier versions for good?"
        confirm(request, question, "Nothing was deleted.")
        vault.delete(plan_id)
    tell(f"Deleted {plan_id}. Backups and papers that were saved still hold what they held.")


def _restore(request: Request) -> None:
    plan_id, revision = request.operands
    if not (revision.isascii() and revision.isdecimal()):
        raise UsageError(f"{revision!r} is no number of a version; see plan history {plan_id}.")
    with closing(open_vault(request)) as vault:
        vault.restore(plan_id, int(revision))
    tell(f"{plan_id} is again what it was in version {revision}; plan history has what it was now.")


def _emit_id(request: Request, plan_id: str) -> None:
    if request.on("--json"):
        emit_json({"id": plan_id})
    else:
        emit(f"{plan_id}\n")


def _plan_id(request: Request) -> str:
    return request.operand or ""
