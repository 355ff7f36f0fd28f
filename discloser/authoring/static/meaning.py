"""What a name in a template stands for, and when there is a value for it."""

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from discloser.authoring.static.knowledge import ASKED, Knowledge, yes
from discloser.authoring.static.logic import Claim
from discloser.disclosure.facts import known_facts
from discloser.model.wording import wordings
from discloser.model.words import Audience, Topic
from discloser.rendering.names import NAMES, Name
from discloser.rendering.template.program import Path
from discloser.text.nearest import nearest as nearest_of

Claims = tuple[Claim, ...]

UNKNOWN = Name("", "text", always=True)
"""Stands for what has been told to be unknown already."""

MOST_HINTS = 40
"""Unknown names of one document for which the nearest known one is looked for."""

FILLED = {
    "asks": Claim("asks", ASKED),
    "impacts": yes("says_effect"),
    "log": yes("logged"),
}
"""Lists that have items exactly if something holds."""


class Bound(Struct, frozen=True):
    """What a name stands for at one place."""

    name: Name
    key: str
    """Tells it from all other things of a document: ``asks[]``, ``say.opening``."""
    there: Claims = ()
    """What must hold for it to have a value."""


class Meaning(Struct, frozen=True):
    """What a path stands for."""

    name: Name
    key: str
    there: Claims
    """What must hold for it to be printed."""
    true: Claims
    """What holds if it counts as yes."""
    topics: frozenset[Topic] = frozenset()
    """Private topics that are read by it."""
    wrong: str = ""
    """What is wrong with it: a sentence; empty if nothing is."""
    how: str = ""
    phrase: str = ""
    """The id of a phrase that it says."""
    fact: str = ""
    """The fact that it asks for."""


class Meanings:
    """The meaning of every path of one document."""

    def __init__(
        self,
        knowledge: Knowledge,
        audiences: Iterable[Audience],
        left_out: Collection[str] = (),
        rounds: Collection[str] = (),
    ) -> None:
        """``left_out`` are ids of entries that are there and could not be read.

        ``rounds`` are the names that loops of the document give.
        """
        self._rounds = rounds
        self._knowledge = knowledge
        self._left_out = left_out
        self._catalogue = knowledge.catalogue
        self._audiences = tuple(audiences)
        self._facts = known_facts(knowledge.catalogue)
        self._templates = {**knowledge.names, **NAMES.sections}
        self._full: dict[tuple[str, str], bool] = {}
        self._near: dict[str, str | None] = {}

    def of(self, path: Path, local: Mapping[str, Bound]) -> Meaning:
        """Return what a path stands for; ``local`` are names that loops and ``set`` give."""
        if path.name in local:
            bound = local[path.name]
        elif (name := self._templates.get(path.name)) is not None:
            bound = Bound(name, path.name, self._there(name))
        else:
            return self._unknown(path, local)
        shelf = bound.name.shelf
        for at, part in enumerate(path.parts):
            found = self._inside(bound, part, shelf)
            if isinstance(found, Meaning):
                spelt = Path(path.name, path.parts[: at + 1], path.line).spelt
                return Meaning(
                    UNKNOWN, spelt, (), (), wrong=found.wrong.format(spelt), how=found.how
                )
            bound, shelf = found, found.name.shelf or shelf
        return self._meaning(bound)

    def item(self, meaning: Meaning, number: int) -> Bound:
        """Return what the name of a loop stands for; ``number`` tells the loop from others."""
        return Bound(_item(meaning.name), f"{meaning.key}[#{number}]", ())

    # --- steps along a path ---

    def _there(self, name: Name) -> Claims:
        if name.always or name.name in NAMES.sections:
            return () if name.always else tuple(map(self._knowledge.fact, name.given_by))
        return (self._knowledge.name(name.name),)

    def _inside(self, bound: Bound, part: str | int, shelf: str) -> "Bound | Meaning":
        name = bound.name
        if name is UNKNOWN:
            return bound
        if isinstance(part, int):
            if name.shape != "list":
                return _slip("{0} is no list.", "Leave out the number in square brackets.")
            key = f"{bound.key}[{part}]"
            return Bound(_item(name), key, (*bound.there, self._place(bound.key, part)))
        if name.shape != "group":
            what = {"list": "a list", "number": "a number"}.get(name.shape, f"a {name.shape}")
            fix = "Go through it with {{% for each in … %}}." if name.shape == "list" else ""
            return _slip(f"{{0}} does not exist: in front of the last dot is {what}.", fix)
        inner = name.part(part)
        known = self._ids(name)
        if name.keys and part in self._left_out:
            return Bound(UNKNOWN, f"{bound.key}.{part}")
        if inner is None or (known is not None and part not in known):
            return self._no_such(name, part, known)
        key = f"{bound.key}.{part}"
        if name.keys == "fact":
            return Bound(Name(part, "yes or no", always=True), key)
        if name.keys == "topic":
            claim = self._knowledge.fact(f"says_{part}")
            return Bound(inner, key, (*bound.there, claim))
        if name.keys == "phrase":
            return Bound(Name(part, "text"), key, (yes(f"say {part}"),))
        if inner.always or self._always_full(shelf, part, key):
            return Bound(inner, key, bound.there)
        return Bound(inner, key, (*bound.there, yes(key)))

    def _place(self, key: str, at: int) -> Claim:
        """Return the claim that a list has an item at a place, from 0."""
        if key == "asks" and at < len(ASKED):
            return Claim("asks", ASKED if at == 0 else frozenset("2"))
        return _filled(key) if at == 0 else yes(f"{key}[{at}]")

    def _meaning(self, bound: Bound) -> Meaning:
        name = bound.name
        topics = {name.topic} if name.topic else set()
        first, _, rest = bound.key.partition(".")
        phrase = rest if first == "say" and rest else ""
        fact = rest if first == "fact" and rest else ""
        if fact:
            claim = self._knowledge.fact(fact)
            return Meaning(name, bound.key, (), (claim,), fact=fact)
        true = bound.there
        if name.shape == "list":
            true = (*true, _filled(bound.key))
        elif name.shape == "yes or no" or bound.key == "law_line":
            true = (*true, yes(f"true {bound.key}"))
        return Meaning(name, bound.key, bound.there, true, frozenset(topics), phrase=phrase)

    # --- what a pack names ---

    def _ids(self, name: Name) -> Collection[str] | None:
        """Return the names that the parts of a group have in this pack, if it decides that."""
        match name.keys:
            case "phrase":
                return self._catalogue.phrases
            case "fact":
                return self._facts
            case "topic":
                return [str(topic) for topic in Topic]
            case "point":
                return self._catalogue.logistics
            case _:
                return None

    def _no_such(self, name: Name, part: str, known: Collection[str] | None) -> Meaning:
        what = {
            "phrase": "There is no phrase `{1}`, so {0} says nothing.",
            "fact": "The fact `{1}` does not exist.",
            "topic": "There is no topic `{1}`.",
            "point": "There is no point `{1}` about the meeting.",
        }.get(name.keys, "{0} does not exist.")
        options = sorted(
            {*known, *(self._left_out if name.keys == "phrase" else ())}
            if known is not None
            else {each.name for each in name.parts}
        )
        near = self._nearest(part, options)
        if near:
            how = f"Did you mean `{near}`?"
        elif name.keys == "phrase":
            how = f'Add it to a file in phrases/, with id = "{part}".'
        elif name.keys:
            how = "Look it up in the tables of the manual."
        else:
            how = f"There are: {', '.join(options)}."
        return _slip(what.replace("{1}", part), how)

    def _nearest(self, name: str, known: Collection[str]) -> str | None:
        """Return the known name that is meant; after many slips nobody needs another hint."""
        if name not in self._near:
            if len(self._near) >= MOST_HINTS:
                return None
            self._near[name] = nearest_of(name, known)
        return self._near[name]

    def _always_full(self, shelf: str, part: str, key: str) -> bool:
        """Return whether every entry of the catalogue that can be meant has a part."""
        if not shelf:
            return False
        point = key.split(".")[1] if key.startswith("points.") else ""
        if (shelf + point, part) not in self._full:
            self._full[shelf + point, part] = self._look(shelf, part, point)
        return self._full[shelf + point, part]

    def _look(self, shelf: str, part: str, point: str) -> bool:
        entries = getattr(self._catalogue, shelf)
        if shelf == "audiences":
            meant = [entries[each] for each in self._audiences if each in entries]
        else:
            meant = [entries[point]] if point else list(entries.values())
        return bool(meant) and all(self._has(entry, part) for entry in meant)

    def _has(self, entry: Struct, part: str) -> bool:
        text = getattr(entry, part, "")
        if not isinstance(text, str | tuple):
            return text not in {None, 0}
        cases = [self._knowledge.wording(each) for each in wordings(text)]
        return bool(cases) and self._knowledge.everything.escape(cases) is None

    def _unknown(self, path: Path, local: Collection[str]) -> Meaning:
        name = path.name
        if name in self._rounds:
            how = f"It has a value only between {{% for {name} in … %}} and {{% endfor %}}."
        elif name in self._catalogue.phrases:
            how = f"To say the phrase, write say.{name}."
        elif name in self._facts:
            how = f"To ask for the fact, write fact.{name}."
        elif near := self._nearest(name, sorted({*self._templates, *local})):
            how = f"Did you mean {near}?"
        elif near := self._nearest(name, sorted(self._catalogue.phrases)):
            how = f"Did you mean the phrase say.{near}?"
        else:
            how = "Look it up in the tables of the manual."
        return Meaning(
            UNKNOWN, path.spelt, (), (), wrong=f"The name {name} does not exist.", how=how
        )


def _filled(key: str) -> Claim:
    """Return the claim that a list has items."""
    return FILLED.get(key, yes(f"{key}[]"))


def _item(name: Name) -> Name:
    """Return what each item of a list is."""
    if name is UNKNOWN:
        return name
    if not name.parts:
        return Name(name.name, "text", always=True, topic=name.topic)
    return Name(name.name, "group", always=True, parts=name.parts, shelf=name.shelf)


def _slip(wrong: str, how: str) -> Meaning:
    return Meaning(UNKNOWN, "", (), (), wrong=wrong, how=how)
