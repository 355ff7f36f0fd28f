"""Plans and drafters for tests: one place that knows how to make a plan with everything in it."""

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from discloser.model.catalogue import Text
from discloser.model.decoding import decode
from discloser.model.document import Document, DocumentSpec
from discloser.model.plan import Plan
from discloser.model.words import Audience, Topic
from discloser.packs.load import load
from discloser.packs.pack import Pack
from discloser.session.drafting import Drafter, Workshop

TODAY = datetime.date(2026, 11, 21)

MARKERS = {
    Topic.NAME: "zorbulin",
    Topic.TYPE: "quaxmire",
    Topic.CAUSE: "fendrakoy",
    Topic.SYMPTOMS: "wimbluck",
    Topic.WORK_EFFECT: "plotzure",
    Topic.TREATMENT: "grendavox",
    Topic.MEDICINE: "skivlomar",
    Topic.SIDE_EFFECTS: "drumfjell",
    Topic.OUTLOOK: "yazporden",
    Topic.MENTAL_HEALTH: "krovelmit",
    Topic.APPOINTMENTS: "bixtuhane",
    Topic.FAMILY: "thulgarep",
    Topic.HISTORY: "ovenquild",
    Topic.HELPERS: "jastrubek",
}
"""A word for each topic that no text of a pack holds."""

FULL: dict[str, Any] = {
    "format": 1,
    "person": {"name": "Maya Lind", "role": "data analyst"},
    "why": {
        "reasons": ["get_change", "plan_appointments"],
        "own_words": "I want to plan my weeks",
        "context": {"private_place": "yes", "flexible_for_all": "yes", "manager_fair": "no"},
        "certainty_before": 14,
        "certainty_after": 30,
    },
    "choice": {"decision": "tell_partly", "later": "when the new rota is out"},
    "impact": [
        {"id": "ph_first_hour", "often": "most_days", "hard": "a_lot", "values": {"n": 60}},
        {"own_words": "fumes in the print room slow me down", "often": "rare"},
        {"id": "ph_stairs"},
    ],
    "ask": [
        {
            "id": "later_start",
            "values": {"time": "10:00"},
            "importance": "must_have",
            "trial_weeks": 4,
            "fallback": "flex_window",
            "helps": "I can take the late calls that others find hard",
            "confirmed": True,
        },
        {"id": "appt_time"},
        {"id": "task_swap", "values": {"task_a": "the filing", "task_b": "the stock count"}},
        {"own_words": "a desk by the window"},
    ],
    "meeting": {
        "name": "Jordan Reyes",
        "channel": "in_person",
        "date": datetime.date(2026, 12, 1),
        "time": datetime.time(10, 30),
        "minutes": 30,
        "place": "the small meeting room",
        "tone": "warm",
        "length": "1min",
        "country": "gb",
        "legal_line": True,
        "work_topic": "the budget",
    },
    "truth": {"confirmed": ["appt_time"]},
    "outcome": {
        "result": "partly",
        "held_on": datetime.date(2026, 12, 1),
        "review_on": datetime.date(2027, 1, 12),
        "item": [
            {
                "ask": "later_start",
                "state": "agreed",
                "who": "Jordan",
                "by": datetime.date(2026, 12, 8),
                "note": "From next month on",
            },
            {"ask": "appt_time", "state": "open", "who": "the planning desk"},
            {"ask": "task_swap", "state": "refused", "note": "The team is short of people"},
        ],
        "log": [{"on": datetime.date(2026, 12, 3), "what": "Jordan wrote that IT is checking"}],
    },
}
"""A plan in which every optional thing that is not private has an answer."""


def plan(*changes: Mapping[str, Any], full: bool = True) -> Plan:
    """Return a plan: the full one, or an empty one, with tables laid over it one after another."""
    raw: dict[str, Any] = FULL if full else {"format": 1}
    for change in changes:
        raw = _laid(raw, change)
    return decode(raw, Plan)


def _laid(below: Any, above: Any) -> Any:
    """Return two tables as one; what is not a table in both comes from the upper one."""
    if not (isinstance(below, Mapping) and isinstance(above, Mapping)):
        return above
    return {**below, **{key: _laid(below.get(key), value) for key, value in above.items()}}


@cache
def standard() -> Workshop:
    """Return the standard pack, ready for drafting."""
    return Workshop(load("standard"))


CATALOGUE = standard().pack.catalogue
TONES = tuple(CATALOGUE.tones)
LENGTHS = tuple(CATALOGUE.lengths)
COUNTRIES = tuple(CATALOGUE.countries)


def drafter(of: Plan, workshop: Workshop | None = None) -> Drafter:
    """Return what drafts the documents of a plan."""
    return Drafter(of, workshop or standard(), TODAY)


def places(pack: Pack | None = None) -> Iterator[tuple[DocumentSpec, Audience]]:
    """Yield every document of a pack with every audience it can be written for."""
    for spec in (pack or standard().pack).documents.values():
        for audience in spec.audiences:
            yield spec, audience


def draft(of: Plan, document: str, audience: Audience | None = None) -> Document:
    """Return one document of a plan, by default for the first audience that it is written for."""
    spec = standard().pack.documents[document]
    own = of.audience if of.audience in spec.audiences else spec.audiences[0]
    return drafter(of).draft(spec, audience or own)


def blocks(document: Document, *rules: str) -> list[str]:
    """Return the messages of the blocking findings, of some rules or of all."""
    return [
        finding.message
        for finding in document.findings
        if finding.severity == "block" and (not rules or finding.rule in rules)
    ]


def everything(value: object) -> str:
    """Return all that a frozen value holds as one text in small letters."""
    return msgspec.json.encode(value).decode().casefold()


def catalogue_texts() -> Iterator[tuple[str, Text]]:
    """Yield every text of the standard pack that can have several wordings, with its entry's id."""
    catalogue = standard().pack.catalogue
    for shelf in catalogue.__struct_fields__:
        entries = getattr(catalogue, shelf)
        if isinstance(entries, dict):
            for entry_id, entry in entries.items():
                yield from ((str(entry_id), text) for text in _texts(entry))


def _texts(entry: msgspec.Struct) -> Iterator[Text]:
    for field in msgspec.structs.fields(entry):
        value = getattr(entry, field.name)
        if field.type == Text:
            yield value
        elif isinstance(value, tuple):
            for part in value:
                if isinstance(part, msgspec.Struct):
                    yield from _texts(part)
