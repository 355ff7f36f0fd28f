"""Two programs on one vault: whatever was acknowledged to one of them is still there."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discloser.errors import VaultError
from discloser.planfile.read import parse_plan
from discloser.session.desk import Desk
from discloser.session.plan_place import DELETED, ELSEWHERE
from discloser.session.sitting import Sitting
from discloser.vault.vault import Vault

from ..clocks import Clock  # noqa: TID252 - tests are no package
from ..people import house  # noqa: TID252 - as above
from ..plans import TODAY  # noqa: TID252 - as above
from .keeping import begun, names, titles

Desks = tuple[Desk, Desk]


@pytest.fixture
def desks(vault: Vault, reopen: Callable[[Vault], Vault]) -> Desks:
    return Desk(house, vault, TODAY), Desk(house, reopen(vault), TODAY)


def test_what_another_window_wrote_is_not_written_over(desks: Desks) -> None:
    plan_id = begun(desks[0])
    here, there = desks[0].resume(plan_id), desks[1].resume(plan_id)
    for sitting, name in ((there, "There"), (here, "Here, and longer")):
        sitting.answer("title", f"{name}: talk")
        sitting.answer("meeting.name", name)
    assert there.keep() == ""
    assert here.elsewhere is None
    assert here.keep() == ELSEWHERE
    assert here.elsewhere == there.plan
    for desk in desks:
        assert names(desk) == ["Here, and longer", "There"]
        assert sorted(titles(desk).values()) == ["Here, and longer: talk", "There: talk"]
    assert (there.plan_id, here.plan_id) == (plan_id, "plan-2026-11-21-2")
    for sitting, name in ((there, "There"), (here, "Here")):
        sitting.answer("meeting.name", name)
        assert sitting.keep() == ""
    assert names(desks[0]) == ["Here", "There"]
    again = desks[1].resume(here.plan_id or "")
    assert again.undo() == "meeting.name", "the way to the plan moved with it"
    assert again.plan.meeting.name == "Here, and longer"


def test_a_plan_that_was_deleted_in_another_window_goes_on_as_a_new_one(desks: Desks) -> None:
    plan_id = begun(desks[0])
    here = desks[0].resume(plan_id)
    desks[1].delete(plan_id)
    assert here.keep() == "", "nothing was answered since"
    assert desks[0].plans() == ()
    here.answer("meeting.place", "room 1")
    assert here.keep() == DELETED
    assert here.elsewhere is None
    assert desks[1].resume(here.plan_id or "").plan == here.plan
    here.answer("meeting.place", "room 2")
    assert here.keep() == ""
    assert desks[1].count() == 1


def test_a_plan_that_was_begun_again_under_the_same_name_is_another_one(desks: Desks) -> None:
    plan_id = begun(desks[0], "Jo")
    here = desks[0].resume(plan_id)
    desks[1].delete(plan_id)
    assert begun(desks[1], "Sam") == plan_id
    here.answer("meeting.name", "Jordan")
    assert here.keep() == ELSEWHERE
    assert names(desks[0]) == ["Jordan", "Sam"]


def test_a_new_plan_that_another_window_opens_at_once_is_not_written_over(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desks[0].start()
    here.answer("meeting.name", "Here")
    put = Vault._put  # noqa: SLF001 - the moment in which a plan is there

    def put_and_changed(*arguments: object) -> int:
        monkeypatch.setattr(Vault, "_put", put)
        revision = put(*arguments)  # type: ignore[arg-type]
        there = desks[1].resume("plan-2026-11-21")
        there.answer("meeting.name", "There")
        there.keep()
        return revision

    monkeypatch.setattr(Vault, "_put", put_and_changed)
    here.keep()
    here.answer("meeting.place", "room 1")
    assert here.keep() == ELSEWHERE
    assert names(desks[0]) == ["Here", "There"]


def test_what_could_not_be_kept_is_kept_later_and_once(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while it has to move."""
    plan_id = begun(desks[0])
    here, there = desks[0].resume(plan_id), desks[1].resume(plan_id)
    for sitting, name in ((there, "There"), (here, "Here")):
        sitting.answer("meeting.name", name)
    there.keep()

    def full(*_: object) -> int:
        raise VaultError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "new_id", full)
        for _ in range(2):
            with pytest.raises(VaultError, match="full"):
                here.keep()
            assert not here.kept
    assert here.keep() == ELSEWHERE
    assert names(desks[0]) == ["Here", "There"]


# --- whatever the order ---


class Window:
    """A sitting in one window; each answer is a private word that was never given before."""

    def __init__(self, desk: Desk, vault: Vault, name: str) -> None:
        self.desk = desk
        self.vault = vault
        self.name = name
        self.count = 0
        self.sitting = desk.start()
        self.seen: int | None = None
        """The revision of the plan that this sitting goes on from."""
        self.known: set[str] = set()
        """Words that the plan of this sitting ever held."""

    @property
    def words(self) -> set[str]:
        return set(self.sitting.plan.boundaries.private_words)

    def do(self, what: str) -> None:
        if what == "answer":
            self.count += 1
            self.sitting.add("boundaries.private_words", f"{self.name}{self.count}")
        else:
            getattr(Sitting, what)(self.sitting)
        self.known |= self.words

    def stamp(self) -> int | None:
        return self.vault.stamp(self.sitting.plan_id) if self.sitting.plan_id else None

    def keep(self, safe: set[str]) -> None:
        """Keep the plan; ``safe`` is what was acknowledged so far, and not taken back since."""
        now, changed = self.stamp(), not self.sitting.kept
        remark = self.sitting.keep()
        if not changed:
            assert remark == ""
        elif self.seen != now:
            assert remark == (DELETED if now is None else ELSEWHERE)
        else:
            assert remark == ""
            safe -= self.known - self.words
        if changed:
            self.seen = self.stamp()
            safe |= self.words

    def open(self, plan_id: str) -> None:
        """Leave the sitting without keeping it, and begin one on a plan that is there."""
        self.sitting = self.desk.resume(plan_id)
        self.seen = self.stamp()
        self.known = self.words


def words_in(desk: Desk, plan_ids: Iterable[str]) -> set[str]:
    """Return all words of some plans, and of their earlier versions."""
    found: set[str] = set()
    for plan_id in plan_ids:
        found.update(parse_plan(desk.read(plan_id)).boundaries.private_words)
        for version in desk.history(plan_id):
            seen = desk.look_at(plan_id, version.revision)
            found.update(seen.plan.boundaries.private_words)
    return found


DOINGS = st.tuples(
    st.sampled_from(["answer", "answer", "keep", "keep", "undo", "redo", "open"])
    | st.sampled_from(["rename", "restore", "delete", "wait"]),
    st.sampled_from([0, 1]),
    st.integers(0, 9),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(DOINGS, min_size=5, max_size=40))
def test_every_answer_that_was_acknowledged_is_in_some_plan(
    desks: Desks, vault: Vault, clock: Clock, doings: list[tuple[str, int, int]]
) -> None:
    for entry in desks[0].plans():
        desks[0].delete(entry.id)
    windows = [Window(desk, vault, name) for desk, name in zip(desks, "ab", strict=True)]
    safe: set[str] = set()
    windows[0].do("answer")
    windows[0].keep(safe)
    windows[1].open("plan-2026-11-21")
    for what, place, which in doings:
        at, desk = windows[place], desks[place]
        ids = [entry.id for entry in desk.plans()]
        plan_id = ids[which % len(ids)] if ids else None
        match what:
            case "answer" | "undo" | "redo":
                at.do(what)
            case "keep":
                at.keep(safe)
            case "wait":
                clock.now += 200
            case "open" if plan_id:
                at.open(plan_id)
            case "rename" if plan_id:
                desk.rename(plan_id, f"{which}")
            case "restore" if plan_id and (versions := desk.history(plan_id)):
                desk.restore(plan_id, versions[which % len(versions)].revision)
            case "delete" if plan_id and which < 3:
                safe -= words_in(desk, [plan_id])
                desk.delete(plan_id)
            case _:
                pass
        assert safe <= words_in(desks[1 - place], [entry.id for entry in desk.plans()])
    assert vault.check() == []
