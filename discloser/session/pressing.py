"""What happens when a row is used: the same in every front."""

import re

from discloser.disclosure.answers import MOST_SAID, asks_to_say
from discloser.errors import AnswerError
from discloser.interview import answering
from discloser.interview.typed import total
from discloser.model.plan import Plan
from discloser.session.pages.boundaries import next_stance
from discloser.session.rows import Row, as_typed
from discloser.session.sitting import Sitting
from discloser.text.clean import clean
from discloser.text.english import clause, sentence

UNWATCHED = "Papers are no longer searched for this word. Undo brings it back."

STILL = 'The name there is still "{name}". Change it if it belongs to somebody else.'
"""What is said when another person is chosen and a name is given."""

GONE = "Taken away, with what you wrote beside it. Undo brings it back."
"""What is said when a tick that has answers of its own is ticked off."""


def press(sitting: Sitting, row: Row) -> str:
    """Use a tick, a pick, or an action that changes the plan; return a remark, or nothing.

    Raises AnswerError if the plan does not take it.
    """
    verb, _, rest = row.item.partition(" ")
    match row.kind, verb:
        case "pick", _:
            sitting.answer(row.path, None if row.on else row.item)
        case "tick", "say":
            _say(sitting, int(rest))
        case "tick", "own":
            sitting.remove(row.path, int(rest))
            return GONE
        case "tick", "true":
            sitting.answer(row.path, not row.on)
        case "tick", _:
            had = _holds_more(sitting.plan, row)
            sitting.toggle(row.path, row.item)
            if row.path == "boundaries.private_words":
                return UNWATCHED
            return GONE if had else ""
        case "action", "move":
            sitting.move(row.path, int(rest), -1)
        case "action", "goal":
            _say_as_goal(sitting, rest)
        case "action", "clear":
            _clear(sitting, rest)
        case "action", "remove":
            found = re.fullmatch(r"(.+)\[(\d+)\]", rest)
            if found:
                sitting.remove(found[1], int(found[2]))
        case _:
            pass
    return ""


def choose(sitting: Sitting, row: Row, value: str) -> str:
    """Answer a choice with one of its options; return a remark, or nothing. Raises AnswerError."""
    if row.path.startswith("outcome.item "):
        _settle(sitting, row.path.removeprefix("outcome.item "), value)
    elif row.path == "ask":  # a planning fact that leads to an ask
        if value:
            sitting.toggle("ask", value)
    elif found := re.fullmatch(r"why\.items_(before|after)\.\w+", row.path):
        points = int(value) if value else None
        sitting.replace(_scored(sitting, row.path, points, found[1]), row.path)
    else:
        number = int(value) if value and row.typed == "number" else None
        sitting.answer(row.path, value if number is None else number)
    name = sitting.plan.meeting.name.strip()
    return STILL.format(name=name) if row.path == "meeting.audience" and value and name else ""


def turn(sitting: Sitting, row: Row, column: int) -> None:
    """Change one place of a grid to the next answer. Raises AnswerError."""
    cell = row.cells[column]
    if not cell.path:  # the names over the columns
        return
    sitting.answer(cell.path, next_stance(cell.value))


def asks_first(row: Row, column: int) -> str:
    """Return the question to ask before a place of a grid changes; empty if none is needed."""
    cell = row.cells[column]
    if not cell.path or cell.value not in {"", "never"}:
        return ""
    return row.confirm if next_stance(cell.value) in {"say", "if_asked"} else ""


def type_into(sitting: Sitting, row: Row, text: str) -> None:
    """Put a typed line where a field's answer belongs, also while it is half typed.

    A line that adds to a list makes the entry with the first letter, and takes it away again with
    the last. Raises AnswerError, and then the plan is as it was.
    """
    path = row.item.removeprefix("add ")
    if path == row.item and text == as_typed(answering.value_at(sitting.plan, row.path)):
        return  # as it is: a range from a file, say, is shown in another way than it stands there
    if path == row.item:
        sitting.type(row.path, row.typed, text)
    elif clause(text):
        line = clean(text)
        value = {"on": sitting.today, "what": line} if path == "outcome.log" else line
        sitting.replace(answering.put(sitting.plan, row.path, value), row.path, typing=True)
    else:
        place = _place(row, path)
        if place < len(answering.value_at(sitting.plan, path) or ()):
            plan = answering.remove(sitting.plan, path, place)
            sitting.replace(plan, row.path, typing=True)


def _say_as_goal(sitting: Sitting, reason: str) -> None:
    """Add the goal behind a fear to the person's own words."""
    goal = sentence(sitting.workshop.pack.catalogue.reasons[reason].goal)
    words = sitting.plan.why.own_words.strip()
    sitting.answer("why.own_words", f"{words} {goal}".strip())


def typed_at(sitting: Sitting, row: Row) -> str | None:
    """Return what a field holds now, as it could have been typed.

    None if a line that adds to a list stands behind the end of that list by now.
    """
    path = row.item.removeprefix("add ")
    value = answering.value_at(sitting.plan, row.path)
    if path != row.item and _place(row, path) > len(answering.value_at(sitting.plan, path) or ()):
        return None
    return as_typed(value.get("what") if isinstance(value, dict) else value)


def _place(row: Row, path: str) -> int:
    """Return the place in a list that a line adds to."""
    return int(row.path.removeprefix(path).partition("]")[0].strip("["))


def _say(sitting: Sitting, place: int) -> None:
    """Say one ask aloud, or keep it for writing."""
    plan = sitting.plan
    aloud = set(asks_to_say(plan.ask))
    wanted = aloud ^ {place}
    if len(wanted) > MOST_SAID:
        raise AnswerError(
            f"ask[{place}].say",
            f"{MOST_SAID} asks are the most that stay in a listener's mind. Tick another one off.",
        )
    if not wanted:
        raise AnswerError(f"ask[{place}].say", "At least one ask is said; a request needs one.")
    for index in range(len(plan.ask)):
        plan = answering.put(plan, f"ask[{index}].say", index in wanted)
    sitting.replace(plan, f"ask[{place}].say")


def _settle(sitting: Sitting, ask: str, state: str) -> None:
    """Note what became of an ask."""
    items = sitting.plan.outcome.item
    place = next((index for index, item in enumerate(items) if item.ask == ask), len(items))
    if state and place == len(items):
        sitting.answer(f"outcome.item[{place}]", {"ask": ask, "state": state})
    elif state:
        sitting.answer(f"outcome.item[{place}].state", state)
    elif place < len(items):
        sitting.remove("outcome.item", place)


def _scored(sitting: Sitting, path: str, points: int | None, when: str) -> Plan:
    """Return the plan with one item of the certainty check answered, and the sum of all ten."""
    plan = answering.put(sitting.plan, path, points)
    items: dict[str, int] = getattr(plan.why, f"items_{when}")
    score = total([items.get(name) for name in sitting.workshop.pack.catalogue.certainty])
    return answering.put(plan, f"why.certainty_{when}", score)


def _clear(sitting: Sitting, path: str) -> None:
    plan = answering.put(sitting.plan, path, None)
    when = path.rpartition("_")[2]
    sitting.replace(answering.put(plan, f"why.certainty_{when}", None), path)


def _holds_more(plan: Plan, row: Row) -> bool:
    """Return whether ticking a row off takes answers with it that stand beside it."""
    if not row.on or row.path not in answering.TABLES:
        return False
    entries = plan.impact if row.path == "impact" else plan.ask
    if any(item.ask == row.item for item in plan.outcome.item):
        return True
    empty = type(entries[0])(id=row.item) if entries else None
    return all(entry != empty for entry in entries if entry.id == row.item)
