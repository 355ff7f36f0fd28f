"""The JSON Schemas of plan files, pack.toml, and the files of catalogue and phrases.

An editor that knows them completes keys and names while an author types, and marks slips. Names
that a pack may add to, such as tones, are offered, and others are taken too.
"""

from collections.abc import Iterable
from typing import Any

from discloser.authoring.made.struct_schema import DIALECT, Schema, struct_schemas
from discloser.disclosure.facts import known_facts
from discloser.model.catalogue import Catalogue, LanguageWords, Wording, WordList
from discloser.model.document import DocumentSpec
from discloser.model.plan import FORMAT, Plan
from discloser.model.words import Decision
from discloser.packs.layers import ID_KEYS, KINDS, SINGLE, WORDS
from discloser.packs.manifest import Manifest
from discloser.packs.pack import ENTRIES, SINGLES

NOT_BLANK = r"\S"

LOCAL_TIME = r"^\d\d:\d\d:\d\d(\.\d+)?$"
"""A time as TOML writes it; the format "time" of JSON Schema would want a time zone."""

NAME = r"^[a-z0-9_-]+$"
"""What ids are made of."""

TABLES: dict[str, Schema] = {
    name: {
        "anyOf": [
            {"required": ["id"]},
            {"required": ["own_words"], "properties": {"own_words": {"pattern": NOT_BLANK}}},
        ]
    }
    for name in ("ImpactAnswer", "AskAnswer")
}
"""Rules about whole tables of a plan that the model checks in code."""

KEYS: dict[tuple[str, ...], Schema] = {
    ("Choice", "later"): {"anyOf": [{"type": "string", "format": "date"}, {"type": "string"}]},
    ("Meeting", "time"): {"pattern": LOCAL_TIME},
    ("Boundaries", "private_words", "items"): {"pattern": NOT_BLANK},
}
"""Rules about single keys of a plan that the generator does not see."""

SHELVES = {"tone": "tones", "length": "lengths", "country": "countries"}
"""Keys of a meeting whose answers a pack decides, and where it keeps them."""

OPEN_FACTS = r"^(not )?(asks|agreed|context|country)_[a-z0-9_]+$"
"""Facts that a pack has as many of as it has entries."""

BOUNDS = {
    ("Wording", "level"): (0, 5),
    ("Level", "id"): (0, 5),
    ("Accommodation", "effort"): (0, 3),
}
"""Numbers of a pack with their lowest and highest value."""


def plan_schema(catalogue: Catalogue) -> Schema:
    """Return the JSON Schema of a plan file whose TOML was turned into JSON.

    Words that a pack decides can be any text; those of the catalogue stand there as examples.
    """
    tables = struct_schemas([Plan])
    top = tables.pop("Plan")
    for name, rule in TABLES.items():
        tables[name] |= rule
    for (name, *keys), rule in KEYS.items():
        schema = tables[name]["properties"]
        for key in keys:
            schema = schema[key]
        schema |= rule
    for key, shelf in SHELVES.items():
        tables["Meeting"]["properties"][key]["examples"] = [*getattr(catalogue, shelf)]
    title = f"Plan file of discloser, format {FORMAT}"
    return {"$schema": DIALECT, **top, "title": title, "$defs": tables}


def pack_schema(catalogue: Catalogue) -> Schema:
    """Return the JSON Schema of pack.toml; an entry may give only the keys that it changes."""
    tables = struct_schemas([Manifest, DocumentSpec])
    top = tables.pop("Manifest")
    top["properties"]["document"]["items"] = {"$ref": "#/$defs/DocumentSpec"}
    spec = _partial(tables["DocumentSpec"], "id")
    keys = spec["properties"]
    keys["decisions"]["items"] = {"enum": [*Decision, "undecided"]}
    for key in ("when", "when_any"):
        keys[key]["items"] = {"$ref": "#/$defs/Condition"}
    keys["spoken"] |= _offered(catalogue.lengths)
    keys["subject"] |= _offered(catalogue.phrases)
    tables["Condition"] = _conditions(catalogue)
    title = "The file pack.toml of a discloser pack"
    return {"$schema": DIALECT, **top, "title": title, "$defs": tables}


def catalogue_schema(catalogue: Catalogue) -> Schema:
    """Return the JSON Schema of a file in ``catalogue`` or ``phrases``.

    An entry may give only the keys that it changes, beside its id.
    """
    singles: dict[str, type[Any]] = {**SINGLES, "language": LanguageWords}
    types: dict[str, type[Any]] = {kind: ENTRIES[shelf] for kind, shelf in KINDS.items()}
    tables = struct_schemas([*types.values(), *singles.values(), WordList])
    for kind, entry in types.items():
        _partial(tables[entry.__name__], *_named_by(kind))
    once: list[type[Any]] = [*singles.values(), WordList]
    for entry in once:
        _partial(tables[entry.__name__])
    _offer(tables, catalogue)
    tables["Condition"] = _conditions(catalogue)
    top: Schema = {}
    for kind, entry in types.items():
        table = {"$ref": f"#/$defs/{entry.__name__}"}
        top[kind] = {"type": "array", "items": table, "description": _about(tables, entry)}
    for kind in SINGLE:
        top[kind] = {"$ref": f"#/$defs/{singles[kind].__name__}"}
    for kind in sorted(WORDS):
        top[kind] = {"$ref": "#/$defs/WordList"}
    return {
        "$schema": DIALECT,
        "title": "Catalogue or phrases of a discloser pack",
        "type": "object",
        "properties": top,
        "additionalProperties": False,
        "$defs": tables,
    }


def _named_by(kind: str) -> tuple[str, ...]:
    return ("country", "name") if kind == "regulator" else (ID_KEYS.get(kind, "id"),)


def _about(tables: dict[str, Schema], entry: type[Any]) -> str:
    return str(tables[entry.__name__].get("description", ""))


def _partial(table: Schema, *needed: str) -> Schema:
    """Have a table need some keys only: what it does not say stays as it is in the pack below."""
    table["required"] = list(needed)
    for schema in table["properties"].values():
        schema.pop("default", None)
    return table


def _offer(tables: dict[str, Schema], catalogue: Catalogue) -> None:
    """Put in the names that the catalogue has, and the bounds of numbers."""
    wording = tables[Wording.__name__]["properties"]
    wording["when"]["items"] = {"$ref": "#/$defs/Condition"}
    wording["tone"] |= _offered(catalogue.tones)
    tables["Accommodation"]["properties"]["helps"]["items"] = _offered([*catalogue.impacts, "*"])
    treatment = tables["Treatment"]["properties"]
    treatment["impacts"]["items"] = _offered(catalogue.impacts)
    treatment["accommodations"]["items"] = _offered(catalogue.accommodations)
    for table in ("Right", "Regulator", "LawLine"):
        tables[table]["properties"]["country"] |= _offered(catalogue.countries)
    for (table, key), (least, most) in BOUNDS.items():
        tables[table]["properties"][key] |= {"minimum": least, "maximum": most}


def _offered(names: Iterable[str]) -> Schema:
    """Return the schema of a name that an editor completes and that a pack may add to."""
    return {"anyOf": [{"enum": list(names)}, {"type": "string", "pattern": NAME}]}


def _conditions(catalogue: Catalogue) -> Schema:
    facts = sorted(known_facts(catalogue))
    return {
        "description": "A fact that must hold; with `not ` in front, one that must not.",
        "anyOf": [
            {"enum": [*facts, *(f"not {fact}" for fact in facts)]},
            {"type": "string", "pattern": OPEN_FACTS},
        ],
    }
