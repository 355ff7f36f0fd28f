"""The plans on a real shelf: begun, gone on with, copied, named, deleted; and the samples."""

from pathlib import Path

import pytest

from discloser.errors import AnswerError, DiscloserError, PlanError
from discloser.planfile.shelf import Shelf
from discloser.session.desk import ELSEWHERE, Desk, save_plan_copy, title_of

from ..people import FILES, NAMES, house  # noqa: TID252 - tests are no package
from ..people import plan as person  # noqa: TID252 - as above
from ..plans import TODAY, plan  # noqa: TID252 - as above


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(house, Shelf(tmp_path / "plans"), TODAY)


def begun(desk: Desk, name: str = "Jo") -> str:
    """Begin a plan with one answer, and return its id."""
    before = {entry.id for entry in desk.plans()}
    sitting = desk.start()
    sitting.answer("meeting.name", name)
    assert sitting.keep() == ""
    (new,) = {entry.id for entry in desk.plans()} - before
    return new


def test_a_plan_is_there_from_its_first_answer_on(desk: Desk) -> None:
    sitting = desk.start()
    sitting.keep()
    assert desk.plans() == ()
    for name in ("Jo", "Jordan"):
        sitting.answer("meeting.name", name)
        sitting.keep()
        (entry,) = desk.plans()
        assert entry.id == "plan-2026-11-21"
        assert entry.plan == sitting.plan
    assert title_of(entry) == "Plan of 21 November 2026"


def test_a_plan_is_gone_on_with_where_it_was_left(desk: Desk) -> None:
    plan_id = begun(desk)
    sitting = desk.resume(plan_id)
    assert sitting.plan.meeting.name == "Jo"
    assert sitting.kept
    sitting.toggle("ask", "later_start")
    assert not sitting.kept
    sitting.keep()
    assert desk.resume(plan_id).plan == sitting.plan


def test_a_second_plan_of_the_same_day_has_a_name_of_its_own(desk: Desk) -> None:
    first, second = begun(desk, "Jo"), begun(desk, "Sam")
    assert first != second
    assert {entry.plan.meeting.name for entry in desk.plans() if entry.plan} == {"Jo", "Sam"}


def test_two_plans_begun_at_once_do_not_meet(desk: Desk) -> None:
    sittings = [desk.start(), desk.start()]
    for sitting, name in zip(sittings, ("Jo", "Sam"), strict=True):
        sitting.answer("meeting.name", name)
        sitting.keep()
    assert {entry.plan.meeting.name for entry in desk.plans() if entry.plan} == {"Jo", "Sam"}


def test_what_another_window_wrote_is_not_written_over(desk: Desk) -> None:
    plan_id = begun(desk)
    here, there = desk.resume(plan_id), desk.resume(plan_id)
    there.answer("meeting.name", "There")
    assert there.keep() == ""
    here.answer("meeting.name", "Here, and longer")
    assert here.keep() == ELSEWHERE
    here.answer("meeting.name", "Here")
    assert here.keep() == ""
    names = {entry.plan.meeting.name for entry in desk.plans() if entry.plan}
    assert names == {"There", "Here"}
    assert desk.resume(plan_id).plan.meeting.name == "There"


@pytest.mark.parametrize("file", FILES[:3], ids=lambda file: file.stem)
def test_a_plan_file_is_copied_in_and_stays_as_it_is(desk: Desk, file: Path) -> None:
    before = file.read_bytes()
    sitting = desk.bring_in(file)
    assert sitting.plan == person(file.stem)
    assert [entry.plan for entry in desk.plans()] == [sitting.plan]
    sitting.answer("meeting.name", "Someone else")
    sitting.keep()
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["format = 2", "format = 1\n[why]\nreasons = ['no_such']", "format = 1\npack = 'no_such'", "["],
)
def test_a_file_that_is_no_plan_leaves_nothing_behind(
    desk: Desk, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "other.toml"
    file.write_text(text)
    for path in (file, tmp_path / "not there.toml", tmp_path):
        with pytest.raises(PlanError):
            desk.bring_in(path)
    assert desk.plans() == ()


def test_a_copy_is_a_plan_of_its_own(desk: Desk) -> None:
    plan_id = begun(desk)
    desk.rename(plan_id, "My talk [x]")
    copy = desk.duplicate(plan_id)
    titles = {entry.id: title_of(entry) for entry in desk.plans()}
    assert titles == {plan_id: "My talk [x]", copy: "My talk [x] (copy)"}
    sitting = desk.resume(copy)
    sitting.answer("meeting.name", "Sam")
    sitting.keep()
    assert desk.resume(plan_id).plan.meeting.name == "Jo"


def test_a_copy_without_a_title_is_told_from_the_first(desk: Desk) -> None:
    plan_id = begun(desk)
    desk.duplicate(plan_id)
    assert len({title_of(entry) for entry in desk.plans()}) == 2


def test_a_title_can_be_given_and_taken_away_and_no_file_is_called_by_it(desk: Desk) -> None:
    plan_id = begun(desk)
    desk.rename(plan_id, "  lupus talk\x1b ")
    assert [title_of(entry) for entry in desk.plans()] == ["lupus talk"]
    assert desk.folder is not None
    assert not [path for path in desk.folder.iterdir() if "lupus" in path.name]
    with pytest.raises(AnswerError):
        desk.rename(plan_id, "x" * 1001)
    desk.rename(plan_id, " ")
    assert [title_of(entry) for entry in desk.plans()] == ["Plan of 21 November 2026"]


def test_a_deleted_plan_is_gone_and_no_other(desk: Desk) -> None:
    first, second = begun(desk, "Jo"), begun(desk, "Sam")
    desk.delete(first)
    assert [entry.id for entry in desk.plans()] == [second]
    for attempt in (desk.delete, desk.resume, desk.duplicate):
        with pytest.raises(PlanError):
            attempt(first)


def test_a_plan_that_cannot_be_read_is_listed_with_the_reason(desk: Desk) -> None:
    plan_id = begun(desk)
    assert desk.folder is not None
    (desk.folder / f"{plan_id}.toml").write_text("format = 1\n[meeting]\nminutes = 'many'\n")
    (entry,) = desk.plans()
    assert entry.plan is None
    assert "line 3" in entry.problem
    with pytest.raises(PlanError):
        desk.rename(plan_id, "a name")


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


def test_without_a_folder_plans_can_be_made_and_are_not_kept() -> None:
    desk = Desk(house, None, TODAY)
    assert desk.folder is None
    assert desk.plans() == ()
    sitting = desk.start()
    sitting.answer("meeting.name", "Jo")
    sitting.keep()
    assert sitting.kept
    with pytest.raises(PlanError, match="DISCLOSER_PLANS"):
        desk.resume("plan-2026-11-21")


def test_a_copy_for_another_machine_opens_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "plan.toml"
    save_plan_copy(plan(), file)
    assert desk.bring_in(file).plan == plan()
    (tmp_path / "file").write_text("")
    with pytest.raises(DiscloserError, match="Nothing was written"):
        save_plan_copy(plan(), tmp_path / "file" / "plan.toml")
