"""What is wrong in a broken file is told by its cause, in its line, in words that people know."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discloser.text.toml import BrokenToml, parse
from discloser.text.toml_slips import slip_in
from tests.text.test_toml_places import STANDARD, TABLES

PACK = '''#:schema ../.schema/catalogue.json
# Sentences of documents.

[[phrase]]
id = "reassurance_20s"
text = "This job matters to me."

[[phrase]]
id = "my_lead"
text = [
  { text = "We talk on {meeting_date}. Keep this.", when = ["dated", "held"], level = 2 },
  { text = "Until then.", reveals = ["appointments"] },
  "Please keep this between us.",
]

[[question]]
id = "my_walk"
askers = ["close_colleague", "team"] # who asks

[[question.reply]]
technique = "brief"
text = """
  Shall we
  talk?
"""

[note]
checked = 2026-12-01
text = "A note."
'''

JARGON = re.compile(
    r"inline|table|array|statement|\\n|unescaped|illegal|value|document|newline|token|declare|"
    r"character|overwrite|unclosed|namespace",
    re.IGNORECASE,
)
"""What the parser says and no author of words knows."""


def broken(text: str) -> BrokenToml:
    with pytest.raises(BrokenToml) as caught:
        parse(text)
    return caught.value


def after(old: str, new: str) -> BrokenToml:
    assert old in PACK
    return broken(PACK.replace(old, new, 1))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_sign_that_is_missing_is_told_in_its_line(end: str) -> None:
    whole = PACK.replace("\n", end)
    parse(whole)
    told = 0
    for at, sign in enumerate(whole):
        text = whole[:at] + whole[at + 1 :]
        if sign not in "\"'[]{},=" or _parses(text):
            continue
        error, line = broken(text), whole.count("\n", 0, at) + 1
        said = f"{error.message} {error.fix}"
        named = {error.line, *map(int, re.findall(r"\bline (\d+)", said))}
        assert named & {line, line + 1}, (sign, line, said)
        assert not JARGON.search(said), said
        assert error.column
        assert error.text
        assert text.split("\n")[error.line - 1].startswith(error.text, error.column - 1)
        told += 1
    assert told > 80


def _parses(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("old", "new", "place", "shown", "said"),
    [
        (
            'this.", when',
            "this., when",
            (11, 12),
            '"We talk on {meeting_date}. Keep this.',
            "at its end",
        ),
        ('to me."', "to me.", (6, 8), '"This job matters to me.', "no quote at its end"),
        ('to me."', "to me.\u201d", (6, 32), "\u201d", "straight quote"),
        ('this.", when', "this.\u201d, when", (11, 50), "\u201d", "straight quote"),
        ('"This job', "\u201cThis job", (6, 8), "\u201cThis", "straight quotes"),
        ('"This job matters', '"This "job" matters', (6, 14), '"', "quote inside the quotes"),
        ('["appointments"] },', '["appointments"] }', (12, 54), "}", "comma is missing"),
        (
            'us.",\n]',
            'us.",\n',
            (13, 3),
            '"Please keep this between us."',
            "in line 10 is not closed",
        ),
        ("[[phrase]]", "[phrase]", (4, 1), "[phrase]", "in line 8 it has two"),
        ('"my_lead"\n', '"my_lead"\nid = "b"\n', (10, 1), "id", "line 9 and again in line 10"),
        ("# Sentences of", "Sentences of", (2, 1), "Sentences of documents.", "write # in front"),
        ("level = 2 }", "level = 2, }", (11, 88), ",", "comma too many"),
        (' },\n  "Please', '\n  "Please', (12, 52), "]", "begins with { in line 12"),
        ('this.", when', 'this.",\n    when', (11, 3), None, "on one line"),
        ("2026-12-01", "1.12.2026", (28, 11), "1.12.2026", "Write a date as 2026-12-01"),
        ("level = 2", "level = yes", (11, 87), "yes", "Write true or false"),
        ("level = 2", 'level = 2, text = "b"', (11, 90), "text", "line 11 and again in line 11"),
        ("matters", "mat\\ters\\Docs", (6, 26), "\\D", "Write it twice"),
        ('id = "my_walk"', 'id: "my_walk"', (17, 3), ":", "Write = in its place"),
        ("[note]", "[note]\n[[note]]", (27, 1), "[note]", "in line 28 it has two"),
    ],
)
def test_what_people_do_is_told_by_its_cause(
    old: str, new: str, place: tuple[int, int], shown: str | None, said: str
) -> None:
    error = after(old, new)
    assert (error.line, error.column) == place
    assert shown is None or error.text == shown
    assert said in f"{error.message} {error.fix}"
    assert not JARGON.search(f"{error.message} {error.fix}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES, st.booleans())
def test_what_is_in_order_has_no_slip(data: dict[str, Any], several_lines: bool) -> None:  # noqa: FBT001
    assert slip_in(tomli_w.dumps(data, multiline_strings=several_lines)) is None


@pytest.mark.parametrize("file", sorted(STANDARD.rglob("*.toml")), ids=lambda f: f.stem)
def test_no_file_of_a_pack_has_a_slip(file: Path) -> None:
    assert slip_in(file.read_text("utf-8")) is None


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=" \n\"'[]{},=#ab1-.\\\u201d", max_size=40))
def test_whatever_is_broken_is_told_without_jargon(text: str) -> None:
    if _parses(text):
        parse(text)
        return
    error = broken(text)
    assert not JARGON.search(f"{error.message} {error.fix}")
    assert 1 <= error.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "1," * 200_000 + "\n",
        'x = "' + "[{," * 150_000 + '" b"\n',
        "x = [" + "{a=1}," * 50_000 + "\n[[p]]\n",
        'x = "' + ", \u201d " * 100_000 + '" b" \n',
        "x = " + "[" * 100_000,
        "#" * 300_000 + "\n" * 1000 + "a b\n",
    ],
    ids=range(6),
)
def test_time_is_linear(text: str) -> None:
    """Would not come back within a test run if it grew with the square."""
    assert broken(text).line
