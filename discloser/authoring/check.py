"""Everything that is wrong with a pack: in its files by themselves, and in what they make."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

from discloser.authoring.drafted.looked import SLOW
from discloser.authoring.drafted.rendered import rendered_findings
from discloser.authoring.finding import PackFinding, in_order
from discloser.authoring.places import Places, Spot
from discloser.authoring.stamp import code_stamp
from discloser.authoring.static.documents import document_findings
from discloser.authoring.static.files import file_findings, not_read_findings, people_findings
from discloser.authoring.static.health_words import health_word_findings
from discloser.authoring.static.joined import joined_findings
from discloser.authoring.static.references import reference_findings
from discloser.authoring.static.rights import rights_findings
from discloser.authoring.static.sentences import (
    empty_findings,
    end_findings,
    sentence_findings,
    tag_article_findings,
)
from discloser.authoring.static.survey import Survey, finding
from discloser.authoring.static.templates import template_findings
from discloser.authoring.static.tongue import tongue_findings
from discloser.authoring.static.topics import topic_findings
from discloser.authoring.static.unused_wordings import wording_findings
from discloser.authoring.told_once import told_once
from discloser.authoring.workbench import Workbench

UNSURE = frozenset(
    "p_reference p_name p_unused p_near_miss p_few_asks p_never_wording p_reads_unused "
    "p_person".split()
)
"""Rules that cannot be judged while some file or entry of the pack cannot be read."""

TOLD = frozenset({"p_reads", "p_never"})
"""Rules that say already why nobody gets to a line."""

MOST = 400
"""Findings of one kind that are told; nobody mends more in one go."""

MOST_MADE = 3 * MOST
"""The same with those that say again what was said, about the same place."""


def check(
    bench: Workbench, today: datetime.date, *, widely: bool = True
) -> tuple[PackFinding, ...]:
    """Return everything that is wrong with the pack under work, in the order of its files.

    Unless ``widely``, it is what can keep it from being used; nobody looks for what is never used.
    """

    def find() -> list[PackFinding]:
        texts = rendered_findings(bench, today, widely=widely)
        return told_once([*static_findings(bench, today), *texts])

    return in_order(_kept("all findings" if widely else "what blocks", bench, today, find))


def static_findings(bench: Workbench, today: datetime.date) -> list[PackFinding]:
    """Return what can be said of a pack without writing any document."""
    return _kept("static findings", bench, today, lambda: list(_static(bench, today)))


def _kept(
    what: str, bench: Workbench, today: datetime.date, find: Callable[[], list[PackFinding]]
) -> list[PackFinding]:
    """Return findings from the cache, or find them; those of a check cut short are not kept."""
    if bench.cache is None:
        return find()
    digests = (f"{folder.name} {folder.digest()}" for folder in bench.stack)
    broken = (error.message for error in bench.broken)  # files that are left out, too
    beside = bench.folder.passed_over
    key = "\0".join([what, code_stamp(), str(today), *digests, *broken, *beside])
    if kept := bench.cache.get(key):
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(kept, type=list[PackFinding])
    found = find()
    if not any(each.rule == SLOW for each in found):
        bench.cache[key] = msgspec.msgpack.encode(found)
    return found


def _static(bench: Workbench, today: datetime.date) -> Iterator[PackFinding]:
    places = Places(bench)
    broken = list(file_findings(bench, places))
    yield from broken
    yield from not_read_findings(bench)
    if bench.pack is None:
        return
    unread = any(each.blocks for each in broken)
    survey = Survey(bench, bench.pack, places)
    found = [*people_findings(bench), *_surveyed(survey, today)]
    yield from (each for each in found if not (unread and each.rule in UNSURE))


def _surveyed(survey: Survey, today: datetime.date) -> Iterator[PackFinding]:
    told = list(topic_findings(survey))
    yield from told
    lines = {(each.file, each.line) for each in told if each.rule in TOLD}
    checks: tuple[Callable[[], Iterator[PackFinding]], ...] = (
        lambda: template_findings(survey, lines),
        lambda: wording_findings(survey),
        lambda: health_word_findings(survey),
        lambda: reference_findings(survey),
        lambda: document_findings(survey),
        lambda: rights_findings(survey, today),
        lambda: sentence_findings(survey),
        lambda: empty_findings(survey),
        lambda: end_findings(survey),
        lambda: tag_article_findings(survey),
        lambda: joined_findings(survey),
        lambda: tongue_findings(survey.bench, survey.places),
    )
    for each in checks:
        yield from _some(survey, each())


def _some(survey: Survey, findings: Iterator[PackFinding]) -> Iterator[PackFinding]:
    """Yield findings up to a number that somebody can still read.

    Of further ones it says that they are there. They block nothing if they are only to look at.
    """
    seen: set[PackFinding] = set()
    at = Spot(survey.places.manifest)
    for number, each in enumerate(findings):
        if each in seen and number < MOST_MADE:
            continue
        seen.add(each)
        if number >= MOST_MADE or (len(seen) > MOST and each.blocks):
            why = "There is more to mend than can be told at once."
            yield finding("p_too_many", at, why, "Mend these first, and check again.")
            return
        if len(seen) <= MOST:
            yield each
    if len(seen) > MOST:
        why = f"There are {len(seen) - MOST:,} more of this kind to look at."
        yield finding("p_too_many", at, why, "Look at these first, and check again.", warn=True)
