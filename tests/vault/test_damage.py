"""Damage is noticed and said, wherever it is, and the rest stays usable."""

import datetime
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from discloser.errors import Damaged, DiscloserError, PlanError, VaultError
from discloser.vault.vault import Vault

DAY = datetime.date(2026, 11, 25)

Clock = Callable[[], float]

posix = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX systems")


def sql(vault: Vault, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Do to the file what a broken disk or a thief could do."""
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        return database.execute(statement, values).fetchall()


def said(vault: Vault) -> str:
    return " / ".join(finding.sentence for finding in vault.check())


@pytest.fixture
def two(vault: Vault, clock: Any) -> Vault:
    """Return a vault with the plans `a` and `b`, and an earlier version of `a`."""
    first = vault.save("a", "text of a", "A", None)
    clock.now += 300
    vault.save("b", "text of b", "B", None)
    vault.save("a", "newer text of a", "A", first)
    assert vault.check() == []
    assert len(vault.history("a")) == 1
    return vault


@pytest.mark.parametrize("column", ["head", "body", "mark"])
def test_a_flipped_bit_in_any_sealed_byte_is_noticed(column: str, two: Vault) -> None:
    [[whole]] = sql(two, f"SELECT {column} FROM plan WHERE id = 'a'")  # noqa: S608
    assert isinstance(whole, bytes)
    places = range(0, len(whole), 1 + len(whole) // 150)
    for at in [*places, len(whole) - 1]:
        broken = bytearray(whole)
        broken[at] ^= 1 << (at % 8)
        sql(two, f"UPDATE plan SET {column} = ? WHERE id = 'a'", bytes(broken))  # noqa: S608
        with pytest.raises(Damaged, match="The plan a is damaged"):
            two.read_text("a")
        assert two.read_text("b") == "text of b"
    assert "a" in {finding.plan_id for finding in two.check()}
    assert {entry.id: bool(entry.problem) for entry in two.entries()} == {
        "a": column == "head",
        "b": False,
    }


def test_a_damaged_head_hides_no_other(vault: Vault, clock: Clock) -> None:
    for each in "abc":
        vault.save(each, each, each.upper(), None)
    sql(vault, "UPDATE plan SET head = 'text', revision = 'x' WHERE id = 'b'")
    again = Vault.unlock(vault.folder, None, clock)
    assert sorted(entry.title for entry in again.entries()) == ["", "A", "C"]
    assert "The plan b is damaged" in said(again)
    again.delete("b")
    assert sorted(entry.title for entry in again.entries()) == ["A", "C"]
    again.accept()
    assert again.check() == []
    again.close()


def test_swapped_rows_are_noticed(two: Vault) -> None:
    [row_a] = sql(two, "SELECT head, body, mark FROM plan WHERE id = 'a'")
    [row_b] = sql(two, "SELECT head, body, mark FROM plan WHERE id = 'b'")
    change = "UPDATE plan SET head = ?, body = ?, mark = ? WHERE id = ?"
    sql(two, change, *row_b, "a")
    sql(two, change, *row_a, "b")
    for plan_id in "ab":
        with pytest.raises(Damaged, match="belongs to another plan"):
            two.read_text(plan_id)
    assert {finding.plan_id for finding in two.check()} >= {"a", "b"}


def test_an_older_row_that_was_put_back_is_noticed(two: Vault) -> None:
    """It opens, since it was written here; the sum over all rows knows better."""
    old = "(id, revision, head, body, mark) SELECT * FROM version WHERE id = 'a'"
    sql(two, f"INSERT OR REPLACE INTO plan {old}")
    assert two.read_text("a") == "text of a"
    assert "an older one was put back" in said(two)


def test_a_plan_exchanged_for_its_own_version_is_noticed(two: Vault) -> None:
    [now] = sql(two, "SELECT * FROM plan WHERE id = 'a'")
    [old] = sql(two, "SELECT * FROM version WHERE id = 'a'")
    sql(two, "DELETE FROM version")
    sql(two, "INSERT OR REPLACE INTO plan VALUES (?, ?, ?, ?, ?)", *old)
    sql(two, "INSERT INTO version VALUES (?, ?, ?, ?, ?)", *now)
    assert "an older one was put back" in said(two)


@pytest.mark.parametrize("table", ["plan", "version"])
def test_a_missing_row_is_noticed(table: str, two: Vault) -> None:
    sql(two, f"DELETE FROM {table} WHERE id = 'a'")  # noqa: S608
    assert "is missing" in said(two)
    two.save("c", "saving goes on", "C", None)
    assert "is missing" in said(two)
    two.accept()
    if table == "plan":
        assert said(two) == "The plan a itself is missing; 1 earlier version of it is there."
        [version] = two.history("a")
        two.restore("a", version.revision)
        assert two.read_text("a") == "text of a"
    assert two.check() == []


def test_versions_without_their_plan_can_be_deleted(two: Vault) -> None:
    sql(two, "DELETE FROM plan WHERE id = 'a'")
    two.accept()
    two.delete("a")
    assert two.check() == []
    with pytest.raises(PlanError, match="no such plan"):
        two.history("a")


def test_a_damaged_sum_is_noticed_and_saving_goes_on(two: Vault) -> None:
    sql(two, "UPDATE meta SET value = zeroblob(72) WHERE key = 'total'")
    revision = two.stamp("a") or 0
    assert two.save("a", "newest", "A", revision) > revision
    two.delete("b")
    assert "would not be noticed" in said(two)
    assert two.read_text("a") == "newest"
    two.accept()
    assert two.check() == []


def test_any_flipped_bit_of_the_file_is_noticed_or_does_no_harm(
    vault: Vault, clock: Clock, tmp_path: Path
) -> None:
    wanted = {f"p{number}": f"text {number}\n" * 200 for number in range(12)}
    for plan_id, text in wanted.items():
        vault.save(plan_id, text, plan_id, None)
    vault.close()
    whole = (vault.folder / "vault.db").read_bytes()
    chance = random.Random(4)  # noqa: S311 - the same places each time
    noticed = 0
    for _ in range(150):
        copy = tmp_path / "copy"
        shutil.copytree(vault.folder, copy)
        broken = bytearray(whole)
        broken[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        (copy / "vault.db").write_bytes(broken)
        noticed += reads_right_or_says_so(copy, wanted, clock)
        shutil.rmtree(copy)
    assert noticed > 30  # the rest hit room that holds nothing


def reads_right_or_says_so(folder: Path, wanted: dict[str, str], clock: Clock) -> bool:
    """Return whether damage was said; what is read without a word must be right."""
    try:
        vault = Vault.unlock(folder, None, clock)
    except DiscloserError:
        return True
    unread = set()
    try:
        for plan_id, text in wanted.items():
            try:
                assert vault.read_text(plan_id) == text
            except DiscloserError:
                unread.add(plan_id)
        found = vault.check()
        assert found or not unread
        return bool(found)
    finally:
        vault.close()


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_file_is_noticed(part: float, two: Vault, clock: Clock) -> None:
    two.close()
    path = two.folder / "vault.db"
    os.truncate(path, int(path.stat().st_size * part))
    assert reads_right_or_says_so(two.folder, {"a": "newer text of a", "b": "text of b"}, clock)


def test_what_is_no_vault_and_what_is_newer(two: Vault, clock: Clock) -> None:
    sql(two, "PRAGMA user_version = 3")
    two.close()
    with pytest.raises(VaultError, match=r"written by a newer version; update discloser\.$"):
        Vault.unlock(two.folder, None, clock)
    sql(two, "PRAGMA application_id = 7")
    with pytest.raises(Damaged, match=r"vault\.db is not a vault"):
        Vault.unlock(two.folder, None, clock)
    (two.folder / "vault.db").write_bytes(b"Dear diary" * 1_000)
    with pytest.raises(Damaged, match=r"vault\.db is not a vault"):
        Vault.unlock(two.folder, None, clock)
    (two.folder / "vault.db").unlink()
    with pytest.raises(VaultError, match=r"vault\.db of the vault is missing; restore a backup"):
        Vault.unlock(two.folder, None, clock)


def test_another_program_that_is_writing(two: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discloser.vault.database.PATIENCE", 0.05)
    short = Vault.unlock(two.folder, None, lambda: 0.0)
    revision = short.stamp("a")
    with closing(sqlite3.connect(two.folder / "vault.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultError, match="Another program is writing"):
            short.save("a", "mine", "", revision)
        assert short.read_text("a") == "newer text of a"
        other.execute("ROLLBACK")
    short.save("a", "mine", "", revision)
    short.close()


def test_a_full_disk_leaves_the_plan_as_it_was(two: Vault) -> None:
    revision = two.stamp("a")
    database = two._store._database  # type: ignore[attr-defined]  # noqa: SLF001
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(VaultError, match="disk with the vault is full"):
        two.save("a", "x" * 200_000, "", revision)
    assert two.read_text("a") == "newer text of a"
    assert two.stamp("a") == revision
    assert two.check() == []
    database.execute("PRAGMA max_page_count = 1000000")
    two.save("a", "x" * 200_000, "", revision)


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(two: Vault, clock: Clock) -> None:
    two.close()
    (two.folder / "vault.db").chmod(0o400)
    try:
        with pytest.raises(VaultError, match=r"read-only"):
            Vault.unlock(two.folder, None, clock).save("c", "", "", None)
    finally:
        (two.folder / "vault.db").chmod(0o600)


def test_a_read_only_vault_says_so(two: Vault) -> None:
    database = two._store._database  # type: ignore[attr-defined]  # noqa: SLF001
    database.execute("PRAGMA query_only = ON")
    with pytest.raises(VaultError, match="it is read-only"):
        two.save("c", "", "", None)
    assert two.read_text("b") == "text of b"
