"""What one audience may know, ready for a template: allowed values in, withheld values absent."""

import msgspec
from msgspec import Struct

from discloser.model.catalogue import Catalogue
from discloser.model.words import Audience, Stance, Topic

GENERAL_NAMES = frozenset(
    """
    ask ask_short ask_short_1 ask_short_2 ask_short_3 asks asks_short fallback free_ask trial_weeks
    impact impact_1 impact_2 impact_3 impact_short impacts limits my_name my_call my_role
    to_name to_call to_formal to_whom work_topic meeting_when meeting_date meeting_time
    meeting_place meeting_minutes held_date held_short reply_by answer_by open_by review_date later
    private_line
    """.split()
) | {f"{kind}_{topic}" for kind in ("health", "told") for topic in Topic}
"""Names that any text of any pack may fill in; the plan may leave each of them unknown."""


def general_names(catalogue: Catalogue) -> frozenset[str]:
    """Return the names that any text of one pack may fill in: those above, and what asks give."""
    asks = catalogue.accommodations.values()
    return GENERAL_NAMES.union(name for ask in asks for name in ask.gives.values())


class Verdict(Struct, frozen=True):
    """Whether one topic may be said to one audience, and why; never its value."""

    topic: Topic
    stance: Stance
    given: bool
    """Whether the person has written something about this topic."""
    because: str
    """One plain sentence for the person."""


class Situation(Struct, frozen=True):
    """What decides which wording is true, allowed and complete."""

    facts: frozenset[str]
    names: dict[str, str]
    """Values for ``{field}``; a name that is not known is absent."""
    level: int
    open_topics: frozenset[Topic]
    """Topics that may be said."""
    tone: str
    usual_tone: str = ""
    """The tone whose wording is used where a text has none for the tone itself."""

    def with_facts(self, facts: frozenset[str]) -> "Situation":
        """Return the same situation with other facts."""
        return msgspec.structs.replace(self, facts=facts)


class SaidImpact(Struct, frozen=True):
    """An impact that may be said."""

    id: str
    line: str
    short: str
    often: str = ""
    is_limit: bool = False
    """Whether it is a limit on tasks, not a time away."""


class SaidAsk(Struct, frozen=True):
    """An ask in words; empty strings where nothing true can be said."""

    id: str
    phrase: str
    short: str
    helps: str = ""
    """What it makes possible, in the person's own words."""
    gain: str = ""
    knock_on: str = ""
    objection: str = ""
    reply: str = ""
    fallback: str = ""
    trial_weeks: str = ""
    trial: str = ""
    """The sentence that suggests a trial."""
    must_have: bool = False


class SaidItem(Struct, frozen=True):
    """What became of one ask, in words."""

    ask: str
    state: str
    who: str = ""
    by: str = ""
    note: str = ""
    fallback: str = ""


class SaidEvent(Struct, frozen=True):
    """Something that happened, with its day."""

    on: str
    what: str


class Disclosure(Struct, frozen=True):
    """What documents for one audience may draw on. Made by ``disclosure.select`` only."""

    audience: Audience
    level: int
    verdicts: tuple[Verdict, ...]
    topics: dict[Topic, str]
    """Values of topics that may be said."""
    prepared: dict[Topic, str]
    """Values of topics that may only be answered when asked; empty unless answers are prepared."""
    situation: Situation
    impacts: tuple[SaidImpact, ...]
    asks: tuple[SaidAsk, ...]
    """The one to three asks to say, in order."""
    more_asks: tuple[SaidAsk, ...]
    """Asks that are kept for writing."""
    items: tuple[SaidItem, ...]
    """What became of the asks, once there was a meeting."""
    log: tuple[SaidEvent, ...]
    country: str
    look_again: tuple[str, ...]
    """What would make the person look at the decision again, as clauses."""
    confirmed: frozenset[str]
    """Ids of catalogue lines that the person confirmed to be true."""
    wording: dict[str, int]
    """Phrase id to the wording that the person chose, counted from 1."""
