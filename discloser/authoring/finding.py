"""What is wrong with a pack, in a place that an author can go to, and how to mend it."""

from msgspec import Struct

from discloser.model.words import Severity


class PackFinding(Struct, frozen=True):
    """One thing in one place of a pack."""

    rule: str
    """Id of the rule, such as ``p_unknown_name``; rules of finished texts start with ``r_``."""
    severity: Severity
    """``block`` if a person could not use the pack safely, ``warn`` if it reads badly."""
    file: str
    """As messages show it, with the pack in front: ``my_words/phrases/mine.toml``."""
    line: int
    """1-based; 0 if it is about the file or the pack as a whole."""
    column: int
    """1-based, in characters; 0 if it is about the whole line."""
    text: str
    """The characters of that line that are meant, as they stand there; empty for all of it."""
    why: str
    """One sentence: what is wrong."""
    how: str
    """One sentence: how to mend it."""
    person: str = ""
    """The sample person in whose document it shows, if it is about a finished text."""
    document: str = ""
    """Id of that document."""

    @property
    def blocks(self) -> bool:
        """Whether the pack must not be used as it is."""
        return self.severity is Severity.BLOCK


def in_order(findings: "list[PackFinding]") -> "tuple[PackFinding, ...]":
    """Return findings as an author works through them: by file and line, each once."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda each: (each.file, each.line, each.column, each.rule)))
