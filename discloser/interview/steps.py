"""The nine steps, the key paths that belong to each, and how far a plan has come with them."""

from typing import Literal

from msgspec import Struct

from discloser.interview.missing import missing
from discloser.model.catalogue import Catalogue
from discloser.model.plan import Plan

State = Literal["answered", "open", "optional"]
"""``answered``: the plan holds something and nothing that is needed is open. ``open``: something
is open without which papers stay out. ``optional``: nothing is given and nothing is needed."""


class Step(Struct, frozen=True):
    """One step of the interview."""

    id: str
    title: str
    about: str
    """One sentence for the person: what the step is for."""
    keys: tuple[str, ...]
    """Tables of the plan file that it fills; each belongs to exactly one step."""

    def holds(self, path: str) -> bool:
        """Return whether a key path such as ``ask[1].helps`` belongs to this step."""
        return path.partition(".")[0].partition("[")[0] in self.keys


STEPS = (
    Step("reasons", "Reasons", "Why you would tell, or why you would not.", ("why",)),
    Step("choice", "Choice", "What you will do; not telling is a full answer.", ("choice",)),
    Step("work", "Work", "What is hard at work, in the words of your job.", ("impact",)),
    Step("asks", "Asks", "What would help.", ("ask",)),
    Step(
        "boundaries",
        "Boundaries",
        "What stays private, and from whom.",
        ("health", "boundaries"),
    ),
    Step("meeting", "Meeting", "With whom, how, where and when.", ("person", "meeting")),
    Step("papers", "Papers", "The texts, in the wording that you like.", ("wording", "edit")),
    Step("practise", "Practise", "Practise your answers aloud.", ("truth",)),
    Step("afterwards", "Afterwards", "What was agreed, and when to look again.", ("outcome",)),
)
"""The steps in the order in which they are shown; a person may take them in any order."""


def step_of(path: str) -> Step | None:
    """Return the step that a key path belongs to; None for what no step asks for."""
    return next((step for step in STEPS if step.holds(path)), None)


class Progress(Struct, frozen=True):
    """How far a plan has come with one step."""

    step: Step
    state: State


def progress(plan: Plan, catalogue: Catalogue) -> tuple[Progress, ...]:
    """Return the state of every step, in order."""
    needed = [gap.path for gap in missing(plan, catalogue) if not gap.optional]
    return tuple(Progress(step, _state(plan, step, needed)) for step in STEPS)


def _state(plan: Plan, step: Step, needed: list[str]) -> State:
    if any(step.holds(path) for path in needed):
        return "open"
    empty = Plan(format=1)
    given = any(getattr(plan, key) != getattr(empty, key) for key in step.keys)
    return "answered" if given else "optional"
