"""Where keys and values stand in TOML: what is pointed at, read alone, gives the value."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discloser.text.toml_places import places

STANDARD = Path(__file__).parents[2] / "scripts_templates" / "standard"

KEYS = st.text("ab_-1", min_size=1, max_size=4) | st.sampled_from(["a.b", "é x", 'q"q', "#", "["])
PLAIN = st.one_of(
    st.text("ab \"\\\n\t#[]{},=.'é\U0001f600", max_size=12),
    st.integers(-50, 50),
    st.booleans(),
    st.dates(),
    st.times().map(lambda time: time.replace(microsecond=0, fold=0)),
    st.datetimes().map(lambda both: both.replace(microsecond=0, fold=0)),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
TABLES = st.dictionaries(
    KEYS, VALUES | st.lists(st.dictionaries(KEYS, VALUES, max_size=3), min_size=1), max_size=4
)


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every key path of plain data, as messages write it, with its value."""
    steps: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        steps = [(f"{path}.{key}" if path else key, inner) for key, inner in value.items()]
    elif isinstance(value, list):
        steps = [(f"{path}[{at}]", inner) for at, inner in enumerate(value)]
    for step, inner in steps:
        yield step, inner
        yield from walk(inner, step)


def plain_keys(value: Any) -> bool:
    """Return whether no key looks like a path of its own: only then is a path clear."""
    if isinstance(value, dict):
        return not any(set(".[") & set(key) for key in value) and all(
            map(plain_keys, value.values())
        )
    return not isinstance(value, list) or all(map(plain_keys, value))


def check(text: str) -> None:
    """Assert that every value of a text is found where it stands."""
    found = places(text)
    lines = text.split("\n")
    for path, value in walk(tomllib.loads(text)):
        span = found.value(path)
        assert span, path
        piece = text[span.start : span.end]
        assert lines[span.line - 1].startswith(piece.split("\n")[0], span.column - 1)
        heading = isinstance(value, dict) and piece.startswith("[")
        if heading or piece.startswith("[["):
            continue  # a table is shown by its heading
        if "\n" in piece or not isinstance(value, dict) or piece.startswith("{"):
            assert tomllib.loads(f"x = {piece}")["x"] == value, path


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES, st.booleans())
def test_every_value_is_found(data: dict[str, Any], several_lines: bool) -> None:  # noqa: FBT001
    if plain_keys(data):
        check(tomli_w.dumps(data, multiline_strings=several_lines))


@pytest.mark.parametrize("file", sorted(STANDARD.glob("phrases/*.toml")), ids=lambda f: f.stem)
def test_every_value_of_a_pack_is_found(file: Path) -> None:
    text = file.read_text("utf-8")
    check(text)
    check(text.replace("\n", "\r\n"))


STYLES = """
a . "b.c" = 1 # [[no]]
text = \"\"\"
x = "5" [[phrase]]
quote \"\"\"\"\"
lit = '''it's ''' # "
[ phrase . 'one' ]
k.l = { m = [ { n = 1 }, # "
  { n . o = "]" } , ], "p" = '''
  [x]
'''}
[[t]]
[[t.u]]
v = 2026-12-01 10:30:00
[[t.u]]
w = [
 # nothing ]
]
[[t]]
[t.u]
x = true
"""


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.b.c", "1"),
        ("text", '"""\nx = "5" [[phrase]]\nquote """""'),
        ("lit", "'''it's '''"),
        ("phrase.one.k.l.m[1].n.o", '"]"'),
        ("phrase.one.k.l.p", "'''\n  [x]\n'''"),
        ("t[0].u[0].v", "2026-12-01 10:30:00"),
        ("t[0].u[1].w", "[\n # nothing ]\n]"),
        ("t[1].u.x", "true"),
        ("t[1]", "[[t]]"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_style_of_writing(path: str, shown: str, end: str) -> None:
    text = STYLES.replace("\n", end)
    tomllib.loads(text)
    span = places(text).value(path)
    assert span
    assert text[span.start : span.end] == shown.replace("\n", end)


def test_the_key_the_content_and_the_nearest_thing_around() -> None:
    text = '[[phrase]]\nid = "x"\ntext = [{ text = "one\\ntwo {three}", tone = "warm" }]\n'
    found = places(text)

    def shown(span: Any) -> tuple[int, int, str]:
        return (span.line, span.column, text[span.start : span.end])

    assert shown(found.key("phrase[0].text[0].tone")) == (3, 38, "tone")
    assert shown(found.content("phrase[0].id")) == (2, 7, "x")
    assert shown(found.words("phrase[0].text[0].text", "{three}")) == (3, 28, "{three}")
    assert shown(found.nearest("phrase[0].text[0].level")) == (3, 9, text[text.index("{") : -2])
    assert found.value("phrase[0].no") is None
    assert found.nearest("no") is None


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000 + "=1\n",
        "[" + "k" * 200_000 + "]\n" + "".join(f"a{i}=1\n" for i in range(9_000)),
        'x="""' + '"" ' * 100_000 + '"""',
        "x=[" + "{a=1}," * 20_000 + "]\n",
        'x="' + "\\n" * 150_000 + '"\n',
        "#" * 300_000 + "\n" * 1000 + "x=[" + "\n#\n" * 50_000 + "]",
    ],
    ids=range(6),
)
def test_time_is_linear(text: str) -> None:
    """Would not come back within a test run if it grew with the square."""
    assert places(text).nearest("x.y.z") is not None or "x" not in text
