"""What the product can talk about: the entries of a pack's catalogue and phrases."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from discloser.model.words import Audience, Decision, Topic


class Entry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every catalogue table: frozen, and a misspelt key is an error."""


class Wording(Entry, frozen=True):
    """One way to say something, and when it may be said."""

    text: str
    """The sentence or phrase; ``{field}`` stands for a value."""
    when: tuple[str, ...] = ()
    """Facts that must all hold for the person; ``not x`` negates one."""
    level: int = 0
    """Lowest level of the audience at which it may be used, 0 to 5."""
    reveals: tuple[Topic, ...] = ()
    """Topics that the sentence gives away."""
    tone: str = ""
    """Id of the tone it fits; without one it fits all."""
    says: str = ""
    """Label for people who choose between wordings."""


Text = str | tuple[str | Wording, ...]
"""A sentence, or several wordings of it, best first."""

FieldKind = Literal["time", "date", "count", "hours", "weight", "range", "text"]
Fields = dict[str, FieldKind]


class Tone(Entry, frozen=True):
    """How texts can sound; tones differ in wording, not in facts."""

    id: str
    label: str
    about: str = ""
    """One sentence for the person who chooses."""
    usual: bool = False
    """Whether it is the tone of a plan that names none, and the one whose wording is used where a
    text has none for the tone of a plan. Without such a mark, that is the first."""


class Length(Entry, frozen=True):
    """How long what is said may take."""

    id: str
    label: str
    words: Annotated[int, Meta(ge=1)]
    """The most words that can be said calmly in that time."""
    about: str = ""
    """One sentence for the person who chooses."""
    usual: bool = False
    """Whether it is the length of a plan that names none. Without such a mark, that is the first."""


class Reason(Entry, frozen=True):
    """A reason to tell or not to tell."""

    id: str
    side: Literal["tell", "not_tell", "between"]
    text: str
    kind: Literal["approach", "avoidance"]
    points_for: tuple[str, ...]
    points_against: tuple[str, ...]
    question: str
    goal: str = ""
    """The goal-led version of a fear-led reason."""
    look_again: str = ""
    """What would make the person look at the decision again, as a clause."""


class Scale(Entry, frozen=True):
    """The five answers to every item of the certainty check, worth 0 to 4 points."""

    labels: tuple[str, ...]
    intro: str = ""


class Context(Entry, frozen=True):
    """A context check: one question about the workplace, and what each answer means."""

    id: str
    question: str
    yes: str
    partly: str
    no: str
    do_not_know: str


class DecisionEntry(Entry, frozen=True):
    """One of the decisions, in the person's words."""

    id: Decision
    label: str
    leads_to: str
    note: str


class CertaintyItem(Entry, frozen=True):
    """One item of the certainty check, answered 0 to 4."""

    id: str
    text: str


class Impact(Entry, frozen=True):
    """Something that can be hard at work, in the language of the job."""

    id: str
    area: Literal["physical", "cognitive", "with_others", "conditions"]
    label: str
    line: Text
    """A clause that stands after "At work, this means" and, with a capital, alone."""
    short: Text = ""
    """The same in at most nine words."""
    fields: Fields = {}
    labels: dict[str, str] = {}
    """Field to what a person is asked for it, such as "After how many minutes"."""
    recurs: bool = True
    """Whether it comes again and again, so that "on most days" can be said of it."""


class Accommodation(Entry, frozen=True):
    """A change that can be asked for."""

    id: str
    phrase: Text
    """Follows "I would like to ask for"."""
    short: Text
    """The same in at most seven words."""
    helps: tuple[str, ...]
    """Impact ids; ``*`` fits any."""
    effort: int
    """Effort for the employer: 0 none, 1 low, 2 medium, 3 high."""
    objection: str
    reply: Text
    gain: Text
    """One sentence: what the change makes possible for the work."""
    knock_on: Text
    """One or two sentences: how the effect on others is handled."""
    fields: Fields = {}
    labels: dict[str, str] = {}
    """Field to what a person is asked for it."""
    gives: dict[str, str] = {}
    """Field to a name under which every text of the pack may use its value, such as ``away``."""
    trial_ok: bool = True
    kind: Literal["time", "place", "equipment", "tasks", "meetings", "leave", "support"] = "support"


class Objection(Entry, frozen=True):
    """Something a manager may say to any request, with a calm reply."""

    id: str
    objection: str
    reply: Text


class TopicEntry(Entry, frozen=True):
    """How a topic is named, and from which level it may be said."""

    id: Topic
    label: str
    noun: str
    """The label as it stands inside a sentence to the person."""
    level: int | None = None
    """Lowest level at which it may be said; none: only by an exception."""
    two_step: bool = False
    """Raising it above "stays private" needs a second confirmation."""
    example: str = ""
    said: str = "{value}."
    """How the person's words become a sentence, unless they are one."""


class AudienceEntry(Entry, frozen=True):
    """An audience, as the person and as the documents name it."""

    id: Audience
    label: str
    """Said to the person: "your manager"."""
    mine: str
    """Said by the person: "my manager"."""
    level: int = 0
    """Level of a new plan."""
    who_may_know: Text = ""
    say_if_asked: Text = ""
    papers: Text = ""
    ask_first: Text = ""


class Level(Entry, frozen=True):
    """One step of the ladder of levels."""

    id: int
    label: str
    means: str
    pattern: str = ""


class Technique(Entry, frozen=True):
    """A way to answer an uncomfortable question."""

    id: Literal["redirect", "brief", "private", "consistent", "deflect"]
    label: str
    what: str


class Reply(Entry, frozen=True):
    """One reply to an uncomfortable question, by one technique."""

    technique: Literal["redirect", "brief", "private", "consistent", "deflect"]
    text: Text


class Question(Entry, frozen=True):
    """A question that people ask and that can feel too close."""

    id: str
    askers: tuple[Audience, ...]
    about: str
    question: Text
    reply: tuple[Reply, ...]
    """One per technique, the one to try first in front."""
    flag: Literal["", "T", "R", "G", "S"] = ""
    """T true only for some people, R may be a fair question, G touches family, S note it down."""
    advice: str = ""
    """For the person only; not said aloud."""


class Rung(Entry, frozen=True):
    """One step of the ladder of answers to somebody who keeps asking."""

    step: int
    label: str
    text: Text = ""
    note: str = ""


class Logistics(Entry, frozen=True):
    """One practical point about the meeting."""

    id: str
    label: str
    text: Text
    say: Text = ""


class Trigger(Entry, frozen=True):
    """Something that is a reason to look at the arrangement again."""

    id: str
    text: str


class FormQuestion(Entry, frozen=True):
    """One question of the ten-minute review form."""

    id: str
    question: str
    lines: int = 2


class Interval(Entry, frozen=True):
    """When to look again, in weeks."""

    id: str
    text: str
    weeks_from: int
    weeks_to: int
    use: str = ""


class Locator(Entry, frozen=True):
    """Where a fact was read: article, lines, and a few words to find the place again."""

    file: str
    lines: str
    phrase: str


class Note(Entry, frozen=True):
    """What holds for all treatment facts."""

    caution: str


class Treatment(Entry, frozen=True):
    """A fact from a treatment article, in work language that does not name the treatment."""

    id: str
    source: tuple[Locator, ...]
    says: str
    line: Text
    range: str = ""
    """The planning range of the source, as text."""
    impacts: tuple[str, ...] = ()
    accommodations: tuple[str, ...] = ()
    topic: Topic | None = None
    default: bool = True
    """Whether it is offered without being looked for."""
    fields: Fields = {}


class Country(Entry, frozen=True):
    """A country or region with rights facts of its own."""

    id: str
    label: str
    law_name: str = ""
    note: str = ""
    writes_like: str = ""
    """Country whose way to write dates, times and weights is used, such as ``gb``; needed where the
    program does not know the country by its own id."""


class Right(Entry, frozen=True):
    """One dated fact about rights at work, with its source."""

    id: str
    country: str
    about: str
    text: str
    source_title: str
    source_site: str
    checked_on: datetime.date
    expires_on: datetime.date
    confidence: Literal["confirmed", "not_confirmed"]
    source_code: str = ""


class Regulator(Entry, frozen=True):
    """Who gives advice on rights in a country."""

    country: str
    name: str
    what: str = ""


class LawLine(Entry, frozen=True):
    """The opt-in sentence that names the law of a country in an email."""

    country: str
    text: Text


class Signpost(Entry, frozen=True):
    """A situation in which a person should get advice first."""

    id: str
    label: str
    text: str


class Phrase(Entry, frozen=True):
    """A slot of the documents, with its wordings by tone and condition."""

    id: str
    about: str
    text: Text


class General(Entry, frozen=True):
    """Lines that stand on every rights page."""

    disclaimer: str
    check_first: str
    deadline: str
    not_confirmed: str
    expired: str
    gap: str
    law_line: str
    no_country: str


class Explain(Entry, frozen=True):
    """Sentences that tell the person why a topic is said, held back or withheld."""

    said_by_level: str
    said_by_exception: str
    if_asked: str
    withheld_by_level: str
    withheld_by_exception: str
    withheld_no_level: str
    withheld_by_decision: str
    not_given: str
    health_reason_said: str
    health_reason_withheld: str


class LanguageWords(Entry, frozen=True):
    """What the program itself puts into texts in another language than English: dates and lists."""

    months: Annotated[tuple[str, ...], Meta(min_length=12, max_length=12)]
    """The twelve months, as they stand in a date."""
    days: Annotated[tuple[str, ...], Meta(min_length=7, max_length=7)]
    """The seven days of the week, Monday first."""
    and_word: str
    """Stands before the last item of a list, such as "et"."""
    or_word: str
    """The same where one of them is meant, such as "ou"."""
    date: str = "{day} {month} {year}"
    """A day with its year."""
    date_short: str = "{day} {month}"
    """A day without its year."""
    date_weekday: str = "{weekday} {day} {month}"
    """A day with its day of the week."""
    first_day: str = ""
    """How the first of a month is written, such as "1er"; empty for the figure."""
    time: str = "{hour}:{minute}"
    """A time of day by the 24-hour clock."""
    time_full_hour: str = ""
    """A full hour, such as "{hour} h"; empty for the same form as any other time."""
    when: str = "{date}, {time}"
    """A day together with a time."""
    range: str = "{low}-{high}"
    """From a number to a number."""
    numbers: tuple[str, ...] = ()
    """The numbers from zero to nine in words; empty for figures."""


class WordList(Entry, frozen=True, rename={"without": "not"}):
    """Words and phrases that a text check looks for."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    """What looks like a hit and is none, such as "operations"."""


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """All entries of a pack, each kind by id in the pack's order."""

    tones: dict[str, Tone]
    lengths: dict[str, Length]
    reasons: dict[str, Reason]
    contexts: dict[str, Context]
    decisions: dict[str, DecisionEntry]
    certainty: dict[str, CertaintyItem]
    impacts: dict[str, Impact]
    accommodations: dict[str, Accommodation]
    objections: dict[str, Objection]
    topics: dict[str, TopicEntry]
    audiences: dict[str, AudienceEntry]
    levels: dict[str, Level]
    techniques: dict[str, Technique]
    questions: dict[str, Question]
    ladder: dict[str, Rung]
    logistics: dict[str, Logistics]
    triggers: dict[str, Trigger]
    form: dict[str, FormQuestion]
    intervals: dict[str, Interval]
    treatments: dict[str, Treatment]
    countries: dict[str, Country]
    rights: dict[str, Right]
    regulators: dict[str, Regulator]
    law_lines: dict[str, LawLine]
    signposts: dict[str, Signpost]
    phrases: dict[str, Phrase]
    words: dict[str, WordList]
    general: General
    explain: Explain
    scale: Scale
    note: Note
    language: LanguageWords | None = None
    """Empty for English, which the program writes by itself."""


def usual(shelf: Mapping[str, Tone] | Mapping[str, Length]) -> str:
    """Return the id of the tone or length of a plan that names none; empty if there is none."""
    return next((entry.id for entry in shelf.values() if entry.usual), next(iter(shelf), ""))
