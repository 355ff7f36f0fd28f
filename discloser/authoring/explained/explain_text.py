"""An explained document as text of 80 columns, and as plain data."""

from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import Any

import msgspec

from discloser.authoring.explained.answers import Answer
from discloser.authoring.explained.explain import Explained, Piece, Told
from discloser.authoring.explained.plain_words import joined
from discloser.text.english import join_list

WIDTH = 80


def as_data(explained: Explained) -> Any:
    """Return everything as plain data."""
    return msgspec.to_builtins(explained)


def as_text(explained: Explained) -> str:
    """Return everything as text."""
    return "\n".join(_lines(explained)) + "\n"


def _lines(explained: Explained) -> Iterator[str]:
    yield f"{explained.document}: {explained.title}"
    yield ""
    yield _filled(f"For {explained.readers}.")
    if explained.when:
        yield _filled(f"Written if {joined(explained.when)}.")
    yield _filled(f"Makes sense for: {'; '.join(explained.decisions)}.")
    yield _filled(f"Its template is {explained.file}. Each part below names the line it stands on.")
    if explained.subject:
        yield ""
        yield "Subject line"
        yield from _said(explained.subject)
    before: tuple[Answer, ...] = ()
    for piece in explained.pieces:
        yield ""
        own = "" if piece.file == explained.file else f"{piece.file}:"
        yield f"{own or 'Line '}{piece.line}"
        same = len(piece.answers) > 1 and piece.answers == before
        yield from _said(piece, same=same)
        before = piece.answers
    if told := _all_told(explained.pieces):
        yield ""
        yield "What this document may tell"
        yield from (_filled(f"- {line}", 2, 4) for line in told)


def _said(piece: Piece, *, same: bool = False) -> Iterator[str]:
    """Yield the lines of one piece; with ``same`` it depends on what the one above does."""
    if piece.phrase and not piece.wordings:
        yield _filled(f"Phrase `{piece.phrase}`: it has no text.", 2, 4)
    elif piece.phrase:
        first = "the first that fits" if len(piece.wordings) > 1 else "one text"
        yield _filled(f"Phrase `{piece.phrase}`, {first}:", 2, 4)
        for place, each in enumerate(piece.wordings, 1):
            yield _filled(f'{place}. "{each.text}"', 4, 7)
            yield f"       {each.file}:{each.line}"
            if each.when:
                yield _filled(f"Fits if {joined(each.when)}.", 7, 7)
        for alike in dict.fromkeys(each.among for each in piece.wordings if each.among):
            which = join_list(list(map(str, alike)))
            yield _filled(
                f"Of {which}, people choose the one they like; until they do, {alike[0]} is used.",
                4,
                7,
            )
    else:
        yield _filled(f'"{piece.says.strip()}"', 2, 3)
    if shows := _shows(piece):
        yield _filled(f"Shows {shows}.", 2, 4)
    if same:
        yield "  Depends on the same answers as the part above."
    elif piece.answers:
        read = "; ".join(f"{answer.words} ({answer.key})" for answer in piece.answers)
        yield _filled(f"Depends on: {read}.", 2, 4)
    if piece.tells:
        told = [f"{join_list(topics)} ({how})" for how, topics in _by_how(piece.tells).items()]
        yield _filled(f"May tell: {'; '.join(told)}.", 2, 4)


def _shows(piece: Piece) -> str:
    """Return how often and when a piece shows; empty for always."""
    parts = list(piece.rounds)
    if piece.when:
        parts.append(f"if {joined(piece.when)}")
    return ", ".join(parts)


def _by_how(told: Iterable[Told]) -> dict[str, list[str]]:
    """Return what it takes to tell a topic, with the topics."""
    found: dict[str, list[str]] = {}
    for each in told:
        found.setdefault(_how(each), []).append(each.words)
    return found


def _how(told: Told) -> str:
    if told.if_asked:
        return "only as an answer for when somebody asks"
    if told.level is None:
        return "only where the person makes an exception"
    return f"from level {told.level} on, or by an exception"


def _all_told(pieces: Iterable[Piece]) -> list[str]:
    """Return each topic that the pieces may tell, with the lines."""
    where: dict[Told, list[str]] = {}
    for piece in pieces:
        for told in piece.tells:
            where.setdefault(told, []).append(str(piece.line))
    return [
        f"{told.words}, {_how(told)}: line{'s' if len(set(lines)) > 1 else ''} "
        f"{join_list(list(dict.fromkeys(lines)))}"
        for told, lines in where.items()
    ]


def _filled(text: str, first: int = 0, rest: int = 0) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=" " * first,
        subsequent_indent=" " * rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
