"""The review of a pack as Markdown, for people who comment in a file and not on paper."""

import re
from collections.abc import Iterator

from discloser.authoring.explained.review import Line, Part, Review
from discloser.authoring.explained.review_page import (
    SIGNED,
    counted,
    facts,
    how_to,
    place,
    shown_when,
)

SPECIAL = re.compile(r"([\\`*\[\]<>#|~]|(?<!\w)_|_(?!\w))|^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
"""What would become a mark of Markdown."""


def as_markdown(review: Review) -> str:
    """Return the whole text."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    yield f"# Wording for review: {_plain(review.title)}"
    yield ""
    if review.about:
        yield _plain(review.about)
        yield ""
    for text in how_to("behind “Comment”"):
        yield _plain(text)
        yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {_plain(value)} |" for name, value in facts(review))
    yield ""
    yield f"| {' | '.join(SIGNED)} |"
    yield f"|{'---|' * len(SIGNED)}"
    yield f"|{'   |' * len(SIGNED)}"
    for group in review.groups:
        yield ""
        yield f"## {_plain(group.heading)}"
        for part in group.parts:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    lines = sum(bool(line.number) for line in part.lines)
    yield ""
    yield f"### {_plain(part.title)} (`{part.name}`, {counted(lines)})"
    if part.notes:
        yield ""
        yield _plain(" ".join(part.notes))
    for line in part.lines:
        yield ""
        yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    when = f" {_plain(shown_when(line))}" if line.when else ""
    if line.phrase:
        yield f"Here: `phrase {line.phrase}`.{when}"
        return
    role = f"{line.role}, {line.place}" if line.place else line.role
    yield f"**{line.number}** {_plain(role)} (`{place(line)}`)"
    yield ""
    yield from (f"> {_plain(text)}" for text in line.read.split("\n"))
    if when:
        yield ""
        yield when.strip()
    for each in line.before:
        yield ""
        yield f"In place of: {_plain(each)}"
    yield ""
    yield "- [ ] fine"
    yield "- [ ] change"
    yield "- [ ] remove"
    yield ""
    yield "Comment:"


def _plain(text: str) -> str:
    """Return a text in which nothing is a mark of Markdown."""
    return SPECIAL.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}{_spared(found[3])}", text
    )


def _spared(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"
