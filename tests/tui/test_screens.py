"""The app as a person meets it: by keys, by mouse, and with everything that goes wrong."""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.binding import Binding
from textual.widgets import Input, TextArea

from discloser.model.plan import Plan
from discloser.session.book import PAGES
from discloser.session.preview import place_of
from discloser.settings.file import load
from discloser.settings.settings import Settings
from discloser.text.clean import first_forbidden
from discloser.tui.app import DiscloserApp
from discloser.tui.frame import Frame
from discloser.tui.keys import key_ids
from discloser.tui.screens.dialogs import Ask, Pick
from discloser.tui.screens.editing import Editing
from discloser.tui.screens.hidden import Hidden
from discloser.tui.screens.home import Home
from discloser.tui.screens.page import PageScreen
from discloser.tui.screens.preferences import Preferences
from discloser.tui.screens.reading import Reading
from discloser.tui.screens.step import StepScreen
from discloser.tui.screens.steps_map import StepsMap
from discloser.tui.widgets.row_list import RowList

from ..plans import plan  # noqa: TID252 - tests are no package
from ..vaults import kept, put  # noqa: TID252 - as above
from .hands import Hands, office, walk

BIG = (160, 120)
"""A terminal on which a whole page fits."""


def on_disk(folder: Path) -> list[Plan]:
    """Return the plans that are kept."""
    return kept(folder / "plans")


def put_plan(folder: Path, of: Plan | str, day: int = 20) -> None:
    """Put a plan, or what is none, where the app finds it."""
    put(folder / "plans", of, datetime.date(2026, 11, day))


async def to_reading(hands: Hands, paper: str = "script_1min/manager") -> None:
    place = place_of(hands.sitting.session, paper)
    assert place is not None
    await hands.push(Reading(hands.app.office, hands.sitting, place))


# --- the way to a script ---


def test_five_questions_by_keys_alone(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.press("down", "enter")
        assert "Question 1 of 5" in hands.text()
        await hands.press("space", "ctrl+n")
        assert "Question 2 of 5" in hands.text()
        await hands.press("space", "ctrl+n")
        assert "Question 3 of 5" in hands.text()
        await hands.press("space", "ctrl+n", "right", "ctrl+n")
        assert "Question 5 of 5" in hands.text()
        await hands.press("enter")
        await hands.type("lupus")
        await hands.press("enter", "ctrl+n")
        assert "Ready" in hands.text()
        await hands.press("enter")
        assert isinstance(hands.screen, Reading)
        assert "I would like to ask for" in hands.text()
        await hands.press("escape", "escape")
        assert isinstance(hands.screen, Home)

    walk(office(tmp_path), way)
    (kept,) = on_disk(tmp_path)
    assert kept.choice.decision == "tell_now"
    assert (len(kept.impact), len(kept.ask)) == (1, 1)
    assert kept.meeting.audience == "manager"
    assert kept.boundaries.private_words == ("lupus",)


def test_five_questions_by_mouse_alone(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.click_on("The shortest path")
        await hands.click_on("I will tell the effect")
        await hands.click_on("Next")
        await hands.click_on("[ ]")
        await hands.click_on("Next")
        await hands.click_on("[ ]")
        await hands.click_on("Next")
        await hands.click_on("Who you talk to")
        assert isinstance(hands.screen, Pick)
        await hands.click_on("your manager")
        await hands.click_on("Next")
        await hands.click_on("Next")
        assert "Ready" in hands.text()
        await hands.click_on("What to say in 20 seconds")
        assert isinstance(hands.screen, Reading)
        await hands.click_on("Back")
        await hands.click_on("Go on with all nine steps")
        assert "Step 1 of 9" in hands.text()
        await hands.click_on(" 4", before=-1)
        assert "Step 4 of 9" in hands.text()

    walk(office(tmp_path), way)
    (kept,) = on_disk(tmp_path)
    assert kept.choice.decision == "tell_partly"
    assert (len(kept.impact), len(kept.ask)) == (1, 1)


def test_a_click_on_a_mark_ticks_and_a_click_on_the_words_folds(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_sample("maya", "asks")
        (ask, *_) = hands.sitting.plan.ask
        labels = {row.id: row.label for row in hands.rows.rows}
        label, opened = labels[f"ask {ask.id}"], labels[f"ask {ask.id} say"]
        assert opened in hands.text()
        await hands.click_on(label)
        shut = hands.text().count(opened)
        await hands.click_on(label)
        assert hands.text().count(opened) > shut
        await hands.click_on("[x]")
        assert ask.id not in [each.id for each in hands.sitting.plan.ask]
        await hands.press("ctrl+z")
        assert ask in hands.sitting.plan.ask

    walk(office(tmp_path), way, (100, 40))


# --- typing, and taking back ---


def test_answers_are_taken_back_and_given_again_also_while_typing(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        await hands.point("name")
        await hands.press("enter")
        await hands.type("Jordan")
        line = hands.screen.query_one("#editor-line", Input)
        assert hands.sitting.plan.meeting.name == line.value == "Jordan"
        await hands.press("ctrl+z")
        assert hands.sitting.plan.meeting.name == line.value == ""
        await hands.press("ctrl+y")
        assert hands.sitting.plan.meeting.name == line.value == "Jordan"
        await hands.press("escape")
        assert hands.rows.has_focus
        assert hands.sitting.plan.meeting.name == "Jordan"

    walk(office(tmp_path), way)
    assert [kept.meeting.name for kept in on_disk(tmp_path)] == ["Jordan"]


def test_taking_back_goes_to_where_the_answer_was_given(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("choice")
        await hands.press("space")
        await hands.press("6", "ctrl+z")
        assert hands.step.page.id == "choice"
        assert hands.sitting.plan.choice.decision is None
        await hands.press("8", "ctrl+y")
        assert hands.step.page.id == "choice"

    walk(office(tmp_path), way)


def test_what_cannot_be_read_is_said_and_not_kept(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        await hands.point("date")
        await hands.press("enter")
        await hands.type("1/12/2026")
        await hands.press("enter")
        assert "is not a day" in hands.text()
        assert hands.sitting.plan.meeting.date is None
        await hands.press("escape")
        assert "It was not kept" in hands.told()
        assert hands.rows.has_focus

    walk(office(tmp_path), way)


def test_an_entry_that_is_given_again_while_typing_stays(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("work")
        await hands.point("add own")
        await hands.press("enter")
        await hands.type("fumes")
        await hands.press("ctrl+z", "ctrl+y", "enter")
        assert [entry.own_words for entry in hands.sitting.plan.impact] == ["fumes"]

    walk(office(tmp_path), way)


def test_the_entry_that_is_typed_into_may_be_taken_back(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("asks")
        for name in ("later_start", "appt_time"):
            hands.sitting.toggle("ask", name)
        await hands.press("4")
        await hands.point("ask appt_time helps")
        await hands.press("enter", "ctrl+z", "ctrl+z")
        await hands.type("x")

    walk(office(tmp_path), way)


def test_what_is_typed_stays_with_its_entry_when_another_comes_back(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("asks")
        for name in ("later_start", "appt_time", "later_start"):
            hands.sitting.toggle("ask", name)
        await hands.press("4")
        await hands.point("ask appt_time helps")
        await hands.press("enter", "ctrl+z")
        await hands.type("x")
        helped = {ask.id: ask.helps for ask in hands.sitting.plan.ask}
        assert helped["later_start"] == ""

    walk(office(tmp_path), way)


def test_the_text_beside_follows_in_the_turn_in_which_a_letter_is_typed(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_sample("maya", "meeting")
        await hands.point("name")
        await hands.press("enter")
        line = hands.screen.query_one("#editor-line", Input)
        line.value = "Zebedee"
        assert hands.sitting.plan.meeting.name == "Zebedee"
        assert any(row.value == "Zebedee" for row in hands.rows.rows)
        assert "Zebedee" in hands.step.beside.content.plain
        await hands.rest()
        assert "Zebedee" in hands.text()

    walk(office(tmp_path), way, (120, 36))


# --- getting about ---


def test_a_number_goes_to_its_step_and_back_and_next_walk_all(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_sample()
        for number, page in enumerate(PAGES, 1):
            await hands.press(str(number))
            assert hands.step.page.id == page
            assert f"Step {number} of 9" in hands.text()
        for page in reversed(list(PAGES)[:-1]):
            await hands.press("ctrl+b")
            assert hands.step.page.id == page
        for page in list(PAGES)[1:]:
            await hands.press("ctrl+n")
            assert hands.step.page.id == page
        await hands.press("ctrl+n")
        assert isinstance(hands.screen, StepsMap)
        await hands.press("3")
        assert hands.step.page.id == "work"

    walk(office(tmp_path), way)


def test_searching_shows_only_what_fits_until_it_is_put_away(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("work")
        everything = [row.id for row in hands.rows.rows]
        await hands.press("slash")
        await hands.type("stairs")
        assert [row.item for row in hands.rows.rows if row.kind == "tick"] == ["ph_stairs"]
        await hands.press("enter")
        await hands.point("impact ph_stairs")
        await hands.press("space")
        assert [entry.id for entry in hands.sitting.plan.impact] == ["ph_stairs"]
        await hands.press("escape")
        assert isinstance(hands.screen, StepScreen)
        assert {row.id for row in hands.rows.rows} >= set(everything)

    walk(office(tmp_path), way)


def test_a_plan_is_named_copied_and_deleted_from_the_list(tmp_path: Path) -> None:
    put_plan(tmp_path, plan())

    async def way(hands: Hands) -> None:
        await hands.press("r")
        await hands.type("Spring talk")
        await hands.press("enter")
        assert "Spring talk" in hands.text()
        await hands.press("d")
        assert "Spring talk (copy)" in hands.text()
        await hands.press("x")
        assert "for good?" in hands.text()
        await hands.press("enter")
        assert len(on_disk(tmp_path)) == 2
        await hands.press("x", "down", "enter")

    walk(office(tmp_path), way)
    assert len(on_disk(tmp_path)) == 1


def test_plans_that_cannot_be_opened_say_why(tmp_path: Path) -> None:
    put_plan(tmp_path, plan({"why": {"reasons": ["no_such_reason"]}}), 19)
    put_plan(tmp_path, "format = 1\n[meeting\n", 18)

    async def way(hands: Hands) -> None:
        for row, said in (
            ("plan plan-2026-11-18", "line 2"),
            ("plan plan-2026-11-19", "`no_such_reason` is not known"),
        ):
            await hands.point(row)
            await hands.press("enter")
            assert isinstance(hands.screen, Home)
            assert said in hands.text()

    walk(office(tmp_path), way, (120, 36))


def test_a_plan_of_a_pack_that_is_not_there_says_so(tmp_path: Path) -> None:
    put_plan(tmp_path, plan({"pack": "no-such-pack"}))

    async def way(hands: Hands) -> None:
        await hands.press("enter")
        assert isinstance(hands.screen, Home)

    walk(office(tmp_path), way)


# --- hiding ---


def places(hands: Hands) -> Iterator[Any]:
    """Yield ways to get to places that show answers, each from the one before."""

    async def typing() -> None:
        await hands.open_sample("maya", "meeting")
        await hands.point("name")
        await hands.press("enter")
        await hands.type(" Okafor")

    async def choosing() -> None:
        await hands.press("escape")
        await hands.point("tone")
        await hands.press("enter")

    async def asking() -> None:
        await hands.press("escape")
        await hands.push(Ask("What do you call this plan?", "Okafor"))

    async def palette() -> None:
        await hands.press("escape", "ctrl+p")

    async def warned() -> None:
        await hands.press("escape")
        hands.app.notify("Okafor", markup=False)
        await hands.rest()

    async def reading() -> None:
        await to_reading(hands)

    async def editing() -> None:
        await hands.press("e")

    async def helped() -> None:
        await hands.press("escape", "f1")

    yield from (typing, choosing, asking, palette, warned, reading, editing, helped)


def test_every_place_is_covered_at_once_and_comes_back(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        for go in places(hands):
            await go()
            name, before = go.__name__, hands.grid()
            await hands.press("ctrl+l")
            assert isinstance(hands.screen, Hidden), name
            shown = [line for line in hands.grid() if line]
            assert "November 2026" in shown[0], name
            assert not [line for line in shown if any(each.isalpha() for each in line)][3:], name
            await hands.press("ctrl+l")
            if name != "warned":  # a message that was there is not said again
                assert hands.grid() == before, name
        await hands.press("ctrl+l", "a", "space", "enter", "escape", "f1", "ctrl+z", "5")
        assert isinstance(hands.screen, Hidden)
        assert "November 2026" in hands.text()

    walk(office(tmp_path), way)


# --- what is typed is text ---

BRACKETS = (
    "he said [/quote]",
    "[PIP] and [HR]",
    "[@click=app.quit]go[/]",
    "open [b",
    "a \\[ b \\\\[ c",
    "[x] done",
    "[your manager]",
    "$text [$error]red",
)


def test_brackets_are_shown_as_they_are_in_every_place(tmp_path: Path) -> None:
    """Answers, titles, private words, notes and own texts hold them at once."""
    put_plan(
        tmp_path,
        plan(
            {
                "title": BRACKETS[0],
                "why": {"own_words": BRACKETS[1]},
                "impact": [{"own_words": words} for words in BRACKETS],
                "ask": [{"own_words": f"ask {words}"} for words in BRACKETS],
                "health": {"name": BRACKETS[2]},
                "boundaries": {"private_words": [f"word {words}" for words in BRACKETS]},
                "meeting": {
                    "date": None,
                    "name": BRACKETS[3],
                    "place": BRACKETS[4],
                    "work_topic": BRACKETS[5],
                },
                "person": {"name": BRACKETS[6], "role": BRACKETS[7]},
                "outcome": {
                    "item": [
                        {"ask": f"ask {words}", "state": "agreed", "note": f"note {words}"}
                        for words in BRACKETS
                    ],
                    "log": [
                        {"on": plan().outcome.log[0].on, "what": f"log {words}"}
                        for words in BRACKETS
                    ],
                },
                "edit": [
                    {"document": "card_meeting", "audience": "manager", "text": "\n".join(BRACKETS)}
                ],
            }
        ),
    )

    async def way(hands: Hands) -> None:
        def shown(*texts: str) -> None:
            seen = hands.text()
            for text in texts:
                assert " ".join(text.split()) in seen, text

        shown(BRACKETS[0])
        await hands.press("x")
        shown(f"Delete “{BRACKETS[0]}” and its earlier versions for good?")
        await hands.press("escape", "enter", "1")
        shown(BRACKETS[0], BRACKETS[1])
        await hands.press("3")
        shown(*BRACKETS)
        await hands.press("4")
        shown(*(f"ask {words}" for words in BRACKETS))
        await hands.press("5")
        shown(*(f"word {words}" for words in BRACKETS))
        await hands.point("topics")
        await hands.press("right")
        shown(BRACKETS[2])
        await hands.press("6")
        shown(*BRACKETS[3:8])
        await hands.press("9")
        shown(*(f"note {words}" for words in BRACKETS))
        await hands.point("add log")
        shown(*(f"log {words}" for words in BRACKETS))
        await to_reading(hands, "card_meeting/manager")
        shown(*BRACKETS)
        await hands.press("e")
        shown(*BRACKETS)
        await hands.press("escape", "escape")
        await hands.press("6")
        await hands.point("date")
        for words in BRACKETS[2:6]:
            await hands.press("enter")
            await hands.type(words)
            shown(f'"{words}" is not a day')
            await hands.press("escape")
            assert f'"{words}" is not a day' in hands.told()
            assert "It was not kept" in hands.told()
            hands.app.clear_notifications()

    walk(office(tmp_path), way, BIG)


HOSTILE = "a\x1b]52;c;aGk=\x07b\x1b[2Jc\x9b31md\u202ee\u2066f\ue000g"
KEPT = "a]52;c;aGk=b[2Jc31mdefg"


def unclean(hands: Hands) -> list[str]:
    return [found for line in hands.grid() if (found := first_forbidden(line))]


def test_pasted_characters_that_act_reach_neither_the_plan_nor_the_terminal(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        for row in ("name", "date", "minutes", "place"):
            await hands.point(row)
            await hands.press("enter")
            await hands.paste(HOSTILE)
            assert not unclean(hands), row
            await hands.press("escape")
        assert hands.sitting.plan.meeting.name == hands.sitting.plan.meeting.place == KEPT
        await hands.press("3", "slash")
        await hands.paste(HOSTILE)
        assert not unclean(hands)
        await hands.press("escape", "escape")
        await hands.push(Ask("?", ""))
        await hands.paste(HOSTILE)
        assert not unclean(hands)
        assert hands.screen.query_one(Input).value == KEPT

    walk(office(tmp_path), way)
    (kept,) = on_disk(tmp_path)
    assert first_forbidden(str(kept)) is None


def test_pasting_over_chosen_text_is_clean_too(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        await hands.point("name")
        await hands.press("enter")
        await hands.type("Jo")
        line = hands.screen.query_one("#editor-line", Input)
        line.select_all()
        await hands.paste(HOSTILE)
        assert line.value == KEPT
        assert not unclean(hands)

    walk(office(tmp_path), way)


def test_all_lines_of_what_is_pasted_are_kept(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        await hands.point("place")
        await hands.press("enter")
        await hands.paste("room 1\nsecond floor")
        assert hands.sitting.plan.meeting.place == "room 1 second floor"

    walk(office(tmp_path), way)


def test_what_is_pasted_into_a_paper_is_clean(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_sample()
        await to_reading(hands)
        await hands.press("e")
        await hands.paste(HOSTILE)
        place = hands.screen.place if isinstance(hands.screen, Editing) else None
        assert place is not None
        assert hands.sitting.session.draft(place).text.startswith(KEPT)
        assert not unclean(hands)
        assert hands.screen.query_one(TextArea).text.startswith(KEPT)

    walk(office(tmp_path), way)


# --- the palette, pictures ---


def test_the_palette_offers_every_action_and_no_picture(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_sample("maya", "work")
        wanted = {
            binding.description
            for there in (Frame, DiscloserApp, StepScreen, PageScreen)
            for binding in there.BINDINGS
            if isinstance(binding, Binding) and binding.tooltip
        }
        await hands.press("ctrl+p")
        offered = [row.label for row in hands.screen.query_one(RowList).rows]
        assert set(offered) == wanted
        assert len(offered) == len(wanted)
        assert not [line for line in offered if "shot" in line.casefold()]
        await hands.type("far you are")
        await hands.press("enter")
        for _ in range(10):
            await hands.rest()
        assert isinstance(hands.screen, StepsMap)

    walk(office(tmp_path), way)


def test_no_picture_of_the_screen_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    there = office(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    async def way(hands: Hands) -> None:
        await hands.open_sample()
        with pytest.raises(NotImplementedError):
            hands.app.save_screenshot()
        assert hands.app.deliver_screenshot() is None
        await hands.app.run_action("screenshot")
        await hands.rest()

    walk(there, way)
    there.close()
    assert sorted(tmp_path.rglob("*")) == before


# --- settings ---


def test_a_setting_counts_at_once_and_is_kept(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.push(Preferences(hands.app.office))
        themes = [hands.app.theme]
        await hands.point("look")
        for _ in range(4):
            await hands.press("right")
            themes.append(hands.app.theme)
        assert len(set(themes)) == 4, "as the terminal is, which is dark, and the four others"
        await hands.point("preview")
        await hands.press("space")
        await hands.point("papers")
        await hands.press("enter")
        await hands.type("papers [x]")
        await hands.press("enter")
        assert "papers [x]" in hands.text()

    walk(office(tmp_path), way)
    kept = load(tmp_path / "settings.toml", key_ids())
    assert kept == Settings(look="terminal", preview=False, papers="papers [x]")


def test_keys_can_be_ones_own(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_sample()
        assert "f6 next" in hands.text().casefold()
        await hands.press("ctrl+n")
        assert hands.step.page.id == "reasons"
        await hands.press("f6")
        assert hands.step.page.id == "choice"
        await hands.press("f7")
        assert isinstance(hands.screen, Hidden)

    walk(office(tmp_path, Settings(keys={"next": "f6", "hide": "f7"})), way)


# --- sizes ---


def test_another_size_loses_nothing(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        await hands.point("place")
        await hands.press("enter")
        await hands.type("room")
        before = hands.grid()
        for size in ((40, 20), (120, 36), (99, 50), (80, 24)):
            await hands.resize(*size)
            assert "needs a window" not in hands.text()
            assert all(len(line) <= size[0] for line in hands.grid())
        assert [line.replace("All saved", "   Saving") for line in hands.grid()] == before
        await hands.type(" 7")
        assert hands.sitting.plan.meeting.place == "room 7"
        for size in ((39, 19), (20, 5), (80, 19), (39, 24)):
            await hands.resize(*size)
            assert "needs a window" in hands.text()
            assert "room" not in hands.text()
        await hands.resize(80, 24)
        assert "room 7" in hands.text()
        await hands.press("ctrl+q")

    walk(office(tmp_path), way)
    assert [kept.meeting.place for kept in on_disk(tmp_path)] == ["room 7"]


@pytest.mark.parametrize("typing", [True, False])
def test_one_goes_on_where_one_was_after_too_small_a_window(
    tmp_path: Path, *, typing: bool
) -> None:
    async def way(hands: Hands) -> None:
        await hands.open_new("meeting")
        await hands.point("place")
        if typing:
            await hands.press("enter")
        before = hands.screen.focused
        assert before is not None
        await hands.resize(39, 19)
        await hands.resize(80, 24)
        assert hands.screen.focused is before

    walk(office(tmp_path), way)


# --- hurry ---


def test_the_palette_opens_after_it_was_covered(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.press("ctrl+p", "ctrl+l", "ctrl+p", "ctrl+l")

    walk(office(tmp_path), way)


def test_nothing_opens_over_the_cover(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.press("ctrl+l", "ctrl+p")
        assert isinstance(hands.screen, Hidden)

    walk(office(tmp_path), way)


def test_enter_pressed_twice_answers_once(tmp_path: Path) -> None:
    put_plan(tmp_path, plan())

    async def way(hands: Hands) -> None:
        await hands.press("r")
        await hands.type("\n\n")
        assert isinstance(hands.screen, Home)

    walk(office(tmp_path), way)


def test_a_double_click_begins_one_plan(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        x, y = 8, hands.line("Start a new plan")
        for kind in (events.MouseDown, events.MouseUp) * 2:
            hands.send(kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False))
        await hands.rest()
        assert sum(isinstance(each, StepScreen) for each in hands.app.screen_stack) == 1

    walk(office(tmp_path), way)


def test_one_can_page_while_the_help_is_open(tmp_path: Path) -> None:
    async def way(hands: Hands) -> None:
        await hands.press("f1", "pagedown")

    walk(office(tmp_path), way)


# --- a monkey ---

MONKEY_KEYS = (
    *("up down left right tab space enter escape pageup pagedown home end".split() * 3),
    *"ctrl+n ctrl+b ctrl+g ctrl+o ctrl+z ctrl+y ctrl+l slash plus minus".split(),
    *"123456789 abcdegkmrswx[]",
)


def test_a_monkey_breaks_nothing_and_what_it_answers_is_kept(tmp_path: Path) -> None:
    """It begins on a plan of its own, and may go anywhere."""
    dice = random.Random(7)  # noqa: S311 - no secret
    put_plan(tmp_path, plan())
    newest: list[Plan] = []
    seen = set()

    async def way(hands: Hands) -> None:
        await hands.press("enter")
        for _ in range(300):
            seen.add(type(hands.screen).__name__)
            if dice.random() < 0.25:
                width, height = hands.app.size
                await hands.click(dice.randrange(width), dice.randrange(height))
            else:
                await hands.press(dice.choice(MONKEY_KEYS))
            sitting, keeps = hands.app.office.keeper.sitting, hands.app.office.keeper.keeps
            if isinstance(hands.screen, Home) and sitting and keeps:
                assert sitting.plan == Plan(format=1) or sitting.plan in on_disk(tmp_path)
        if hands.app.office.keeper.sitting and hands.app.office.keeper.keeps:
            newest.append(hands.app.office.keeper.sitting.plan)
        if isinstance(hands.screen, Hidden):
            await hands.press("ctrl+l")
        await hands.press("ctrl+q")

    walk(office(tmp_path), way)
    assert {"Home", "StepScreen", "Hidden"} < seen
    kept = on_disk(tmp_path)
    assert all(each in kept for each in newest if each != Plan(format=1))
