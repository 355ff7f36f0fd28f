"""Before the plans are open: the first run, the passphrase, the recovery code, a backup, a lock."""

import asyncio
import os
import shutil
from pathlib import Path
from threading import Event

import pytest

from discloser.model.plan import Meeting, Plan
from discloser.session.door import Door
from discloser.session.trail import Spot
from discloser.settings.settings import Settings
from discloser.tui.idle import WARNING, Idle
from discloser.tui.messages import DoorOpened
from discloser.tui.office import Office
from discloser.tui.screens.care import Care
from discloser.tui.screens.compare import MOMENT, Compare
from discloser.tui.screens.dialogs import Ask
from discloser.tui.screens.front import Front
from discloser.tui.screens.hidden import Hidden
from discloser.tui.screens.history import History
from discloser.tui.screens.home import Home
from discloser.tui.screens.lock_warning import LockWarning
from discloser.tui.screens.recovery_code import RecoveryCode
from discloser.tui.screens.step import StepScreen
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - as above
from ..people import FILES  # noqa: TID252 - tests are no package
from ..plans import TODAY, plan  # noqa: TID252 - as above
from ..vaults import PASSPHRASE, kept, put, vault_in  # noqa: TID252 - as above
from .hands import Hands, closed_office, office, unmade_office, walk

pytestmark = pytest.mark.usefixtures("quick_seal")

DANA = Plan(format=1, meeting=Meeting(name="Dana"))

GOOD = "walnut ferry Tuesday lamp"


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


async def waited(hands: Hands, kind: type[object]) -> None:
    """Wait for a screen that comes when a thread is done."""
    await hands.until(lambda: isinstance(hands.screen, kind) and bool(hands.screen.focused))
    await hands.rest()


# --- the first run ---


def test_a_first_run_seals_plans_with_a_passphrase_and_gives_a_code(tmp_path: Path) -> None:
    codes: list[str] = []

    async def way(hands: Hands) -> None:
        assert isinstance(hands.screen, Front)
        assert "Where should your plans be kept?" in hands.text()
        await hands.type("walnut")
        assert "easy to guess" in hands.text()
        await hands.type(GOOD.removeprefix("walnut"))
        assert "This passphrase is strong." in hands.text()
        assert GOOD not in hands.text()
        await hands.press("enter")
        await hands.type("something else")
        await hands.press("enter")
        assert "are not the same" in hands.text()
        await hands.press("ctrl+r")
        assert GOOD in hands.text()
        await hands.press("tab", "tab")
        await hands.point("keep")
        await hands.press("enter")
        await waited(hands, RecoveryCode)
        lines = [line.strip() for line in hands.grid()]
        codes.extend(line for line in lines if line.count("-") == 3 and len(line) == 23)
        await hands.press("enter")
        assert "Is it written down?" in hands.text()
        await hands.press("down", "enter")
        await waited(hands, Home)
        await hands.press("enter", "space")
        await hands.press("ctrl+q")

    there = unmade_office(tmp_path)
    walk(there, way)
    there.close()
    assert files(tmp_path) == {"plans/identity.age", "plans/recovery.age", "plans/vault.db"}
    assert len(codes) == 2
    vault = Vault.recover(tmp_path / "plans", "-".join(codes), Clock())
    assert vault.count() == 1
    vault.close()
    vault_in(tmp_path / "plans", GOOD).close()


def test_a_pasted_passphrase_keeps_its_spaces(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.paste("two  spaces and more\n")
        await hands.press("enter")
        await hands.paste("two  spaces and more\n")
        await hands.press("enter")
        await waited(hands, RecoveryCode)

    walk(unmade_office(tmp_path), way)
    vault_in(tmp_path / "plans", "two  spaces and more").close()


def test_a_short_passphrase_and_none_are_used_after_a_question_only(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.press("ctrl+r")
        await hands.type("abc")
        await hands.press("enter")
        assert "This passphrase is easy to guess" in hands.text()
        await hands.press("enter")
        assert not Vault.exists(tmp_path / "plans")
        await hands.point("plain")
        await hands.press("enter")
        assert "the key lies beside" in hands.text()
        await hands.press("escape")
        assert not Vault.exists(tmp_path / "plans")
        await hands.press("enter", "down", "enter")
        await waited(hands, RecoveryCode)

    walk(unmade_office(tmp_path), way)
    assert Door(tmp_path / "plans", Clock()).state == "open"


def test_this_time_only_writes_nothing(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.point("once")
        await hands.press("enter")
        await waited(hands, Home)
        assert "Nothing is kept" in hands.text()
        await hands.press("enter", "space")
        assert isinstance(hands.screen, StepScreen)
        assert "Nothing is kept" in hands.text()
        await hands.press("ctrl+k")
        assert isinstance(hands.screen, Hidden), "a lock would lose it"
        await hands.press("ctrl+l")
        assert hands.sitting.plan.why.reasons
        await hands.press("escape")
        assert isinstance(hands.screen, Home)
        assert hands.rows.row
        assert hands.rows.row.label == "Plan of 21 November 2026", "it is there until one quits"
        await hands.press("enter")
        assert hands.sitting.plan.why.reasons
        await hands.press("ctrl+q")
        assert "Quit? Your answers" in hands.text()
        await hands.press("enter")
        assert hands.app.return_code is None
        await hands.press("ctrl+q", "down", "enter")
        assert hands.app.return_code == 0

    there = unmade_office(tmp_path)
    walk(there, way)
    there.close()
    assert files(tmp_path) == set()


# --- opening ---


def test_a_wrong_passphrase_is_said_and_can_be_mended(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.type("nothing")
        await hands.press("enter")
        await hands.until(lambda: "not the passphrase" in hands.text())
        assert isinstance(hands.screen, Front)
        await hands.type(PASSPHRASE)
        await hands.press("enter")
        await waited(hands, Home)

    walk(closed_office(tmp_path), way)


def test_the_recovery_code_opens_and_a_new_passphrase_is_chosen(tmp_path: Path) -> None:
    vault = vault_in(tmp_path / "plans", PASSPHRASE)
    code = vault.new_recovery_code()
    vault.close()

    async def way(hands: Hands) -> None:
        await hands.point("code")
        await hands.press("enter")
        await hands.paste(code.lower().replace("-", " "))
        await hands.press("enter")
        await hands.until(lambda: "Choose a passphrase" in hands.text())
        await hands.type(GOOD)
        await hands.press("enter")
        await hands.type(GOOD)
        await hands.press("enter")
        await waited(hands, Home)

    walk(closed_office(tmp_path), way)
    vault_in(tmp_path / "plans", GOOD).close()


def test_a_missing_key_is_said_and_a_backup_brings_all_back(tmp_path: Path) -> None:
    vault = vault_in(tmp_path / "plans", PASSPHRASE)
    put_in = vault.create("format = 1\n", TODAY, "Mine")
    backup = tmp_path / "mine.backup"
    vault.backup(backup)
    vault.close()
    for key in (tmp_path / "plans").glob("*.age"):
        key.unlink()

    async def way(hands: Hands) -> None:
        assert "their key file is missing" in hands.text()
        await hands.press("enter")
        await hands.type(str(backup))
        await hands.press("enter")
        await hands.type(PASSPHRASE)
        assert PASSPHRASE not in hands.text()
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.screen, Home) or "damaged" in hands.text())

    there = unmade_office(tmp_path)
    walk(there, way)
    there.close()
    vault = vault_in(tmp_path / "plans", PASSPHRASE)
    assert vault.stamp(put_in)
    vault.close()


def test_a_damaged_vault_without_passphrase_says_so(tmp_path: Path) -> None:
    there = office(tmp_path)
    (tmp_path / "plans" / "vault.db").write_bytes(b"Dear diary" * 1_000)

    async def way(hands: Hands) -> None:
        assert isinstance(hands.screen, Front)
        assert "vault.db is not a vault" in hands.text()

    walk(there, way)


def test_plain_plans_are_moved_in_after_a_question(tmp_path: Path) -> None:
    there = office(tmp_path)
    shutil.copy(
        next(file for file in FILES if file.stem == "maya"),
        tmp_path / "plans" / "plan-2026-11-01.toml",
    )
    (tmp_path / "plans" / "broken.toml").write_text("format = 1\n[meeting\n")

    async def way(hands: Hands) -> None:
        assert "There are 2 plans in plain files" in hands.text()
        await hands.press("down", "enter")
        await hands.until(lambda: "broken.toml" in hands.told())

    walk(there, way, (120, 36))
    there.close()
    left = {path.name for path in (tmp_path / "plans").glob("*.toml")}
    assert left == {"broken.toml"}
    assert [each.person.name for each in kept(tmp_path / "plans")] == ["Maya Lind"]


# --- locking ---


def test_locking_saves_what_was_just_typed_and_names_the_plan(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.press("enter", "6")
        await hands.point("name")
        await hands.press("enter")
        for character in "Dana":
            hands.send_key(character)
        hands.send_key("ctrl+k")
        await hands.rest()

    there = office(tmp_path)
    app = walk(there, way)
    there.close()
    assert app.locked_on == "plan-2026-11-21"
    assert [each.meeting.name for each in kept(tmp_path / "plans")] == ["Dana"]


def test_after_a_lock_nothing_opens_by_itself_and_enter_leads_back(tmp_path: Path) -> None:
    name = put(tmp_path / "plans", DANA)

    async def way(hands: Hands) -> None:
        assert isinstance(hands.screen, Front)
        assert "Enter opens them" in hands.text()
        await hands.press("enter")
        await waited(hands, StepScreen)
        assert hands.sitting.plan.meeting.name == "Dana"

    walk(office(tmp_path), way, first=name, locked=True)


def test_nobody_there_warns_then_locks_and_any_key_goes_on(tmp_path: Path) -> None:
    clock = Clock()

    async def way(hands: Hands) -> None:
        await hands.press("enter", "space")
        clock.now += 600 - WARNING + 1
        hands.app.look_at_the_clock()
        await hands.rest()
        assert isinstance(hands.screen, LockWarning)
        assert "lock in 19 seconds" in hands.text()
        await hands.press("space")
        assert isinstance(hands.screen, StepScreen)
        assert len(hands.sitting.plan.why.reasons) == 1, "the key did nothing else"
        clock.now += WARNING + 5
        hands.app.look_at_the_clock()
        await hands.rest()
        assert hands.app.locked_on is None
        clock.now += 600
        hands.app.look_at_the_clock()
        await hands.rest()

    app = walk(office(tmp_path), way, idle=Idle(clock))
    assert app.locked_on == "plan-2026-11-21"


def test_nothing_locks_where_the_settings_say_never(tmp_path: Path) -> None:
    clock = Clock()

    async def way(hands: Hands) -> None:
        clock.now += 100_000
        hands.app.look_at_the_clock()
        await hands.rest()
        assert isinstance(hands.screen, Home)

    app = walk(office(tmp_path, Settings(lock_after="never")), way, idle=Idle(clock))
    assert app.locked_on is None


@pytest.mark.skipif(os.name != "posix", reason="needs modes of POSIX systems")
def test_what_cannot_be_saved_is_covered_instead_of_locked(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        (tmp_path / "plans").rename(tmp_path / "away")
        hands.sitting.answer("meeting.name", "Dana")
        await hands.press("ctrl+k")
        assert isinstance(hands.screen, Hidden)
        assert hands.told() == "", "the cover gives nothing away"
        await hands.press("ctrl+l")
        assert "It was covered and not locked" in hands.told()
        assert hands.app.is_running

    app = walk(office(tmp_path), way)
    assert app.locked_on is None


# --- earlier versions, two windows, care ---


def test_an_earlier_version_is_looked_at_and_gone_back_to(tmp_path: Path) -> None:
    name = put(tmp_path / "plans", DANA)
    vault = vault_in(tmp_path / "plans")
    vault.save(name, 'format = 1\n[meeting]\nname = "Robin"\n', "", vault.stamp(name))
    vault.close()

    async def way(hands: Hands) -> None:
        await hands.press("h")
        assert isinstance(hands.screen, History)
        assert "Their name: at that time “Dana”, today “Robin”" in hands.text()
        await hands.press("enter", "down", "enter")
        assert isinstance(hands.screen, Home)
        assert hands.app.office.desk.look_at(name).plan.meeting.name == "Dana"
        assert len(hands.app.office.desk.history(name)) == 2

    walk(office(tmp_path), way)


def test_a_plan_that_was_changed_in_another_window_is_kept_twice_and_shown(tmp_path: Path) -> None:
    name = put(tmp_path / "plans", DANA)

    async def way(hands: Hands) -> None:
        await hands.press("enter", "6")
        await hands.rest()
        vault = vault_in(tmp_path / "plans")
        vault.save(name, 'format = 1\n[meeting]\nname = "Robin"\n', "", vault.stamp(name))
        vault.close()
        await hands.point("tone")
        await hands.press("right")
        await waited(hands, Compare)
        assert "Their name: here “Dana”, there “Robin”" in hands.text()
        await hands.press("enter")
        assert isinstance(hands.screen, Compare), "that key was meant for the row"
        await asyncio.sleep(MOMENT)
        await hands.press("enter")
        assert isinstance(hands.screen, StepScreen)

    there = office(tmp_path)
    walk(there, way)
    there.close()
    plans = {each.meeting.name: each.title for each in kept(tmp_path / "plans")}
    assert plans == {"Dana": "Plan of 21 November 2026 (second window)", "Robin": ""}


def test_the_vault_is_cared_for_from_the_settings(tmp_path: Path) -> None:
    put(tmp_path / "plans", plan())

    async def way(hands: Hands) -> None:
        vault = hands.app.office.vault
        assert vault is not None
        await hands.push(Care(hands.app.office, vault))
        await hands.point("check")
        await hands.press("enter")
        await hands.until(lambda: "All plans are in order." in hands.text())
        await hands.point("passphrase")
        await hands.press("enter", "ctrl+r")
        await hands.type(GOOD)
        await hands.press("enter")
        await hands.until(lambda: "the new passphrase opens your plans" in hands.text())
        await hands.point("backup")
        await hands.press("enter", *["backspace"] * 200)
        await hands.type(str(tmp_path / "b"))
        await hands.press("enter")
        await hands.until(lambda: "Keep b apart" in hands.text())
        await hands.point("code")
        await hands.press("enter", "down", "enter")
        await waited(hands, RecoveryCode)

    there = office(tmp_path)
    walk(there, way)
    there.close()
    Vault.from_backup(tmp_path / "other", tmp_path / "b", GOOD, Clock()).close()
    vault_in(tmp_path / "plans", GOOD).close()


def test_many_plans_show_the_first_and_find_the_rest(tmp_path: Path) -> None:
    vault = vault_in(tmp_path / "plans")
    for number in range(120):
        vault.create("format = 1\n", TODAY, f"Client {number:03}")
    vault.close()

    async def way(hands: Hands) -> None:
        shown = [row.label for row in hands.rows.rows if row.id.startswith("plan ")]
        assert shown[0] == "Client 119"
        assert len(shown) == 50
        assert "70 more" in "\n".join(row.label for row in hands.rows.rows)
        await hands.press("slash")
        await hands.type("client 007")
        assert [row.label for row in hands.rows.rows[:2]] == ["Your plans", "Client 007"]
        await hands.press("enter", "enter")
        assert isinstance(hands.screen, StepScreen)
        assert hands.sitting.plan == Plan(format=1)

    walk(office(tmp_path), way)


# --- while something takes a while ---


def slowly(monkeypatch: pytest.MonkeyPatch, there: Office) -> Event:
    """Have the door open only when the event that is returned is set."""
    go_on = Event()
    enter = there.door.enter

    def wait(secret: str) -> Vault:
        go_on.wait(10)
        return enter(secret)

    monkeypatch.setattr(there.door, "enter", wait)
    return go_on


def test_nothing_lifts_the_cover_but_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = closed_office(tmp_path)
    go_on = slowly(monkeypatch, there)

    async def way(hands: Hands) -> None:
        await hands.type(PASSPHRASE)
        await hands.press("enter")
        assert "Opening." in hands.text()
        await hands.press("ctrl+l")
        go_on.set()
        await hands.until(lambda: there.vault is not None)
        await hands.rest()
        assert isinstance(hands.screen, Hidden)
        await hands.press("ctrl+l")
        assert isinstance(hands.screen, Home)

    walk(there, way)


def test_a_lock_that_is_asked_for_while_plans_are_opened_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = closed_office(tmp_path)
    go_on = slowly(monkeypatch, there)

    async def way(hands: Hands) -> None:
        await hands.type(PASSPHRASE)
        await hands.press("enter", "ctrl+k")
        go_on.set()
        await hands.until(lambda: hands.app.locked_on is not None)

    assert walk(there, way).locked_on == ""


def test_a_typed_secret_is_never_copied(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.type(PASSPHRASE)
        await hands.press("home", "shift+end", "ctrl+c", "ctrl+x")
        assert hands.app.clipboard == ""
        await hands.push(Ask("The passphrase of that time", "", "", secret=True))
        await hands.type("another one")
        await hands.press("home", "shift+end", "ctrl+c", "ctrl+x")
        assert hands.app.clipboard == ""

    walk(closed_office(tmp_path), way)


def test_what_goes_wrong_while_saving_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise MemoryError

    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        monkeypatch.setattr(Vault, "save", break_down)
        hands.sitting.answer("meeting.name", "Dana")
        await hands.press("2")
        assert "NOT SAVED" in hands.grid()[0]
        assert "MemoryError" in hands.told()
        monkeypatch.undo()
        await hands.press("3")
        assert "All saved" in hands.grid()[0]

    walk(office(tmp_path), way)


def test_what_comes_while_the_rest_is_written_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = office(tmp_path)
    keep = there.keeper.keep
    came: list[bool] = []

    def keep_then_type() -> bool:
        done = keep()
        if there.keeper.sitting and not came:
            came.append(True)
            there.keeper.sitting.spot = Spot("meeting", "name", "Da")
        return done

    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        hands.sitting.answer("meeting.name", "D")
        await hands.press("down")
        await hands.until(lambda: hands.sitting.settled)
        monkeypatch.setattr(there.keeper, "keep", keep_then_type)
        hands.step.keep()
        assert came
        assert not hands.sitting.settled
        await hands.until(lambda: hands.sitting.settled)

    walk(there, way)


def test_a_second_way_in_opens_nothing_twice(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        there = hands.app.office
        for _ in range(2):
            hands.app.post_message(DoorOpened(there.door.enter(PASSPHRASE)))
        await waited(hands, Home)
        assert [type(each) for each in hands.app.screen_stack] == [Front, Home]
        assert there.desk.count() == 0

    there = closed_office(tmp_path)
    walk(there, way)
    there.close()


def test_a_half_typed_line_is_there_at_every_return(tmp_path: Path) -> None:
    async def first(hands: Hands) -> None:
        await hands.press("enter", "space", "6")
        await hands.point("date")
        await hands.press("enter")
        await hands.type("3 De")

    async def again(hands: Hands) -> None:
        await hands.press("enter")
        await hands.settle()
        assert hands.step.editor.line.value == "3 De"

    for way in (first, again, again):
        there = office(tmp_path)
        walk(there, way)
        there.close()
