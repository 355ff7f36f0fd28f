"""``pack preview`` without its screen: texts, the page, what it says of mistakes, and watching."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ..authoring.own_pack import SAID, own_pack, say  # noqa: TID252 - tests are no package
from .running import Run

ONE = ("--plain", "--person", "maya", "--document", "script_20s")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a pack among the person's own."""
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setenv("DISCLOSER_PACKS", str(folder))
    return own_pack(folder)


def test_texts_are_printed_with_what_they_tell(run: Run, mine: Path) -> None:
    assert mine.is_dir()
    ran = run("pack", "preview", *ONE)
    assert ran.code == 0, ran
    assert "maya: script_20s (What to say in 20 seconds, to say to your manager)" in ran.out
    assert "tone warm, length 20s, level 2" in ran.out
    assert SAID in ran.out
    assert "- Level 2 for your manager" in ran.out


def test_a_choice_changes_the_text_and_a_finding_the_exit_code(run: Run, mine: Path) -> None:
    say(mine, "I am sorry.")
    ran = run("pack", "preview", "mine", *ONE, "--level", "4", "--tone", "formal")
    assert ran.code == 1, "the sample person asked that the name stands nowhere"
    assert "tone formal, length 20s, level 4" in ran.out
    assert "X To mend: " in ran.out
    assert "! To look at: mine/phrases/mine.toml:4: " in ran.out


def test_without_a_terminal_the_texts_are_printed(run: Run, mine: Path) -> None:
    assert SAID in run("pack", "preview", str(mine), *ONE[1:]).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--person", "may"), "Did you mean maya?"),
        (("--document", "script20s"), "Did you mean script_20s?"),
        (("--tone", "warmm"), "Did you mean warm?"),
        (("--audience", "bosss"), "There are: manager"),
        (("--level", "6"), "a number from 0 to 5"),
        (("--level", "two"), "a number from 0 to 5"),
    ],
)
def test_a_slip_in_an_option_names_the_nearest(
    run: Run, mine: Path, arguments: tuple[str, ...], said: str
) -> None:
    run("pack", "preview", mine, "--plain", *arguments).refused(said)


def test_no_such_pack_is_refused(run: Run) -> None:
    run("pack", "preview", "standrd", "--plain").refused("Did you mean standard?")


def test_a_broken_pack_is_told_with_file_and_line(run: Run, mine: Path) -> None:
    (mine / "pack.toml").write_text('title = "Never ends\n', "utf-8")
    ran = run("pack", "preview", "mine", "--plain")
    ran.refused("mine/pack.toml:1:", "no quote at its end")


def test_a_document_that_does_not_fit_says_why(run: Run, mine: Path) -> None:
    ran = run("pack", "preview", mine, "--plain", "--person", "sam", "--document", "request_letter")
    assert ran.code == 0
    assert "It is written only if" in ran.out
    ran = run("pack", "preview", mine, "--plain", "--document", "script_20s", "--audience", "team")
    assert (ran.code, ran.out) == (0, "")
    assert "No sample person is offered this" in ran.err


def test_the_page_is_written_and_written_again(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    ran = run("pack", "preview", mine, "--html", page, *ONE[1:])
    assert (ran.code, ran.out) == (0, "")
    assert f"Wrote {page}: " in ran.err
    assert SAID in page.read_text("utf-8")
    run("pack", "preview", mine, "--html", tmp_path / "no" / "page.html").refused("no folder")
    other = tmp_path / "other.html"
    other.write_text("My own page.", "utf-8")
    run("pack", "preview", mine, "--html", other, *ONE[1:]).refused("--replace")
    assert other.read_text("utf-8") == "My own page."
    assert run("pack", "preview", mine, "--html", other, *ONE[1:], "--replace").code == 0
    assert SAID in other.read_text("utf-8")

    seen = []

    def saved() -> None:
        seen.append(page.read_text("utf-8"))
        say(mine, "Something new.")

    watched(monkeypatch, saved, lambda: seen.append(page.read_text("utf-8")))
    ran = run("pack", "preview", mine, "--html", page, *ONE[1:], "--watch")
    assert ran.code == 130
    assert ["Something new." in each for each in seen] == [False, True]
    assert all('http-equiv="refresh"' in each for each in seen)


def watched(monkeypatch: pytest.MonkeyPatch, *saves: Callable[[], None]) -> None:
    """Do something in each pause between two looks, and press Ctrl+C in the last."""
    left = list(saves)

    def pause(seconds: float) -> None:
        assert 0 < seconds <= 1
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    monkeypatch.setattr(time, "sleep", pause)


def test_watching_prints_what_changed_and_nothing_else(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(
        monkeypatch,
        lambda: None,
        lambda: say(mine, "Something new."),
        lambda: say(mine, "{to_nam}"),
        lambda: say(mine, "Something new."),
        lambda: os.utime(mine / "pack.toml", (1, 1)),
    )
    ran = run("pack", "preview", mine, *ONE, "--document", "script_full", "--watch")
    assert ran.code == 130
    texts = ran.out.split("=" * 72)
    assert sum(SAID in each for each in texts) == 1
    assert sum("Something new." in each for each in texts) == 1
    assert sum("script_full" in each for each in texts) == 1
    assert "mine/phrases/mine.toml:4" in ran.err
    assert "Did you mean `to_name`?" in ran.err
    assert ran.err.count("No text is different.") == 2, "mended, and touched"
