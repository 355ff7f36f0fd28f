"""The free text of a plan, each piece with the key path where the person can change it."""

from collections.abc import Iterable, Iterator

from discloser.model.plan import AskAnswer, ImpactAnswer, Plan


def free_texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield key path and text of everything that the person wrote in their own words.

    Topics of ``[health]`` and edited documents are not among them: they are guarded as themselves.
    """
    yield "person.name", plan.person.name
    yield "person.call", plan.person.call
    yield "person.role", plan.person.role
    yield "why.own_words", plan.why.own_words
    if isinstance(plan.choice.later, str):
        yield "choice.later", plan.choice.later
    yield from _entries("impact", plan.impact)
    yield from _entries("ask", plan.ask)
    for index, ask in enumerate(plan.ask):
        yield f"ask[{index}].helps", ask.helps
    yield "meeting.name", plan.meeting.name
    yield "meeting.call", plan.meeting.call
    yield "meeting.place", plan.meeting.place
    yield "meeting.work_topic", plan.meeting.work_topic
    for index, item in enumerate(plan.outcome.item):
        yield f"outcome.item[{index}].who", item.who
        yield f"outcome.item[{index}].note", item.note
    for index, event in enumerate(plan.outcome.log):
        yield f"outcome.log[{index}].what", event.what


def _entries(name: str, entries: Iterable[ImpactAnswer | AskAnswer]) -> Iterator[tuple[str, str]]:
    for index, entry in enumerate(entries):
        yield f"{name}[{index}].own_words", entry.own_words
        for key, value in entry.values.items():
            if isinstance(value, str):
                yield f"{name}[{index}].values.{key}", value
