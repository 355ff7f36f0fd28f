"""The JSON Schema of the plan file agrees with what is read: no more, no less."""

import datetime
import json
import tomllib
from functools import cache
from typing import Any

import jsonschema
import msgspec
import pytest

from discloser.model.decoding import Misfit, decode
from discloser.model.plan import Plan

from ..plans import TONES  # noqa: TID252 - tests are no package
from .running import Run
from .test_people import FILES

HEAD = {"format": 1}


@cache
def checked(text: str) -> jsonschema.Draft202012Validator:
    """Return what checks plans against a schema, which is checked itself, once."""
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.fixture
def validator(run: Run) -> jsonschema.Draft202012Validator:
    return checked(run("schema").out)


def as_json(plan: Any) -> Any:
    """Return a plan read from TOML the way it looks in JSON."""
    return json.loads(msgspec.json.encode(plan))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_sample_person_fits(file: Any, validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(as_json(tomllib.loads(file.read_text("utf-8"))))


@pytest.mark.parametrize(
    "plan",
    [
        {},
        HEAD | {"choice": {"later": "after the summer"}},
        HEAD | {"choice": {"later": datetime.date(2027, 1, 1)}},
        HEAD | {"meeting": {"time": datetime.time(10, 30), "country": ""}},
        HEAD | {"meeting": {"time": "10:30"}},
        HEAD | {"meeting": {"date": "soon"}},
        HEAD | {"meeting": {"country": "fr"}},
        HEAD | {"persn": {}},
        HEAD | {"person": {"nmae": "x"}},
        HEAD | {"health": {"name": "x"}},
        HEAD | {"health": {"nmae": "x"}},
        HEAD | {"boundaries": {"level": {"hr": 5}, "except": {"hr": {"name": "say"}}}},
        HEAD | {"boundaries": {"level": {"hr": 6}}},
        HEAD | {"boundaries": {"level": {"boss": 1}}},
        HEAD | {"boundaries": {"except": {"boss": {"name": "say"}}}},
        HEAD | {"boundaries": {"except": {"hr": {"nmae": "say"}}}},
        HEAD | {"boundaries": {"except": {"hr": {"name": "shout"}}}},
        HEAD | {"boundaries": {"except_": {}}},
        HEAD | {"boundaries": {"private_words": ["x", " "]}},
        HEAD | {"impact": [{}]},
        HEAD | {"impact": [{"own_words": " "}]},
        HEAD | {"impact": [{"own_words": "fumes", "values": {"n": 1}}]},
        HEAD | {"impact": [{"id": ""}]},
        HEAD | {"ask": [{"id": "x", "trial_weeks": 0}]},
        HEAD | {"ask": [{"id": "x", "trial_weeks": 4, "say": True}]},
        HEAD | {"ask": {"id": "x"}},
        HEAD | {"why": {"context": {"a": "maybe"}}},
        HEAD | {"why": {"certainty_before": 41}},
        HEAD | {"wording": {"opening": 0}},
        HEAD | {"edit": [{"document": "a"}]},
        HEAD | {"outcome": {"item": [{"ask": "a", "state": "agreed"}], "log": []}},
        {"format": 2},
        {"format": "1"},
    ],
    ids=str,
)
def test_schema_and_reader_agree(
    plan: dict[str, Any], validator: jsonschema.Draft202012Validator
) -> None:
    try:
        decode(plan, Plan)
    except Misfit:
        fits = False
    else:
        fits = True
    assert validator.is_valid(as_json(plan)) is fits


def test_it_describes_itself(validator: jsonschema.Draft202012Validator) -> None:
    schema: Any = validator.schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "format 1" in schema["title"]
    for name, table in schema["$defs"].items():
        assert table["description"], name
    assert "0 to 40" in schema["$defs"]["Why"]["properties"]["certainty_before"]["description"]
    assert schema["$defs"]["Meeting"]["properties"]["tone"]["examples"] == [*TONES]
    assert "null" not in json.dumps(schema)
