"""A preview as plain text, for terminals that only print and for other programs."""

from discloser.authoring.finding import PackFinding
from discloser.authoring.report import MARKS
from discloser.authoring.shown.showing import Shown

RULE = "=" * 72
"""Stands over each text, so that the eye finds where it begins."""


def as_text(shown: Shown) -> str:
    """Return one document with its heading, what it tells and what is found in it."""
    view = shown.view
    whom = f", {shown.whom}" if shown.whom else ""
    lines = [RULE, f"{view.person}: {view.document} ({shown.title}{whom})"]
    if shown.audience:
        lines.append(f"tone {shown.tone}, length {shown.length}, level {shown.level}")
    lines.append("")
    lines += [f"{remark}\n" for remark in shown.remarks]
    if shown.subject:
        lines.append(f"Subject: {shown.subject}\n")
    if shown.text:
        lines.append(f"{shown.text}\n")
    lines += [f"- {told}" for told in shown.tells]
    findings = (*shown.troubles, *shown.findings)
    if findings:
        lines += ["", *map(in_words, findings)]
    return "\n".join(lines).rstrip() + "\n\n"


def in_words(finding: PackFinding) -> str:
    """Return a finding as one line: how bad it is, where, why, and how to mend it."""
    line = f":{finding.line}" if finding.line else ""
    how = f" {finding.how}" if finding.how else ""
    whose = f" ({finding.person}, {finding.document})" if finding.person else ""
    return f"{sign(finding)} {finding.file}{line}{whose}: {finding.why}{how}"


def sign(finding: PackFinding) -> str:
    """Return how bad a finding is, in a character and in words."""
    return f"{'X' if finding.blocks else '!'} {MARKS[finding.blocks]}:"
