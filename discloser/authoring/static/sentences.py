"""Checks of the sentences themselves, as far as they can be seen without a person's answers."""

import re
from collections.abc import Iterator

from msgspec import Struct

from discloser.authoring.places import Spot
from discloser.authoring.static.survey import Findings, Survey, finding
from discloser.model.catalogue import Catalogue, Wording
from discloser.model.texts import SpokenText
from discloser.model.wording import FIELD, wordings
from discloser.rendering.rules.form import SLIPS
from discloser.text.english import check_articles, doubled_words
from discloser.text.tags import without_tags

TWO_SPACES = r"(?<=[^\s.!?:|])[ \t]{2,}(?=[^\s|])"
SPACES = {
    True: re.compile(rf"{TWO_SPACES}|(?<=[\w\ufffc])[ \t]+(?=[,;?!.](?:\s|$))"),
    False: re.compile(rf"{TWO_SPACES}|(?<=[\w\ufffc])[ \t]+(?=[,.](?:\s|$))"),
}
"""Two spaces inside a sentence, or one in front of a mark; by whether it is English.

French has a space in front of some marks.
"""

BARE_ARTICLE = re.compile(r"\b(an?) (\{[a-z][a-z0-9_]*\})", re.IGNORECASE)
TAG_ARTICLE = re.compile(r"\b(an?) (\{\{(?!-?\s*[\"'])[^}|]{0,60}\}\})", re.IGNORECASE)
"""An article in front of a value that may start with any letter."""

AROUND = 30
"""Characters in front of a place and behind it in which the words next to it are looked for."""

BLANK = "\ufffc"
"""Stands for a value, which is no word."""


class _Line(Struct, frozen=True):
    """A piece of fixed text, and how to find some words of it."""

    text: str
    file: str = ""
    line: int = 0
    shelf: str = ""
    entry: str = ""
    path: str = ""
    index: int = 0

    def spot(self, survey: Survey, words: str) -> Spot:
        if self.shelf:
            return survey.places.wording(self.shelf, self.entry, self.path, self.index, words)
        first = words.split("\n", maxsplit=1)[0]
        return survey.places.line(self.file, self.line, first)


def sentence_findings(survey: Survey) -> Findings:
    """Yield slips in fixed text: doubled words, wrong articles, gaps and spaces."""
    for line in (*_wordings(survey), *_templates(survey)):
        yield from _slips(survey, line)
        if survey.english:
            yield from _english(survey, line)


def empty_findings(survey: Survey) -> Findings:
    """Yield templates and phrases with nothing in them."""
    for template in survey.own_templates:
        if not without_tags(survey.bench.folder.files[template], kinds="#").strip():
            at = Spot(survey.file_of(template))
            how = "Write what the document says, or remove the file and what stands for it."
            yield finding("p_empty", at, "This file is empty.", how)
    for text, path in survey.spoken:
        spoken = wordings(text.text)
        if text.shelf == "phrases" and not any(each.text.strip() for each in spoken):
            at = survey.places.entry(text.shelf, text.entry, path)
            how = "Write a sentence between the quotes, or remove the entry."
            yield finding("p_empty", at, "This text is empty.", how)


def end_findings(survey: Survey) -> Findings:
    """Yield sentences without a mark at their end that take the place of some with one."""
    below = survey.below
    for text, path in survey.spoken if below else ():
        before = _before(below, text) if below else ()
        if not before or not all(ENDED.search(each.text) for each in before):
            continue
        for index, wording in enumerate(wordings(text.text)):
            if not UNENDED.search(wording.text):
                continue
            last = wording.text.split()[-1]
            at = survey.places.wording(text.shelf, text.entry, path, index, last)
            why = "This sentence has no full stop, and the one that it takes the place of has."
            yield finding("p_end", at, why, f'Write "{last}.", if it is a sentence.', warn=True)


ENDED = re.compile(r"[.?!:\u2026][\"')\]\u201d\u2019\u00bb\s]*$")
UNENDED = re.compile(r"\w[\"')\]\u201d\u2019]?\s*$")
"""Ends of texts; one that ends on a blank may have either."""


def _before(below: Catalogue, text: SpokenText) -> tuple[Wording, ...]:
    """Return the wordings of a text as they are in the pack below."""
    if text.shelf not in ONE_TEXT:
        return ()
    entry = getattr(below, text.shelf).get(text.entry)
    return wordings(getattr(entry, text.key)) if entry is not None else ()


ONE_TEXT = frozenset({"phrases", "accommodations", "objections", "audiences", "law_lines"})
"""Shelves whose entries are texts under keys of their own."""


def _slips(survey: Survey, line: _Line) -> Findings:
    fixed = FIELD.sub(BLANK, line.text) if line.shelf else line.text
    for pattern, signs in SLIPS:
        found = pattern.search(fixed) if any(sign in fixed for sign in signs) else None
        words = found[0].strip() if found else ""
        if words and "  " not in words and "{" not in words and words not in {"-", "*", "+"}:
            at = line.spot(survey, words)
            why = f'"{words}" looks like a gap or a slip.'
            yield finding("p_fixed_slip", at, why, "Correct it, or remove it.", warn=True)
    if line.shelf and (found := SPACES[survey.english].search(fixed)):
        before, after = fixed[: found.start()][-AROUND:], fixed[found.end() :][:AROUND]
        around = f"{before.split()[-1]}{found[0]}{after.split()[0]}"
        at = line.spot(survey, around.strip(BLANK))
        shown = around.replace(BLANK, "…")
        why = f'There is a space too many in "{shown}".'
        yield finding("p_spaces", at, why, "Remove it.", warn=True)


def _english(survey: Survey, line: _Line) -> Findings:
    fixed = FIELD.sub(BLANK, line.text) if line.shelf else line.text
    for doubled in doubled_words(fixed):
        at = line.spot(survey, doubled)
        yield finding(
            "p_doubled", at, f'"{doubled}" stands twice.', "Remove one of them.", warn=True
        )
    for wrong in check_articles(fixed):
        right = wrong.split()[0]
        other = {"a": "an", "an": "a"}[right.lower()]
        at = line.spot(survey, wrong)
        how = f'Write "{other} {wrong.split(maxsplit=1)[1]}".'
        yield finding("p_article", at, f'"{wrong}" has the wrong article.', how, warn=True)
    for found in BARE_ARTICLE.finditer(line.text) if line.shelf else ():
        at = line.spot(survey, found[0])
        why = f'"{found[1]}" does not fit every value that can stand for {found[2]}.'
        how = "Write the sentence so that no a or an stands in front of the blank."
        yield finding("p_article", at, why, how, warn=True)


def _wordings(survey: Survey) -> Iterator[_Line]:
    for text, path in survey.spoken:
        for index, wording in enumerate(wordings(text.text)):
            yield _Line(wording.text, shelf=text.shelf, entry=text.entry, path=path, index=index)


def _templates(survey: Survey) -> Iterator[_Line]:
    """Yield the lines of templates without their tags, and what tags make of articles."""
    for template in survey.own_templates:
        file = survey.file_of(template)
        for number, line in enumerate(survey.bench.folder.files[template].split("\n"), 1):
            plain = without_tags(line, BLANK)
            if plain.strip(f"{BLANK} \t"):
                yield _Line(plain, file, number)


def tag_article_findings(survey: Survey) -> Findings:
    """Yield articles in front of tags that print a value."""
    for template in survey.own_templates if survey.english else ():
        file = survey.file_of(template)
        for number, line in enumerate(survey.bench.folder.files[template].split("\n"), 1):
            for found in TAG_ARTICLE.finditer(line):
                at = Spot(file, number, found.start() + 1, found[0])
                name = found[2].strip("{}- ")
                why = f'"{found[1]}" does not fit every value of {name}.'
                how = f"Write {{{{ {name}|article }}}} in place of both."
                yield finding("p_article", at, why, how, warn=True)
