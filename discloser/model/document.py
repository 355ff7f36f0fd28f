"""A document: how a pack declares it, and what comes out when it is drafted."""

from typing import Literal

from msgspec import Struct

from discloser.model.catalogue import Entry
from discloser.model.words import Audience, Length, Severity, Topic

Kind = Literal["script", "email", "letter", "note", "card", "sheet", "rights"]
Phase = Literal["before", "instead", "after"]


class DocumentSpec(Entry, frozen=True):
    """A ``[[document]]`` of a pack's manifest: what it is, for whom, and what it reads."""

    id: str
    title: str
    about: str
    """One sentence for the person: what it is good for."""
    kind: Kind
    phase: Phase
    audiences: tuple[Audience, ...]
    decisions: tuple[str, ...]
    """Decisions for which it makes sense; ``undecided`` stands for none taken yet."""
    to: Audience | None = None
    """Its audience when the plan's own audience is not among ``audiences``."""
    also: tuple[Audience, ...] = ()
    """Audiences for which a second copy makes sense beside the plan's own."""
    when: tuple[str, ...] = ()
    """Facts that must hold, or the document is not written."""
    when_any: tuple[str, ...] = ()
    """Facts of which one must hold for it to be written without being asked for by name."""
    missing: str = ""
    """What to add to the plan so that ``when`` holds."""
    reads: tuple[Topic, ...] = ()
    """Topics that the template may see; any other stays out of its reach."""
    spoken: Length | None = None
    prepared: bool = False
    """Holds prepared answers, so topics marked ``if_asked`` may stand in it."""
    subject: str = ""
    """Phrase id of the subject line."""


class Finding(Struct, frozen=True):
    """One rule that a text breaks."""

    rule: str
    severity: Severity
    where: str
    """``text``, ``subject``, ``file name``, or the key path of the answer that causes it."""
    message: str


class Document(Struct, frozen=True):
    """A drafted document, with what it reveals and what the guards and rules found."""

    document: str
    audience: Audience
    kind: Kind
    title: str
    subject: str
    text: str
    words: int
    spoken_seconds: int
    reveals: tuple[Topic, ...]
    withheld: tuple[Topic, ...]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding stops the document."""
        return any(finding.severity is Severity.BLOCK for finding in self.findings)
