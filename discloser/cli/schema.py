"""``schema``: the JSON Schema of the plan file, made from the model."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from discloser.cli.request import Request
from discloser.cli.streams import emit
from discloser.model import plan as model
from discloser.model.plan import FORMAT, Plan
from discloser.text.fielddocs import field_docs

DIALECT = "https://json-schema.org/draft/2020-12/schema"

NOT_BLANK = r"\S"

LOCAL_TIME = r"^\d\d:\d\d:\d\d(\.\d+)?$"
"""A time as TOML writes it; the format "time" of JSON Schema would want a time zone."""

TABLES: dict[str, dict[str, Any]] = {
    name: {
        "anyOf": [
            {"required": ["id"]},
            {"required": ["own_words"], "properties": {"own_words": {"pattern": NOT_BLANK}}},
        ]
    }
    for name in ("ImpactAnswer", "AskAnswer")
}
"""Rules about whole tables that the model checks in code."""

KEYS: dict[tuple[str, ...], dict[str, Any]] = {
    ("Choice", "later"): {"anyOf": [{"type": "string", "format": "date"}, {"type": "string"}]},
    ("Meeting", "time"): {"pattern": LOCAL_TIME},
    ("Boundaries", "private_words", "items"): {"pattern": NOT_BLANK},
}
"""Rules about single keys that the generator does not see."""


def run(_request: Request) -> int:
    """Print the schema."""
    emit(msgspec.json.format(msgspec.json.encode(plan_schema()), indent=2).decode() + "\n")
    return 0


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan file whose TOML was turned into JSON."""
    [top], tables = msgspec.json.schema_components([Plan], ref_template="#/$defs/{name}")
    docs = _field_docs()
    for kind in _structs():
        table = tables[kind.__name__]
        _name_keys(table, kind)
        for field in msgspec.structs.fields(kind):
            if text := docs.get(kind.__name__, {}).get(field.name):
                table["properties"][field.encode_name]["description"] = text
    tables = _tidy(tables)
    for name, rule in TABLES.items():
        tables[name] |= rule
    for (name, *keys), rule in KEYS.items():
        schema = tables[name]["properties"]
        for key in keys:
            schema = schema[key]
        schema |= rule
    return {
        "$schema": DIALECT,
        "title": f"Plan file of discloser, format {FORMAT}",
        **_tidy(top),
        "$defs": tables,
    }


def _structs() -> Iterator[type[msgspec.Struct]]:
    """Yield the tables of the model."""
    for kind in vars(model).values():
        if isinstance(kind, type) and issubclass(kind, model.Table) and kind is not model.Table:
            yield kind


def _name_keys(table: dict[str, Any], kind: type[msgspec.Struct]) -> None:
    """Say which keys a table by topic or audience may have; the generator leaves that out."""
    for field in msgspec.structs.fields(kind):
        _name_key(table["properties"][field.encode_name], msgspec.inspect.type_info(field.type))


def _name_key(schema: dict[str, Any], info: msgspec.inspect.Type) -> None:
    if isinstance(info, msgspec.inspect.DictType):
        if isinstance(info.key_type, msgspec.inspect.EnumType):
            schema["propertyNames"] = {"$ref": f"#/$defs/{info.key_type.cls.__name__}"}
        if isinstance(schema.get("additionalProperties"), dict):
            _name_key(schema["additionalProperties"], info.value_type)


def _field_docs() -> dict[str, dict[str, str]]:
    """Return class to field to the text under it; empty where only bytecode is installed."""
    try:
        source = Path(model.__file__).read_text("utf-8")
    except OSError:
        return {}
    return field_docs(source)


def _tidy(schema: Any) -> Any:
    """Take out what TOML does not have, which is null, and put descriptions on one line."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _tidy(value) for key, value in schema.items()}
    if found.get("default", "") is None:
        del found["default"]
    if isinstance(found.get("description"), str):
        found["description"] = " ".join(found["description"].replace("``", "`").split())
    if {"type": "null"} in found.get("anyOf", ()):
        rest = [option for option in found.pop("anyOf") if option != {"type": "null"}]
        found |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    return found
