"""Changes are shown word by word, in their sentence, and each of them once."""

from hypothesis import given
from hypothesis import strategies as st

from discloser.authoring.drafted.golden import compared
from discloser.authoring.drafted.tested_text import marked
from discloser.authoring.drafted.word_diff import word_diff

TEXTS = st.lists(st.sampled_from(["I", "work", "late.", "\n", "- ", "well", "Is it?", "  "])).map(
    " ".join
)


def shown(old: str, new: str) -> list[str]:
    return [marked(change) for change in word_diff(old, new)]


def test_a_change_stands_in_its_sentence() -> None:
    old = "Hello Jo,\n\nThank you for the talk. I like it here. See you.\n"
    new = "Hello Jo,\n\nThanks for our talk. I like it here. See you soon.\n"
    assert shown(old, new) == [
        "[-Thank you-]{+Thanks+} for [-the-]{+our+} talk.",
        "See you{+ soon+}.",
    ]


def test_words_that_only_a_space_keeps_apart_change_together() -> None:
    assert shown("I do this work well.", "I do that job well.") == [
        "I do [-this work-]{+that job+} well."
    ]


def test_lines_come_and_go_as_a_whole() -> None:
    assert shown("- one\n- two\n", "- two\n- three\n") == ["[-- one\n-]", "{+- three\n+}"]


@given(TEXTS, TEXTS)
def test_nothing_is_shown_for_the_same_text_and_something_for_any_other(old: str, new: str) -> None:
    assert not word_diff(old, old)
    assert bool(word_diff(old, new)) is (old != new)


@given(TEXTS, TEXTS)
def test_every_change_holds_words_of_the_texts_as_they_stand(old: str, new: str) -> None:
    for change in word_diff(old, new):
        assert change.old in old
        assert change.new in new


def test_one_change_in_many_texts_is_told_once() -> None:
    names = ["Jo", "Ann", "Mr. Wong"]
    before = {f"{name}/a.manager.md": f"I like this job, {name}, and it fits." for name in names}
    now = {path: text.replace("like", "love") for path, text in before.items()}
    [same] = compared(before, now).changes
    assert len(same.texts) == len(names)
    assert same.change.about[0].text == "like"


def test_texts_that_are_new_or_gone_are_named() -> None:
    found = compared({"a/x.hr.md": "A", "a/y.hr.md": "B"}, {"a/y.hr.md": "B", "a/z.hr.md": "C"})
    assert (found.changed, found.new, found.gone) == ((), ("a/z.hr.md",), ("a/x.hr.md",))
    assert found.different == 2
