"""Checks of templates: what cannot be read, does not exist, may be missing, or is never reached."""

import re
from collections.abc import Collection, Iterable

from discloser.authoring.places import Spot
from discloser.authoring.static.expressions import paths_in
from discloser.authoring.static.knowledge import LEVELS
from discloser.authoring.static.meaning import Meaning
from discloser.authoring.static.seen import Compared, Fork, Read, Unguarded
from discloser.authoring.static.survey import Findings, Survey, Walked, finding
from discloser.model.words import ItemState
from discloser.rendering.names import NAMES
from discloser.rendering.renderer import template_of
from discloser.rendering.template.problem import Problem
from discloser.rendering.template.program import Path
from discloser.rendering.template.words import STATEMENTS
from discloser.text.nearest import nearest


def template_findings(survey: Survey, told: Collection[tuple[str, int]] = ()) -> Findings:
    """Yield what is wrong with the templates of a pack by themselves.

    ``told`` are files and lines of which another finding says already why nobody gets there.
    """
    yield from _problems(survey)
    yield from _unused(survey)
    for each in survey.walked:
        if any(survey.own(survey.file_of(read.file)) for read in each.seen.reads):
            yield from _names(survey, each.seen.reads)
            yield from _hidden(survey, each)
            yield from _values(survey, each.seen.compared)
            yield from _shapes(survey, each)
            yield from _unguarded(survey, each)
    yield from _never(survey, told)


def name_spot(survey: Survey, file: str, path: Path, nth: int = 0) -> Spot:
    """Return where a name stands in a template; ``nth`` is which place of the line is meant."""
    return survey.places.name(survey.file_of(file), path.line, path.spelt, nth)


def _problems(survey: Survey) -> Findings:
    """Yield everything that cannot be read, each once.

    What is wrong with several files together shows in the first document that takes them in, or in
    one of them if none does.
    """
    told: set[tuple[str, int, str]] = set()
    reached: set[str] = set()
    documents = {template_of(name): name for name in survey.pack.documents}
    with_template = [each for each in documents if each in survey.pack.templates]
    for template in dict.fromkeys([*with_template, *survey.own_templates]):
        document = documents.get(template, "")
        for problem in survey.templates.check(template):
            if not document and template in reached and problem.file != template:
                continue
            at = _own_spot(survey, problem, document)
            key = (problem.file, problem.line, problem.reason)
            if at is None or key in told:
                continue
            told.add(key)
            yield finding("p_template", at, _sentence(problem.reason), _sentence(problem.fix))
        reached.update(survey.templates.reached(template))


def _own_spot(survey: Survey, problem: Problem, document: str) -> Spot | None:
    """Return where to mend a problem; None if the pack under work has no part in it."""
    if survey.own(survey.file_of(problem.file)):
        return _problem_spot(survey, problem)
    own = survey.templates.reached(template_of(document)) if document else ()
    own = tuple(each for each in own if each in survey.own_templates)
    read = survey.templates.read(problem.file)
    if not own or (isinstance(read, tuple) and problem in read):
        return None
    return Spot(survey.file_of(own[0]))


NO_FILTER = "there is no filter "


def _problem_spot(survey: Survey, problem: Problem) -> Spot:
    file = survey.file_of(problem.file)
    if problem.reason.startswith(NO_FILTER):
        name = problem.reason.removeprefix(NO_FILTER)
        source = survey.places.source_line(file, problem.line)
        found = re.search(rf"\|\s*({re.escape(name)})\b", source)
        if found:
            return Spot(file, problem.line, found.start(1) + 1, name)
    if problem.column is None and not problem.text:
        return Spot(file)  # it is about the file as a whole
    if problem.column is None:
        return survey.places.line(file, problem.line, problem.text)
    line = survey.places.source_line(file, problem.line)
    start = problem.column - 1
    text = problem.text if line.startswith(problem.text, start) else line[start:].rstrip()
    return Spot(file, problem.line, problem.column, text)


def _sentence(clause: str) -> str:
    """Return a clause of the template language as a sentence."""
    first, _, rest = clause.partition(" ")
    if first in STATEMENTS:
        return f"`{first}` {rest}."
    if first.endswith(".j2"):
        return f"{clause}."
    return f"{clause[:1].upper()}{clause[1:]}{'' if clause.endswith('?') else '.'}"


def _unused(survey: Survey) -> Findings:
    """Yield templates that belong to no document and to no other template."""
    documents = {template_of(name): name for name in survey.pack.documents}
    raw = survey.bench.layers.documents  # an entry with a slip still has its template
    included = survey.included
    for template in survey.own_templates:
        name = template.removeprefix("documents/").removesuffix(".j2")
        if template in documents or name in raw or template in included:
            continue
        near = nearest(name, survey.pack.documents)
        how = (
            f"If it is meant for the document {near}, call it {near}.j2."
            if near
            else f'Add a [[document]] with id = "{name}" to pack.toml, or remove the file.'
        )
        why = "No document and no other template uses this file."
        yield finding("p_unused", Spot(survey.file_of(template)), why, how, warn=True)


def _names(survey: Survey, reads: Iterable[Read]) -> Findings:
    for read in reads:
        if read.meaning.wrong and survey.own(survey.file_of(read.file)):
            at = name_spot(survey, read.file, read.path)
            yield finding("p_name", at, read.meaning.wrong, read.meaning.how)


def _hidden(survey: Survey, walked: Walked) -> Findings:
    """Yield every ``set`` that would hide a name of the data."""
    for template, target, line in walked.assigned:
        file = survey.file_of(template)
        if survey.own(file) and (target in survey.knowledge.names or target in NAMES.sections):
            at = survey.places.name(file, line, target)
            why = f"{{% set {target} = … %}} hides the name {target} that there is."
            yield finding("p_name", at, why, "Choose another name.")


def _values(survey: Survey, compared: Iterable[Compared]) -> Findings:
    """Yield comparisons with words that a name never is."""
    for each in compared:
        known = _possible(survey, each.meaning)
        if known is None or each.value in known or not survey.own(survey.file_of(each.file)):
            continue
        near = nearest(each.value, known)
        at = survey.places.line(survey.file_of(each.file), each.path.line, each.value)
        why = f'{each.path.spelt} is never "{each.value}".'
        how = f"Did you mean {near}?" if near else f"It is one of: {', '.join(sorted(known))}."
        yield finding("p_value", at, why, how)


def _possible(survey: Survey, meaning: Meaning) -> frozenset[str] | None:
    """Return all values that a name can have, if there are only some."""
    catalogue = survey.catalogue
    key = meaning.key
    if key == "tone":
        return frozenset(catalogue.tones)
    if key == "level":
        return LEVELS
    if key == "country.id":
        return frozenset(catalogue.countries)
    front, _, part = key.partition("[#")
    part = part.partition(".")[2]
    if part == "state" and front in {"agreed", "open", "refused"}:
        return frozenset(map(str, ItemState))
    if part == "id" and front in {"triggers", "form", "questions"}:
        return frozenset(map(str, getattr(catalogue, front)))
    if part == "technique":
        return frozenset(catalogue.techniques)
    return None


def _shapes(survey: Survey, walked: Walked) -> Findings:
    for each in walked.seen.misshapen:
        if survey.own(survey.file_of(each.file)):
            at = name_spot(survey, each.file, each.path)
            yield finding("p_shape", at, each.why, each.how)


def _unguarded(survey: Survey, walked: Walked) -> Findings:
    """Yield names that may have no value where they are printed."""
    for each in (*walked.seen.unguarded, *walked.by_name.unguarded):
        if not survey.own(survey.file_of(each.file)) or each.meaning.wrong:
            continue
        if each.meaning.topics - set(walked.spec.reads):
            continue  # told with the topics that are not declared
        at = name_spot(survey, each.file, each.path)
        why, how = _missing(each)
        own = template_of(walked.spec.id) == each.file
        document = walked.spec.id if own else ""
        yield finding("p_unguarded", at, why, how, document=document)


def _missing(each: Unguarded) -> tuple[str, str]:
    spelt = each.path.spelt
    guard = f"Put {{% if {spelt} %}} … {{% endif %}} around it"
    if each.meaning.phrase:
        why = f"No wording of the phrase {each.meaning.phrase} fits everybody here, so it may be "
        return (
            f"{why}missing, and then the document cannot be written.",
            f"{guard}, or give the phrase a last wording without conditions and blanks.",
        )
    why = f"{spelt} has no value for some people, and then the document cannot be written."
    if each.filter:
        return why, f"{guard}: the filter {each.filter} needs something to work on."
    return why, f'{guard}, or write {{{{ {spelt}|default("…") }}}} with words that always fit.'


def _never(survey: Survey, told: Collection[tuple[str, int]]) -> Findings:
    """Yield branches that nobody can reach in any document."""
    reached: dict[tuple[str, int, int, str], bool] = {}
    forks: dict[tuple[str, int, int, str], Fork] = {}
    for walked in survey.walked:
        for fork in walked.seen.forks:
            if not survey.own(survey.file_of(fork.file)):
                continue
            key = (fork.file, fork.line, fork.index, repr(fork.test))
            forks.setdefault(key, fork)
            reached[key] = reached.get(key, False) or fork.reached
    for key, fork in forks.items():
        if reached[key] or (survey.file_of(fork.file), fork.line) in told:
            continue
        asked = fork.test or fork.first
        paths = list(paths_in(asked))
        at = (
            name_spot(survey, fork.file, paths[0], fork.nth)
            if paths and fork.test
            else survey.places.line(survey.file_of(fork.file), fork.line)
        )
        why, how = _unreached(fork)
        yield finding("p_never_branch", at, why, how, warn=True)


def _unreached(fork: Fork) -> tuple[str, str]:
    if fork.index < 0:
        why = "What stands after the last {% else %} of this is never shown: one of the conditions "
        return f"{why}above it always holds.", "Remove that part, or correct the conditions."
    if fork.repeats:
        why = "An earlier branch asks the very same, so this one is never reached."
        return why, "Correct the condition, or remove the branch."
    if fork.index > 0:
        why = "This branch is never reached: it cannot hold where the ones above it do not."
        return why, "Correct the condition, move the branch up, or remove it."
    why = "This can never be true in the documents that the template is for."
    return why, "Compare it with `when`, `audiences` and `decisions` of the document."
