"""Guards for the template language: nothing gets out, nothing lasts, mistakes get a sentence."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import ChainableUndefined, DictLoader, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from discloser.errors import TemplateError
from discloser.rendering.subset import Data, PlainData, Problem, Templates, Use
from discloser.rendering.template import limits
from discloser.rendering.template.parse import parse
from discloser.rendering.template.program import Program
from discloser.rendering.template.read import read
from discloser.rendering.template.run import run
from discloser.rendering.template.signature import signatures

from .hostile_templates import BOUNDED, CONTEXT, DOCUMENT, FILTERS, REFUSED, SECRET, Files

PLAIN = PlainData(CONTEXT)
_INSIDES = ("<class", "<function", "<built-in", "<bound method", " object at 0x", SECRET)


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """Breaks off what should have ended long ago, instead of letting the run stand still."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail("the template did not end")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 60)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def one(source: str) -> Templates:
    return Templates({DOCUMENT: source, "parts/a.j2": "part a {{ name }}"}, FILTERS)


def render(source: str, **context: object) -> str:
    return one(source).render(DOCUMENT, context)


def assert_clear(problem: Problem, files: Files) -> None:
    """A problem names a file and a line that exist, and reads as one short sentence."""
    assert problem.file in files
    lines = re.split("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", files[problem.file])
    assert 1 <= problem.line <= len(lines)
    assert problem.column is None or problem.column >= 1
    assert problem.reason
    assert problem.fix
    assert len(problem.sentence) < 250
    assert "\n" not in problem.sentence + problem.text
    assert problem.sentence.endswith(".")
    assert not re.search(r"jinja|token|syntax|exception", problem.sentence, re.IGNORECASE)


def outcome(templates: Templates) -> tuple[str, TemplateError | None]:
    """The text of the document, or the error that ends it."""
    try:
        return templates.render(DOCUMENT, PLAIN), None
    except TemplateError as error:
        return "", error


def assert_bounded(files: Files) -> None:
    """Refused with clear problems, or ends soon with an error that has a place, or a small text."""
    templates = Templates(files, FILTERS)
    if problems := templates.check(DOCUMENT):
        for problem in problems:
            assert_clear(problem, files)
        with pytest.raises(TemplateError) as refused:
            templates.render(DOCUMENT, PLAIN)
        assert (refused.value.file, refused.value.line) == (problems[0].file, problems[0].line)
        return
    text, error = outcome(templates)
    if error:
        assert error.file in files
        assert 1 <= error.line <= files[error.file].count("\n") + 1
        text = error.message
    assert len(text.encode()) <= limits.OUTPUT_BYTES
    assert not any(inside in text for inside in _INSIDES)


# Hostile templates


@pytest.mark.parametrize("kind", REFUSED)
def test_hostile_templates_are_refused_before_they_run(kind: str) -> None:
    for files in REFUSED[kind]:
        assert Templates(files, FILTERS).check(DOCUMENT), files
        assert_bounded(files)


@pytest.mark.parametrize("kind", BOUNDED)
def test_templates_that_would_grow_or_last_come_to_an_end(kind: str) -> None:
    for files in BOUNDED[kind]:
        assert_bounded(files)


def test_corpus_is_large() -> None:
    assert sum(map(len, REFUSED.values())) > 400
    assert sum(map(len, BOUNDED.values())) > 80


WALKED = ["escape", "calls", "filters", "words"]


@pytest.mark.parametrize("files", [files for kind in WALKED for files in REFUSED[kind]])
def test_second_wall_alone_refuses_what_the_first_one_names(files: Files) -> None:
    """The walk over Jinja's tree does not lean on the look at the words before it."""
    assert not isinstance(parse(DOCUMENT, files[DOCUMENT], (), signatures(FILTERS)), Program)


@pytest.mark.parametrize("escape", ["\\x1b[2J", "\\u202e", "\\ud800", "\\N{SOFT HYPHEN}", "\\0"])
def test_second_wall_sees_through_escapes(escape: str) -> None:
    source = f'{{{{ "{escape}" }}}}'
    assert not isinstance(parse(DOCUMENT, source, (), signatures(FILTERS)), Program)


def test_a_circle_of_includes_is_named() -> None:
    (problem,) = Templates(REFUSED["includes"][2], FILTERS).check(DOCUMENT)
    assert (problem.file, problem.reason) == ("parts/b.j2", "parts/a.j2 would include itself")


def test_files_with_odd_names_cannot_be_included() -> None:
    for name in ("parts/a.j2.py", "../a.j2", "parts/a.j2 ", "parts/.a.j2", "A.j2"):
        files = {DOCUMENT: f'{{% include "{name}" %}}', name: "x"}
        (problem,) = Templates(files, FILTERS).check(DOCUMENT)
        assert problem.reason == "the file name of an include is not one of a pack"


def program(source: str) -> Program:
    made = read(DOCUMENT, source, signatures(FILTERS))
    assert isinstance(made, Program)
    return made


def steps(source: str) -> int:
    return run({DOCUMENT: program(source)}, DOCUMENT, PLAIN.values, FILTERS).steps


def test_steps_bound_loops_that_print_nothing() -> None:
    body = "{% if a.n == b.n %}{% endif %}"
    source = "{% for a in asks %}{% for b in asks %}" + body + "{% endfor %}{% endfor %}"
    with pytest.raises(TemplateError, match="too much work"):
        one(source).render(DOCUMENT, PLAIN)
    assert steps("{% for a in asks %}" + body.replace("b.n", "n") + "{% endfor %}") < 2_000


@pytest.mark.parametrize(
    ("light", "heavy"),
    [
        ("{% if name == name %}{% endif %}", "{% if long == long %}{% endif %}"),
        ("{% if 'zz' in name %}{% endif %}", "{% if 'zz' in long %}{% endif %}"),
        ("{% if 'zz' in asks[0].tags %}{% endif %}", "{% if 'zz' in twins %}{% endif %}"),
        ("{% if long in asks[0].tags %}{% endif %}", "{% if long in twins %}{% endif %}"),
        ("{% if name|upper %}{% endif %}", "{% if long|upper %}{% endif %}"),
        ("{% if asks[0].tags|join %}{% endif %}", "{% if words|join %}{% endif %}"),
    ],
)
def test_long_values_cost_more_steps(light: str, heavy: str) -> None:
    assert steps(heavy) > steps(light) + 15


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ many|count }}", "the filter count is given too much at once"),
        ("{% for x in many %}{% endfor %}", "many has more than 200 items"),
        ("{% if asks == asks %}{% endif %}", "a list cannot be compared"),
        ("{% if meeting != meeting %}{% endif %}", "a group of values cannot be compared"),
        ("{% if asks[0] in asks %}{% endif %}", "a group of values cannot be compared"),
        ("{{ name|itself }}", "the filter itself cannot work on a text"),
        ("{{ n|upper }}", "the filter upper cannot work on a number"),
    ],
)
def test_work_that_could_grow_is_refused(source: str, reason: str) -> None:
    with pytest.raises(TemplateError) as refused:
        one(source).render(DOCUMENT, PLAIN)
    assert refused.value.reason.startswith(reason)


def test_output_is_bounded_in_bytes_not_characters() -> None:
    wide = "é" * (limits.OUTPUT_BYTES // 2)
    assert render("{{ wide }}", wide=wide) == wide
    with pytest.raises(TemplateError, match="grows beyond"):
        render("{{ wide }}!", wide=wide)


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.5,
        b"x",
        {1},
        date(2026, 12, 1),
        pathlib.Path("x"),
        object(),
        print,
        pathlib.Path,
        iter(()),
        re.compile("x"),
        [None],
        {"a": {"b": [print]}},
    ],
)
def test_only_plain_data_reaches_a_template(value: object) -> None:
    with pytest.raises(TypeError, match="is not plain data"):
        render("{{ x }}", x=value)


@pytest.mark.parametrize(
    "value", [10**10, {"_a": 1}, {"A": 1}, {"a b": 1}, {1: 1}, [[[[[[[[["x"]]]]]]]]]]
)
def test_data_that_no_template_could_name_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="x"):
        PlainData({"x": value})


def test_text_with_methods_of_its_own_becomes_plain_text() -> None:
    class Loud(str):
        __slots__ = ()

        def __str__(self) -> str:
            return SECRET

        def __len__(self) -> int:
            return 10**9

    values = PlainData({"x": Loud("quiet"), "y": [Loud("still")]}).values
    assert values == {"x": "quiet", "y": ["still"]}
    assert type(values["x"]) is str


def test_data_is_a_copy() -> None:
    asks = ["a"]
    data = PlainData({"asks": asks})
    asks.append("b")
    assert one("{{ asks|join }}").render(DOCUMENT, data) == "a"


@pytest.mark.parametrize(
    "name", ["../a.j2", "/a.j2", "a.txt", "A.j2", "a\n.j2", "a{b}.j2", "a.j2\n", "é.j2", ".j2"]
)
def test_file_names_are_plain(name: str) -> None:
    problems = Templates({name: "x"}, FILTERS).check(name)
    assert "is not a name for a template" in problems[0].reason


def test_filters_are_plain_functions_and_cannot_replace_default() -> None:
    def variadic(*values: str) -> str:
        return values[0]

    for function in (str.upper, print, variadic, pathlib.Path):
        with pytest.raises(TypeError):
            Templates({}, {"f": function})
    with pytest.raises(ValueError, match="built in"):
        Templates({}, {"default": FILTERS["upper"]})


# Sentences for authors


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "Hello\n{% for ask in asks %}\n- {{ ask }}\n",
            "Line 2: the tag {% for ask in asks %} is not closed; add {% endfor %}.",
        ),
        (
            "{{ name|default(“you”) }}",
            (
                "Line 1: the tag has a curved quotation mark “; "
                'use straight ones: {{ name|default("you") }}.'
            ),
        ),
        (
            "We use {{ for braces.\n\n{{ name }}",
            (
                "Line 1: the tag {{ for braces. is not closed; "
                'add }} where it ends, or write {{ "{{" }} to print these signs.'
            ),
        ),
        (
            "Hello {name},",
            "Line 1: {name} has single braces and would be printed as it stands; write {{ name }}.",
        ),
        (
            "{% if name = 'Maya' %}x{% endif %}",
            "Line 1: a single = does not compare; write ==.",
        ),
        (
            "{% if name %}\n{% elseif n %}\n{% endif %}",
            "Line 2: the tag {% elseif %} is not known; write elif.",
        ),
        (
            "{% if name %}\n{% end if %}",
            "Line 2: end is not known; write endif as one word.",
        ),
        (
            "{% if name %}a{% else if n %}b{% endif %}",
            "Line 1: nothing may follow the word else; write elif.",
        ),
        ("\n\n{{ Name }}", "Line 3: Name has capital letters; write name."),
        ("{{ work-topic }}", "Line 1: names have no hyphens; write work_topic."),
        (
            "{{ name|uper }}",
            "Line 1: there is no filter uper; perhaps you mean upper.",
        ),
        (
            '{% include "parts/b.j2" %}',
            "Line 1: there is no file parts/b.j2; perhaps you mean parts/a.j2.",
        ),
        (
            "{{ name.upper() }}",
            (
                "Line 1: templates cannot call upper(…); "
                "remove the brackets, or use a filter such as {{ name|filter }}."
            ),
        ),
        (
            "{{ name name }}",
            (
                "Line 1: {{ name name }} cannot be read; "
                "look in it for a missing word, dot, bracket or quotation mark."
            ),
        ),
        (
            "{{ name }} {% if name n %}x{% endif %} {{ n }}",
            (
                "Line 1: {% if name n %} cannot be read; "
                "look in it for a missing word, dot, bracket or quotation mark."
            ),
        ),
        (
            "a\n\nb \u202e c",
            (
                "Line 3: the line has an invisible character, U+202E (right-to-left override); "
                "delete it and type the words around it again."
            ),
        ),
        (
            "{% if name }}x{% endif %}",
            "Line 1: a tag that starts with {% ends with }}; end it with %}.",
        ),
    ],
)
def test_mistakes_are_told_once_with_line_and_fix(source: str, sentence: str) -> None:
    assert [problem.sentence for problem in one(source).check(DOCUMENT)] == [sentence]


def test_every_mistake_of_a_file_and_its_includes_is_told_at_once() -> None:
    files = {
        DOCUMENT: "Hello {name}\n{{ Name }}\n{% if false %}{{ n|uper }}{% endif %}\n{{ “x” }}\n",
        "parts/a.j2": "",
    }
    assert [p.line for p in Templates(files, FILTERS).check(DOCUMENT)] == [1, 2, 4]
    files = {
        DOCUMENT: '{{ a() }}\n{% include "parts/a.j2" %}',
        "parts/a.j2": "\n{{ b() }}\n{{ c|no }}",
    }
    files[DOCUMENT] = files[DOCUMENT].replace("a()", "a")
    assert [(p.file, p.line) for p in Templates(files, FILTERS).check(DOCUMENT)] == [
        ("parts/a.j2", 2)
    ]


def test_a_tag_does_not_run_on_over_a_blank_line() -> None:
    problems = one("Hello {{ name\n\n}} bye").check(DOCUMENT)
    assert [(p.line, p.reason) for p in problems] == [
        (1, "the tag {{ name is not closed"),
        (3, "}} closes a tag that was never opened"),
    ]


def test_columns_point_at_the_mistake() -> None:
    (problem,) = one("Hello\n  dear {{ Name }}").check(DOCUMENT)
    assert (problem.line, problem.column, problem.text) == (2, 11, "{{ Name }}")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "\n{{ meeting.time }}",
            (
                "line 2: meeting.time has no value here; "
                "put {% if meeting.time %} … {% endif %} around it."
            ),
        ),
        ("{{ meting.on }}", "line 1: the name meting is not known here; perhaps you mean meeting."),
        (
            "{{ name.upper }}",
            (
                "line 1: name.upper does not exist, because a text has no such parts; "
                "leave out the last part."
            ),
        ),
        (
            "{{ words }}",
            "line 1: words: a list cannot be printed; use {% for … %} or a filter that joins it.",
        ),
    ],
)
def test_data_that_does_not_fit_is_told_with_file_and_line(source: str, message: str) -> None:
    with pytest.raises(TemplateError) as refused:
        one(source).render(DOCUMENT, PLAIN)
    assert str(refused.value) == f"{DOCUMENT}, {message}"


def test_errors_in_includes_name_the_included_file() -> None:
    files = {DOCUMENT: '\n{% include "parts/a.j2" %}', "parts/a.j2": "\n\n{{ meeting.time }}"}
    with pytest.raises(TemplateError) as refused:
        Templates(files, FILTERS).render(DOCUMENT, PLAIN)
    assert (refused.value.file, refused.value.line) == ("parts/a.j2", 3)


# Honest templates

LETTER = """\
Dear {{ to.name|default("all") }},

{% if asks %}
I would like to ask for:
{% for ask in asks %}
- {{ ask.phrase }}{{ "." if loop.last else ";" }}
{% endfor %}
{% else %}
I have nothing to ask for.
{% endif %}

{% include "parts/close.j2" %}
"""
CLOSE = "Yours,\n{{ my.name }}\n"


def test_a_letter_reads_as_written() -> None:
    templates = Templates({DOCUMENT: LETTER, "parts/close.j2": CLOSE}, FILTERS)
    context = {"to": {"name": "Jordan"}, "asks": [{"phrase": "a chair"}, {"phrase": "a desk"}]}
    assert templates.check(DOCUMENT) == ()
    assert templates.render(DOCUMENT, {**context, "my": {"name": "Maya"}}) == (
        "Dear Jordan,\n\nI would like to ask for:\n- a chair;\n- a desk.\n\nYours,\nMaya\n"
    )
    assert templates.render(DOCUMENT, {"to": {}, "asks": [], "my": {"name": "Maya"}}) == (
        "Dear all,\n\nI have nothing to ask for.\n\nYours,\nMaya\n"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("Plain text: 100 %, # 5, $x, <b>.\n\n", "Plain text: 100 %, # 5, $x, <b>.\n\n"),
        ("{{ name }}", "Maya"),
        ("{{name}}", "Maya"),
        ("a\r\nb", "a\nb"),
        ("\ufeffa", "a"),
        ("{{ meeting.place }} {{ meeting['place'] }}", "room 4 room 4"),
        ("{{ n }}{{ 5 }}{{ 'x' }}", "35x"),
        ("{{ words[0] }} {{ asks[1].phrase }} {{ words.2 }}", "word0 ask 1 word2"),
        ("{{ trap }}", CONTEXT["trap"]),
        ("{# {{ nobody }} #}a{# b\nc #}", "a"),
        ("{% if n > 2 and n <= 3 and n != 4 %}yes{% endif %}", "yes"),
        ("{% if not empty %}no text{% endif %}", "no text"),
        ("{% if meeting.time %}a{% elif meeting.on %}b{% else %}c{% endif %}", "b"),
        ("{% if meeting.time.zone %}a{% else %}b{% endif %}", "b"),
        ("{% if meeting.time is defined %}a{% endif %}{% if n is defined %}b{% endif %}", "b"),
        ("{% if meeting.time is not defined %}a{% endif %}", "a"),
        ("{% if name in ['Maya', 'Jo'] and 'ay' in name %}a{% endif %}", "a"),
        ("{% if name not in ('Jo', 'Sam') %}a{% endif %}", "a"),
        ("{% if 'word3' in words %}a{% endif %}{% if 'word' in words %}b{% endif %}", "a"),
        ("{% if meeting.time == 'x' %}a{% endif %}{% if meeting.time != 'x' %}b{% endif %}", "b"),
        ("{{ meeting.time or meeting.on }}", "1 December"),
        ("{{ name|upper }} {{ words|top(2)|join }}", "MAYA word0, word1"),
        ("{{ words|top(2)|join(' and\\n') }}", "word0 and\nword1"),
        ('{{ meeting.time|default("noon") }} {{ empty|default("x") }}', "noon "),
        ("{{ empty|default('x', true) }}{{ name|default('x', true) }}", "xMaya"),
        ("{% set who = name|upper %}{{ who }}", "MAYA"),
        ("{% if not yes %}{% set x = 'a' %}{% endif %}{% if x %}b{% else %}c{% endif %}", "c"),
        ("{% for w in words %}{% if loop.index == 200 %}{{ w }}{% endif %}{% endfor %}", "word199"),
        ("{% set t = meeting.time %}{% if t.zone %}a{% else %}b{% endif %}", "b"),
        ("{% set x = 'a' %}{% for x in asks[0].tags %}{% endfor %}{{ x }}", "a"),
        (
            (
                "{% for x in asks[0].tags %}{% for x in asks[0].tags %}{{ x }}{% endfor %}{{ x }}"
                "{% endfor %}"
            ),
            "abaabb",
        ),
        ("{% for w in meeting.notes %}x{% else %}none{% endfor %}", "none"),
        (
            (
                "{% for a in asks %}{% if loop.first %}{% for t in a.tags %}"
                "{{ loop.index }}{{ t }}{{ loop.last and '.' or ',' }}"
                "{% endfor %}{{ loop.length }}{% endif %}{% endfor %}"
            ),
            "1a,2b.200",
        ),
        ("a {%- if name -%} b {%- endif -%} c", "abc"),
        ("  {% if name %}\n  x\n  {% endif %}\ny", "  x\ny"),
        ('{{ "{{" }} {{ "%}" }} {{ "}" }}', "{{ %} }"),
        ('{% include "parts/a.j2" %}!', "part a Maya!"),
        (
            (
                '{% for name in words %}{% if loop.last %}{% include "parts/a.j2" %}{% endif %}'
                "{% endfor %} {{ name }}"
            ),
            "part a word199 Maya",
        ),
        (
            "{% if meeting.on\n   and name\n   and n %}long{% endif %}",
            "long",
        ),
        ("\U0001f469\u200d\U0001f4bb {{ name }}", "\U0001f469\u200d\U0001f4bb Maya"),
    ],
)
def test_honest_templates_are_accepted(source: str, text: str) -> None:
    templates = one(source)
    assert templates.check(DOCUMENT) == ()
    assert templates.render(DOCUMENT, PLAIN) == text


def test_included_files_see_what_is_around_them_and_keep_what_they_set() -> None:
    files = {
        DOCUMENT: '{% set x = "1" %}{% include "parts/a.j2" %}{{ x }}',
        "parts/a.j2": '{{ x }}{% set x = "2" %}{{ x }}',
    }
    assert Templates(files, FILTERS).render(DOCUMENT, {}) == "121"


def test_known_names_may_have_no_value() -> None:
    templates = one("{% if ask %}{{ ask }}{% else %}none{% endif %}")
    assert templates.render(DOCUMENT, {}, known={"ask"}) == "none"
    with pytest.raises(TemplateError, match="the name ask is not known"):
        templates.render(DOCUMENT, {})


# Agreement with Jinja, over made-up templates


def words(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.split("  "))


NAMES = words(
    "name  n  yes  empty  meeting.place  meeting.time  meeting.no.no  asks  asks[1].phrase"
    "  words[1]  asks[150]  deep.a.b  x  a  a.phrase  a.tags  b  nobody  loop.index  loop.last"
    "  trap  words"
)
SAFE_NAMES = words("name  n  meeting.place  meeting.time  empty  x  words[1]  asks[0].phrase")
CONSTANTS = words("''  'Maya'  \"x y\"  0  3  true  false  '{{ n }}'  '\\n'")
SIGNS = words("==  !=  <  <=  >  >=  in  not in")
CALLS = words(
    "upper  join  top(2)  count  default('d')  default('d',true)  twice  pairs  swap('a','b')"
)
LISTS = st.sampled_from(["['Maya', 3]", "('a', 'b')", "words", "name"])


def _expressions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{}|{}".format, inner, CALLS),
        st.builds("({} {} {})".format, inner, SIGNS, inner),
        st.builds("{} in {}".format, inner, LISTS),
        st.builds("{} and {}".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not {}".format, inner),
        st.builds("{} is defined".format, NAMES),
        st.builds("({} if {} else {})".format, inner, inner, inner),
    )


EXPRESSIONS = st.recursive(SAFE_NAMES | NAMES | CONSTANTS, _expressions, max_leaves=4)
TEXTS = st.sampled_from(["x", "\n", " ", "  \n", "{# c #}", "é", "- "])


def _bodies(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.sampled_from(["asks", "words", "a.tags", "meeting.no", "x", "name"])
    dash = st.sampled_from(["", "-"])
    return st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{%{} if {} {}%}}{}{{% endif %}}".format, dash, EXPRESSIONS, dash, inner),
        st.builds(
            "{{% if {} %}}{}\n{{% elif {} %}}\n{}{{% else %}}{}{{% endif %}}\n".format,
            EXPRESSIONS,
            inner,
            EXPRESSIONS,
            inner,
            inner,
        ),
        st.builds("{{% for a in {} %}}{}{{% endfor %}}".format, lists, inner),
        st.builds("{{% for b in {} %}}{}{{% else %}}{}{{% endfor %}}".format, lists, inner, inner),
        st.builds("{{% set x = {} %}}{}".format, EXPRESSIONS, inner),
    )


PRINTED = st.builds("{{{{ {}|default('-') }}}}".format, SAFE_NAMES) | st.builds(
    "{{{{ {} }}}}".format, EXPRESSIONS
)
PIECES = TEXTS | PRINTED | st.just('{% include "parts/a.j2" %}')
SOURCES = st.recursive(PIECES, _bodies, max_leaves=8)
PART = "{% set y = n %}<{{ name }}{% if x %}{{ y }}{% endif %}>\n"
SMALL = PlainData({**CONTEXT, "asks": [{"phrase": "p", "tags": ["t", "u"]}], "words": ["v", "w"]})


class Recording(dict[str, Data]):
    """Data that remembers which of its names were asked for."""

    def __init__(self, values: Mapping[str, Data]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def get(self, key: str, default: Data | None = None) -> Data | None:  # type: ignore[override]
        if key in self:
            self.read.add(key)
        return super().get(key, default)


@settings(max_examples=300, deadline=None)
@given(SOURCES)
def test_accepted_templates_mean_what_jinja_means(source: str) -> None:
    files = {DOCUMENT: source, "parts/a.j2": PART}
    assert_bounded(files)
    try:
        ours = Templates(files, FILTERS).render(DOCUMENT, SMALL)
    except TemplateError:
        return
    jinja = ImmutableSandboxedEnvironment(
        loader=DictLoader(files),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=ChainableUndefined,
    )
    jinja.filters.update(FILTERS)
    try:
        theirs = jinja.get_template(DOCUMENT).render(SMALL.values)
    except (UndefinedError, SecurityError, TypeError):
        return  # Jinja is stricter about what is missing
    assert ours == theirs


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_names_used_covers_every_name_that_is_read(source: str) -> None:
    templates = Templates({DOCUMENT: source, "parts/a.j2": PART}, FILTERS)
    if templates.check(DOCUMENT):
        return
    tops = {re.split(r"[.\[]", name)[0] for name in templates.names_used(DOCUMENT)}
    data = Recording(SMALL.values)
    programs = {DOCUMENT: program(source), "parts/a.j2": program(PART)}
    with contextlib.suppress(TemplateError):
        run(programs, DOCUMENT, data, FILTERS)
    assert data.read <= tops


JUNK = words(
    "{{  }}  {%  %}  {#  #}  {  }  %  #  (  )  [  ]  |  .  ,  =  ==  '  \"  “  ”  –  \u202e"
    "  \n  \\  _  __class__  if  for  in  endif  endfor  else  set  include  loop  9999999999"
    "  not  -%}  {%-  raw  é  ０"
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([LETTER, CLOSE]), st.lists(st.tuples(st.integers(0, 400), JUNK | TEXTS)))
def test_damaged_templates_are_refused_or_bounded(
    source: str, damage: list[tuple[int, str]]
) -> None:
    for at, junk in damage:
        source = source[:at] + junk + source[at + len(junk) // 2 :]
    assert_bounded({DOCUMENT: source, "parts/close.j2": CLOSE})


@settings(max_examples=150, deadline=None)
@given(st.lists(JUNK | NAMES | CONSTANTS | TEXTS | SOURCES, max_size=30).map(" ".join))
def test_rubbish_is_refused_or_bounded(source: str) -> None:
    assert_bounded({DOCUMENT: source, "parts/a.j2": PART})


# Names that a document uses


def test_names_are_traced_through_loops_sets_filters_and_includes() -> None:
    files = {
        DOCUMENT: (
            "{% if false %}{{ health.name }}{% else %}{{ health.type }}{% endif %}\n"
            "{% for ask in asks %}{{ ask.phrase }}{% for t in ask.tags %}{{ t }}{% endfor %}"
            "{% endfor %}\n"
            "{% set first = asks|top(1) or others %}{{ first[0].values.time }}\n"
            "{% set word = 'x' %}{{ word }}\n"
            "{% for ask in asks %}{% include 'parts/a.j2' %}{% else %}{{ why }}{% endfor %}\n"
            "{{ 'a' if meeting.on is defined else meeting.time|upper }}\n"
        ),
        "parts/a.j2": "{{ ask.fallback }}{{ my.name }}",
    }
    uses = Templates(files, FILTERS).uses(DOCUMENT)
    assert Use("health.name", DOCUMENT, 1) in uses
    assert Use("asks[].fallback", "parts/a.j2", 1) in uses
    assert {use.name for use in uses} == {
        "health.name",
        "health.type",
        "why",
        "asks",
        "asks[].phrase",
        "asks[].tags",
        "asks[].tags[]",
        "others",
        "asks[].values.time",
        "others[].values.time",
        "asks[].fallback",
        "my.name",
        "meeting.on",
        "meeting.time",
    }


def test_unknown_names_are_told_with_the_nearest_known_one() -> None:
    templates = one("{% if meeting %}{{ meeting.dat }}{% endif %}\n{{ say.all.this }}{{ asks[0] }}")
    known = {"meeting.date", "say.*", "asks[].phrase"}
    assert [p.sentence for p in templates.check(DOCUMENT, known)] == [
        "Line 1: the name meeting.dat is not known; perhaps you mean meeting.date."
    ]


def test_set_may_not_hide_a_known_name() -> None:
    templates = one("{% if false %}{% set meeting = 'x' %}{% endif %}{{ meeting }}")
    (problem,) = templates.check(DOCUMENT, {"meeting.date"})
    assert problem.reason == "set hides the name meeting"
    with pytest.raises(TemplateError, match="set hides the name meeting"):
        templates.render(DOCUMENT, PLAIN)


# The cache


WARM = """
import sys
from discloser.rendering.subset import Templates
templates = Templates({files!r}, {{}}, cache={cache!r})
assert templates.check({name!r}) == ()
sys.stdout.write(templates.render({name!r}, {context!r}))
assert not {{"jinja2", "discloser.rendering.template.read"}} & set(sys.modules)
"""


def test_a_cached_template_is_not_parsed_again() -> None:
    cache: dict[str, bytes] = {}
    files = {DOCUMENT: LETTER, "parts/close.j2": CLOSE}
    context = {"to": {}, "asks": [{"phrase": "a chair"}], "my": {"name": "Maya"}}
    text = Templates(files, {}, cache=cache).render(DOCUMENT, context)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            WARM.format(files=files, cache=cache, name=DOCUMENT, context=context),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (done.stderr, done.stdout) == ("", text)


def test_only_accepted_text_is_cached_and_any_change_is_read_again() -> None:
    cache: dict[str, bytes] = {}
    Templates({DOCUMENT: "{{ name() }}"}, FILTERS, cache=cache).check(DOCUMENT)
    assert cache == {}
    Templates({DOCUMENT: "{{ name|upper }}"}, FILTERS, cache=cache).check(DOCUMENT)
    assert len(cache) == 1
    assert Templates({DOCUMENT: "{{ name|upper }}"}, {}, cache=cache).check(DOCUMENT)
    files = {DOCUMENT: "{{ name|upper }}!"}
    assert Templates(files, FILTERS, cache=cache).render(DOCUMENT, PLAIN) == "MAYA!"
    assert len(cache) == 2


@given(at=st.integers(0), flip=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_cache_changes_nothing(at: int, flip: int, *, cut: bool) -> None:
    cache: dict[str, bytes] = {}
    files = {DOCUMENT: "Dear {{ name }}, from line 1"}
    text = Templates(files, FILTERS, cache=cache).render(DOCUMENT, PLAIN)
    ((key, kept),) = cache.items()
    damaged = bytearray(kept)
    damaged[at % len(kept)] ^= flip
    cache[key] = bytes(damaged[: at % len(kept)] if cut else damaged)
    assert Templates(files, FILTERS, cache=cache).render(DOCUMENT, PLAIN) == text
    assert cache[key] == kept
