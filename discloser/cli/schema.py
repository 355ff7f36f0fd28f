"""``schema``: the JSON Schema of the plan file, made from the model."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from discloser.cli.arguments import Request
from discloser.cli.streams import emit
from discloser.model import plan as model
from discloser.model.plan import FORMAT, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"

NEEDS_CONTENT = {
    "anyOf": [
        {"required": ["id"]},
        {"required": ["own_words"], "properties": {"own_words": {"pattern": r"\S"}}},
    ]
}
"""An impact or an ask names an entry of the catalogue or has own words."""

LATER = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string"}],
    "default": "",
}
"""A date, or a trigger in words."""

LOCAL_TIME = r"^\d\d:\d\d:\d\d(\.\d+)?$"
"""A time as TOML writes it; the format "time" of JSON Schema would want a time zone."""


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
    for name in ("ImpactAnswer", "AskAnswer"):
        tables[name] |= NEEDS_CONTENT
    tables["Choice"]["properties"]["later"] |= LATER
    return {
        "$schema": DIALECT,
        "title": f"Plan file of discloser, format {FORMAT}",
        **_tidy(top),
        "$defs": _tidy(tables),
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
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = dict(_docs_under_fields(node))
    return found


def _docs_under_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, text
            case _:
                pass


def _tidy(schema: Any) -> Any:
    """Take out what TOML does not have (null), and put texts and times the way a plan has them."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _tidy(value) for key, value in schema.items()}
    if found.get("default", "") is None:
        del found["default"]
    if isinstance(found.get("description"), str):
        found["description"] = " ".join(found["description"].replace("``", "`").split())
    if found.get("format") == "time":
        del found["format"]
        found["pattern"] = LOCAL_TIME
    if {"type": "null"} in found.get("anyOf", ()):
        rest = [option for option in found.pop("anyOf") if option != {"type": "null"}]
        found |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    return found
