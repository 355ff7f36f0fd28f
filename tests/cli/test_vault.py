"""The vault from the command line: what opens it, backups, checks, and what is said of it."""

import datetime
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest

from discloser.errors import OutputError, WrongKey
from discloser.vault.vault import Vault

from .. import seals  # noqa: TID252 - tests are no package
from ..clocks import Clock  # noqa: TID252 - as above
from .running import PASSPHRASE, Ran, Run

DAY = datetime.date(2026, 11, 21)
NEW = "quite another one, 1874"
CODE_LIKE = "abcde " * 8
"""A passphrase in the form of a recovery code."""

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals or a terminal of POSIX")


def quiet(ran: Ran) -> Ran:
    """Assert that no passphrase is shown."""
    for secret in (PASSPHRASE, NEW, CODE_LIKE):
        assert secret not in ran.out + ran.err
    return ran


@contextmanager
def number(text: str) -> Iterator[int]:
    """Give the number of an open file with a text to read."""
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    try:
        yield read
    finally:
        os.close(read)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that holds the passphrase."""
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", "utf-8")
    return path


# --- making one, and what opens it ---


def test_a_new_vault_prints_its_recovery_code(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, quick_seal: None, file: Path
) -> None:
    del quick_seal
    monkeypatch.setenv("DISCLOSER_PLANS", str(home / "deep" / "plans"))
    run("vault", "new").refused("--new-passphrase-fd or --new-passphrase-file")
    ran = run("vault", "new", "--none")
    assert ran.code == 2
    assert "can read every plan" in ran.err
    assert not (home / "deep").exists()
    ran = quiet(run("vault", "new", "--new-passphrase-file", file))
    assert ran.code == 0
    code = ran.out.strip()
    assert len(code.split("-")) == 8
    assert "This passphrase is strong." in ran.err
    assert "paper" in ran.err
    for text in (PASSPHRASE, code, code.lower().replace("-", " ")):
        with number(text) as fd:
            assert run("plan", "new", "--passphrase-fd", fd).code == 0
    assert json.loads(run("vault", "status", "--json").out)["plans"] == 3
    run("vault", "new", "--none", "--yes").refused("There is a place for plans already")


def test_every_command_takes_passphrase_or_code(
    sealed: tuple[Vault, str], run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, code = sealed
    vault.save("a", "format = 1\n", "A", None)
    run("plan", "list").refused("there is no terminal to ask for it; give it with --passphrase-fd")
    for arguments in (
        ("plan", "list"),
        ("plan", "show", "a"),
        ("plan", "export", "a"),
        ("plan", "history", "a"),
        ("plan", "copy", "a"),
        ("plan", "new"),
        ("render", "a"),
        ("check", "a"),
        ("vault", "check"),
    ):
        assert run(*arguments, "--passphrase-file", file).code == 0
        with number(f"{code}\r\n") as fd:
            assert run(*arguments, "--passphrase-fd", fd).code == 0
    monkeypatch.setenv("DISCLOSER_PASSPHRASE_FILE", str(file))
    assert run("plan", "delete", "a", "--yes").code == 0


def test_what_does_not_open_it(sealed: tuple[Vault, str], run: Run, tmp_path: Path) -> None:
    vault, code = sealed
    wrong = tmp_path / "wrong"
    for text, said in (
        (NEW, "That is not the passphrase. Nothing is lost."),
        (code[:-1] + ("0" if code[-1] != "0" else "1"), "That is not the recovery code."),
        ("", "The passphrase is empty."),
        (" \n", "The passphrase is empty."),
        (f"{PASSPHRASE}\nmore\n", "more than one line"),
        ("x" * 20_000, "more than 10,000 bytes"),
        ("\u00e4" * 5_001, "more than 10,000 bytes"),
        ("\u00e4\n" * 5_001, "more than one line"),
    ):
        wrong.write_text(text, "utf-8")
        quiet(run("plan", "list", "--passphrase-file", wrong)).refused(said)
    wrong.write_bytes(b"\xff\xfe")
    run("plan", "list", "--passphrase-file", wrong).refused("not UTF-8")
    run("plan", "list", "--passphrase-file", tmp_path).refused("cannot be read")
    run("plan", "list", "--passphrase-file", tmp_path / "none").refused("no such file")
    run("plan", "list", "--passphrase-fd", "999").refused("--passphrase-fd 999 cannot be read")
    run("plan", "list", "--passphrase-fd", "three").refused("such as 3")
    run("plan", "list", f"--passphrase={PASSPHRASE}").refused("There is no option --passphrase.")
    quiet(run("plan", "list", f"--passphrase={PASSPHRASE}"))
    run("plan", "import", "-", "--passphrase-fd", "0").refused("not both")
    (vault.folder / "identity.age").unlink()
    wrong.write_text(PASSPHRASE, "utf-8")
    run("plan", "list", "--passphrase-file", wrong).refused("identity.age", "is missing")


def test_a_passphrase_in_the_form_of_a_code(
    sealed: tuple[Vault, str], run: Run, file: Path
) -> None:
    vault, _ = sealed
    vault.change_passphrase(CODE_LIKE)
    file.write_text(CODE_LIKE)
    assert run("plan", "list", "--passphrase-file", file).code == 0
    (vault.folder / "recovery.age").unlink()
    assert run("plan", "list", "--passphrase-file", file).code == 0


def test_another_passphrase_and_none(sealed: tuple[Vault, str], run: Run, file: Path) -> None:
    vault, _ = sealed
    old = ("--passphrase-file", file)
    with number("tiny") as fd:
        ran = run("vault", "passphrase", *old, "--new-passphrase-fd", fd)
    assert ran.code == 2
    assert "This passphrase is short" in ran.err
    with number(" ") as fd:
        run("vault", "passphrase", *old, "--new-passphrase-fd", fd).refused("is empty")
    assert run("plan", "list", *old).code == 0
    with number(NEW) as fd:
        ran = quiet(run("vault", "passphrase", *old, "--new-passphrase-fd", fd))
    assert (ran.code, ran.out) == (0, "")
    assert "The passphrase is changed." in ran.err
    run("plan", "list", *old).refused("That is not the passphrase.")
    file.write_text(NEW)
    ran = run("vault", "passphrase", *old, "--none")
    assert ran.code == 2
    assert (vault.folder / "identity.age").exists()
    ran = run("vault", "passphrase", *old, "--none", "--yes")
    assert ran.code == 0
    assert "whoever can read the folder" in ran.err
    assert run("plan", "list").code == 0
    with number("tiny") as fd:
        assert run("vault", "passphrase", "--yes", "--new-passphrase-fd", fd).code == 0
    file.write_text("tiny")
    assert run("plan", "list", *old).code == 0


def test_a_new_code_takes_the_place_of_the_one_before(
    sealed: tuple[Vault, str], run: Run, file: Path
) -> None:
    _, code = sealed
    ran = quiet(run("vault", "recovery", "--passphrase-file", file))
    assert ran.code == 0
    assert "The old code no longer opens your plans. Old backups still open with it." in ran.err
    for text, opens in ((code, 2), (ran.out, 0)):
        with number(text) as fd:
            assert run("plan", "list", "--passphrase-fd", fd).code == opens


LOST = pytest.mark.parametrize(
    ("lost", "why"),
    [
        (">/dev/full", "no space left"),
        (">&-", "is closed"),
        ("| true", "Nobody reads standard output any more."),
    ],
    ids=["full", "closed", "pipe"],
)


def lose(command: str, lost: str) -> tuple[int, str]:
    """Run a command that does not get its output out; return its code and what it says."""
    line = f'{{ sleep 0.1; "$@" {command}; echo "$?" >&2; }} {lost}'
    if lost != "| true":
        line = f'"$@" {command} {lost}; echo "$?" >&2'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *seals.program()], capture_output=True, check=True, text=True
    )
    assert done.stdout == ""
    said, _, code = done.stderr.rstrip().rpartition("\n")
    return int(code), said


@posix
@LOST
def test_a_code_that_nobody_saw_does_not_take_the_place_of_the_old_one(
    lost: str, why: str, sealed: tuple[Vault, str]
) -> None:
    vault, old = sealed
    vault.change_passphrase(None)
    code, said = lose("vault recovery", lost)
    assert code == 2
    assert why in said
    assert said.endswith("The old recovery code still works.")
    assert "write it down" not in said
    Vault.recover(vault.folder, old, lambda: 0.0).close()


def test_a_code_that_somebody_saw_takes_its_place(
    sealed: tuple[Vault, str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, old = sealed
    vault.change_passphrase(None)
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "take_recovery_code", refuse)
        ran = run("vault", "recovery")
    assert ran.code == 2
    assert ran.err == "discloser: The disk is full. Do not rely on the code above.\n"
    Vault.recover(vault.folder, old, lambda: 0.0).close()
    new = run("vault", "recovery").out
    with pytest.raises(WrongKey):
        Vault.recover(vault.folder, old, lambda: 0.0)
    Vault.recover(vault.folder, new, lambda: 0.0).close()


def refuse(_: Vault) -> None:
    raise OutputError("The disk is full.")


@posix
@LOST
def test_a_new_vault_whose_code_nobody_saw(
    lost: str, why: str, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_PLANS", str(home / "plans"))
    code, said = lose("vault new --none --yes", lost)
    assert code == 2
    assert why in said
    assert "has no recovery code yet; discloser vault recovery makes one." in said
    assert run("plan", "list").code == 0
    assert json.loads(run("vault", "status", "--json").out)["recovery"] is False


def test_without_an_old_code_nothing_is_said_of_one(
    vault: Vault, run: Run, quick_seal: None
) -> None:
    del vault, quick_seal
    ran = run("vault", "recovery")
    assert ran.code == 0
    assert "old code" not in ran.err


@posix
def test_the_prompt_of_a_real_terminal(home: Path) -> None:
    """Everything that is typed is asked for, and nothing of it is shown."""
    from ..tui.terminal import Terminal  # noqa: PLC0415, TID252 - needs a POSIX system

    environment = {
        "HOME": str(home),
        "DISCLOSER_PLANS": str(home / "plans"),
        "LC_ALL": "C.UTF-8",  # in which the terminal of this test sends what is typed
    }
    with Terminal(environment, "vault", "new", command=seals.program()) as terminal:
        for turn, typed in enumerate((NEW, PASSPHRASE), 1):
            terminal.wait_times("New passphrase (nothing shows while you type):", turn)
            terminal.type(f"{PASSPHRASE}\r")
            terminal.wait_times("The same once more:", turn)
            terminal.type(f"{typed}\r")
            terminal.wait("The two are not the same.")
        terminal.wait("This passphrase is strong.", "paper")
        assert terminal.end() == 0
        assert PASSPHRASE not in terminal.text
    with Terminal(environment, "plan", "new", command=seals.program()) as terminal:
        terminal.wait("Passphrase or recovery code:")
        terminal.type(f"{NEW}\r")
        terminal.wait("That is not the passphrase. Nothing is lost.")
        terminal.wait_times("recovery code:", 2)
        terminal.type(f"{PASSPHRASE}\r")
        terminal.wait("plan-")
        assert terminal.end() == 0
        assert PASSPHRASE not in terminal.text
    with Terminal(environment, "plan", "list") as terminal:
        terminal.wait("Passphrase or recovery code:")
        before = terminal.attributes_before
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.attributes == before


@posix
def test_pipes_and_devices(
    sealed: tuple[Vault, str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    del sealed
    os.mkfifo(tmp_path / "fifo")
    for name in (tmp_path / "fifo", "/dev/zero"):
        run("plan", "list", "--passphrase-file", name).refused(
            "is a pipe or a device", "--passphrase-fd takes a pipe"
        )
        for replace in ((), ("--replace",)):
            backup = ("vault", "backup", name, "--passphrase-file", file, *replace)
            run(*backup).refused("is a pipe or a device")
        run("vault", "restore", name, "--yes").refused("is a pipe or a device")
        key = ("--key-file", name)
        run("vault", "restore", file, "--yes", *key).refused(f"{name} is a pipe")
    run("vault", "restore", tmp_path, "--yes").refused("is a directory")
    run("plan", "list", "--passphrase-file", "x" * 5_000).refused("file name too long")
    for command in ("backup", "restore"):
        run("vault", command, "x" * 300).refused("file name too long")
    with number(PASSPHRASE) as fd:
        ran = quiet(run("plan", "list", "--passphrase-file", f"/dev/fd/{fd}"))
    assert (ran.code, ran.err) == (0, "There are no plans yet.\n")
    monkeypatch.setattr("discloser.cli.secret.PATIENCE", 0.01)
    read, write = os.pipe()

    def bring() -> None:
        os.write(write, f"{PASSPHRASE}\n".encode())
        os.close(write)

    timer = Timer(0.2, bring)
    timer.start()
    ran = quiet(run("plan", "list", "--passphrase-fd", read))
    timer.join()
    os.close(read)
    waited = f"Waiting for the passphrase that open file {read} is to bring (--passphrase-fd).\n"
    assert (ran.code, ran.err) == (0, f"{waited}There are no plans yet.\n")


@posix
def test_a_passphrase_may_be_tried_three_times(
    sealed: tuple[Vault, str], run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    vault, _ = sealed
    path = tmp_path / "b.tar"
    vault.backup(path)
    vault.create("format = 1\n", DAY)
    monkeypatch.setattr("discloser.cli.secret.has_terminal", lambda: True)
    typed: list[str] = []
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return typed.pop(0)

    monkeypatch.setattr("discloser.cli.secret.ask_secret", ask)
    wrong = "That is not the passphrase. Nothing is lost."
    for command in (("plan", "list"), ("vault", "check"), ("vault", "restore", path, "--yes")):
        typed[:] = [NEW, "", PASSPHRASE]
        ran = quiet(run(*command))
        assert ran.code == 0, ran
        assert ran.err.startswith(wrong)
        assert "The passphrase is empty." in ran.err
        typed[:] = [NEW, NEW, NEW, PASSPHRASE]
        ran = quiet(run(*command))
        assert (ran.code, ran.err.count(wrong)) == (2, 3)
        assert typed == [PASSPHRASE]
    assert set(prompts) == {"Passphrase or recovery code"}
    typed[:] = []
    with number(NEW) as fd:
        run("plan", "list", "--passphrase-fd", fd).refused(wrong)
    for name in ("identity.age", "recovery.age", "vault.db"):
        (vault.folder / name).unlink()
    typed[:] = [NEW, PASSPHRASE]
    assert run("vault", "restore", path).code == 0
    assert prompts[-1] == "Passphrase or recovery code of the day of the backup"


@posix
def test_a_new_passphrase_may_be_typed_three_times(
    vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch, quick_seal: None
) -> None:
    del quick_seal
    monkeypatch.setattr("discloser.cli.secret.has_terminal", lambda: True)
    typed = [PASSPHRASE, NEW, "", PASSPHRASE, "x"]
    monkeypatch.setattr("discloser.cli.secret.ask_secret", lambda _: typed.pop(0))
    ran = quiet(run("vault", "passphrase"))
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "The two are not the same. Type it again.",
        "The new passphrase is empty. Type it again.",
        "discloser: The two are not the same. Nothing was changed.",
    ]
    typed[:] = [PASSPHRASE, NEW, PASSPHRASE, PASSPHRASE]
    assert quiet(run("vault", "passphrase")).code == 0
    assert (vault.folder / "identity.age").exists()


@posix
def test_a_restore_says_what_it_replaces(vault: Vault, home: Path, tmp_path: Path) -> None:
    from ..tui.terminal import Terminal  # noqa: PLC0415, TID252 - needs a POSIX system

    path = tmp_path / "b.tar"
    vault.backup(path)
    vault.create("format = 1\n", DAY)
    environment = {"HOME": str(home), "DISCLOSER_PLANS": str(vault.folder)}
    for typed, code, left in (("\r", 1, 1), ("y\r", 0, 0)):
        with Terminal(environment, "vault", "restore", path) as terminal:
            terminal.wait("newer than the backup", "in place of all plans here? [y/N]")
            terminal.type(typed)
            assert terminal.end() == code
        assert vault.count() == left


@posix
def test_questions_on_a_real_terminal(vault: Vault, home: Path) -> None:
    from ..tui.terminal import Terminal  # noqa: PLC0415, TID252 - needs a POSIX system

    vault.save("a", "format = 1\n", "A", None)
    environment = {"HOME": str(home), "DISCLOSER_PLANS": str(vault.folder)}
    for typed, code in (("\r", 1), ("n\r", 1), ("maybe\r", 1), ("Y\r", 0)):
        with Terminal(environment, "plan", "delete", "a") as terminal:
            terminal.wait("Delete a and its earlier versions for good? [y/N]")
            assert vault.count() == 1
            terminal.type(typed)
            assert terminal.end() == code
            assert ("Nothing was deleted." in terminal.text) is bool(code)
    vault.save("b", "format = 1\n", "B", None)
    with Terminal(environment, "plan", "rename", "b") as terminal:
        terminal.wait("New name:")
        terminal.type("Monday\r")
        terminal.wait("b is called Monday now.")
        assert terminal.end() == 0
    assert [entry.title for entry in vault.entries()] == ["Monday"]
    with Terminal(environment, "plan", "rename", "c") as terminal:
        terminal.wait("no such plan")
        assert terminal.end() == 2
    with Terminal(environment, "plan", "export", "b", "--format=age") as terminal:
        assert terminal.end() == 2
        assert "no text for a terminal" in terminal.text
    with Terminal(environment, "plan", "list", "--passphrase-fd", "0") as terminal:
        assert terminal.end() == 0, "a key file needs no passphrase"


# --- what is said of it ---


def status(run: Run) -> tuple[str, int | None, bool]:
    ran = run("vault", "status", "--json")
    data = json.loads(ran.out)
    assert " ".join(data) == "folder state plans bytes recovery windows plain_files"
    assert run("vault", "status").out
    return data["state"], data["plans"], data["recovery"]


def test_how_the_plans_are_kept(sealed: tuple[Vault, str], run: Run) -> None:
    vault, _ = sealed
    vault.create("format = 1\n", DAY)
    assert status(run) == ("sealed", 1, True)
    shown = run("vault", "where").out.splitlines()
    assert shown[0] == str(vault.folder)
    assert {Path(line).name for line in shown[1:]} >= {"identity.age", "recovery.age", "vault.db"}
    data = json.loads(run("vault", "where", "--json").out)
    assert [f"{data['folder']}/{each['name']}" for each in data["files"]] == shown[1:]
    assert all(each["bytes"] >= 0 for each in data["files"])
    vault.change_passphrase(None)
    assert status(run) == ("open", 1, True)
    (vault.folder / "recovery.age").unlink()
    (vault.folder / "identity.txt").unlink()
    assert status(run) == ("keyless", 1, False)
    run("plan", "list").refused("The key of the plans is missing", "vault restore")


def test_before_there_is_a_vault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert status(run) == ("new", None, False)
    ran = run("vault", "where")
    assert ran.out.count("\n") == 1
    assert ran.err == "There are no plans here yet.\n"
    for command in ("passphrase", "recovery", "check"):
        run("vault", command).refused("discloser vault new")
    run("vault", "backup", "x").refused("discloser vault new")
    assert run("vault", "lock").code == 0
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    for command in ("where", "status", "new", "check", "lock"):
        run("vault", command).refused("DISCLOSER_PLANS")


def test_a_vault_of_a_newer_program(vault: Vault, run: Run) -> None:
    vault.create("format = 1\n", DAY)
    vault.close()
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("PRAGMA user_version = 99")
    ran = run("vault", "status", "--json")
    assert ran.code == 2
    assert json.loads(ran.out)["plans"] is None
    assert "update discloser" in ran.err
    run("plan", "list").refused("update discloser")
    run("vault", "check").refused("update discloser")


def test_a_check_names_what_is_wrong_and_can_accept_it(vault: Vault, run: Run) -> None:
    for each in "ab":
        vault.save(each, "format = 1\n", each, None)
    assert run("vault", "check") == (0, "Everything is as it was written.\n", "")
    fine = {"ok": True, "findings": []}
    assert json.loads(run("vault", "check", "--json").out) == fine
    ran = run("vault", "check", "--json", "--accept")
    assert json.loads(ran.out) == {**fine, "accepted": False}
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("DELETE FROM plan WHERE id = 'a'")
    ran = run("vault", "check", "--json")
    assert ran.code == 1
    data = json.loads(ran.out)
    assert " ".join(data) == "ok findings"
    assert data["ok"] is False
    [finding] = data["findings"]
    assert " ".join(finding) == "message plan revision"
    assert "is missing" in finding["message"]
    ran = run("vault", "check", "--accept")
    assert ran.code == 0
    assert "is missing" in ran.out
    assert "taken as what should be" in ran.err
    assert run("vault", "check").code == 0
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("UPDATE meta SET value = zeroblob(9) WHERE key = 'total'")
    data = json.loads(run("vault", "check", "--json", "--accept").out)
    assert (data["ok"], data["accepted"], len(data["findings"])) == (True, True, 1)
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute("UPDATE plan SET body = zeroblob(9) WHERE id = 'b'")
    assert run("vault", "check", "--accept").code == 1
    vault.close()
    (vault.folder / "vault.db").write_bytes(b"Dear diary" * 1_000)
    ran = run("vault", "check", "--json")
    assert ran.code == 1
    assert "is not a vault" in json.loads(ran.out)["findings"][0]["message"]


def damage(vault: Vault, sql: str) -> None:
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        database.execute(sql)


def test_what_is_damaged_can_be_removed(vault: Vault, run: Run, clock: Clock) -> None:
    for each in "ab":
        vault.save(each, "format = 1\n", each, None)
    clock.now += 1_000
    vault.save("a", "format = 1\n\n", "a", vault.stamp("a"))
    remove = ("vault", "check", "--remove-damaged")
    run(*remove).refused("vault check asks first", "--yes")
    assert run(*remove, "--yes") == (0, "Everything is as it was written.\n", "")
    damage(vault, "UPDATE version SET body = zeroblob(9) WHERE id = 'a'")
    damage(vault, "UPDATE plan SET body = zeroblob(9) WHERE id = 'b'")
    ran = run(*remove, "--yes")
    assert ran.code == 0, ran
    assert ran.out.count("\n") == 2
    assert ran.err.count("Removed: ") == 2
    assert "The plan b" in ran.err
    assert [entry.id for entry in vault.entries()] == ["a"]
    assert run("vault", "check").code == 0
    damage(vault, "UPDATE plan SET body = zeroblob(9) WHERE id = 'a'")
    ran = run(*remove, "--yes", "--json")
    data = json.loads(ran.out)
    assert " ".join(data) == "ok findings removed"
    assert (ran.code, data["ok"], [each["plan"] for each in data["removed"]]) == (0, True, ["a"])


@posix
def test_what_is_damaged_stays_unless_somebody_says_yes(vault: Vault, home: Path) -> None:
    from ..tui.terminal import Terminal  # noqa: PLC0415, TID252 - needs a POSIX system

    vault.save("a", "format = 1\n", "a", None)
    damage(vault, "UPDATE plan SET body = zeroblob(9) WHERE id = 'a'")
    environment = {"HOME": str(home), "DISCLOSER_PLANS": str(vault.folder)}
    for typed, code, left in (("\r", 1, 1), ("y\r", 0, 0)):
        with Terminal(environment, "vault", "check", "--remove-damaged") as terminal:
            terminal.wait("The plan a is damaged", "versions for good? [y/N]")
            terminal.type(typed)
            assert terminal.end() == code
            assert ("Nothing was removed." in terminal.text) is bool(code)
        assert vault.count() == left


def test_a_backup_leaves_out_what_is_damaged_and_names_it(
    vault: Vault, run: Run, tmp_path: Path
) -> None:
    for each in "ab":
        vault.save(each, "format = 1\n", each, None)
    damage(vault, "UPDATE plan SET body = zeroblob(9) WHERE id = 'b'")
    ran = run("vault", "backup", tmp_path / "b.tar")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"Wrote {tmp_path / 'b.tar'}, with 1 plan. ")
    assert "Not in the backup: The plan b is damaged." in ran.err
    assert run("vault", "restore", tmp_path / "b.tar", "--yes").code == 0
    assert [entry.id for entry in vault.entries()] == ["a"]
    assert run("vault", "backup", tmp_path / "c.tar").code == 0


@posix
def test_a_folder_whose_name_is_no_text(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quick_seal: None
) -> None:
    del quick_seal
    folder = home / os.fsdecode(b"n\xff\xfe\x1b[31m\xe2\x80\xae")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system has text for names")
    monkeypatch.setenv("DISCLOSER_PLANS", str(folder / "plans"))
    (tmp_path / os.fsdecode(b"p\xff.toml")).write_text("format = 1\n")
    shown = f"{home}/n\\udcff\\udcfe"
    for command in (
        ("vault", "new", "--none", "--yes"),
        ("plan", "import", *tmp_path.glob("p*.toml"), "--json"),
        ("plan", "list", "--json"),
        ("vault", "where", "--json"),
        ("vault", "where"),
        ("vault", "status", "--json"),
        ("vault", "backup", folder / "b"),
        ("purge", "--json", "--yes"),
    ):
        ran = run(*command)
        assert ran.code == 0, ran
        assert not {"\x1b", "\u202e"}.intersection(ran.out + ran.err)
        if command[1] in {"where", "status"}:
            said = json.loads(ran.out)["folder"] if "--json" in command else ran.out
            assert said.startswith(shown)


# --- backups ---


def test_a_backup_and_back(vault: Vault, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.tar"
    plan_id = vault.create("format = 1\n", DAY)
    ran = run("vault", "backup", path)
    assert (ran.code, ran.out) == (0, "")
    assert f"Wrote {path}, with 1 plan. It opens only with a copy of identity.txt" in ran.err
    run("vault", "backup", path).refused("is there already", "--replace")
    assert run("vault", "backup", path, "--replace").code == 0
    run("vault", "backup", tmp_path).refused("is a folder")
    for name in ("vault.db", "b.tar"):
        run("vault", "backup", vault.folder / name, "--replace").refused("folder of the plans")
    vault.delete(plan_id)
    vault.create("format = 1\n", DAY, "Newer")
    run("vault", "restore", path).refused("--yes")
    ran = run("vault", "restore", path, "--yes")
    said = "The backup is back, with 1 plan. Your plans open without a passphrase.\n"
    assert (ran.code, ran.out, ran.err) == (0, "", said)
    assert [entry.title for entry in vault.entries()] == [""]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 0.99])
def test_a_broken_backup_leaves_all_as_it_was(
    part: float, vault: Vault, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "b.tar"
    plan_id = vault.create("format = 1\n", DAY)
    vault.backup(path)
    revision = vault.save(plan_id, "format = 1\n\n", "Newer", vault.stamp(plan_id))
    content = path.read_bytes()
    at = int(len(content) * part)
    for broken in (content[:at], content[:at] + b"\x00\xff" * 200 + content[at + 400 :]):
        if part > 0.9 and len(broken) >= len(content):
            continue  # what follows the end of the archive says nothing
        path.write_bytes(broken)
        ran = run("vault", "restore", path, "--yes")
        if ran.code == 0:
            assert part > 0.9, "only the padding may be missing"
            continue
        ran.refused("b.tar")
        assert vault.stamp(plan_id) == revision
        assert vault.check() == []
    run("vault", "restore", tmp_path / "none.tar", "--yes").refused("no such file")


def test_a_lost_vault_comes_back_from_its_backup(
    sealed: tuple[Vault, str], run: Run, tmp_path: Path, file: Path
) -> None:
    vault, code = sealed
    path, secret = tmp_path / "b.tar", ("--passphrase-file", file)
    plan_id = vault.create("format = 1\n", DAY)
    ran = run("vault", "backup", path, *secret)
    assert ran.code == 0
    what = "the passphrase or the recovery code"
    assert ran.err.endswith(
        f"On this computer, a restore asks for {what} that opens your plans then. On another "
        f"computer, it asks for {what} of today, also if you have another one by then.\n"
    )
    assert "passphrase you use here now" in run("vault", "restore", path, "--yes", *secret).err
    vault.close()
    (vault.folder / "vault.db").write_bytes(b"Dear diary" * 1_000)
    ran = run("vault", "restore", path, "--yes", *secret)
    assert ran.code == 0
    assert "vault.db.before" in ran.err
    (vault.folder / "vault.db").unlink()
    assert run("vault", "restore", path, *secret).code == 0, "nothing is there to ask about"
    for each in vault.folder.iterdir():
        each.unlink()
    with number("wrong") as fd:
        run("vault", "restore", path, "--passphrase-fd", fd).refused("not the passphrase")
    assert [*vault.folder.iterdir()] == []
    with number(code) as fd:
        ran = run("vault", "restore", path, "--passphrase-fd", fd)
    assert ran.code == 0
    assert "Your plans open with the passphrase of the day of the backup." in ran.err
    assert run("plan", "export", plan_id, *secret).out == "format = 1\n"


def test_a_copy_of_the_key_file_opens_a_backup(vault: Vault, run: Run, tmp_path: Path) -> None:
    plan_id = vault.create("format = 1\n", DAY)
    key = tmp_path / "key.txt"
    key.write_bytes((vault.folder / "identity.txt").read_bytes())
    path = tmp_path / "b.tar"
    assert run("vault", "backup", path).code == 0
    vault.close()
    (vault.folder / "identity.txt").unlink()
    run("vault", "restore", path, "--yes").refused("there is no terminal to ask for it")
    no_key = ("--key-file", tmp_path / "none.txt")
    run("vault", "restore", path, "--yes", *no_key).refused("key file none.txt")
    assert run("vault", "restore", path, "--yes", "--key-file", key).code == 0
    assert run("plan", "export", plan_id).out == "format = 1\n"


# --- windows that are open ---

HOLDER = """
import signal, sys
from pathlib import Path
from discloser.vault.open_here import OpenHere
here = OpenHere(Path(sys.argv[1]))
signal.signal(signal.SIGUSR1, lambda *_: here.close())
print(flush=True)
while True:
    signal.pause()
"""


@posix
def test_open_windows_are_locked(vault: Vault, run: Run) -> None:
    assert run("vault", "lock") == (0, "", "The plans are open in no window.\n")
    command = [sys.executable, "-c", HOLDER, str(vault.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        try:
            assert child.stdout
            child.stdout.readline()
            assert json.loads(run("vault", "status", "--json").out)["windows"] == 1
            assert run("vault", "lock") == (0, "", "1 window is locked.\n")
            assert json.loads(run("vault", "status", "--json").out)["windows"] == 0
            assert child.poll() is None
        finally:
            child.kill()


DEAF = """
import signal, sys
from pathlib import Path
from discloser.vault.open_here import OpenHere
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
with OpenHere(Path(sys.argv[1])):
    print(flush=True)
    while True:
        signal.pause()
"""


@posix
def test_a_program_that_does_not_answer_is_named(
    vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discloser.vault.open_here.GLANCES", 2)
    command = [sys.executable, "-c", DEAF, str(vault.folder)]
    with ExitStack() as running:
        pids: list[int] = []
        for said in ("One program (process {})", "2 programs (processes {}, {}) do not answer."):
            child = running.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE))
            running.callback(child.kill)
            assert child.stdout
            child.stdout.readline()
            pids = sorted([*pids, child.pid], key=str)
            ran = run("vault", "lock")
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.startswith(said.format(*pids))
        assert "restart the computer" in ran.err


def test_a_system_that_cannot_lock(vault: Vault, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    del vault
    monkeypatch.setattr("discloser.cli.vault_keys.CAN_LOCK", False)
    run("vault", "lock").refused("This system cannot lock another window")
