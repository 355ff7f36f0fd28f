"""What is known about people once a condition of a template holds, or does not."""

from collections.abc import Callable, Mapping

from discloser.authoring.static.knowledge import Knowledge, always_said
from discloser.authoring.static.logic import YES, Claim, World, Worlds, kept_apart, where, where_not
from discloser.authoring.static.meaning import Bound, Meaning, Meanings
from discloser.model.wording import wordings
from discloser.rendering.template.program import (
    All,
    Any,
    Choice,
    Compare,
    Defined,
    Expression,
    Loop,
    Not,
    Path,
    Sign,
    Value,
    Values,
)

Local = Mapping[str, Bound]

ORDER: dict[Sign, Callable[[int, int], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class Assuming:
    """Conditions of one document."""

    def __init__(self, knowledge: Knowledge, meanings: Meanings) -> None:
        self._knowledge = knowledge
        self._meanings = meanings
        self._said: dict[tuple[str, frozenset[tuple[str, frozenset[str]]]], bool] = {}

    def there(self, meaning: Meaning, worlds: Worlds) -> bool:
        """Return whether a name has a value in all worlds."""
        return all(
            world.surely(claim) or self._always_said(claim, world)
            for world in worlds
            for claim in meaning.there
        )

    def assume(self, worlds: Worlds, test: Expression, local: Local, *, truth: bool) -> Worlds:
        """Return the worlds in which a condition holds, or does not."""
        match test:
            case Not():
                return self.assume(worlds, test.value, local, truth=not truth)
            case All() | Any():
                return self._assume_several(worlds, test, local, truth=truth)
            case Choice():
                yes = self.assume(worlds, test.test, local, truth=True)
                no = self.assume(worlds, test.test, local, truth=False)
                return kept_apart(
                    (
                        *self.assume(yes, test.yes, local, truth=truth),
                        *self.assume(no, test.no, local, truth=truth),
                    )
                )
            case Value():
                return worlds if bool(test.value) is truth else ()
            case Compare(left=Path() as path, sign="==", right=Value() as right) if (
                truth and right.value and path.spelt not in {"tone", "level"}
            ):
                return where(worlds, self._meanings.of(path, local).true)
            case _:
                claims = self._claims(test, local)
                if claims is None:
                    return worlds
                if truth:
                    return where(worlds, claims)
                left = where_not(worlds, claims)
                if len(claims) == 1:
                    left = tuple(w for w in left if not self._always_said(claims[0], w))
                return left

    def _assume_several(
        self, worlds: Worlds, test: All | Any, local: Local, *, truth: bool
    ) -> Worlds:
        """Return the worlds in which all values have one truth, or some value has the other."""
        stops = isinstance(test, Any)
        if truth is not stops:
            for each in test.values:
                worlds = self.assume(worlds, each, local, truth=truth)
            return worlds
        found: list[World] = []
        for each in test.values:
            found += self.assume(worlds, each, local, truth=truth)
            worlds = self.assume(worlds, each, local, truth=not truth)
        return kept_apart(found)

    def _claims(self, test: Expression, local: Local) -> tuple[Claim, ...] | None:
        """Return what a single condition claims, or None if nothing is known of it."""
        match test:
            case Path():
                return self._meanings.of(test, local).true
            case Defined():
                return self._meanings.of(test.path, local).there
            case Loop(part="first" | "last") if "loop" in local:
                return (Claim(f"{local['loop'].key} {test.part}", YES),)
            case Compare(left=Path() as path, right=Value() | Values() as right):
                return self._compared(self._meanings.of(path, local), test, right)
            case _:
                return None

    def _compared(
        self, meaning: Meaning, test: Compare, right: Value | Values
    ) -> tuple[Claim, ...] | None:
        if meaning.key not in {"tone", "level"}:
            return None
        domain = self._knowledge.domain(meaning.key)
        given = right.values if isinstance(right, Values) else (right.value,)
        words = frozenset(map(str, given))
        if not words <= domain and test.sign not in ORDER:
            return None  # a slip, which is told as such
        first = given[0] if given else ""
        if test.sign in ORDER and isinstance(first, int) and meaning.key == "level":
            holds = ORDER[test.sign]
            return (Claim("level", frozenset(each for each in domain if holds(int(each), first))),)
        if test.sign in {"==", "in"}:
            return (Claim(meaning.key, domain & words),)
        return (Claim(meaning.key, domain - words),) if test.sign in {"!=", "not in"} else None

    def _always_said(self, claim: Claim, world: World) -> bool:
        """Return whether a claim is that a phrase is said, and it always is."""
        kind, _, phrase = claim.thing.partition(" ")
        entry = self._knowledge.catalogue.phrases.get(phrase) if kind == "say" else None
        if entry is None:
            return False
        key = (phrase, frozenset(world.known.items()))
        if key not in self._said:
            self._said[key] = always_said(self._knowledge, world, wordings(entry.text))
        return self._said[key]
