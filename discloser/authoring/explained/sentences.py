"""Where a sentence of a document comes from: the file, the line and the id behind some words.

A document says "Could we find 30 minutes" where its phrase says "Could we find {meeting_minutes}
minutes", so a blank may be any words.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from discloser.authoring.explained.prose import Prose
from discloser.authoring.workbench import Workbench
from discloser.rendering.renderer import template_of
from discloser.text.tags import without_tags

MOST_FILLED = 12
"""Words that one blank may stand for."""

MOST_WORDS = 60
"""Words that are looked for; of more the first count."""

MOST_FOUND = 20
"""Places that are told; whoever gets more needs more words of the sentence."""

BLANK = ""
"""Stands for a blank among the words of a text."""

MARK = " \x00 "
"""Stands for a blank or a tag in a text, before its words are taken apart."""

_BLANK = re.compile(r"\{[^{}\s]*\}")
_WORD = re.compile(r"\x00|[^\W_]+(?:['\u2019-][^\W_]+)*")
_LINK = str.maketrans("\u2018\u2019\u02bc", "'''")


class Sentence(Struct, frozen=True):
    """A place that some words can come from."""

    file: str
    line: int
    kind: str
    """What holds it, such as ``phrase``; ``template`` for a line of one."""
    id: str
    text: str
    said_in: tuple[str, ...]
    """Ids of the documents that say it; empty where that cannot be told."""
    words: int
    """How many of the words stand there as they are, and not in a blank."""


def find_sentence(bench: Workbench, wanted: str) -> tuple[Sentence, ...]:
    """Return the places that some words can come from, the best first."""
    words = _words(wanted)[:MOST_WORDS]
    needed = (len(words) + 1) // 2
    found = [each for each in _places(bench, words) if each.words >= max(needed, 1)]
    best = max((each.words for each in found), default=0)
    return tuple(each for each in found if each.words == best)


def _places(bench: Workbench, words: list[str]) -> Iterator[Sentence]:
    """Yield every text of the highest pack that has it in which the words can stand."""
    said_in = _said_in(bench)
    texts = {key: each for folder in bench.stack for key, each in Prose(folder).by_text.items()}
    for (kind, entry, _), wordings in texts.items():
        for said in wordings:
            text = said.wording.text
            if count := fitting(_words(text), words):
                where = said_in.get(entry, ()) if kind == "phrase" else ()
                yield Sentence(said.file, said.line, kind, entry, text, where, count)
    pack = bench.workshop.pack
    for path, file in pack.template_files.items():
        document = path.removeprefix("documents/").removesuffix(".j2")
        for number, line in enumerate((bench.file(file) or "").split("\n"), 1):
            if count := fitting(_words(line), words):
                where = (document,) if document in pack.documents else ()
                yield Sentence(file, number, "template", path, line.strip(), where, count)


def _said_in(bench: Workbench) -> dict[str, tuple[str, ...]]:
    """Return each phrase with the documents that say it."""
    found: dict[str, tuple[str, ...]] = {}
    workshop = bench.workshop
    for spec in workshop.pack.documents.values():
        slots = {*workshop.renderer.needs(spec.id).slots, spec.subject} - {""}
        if template_of(spec.id) in workshop.pack.template_files:
            for slot in slots:
                found[slot] = (*found.get(slot, ()), spec.id)
    return found


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters, with blanks marked."""
    plain = without_tags(text.translate(_LINK), MARK)
    plain = _BLANK.sub(MARK, plain).casefold()
    return [BLANK if each == "\x00" else each for each in _WORD.findall(plain)]


def fitting(text: list[str], words: list[str]) -> int:
    """Return how many words stand in a text as they are, if all can stand there in a row; else 0.

    A blank of the text takes some of them, or is passed over.
    """
    best = 0
    # Words read so far, to the most of them that stand in the text as they are.
    reached: dict[int, int] = {}
    for each in text:
        after: dict[int, int] = {}
        for read, count in ({0: 0} | reached).items():
            if each == BLANK:
                for more in range(min(MOST_FILLED, len(words) - read) + 1):
                    _keep(after, read + more, count)
            elif read < len(words) and words[read] == each:
                _keep(after, read + 1, count + 1)
        if len(words) in reached:
            best = max(best, reached[len(words)])
        reached = after
    return max(best, reached.get(len(words), 0))


def _keep(found: dict[int, int], at: int, count: int) -> None:
    if count >= found.get(at, 0):
        found[at] = count
