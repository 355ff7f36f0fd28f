"""Guards for whole English documents: layout, Markdown, and any text that anybody may type."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.text import english

TANGLED = st.text(st.sampled_from("aAnIi.?!,;:…-–—*_#>|`'\"()[]<1 8\n\t🙂é।")) | st.text(
    max_size=60
)
HOSTILE = (
    "مرحبا، لا أستطيع الجلوس؟",
    "👩🏽\u200d💻 works 🙂",
    "e\u0301te\u0301 noe\u0308l",
    "痛みがあります。",
    "धीरे धीरे",
    "[click](http://x) <script>alert(1)</script> {{ 7*7 }} **b**",
    "\u2028line\u2029line\x85line",
)
TEXT_ONLY: tuple[Callable[[str], object], ...] = (
    english.article,
    english.as_prose,
    english.as_range,
    english.check_articles,
    english.clause,
    english.dashes,
    english.date_text,
    english.doubled_words,
    english.escape_line_start,
    english.fix_articles,
    english.hours_text,
    english.lower_first,
    english.orphan_headings,
    english.plain,
    english.possessive,
    english.sentence,
    english.squeeze,
    english.tidy_quotes,
    english.time_text,
    english.weight_text,
    english.with_article,
)
STABLE: tuple[Callable[[str], str], ...] = (
    english.as_prose,
    english.clause,
    english.dashes,
    english.escape_line_start,
    english.fix_articles,
    english.hours_text,
    english.lower_first,
    english.possessive,
    english.sentence,
    english.squeeze,
    english.tidy_quotes,
    english.with_article,
)


# Whole documents


def test_squeeze_closes_the_gaps_of_a_template() -> None:
    raw = "\n\n# Plan  \r\n\n\n\n- x  y\n-\n  - z\n    more\n- [ ]\n- .\n2.\n   Text\t here\n\n \n"
    assert english.squeeze(raw) == "# Plan\n\n- x y\n  - z\n    more\n   Text here\n"
    assert english.squeeze(" \n\n") == ""


def test_squeeze_keeps_the_lines_of_a_person() -> None:
    own = "I can do it by\n2.\n--\nAda\n---\n- [ ] call\n1. a\n"
    assert english.squeeze(own) == own
    assert english.squeeze("  stray indent") == "stray indent\n"


@given(TANGLED)
def test_squeeze_loses_no_word(text: str) -> None:
    words = [sign for sign in text if sign.isalpha()]
    squeezed = english.squeeze(text)
    assert [sign for sign in squeezed if sign.isalpha()] == words
    assert "\n\n\n" not in squeezed
    assert " \n" not in squeezed
    assert not squeezed or squeezed.endswith("\n")


def test_headings_with_nothing_below_are_named() -> None:
    text = "# Title\n## Agreed\n- x\n## Open\n\n## Not agreed\n### Why\n"
    assert english.orphan_headings(text) == ["## Open", "## Not agreed", "### Why"]
    assert english.orphan_headings("# Title\n## A\ntext\n#hash\n") == []


STRUCTURE = (
    *("# a", "##", "- x", "* x", "+ x", "1. x", "23) x", "> q", ">q", "```", "~~~ x", "| t |"),
    *("---", "***", "_ _ _", "===", "[x]: http://y", "--- | ---"),
)


@pytest.mark.parametrize("line", STRUCTURE)
def test_a_persons_line_never_becomes_structure(line: str) -> None:
    escaped = english.escape_line_start(f"fine\n    {line}")
    assert escaped.replace("\\", "", 1) == f"fine\n{line}"
    assert escaped != f"fine\n{line}"
    assert "\n" not in english.as_prose(f"fine\n{line}")


@pytest.mark.parametrize(
    "line", ["#tag", "-5 degrees", "2026 was long", "**bold**", "a - b", "🙂", "1.5 kg"]
)
def test_a_harmless_line_is_not_escaped(line: str) -> None:
    assert english.escape_line_start(line) == line


@given(TANGLED)
def test_plain_takes_off_what_escaping_put_on(text: str) -> None:
    lines = [line.lstrip(" \t") for line in text.replace("**", "").split("\n")]
    own = "\n".join(lines)
    assert english.plain(english.escape_line_start(own)) == own


def test_prose_cannot_link_or_run() -> None:
    assert english.as_prose("a\n b [x](y) <script> <3 a < b") == "a b [x] (y) < script> <3 a < b"


def test_plain_strips_only_what_templates_use() -> None:
    text = (
        "# Plan\n## **What** I ask\n- **Start:** 10:00\n  * late\n1. 2**3**4, *so*, ** a **, **a**b"
    )
    assert english.plain(text) == (
        "Plan\nWhat I ask\n- Start: 10:00\n  - late\n1. 2**3**4, *so*, ** a **, **a**b"
    )


# Everything


@pytest.mark.parametrize("function", STABLE)
@given(text=TANGLED)
def test_doing_it_twice_changes_nothing_more(function: Callable[[str], str], text: str) -> None:
    once = function(text)
    assert function(once) == once


@pytest.mark.parametrize("function", TEXT_ONLY)
@pytest.mark.parametrize(
    "part",
    [
        "a ",
        " ",
        "\n",
        "*",
        "**a ",
        "# ",
        "- ",
        "a.",
        ". ",
        "'",
        "[",
        "3-",
        "8",
        "a",
        "é\u0301",
        "<",
        "🙂",
    ],
)
def test_long_hostile_text_is_answered(function: Callable[[str], object], part: str) -> None:
    """A regex that backtracks over all of it would not come back from these."""
    for text in (part * 20_000, "3 " + part * 20_000 + "!", f"a {part * 20_000}\x00"):
        function(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_script_passes_through_prose(text: str) -> None:
    for function in (
        english.as_prose,
        english.sentence,
        english.clause,
        english.squeeze,
        english.plain,
    ):
        shown = function(text)
        assert [sign for sign in shown.casefold() if sign.isalnum()] == [
            sign for sign in text.casefold() if sign.isalnum()
        ]
        assert shown.count("\u200d") == text.count("\u200d")
