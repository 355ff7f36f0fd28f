"""Lines of a template that run into the next one, because a tag takes the line's end with it.

A tag in {% %} that ends a line is printed as nothing, and so is the end of its line. One wants
that of a tag on a line of its own, and nobody expects it behind words.
"""

import re

from discloser.authoring.places import Spot
from discloser.authoring.static.survey import Findings, Survey, finding
from discloser.text.tags import without_tags

ENDS = re.compile(r"\{% ?(?:endif|endfor) ?%\}\Z")
"""A tag that takes the end of its line."""
SILENT = "%#"
"""Kinds of tags that print nothing."""

ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s")


def joined_findings(survey: Survey) -> Findings:
    """Yield lines of the pack's own templates that run into the next one."""
    for template in survey.own_templates:
        file = survey.file_of(template)
        lines = (survey.bench.file(file) or "").split("\n")
        for number, line in enumerate(lines, 1):
            found = ENDS.search(line)
            if found is None or not without_tags(line, kinds=SILENT).strip():
                continue
            at = Spot(file, number, found.start() + 1, found[0])
            first, second = [*lines[number:], "", ""][:2]
            if first.strip():
                yield finding(
                    "p_joined",
                    at,
                    "A tag at the end of a line takes the line break with it: the next line is "
                    "drawn up to this one.",
                    f"Put {found[0]} on a line of its own, or one empty line below this one.",
                    warn=True,
                )
            elif _is_text(second) and not (ITEM.match(line) and ITEM.match(second)):
                yield finding(
                    "p_joined",
                    at,
                    "A tag at the end of a line takes the line break with it: the empty line below "
                    "does not show.",
                    f"Put {found[0]} on a line of its own, or write two empty lines.",
                    warn=True,
                )


def _is_text(line: str) -> bool:
    """Return whether a line prints something and does not only begin or end a part."""
    return bool(without_tags(line, kinds=SILENT).strip())
