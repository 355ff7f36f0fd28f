"""Plans in the vault: what goes in comes out, nobody is written over, nothing stands in plain."""

import datetime
import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discloser.errors import Conflict, OutputError, PlanError, VaultError
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.write import write_plan
from discloser.text.clean import clean
from discloser.vault.record import HEAD_BYTES, MOST_BYTES, padded
from discloser.vault.vault import MOST_VERSIONS, Vault

from ..plans import plan  # noqa: TID252 - tests are no package

DAY = datetime.date(2026, 11, 25)
CANARY = "zorbulin"

posix = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX systems")

Reopen = Callable[[Vault], Vault]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), title=st.text())
def test_any_text_comes_back_to_the_letter(vault: Vault, text: str, title: str) -> None:
    plan_id = vault.create(text, DAY, title)
    assert vault.read_text(plan_id) == text
    [entry] = vault.entries(limit=1)
    assert entry.id == plan_id
    assert entry.problem == ""
    shown = " ".join(clean(title).split())
    assert entry.title == shown or (
        entry.title.endswith("…") and shown.startswith(entry.title.removesuffix("…"))
    )


def test_a_plan_lives_on_in_the_next_sitting(vault: Vault, reopen: Reopen) -> None:
    plan_id = vault.create("one", DAY, "First")
    revision = vault.save(plan_id, "two", "Second", vault.stamp(plan_id))
    vault.close()
    again = reopen(vault)
    assert again.read_text(plan_id) == "two"
    assert again.stamp(plan_id) == revision
    [entry] = again.entries()
    assert (entry.title, entry.changed) == ("Second", 1_790_000_000)


def test_sizes_fall_into_steps() -> None:
    wanted = [(1, 2048), (2048, 2048), (2049, 4096), (32_768, 32_768), (32_769, 65_536)]
    assert [padded(size) for size, _ in wanted] == [step for _, step in wanted]
    assert padded(70_000) == 131_072


def test_two_plans_of_one_step_look_the_same_from_outside(vault: Vault) -> None:
    vault.create("", DAY, "")
    vault.create("x" * 1_900, DAY, "t" * 300)
    rows = list(vault._store.rows("plan"))  # noqa: SLF001 - what a thief sees
    # The format itself adds a few bytes by chance, so what was sealed is measured.
    opened = vault._identity.open  # noqa: SLF001
    assert {len(opened(row.head)) for row in rows} == {HEAD_BYTES}
    assert {len(opened(row.body)) for row in rows} == {2_048}


def test_the_plan_changed_last_comes_first_in_pages(vault: Vault) -> None:
    made = [vault.create(f"{number}", DAY, f"{number}") for number in range(5)]
    vault.save(made[1], "new", "new", vault.stamp(made[1]))
    order = [made[1], made[4], made[3], made[2], made[0]]
    assert [entry.id for entry in vault.names()] == order
    assert [entry.title for entry in vault.entries(2, 1)] == ["4", "3"]
    assert vault.entries(10, 5) == ()


def test_new_names_are_days_and_never_taken(vault: Vault, reopen: Reopen) -> None:
    other = reopen(vault)
    assert [vault.create("", DAY), other.create("", DAY), vault.create("", DAY)] == [
        "plan-2026-11-25",
        "plan-2026-11-25-2",
        "plan-2026-11-25-3",
    ]
    assert other.duplicate("plan-2026-11-25", DAY) == "plan-2026-11-25-4"


@pytest.mark.parametrize(
    "name", ["", "..", "a/b", ".hidden", "a.toml", "a\n", "a" * 101, "ü", "-a"]
)
def test_a_name_that_no_plan_can_have(name: str, vault: Vault) -> None:
    for call in (vault.read_text, vault.stamp, vault.delete, vault.history, vault.record):
        with pytest.raises(PlanError, match="not the name of a plan"):
            call(name)
    with pytest.raises(PlanError, match="not the name of a plan"):
        vault.save(name, "", "", None)


def test_what_is_not_there(vault: Vault) -> None:
    assert vault.stamp("none") is None
    for call in (vault.read_text, vault.delete, vault.history, vault.record):
        with pytest.raises(PlanError, match="no such plan"):
            call("none")
    plan_id = vault.create("", DAY)
    for revision in (-1, 0, 7, 1 << 70):
        with pytest.raises(PlanError, match="no such version"):
            vault.restore(plan_id, revision)


def test_a_plan_that_could_not_be_opened_again_is_not_written(vault: Vault) -> None:
    plan_id = vault.create("one", DAY)
    for text, said in (("x" * (MOST_BYTES + 1), "larger than 1000 kB"), ("\ud800", "half")):
        with pytest.raises(OutputError, match=said):
            vault.save(plan_id, text, "", vault.stamp(plan_id))
    assert vault.read_text(plan_id) == "one"
    assert vault.check() == []


# --- two writers ---


def test_the_second_of_two_writers_is_told_and_both_are_kept(vault: Vault, reopen: Reopen) -> None:
    other = reopen(vault)
    plan_id = vault.create("start", DAY)
    seen = vault.stamp(plan_id)
    theirs = other.save(plan_id, "theirs", "", seen)
    with pytest.raises(Conflict) as caught:
        vault.save(plan_id, "mine", "", seen)
    assert caught.value.current == theirs
    mine = vault.create("mine", DAY)
    assert [other.read_text(each) for each in (plan_id, mine)] == ["theirs", "mine"]


def test_a_plan_deleted_meanwhile_does_not_come_back(vault: Vault, reopen: Reopen) -> None:
    other = reopen(vault)
    plan_id = vault.create("start", DAY)
    seen = vault.stamp(plan_id)
    other.delete(plan_id)
    with pytest.raises(Conflict):
        vault.save(plan_id, "mine", "", seen)
    assert other.create("new", DAY) == plan_id
    with pytest.raises(Conflict):  # the name is the same, the plan is not
        vault.save(plan_id, "mine", "", seen)
    assert vault.read_text(plan_id) == "new"


def test_threads_may_save_at_once(vault: Vault) -> None:
    def write(plan_id: str) -> None:
        revision = None
        for number in range(20):
            revision = vault.save(plan_id, f"{plan_id}{number}", "", revision)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, "abcd"))
    assert [vault.read_text(each) for each in "abcd"] == ["a19", "b19", "c19", "d19"]
    assert vault.check() == []


# --- earlier versions ---


def test_versions_are_kept_at_the_first_save_and_then_every_five_minutes(
    vault: Vault, reopen: Reopen, clock: object
) -> None:
    plan_id = vault.create("0", DAY)
    again = reopen(vault)
    for number, seconds in enumerate((10, 10, 200, 100, 10), 1):
        clock.now += seconds  # type: ignore[attr-defined]
        again.save(plan_id, f"{number}", f"t{number}", again.stamp(plan_id))
    kept = again.history(plan_id)
    assert [again.read_version(plan_id, each.revision) for each in kept] == ["3", "0"]
    assert [each.seconds for each in kept] == [1_790_000_220, 1_790_000_000]
    before = again.stamp(plan_id)
    assert again.restore(plan_id, kept[1].revision) != before
    assert again.read_text(plan_id) == "0"
    assert again.read_version(plan_id, before or 0) == "5"
    assert again.check() == []


def test_no_more_than_fifty_versions_stay(vault: Vault, clock: object) -> None:
    plan_id = vault.create("0", DAY)
    for number in range(1, MOST_VERSIONS + 10):
        clock.now += 300  # type: ignore[attr-defined]
        vault.save(plan_id, f"{number}", "", vault.stamp(plan_id))
    kept = vault.history(plan_id)
    assert len(kept) == MOST_VERSIONS
    assert vault.read_version(plan_id, kept[-1].revision) == "9"
    assert vault.check() == []
    vault.delete(plan_id)
    assert vault.create("new", DAY) == plan_id
    assert vault.history(plan_id) == ()
    assert vault.check() == []


# --- nothing in plain ---


def test_no_answer_stands_in_any_file(vault: Vault) -> None:
    plan_id = vault.create(f"name = '{CANARY}'", DAY, f"{CANARY} talk")
    for _ in range(3):
        vault.save(plan_id, f"name = '{CANARY}{CANARY}'", CANARY, vault.stamp(plan_id))
    other = vault.create(CANARY, DAY)
    vault.delete(other)
    names = {path.name for path in vault.folder.iterdir()}
    assert {"vault.db", "vault.db-wal", "vault.db-shm"} <= names
    for path in vault.folder.iterdir():
        assert CANARY.encode() not in path.read_bytes().lower(), path.name
    vault.close()
    assert CANARY.encode() not in (vault.folder / "vault.db").read_bytes().lower()


@posix
def test_the_vault_is_for_its_owner_alone(tmp_path: Path, clock: Callable[[], float]) -> None:
    (tmp_path / "vault").mkdir(mode=0o755)  # empty, so it is ours to close
    before = os.umask(0)
    try:
        vault = Vault.make(tmp_path / "vault", None, clock)
        vault.create("", DAY)
        vault.backup(tmp_path / "backup.tar")
    finally:
        os.umask(before)
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    for path in [*vault.folder.iterdir(), tmp_path / "backup.tar"]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    vault.close()


# --- no lock-in ---


def test_a_record_is_a_plan_file_once_it_is_opened(vault: Vault, tmp_path: Path) -> None:
    wanted = plan({"title": "Talk", "health": {"name": "lupus"}})
    plan_id = vault.create(write_plan(wanted), DAY, "Talk")
    record = vault.record(plan_id)
    plain = vault._identity.open(record).decode()  # noqa: SLF001 - as the age tool does
    assert parse_plan(PlanText(plain, "record")) == wanted
    assert plain.startswith(f"# discloser 1 {plan_id} ")
    if not shutil.which("age"):
        pytest.skip("the age tool is not installed")
    (tmp_path / "record.age").write_bytes(record)
    key = vault.folder / "identity.txt"
    done = subprocess.run(
        ["age", "-d", "-i", str(key), str(tmp_path / "record.age")], check=True, capture_output=True
    )
    assert done.stdout.decode() == plain


# --- beginnings and ends ---


def test_a_vault_is_never_made_over_another(vault: Vault, clock: Callable[[], float]) -> None:
    assert Vault.exists(vault.folder)
    assert not Vault.exists(vault.folder.parent)
    vault.create("", DAY)
    with pytest.raises(VaultError, match="already"):
        Vault.make(vault.folder, None, clock)
    (vault.folder / "identity.txt").unlink()
    with pytest.raises(VaultError, match="no key for them"):
        Vault.make(vault.folder, None, clock)


def test_a_start_that_was_cut_off_is_begun_again(
    tmp_path: Path, clock: Callable[[], float]
) -> None:
    (tmp_path / "vault.db").touch()
    Vault.make(tmp_path, None, clock).close()
    (tmp_path / "identity.txt").unlink()
    vault = Vault.make(tmp_path, None, clock)
    assert vault.names() == ()
    vault.close()
    with pytest.raises(VaultError, match="closed"):
        vault.names()
    with pytest.raises(VaultError, match="closed"):
        vault.create("", DAY)


def test_purge_leaves_nothing(vault: Vault) -> None:
    vault.create("", DAY)
    (vault.folder / ".discloser-x").touch()
    vault.purge()
    assert not vault.folder.exists()


def test_a_vault_that_was_taken_away_takes_nothing_more(
    vault: Vault, clock: Callable[[], float]
) -> None:
    plan_id = vault.create("one", DAY)
    away = vault.folder.with_name("away")
    vault.folder.rename(away)
    with pytest.raises(VaultError, match="no longer where it was opened"):
        vault.save(plan_id, "two", "", vault.stamp(plan_id))
    Vault.make(vault.folder, None, clock).close()
    with pytest.raises(VaultError, match="no longer where it was opened"):
        vault.create("two", DAY)
    again = Vault.unlock(away, None, clock)
    assert again.read_text(plan_id) == "one"
    again.close()


# --- the way to a state ---


def test_a_trail_goes_with_its_state_and_no_other(vault: Vault, reopen: Reopen) -> None:
    plan_id = vault.create("one", DAY, trail="from nothing")
    other = vault.create("another", DAY, trail="elsewhere")
    first = vault.stamp(plan_id) or 0
    assert vault.trail(plan_id, first) == "from nothing"
    again = reopen(vault)  # which has kept no version yet
    second = again.save(plan_id, "two", "", first, "from one \N{SNOWMAN}\n\n")
    assert vault.trail(plan_id, first) == ""
    assert vault.trail(plan_id, second) == "from one \N{SNOWMAN}\n\n"
    vault.note(plan_id, first, "too late")
    assert vault.trail(plan_id, second) == "from one \N{SNOWMAN}\n\n"
    vault.note(plan_id, second, "looked around")
    assert vault.trail(plan_id, second) == "looked around"
    vault.restore(plan_id, first)
    assert vault.trail(plan_id, vault.stamp(plan_id) or 0) == ""
    vault.save(plan_id, "three", "", vault.stamp(plan_id), "again")
    vault.delete(plan_id)
    assert vault.trail(plan_id, second) == ""
    assert vault.trail(other, vault.stamp(other) or 0) == "elsewhere"
    assert vault.check() == []


def test_an_older_vault_is_brought_up_to_date_after_a_copy(
    vault: Vault, clock: Callable[[], float]
) -> None:
    plan_id = vault.create("one", DAY, "First")
    vault.close()
    path = vault.folder / "vault.db"
    with closing(sqlite3.connect(path)) as file:
        file.executescript("DROP TABLE trail; PRAGMA user_version = 1")
    before = Vault.unlock(vault.folder, None, clock)
    revision = before.save(plan_id, "two", "First", before.stamp(plan_id), "way")
    assert before.trail(plan_id, revision) == "way"
    assert before.check() == []
    before.close()
    with closing(sqlite3.connect(f"{path}.version-1")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM plan").fetchone() == (1,)
    again = Vault.unlock(vault.folder, None, clock)
    assert again.read_text(plan_id) == "two"
    again.purge()
    assert not vault.folder.exists()
