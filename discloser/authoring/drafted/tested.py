"""A pack put to the test: its texts against those kept, the rules, every branch, every gap."""

import datetime
from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from discloser.authoring.drafted.golden import Compared, Kept, compared, of_people, written
from discloser.authoring.drafted.rendered import looked_at
from discloser.authoring.drafted.skipping import Skipped
from discloser.authoring.finding import PackFinding, in_order
from discloser.authoring.workbench import Workbench


class Tested(Struct, frozen=True):
    """What came out."""

    pack: str
    below: str
    """The pack that it lies on, and from whose texts these are different; empty without one."""
    day: datetime.date
    """The day that counted as today."""
    people: int
    """How many sample persons there are."""
    now: int
    """How many texts there are to keep."""
    kept: int
    """How many were kept before; 0 if none was."""
    compared: Compared
    findings: tuple[PackFinding, ...] = ()
    texts: int = 0
    """How many texts the rules looked at, in every tone and choice."""
    skipped: dict[str, Skipped] = {}
    """Document to what came out when answers were left out."""
    whole: bool = True
    """Whether all checks could be made."""

    @property
    def failed(self) -> bool:
        """Whether something is different from what was kept, or has to be mended."""
        different = self.kept and self.compared.different
        return bool(different or not self.whole or any(each.blocks for each in self.findings))


def put_to_test(
    bench: Workbench,
    before: Kept,
    today: datetime.date,
    people: Collection[str] | None = None,
) -> Tested:
    """Return what is different from the texts kept before, and what all other checks find.

    With ``people``, the texts of these alone are compared, and nothing else is done.
    """
    now = written(bench, today, people)
    there = of_people(before.texts, people)
    tested = Tested(
        pack=bench.name,
        below=bench.stack[-2].name if len(bench.stack) > 1 else "",
        day=today,
        people=len(bench.people if people is None else people),
        now=len(now),
        kept=len(there),
        compared=compared(there, now),
    )
    if people is not None:
        return tested
    return _checked(bench, today, tested)


def _checked(bench: Workbench, today: datetime.date, tested: Tested) -> Tested:
    texts = looked_at(bench, today)
    if texts is None:
        return replace(tested, whole=False)
    refused = len(texts.looked) < len(bench.workshop.pack.documents)
    findings = in_order([*texts.findings(), *texts.unused(), *texts.gaps()])
    return replace(
        tested,
        findings=findings,
        texts=texts.count,
        skipped=texts.skipped,
        whole=not refused and not texts.hurried,
    )
