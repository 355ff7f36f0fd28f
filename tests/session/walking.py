"""Walking over the pages: everything unfolded, and every way in which a row can be used."""

from collections.abc import Callable, Iterator

from discloser.errors import AnswerError
from discloser.model.plan import Plan
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.references import require_known
from discloser.planfile.write import write_plan
from discloser.session import pressing
from discloser.session.book import Page
from discloser.session.rows import Row, View
from discloser.session.sitting import Sitting

from ..people import NAMES  # noqa: TID252 - tests are no package
from ..people import plan as person  # noqa: TID252 - as above
from ..plans import TODAY, plan, standard  # noqa: TID252 - as above

PLANS: dict[str, Plan] = {
    "empty": plan(full=False),
    "full": plan(),
    **{name: person(name) for name in NAMES},
}

TYPED = {
    "text": 'He said: "it [/quote] is [fine]"',
    "date": "1 Dec",
    "time": "10:00",
    "number": "4",
    "count": "30",
    "hours": "4",
    "weight": "10 kg",
    "range": "3 to 5 days",
    "clock": "2pm",
    "later": "the new rota is out",
}
"""Something to type for each kind of line."""

Use = tuple[str, Callable[[Sitting], object]]


def sitting(of: Plan) -> Sitting:
    return Sitting(of, standard(), TODAY)


def unfolded(page: Page, at: Sitting) -> View:
    """Return the view of a page in which nothing is folded."""
    view = View()
    while folded := {row.id for row in page.rows(at, view) if row.folds and not row.open}:
        view = View(view.opened ^ folded)
    return view


def all_rows(page: Page, at: Sitting) -> list[Row]:
    return list(page.rows(at, unfolded(page, at)))


def uses(row: Row) -> Iterator[Use]:
    """Yield each way in which a row can be used to change a plan, with a name."""
    match row.kind:
        case "tick" | "pick":
            yield row.id, lambda at: pressing.press(at, row)
        case "action" if row.item.partition(" ")[0] not in {"read", "goto", "save"}:
            yield row.id, lambda at: pressing.press(at, row)
        case "choice":
            for option in row.options:
                yield f"{row.id} = {option.value}", _chosen(row, option.value)
        case "field":
            yield row.id, lambda at: pressing.type_into(at, row, TYPED[row.typed])
        case "cells":
            for column in range(len(row.cells)):
                yield f"{row.id} {column}", _opened(row, column)
        case _:
            pass


def _chosen(row: Row, value: str) -> Callable[[Sitting], object]:
    return lambda at: pressing.choose(at, row, value)


def _opened(row: Row, column: int) -> Callable[[Sitting], object]:
    return lambda at: pressing.turn(at, row, column)


def use(at: Sitting, change: Callable[[Sitting], object]) -> str:
    """Use a row, and take it back; return why it was refused, or nothing."""
    before = at.plan
    try:
        change(at)
    except AnswerError as error:
        assert at.plan is before
        return error.message
    after = at.plan
    if after != before:
        require_reopens(after)
        at.undo()
        assert at.plan == before
        at.redo()
        assert at.plan == after
        at.undo()
    return ""


def require_reopens(of: Plan) -> None:
    """Assert that a plan, once saved, is the same when it is opened again."""
    source = PlanText(write_plan(of), "plan.toml")
    assert parse_plan(source) == of
    require_known(source, of, standard().pack.catalogue, standard().pack.documents)
