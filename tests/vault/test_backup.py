"""A backup is one sealed file; restoring looks through all of it before it touches anything."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discloser.errors import Damaged, OutputError, VaultError, WrongKey
from discloser.vault.vault import Vault

DAY = datetime.date(2026, 11, 25)
PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests
CANARY = "zorbulin"

Clock = Callable[[], float]
State = dict[str, tuple[str, list[str]]]


def state(vault: Vault) -> State:
    """Return everything in a vault."""
    return {
        entry.id: (
            vault.read_text(entry.id),
            [vault.read_version(entry.id, each.revision) for each in vault.history(entry.id)],
        )
        for entry in vault.entries()
    }


@pytest.fixture
def full(vault: Vault, clock: Any) -> Vault:
    first = vault.save("a", f"old {CANARY}", "A", None)
    clock.now += 300
    vault.save("a", f"new {CANARY}", "A", first)
    vault.save("b", "text of b", "B", None)
    return vault


def test_everything_comes_back(full: Vault, tmp_path: Path) -> None:
    path, before = tmp_path / "backup.tar", state(full)
    full.backup(path)
    assert CANARY.encode() not in path.read_bytes()
    seen = full.stamp("a")
    newest = full.save("a", "later", "A", seen)
    full.delete("b")
    full.create("new since", DAY)
    full.restore_backup(path)
    assert state(full) == before
    assert full.check() == []
    assert full.save("b", "goes on", "B", full.stamp("b")) > newest
    assert {each.name for each in full.folder.iterdir()} == {
        "identity.txt",
        *("vault.db", "vault.db-wal", "vault.db-shm"),
    }


def test_a_damaged_backup_touches_nothing(full: Vault, tmp_path: Path) -> None:
    path, before = tmp_path / "backup.tar", state(full)
    full.backup(path)
    whole = path.read_bytes()
    step = len(whole) // 60
    broken = [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(0, 6_000, 97)]
    broken += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(9, len(whole), step)
    ]
    broken += [whole[:at] for at in (0, 1, 600, len(whole) // 2, len(whole) // 4 * 3)]
    full.save("b", "newer than the backup", "B", full.stamp("b"))
    now = state(full)
    refused = 0
    for content in broken:
        path.write_bytes(content)
        try:
            full.restore_backup(path)
        except VaultError:
            refused += 1
            assert state(full) == now
        else:  # a bit that means nothing, such as one of the padding
            assert state(full) == before
            full.save("b", "newer than the backup", "B", full.stamp("b"))
            now = state(full)
    assert refused > len(broken) * 0.9
    path.unlink()
    with pytest.raises(VaultError, match=r"backup\.tar cannot be read: no such file"):
        full.restore_backup(path)


def test_the_backup_of_another_vault_touches_nothing(
    full: Vault, tmp_path: Path, clock: Clock
) -> None:
    other = Vault.make(tmp_path / "other", None, clock)
    other.backup(tmp_path / "other.tar")
    other.close()
    before = state(full)
    with pytest.raises(Damaged, match=r"belongs to another vault\. Nothing was changed"):
        full.restore_backup(tmp_path / "other.tar")
    assert state(full) == before


def test_a_damaged_vault_is_not_backed_up_as_if_it_were_whole(full: Vault, tmp_path: Path) -> None:
    better = tmp_path / "better.tar"
    assert full.backup(better) == []
    before = better.read_bytes()
    full._store._database.execute("DELETE FROM version")  # type: ignore[attr-defined]  # noqa: SLF001
    with pytest.raises(Damaged, match=r"No backup was written\. .* is missing.* another name"):
        full.backup(better)
    assert better.read_bytes() == before
    [finding] = full.backup(tmp_path / "backup.tar")
    assert "is missing" in finding.sentence
    full.accept()
    assert full.backup(better) == []
    with pytest.raises(OutputError, match="Nothing was written"):
        full.backup(tmp_path / "none" / "backup.tar")


def test_a_new_machine_needs_the_backup_and_the_passphrase(
    light: tuple[Path, str], tmp_path: Path, clock: Clock
) -> None:
    folder, code = light
    path, new = tmp_path / "backup.tar", tmp_path / "new"
    vault = Vault.unlock(folder, PASSPHRASE, clock)
    before = state(vault)
    vault.backup(path)
    vault.close()
    with pytest.raises(WrongKey):
        Vault.from_backup(new, path, "wrong", clock)
    assert not new.exists()
    with pytest.raises(VaultError, match="There is a vault already"):
        Vault.from_backup(folder, path, code, clock)
    restored = Vault.from_backup(new, path, PASSPHRASE, clock)
    assert state(restored) == before
    assert restored.check() == []
    restored.close()
    assert {each.name for each in new.iterdir()} == {"identity.age", "recovery.age", "vault.db"}


def test_a_lost_store_comes_back_and_a_broken_one_is_set_aside(
    full: Vault, tmp_path: Path, clock: Clock
) -> None:
    path, before = tmp_path / "backup.tar", state(full)
    key = tmp_path / "key.txt"
    shutil.copy(full.folder / "identity.txt", key)
    full.backup(path)
    full.close()
    (full.folder / "vault.db").write_bytes(b"broken" * 5_000)
    restored = Vault.from_backup(full.folder, path, key, clock)
    assert state(restored) == before
    restored.close()
    assert (full.folder / "vault.db.before").read_bytes().startswith(b"broken")
