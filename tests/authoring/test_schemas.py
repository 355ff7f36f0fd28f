"""The schemas of a pack's files take what the program takes, and mark slips."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema
import msgspec
import pytest

from discloser.authoring.made.schemas import catalogue_schema, pack_schema, plan_schema

from .benches import standard

CATALOGUE = standard().workshop.pack.catalogue
MADE = {"pack": pack_schema, "catalogue": catalogue_schema, "people": plan_schema}


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = MADE[kind](CATALOGUE)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def as_json(text: str) -> Any:
    """Return TOML the way it looks in JSON."""
    return json.loads(msgspec.json.encode(tomllib.loads(text)))


def kind_of(path: str) -> str:
    folder = path.partition("/")[0]
    return {"pack.toml": "pack", "people": "people"}.get(folder, "catalogue")


FILES = {path: text for path, text in standard().folder.files.items() if path.endswith(".toml")}


@pytest.mark.parametrize("path", FILES)
def test_every_file_of_the_standard_pack_fits(path: str) -> None:
    validator(kind_of(path)).validate(as_json(FILES[path]))


FITS: Mapping[str, tuple[str, ...]] = {
    "pack": (
        'title = "x"',
        'title = "x"\nextends = "standard"\n[[document]]\nid = "script_20s"\ntitle = "Short"',
        'title = "x"\n[[document]]\nid = "a"\nspoken = "3min"\nwhen = ["asks_bike", "not dated"]',
    ),
    "catalogue": (
        '[[phrase]]\nid = "a"\ntext = "b"',
        '[[phrase]]\nid = "a"\ntext = ["b", { text = "c", tone = "brisk", level = 2 }]',
        '[[question]]\nid = "a"\naskers = ["hr"]',
        '[[right]]\nid = "a"\ncountry = "gb"\nchecked_on = 2026-01-01',
        '[[rung]]\nstep = 1\ntext = "b"',
        '[[regulator]]\ncountry = "gb"\nname = "X"',
        '[health]\nwords = ["a"]',
        '[scale]\nintro = "a"',
    ),
}
SLIPS: Mapping[str, tuple[str, ...]] = {
    "pack": (
        'titel = "x"',
        'title = "x"\nextend = "standard"',
        "title = 1",
        'title = "x"\n[[document]]\ntitle = "no id"',
        'title = "x"\n[[document]]\nid = "a"\nkind = "leter"',
        'title = "x"\n[[document]]\nid = "a"\nwhen = ["has_ask"]',
        'title = "x"\n[[document]]\nid = "a"\nwhen = ["not  dated"]',
        'title = "x"\n[[document]]\nid = "a"\ndecisions = ["tell"]',
        'title = "x"\n[[document]]\nid = "a"\naudiences = ["boss"]',
        'title = "x"\n[[document]]\nid = "a"\nreads = ["diagnosis"]',
        'title = "x"\n[document]\nid = "a"',
    ),
    "catalogue": (
        '[[phrases]]\nid = "a"',
        '[phrase]\nid = "a"',
        '[[phrase]]\ntext = "no id"',
        '[[phrase]]\nid = "a"\ntxt = "b"',
        '[[phrase]]\nid = "a"\ntext = [{ text = "b", wen = ["dated"] }]',
        '[[phrase]]\nid = "a"\ntext = [{ text = "b", when = ["date"] }]',
        '[[phrase]]\nid = "a"\ntext = [{ text = "b", when = "dated" }]',
        '[[phrase]]\nid = "a"\ntext = [{ text = "b", level = 6 }]',
        '[[phrase]]\nid = "a"\ntext = [{ text = "b", reveals = ["diagnosis"] }]',
        '[[phrase]]\nid = "a"\ntext = [{ text = "b", tone = "So Warm" }]',
        '[[question]]\nid = "a"\nreply = [{ technique = "shout", text = "b" }]',
        '[[question]]\nid = "a"\nflag = "X"',
        '[[accommodation]]\nid = "a"\neffort = 4',
        '[[accommodation]]\nid = "a"\nfields = { n = "number" }',
        '[[topic]]\nid = "diagnosis"',
        '[[right]]\nid = "a"\nchecked_on = "soon"',
        '[[rung]]\nid = "a"',
        '[[regulator]]\ncountry = "gb"',
        '[health]\nword = ["a"]',
        '[scale]\nlabels = "a"',
        'words = ["a"]',
    ),
    "people": ('format = 1\n[meeting]\ntimes = "a"', "format = 2"),
}


@pytest.mark.parametrize(("kind", "text"), [(k, text) for k in FITS for text in FITS[k]])
def test_an_entry_may_give_only_what_it_changes(kind: str, text: str) -> None:
    validator(kind).validate(as_json(text))


@pytest.mark.parametrize(("kind", "text"), [(k, text) for k in SLIPS for text in SLIPS[k]])
def test_slips_are_marked(kind: str, text: str) -> None:
    assert not validator(kind).is_valid(as_json(text))


@pytest.mark.parametrize("kind", ["pack", "catalogue"])
def test_every_table_and_every_key_is_described(kind: str) -> None:
    schema: Any = validator(kind).schema
    tables = [*schema["$defs"].items(), *([("pack.toml", schema)] if kind == "pack" else [])]
    for name, table in tables:
        assert name == "Condition" or table.get("enum") or table["description"], name
        for key, value in table.get("properties", {}).items():
            assert "description" in value or "$ref" in value, (name, key)


def test_names_of_the_pack_are_offered() -> None:
    text = json.dumps(catalogue_schema(CATALOGUE))
    for name in ("not has_asks", *CATALOGUE.impacts, *CATALOGUE.tones, *CATALOGUE.countries):
        assert f'"{name}"' in text
    assert '"reassurance_20s"' not in text
    assert '"request_subject"' in json.dumps(pack_schema(CATALOGUE))
