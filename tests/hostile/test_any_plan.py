"""Any plan that the plan reader accepts can be drafted, and its documents hold together."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from discloser.model.catalogue import FieldKind, Fields
from discloser.model.document import Document
from discloser.model.plan import Plan
from discloser.model.wording import wordings
from discloser.model.words import (
    Answer,
    Audience,
    Channel,
    Decision,
    Hard,
    Importance,
    ItemState,
    Often,
    Result,
    Stance,
    Topic,
)
from discloser.planfile.references import unknown_names
from discloser.session.session import Session
from discloser.text.clean import clean_values
from discloser.text.match import Matcher, Text

from ..plans import TODAY, plan, standard  # noqa: TID252 - tests are no package
from .texts import HOSTILE

PACK = standard().pack
CATALOGUE = PACK.catalogue

DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)) | st.dates(
    datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)
)
TEXTS = (
    st.text(max_size=80)
    | st.sampled_from(list(HOSTILE.values()))
    | st.sampled_from(["", " ", "the budget", "I can do more", "a sore knee", "Dr. Okafor", "HR"])
)
SAID = TEXTS.filter(lambda text: re.search(r"\w", text) is not None)
VALUES: dict[FieldKind, st.SearchStrategy[Any]] = {
    "time": st.times() | st.sampled_from(["10:00", "9.30", "9am", "noon"]),
    "date": DAYS | st.sampled_from(["next month", "the end of May"]),
    "count": st.integers(1, 99_999) | SAID,
    "hours": st.floats(0.25, 999) | SAID,
    "weight": st.integers(1, 99_999) | SAID,
    "range": st.lists(st.integers(1, 999), min_size=1, max_size=3) | SAID,
    "text": SAID,
}


def one_of(words: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(word) for word in words])


def table(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a table that has some of its keys."""
    return st.fixed_dictionaries({}, optional=fields)


def filled(fields: Fields) -> st.SearchStrategy[dict[str, Any]]:
    return table(**{name: VALUES[kind] for name, kind in fields.items()})


@st.composite
def entries(
    draw: st.DrawFn, shelf: dict[str, Any], most: int, more: dict[str, st.SearchStrategy[Any]]
) -> list[dict[str, Any]]:
    """Draw entries of a catalogue with values, and some in own words."""
    found = []
    for name in draw(st.lists(st.sampled_from(list(shelf)), max_size=most, unique=True)):
        answer = draw(table(own_words=TEXTS, **more))
        found.append({**answer, "id": name, "values": draw(filled(shelf[name].fields))})
    own = draw(st.lists(SAID, max_size=2, unique_by=str.strip))
    return [*found, *({**draw(table(**more)), "own_words": words} for words in own)]


EXCEPTIONS = st.dictionaries(
    one_of(Audience), st.dictionaries(one_of(Topic), one_of(Stance), max_size=6), max_size=4
)
EDITS = st.lists(
    st.tuples(one_of(PACK.documents), st.none() | one_of(Audience), TEXTS, st.none() | TEXTS),
    max_size=2,
    unique_by=lambda edit: (edit[0], edit[1]),
)


CHOICES = {
    phrase.id: st.integers(1, len(wordings(phrase.text))) for phrase in CATALOGUE.phrases.values()
}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan that the plan reader accepts."""
    asks = draw(
        entries(
            CATALOGUE.accommodations,
            5,
            {
                "importance": one_of(Importance),
                "say": st.booleans(),
                "trial_weeks": st.integers(1, 104),
                "fallback": one_of(CATALOGUE.accommodations),
                "helps": TEXTS,
                "confirmed": st.booleans(),
            },
        )
    )
    felt = {"often": one_of(Often), "hard": one_of(Hard), "varies": st.booleans()}
    impacts = draw(entries(CATALOGUE.impacts, 4, felt))
    item = table(who=TEXTS, by=DAYS, note=TEXTS)
    items = [
        {**draw(item), "ask": name, "state": draw(one_of(ItemState))}
        for ask in asks
        if (name := ask.get("id") or ask["own_words"].strip()) and draw(st.booleans())
    ]
    raw = {
        "person": draw(table(name=TEXTS, role=TEXTS)),
        "why": draw(
            table(
                reasons=st.lists(one_of(CATALOGUE.reasons), max_size=5, unique=True),
                own_words=TEXTS,
                context=st.dictionaries(one_of(CATALOGUE.contexts), one_of(Answer), max_size=4),
            )
        ),
        "choice": draw(table(decision=one_of(Decision), later=DAYS | TEXTS)),
        "impact": impacts,
        "ask": asks,
        "health": draw(st.dictionaries(one_of(Topic), TEXTS, max_size=8)),
        "boundaries": draw(
            st.fixed_dictionaries(
                {"except": EXCEPTIONS},
                optional={
                    "private_words": st.lists(SAID.filter(str.strip), max_size=3),
                    "level": st.dictionaries(one_of(Audience), st.integers(0, 5)),
                },
            )
        ),
        "meeting": draw(
            table(
                audience=one_of(Audience),
                channel=one_of(Channel),
                tone=one_of(CATALOGUE.tones),
                country=one_of(["", *CATALOGUE.countries]),
                date=DAYS,
                time=st.times(),
                minutes=st.integers(1, 600),
                legal_line=st.booleans(),
                **dict.fromkeys(("name", "call", "place", "work_topic", "pronouns"), TEXTS),
            )
        ),
        "outcome": {
            **draw(table(result=one_of(Result), held_on=DAYS, review_on=DAYS)),
            "item": [each for each in items if len(each["ask"]) <= 100],
            "log": draw(st.lists(st.fixed_dictionaries({"on": DAYS, "what": TEXTS}), max_size=2)),
        },
        "wording": draw(table(**CHOICES)),
        "edit": [
            {"document": document, "audience": audience, "text": text, "subject": subject}
            for document, audience, text, subject in draw(EDITS)
        ],
    }
    return plan(clean_values(raw), full=False)


def strings(value: Any) -> Iterator[str]:
    """Yield every text in plain data, names of keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def require_whole(document: Document, of: Plan) -> None:
    """Check what has to hold for every document of every plan."""
    assert (
        document.text.strip()
        or document.blocked
        or document.text in {edit.text for edit in of.edit}
    )
    own = "\n".join(strings(msgspec.to_builtins(of)))
    if "{" not in own:
        assert "{" not in document.text
    if "None" not in own:
        assert "None" not in document.text
    private = Matcher(of.boundaries.private_words)
    if private.find(Text(document.text)) or private.find(Text(document.subject)):
        assert document.blocked
    assert not set(document.reveals) & set(document.withheld)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,  # a rare slip is looked for by hand and then kept as a test of its own
    suppress_health_check=list(HealthCheck),
)
@given(plans())
def test_any_plan_can_be_drafted(of: Plan) -> None:
    assume(not list(unknown_names(of, CATALOGUE, PACK.documents)))
    session = Session(of, standard(), TODAY)
    places = session.places()
    assert places
    for place in places:
        require_whole(session.draft(place, f"{TODAY}-{place[0].id}"), of)
    session.told(places)
