"""JSON Schemas of the house's own types, with the texts under their fields as descriptions."""

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from discloser.text.fielddocs import field_docs

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def struct_schemas(kinds: Iterable[type[msgspec.Struct]]) -> dict[str, Schema]:
    """Return the schemas of some types and of all that they hold, by name."""
    _, tables = msgspec.json.schema_components(list(kinds), ref_template="#/$defs/{name}")
    for kind in _structs(kinds):
        table = tables[kind.__name__]
        docs = _docs(kind.__module__).get(kind.__name__, {})
        for field in msgspec.structs.fields(kind):
            schema = table["properties"][field.encode_name]
            _name_key(schema, msgspec.inspect.type_info(field.type))
            if text := docs.get(field.name):
                schema["description"] = text
    found: dict[str, Schema] = _tidy(tables)
    return found


def _structs(kinds: Iterable[type[msgspec.Struct]]) -> dict[type[msgspec.Struct], None]:
    """Return some types and all tables inside them."""
    found: dict[type[msgspec.Struct], None] = {}

    def walk(info: Any) -> None:
        match info:
            case msgspec.inspect.StructType():
                if info.cls not in found:
                    found[info.cls] = None
                    for field in info.fields:
                        walk(field.type)
            case msgspec.inspect.UnionType():
                for part in info.types:
                    walk(part)
            case msgspec.inspect.Metadata():
                walk(info.type)
            case msgspec.inspect.DictType():
                walk(info.value_type)
            case msgspec.inspect.VarTupleType() | msgspec.inspect.ListType():
                walk(info.item_type)
            case _:
                pass

    for kind in kinds:
        walk(msgspec.inspect.type_info(kind))
    return found


def _name_key(schema: Schema, info: msgspec.inspect.Type) -> None:
    """Say which keys a table by topic or audience may have; the generator leaves that out."""
    if isinstance(info, msgspec.inspect.DictType):
        if isinstance(info.key_type, msgspec.inspect.EnumType):
            schema["propertyNames"] = {"$ref": f"#/$defs/{info.key_type.cls.__name__}"}
        if isinstance(schema.get("additionalProperties"), dict):
            _name_key(schema["additionalProperties"], info.value_type)


@cache
def _docs(module: str) -> dict[str, dict[str, str]]:
    """Return class to field to the text under it; empty where only bytecode is installed."""
    file = sys.modules[module].__file__  # it is there: its types are in hand
    try:
        return field_docs(Path(file).read_text("utf-8")) if file else {}
    except OSError:
        return {}


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
