"""What follows from what is known about a person: enough to see what can never be, or always is.

A *thing* that is known has one of a few values: ``asks`` is 0, 1 or 2 (which stands for more), a
fact holds or does not. A *world* is what is known about all things at once. Whatever is not known
is left open, so an answer "can never be" is certain, and "may be" is cautious.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

Values = frozenset[str]

YES: Values = frozenset({"yes"})
NO: Values = frozenset({"no"})
EITHER = YES | NO

MOST_WORLDS = 12
"""Worlds that are kept apart at one place of a template; more are taken together."""

MOST_TRIES = 1_000
"""Worlds that are tried for one question; a pack that asks for more gets the cautious answer."""

MOST_WORK = 20_000
WORK_PER_ENTRY = 40
"""Conclusions that are drawn for one pack, and for each of its entries; see `Laws.work`."""

RULES_AT_ONCE = 20
"""Rules that are looked at for one conclusion."""


class Claim(Struct, frozen=True):
    """A thing has one of some values."""

    thing: str
    values: Values


class Rule(Struct, frozen=True):
    """Where all premises hold, the conclusion does."""

    premises: tuple[Claim, ...]
    conclusion: Claim
    turned: bool = True
    """Whether it is also used the other way round: without the conclusion, a premise fails. A
    contradiction is found without that as well, only later; for long families that is enough."""


class World:
    """What is known about all things; never changes."""

    __slots__ = ("_laws", "known")

    def __init__(self, laws: "Laws", known: Mapping[str, Values] | None = None) -> None:
        self._laws = laws
        self.known = known or {}

    def values(self, thing: str) -> Values:
        """Return the values that a thing may still have."""
        return self.known.get(thing) or self._laws.domain(thing)

    def with_claim(self, claim: Claim) -> "World | None":
        """Return the world in which a claim holds too, with all that follows; None if it cannot."""
        if self.values(claim.thing) <= claim.values:
            return self
        known: dict[str, Values] = dict(self.known)
        waiting = [claim]
        while waiting:
            now = waiting.pop()
            before = known.get(now.thing) or self._laws.domain(now.thing)
            after = before & now.values
            if not after:
                return None
            if after != before:
                known[now.thing] = after
                waiting += self._laws.following(now.thing, known)
        return World(self._laws, known)

    def with_claims(self, claims: Iterable[Claim]) -> "World | None":
        """Return the world in which several claims hold too; None if they cannot."""
        world: World | None = self
        for claim in claims:
            world = world and world.with_claim(claim)
        return world

    def surely(self, claim: Claim) -> bool:
        """Return whether a claim holds in any case."""
        return self.values(claim.thing) <= claim.values or not self.with_claim(self.denied(claim))

    def denied(self, claim: Claim) -> Claim:
        """Return the opposite of a claim."""
        return Claim(claim.thing, self._laws.domain(claim.thing) - claim.values)

    def escape(self, cases: Sequence[Sequence[Claim]]) -> "World | None":
        """Return a world in which none of the cases holds; None if one of them always does.

        A case holds if all of its claims do.
        """
        return _Search(self._laws).escape(self, list(cases))

    def joined(self, other: "World") -> "World":
        """Return what is known in both worlds."""
        both = self.known.keys() & other.known.keys()
        joined = {thing: self.known[thing] | other.known[thing] for thing in both}
        return World(self._laws, joined)


class Laws:
    """Which values things can have, and what follows from what."""

    def __init__(
        self, domains: Mapping[str, Values], rules: Iterable[Rule], entries: int = 0
    ) -> None:
        """``entries`` are those of the pack; the more there are, the more is asked."""
        self._domains = dict(domains)
        self.work = 0
        """Conclusions that were drawn; one that many rules speak of counts for several."""
        self._most_work = MOST_WORK + WORK_PER_ENTRY * entries
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            for turned in self._turned(rule):
                for premise in turned.premises:
                    self._rules.setdefault(premise.thing, []).append(turned)

    @property
    def tired(self) -> bool:
        """Whether a pack has asked for more than is good for anybody."""
        return self.work > self._most_work

    def domain(self, thing: str) -> Values:
        """Return the values that a thing can have; most hold or do not."""
        return self._domains.get(thing, EITHER)

    def following(self, thing: str, known: Mapping[str, Values]) -> list[Claim]:
        """Return what follows now that more is known about a thing."""
        rules = self._rules.get(thing, ())
        self.work += 1 + len(rules) // RULES_AT_ONCE
        if self.tired:
            return []  # less is known then, which is always true
        return [
            rule.conclusion
            for rule in rules
            if all(
                (known.get(each.thing) or self.domain(each.thing)) <= each.values
                for each in rule.premises
            )
        ]

    def _turned(self, rule: Rule) -> Iterable[Rule]:
        """Yield a rule and its turned forms."""
        yield rule
        if not rule.turned:
            return
        denied = self._denied(rule.conclusion)
        for at, premise in enumerate(rule.premises):
            others = (*rule.premises[:at], *rule.premises[at + 1 :])
            yield Rule((*others, denied), self._denied(premise))

    def _denied(self, claim: Claim) -> Claim:
        return Claim(claim.thing, self.domain(claim.thing) - claim.values)


class _Search:
    """One search for a world that escapes some cases."""

    def __init__(self, laws: Laws) -> None:
        self.laws = laws
        self.tries = 0

    def escape(self, world: World, cases: list[Sequence[Claim]]) -> World | None:
        self.tries += 1
        if self.tries > MOST_TRIES or self.laws.tired:
            return world  # not settled: the cautious answer
        while cases:
            open_ = [claim for claim in cases[0] if not world.values(claim.thing) <= claim.values]
            if not open_:
                return None  # this case holds
            if all(world.with_claim(claim) for claim in open_):
                break
            cases = cases[1:]  # this case cannot hold here
        if not cases:
            return world
        here: World | None = world
        for claim in open_:
            if here is None:
                break
            without = here.with_claim(here.denied(claim))
            if without and (found := self.escape(without, cases[1:])):
                return found
            here = here.with_claim(claim)
        return None


Worlds = tuple[World, ...]
"""Worlds of which one is the real one; none if a place can never be reached."""


def kept_apart(worlds: Iterable[World]) -> Worlds:
    """Return worlds; if they are too many, what the last ones have in common stands for them."""
    found = list({frozenset(world.known.items()): world for world in worlds}.values())
    if len(found) <= MOST_WORLDS:
        return tuple(found)
    rest = found[MOST_WORLDS - 1]
    for world in found[MOST_WORLDS:]:
        rest = rest.joined(world)
    return (*found[: MOST_WORLDS - 1], rest)


def where(worlds: Iterable[World], claims: Iterable[Claim]) -> Worlds:
    """Return the worlds in which all claims hold."""
    claims = tuple(claims)
    return tuple(found for world in worlds if (found := world.with_claims(claims)))


def where_not(worlds: Iterable[World], claims: Sequence[Claim]) -> Worlds:
    """Return the worlds in which at least one of the claims does not hold."""
    found: list[World] = []
    for world in worlds:
        here: World | None = world
        for claim in claims:
            if here is None:
                break
            if without := here.with_claim(here.denied(claim)):
                found.append(without)
            here = here.with_claim(claim)
    return kept_apart(found)
