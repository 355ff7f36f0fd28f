"""Walks over all pages with the real catalogue: everything is there, and everything can be used."""

from functools import cache

import pytest

from discloser.interview.answering import value_at
from discloser.interview.shortest import QUESTIONS
from discloser.model.words import Audience, Result, Topic
from discloser.session.book import END, PAGES, Page, page_after, short_pages
from discloser.session.pages.texts import shown
from discloser.session.pressing import choose, press, type_into
from discloser.session.preview import options_of
from discloser.session.rows import Row, View

from ..plans import plan, standard  # noqa: TID252 - tests are no package
from .walking import PLANS, all_rows, sitting, use, uses

CATALOGUE = standard().pack.catalogue


@cache
def rows(name: str) -> tuple[tuple[Page, Row], ...]:
    """Return all rows of all pages of a plan, unfolded."""
    at = sitting(PLANS[name])
    return tuple((page, row) for page in PAGES.values() for row in all_rows(page, at))


@pytest.mark.parametrize("name", PLANS)
def test_every_row_has_a_name_of_its_own(name: str) -> None:
    for page in PAGES.values():
        ids = [row.id for there, row in rows(name) if there is page]
        assert sorted(ids) == sorted(set(ids)), page.id


@pytest.mark.parametrize("name", PLANS)
def test_everything_in_the_catalogue_can_be_reached(name: str) -> None:
    paths = {row.path for _, row in rows(name)}
    items = {(row.path, row.item) for _, row in rows(name)}
    cells = [cell.path for _, row in rows(name) for cell in row.cells if cell.path]
    wanted = {
        *(("why.reasons", reason) for reason in CATALOGUE.reasons),
        *(("choice.decision", str(decision)) for decision in CATALOGUE.decisions),
        *(("impact", impact) for impact in CATALOGUE.impacts),
        *(("ask", ask) for ask in CATALOGUE.accommodations),
        *(("outcome.result", str(result)) for result in Result),
    }
    assert wanted <= items
    assert len(wanted) == 20 + 7 + 52 + 76 + 6
    wanted_paths = {
        *(f"why.context.{context}" for context in CATALOGUE.contexts),
        *(
            f"why.items_{when}.{item}"
            for when in ("before", "after")
            for item in CATALOGUE.certainty
        ),
        *(f"boundaries.level.{audience}" for audience in Audience),
        *(f"health.{topic}" for topic in Topic),
    }
    assert wanted_paths <= paths
    assert len(wanted_paths) == 12 + 2 * 10 + 9 + 14
    assert sorted(cells) == sorted(
        f"boundaries.except.{audience}.{topic}" for audience in Audience for topic in Topic
    )
    assert len(cells) == 9 * 14


MAY_REFUSE = ("3 asks are the most", "At least one ask is said")
"""Beginnings of what may be said when a row is used that can be seen."""


@pytest.mark.parametrize("name", PLANS)
def test_every_row_can_be_used_taken_back_and_saved(name: str) -> None:
    """Every way for two plans; for the sample persons, one way for every third row."""
    at = sitting(PLANS[name])
    before = at.plan
    count = 0
    every = name in {"empty", "full"}
    for page, row in rows(name)[:: 1 if every else 3]:
        ways = list(uses(row))
        if ways and not every:
            ways = [ways[len(row.id) % len(ways)]]
        for way, change in ways:
            refused = use(at, change)
            assert refused.startswith(MAY_REFUSE) if refused else True, f"{page.id}: {way}"
            assert at.plan == before, f"{page.id}: {way}"
        count += len(ways)
    assert count > (600 if every else 60)


@pytest.mark.parametrize("name", PLANS)
def test_what_stands_in_a_line_can_be_entered_as_it_is(name: str) -> None:
    """Opening a line and pressing Enter changes nothing."""
    at = sitting(PLANS[name])
    for page, row in rows(name):
        if row.kind == "field":
            type_into(at, row, "" if row.item else row.value)
            assert at.plan == PLANS[name], f"{page.id}: {row.id}"


def test_a_typed_weight_is_said_as_one_from_a_file_is() -> None:
    """Opening the line of a weight and pressing Enter changes no paper either."""
    at = sitting(plan({"impact": [{"id": "ph_lift", "values": {"kg": 10}}]}))
    place = at.session.first_fitting(["script_1min"])
    assert place is not None
    before = at.session.draft(place).text
    assert "10 kg" in before
    row = next(row for row in all_rows(PAGES["work"], at) if row.typed == "weight")
    type_into(at, row, row.value)
    assert at.session.draft(place).text == before


def test_a_session_of_many_answers_can_be_taken_back_whole() -> None:
    """Answers on top of answers: each page is used from its end to its beginning."""
    at = sitting(PLANS["empty"])
    trail = [at.plan]
    for page in PAGES.values():
        for row in reversed(all_rows(page, at)[:120]):
            for _, change in list(uses(row))[-1:]:
                change(at)
                at.stop_typing()
                if at.plan is not trail[-1]:
                    trail.append(at.plan)
    assert len(trail) > 150
    for before in reversed(trail[:-1]):
        assert at.undo() is not None
        assert at.plan == before
    assert at.undo() is None
    for after in trail[1:]:
        assert at.redo() is not None
        assert at.plan == after
    assert at.redo() is None


def test_what_was_unfolded_stays_so_while_one_answers() -> None:
    """Nothing closes under somebody's hands, on any page."""
    closed = []
    for page in PAGES.values():
        at = sitting(PLANS["empty"])
        for head in [row for row in page.rows(at, View()) if row.folds]:
            view = View() if head.open else View(frozenset({head.id}))
            there = list(page.rows(at, view))
            place = [row.id for row in there].index(head.id) + 1
            for _, change in [way for row in there[place : place + 3] for way in uses(row)]:
                change(at)
                if at.plan != PLANS["empty"]:
                    break
            now = next(row for row in page.rows(at, view) if row.id == head.id)
            closed += [] if now.open else [f"{page.id}: {head.id}"]
            while at.undo():
                pass
    assert closed == []


def test_pages_lead_from_the_first_to_the_last_and_back() -> None:
    ids = list(PAGES)
    assert len(ids) == 9
    here, walked = ids[0], [ids[0]]
    while there := page_after(here, 1):
        back = page_after(there.id, -1)
        assert back is not None
        assert back.id == here
        here = there.id
        walked.append(here)
    assert walked == ids
    assert page_after(ids[0], -1) is None
    assert [PAGES[page].step for page in ids] == list(range(1, 10))


@pytest.mark.parametrize("name", PLANS)
def test_no_page_is_a_dead_end(name: str) -> None:
    at = sitting(PLANS[name])
    for page in PAGES.values():
        if page.id == "practise" and not at.session.first_fitting(["deflection_sheet"]):
            continue
        there = (row for where, row in rows(name) if where is page)
        assert any(row.kind not in {"heading", "text"} or row.folds for row in there)


# --- the shortest path ---


@pytest.mark.parametrize("name", PLANS)
def test_the_shortest_path_asks_nothing_that_is_answered(name: str) -> None:
    at = sitting(PLANS[name])
    *asked, end = short_pages(at.plan)
    assert end is END
    for page in asked:
        assert not value_at(at.plan, page.id.removeprefix("short ")), page.id
        assert any(row.kind not in {"heading", "text"} for row in page.rows(at, View()))
    assert any(row.item == "goto reasons" for row in end.rows(at, View()))


def test_five_answers_lead_to_papers() -> None:
    at = sitting(PLANS["empty"])
    for question in QUESTIONS:
        page = short_pages(at.plan)[0]
        assert page.title == question.text
        row = next(
            row for row in all_rows(page, at) if row.kind in {"pick", "tick", "choice", "field"}
        )
        if row.kind == "choice":
            choose(at, row, row.options[1].value)
        elif row.kind == "field":
            type_into(at, row, "something long")
        else:
            press(at, row)
    assert short_pages(at.plan) == (END,)
    papers = [row.item for row in END.rows(at, View()) if row.item.startswith("read ")]
    assert "read script_20s/manager" in papers
    assert "read request_email/manager" in papers


# --- searching ---


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("work", {entry.id: entry.label for entry in CATALOGUE.impacts.values()}),
        ("asks", {entry.id: shown(entry.short) for entry in CATALOGUE.accommodations.values()}),
    ],
    ids=["work", "asks"],
)
def test_each_line_is_found_by_its_own_words(page: str, labels: dict[str, str]) -> None:
    at = sitting(PLANS["empty"])
    assert PAGES[page].searched
    for entry, label in labels.items():
        words = label.split()
        if "-" in label:  # see below
            words = label.replace("-", " ").split()
        for search in (
            " ".join(words),
            " ".join(reversed(words)).upper(),
            f"{words[0][:4]} {words[-1]}",
        ):
            found = [row.item for row in PAGES[page].rows(at, View(search=search))]
            assert entry in found, search
            assert len(found) < len(labels), search


def test_a_line_is_found_by_a_word_with_a_hyphen() -> None:
    found = PAGES["asks"].rows(sitting(PLANS["empty"]), View(search="step-by-step"))
    assert "phased_return" in [row.item for row in found]


def test_a_search_that_finds_nothing_shows_no_entry_and_changes_nothing() -> None:
    at = sitting(PLANS["full"])
    for page in ("work", "asks"):
        rows = list(PAGES[page].rows(at, View(search="xyzzy [/quote]")))
        assert not [row for row in rows if row.kind == "tick"]
    assert at.plan == PLANS["full"]


def test_a_found_line_can_be_ticked_where_it_stands() -> None:
    at = sitting(PLANS["empty"])
    for page, table in (("work", "impact"), ("asks", "ask")):
        view = View(search="meeting")
        row = next(row for row in PAGES[page].rows(at, view) if row.kind == "tick")
        press(at, row)
        assert value_at(at.plan, f"{table}[0].id") == row.item
        assert next(each for each in PAGES[page].rows(at, view) if each.id == row.id).on


def test_each_level_is_offered_with_the_sentence_it_would_give() -> None:
    at = sitting(plan({"health": {"name": "zorbulin"}}))
    row = next(row for row in all_rows(PAGES["boundaries"], at) if row.id == "level manager")
    said = [option.about for option in options_of(at.session, row)]
    assert len(said) == 6
    assert ["zorbulin" in each for each in said] == [False] * 4 + [True] * 2
    assert len(set(said)) == 6
