"""Asks: the person's own in front, then what helps with the chosen impacts, then all by kind."""

from collections.abc import Iterable, Iterator

from discloser.disclosure.answers import MOST_SAID, asks_to_say
from discloser.model.catalogue import Accommodation, Catalogue, Text, Treatment
from discloser.model.plan import AskAnswer, Plan
from discloser.model.wording import fields, wordings
from discloser.model.words import Importance
from discloser.session.pages.texts import matches, shown, spoken
from discloser.session.pages.work import OPTIONAL, own_entries, value_row
from discloser.session.rows import OPEN, Option, Row, View, choice, field, heading
from discloser.session.sitting import Sitting
from discloser.text.english import sentence

KINDS = {
    "time": "Time",
    "place": "Place",
    "equipment": "Equipment",
    "tasks": "Tasks",
    "meetings": "Meetings",
    "leave": "Time away",
    "support": "Support",
}

IMPORTANCE = (
    Option(Importance.HELPFUL, "it would help"),
    Option(Importance.MUST_HAVE, "I need it"),
)

EFFORT = (
    "It takes nothing from the employer.",
    "It takes little from the employer.",
    "It takes some effort from the employer.",
    "It takes a lot from the employer.",
)
"""What an ask costs the other side, by `Accommodation.effort`."""


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    entries = catalogue.accommodations
    if view.search:
        found = [entry for entry in entries.values() if _found(view.search, entry)]
        yield from (_tick(sitting, entry, "found") for entry in found)
        return
    if plan.ask:
        yield Row("yours", "heading", "Your asks", value=f"{len(plan.ask)}")
        for place, answer in enumerate(plan.ask):
            if answer.id is not None:
                yield from _yours(sitting, view, place, answer, entries[answer.id])
    yield from own_entries(sitting, view, "ask")
    listed = [impact.id for impact in plan.impact if impact.id is not None]
    for name in listed:
        helping = [entry for entry in entries.values() if name in entry.helps]
        label = catalogue.impacts[name].label
        yield from _section(sitting, view, f"for {name}", f"May help: {label}", helping)
    yield from _treatments(plan, catalogue, view)
    for kind, title in KINDS.items():
        there = [entry for entry in entries.values() if entry.kind == kind]
        yield from _section(sitting, view, f"kind {kind}", title, there, usually=not listed)


def _found(search: str, entry: Accommodation) -> bool:
    return matches(search, (shown(entry.short), shown(entry.phrase), KINDS[entry.kind]))


def _section(
    sitting: Sitting,
    view: View,
    row_id: str,
    title: str,
    entries: Iterable[Accommodation],
    *,
    usually: bool = True,
) -> Iterator[Row]:
    entries = list(entries)
    head = heading(row_id, title, view, usually=usually, value=str(len(entries)))
    yield head
    if head.open:
        yield from (_tick(sitting, entry, row_id) for entry in entries)


def _tick(sitting: Sitting, entry: Accommodation, section: str) -> Row:
    return Row(
        f"{section} {entry.id}",
        "tick",
        capital(shown(entry.short)),
        "ask",
        item=entry.id,
        on=any(answer.id == entry.id for answer in sitting.plan.ask),
        depth=1,
        about=about_ask(entry),
    )


def capital(text: str) -> str:
    """Return a short text as a label."""
    return text[:1].upper() + text[1:]


def about_ask(entry: Accommodation) -> tuple[str, ...]:
    """Return how an ask is said, what they may object, what to reply, and what it costs."""
    return (
        f"I would like to ask for {shown(entry.phrase)}.",
        f'They may say: "{entry.objection}"',
        f'You can reply: "{spoken(entry.reply)}"',
        f"What it makes possible: {spoken(entry.gain)}" if entry.gain else "",
        EFFORT[entry.effort],
    )


def _yours(
    sitting: Sitting, view: View, place: int, answer: AskAnswer, entry: Accommodation
) -> Iterator[Row]:
    row_id = f"ask {entry.id}"
    is_open = view.shows(row_id, usually=True)
    yield Row(
        row_id,
        "tick",
        capital(shown(entry.short)),
        "ask",
        item=entry.id,
        value="to say" if place in asks_to_say(sitting.plan.ask) else "to write",
        on=True,
        open=is_open,
        folds=True,
        depth=1,
        about=about_ask(entry),
    )
    if is_open:
        yield from _details(sitting, place, answer, entry, row_id)


def _details(
    sitting: Sitting, place: int, answer: AskAnswer, entry: Accommodation, row_id: str
) -> Iterator[Row]:
    path = f"ask[{place}]"
    for name, kind in entry.fields.items():
        yield value_row(
            row_id, path, name, kind, answer.values.get(name), _filled(entry, name), entry.labels
        )
    yield Row(
        f"{row_id} say",
        "tick",
        "Say this one in the talk",
        path,
        item=f"say {place}",
        on=place in asks_to_say(sitting.plan.ask),
        depth=2,
        about=(f"Up to {MOST_SAID} stay in a listener's mind. The others are kept for writing.",),
    )
    yield choice(
        f"{row_id} importance",
        "How much it matters",
        f"{path}.importance",
        answer.importance,
        IMPORTANCE,
        OPTIONAL,
        depth=2,
    )
    if entry.trial_ok:
        yield field(
            f"{row_id} trial",
            "Offer a trial, for how many weeks",
            f"{path}.trial_weeks",
            answer.trial_weeks,
            "number",
            about=("Optional, a number such as 4. A trial is easier to agree to.",),
            depth=2,
        )
    yield choice(
        f"{row_id} fallback",
        "If they say no",
        f"{path}.fallback",
        answer.fallback,
        _fallbacks(sitting.workshop.pack.catalogue, entry),
        ("Optional. A second choice to have ready.",),
        depth=2,
    )
    yield field(
        f"{row_id} helps",
        "What your work gains from it",
        f"{path}.helps",
        answer.helps,
        about=(
            "Optional. One sentence, such as: I can take the late calls that others find hard.",
            f'While it is empty, a paper may say: "{spoken(entry.gain)}"' if entry.gain else "",
            f'It may also offer: "{spoken(entry.knock_on)}" You can change any paper by hand.'
            if entry.knock_on
            else "",
        ),
        depth=2,
    )
    if line := _to_confirm(entry):
        yield Row(
            f"{row_id} confirmed",
            "tick",
            "This is true for me",
            f"{path}.confirmed",
            item="true",
            on=answer.confirmed,
            depth=2,
            about=(f'"{line}"', "With your tick, the reply may say so. Without it, it does not."),
        )
    yield field(
        f"{row_id} words",
        "Said in your own words",
        f"{path}.own_words",
        answer.own_words,
        about=("Optional. It takes the place of the phrase from the list.",),
        depth=2,
    )


def _filled(entry: Accommodation, name: str) -> Text:
    """Return the text of an ask that a value fills in: its phrase, else what it offers."""
    for text in (entry.phrase, entry.reply, entry.knock_on, entry.gain):
        if any(name in fields(wording.text) for wording in wordings(text)):
            return text
    return entry.phrase


def _fallbacks(catalogue: Catalogue, entry: Accommodation) -> tuple[Option, ...]:
    """Return what can be a second choice: first what helps with the same, then the rest."""
    others = [other for other in catalogue.accommodations.values() if other.id != entry.id]
    helped = set(entry.helps)
    others.sort(key=lambda other: not helped.intersection(other.helps))
    return (OPEN, *(Option(other.id, capital(shown(other.short))) for other in others))


def _to_confirm(entry: Accommodation) -> str:
    """Return the line about an ask that is only said if the person confirms it."""
    for text in (entry.reply, entry.gain, entry.knock_on):
        for wording in wordings(text):
            if "confirmed" in wording.when:
                return spoken(wording.text)
    return ""


def _treatments(plan: Plan, catalogue: Catalogue, view: View) -> Iterator[Row]:
    """Yield planning facts that fit the chosen impacts and asks, in the language of work."""
    impacts = {answer.id for answer in plan.impact}
    asks = {answer.id for answer in plan.ask}
    fitting = [
        entry
        for entry in catalogue.treatments.values()
        if entry.default
        and (impacts.intersection(entry.impacts) or asks.intersection(entry.accommodations))
    ]
    if not fitting:
        return
    head = heading("treatments", "May help you plan", view, usually=False, value=str(len(fitting)))
    yield head
    if head.open:
        yield from (_treatment(entry, catalogue, plan) for entry in fitting)


def _treatment(entry: Treatment, catalogue: Catalogue, plan: Plan) -> Row:
    options = [
        Option(name, f"Ask for: {shown(catalogue.accommodations[name].short)}")
        for name in entry.accommodations
        if all(answer.id != name for answer in plan.ask)
    ]
    return Row(
        f"treatment {entry.id}",
        "choice",
        sentence(entry.says),
        "ask",
        item="",
        value=entry.range,
        options=(Option("", "nothing now"), *options),
        about=(
            f'Said at work: "{spoken(entry.line)}"',
            catalogue.note.caution,
        ),
        depth=1,
    )
