"""Answers into a plan: one value put, one entry ticked, one reason moved. Each gives a new plan."""

import datetime
import itertools
import re
from typing import Any

import msgspec

from discloser.errors import AnswerError
from discloser.model.decoding import Misfit, decode
from discloser.model.plan import Plan

Steps = list[str | int]


def put(plan: Plan, path: str, value: Any) -> Plan:
    """Return the plan with a value at a key path such as ``ask[1].values.time``.

    None, an empty text and an empty list take the answer away. Raises AnswerError if the value
    does not fit; the message is one sentence for the person.
    """
    raw = _plain(plan)
    steps = _steps(path)
    try:
        _set(raw, steps, value)
    except IndexError:
        raise AnswerError(path, "There is no such entry any more.") from None
    if steps[0] == "ask" and steps[-1] == "own_words":
        _rename_answers(raw, plan, steps)
    return _decoded(raw, path)


def toggle(plan: Plan, path: str, item: str) -> Plan:
    """Return the plan with an item added to a list, or taken away if it was there.

    In ``impact`` and ``ask`` an item is the id of an entry; what was written beside it goes with
    it. An answer about what became of an ask goes with the ask.
    """
    raw = _plain(plan)
    steps = _steps(path)
    entries = [*(_get(raw, steps) or ())]
    keys = [_key(entry) for entry in entries]
    if item in keys:
        del entries[keys.index(item)]
    else:
        entries.append({"id": item} if path in TABLES else item)
    _set(raw, steps, entries)
    if path == "ask":
        _forget_answers(raw)
    return _decoded(raw, path)


def add(plan: Plan, path: str, words: str) -> Plan:
    """Return the plan with an entry in the person's own words at the end of a list."""
    entry: Any = {"own_words": words} if path in TABLES else words
    return _decoded(_with(plan, path, [*(_get(_plain(plan), _steps(path)) or ()), entry]), path)


def remove(plan: Plan, path: str, index: int) -> Plan:
    """Return the plan without one entry of a list."""
    entries = [*(_get(_plain(plan), _steps(path)) or ())]
    del entries[index]
    raw = _with(plan, path, entries)
    if path == "ask":
        _forget_answers(raw)
    return _decoded(raw, path)


def move(plan: Plan, path: str, index: int, by: int) -> Plan:
    """Return the plan with one entry of a list moved; at the end of the list nothing changes."""
    entries = [*(_get(_plain(plan), _steps(path)) or ())]
    to = min(max(index + by, 0), len(entries) - 1)
    entries.insert(to, entries.pop(index))
    return _decoded(_with(plan, path, entries), path)


def value_at(plan: Plan, path: str) -> Any:
    """Return what stands at a key path, as plain data; None if there is no answer."""
    return _get(_plain(plan), _steps(path))


TABLES = frozenset({"impact", "ask"})
"""Lists whose entries are tables with an ``id`` or ``own_words``."""


def _plain(plan: Plan) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(plan, builtin_types=(datetime.date, datetime.time))
    raw["format"] = plan.format
    return raw


def _with(plan: Plan, path: str, value: Any) -> dict[str, Any]:
    raw = _plain(plan)
    _set(raw, _steps(path), value)
    return raw


def _decoded(raw: dict[str, Any], path: str) -> Plan:
    try:
        return decode(raw, Plan)
    except Misfit as error:
        raise AnswerError(path, f"{error.message} {error.fix}".strip()) from None


def _steps(path: str) -> Steps:
    """Split ``ask[1].values.time`` into its steps."""
    return [name or int(index) for index, name in re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)]


def _get(raw: Any, steps: Steps) -> Any:
    for step in steps:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _set(raw: dict[str, Any], steps: Steps, value: Any) -> None:
    """Put a value into plain data, making tables on the way; an empty one is taken away."""
    here: Any = raw
    for step, after in itertools.pairwise(steps):
        inner = _get(here, [step])
        if inner is None:
            inner = [] if isinstance(after, int) else {}
        elif isinstance(inner, tuple):
            inner = list(inner)
        _hang(here, step, inner)
        here = inner
    if value in (None, "", [], ()) and isinstance(here, dict):
        here.pop(steps[-1], None)
    else:
        _hang(here, steps[-1], value)


def _hang(here: Any, step: str | int, value: Any) -> None:
    """Put a value into a table or a list; the place behind the end of a list makes it longer."""
    if isinstance(here, list) and step == len(here):
        here.append(value)
    else:
        here[step] = value


def _key(entry: Any) -> Any:
    return entry.get("id") or entry.get("own_words") if isinstance(entry, dict) else entry


def _rename_answers(raw: dict[str, Any], plan: Plan, steps: Steps) -> None:
    """Let what became of an ask in own words follow when these words change."""
    place = steps[1]
    if not isinstance(place, int) or place >= len(plan.ask) or plan.ask[place].id is not None:
        return
    before, now = plan.ask[place].own_words.strip(), str(raw["ask"][place].get("own_words", ""))
    for item in raw.get("outcome", {}).get("item", ()):
        if item["ask"] == before and now.strip():
            item["ask"] = now.strip()


def _forget_answers(raw: dict[str, Any]) -> None:
    """Drop what became of asks that the plan no longer holds: such a plan could not be opened."""
    outcome = raw.get("outcome")
    if not outcome or "item" not in outcome:
        return
    asks = raw.get("ask", ())
    known = {ask["id"] if "id" in ask else ask["own_words"].strip() for ask in asks}
    outcome["item"] = [item for item in outcome["item"] if item["ask"] in known]
