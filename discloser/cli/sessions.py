"""Opening the plan that a command names: a plan file, or a plan that is kept."""

from contextlib import closing

from discloser.cli.day import day
from discloser.cli.plans import LISTED, STANDARD_INPUT, is_plan_id, open_house, read_source
from discloser.cli.request import Request
from discloser.cli.streams import tell
from discloser.errors import PlanError
from discloser.planfile.read import PlanText
from discloser.session.session import Session, open_plan


def open_session(request: Request) -> Session:
    """Return a session for the plan of a request.

    Raises UsageError, PlanError, PackError, and VaultError for a plan that is kept.
    """
    today, house = day(request), open_house(request)
    named = STANDARD_INPUT if request.operand is None else request.operand
    kept = is_plan_id(named, request.environment)
    session = open_plan(_kept(request, named) if kept else read_source(named), house, today)
    for each in session.workshop.unknown:
        if each.notice:
            tell(each.notice)
    return session


def _kept(request: Request, plan_id: str) -> PlanText:
    from discloser.cli.vaults import open_vault  # noqa: PLC0415 - as in entry

    with closing(open_vault(request)) as vault:
        if vault.stamp(plan_id) is None:
            raise PlanError(
                "There is no such file, and no such plan.", file=plan_id, fix=f"{LISTED}."
            )
        return PlanText(vault.read_text(plan_id), plan_id)
