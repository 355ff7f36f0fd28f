"""What opens a vault: passphrase, recovery code, key file; and what does not."""

import datetime
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from discloser.errors import Damaged, VaultError, WrongKey
from discloser.vault import age, keys
from discloser.vault.age import Identity, new_identity
from discloser.vault.passphrase import normal, strength
from discloser.vault.recovery import ALPHABET, new_code, plain_code
from discloser.vault.vault import Vault

from .. import seals  # noqa: TID252 - tests are no package

PASSPHRASE = "Gr\u00fcne W\u00e4lder 7"  # noqa: S105 - opens nothing but tests

Clock = Callable[[], float]
Sealed = tuple[Path, str]

DAY = datetime.date(2026, 11, 25)


def test_the_real_seal_is_not_weak_and_opens_however_accents_are_typed(
    tmp_path: Path, clock: Clock
) -> None:
    """The one test here with the real seal, which takes seconds."""
    folder = tmp_path / "vault"
    vault = Vault.make(folder, PASSPHRASE, clock)
    vault.create("format = 1\n", DAY, "Mine")
    vault.close()
    assert Vault.exists(folder)
    assert keys.needs_passphrase(folder)
    assert age.work_factor((folder / keys.SEALED).read_bytes()) >= age.LEAST
    vault = Vault.unlock(folder, unicodedata.normalize("NFD", PASSPHRASE), clock)
    assert [entry.title for entry in vault.entries()] == ["Mine"]
    vault.close()


def test_passphrase_and_code_are_sealed_the_same_way(light: Sealed) -> None:
    files = [path for path in light[0].iterdir() if ".age" in path.name]
    assert {age.work_factor(path.read_bytes()) for path in files} == {seals.FACTOR}
    assert len(files) == 2


def test_the_recovery_code_opens_however_it_was_typed(light: Sealed, clock: Clock) -> None:
    folder, code = light
    typed = code.lower().replace("-", " \u2013 ").replace("0", "o").replace("1", "l")
    vault = Vault.recover(folder, typed, clock)
    assert vault.read_text("plan-2026-11-25") == "format = 1\n"
    vault.close()


def test_what_was_cut_off_opens_with_the_other_secret(light: Sealed, clock: Clock) -> None:
    folder, code = light
    with pytest.raises(WrongKey, match="That is not the passphrase"):
        Vault.unlock(folder, PASSPHRASE.lower(), clock)
    Vault.recover(folder, code, clock).close()
    whole = (folder / keys.SEALED).read_bytes()
    (folder / keys.SEALED).write_bytes(whole[:-5])
    with pytest.raises(Damaged, match="the recovery code opens the vault"):
        Vault.unlock(folder, PASSPHRASE, clock)


def test_what_is_wrong_opens_nothing_and_is_said_calmly(light: Sealed, clock: Clock) -> None:
    folder, code = light
    with pytest.raises(WrongKey, match=r"^That is not the passphrase\. Nothing is lost\."):
        Vault.unlock(folder, PASSPHRASE.lower(), clock)
    other = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(WrongKey, match="That is not the recovery code"):
        Vault.recover(folder, other, clock)
    with pytest.raises(WrongKey, match="has 40 letters and digits; this one has 39"):
        Vault.recover(folder, code[:-1], clock)
    with pytest.raises(WrongKey, match="no U in a recovery code"):
        Vault.recover(folder, code[:-1] + "u", clock)
    with pytest.raises(VaultError, match="cannot be empty"):
        Vault.unlock(folder, " ", clock)
    with pytest.raises(VaultError, match=r"identity\.txt of the vault is missing"):
        Vault.unlock(folder, None, clock)


def test_a_missing_or_damaged_key_file_is_said(light: Sealed, clock: Clock) -> None:
    folder, _ = light
    whole = (folder / keys.SEALED).read_bytes()
    for broken in (b"", b"junk", whole[1:], b"x" * 20_000):
        (folder / keys.SEALED).write_bytes(broken)
        with pytest.raises(Damaged, match=r"identity\.age is damaged; the recovery code opens"):
            Vault.unlock(folder, PASSPHRASE, clock)
    (folder / keys.SEALED).unlink()
    with pytest.raises(VaultError, match=r"identity\.age of the vault is missing"):
        Vault.unlock(folder, PASSPHRASE, clock)


def test_another_passphrase_another_code_and_none(light: Sealed, clock: Clock) -> None:
    folder, code = light
    vault = Vault.unlock(folder, PASSPHRASE, clock)
    vault.change_passphrase("another one")
    assert vault.new_recovery_code() != code
    vault.close()
    with pytest.raises(WrongKey):
        Vault.unlock(folder, PASSPHRASE, clock)
    with pytest.raises(WrongKey):
        Vault.recover(folder, code, clock)
    vault = Vault.unlock(folder, "another one", clock)
    vault.change_passphrase(None)
    vault.close()
    assert not (folder / keys.SEALED).exists()
    assert not keys.needs_passphrase(folder)
    Vault.unlock(folder, None, clock).close()


def test_the_key_file_of_another_vault_is_refused(vault: Vault, clock: Clock) -> None:
    vault.create("mine", datetime.date(2026, 11, 25))
    path = vault.folder / keys.PLAIN
    path.write_text(new_identity().secret)
    with pytest.raises(WrongKey, match="not the key of the plans"):
        Vault.unlock(vault.folder, None, clock)
    path.write_text("AGE-SECRET-KEY-1JUNK\n")
    with pytest.raises(Damaged, match=r"identity\.txt is damaged"):
        Vault.unlock(vault.folder, None, clock)


def test_the_age_tools_read_a_key_file(vault: Vault) -> None:
    if not shutil.which("age-keygen"):
        pytest.skip("the age tool is not installed")
    key = vault.folder / keys.PLAIN
    done = subprocess.run(["age-keygen", "-y", str(key)], check=True, capture_output=True)
    assert done.stdout.startswith(b"age1")


def test_an_identity_does_not_show_itself() -> None:
    identity = new_identity()
    assert identity.secret not in f"{identity!r} {identity}"
    assert Identity(identity.secret) == identity
    assert keys.derived(identity, "row") != keys.derived(identity, "place")


def test_codes_have_no_look_alikes() -> None:
    assert not set(ALPHABET) & set("ILOU")
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5] * 8
        assert plain_code(code) == code.replace("-", "")


@pytest.mark.parametrize(
    ("passphrase", "wanted"),
    [
        ("", "short"),
        ("Tr0ub4d&3", "short"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "short"),
        ("abcdefghijklmnopqrst", "short"),
        ("1234567890", "short"),
        ("Password123!", "fair"),
        ("green woods by the lake", "good"),
        ("correct horse battery staple green", "strong"),
    ],
)
def test_the_strength_of_a_passphrase(passphrase: str, wanted: str) -> None:
    assert strength(passphrase) == wanted


def test_bytes_that_are_no_text_are_no_crash() -> None:
    assert normal("pass\udcff\ud800")
