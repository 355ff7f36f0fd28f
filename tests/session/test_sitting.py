"""One person at work on one plan: answers, taking back, and keeping."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.disclosure.answers import asks_to_say
from discloser.errors import AnswerError, OutputError
from discloser.model.plan import Plan
from discloser.model.words import Topic
from discloser.planfile.read import PlanText, parse_plan
from discloser.session.book import PAGES
from discloser.session.pages.asks import KINDS
from discloser.session.pressing import GONE, asks_first, choose, press, turn, type_into
from discloser.session.rows import Row, View
from discloser.session.sitting import MOST_BACK, Sitting
from discloser.session.trail import Spot

from ..plans import TODAY, plan, standard  # noqa: TID252 - tests are no package
from .walking import all_rows, sitting

EMPTY = plan(full=False)


def row_of(at: Sitting, page: str, row_id: str) -> Row:
    return next(row for row in all_rows(PAGES[page], at) if row.id == row_id)


def type_letters(at: Sitting, row: Row, text: str) -> None:
    """Type a text letter by letter, as a front hands it on."""
    for end in range(1, len(text) + 1):
        type_into(at, row, text[:end])


# --- typing ---


@pytest.mark.parametrize(
    ("page", "row_id", "text"),
    [
        ("reasons", "own_words", "I want to plan my weeks"),
        ("work", "add own", "fumes in the print room"),
        ("boundaries", "add word", "lupus"),
        ("meeting", "name", "Jordan Reyes"),
        ("afterwards", "add log", "IT is checking"),
    ],
)
def test_a_run_of_typing_is_taken_back_as_one(page: str, row_id: str, text: str) -> None:
    at = sitting(EMPTY)
    row = row_of(at, page, row_id)
    type_letters(at, row, text)
    whole = at.plan
    assert text in str(whole)
    assert at.undo() == row.path
    assert at.plan == EMPTY
    assert at.undo() is None
    assert at.redo() == row.path
    assert at.plan == whole


def test_what_is_typed_after_a_stop_is_taken_back_alone() -> None:
    at = sitting(EMPTY)
    row = row_of(at, "meeting", "place")
    type_letters(at, row, "room 1")
    at.stop_typing()
    type_letters(at, row, "room 2")
    type_letters(at, row_of(at, "meeting", "name"), "Jo")
    assert at.undo() == "meeting.name"
    assert at.undo() == "meeting.place"
    assert at.plan.meeting.place == "room 1"


def test_a_line_that_is_emptied_leaves_no_entry() -> None:
    at = sitting(EMPTY)
    for page, row_id in (("work", "add own"), ("asks", "add own"), ("boundaries", "add word")):
        row = row_of(at, page, row_id)
        type_letters(at, row, "slip")
        type_into(at, row, "")
        assert at.plan == EMPTY


def test_an_old_way_forward_is_gone_after_a_new_answer() -> None:
    at = sitting(EMPTY)
    at.answer("meeting.name", "Jo")
    at.undo()
    at.answer("meeting.name", "Jordan")
    assert at.redo() is None
    assert at.plan.meeting.name == "Jordan"


def test_the_last_answers_can_be_taken_back_and_older_ones_are_let_go() -> None:
    at = sitting(EMPTY)
    for number in range(MOST_BACK + 20):
        at.answer("meeting.place", f"room {number}")
    count = 0
    while at.undo():
        count += 1
    assert count == MOST_BACK
    assert at.plan.meeting.place == "room 19"


def test_hostile_characters_are_dropped_from_every_way_in() -> None:
    at = sitting(EMPTY)
    bad = "a\x1b]52;c;aGk=\x07b\x9b\u202ec"
    at.answer("meeting.name", bad)
    at.type("meeting.place", "text", bad)
    at.add("impact", bad)
    type_into(at, row_of(at, "boundaries", "add word"), bad)
    type_into(at, row_of(at, "afterwards", "add log"), bad)
    assert at.plan.meeting.name == "a]52;c;aGk=bc"
    assert not {"\x1b", "\x07", "\x9b", "\u202e"}.intersection(str(at.plan.meeting.place))
    assert at.plan.impact[0].own_words == at.plan.boundaries.private_words[0] == "a]52;c;aGk=bc"
    assert at.plan.outcome.log[0].what == "a]52;c;aGk=bc"


# --- keeping ---


class Place:
    """Where plans are kept, and what may go wrong there."""

    plan_id = "plan-2026-11-21"
    elsewhere = None
    moved_from = ""

    def __init__(self) -> None:
        self.kept: list[Plan] = []
        self.trails: list[str] = []
        self.full = False

    def keep(self, plan: Plan, text: str, trail: str) -> str:
        assert parse_plan(PlanText(text, "kept")) == plan
        self.note(trail)
        self.kept.append(plan)
        return "Kept."

    def note(self, trail: str) -> None:
        if self.full:
            raise OutputError("The disk is full.")
        self.trails.append(trail)


def test_the_newest_plan_is_kept_once() -> None:
    place = Place()
    at = Sitting(EMPTY, standard(), TODAY, place)
    at.keep()
    assert at.kept
    assert place.kept == []
    at.answer("meeting.name", "Jo")
    at.answer("meeting.place", "room 1")
    assert not at.kept
    assert at.keep() == "Kept."
    assert at.keep() == ""
    assert at.kept
    assert place.kept == [at.plan]
    at.undo()
    assert not at.kept
    at.keep()
    assert place.kept[-1] == at.plan


def test_where_one_is_is_noted_beside_the_plan_and_may_fail() -> None:
    place = Place()
    at = Sitting(EMPTY, standard(), TODAY, place)
    at.answer("meeting.name", "Jo")
    at.keep()
    for spot in (Spot("meeting", "name", "Jo and"), Spot("asks"), Spot("asks")):
        at.spot = spot
        assert at.kept
        assert at.keep() == ""
    assert len(place.kept) == 1
    assert len(place.trails) == 3
    at.answer("meeting.name", "Jordan")  # the plan is as it was, the way to it is not
    at.undo()
    at.keep()
    assert (len(place.kept), len(place.trails)) == (1, 4)
    place.full = True
    at.spot = Spot("work")
    assert at.keep() == ""
    assert at.kept


def test_a_plan_that_could_not_be_kept_is_still_there_and_still_to_be_kept() -> None:
    place = Place()
    at = Sitting(EMPTY, standard(), TODAY, place)
    at.answer("meeting.name", "Jo")
    before = at.plan
    place.full = True
    with pytest.raises(OutputError):
        at.keep()
    assert not at.kept
    assert at.plan == before
    place.full = False
    at.keep()
    assert at.kept
    assert place.kept == [before]


def test_where_nothing_is_kept_nothing_is_open() -> None:
    at = sitting(EMPTY)
    at.answer("meeting.name", "Jo")
    at.keep()
    assert at.kept


# --- what is refused ---


def test_a_refused_answer_leaves_everything_as_it_was() -> None:
    place = Place()
    at = Sitting(plan(), standard(), TODAY, place)
    at.answer("meeting.name", "Jo")
    at.answer("meeting.name", "Jordan")
    at.undo()
    before, session = at.plan, at.session
    tries: tuple[Callable[[], None], ...] = (
        lambda: at.answer("meeting.minutes", 0),
        lambda: at.answer("why.reasons[0]", "no_such_reason"),
        lambda: at.answer("wording.opening", 99),
        lambda: at.answer("ask[0].values.time", "25:00"),
        lambda: at.type("meeting.date", "date", "1/12/2026"),
        lambda: at.type("ask[0].trial_weeks", "number", "500"),
        lambda: at.toggle("ask", "no_such_ask"),
        lambda: at.toggle("truth.confirmed", "no_such_line"),
        lambda: at.add("boundaries.private_words", "..."),
        lambda: at.replace(plan({"why": {"reasons": ["no_such_reason"]}}), "why.reasons"),
    )
    for attempt in tries:
        with pytest.raises(AnswerError):
            attempt()
        assert at.plan is before
        assert at.session is session
    assert at.redo() == "meeting.name"
    assert at.plan.meeting.name == "Jordan"


# --- asks ---


@given(st.lists(st.tuples(st.sampled_from(["say", "tick"]), st.integers(0, 4)), max_size=8))
def test_one_to_three_asks_are_said_aloud(uses: list[tuple[str, int]]) -> None:
    five = [{"id": name} for name in list(standard().pack.catalogue.accommodations)[:5]]
    at = sitting(plan({"ask": five}, full=False))
    for way, place in uses:
        shut = View(frozenset(f"kind {kind}" for kind in KINDS))
        rows = [row for row in PAGES["asks"].rows(at, shut) if row.item == f"say {place}"]
        if way == "tick" and place < len(at.plan.ask):
            at.toggle("ask", at.plan.ask[place].id or "")
        elif way == "say" and rows:
            was = asks_to_say(at.plan.ask)
            try:
                press(at, rows[0])
            except AnswerError:
                assert asks_to_say(at.plan.ask) == was
                assert len(was) in {1, 3}
            else:
                assert set(asks_to_say(at.plan.ask)) == set(was) ^ {place}
        assert min(1, len(at.plan.ask)) <= len(asks_to_say(at.plan.ask)) <= 3


def test_what_became_of_an_ask_comes_and_goes_with_it() -> None:
    at = sitting(plan())
    before = at.plan
    assert press(at, row_of(at, "asks", "ask later_start")) == GONE
    assert [ask.id for ask in at.plan.ask] == ["appt_time", "task_swap", None]
    assert [item.ask for item in at.plan.outcome.item] == ["appt_time", "task_swap"]
    assert at.undo() == "ask"
    assert at.plan == before


def test_what_became_of_each_ask_can_be_said_changed_and_left_open_again() -> None:
    at = sitting(plan({"outcome": {"item": []}}))
    own = "item 3"
    choose(at, row_of(at, "afterwards", own), "agreed")
    choose(at, row_of(at, "afterwards", "item 0"), "open")
    choose(at, row_of(at, "afterwards", own), "refused")
    type_into(at, row_of(at, "afterwards", f"{own} who"), "Jordan")
    assert [(item.ask, item.state, item.who) for item in at.plan.outcome.item] == [
        ("a desk by the window", "refused", "Jordan"),
        ("later_start", "open", ""),
    ]
    choose(at, row_of(at, "afterwards", own), "")
    assert [item.ask for item in at.plan.outcome.item] == ["later_start"]


def test_the_names_over_the_grid_ask_and_change_nothing() -> None:
    at = sitting(plan())
    names = row_of(at, "boundaries", "grid")
    for column in range(len(names.cells)):
        assert asks_first(names, column) == ""
        turn(at, names, column)
    assert at.plan == plan()


def test_own_words_can_be_changed_after_the_talk() -> None:
    at = sitting(plan({"ask": [{"own_words": "a fan"}], "outcome": {"item": []}}))
    choose(at, row_of(at, "afterwards", "item 0"), "agreed")
    type_into(at, row_of(at, "asks", "own 0 words"), "a quiet fan")
    assert at.plan.outcome.item[0].ask == "a quiet fan"


def test_two_asks_in_the_same_words_have_rows_of_their_own() -> None:
    at = sitting(plan({"ask": [{"own_words": "a fan"}] * 2, "outcome": {"item": []}}))
    ids = [row.id for row in all_rows(PAGES["afterwards"], at)]
    assert len(ids) == len(set(ids))


# --- certainty ---


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.sampled_from(["before", "after"]))
def test_the_score_is_there_once_all_ten_answers_are(points: list[int], when: str) -> None:
    at = sitting(EMPTY)
    names = list(standard().pack.catalogue.certainty)
    for name, given_points in zip(names, points, strict=True):
        assert getattr(at.plan.why, f"certainty_{when}") is None
        choose(at, row_of(at, "reasons", f"certainty {when} {name}"), str(given_points))
    assert getattr(at.plan.why, f"certainty_{when}") == sum(points)
    choose(at, row_of(at, "reasons", f"certainty {when} {names[3]}"), "")
    assert getattr(at.plan.why, f"certainty_{when}") is None
    press(at, row_of(at, "reasons", f"certainty {when} clear"))
    assert at.plan == EMPTY


# --- small things that rows do ---


def test_a_fear_can_be_said_as_a_goal_once() -> None:
    at = sitting(EMPTY)
    fears = [entry for entry in standard().pack.catalogue.reasons.values() if entry.goal]
    for fear in fears:
        press(at, row_of(at, "reasons", f"reason {fear.id}"))
        press(at, row_of(at, "reasons", f"goal {fear.id}"))
    offered = [row.id for row in all_rows(PAGES["reasons"], at) if row.id.startswith("goal ")]
    assert offered == []
    assert len(fears) > 2
    for fear in fears:
        assert fear.goal in at.plan.why.own_words


def test_a_reason_can_be_moved_to_the_front() -> None:
    at = sitting(EMPTY)
    for name in ("get_change", "plan_appointments"):
        press(at, row_of(at, "reasons", f"reason {name}"))
    press(at, row_of(at, "reasons", "order plan_appointments"))
    assert at.plan.why.reasons == ("plan_appointments", "get_change")


def test_the_grid_goes_round_and_asks_before_it_opens_what_cannot_be_taken_back() -> None:
    at = sitting(EMPTY)
    two_step = {topic.id for topic in standard().pack.catalogue.topics.values() if topic.two_step}
    assert two_step
    for topic in Topic:
        stances = []
        for _ in range(4):
            row = row_of(at, "boundaries", f"grid {topic}")
            opens = bool(asks_first(row, 0))
            turn(at, row, 0)
            there = at.plan.boundaries.except_.values()
            stances.append(str(next((held[topic] for held in there if topic in held), "")))
            assert opens is (topic in two_step and stances[-1] == "say"), topic
        assert stances == ["say", "if_asked", "never", ""]
