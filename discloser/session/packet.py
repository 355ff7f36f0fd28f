"""Which documents make sense for a plan, for whom, and in which order."""

from collections.abc import Iterable, Iterator

from discloser.errors import UsageError
from discloser.model.document import DocumentSpec
from discloser.model.plan import Plan
from discloser.model.wording import true
from discloser.model.words import Audience
from discloser.session.drafting import Drafter
from discloser.text.nearest import nearest

Place = tuple[DocumentSpec, Audience]
"""A document and the audience it is for."""


def fitting(
    plan: Plan, specs: Iterable[DocumentSpec], drafter: Drafter, audience: Audience | None
) -> Iterator[Place]:
    """Yield every document that makes sense for a plan, in the order of the pack.

    With an ``audience``, only documents for that audience.
    """
    decision = str(plan.choice.decision or "undecided")
    for spec in _chosen_length_first(specs, plan):
        if decision in spec.decisions:
            for reader in _readers(plan, spec, audience):
                if _makes_sense(spec, drafter, reader):
                    yield spec, reader


def _chosen_length_first(specs: Iterable[DocumentSpec], plan: Plan) -> list[DocumentSpec]:
    """Return the documents with the script of the chosen length in front of the other lengths."""
    ordered = list(specs)
    spoken = [spec for spec in ordered if spec.spoken]
    chosen = [spec for spec in spoken if spec.spoken == plan.meeting.length]
    scripts = iter([*chosen, *(spec for spec in spoken if spec not in chosen)])
    return [next(scripts) if spec.spoken else spec for spec in ordered]


def asked_for(
    plan: Plan,
    specs: dict[str, DocumentSpec],
    drafter: Drafter,
    ids: Iterable[str],
    audience: Audience | None,
) -> Iterator[Place]:
    """Yield the documents that were asked for by id.

    Raises UsageError for an id that does not exist, an audience that a document is not for, and a
    document that needs an answer which the plan does not have.
    """
    for document_id in dict.fromkeys(ids):
        spec = specs.get(document_id)
        if spec is None:
            near = nearest(document_id, specs)
            hint = f"Did you mean `{near}`?" if near else f"There are: {', '.join(specs)}."
            raise UsageError(f"There is no document `{document_id}`. {hint}")
        readers = _readers(plan, spec, audience)
        if not readers:
            whom = ", ".join(spec.audiences)
            raise UsageError(f"`{spec.id}` is not written for `{audience}`, only for: {whom}.")
        reader = readers[0]
        if not true(spec.when, drafter.disclosure(spec, reader).situation.facts):
            raise UsageError(f"`{spec.id}` cannot be written yet. {spec.missing}")
        yield spec, reader


def _makes_sense(spec: DocumentSpec, drafter: Drafter, reader: Audience) -> bool:
    facts = drafter.disclosure(spec, reader).situation.facts
    any_holds = not spec.when_any or any(true([name], facts) for name in spec.when_any)
    return any_holds and true(spec.when, facts)


def _readers(plan: Plan, spec: DocumentSpec, audience: Audience | None) -> list[Audience]:
    """Return for whom a document is written, the plan's own audience in front where it fits."""
    if audience is not None:
        return [audience] if audience in spec.audiences else []
    own = plan.audience
    first = own if own in spec.audiences else spec.to
    readers = [first] if first else []
    return [*readers, *(other for other in spec.also if other not in readers)]
