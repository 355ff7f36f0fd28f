"""What the text rules look at: a finished text and what it was made from."""

import re
from functools import cached_property

from discloser.model.disclosure import Disclosure
from discloser.model.document import DocumentSpec, Finding
from discloser.model.lexicon import Hits, Lexicon
from discloser.model.plan import Plan
from discloser.model.words import Severity
from discloser.rendering.readability import Reading, measure
from discloser.rendering.rules.quotes import QuotedRuns

SOURCE = re.compile(r"\(Source: .*\)$", re.MULTILINE)


class Draft:
    """A document before it is judged; everything about its text is worked out once, on use."""

    def __init__(  # noqa: PLR0913 - the rules compare the text with all that it came from
        self,
        spec: DocumentSpec,
        subject: str,
        text: str,
        *,
        hits: Hits,
        subject_hits: Hits,
        disclosure: Disclosure,
        plan: Plan,
        lexicon: Lexicon,
        quoted: QuotedRuns,
        replies: tuple[str, ...] = (),
        private_lines: tuple[str, ...] = (),
        most_spoken: int | None = None,
        english: bool = True,
    ) -> None:
        self.spec = spec
        self.subject = subject
        self.text = text
        self.hits = hits
        """Where words of the pack's lists stand in the text."""
        self.subject_hits = subject_hits
        self.disclosure = disclosure
        self.plan = plan
        self.lexicon = lexicon
        self.quoted = quoted
        self.replies = replies
        """The prepared replies in the text, one by one."""
        self.private_lines = private_lines
        """Every wording of the private line that the pack has, filled in."""
        self.most_spoken = most_spoken
        """The most words that can be said in its time; None for what is not said aloud."""
        self.english = english
        """Whether the pack is in English; grade and a/an are known for no other language."""

    @cached_property
    def reading(self) -> Reading:
        """Lengths and grade of the text; sources and names are no reading matter."""
        text = SOURCE.sub("", self.text)
        names = self.disclosure.situation.names
        for name in (names.get("my_name"), names.get("to_name")):
            text = text.replace(name, "Sam") if name else text
        return measure(text)

    @cached_property
    def folded(self) -> str:
        """The text on one line, in small letters."""
        return " ".join(self.text.split()).casefold()

    def holds(self, line: str) -> bool:
        """Return whether the text holds a line, whatever its capitals and line breaks."""
        return bool(line) and " ".join(line.split()).casefold() in self.folded

    @property
    def is_script(self) -> bool:
        """Whether the text is spoken in the meeting."""
        return self.spec.kind == "script"

    @property
    def is_message(self) -> bool:
        """Whether the text goes to the other person as it stands."""
        return self.spec.kind in {"script", "email", "letter"}


def warn(rule: str, message: str, where: str = "text", words: str = "") -> Finding:
    """Return a finding that is shown beside the text; ``words`` are those that it is about."""
    return Finding(rule, Severity.WARN, where, message, words)


def block(rule: str, message: str, where: str = "text", words: str = "") -> Finding:
    """Return a finding that stops the text; ``words`` are those that it is about."""
    return Finding(rule, Severity.BLOCK, where, message, words)
