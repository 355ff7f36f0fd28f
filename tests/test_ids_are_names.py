"""The ids of a pack are names and no more: with others in their place, nothing changes."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.layers import lay
from discloser.packs.load import BUILT_IN
from discloser.packs.pack import build
from discloser.packs.references import broken_references
from discloser.session.book import PAGES
from discloser.session.drafting import Workshop
from discloser.session.preview import preview
from discloser.session.sitting import Sitting

from .people import FILES, NAMES, session
from .plans import TODAY
from .test_pack_is_data import opened, unfolded

HOUSE = Path(__file__).parent.parent / "discloser"

CLOSED = {"topics", "audiences", "decisions", "levels", "techniques", "ladder"}
"""Shelves whose ids the program knows, since its guards and pages rely on them."""

CONTRACT = {"private_line", "trial"}
"""Phrases that the program says by itself; a pack without them goes without."""

PLACES = {
    "helps", "impacts", "accommodations", "tone", "spoken", "length", "country", "subject",
    "by_level", "fallback", "reasons", "confirmed", "ask", "document",
}  # fmt: skip
"""Keys whose texts are ids of other entries."""

FACT = re.compile(r"\b(asks|agreed|context|country)_(\w+)")
TABLES = ("context", "wording")
"""Tables of a plan whose keys are ids."""


def open_ids(folder: PackFolder) -> set[str]:
    """Return the ids that are up to the author; one that is also a closed word is left alone."""
    layers = lay([folder])
    shelves = {**layers.entries, "documents": layers.documents}
    closed = {each for shelf in CLOSED for each in shelves[shelf]}
    return {each for shelf in shelves.keys() - CLOSED for each in shelves[shelf]} - closed


class Renamer:
    """Gives every entry of a pack another id, and follows it to wherever it is named."""

    def __init__(self, folder: PackFolder) -> None:
        layers = lay([folder])
        ids = open_ids(folder) - CONTRACT
        self.new = {old: f"id{number}" for number, old in enumerate(sorted(ids))}
        self.countries = {*layers.entries["countries"]}
        self.facts = {old.replace("-", "_"): self.new[old] for old in self.new}

    def fact(self, found: re.Match[str]) -> str:
        return f"{found[1]}_{self.facts.get(found[2], found[2])}"

    def table(self, value: Any, key: str = "", *, listed: bool = False) -> Any:
        match value:
            case dict():
                names = key in TABLES and not listed
                made = {
                    self.new.get(each, each) if names else each: self.table(inner, each)
                    for each, inner in value.items()
                }
                if key == "country" and value.get("id") in self.countries:
                    made["writes_like"] = value["id"]
                return made
            case list():
                return [self.table(each, key, listed=True) for each in value]
            case str() if key == "id" or key in PLACES:
                return self.new.get(value, value)
            case str() if key in {"when", "when_any"}:
                return FACT.sub(self.fact, value)
            case _:
                return value

    def file(self, path: str, text: str) -> tuple[str, str]:
        if path.endswith(".toml"):
            return path, tomli_w.dumps(self.table(tomllib.loads(text)))
        text = re.sub(
            r"\b(say|points)\.(\w+)", lambda m: f"{m[1]}.{self.new.get(m[2], m[2])}", text
        )
        text = re.sub(r"\bfact\.(\w+)", lambda m: f"fact.{FACT.sub(self.fact, m[1])}", text)
        text = re.sub(r'(?<=\.id == )"(\w+)"', lambda m: f'"{self.new[m[1]]}"', text)
        folder, _, name = path.rpartition("/")
        return f"{folder}/{self.new[name.removesuffix('.j2')]}.j2", text


@pytest.fixture(scope="module")
def renamed() -> tuple[Renamer, Workshop]:
    """Return the standard pack with another id for every entry."""
    folder = read_folder(BUILT_IN / "standard")
    names = Renamer(folder)
    files = dict(names.file(*each) for each in folder.files.items() if "people/" not in each[0])
    layers = lay([PackFolder(folder.root, files)])
    pack = build("standard", "en", layers)
    assert not list(broken_references(pack))
    return names, Workshop(pack)


@pytest.mark.parametrize("name", NAMES)
def test_other_ids_give_the_same_papers(renamed: tuple[Renamer, Workshop], name: str) -> None:
    names, workshop = renamed
    text = tomli_w.dumps(names.table(tomllib.loads(FILES[NAMES.index(name)].read_text("utf-8"))))
    before, after = session(name), opened(workshop, text)
    assert [(names.new[spec.id], to) for spec, to in before.places()] == [
        (spec.id, to) for spec, to in after.places()
    ]
    for place, there in zip(before.places(), after.places(), strict=True):
        one, other = before.draft(place), after.draft(there)
        assert (one.text, one.subject, one.findings) == (other.text, other.subject, other.findings)
    for page in PAGES if name in WALKED else ():
        one_at, other_at = (Sitting(of.plan, of.workshop, TODAY) for of in (before, after))
        assert [*_seen(one_at, page)] == [*_seen(other_at, page)]


WALKED = ("maya", "ingrid")
"""Persons with whom every page is looked at: one who tells, and one who does not."""


def _seen(at: Sitting, page: str) -> Iterator[Any]:
    """Yield what a person sees of a page and beside it."""
    kinds = set()
    for row in unfolded(at, page):
        yield (
            row.kind,
            row.label,
            row.value,
            row.on,
            row.about,
            [each.label for each in row.options],
        )
        if row.kind not in kinds:
            kinds.add(row.kind)
            yield preview(at.session, page, row)


MEANT_OTHERWISE = {
    "no_effect": "a list of words; a reason is called alike",
    "ca-on": "a country whose way to write dates the program knows",
    "private_line": "a blank that every text may use, and the phrase behind it",
    "review_date": "a blank that every text may use; the ask and the trigger are called alike",
}
"""Names in the program that are also ids, with what they are there."""

STARTER = {
    (name, "authoring/made/new.py")
    for name in ("reassurance_20s", "followup_correct", "letter_detail")
}
"""What the notes of a new pack speak of; on a pack that has other phrases they do without."""

QUOTED = re.compile(r"([\"'])([\w-]+)\1")
"""One word in quotes."""


def test_no_id_is_in_the_program() -> None:
    """Single everyday words are left to the test above: they mean many things in a program."""
    ids = open_ids(read_folder(BUILT_IN / "standard"))
    found = {
        (word, path.relative_to(HOUSE).as_posix())
        for path in HOUSE.rglob("*.py")
        for _, word in QUOTED.findall(path.read_text("utf-8"))
        if re.search(r"[_\d-]", word) and word in ids
    }
    assert {name for name, _ in found - STARTER} == {*MEANT_OTHERWISE}, found
