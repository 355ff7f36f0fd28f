"""The plain data that a template sees: a Disclosure and the pack's own texts, nothing else."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from discloser.model.catalogue import Catalogue, Right, Text
from discloser.model.disclosure import Disclosure
from discloser.model.language import Language, language_of
from discloser.model.wording import pick
from discloser.model.words import ItemState, Stance, Topic
from discloser.text.english import sentence

SECTIONS = (
    "fact level tone asks more_asks impacts health told prepared say questions ladder objections "
    "agreed open refused log points privacy rights regulators country general law_line look_again "
    "triggers form withheld"
).split()
"""Names of the lists and groups that a template may use beside the general names."""


ASIDE = frozenset(Topic) - {Topic.NAME, Topic.TYPE, Topic.SYMPTOMS, Topic.WORK_EFFECT}
"""Topics that get a sentence of their own; the others are part of the effect on work."""


def context(
    disclosure: Disclosure,
    catalogue: Catalogue,
    said: Mapping[str, str],
    rehearsed: Mapping[str, Iterable[msgspec.Struct]],
    used: Collection[str],
    rights: Sequence[Right],
) -> dict[str, object]:
    """Return the data for one document.

    ``said`` are its phrases by id, ``rehearsed`` the prepared questions, ladder and objections.
    ``used`` are the names at the front of everything that the template reads; the rest is left out.
    ``rights`` are the facts about rights that may be shown.
    """
    here = disclosure.situation
    makers: dict[str, Callable[[], object]] = {
        "fact": lambda: dict.fromkeys(sorted(here.facts), True),
        "level": lambda: disclosure.level,
        "tone": lambda: str(here.tone),
        "asks": lambda: [_plain(ask) for ask in disclosure.asks],
        "more_asks": lambda: [_plain(ask) for ask in disclosure.more_asks],
        "impacts": lambda: [_plain(impact) for impact in disclosure.impacts],
        "health": lambda: {str(topic): value for topic, value in disclosure.topics.items()},
        "told": lambda: [
            here.names[f"told_{topic}"] for topic in disclosure.topics if topic in ASIDE
        ],
        "prepared": lambda: _prepared(disclosure, catalogue),
        "withheld": lambda: _withheld(disclosure, catalogue),
        "say": lambda: dict(said),
        "agreed": lambda: _items(disclosure, ItemState.AGREED),
        "open": lambda: _items(disclosure, ItemState.OPEN),
        "refused": lambda: _items(disclosure, ItemState.REFUSED),
        "log": lambda: [_plain(event) for event in disclosure.log],
        "points": lambda: _points(disclosure, catalogue),
        "privacy": lambda: _privacy(disclosure, catalogue),
        "rights": lambda: _rights(disclosure, language_of(catalogue), rights),
        "regulators": lambda: _regulators(disclosure, catalogue),
        "country": lambda: _country(disclosure, catalogue),
        "general": lambda: _general(disclosure, catalogue, rights),
        "law_line": lambda: _law_line(disclosure, catalogue),
        "look_again": lambda: list(disclosure.look_again),
        "triggers": lambda: [_plain(trigger) for trigger in catalogue.triggers.values()],
        "form": lambda: [_plain(question) for question in catalogue.form.values()],
    }
    data: dict[str, object] = {**here.names}
    data.update((name, make()) for name, make in makers.items() if name in used)
    for name, entries in rehearsed.items():
        data[name] = [_plain(entry) for entry in entries]
    return data


def _plain(entry: msgspec.Struct) -> Any:
    """Return an entry as a group; what is empty is left out, so that a template can ask for it."""
    raw = msgspec.to_builtins(entry)
    return {key: value for key, value in raw.items() if value not in ("", None, 0, False)}


def _prepared(disclosure: Disclosure, catalogue: Catalogue) -> list[dict[str, str]]:
    """Return what may be answered when asked, in the person's own words."""
    return [
        {"label": catalogue.topics[topic].label, "value": sentence(value)}
        for topic, value in disclosure.prepared.items()
    ]


def _withheld(disclosure: Disclosure, catalogue: Catalogue) -> list[str]:
    """Return the labels of the topics that this audience is not told."""
    return [
        catalogue.topics[rule.topic].label
        for rule in disclosure.verdicts
        if rule.stance is not Stance.SAY
    ]


def _items(disclosure: Disclosure, state: ItemState) -> list[Any]:
    return [_plain(item) for item in disclosure.items if item.state == state]


def _pick(disclosure: Disclosure, text: Text) -> str:
    return pick(text, disclosure.situation)


def _points(disclosure: Disclosure, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Return the practical points about the meeting, by id."""
    found = {}
    for point in catalogue.logistics.values():
        lines = {
            "label": point.label,
            "text": _pick(disclosure, point.text),
            "say": _pick(disclosure, point.say),
        }
        found[point.id] = {key: line for key, line in lines.items() if line}
    return found


def _privacy(disclosure: Disclosure, catalogue: Catalogue) -> dict[str, str]:
    """Return what the audience is asked to keep to itself."""
    entry = catalogue.audiences[disclosure.audience]
    lines = {
        "who_may_know": entry.who_may_know,
        "say_if_asked": entry.say_if_asked,
        "papers": entry.papers,
        "ask_first": entry.ask_first,
    }
    return {key: line for key, text in lines.items() if (line := _pick(disclosure, text))}


def holding(catalogue: Catalogue, country: str, today: datetime.date) -> list[Right]:
    """Return the facts about rights in a country that have not expired."""
    return [
        right
        for right in catalogue.rights.values()
        if right.country == country and right.expires_on >= today
    ]


def _rights(
    disclosure: Disclosure, language: Language, rights: Sequence[Right]
) -> list[dict[str, object]]:
    return [
        {
            "about": right.about,
            "text": right.text,
            "source": right.source_title,
            "site": right.source_site,
            "checked": language.date(right.checked_on, disclosure.country),
            "sure": right.confidence == "confirmed",
        }
        for right in rights
    ]


def _regulators(disclosure: Disclosure, catalogue: Catalogue) -> list[Any]:
    return [
        _plain(entry)
        for entry in catalogue.regulators.values()
        if entry.country == disclosure.country
    ]


def _country(disclosure: Disclosure, catalogue: Catalogue) -> dict[str, str]:
    entry = catalogue.countries.get(disclosure.country)
    return _plain(entry) if entry else {}


def _general(
    disclosure: Disclosure, catalogue: Catalogue, rights: Sequence[Right]
) -> dict[str, str]:
    """Return the lines that stand on every rights page, filled in."""
    general = catalogue.general
    oldest = min((right.checked_on for right in rights), default=None)
    whom = [entry["name"] for entry in _regulators(disclosure, catalogue)]
    return {
        "disclaimer": general.disclaimer.replace(
            "{date}", language_of(catalogue).date(oldest, disclosure.country)
        ),
        "check_first": general.check_first.replace(
            "{regulator}", whom[0] if whom else "an adviser"
        ),
        "not_confirmed": general.not_confirmed,
        "gap": general.gap,
    }


def _law_line(disclosure: Disclosure, catalogue: Catalogue) -> str:
    """Return the sentence that names the law, if the person turned it on."""
    entry = catalogue.law_lines.get(disclosure.country)
    if entry is None or "law_line" not in disclosure.situation.facts:
        return ""
    return _pick(disclosure, entry.text)
