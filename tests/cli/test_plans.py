"""Plans that are kept: in and out again, listed, shown, copied, restored and deleted."""

import datetime
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

import scripts_templates
from discloser.planfile.read import PlanText, parse_plan
from discloser.vault.vault import Entry, Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package
from .running import Run
from .test_bad_input import PLANS
from .test_render import PLAN

MAYA = Path(scripts_templates.__path__[0]) / "standard" / "people" / "maya.toml"
DAY = datetime.date(2026, 11, 21)
FIRST = "plan-2026-11-21"


def test_what_is_imported_comes_out_as_an_equal_plan(
    vault: Vault, run: Run, tmp_path: Path
) -> None:
    before = MAYA.read_bytes()
    assert run("plan", "import", MAYA) == (0, f"{MAYA}  {FIRST}\n", "")
    assert run("plan", "import", "-", stdin=PLAN).out == f"{FIRST}-2\n"
    assert MAYA.read_bytes() == before
    ran = run("plan", "export", FIRST)
    assert (ran.code, ran.err) == (0, "")
    plan = parse_plan(PlanText(before.decode(), ""))
    assert parse_plan(PlanText(ran.out, "")) == replace(plan, title="maya")
    to = tmp_path / "out.toml"
    assert run("plan", "export", FIRST, "--to", to) == (0, "", f"Wrote {to}\n")
    assert to.read_text("utf-8") == ran.out == vault.read_text(FIRST)
    run("plan", "export", FIRST, "--to", to).refused("is there already")
    run("plan", "export", FIRST, "--to", tmp_path / "no" / "x").refused("Nothing was written")


@pytest.mark.parametrize("case", ["no toml", "unknown id", "format 2", "unknown pack", "NUL"])
def test_a_bad_plan_is_not_taken_in(case: str, vault: Vault, run: Run, tmp_path: Path) -> None:
    content, place, fix = PLANS[case]
    (tmp_path / "p.toml").write_bytes(content)
    run("plan", "import", tmp_path / "p.toml").refused("p.toml", place, fix)
    run("plan", "import", tmp_path / "none.toml").refused("none.toml", "no such file")
    assert vault.count() == 0


def test_several_files_come_in_at_once(vault: Vault, run: Run, tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("client 07.toml", "b\x1b[31m.toml", "c.toml"))
    one.write_text("format = 1\n")
    two.write_text("format = 1\n")
    three.write_text('format = 1\ntitle = "Mine"\n')
    ran = run("plan", "import", one, two, "--today", "2026-12-01", three)
    assert (ran.code, ran.err) == (0, "")
    first = "plan-2026-12-01"
    assert ran.out.splitlines() == [
        f"{one}  {first}",
        f"{tmp_path / 'b[31m.toml'}  {first}-2",
        f"{three}  {first}-3",
    ]
    titles = {entry.id: entry.title for entry in vault.entries()}
    assert titles == {first: "client 07", f"{first}-2": "b[31m", f"{first}-3": "Mine"}
    assert 'title = "client 07"' in vault.read_text(first)
    ran = run("plan", "import", "--json", three, one)
    assert json.loads(ran.out) == {
        "plans": [
            {"file": str(three), "id": FIRST},
            {"file": str(one), "id": f"{FIRST}-2"},
        ]
    }
    assert json.loads(run("plan", "import", "-", "--json", stdin=PLAN).out) == {"id": f"{FIRST}-3"}
    assert vault.entries()[0].title == ""


def test_a_broken_file_does_not_stop_the_others(vault: Vault, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    files = [tmp_path / "a" / "p.toml", tmp_path / "p.toml", tmp_path / "none.toml", MAYA]
    files[0].write_text("format = 1\n")
    files[1].write_bytes(b"format = 2\n")
    ran = run("plan", "import", *files)
    assert ran.code == 2
    assert ran.out == f"{files[0]}  {FIRST}\n{MAYA}  {FIRST}-2\n"
    wrong, missing = ran.err.splitlines()
    assert wrong.startswith(f"discloser: {files[1]}, line 1, `format`: ")
    assert missing.startswith(f"discloser: {files[2]}: There is no such file.")
    assert vault.count() == 2
    ran = run("plan", "import", "--json", files[1])
    assert (ran.code, json.loads(ran.out)) == (2, {"plans": []})
    run("plan", "import", files[0], "-", stdin=PLAN).refused("give - alone")
    assert vault.count() == 2


def test_a_plan_that_is_too_large_once_written_does_not_stop_the_others(
    vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "small.toml").write_text("format = 1\n")
    monkeypatch.setattr("discloser.vault.record.MOST_BYTES", 300)
    ran = run("plan", "import", MAYA, tmp_path / "small.toml")
    assert (ran.code, ran.out) == (2, f"{tmp_path / 'small.toml'}  {FIRST}\n")
    assert ran.err.startswith(f"discloser: {MAYA}: The plan is larger than")
    assert vault.count() == 1


def test_a_pack_that_is_broken_is_said_for_each_file(
    vault: Vault, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = tmp_path / "packs"
    (packs / "mine").mkdir(parents=True)
    (packs / "mine" / "pack.toml").write_text("title = 7\n")
    monkeypatch.setenv("DISCLOSER_PACKS", str(packs))
    (tmp_path / "p.toml").write_text('format = 1\npack = "mine"\n')
    ran = run("plan", "import", tmp_path / "p.toml", MAYA)
    assert ran.code == 2
    assert f"discloser: {tmp_path / 'p.toml'}: " in ran.err
    assert "pack.toml" in ran.err
    assert vault.count() <= 1


def test_a_plan_gets_another_name(vault: Vault, run: Run) -> None:
    plan_id = vault.create("format = 1\n", DAY)
    ran = run("plan", "rename", plan_id, stdin="\ufeffN\u00e4her\x1b  am \u202eTag\r\n".encode())
    assert ran == (0, "", f"{plan_id} is called N\u00e4her am Tag now.\n")
    assert vault.entries()[0].title == "N\u00e4her am Tag"
    assert 'title = "N\u00e4her am Tag"' in vault.read_text(plan_id)
    for name, said in (
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"one\ntwo\n", "one line"),
        (b"x" * 1_001, "at most 1000 characters"),
        ("\u00e4".encode() * 9_999, "at most 1000 characters"),
        (b"\xff", "cannot be read as text"),
    ):
        run("plan", "rename", plan_id, stdin=name).refused(said)
    run("plan", "rename", "b", stdin=b"x").refused("no such plan")
    run("plan", "rename", plan_id, "a name").refused("'a name' is one too many")
    run("plan", "rename", plan_id, "--passphrase-fd", "0").refused("the name or the passphrase")
    assert vault.entries()[0].title == "N\u00e4her am Tag"
    assert run("plan", "rename", plan_id, stdin=b"x" * 1_000).code == 0


def test_a_record_is_an_age_file_that_the_key_opens(vault: Vault, run: Run, tmp_path: Path) -> None:
    plan_id = vault.create("format = 1\n", DAY)
    record, to = vault.record(plan_id), tmp_path / "plan.age"
    assert run("plan", "export", plan_id, "--format", "age", "--to", to).code == 0
    assert to.read_bytes() == record
    assert b"format = 1\n" in vault._identity.open(to.read_bytes())  # noqa: SLF001
    assert run_bytes("plan", "export", plan_id, "--format", "age") == record


def run_bytes(*arguments: str) -> bytes:
    """Return what a command, as a process of its own, writes to a pipe."""
    command = [sys.executable, "-m", "discloser", *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_the_list_has_the_plan_changed_last_in_front(vault: Vault, run: Run, clock: Clock) -> None:
    assert run("plan", "list") == (0, "", "There are no plans yet.\n")
    first = vault.create("format = 1\n", DAY, "Mine \x1b[31m\u202e")
    clock.now += 60
    vault.create("format = 1\n", DAY)
    ran = run("plan", "list")
    assert (ran.code, ran.err) == (0, "")
    one, two = ran.out.splitlines()
    assert one.startswith(f"{first}-2  2026-")
    assert one.endswith("Plan of 21 November 2026, no. 2")
    assert two.startswith(f"{first}    2026-")
    assert two.endswith("Mine [31m")
    listed = json.loads(run("plan", "list", "--json").out)["plans"]
    assert [" ".join(each) for each in listed] == ["id title changed revision problem"] * 2
    assert [each["id"] for each in listed] == [f"{first}-2", first]
    moment = datetime.datetime.fromisoformat(listed[0]["changed"])
    assert moment.timestamp() == clock.now


def test_ids_that_act_on_a_terminal_are_shown_without_that(
    vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in "ab":
        vault.save(each, "format = 1\n", each, None)
    bad = "\x1b]0;mine\x07\x1b[31mb\u202e\x9b31m"
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("UPDATE plan SET id = ? WHERE id = 'b'", (bad,))
    ran, checked = run("plan", "list"), run("vault", "check")
    raw, as_json = run("plan", "list", "--json").out, run("vault", "check", "--json").out
    for text in (ran.out, checked.out, checked.err, raw, as_json):
        assert text.replace("\n", "").isprintable()
    shown, _ = (line.split(" ")[0] for line in ran.out.splitlines())
    assert json.loads(raw)["plans"][0]["id"] == shown
    assert run("plan", "delete", shown, "--yes").code == 0
    assert [entry.id for entry in vault.entries()] == ["a"]
    monkeypatch.setattr(Vault, "entries", lambda _: (Entry(bad, 1, 0.0, bad), Entry("a", 2)))
    assert [line.split() for line in run("plan", "list").out.splitlines()] == [
        ["]0;mine[31mb31m", "]0;mine[31mb31m"],
        ["a", "a"],
    ]
    raw = run("plan", "list", "--json").out
    assert raw.replace("\n", "").isprintable()
    assert json.loads(raw)["plans"][0]["title"] == bad


def test_a_plan_that_is_gone_comes_back_from_its_versions(
    vault: Vault, run: Run, clock: Clock
) -> None:
    first = vault.save("a", "format = 1\n", "A", None)
    clock.now += 1_000
    vault.save("a", "format = 1\n\n", "A", first)
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("DELETE FROM plan WHERE id = 'a'")
    ran = run("plan", "history", "a")
    assert ran.code == 0
    assert ran.out.startswith(f"{first}  2026-")
    assert ran.err == "The plan a itself is missing; plan restore brings a version back.\n"
    assert len(json.loads(run("plan", "history", "a", "--json").out)["versions"]) == 1
    ran = run("plan", "restore", "a", first)
    assert (ran.code, ran.err) == (0, f"a is again what it was in version {first}.\n")
    assert run("plan", "export", "a").out == "format = 1\n"
    assert run("plan", "history", "a").err == ""
    run("plan", "history", "b").refused("no such plan")
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("DELETE FROM plan WHERE id = 'a'")
    assert run("plan", "delete", "a", "--yes").code == 0
    run("plan", "history", "a").refused("no such plan")


def test_before_there_is_a_vault(run: Run, home: Path) -> None:
    assert run("plan", "list") == (0, "", "There are no plans yet.\n")
    assert json.loads(run("plan", "list", "--json").out) == {"plans": []}
    for command in (("new",), ("show", "x"), ("import", MAYA), ("history", "x"), ("rename", "x")):
        run("plan", *command).refused("discloser vault new")
    assert [*home.iterdir()] == []


@pytest.mark.usefixtures("vault")
def test_answers_are_shown_in_words(run: Run) -> None:
    run("plan", "import", MAYA)
    ran = run("plan", "show", FIRST)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Step 1, Reasons\n- I need a change at work: yes\n")
    assert "\n\nStep 6, Meeting\n- Who you talk to: your manager\n" in ran.out
    assert "where you could talk? yes\n" in ran.out
    data = json.loads(run("plan", "show", FIRST, "--json").out)["answers"]
    assert data[0] == {
        "step": "Step 1, Reasons",
        "question": "I need a change at work",
        "answer": "yes",
    }
    assert len(data) == ran.out.count("\n- ")
    empty = run("plan", "new").out.strip()
    assert run("plan", "show", empty).code == 0
    run("plan", "show", "nothing").refused("no such plan")
    run("plan", "show", "../x").refused("not the name of a plan")


def test_new_copy_and_delete(vault: Vault, run: Run) -> None:
    assert run("plan", "new") == (0, f"{FIRST}\n", "")
    assert json.loads(run("plan", "new", "--json").out) == {"id": f"{FIRST}-2"}
    assert run("plan", "copy", FIRST).out == f"{FIRST}-3\n"
    assert vault.read_text(f"{FIRST}-3") == vault.read_text(FIRST)
    run("plan", "delete", FIRST).refused("--yes")
    assert vault.count() == 3
    ran = run("plan", "delete", FIRST, "--yes")
    assert (ran.code, ran.out) == (0, "")
    assert f"Deleted {FIRST}." in ran.err
    assert vault.stamp(FIRST) is None
    for command in ("delete", "copy"):
        run("plan", command, FIRST, *(["--yes"] if command == "delete" else ())).refused(
            FIRST, "no such plan"
        )


def test_an_earlier_version_comes_back(vault: Vault, run: Run, clock: Clock) -> None:
    first = vault.save("a", "format = 1\n", "Old", None)
    assert run("plan", "history", "a") == (0, "", "There are no earlier versions of this plan.\n")
    clock.now += 1_000
    vault.save("a", 'format = 1\ntitle = "New"\n', "New", first)
    [line] = run("plan", "history", "a").out.splitlines()
    assert line.startswith(f"{first}  2026-")
    [version] = json.loads(run("plan", "history", "a", "--json").out)["versions"]
    assert " ".join(version) == "revision when problem"
    assert version["revision"] == first
    ran = run("plan", "restore", "a", first)
    assert (ran.code, ran.out) == (0, "")
    assert vault.read_text("a") == "format = 1\n"
    assert len(vault.history("a")) == 2
    run("plan", "restore", "a", 99).refused("no such version")
    run("plan", "restore", "a", "9" * 30).refused("no such version")
    run("plan", "restore", "a", "first").refused("'first' is no number of a version")
    run("plan", "history", "b").refused("no such plan")


@pytest.mark.usefixtures("vault")
def test_what_is_missing_is_named_for_each_command(run: Run) -> None:
    run("plan", "show").refused("plan show needs a plan: discloser plan show ID.")
    run("plan", "import").refused("needs a plan file: discloser plan import FILE...")
    run("plan", "restore").refused("needs a plan: discloser plan restore ID REVISION.")
    run("plan", "restore", "a").refused("needs the number of a version")
    run("plan", "restore", "a", "1", "2").refused("'2' is one too many")
    run("vault", "backup").refused("needs the name of a file: discloser vault backup FILE.")
    run("vault", "restore").refused("needs a backup")
    run("render").refused("render needs a plan: discloser render PLAN.toml.")
    run("plan", "list", "x").refused("one too many")


def test_options_may_stand_between_two_operands(vault: Vault, run: Run, clock: Clock) -> None:
    first = vault.save("a", "format = 1\n", "", None)
    clock.now += 1_000
    vault.save("a", "format = 1\n\n", "", first)
    option = ("--passphrase-file", "unused")  # the key file opens this vault
    for arguments in (("a", *option, first), (*option, "a", first), ("a", "--", first)):
        assert run("plan", "restore", *arguments).code == 0, arguments


@pytest.mark.usefixtures("vault")
def test_an_id_stands_wherever_a_plan_file_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("plan", "import", "-", stdin=PLAN)
    assert run("render", FIRST) == run("render", "-", stdin=PLAN)
    assert run("check", FIRST, "--json") == run("check", "-", "--json", stdin=PLAN)
    run("render", "plan-2026-01-01").refused("no such file, and no such plan", "plan list")
    run("render", f"{FIRST}.toml").refused("There is no such file. Check the name.")
    monkeypatch.chdir(tmp_path)
    Path(FIRST).mkdir()
    assert run("check", FIRST).code == 0, "a folder is no plan file"
    Path(FIRST).rmdir()
    Path(FIRST).write_bytes(b"format = 2\n")
    run("check", FIRST).refused("newer")


def test_an_id_without_a_vault_is_a_file_that_is_missing(run: Run) -> None:
    run("render", FIRST).refused("There is no such file", "discloser plan list")


def test_a_damaged_plan_leaves_the_others_usable(vault: Vault, run: Run) -> None:
    for each in "abc":
        vault.save(each, "format = 1\n", each.upper(), None)
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("UPDATE plan SET body = zeroblob(900) WHERE id = 'b'")
        database.execute("UPDATE plan SET head = zeroblob(900) WHERE id = 'c'")
    for command in ("show", "export", "copy"):
        run("plan", command, "b").refused("The plan b is damaged")
    run("check", "b").refused("The plan b is damaged")
    assert run("plan", "export", "a").out == "format = 1\n"
    ran = run("plan", "list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["c", "b", "a"]
    assert "The plan c is damaged" in ran.out
    ran = run("vault", "check")
    assert ran.code == 1
    assert "The plan b is damaged" in ran.out
    assert run("plan", "delete", "b", "--yes").code == 0
    assert run("plan", "delete", "c", "--yes").code == 0
    assert run("vault", "check").code == 0
