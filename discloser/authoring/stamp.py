"""What the look of a document rests on, as a name for what is kept: changed input, another name."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

import discloser
from discloser.authoring.drafted.coverage import MADE_WITH_ASKS, PRIVATE_LINE
from discloser.authoring.workbench import Workbench
from discloser.disclosure.guards import CALENDAR
from discloser.model.document import DocumentSpec
from discloser.model.plan import Plan
from discloser.model.wording import wordings
from discloser.text.match import words_of

ROOMS = (
    "text model disclosure interview rehearsal rendering packs planfile session authoring".split()
)
"""Rooms whose code has a say in what a document looks like."""

ENCODER = msgspec.msgpack.Encoder(order="sorted")


@cache
def code_stamp() -> str:
    """Return a name for this very version of the program, also while it is being worked on."""
    home = Path(discloser.__file__).parent
    files = sorted(file for room in ROOMS for file in (home / room).rglob("*.py"))
    total = hashlib.sha256(discloser.__version__.encode())
    for file in (*files, *sorted((home / "packs").glob("*.bin")), home / "errors.py"):
        about = file.stat()
        total.update(f"{file.name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return total.hexdigest()


class Stamps:
    """Names for the documents of one pack on one day."""

    def __init__(self, bench: Workbench, today: datetime.date, people: Mapping[str, Plan]) -> None:
        """``people`` are the plans of the sample persons for whom documents are written.

        Raises PackError for a pack that cannot be read.
        """
        self._workshop = bench.workshop
        pack = self._workshop.pack
        self._pack = pack
        plans = {name: bench.people[name].text for name in people}
        others = replace(pack.catalogue, phrases={})
        echoes = self._echoes(people, plans.values())
        self._shared = _digest((code_stamp(), str(today), pack.language, plans, others, echoes))

    def has(self, spec: DocumentSpec) -> bool:
        """Return whether the pack has a document of this id."""
        return spec.id in self._pack.documents

    def of(self, spec: DocumentSpec) -> str:
        """Return the name for one document. Raises TemplateError."""
        renderer, phrases = self._workshop.renderer, self._pack.catalogue.phrases
        slots = {*renderer.needs(spec.id).slots, spec.subject, PRIVATE_LINE, MADE_WITH_ASKS}
        said = [phrases[slot] for slot in sorted(slots & phrases.keys())]
        files = {path: self._pack.templates[path] for path in renderer.programs(spec.id)}
        return _digest((self._shared, spec, files, said))

    def _echoes(self, people: Mapping[str, Plan], plans: Iterable[str]) -> list[object]:
        """Return what guards look up in phrases that a document does not say itself.

        These are lines that may be said to some people only and whose words stand somewhere else
        too, with the others that hold these words; and which words that sample persons wrote on
        their health a phrase has as well.
        """
        lexicon, phrases = self._workshop.lexicon, self._pack.catalogue.phrases.values()
        own: dict[str, str] = {}
        for entry, text, _ in lexicon.spoken:
            own[entry] = f"{own.get(entry, '')} {text}"
        whole = " ".join(" ".join([*own.values(), *self._pack.templates.values(), *plans]).split())
        lines = [
            (line, lexicon.holding(line))
            for line in lexicon.conditional_in(whole)
            if _stands_after(whole, line.longest, own[line.entry].count(line.longest))
        ]
        said = "\n".join(wording.text for each in phrases for wording in wordings(each.text))
        wrote = "\n".join(text for plan in people.values() for text in plan.health.values())
        return [lines, sorted(set(words_of(wrote)).intersection(words_of(said)) - CALENDAR)]


def _stands_after(text: str, words: str, times: int) -> bool:
    """Return whether words stand in a text more often than so many times."""
    at = -1
    for _ in range(times + 1):
        at = text.find(words, at + 1)
        if at < 0:
            return False
    return True


def _digest(value: object) -> str:
    return hashlib.sha256(ENCODER.encode(value)).hexdigest()
