"""A document: how a pack declares it, and what comes out when it is drafted."""

from typing import Literal

from msgspec import Struct

from discloser.model.catalogue import Entry
from discloser.model.words import Audience, Severity, Topic

Kind = Literal["script", "email", "letter", "note", "card", "sheet", "rights"]
Phase = Literal["before", "instead", "after"]


class DocumentSpec(Entry, frozen=True):
    """A ``[[document]]`` of a pack's manifest: what it is, for whom, and what it reads."""

    id: str
    """Its name, and that of its template."""
    title: str
    """Its heading."""
    about: str
    """One sentence for the person: what it is good for."""
    kind: Kind
    """What it is; the checks depend on it."""
    phase: Phase
    """Before the meeting, instead of telling, or after the meeting."""
    audiences: tuple[Audience, ...]
    """For whom it can be written."""
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
    spoken: str = ""
    """Id of the length that it may take, for what is said aloud."""
    prepared: bool = False
    """Holds prepared answers, so topics marked ``if_asked`` may stand in it; only a sheet or card
    can."""
    subject: str = ""
    """Phrase id of the subject line."""
    preview: int = 0
    """Its place among the papers that stand beside the questions while they are answered: of those
    that make sense the lowest number is shown, of equal ones that of the chosen length; 0 never."""
    quick: bool = False
    """Whether the five answers of the shortest path are enough for it."""
    by_level: tuple[str, ...] = ()
    """Phrases of it that show, where levels are chosen, what each level says to an audience. The
    last one leads to what is asked for."""


class Finding(Struct, frozen=True):
    """One rule that a text breaks."""

    rule: str
    severity: Severity
    where: str
    """``text``, ``title``, ``subject``, ``file name``, or the key path of the answer that causes
    it."""
    message: str
    text: str = ""
    """The words that are meant, as they stand there; empty if it is about the whole."""


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
