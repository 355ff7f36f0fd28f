"""Checks of what entries point to, and of ids that are almost others."""

import re
from collections.abc import Collection

from discloser.authoring.places import Spot
from discloser.authoring.static.files import REPLY
from discloser.authoring.static.survey import SHELVES, Findings, Survey, finding
from discloser.model.wording import FIELD
from discloser.model.words import Decision
from discloser.packs.references import Broken, broken_references
from discloser.text.english import COUNTRIES

NAMED = re.compile(r"The (\w+) `([^`]*)` does not exist\.")
"""What a message on a reference names."""

RULES = (
    ("accommodations help with it", "p_few_asks"),
    ("no objection or no reply", "p_no_reply"),
    ("This topic needs", "p_low_level"),
    ("A new plan may start", "p_low_level"),
    ("has no partner", "p_brace"),
)
"""Words of a message to the rule that it is about; any other is a reference."""

MOST_ADDED = 500
"""New entries that are compared with those below."""

NEAR = 0.86
"""How alike a new id and an old one must be, from 0 to 1, to be taken for a slip."""


def reference_findings(survey: Survey) -> Findings:
    """Yield every reference that leads nowhere, and new ids that are slips of old ones."""
    left_out = survey.left_out
    for broken in broken_references(survey.pack):
        named = NAMED.search(broken.message)
        if named and named[2] in left_out:
            continue  # it is there, with a slip of its own that is told already
        if broken.message.startswith("There is no entry for"):
            continue  # as above: such entries cannot be removed, only written wrong
        at = _spot(survey, broken, named[2] if named else "")
        if at is None:
            continue
        rule = next((rule for words, rule in RULES if words in broken.message), "p_reference")
        yield finding(rule, at, *_told(survey, rule, broken, at))
    yield from _unanswered(survey)
    yield from _near_misses(survey)


def _unanswered(survey: Survey) -> Findings:
    """Yield questions to which nobody has a reply."""
    for question in survey.catalogue.questions.values():
        if not question.reply and survey.has("questions", question.id, "reply"):
            at = survey.places.entry("questions", question.id, "reply")
            yield finding("p_no_reply", at, "The question has no reply.", REPLY)


def _how(rule: str) -> str:
    return {
        "p_no_reply": "Give it both: what they may say against it, and a calm reply.",
        "p_low_level": "A pack can ask for more care, not for less: leave the key out.",
    }.get(rule, "Look for a slip, or add what is missing.")


def _told(survey: Survey, rule: str, broken: Broken, at: Spot) -> tuple[str, str]:
    """Return why and how, in the words of an author."""
    named = NAMED.search(broken.message)
    how = broken.fix or _how(rule)
    if rule == "p_few_asks":
        few = "Only one thing" if "Only 1 " in broken.message else "Nothing"
        why = f"{few} to ask for helps with this, and everybody needs a choice."
        return why, "Name it in `helps` of two entries [[accommodation]] or more."
    if named and named[1] == "field":
        why = f"The blank {{{named[2]}}} does not exist."
        return (
            why,
            broken.fix or "Use one of the general names, or add it to `fields` of the entry.",
        )
    if rule == "p_brace":
        if (odd := ODD_BLANK.fullmatch(at.text)) and not at.text.startswith("{{"):
            name = "_".join(odd[1].split()).casefold()
            return f"{at.text} is not written as a blank is.", f"Write {{{name}}}."
        return "A brace in this text has no partner.", _brace(at, how)
    if not broken.fix and named and (names := _names(survey, broken, named[1])):
        return broken.message, f"It is one of: {', '.join(names)}."
    return broken.message, how


ODD_BLANK = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9_ ]{0,60}?)\s*\}")
"""What is meant as a blank and has a space or a capital in it."""

MOST_NAMES = 16
"""Names that are told where one of them is meant; more are looked up in the manual."""


def _names(survey: Survey, broken: Broken, kind: str) -> list[str]:
    """Return the names of which one is meant, if they are few."""
    catalogue = survey.catalogue
    shelves: dict[str, Collection[str]] = {
        "tone": catalogue.tones,
        "length": catalogue.lengths,
        "country": COUNTRIES,
    }
    if kind == "id":
        shelves["id"] = {
            ("questions", "reply"): catalogue.techniques,
            ("documents", "decisions"): [*Decision, "undecided"],
            ("rights", "country"): catalogue.countries,
        }.get((broken.shelf, broken.key), ())
    names = [str(each) for each in shelves.get(kind, ())]
    return names if len(names) <= MOST_NAMES else []


def _brace(at: Spot, how: str) -> str:
    if "{{" in at.text or "{%" in at.text:
        return (
            "Here a blank has one brace on each side, as in {to_name}, and tags such as {% if %} "
            "stand in templates only: write conditions into `when`."
        )
    return how


def _spot(survey: Survey, broken: Broken, name: str) -> Spot | None:
    """Return where a broken reference stands; None if it is not in the pack under work."""
    sources = survey.bench.layers.sources
    source = sources.get((broken.shelf, broken.entry)) or sources.get((broken.shelf, ""))
    if source is None or not survey.own(source.file):
        return None
    if broken.key and not survey.has(broken.shelf, broken.entry, broken.key):
        return None
    places = survey.places
    if not broken.key:
        empty = "" if "no objection" not in broken.message else _empty_key(survey, broken)
        return places.key(source.file, f"{source.place}.{empty or 'id'}")
    path = f"{source.place}.{broken.key}"
    if name:
        return places.words(source.file, path, name)
    quoted = re.search(r'in "(.*)" has no partner', broken.message, re.DOTALL)
    whole = quoted[1] if quoted else ""
    odd = next((each for each in ODD_BLANK.finditer(whole) if not FIELD.fullmatch(each[0])), None)
    inside = odd[0] if odd and "{{" not in whole else whole
    at = places.words(source.file, path, inside)
    return at if at.column else places.words(source.file, path, whole)


def _empty_key(survey: Survey, broken: Broken) -> str:
    """Return which of the keys of an ask is empty."""
    ask = survey.catalogue.accommodations[broken.entry]
    return "reply" if ask.objection else "objection"


def _near_misses(survey: Survey) -> Findings:
    """Yield ids that a pack on top adds and that are almost those of entries below."""
    layers = survey.bench.layers
    added = [each for each in layers.replaced if each.adds and each.pack == survey.bench.name]
    own = {(each.kind, each.id) for each in added}
    for each in added[:MOST_ADDED]:
        shelf = SHELVES[each.kind]
        entries = layers.documents if shelf == "documents" else layers.entries[shelf]
        below = [known for known in entries if (each.kind, known) not in own]
        near = _slip_of(each.id, below)
        if not near:
            continue
        source = layers.sources[shelf, each.id]
        at = survey.places.locate(source.file, f"{source.place}.id")
        why = f"There is no {each.kind} `{each.id}` below, so this adds one; `{near}` is there."
        how = f'If it is meant to replace that one, write id = "{near}".'
        yield finding("p_near_miss", at, why, how, warn=True)


def _slip_of(new: str, known: Collection[str]) -> str:
    """Return the id of which a new one is a slip of the finger, if there is one."""
    import difflib  # noqa: PLC0415 - only packs that add entries need it

    plain = re.sub(r"\d+", "", new)
    close = difflib.get_close_matches(new, known, n=1, cutoff=NEAR)
    if not close or re.sub(r"\d+", "", close[0]) == plain:
        return ""  # numbered on purpose: ask_lead_2, ask_lead_3
    return close[0]
