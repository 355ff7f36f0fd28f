"""Conditions in plain words: when a wording, a line of a template or a document is used."""

import re
from collections.abc import Iterable, Mapping

from discloser.authoring.explained.answers import ROUNDS, named
from discloser.disclosure.fact_words import fact_words, whom
from discloser.model.catalogue import Catalogue, Wording
from discloser.model.document import DocumentSpec
from discloser.model.wording import fields
from discloser.model.words import Topic
from discloser.rendering.names import NAMES
from discloser.rendering.template.program import (
    All,
    Any,
    Choice,
    Compare,
    Defined,
    Expression,
    Filtered,
    Loop,
    Not,
    Path,
    Sign,
    Value,
    Values,
)
from discloser.text.english import join_list

Local = Mapping[str, str]
"""Name that a loop or a ``set`` gives, to the dotted name that it stands for; "" if computed."""

SIGNS: dict[Sign, tuple[str, Sign]] = {
    "==": ("is", "!="),
    "!=": ("is not", "=="),
    "<": ("is less than", ">="),
    "<=": ("is at most", ">"),
    ">": ("is more than", "<="),
    ">=": ("is at least", "<"),
    "in": ("is one of", "not in"),
    "not in": ("is none of", "in"),
}
"""Sign of a comparison to its words, and the sign of its opposite."""

MANY = re.compile(
    r"(?:the )?(?:minutes|effects|limits|lines|steps|topics|questions|practical points|facts"
    r"|reasons|sentences)\b"
)
"""How the nouns begin that stand for many."""

LOOP = {
    "first": ("it is the first one", "it is not the first one"),
    "last": ("it is the last one", "it is not the last one"),
    "index": ("the number of the one at hand", ""),
    "length": ("the number of all of them", ""),
}


class PlainWords:
    """The words for one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.facts = fact_words(catalogue)
        self.given = {
            name: entry.labels.get(field, field.replace("_", " "))
            for entry in catalogue.accommodations.values()
            for field, name in entry.gives.items()
        }
        """Names that asks give to their blanks, and what the app asks for each."""

    # --- wordings ---

    def wording(self, wording: Wording, labels: Mapping[str, str] = {}) -> tuple[str, ...]:
        """Return what must hold for a wording, one clause each, to read after "if".

        ``labels`` are what the app asks for the blanks that the entry has of its own.
        """
        found = [f"the tone is {wording.tone}"] if wording.tone else []
        found += [self.fact(condition) for condition in wording.when]
        if wording.level:
            found.append(f"the reader's level is {wording.level} or higher")
        if wording.reveals:
            found.append(f"this reader may be told {self.topics(wording.reveals)}")
        blanks = [name for name in dict.fromkeys(fields(wording.text)) if not _sure(name, wording)]
        found += [self._blank(name, labels) for name in blanks]
        return tuple(found)

    def fact(self, condition: str) -> str:
        """Return the clause for a fact, or for ``not`` and a fact."""
        name = condition.removeprefix("not ")
        words = self.facts.get(name)
        if words is None:
            return f"`{condition}` holds"
        return words.holds if name == condition else words.fails

    def topics(self, topics: Iterable[Topic]) -> str:
        """Return topics as a list in a sentence."""
        return join_list([self.topic(topic) for topic in topics])

    def topic(self, topic: Topic) -> str:
        """Return what a topic is called in a sentence."""
        entry = self.catalogue.topics.get(topic)
        return entry.label if entry else topic.replace("_", " ")

    def document(self, spec: DocumentSpec) -> tuple[str, ...]:
        """Return what must hold for a document to be written, one clause each."""
        found = [self.fact(condition) for condition in spec.when]
        if spec.when_any:
            found.append(" or ".join(self.fact(condition) for condition in spec.when_any))
        return tuple(found)

    def readers(self, spec: DocumentSpec) -> str:
        """Return for whom a document can be written."""
        return join_list([whom(self.catalogue, each) for each in spec.audiences], "or")

    def decisions(self, spec: DocumentSpec) -> tuple[str, ...]:
        """Return for which choices a document makes sense, in the person's words."""
        labels = {each.id: each.label for each in self.catalogue.decisions.values()}
        return tuple(
            labels.get(each, "no choice yet" if each == "undecided" else each)  # type: ignore[call-overload]
            for each in spec.decisions
        )

    def _blank(self, name: str, labels: Mapping[str, str]) -> str:
        if name in labels:
            asked = labels[name]
            return f'the answer to "{asked}" is given' if asked else f"the value {name} is given"
        return f"{_are(self.noun(name))} given"

    def filled(self, text: str, labels: Mapping[str, str] = {}) -> str:
        """Return a text with what its blanks stand for in their braces."""
        for name in dict.fromkeys(fields(text)):
            asked = labels.get(name)
            said = f'the answer to "{asked}"' if asked else self.noun(name)
            if name not in labels or asked:
                text = text.replace(f"{{{name}}}", f"{{{said.removesuffix(',')}}}")
        return text

    # --- templates ---

    def noun(self, name: str, *, in_template: bool = False) -> str:
        """Return what a name stands for, to read before "is given"."""
        kind, _, topic = name.replace("health.", "health_", 1).partition("_")
        if kind in {"health", "told"} and topic in set(Topic):
            return f"what the person wrote about {self.topic(Topic(topic))}, if it may be said,"
        if name in self.given:
            return f'the answer to "{self.given[name]}"'
        group, _, part = name.partition(".")
        if in_template and group == "points":
            entry = self.catalogue.logistics.get(part.partition(".")[0])
            return f'the point "{entry.label}"' if entry else f"the point `{part}`"
        if in_template and group == "say":
            return f"a line of the phrase `{part}`"
        found = named(name, in_template=in_template)
        return found.words if found else f"`{name}`"

    def rounds(self, dotted: str) -> str:
        """Return what a loop does, as in "once for each thing asked for"."""
        return f"once for each {ROUNDS.get(dotted, f'item of `{dotted}`')}"

    def holds(self, test: Expression, local: Local) -> str:
        """Return the clause for a test that holds, to read after "if"."""
        match test:
            case Path() | Filtered() | Defined():
                return self._there(test, local)
            case Not():
                return self.fails(test.value, local)
            case All():
                return _joined([self.holds(each, local) for each in test.values], "and")
            case Any():
                return _joined([self.holds(each, local) for each in test.values], "or")
            case Compare():
                return self._compared(test, test.sign, local)
            case Loop():
                return LOOP[test.part][0] if LOOP[test.part][1] else "there is one"
            case Value():
                return "always" if test.value else "never"
            case Choice():
                yes, no = self.holds(test.yes, local), self.holds(test.no, local)
                return f"{yes} where {self.holds(test.test, local)}, and else {no}"
            case Values():
                return "always" if test.values else "never"

    def fails(self, test: Expression, local: Local) -> str:
        """Return the clause for a test that does not hold, to read after "if"."""
        match test:
            case Path() | Filtered() | Defined():
                return self._there(test, local, there=False)
            case Not():
                return self.holds(test.value, local)
            case All():
                return _joined([self.fails(each, local) for each in test.values], "or")
            case Any():
                return _joined([self.fails(each, local) for each in test.values], "and")
            case Compare():
                return self._compared(test, SIGNS[test.sign][1], local)
            case Loop():
                return LOOP[test.part][1] or "there is none"
            case Value() | Values():
                return "never" if self.holds(test, local) == "always" else "always"
            case Choice():
                yes, no = self.fails(test.yes, local), self.fails(test.no, local)
                return f"{yes} where {self.holds(test.test, local)}, and else {no}"

    def _there(self, test: Path | Filtered | Defined, local: Local, *, there: bool = True) -> str:
        """Return the clause for something that is there and not empty."""
        match test:
            case Filtered():
                inner = test.value
                return self.holds(inner, local) if there else self.fails(inner, local)
            case Defined():
                path = test.path
            case Path():
                path = test
        name = dotted(path, local)
        if name.startswith("fact."):
            return self.fact(name[5:] if there else f"not {name[5:]}")
        if name.startswith("say."):
            return f"the phrase `{name[4:]}` has {'a' if there else 'no'} line that fits"
        if name in ROUNDS:
            thing = ROUNDS[name]
            if there or not thing.startswith("thing "):
                return f"there is {'at least one' if there else 'no'} {thing}"
            return f"there is nothing {thing.removeprefix('thing ')}"
        noun = self.noun(name, in_template=True)
        return f"{_are(noun)} {'' if there else 'not '}given"

    def _compared(self, test: Compare, sign: Sign, local: Local) -> str:
        left, right = self.value(test.left, local), self.value(test.right, local)
        words = SIGNS[sign][0]
        if sign in ("in", "not in") and not isinstance(test.right, Values):
            words = "is among" if sign == "in" else "is not among"
        return f"{left} {words} {right}"

    def value(self, expression: Expression, local: Local) -> str:
        """Return what an expression stands for, as a noun."""
        match expression:
            case Path():
                return self.noun(dotted(expression, local), in_template=True)
            case Filtered():
                return self.value(expression.value, local)
            case Value():
                return _constant(expression.value)
            case Values():
                return join_list([_constant(each) for each in expression.values], "or")
            case Loop():
                return LOOP[expression.part][0]
            case Choice():
                yes, no = self.value(expression.yes, local), self.value(expression.no, local)
                return f"{yes} where {self.holds(expression.test, local)}, and else {no}"
            case Any() | All():
                return join_list([self.value(each, local) for each in expression.values], "or")
            case Compare() | Not() | Defined():
                return f"whether {self.holds(expression, local)}"


def _are(noun: str) -> str:
    """Return a noun with its verb."""
    return f"{noun} {'are' if MANY.match(noun) else 'is'}"


def _sure(name: str, wording: Wording) -> bool:
    """Return whether the facts that a wording asks for make sure that a blank can be filled."""
    known = NAMES.general.get(name)
    return known is not None and (known.always or not {*known.given_by}.isdisjoint(wording.when))


def dotted(path: Path, local: Local) -> str:
    """Return the name of the data that a path leads to, such as ``asks[].phrase``."""
    base = local.get(path.name, path.name)
    return base + "".join("[]" if isinstance(part, int) else f".{part}" for part in path.parts)


def names_in(expression: Expression, local: Local) -> tuple[str, ...]:
    """Return the dotted names that an expression reads."""
    match expression:
        case Path():
            return (dotted(expression, local),)
        case Defined():
            return (dotted(expression.path, local),)
        case Filtered() | Not():
            return names_in(expression.value, local)
        case Compare():
            return names_in(expression.left, local) + names_in(expression.right, local)
        case All() | Any():
            return tuple(name for each in expression.values for name in names_in(each, local))
        case Choice():
            return tuple(
                name
                for each in (expression.test, expression.yes, expression.no)
                for name in names_in(each, local)
            )
        case Value() | Values() | Loop():
            return ()


def joined(clauses: Iterable[str]) -> str:
    """Return clauses as one condition to read after "if"; empty for none."""
    return _joined(list(dict.fromkeys(clauses)), "and")


def _joined(clauses: list[str], word: str) -> str:
    """Join clauses so that a comma inside one is not mistaken for the end of it."""
    if len(clauses) > 1 and any("," in clause or " or " in clause for clause in clauses):
        return f"; {word} ".join(clauses)
    return f" {word} ".join(clauses)


def _constant(value: str | int | bool) -> str:  # noqa: FBT001 - it is a value of the template
    return f'"{value}"' if isinstance(value, str) else str(value)
