"""The only data that a template may see: text, whole numbers, yes/no, lists and named groups."""

import re
from collections.abc import Mapping
from typing import Final

from discloser.rendering.template import limits

Data = str | int | bool | list["Data"] | dict[str, "Data"]

_ITEM = 60
"""Characters that an item of a list or group weighs by itself."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class PlainData:
    """A deep copy of a mapping, checked once: no object with methods of its own is in it."""

    __slots__ = ("values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        """Copies ``values``.

        Text of a ``str`` subclass (an enum member, say) becomes plain text. Raises ``TypeError``
        for any other type, ``None`` included (leave out what is not known), and ``ValueError`` for
        a name that no template could write, a number beyond 10**9 or groups nested too deep.
        """
        self.values: Final[dict[str, Data]] = _group(values, "", 0)


def _group(
    values: Mapping[object, object] | Mapping[str, object], where: str, depth: int
) -> dict[str, Data]:
    group: dict[str, Data] = {}
    for key, value in values.items():
        if not isinstance(key, str) or not _NAME.fullmatch(key):
            raise ValueError(f"{where or 'data'}: {key!r} is not a name that a template can write")
        group[str.__str__(key)] = copied(value, f"{where}.{key}" if where else key, depth + 1)
    return group


def copied(value: object, where: str = "value", depth: int = 0) -> Data:
    """``value`` as fresh plain data; raises as `PlainData` does, naming the place ``where``."""
    if depth > limits.DATA_DEPTH:
        raise ValueError(
            f"{where}: more than {limits.DATA_DEPTH} lists or groups inside each other"
        )
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        return value
    if type(value) is int:
        if abs(value) > limits.DATA_NUMBER:
            raise ValueError(f"{where}: the number is beyond {limits.DATA_NUMBER}")
        return value
    if isinstance(value, list | tuple):
        return [copied(item, f"{where}[{i}]", depth + 1) for i, item in enumerate(value)]
    if isinstance(value, Mapping):
        return _group(value, where, depth)
    raise TypeError(f"{where}: {type(value).__name__} is not plain data")


def kind(value: object) -> str:
    """What a value is, in words for an author."""
    match value:
        case str():
            return "a text"
        case bool():
            return "a yes or no"
        case int():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a group of values"
        case _:
            return "nothing"


def size(value: Data) -> int:
    """Characters that a filter may have to look at; an item weighs some by itself."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(2 * _ITEM + size(item) for item in value.values())
    if isinstance(value, list):
        return sum(_ITEM + size(item) for item in value)
    return 1
