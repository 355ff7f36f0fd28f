"""Parts of a pack that no sample person gets, and what a person would need for it."""

from collections.abc import Iterator

from discloser.authoring.drafted.coverage import Part, Parts
from discloser.authoring.explained.plain_words import PlainWords
from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Places, Spot
from discloser.authoring.workbench import Workbench
from discloser.model.document import DocumentSpec
from discloser.model.wording import wordings
from discloser.model.words import Severity
from discloser.rendering.template.branches import Branch
from discloser.text.english import join_list

RULE = "r_branches"
TAG = {"if": "if", "elif": "elif", "else": "if", "for": "for"}


class Unused:
    """Words for what is not used."""

    def __init__(self, bench: Workbench, places: Places) -> None:
        self._bench = bench
        self._places = places
        self._catalogue = bench.workshop.pack.catalogue
        self._words = PlainWords(self._catalogue)

    def document(self, spec: DocumentSpec) -> Iterator[PackFinding]:
        """Yield that nobody gets a document, if the pack under work has it."""
        at = self._places.entry("documents", spec.id, "id")
        if at.file.partition("/")[0] != self._bench.name:
            return
        needs = [
            *self._words.document(spec),
            f"the choice is {join_list(self._words.decisions(spec), 'or')}",
            f"the reader is {self._words.readers(spec)}",
        ]
        yield _finding(at, "No sample person gets this document.", needs, spec.id)

    def part(self, part: Part, parts: Parts, spec: DocumentSpec) -> PackFinding:
        """Return that nobody gets a branch or a wording."""
        if part.is_branch:
            branch = parts.branches[part]
            file = self._bench.layers.template_files[part.where]
            tag = self._places.source_line(file, branch.line).strip()
            at = self._places.line(file, branch.line, tag if tag.startswith("{%") else "")
            what = "the other case of this" if branch.kind == "else" else "this branch"
            return _finding(at, f"No sample person reaches {what}.", self._needs(branch), spec.id)
        wording = wordings(self._catalogue.phrases[part.where].text)[part.number]
        at = self._places.wording("phrases", part.where, "text", part.number)
        return _finding(
            at, "No sample person gets this wording.", list(self._words.wording(wording)), spec.id
        )

    def _needs(self, branch: Branch) -> list[str]:
        """Return what must hold for a branch, what holds around it first."""
        needs = self._needs(branch.around) if branch.around else []
        needs += [self._words.fails(each, branch.local) for each in branch.fails]
        if branch.test is not None:
            needs.append(self._words.holds(branch.test, branch.local))
        return list(dict.fromkeys(needs))


def _finding(at: Spot, why: str, needs: list[str], document: str) -> PackFinding:
    how = "Add a sample person for whom it is used, or take it out."
    if needs:
        how = f"It needs that {join_list(needs)}. {how}"
    else:
        how = f"Another wording always comes first. {how}"
    return PackFinding(
        RULE, Severity.WARN, at.file, at.line, at.column, at.text, why, how, "", document
    )
