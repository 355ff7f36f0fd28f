"""What facts, tones, levels and names have to do with one another, for one pack."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from discloser.authoring.static.logic import EITHER, NO, YES, Claim, Laws, Rule, Values, World
from discloser.disclosure.facts import DECIDES, HEALTH_FROM
from discloser.disclosure.policy import CLOSED
from discloser.model.catalogue import Catalogue, Wording, usual
from discloser.model.document import DocumentSpec
from discloser.model.wording import fields
from discloser.model.words import Audience, Channel, Decision, Often, Result, Topic
from discloser.rendering.names import NAMES, Name, given_names

LEVELS = frozenset("012345")

LOOSE = frozenset({"to_call", "to_formal", "my_call"})
"""Names that may be known although the fact that makes sure of them does not hold."""

MOST_WORDINGS = 80
"""Wordings of one text that are compared with one another."""

ASKED = frozenset({"1", "2"})
"""There is something to ask for."""


def yes(thing: str) -> Claim:
    """Return the claim that a fact holds."""
    return Claim(thing, YES)


class Knowledge:
    """What follows from what in one pack, and what each of its conditions claims."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.usual_tone = usual(catalogue.tones)
        self.tones = frozenset(catalogue.tones)
        self._domains: dict[str, Values] = {
            "asks": frozenset("012"),
            "level": LEVELS,
            "tone": self.tones or frozenset({""}),
            "to": frozenset(map(str, Audience)),
            "meets": frozenset(map(str, Audience)),
            "decision": frozenset([*map(str, Decision), "undecided"]),
            "result": frozenset(["", *map(str, Result)]),
            "channel": frozenset(["", *map(str, Channel)]),
            "effect": frozenset(["", *map(str, Often)]),
            "country": frozenset(["", *(c.replace("-", "_") for c in catalogue.countries)]),
        }
        self._families = {
            "to_": "to",
            "meets_": "meets",
            "decision_": "decision",
            "result_": "result",
            "country_": "country",
            "effect_": "effect",
        }

    @cached_property
    def everything(self) -> World:
        """The world of which nothing is known yet."""
        return World(self._laws)

    @property
    def tired(self) -> bool:
        """Whether so much was asked that answers are cautious from here on."""
        return self._laws.tired

    # --- claims ---

    def fact(self, name: str) -> Claim:
        """Return what a fact claims, such as ``one_ask``."""
        if special := self._special.get(name):
            return special
        for start, thing in self._families.items():
            value = name.removeprefix(start)
            if value != name and value in self._domains[thing] - {""}:
                return Claim(thing, frozenset({value}))
        return yes(name)

    def condition(self, text: str) -> Claim:
        """Return what an entry of ``when`` claims: a fact, or ``not`` and a fact."""
        name = text.removeprefix("not ").strip()
        claim = self.fact(name)
        if text.startswith("not "):
            return Claim(claim.thing, self.domain(claim.thing) - claim.values)
        return claim

    def level_from(self, level: int) -> Claim:
        """Return the claim that the listener may know at least so much."""
        return Claim("level", frozenset(each for each in LEVELS if int(each) >= level))

    def below(self, level: int) -> Claim:
        """Return the claim that the listener may not know so much."""
        return Claim("level", frozenset(each for each in LEVELS if int(each) < level))

    def open_topic(self, topic: str) -> Claim:
        """Return the claim that a topic may be said here."""
        return yes(f"open {topic}")

    def name(self, name: str) -> Claim:
        """Return the claim that a general name has a value."""
        if name in self._same:
            return self._same[name]
        return yes(f"name {name}")

    def domain(self, thing: str) -> Values:
        """Return the values that a thing can have."""
        return self._domains.get(thing, EITHER)

    def wording(
        self, wording: Wording, own: Iterable[str] = (), *, tone: bool = True
    ) -> list[Claim]:
        """Return what must hold for a wording to be used.

        ``own`` are fields of its entry: their values are not known. Without ``tone``, its tone is
        left out. The usual tone stands in for any other, so a wording in it can always be used.
        """
        claims = [self.condition(each) for each in wording.when]
        if wording.level:
            claims.append(self.level_from(wording.level))
        claims += [self.open_topic(topic) for topic in wording.reveals]
        own = set(own)
        claims += [
            yes(f"field {each}") if each in own else self.name(each)
            for each in fields(wording.text)
        ]
        if tone and wording.tone not in {"", self.usual_tone}:
            claims.append(Claim("tone", frozenset({wording.tone})))
        return claims

    def document(self, spec: DocumentSpec, *, by_name: bool = False) -> list[World]:
        """Return the worlds in which a document is written.

        ``by_name``: also where it makes no sense for the plan and is asked for all the same.
        """
        claims = [Claim("to", frozenset(map(str, (*spec.audiences, *spec.also))))]
        if spec.to:
            claims[0] = Claim("to", claims[0].values | {str(spec.to)})
        claims += [self.condition(each) for each in spec.when]
        claims += [
            Claim(self.open_topic(topic).thing, NO) for topic in Topic if topic not in spec.reads
        ]
        if not by_name:
            claims.append(Claim("decision", frozenset(map(str, spec.decisions))))
        first = self.everything.with_claims(claims)
        worlds = [first] if first else []
        if spec.when_any and not by_name:
            worlds = [
                found
                for world in worlds
                for each in spec.when_any
                if (found := world.with_claim(self.condition(each)))
            ]
        return worlds

    # --- laws ---

    @cached_property
    def names(self) -> dict[str, Name]:
        """The general names of the pack: some are there only if an ask gives them."""
        return given_names(self.catalogue) | NAMES.general

    @cached_property
    def _special(self) -> dict[str, Claim]:
        named = {
            "has_asks": Claim("asks", ASKED),
            "no_asks": Claim("asks", frozenset("0")),
            "one_ask": Claim("asks", frozenset("1")),
            "several_asks": Claim("asks", frozenset("2")),
            "no_impacts": Claim("has_impacts", NO),
            "decides": Claim("to", frozenset(map(str, DECIDES))),
            "says_health": self.level_from(HEALTH_FROM),
            "has_result": Claim("result", self._domains["result"] - {""}),
            "has_country": Claim("country", self._domains["country"] - {""}),
        }
        return named | {
            str(channel): Claim("channel", frozenset({str(channel)})) for channel in Channel
        }

    @cached_property
    def _same(self) -> dict[str, Claim]:
        """Names that are known exactly if a fact holds, and what that fact claims."""
        return {
            name.name: self.fact(name.given_by[0])
            for name in self.names.values()
            if name.given_by and name.name not in LOOSE
        }

    @cached_property
    def _laws(self) -> Laws:
        # The private line is there for everybody, unless a pack gives it conditions; texts may
        # well have a wording without it below.
        always = {
            f"name {name.name}": YES
            for name in self.names.values()
            if name.always and name.name != "private_line"
        }
        shelves = (getattr(self.catalogue, name) for name in self.catalogue.__struct_fields__)
        entries = sum(len(shelf) for shelf in shelves if isinstance(shelf, dict))
        return Laws(self._domains | always, self._rules(), entries)

    def _rule(self, *names: str | Claim) -> Rule:
        """Return a rule from its premises and, last, what follows from them."""
        claims = [self.condition(each) if isinstance(each, str) else each for each in names]
        return Rule(tuple(claims[:-1]), claims[-1])

    def _rules(self) -> Iterator[Rule]:
        follows = self._rule
        for name in self.names.values():
            if name.name in LOOSE:
                yield follows(name.given_by[0], self.name(name.name))
        for fact in ("trial", "fallback", "several_to_write"):
            yield follows(fact, "has_asks")
        for ask in self.catalogue.accommodations:
            yield Rule((yes(f"asks_{ask}"),), Claim("asks", ASKED), turned=False)
            yield Rule((yes(f"agreed_{ask}"),), yes(f"asks_{ask}"), turned=False)
        for fact in ("has_asks", "has_impacts", "says_effect"):
            yield follows(fact, "work_affected")
        yield follows("says_effect", "tells_something")
        yield follows("shares_health", "tells_something")
        yield follows("not says_effect", "not shares_health", "not tells_something")
        yield follows("says_health", "shares_health")
        yield from self._topic_rules()
        yield follows(CLOSES, Claim("level", frozenset("0")))
        for audience in Audience:
            yield follows("named", f"to_{audience}", f"meets_{audience}")
            yield follows("named", f"meets_{audience}", f"to_{audience}")
        yield follows("level_set", self.level_from(1))
        yield follows(Claim("effect", self._domains["effect"] - {""}), "says_effect")

    def _topic_rules(self) -> Iterator[Rule]:
        follows = self._rule
        for topic in Topic:
            said, open_ = f"says_{topic}", self.open_topic(topic)
            yield follows(said, open_)
            yield follows(CLOSES, Claim(open_.thing, NO))
            if topic is not Topic.WORK_EFFECT:
                yield follows(said, "shares_health")
        silent = [f"not says_{topic}" for topic in Topic if topic is not Topic.WORK_EFFECT]
        yield follows("not says_health", *silent, "not shares_health")
        effect = self.open_topic(Topic.WORK_EFFECT)
        yield follows("says_effect", effect)
        yield follows("has_impacts", effect, "says_effect")
        yield follows(f"says_{Topic.WORK_EFFECT}", "says_effect")
        yield follows("no_impacts", f"not says_{Topic.WORK_EFFECT}", "not says_effect")


CLOSES = Claim("decision", frozenset(map(str, CLOSED)))
"""A decision under which nobody is told anything."""


def always_said(
    knowledge: Knowledge,
    world: World,
    wordings: Sequence[Wording],
    own: Iterable[str] = (),
) -> bool:
    """Return whether one of some wordings can be used whatever else holds in a world.

    Where that cannot be settled, it is taken to be so: nobody is told of what may be right.
    """
    if knowledge.tired or len(wordings) > MOST_WORDINGS:
        return True
    own = tuple(own)
    cases = [knowledge.wording(each, own) for each in wordings]
    return world.escape(cases) is None
