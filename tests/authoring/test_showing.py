"""What a preview shows is what a person would get, and every choice can be gone through."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace

from discloser.authoring.shown import moving
from discloser.authoring.shown.moving import start
from discloser.authoring.shown.showing import EVERYTHING, Only, Showing, View, require
from discloser.authoring.workbench import Workbench
from discloser.errors import UsageError
from discloser.model.words import Audience
from discloser.session.session import Session

from ..people import NAMES, session  # noqa: TID252 - tests are no package
from .own_pack import CACHE, TODAY, following, own_pack, standard

Move = Callable[[Showing, View, int], View]


@cache
def there() -> Showing:
    """Return the standard pack as a preview shows it."""
    return Showing(Workbench([standard()], CACHE), TODAY)


def test_the_preview_shows_what_the_persons_would_get() -> None:
    shown = {
        (view.person, view.document, view.audience): there().shown(view)
        for view in there().views(View(), EVERYTHING)
    }
    real = {
        (name, spec.id, str(audience)): session(name).draft((spec, audience))
        for name in NAMES
        for spec, audience in session(name).places()
    }
    assert shown.keys() == real.keys()
    for place, document in real.items():
        one = shown[place]
        assert (one.markdown, one.subject) == (document.text.strip(), document.subject), place
        assert [each.why for each in one.findings] == [each.message for each in document.findings]
        assert not one.troubles
        assert not one.remarks
        assert one.sources[0].what == "template"


def test_a_level_is_that_of_the_audience_of_the_document() -> None:
    for level in range(6):
        for document, audience in (("script_20s", ""), ("deflection_sheet", "team")):
            view = View("maya", document, audience, level=level)
            shown = there().shown(view)
            own = session("maya")
            whom = Audience(audience) if audience else own.plan.audience
            levels = {**own.plan.boundaries.level, whom: level}
            boundaries = replace(own.plan.boundaries, level=levels)
            real = Session(replace(own.plan, boundaries=boundaries), own.workshop, TODAY)
            place = real.places([document], whom)[0]
            assert shown.markdown == real.draft(place).text.strip()
            assert shown.level == level


MOVES = ("person", "document", "audience", "tone", "length", "level")


@pytest.mark.parametrize("name", MOVES)
def test_every_choice_can_be_gone_through_both_ways(name: str) -> None:
    move: Move = getattr(moving, f"{name}_after")
    begin = View("maya", "script_20s")
    for by in (1, -1):
        seen = [begin]
        while (view := move(there(), seen[-1], by)) != begin:
            assert view not in seen
            assert move(there(), view, -by) == seen[-1]
            assert not there().shown(view).troubles
            seen.append(view)
        assert len(seen) > 2
    shown = [there().shown(view) for view in seen]
    held = {(each.view.person, each.title, each.audience, each.tone, each.level) for each in shown}
    assert len(held) == len(seen), "each of them is another text"


def test_moves_skip_what_is_not_offered_as_long_as_something_is() -> None:
    view = View("maya", "script_20s")
    for _ in range(len(NAMES)):
        view = moving.person_after(there(), view)
        assert "script_20s" in there().offered(view.person)
    nobody = replace(view, document="request_letter", person="maya")
    for by in (1, -1):
        assert moving.person_after(there(), nobody, by).person != "maya"


def test_the_start_is_what_the_pack_changes(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    showing = following(root).there
    assert showing
    assert start(showing, View()).document == "script_20s"
    assert start(showing, View("kofi")).person == "kofi"
    (root / "documents" / "private_plan.j2").write_text("Nothing.\n", "utf-8")
    showing = following(root).there
    assert showing
    begun = start(showing, View())
    assert begun.document == "private_plan"
    assert "private_plan" in showing.offered(begun.person)


def test_a_document_that_a_person_does_not_get_says_why() -> None:
    without = next(name for name in NAMES if not session(name).plan.ask)
    shown = there().shown(View(without, "request_email"))
    assert not shown.text
    assert "`has_asks`" in shown.remarks[0]
    assert shown.sources
    told = there().shown(View("maya", "private_plan"))
    assert told.text
    assert "decision" in told.remarks[0]


def test_only_what_was_named_is_gone_through() -> None:
    only = Only(("maya", "kofi"), ("script_20s",))
    showing = Showing(Workbench([standard()], CACHE), TODAY, only)
    views = list(showing.views(View(), only))
    assert {view.person for view in views} == {"maya", "kofi"}
    assert {view.document for view in views} == {"script_20s"}


@pytest.mark.parametrize(
    ("view", "only", "said"),
    [
        (View(), Only(("may",)), "Did you mean maya"),
        (View(), Only((), ("script20",)), "Did you mean script_20s"),
        (View(tone="warmm"), EVERYTHING, "Did you mean warm"),
        (View(length="20"), EVERYTHING, "Did you mean 20s"),
        (View(audience="managr"), EVERYTHING, "Did you mean manager"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    view: View, only: Only, said: str
) -> None:
    require(there().bench, View(audience="hr", tone="warm", length="20s"), Only(("maya",)))
    with pytest.raises(UsageError, match=said):
        require(there().bench, view, only)


def test_a_text_says_where_its_own_sentence_stands() -> None:
    with TemporaryDirectory() as folder:
        shown = following(own_pack(Path(folder))).shown(View("maya", "script_20s"))
    assert [(each.what, each.file, each.line) for each in shown.sources][:2] == [
        ("template", "standard/documents/script_20s.j2", 1),
        ("phrase reassurance_20s", "mine/phrases/mine.toml", 2),
    ]
