"""Command-line arguments and their environment variables, read by one rule for all commands.

Written out instead of using argparse: every message is one sentence of our own with the nearest
known name, the same on every Python version, and a start costs 8 ms less.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from discloser.errors import UsageError
from discloser.text.nearest import nearest

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
"""What switches in the environment may be set to."""


class Option(NamedTuple):
    """An option, declared once for parsing, help and environment."""

    flag: str
    about: str
    metavar: str = ""
    """What its value is called in the help; empty for a switch."""
    choices: tuple[str, ...] = ()
    many: bool = False
    """Whether it may be given several times; in the environment, with commas between."""

    @property
    def variable(self) -> str:
        """Name of the environment variable that sets it; the command line wins."""
        return f"DISCLOSER_{self.flag.removeprefix('--').replace('-', '_').upper()}"


class Command(NamedTuple):
    """A command, as the help shows it and the parser reads it."""

    name: str
    about: str
    operand: str = ""
    """What it takes beside options: ``PLAN`` (needed), ``[NAME]`` (may be left out), or nothing."""
    options: tuple[Option, ...] = ()
    notes: tuple[str, ...] = ()
    """Further paragraphs of its help."""


class Request(NamedTuple):
    """What somebody asks for: a command with its operand and options."""

    command: Command
    operand: str | None
    given: dict[str, tuple[str, ...]]
    """Flag to its values; a switch that is on has ``("1",)``, one turned off has ``()``."""
    environment: Mapping[str, str]

    def value(self, flag: str) -> str | None:
        """Return the value of an option, or none."""
        values = self.values(flag)
        return values[-1] if values else None

    def values(self, flag: str) -> tuple[str, ...]:
        """Return all values of an option."""
        return self.given.get(flag, ())


def read_request(
    command: Command, arguments: Sequence[str], environment: Mapping[str, str]
) -> Request:
    """Return what the arguments after a command's name ask for. Raises UsageError."""
    given: dict[str, tuple[str, ...]] = {}
    operands: list[str] = []
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            operands += rest
            break
        if argument.startswith("-") and argument != "-":
            _read_option(command, argument, rest, given)
        else:
            operands.append(argument)
    for option in command.options:
        if option.flag not in given and (text := environment.get(option.variable, "").strip()):
            given[option.flag] = _from_environment(option, text)
    return Request(command, _operand(command, operands), given, environment)


def _read_option(
    command: Command, argument: str, rest: list[str], given: dict[str, tuple[str, ...]]
) -> None:
    """Read one option with its value, which may be the next of the remaining arguments."""
    flag, equals, value = argument.partition("=")
    option = _find(command, flag)
    if not option.metavar:
        if equals:
            raise UsageError(f"{flag} takes no value.")
        given[option.flag] = () if flag.startswith("--no-") else ("1",)
        return
    if not equals:
        if not rest:
            raise UsageError(f"{flag} needs a value: {flag} {option.metavar}.")
        value = rest.pop(0)
    _require_choice(option, value, f"{flag} {value}")
    given[option.flag] = (*given.get(option.flag, ()), value) if option.many else (value,)


def _find(command: Command, flag: str) -> Option:
    flags = {}
    for option in command.options:
        flags[option.flag] = option
        if not option.metavar:
            flags[f"--no-{option.flag.removeprefix('--')}"] = option
    if flag in flags:
        return flags[flag]
    near = nearest(flag, flags)
    hint = f"Did you mean {near}?" if near else f"See discloser {command.name} --help."
    raise UsageError(f"There is no option {flag}. {hint}")


def _from_environment(option: Option, text: str) -> tuple[str, ...]:
    shown = f"{option.variable}={text}"
    if not option.metavar:
        if text.casefold() not in YES | NO:
            raise UsageError(f"{shown} is not understood; set it to 1 or 0.")
        return ("1",) if text.casefold() in YES else ()
    values = [part.strip() for part in text.split(",")] if option.many else [text]
    for value in values:
        _require_choice(option, value, shown)
    return tuple(value for value in values if value)


def _require_choice(option: Option, value: str, shown: str) -> None:
    if option.choices and value not in option.choices:
        raise UsageError(f"{shown} is not possible; choose {' or '.join(option.choices)}.")
    if not value:
        raise UsageError(f"{option.flag} needs a value: {option.flag} {option.metavar}.")


def _operand(command: Command, operands: list[str]) -> str | None:
    """Return the operand; a missing one is an error only where it is needed."""
    most = 1 if command.operand else 0
    if not operands and command.operand and not command.operand.startswith("["):
        raise UsageError(
            f"{command.name} needs a plan file: discloser {command.name} {command.operand}."
        )
    if len(operands) > most:
        raise UsageError(
            f"{operands[most]!r} is one too many; see discloser {command.name} --help."
        )
    return operands[0] if operands else None
