"""Every name that a template or a blank may read: what it is, and when there is a value for it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from discloser.model.catalogue import Catalogue
from discloser.model.words import Topic

Shape = Literal["text", "number", "yes or no", "list", "group"]
Keys = Literal["", "phrase", "fact", "topic", "point"]


class Name(Struct, frozen=True):
    """A name of the data, or a part of one."""

    name: str
    shape: Shape
    about: str = ""
    """One sentence: what it stands for."""
    always: bool = False
    """Whether there is a value for everybody; anything else may be unknown."""
    given_by: tuple[str, ...] = ()
    """Facts of which each one alone makes sure that there is a value."""
    parts: tuple["Name", ...] = ()
    """Parts of a group, or of each item of a list."""
    keys: Keys = ""
    """What the names of the parts are, where a pack decides which there are."""
    shelf: str = ""
    """The shelf of the catalogue that the parts come from: they are there if every entry has them.
    """
    topic: Topic | None = None
    """The private topic that it tells."""

    def part(self, name: str) -> "Name | None":
        """Return a part by name; one that a pack names is like the only one that is described."""
        if self.keys:
            return self.parts[0] if self.parts else Name(name, "text", topic=self._topic(name))
        return next((part for part in self.parts if part.name == name), None)

    def _topic(self, name: str) -> Topic | None:
        return Topic(name) if self.keys == "topic" and name in set(Topic) else None


def _text(name: str, about: str, *given_by: str, always: bool = False) -> Name:
    return Name(name, "text", about, always, given_by)


def _by_topic(kind: str, about: str) -> tuple[Name, ...]:
    return tuple(
        Name(f"{kind}_{topic}", "text", about, given_by=(f"says_{topic}",), topic=topic)
        for topic in Topic
    )


def _parts(always: str, maybe: str = "", yes: str = "") -> tuple[Name, ...]:
    """Return the parts of an entry that need no sentence of their own."""
    return (
        *(Name(name, "text", always=True) for name in always.split()),
        *(Name(name, "text") for name in maybe.split()),
        *(Name(name, "yes or no") for name in yes.split()),
    )


GENERAL: tuple[Name, ...] = (
    _text("ask", 'The main ask, so that it fits after "ask for".', "has_asks"),
    _text("ask_short", "The same in a few words.", "has_asks"),
    _text("ask_short_1", "The first ask that is said, in a few words.", "has_asks"),
    _text("ask_short_2", "The second ask that is said, in a few words.", "several_asks"),
    _text("ask_short_3", "The third ask that is said, in a few words."),
    _text("asks", "All asks that are said in one list: in templates it is a list.", "has_asks"),
    _text("asks_short", "The same, each in a few words.", "has_asks"),
    _text("fallback", "The second choice beside the main ask.", "fallback"),
    _text("free_ask", "One of the asks, if it costs the employer nothing."),
    _text("trial_weeks", "The weeks of trial of the main ask.", "trial"),
    _text(
        "impact",
        'The main effect on work, so that it fits after "this means that".',
        "says_effect",
    ),
    _text("impact_short", "The same in a few words.", "says_effect"),
    _text("impact_1", "The first effect alone.", "says_effect"),
    _text("impact_2", "The second effect alone."),
    _text("impact_3", "The third effect alone."),
    _text(
        "impacts",
        "The first three effects in one list: in templates it is a list.",
        "says_effect",
    ),
    _text("limits", "The limits on tasks, in a few words."),
    _text("my_name", "The person's name.", "signed"),
    _text("my_call", "What others call the person.", "signed"),
    _text("my_role", "The person's job."),
    _text("to_name", "The whole name of the other person.", "named"),
    _text("to_call", "The friendly form of the other person's name.", "named"),
    _text("to_formal", "The formal form of the other person's name.", "named"),
    _text("to_whom", '"my manager" or the like.', always=True),
    _text("work_topic", "What the person is working on.", "has_topic"),
    _text("meeting_when", "Day and time of the talk.", "dated"),
    _text("meeting_date", "The day of the talk.", "dated"),
    _text("meeting_time", "The time of the talk.", "timed"),
    _text("meeting_place", "The place of the talk.", "placed"),
    _text("meeting_minutes", "How many minutes the talk takes."),
    _text("held_date", "The day on which they talked, with its weekday.", "held"),
    _text("held_short", "The day on which they talked, without its weekday.", "held"),
    _text("reply_by", "A week after the day on which they talked."),
    _text("answer_by", "Two weeks after the planned day.", "dated"),
    _text("open_by", "The last day by which something open is to be answered."),
    _text("review_date", "The day to look at it again.", "review_dated"),
    _text("later", "What the person waits for.", "has_later"),
    _text(
        "private_line",
        "The person's steady line: a capital in front, no full stop.",
        always=True,
    ),
    *_by_topic("health", "What the person wrote about this topic, if it may be said."),
    *_by_topic("told", "The same as a sentence of its own."),
)
"""Blanks that any text of any pack may use, and any template."""

_ASK = (
    *_parts("id phrase short", "helps gain knock_on objection reply fallback trial_weeks trial"),
    Name("must_have", "yes or no"),
)
_ITEM = _parts("ask state", "who by note fallback")
_REPLY = _parts("technique label text")

SECTIONS: tuple[Name, ...] = (
    Name("say", "group", "The phrases.", always=True, keys="phrase"),
    Name("fact", "group", "The facts.", always=True, keys="fact", parts=(Name("", "yes or no"),)),
    Name("level", "number", "The level of the listener, a number.", always=True),
    _text("tone", "The tone, such as `warm`.", always=True),
    Name(
        "asks",
        "list",
        "List of the one to three asks that are said.",
        always=True,
        parts=_ASK,
    ),
    Name(
        "more_asks", "list", "List of the asks that are kept for writing.", always=True, parts=_ASK
    ),
    Name(
        "impacts",
        "list",
        "List of the effects that may be said.",
        always=True,
        parts=_parts("line short", "id often", "is_limit"),
        topic=Topic.WORK_EFFECT,
    ),
    Name(
        "health",
        "group",
        "What may be said about the person's health.",
        always=True,
        keys="topic",
    ),
    Name(
        "told",
        "list",
        "List of sentences on the topics beyond name, kind, symptoms and effect.",
        always=True,
    ),
    Name(
        "prepared",
        "list",
        "List of what may be answered when asked. Only with `prepared = true`.",
        always=True,
        parts=_parts("label value"),
    ),
    Name(
        "withheld",
        "list",
        "List of the topics that the listener is not told, as labels. For the person's eyes only.",
        always=True,
    ),
    Name(
        "questions",
        "list",
        "List of likely questions. Each has a list `replies`.",
        always=True,
        parts=(
            *_parts("id question"),
            Name("replies", "list", always=True, parts=_REPLY),
            *_parts("", "advice"),
        ),
        shelf="questions",
    ),
    Name(
        "ladder",
        "list",
        "List of steps for when someone keeps asking.",
        always=True,
        parts=(Name("step", "number", always=True), *_parts("label", "text note")),
        shelf="ladder",
    ),
    Name(
        "objections",
        "list",
        "List of objections with replies. Without `about`, it fits any ask.",
        always=True,
        parts=(*_parts("", "about"), *_parts("objection reply")),
    ),
    *(
        Name(name, "list", about, always=True, parts=_ITEM)
        for name, about in (
            ("agreed", "List of the asks that were agreed."),
            ("open", "List of the asks that are open."),
            ("refused", "List of the asks that were refused."),
        )
    ),
    Name("log", "list", "List of what happened since.", always=True, parts=_parts("on what")),
    Name(
        "points",
        "group",
        "The practical points about the meeting.",
        always=True,
        keys="point",
        parts=(Name("", "group", always=True, parts=_parts("label", "text say")),),
        shelf="logistics",
    ),
    Name(
        "privacy",
        "group",
        "What the listener is asked to keep to themselves.",
        always=True,
        parts=_parts("", "who_may_know say_if_asked papers ask_first"),
        shelf="audiences",
    ),
    Name(
        "rights",
        "list",
        "List of facts about rights in the country.",
        always=True,
        parts=_parts("about text source site checked", yes="sure"),
    ),
    Name(
        "regulators",
        "list",
        "List of who gives advice there.",
        always=True,
        parts=_parts("country name", "what"),
        shelf="regulators",
    ),
    Name(
        "country",
        "group",
        "The country.",
        given_by=("has_country",),
        parts=_parts("id label", "law_name note"),
        shelf="countries",
    ),
    Name(
        "general",
        "group",
        "The lines of every rights card.",
        always=True,
        parts=_parts("disclaimer check_first not_confirmed gap"),
    ),
    # It is there but empty for most people, so printing it is never an error.
    _text("law_line", "The line that names the law, if the person wants it.", always=True),
    Name(
        "look_again",
        "list",
        "List of what would make the person think again.",
        always=True,
    ),
    Name(
        "triggers",
        "list",
        "List of reasons to look at it again.",
        always=True,
        parts=_parts("id text"),
    ),
    Name(
        "form",
        "list",
        "List of the questions of the review form.",
        always=True,
        parts=(*_parts("id question"), Name("lines", "number", always=True)),
    ),
)
"""What a template may use beside the general names; of two with one name, this one counts."""


class Names:
    """All names, to be looked up."""

    def __init__(
        self, general: Iterable[Name] = GENERAL, sections: Iterable[Name] = SECTIONS
    ) -> None:
        self.general = {name.name: name for name in general}
        self.sections = {name.name: name for name in sections}
        self.templates = self.general | self.sections
        """What a template may use."""


NAMES = Names()


def given_names(catalogue: Catalogue) -> dict[str, Name]:
    """Return the names that the asks of a pack give besides, such as ``away``."""
    return {
        name: _text(name, f"What the person wrote for the ask `{ask.id}`.")
        for ask in catalogue.accommodations.values()
        for name in ask.gives.values()
    }
