"""What keeps files and entries of a pack from being read, each with its place."""

import re
from pathlib import Path

from discloser.authoring.places import Places, Spot
from discloser.authoring.static.survey import Findings, finding
from discloser.authoring.workbench import Workbench
from discloser.errors import DiscloserError, PackError, PlanError
from discloser.text.toml import BrokenToml, line_of, parse

WORD = re.compile(r"[^\s,\]}#=]+")

REPLY = (
    "A reply takes three lines of its own, below the other keys of the question: "
    '[[question.reply]], then technique = "brief", then text = "…".'
)

FIRST = "Mend this first: whatever else the file says cannot be read until then."


def file_findings(bench: Workbench, places: Places) -> Findings:
    """Yield everything of the pack under work that cannot be read."""
    told_files: set[str] = set()
    not_toml: dict[str, BrokenToml | None] = {}
    for error in bench.broken:
        file = error.file or places.manifest
        own = file.partition("/")[0] == bench.name
        if not own and bench.pack is not None:
            continue
        if file not in not_toml:
            not_toml[file] = _not_toml(bench, file)
        if (found := not_toml[file]) is not None:
            if file not in told_files:
                told_files.add(file)
                yield from _toml_finding(places, file, found)
            continue
        at = _spot(places, error, file)
        how = error.fix or _how(error, at)
        yield finding(_rule(bench, error, file), at, error.reason, how)


def not_read_findings(bench: Workbench) -> Findings:
    """Yield files that lie where files are read, and whose kind is not read."""
    for path in bench.folder.passed_over:
        templates = path.startswith("documents/")
        ending = "a template, whose name ends in .j2" if templates else "one that ends in .toml"
        yield finding(
            "p_not_read",
            Spot(bench.folder.shown(path)),
            "This file is not read.",
            f"If it holds wording, write that into {ending}; if it is a note, move it out of here.",
            warn=True,
        )


def _rule(bench: Workbench, error: PackError, file: str) -> str:
    if " is already in " in error.reason:
        return "p_twice"
    return "p_entry" if error.place or bench.file(file) is not None else "p_file"


def _not_toml(bench: Workbench, file: str) -> BrokenToml | None:
    """Return why a file is not TOML, or None if it is."""
    source = bench.file(file) if file.endswith(".toml") else None
    if source is None:
        return None
    try:
        parse(source)
    except BrokenToml as error:
        return error
    return None


def _toml_finding(places: Places, file: str, error: BrokenToml) -> Findings:
    line = places.source_line(file, error.line)
    at = Spot(file, error.line)
    if error.column and error.column <= len(line):
        word = WORD.match(line, error.column - 1)
        text = error.text or (word[0] if word else line[error.column - 1])
        at = Spot(file, error.line, error.column, text)
    yield finding("p_toml", at, error.message, error.fix or FIRST)


def _spot(places: Places, error: PackError, file: str) -> Spot:
    if not error.place:
        return Spot(file, error.line)
    if error.reason.startswith(("The key", "The name")) and "missing" not in error.reason:
        return places.key(file, error.place)
    return places.locate(file, error.place)


def _how(error: PackError, at: Spot) -> str:
    reason, key = error.reason, error.place.rpartition(".")[2].partition("[")[0]
    if error.place.startswith("question") and (key == "reply" or "`reply`" in reason):
        return REPLY
    if reason.startswith("Expected a list") and at.text[:1] in {'"', "'"}:
        return f"Put brackets around it: {key} = [{at.text}]."
    if "is missing" in reason:
        return "Add it; the files of the standard pack show at their top what belongs to an entry."
    if "Expected" in reason:
        return "Write it the way it stands in the files of the standard pack."
    return "Correct it, or remove it."


def people_findings(bench: Workbench) -> Findings:
    """Yield sample persons of the pack under work whose plan does not fit it."""
    if bench.pack is None:
        return
    for path in bench.folder.under("people", ".toml"):
        name = Path(path).stem
        try:
            bench.person(name)
        except PlanError as error:
            file = bench.folder.shown(path)
            yield finding("p_person", _person_spot(bench, file, error), error.reason, _fix(error))
        except DiscloserError as error:
            at = Spot(bench.folder.shown(path))
            yield finding("p_person", at, error.message, "Correct the file, or remove it.")


def _person_spot(bench: Workbench, file: str, error: PlanError) -> Spot:
    places = Places(bench)
    broken = _not_toml(bench, file)
    if broken is None and error.place:
        at = places.key(file, error.place)
        return at if at.line else Spot(file, error.line)
    line = error.line or line_of(bench.file(file) or "", error.place)
    column = broken.column if broken else 0
    if column and (word := WORD.match(places.source_line(file, line), column - 1)):
        return Spot(file, line, column, word[0])
    return Spot(file, line)


def _fix(error: PlanError) -> str:
    return error.fix or "Correct it: a sample person is a plan as any other."
