"""Files that are broken on purpose, full disks and read-only folders: plans stay readable."""

import datetime
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from discloser.disk.process import birth
from discloser.errors import Damaged, OutputError, PlanError, VaultError
from discloser.text.clean import first_forbidden
from discloser.vault.age import new_identity
from discloser.vault.backup import open_backup, read_backup
from discloser.vault.folder import vault_files
from discloser.vault.passphrase import normal
from discloser.vault.record import Name, open_head, open_trail
from discloser.vault.vault import Vault

from ..clocks import Clock as StoppedClock  # noqa: TID252 - tests are no package

DAY = datetime.date(2026, 11, 25)

Clock = Callable[[], float]


def sql(vault: Vault, *statements: str) -> None:
    with closing(sqlite3.connect(vault.folder / "vault.db")) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.fixture
def two(vault: Vault, clock: StoppedClock) -> Vault:
    """Return a vault with the plans `a` and `b`, and an earlier version of `a`."""
    first = vault.save("a", "text of a", "A", None, "trail")
    clock.now += 300
    vault.save("b", "text of b", "B", None)
    vault.save("a", "newer text of a", "A", first, "trail")
    return vault


# --- names and titles ---

EVIL = "\x1b]0;pwned\x07\u202e"


@pytest.mark.parametrize("stored", [f"'{EVIL}'", "x'ff00'", "'plan-2026-11-25,2'", "'a b'"])
def test_a_name_that_is_none_is_shown_and_deleted_under_another(two: Vault, stored: str) -> None:
    sql(two, f"UPDATE plan SET id = {stored} WHERE id = 'b'")  # noqa: S608
    [shown] = [each for each in two.entries() if each.problem]
    assert shown.id.startswith("damaged-")
    assert shown.id in {each.id for each in two.names()}
    assert shown.id in {each.plan_id for each in two.check()}
    for text in (shown.problem, *(each.sentence for each in two.check())):
        assert first_forbidden(text) is None
    two.delete(shown.id)
    with pytest.raises(PlanError, match="no such plan"):
        two.delete(shown.id)
    assert [each.id for each in two.names()] == ["a"]
    two.accept()
    assert two.check() == []


def test_titles_come_out_clean(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def unchanged(text: str) -> str:
        return text

    with monkeypatch.context() as patch:
        patch.setattr("discloser.vault.record.clean", unchanged)  # as older versions sealed them
        plan_id = vault.create("", DAY, f"My{EVIL} talk\u2028here")
    [row] = vault._store.rows("plan")  # noqa: SLF001 - what is in it
    name = Name(plan_id, row.revision)
    assert "\x1b" in open_head(vault._identity, name, row.head).text  # noqa: SLF001
    [entry] = vault.entries()
    assert entry.title == "My]0;pwned talk here"
    assert normal(f"a{EVIL}") == "a]0;pwned"
    assert normal("word\u200b\xads") == "words"
    with pytest.raises(VaultError, match="empty"):
        normal("\u200b")


# --- damaged rows ---


def test_a_damaged_row_is_left_out_of_a_backup_and_can_be_removed(
    two: Vault, tmp_path: Path, clock: Clock
) -> None:
    sql(two, "UPDATE version SET body = x'00'", "UPDATE plan SET body = x'00' WHERE id = 'b'")
    found = two.backup(tmp_path / "backup.tar")
    assert {(each.plan_id, each.revision) for each in found} == {("b", None), ("a", 1)}
    key = two.folder / "identity.txt"
    there = Vault.from_backup(tmp_path / "new", tmp_path / "backup.tar", key, clock)
    assert [each.id for each in there.names()] == ["a"]
    assert there.check() == []
    assert there.save("c", "", "", None) > (two.stamp("a") or 0), "no revision is given twice"
    there.close()
    assert set(two.remove_damaged()) == set(found)
    assert two.remove_damaged() == []
    assert two.check() == []
    assert [each.id for each in two.names()] == ["a"]
    assert two.backup(tmp_path / "backup.tar") == []


def test_a_vault_of_which_nothing_can_be_read_is_not_backed_up(two: Vault, tmp_path: Path) -> None:
    sql(two, "UPDATE plan SET body = x'00'", "DELETE FROM version")
    with pytest.raises(Damaged, match="No backup was written"):
        two.backup(tmp_path / "backup.tar")
    assert not (tmp_path / "backup.tar").exists()


@pytest.mark.parametrize("revision", [1 << 62 | 1, (1 << 63) - 1, -5])
def test_a_revision_that_no_row_has_is_not_counted_on_from(two: Vault, revision: int) -> None:
    sql(two, f"UPDATE plan SET revision = {revision} WHERE id = 'b'", "DELETE FROM meta")  # noqa: S608
    assert two.save("c", "goes on", "", None) < 10
    assert two.remove_damaged()
    two.accept()
    assert two.check() == []
    assert two.save("d", "goes on", "", None) < 10


def test_a_row_that_was_saved_meanwhile_is_not_removed(two: Vault) -> None:
    store = two._store  # noqa: SLF001 - another program saves in between
    [(number, row)] = [each for each in store.numbered("plan") if each[1].id == "b"]
    two.save("b", "newer", "", two.stamp("b"))
    [(number, _)] = [each for each in store.numbered("plan") if each[1].id == "b"]
    store.remove([("plan", number, row)])
    assert two.read_text("b") == "newer"
    assert two.check() == []


def test_history_in_part(two: Vault, clock: StoppedClock) -> None:
    for _ in range(3):
        clock.now += 300
        two.save("a", "x", "", two.stamp("a"))
    assert two.history("a", 2) == two.history("a")[:2]
    assert len(two.history("a")) == 4


# --- damaged tables ---

ENDLESS = """
CREATE VIEW plan AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
SELECT 'a' id, x revision, x'00' head, x'00' body, x'00' mark FROM c
"""


@pytest.mark.parametrize("table", ["trail", "meta"])
def test_a_missing_table_is_made_and_named(table: str, two: Vault, clock: Clock) -> None:
    sql(two, f"DROP TABLE {table}")
    assert two.trail("a", two.stamp("a") or 0) == ("" if table == "trail" else "trail")
    if table == "trail":
        two.save("c", "a save stands", "", None, "way")
        assert two.read_text("c") == "a save stands"
    two.close()
    again = Vault.unlock(two.folder, None, clock)
    assert again.read_text("a") == "newer text of a"
    assert again.check()
    again.save("d", "", "", None, "way")
    assert again.trail("d", again.stamp("d") or 0) == "way"
    again.accept()
    again.close()
    last = Vault.unlock(two.folder, None, clock)
    assert last.check() == []
    last.close()


def test_a_damaged_trail_stops_no_save(vault: Vault, clock: Clock) -> None:
    revision = vault.save("a", "text", "", None, "x" * 40_000)
    [[root]] = vault._store._database.execute(  # type: ignore[attr-defined]  # noqa: SLF001
        "SELECT rootpage FROM sqlite_schema WHERE name = 'trail'"
    )
    vault.close()
    with (vault.folder / "vault.db").open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    again = Vault.unlock(vault.folder, None, clock)
    assert again.trail("a", revision) == ""
    again.save("a", "newer", "", revision, "way")
    assert again.read_text("a") == "newer"
    assert any("ways back" in each.sentence for each in again.check())
    again.close()


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP INDEX plan_newest", "ALTER TABLE plan RENAME TO plan0", ENDLESS),
        ("CREATE TRIGGER t AFTER INSERT ON plan BEGIN DELETE FROM plan; END",),
        ("CREATE TABLE more (a)",),
        ("ALTER TABLE plan ADD COLUMN more",),
        ("CREATE INDEX more ON plan (head)",),
    ],
)
def test_a_file_with_anything_else_in_it_is_refused(
    statements: tuple[str, ...], two: Vault, clock: Clock
) -> None:
    two.close()
    sql(two, *statements)
    with pytest.raises(Damaged, match="not built as a vault is"):
        Vault.unlock(two.folder, None, clock)


def test_a_missing_index_is_made_anew(two: Vault, clock: Clock) -> None:
    two.close()
    sql(two, "DROP INDEX plan_newest", "PRAGMA user_version = 1")
    again = Vault.unlock(two.folder, None, clock)
    assert again.check() == []
    assert [each.id for each in again.entries()] == ["a", "b"]
    assert (two.folder / "vault.db.version-1").is_file()
    assert two.folder / "vault.db.version-1" in vault_files(two.folder)
    (two.folder / "vault.db.version-1.mine").touch()
    assert two.folder / "vault.db.version-1.mine" not in vault_files(two.folder)
    again.close()


UPGRADER = """
import sys
from pathlib import Path
from discloser.vault.vault import Vault
sys.stdin.readline()
print(len(Vault.unlock(Path(sys.argv[1]), None, lambda: 0.0).names()))
"""


def test_several_programs_bring_a_vault_up_to_date(two: Vault) -> None:
    two.close()
    sql(two, "DROP TABLE trail", "PRAGMA user_version = 1")
    command = [sys.executable, "-c", UPGRADER, str(two.folder)]
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(4)
    ]
    assert [child.communicate("\n") for child in children] == [("2\n", "")] * 4
    with closing(sqlite3.connect(two.folder / "vault.db.version-1")) as copy:
        assert copy.execute("SELECT count(*) FROM plan").fetchone() == (2,)


def test_a_trail_with_an_endless_length_is_damaged() -> None:
    identity = new_identity()
    for length in (b"9" * 5_000, b"-1", b""):
        with pytest.raises(Damaged):
            open_trail(identity, Name("a", 1), identity.seal(b"a 1 %s\nway" % length))


# --- disks that take nothing ---

LIMITED = """
import resource, sys
from pathlib import Path
from discloser.errors import VaultError
from discloser.vault.vault import Vault

limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, -1))
vault = Vault.unlock(Path(sys.argv[1]), None, lambda: 0.0)
print(vault.writable, sorted(vault.read_text(each.id) for each in vault.entries()), vault.check())
try:
    vault.save("c", "x" * 100_000, "", None)
except VaultError as error:
    print(error.message)
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
print(vault.save("c", "goes on", "", None) > 0, vault.writable)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX systems")
@pytest.mark.parametrize("limit", [0, 5_000, 33_000])
@pytest.mark.parametrize("log", [False, True])
def test_a_full_disk_lets_plans_be_read(log: bool, limit: int, two: Vault) -> None:  # noqa: FBT001
    if log:  # a killed program left it
        names = [path for path in two.folder.iterdir() if "vault.db" in path.name]
        kept = {path: path.read_bytes() for path in names}
        two.close()
        for path, content in kept.items():
            path.write_bytes(content)
    else:
        two.close()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(two.folder), str(limit)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert not done.stderr
    first, said, last = done.stdout.splitlines()
    assert first.split(" ", 1)[1] == "['newer text of a', 'text of b'] []"
    assert said == "The disk with the vault is full. Nothing was written."
    assert last == "True True"


READ_ONLY = """
import datetime, os, sys
from pathlib import Path
from discloser.errors import VaultError
from discloser.vault.vault import Vault
import discloser.vault.sqlite_store, pyrage
os.geteuid() == 0 and os.setuid(65534)
vault = Vault.unlock(Path(sys.argv[1]), None, lambda: 0.0)
print(vault.writable, sorted(vault.read_text(each.id) for each in vault.entries()), vault.check())
try:
    vault.save("c", "", "", None)
except VaultError as error:
    print(error.message)
"""


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX systems")
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_read_only_vault_can_be_read(folder_mode: int, two: Vault) -> None:
    two.close()
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there) / "vault"
        shutil.copytree(two.folder, folder)
        Path(there).chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(folder_mode)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(folder)],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        folder.chmod(0o700)  # or it could not be removed
    assert not done.stderr
    first, said = done.stdout.splitlines()
    assert first == "False ['newer text of a', 'text of b'] []"
    assert "read-only" in said


# --- backups ---


def test_backups_at_once_do_not_disturb_each_other(two: Vault, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from discloser.vault.vault import Vault;"
        "v = Vault.unlock(Path(sys.argv[1]), None, lambda: 0.0);"
        "[v.backup(Path(sys.argv[2])) for _ in range(20)]"
    )
    paths = [tmp_path / f"{number}.tar" for number in range(3)]
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(two.folder), str(path)]) for path in paths
    ]
    assert [child.wait() for child in children] == [0, 0, 0]
    for path in paths:
        content = open_backup(path, read_backup(path), two._identity)  # noqa: SLF001
        (tmp_path / "store").write_bytes(content)
        with closing(sqlite3.connect(tmp_path / "store")) as store:
            assert store.execute("SELECT count(*) FROM plan").fetchone() == (2,)


@pytest.mark.parametrize("name", ["vault.db", "identity.txt", "new", "../vault/vault.db-wal"])
def test_a_backup_is_never_written_among_the_plans(name: str, two: Vault) -> None:
    with pytest.raises(OutputError, match="Nothing was written"):
        two.backup(two.folder / name)
    link = two.folder.parent / "link"
    link.symlink_to(two.folder / name)
    with pytest.raises(OutputError, match="Nothing was written"):
        two.backup(link)
    assert two.check() == []


def member(name: str, content: bytes, **fields: object) -> bytes:
    made = tarfile.TarInfo(name)
    made.size = len(content)
    for field, value in fields.items():
        setattr(made, field, value)
    return made.tobuf(tarfile.GNU_FORMAT) + content.ljust(512, b"\0")


@pytest.mark.parametrize(
    "content",
    [
        member("vault.age", b"x") * 2,
        member("vault.age", b"x", type=tarfile.GNUTYPE_SPARSE),
        member("vault.age", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member("vault.age", b"x", type=tarfile.LNKTYPE, linkname="identity.age"),
        member("vault.age", b"x", size=10 << 30),
        member("vault.age", b"x", size=6_000),
        member("identity.age", b"x" * 20_000) + member("vault.age", b"x"),
        member("../evil", b"x") + member("vault.age", b"x"),
        b"",
        b"\0" * 2_000,
        b"x" * 5_000,
    ],
)
def test_what_no_backup_of_ours_holds_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar"
    path.write_bytes(content + bytes(1_024))
    with pytest.raises(Damaged, match="is damaged or none"):
        read_backup(path)


def test_a_sparse_member_takes_no_room(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as tar:
        about = tarfile.TarInfo("vault.age")
        about.size = 1
        about.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.realsize": str(100 << 30)}
        tar.addfile(about, io.BytesIO(b"x"))
    (tmp_path / "pax").write_bytes(made.getvalue())
    with pytest.raises(Damaged):
        read_backup(tmp_path / "pax")


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX systems")
def test_what_is_no_file_is_no_backup(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(VaultError, match=r"cannot be read: (it is no file|is a directory)"):
            read_backup(path)
    with (tmp_path / "large").open("wb") as file:
        file.truncate(10 << 30)
    with pytest.raises(VaultError, match="too large"):
        read_backup(tmp_path / "large")


# --- left-overs ---


@pytest.mark.skipif(not birth(os.getpid()), reason="births of processes, on Linux")
def test_opening_removes_what_killed_programs_left(vault: Vault, clock: Clock) -> None:
    dead = f".discloser-{os.getpid()}_1_abcd1234"
    mine = f".discloser-{os.getpid()}_{birth(os.getpid())}_abcd1234"
    for name in (dead, mine, ".discloser-mine", ".discloser-1_1_short"):
        (vault.folder / name).write_text("plain")
    Vault.unlock(vault.folder, None, clock).close()
    left = {path.name for path in vault.folder.glob(".discloser-*")}
    assert left == {mine, ".discloser-mine", ".discloser-1_1_short"}
    assert {path.name for path in vault_files(vault.folder)} > left
