"""The manuals say what is so: their tables, snippets, commands and links, held against the code.

The lists of ids in docs/plan-file.md are made from the standard pack. After a change there:

    UPDATE_GOLDEN=1 ./run pytest tests/test_docs.py
"""

import os
import re
import runpy
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

from discloser.authoring.check import static_findings
from discloser.authoring.explained.sentences import find_sentence
from discloser.authoring.rules import RULES
from discloser.authoring.workbench import open_workbench
from discloser.cli import main
from discloser.cli.arguments import read_request
from discloser.cli.commands import COMMANDS
from discloser.cli.folders import own_packs
from discloser.disclosure.facts import known_facts
from discloser.errors import UnreadableError
from discloser.model import plan as model
from discloser.model.catalogue import (
    Country,
    FieldKind,
    Fields,
    FormQuestion,
    LanguageWords,
    Phrase,
    Regulator,
    Text,
    Trigger,
    Wording,
)
from discloser.model.decoding import decode
from discloser.model.disclosure import (
    GENERAL_NAMES,
    SaidAsk,
    SaidEvent,
    SaidImpact,
    SaidItem,
    general_names,
)
from discloser.model.document import DocumentSpec
from discloser.model.language import ENGLISH
from discloser.model.wording import fields, wordings
from discloser.model.words import Audience, Decision, Stance, Topic
from discloser.packs.layers import KINDS, SINGLE, WORDS
from discloser.packs.manifest import Manifest
from discloser.packs.pack import ENTRIES, SINGLES
from discloser.planfile.read import PlanText
from discloser.rehearsal.objections import PreparedObjection
from discloser.rehearsal.questions import PreparedQuestion, PreparedReply, Step
from discloser.rendering.context import SECTIONS, context
from discloser.rendering.filters import filters_for
from discloser.rendering.subset import Templates
from discloser.session.session import House, Session, open_plan

from .people import drafts, house
from .plans import MARKERS, TODAY, drafter, plan, standard

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
    there = {
        field.encode_name: inspect.type_info(field.type) for field in fields_of(PARTS[heading])
    }
    rows = tables(PLAN_FILE, heading)[0]
    above = re.sub(r"[^\w.]", "", heading) + "." if "[" in heading else ""
    apart = {key for key in there if f"{above}{key}" in _headings()}
    same([*(names(row[0])[0] for row in rows), *apart], there)
    for key, what, allowed in rows:
        assert what.endswith("."), key
        _require_options(heading, allowed, there[names(key)[0]])
    assert set(there) - apart <= _example(heading)


def _headings() -> set[str]:
    """Return the tables of the plan file that have a part of their own, without brackets."""
    return {heading.strip("`[]") for heading in sections(PLAN_FILE) if "[" in heading}


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
    questions: dict[str, tuple[str, Fields]] = {
        key: (entry.question, {}) for key, entry in shelf.contexts.items()
    }
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
    rest = {key: FULL[key] for key in FULL if key != "outcome" or "ask" not in raw}
    whole = text if "format" in raw else tomli_w.dumps({**rest, **raw})
    return open_plan(PlanText(whole, "snippet"), house(), TODAY)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.stem)
def test_toml_can_be_read(manual: Path) -> None:
    for text in blocks(manual, "toml"):
        raw = tomllib.loads(text)
        if "format" in raw or manual == PLAN_FILE:
            opened(text)


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


# --- the authors' manual -------------------------------------------------------------------------

PARTS_OF: dict[str, type[Struct]] = {
    "asks": SaidAsk,
    "more_asks": SaidAsk,
    "impacts": SaidImpact,
    "questions": PreparedQuestion,
    "ladder": Step,
    "objections": PreparedObjection,
    "agreed": SaidItem,
    "open": SaidItem,
    "refused": SaidItem,
    "log": SaidEvent,
    "regulators": Regulator,
    "country": Country,
    "triggers": Trigger,
    "form": FormQuestion,
}
"""Name in templates to what its entries are made from."""


UNSAID = {"writes_like"}
"""Keys of entries that decide how something is written and are of no use in a template."""


def test_the_reference_is_what_the_program_says_of_itself() -> None:
    text = AUTHORS.read_text("utf-8")
    new = runpy.run_path(str(ROOT / "tools" / "reference.py"))["renewed"](text)
    if UPDATE:
        AUTHORS.write_text(new, "utf-8", newline="\n")
    else:
        assert new == text, "renew the tables: UPDATE_GOLDEN=1 ./run pytest tests/test_docs.py"


def test_every_kind_of_entry_has_its_keys_in_the_manual() -> None:
    text = sections(AUTHORS)["Keys of all other entries"]
    parts = re.split(r"^\*\*`\[+(\w+)\]+`\*\*", text, flags=re.MULTILINE)
    shown = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert set(shown) == {*KINDS, *SINGLE}
    for kind, keys in shown.items():
        entry = ENTRIES[KINDS[kind]] if kind in KINDS else SINGLES.get(kind, LanguageWords)
        for field in fields_of(entry):
            assert f"| `{field.encode_name}` |" in keys, (kind, field.name)


def test_every_rule_of_the_check_is_in_the_manual() -> None:
    same(listed(AUTHORS, "Rules"), RULES)


def test_every_command_for_packs_is_in_the_manual() -> None:
    text = sections(AUTHORS)["Commands"]
    for command in COMMANDS:
        if command.name.startswith("pack "):
            assert f"**`{command.usage}`**" in text
            assert all(option.flag in text for option in command.options)


def test_facts() -> None:
    catalogue = standard().pack.catalogue
    asks = {f"{kind}_{ask}" for kind in ("asks", "agreed") for ask in catalogue.accommodations}
    families = {"asks_<id>", "agreed_<id>"}
    same(listed(AUTHORS, "Facts"), {*known_facts(catalogue) - asks, *families})


def test_general_names() -> None:
    same(listed(AUTHORS, "General names"), general_names(standard().pack.catalogue))


def test_names_for_templates_and_their_parts() -> None:
    same(listed(AUTHORS, "Names for templates"), SECTIONS)
    seen = _seen()
    for row in tables(AUTHORS, "Names for templates")[0]:
        name, parts = names(row[0])[0], names(row[2])
        if name in PARTS_OF:
            inner = [f"replies.{each.name}" for each in fields_of(PreparedReply)]
            there = [each.name for each in fields_of(PARTS_OF[name]) if each.name not in UNSAID]
            same(parts, [*there, *(inner if name == "questions" else ())])
        elif parts:
            same(parts, seen[name])


def _seen() -> dict[str, set[str]]:
    """Return which parts the groups of a full plan have."""
    pack = standard().pack
    of = plan({"health": MARKERS, "boundaries": {"except": {"manager": {"name": "if_asked"}}}})
    disclosure = drafter(of).disclosure(pack.documents["deflection_sheet"], Audience.MANAGER)
    rights = list(pack.catalogue.rights.values())
    data = context(disclosure, pack.catalogue, {}, {}, SECTIONS, rights)
    groups = {name: data[name] for name in ("prepared", "privacy", "rights", "general", "points")}
    found: dict[str, set[str]] = {}
    for name, group in groups.items():
        inner = list(group.values()) if isinstance(group, dict) and name == "points" else group
        each = [inner] if isinstance(inner, dict) else inner
        assert isinstance(each, list)
        found[name] = {key for entry in each for key in entry}
    return found


def test_filters_do_what_is_shown() -> None:
    same(listed(AUTHORS, "Filters"), [*filters_for(ENGLISH), "default"])
    data = {
        "my_role": "engineer",
        "later": "when the rota is out",
        "told_outlook": "It should ease by the spring.",
        "look_again": ["my tasks change", "my manager changes"],
        "to_call": "Jordan",
    }
    for _, _, example, prints in tables(AUTHORS, "Filters")[0]:
        templates = Templates({"example.j2": names(example)[0]}, filters_for(ENGLISH))
        assert templates.render("example.j2", data, GENERAL_NAMES) == prints


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Keys of a wording", Wording),
        ("Keys of a pack", Manifest),
        ("Keys of a document", DocumentSpec),
    ],
)
def test_keys(heading: str, kind: type[Struct]) -> None:
    same(listed(AUTHORS, heading), [each.encode_name for each in fields_of(kind)])
    if kind is not Wording:
        rows = tables(AUTHORS, heading)[0]
        needed = [each.encode_name for each in fields_of(kind) if each.required]
        same([names(key)[0] for key, what in rows if what.endswith("Needed.")], needed)


def test_word_lists() -> None:
    same(listed(AUTHORS, "Word lists"), WORDS)


def test_what_stands_where() -> None:
    same(
        listed(AUTHORS, "What stands where"),
        [*(f"[[{kind}]]" for kind in KINDS), *(f"[{one}]" for one in SINGLE)],
    )
    folder = AUTHORS.parent / "standard"
    for heading, _, places in tables(AUTHORS, "What stands where")[0]:
        for place in names(places):
            files = sorted((folder / place).glob("*")) if place.endswith("/") else [folder / place]
            assert all(f"\n{names(heading)[0]}\n" in file.read_text("utf-8") for file in files), (
                place
            )


# --- the walk-through ----------------------------------------------------------------------------

PLACE = re.compile(r"^(?:# |\{# )((?:francais/)?(?:[a-z_]+/)*[a-z_0-9]+\.(?:toml|j2))(?: #\})?$")
"""The first line of a snippet that is a file, or the end of one; the rest stands in other files."""


def snippets() -> Iterator[tuple[str, str, str]]:
    """Yield pack, file and text of every snippet of the authors' manual that says its file."""
    for text in blocks(AUTHORS, "toml", "jinja"):
        first, _, rest = text.partition("\n")
        if found := PLACE.match(first):
            pack = "francais" if found[1].startswith("francais/") else "my_words"
            yield pack, found[1].removeprefix("francais/"), rest


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where somebody who followed the authors' manual has a pack."""
    for name in os.environ:
        if name.startswith(("DISCLOSER_", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DISCLOSER_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    folder = own_packs({})
    assert folder
    assert main(["pack", "new", "my_words"]) == 0
    for pack, name, text in snippets():
        file = folder / pack / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as written:
            written.write(f"\n{text}")
    return folder


def test_the_first_sentence_is_where_the_manual_says(packs: Path) -> None:
    [shown] = [text for text in blocks(AUTHORS, "toml") if "reassurance_20s" in text]
    assert shown in (packs / "my_words" / "phrases" / "my_words.toml").read_text("utf-8")


def test_what_the_authors_manual_makes_is_said(packs: Path) -> None:
    opened_plan = open_plan(PlanText(tomli_w.dumps(FULL), "plan"), House(packs), TODAY)
    shelf = opened_plan.workshop.pack.catalogue
    drafted = {spec.id: document for spec, document in drafts(opened_plan)}
    for pack, name, text in snippets():
        raw = tomllib.loads(text) if pack == "my_words" and name.endswith(".toml") else {}
        for phrase in raw.get("phrase", ()):
            assert wordings(shelf.phrases[phrase["id"]].text) == wordings(
                decode({"about": "", **phrase}, Phrase).text
            )
        for question in raw.get("question", ()):
            assert question["question"] in drafted["deflection_sheet"].text
        for document in raw.get("document", ()):
            assert document["id"] in drafted
    assert not [finding for document in drafted.values() for finding in document.findings]


def test_what_the_authors_manual_translates_is_a_pack(packs: Path) -> None:
    pack = House(packs).workshop("francais").pack
    assert pack.language == "fr"
    assert pack.catalogue.language
    assert "Merci" in str(pack.catalogue.phrases["decline_again"].text)
    assert "hôpital" in pack.catalogue.words["health"].words


LEFT_OUT = (["pack", "new"], ["pack", "check"], ["pack", "test"])
"""Commands of which the first was run before, and the others take long and have tests of theirs."""


def test_what_the_authors_manual_makes_has_nothing_to_mend(packs: Path) -> None:
    found = static_findings(open_workbench("my_words", packs), TODAY)
    # The file that shows what can be included is included nowhere.
    assert not [each for each in found if not each.file.endswith("/parts/close.j2")]


def test_commands_of_the_authors_manual_show_what_they_should(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in "".join(blocks(AUTHORS, "sh")).splitlines():
        typed = line.replace("~/my_packs", str(packs))
        if "NUMBER" in typed:
            found = re.search(r'id="n([A-Z0-9-]+)"', Path("review.html").read_text("utf-8"))
            assert found
            typed = typed.replace("NUMBER", found[1])
        out = ""
        for arguments in commands(typed):
            if arguments[:2] not in LEFT_OUT:
                assert main(arguments) == 0, line
                out = capsys.readouterr().out
        if line.endswith("--document script_20s"):
            assert "This job matters to me." in out
        if line.endswith("--audience team"):
            assert "Where do you go at lunch?" in out
        if line.endswith("--document handover_note"):
            assert "This is what changes from now on:" in out


SLIPS = {
    "phrases/a.toml": "[[phrase]]\nid = 'private_line'\ntext = \u201cx\u201d",
    "phrases/b.toml": "[[phrase]]\nid = 'privat_line'\ntext = 'x'",
    "phrases/My Words.toml": "",
    "phrases/c.toml": "[[phrase]]\nid = 'private_line'\ntext = '{work_topik}'",
    "phrases/d.toml": "[[phrase]]\nid = 'private_line'\ntext = [{ text = 'x', when = ['sined'] }]",
    "documents/script_20s.j2": "{{ say.openin }}",
}
"""A file of a pack to a slip in it, in the order of the manual."""


def test_messages_are_those_of_the_manual(tmp_path: Path) -> None:
    rows = tables(AUTHORS, "When something goes wrong")[0]
    quoted = [found[1] for row in rows if (found := re.fullmatch('"(.*)"', row[0]))]
    for said, (file, text) in zip(quoted, SLIPS.items(), strict=True):
        folder = tmp_path / Path(file).stem / "my_words"
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_text(text, "utf-8")
        (folder / "pack.toml").write_text('title = "x"\nextends = "standard"\n', "utf-8")
        with pytest.raises(UnreadableError) as caught:
            drafts(open_plan(PlanText(tomli_w.dumps(FULL), "plan"), House(folder.parent), TODAY))
        assert re.search(re.escape(said).replace("…", ".*"), caught.value.message)


@pytest.mark.parametrize(
    ("most", "outer", "inner"),
    [
        ("Loops can stand in one another two deep", "{{% for x{0} in asks %}}", "{% endfor %}"),
        ("files can be included three deep", '{{% include "d{0}.j2" %}}', ""),
    ],
)
def test_limits_of_templates(most: str, outer: str, inner: str) -> None:
    assert most in " ".join(AUTHORS.read_text("utf-8").split())
    deep = 2 if "two" in most else 3
    for depth in (deep, deep + 1):
        tags = [outer.format(at) for at in range(1, depth + 1)]
        if inner:
            sources = {"d0.j2": "".join(tags) + inner * depth}
        else:
            sources = {f"d{at}.j2": tag for at, tag in enumerate([*tags, ""])}
        assert bool(Templates(sources, filters_for(ENGLISH)).check("d0.j2")) is (depth > deep)


# --- commands and links --------------------------------------------------------------------------


def commands(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each command line of the program in a text."""
    for found in re.findall(r"\./run discloser((?:(?!\./run)[^`\n|>#])*)", text):
        yield shlex.split(found)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_exist(manual: Path) -> None:
    for arguments in commands(manual.read_text("utf-8")):
        if arguments in ([], ["--help"]):
            continue
        [command] = [
            command
            for command in COMMANDS
            if arguments[: len(command.name.split())] == command.name.split()
        ]
        assert read_request(command, arguments[len(command.name.split()) :], {})


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(manual: Path) -> None:
    text = CODE.sub("", manual.read_text("utf-8"))
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        target = (manual.parent / path) if path else manual
        assert target.exists(), link
        if anchor:
            assert anchor in {_anchor(heading) for heading in sections(target)}, link


def _anchor(heading: str) -> str:
    """Return what a heading is called in links."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_words_to_look_for_are_found() -> None:
    [words] = re.findall(
        r'^./run discloser pack find "(.*)" my_words$', AUTHORS.read_text("utf-8"), re.MULTILINE
    )
    found = find_sentence(open_workbench("standard"), words)
    assert {each.id for each in found} == {"meeting_request_why"}
