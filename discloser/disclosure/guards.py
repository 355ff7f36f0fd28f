"""The guards: private words, levels and truth, checked again on every finished text.

Selection keeps withheld values away from templates. The guards do not rely on that: they look at
what came out, so free text, edits and a careless pack are caught as well.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from discloser.disclosure.facts import HEALTH_FROM, confirmed_facts
from discloser.disclosure.secrets import private_words, telling_parts
from discloser.disclosure.sources import Sources
from discloser.model.disclosure import Disclosure
from discloser.model.document import Finding
from discloser.model.free_text import free_texts
from discloser.model.lexicon import Hits, Lexicon
from discloser.model.plan import Plan
from discloser.model.wording import true
from discloser.model.words import Severity, Stance, Topic
from discloser.text.english import clause
from discloser.text.match import Hit, Matcher, Text

HEALTH_WORDS_FROM = 3
"""Lowest level at which words of the health list may stand in a text."""

ILLNESSES = "illness_names"
"""The list of names of illnesses."""

IDENTIFYING = frozenset(
    {Topic.NAME, Topic.TREATMENT, Topic.MEDICINE, Topic.HELPERS, Topic.MENTAL_HEALTH, Topic.CAUSE}
)
"""Topics of which one word is enough, also where it stands in another topic that may be said."""

CALENDAR = frozenset(
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
    "thursdays fridays saturdays sundays year years month months week weeks day days hour hours "
    "spring summer autumn winter since until while later before after times every".split()
)
"""Words of dates; every document has some."""

Part = tuple[str, Text, Hits]
"""A part of a finished document: its name, its words, and where words of the pack's lists stand."""


Source = Callable[[str], str]
"""Says in a sentence which answer brings a word into the text."""


class Guards:
    """The guards for one plan; made once, run over all of its documents."""

    def __init__(self, plan: Plan, lexicon: Lexicon) -> None:
        self._plan = plan
        self._lexicon = lexicon
        self._private = Matcher(private_words(plan))
        self._own = [(path, Text(text)) for path, text in free_texts(plan) if text.strip()]
        self._topics = {topic: Text(value) for topic, value in plan.health.items() if value.strip()}
        self._secrets = {topic: Matcher([text.raw]) for topic, text in self._topics.items()}
        self._sources = Sources(plan, self._own, self._topics)
        edited = (Text(f"{edit.text}\n{edit.subject or ''}") for edit in plan.edit)
        # Names of people are no accounts of anything: a namesake gives nothing away.
        self._free = [*(text for path, text in self._own if path not in NAMES), *edited]
        self._telling: dict[tuple[Topic, frozenset[Topic]], Matcher] = {}
        """What gives a withheld topic away, by topic and by what is told."""
        asks = (ask.id for ask in plan.ask if ask.confirmed and ask.id)
        self._confirmed = frozenset([*plan.truth.confirmed, *asks])

    def check(
        self,
        parts: Sequence[Part],
        disclosure: Disclosure,
        *,
        general: bool = False,
        edited: bool = False,
    ) -> list[Finding]:
        """Return everything in a finished document that its audience may not know or is not true.

        ``general`` marks a text that is general information, such as facts about rights: it tells
        nothing of the person, unless the person ``edited`` it.
        """
        about_person = parts if edited or not general else parts[1:]
        whole = "\n".join(part.raw for _, part, _ in parts)

        def source(word: str) -> str:
            return self._sources.say(word, disclosure, whole, edited=edited)

        found = [*self._private_words(parts, source)]
        found += self._withheld(about_person, disclosure, source)
        if not general:
            if disclosure.level < HEALTH_WORDS_FROM:
                found += self._health_words(parts, disclosure, source)
            else:
                found += self._other_illnesses(parts)
        return [*found, *self._untrue(parts, disclosure)]

    def holds_private_word(self, text: str) -> bool:
        """Return whether a text holds a word of the person's private list."""
        return bool(self._private.find(Text(text)))

    def _private_words(self, parts: Sequence[Part], source: Source) -> Iterator[Finding]:
        for where, part, _ in parts:
            for word, hit in _first_of_each(self._private.find(part)):
                yield _block(
                    "r_private",
                    where,
                    f'"{hit.surface}" is on your private list ("{word}"). {source(word)}',
                    hit.surface,
                )

    def _withheld(
        self, parts: Sequence[Part], disclosure: Disclosure, source: Source
    ) -> Iterator[Finding]:
        """Look for topics that this audience may not know: the whole value, then telling words."""
        for verdict in disclosure.verdicts:
            topic = verdict.topic
            if topic not in self._topics or verdict.stance is Stance.SAY:
                continue
            if topic in disclosure.prepared:
                continue
            surface, where = self._traces(parts, disclosure, topic)
            if surface:
                label = self._lexicon.catalogue.topics[topic].label
                yield _block(
                    "r_level",
                    where,
                    f'"{surface}" tells {label}, which stays private here. {source(surface)}',
                    surface,
                )

    def _traces(
        self, parts: Sequence[Part], disclosure: Disclosure, topic: Topic
    ) -> tuple[str, str]:
        """Return what of a withheld topic stands in the document, and where; empty if nothing."""
        key = (topic, frozenset(disclosure.topics))
        if key not in self._telling:
            self._telling[key] = Matcher(self._telling_words(disclosure, topic))
        for matcher in (self._secrets[topic], self._telling[key]):
            for where, part, _ in parts:
                if hits := matcher.find(part):
                    return hits[0].surface, where
        return "", ""

    def _telling_words(self, disclosure: Disclosure, topic: Topic) -> list[str]:
        """Return the parts of a withheld topic that the person also wrote elsewhere.

        One word of what identifies an illness is enough, and so are its capital letters; of other
        topics it takes two words that stand together. A word that the pack itself uses tells
        nothing, and neither does a word of the broad kind of illness, if that is told.
        """
        others = [told for told in disclosure.topics if told is not Topic.TYPE]
        wrote = [*self._free, *(self._topics[told] for told in others if topic in IDENTIFYING)]
        parts = telling_parts(self._topics[topic], single=topic in IDENTIFYING)
        matcher = Matcher(parts)
        shared = {hit.word for text in wrote for hit in matcher.find(text)}
        if not shared:
            return []
        kind = self._topics[Topic.TYPE].atoms if Topic.TYPE in disclosure.topics else []
        plain = self._lexicon.vocabulary.union(kind, CALENDAR)
        return [part for part in parts if part in shared and not plain.issuperset(Text(part).atoms)]

    def _health_words(
        self, parts: Sequence[Part], disclosure: Disclosure, source: Source
    ) -> Iterator[Finding]:
        """Look for words of the health list where nobody has been told a kind of illness."""
        allowed: list[str] | None = None
        for where, part, listed in parts:
            hits = listed.get("health", []) + listed.get(ILLNESSES, [])
            if disclosure.level < HEALTH_FROM:
                hits = hits + listed.get("health_allowed_from_level_2", [])
            if hits and allowed is None:
                allowed = [*self._allowed(disclosure), *self._lexicon.asked_by_others]
            for word, hit in _first_of_each(_outside(hits, part, allowed or ())):
                yield _block(
                    "r_no_medical",
                    where,
                    f'"{hit.surface}" shows that this is about health, and level '
                    f"{disclosure.level} does not. {source(word)}",
                    hit.surface,
                )

    def _other_illnesses(self, parts: Sequence[Part]) -> Iterator[Finding]:
        """Look for an illness that the person never wrote of: the words of a pack are for all."""
        for where, part, listed in parts:
            hits = [hit for hit in listed.get(ILLNESSES, ()) if hit.word not in self._named]
            asked = self._lexicon.asked_by_others if hits else ()
            for _, hit in _first_of_each(_outside(hits, part, asked)):
                yield _block(
                    "r_truth",
                    where,
                    f'"{hit.surface}" names an illness, and it stands nowhere in your plan. '
                    "Leave it out.",
                    hit.surface,
                )

    @cached_property
    def _named(self) -> frozenset[str]:
        """The illnesses of which the person wrote something."""
        wrote = [*self._topics.values(), *self._free, *(text for _, text in self._own)]
        found = (self._lexicon.lists.find(text).get(ILLNESSES, ()) for text in wrote)
        return frozenset(hit.word for hits in found for hit in hits)

    def _allowed(self, disclosure: Disclosure) -> list[str]:
        """Return the texts in which a word of the health list may stand."""
        topics = self._lexicon.catalogue.topics
        told = [*disclosure.topics, *disclosure.prepared]
        frames = [piece for topic in told for piece in topics[topic].said.split("{value}")]
        labels = [topics[topic].label for topic in told]
        values = [*disclosure.topics.values(), *disclosure.prepared.values()]
        person, meeting = self._plan.person, self._plan.meeting
        named = [person.name, person.call, person.role, meeting.name, meeting.call]
        if "health" in self._lexicon.lists.find(Text(person.role)):
            # Who works in health care meets, and talks about, what is on the list.
            named += [meeting.place, meeting.work_topic]
        texts = [*values, *labels, *frames, *named]
        return [text for each in texts if (text := clause(each).strip(" .:").casefold())]

    def _untrue(self, parts: Sequence[Part], disclosure: Disclosure) -> Iterator[Finding]:
        """Look for lines that are not true for this person."""
        facts = disclosure.situation.facts
        whole = " ".join(" ".join(part.raw for _, part, _ in parts).split())
        for line in self._lexicon.conditional_in(whole):
            here = self._facts(facts, line.entry)
            if true(line.when, here) or any(
                true(when, self._facts(facts, entry)) for entry, when in self._lexicon.holding(line)
            ):
                continue
            because = " and ".join(name for name in line.when if not true([name], here))
            yield _block(
                "r_truth",
                "text",
                f'"{line.longest}" is only true if {because}. Leave it out.',
                line.longest,
            )
        if self._plan.ask:
            for where, _, listed in parts:
                for _, hit in _first_of_each(listed.get("no_effect", [])):
                    yield _block(
                        "r_no_lie",
                        where,
                        f'"{hit.surface}" does not fit someone who asks for a change. '
                        "Leave it out.",
                        hit.surface,
                    )

    def _facts(self, facts: frozenset[str], entry: str) -> frozenset[str]:
        """Return the facts as they hold for one entry of the catalogue."""
        return confirmed_facts(facts, confirmed=entry in self._confirmed)


NAMES = frozenset({"person.name", "person.call", "meeting.name", "meeting.call"})
"""Free text that is somebody's name."""


def _first_of_each(hits: Iterable[Hit]) -> Iterator[tuple[str, Hit]]:
    """Yield each word that was found once, with its first place."""
    seen: set[str] = set()
    for hit in hits:
        if hit.word not in seen:
            seen.add(hit.word)
            yield hit.word, hit


def _outside(hits: Iterable[Hit], part: Text, allowed: Iterable[str]) -> Iterator[Hit]:
    """Yield the hits that do not stand in one of the texts in which such a word may stand."""
    for hit in hits:
        if not any(_inside(hit, part.raw.casefold(), text) for text in allowed):
            yield hit


def _inside(hit: Hit, text: str, value: str) -> bool:
    """Return whether a hit is part of a place where a value stands as a whole."""
    start = text.find(value, max(0, hit.start - len(value)))
    while 0 <= start <= hit.start:
        if hit.end <= start + len(value):
            return True
        start = text.find(value, start + 1)
    return False


def _block(rule: str, where: str, message: str, words: str) -> Finding:
    return Finding(rule, Severity.BLOCK, where, message, words)
