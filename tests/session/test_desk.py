"""The plans in a real vault: begun, gone on with, copied, named, deleted; and the samples."""

from pathlib import Path
from typing import Any

import pytest

from discloser.errors import AnswerError, DiscloserError, PlanError
from discloser.model.plan import MOST_SHORT
from discloser.planfile.read import PlanText, parse_plan, read_plan_text
from discloser.session.desk import Desk, save_plan_copy, title_of
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - as above
from ..people import FILES, NAMES, house  # noqa: TID252 - tests are no package
from ..people import plan as person  # noqa: TID252 - as above
from ..plans import TODAY, plan  # noqa: TID252 - as above
from .keeping import begun, names, titles

BROKEN = "format = 1\n[meeting]\nminutes = 'many'\n"


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return Desk(house, vault, TODAY)


def test_a_plan_is_there_from_its_first_answer_on(desk: Desk) -> None:
    sitting = desk.start()
    sitting.keep()
    assert desk.plans() == ()
    for name in ("Jo", "Jordan"):
        sitting.answer("meeting.name", name)
        sitting.keep()
        (entry,) = desk.plans()
        assert entry.id == sitting.plan_id == "plan-2026-11-21"
        assert parse_plan(desk.read(entry.id)) == sitting.plan
    assert title_of(entry) == "Plan of 21 November 2026"
    assert desk.count() == 1


def test_a_plan_is_gone_on_with_where_it_was_left(desk: Desk) -> None:
    plan_id = begun(desk)
    sitting = desk.resume(plan_id)
    assert sitting.plan.meeting.name == "Jo"
    assert sitting.kept
    sitting.toggle("ask", "later_start")
    assert not sitting.kept
    sitting.keep()
    assert desk.resume(plan_id).plan == sitting.plan


def test_two_plans_begun_at_once_do_not_meet(desk: Desk) -> None:
    sittings = [desk.start(), desk.start()]
    for sitting, name in zip(sittings, ("Jo", "Sam"), strict=True):
        sitting.answer("meeting.name", name)
        assert sitting.keep() == ""
    assert sittings[0].plan_id != sittings[1].plan_id
    assert names(desk) == ["Jo", "Sam"]


def test_the_plan_changed_last_is_in_front_and_lists_come_in_parts(desk: Desk) -> None:
    made = [begun(desk, name) for name in ("Jo", "Sam", "Kim")]
    sitting = desk.resume(made[0])
    sitting.answer("meeting.name", "Jordan")
    sitting.keep()
    wanted = [made[0], made[2], made[1]]
    assert [entry.id for entry in desk.plans()] == wanted
    assert [entry.id for part in range(3) for entry in desk.plans(1, part)] == wanted


@pytest.mark.parametrize("file", FILES[:3], ids=lambda file: file.stem)
def test_a_plan_file_is_copied_in_and_stays_as_it_is(desk: Desk, file: Path) -> None:
    before = file.read_bytes()
    sitting = desk.bring_in(read_plan_text(file))
    assert sitting.plan == person(file.stem)
    assert [parse_plan(desk.read(entry.id)) for entry in desk.plans()] == [sitting.plan]
    sitting.answer("meeting.name", "Someone else")
    sitting.keep()
    assert names(desk) == ["Someone else"]
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["format = 2", "format = 1\n[why]\nreasons = ['no_such']", "format = 1\npack = 'no_such'", "["],
)
def test_a_file_that_is_no_plan_leaves_nothing_behind(desk: Desk, text: str) -> None:
    with pytest.raises(PlanError, match="other"):
        desk.bring_in(PlanText(text, "other.toml"))
    assert desk.plans() == ()


def test_a_copy_is_a_plan_of_its_own(desk: Desk) -> None:
    plan_id = begun(desk)
    desk.rename(plan_id, "My talk [x]")
    copy = desk.duplicate(plan_id)
    assert titles(desk) == {plan_id: "My talk [x]", copy: "My talk [x] (copy)"}
    sitting = desk.resume(copy)
    assert sitting.plan.title == "My talk [x] (copy)"
    sitting.answer("meeting.name", "Sam")
    sitting.keep()
    assert desk.resume(plan_id).plan.meeting.name == "Jo"


def test_a_copy_without_a_title_is_told_from_the_first(desk: Desk) -> None:
    plan_id = begun(desk)
    desk.duplicate(plan_id)
    assert len(set(titles(desk).values())) == 2


def test_the_copy_of_a_plan_with_the_longest_title_opens(desk: Desk) -> None:
    plan_id = begun(desk)
    desk.rename(plan_id, "x" * MOST_SHORT)
    title = desk.resume(desk.duplicate(plan_id)).plan.title
    assert title.endswith("x (copy)")
    assert len(title) == MOST_SHORT


def test_a_title_can_be_given_and_taken_away_and_no_file_is_called_by_it(
    desk: Desk, vault: Vault
) -> None:
    plan_id = begun(desk)
    desk.rename(plan_id, "  lupus talk\x1b ")
    assert titles(desk) == {plan_id: "lupus talk"}
    assert not [path for path in vault.folder.rglob("*") if "lupus" in path.name]
    with pytest.raises(AnswerError):
        desk.rename(plan_id, "x" * (MOST_SHORT + 1))
    desk.rename(plan_id, " ")
    assert titles(desk) == {plan_id: "Plan of 21 November 2026"}


def test_a_deleted_plan_is_gone_and_no_other(desk: Desk) -> None:
    first, second = begun(desk, "Jo"), begun(desk, "Sam")
    desk.delete(first)
    assert [entry.id for entry in desk.plans()] == [second]
    attempts = (desk.delete, desk.resume, desk.duplicate, desk.read, desk.look_at, desk.history)
    for attempt in attempts:
        with pytest.raises(PlanError):
            attempt(first)


def test_a_plan_that_makes_no_sense_hides_no_other_and_is_not_lost(
    desk: Desk, vault: Vault
) -> None:
    good = begun(desk)
    broken = vault.create(BROKEN, TODAY, "Mine")
    assert titles(desk) == {good: "Plan of 21 November 2026", broken: "Mine"}
    with pytest.raises(PlanError, match="line 3"):
        desk.resume(broken)
    with pytest.raises(PlanError):
        desk.rename(broken, "a name")
    assert desk.read(broken).text == BROKEN
    assert desk.read(desk.duplicate(broken)).text == BROKEN
    assert desk.resume(good).plan.meeting.name == "Jo"


def test_a_damaged_plan_is_listed_with_the_reason_and_hides_no_other(
    desk: Desk, vault: Vault
) -> None:
    first, second = begun(desk, "Jo"), begun(desk, "Sam")
    file: Any = vault._store  # noqa: SLF001 - as a failing disk would
    file._database.execute("UPDATE plan SET head = x'00', body = x'00' WHERE id = ?", (first,))  # noqa: SLF001
    fresh = Desk(house, Vault.unlock(vault.folder, None, Clock()), TODAY)
    problems = {entry.id: entry.problem for entry in fresh.plans()}
    assert problems[second] == ""
    assert "is damaged" in problems[first]
    for attempt in (fresh.resume, fresh.read, fresh.duplicate):
        with pytest.raises(DiscloserError, match="is damaged"):
            attempt(first)
    assert fresh.resume(second).plan.meeting.name == "Sam"
    fresh.delete(first)
    assert names(fresh) == ["Sam"]
    fresh.close()


def test_an_older_version_is_looked_at_without_a_trace_and_can_be_the_plan_again(
    desk: Desk, clock: Clock
) -> None:
    plan_id = begun(desk, "Jo")
    sitting = desk.resume(plan_id)
    for name in ("Sam", "Kim"):
        clock.now += 1_000
        sitting.answer("meeting.name", name)
        sitting.keep()
    versions = desk.history(plan_id)
    seen = [desk.look_at(plan_id, version.revision) for version in versions]
    assert [each.plan.meeting.name for each in seen] == ["Sam", "Jo"]
    for each in (*seen, desk.look_at(plan_id)):
        assert not each.keeps
        each.answer("meeting.name", "Nobody")
        each.keep()
    assert names(desk) == ["Kim"]
    desk.restore(plan_id, versions[1].revision)
    assert names(desk) == ["Jo"]
    newest = desk.history(plan_id)[0].revision
    assert desk.look_at(plan_id, newest).plan.meeting.name == "Kim"


def test_each_sample_person_can_be_tried_and_nothing_is_kept(desk: Desk) -> None:
    assert [sample.name for sample in desk.samples()] == NAMES
    assert all(len(sample.about) > 20 for sample in desk.samples())
    for name in NAMES:
        sitting = desk.try_sample(name)
        assert sitting.plan == person(name)
        sitting.answer("meeting.name", "Somebody")
        sitting.keep()
        assert sitting.kept
    assert desk.plans() == ()


def test_without_a_vault_plans_can_be_made_and_are_not_kept() -> None:
    desk = Desk(house, None, TODAY)
    assert not desk.keeps
    assert desk.plans() == ()
    assert desk.count() == 0
    for sitting in (desk.start(), desk.bring_in(PlanText("format = 1", "plan.toml"))):
        sitting.answer("meeting.name", "Jo")
        sitting.keep()
        assert sitting.kept
        assert sitting.plan_id is None
    with pytest.raises(PlanError, match="Open your plans first"):
        desk.resume("plan-2026-11-21")
    desk.close()


def test_a_copy_for_another_machine_opens_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "plan.toml"
    save_plan_copy(plan(), file)
    assert desk.bring_in(read_plan_text(file)).plan == plan()
    (tmp_path / "file").write_text("")
    with pytest.raises(DiscloserError, match="Nothing was written"):
        save_plan_copy(plan(), tmp_path / "file" / "plan.toml")
