"""Checks of words that show an illness: only where the listener may know that much.

At the end a guard looks at every finished text. What it would hold back for some people is told
here already, with the line that does it. The name of an illness is false for people who have
another one, so no sentence may hold one, whoever listens.
"""

import re
from collections.abc import Iterable, Iterator

from discloser.authoring.static.heard import Heard, Piece, spot, worlds_for
from discloser.authoring.static.logic import NO, Claim, World, Worlds, where
from discloser.authoring.static.survey import Findings, Survey, finding
from discloser.disclosure.facts import HEALTH_FROM
from discloser.disclosure.guards import HEALTH_WORDS_FROM, ILLNESSES
from discloser.model.document import DocumentSpec
from discloser.model.lexicon import Hits
from discloser.model.texts import SpokenText
from discloser.model.words import LOWEST_LEVEL, Topic
from discloser.text.match import Matcher, Text
from discloser.text.tags import tags

LISTS = {"health": HEALTH_WORDS_FROM, "health_allowed_from_level_2": HEALTH_FROM}
"""Word list to the lowest level at which its words may stand in a text."""

LONGEST_LABEL = 2
"""Words of a topic's label that can be looked for; longer ones are descriptions."""


def health_word_findings(survey: Survey) -> Findings:
    """Yield words that give away more than some of those may know who get to read them."""
    heard = Heard(survey)
    hits = survey.lexicon.lists.find(heard.text)
    yield from _illnesses(survey, heard, hits)
    for name, level in LISTS.items():
        for piece, at, hit in heard.pieces(hits.get(name, ())):
            if _asked_by_others(piece.place.spoken):
                continue
            worlds = worlds_for(survey, piece)
            if not _reaches(survey, worlds, level):
                continue
            exception = not _reaches(survey, _usual(survey, worlds), level)
            yield finding(
                "p_health_word",
                spot(survey, piece, at, hit.surface),
                _why(hit.surface, level, exception=exception),
                _how(piece, level),
                warn=exception,
            )
    yield from _topics(survey, heard)
    for spec in survey.pack.documents.values():
        yield from _titles(survey, spec)


def _illnesses(survey: Survey, heard: Heard, hits: Hits) -> Findings:
    """Yield names of illnesses: nobody knows which one a reader of the pack has."""
    told: set[tuple[str, int]] = set()
    for piece, at, hit in heard.pieces(hits.get(ILLNESSES, ())):
        if _asked_by_others(piece.place.spoken):
            continue
        words = " ".join(hit.surface.split())
        why = (
            f'"{words}" is true for some people only: said by anybody else it is false, '
            "whatever the listener may know."
        )
        used = "{health_name}"
        if not piece.place.spoken:
            used = "{% if health_name %} … {{ health_name }} … {% endif %}"
        how = f'Use {used}, with reads = ["name"] in the document; or say it without the word.'
        place = spot(survey, piece, at, hit.surface)
        told.add((place.file, place.line))
        yield finding("p_illness", place, why, how)
    yield from _in_tags(survey, told)


def _in_tags(survey: Survey, told: set[tuple[str, int]]) -> Findings:
    """Yield names of illnesses that a template prints from inside a tag."""
    for template in survey.own_templates:
        file = survey.file_of(template)
        source = "".join(_printing(survey.bench.folder.files[template]))
        if not survey.lexicon.lists.find(Text(source)).get(ILLNESSES):
            continue
        for number, line in enumerate(survey.bench.folder.files[template].split("\n"), 1):
            for tag in _printing(line) if (file, number) not in told else ():
                for hit in survey.lexicon.lists.find(Text(tag)).get(ILLNESSES, ())[:1]:
                    at = survey.places.line(file, number, hit.surface)
                    why = f'"{hit.surface}" is true for some people only; for others it is false.'
                    how = "Say it without the word, or use {{ health_name }}."
                    yield finding("p_illness", at, why, how)


PRINTING = re.compile(r"\{(?:\{|%-?\s*set\b)")
"""What a tag starts with that prints a value or keeps one to be printed."""


def _printing(text: str) -> Iterator[str]:
    """Yield the tags of a text that print something."""
    found = (text[start:end] for start, end in tags(text, "{%"))
    return (tag for tag in found if PRINTING.match(tag))


def _titles(survey: Survey, spec: DocumentSpec) -> Findings:
    """Yield such words in what stands over a paper, and in what its file is called after."""
    for key, text, why, how in (
        ("id", spec.id, FILE_NAME, "Choose an id that says what the paper is for, not why."),
        ("title", spec.title, HEADING, "Say what the paper is for, without the word."),
    ):
        if not survey.has("documents", spec.id, key):
            continue
        hits = survey.lexicon.lists.find(Text(text))
        found = [("p_illness", hit) for hit in hits.get(ILLNESSES, ())]
        for name, level in LISTS.items():
            worlds = survey.knowledge.document(spec) if hits.get(name) else ()
            heard = spec.kind != "rights" and _reaches(survey, worlds, level)
            if key == "id" or heard:
                found += [("p_health_word", hit) for hit in hits.get(name, ())]
        for rule, hit in found[:1]:
            words = " ".join(hit.surface.split())
            at = survey.places.entry("documents", spec.id, key, hit.surface)
            yield finding(rule, at, why.format(words), how)


FILE_NAME = (
    'A file that somebody saves gets this name, and "{}" in it gives away in any list of files '
    "that it is about health."
)
HEADING = (
    'The title stands over the paper, and "{}" in it shows to anybody that it is about health.'
)


def _asked_by_others(spoken: SpokenText | None) -> bool:
    """Return whether a text is what others ask: it says nothing of the person."""
    return spoken is not None and (spoken.shelf, spoken.key) == ("questions", "question")


def _topics(survey: Survey, heard: Heard) -> Findings:
    """Yield words that name a topic, such as appointments, to those who may not know of it."""
    labels = {
        entry.label: topic
        for topic in LOWEST_LEVEL
        if (entry := survey.catalogue.topics.get(topic))
        and len(entry.label.split()) <= LONGEST_LABEL
        and not survey.lexicon.lists.find(Text(entry.label))
        and not entry.label.startswith("the ")
    }
    for piece, at, hit in heard.pieces(Matcher(labels).find(heard.text)):
        topic = labels[hit.word]
        level = LOWEST_LEVEL[topic]
        closed = Claim(survey.knowledge.open_topic(topic).thing, NO)
        if not where(worlds_for(survey, piece), [survey.knowledge.below(level), closed]):
            continue
        why = f'"{hit.surface}" tells of `{topic}`, which needs level {level}.'
        how = f'Add reveals = ["{topic}"] to the wording, and put a plainer one below it.'
        if not piece.place.spoken:
            how = f"Put {{% if fact.says_{topic} %}} … {{% endif %}} around it."
        yield finding("p_reveals", spot(survey, piece, at, hit.surface), why, how, warn=True)


def _reaches(survey: Survey, worlds: Iterable[World], level: int) -> bool:
    """Return whether somebody below a level gets to read a piece."""
    return bool(where(worlds, [survey.knowledge.below(level)]))


def _why(surface: str, level: int, *, exception: bool) -> str:
    words = " ".join(surface.split())
    if exception:
        return (
            f'"{words}" is held back below level {level}, also for a listener who may know the '
            "topic by an exception only."
        )
    return (
        f'"{words}" shows that this is about health, and it can reach listeners below level '
        f"{level}: their document would be held back."
    )


def _how(piece: Piece, level: int) -> str:
    how = f"put {{% if level >= {level} %}} … {{% endif %}} around it."
    if piece.place.spoken:
        how = f"give it level = {level}, and put a plainer wording below it."
    return f"Say it without the word. Only if it is true for everybody who may say it, {how}"


def _usual(survey: Survey, worlds: Worlds) -> Iterator[World]:
    """Yield the worlds without exceptions: a topic that is told is told because of the level."""
    for world in worlds:
        here = world
        for topic in Topic:
            claim = survey.knowledge.open_topic(topic)
            if not world.values(claim.thing) <= claim.values:
                continue
            lowest = LOWEST_LEVEL.get(topic)
            above = here.with_claim(survey.knowledge.level_from(lowest)) if lowest else None
            if above is None:
                break
            here = above
        else:
            yield here
