"""A vault that is made by several programs at once, on a busy machine, or not to the end."""

import datetime
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from discloser.errors import Damaged, VaultError, WrongKey
from discloser.vault import age, keys
from discloser.vault.age import open_with_words, seal_with_words
from discloser.vault.folder import has_vault, make_private, vault_files
from discloser.vault.vault import Vault

from ..clocks import Clock as StoppedClock  # noqa: TID252 - tests are no package

DAY = datetime.date(2026, 11, 25)

Clock = Callable[[], float]
Light = tuple[Path, str]

PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests

posix = pytest.mark.skipif(os.name != "posix", reason="locks and signals of POSIX systems")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- cut off ---

SLOW = """
import sys, time
from pathlib import Path
from discloser.vault import keys
from discloser.vault.vault import Vault

seal = keys.seal_with_words
def slow(content, words):
    print("sealing", flush=True)
    time.sleep(60)
keys.seal_with_words = slow
Vault.make(Path(sys.argv[1]), "words", time.time)
"""


@posix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_start_that_is_killed_while_it_seals_locks_nobody_out(
    how: signal.Signals, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "vault"
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout
        child.stdout.readline()
        child.send_signal(how)
    assert "vault.db" not in names(folder)
    assert not Vault.exists(folder)
    Vault.make(folder, None, clock).close()
    assert names(folder) == {"identity.txt", "vault.db"}


def test_a_key_that_cannot_be_written_leaves_no_store(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise VaultError("no")

    monkeypatch.setattr(keys, "write_key_file", refuse)
    with pytest.raises(VaultError, match="no"):
        Vault.make(tmp_path / "vault", None, clock)
    assert names(tmp_path / "vault") == set()


def test_a_store_without_plans_and_key_is_no_vault(vault: Vault, clock: Clock) -> None:
    vault.close()
    (vault.folder / "identity.txt").unlink()
    assert not has_vault(vault.folder)
    (vault.folder / "vault.db").write_bytes(b"Dear diary" * 1_000)
    assert not has_vault(vault.folder)
    Vault.make(vault.folder, None, clock).close()
    assert (vault.folder / "vault.db.before").read_bytes().startswith(b"Dear diary")


def test_plans_or_versions_without_a_key_are_a_vault(vault: Vault, clock: StoppedClock) -> None:
    first = vault.save("a", "one", "", None)
    clock.now += 300
    vault.save("a", "two", "", first)
    vault._store._database.execute("DELETE FROM plan")  # type: ignore[attr-defined]  # noqa: SLF001
    vault.close()
    (vault.folder / "identity.txt").unlink()
    assert has_vault(vault.folder)
    with pytest.raises(VaultError, match="no key for them"):
        Vault.make(vault.folder, None, clock)


# --- at once ---

MAKER = """
import datetime, sys, time
from pathlib import Path
from discloser.errors import VaultError
from discloser.vault import keys
from discloser.vault.vault import Vault

def seal(content, words):
    time.sleep(0.5)
    return b"age-encryption.org/v1\\n-> scrypt " + content
keys.seal_with_words = seal
print("ready", flush=True)
sys.stdin.readline()
passphrase = sys.argv[2] or None
try:
    vault = Vault.make(Path(sys.argv[1]), passphrase, time.time)
except VaultError as error:
    print(error.message)
else:
    vault.create("format = 1", datetime.date(2026, 1, 1))
    print("made", vault.check())
"""


@posix
@pytest.mark.parametrize("words", [("one", "two"), ("one", ""), ("", "", "")])
def test_of_several_programs_one_makes_the_vault(words: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", MAKER, str(folder), each],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for each in words
    ]
    for child in children:
        assert child.stdout
        child.stdout.readline()
    for child in children:
        assert child.stdin
        child.stdin.write("\n")
        child.stdin.flush()
    said = sorted(child.communicate()[0].strip() for child in children)
    assert said == [*["There is a vault already."] * (len(words) - 1), "made []"]
    assert len(names(folder) & {"identity.age", "identity.txt"}) == 1
    assert "vault.lock" not in names(folder)


@posix
def test_a_backup_and_a_start_at_once_make_one_vault(
    vault: Vault, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.create("format = 1", DAY)
    vault.backup(tmp_path / "backup.tar")
    new = tmp_path / "new"

    def too_late(folder: Path) -> None:
        make_private(folder)
        monkeypatch.undo()
        Vault.make(folder, None, clock).close()

    monkeypatch.setattr("discloser.vault.opening.make_private", too_late)
    with pytest.raises(VaultError, match="open with something else"):
        Vault.from_backup(new, tmp_path / "backup.tar", vault.folder / "identity.txt", clock)
    Vault.unlock(new, None, clock).close()


# --- a busy machine ---


def scrypt(factor: int) -> bytes:
    return b"age-encryption.org/v1\n-> scrypt c2FsdA %d\nxx" % factor


@pytest.mark.parametrize(
    ("factors", "taken", "tries"),
    [((19,), 19, 1), ((10, 18), 18, 2), ((10, 17, 16, 12), 17, 4), ((10, 15, 11, 12), None, 4)],
)
def test_the_strongest_seal_is_taken(
    factors: tuple[int, ...], taken: int | None, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def encrypt(_content: bytes, _words: str) -> bytes:
        made.append(factors[len(made)])
        return scrypt(made[-1])

    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypt)
    if taken is None:
        with pytest.raises(VaultError, match="too busy to seal this well"):
            seal_with_words(b"", "words")
    else:
        assert seal_with_words(b"", "words") == scrypt(taken)
    assert len(made) == tries


@pytest.mark.parametrize(
    ("sentence", "error"),
    [
        ("Decryption failed", WrongKey),
        ("decryption error", Damaged),
        ("Header MAC is invalid", Damaged),
        ("Incomplete header", Damaged),
        ("Header is invalid", Damaged),
        ("failed to fill whole buffer", Damaged),
        ("Excessive work parameter for passphrase.\nIt takes 1024 seconds.", VaultError),
    ],
)
def test_what_does_not_open_is_told_apart(
    sentence: str, error: type[VaultError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decrypt(_sealed: bytes, _words: str) -> bytes:
        raise pyrage.DecryptError(sentence)

    monkeypatch.setattr(age, "PAUSE", 0)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    with pytest.raises(VaultError) as caught:
        open_with_words(scrypt(18), "words")
    assert type(caught.value) is error


def test_a_machine_that_is_busy_for_a_moment_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def decrypt(_sealed: bytes, _words: str) -> bytes:
        tries.append(1)
        if len(tries) < 3:
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return b"key"

    monkeypatch.setattr(age, "PAUSE", 0)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    assert open_with_words(scrypt(18), "words") == b"key"


def test_the_library_says_what_is_counted_on(light: Light) -> None:
    folder, _ = light
    whole = (folder / keys.SEALED).read_bytes()
    for broken in (whole[:-1], whole[:60], whole.replace(b"--- ", b"--- A"), whole[:-1] + b"x"):
        with pytest.raises(Damaged):
            open_with_words(broken, PASSPHRASE)
    with pytest.raises(VaultError, match="too busy or too slow"):
        open_with_words(re.sub(rb" \d+\n", b" 25\n", whole, count=1), PASSPHRASE)
    with pytest.raises(Damaged):
        open_with_words(re.sub(rb" \d+\n", b" 40\n", whole, count=1), PASSPHRASE)


# --- recovery codes ---


def test_a_code_nobody_saw_leaves_the_one_before(light: Light, clock: Clock) -> None:
    folder, _ = light
    vault = Vault.unlock(folder, PASSPHRASE, clock)
    vault.take_recovery_code()
    first = vault.new_recovery_code()
    vault.take_recovery_code()
    unseen = vault.new_recovery_code()
    for code in (first, unseen):
        Vault.recover(folder, code, clock).close()
    assert folder / "recovery.age.new" in vault_files(folder)
    second = vault.new_recovery_code()
    vault.close()
    vault.take_recovery_code()
    vault.take_recovery_code()
    Vault.recover(folder, second, clock).close()
    for code in (first, unseen):
        with pytest.raises(WrongKey, match="not the recovery code"):
            Vault.recover(folder, code, clock)
    assert names(folder) == {"identity.age", "recovery.age", "vault.db"}


def test_the_code_of_another_window_is_not_taken_for_this_one(light: Light, clock: Clock) -> None:
    folder, _ = light
    one, two = (Vault.unlock(folder, PASSPHRASE, clock) for _ in range(2))
    one.new_recovery_code()
    code = two.new_recovery_code()
    with pytest.raises(VaultError, match="made meanwhile"):
        one.take_recovery_code()
    two.take_recovery_code()
    with pytest.raises(VaultError, match="made meanwhile"):
        one.take_recovery_code()
    one.close()
    two.close()
    Vault.recover(folder, code, clock).close()


def test_a_backup_holds_the_code_that_was_taken(light: Light, clock: Clock, tmp_path: Path) -> None:
    folder, first = light
    vault = Vault.unlock(folder, PASSPHRASE, clock)
    vault.backup(tmp_path / "first.tar")
    vault.take_recovery_code()
    vault.new_recovery_code()
    vault.backup(tmp_path / "second.tar")
    vault.close()
    for name in ("first", "second"):
        Vault.from_backup(tmp_path / name, tmp_path / f"{name}.tar", first, clock).close()
        assert names(tmp_path / name) == {"identity.age", "recovery.age", "vault.db"}


def test_the_recovery_code_is_named_only_if_there_is_one(light: Light, clock: Clock) -> None:
    folder, _ = light
    (folder / "identity.age").write_bytes(b"junk")
    with pytest.raises(Damaged, match="the recovery code opens the vault"):
        Vault.unlock(folder, PASSPHRASE, clock)
    (folder / "recovery.age.new").unlink()
    with pytest.raises(Damaged, match="put it back from a backup"):
        Vault.unlock(folder, PASSPHRASE, clock)


def test_waiting_for_another_program_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr("discloser.vault.alone.GLANCES", 2)
    with (tmp_path / "vault.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(VaultError, match="Another program is making a vault"):
            Vault.make(tmp_path, None, time.time)
    Vault.make(tmp_path, None, time.time).close()
    assert names(tmp_path) == {"identity.txt", "vault.db"}
