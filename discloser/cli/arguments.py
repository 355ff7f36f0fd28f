"""What somebody asks a command for: its arguments, and the environment where they say nothing."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from discloser.cli.commands import NOTES, Command, Option
from discloser.cli.parser import NAME, Parser
from discloser.errors import UsageError
from discloser.text.nearest import nearest

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
"""What switches in the environment may be set to."""


class Request(NamedTuple):
    """What somebody asks for: a command with its operand and options."""

    command: Command
    operand: str | None
    given: Mapping[str, Any]
    """Flag to its value: a text, a list of texts if there may be many, a bool for a switch."""
    environment: Mapping[str, str]

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


def read_request(
    command: Command, arguments: Sequence[str], environment: Mapping[str, str]
) -> Request:
    """Return what the arguments after a command's name ask for.

    Raises UsageError, and SystemExit after showing help or version.
    """
    try:
        found, rest = _parser(command).parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise _misused(command, error) from None
    _refuse(command, [argument for argument in rest if argument != "--"])
    given = vars(found)
    operand = given.pop("operand", None)
    for option in command.options:
        if option.flag not in given and (text := environment.get(option.variable, "").strip()):
            given[option.flag] = _from_environment(option, text)
    if operand is None and command.operand and not command.operand.startswith("["):
        raise UsageError(f"{command.name} needs a plan file: {NAME} {command.usage}.")
    return Request(command, operand, given, environment)


def _parser(command: Command) -> Parser:
    parser = Parser(
        prog=NAME,
        usage=f"{NAME} {command.usage} [OPTION]...",
        description=f"{command.about} {command.note}",
    )
    if command.operand:
        # Never required here: what is missing is said in words of our own.
        parser.add_argument_group("what it takes").add_argument(
            "operand", nargs="?", metavar=command.operand.strip("[]"), help=command.operand_about
        )
    parser.add_options(command.options)
    parser.add_notes(NOTES)
    return parser


def _misused(command: Command, error: argparse.ArgumentError) -> UsageError:
    """Say what is wrong with a known option: the parser checks no more than whether it has a value.

    It names all flags of an option at once, as in ``--json/--no-json``.
    """
    flag = (error.argument_name or "").partition("/")[0]
    for option in command.options:
        if option.flag == flag and option.metavar:
            return UsageError(option.needs)
    return UsageError(f"{flag} takes no value.")


def _refuse(command: Command, rest: Sequence[str]) -> None:
    """Raise UsageError for arguments that the parser has no place for."""
    for argument in rest:
        if argument.startswith("-") and argument != "-":
            flag = argument.partition("=")[0]
            near = nearest(flag, _flags(command))
            hint = f"Did you mean {near}?" if near else f"See {NAME} {command.name} --help."
            raise UsageError(f"There is no option {flag}. {hint}")
    if rest:
        raise UsageError(f"{rest[0]!r} is one too many; see {NAME} {command.name} --help.")


def _flags(command: Command) -> list[str]:
    switches = [option.flag for option in command.options if not option.metavar]
    return [
        *(option.flag for option in command.options),
        *(f"--no-{flag.removeprefix('--')}" for flag in switches),
        "--help",
        "--version",
    ]


def _from_environment(option: Option, text: str) -> str | list[str] | bool:
    shown = f"{option.variable}={text}"
    if not option.metavar:
        if text.casefold() not in YES | NO:
            raise UsageError(f"{shown} is not understood; set it to 1 or 0.")
        return text.casefold() in YES
    if not option.many:
        return option.read(text, shown)
    return [option.read(part, shown) for part in map(str.strip, text.split(",")) if part]
