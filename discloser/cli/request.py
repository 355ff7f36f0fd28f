"""What somebody asks a command for: its arguments, and the environment where they say nothing."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from discloser.cli.commands import Command, Option
from discloser.errors import UsageError

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
"""What switches in the environment may be set to."""


class Request(NamedTuple):
    """What somebody asks for: a command with its operands and options."""

    command: Command
    operands: tuple[str, ...]
    given: Mapping[str, Any]
    """Flag to its value: a text, a list of texts if there may be many, a bool for a switch."""
    environment: Mapping[str, str]

    @property
    def operand(self) -> str | None:
        """The first operand, or none."""
        return self.operands[0] if self.operands else None

    def value(self, flag: str) -> str | None:
        """Return the value of an option, or none."""
        value: str | None = self.given.get(flag)
        return value

    def values(self, flag: str) -> tuple[str, ...]:
        """Return all values of an option that may be given several times."""
        return tuple(self.given.get(flag, ()))

    def on(self, flag: str) -> bool:
        """Return whether a switch is on."""
        return bool(self.given.get(flag))


def request_for(
    command: Command,
    operands: tuple[str, ...],
    given: Mapping[str, Any],
    environment: Mapping[str, str],
) -> Request:
    """Return a request with the environment filling in for options that are not given.

    Raises UsageError.
    """
    filled = dict(given)
    for option in command.options:
        if option.flag not in filled and (text := environment.get(option.variable, "").strip()):
            filled[option.flag] = _from_environment(option, text)
    return Request(command, operands, filled, environment)


def _from_environment(option: Option, text: str) -> str | list[str] | bool:
    shown = f"{option.variable}={text}"
    if not option.metavar:
        if text.casefold() not in YES | NO:
            raise UsageError(f"{shown} is not understood; set it to 1 or 0.")
        return text.casefold() in YES
    if not option.many:
        return option.read(text, shown)
    return [option.read(part, shown) for part in map(str.strip, text.split(",")) if part]
