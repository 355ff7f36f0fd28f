"""How finished English is written: lists, articles, sentences, amounts, dates, tidy text.

Pure functions over plain values. ``articles``, ``sentences`` and ``words`` are about wording,
``amounts`` and ``dates`` about values, ``layout`` and ``markdown`` about whole documents.
Their patterns are kept as text: a start that writes nothing does not pay for compiling them.
"""

from discloser.text.english.amounts import (
    as_range,
    compound,
    hours_text,
    minutes_text,
    number,
    plural,
    quantity,
    range_text,
    weight_text,
)
from discloser.text.english.articles import (
    article,
    check_articles,
    fix_articles,
    with_article,
)
from discloser.text.english.dates import (
    COUNTRIES,
    as_date,
    as_time,
    date_text,
    time_text,
    when_text,
)
from discloser.text.english.layout import orphan_headings, single_stops, squeeze
from discloser.text.english.markdown import as_prose, escape_line_start, plain
from discloser.text.english.sentences import clause, lower_first, one_line, sentence
from discloser.text.english.words import (
    dashes,
    doubled_words,
    join_list,
    possessive,
    tidy_quotes,
)

__all__ = [
    "COUNTRIES",
    "article",
    "as_date",
    "as_prose",
    "as_range",
    "as_time",
    "check_articles",
    "clause",
    "compound",
    "dashes",
    "date_text",
    "doubled_words",
    "escape_line_start",
    "fix_articles",
    "hours_text",
    "join_list",
    "lower_first",
    "minutes_text",
    "number",
    "one_line",
    "orphan_headings",
    "plain",
    "plural",
    "possessive",
    "quantity",
    "range_text",
    "sentence",
    "single_stops",
    "squeeze",
    "tidy_quotes",
    "time_text",
    "weight_text",
    "when_text",
    "with_article",
]
