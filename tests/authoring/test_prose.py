"""Everything that people can read in a pack's files is found, with its place."""

import tomllib
from collections.abc import Iterator
from typing import Any

from msgspec import inspect
from msgspec.structs import fields as fields_of

from discloser.authoring.explained.prose import PROSE, Prose
from discloser.model.catalogue import LanguageWords
from discloser.packs.layers import KINDS, SINGLE
from discloser.packs.pack import ENTRIES, SINGLES

from .benches import overlay, standard

NOT_PROSE = {
    *("id", "side", "kind", "area", "helps", "flag", "country", "topic", "impacts", "step"),
    *("accommodations", "askers", "technique", "source_code", "confidence", "fields", "source"),
    *("source_title", "source_site", "about", "gives", "writes_like"),
}
"""Keys with text that is for the program or, as the source of a fact, is printed apart."""


def types() -> Iterator[tuple[str, Any]]:
    for kind in [*KINDS, *SINGLE]:
        single = LanguageWords if kind == "language" else SINGLES.get(kind)
        yield kind, single or ENTRIES[KINDS[kind]]


def test_every_key_with_text_is_known() -> None:
    for kind, entry in types():
        known = set(PROSE[kind])
        there = {field.encode_name: field.type for field in fields_of(entry)}
        assert known <= set(there), kind
        texts = {key for key, held in there.items() if _holds_text(inspect.type_info(held))}
        assert texts - known <= NOT_PROSE, kind


def _holds_text(info: Any) -> bool:
    match info:
        case inspect.StrType():
            return True
        case inspect.Metadata():
            return _holds_text(info.type)
        case inspect.UnionType():
            return any(map(_holds_text, info.types))
        case inspect.VarTupleType():
            return _holds_text(info.item_type)
        case inspect.DictType():
            return _holds_text(info.value_type)
        case inspect.StructType():
            return any(_holds_text(field.type) for field in info.fields)
        case _:
            return False


def _leaves(value: Any, key: str = "") -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                if name not in NOT_PROSE | {"when", "reveals", "tone", "says"}:
                    yield from _leaves(inner, name)
        case list():
            for inner in value:
                yield from _leaves(inner, key)
        case str():
            yield value
        case _:
            pass


def test_no_sentence_of_the_standard_pack_is_left_out() -> None:
    folder = standard().folder
    said = {each.wording.text for each in Prose(folder).said}
    for path in [*folder.under("catalogue", ".toml"), *folder.under("phrases", ".toml")]:
        if path != "catalogue/words.toml":
            for text in _leaves(tomllib.loads(folder.files[path])):
                assert text in said or len(text.split()) < 3, (path, text)


def test_every_text_stands_where_it_is_said_to() -> None:
    folder = standard().folder
    for each in Prose(folder).said:
        lines = folder.files[each.file.partition("/")[2]].split("\n")
        words = each.wording.text.replace('"', '\\"').split()
        assert words[0] in lines[each.line - 1], each


def test_what_cannot_be_read_is_left_out() -> None:
    bench = overlay(
        {
            "phrases/a.toml": "[[phrase]]\nid = 'x'\ntext = [{ text = 'A.', wen = [] }, 'D.', 3]",
            "phrases/b.toml": "[[phrase]\n",
            "phrases/c.toml": "phrase = 3\nquestion = [1]\n[[nothing]]\nlabel = 'E.'\n",
        }
    )
    assert [each.wording.text for each in Prose(bench.folder).said] == ["D.", "E."]
