"""Templates that try to get out, to last, to grow, or to hide; by what they try.

`REFUSED` must be refused before they run. `BOUNDED` may be accepted, but then end with an error or
a small text. Each is one document, or a document with the files that it includes.
"""

from collections.abc import Callable, Iterator, Mapping

DOCUMENT = "documents/letter.j2"
SECRET = "canary-7f3a-must-never-be-printed"  # noqa: S105 - a marker, no password
"""Lies in the globals of the filters below, where an escape would find it."""

Files = Mapping[str, str]


# Filters as a pack might have them, and three that an attacker would like best.


def upper(value: str) -> str:
    return value.upper()


def first_upper(value: str) -> str:
    return value[:1].upper() + value[1:]


def join(value: list[str], between: str = ", ") -> str:
    return between.join(value)


def count(value: list[str]) -> int:
    return len(value)


def top(value: list[str], n: int) -> list[str]:
    return value[:n]


def swap(value: str, old: str, new: str) -> str:
    return value.replace(old, new)


def twice(value: str) -> str:
    return value + value


def pairs(value: list[str]) -> list[str]:
    return value + value


def itself(value: str) -> object:
    return upper if value else None


FILTERS: dict[str, Callable[..., object]] = {
    "upper": upper,
    "first_upper": first_upper,
    "join": join,
    "count": count,
    "top": top,
    "swap": swap,
    "twice": twice,
    "pairs": pairs,
    "itself": itself,
}

CONTEXT: dict[str, object] = {
    "name": "Maya",
    "n": 3,
    "yes": True,
    "empty": "",
    "long": "lorem ipsum " * 1_500,
    "trap": "{{ name }}{% include 'parts/a.j2' %}{{ name.__class__ }}{0.__class__}%(name)s$name",
    "meeting": {"place": "room 4", "on": "1 December"},
    "asks": [{"phrase": f"ask {i}", "tags": ["a", "b"], "n": i} for i in range(200)],
    "words": [f"word{i}" for i in range(200)],
    "twins": ["x" * 400 + str(i) for i in range(200)],
    "many": ["x"] * 5_000,
    "deep": {"a": {"b": {"c": {"d": "end"}}}},
}


# What they try.

_ESCAPE = """
{{ name.__class__ }}
{{ name.__class__.__mro__[1].__subclasses__() }}
{{ ''.__class__.__base__.__subclasses__() }}
{{ [].__class__ }}
{{ ().__class__.__bases__[0] }}
{{ {}.__class__ }}
{{ name["__class__"] }}
{{ name['__cl' 'ass__'] }}
{{ name["\\x5f\\x5fclass\\x5f\\x5f"] }}
{{ name["\\u005f_class__"] }}
{{ asks[0].__class__ }}
{{ asks.__len__ }}
{{ n.__add__ }}
{{ n.real.__class__ }}
{{ yes.__class__ }}
{{ meeting._place }}
{{ meeting["_place"] }}
{{ meeting.__getitem__ }}
{{ _name }}
{{ __name__ }}
{{ __builtins__ }}
{{ __import__ }}
{{ meeting.place.__init__.__globals__ }}
{{ (name).__class__ }}
{{ (name|upper).__class__ }}
{{ (name or meeting).place }}
{{ name|upper.__globals__ }}
{{ "a".upper }}
{{ 1 .real }}
{{ asks[0]["__class__"] }}
{% for x in name.__class__.__mro__ %}{{ x }}{% endfor %}
{% for _x in asks %}{% endfor %}
{% set _x = 1 %}
{% set x = name.__class__ %}
{% if name.__class__ %}x{% endif %}
{% if false %}{{ name.__class__ }}{% endif %}
{% if name %}x{% elif name.__class__ %}y{% endif %}
{% if name == name.__class__ %}{% endif %}
{{ name|default(name.__class__) }}
{{ "x" if name.__class__ else "y" }}
"""

_CALLS = """
{{ name.upper() }}
{{ name() }}
{{ asks.append(1) }}
{{ asks.pop() }}
{{ meeting.items() }}
{{ meeting.keys() }}
{{ meeting.get("place") }}
{{ meeting.update(place="x") }}
{{ name.format(name) }}
{{ "{0.__class__}".format(name) }}
{{ "{0.__class__}".format_map(meeting) }}
{{ ("{0.__class__}").format(name) }}
{{ trap.format(name) }}
{{ trap.format_map(meeting) }}
{{ name.join(words) }}
{{ name.encode("utf-16") }}
{{ name["format"](name) }}
{{ open("/etc/passwd") }}
{{ range(10) }}
{{ dict(a=1) }}
{{ cycler("a", "b") }}
{{ joiner(", ") }}
{{ lipsum(n=100) }}
{{ namespace(a=1) }}
{{ loop(asks) }}
{{ caller() }}
{{ super() }}
{{ self.body() }}
{{ _("text") }}
{{ gettext("text") }}
{{ name | upper() () }}
{{ asks[0]() }}
{{ (name)() }}
{{ "x"() }}
{{ not(name)() }}
{% for x in range(1000000000) %}x{% endfor %}
{% for k, v in meeting.items() %}{{ k }}{% endfor %}
{% for x in meeting.values() %}{{ x }}{% endfor %}
{% if name.startswith("M") %}x{% endif %}
{% set x = name.upper() %}
{% include name() %}
{{ name|default(name()) }}
{{ name|default(*asks) }}
{{ name|default(**meeting) }}
{{ name|join(between=", ") }}
"""

_FILTERS = """
{{ name|attr("__class__") }}
{{ name|attr("upper") }}
{{ asks|map(attribute="__class__")|list }}
{{ asks|map("upper") }}
{{ asks|selectattr("__class__") }}
{{ asks|rejectattr("phrase") }}
{{ asks|groupby("__class__") }}
{{ asks|sort(attribute="__class__") }}
{{ asks|sum(attribute="n") }}
{{ asks|batch(1) }}
{{ asks|slice(1000000) }}
{{ asks|tojson }}
{{ meeting|xmlattr }}
{{ meeting|items }}
{{ meeting|dictsort }}
{{ meeting|pprint }}
{{ "%s"|format(name) }}
{{ "%1000000000d"|format(1) }}
{{ name|center(1000000000) }}
{{ name|indent(1000000000) }}
{{ name|wordwrap(1) }}
{{ name|urlize }}
{{ name|replace("a", "b") }}
{{ name|safe }}
{{ name|escape }}
{{ name|random }}
{{ words|random }}
{{ name|list }}
{{ name|string }}
{{ name|int }}
{{ name|float }}
{{ name|filesizeformat }}
{{ name|truncate(10) }}
{{ name|no_such }}
{{ name|Upper }}
{{ name|upper.lower }}
{{ name|__class__ }}
{{ name|"upper" }}
{{ name|upper("x") }}
{{ words|top }}
{{ words|top("3") }}
{{ words|top(true) }}
{{ words|top(name) }}
{{ words|top(1, 2) }}
{{ words|top([1]) }}
{{ words|top(99999) }}
{{ words|join(5) }}
{{ name|default }}
{{ name|default("a", "b") }}
{{ name|default(none) }}
{{ |upper }}
{% filter upper %}x{% endfilter %}
{% set x|upper %}x{% endset %}
"""

_WORDS = """
{{ self }}
{{ self.name }}
{{ self._TemplateReference__context }}
{{ super }}
{{ caller }}
{{ varargs }}
{{ kwargs }}
{{ context }}
{{ range }}
{{ dict }}
{{ lipsum }}
{{ lipsum.__globals__ }}
{{ cycler.__init__.__globals__.os }}
{{ joiner }}
{{ namespace }}
{{ loop }}
{{ loop.index }}
{{ loop.first }}
{% for x in asks %}{{ loop }}{% endfor %}
{% for x in asks %}{{ loop.index0 }}{% endfor %}
{% for x in asks %}{{ loop.previtem }}{% endfor %}
{% for x in asks %}{{ loop.cycle("a") }}{% endfor %}
{% for x in asks %}{{ loop.changed(x) }}{% endfor %}
{% for x in asks %}{{ loop.__class__ }}{% endfor %}
{% for x in asks %}{{ loop._iterable }}{% endfor %}
{% for x in asks %}{{ loop.first.real }}{% endfor %}
{% for x in asks %}{{ loop["index"].real }}{% endfor %}
{% for x in asks %}{% else %}{{ loop.index }}{% endfor %}
{% for loop in asks %}x{% endfor %}
{% for x in loop %}x{% endfor %}
{% set loop = asks %}
{% set range = 1 %}
{% set self = 1 %}
{% for self in asks %}{% endfor %}
{{ none }}
{{ None }}
{% if name is none %}x{% endif %}
{% if name is string %}x{% endif %}
{% if name is callable %}x{% endif %}
{% if name is sameas(name) %}x{% endif %}
{% if n is divisibleby(3) %}x{% endif %}
{% if n is divisibleby 3 %}x{% endif %}
{% if name is filter %}x{% endif %}
{% if name is defined(1) %}x{% endif %}
{% if "x" is defined %}x{% endif %}
{% if name is __class__ %}x{% endif %}
"""

_STATEMENTS = """
{% macro m() %}x{% endmacro %}{{ m() }}
{% macro m() %}{{ m() }}{% endmacro %}
{% call name() %}x{% endcall %}
{% extends "parts/a.j2" %}
{% block a %}x{% endblock %}
{% import "parts/a.j2" as a %}
{% from "parts/a.j2" import a %}
{% with a = 1 %}x{% endwith %}
{% autoescape true %}x{% endautoescape %}
{% autoescape false %}{{ name }}{% endautoescape %}
{% do asks.append(1) %}
{% trans %}x{% endtrans %}
{% raw %}{{ name }}{% endraw %}
{% print name %}
{% debug %}
{% break %}
{% continue %}
{% set x %}x{% endset %}
{% set a, b = 1, 2 %}
{% set a.b = 1 %}
{% set meeting.place = "x" %}
{% set asks[0] = "x" %}
{% set a = b = 1 %}
{% for a, b in asks %}x{% endfor %}
{% for a in asks if a.n %}x{% endfor %}
{% for a in asks recursive %}x{% endfor %}
{% for a in "abc" %}x{% endfor %}
{% for a in [1, 2] %}x{% endfor %}
{% for a in (1, 2) %}x{% endfor %}
{% for a in asks|top(2) %}x{% endfor %}
{% for a in asks or words %}x{% endfor %}
{% for a in 5 %}x{% endfor %}
{% for a in asks, words %}x{% endfor %}
{% for a.b in asks %}x{% endfor %}
{% for "a" in asks %}x{% endfor %}
{% for a in %}x{% endfor %}
{% for a of asks %}x{% endfor %}
{% for a in asks %}{% set x = a %}{% endfor %}
{% for a in asks %}{% if a %}{% set x = a.phrase %}{% endif %}{% endfor %}
{% for a in asks %}{% for b in asks %}{% for c in asks %}x{% endfor %}{% endfor %}{% endfor %}
{% for a in asks %}{% else %}{% set x = 1 %}{% endfor %}
{% elif name %}
{% else %}
{% endif %}
{% endfor %}
{% if %}x{% endif %}
{% if name %}
{% for a in asks %}
{% if name %}{% for a in asks %}{% endif %}{% endfor %}
{% if name %}{% else %}{% else %}{% endif %}
{% if name %}{% else %}{% elif n %}{% endif %}
{% for a in asks %}{% elif n %}{% endfor %}
{% %}
{% if name = "Maya" %}x{% endif %}
{% if name %}x{% endif name %}
{% fi name %}
{% 5 %}
"""

_CALCULATION = """
{{ 9 ** 9 }}
{{ 9**9**9**9 }}
{{ n * 1000 }}
{{ name * 1000 }}
{{ "a" * 9999 }}
{{ asks * 9999 }}
{{ name + name }}
{{ n + 1 }}
{{ n - 1 }}
{{ n / 0 }}
{{ n // 2 }}
{{ n % 2 }}
{{ "%s" % name }}
{{ "%(a)s" % meeting }}
{{ name ~ name }}
{{ name ~ 1 ~ name }}
{{ -n }}
{{ +n }}
{{ -1 }}
{{ asks[-1] }}
{{ asks[1:2] }}
{{ asks[::2] }}
{{ asks[n] }}
{{ asks[words] }}
{{ asks[0, 1] }}
{{ asks[] }}
{{ meeting[name] }}
{{ meeting["pl" ~ "ace"] }}
{{ meeting["a b"] }}
{{ asks[500] }}
{{ 1 < n < 5 }}
{{ [1, 2] }}
{{ (1, 2) }}
{{ 1, 2 }}
{{ {"a": 1} }}
{{ [name] }}
{{ name in [name] }}
{{ name in [[1]] }}
{{ "x" if name }}
{{ 10000 }}
{{ 1000000000 }}
{{ 99999999999999999999999999999999999 }}
{{ 1_000 }}
{{ 1e308 }}
{{ 1e999999 }}
{{ 1.5 }}
{{ 0x41 }}
{{ 0b1 }}
{{ 0o7 }}
{{ 007 }}
{{ 1.0.real }}
{{ name & name }}
{{ name && name }}
{{ name || name }}
{{ !name }}
{{ name ? 1 : 2 }}
{{ name; name }}
{{ name := 1 }}
{{ lambda: 1 }}
{{ @name }}
{{ $name }}
{{ name name }}
{{ name. }}
{{ .name }}
{{ name| }}
{{ == name }}
{{ name == }}
{{ not }}
{{ a-b }}
{{ null }}
{{ True }}
{{ ... }}
{{ }}
"""

_LEXER = [
    "{{ name",
    "We write {{ in prose.",
    "{% if name",
    "{{ name }",
    "{{ name %}",
    "{% if name }}x{% endif %}",
    "{ { name } }",
    "{ % if name % }x{ % endif % }",
    "{name}",
    "{ name }",
    "name }}",
    "name %}",
    "{# never closed",
    "{# a {# b #} c #}",
    "{",
    "}",
    "{{{ name }}}",
    "{{{{ name }}}}",
    "{{ {{ name }} }}",
    "{% {{ name }} %}",
    "{{ name {% if n %} }}{% endif %}",
    "{{ '}}' }",
    "{{ 'a }}",
    '{{ "a }}',
    "{{ 'a\n' }}",
    "{{ (name }}",
    "{{ name) }}",
    "{{ [name) }}",
    "{{ (name]) }}",
    "{{ name\n\nand more prose }}",
    "<% if name %>{{ name }}<% } %>",
    "# for x in asks:\n{{ x }\n# endfor",
    "{%- if name -%}x{%- endif",
    "{%+ if name +%}x{%+ endif +% }",
    "{{+ name +}}",
    "{{ name\x00 }}",
    "a\x00b",
    "a\x1b]52;c;aGk=\x07b",
    "a\x1b[2Jb",
    "a\u202eb",
    "a\u2066{{ name }}\u2069",
    "a\u200bb",
    "a\ufeffb",
    "a\u00adb",
    "a\ue000b",
    "a\ud800b",
    "a\ufffeb",
    "a\U000e0041b",
    "{{ name\u00a0}}",
    "{{ name\u2003}}",
    "{{\u200b name }}",
    '{{ name|default("a\u202eb") }}',
    '{{ "\\u202e" }}',
    '{{ "\\x1b[2J" }}',
    '{{ "\\N{RIGHT-TO-LEFT OVERRIDE}" }}',
    '{{ "\\33" }}',
    '{{ "a\\qb" }}',
    '{{ "\\ud800" }}',
    '{{ "\\" }}',
    "{{ ｎａｍｅ }}",
    "{{ name.＿＿class＿＿ }}",
    "{{ name．upper }}",
    "{{ 𝓃𝒶𝓂ℯ }}",
    "{{ ªsks }}",
    "{{ naмe }}",
    "{{ na\u0301me }}",
    "{{ name|ᵤpper }}",
    "{{ ５ }}",
    "{{ ² }}",
    "{% ｉf name %}x{% endif %}",
    "{％ if name ％}",
    "{{ “name” }}",
    "{{ name|default(“x”) }}",
    "{{ name|default(‘x’) }}",
    "{{ name|default(«x») }}",
    "{{ name|default(`x`) }}",
    "{{ name — name }}",
    "{%– if name –%}x{% endif %}",
    "{{ name… }}",
    "{{ Name }}",
    "{{ meeting.Place }}",
    "{{ not-a-name }}",
]

_NESTING = [
    "{{ " + "(" * 3_000 + "name" + ")" * 3_000 + " }}",
    "{{ " + "(" * 7 + "name" + ")" * 7 + " }}",
    "{{ " + "[" * 3_000 + "]" * 3_000 + " }}",
    "{{ " + "{" * 3_000 + " }}",
    "{{ asks" + "[0]" * 200 + " }}",
    "{{ deep" + ".a" * 200 + " }}",
    "{{ deep" + ".a" * 10 + " }}",
    "{{ " + "not " * 3_000 + "name }}",
    "{{ " + "not " * 100 + "name }}",
    "{{ " + "a and " * 3_000 + "a }}",
    "{{ " + "a or " * 100 + "a }}",
    "{{ " + "- " * 500 + "n }}",
    "{{ name" + "|upper" * 500 + " }}",
    "{{ name" + "|upper" * 45 + " }}",
    "{{ " + "1 if n else " * 100 + "2 }}",
    "{{ n" + " < n" * 90 + " }}",
    "{{ words|top(" + "(" * 90 + "1" + ")" * 90 + ") }}",
    "{% if n %}" * 2_000 + "x" + "{% endif %}" * 2_000,
    "{% if n %}" * 9 + "x" + "{% endif %}" * 9,
    "{% for a in asks %}" * 2_000 + "x" + "{% endfor %}" * 2_000,
    "{% if n %}" + "{% elif n %}" * 2_000 + "{% endif %}",
    "{% if n %}" + "{% elif n %}" * 60 + "{% endif %}",
    "{% if n %}" * 5_000,
    "{% endif %}" * 5_000,
    "{{ n }}" * 9_000,
    "{{ n in [1,2,3,4,5,6,7,8,9,1,2,3,4,5,6] }}" * 1_400,
    "{{" * 20_000,
    "{%" * 20_000,
    "{#" * 20_000,
    "{% raw %}" * 5_000,
    "x" * 64_001,
    "\n" * 64_001,
    "é" * 64_001,
    '{{ "' + "x" * 60_000 + '" }}',
    '{{ "' + "x" * 201 + '" }}',
    "{{ " + '"xxxxxxxxxx" ' * 30 + " }}",
    "{{ " + "9" * 5_000 + " }}",
    "{{ " + "a" * 700 + " }}",
    "{{" + " " * 700 + "n }}",
    "{% if n in [" + "1, " * 35 + "1] %}{% endif %}",
    "{% if n in [" + "1, " * 5_000 + "1] %}{% endif %}",
    "{% if " + "(" * 40_000,
    "{% set x = " + "{" * 5_000 + "}" * 5_000 + " %}",
    "{{ '" + "\\" * 30_000,
    '{{ "' * 10_000,
    "{{ name|swap('" + "a" * 300 + "', 'b') }}",
]

_NAMES = """
{% include "../secret.j2" %}
{% include "/etc/passwd" %}
{% include "parts/../../secret.j2" %}
{% include "parts//a.j2" %}
{% include "./parts/a.j2" %}
{% include "parts\\\\a.j2" %}
{% include "C:/a.j2" %}
{% include "file:///etc/passwd" %}
{% include "parts/a.j2/" %}
{% include "parts/a" %}
{% include "parts/a.j2.py" %}
{% include "parts/a.txt" %}
{% include "parts/A.j2" %}
{% include "parts/a b.j2" %}
{% include "parts/ａ.j2" %}
{% include "parts/con:.j2" %}
{% include "parts/.hidden.j2" %}
{% include "parts/__init__.py" %}
{% include "" %}
{% include "parts/missing.j2" %}
{% include "documents/letter.j2" %}
{% include ["parts/a.j2", "parts/b.j2"] %}
{% include ("parts/a.j2") %}
{% include name %}
{% include "parts/" ~ name %}
{% include "parts/a.j2" if name else "parts/b.j2" %}
{% include "parts/a.j2" ignore missing %}
{% include "parts/a.j2" with context %}
{% include "parts/a.j2" without context %}
{% include "parts/a.j2" "parts/b.j2" %}
{% include parts/a.j2 %}
{% include %}
{% include 5 %}
{% include "parts/a.j2\\n" %}
{% include "{__import__('os')}.j2" %}
{% include "parts/a{{ name }}.j2" %}
"""

_PART = "parts/a.j2"
_INCLUDES: list[Files] = [
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: '{% include "parts/a.j2" %}'},
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: '{% include "documents/letter.j2" %}'},
    {
        DOCUMENT: '{% include "parts/a.j2" %}',
        _PART: '{% include "parts/b.j2" %}',
        "parts/b.j2": '{% if false %}{% include "parts/a.j2" %}{% endif %}',
    },
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: "{{ name.__class__ }}"},
    {DOCUMENT: '{% if false %}{% include "parts/a.j2" %}{% endif %}', _PART: "{{ name() }}"},
    {
        DOCUMENT: '{% include "parts/p0.j2" %}',
        **{f"parts/p{i}.j2": f'{{% include "parts/p{i + 1}.j2" %}}' for i in range(3)},
        "parts/p3.j2": "x",
    },
    {
        DOCUMENT: '{% for a in asks %}{% include "parts/a.j2" %}{% endfor %}',
        _PART: "{% for b in asks %}{% for c in asks %}x{% endfor %}{% endfor %}",
    },
    {
        DOCUMENT: "{% for a in asks %}{% for b in asks %}"
        '{% include "parts/a.j2" %}{% endfor %}{% endfor %}',
        _PART: '{% include "parts/b.j2" %}',
        "parts/b.j2": "{% for c in asks %}x{% endfor %}",
    },
    {DOCUMENT: '{% include "parts/a.j2" %}' * 101, _PART: "x"},
    {DOCUMENT: '{% include "parts/a.j2" %}' * 50, _PART: "{{ name }}" * 1_400},
    {
        DOCUMENT: '{% include "parts/a.j2" %}' * 30,
        _PART: '{% include "parts/b.j2" %}' * 30,
        "parts/b.j2": '{% include "parts/c.j2" %}' * 30,
        "parts/c.j2": "x",
    },
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: "{% endif %}"},
    {DOCUMENT: '{% if name %}{% include "parts/a.j2" %}', _PART: "{% endif %}"},
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: "{{ loop.index }}"},
    {
        DOCUMENT: '{% for a in asks %}{% include "parts/a.j2" %}{% endfor %}',
        _PART: "{{ loop.index }}",
    },
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: "x" * 64_001},
    {DOCUMENT: '{% include "parts/a.j2" %}', _PART: "{{ “name” }}"},
]

_DATA = """
{{ name.upper }}
{{ asks.append }}
{{ asks.phrase }}
{{ n.real }}
{{ yes.real }}
{{ name[0] }}
{{ meeting[0] }}
{{ meeting.keys }}
{{ meeting.items }}
{{ nobody }}
{{ nobody.name }}
{% if nobody %}x{% endif %}
{% if nobody is defined %}x{% endif %}
{% set x = nobody %}
{{ nobody|default("x") }}
{% for x in nobody %}x{% endfor %}
{{ asks }}
{{ meeting }}
{{ yes }}
{{ not name }}
{{ name == "Maya" }}
{{ asks[199].tags }}
{{ meeting.missing }}
{{ meeting.missing|upper }}
{{ n|upper }}
{{ asks|join }}
{{ asks|upper }}
{{ words|join|count }}
{{ name|itself }}
{{ many|count }}{% for x in many %}x{% endfor %}
{% for x in name %}{{ x }}{% endfor %}
{% for x in meeting %}{{ x }}{% endfor %}
{% for x in n %}{{ x }}{% endfor %}
{% if asks == asks %}x{% endif %}
{% if meeting == meeting %}x{% endif %}
{% if name < "b" %}x{% endif %}
{% if asks > 3 %}x{% endif %}
{% if 3 in name %}x{% endif %}
{% if name in n %}x{% endif %}
{% if asks in asks %}x{% endif %}
{% if meeting in asks %}x{% endif %}
{% set name = "x" %}{{ name }}
{% set x = name|twice|twice|twice %}{{ x }}
{{ trap }}
{{ trap|upper }}
{{ deep.a.b.c.d }}
{{ deep.a.b.c.d.e }}
{% for name in asks %}{{ name.phrase }}{% endfor %}{{ name }}
"""


def _growth() -> Iterator[str]:
    """Accepted or not, these would run long or print much."""
    two = "{% for a in asks %}{% for b in asks %}", "{% endfor %}{% endfor %}"
    yield two[0] + "x" * 60_000 + two[1]
    yield two[0] + "{{ long }}" + two[1]
    yield two[0] + "{{ a.phrase }}" * 700 + two[1]
    yield two[0] + "{% if a.n == b.n %}{% endif %}" * 700 + two[1]
    yield two[0] + "{% if long == long %}{% endif %}" * 700 + two[1]
    yield two[0] + '{% if "zz" in long %}{% endif %}' * 700 + two[1]
    yield two[0] + "{% if long in twins %}{% endif %}" * 700 + two[1]
    yield two[0] + "{% if twins[0] in twins %}{% endif %}" * 700 + two[1]
    yield two[0] + '{% if "x" in many %}{% endif %}' * 700 + two[1]
    yield two[0] + "{% if long|upper %}{% endif %}" * 700 + two[1]
    yield two[0] + "{% if words|join %}{% endif %}" * 700 + two[1]
    yield two[0] + "{% if not a and not b or not n %}{% endif %}" * 700 + two[1]
    yield two[0] + "{% if " + "n or " * 35 + "n %}{% endif %}" + two[1]
    yield "{% for a in asks %}" + "{{ long }}" * 700 + "{% endfor %}"
    yield "{% for a in asks %}{% for t in a.tags %}{{ long }}{% endfor %}{% endfor %}"
    yield "{{ long }}" * 1_400
    yield "{{ long|twice|twice|twice|twice|twice|twice }}"
    yield '{{ long|swap("m", "' + "m" * 190 + '")|swap("m", "' + "m" * 190 + '") }}'
    yield "{% set x = long %}" + "{% set x = x|twice %}" * 60
    yield "{% set x = name %}" + "{% set x = x|twice %}" * 60 + "{{ x }}"
    yield '{% set x = "a" %}' + '{% set x = x|swap("a", "aa") %}' * 1_000 + "{{ x }}"
    yield "{% set x = words %}" + "{% set x = x|pairs %}" * 60
    yield "{% set x = words|pairs %}{% for w in x %}{{ w }}{% endfor %}"
    yield "{% set x = words|pairs|pairs|join %}" + "{% set y = x|twice|count %}"
    yield "{% set a = asks %}{% set b = a %}{% set a = b %}{{ a[0].phrase }}"
    yield "{{ 'x' }}" * 1_490
    yield "é" * 63_999
    yield "{# " + "{{ name }} " * 5_000 + " #}"
    yield "\n" * 60_000
    yield " " * 60_000 + "{% if n %}" + " " * 3_000 + "{% endif %}"
    yield "{{ '{{ name }}' }}{{ '{% include name %}' }}"
    yield "{% for a in asks %}{{ loop.index }}/{{ loop.length }}{% endfor %}"


def _files(sources: str | list[str]) -> list[Files]:
    lines = sources.strip("\n").split("\n") if isinstance(sources, str) else sources
    parts = {_PART: "part a {{ name }}", "parts/b.j2": "part b"}
    return [{DOCUMENT: line, **parts} for line in lines]


REFUSED: dict[str, list[Files]] = {
    "escape": _files(_ESCAPE),
    "calls": _files(_CALLS),
    "filters": _files(_FILTERS),
    "words": _files(_WORDS),
    "statements": _files(_STATEMENTS),
    "calculation": _files(_CALCULATION),
    "lexer": _files(_LEXER),
    "nesting": _files(_NESTING),
    "names": _files(_NAMES),
    "includes": _INCLUDES,
}
"""Templates that no data could make acceptable."""

BOUNDED: dict[str, list[Files]] = {
    "data": _files(_DATA),
    "growth": _files(list(_growth())),
    "product": [
        {
            DOCUMENT: '{% for a in asks %}{% include "parts/a.j2" %}{% endfor %}',
            _PART: "{% for b in asks %}" + "{{ b.phrase }}" * 1_000 + "{% endfor %}",
        },
        {DOCUMENT: '{% include "parts/a.j2" %}' * 99, _PART: "x" * 64_000},
        {
            DOCUMENT: '{% set x = "a" %}' + '{% include "parts/a.j2" %}' * 99,
            _PART: "{% set x = x|twice|twice %}{{ x }}",
        },
    ],
}
"""Templates that stand or fall with the data."""
