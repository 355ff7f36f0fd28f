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
    """Its name in plans and wordings."""
    label: str
    """What the person chooses from."""
    about: str = ""
    """One sentence for the person who chooses."""
    usual: bool = False
    """Whether it is the tone of a plan that names none, and the one whose wording is used where a
    text has none for the tone of a plan; else that is the first."""


class Length(Entry, frozen=True):
    """How long what is said may take."""

    id: str
    """Its name in plans and documents."""
    label: str
    """What the person chooses from."""
    words: Annotated[int, Meta(ge=1)]
    """The most words that can be said calmly in that time."""
    about: str = ""
    """One sentence for the person who chooses."""
    usual: bool = False
    """Whether it is the length of a plan that names none; else that is the first."""


class Reason(Entry, frozen=True):
    """A reason to tell or not to tell."""

    id: str
    """Its name in plans; it stays the same."""
    side: Literal["tell", "not_tell", "between"]
    """Whether it speaks for telling, against it, or for a way in between."""
    text: str
    """The reason in the person's own words: a capital in front, no full stop."""
    kind: Literal["approach", "avoidance"]
    """Towards something good, or away from something feared."""
    points_for: tuple[str, ...]
    """What speaks for following it, as whole sentences."""
    points_against: tuple[str, ...]
    """What speaks against following it, as whole sentences."""
    question: str
    """One question that helps to think it over."""
    goal: str = ""
    """The goal-led version of a fear-led reason."""
    look_again: str = ""
    """What would make the person look at the decision again, as a clause."""


class Scale(Entry, frozen=True):
    """The five answers to every item of the certainty check, worth 0 to 4 points."""

    labels: tuple[str, ...]
    """The five answers, from the least to the most."""
    intro: str = ""
    """What stands above the items."""


class Context(Entry, frozen=True):
    """A context check: one question about the workplace, and what each answer means."""

    id: str
    """Its name in plans; it stays the same."""
    question: str
    """One plain question that can be answered with yes or no."""
    yes: str
    """What a yes means, in one calm sentence."""
    partly: str
    """The same for partly."""
    no: str
    """The same for no."""
    do_not_know: str
    """The same for somebody who does not know."""


class DecisionEntry(Entry, frozen=True):
    """One of the decisions, in the person's words."""

    id: Decision
    """Which decision it is; there are no others."""
    label: str
    """The choice in the person's own words."""
    leads_to: str
    """What is written after this choice."""
    note: str
    """One calm sentence that respects it."""


class CertaintyItem(Entry, frozen=True):
    """One item of the certainty check, answered 0 to 4."""

    id: str
    """Its name in plans; it stays the same."""
    text: str
    """A statement that the person finds true or not, from 0 to 4."""


class Impact(Entry, frozen=True):
    """Something that can be hard at work, in the language of the job."""

    id: str
    """Its name in plans; it stays the same."""
    area: Literal["physical", "cognitive", "with_others", "conditions"]
    """Where it is listed."""
    label: str
    """What the person chooses from."""
    line: Text
    """A clause that stands after "At work, this means" and, with a capital, alone."""
    short: Text = ""
    """The same in at most nine words."""
    fields: Fields = {}
    """Blanks of its own, each with its kind, such as `{ n = "count" }`."""
    labels: dict[str, str] = {}
    """Field to what a person is asked for it, such as "After how many minutes"."""
    recurs: bool = True
    """Whether it comes again and again, so that "on most days" can be said of it."""


class Accommodation(Entry, frozen=True):
    """A change that can be asked for."""

    id: str
    """Its name in plans; it stays the same."""
    phrase: Text
    """Follows "I would like to ask for"."""
    short: Text
    """The same in at most seven words."""
    helps: tuple[str, ...]
    """Impact ids; ``*`` fits any."""
    effort: int
    """Effort for the employer: 0 none, 1 low, 2 medium, 3 high."""
    objection: str
    """What the other side may say against it."""
    reply: Text
    """A calm answer to that."""
    gain: Text
    """One sentence: what the change makes possible for the work."""
    knock_on: Text
    """One or two sentences: how the effect on others is handled."""
    fields: Fields = {}
    """Blanks of its own, each with its kind, such as `{ time = "time" }`."""
    labels: dict[str, str] = {}
    """Field to what a person is asked for it."""
    gives: dict[str, str] = {}
    """Field to a name under which every text of the pack may use its value, such as ``away``."""
    trial_ok: bool = True
    """Whether it can be tried out for some weeks."""
    kind: Literal["time", "place", "equipment", "tasks", "meetings", "leave", "support"] = "support"
    """What sort of change it is."""


class Objection(Entry, frozen=True):
    """Something a manager may say to any request, with a calm reply."""

    id: str
    """Its name; it stays the same."""
    objection: str
    """What the other side may say against any request."""
    reply: Text
    """A calm answer to that."""


class TopicEntry(Entry, frozen=True):
    """How a topic is named, and from which level it may be said."""

    id: Topic
    """Which topic it is; there are no others."""
    label: str
    """Its name in lists."""
    noun: str
    """The label as it stands inside a sentence to the person."""
    level: int | None = None
    """Lowest level at which it may be said; none: only by an exception."""
    two_step: bool = False
    """Raising it above "stays private" needs a second confirmation."""
    example: str = ""
    """A harmless example."""
    said: str = "{value}."
    """How the person's words become a sentence, unless they are one."""


class AudienceEntry(Entry, frozen=True):
    """An audience, as the person and as the documents name it."""

    id: Audience
    """Which audience it is; there are no others."""
    label: str
    """Said to the person: "your manager"."""
    mine: str
    """Said by the person: "my manager"."""
    level: int = 0
    """Level of a new plan."""
    who_may_know: Text = ""
    """Said to them: who else may know."""
    say_if_asked: Text = ""
    """Said to them: what they may say if somebody asks."""
    papers: Text = ""
    """Said to them: where notes and papers are kept."""
    ask_first: Text = ""
    """Said to them: what to do before they tell anyone else."""


class Level(Entry, frozen=True):
    """One step of the ladder of levels."""

    id: int
    """The level, 0 to 5."""
    label: str
    """Its name in lists."""
    means: str
    """What somebody at this level may know."""
    pattern: str = ""
    """How a text at this level sounds."""


class Technique(Entry, frozen=True):
    """A way to answer an uncomfortable question."""

    id: Literal["redirect", "brief", "private", "consistent", "deflect"]
    """Which technique it is; there are no others."""
    label: str
    """Its name in lists."""
    what: str
    """How it works, in one sentence."""


class Reply(Entry, frozen=True):
    """One reply to an uncomfortable question, by one technique."""

    technique: Literal["redirect", "brief", "private", "consistent", "deflect"]
    """How the reply works."""
    text: Text
    """What to say: at most 2 sentences and 25 words."""


class Question(Entry, frozen=True):
    """A question that people ask and that can feel too close."""

    id: str
    """Its name in plans; it stays the same."""
    askers: tuple[Audience, ...]
    """Who is likely to ask it."""
    about: str
    """What the question is after, in a word."""
    question: Text
    """How the other person would say it."""
    reply: tuple[Reply, ...]
    """One per technique, the one to try first in front."""
    flag: Literal["", "T", "R", "G", "S"] = ""
    """T true only for some people, R may be a fair question, G touches family, S note it down."""
    advice: str = ""
    """For the person only; not said aloud."""


class Rung(Entry, frozen=True):
    """One step of the ladder of answers to somebody who keeps asking."""

    step: int
    """The step, from 1 on."""
    label: str
    """Its name in lists."""
    text: Text = ""
    """What to say; empty where nothing is said."""
    note: str = ""
    """What the step is for; not said aloud."""


class Logistics(Entry, frozen=True):
    """One practical point about the meeting."""

    id: str
    """Its name in templates, behind `points.`."""
    label: str
    """Its name on the card."""
    text: Text
    """A line for the person's own card."""
    say: Text = ""
    """The words to speak, where there are some."""


class Trigger(Entry, frozen=True):
    """Something that is a reason to look at the arrangement again."""

    id: str
    """Its name; it stays the same."""
    text: str
    """What happened, as a sentence."""


class FormQuestion(Entry, frozen=True):
    """One question of the ten-minute review form."""

    id: str
    """Its name; it stays the same."""
    question: str
    """What to look back on."""
    lines: int = 2
    """Empty lines to leave for the answer."""


class Interval(Entry, frozen=True):
    """When to look again, in weeks."""

    id: str
    """Its name; it stays the same."""
    text: str
    """How long to wait, in words."""
    weeks_from: int
    """The fewest weeks."""
    weeks_to: int
    """The most weeks."""
    use: str = ""
    """When it fits."""


class Locator(Entry, frozen=True):
    """Where a fact was read: article, lines, and a few words to find the place again."""

    file: str
    """The number of the article."""
    lines: str
    """The line or lines in it."""
    phrase: str
    """A few words to find the place again."""


class Note(Entry, frozen=True):
    """What holds for all treatment facts."""

    caution: str
    """A sentence that stands with all of them."""


class Treatment(Entry, frozen=True):
    """A fact from a treatment article, in work language that does not name the treatment."""

    id: str
    """Its name; it stays the same."""
    source: tuple[Locator, ...]
    """Where the fact was read."""
    says: str
    """What the source says, in words of one's own; for the person only."""
    line: Text
    """What to say at work; it does not name the treatment."""
    range: str = ""
    """The planning range of the source, as text."""
    impacts: tuple[str, ...] = ()
    """What is hard then: ids of impacts."""
    accommodations: tuple[str, ...] = ()
    """What helps then: ids of accommodations."""
    topic: Topic | None = None
    """The topic that it belongs to."""
    default: bool = True
    """Whether it is offered without being looked for."""
    fields: Fields = {}
    """Blanks of its own, each with its kind."""


class Country(Entry, frozen=True):
    """A country or region with rights facts of its own."""

    id: str
    """Its short name in plans."""
    label: str
    """Its name in lists."""
    law_name: str = ""
    """The law that is meant there."""
    note: str = ""
    """What to know of it besides."""
    writes_like: str = ""
    """Country whose way to write dates, times and weights is used, such as ``gb``; needed where the
    program does not know the country by its own id."""


class Right(Entry, frozen=True):
    """One dated fact about rights at work, with its source."""

    id: str
    """Its name; the country stands in front."""
    country: str
    """The id of the country that it holds in."""
    about: str
    """What it is about, in a word."""
    text: str
    """The fact, in short sentences of one's own."""
    source_title: str
    """What was read."""
    source_site: str
    """Who publishes it."""
    checked_on: datetime.date
    """The day on which it was read."""
    expires_on: datetime.date
    """The day from which on it is not shown any more."""
    confidence: Literal["confirmed", "not_confirmed"]
    """Whether it was confirmed by a second source."""
    source_code: str = ""
    """A short name of the source."""


class Regulator(Entry, frozen=True):
    """Who gives advice on rights in a country."""

    country: str
    """The id of the country."""
    name: str
    """Who gives advice there."""
    what: str = ""
    """What they do."""


class LawLine(Entry, frozen=True):
    """The opt-in sentence that names the law of a country in an email."""

    country: str
    """The id of the country."""
    text: Text
    """The sentence."""


class Signpost(Entry, frozen=True):
    """A situation in which a person should get advice first."""

    id: str
    """Its name; it stays the same."""
    label: str
    """The situation, in a few words."""
    text: str
    """What to do first."""


class Phrase(Entry, frozen=True):
    """A slot of the documents, with its wordings by tone and condition."""

    id: str
    """Its name in templates, behind `say.`."""
    about: str
    """Where it stands and what it is for."""
    text: Text
    """The sentence, or several wordings of it."""


class General(Entry, frozen=True):
    """Lines that stand on every rights page."""

    disclaimer: str
    """That it is general information and no legal advice; `{date}` is the oldest date of a fact."""
    check_first: str
    """Whom to ask first; `{regulator}` is the first who gives advice."""
    deadline: str
    """That there may be deadlines."""
    not_confirmed: str
    """That some facts are not confirmed."""
    expired: str
    """That a fact is out of date."""
    gap: str
    """That there may be more to know."""
    law_line: str
    """What the line that names the law does."""
    no_country: str
    """What to do where no country is chosen."""


class Explain(Entry, frozen=True):
    """Sentences that tell the person why a topic is said, held back or withheld."""

    said_by_level: str
    """It may be said at this level."""
    said_by_exception: str
    """It may be said because the person made an exception."""
    if_asked: str
    """It is an answer for when somebody asks."""
    withheld_by_level: str
    """It stays private at this level."""
    withheld_by_exception: str
    """It stays private because the person made an exception."""
    withheld_no_level: str
    """It stays private whatever the level is."""
    withheld_by_decision: str
    """It stays private because of the decision."""
    not_given: str
    """The person wrote nothing about it."""
    health_reason_said: str
    """It may be said that there is a health reason."""
    health_reason_withheld: str
    """It is not said that there is a health reason."""


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
    """Words and phrases to look for; those of a pack are added to those below."""
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
