"""What one person has prepared for one conversation, as the plan file writes it (format 1).

Every class is one table of the file and every field one key. Keys may be added, never renamed.
Only ``format`` is required.
"""

import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

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
from discloser.text.english import clause

FORMAT = 1
"""The only plan file format there is."""

MOST_ENTRIES = 200
"""The longest list a plan may hold, far above what a person writes."""

MOST_CHARACTERS = 20_000
"""The longest single text a plan may hold."""

MOST_SHORT = 1_000
"""The longest name, place, role or topic: it may stand in a text many times."""

Short = Annotated[str, Meta(max_length=MOST_SHORT)]
Line = Annotated[str, Meta(max_length=MOST_CHARACTERS)]
Id = Annotated[str, Meta(min_length=1, max_length=100)]
Score = Annotated[int, Meta(ge=0, le=40)]
Points = Annotated[int, Meta(ge=0, le=4)]
Weeks = Annotated[int, Meta(ge=1, le=104)]
Minutes = Annotated[int, Meta(ge=1, le=600)]
Values = Annotated[dict[str, Any], Meta(max_length=30)]
PrivateWord = Annotated[str, Meta(max_length=200)]


class Table(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every table of a plan file: frozen, and a misspelt key is an error."""


class Person(Table, frozen=True):
    """``[person]``: who signs the documents."""

    name: Short = ""
    call: Short = ""
    """What others call the person, such as "Maya"; else the whole name is used."""
    role: Short = ""


class Why(Table, frozen=True):
    """``[why]``: reasons, most important first, and how sure the person is."""

    reasons: Annotated[tuple[Id, ...], Meta(max_length=MOST_ENTRIES)] = ()
    own_words: Line = ""
    context: dict[str, Answer] = {}
    certainty_before: Score | None = None
    """0 to 40: ten items of 0 to 4 points."""
    certainty_after: Score | None = None
    items_before: dict[Id, Points] = {}
    """The certainty check item by item, 0 to 4 points each; with all of them there is a score."""
    items_after: dict[Id, Points] = {}


class Choice(Table, frozen=True):
    """``[choice]``: the decision, and for ``tell_later`` a date or a trigger in words."""

    decision: Decision | None = None
    later: Any = ""

    def __post_init__(self) -> None:
        if not isinstance(self.later, (str, datetime.date)):
            raise ValueError("Expected a date or a text")


class ImpactAnswer(Table, frozen=True):
    """``[[impact]]``: something that is hard at work.

    Own words beside an ``id`` are said in place of the catalogue's sentence.
    """

    id: Id | None = None
    own_words: Line = ""
    often: Often | None = None
    hard: Hard | None = None
    varies: bool = False
    values: Values = {}

    def __post_init__(self) -> None:
        require_content(self.id, self.own_words)


class AskAnswer(Table, frozen=True):
    """``[[ask]]``: an accommodation that the person requests, from the catalogue or in own words.

    Own words beside an ``id`` are said in place of the catalogue's phrase.
    """

    id: Id | None = None
    own_words: Line = ""
    """Follows "I would like to ask for"."""
    values: Values = {}
    importance: Importance = Importance.HELPFUL
    say: bool | None = None
    """Whether it is one of the asks to say; if no ask decides, the first three are."""
    trial_weeks: Weeks | None = None
    fallback: Id | None = None
    helps: Line = ""
    """What it makes possible, as a sentence."""
    confirmed: bool = False
    """The person confirms the facts that the reply about this ask states."""

    def __post_init__(self) -> None:
        require_content(self.id, self.own_words)


class Boundaries(Table, frozen=True, rename={"except_": "except"}):
    """``[boundaries]``: what stays private, from whom."""

    private_words: Annotated[tuple[PrivateWord, ...], Meta(max_length=MOST_ENTRIES)] = ()
    level: dict[Audience, Annotated[int, Meta(ge=0, le=5)]] = {}
    except_: dict[Audience, dict[Topic, Stance]] = {}

    def __post_init__(self) -> None:
        for word in self.private_words:
            if not clause(word):
                raise ValueError("A private word is empty or has punctuation only")


class Meeting(Table, frozen=True):
    """``[meeting]``: with whom, how, where and when."""

    audience: Audience | None = None
    name: Short = ""
    call: Short = ""
    """What the person calls the other one, such as "Jo"; else taken from the name."""
    channel: Channel | None = None
    date: datetime.date | None = None
    time: datetime.time | None = None
    minutes: Minutes | None = None
    place: Short = ""
    tone: Id | None = None
    """A tone of the pack."""
    length: Id | None = None
    """A length of the pack: how long what is said may take."""
    country: Annotated[str, Meta(max_length=100)] = ""
    """A country of the pack, or empty."""
    legal_line: bool = False
    """Opt-in: one line of the email names the law of the country."""
    work_topic: Short = ""
    """What the person is working on, such as "the budget"; deflections lead back to it."""
    pronouns: Short = ""
    """Pronouns of the person on the other side, if texts may use them."""


class Truth(Table, frozen=True):
    """``[truth]``: catalogue lines that state a fact and that the person confirms to be true."""

    confirmed: Annotated[tuple[Id, ...], Meta(max_length=MOST_ENTRIES)] = ()


class OutcomeItem(Table, frozen=True):
    """``[[outcome.item]]``: what became of one ask."""

    ask: Line
    """Its id, or its own words."""
    state: ItemState
    who: Short = ""
    by: datetime.date | None = None
    note: Line = ""


class LogEntry(Table, frozen=True):
    """``[[outcome.log]]``: something that happened, with its day."""

    on: datetime.date
    what: Line


class Outcome(Table, frozen=True):
    """``[outcome]``: how the meeting ended and what follows."""

    result: Result | None = None
    held_on: datetime.date | None = None
    review_on: datetime.date | None = None
    item: Annotated[tuple[OutcomeItem, ...], Meta(max_length=MOST_ENTRIES)] = ()
    log: Annotated[tuple[LogEntry, ...], Meta(max_length=MOST_ENTRIES)] = ()


class Edit(Table, frozen=True):
    """``[[edit]]``: a document that the person changed by hand; the guards run on it."""

    document: Id
    text: Annotated[str, Meta(max_length=100_000)]
    audience: Audience | None = None
    subject: Line | None = None
    base: Annotated[str, Meta(max_length=100_000)] = ""
    """The draft that the edit started from, so that later changes can be shown."""


class Plan(Table, frozen=True):
    """A whole plan file."""

    format: Literal[1]
    pack: Id = "standard"
    language: Line = "en"
    title: Short = ""
    """What the person calls this plan, for lists only; never used in a document."""
    person: Person = Person()
    why: Why = Why()
    choice: Choice = Choice()
    impact: Annotated[tuple[ImpactAnswer, ...], Meta(max_length=MOST_ENTRIES)] = ()
    ask: Annotated[tuple[AskAnswer, ...], Meta(max_length=MOST_ENTRIES)] = ()
    health: dict[Topic, Line] = {}
    boundaries: Boundaries = Boundaries()
    meeting: Meeting = Meeting()
    truth: Truth = Truth()
    outcome: Outcome = Outcome()
    wording: dict[str, Annotated[int, Meta(ge=1, le=99)]] = {}
    edit: Annotated[tuple[Edit, ...], Meta(max_length=MOST_ENTRIES)] = ()

    @property
    def audience(self) -> Audience:
        """With whom the person means to talk."""
        if self.meeting.audience:
            return self.meeting.audience
        return Audience.HR if self.choice.decision is Decision.TELL_OTHER else Audience.MANAGER


def require_content(entry_id: str | None, own_words: str) -> None:
    """Raise ValueError if an entry names nothing from the catalogue and has no own words."""
    if entry_id is None and not clause(own_words):
        raise ValueError("Needs an `id` from the catalogue or `own_words`")
