"""Names in a plan that point into the pack: every one must exist, and none may stand twice."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from discloser.disclosure.values import write_value
from discloser.model.catalogue import Catalogue, Fields
from discloser.model.plan import Plan
from discloser.model.wording import wordings
from discloser.planfile.read import PlanText
from discloser.text.nearest import nearest


def require_known(
    source: PlanText, plan: Plan, catalogue: Catalogue, documents: Collection[str]
) -> None:
    """Raise PlanError for the first name in the plan that the pack does not have."""
    for path, message, fix in unknown_names(plan, catalogue, documents):
        raise source.error(path, message, fix)


Wrong = tuple[str, str, str]
"""Key path, what is wrong, likely fix."""


def unknown_names(plan: Plan, catalogue: Catalogue, documents: Collection[str]) -> Iterator[Wrong]:
    """Yield everything in a plan that the pack does not know or that stands twice."""
    yield from _ids("why.reasons", plan.why.reasons, catalogue.reasons)
    for key in plan.why.context:
        yield from _id(f"why.context.{key}", key, catalogue.contexts)
    yield from _entries("impact", plan.impact, catalogue.impacts)
    yield from _entries("ask", plan.ask, catalogue.accommodations)
    for index, ask in enumerate(plan.ask):
        if ask.fallback is not None:
            yield from _id(f"ask[{index}].fallback", ask.fallback, catalogue.accommodations)
    yield from _meeting(plan, catalogue)
    lines = {*catalogue.questions, *catalogue.objections, *catalogue.accommodations}
    yield from _ids("truth.confirmed", plan.truth.confirmed, lines)
    own = {ask.own_words.strip() for ask in plan.ask if not ask.id}
    asked = {ask.id for ask in plan.ask if ask.id} | own
    for index, item in enumerate(plan.outcome.item):
        path = f"outcome.item[{index}].ask"
        if item.ask in catalogue.accommodations and item.ask not in asked:
            yield path, f"`{item.ask}` is not among the asks of this plan.", "Add it as an [[ask]]."
        elif item.ask not in asked:
            yield from _id(path, item.ask, asked)
    for slot, choice in plan.wording.items():
        yield from _id(f"wording.{slot}", slot, catalogue.phrases)
        phrase = catalogue.phrases.get(slot)
        if phrase and choice > (most := len(wordings(phrase.text))):
            yield f"wording.{slot}", f"There are only {most} wordings of it.", "Use a lower number."
    seen = set()
    for index, edit in enumerate(plan.edit):
        yield from _id(f"edit[{index}].document", edit.document, documents)
        if (edit.document, edit.audience) in seen:
            yield f"edit[{index}]", f"`{edit.document}` is edited twice.", "Keep one of them."
        seen.add((edit.document, edit.audience))


def _entries(name: str, answers: Iterable[Any], shelf: Collection[str]) -> Iterator[Wrong]:
    """Check ids, doubles and values of impacts or asks."""
    seen: set[str] = set()
    entries: Any = shelf
    for index, answer in enumerate(answers):
        path = f"{name}[{index}]"
        if answer.id is None:
            if answer.values:
                yield f"{path}.values", "Only an entry with an `id` has values.", "Remove them."
            continue
        if answer.id not in shelf:
            yield from _id(f"{path}.id", answer.id, shelf)
            continue
        if answer.id in seen:
            yield f"{path}.id", f"`{answer.id}` stands twice.", "Keep one of them."
        seen.add(answer.id)
        yield from _values(path, entries[answer.id].fields, answer.values)


def _values(path: str, fields: Fields, values: dict[str, Any]) -> Iterator[Wrong]:
    for key, value in values.items():
        place = f"{path}.values.{key}"
        if key not in fields:
            near = nearest(key, fields)
            known = ", ".join(fields) or "none"
            fix = f"Did you mean `{near}`?" if near else f"Known here: {known}."
            yield place, f"This entry has no value `{key}`.", fix
            continue
        try:
            write_value(fields[key], value, "")
        except ValueError as error:
            yield place, f"{error}.", ""


def _ids(path: str, ids: tuple[str, ...], known: Collection[str]) -> Iterator[Wrong]:
    for index, name in enumerate(ids):
        yield from _id(f"{path}[{index}]", name, known)
        if name in ids[:index]:
            yield f"{path}[{index}]", f"`{name}` stands twice.", "Keep one of them."


def _meeting(plan: Plan, catalogue: Catalogue) -> Iterator[Wrong]:
    meeting = plan.meeting
    if meeting.tone:
        yield from _one_of("meeting.tone", meeting.tone, catalogue.tones)
    if meeting.length:
        yield from _one_of("meeting.length", meeting.length, catalogue.lengths)
    if meeting.country:
        yield from _one_of("meeting.country", meeting.country, catalogue.countries)


def _one_of(path: str, name: str, known: Collection[str]) -> Iterator[Wrong]:
    """Check a name against a list that is short enough to be told."""
    for _, message, fix in _id(path, name, known):
        yield path, message, fix if nearest(name, known) else f"Use one of: {', '.join(known)}."


def _id(path: str, name: str, known: Collection[str]) -> Iterator[Wrong]:
    if name not in known:
        near = nearest(name, known)
        fix = f"Did you mean `{near}`?" if near else "See the pack's catalogue for what there is."
        shown = name if len(name) <= 60 else f"{name[:57]}..."
        yield path, f"`{shown}` is not known.", fix
