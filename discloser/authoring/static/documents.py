"""Checks of how a pack declares its documents and itself."""

import re

from discloser.authoring.places import Spot
from discloser.authoring.static.survey import Findings, Survey, finding
from discloser.model.document import DocumentSpec
from discloser.session.drafting import OWN_EYES

CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Za-z]{2}|\d{3}))?")
"""A language code: en, pt-BR, zh-Hans."""

WITH_SUBJECT = frozenset({"email", "letter"})
"""Kinds that have a subject line."""


def document_findings(survey: Survey) -> Findings:
    """Yield keys of documents that do not fit together."""
    yield from _language(survey)
    for spec in survey.pack.documents.values():
        if survey.has("documents", spec.id, "id"):
            yield from _readers(survey, spec)
            yield from _kind(survey, spec)
            yield from _conditions(survey, spec)


def _language(survey: Survey) -> Findings:
    code = survey.bench.manifest.language
    if code and not CODE.fullmatch(code):
        at = survey.places.locate(survey.places.manifest, "language")
        why = f"`{code}` is no code of a language."
        yield finding("p_language", at, why, "Write it as in en, fr or pt-BR.")


def _at(survey: Survey, spec: DocumentSpec, key: str, words: str = "") -> Spot:
    return survey.places.entry("documents", spec.id, key, words)


def _readers(survey: Survey, spec: DocumentSpec) -> Findings:
    for key in ("audiences", "decisions"):
        if not getattr(spec, key):
            why = f"`{key}` is empty, so nobody ever gets this document."
            yield finding("p_document", _at(survey, spec, key), why, "Add at least one.")
    for reader in dict.fromkeys([*filter(None, [spec.to]), *spec.also]):
        if spec.audiences and reader not in spec.audiences:
            key = "to" if reader is spec.to else "also"
            why = f"`{reader}` is not among the `audiences` of this document."
            how = f'Add "{reader}" to `audiences`, or choose one of those.'
            yield finding("p_document", _at(survey, spec, key, str(reader)), why, how)


def _kind(survey: Survey, spec: DocumentSpec) -> Findings:
    if spec.subject and spec.kind not in WITH_SUBJECT:
        why = f"A {spec.kind} has no subject line, so `subject` is not used."
        how = 'Remove it, or write kind = "email".'
        yield finding("p_document", _at(survey, spec, "subject"), why, how, warn=True)
    if spec.kind == "email" and not spec.subject:
        why = "This email has no subject line."
        how = "Add `subject` with the id of a phrase."
        yield finding("p_document", _at(survey, spec, "kind"), why, how, warn=True)
    if spec.prepared and spec.kind not in OWN_EYES:
        why = (
            f"A {spec.kind} may be given to somebody, so what is told only when they ask never "
            "stands in it, and `prepared` does nothing."
        )
        how = 'Remove it; or write kind = "sheet", if the paper is for the person\'s own eyes.'
        yield finding("p_prepared", _at(survey, spec, "prepared"), why, how)
    if spec.spoken and spec.kind != "script":
        why = f"`spoken` is for scripts, and this is a {spec.kind}."
        how = 'Remove it, or write kind = "script".'
        yield finding("p_document", _at(survey, spec, "spoken"), why, how, warn=True)
    if not (spec.title.strip() and spec.about.strip()):
        key = "about" if spec.title.strip() else "title"
        why = f"`{key}` is empty, and people choose documents by it."
        yield finding("p_document", _at(survey, spec, key), why, "Write a few plain words.")


def _conditions(survey: Survey, spec: DocumentSpec) -> Findings:
    if spec.when and not spec.missing.strip():
        why = "It has conditions in `when` and does not say what to do where they do not hold."
        how = "Add `missing` with a sentence: what to add to the plan."
        yield finding("p_document", _at(survey, spec, "when"), why, how, warn=True)
    knowledge = survey.knowledge
    if spec.audiences and spec.decisions and not knowledge.document(spec):
        key = "when" if spec.when else "when_any"
        why = "The conditions of this document never hold together, so nobody ever gets it."
        how = "Compare `when` and `when_any` with `audiences`, `decisions` and `reads`."
        yield finding("p_never", _at(survey, spec, key), why, how)
        return
    for each in spec.when_any:
        world = knowledge.everything.with_claims(
            [knowledge.condition(one) for one in (*spec.when, each)]
        )
        if world is None:
            why = f"`{each}` can never hold beside what stands in `when`."
            at = _at(survey, spec, "when_any", each)
            yield finding("p_never", at, why, "Remove one of them.", warn=True)
