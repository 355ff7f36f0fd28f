"""From plain data to the model, with errors that name the key path and the nearest known name."""

import re
from typing import Any, TypeVar

import msgspec

from discloser.text.nearest import nearest

T = TypeVar("T")

KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": 'a text in "quotes"',
    "bool": "true or false",
    "array": "a list in [brackets]",
    "object": "a table",
    "date": "a date such as 2026-12-01",
    "time": "a time such as 10:30:00",
    "datetime": "a date with a time",
    "null": "nothing",
}
"""How the decoder's type names read to a person."""


class Misfit(Exception):
    """Plain data that does not fit; ``path`` is a key path such as ``ask[1].trial_weeks``."""

    def __init__(self, path: str, message: str, fix: str = "") -> None:
        super().__init__(f"{path}: {message} {fix}")
        self.path = path
        self.message = message
        self.fix = fix


def decode(raw: Any, kind: type[T]) -> T:
    """Return plain data as an instance of ``kind``. Raises Misfit."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise _explain(str(error), raw, kind) from None


def _explain(message: str, raw: Any, kind: type[Any]) -> Misfit:
    """Turn the decoder's message into a path, a sentence and a likely fix."""
    reason, _, place = message.partition(" - at ")
    key_wrong = place.startswith("`key` in ")
    path = [*_path(place.removeprefix("`key` in ").strip("`"))]
    path = _find_keys(raw, kind, path)
    known = _known_names(kind, path)
    if key_wrong:
        name = _first_unknown(_at(raw, path), known)
        return _unknown(_join([*path, name]), name, known)
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", reason, re.DOTALL):
        return _unknown(_join([*path, unknown[1]]), unknown[1], known, "key")
    if reason.startswith("Invalid enum value"):
        value = _at(raw, path)
        options = ", ".join(str(name) for name in known if name != "")
        near = nearest(str(value), [str(name) for name in known])
        fix = f"Did you mean `{near}`?" if near else f"Use one of: {options}."
        return Misfit(_join(path), f"{_show(value)} is not known here.", fix)
    if missing := re.fullmatch(r"Object missing required field `(.*)`", reason):
        return Misfit(_join([*path, missing[1]]), f"The key `{missing[1]}` is missing.")
    value = _at(raw, path)
    entry = isinstance(value, dict) and set(value) & {*_known_names(kind, [*path, 0])}
    return Misfit(_join(path), _plain(reason, value, entry=bool(entry) or value == {}))


def _unknown(path: str, name: str, known: list[Any], what: str = "name") -> Misfit:
    near = nearest(name, [str(option) for option in known])
    options = ", ".join(str(option) for option in known)
    fix = f"Did you mean `{near}`?" if near else f"Known here: {options}."
    return Misfit(path, f"The {what} {_show(name)} is not known here.", fix)


def _plain(reason: str, value: Any, *, entry: bool) -> str:
    """Put "Expected `x`, got `y`" into words; ``entry`` for what belongs into a list of entries."""
    if match := re.fullmatch(r"Expected `(.*)`, got `(.*)`", reason):
        if entry and match[1].startswith("array") and match[2] == "object":
            return "It starts with one bracket and needs two, as in [[ask]]."
        if match[1].startswith("object") and match[2] == "array":
            return "It starts with two brackets and needs one, as in [meeting]."
        wanted = [KINDS.get(name, name) for name in match[1].split(" | ") if name != "null"]
        found = KINDS.get(match[2], match[2])
        return f"Expected {' or '.join(wanted)}, found {found}."
    if match := re.fullmatch(r"Invalid RFC3339 encoded (date|time|datetime)", reason):
        return f"{_show(value)} is not {KINDS[match[1]]}."
    if match := re.fullmatch(r"Expected `int` (<=|>=) (\d+)", reason):
        bound = "at most" if match[1] == "<=" else "at least"
        return f"{_show(value)} is out of range; {bound} {match[2]} is allowed."
    if match := re.fullmatch(r"Expected `(\w+)` of length (<=|>=) (\d+)", reason):
        if (match[2], match[3]) == (">=", "1"):
            return "It is empty."
        bound = "longer" if match[2] == "<=" else "shorter"
        return f"This is {bound} than the {match[3]} that are allowed."
    return reason if reason.endswith(".") else f"{reason}."


def _path(place: str) -> list[str | int]:
    """Split ``$.ask[1].values[...]`` into its steps; ``...`` stands for an unnamed key."""
    steps: list[str | int] = []
    for name, index in re.findall(r"\.([^.\[\]]+)|\[([^\]]*)\]", place.removeprefix("$")):
        steps.append(name or (int(index) if index.isdigit() else "..."))
    return steps


def _find_keys(raw: Any, kind: type[Any], path: list[str | int]) -> list[str | int]:
    """Replace each ``...`` by the key whose value does not fit, found by trying them one by one."""
    while "..." in path:
        at = path.index("...")
        table = _at(raw, path[:at])
        if not isinstance(table, dict):
            return path[:at]
        for key in table:
            if not _fits(_with(raw, path[:at], {key: table[key]}), kind):
                path = [*path[:at], key, *path[at + 1 :]]
                break
        else:
            return path[:at]
    return path


def _fits(raw: Any, kind: type[Any]) -> bool:
    try:
        msgspec.convert(raw, kind)
    except msgspec.ValidationError:
        return False
    return True


def _with(raw: Any, path: list[str | int], value: Any) -> Any:
    """Return ``raw`` with the value at ``path`` replaced."""
    if not path:
        return value
    if isinstance(raw, dict):
        return {**raw, path[0]: _with(raw[path[0]], path[1:], value)}
    index = path[0]
    return [_with(item, path[1:], value) if at == index else item for at, item in enumerate(raw)]


def _at(raw: Any, path: list[str | int]) -> Any:
    for step in path:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def _known_names(kind: type[Any], path: list[str | int]) -> list[Any]:
    """Return the names that the model allows at a path: fields, keys or values."""
    from msgspec import inspect  # noqa: PLC0415 - only an error needs it, and it costs start-up time

    def options(info: Any, steps: list[str | int]) -> list[Any]:
        if isinstance(info, inspect.UnionType):
            return next((found for part in info.types if (found := options(part, steps))), [])
        if isinstance(info, inspect.Metadata):
            return options(info.type, steps)
        if isinstance(info, inspect.StructType):
            fields = {field.encode_name: field.type for field in info.fields}
            if not steps:
                return list(fields)
            return options(fields[str(steps[0])], steps[1:]) if steps[0] in fields else []
        if isinstance(info, inspect.DictType):
            return options(info.value_type, steps[1:]) if steps else options(info.key_type, [])
        if isinstance(info, (inspect.ListType, inspect.VarTupleType)):
            return options(info.item_type, steps[1:]) if steps else []
        if isinstance(info, inspect.EnumType):
            return [member.value for member in info.cls]
        if isinstance(info, inspect.LiteralType):
            return list(info.values)
        return []

    return options(inspect.type_info(kind), path)


def _first_unknown(table: Any, known: list[Any]) -> str:
    return next((str(key) for key in table or () if key not in known), "")


def _join(path: list[str | int]) -> str:
    """Write steps as ``ask[1].values.time``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _show(value: Any) -> str:
    """Return a value short enough for a message, on one line."""
    text = " ".join(repr(value).split()) if not isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
