"""How findings are shown: the line, what is meant underlined, why, and how to mend it."""

import unicodedata
from collections.abc import Iterable, Sequence

from discloser.authoring.finding import PackFinding
from discloser.authoring.workbench import Workbench
from discloser.text.clean import clean
from discloser.text.tags import in_tags

MOST_SHOWN = 200
"""Findings that are printed; nobody reads more."""

WIDTH = 80
"""Columns of a terminal that does not tell."""

LEAST_WIDTH = 30
TAB = 4
"""Columns that a tab is shown as."""

MARKS = {True: "To mend", False: "To look at"}
"""By whether a finding blocks, what stands in front of it."""


def as_text(bench: Workbench, findings: Sequence[PackFinding], width: int = WIDTH) -> str:
    """Return findings for a terminal, and in the last line how many there are."""
    shown = findings[:MOST_SHOWN]
    blocks = [_one(bench, each, max(width, LEAST_WIDTH)) for each in shown]
    if more := len(findings) - len(shown):
        blocks.append(f"And {more:,} more.\n")
    return "\n".join([*blocks, f"{closing(bench.name, findings)}\n"])


def closing(name: str, findings: Iterable[PackFinding]) -> str:
    """Return how many findings there are, in words."""
    found = list(findings)
    mend = sum(each.blocks for each in found)
    look = len(found) - mend
    if not found:
        return f"{name}: nothing found."
    parts = [f"{mend:,} to mend" if mend else "", f"{look:,} to look at" if look else ""]
    return f"{name}: {', '.join(filter(None, parts))}."


def as_data(name: str, findings: Iterable[PackFinding]) -> dict[str, object]:
    """Return findings as plain data."""
    found = list(findings)
    return {
        "pack": name,
        "to_mend": sum(each.blocks for each in found),
        "to_look_at": sum(not each.blocks for each in found),
        "findings": [
            {
                "rule": each.rule,
                "severity": str(each.severity),
                "file": each.file,
                "line": each.line,
                "column": each.column,
                "text": each.text,
                "why": each.why,
                "how": each.how,
                "person": each.person,
                "document": each.document,
            }
            for each in found
        ],
    }


def _one(bench: Workbench, each: PackFinding, width: int) -> str:
    lines = [f"{MARKS[each.blocks]}: {place(each)} ({each.rule})"]
    source = _line(bench, each)
    if source.strip():
        lines += _drawn(source, each, width - 4)
    for words in (each.why, each.how):
        lines += _wrapped(clean(words), width)
    return "".join(f"{line}\n" for line in lines)


def place(each: PackFinding) -> str:
    """Return where a finding is, as editors and terminals take it: ``file:line:column``."""
    at = each.file
    if each.line:
        at += f":{each.line}"
        at += f":{each.column}" if each.column else ""
    return at


def _line(bench: Workbench, each: PackFinding) -> str:
    if not each.line:
        return ""
    lines = (bench.file(each.file) or "").split("\n")
    return lines[each.line - 1].rstrip("\r") if each.line <= len(lines) else ""


def _drawn(source: str, each: PackFinding, width: int) -> list[str]:
    """Return the line, and a line that marks what is meant; a long one is cut around it."""
    start = max(each.column - 1, 0)
    end = start + len(each.text) if each.column else start
    if not source.startswith(each.text, start):
        end = start
    skipped = max(start - width, 0)
    longer = len(source) > start + 3 * width
    source, start, end = source[skipped : start + 3 * width], start - skipped, end - skipped
    end = min(end, len(source))
    cells = [_shown(sign) for sign in source]
    widths = [columns(cell) for cell in cells]
    first, last = _window(widths, start, max(end, start + 1), width)
    front = "…" if first or skipped else ""
    back = "…" if last < len(cells) or longer else ""
    drawn = [f"    {front}{''.join(cells[first:last])}{back}".rstrip()]
    if each.column and start < len(cells):
        before = len(front) + sum(widths[first:start])
        meant = sum(widths[start : min(max(end, start + 1), last)])
        drawn.append(f"    {' ' * before}{'^' * max(meant, 1)}")
    return drawn


def _window(widths: Sequence[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Return the part of a line that is shown, so that what is meant is in it."""
    if sum(widths) <= room:
        return 0, len(widths)
    room = max(room - 2, 10)
    first = start
    used = 0
    while first > 0 and used + widths[first - 1] <= room // 3:
        first -= 1
        used += widths[first]
    last = start
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    while first > 0 and last >= end and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    return first, last


def _shown(sign: str) -> str:
    """Return a character as it is shown: nothing that acts on a terminal."""
    if sign == "\t":
        return " " * TAB
    return sign if sign.isprintable() or unicodedata.combining(sign) else "?"


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _wrapped(words: str, width: int) -> list[str]:
    from textwrap import wrap  # noqa: PLC0415 - a pack without findings needs none

    # What is to be copied stays on one line.
    whole = in_tags(words, lambda tag: tag.replace(" ", JOINT), "{%")
    lines = wrap(
        whole,
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(JOINT, " ") for line in lines]


JOINT = "\0"
"""Stands for a space at which no line may end; clean text has no such sign."""
