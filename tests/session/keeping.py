"""What a desk holds, and beginning a plan on it."""

from discloser.planfile.read import parse_plan
from discloser.session.desk import Desk, title_of


def begun(desk: Desk, name: str = "Jo") -> str:
    """Begin a plan with one answer, and return its id."""
    sitting = desk.start()
    sitting.answer("meeting.name", name)
    assert sitting.keep() == ""
    assert sitting.plan_id is not None
    return sitting.plan_id


def names(desk: Desk) -> list[str]:
    """Return whom each plan is a talk with."""
    return sorted(parse_plan(desk.read(entry.id)).meeting.name for entry in desk.plans())


def titles(desk: Desk) -> dict[str, str]:
    """Return what each plan is called in a list."""
    return {entry.id: title_of(entry) for entry in desk.plans()}
