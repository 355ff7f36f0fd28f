"""Of several findings about one slip, those that say its cause.

Whoever mends the cause mends what follows from it, and whoever reads what follows first may make
it worse: "take it out" is no help for a name with a slip in it.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from discloser.authoring.drafted.looked import FAILS
from discloser.authoring.drafted.unused import RULE as NOBODY_GETS_IT
from discloser.authoring.finding import PackFinding
from discloser.model.words import Severity

PRIVATE = "r_private"
"""Rule on words that a sample person keeps private."""

SAYS_MORE: dict[str, frozenset[str]] = {
    "p_illness": frozenset({"p_health_word", "r_level", "r_no_medical", PRIVATE, "r_truth"}),
    "p_health_word": frozenset({"r_level", "r_no_medical", PRIVATE}),
    "p_reveals": frozenset({"r_level", "r_no_medical", PRIVATE}),
    "r_no_medical": frozenset({"r_level", PRIVATE}),
    "r_level": frozenset({PRIVATE}),
    "p_doubled": frozenset({"r_articles"}),
    "p_article": frozenset({"r_articles"}),
    "p_fixed_slip": frozenset({"r_fill"}),
    "p_brace": frozenset({"r_fill"}),
}
"""Rule to those that say no more than it does where they mark the same characters."""

KEEPS_OFF: dict[str, frozenset[str]] = {
    "p_never": frozenset({"p_never_wording", "p_never_branch", NOBODY_GETS_IT}),
    "p_never_wording": frozenset({NOBODY_GETS_IT}),
    "p_never_branch": frozenset({NOBODY_GETS_IT}),
    "p_reads": frozenset({"p_unguarded", "p_never_branch", NOBODY_GETS_IT}),
    "p_value": frozenset({"p_unguarded", "p_never_branch", NOBODY_GETS_IT}),
    "p_document": frozenset({NOBODY_GETS_IT}),
}
"""Rule to those that follow from it in the same line."""

SPOILS = frozenset(
    "p_template p_name p_shape p_unguarded p_reads p_empty p_prepared p_entry p_file p_toml".split()
)
"""Rules that say why a document cannot be written; until then nobody knows what is used in it."""

OF_WHOLE_TEXTS = frozenset("r_fill r_parts r_ask r_open r_next".split())
"""Rules on what a text lacks, which say nothing new of one that is empty."""


def told_once(findings: Iterable[PackFinding]) -> list[PackFinding]:
    """Return findings without those that another one stands for or that it has to wait for."""
    found = [mine for each in findings if (mine := _of_the_pack(each))]
    held_back = set(_waiting(found))
    lines: dict[tuple[str, int], list[PackFinding]] = {}
    for each in found:
        if each.line:
            lines.setdefault((each.file, each.line), []).append(each)
    for here in lines.values():
        held_back.update(_said_already(here))
    return [each for each in found if each not in held_back]


def _of_the_pack(each: PackFinding) -> PackFinding | None:
    """Return a finding as it concerns the pack; None if only a sample person can mend it.

    Anything may be private to somebody. Where such a word comes from the person's own answers, the
    pack has no part in it.
    """
    if each.rule != PRIVATE:
        return each
    if not each.column:
        return None
    why = (
        f'"{each.text}" is what the sample person {each.person} keeps private, and for somebody '
        "like that this text is held back."
    )
    return replace(each, severity=Severity.WARN, why=why)


def _waiting(found: Iterable[PackFinding]) -> Iterator[PackFinding]:
    """Yield what cannot be judged before something else is mended."""
    listed = list(found)
    spoilt = [each for each in listed if each.blocks and each.rule in SPOILS]
    fails = [each for each in listed if each.rule == FAILS]
    empty = {each.file for each in listed if each.rule == "p_empty"}
    never = {each.file for each in listed if each.rule in {"p_never", "p_document"}}
    for each in listed:
        follows = each.rule == FAILS and spoilt
        unknown = each.rule == NOBODY_GETS_IT and (spoilt or fails)
        nothing = each.rule in OF_WHOLE_TEXTS and each.file in empty
        no_document = (
            each.rule == NOBODY_GETS_IT and each.file in never and each.file.endswith("/pack.toml")
        )
        if follows or unknown or nothing or no_document:
            yield each


def _said_already(here: list[PackFinding]) -> Iterator[PackFinding]:
    """Yield those of the findings in one line for which another one stands."""
    for each in here:
        for cause in here:
            if each.blocks and not cause.blocks:
                continue
            same = each.rule in SAYS_MORE.get(cause.rule, ()) and _overlap(each, cause)
            if same or each.rule in KEEPS_OFF.get(cause.rule, ()):
                yield each
                break


def _overlap(one: PackFinding, other: PackFinding) -> bool:
    """Return whether two findings in one line mark some of the same characters."""
    if not (one.column and other.column):
        return True
    ends = one.column + len(one.text), other.column + len(other.text)
    return one.column < ends[1] and other.column < ends[0]
