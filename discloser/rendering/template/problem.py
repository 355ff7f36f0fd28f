"""What is wrong with a template, in a sentence for an author who does not program."""

from msgspec import Struct

from discloser.text.clean import clean


class Problem(Struct, frozen=True):
    """One place in one template that is refused."""

    file: str
    line: int
    """1-based."""
    reason: str
    """What is wrong: a clause without a full stop."""
    fix: str
    """What to do about it, in the same form."""
    column: int | None = None
    """1-based, counted in characters; ``None`` where only the line is known."""
    text: str = ""
    """The words of the template that are meant, shortened to one line."""

    @property
    def message(self) -> str:
        """Reason and fix as one sentence, without the place."""
        return f"{self.reason}; {self.fix}."

    @property
    def sentence(self) -> str:
        """The message with its line in front: ``Line 12: the tag … is not closed; add …``."""
        return f"Line {self.line}: {self.message}"


class RefusedError(Exception):
    """Raised while one tag is read and caught where its problem is noted; never leaves the room."""

    def __init__(self, line: int, reason: str, fix: str, column: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.fix = fix
        self.column = column


def shorten(text: str, width: int = 60) -> str:
    """``text`` on one line without invisible characters, cut to ``width`` characters."""
    line = " ".join(clean(text[: width * 4]).split())
    return line if len(line) <= width else line[: width - 1] + "…"
