"""Hostile text, and every field of a plan that it can stand in."""

from collections.abc import Callable
from typing import Any

import msgspec

from discloser.model.words import Audience, Topic

HOSTILE = {
    # template syntax
    "expression": "{{ my_name }}",
    "statement": "{% if x %}a{% endif %}",
    "comment": "{# secret #}",
    "unclosed": "{{ my_name",
    "closing": "a }} %} b",
    "general name": "{to_name}",
    "two names": "{ask} and {impact}",
    "format": "{0} {x!r:>{w}} %(name)s %s 100%",
    "attribute": "{{ ''.__class__.__mro__ }}",
    # Markdown and HTML
    "bold": "**bold** _it_ `code`",
    "heading": "# Heading",
    "bullet": "- item",
    "item": "1. item",
    "quote": "> quoted",
    "link": "[x](https://e.example)",
    "table": "| a | b |",
    "ruler": "--- a",
    "fence": "``` a",
    "script": "<script>alert(1)</script>",
    "entities": "&amp; &lt;b&gt;",
    "markup": "[/b] [bold red] [@click=app.quit]x[/]",
    # what is left of escapes once a plan was read
    "colour": "[31mred[0m",
    "clipboard": "]52;c;aGk=x",
    # scripts
    "joined emoji": "\U0001f469\U0001f3fd\u200d\U0001f4bb works",
    "flag": "a \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f b",
    "arabic": "\u0645\u0631\u062d\u0628\u0627\u060c \u0644\u0627 \u0623\u0633\u062a\u0637\u064a",
    "hebrew": "\u05e9\u05dc\u05d5\u05dd",
    "japanese": "\u75db\u307f\u304c\u3042\u308a\u307e\u3059",
    "thai": "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "stacked marks": "Z\u0351\u036b\u0343 b",
    "turkish": "\u0130stanbul \u0131\u015f\u0131k",
    "sharp s": "Stra\u00dfe \ufb01n",
    # what a check for slips could take for one
    "none": "None",
    "none in words": "None of us",
    "brackets": "[]",
    "parentheses": "()",
    "open": "(, )",
    "commas": "a,, b",
    "a comma": ",",
    "a full stop": ".",
    "an ellipsis": "a ... b..",
    "a question mark": "?",
    "spaces": "a   b",
    "article": "a hour and an desk",
    "doubled": "the the plan",
    "number": "10",
    "zero": "0",
    "range": "3 to 5 days",
    "nan": "nan",
    "false": "False",
    "pronoun": "he said she said",
    "quotation": '"She said" it\'s',
    "curly": "\u201cquoted\u201d \u2018it\u2019",
    "dashes": "a \u2014 b \u2013 c",
    "backslash": "a\\b\\n \\1 \\g<0>",
    "pattern": r"(a+)+$ [x] \d+ ^.*",
    "dollar": "$HOME `id` $(id)",
    "address": "a@b.example https://x.example/a?b=c",
    # lines
    "line": "a\nb",
    "paragraphs": "a\n\n\nb",
    "heading below": "a\n# Heading\nb",
    "list below": "a\n- b\n- c",
    "signature": "Best,\nMaya",
    "tab": "a\tb",
}
"""Text by what it tries."""

LONG = {
    "one word": ("x", 20_000),
    "words": ("word ", 20_000),
    "open parentheses": ("(", 20_000),
    "commas": (",, ", 20_000),
    "stars": ("*", 20_000),
    "digits": ("9", 20_000),
    "kanji": ("\u75db", 20_000),
    "emoji": ("\U0001f469\u200d\U0001f4bb", 20_000),
    "ranges": ("1 to 2 ", 20_000),
    "doubled": ("the the ", 20_000),
    "none": ("None ", 20_000),
    # Single letters can be put together to words in many ways: looking at all of them takes time.
    "letters": ("a ", 1_000),
    "hyphens": ("a-", 1_000),
    "underscores": ("_a", 1_000),
    "open braces": ("{a ", 1_000),
    "stops": ("a. ", 1_000),
    "lines": ("a\n", 1_000),
    "empty lines": ("\n\na", 1_000),
    "bars": ("|a", 1_000),
    "links": ("[a](", 1_000),
    "quotes": ("a' ", 1_000),
}
"""What long texts are made of, and how many characters they have."""

EVERYBODY = tuple(map(str, Audience))
NO_ITEMS: dict[str, Any] = {"item": []}


class Field(msgspec.Struct, frozen=True):
    """A field that takes free text, and a document in which it is printed."""

    fill: Callable[[str], dict[str, Any]]
    """The tables of a plan with a text in the field."""
    document: str
    audience: Audience = Audience.MANAGER
    kept: bool = True
    """Whether the document holds the text as it is."""


def ask(text: str, **more: Any) -> dict[str, Any]:
    return {"ask": [{"own_words": text, **more}], "outcome": NO_ITEMS}


def item(**values: str) -> dict[str, Any]:
    held = {"ask": "later_start", "state": "agreed", **values}
    return {"ask": [{"id": "later_start"}], "outcome": {"item": [held]}}


def topic(name: Topic, stance: str) -> Callable[[str], dict[str, Any]]:
    boundaries = {"except": {each: {str(name): stance} for each in EVERYBODY}}
    return lambda text: {"health": {str(name): text}, "boundaries": boundaries}


def edit(text: str, subject: str | None = None) -> dict[str, Any]:
    return {"edit": [{"document": "request_email", "text": text, "subject": subject}]}


FIELDS = {
    "person.name": Field(lambda text: {"person": {"name": text}}, "meeting_request"),
    "person.role": Field(lambda text: {"person": {"role": text}}, "request_letter", Audience.HR),
    "why.own_words": Field(lambda text: {"why": {"own_words": text}}, "private_plan", kept=False),
    "choice.later": Field(lambda text: {"choice": {"later": text}}, "private_plan"),
    "impact.own_words": Field(lambda text: {"impact": [{"own_words": text}]}, "script_full"),
    "ask.own_words": Field(ask, "request_email"),
    "ask.helps": Field(lambda text: ask("a desk", helps=text), "script_full"),
    "ask.values": Field(
        lambda text: {
            "ask": [{"id": "task_swap", "values": {"task_a": text, "task_b": "the filing"}}],
            "outcome": NO_ITEMS,
            "meeting": {"tone": "neutral"},
        },
        "swap_no_reason",
        Audience.CLOSE_COLLEAGUE,
    ),
    "meeting.name": Field(
        lambda text: {"meeting": {"name": text, "call": text, "tone": "formal"}}, "request_email"
    ),
    "meeting.call": Field(
        lambda text: {"meeting": {"call": text, "tone": "warm"}}, "request_email"
    ),
    "meeting.place": Field(lambda text: {"meeting": {"place": text}}, "meeting_request"),
    "meeting.work_topic": Field(lambda text: {"meeting": {"work_topic": text}}, "deflection_sheet"),
    "outcome.item.who": Field(lambda text: item(who=text), "email_followup"),
    "outcome.item.note": Field(lambda text: item(note=text), "email_followup"),
    "outcome.log.what": Field(
        lambda text: {"outcome": {"log": [{"on": "2026-12-03", "what": text}]}},
        "email_followup",
        kept=False,
    ),
    "health.symptoms": Field(topic(Topic.SYMPTOMS, "say"), "script_full"),
    "health.outlook": Field(topic(Topic.OUTLOOK, "say"), "script_full"),
    "health.helpers": Field(topic(Topic.HELPERS, "if_asked"), "deflection_sheet"),
    "health.work_effect": Field(topic(Topic.WORK_EFFECT, "say"), "request_email"),
    "edit.text": Field(edit, "request_email"),
    "edit.subject": Field(lambda text: edit("Could we talk?", text), "request_email"),
}
"""Every free text of a plan by its key path."""
