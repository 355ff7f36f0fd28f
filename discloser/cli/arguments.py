"""From the arguments of a command to what they ask for."""

import argparse
from collections.abc import Mapping, Sequence

from discloser.cli.commands import NOTES, Command
from discloser.cli.parser import NAME, Parser
from discloser.cli.request import Request, request_for
from discloser.errors import UsageError
from discloser.text.nearest import nearest


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
    if operand is None and command.operand and not command.operand.startswith("["):
        raise UsageError(f"{command.name} needs a plan file: {NAME} {command.usage}.")
    return request_for(command, operand, given, environment)


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
