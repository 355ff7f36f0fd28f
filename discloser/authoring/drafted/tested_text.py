"""How the test of a pack is shown: what changed in words, then what the checks found."""

from collections.abc import Iterator, Sequence

from discloser.authoring.drafted.golden import Same
from discloser.authoring.drafted.tested import Tested
from discloser.authoring.drafted.unused import RULE
from discloser.authoring.drafted.word_diff import Change, Piece
from discloser.authoring.report import WIDTH, as_data, as_text
from discloser.authoring.workbench import Workbench
from discloser.text.english import join_list

MOST_NAMED = 3
"""Texts that are named where a change shows in many."""

MOST_CHANGES = 100
"""Changes that are shown; nobody reads more in one go."""

RED, GREEN, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


def drawn(bench: Workbench, tested: Tested, width: int = WIDTH, *, colour: bool = False) -> str:
    """Return what came out, for a terminal or a file."""
    blocks = [f"{_heading(tested)}\n"]
    blocks += _changes(tested, colour=colour)
    if tested.findings:
        blocks.append(as_text(bench, tested.findings, width))
    if checks := "".join(f"{line}\n" for line in _checks(tested)):
        blocks.append(checks)
    return "\n".join(blocks)


def as_told(tested: Tested) -> dict[str, object]:
    """Return the same as plain data."""
    found = tested.compared
    return {
        "pack": tested.pack,
        "day": str(tested.day),
        "people": tested.people,
        "texts": tested.now,
        "kept": tested.kept,
        "failed": tested.failed,
        "changes": [
            {
                "shown": marked(each.change),
                "old": each.change.old,
                "new": each.change.new,
                "texts": list(each.texts),
            }
            for each in found.changes
        ],
        "changed": list(found.changed),
        "new": list(found.new),
        "gone": list(found.gone),
        "checked": tested.texts,
        "left_out": [
            {
                "document": document,
                "answers": skipped.answers,
                "every_combination": skipped.every,
                "texts": skipped.texts,
            }
            for document, skipped in tested.skipped.items()
        ],
        **as_data(tested.pack, tested.findings),
    }


def marked(change: Change) -> str:
    """Return a change with ``[-what went out-]`` and ``{+what came in+}``."""
    return "".join(map(_marked, change.pieces)).strip("\n ")


def _marked(piece: Piece) -> str:
    if piece.kind == "same":
        return piece.text
    return f"[-{piece.text}-]" if piece.kind == "out" else f"{{+{piece.text}+}}"


def _heading(tested: Tested) -> str:
    persons = _count(tested.people, "sample person", "sample persons")
    start = f"{tested.pack}: {_count(tested.now, 'text', 'texts')} of {persons}"
    if tested.below:
        start += f" that {'is' if tested.now == 1 else 'are'} not as in {tested.below}"
    day = f"as on {tested.day}"
    if not tested.kept:
        return f"{start}, {day}. None was kept before."
    if not tested.compared.different:
        return f"{start}, {day}. All are as they were kept."
    return f"{start}, {day}. {_count(tested.compared.different, 'is', 'are')} different."


def _changes(tested: Tested, *, colour: bool) -> Iterator[str]:
    """Yield what is different, one block for each change."""
    if not tested.kept:
        return
    found = tested.compared
    for same in found.changes[:MOST_CHANGES]:
        yield _change(same, colour=colour)
    if len(found.changes) > MOST_CHANGES:
        yield f"And {len(found.changes) - MOST_CHANGES:,} more changes.\n"
    if found.new:
        yield f"Written now, and not kept before: {_named(found.new)}.\n"
    if found.gone:
        yield f"Kept before, and not written any more: {_named(found.gone)}.\n"


def _change(same: Same, *, colour: bool) -> str:
    where = f"In {_count(len(same.texts), 'text', 'texts')} ({_named(same.texts)}):"
    was, now = same.change.old, same.change.new
    sides = [("was: ", "in"), ("now: ", "out")]
    if not was or not now:
        sides = [("gone: ", "in")] if was else [("new: ", "out")]
    lines = [line for label, other in sides for line in _side(same.change, label, other, colour)]
    return "".join(f"{line}\n" for line in (where, *lines))


def _side(change: Change, label: str, other: str, colour: bool) -> Iterator[str]:  # noqa: FBT001
    """Yield the lines of how the words were, or of how they are: without those of the other."""
    paint = RED if other == "in" else GREEN
    words = "".join(
        f"{paint}{piece.text}{PLAIN}" if colour and piece.kind != "same" else piece.text
        for piece in change.pieces
        if piece.kind != other
    )
    for number, line in enumerate(words.strip("\n ").split("\n")):
        yield f"    {' ' * len(label) if number else label}{line}".rstrip()


def _named(texts: Sequence[str]) -> str:
    """Return the names of some texts in words, the first ones of many."""
    named = [_name(text) for text in texts[:MOST_NAMED]]
    if more := len(texts) - len(named):
        return f"{', '.join(named)} and {more} more"
    return join_list(named)


def _name(text: str) -> str:
    person, _, file = text.partition("/")
    document, _, audience = file.removesuffix(".md").partition(".")
    return f"{person}: {document} for {audience.replace('_', ' ')}"


def _checks(tested: Tested) -> Iterator[str]:
    """Yield what was looked at, one sentence for each kind of check."""
    if not tested.whole:
        yield "Not all of the pack could be looked at."
    if not tested.texts:
        return
    texts = _count(tested.texts, "text", "texts")
    yield f"The rules looked at {texts}, in every tone and every choice of wording."
    if tested.whole and not any(each.rule == RULE for each in tested.findings):
        yield "Every branch of a template and every wording of a phrase is used for somebody."
    every = [each for each in tested.skipped.values() if each.every]
    some = len(tested.skipped) - len(every)
    parts = []
    if every:
        parts.append(f"in every combination in {_count(len(every), 'document', 'documents')}")
    if some:
        how = "one by one, two by two and all but one"
        parts.append(f"{how} in {_count(some, 'document', 'documents')}")
    if parts:
        made = sum(each.texts for each in tested.skipped.values())
        yield f"Answers were left out {' and '.join(parts)}, which made {made:,} texts."


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
