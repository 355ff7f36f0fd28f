"""Checks of wordings: conditions that cannot be, and wordings that are never used."""

from collections.abc import Sequence

from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Spot
from discloser.authoring.static.knowledge import MOST_WORDINGS, Knowledge
from discloser.authoring.static.logic import NO, Claim, World, Worlds, where
from discloser.authoring.static.survey import Findings, Survey, finding
from discloser.authoring.static.topics import topics_of_wording
from discloser.disclosure.facts import CONFIRMED
from discloser.model.catalogue import Wording
from discloser.model.texts import SpokenText
from discloser.model.wording import conditions, fields, wordings
from discloser.model.words import LOWEST_LEVEL, Topic

MADE_BY_CODE = frozenset({"private_line", "trial"})
"""Phrases that the program says by itself."""

TRIAL_FIELDS = frozenset({"trial_weeks"})

ASK_NAMES = frozenset(
    "ask ask_short ask_short_1 ask_short_2 ask_short_3 asks asks_short fallback free_ask "
    "trial_weeks impact impact_1 impact_2 impact_3 impact_short impacts limits".split()
)
"""Names that are made from asks and impacts."""

MAY_CONFIRM = frozenset({("questions", "reply"), ("accommodations", ""), ("objections", "")})
"""Texts whose entry a person can confirm: shelf and key, an empty key for all."""

HIGHEST_LEVEL = 5


def wording_findings(survey: Survey) -> Findings:
    """Yield wordings that nobody ever gets to hear, and phrases that nothing says."""
    for text, path in survey.spoken:
        spoken = wordings(text.text)
        yield from _levels(survey, text, path, spoken)
        yield from _unspoken(survey, text, path, spoken)
    for phrase in survey.catalogue.phrases if survey.readable else ():
        if survey.has("phrases", phrase, "id") and phrase not in survey.said | _by_level(survey):
            if phrase in MADE_BY_CODE:
                continue
            at = survey.places.entry("phrases", phrase, "id")
            why = f"No document says the phrase `{phrase}`."
            how = f"Say it in a template, as {{{{ say.{phrase} }}}}, or remove it."
            yield finding("p_unused", at, why, how, warn=True)


def _by_level(survey: Survey) -> dict[str, None]:
    """Return the phrases that are said where levels are chosen."""
    return {phrase: None for spec in survey.pack.documents.values() for phrase in spec.by_level}


# --- levels ---


def _levels(survey: Survey, text: SpokenText, path: str, spoken: Sequence[Wording]) -> Findings:
    """Check that a level and what a wording reveals do not speak against each other."""
    for index, wording in enumerate(spoken):
        if not 0 <= wording.level <= HIGHEST_LEVEL:
            at = _key(survey, text, path, index, "level")
            why = f"There is no level {wording.level}: levels go from 0 to {HIGHEST_LEVEL}."
            yield finding("p_level", at, why, "Write a level from 0 to 5, or leave it out.")
            continue
        for topic in wording.reveals:
            lowest = LOWEST_LEVEL.get(topic)
            if wording.level and lowest and wording.level < lowest:
                at = _key(survey, text, path, index, "level")
                why = (
                    f"The topic `{topic}` may be told from level {lowest} on, and the wording "
                    f"has level {wording.level}."
                )
                how = f"Write level = {lowest}, or leave the level out: `reveals` is enough."
                yield finding("p_level", at, why, how, warn=True)


# --- never used ---


def worlds_of(survey: Survey, text: SpokenText) -> Worlds:
    """Return the worlds in which a text is said."""
    knowledge = survey.knowledge
    if text.shelf == "phrases":
        said = survey.said.get(text.entry)
        worlds: Worlds = tuple(said) if said else (knowledge.everything,)
    else:
        worlds = (knowledge.everything,)
    claims: list[Claim] = []
    if text.shelf == "audiences":
        claims.append(knowledge.fact(f"to_{text.entry}"))
    elif text.shelf == "questions" and text.entry in survey.catalogue.questions:
        askers = survey.catalogue.questions[text.entry].askers
        claims.append(Claim("to", frozenset(map(str, askers))))
    elif text.shelf == "impacts":
        claims.append(knowledge.open_topic(Topic.WORK_EFFECT))
    if (text.shelf, "") not in MAY_CONFIRM and (text.shelf, text.key) not in MAY_CONFIRM:
        claims.append(Claim(CONFIRMED, NO))
    if text.shelf in {"impacts", "accommodations"}:
        claims.append(Claim("effect", frozenset({""})))
    found = where(worlds, claims)
    distinct = {frozenset(world.known.items()): world for world in found}
    return tuple(distinct.values())


def own_fields(text: SpokenText) -> frozenset[str]:
    """Return the blanks that an entry fills in itself."""
    if (text.shelf, text.entry) == ("phrases", "trial"):
        return TRIAL_FIELDS
    return frozenset(text.fields)


def _unspoken(survey: Survey, text: SpokenText, path: str, spoken: Sequence[Wording]) -> Findings:
    if len(spoken) == 1 and not (spoken[0].when or spoken[0].level or fields(spoken[0].text)):
        return  # the plain sentence that most texts are
    spoken = spoken[:MOST_WORDINGS]
    knowledge, own = survey.knowledge, own_fields(text)
    cases = [knowledge.wording(each, own) for each in spoken]
    worlds = worlds_of(survey, text)
    for index, wording in enumerate(spoken):
        if knowledge.tired:
            return
        if not 0 <= wording.level <= HIGHEST_LEVEL or _no_such_tone(knowledge, wording):
            continue  # told as a slip of its own
        if late := _late_names(text, wording):
            at = survey.places.wording(text.shelf, text.entry, path, index, f"{{{late}}}")
            why = f"{{{late}}} is not known yet where this text is made, so it is never used."
            how = "Asks, impacts and the private line cannot use the names of asks and impacts."
            yield finding("p_never_wording", at, why, how)
        elif not where(worlds, cases[index]):
            yield _never(survey, text, path, index, wording)
        elif (earlier := _shadow(worlds, spoken, cases, index)) is not None:
            at = survey.places.wording(text.shelf, text.entry, path, index)
            why = f"This wording is never used: {_which(earlier)} always comes first."
            how = "Put it above that one, or give that one a condition."
            yield finding("p_never_wording", at, why, how, warn=True)


def _no_such_tone(knowledge: Knowledge, wording: Wording) -> bool:
    return bool(wording.tone) and wording.tone not in knowledge.tones


def _late_names(text: SpokenText, wording: Wording) -> str:
    """Return a blank that has no value yet when a text is put together."""
    if text.shelf == "accommodations" or (text.shelf, text.entry) == ("phrases", "private_line"):
        late = ASK_NAMES - own_fields(text)
    else:
        return ""
    return next((name for name in fields(wording.text) if name in late), "")


def _never(
    survey: Survey, text: SpokenText, path: str, index: int, wording: Wording
) -> PackFinding:
    """Return the finding for a wording whose conditions never hold."""
    places, knowledge = survey.places, survey.knowledge
    at = places.wording(text.shelf, text.entry, path, index)
    if pair := _contradiction(knowledge, wording, own_fields(text)):
        one, other = pair
        where_ = places.wording(text.shelf, text.entry, path, index, wording.text[:1])
        spot = _key(survey, text, path, index, "when", f'"{one}"') if one else where_
        why = f"`{one}` and `{other}` can never hold together, so this wording is never used."
        return finding("p_never", spot, why, "Remove one of them.")
    if CONFIRMED in wording.when:
        spot = _key(survey, text, path, index, "when", f'"{CONFIRMED}"')
        why = "`confirmed` never holds here, so this wording is never used."
        how = "Only asks, objections and replies to questions can be confirmed: remove it."
        return finding("p_never", spot, why, how)
    missing = _undeclared(survey, text, wording)
    if missing:
        quoted = " and ".join(f"`{topic}`" for topic in sorted(missing))
        why = f"No document that says this declares {quoted} in `reads`, so it is never used."
        how = "Add it to `reads` of the document in pack.toml, or remove the wording."
        return finding("p_reads", at, why, how, warn=True)
    worlds = worlds_of(survey, text)
    for each in wording.when:
        if not where(worlds, [knowledge.condition(each)]):
            spot = _key(survey, text, path, index, "when", f'"{each}"')
            why = f"`{each}` never holds where this text is said, so the wording is never used."
            how = (
                "Compare it with `when`, `audiences` and `decisions` of the documents that say it."
            )
            return finding("p_never_wording", spot, why, how, warn=True)
    why = "This wording is never used: its conditions never hold where the text is said."
    how = "Compare them with `when`, `audiences` and `decisions` of the documents that say it."
    return finding("p_never_wording", at, why, how, warn=True)


def _contradiction(
    knowledge: Knowledge, wording: Wording, own: frozenset[str]
) -> tuple[str, str] | None:
    """Return the first two conditions of a wording of which only one can hold."""
    named = [(each, knowledge.condition(each)) for each in wording.when]
    if wording.level:
        named.append((f"level = {wording.level}", knowledge.level_from(wording.level)))
    named += [(f"reveals {topic}", knowledge.open_topic(topic)) for topic in wording.reveals]
    named += [
        (f"{{{name}}}", knowledge.name(name)) for name in fields(wording.text) if name not in own
    ]
    for at, (one, claim) in enumerate(named):
        for other, second in named[at + 1 :]:
            if knowledge.everything.with_claims((claim, second)) is None:
                return one, other
    return None


def _undeclared(survey: Survey, text: SpokenText, wording: Wording) -> frozenset[Topic]:
    """Return topics of a wording that no document declares which says the phrase."""
    if text.shelf != "phrases":
        return frozenset()
    declared: set[Topic] = set()
    for walked in survey.walked:
        if text.entry in {*walked.seen.said, walked.spec.subject}:
            declared.update(walked.spec.reads)
    return topics_of_wording(wording) - declared


def _shadow(
    worlds: Worlds, spoken: Sequence[Wording], cases: Sequence[Sequence[Claim]], index: int
) -> int | None:
    """Return the earlier wording that always wins over one, or None if it can be picked.

    Wordings with the same conditions can be chosen between, so each of them is picked by somebody.
    """
    own = conditions(spoken[index])
    firsts = [at for at in range(index + 1) if conditions(spoken[at]) == own]
    for world in worlds:
        here = world.with_claims(cases[index])
        for first in firsts if here else ():
            there = here.with_claims(cases[first]) if here else None
            if there and there.escape(cases[:first]) is not None:
                return None
    return _winner(worlds, cases, index)


def _winner(worlds: Worlds, cases: Sequence[Sequence[Claim]], index: int) -> int:
    """Return the one earlier wording that wins everywhere, else the last one before it."""
    inside: list[World] = [w for world in worlds if (w := world.with_claims(cases[index]))]
    for at in range(index):
        if all(world.escape([cases[at]]) is None for world in inside):
            return at
    return index - 1


def _which(index: int) -> str:
    words = ("the first one", "the second one", "the third one", "the fourth one", "the fifth one")
    return words[index] if index < len(words) else f"number {index + 1}"


def _key(
    survey: Survey, text: SpokenText, path: str, index: int, key: str, words: str = ""
) -> Spot:
    """Return where a key of a wording stands, or some words in its value."""
    source = survey.bench.layers.sources[text.shelf, text.entry]
    whole = f"{source.place}.{path}[{index}].{key}"
    if words:
        return survey.places.words(source.file, whole, words)
    return survey.places.key(source.file, whole)
