"""How much one entry of a pack may hold; far above what is useful, so that no pack takes long."""

from collections.abc import Iterator, Sized
from typing import Any

from discloser.errors import PackError
from discloser.model.catalogue import Question, Text, WordList
from discloser.model.document import DocumentSpec
from discloser.model.texts import KEYS
from discloser.model.wording import fields, wordings

MOST_WORDINGS = 100
"""Wordings of one text, and replies to one question; the standard pack has at most 17."""
MOST_CONDITIONS = 12
"""Conditions of one wording or document, and blanks in one wording; the standard pack has 4."""
MOST_CHARACTERS = 2_000
"""Characters of one wording; the longest of the standard pack has 150."""
MOST_WORDS = 3_000
"""Words in one list; the longest of the standard pack has some hundreds."""
MOST_DOCUMENTS = 300
"""Documents of a pack with all that it lies on; the standard one has 17."""
MOST_ENTRIES = 2_000
"""Entries of one kind, with those of the packs below; the standard pack has at most 80."""
MOST_TONES = 12
"""Tones, and lengths; each sample person's documents are looked at in each of them."""

FEW = {"tones": MOST_TONES, "lengths": MOST_TONES, "documents": MOST_DOCUMENTS}
"""Shelves of which a pack may hold less than of others."""

NAMES = {"law_lines": "law lines", "form": "questions of the form", "words": "words"}
"""Shelf to what it holds in words, where its own name does not say it."""


def check_number(shelf: str, entries: Sized, file: str) -> None:
    """Raise PackError if a pack has too many entries of one kind."""
    most = FEW.get(shelf, MOST_ENTRIES)
    if len(entries) > most:
        raise PackError(
            f"There are {len(entries):,} {NAMES.get(shelf, shelf)}, and a pack can have {most:,}.",
            file=file,
            fix="Take some out, or make two packs of it.",
        )


def check_entry(shelf: str, entry: Any, file: str, place: str) -> None:
    """Raise PackError for an entry that holds more than a pack can have."""
    for where, message, fix in _too_much(shelf, entry):
        raise PackError(message, file=file, place=f"{place}.{where}", fix=fix)


Slip = tuple[str, str, str]
"""Place inside the entry, what is wrong, how to mend it."""


def _too_much(shelf: str, entry: Any) -> Iterator[Slip]:
    for key in KEYS.get(shelf, ()):
        yield from _in_text(key, getattr(entry, key))
    match entry:
        case Question():
            if len(entry.reply) > MOST_WORDINGS:
                yield "reply", _many(len(entry.reply), "replies", MOST_WORDINGS), FEWER
            for number, reply in enumerate(entry.reply):
                yield from _in_text(f"reply[{number}].text", reply.text)
        case WordList():
            if (count := len(entry.words) + len(entry.without)) > MOST_WORDS:
                yield "words", _many(count, "words", MOST_WORDS), FEWER
        case DocumentSpec():
            for key in ("when", "when_any"):
                if (count := len(getattr(entry, key))) > MOST_CONDITIONS:
                    yield key, _many(count, "conditions", MOST_CONDITIONS), CONDITIONS
        case _:
            pass


def _in_text(key: str, text: Text) -> Iterator[Slip]:
    found = wordings(text)
    if len(found) > MOST_WORDINGS:
        yield key, _many(len(found), "wordings", MOST_WORDINGS), FEWER
    for number, wording in enumerate(found):
        at = key if isinstance(text, str) else f"{key}[{number}]"
        if len(wording.when) > MOST_CONDITIONS:
            yield at, _many(len(wording.when), "conditions", MOST_CONDITIONS), CONDITIONS
        if (count := len(fields(wording.text))) > MOST_CONDITIONS:
            yield at, _many(count, "blanks", MOST_CONDITIONS), "Make two sentences of it."
        if (count := len(wording.text)) > MOST_CHARACTERS:
            fix = "Make several phrases of it, or write it into the document itself."
            yield at, _many(count, "characters", MOST_CHARACTERS), fix


FEWER = "Take out those that nobody needs."
CONDITIONS = "Make several wordings of it, each with fewer conditions."


def _many(count: int, what: str, most: int) -> str:
    return f"It has {count:,} {what}, and it can have {most:,}."
