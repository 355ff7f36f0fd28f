"""Papers of a plan: other wordings, edits by hand, and the way out."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from discloser.cli import main
from discloser.errors import TemplateError
from discloser.export.files import file_names
from discloser.interview.steps import step_of
from discloser.session.book import PAGES
from discloser.session.desk import Desk, save_plan_copy
from discloser.session.drafting import Workshop
from discloser.session.packet import Place
from discloser.session.papers import (
    causes,
    edit_of,
    edited,
    kept_edit,
    news,
    next_wording,
    slots,
    unedited,
    without_edit,
)
from discloser.session.preview import preview
from discloser.session.rows import View
from discloser.session.session import Session
from discloser.session.sitting import Sitting
from discloser.tui.paper_trail import as_text

from ..people import NAMES, house, session  # noqa: TID252 - tests are no package
from ..plans import TODAY, blocks, plan, standard  # noqa: TID252 - as above
from .walking import require_reopens, sitting


def place_in(of: Session, document: str = "email_followup") -> Place:
    place = of.first_fitting([document])
    assert place is not None
    return place


# --- other wordings ---


def replaced(text: str, old: str, new: str) -> set[str]:
    """Return a text with one sentence or more replaced: another slot may say the same."""
    first, *rest = text.split(old)
    texts = {first}
    for part in rest:
        texts = {f"{done}{words}{part}" for done in texts for words in (old, new)}
    return texts - {text}


@pytest.mark.parametrize("name", NAMES)
def test_another_wording_changes_its_sentence_and_is_sound(name: str) -> None:
    """Each wording of each sentence of what is said or written first, and round to the first."""
    own = session(name)
    seen = set()
    with_slots = [place for place in own.places() if slots(own, place)]
    for place in with_slots[::2]:
        before = own.draft(place)
        for slot in slots(own, place):
            at = Sitting(own.plan, own.workshop, TODAY)
            choice = slot
            for _ in range(slot.of):
                at.answer(f"wording.{slot.id}", next_wording(choice))
                choice = next(each for each in slots(at.session, place) if each.id == slot.id)
                after = at.session.draft(place)
                if choice.text != slot.text:
                    assert after.text in replaced(before.text, slot.text, choice.text)
                assert not blocks(after), (place[0].id, slot.id, choice.choice)
                assert after.reveals == before.reveals
                seen.add((slot.id, choice.choice))
            assert (choice.choice, choice.text) == (slot.choice, slot.text)
            require_reopens(at.plan)
    assert seen or not with_slots


# --- edits ---


def with_edit(text: str, **changes: object) -> tuple[Sitting, Place]:
    at = sitting(plan(changes))
    place = place_in(at.session)
    at.replace(edited(at.session, place, text), "edit")
    return at, place


def test_an_edit_is_what_is_read_and_the_draft_is_still_there() -> None:
    at, place = with_edit("Thank you, Jordan.")
    before = sitting(plan()).session.draft(place)
    assert at.session.draft(place).text == "Thank you, Jordan."
    assert unedited(at.session, place) == before
    assert news(at.session, place) == ()
    assert slots(at.session, place) == ()
    require_reopens(at.plan)
    at.replace(without_edit(at.session, place), "edit")
    assert at.plan == plan()
    assert at.session.draft(place) == before


def test_an_edit_outlives_other_answers_and_shows_what_is_new() -> None:
    at, place = with_edit("Thank you, Jordan.")
    at.answer("outcome.review_on", "2027-03-01")
    at.answer("meeting.name", "Robin Sharp")
    assert at.session.draft(place).text == "Thank you, Jordan."
    found = news(at.session, place)
    assert any(line.startswith("+") and "Robin" in line for line in found)
    assert any(line.startswith("-") and "Jordan" in line for line in found)
    again = edited(at.session, place, "Thank you, Robin.")
    at.replace(again, "edit")
    assert news(at.session, place) == found, "typing on does not make the news old"
    at.replace(kept_edit(at.session, place), "edit")
    assert news(at.session, place) == ()
    assert at.session.draft(place).text == "Thank you, Robin."
    require_reopens(at.plan)


def test_there_is_one_edit_for_each_paper_and_reader() -> None:
    at, place = with_edit("One.")
    at.replace(edited(at.session, place, "Two."), "edit")
    other = place_in(at.session, "script_1min")
    at.replace(edited(at.session, other, "Three."), "edit")
    assert [edit.text for edit in at.plan.edit] == ["Two.", "Three."]
    own = edit_of(at.plan, place)
    assert own is not None
    assert own.text == "Two."
    assert at.session.draft(other).text == "Three."


def test_an_edit_is_cleaned_and_its_subject_kept() -> None:
    at = sitting(plan())
    place = place_in(at.session)
    at.replace(edited(at.session, place, "Hi\x1b[31m\u202e Jo", "Next\x07 steps"), "edit")
    document = at.session.draft(place)
    assert (document.text, document.subject) == ("Hi[31m Jo", "Next steps")
    require_reopens(at.plan)


@pytest.mark.parametrize("name", NAMES)
def test_a_private_word_in_an_edit_holds_the_paper_back_and_leads_to_it(name: str) -> None:
    at = Sitting(session(name).plan, standard(), TODAY)
    at.add("boundaries.private_words", "zorbulin")
    place = at.session.places()[0]
    at.replace(edited(at.session, place, "I take zorbulin for it."), "edit")
    document = at.session.draft(place)
    assert document.blocked
    steps = {
        step.id
        for finding in document.findings
        if finding.severity == "block"
        for path in causes(finding)
        if (step := step_of(path))
    }
    assert "papers" in steps
    at.undo()
    assert not blocks(at.session.draft(place), "private_word")


def test_each_cause_of_a_finding_leads_to_a_step() -> None:
    """Answers of every kind with a private word in them: each finding says where it comes from."""
    at = sitting(
        plan(
            {
                "boundaries": {"private_words": ["zorbulin"]},
                "meeting": {"place": "the zorbulin room", "work_topic": "zorbulin"},
                "person": {"name": "Zorbulin Lind"},
                "impact": [{"own_words": "zorbulin slows me down"}],
                "ask": [{"own_words": "a zorbulin break"}],
                "outcome": {"item": []},
            }
        )
    )
    found = set()
    for place in at.session.places():
        for finding in at.session.draft(place).findings:
            if finding.severity == "block":
                paths = causes(finding)
                assert paths, finding.message
                assert all(step_of(path) for path in paths), finding.message
                found |= {step.id for path in paths if (step := step_of(path))}
    assert {"work", "asks"} <= found


# --- the way out ---


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all tests, so that the pack is read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("name", NAMES)
def test_every_front_writes_the_same_papers(
    name: str, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the guided app saves is to the byte what `render` makes of the plan that it saves."""
    at = Desk(house, None, TODAY).try_sample(name)
    file = tmp_path / "plan.toml"
    save_plan_copy(at.plan, file)
    for variable in ("DISCLOSER_PLANS", "DISCLOSER_PACKS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DISCLOSER_CACHE", str(cache))
    monkeypatch.setenv("DISCLOSER_TODAY", TODAY.isoformat())
    ending = "txt" if name == NAMES[0] else "md"
    folder = tmp_path / "papers"
    assert main(["render", str(file), "--to", str(folder), "--format", ending]) == 0
    places = at.session.places()
    names = file_names((spec.id for spec, _ in places), TODAY.isoformat(), ending)
    wanted = {
        name: as_text(at.session, at.session.draft(place, name), ending).encode()
        for name, place in zip(names, places, strict=True)
    }
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == wanted


def test_a_broken_template_holds_back_its_paper_and_no_other() -> None:
    pack = standard().pack
    broken = {**pack.templates, "documents/script_20s.j2": "{{ ''.__class__ }}"}
    workshop = Workshop(replace(pack, templates=broken))
    at = Sitting(plan(), workshop, TODAY)
    place = at.session.first_fitting(["script_20s"])
    assert place is not None
    document = at.session.draft(place)
    assert document.blocked
    assert "__class__" in document.findings[0].message
    assert slots(at.session, place) == ()
    assert list(PAGES["papers"].rows(at, View()))
    assert preview(at.session, "papers").title
    others = [each for each in at.session.places() if each[0].id != "script_20s"]
    assert not [each for each in others if at.session.draft(each).blocked]
    with pytest.raises(TemplateError):
        Session(plan(), workshop, TODAY).draft(place)
