"""The texts that stand under the fields of classes, read from their source."""

import ast
from collections.abc import Iterator

__all__ = ["field_docs"]


def field_docs(source: str) -> dict[str, dict[str, str]]:
    """Return class to field to the text under it, for every class of a module's source."""
    return {
        node.name: dict(_under_fields(node))
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


def _under_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, text
            case _:
                pass
