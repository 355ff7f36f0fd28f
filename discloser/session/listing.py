"""The answers of a plan in words, as the pages ask for them, and what two plans differ in."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from discloser.interview.answering import value_at
from discloser.model.plan import Plan
from discloser.model.words import Stance
from discloser.session.book import PAGES, Page
from discloser.session.packet import Place
from discloser.session.pages.boundaries import STANCES
from discloser.session.papers import for_whom
from discloser.session.rows import Row, View
from discloser.session.sitting import Sitting

LEFT_OUT = frozenset({"papers", "practise"})
"""Steps that show what the answers of the others make."""

MOST_FOLDS = 5
"""How deep rows may be folded into each other."""


class Answer(Struct, frozen=True):
    """One answer."""

    step: str
    """Title of the step that asks for it."""
    label: str
    """What is asked."""
    shown: str
    """What was answered."""


class Difference(Struct, frozen=True):
    """One answer of which two plans say different things."""

    step: str
    label: str
    one: str
    """What the first plan says; empty if it says nothing."""
    other: str


def answers(sitting: Sitting) -> list[Answer]:
    """Return everything that was answered, in the order of the pages."""
    return list(_answers(sitting).values())


def differences(one: Sitting, other: Sitting) -> list[Difference]:
    """Return where the answers of two plans differ, in the order of the pages."""
    first, second = _answers(one), _answers(other)
    found = []
    pages = [*PAGES, "edit"]
    for key in sorted({**first, **second}, key=lambda key: pages.index(key.partition(" ")[0])):
        here, there = first.get(key), second.get(key)
        known = here or there
        if known and (here and here.shown) != (there and there.shown):
            shown = [each.shown if each else "" for each in (here, there)]
            found.append(Difference(known.step, known.label, *shown))
    return found


def _answers(sitting: Sitting) -> dict[str, Answer]:
    found = {}
    for page in PAGES.values():
        if page.id not in LEFT_OUT:
            for key, answer in _on_page(page, sitting):
                found[f"{page.id} {key}"] = answer
    for place, text in _edits(sitting):
        label = f"Your own text of {place[0].title}, {for_whom(sitting.session, place)}"
        found[f"edit {place[0].id} {place[1]}"] = Answer("Papers", label, " ".join(text.split()))
    return found


def _on_page(page: Page, sitting: Sitting) -> Iterator[tuple[str, Answer]]:
    """Yield the answers of a page, each with a key that is its own."""
    step, heading = f"Step {page.step}, {page.title}", ""
    owners: dict[int, tuple[str, str]] = {}
    for row in _unfolded(page, sitting):
        owners = {depth: owner for depth, owner in owners.items() if depth < row.depth}
        above, owner = next(reversed(owners.values()), ("", ""))
        key = re.sub(r"\[\d+\]", "", row.path)  # the same entry may stand in another place
        if row.kind != "choice":  # one of these has a path of its own, whatever it is called
            key = f"{key} {row.label}"
        if row.kind == "heading":
            heading = row.label
        elif row.kind in {"tick", "choice"}:
            owners[row.depth] = (key, row.label)
        for label, shown in _answered(row, sitting.plan):
            if shown == owner and row.path.endswith(".own_words"):  # it is called by them already
                continue
            # These ten lines are asked twice: before the steps and after them.
            asked = f"{heading} {label}" if row.path.startswith("why.items_") else label
            asked = f"{owner}: {asked}" if owner else asked
            yield f"{above} {key} {label if row.cells else ''}", Answer(step, asked, shown)


def _unfolded(page: Page, sitting: Sitting) -> Iterable[Row]:
    """Return the rows of a page with everything unfolded."""
    view = View()
    rows = list(page.rows(sitting, view))
    for _ in range(MOST_FOLDS):
        folded = {row.id for row in rows if row.folds and not row.open}
        if not folded:
            break
        view = View(view.opened | folded)
        rows = list(page.rows(sitting, view))
    return rows


def _answered(row: Row, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield question and answer of a row, if the plan holds one."""
    match row.kind:
        case "tick" | "pick" if row.on:
            yield row.label, "yes"
        case "choice" if row.item and _holds(plan, row.path):
            yield row.label, row.value
        case "field" if row.value and not row.item:
            yield row.label, row.value
        case "cells":
            for cell in row.cells:
                if cell.path and cell.value:
                    # What the person said, also where their choice closes everything for now.
                    yield cell.says.rpartition(": ")[0], STANCES[Stance(cell.value)]
        case _:
            pass


def _holds(plan: Plan, path: str) -> bool:
    """Return whether an answer is the person's; a choice also shows what holds without one."""
    return path.startswith("outcome.item ") or value_at(plan, path) is not None


def _edits(sitting: Sitting) -> Iterator[tuple[Place, str]]:
    documents = sitting.workshop.pack.documents
    for edit in sitting.plan.edit:
        if edit.document in documents:
            audience = edit.audience or sitting.plan.audience
            yield (documents[edit.document], audience), f"{edit.subject or ''} {edit.text}"
