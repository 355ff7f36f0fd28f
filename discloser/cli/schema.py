"""``schema``: the JSON Schema of the plan file, made from the model."""

import msgspec

from discloser.authoring.made.schemas import plan_schema
from discloser.cli.request import Request
from discloser.cli.streams import emit
from discloser.model.plan import Plan
from discloser.packs.load import load


def run(_request: Request) -> int:
    """Print the schema; words that a pack decides are those of the standard pack."""
    catalogue = load(Plan(format=1).pack).catalogue
    emit(msgspec.json.format(msgspec.json.encode(plan_schema(catalogue)), indent=2).decode() + "\n")
    return 0
