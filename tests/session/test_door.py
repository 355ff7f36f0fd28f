"""The vault before it is open, and loose plans from before there was one."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from discloser.errors import VaultError, WrongKey
from discloser.planfile.write import write_plan
from discloser.session.desk import Desk
from discloser.session.door import Door, State
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package
from ..people import FILES, house  # noqa: TID252 - as above
from ..people import plan as person  # noqa: TID252 - as above
from ..plans import TODAY  # noqa: TID252 - as above
from .keeping import begun, names, titles

PASSPHRASE = "a walk in the green"  # noqa: S105 - opens nothing but tests


@pytest.fixture
def door(tmp_path: Path, clock: Clock) -> Door:
    return Door(tmp_path / "data" / "plans", clock)


# --- how it stands ---


@pytest.mark.usefixtures("quick_seal")
@pytest.mark.parametrize(
    ("passphrase", "gone", "state"),
    [
        (PASSPHRASE, (), "sealed"),
        (None, (), "open"),
        (PASSPHRASE, ("identity.age", "recovery.age"), "new"),  # it holds no plan
        (None, ("identity.txt", "recovery.age"), "new"),
        (PASSPHRASE, ("identity.age",), "sealed"),  # the code is a key
        (PASSPHRASE, ("vault.db",), "sealed"),
        (None, ("vault.db",), "open"),
        (PASSPHRASE, ("identity.age", "recovery.age", "vault.db"), "new"),
    ],
)
def test_the_state_is_what_the_folder_holds(
    door: Door, passphrase: str | None, gone: tuple[str, ...], state: State
) -> None:
    assert door.state == "new"
    vault = door.make(passphrase).vault
    vault.take_recovery_code()
    vault.close()
    assert door.folder is not None
    for name in gone:
        (door.folder / name).unlink()
    assert door.state == state
    if not gone:
        door.unlock(passphrase).close()
        return
    with pytest.raises(VaultError) as caught:
        door.unlock(passphrase)
    assert not isinstance(caught.value, WrongKey)


@pytest.mark.usefixtures("quick_seal")
def test_plans_without_a_key_are_no_new_place(door: Door) -> None:
    vault = door.make(PASSPHRASE).vault
    vault.create("format = 1\n", TODAY)
    vault.close()
    assert door.folder is not None
    for name in ("identity.age", "recovery.age.new"):
        assert door.state == "sealed"
        (door.folder / name).unlink()
    assert door.state == "keyless"
    with pytest.raises(VaultError, match="no key for them"):
        door.make(PASSPHRASE)


def test_without_a_folder_there_is_no_vault_and_no_crash(clock: Clock, tmp_path: Path) -> None:
    door = Door(None, clock)
    assert door.state == "nowhere"
    assert door.loose_plans() == ()
    for attempt in (
        lambda: door.make(None),
        lambda: door.unlock(None),
        lambda: door.recover("code"),
        lambda: door.from_backup(tmp_path / "backup.tar", "code"),
    ):
        with pytest.raises(VaultError, match="no folder for plans"):
            attempt()


@pytest.mark.usefixtures("quick_seal")
def test_a_folder_with_other_files_is_no_vault_yet(door: Door) -> None:
    assert door.folder is not None
    door.folder.mkdir(parents=True)
    (door.folder / "plan-2026-11-01.toml").write_text("format = 1")
    states = [door.state]
    with pytest.raises(VaultError):
        door.unlock(None)
    door.make(None).vault.close()
    states.append(door.state)
    assert states == ["new", "open"]
    assert [path.name for path in door.loose_plans()] == ["plan-2026-11-01.toml"]


# --- the ways in ---


@pytest.mark.usefixtures("quick_seal")
def test_each_way_in_leads_to_the_same_plans(door: Door, tmp_path: Path, clock: Clock) -> None:
    vault, code = door.make(PASSPHRASE)
    begun(Desk(house, vault, TODAY), "Jo")
    vault.backup(tmp_path / "backup.tar")
    vault.close()
    with pytest.raises(VaultError, match="There is a vault already"):
        door.make(PASSPHRASE)
    for wrong in ("another", code):
        with pytest.raises(WrongKey):
            door.unlock(wrong)
    with pytest.raises(WrongKey):
        door.recover(PASSPHRASE)
    elsewhere = Door(tmp_path / "new", clock)
    with pytest.raises(WrongKey):
        elsewhere.from_backup(tmp_path / "backup.tar", "another")
    assert elsewhere.state == "new"
    assert door.folder is not None
    opened: list[Callable[[], Vault]] = [
        lambda: door.unlock(PASSPHRASE),
        lambda: door.recover(code.lower()),
        lambda: elsewhere.from_backup(tmp_path / "backup.tar", code),
        lambda: elsewhere.unlock(PASSPHRASE),
    ]
    for way in opened:
        there = way()
        assert names(Desk(house, there, TODAY)) == ["Jo"]
        there.close()
    (door.folder / "identity.age").unlink()  # the code alone is left
    there = door.recover(code)
    there.change_passphrase("a new one")
    there.close()
    there = door.unlock("a new one")
    assert names(Desk(house, there, TODAY)) == ["Jo"]
    there.close()


# --- loose plans ---


@pytest.fixture
def loose(vault: Vault) -> tuple[Door, Desk]:
    """Return a door and a desk of one vault, in whose folder some sample plans lie in plain."""
    for file in FILES[:3]:
        (vault.folder / file.name).write_bytes(file.read_bytes())
    return Door(vault.folder, Clock()), Desk(house, vault, TODAY)


def held(desk: Desk) -> list[str]:
    """Return the plans that are kept, without the names that they have from their files."""
    plans = (replace(desk.look_at(entry.id).plan, title="") for entry in desk.plans())
    return sorted(map(write_plan, plans))


SAMPLES = sorted(write_plan(person(file.stem)) for file in FILES[:3])


def test_loose_plans_are_taken_in_whole_and_are_then_gone(loose: tuple[Door, Desk]) -> None:
    door, desk = loose
    before = begun(desk)
    files = door.loose_plans()
    assert [file.name for file in files] == [file.name for file in FILES[:3]]
    assert desk.move_in(files) == []
    assert door.loose_plans() == ()
    assert not any(file.exists() for file in files)
    desk.delete(before)
    assert held(desk) == SAMPLES
    assert set(titles(desk).values()) == {file.stem for file in files}
    texts = "".join(desk.read(entry.id).text for entry in desk.plans())
    remarks = [line for file in FILES[:3] for line in file.read_text().splitlines() if "#" in line]
    assert remarks
    assert all(remark in texts for remark in remarks), "what stands beside the answers stays too"


def test_loose_files_that_are_no_plans_stay_and_are_named(loose: tuple[Door, Desk]) -> None:
    door, desk = loose
    assert door.folder is not None
    # Written anew, each of these quotes takes two characters.
    edit = "[[edit]]\ndocument = 'script_1min'\ntext = '{}'\n".format('"' * 99_000)
    bad = {
        "a-broken.toml": b"format = 1\n[meeting]\nminutes = 'many'\n",
        "b-newer.toml": b"format = 2",
        "c-bytes.toml": b"\xff\xfe",
        "d-big.toml": f"format = 1\n{edit * 6}".encode(),
        "z-last.toml": b"[",
    }
    for name, content in bad.items():
        (door.folder / name).write_bytes(content)
    problems = desk.move_in(door.loose_plans())
    assert len(problems) == len(bad)
    for name, problem in zip(bad, problems, strict=True):
        assert name in problem
        assert (door.folder / name).read_bytes() == bad[name]
    assert [path.name for path in door.loose_plans()] == list(bad)
    assert held(desk) == SAMPLES


@pytest.mark.skipif(os.name != "posix", reason="links need a right on other systems")
def test_links_folders_and_other_files_are_left_alone(
    loose: tuple[Door, Desk], tmp_path: Path
) -> None:
    door, desk = loose
    assert door.folder is not None
    (tmp_path / "mine.toml").write_text("format = 1")
    (door.folder / "link.toml").symlink_to(tmp_path / "mine.toml")
    (door.folder / "nowhere.toml").symlink_to(tmp_path / "none.toml")
    (door.folder / "folder.toml").mkdir()
    (door.folder / "notes.txt").write_text("format = 1")
    left = {"link.toml", "nowhere.toml", "folder.toml", "notes.txt"}
    assert desk.move_in(door.loose_plans()) == []
    assert left < {path.name for path in door.folder.iterdir()}
    assert (tmp_path / "mine.toml").read_text() == "format = 1"
    assert held(desk) == SAMPLES


def test_a_loose_plan_that_is_not_safe_yet_is_not_deleted(
    loose: tuple[Door, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    door, desk = loose
    files = door.loose_plans()
    create = Vault.create

    def full(vault: Vault, text: str, *rest: str) -> str:
        if desk.count():
            raise VaultError("The disk is full.")
        return create(vault, text, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "create", full)
        with pytest.raises(VaultError, match="full"):
            desk.move_in(files)
    assert [file.exists() for file in files] == [False, True, True]
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "read_text", lambda *_: "another text")
        desk.move_in(files[1:2])
    assert files[1].exists()


def test_a_loose_plan_that_cannot_be_deleted_is_named(
    loose: tuple[Door, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    door, desk = loose

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    problems = desk.move_in(door.loose_plans())
    wanted = "was taken in, but could not be deleted: permission denied."
    assert problems == [f"{file.name} {wanted}" for file in FILES[:3]]
    assert held(desk) == SAMPLES
