"""Every combination of impact and ask fits into the time and reads easily."""

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from discloser.disclosure.selection import select
from discloser.model.catalogue import FieldKind, Fields
from discloser.model.document import Document
from discloser.model.plan import Plan
from discloser.model.words import Audience, Topic

from .plans import CATALOGUE, TONES, drafter, plan, standard

ASKS = tuple(CATALOGUE.accommodations.values())
IMPACTS = tuple(CATALOGUE.impacts.values())
LEVELS = (1, 2, 4)
SETTINGS = tuple(itertools.product(LEVELS, TONES, (False, True)))
"""Level, tone, and whether every blank is filled in."""

SAMPLES: dict[FieldKind, Any] = {
    "time": datetime.time(10, 30),
    "date": datetime.date(2027, 3, 1),
    "count": 15,
    "hours": 2.5,
    "weight": 10,
    "range": "3 to 5 weeks",
    "text": "the small back room",
}
FORM = {"r_len_spoken", "r_sentence", "r_parts", "r_open", "r_next", "r_ask", "r_fill", "r_grade"}
"""The rules that have to hold, whatever is combined."""

MOST = {"script_20s": 55, "script_1min": 150, "script_full": 320, "request_email": 220}


def answer(name: str, fields: Fields, *, filled: bool) -> dict[str, Any]:
    values = {field: SAMPLES[kind] for field, kind in fields.items()} if filled else {}
    return {"id": name, "values": values}


def asking(
    setting: tuple[int, str, bool], impacts: list[Any], asks: list[Any], *more: dict[str, Any]
) -> Plan:
    """Return a plan with a short name of an illness and everything that makes texts longer."""
    level, tone, filled = setting
    return plan(
        {
            "person": {"name": "Maya Lind"},
            "choice": {"decision": "tell_now"},
            "impact": [answer(each.id, each.fields, filled=filled) for each in impacts],
            "ask": [answer(each.id, each.fields, filled=filled) for each in asks],
            "health": {"name": "lupus"},
            "boundaries": {"level": {"manager": level}},
            "meeting": {"name": "Jordan Reyes", "tone": tone},
        },
        {"meeting": {"date": datetime.date(2026, 12, 1)}} if filled else {},
        *more,
        full=False,
    )


def wrong_in(document: Document) -> Iterator[str]:
    if (most := MOST[document.document]) < document.words:
        yield f"{document.words} words of {most}"
    for finding in document.findings:
        if finding.rule in FORM or finding.severity == "block":
            yield f"{finding.rule}: {finding.message}"


def short_scripts() -> Iterator[tuple[str, Document]]:
    """Yield the shortest script for every impact with every ask, in settings that take turns."""
    spec = standard().pack.documents["script_20s"]
    for turn, (impact, ask) in enumerate(itertools.product(IMPACTS, ASKS)):
        setting = SETTINGS[(turn + turn // len(ASKS)) % len(SETTINGS)]
        of = asking(setting, [impact], [ask])
        yield (
            f"{impact.id} + {ask.id} at {setting}",
            drafter(of).draft(spec, Audience.MANAGER),
        )


def heaviest(document: str) -> list[str]:
    """Return the ids of the asks, those first that add most words to a document."""
    parts = ("short",) if document == "script_1min" else ("phrase", "gain", "knock_on")

    def weight(name: str) -> int:
        fields = CATALOGUE.accommodations[name].fields
        of = plan({"ask": [answer(name, fields, filled=True)]}, full=False)
        (said,) = select(of, CATALOGUE, Audience.MANAGER, frozenset(Topic)).asks
        return sum(len(getattr(said, part).split()) for part in parts)

    return sorted(CATALOGUE.accommodations, key=lambda name: -weight(name))


def long_documents(document: str) -> Iterator[tuple[str, Document]]:
    """Yield a document for every ask beside the two heaviest, with the three longest impacts."""
    spec = standard().pack.documents[document]
    heavy = heaviest(document)
    impacts = sorted(
        IMPACTS,
        key=lambda each: -max(len(str(text).split()) for text in (each.line,)),
    )[:3]
    for turn, ask in enumerate(ASKS):
        others = [name for name in heavy if name != ask.id][:2]
        asks = [ask, *(CATALOGUE.accommodations[name] for name in others)]
        for at in range(len(SETTINGS)):
            if (at + turn) % 6:
                continue
            of = asking(SETTINGS[at], impacts, asks)
            yield (
                f"{ask.id}, {others} at {SETTINGS[at]}",
                drafter(of).draft(spec, Audience.MANAGER),
            )


def test_every_impact_with_every_ask_is_said_in_twenty_seconds() -> None:
    wrong = {}
    count = 0
    for pair, document in short_scripts():
        count += 1
        wrong.update({f"{pair}: {slip}": document.text for slip in wrong_in(document)})
    assert count == len(IMPACTS) * len(ASKS) == 52 * 76
    assert not wrong


def heaviest_short(*, of_asks: bool) -> Any:
    """Return the ask or the impact whose short form has most words once its blanks are filled."""

    def weight(entry: Any) -> int:
        kind = "ask" if of_asks else "impact"
        of = plan({kind: [answer(entry.id, entry.fields, filled=True)]}, full=False)
        found = select(of, CATALOGUE, Audience.MANAGER, frozenset(Topic))
        (said,) = found.asks if of_asks else found.impacts
        return len(said.short.split())

    return max(ASKS if of_asks else IMPACTS, key=weight)


def test_the_longest_impact_with_the_longest_ask_is_said_in_twenty_seconds_to_everybody() -> None:
    """Words add up, so this pair stands for every other in every setting."""
    spec = standard().pack.documents["script_20s"]
    impact, ask = heaviest_short(of_asks=False), heaviest_short(of_asks=True)
    over = {}
    for audience, level, tone in itertools.product(spec.audiences, LEVELS, TONES):
        for weeks in ({}, {"trial_weeks": 12}):
            met = {"meeting": {"audience": str(audience)}}
            asks = {"ask": [{**answer(ask.id, ask.fields, filled=True), **weeks}]}
            heard = {"boundaries": {"level": {str(audience): level}}}
            of = asking((level, tone, True), [impact], [ask], met, asks, heard)
            document = drafter(of).draft(spec, audience)
            if document.words > MOST[spec.id]:
                over[str(audience), level, tone] = (document.words, document.text)
    assert not over


@pytest.mark.parametrize("document", ["script_1min", "script_full", "request_email"])
def test_three_asks_of_the_longest_kind_fit(document: str) -> None:
    wrong = {}
    for triple, drafted in long_documents(document):
        wrong.update({f"{triple}: {slip}": drafted.text for slip in wrong_in(drafted)})
    assert not wrong
