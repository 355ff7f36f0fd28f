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
    given = vars(found)
    # Those that stand together land in their places, those between options among the rest.
    operands: list[str] = []
    for operand in command.operands:
        match given.pop(operand.shown, None):
            case None:
                pass
            case list() as several:
                operands += several
            case one:
                operands.append(one)
    operands += _operands(command, rest)
    _require_all(command, operands)
    return request_for(command, tuple(operands), given, environment)


def _parser(command: Command) -> Parser:
    parser = Parser(
        prog=NAME,
        usage=f"{NAME} {command.usage} [OPTION]...",
        description=f"{command.about} {command.note}",
    )
    if command.operands:
        group = parser.add_argument_group("what it takes")
        for operand in command.operands:
            # Never required here: what is missing is said in words of our own.
            group.add_argument(
                operand.shown,
                nargs="*" if operand.many else "?",
                metavar=operand.shown.strip("[]"),
                help=operand.about,
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


def _operands(command: Command, rest: Sequence[str]) -> list[str]:
    """Return the operands among the arguments that the parser has no place for.

    Raises UsageError for an option that there is not.
    """
    end = rest.index("--") if "--" in rest else len(rest)
    for argument in rest[:end]:
        if argument.startswith("-") and argument != "-":
            flag = argument.partition("=")[0]
            near = nearest(flag, _flags(command))
            hint = f"Did you mean {near}?" if near else f"See {NAME} {command.name} --help."
            raise UsageError(f"There is no option {flag}. {hint}")
    return [*rest[:end], *rest[end + 1 :]]


def _require_all(command: Command, operands: Sequence[str]) -> None:
    """Raise UsageError for an operand that is missing or one too many."""
    for operand in command.operands[len(operands) :]:
        if operand.needed:
            raise UsageError(f"{command.name} needs {operand.what}: {NAME} {command.usage}.")
    for more in operands[command.most :] if command.most is not None else ():
        raise UsageError(f"{more!r} is one too many; see {NAME} {command.name} --help.")


def _flags(command: Command) -> list[str]:
    switches = [option.flag for option in command.options if not option.metavar]
    return [
        *(option.flag for option in command.options),
        *(f"--no-{flag.removeprefix('--')}" for flag in switches),
        "--help",
        "--version",
    ]
