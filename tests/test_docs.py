"""The manuals say what is so: their tables, snippets, commands and links, held against the code.

The lists of ids in docs/plan-file.md are made from the standard pack. After a change there:

    UPDATE_GOLDEN=1 ./run pytest tests/test_docs.py
"""

import os
import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import tomli_w
from msgspec import Struct, inspect
from msgspec.structs import fields as fields_of

from discloser.cli.arguments import read_request
from discloser.cli.commands import COMMANDS
from discloser.disclosure.facts import known_facts
from discloser.export.text import packet_text
from discloser.model import plan as model
from discloser.model.catalogue import FieldKind, Fields, Text, Wording
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.document import Document, DocumentSpec
from discloser.model.wording import fields, wordings
from discloser.model.words import Audience, Decision, Severity, Stance, Topic
from discloser.packs.layers import KINDS, SINGLE, WORDS
from discloser.packs.manifest import Manifest
from discloser.planfile.read import PlanText
from discloser.rendering.context import SECTIONS
from discloser.rendering.filters import FILTERS
from discloser.rendering.subset import Templates
from discloser.session.session import House, Session, open_plan

from .people import drafts, house, session
from .plans import TODAY, standard

ROOT = Path(__file__).parent.parent
PLAN_FILE = ROOT / "docs" / "plan-file.md"
AUTHORS = ROOT / "scripts_templates" / "README.md"
MANUALS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "scripts_templates").glob("*.md")]
)
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"

Rows = list[list[str]]

# --- reading a manual ----------------------------------------------------------------------------

CODE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(manual: Path, *languages: str) -> list[str]:
    """Return the contents of the code blocks in some languages."""
    found = CODE.findall(manual.read_text("utf-8"))
    return [content for language, content in found if language in languages]


def sections(manual: Path) -> dict[str, str]:
    """Return heading to what stands under it, up to the next heading, without code blocks."""
    parts = re.split(r"^#+ (.+)$", CODE.sub("", manual.read_text("utf-8")), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def tables(manual: Path, heading: str) -> list[Rows]:
    """Return the rows of each table under a heading, without the tables' heads."""
    found = re.findall(r"(?:^\|.*\|\n)+", sections(manual)[heading], re.MULTILINE)
    return [[_cells(line) for line in table.splitlines()[2:]] for table in found]


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip()[1:-1])
    return [cell.strip().replace(r"\|", "|") for cell in cells]


def names(cell: str) -> list[str]:
    """Return what stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def listed(manual: Path, heading: str) -> list[str]:
    """Return the names in the first column of all tables under a heading."""
    rows = (row for table in tables(manual, heading) for row in table)
    return [name for row in rows for name in names(row[0])]


def same(said: list[str], there: Any) -> None:
    """Assert that a manual names everything that there is, once, and nothing else."""
    assert sorted(said) == sorted(map(str, there))


# --- the plan file -------------------------------------------------------------------------------

PARTS: dict[str, type[Struct]] = {
    "The top of the file": model.Plan,
    "`[person]`": model.Person,
    "`[why]`": model.Why,
    "`[choice]`": model.Choice,
    "`[[impact]]`": model.ImpactAnswer,
    "`[[ask]]`": model.AskAnswer,
    "`[boundaries]`": model.Boundaries,
    "`[meeting]`": model.Meeting,
    "`[truth]`": model.Truth,
    "`[outcome]`": model.Outcome,
    "`[[outcome.item]]`": model.OutcomeItem,
    "`[[outcome.log]]`": model.LogEntry,
    "`[[edit]]`": model.Edit,
}
LISTS: tuple[tuple[str, int, type[StrEnum]], ...] = (
    ("`[choice]`", 1, Decision),
    ("`[health]`", 0, Topic),
    ("`[boundaries.level]`", 1, Audience),
    ("`[boundaries.except]`", 0, Stance),
)
"""Heading, place of the table under it, and the words that it explains."""


def test_every_table_of_the_plan_has_a_part() -> None:
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type)]
    assert {kind for kind in kinds if issubclass(kind, model.Table)} == {
        model.Table,
        *PARTS.values(),
    }


@pytest.mark.parametrize("heading", PARTS)
def test_every_key_of_the_plan_is_explained_and_shown(heading: str) -> None:
    there = {field.encode_name: inspect.type_info(field.type) for field in fields_of(PARTS[heading])}
    rows = tables(PLAN_FILE, heading)[0]
    apart = {
        key
        for key in there
        if any(re.fullmatch(rf"`\[+(?:\w+\.)?{key}\]+`", part) for part in sections(PLAN_FILE))
    }
    same([*(name for row in rows for name in names(row[0])), *apart], there)
    for key, what, allowed in rows:
        assert what.endswith("."), key
        _require_options(heading, allowed, there[names(key)[0]])
    example = _example(heading)
    assert set(there) - apart <= example


def _require_options(heading: str, allowed: str, info: inspect.Type) -> None:
    """Assert that a cell names what a key may hold."""
    kinds = list(info.types) if isinstance(info, inspect.UnionType) else [info]
    if isinstance(info, inspect.DictType):
        kinds = [info.value_type]
    for kind in kinds:
        match kind:
            case inspect.EnumType():
                said = names(allowed) or [names(row[0])[0] for row in tables(PLAN_FILE, heading)[1]]
                same(said, [member.value for member in kind.cls])
            case inspect.LiteralType():
                same(names(allowed), [value for value in kind.values if value != ""])
            case inspect.BoolType():
                same(names(allowed), ["true", "false"])
            case inspect.IntType():
                assert allowed == f"{kind.ge} to {kind.le}"
            case _:
                pass


def _example(heading: str) -> set[str]:
    """Return the keys in the example of a part."""
    text = PLAN_FILE.read_text("utf-8").partition(f"### {heading}\n")[2]
    raw: Any = tomllib.loads(CODE.findall(text)[0][1])
    for name in re.findall(r"\w+", heading) if "[" in heading else ():
        raw = raw[name]
    return {key for entry in (raw if isinstance(raw, list) else [raw]) for key in entry}


@pytest.mark.parametrize(("heading", "place", "words"), LISTS)
def test_every_word_of_the_plan_is_explained(
    heading: str, place: int, words: type[StrEnum]
) -> None:
    same([names(row[0])[0] for row in tables(PLAN_FILE, heading)[place]], words)


def test_levels_are_those_of_the_pack() -> None:
    catalogue = standard().pack.catalogue
    for topic, _, level in tables(PLAN_FILE, "`[health]`")[0]:
        lowest = catalogue.topics[names(topic)[0]].level
        assert level == ("only by an exception" if lowest is None else str(lowest)), topic
    same([row[0] for row in tables(PLAN_FILE, "`[boundaries.level]`")[0]], catalogue.levels)
    for audience, _, level in tables(PLAN_FILE, "`[boundaries.level]`")[1]:
        assert level == str(catalogue.audiences[names(audience)[0]].level), audience


def test_every_kind_of_value_is_explained() -> None:
    same([names(row[0])[0] for row in tables(PLAN_FILE, "`[[impact]]`")[1]], get_args(FieldKind))
    same(listed(AUTHORS, "Kinds of blanks"), get_args(FieldKind))


def test_every_rule_that_blocks_is_explained() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "discloser").rglob("*.py"))
    same(
        listed(PLAN_FILE, "When a document is blocked"),
        set(re.findall(r'block\(\s*"(r_\w+)"', source)),
    )


def test_lists_to_choose_from_are_those_of_the_pack() -> None:
    text = PLAN_FILE.read_text("utf-8")
    found = re.search(r"(<!-- From here on.*?-->\n)(.*?)(<!-- Up to here)", text, re.DOTALL)
    assert found
    made = "".join(_lists())
    if UPDATE:
        text = text.replace("".join(found.groups()), f"{found[1]}{made}{found[3]}")
        PLAN_FILE.write_text(text, "utf-8", newline="\n")
    else:
        assert found[2] == made, "renew the lists: UPDATE_GOLDEN=1 ./run pytest tests/test_docs.py"


def _lists() -> Iterator[str]:
    pack = standard().pack
    shelf = pack.catalogue
    yield from _list("Reasons", "Reason", {key: (x.text, {}) for key, x in shelf.reasons.items()})
    questions = {key: (entry.question, {}) for key, entry in shelf.contexts.items()}
    yield from _list("Questions about your workplace", "Question", questions)
    impacts = {key: (entry.label, entry.fields) for key, entry in shelf.impacts.items()}
    yield from _list("What can be hard", "What it is about", impacts)
    asks = {key: (_plain(entry.short), entry.fields) for key, entry in shelf.accommodations.items()}
    yield from _list("What you can ask for", "What it is about", asks)
    papers: dict[str, tuple[str, Fields]] = {
        key: (spec.title, {}) for key, spec in pack.documents.items()
    }
    yield from _list("Documents", "Title", papers)


def _list(heading: str, column: str, entries: Mapping[str, tuple[str, Fields]]) -> Iterator[str]:
    """Yield the lines of one list; a column for blanks only where entries have some."""
    blanks = any(own for _, own in entries.values())
    yield f"\n### {heading}\n\n| Id | {column} |{' Blanks |' if blanks else ''}\n"
    yield f"|---|---|{'---|' if blanks else ''}\n"
    for entry_id, (text, own) in entries.items():
        filled = ", ".join(f"`{name}` ({kind})" for name, kind in own.items())
        yield f"| `{entry_id}` | {text} |{f' {filled} |' if blanks else ''}\n"
    if heading == "Documents":
        yield "\n"


def _plain(text: Text) -> str:
    """Return how a text reads without any value."""
    return [each.text for each in wordings(text) if not fields(each.text)][-1]


# --- snippets ------------------------------------------------------------------------------------

FULL = tomllib.loads(blocks(PLAN_FILE, "toml")[-1])


@cache
def opened(text: str) -> Session:
    """Open a snippet: a plan as it stands, a part of one in place of that part of the example."""
    raw = tomllib.loads(text)
    whole = text if "format" in raw else tomli_w.dumps({**FULL, **raw})
    return open_plan(PlanText(whole, "snippet"), house(), TODAY)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.stem)
def test_toml_can_be_read(manual: Path) -> None:
    for text in blocks(manual, "toml"):
        raw = tomllib.loads(text)
        if "format" in raw or manual == PLAN_FILE:
            assert opened(text)


@pytest.mark.parametrize("text", blocks(PLAN_FILE, "toml"))
def test_plans_give_documents_without_findings(text: str) -> None:
    found = [document for _, document in drafts(opened(text))]
    assert found
    blocked = [document.document for document in found if document.blocked]
    assert bool(blocked) is text.startswith("# blocked"), blocked
    if not blocked:
        assert not [finding for document in found for finding in document.findings]


def test_a_blocked_document_is_shown_as_it_is() -> None:
    [text] = [text for text in blocks(PLAN_FILE, "toml") if text.startswith("# blocked")]
    finding, left_out = blocks(PLAN_FILE, "text")[0].splitlines()
    told = [
        f"{spec.id} ({document.audience}): [{each.severity}] {each.where}: "
        f"{each.message} ({each.rule})"
        for spec, document in drafts(opened(text))
        for each in document.findings
    ]
    assert finding in told
    assert left_out.startswith(finding.partition(" [")[0])
