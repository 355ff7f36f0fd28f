"""The page for reviewers: whole, harmless whatever stands in a pack, and never half written."""

import re
from html.parser import HTMLParser
from pathlib import Path

from discloser.authoring.shown.page import page_of, write_page
from discloser.authoring.shown.printed import as_text
from discloser.authoring.shown.showing import Only, View

from .own_pack import following, own_pack, say

ONLY = Only(("maya", "kofi"), ())

HOSTILE = "</div><script>alert(1)</script> <img src=x onerror=y> & [b]"


class Read(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.attributes: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")
        self.anchors += self.attributes.pop("id", [])
        self.links += self.attributes.pop("href", [])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_holds_every_text_and_leads_to_each(tmp_path: Path) -> None:
    there = following(own_pack(tmp_path), ONLY)
    texts = there.all_shown(View())
    page = Read(page_of(there, texts))
    words = "".join(page.words)
    for each in texts:
        assert each.text in words
        assert all(told in words for told in each.tells)
    assert len(page.anchors) == len(set(page.anchors))
    assert {link.removeprefix("#") for link in page.links} <= set(page.anchors)
    assert page.tags.count("article") == len(texts)
    assert set(page.links) >= {f"#{anchor}" for anchor in page.anchors if "2f." in anchor}


def test_nothing_in_a_pack_acts_on_the_page(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    say(root, HOSTILE)
    (root / "pack.toml").write_text(
        f'title = "<b>{HOSTILE}"\nextends = "standard"\nversion = "\'><b>"\n', "utf-8"
    )
    (root / "documents" / "script_1min.j2").write_text(f"{HOSTILE}\n{{{{ ask }}}}.\n", "utf-8")
    there = following(root, Only(("maya",), ("script_20s", "script_1min")))
    texts = there.all_shown(View())
    assert HOSTILE in texts[0].text
    written = page_of(there, texts)
    page = Read(written)
    assert not {"script", "img", "b", "link", "iframe"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on") or name == "src"]
    assert "default-src 'none'" in " ".join(page.attributes["content"])
    assert not re.search(r"https?:", written)
    assert "refresh" not in " ".join(page.attributes["http-equiv"])
    assert "refresh" in " ".join(
        Read(page_of(there, texts, refreshes=True)).attributes["http-equiv"]
    )


def test_a_broken_pack_makes_a_page_that_says_so(tmp_path: Path) -> None:
    root = own_pack(tmp_path)
    there = following(root, ONLY)
    say(root, "{to_nam}")
    there.look()
    texts = there.all_shown(View())
    assert all(each.old for each in texts)
    words = "".join(Read(page_of(there, texts)).words)
    assert "The pack is broken just now" in words
    assert "from before" in words
    assert "{to_nam} does not exist" in words
    assert "mine/phrases/mine.toml:4" in as_text(texts[0])


def test_a_page_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    assert "no folder" in write_page(tmp_path / "nowhere" / "page.html", "x")
    (tmp_path / "page.html").mkdir()
    assert "a folder has the name" in write_page(tmp_path / "page.html", "x")
    assert "cannot have this name" in write_page(tmp_path / "a\0b", "x")
    assert write_page(tmp_path / "good.html", "x") == ""
    assert (tmp_path / "good.html").read_text() == "x"
