"""The review on paper: every line once, found again by its number, and safe to open."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import pytest

from discloser.authoring.explained.review import Review, find, review
from discloser.authoring.explained.review_markdown import as_markdown
from discloser.authoring.explained.review_page import as_page

from .benches import overlay, standard

HOSTILE = '<script>alert(1)</script> & "<b>'
MINE = {
    "phrases/mine.toml": """
[[phrase]]
id = "reassurance_20s"
text = [
  { text = "One more <b>line</b> & a *star*.", when = ["has_asks"] },
  "| A table | of | <script>alert(1)</script>",
]

[[phrase]]
id = "mine"
about = "Ours."
text = "Our own sentence."
""",
    "documents/script_20s.j2": "{{ say.opening_20s }}\n\n# Our <i>own</i> words\n{{ say.mine }}\n",
}
TITLE = f"title = '{HOSTILE}'\nextends = 'standard'\nabout = '{HOSTILE}'\n"


@cache
def whole() -> Review:
    return review(standard(), "2026-11-21")


@cache
def mine() -> Review:
    return review(overlay(MINE, TITLE))


def test_every_line_has_a_number_of_its_own_that_leads_back() -> None:
    lines = whole().lines
    assert len({line.number for line in lines}) == len(lines)
    assert {len(line.number) for line in lines} == {7}
    for line in lines:
        assert find(line.number.lower().replace("-", " "), whole()) is line
        source = (standard().file(line.file) or "").split("\n")[line.line - 1]
        words = line.text.partition("{")[0].replace('"', '\\"').split()
        assert not words or words[0] in source, line
    assert find("AAA-AAA", whole()) is None


def test_documents_come_in_the_order_of_the_packet() -> None:
    documents = whole().groups[0]
    assert [part.name for part in documents.parts] == [
        f"document {document}" for document in standard().workshop.pack.documents
    ]
    used = {line.phrase for part in documents.parts for line in part.lines if line.phrase}
    assert {f"phrase {phrase}" for phrase in used} <= whole().phrases


def test_a_fact_about_rights_is_printed_with_its_source_and_dates() -> None:
    parts = {part.name: part for group in whole().groups for part in group.parts}
    fact = next(iter(standard().workshop.pack.catalogue.rights.values()))
    notes = " ".join(parts[f"right {fact.id}"].notes)
    for said in (fact.source_title, fact.source_site, fact.checked_on, fact.expires_on):
        assert str(said) in notes


def test_numbers_stay_while_lines_move_and_go_when_words_change() -> None:
    def numbers(text: str) -> set[str]:
        return {line.number for line in review(overlay({"phrases/mine.toml": text})).lines}

    text = MINE["phrases/mine.toml"]
    before = numbers(text)
    assert numbers(f"# A note.\n\n{text}") == before
    assert len(numbers(text.replace("Our own", "Our very own")) - before) == 1
    assert len(before - numbers(text.replace('"has_asks"', '"one_ask"'))) == 1


def test_the_same_text_twice_has_two_numbers() -> None:
    twice = '[[phrase]]\nid = "mine"\nabout = "x"\ntext = ["Twice.", "Twice."]\n'
    lines = review(overlay({"phrases/mine.toml": twice})).lines
    assert len({line.number for line in lines}) == len(lines) == 2


def test_a_pack_on_top_shows_its_own_lines_beside_those_that_they_replace() -> None:
    parts = {part.name: part for group in mine().groups for part in group.parts}
    assert set(parts) == {"document script_20s", "phrase reassurance_20s", "phrase mine"}
    first, second = parts["phrase reassurance_20s"].lines
    assert first.before == ("I want to do this work well.",)
    assert first.when == "there is something to ask for"
    assert not second.before
    assert not second.when
    [pointer, own, other] = parts["document script_20s"].lines
    assert (pointer.phrase, pointer.number) == ("opening_20s", "")
    assert own.text == "# Our <i>own</i> words"
    assert other.phrase == "mine"


class Page(HTMLParser):
    VOID = frozenset({"meta", "br", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.seen: set[str] = set()
        self.bare: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.seen.add(tag)
        self.open += [] if tag in self.VOID else [tag]
        self.ids += [each for key, each in attrs if key == "id" and each]
        self.links += [each for key, each in attrs if key in {"href", "src", "action"} and each]
        self.bare += [f"{tag} {key}" for key in named if key.startswith("on")]
        if tag == "th" and "scope" not in named:
            self.bare.append("th")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("made", [mine, whole], ids=["mine", "standard"])
def test_the_page_is_whole_and_reaches_nothing_outside(made: Callable[[], Review]) -> None:
    reviewed = made()
    text = as_page(reviewed)
    page = Page(text)
    assert not page.open
    assert not page.bare
    assert not page.seen & {"script", "img", "link", "iframe", "b", "i", "form", "object"}
    assert len(set(page.ids)) == len(page.ids)
    assert {f"n{line.number}" for line in reviewed.lines} <= set(page.ids)
    assert all(link[0] == "#" and link[1:] in page.ids for link in page.links)
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"sha256-{digest}" in text
    for rule in ("default-src", "base-uri", "form-action"):
        assert f"{rule} &#x27;none&#x27;" in text
    assert reviewed.digest[:8] in text


def test_markdown_has_three_boxes_for_each_line_and_no_marks_of_the_pack() -> None:
    text = as_markdown(mine())
    for box in ("fine", "change", "remove"):
        assert text.count(f"- [ ] {box}\n") == len(mine().lines)
    assert "> One more \\<b\\>line\\</b\\> & a \\*star\\*." in text
    assert "> \\| A table" in text
    assert "<script>" not in re.sub(r"\\<", "", text)
