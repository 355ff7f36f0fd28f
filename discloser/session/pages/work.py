"""Work: what is hard, by area; a chosen entry unfolds what can be said about it."""

from collections.abc import Iterator, Mapping

from discloser.model.catalogue import FieldKind, Impact, Text
from discloser.model.plan import AskAnswer, ImpactAnswer
from discloser.model.wording import FIELD, fields, wordings
from discloser.model.words import Hard, Often
from discloser.session.pages.texts import matches, spoken
from discloser.session.rows import OPEN, Option, Row, View, choice, field, heading
from discloser.session.sitting import Sitting
from discloser.text.english import sentence

AREAS = {
    "physical": "Body",
    "cognitive": "Thinking",
    "with_others": "With others",
    "conditions": "Time and place",
}

OFTEN = (
    OPEN,
    Option(Often.RARE, "now and then"),
    Option(Often.SOME_DAYS, "on some days"),
    Option(Often.MOST_DAYS, "on most days"),
)

HARD = (
    OPEN,
    Option(Hard.A_LITTLE, "a little"),
    Option(Hard.A_LOT, "a lot"),
    Option(Hard.CANNOT, "I cannot do it"),
)

EXAMPLES: dict[FieldKind, str] = {
    "time": "A time, such as 10:00.",
    "date": "A day, such as 2026-12-01.",
    "count": "A number, such as 30.",
    "hours": "A number of hours, such as 4.",
    "weight": "A weight, such as 10 kg.",
    "range": "A range, such as 3 to 5 days.",
    "text": "A few words.",
}

NAMES: dict[FieldKind, str] = {
    "time": "Time",
    "date": "Day",
    "count": "How many",
    "hours": "Hours",
    "weight": "Weight",
    "range": "How long",
    "text": "What",
}
"""What stands in front of a value for which the catalogue has no label."""


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    chosen = {answer.id: place for place, answer in enumerate(plan.impact) if answer.id}
    if not view.search:
        yield from own_entries(sitting, view, "impact")
    for area, title in AREAS.items():
        there = [entry for entry in catalogue.impacts.values() if entry.area == area]
        if view.search:
            there = [entry for entry in there if _found(view.search, entry)]
            if there:
                yield Row(f"area {area}", "heading", title)
        else:
            ticked = sum(entry.id in chosen for entry in there)
            head = heading(
                f"area {area}",
                title,
                view,
                usually=bool(ticked) or area == "physical",
                value=f"{ticked} of {len(there)} chosen" if ticked else f"{len(there)}",
            )
            yield head
            there = there if head.open else []
        for entry in there:
            yield from _impact(sitting, view, entry, chosen.get(entry.id))


def _found(search: str, entry: Impact) -> bool:
    return matches(search, (entry.label, spoken(entry.line), spoken(entry.short)))


def own_entries(sitting: Sitting, view: View, table: str) -> Iterator[Row]:
    """Yield the entries of a table that the person wrote, and a place to add one."""
    plan = sitting.plan
    answers: tuple[ImpactAnswer | AskAnswer, ...] = plan.impact if table == "impact" else plan.ask
    for place, answer in enumerate(answers):
        if answer.id is None:
            yield from _own(view, table, place, answer.own_words)
    yield Row(
        "add own",
        "field",
        "Add one in your own words",
        f"{table}[{len(answers)}].own_words",
        typed="text",
        item=f"add {table}",
        about=(OWN_ABOUT[table],),
    )


OWN_ABOUT = {
    "impact": 'Say it in the words of your job, as it would go on after "At work, this means". '
    "Such as: fumes in the print room slow me down.",
    "ask": 'Say what would help, as it would go on after "I would like to ask for". '
    "Such as: a desk by the window.",
}


def _own(view: View, table: str, place: int, words: str) -> Iterator[Row]:
    row_id = f"own {place}"
    is_open = view.shows(row_id, usually=False)
    yield Row(
        row_id,
        "tick",
        words,
        table,
        item=f"own {place}",
        on=True,
        open=is_open,
        folds=True,
        about=("In your own words.", "Press Right to change it or to say how often."),
    )
    if is_open:
        yield field(
            f"{row_id} words",
            "In your own words",
            f"{table}[{place}].own_words",
            words,
            about=(OWN_ABOUT[table],),
            depth=2,
        )


def _impact(sitting: Sitting, view: View, entry: Impact, place: int | None) -> Iterator[Row]:
    row_id = f"impact {entry.id}"
    is_open = place is not None and view.shows(row_id, usually=True)
    yield Row(
        row_id,
        "tick",
        entry.label,
        "impact",
        item=entry.id,
        on=place is not None,
        open=is_open,
        folds=place is not None,
        depth=1,
        about=(f"Said as: {sentence(spoken(entry.line))}",),
    )
    if place is not None and is_open:
        yield from _details(sitting.plan.impact[place], entry, f"impact[{place}]", row_id)


def _details(answer: ImpactAnswer, entry: Impact, path: str, row_id: str) -> Iterator[Row]:
    for name, kind in entry.fields.items():
        yield value_row(row_id, path, name, kind, answer.values.get(name), entry.line, entry.labels)
    yield choice(
        f"{row_id} often", "How often", f"{path}.often", answer.often, OFTEN, OPTIONAL, depth=2
    )
    yield choice(
        f"{row_id} hard", "How hard it is", f"{path}.hard", answer.hard, HARD, OPTIONAL, depth=2
    )
    yield Row(
        f"{row_id} varies",
        "tick",
        "It is different from day to day",
        f"{path}.varies",
        item="true",
        on=answer.varies,
        depth=2,
        about=OPTIONAL,
    )
    yield field(
        f"{row_id} words",
        "Said in your own words",
        f"{path}.own_words",
        answer.own_words,
        about=("Optional. It takes the place of the sentence from the list.",),
        depth=2,
    )


OPTIONAL = ("Optional. It helps to find the right words.",)


def _with_blank(text: Text, name: str) -> str:
    """Return the sentence with a line for one value, so that it is clear what goes there."""
    for wording in wordings(text):
        if name in fields(wording.text):
            shown = FIELD.sub(lambda found: "____" if found[1] == name else "…", wording.text)
            return f'It fills: "{shown}"'
    return "With it, the sentence is more exact."


def value_row(
    row_id: str,
    path: str,
    name: str,
    kind: FieldKind,
    value: object,
    text: Text,
    labels: Mapping[str, str],
) -> Row:
    """Return the row of one value of a catalogue entry, with the ``text`` that it fills in."""
    label = labels.get(name) or NAMES[kind]
    return field(
        f"{row_id} {name}",
        label,
        f"{path}.values.{name}",
        value,
        kind,
        about=(f"Optional. {EXAMPLES[kind]}", _with_blank(text, name)),
        depth=2,
    )
