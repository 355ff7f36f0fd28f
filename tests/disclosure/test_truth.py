"""A line that is not true for a person is stopped, wherever it comes from."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from discloser.model.catalogue import Wording
from discloser.model.disclosure import Situation
from discloser.model.document import Document
from discloser.model.plan import Plan
from discloser.model.wording import FIELD, true, wordings
from discloser.model.words import Audience, Channel, Result

from ..plans import blocks, catalogue_texts, drafter, plan, standard  # noqa: TID252 - tests are no package

LEAST_FIXED = 12
"""Letters of fixed text that a wording needs to be recognised."""

SHEET = standard().pack.documents["deflection_sheet"]
"""Written for every audience, and reads every topic: what may be said anywhere may be said here."""

EMAIL = standard().pack.documents["email_followup"]
"""The document in which lines about the outcome stand."""

ALL = tuple(map(str, Audience))
WHEN: dict[str, dict[str, Any]] = {
    "under_care": {"health": {"appointments": "x"}},
    "shares_health": {"boundaries": {"level": dict.fromkeys(ALL, 2)}},
    "named": {"meeting": {"name": "Jordan Reyes"}},
    "signed": {"person": {"name": "Maya Lind"}},
    "dated": {"meeting": {"date": "2026-12-01"}},
    "placed": {"meeting": {"place": "the small room"}},
    "held": {"outcome": {"held_on": "2026-12-01"}},
    "review_dated": {"meeting": {"date": "2026-12-01"}, "outcome": {"review_on": "2027-01-12"}},
    "agreed_some": {
        "ask": [{"id": "chair"}],
        "outcome": {"item": [{"ask": "chair", "state": "agreed"}]},
    },
    "reason_given": {
        "outcome": {"item": [{"ask": "later_start", "state": "refused", "note": "No room"}]}
    },
}
"""How facts come about on which wordings depend; `change_for` knows those of a family."""

ASKS: dict[str, dict[str, Any]] = {
    "has_asks": {},
    "one_ask": {},
    "work_affected": {},
    "not no_asks": {},
    "reason_given": {},
    "trial": {"trial_weeks": 4},
    "review_dated": {"trial_weeks": 4},
    "fallback": {"fallback": "flex_window"},
}
"""Facts that need an ask, and what the ask has to have."""


def asked(condition: str) -> str:
    """Return the ask that a fact is about."""
    name = condition.partition("_")[2]
    return name if name in standard().pack.catalogue.accommodations else "later_start"


def change_for(condition: str, entry: str) -> dict[str, Any]:
    """Return what makes a condition hold, as tables of a plan."""
    family, _, name = condition.partition("_")
    match family, name:
        case "confirmed", _:
            return {"truth": {"confirmed": [entry]}}
        case "result", _:
            return {"outcome": {"result": name}}
        case "agreed", _ if name != "some":
            item = {"ask": name, "state": "agreed"}
            return {"ask": [{"id": name}], "outcome": {"item": [item]}}
        case "agreed", _:
            return {"outcome": {"item": [{"ask": asked(condition), "state": "agreed"}]}}
        case "context", _:
            return {"why": {"context": {name: "yes"}}}
        case "effect" | "says", "effect" | "rare" | "some_days" | "most_days":
            often = {} if name == "effect" else {"often": name}
            heard = {"work_effect": "say"}
            return {
                "impact": [{"id": "ph_stairs", **often}],
                "boundaries": {"except": dict.fromkeys(ALL, heard)},
            }
        case "says", _:
            said = {name: "say"}
            return {"health": {name: "x"}, "boundaries": {"except": dict.fromkeys(ALL, said)}}
        case _ if condition in set(Channel):
            return {"meeting": {"channel": condition}}
        case _:
            return WHEN.get(condition, {})


def fixed(text: str) -> list[str]:
    """Return what stands between the values of a text."""
    return [bare for piece in FIELD.split(text)[::2] if (bare := piece.strip(" .,;:?!"))]


EVERY = [(entry, wording) for entry, text in catalogue_texts() for wording in wordings(text)]
LINES = [(entry, wording) for entry, wording in EVERY if wording.when]
RECOGNISED = [
    (entry, wording)
    for entry, wording in LINES
    if max(map(len, fixed(wording.text)), default=0) >= LEAST_FIXED
]


def after_the_meeting(wording: Wording) -> bool:
    return any("result_" in condition or condition == "held" for condition in wording.when)


def person_for(entry: str, wording: Wording, conditions: Iterable[str]) -> tuple[Plan, Audience]:
    """Return somebody for whom some conditions hold, and as little else as can be."""
    audience = Audience.SENIOR_MANAGER
    changes: list[dict[str, Any]] = []
    if after_the_meeting(wording):
        named = " ".join(wording.when)
        result = next(each for each in Result if f"result_{each}" not in named)
        changes.append({"outcome": {"result": str(result)}})
    asks: dict[str, dict[str, Any]] = {}
    for condition in conditions:
        changes.append(change_for(condition, entry))
        if condition in ASKS:
            asks.setdefault("later_start", {}).update(ASKS[condition])
        elif condition.startswith(("asks_", "agreed_")):
            asks[asked(condition)] = {}
        elif condition.startswith("to_"):
            audience = Audience(condition.removeprefix("to_"))
        elif condition == "not decides":
            audience = Audience.UNION_REP
    changes.append({"ask": [{"id": name, **more} for name, more in asks.items()]})
    return plan(*changes, {"meeting": {"audience": str(audience)}}, full=False), audience


def opposite(condition: str) -> str:
    """Return what has to hold so that a condition does not."""
    if condition == "no_asks":
        return "has_asks"
    return condition.removeprefix("not ") if condition.startswith("not ") else f"not {condition}"


def written(of: Plan, audience: Audience, wording: Wording) -> tuple[Document, Situation]:
    """Return a document in which a wording was written by hand, and the situation it is in."""
    spec = EMAIL if after_the_meeting(wording) else SHEET
    text = f"Pick one answer.\n\n{FIELD.sub('x', wording.text)}\n"
    edit = plan({"edit": [{"document": spec.id, "audience": str(audience), "text": text}]}).edit
    drafting = drafter(msgspec.structs.replace(of, edit=edit))
    return drafting.draft(spec, audience), drafting.disclosure(spec, audience).situation


def said_elsewhere(facts: frozenset[str], of: Plan, wording: Wording) -> bool:
    """Return whether a wording that is true holds the same words; some stand in many entries."""
    return any(
        all(piece in other.text for piece in fixed(wording.text))
        and true(other.when, facts - {"confirmed"} | confirmed(of, entry))
        for entry, other in EVERY
    )


def confirmed(of: Plan, entry: str) -> set[str]:
    return {"confirmed"} if entry in of.truth.confirmed else set()


def test_nearly_every_line_with_conditions_can_be_recognised() -> None:
    assert len(RECOGNISED) > 150
    assert len(LINES) - len(RECOGNISED) < 20


@pytest.mark.parametrize(("entry", "wording"), RECOGNISED)
def test_a_line_with_conditions_is_stopped_unless_all_of_them_hold(
    entry: str, wording: Wording
) -> None:
    of, audience = person_for(entry, wording, wording.when)
    document, situation = written(of, audience, wording)
    facts = situation.facts | confirmed(of, entry)
    assert true(wording.when, facts), "the person for whom it is true is well made"
    assert not blocks(document, "r_truth", "r_no_lie"), "it is true"

    for condition in wording.when:
        others = [each for each in wording.when if each != condition]
        of, audience = person_for(entry, wording, [*others, opposite(condition)])
        document, situation = written(of, audience, wording)
        facts = situation.facts | confirmed(of, entry)
        if not true([condition], facts):  # the others may bring it about: a trial needs an ask
            expected = not said_elsewhere(facts, of, wording)
            assert bool(blocks(document, "r_truth")) is expected, (condition, document.findings)


NO_EFFECT = standard().pack.catalogue.words["no_effect"].words


def test_somebody_who_asks_for_a_change_does_not_say_that_nothing_changes() -> None:
    for phrase in NO_EFFECT:
        wording = Wording(f"It is fine; {phrase} at all.")
        asking, _ = written(plan({"ask": [{"id": "chair"}]}, full=False), Audience.MANAGER, wording)
        assert blocks(asking, "r_no_lie"), phrase
        settled, _ = written(plan(full=False), Audience.MANAGER, wording)
        assert not blocks(settled, "r_no_lie", "r_truth"), phrase
