"""Which arguments a filter takes, read from the function itself."""

from collections.abc import Callable, Mapping
from types import FunctionType

from msgspec import Struct

Filter = Callable[..., object]
"""``filter(value, *arguments)``: a plain function over plain data, in time linear to its value.

It raises ``ValueError`` or ``TypeError`` for a value that it cannot work on; the text of a
``ValueError`` is shown to the author and should be a clause such as ``the list is empty``.
"""

_VARIADIC = 0x04 | 0x08
"""``CO_VARARGS`` and ``CO_VARKEYWORDS`` of ``inspect``, which is slow to import."""
_KINDS: dict[object, type] = {
    **{kind: kind for kind in (str, int, bool)},
    **{kind.__name__: kind for kind in (str, int, bool)},
}


class Signature(Struct, frozen=True):
    """The arguments after the value."""

    required: int
    kinds: tuple[type | None, ...]
    """The type of each argument, ``None`` where the function does not say."""


DEFAULT = Signature(1, (None, bool))
"""``value|default(other, true)``: built in, because only the machine sees what is missing."""


def signatures(filters: Mapping[str, Filter]) -> dict[str, Signature]:
    """The signature of each filter.

    Raises ``TypeError`` for anything but a plain function with positional parameters, and
    ``ValueError`` for a filter called ``default``.
    """
    if "default" in filters:
        raise ValueError("the filter `default` is built in")
    return {name: _signature(name, function) for name, function in filters.items()}


def _signature(name: str, function: Filter) -> Signature:
    if not isinstance(function, FunctionType):
        raise TypeError(f"filter {name}: {function!r} is not a plain function")
    code = function.__code__
    required_by_name = code.co_kwonlyargcount - len(function.__kwdefaults__ or ())
    if not code.co_argcount or required_by_name or code.co_flags & _VARIADIC:
        raise TypeError(f"filter {name}: parameters must be positional, the value first")
    parameters = code.co_varnames[1 : code.co_argcount]
    kinds = tuple(_KINDS.get(function.__annotations__.get(name)) for name in parameters)
    return Signature(len(parameters) - len(function.__defaults__ or ()), kinds)
