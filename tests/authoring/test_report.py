"""How findings are shown: what is meant is underlined, whatever stands in the line."""

import pytest

from discloser.authoring.finding import PackFinding
from discloser.authoring.report import MOST_SHOWN, as_data, as_text, closing, columns
from discloser.model.words import Severity

from .benches import overlay

WHY, HOW = "It is wrong.", "Write {% if to_name %} … {% endif %} around it."


def finding(column: int, text: str, line: int = 1, severity: str = "block") -> PackFinding:
    return PackFinding(
        "p_name",
        Severity(severity),
        "mine/documents/a.j2",
        line,
        column,
        text,
        WHY,
        HOW,
    )


def drawn(source: str, text: str, width: int = 80) -> tuple[str, str]:
    """Return the two lines that show a place."""
    bench = overlay({"documents/a.j2": source})
    shown = as_text(bench, [finding(source.index(text) + 1, text)], width)
    line, marks = shown.split("\n")[1:3]
    return line, marks


@pytest.mark.parametrize(
    "front",
    ["", "Hello ", "\t", "\t\tA ", "漢字 ", "e\u0301 ", "\U0001f600 ", "x" * 90, "漢" * 300 + "\t"],
)
@pytest.mark.parametrize("back", ["", " and more", "漢" * 90])
@pytest.mark.parametrize("meant", ["to_nmae", "漢字", "e\u0301x"])
def test_what_is_meant_stands_right_above_its_marks(front: str, back: str, meant: str) -> None:
    line, marks = drawn(f"{front}{meant}{back}", meant)
    assert columns(line) <= 80
    start = marks.index("^")
    assert set(marks[start:]) == {"^"}
    before = line[: line.index(meant)]
    assert columns(before) == start
    assert columns(meant) == len(marks) - start


def test_nothing_that_acts_on_a_terminal_gets_through() -> None:
    line, _ = drawn("\x1b[31m\u202e bad", "bad")
    assert line.isprintable()


def test_what_is_to_be_copied_stays_on_one_line() -> None:
    bench = overlay({"documents/a.j2": "x"})
    for width in range(30, 60):
        shown = as_text(bench, [finding(1, "x")], width)
        assert "{% if to_name %}" in shown
        assert "{% endif %}" in shown


def test_the_last_line_counts() -> None:
    block, warn = finding(1, "x"), finding(2, "x", severity="warn")
    assert closing("mine", []) == "mine: nothing found."
    assert closing("mine", [block, warn, warn]) == "mine: 1 to mend, 2 to look at."
    assert closing("mine", [warn]) == "mine: 1 to look at."


def test_more_than_anybody_reads_is_counted_only() -> None:
    bench = overlay({"documents/a.j2": "x\n" * 3000})
    many = [finding(1, "x", line) for line in range(1, 3001)]
    shown = as_text(bench, many)
    assert shown.count("To mend: ") == MOST_SHOWN
    assert "And 2,800 more." in shown
    assert shown.endswith("mine: 3,000 to mend.\n")
    assert len(as_data("mine", many)["findings"]) == 3000  # type: ignore[arg-type]
