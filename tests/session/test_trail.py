"""The way to a plan: taken back in the next sitting as in this one, and never in the way."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discloser.errors import AnswerError
from discloser.model.plan import Edit, Plan
from discloser.planfile.write import write_plan
from discloser.session.desk import Desk
from discloser.session.drafting import Workshop
from discloser.session.sitting import Sitting
from discloser.session.trail import (
    MOST_CHARACTERS,
    MOST_STEPS,
    Change,
    Spot,
    Trail,
    read_trail,
    write_trail,
)
from discloser.text.clean import clean
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package
from ..people import house  # noqa: TID252 - as above
from ..plans import TODAY, plan, standard  # noqa: TID252 - as above
from .keeping import begun
from .walking import require_reopens

EMPTY = plan(full=False)
SPOT = Spot("asks", "ask later_start helps", 'I "can" [')

several = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

# --- what somebody may do ---

Act = Callable[[Sitting], object]

WORDS = st.text(max_size=12) | st.sampled_from(['say "this"', "a\\b'''c", "[[ask]]\nid = 'x'", ""])


def _edit(text: str) -> Act:
    edit = Edit("script_1min", clean(text))
    return lambda at: at.replace(msgspec.structs.replace(at.plan, edit=(edit,)), "edit")


def _typed(path: str, words: str) -> Act:
    def act(at: Sitting) -> None:
        for end in range(1, len(words) + 1):
            at.type(path, "text", words[:end])

    return act


ANSWERS: st.SearchStrategy[Act] = st.one_of(
    st.builds(
        lambda path, words: lambda at: at.answer(path, words),
        st.sampled_from(["meeting.name", "why.own_words", "title"]),
        WORDS,
    ),
    st.builds(_typed, st.sampled_from(["meeting.place", "person.role"]), WORDS),
    st.builds(
        lambda item: lambda at: at.toggle("ask", item),
        st.sampled_from(["later_start", "appt_time", "flex_window"]),
    ),
    st.builds(lambda words: lambda at: at.add("impact", words), WORDS),
    st.builds(_edit, WORDS),
)
STEPS: st.SearchStrategy[Act] = st.sampled_from(
    [Sitting.undo, Sitting.redo, Sitting.stop_typing, Sitting.keep]
)
ACTS = st.lists(ANSWERS | STEPS, max_size=30)


def act_all(at: Sitting, acts: list[Act]) -> None:
    for act in acts:
        with suppress(AnswerError):  # such as own words without a word
            act(at)


Way = list[tuple[str, Plan]]


def walked(at: Sitting) -> tuple[Way, Way]:
    """Go on as far as it goes, and back as far as it goes; return all states on both ways."""
    start = at.plan

    def go(there: Callable[[], str | None], home: Callable[[], str | None]) -> Way:
        way = []
        while (path := there()) is not None:
            way.append((path, at.plan))
        assert None not in [home() for _ in way]
        assert at.plan == start
        return way

    return go(at.redo, at.undo), go(at.undo, at.redo)


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return Desk(house, vault, TODAY)


def resumed(desk: Desk, at: Sitting) -> Sitting:
    assert at.plan_id is not None
    return desk.resume(at.plan_id)


# --- from one sitting to the next ---


@several
@given(acts=ACTS)
def test_the_next_sitting_goes_on_and_back_through_the_same_plans(
    vault: Vault, acts: list[Act]
) -> None:
    desk = Desk(house, vault, TODAY)
    at = desk.resume(begun(desk))
    act_all(at, acts)
    at.spot = SPOT
    at.keep()
    again = resumed(desk, at)
    assert again.plan == at.plan
    assert again.spot == SPOT
    assert walked(again) == walked(at)


@several
@given(acts=ACTS)
def test_what_was_taken_back_stands_in_no_plan(vault: Vault, acts: list[Act]) -> None:
    desk = Desk(house, vault, TODAY)
    at = desk.start()
    act_all(at, [*acts, _edit("I take zorbulin"), Sitting.keep])
    at.answer("title", "zorbulin talk")
    at.add("impact", "zorbulin slows me down")
    at.keep()
    while at.undo():
        pass
    at.answer("meeting.name", "Jo")
    at.answer("meeting.place", "the zorbulin room")
    at.undo()
    at.keep()
    assert at.plan_id is not None
    assert desk.read(at.plan_id).text == write_plan(plan({"meeting": {"name": "Jo"}}, full=False))
    record = vault._identity.open(vault.record(at.plan_id))  # noqa: SLF001 - as the age tool does
    assert b"Jo" in record
    assert b"zorbulin" not in record
    assert vault.entries(1)[0].title == ""


def test_the_last_fifty_answers_can_be_taken_back_and_given_again(desk: Desk) -> None:
    at = desk.start()
    for number in range(2 * MOST_STEPS + 20):
        at.answer("meeting.place", f"room {number}")
    at.keep()
    again = resumed(desk, at)
    _, back = walked(again)
    assert back == walked(at)[1][:MOST_STEPS]
    while at.undo():
        pass
    assert at.redo()  # the first answer again, with all the others ahead
    at.keep()
    on, _ = walked(resumed(desk, at))
    assert on == walked(at)[0][:MOST_STEPS]


def test_an_answer_after_one_that_was_taken_back_is_the_one_that_comes_again(desk: Desk) -> None:
    """The plan is as it was kept before; only the way on is another."""
    at = desk.resume(begun(desk))
    at.answer("meeting.place", "room 1")
    at.undo()
    at.keep()
    at.answer("meeting.place", "room 2")
    at.undo()
    at.keep()
    again = resumed(desk, at)
    again.redo()
    assert again.plan.meeting.place == "room 2"


# --- its size ---


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(0, 45_000), min_size=1, max_size=9), taken=st.integers(0, 9))
def test_a_trail_stays_small_and_holds_what_is_nearest(sizes: list[int], taken: int) -> None:
    at = Sitting(EMPTY, standard(), TODAY)
    for number, size in enumerate(sizes):
        _edit(f"{number}" * size)(at)
    for _ in range(taken):
        at.undo()
    written = trail_of(at)
    kept: dict[str, Any] = json.loads(written)
    for way in ("back", "forth"):
        assert sum(len(step[0]) + len(step[2]) for step in kept[way]) <= MOST_CHARACTERS
        assert len(kept[way]) <= MOST_STEPS
    text = write_plan(at.plan)
    again = Sitting(at.plan, standard(), TODAY, None, read_trail(written, text))
    for now, before in zip(walked(again), walked(at), strict=True):
        assert now == before[: len(now)]
        assert now == before or sum(sizes) > MOST_CHARACTERS // 2


def trail_of(at: Sitting) -> str:
    """Return the trail that a sitting hands to where it is kept."""

    class Place:
        plan_id: str | None = None
        elsewhere: Plan | None = None
        moved_from = ""
        trail = ""

        def keep(self, plan: Plan, text: str, trail: str) -> str:
            del plan, text
            self.trail = trail
            return ""

        def note(self, trail: str) -> None:
            self.trail = trail

    place = Place()
    at._place, at._kept = place, Plan(format=1, title="another")  # noqa: SLF001 - as if it were new
    at.keep()
    at._place = None  # noqa: SLF001
    return place.trail


def test_the_trail_of_many_answers_ends_after_fifty() -> None:
    changes = [Change("title", plan=plan({"title": f"{each}"}, full=False)) for each in range(99)]
    kept = json.loads(write_trail(Trail(None, tuple(changes), tuple(changes)), ""))
    assert [len(kept[way]) for way in ("back", "forth")] == [MOST_STEPS, MOST_STEPS]


# --- what makes no sense ---

TEXT = write_plan(plan())
REAL = write_trail(
    Trail(SPOT, tuple(Change("title", plan=plan({"title": each})) for each in ("a", "b c"))), TEXT
)


@settings(max_examples=150, deadline=None)
@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["spot", "back", "forth", "leads_to"]), inner)
        ),
    ).map(json.dumps)
    | st.tuples(st.integers(0, len(REAL) - 1), st.integers(0, 9)).map(
        lambda cut: REAL[: cut[0]] + REAL[cut[0] + cut[1] + 1 :]
    )
    | st.sampled_from([REAL[:-1], '{"x":' + "[" * 99_999, REAL.replace("{", '{"x":1,', 1) + "}"])
)
def test_a_trail_that_makes_no_sense_leads_nowhere_and_is_no_error(written: str) -> None:
    trail = read_trail(written, TEXT)
    if not (trail.back or trail.forth):
        return
    at = Sitting(plan(), standard(), TODAY, None, trail)
    for _, state in (*walked(at)[0], *walked(at)[1]):
        require_reopens(state)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda start, middle, gone: ("title", start, middle, len(TEXT) - start - gone),
            st.integers(-1, len(TEXT) + 1) | st.just(1 << 70),
            st.text(max_size=5) | st.sampled_from(['"', "[[ask]]\nid = 'none'\n"]),
            st.integers(-20, 20),
        ),
        max_size=60,
    )
)
def test_steps_that_fit_no_text_end_the_way_back(back: list[tuple[str, int, str, int]]) -> None:
    whole = {**json.loads(REAL), "back": back}
    at = Sitting(plan(), standard(), TODAY, None, read_trail(json.dumps(whole), TEXT))
    _, states = walked(at)
    for _, state in states:
        require_reopens(state)
    # Overlapping steps would make a text twice as long each time.
    overlapping = {**whole, "back": [("title", 1 << 70, "", 1 << 70)] * 9}
    assert read_trail(json.dumps(overlapping), TEXT).back == ()


@given(other=st.sampled_from(["", TEXT + "\n", TEXT[:-1], write_plan(plan({"title": "x"}))]))
def test_a_trail_leads_to_its_own_plan_and_no_other(other: str) -> None:
    assert len(read_trail(REAL, TEXT).back) == 2
    assert read_trail(REAL, other) == Trail()


def test_half_a_character_in_the_line_costs_the_trail_and_not_the_plan(desk: Desk) -> None:
    at = desk.resume(begun(desk))
    at.answer("meeting.place", "room 1")
    at.spot = Spot("meeting", "name", "Jo\ud800")
    at.keep()
    assert resumed(desk, at).plan == at.plan


def test_what_left_the_pack_meanwhile_does_not_come_back() -> None:
    pack = standard().pack
    asks = {name: each for name, each in pack.catalogue.accommodations.items() if name != "trial"}
    catalogue = msgspec.structs.replace(pack.catalogue, accommodations=asks)
    newer = Workshop(msgspec.structs.replace(pack, catalogue=catalogue))
    at = Sitting(EMPTY, standard(), TODAY)
    at.answer("meeting.name", "Jo")
    at.toggle("ask", "trial")
    at.toggle("ask", "trial")
    trail = read_trail(trail_of(at), write_plan(at.plan))
    again = Sitting(at.plan, newer, TODAY, None, trail)
    assert again.undo() is None
    assert again.plan == at.plan


# --- states that somebody else made ---


def test_a_plan_that_somebody_else_wrote_has_no_way_to_it(desk: Desk, vault: Vault) -> None:
    at = desk.resume(begun(desk))
    at.spot = SPOT
    at.answer("meeting.place", "room 1")
    at.keep()
    assert at.plan_id is not None
    vault.save(at.plan_id, TEXT, "", vault.stamp(at.plan_id))
    at.spot = Spot("work")
    at.keep()  # too late to say where one is: it is another state
    again = resumed(desk, at)
    assert again.plan == plan()
    assert (again.spot, again.undo(), again.redo()) == (None, None, None)


def test_an_older_version_and_a_copy_have_no_way_to_them(desk: Desk, clock: Clock) -> None:
    at = desk.resume(begun(desk))
    for place in ("room 1", "room 2"):
        clock.now += 1_000
        at.answer("meeting.place", place)
        at.spot = SPOT
        at.keep()
    assert at.plan_id is not None
    version = desk.history(at.plan_id)[0].revision
    copy = desk.resume(desk.duplicate(at.plan_id))
    looked_at = desk.look_at(at.plan_id, version)
    desk.restore(at.plan_id, version)
    for each in (resumed(desk, at), copy, looked_at):
        assert (each.spot, each.undo(), each.redo()) == (None, None, None)
    assert resumed(desk, at).plan.meeting.place == "room 1"


def test_a_plan_that_is_laid_out_in_another_way_has_a_way_too(desk: Desk, vault: Vault) -> None:
    """An older version of this program, say, wrote the same plan as another text."""
    plan_id = vault.create(f"# {'-' * 70}\n{TEXT}", TODAY)
    at = desk.resume(plan_id)
    at.answer("meeting.place", "room 1")
    at.undo()
    at.spot = SPOT
    at.keep()
    again = desk.resume(plan_id)
    assert (again.plan, again.spot) == (plan(), SPOT)
    assert walked(again) == walked(at)
