"""What a pack's entries point to: every id, fact and field name must exist."""

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from discloser.disclosure.facts import known_facts
from discloser.errors import PackError
from discloser.model.catalogue import Catalogue, Length, Tone, Wording, usual
from discloser.model.disclosure import GENERAL_NAMES, general_names
from discloser.model.texts import spoken_texts
from discloser.model.wording import FIELD, fields, wordings
from discloser.model.words import FIRST_LEVEL, LOWEST_LEVEL, Audience, Decision, Topic
from discloser.packs.layers import Layers
from discloser.packs.pack import Pack
from discloser.text.english import COUNTRIES
from discloser.text.nearest import nearest

LEAST_ASKS = 2
"""Asks that every impact needs, so that nobody is left without a choice."""


class Broken(Struct, frozen=True):
    """One reference that leads nowhere."""

    shelf: str
    """Where the entry is in the catalogue, such as ``accommodations``, or ``documents``."""
    entry: str
    """Id of the entry; empty if it is one that is missing."""
    key: str
    message: str
    fix: str = ""


def require_whole(pack: Pack, layers: Layers) -> None:
    """Raise PackError, with the file of the entry, for the first reference that leads nowhere."""
    for broken in broken_references(pack):
        source = layers.sources.get((broken.shelf, broken.entry))
        place = f"{broken.shelf} {broken.entry}".strip()
        raise PackError(
            broken.message,
            file=source.file if source else pack.name,
            place=f"{place}: {broken.key}" if broken.key else place,
            fix=broken.fix,
        )


def broken_references(pack: Pack) -> Iterator[Broken]:
    """Yield every reference of a pack that leads nowhere, in the order of the catalogue."""
    catalogue = pack.catalogue
    yield from _complete(catalogue)
    yield from _private_enough(catalogue)
    yield from _impacts_and_asks(catalogue)
    yield from _other_ids(catalogue)
    yield from _labels(catalogue)
    yield from _given_names(catalogue)
    yield from _sound(catalogue)
    yield from _texts(catalogue)
    yield from _explained(catalogue)
    yield from _usual_tone(catalogue)
    yield from _always_sayable(catalogue)
    yield from _documents(pack)


def _complete(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that no topic, audience or decision is without an entry: the guards rely on them."""
    for shelf, names in (("topics", Topic), ("audiences", Audience), ("decisions", Decision)):
        held: dict[str, object] = getattr(catalogue, shelf)
        for name in names:
            if name not in held:
                yield Broken(shelf, "", "", f"There is no entry for `{name}`.", "Add one.")


def _private_enough(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that no pack gives away more than people who use it have agreed to."""
    for topic in catalogue.topics.values():
        lowest = LOWEST_LEVEL.get(topic.id)
        if topic.level is not None and (lowest is None or topic.level < lowest):
            allowed = "an exception only" if lowest is None else f"level {lowest} or higher"
            yield Broken("topics", topic.id, "level", f"This topic needs {allowed}.")
    for audience in catalogue.audiences.values():
        highest = FIRST_LEVEL.get(audience.id, 0)
        if audience.level > highest:
            message = f"A new plan may start at level {highest} at most."
            yield Broken("audiences", audience.id, "level", message)
    if "health" not in catalogue.words:
        yield Broken("health", "", "", "The list of health words is missing.")


def _impacts_and_asks(catalogue: Catalogue) -> Iterator[Broken]:
    helped: dict[str, int] = {}
    for ask in catalogue.accommodations.values():
        for impact in ask.helps:
            if impact != "*":
                yield from _known("accommodations", ask.id, "helps", impact, catalogue.impacts)
            helped[impact] = helped.get(impact, 0) + 1
        if not ask.objection or not ask.reply:
            yield Broken("accommodations", ask.id, "", "It has no objection or no reply.")
    for impact in catalogue.impacts:
        if helped.get(impact, 0) < LEAST_ASKS:
            message = f"Only {helped.get(impact, 0)} accommodations help with it."
            fix = f"Add it to `helps` of at least {LEAST_ASKS}."
            yield Broken("impacts", impact, "", message, fix)


def _other_ids(catalogue: Catalogue) -> Iterator[Broken]:
    for fact in catalogue.treatments.values():
        for impact in fact.impacts:
            yield from _known("treatments", fact.id, "impacts", impact, catalogue.impacts)
        for ask in fact.accommodations:
            yield from _known(
                "treatments", fact.id, "accommodations", ask, catalogue.accommodations
            )
    for shelf, entries in (
        ("rights", catalogue.rights),
        ("regulators", catalogue.regulators),
        ("law_lines", catalogue.law_lines),
    ):
        for entry_id, about in entries.items():
            yield from _known(shelf, entry_id, "country", about.country, catalogue.countries)
    for country in catalogue.countries.values():
        if country.writes_like:
            at = ("countries", country.id, "writes_like")
            yield from _known(*at, country.writes_like, COUNTRIES, "country")
    for question in catalogue.questions.values():
        for reply in question.reply:
            yield from _known(
                "questions", question.id, "reply", reply.technique, catalogue.techniques
            )


def _labels(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that a label belongs to a blank that is there."""
    for shelf, entries in (
        ("impacts", catalogue.impacts),
        ("accommodations", catalogue.accommodations),
    ):
        for entry in entries.values():
            for name in entry.labels:
                yield from _known(shelf, entry.id, "labels", name, entry.fields, "field")


def _given_names(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that what an ask gives is one of its blanks, under a name that nothing else has."""
    for ask in catalogue.accommodations.values():
        for field, name in ask.gives.items():
            at = ("accommodations", ask.id, "gives")
            yield from _known(*at, field, ask.fields, "field")
            if name in GENERAL_NAMES:
                yield Broken(*at, f"The name `{name}` has a meaning already.", "Choose another.")
            elif not FIELD.fullmatch(f"{{{name}}}"):
                yield Broken(*at, f"`{name}` cannot be a name.", "Use small letters, digits and _.")


def _sound(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that people can choose a tone and a length, and that one of each is the usual one."""
    shelves: dict[str, Mapping[str, Tone | Length]] = {
        "tone": catalogue.tones,
        "length": catalogue.lengths,
    }
    for what, shelf in shelves.items():
        if not shelf:
            message = f"There is no {what} to choose from."
            yield Broken(f"{what}s", "", "", message, f"Add at least one [[{what}]].")
        first, *others = [entry.id for entry in shelf.values() if entry.usual] or [""]
        for other in others:
            message = f"`{first}` is the usual {what} already."
            fix = "Only one can be: remove usual = true from the other."
            yield Broken(f"{what}s", other, "usual", message, fix)


def _texts(catalogue: Catalogue) -> Iterator[Broken]:
    facts = known_facts(catalogue)
    general = general_names(catalogue)
    for spoken in spoken_texts(catalogue):
        at = (spoken.shelf, spoken.entry, spoken.key)
        names = {*spoken.fields, *general}
        for wording in wordings(spoken.text):
            if wording.tone:
                yield from _known(*at, wording.tone, catalogue.tones, "tone")
            for condition in wording.when:
                yield from _known(*at, condition.removeprefix("not "), facts, "fact")
            for field in fields(wording.text):
                yield from _known(*at, field, names, "field")
            rest = FIELD.sub("", wording.text)
            if "{" in rest or "}" in rest:
                fix = "A value stands between { and }, in small letters, such as {to_name}."
                yield Broken(*at, f'A brace in "{wording.text}" has no partner.', fix)


def _usual_tone(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that what is said in several tones is said in the usual one too: it stands in for all.

    What only one tone says may be meant so.
    """
    tone = usual(catalogue.tones)
    for spoken in spoken_texts(catalogue):
        found = wordings(spoken.text)
        stands_in = [each for each in found if each.tone in {"", tone}]
        several = len({each.tone for each in found} - {"", tone}) > 1
        for wording in found if several else ():
            if wording not in stands_in and not any(_as_free(each, wording) for each in stands_in):
                message = f'"{wording.text}" has no like in the usual tone, `{tone}`.'
                fix = f'Add one with tone = "{tone}", or without a tone.'
                yield Broken(spoken.shelf, spoken.entry, spoken.key, message, fix)
                break


def _as_free(one: Wording, other: Wording) -> bool:
    """Return whether one wording can be said wherever another can, tones aside."""
    return (
        {*one.when} <= {*other.when}
        and one.level <= other.level
        and {*one.reveals} <= {*other.reveals}
        and {*fields(one.text)} <= {*fields(other.text)}
    )


EXPLAINED = frozenset({"topic", "audience", "level"})
"""What the sentences that explain a stance may fill in."""


def _explained(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that the sentences for the person ask for nothing that is not there."""
    for key in catalogue.explain.__struct_fields__:
        text = getattr(catalogue.explain, key)
        for field in fields(text):
            yield from _known("explain", "", key, field, EXPLAINED, "field")
        if "{" in FIELD.sub("", text):
            fix = "A value stands between { and }, such as {topic}."
            yield Broken("explain", "", key, "A brace has no partner.", fix)


def _always_sayable(catalogue: Catalogue) -> Iterator[Broken]:
    """Check that every ask has words for everybody: documents and lists rely on them."""
    for ask in catalogue.accommodations.values():
        for key in ("phrase", "short"):
            if not any(_plain(wording) for wording in wordings(getattr(ask, key))):
                message = "None of its wordings fits everybody."
                fix = "Put one without conditions and without {values} last."
                yield Broken("accommodations", ask.id, key, message, fix)


def _plain(wording: Wording) -> bool:
    conditional = wording.when or wording.level or wording.reveals or wording.tone
    return not conditional and not fields(wording.text)


def _documents(pack: Pack) -> Iterator[Broken]:
    facts = known_facts(pack.catalogue)
    decisions = [*Decision, "undecided"]
    for spec in pack.documents.values():
        for condition in (*spec.when, *spec.when_any):
            name = condition.removeprefix("not ")
            yield from _known("documents", spec.id, "when", name, facts, "fact")
        for decision in spec.decisions:
            yield from _known("documents", spec.id, "decisions", decision, decisions)
        if spec.spoken:
            lengths = pack.catalogue.lengths
            yield from _known("documents", spec.id, "spoken", spec.spoken, lengths, "length")
        phrases = pack.catalogue.phrases
        if spec.subject:
            yield from _known("documents", spec.id, "subject", spec.subject, phrases, "phrase")
        for name in spec.by_level:
            yield from _known("documents", spec.id, "by_level", name, phrases, "phrase")
        if f"documents/{spec.id}.j2" not in pack.templates:
            message = f"The template documents/{spec.id}.j2 is missing."
            yield Broken("documents", spec.id, "", message)


def _known(
    shelf: str, entry: str, key: str, name: str, known: Collection[str], what: str = "id"
) -> Iterator[Broken]:
    if name not in known:
        near = nearest(name, known)
        fix = f"Did you mean `{near}`?" if near else ""
        yield Broken(shelf, entry, key, f"The {what} `{name}` does not exist.", fix)
