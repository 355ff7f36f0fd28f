"""The program as a whole: its general help, and which command the arguments begin with."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from discloser.cli.as_typed import as_typed
from discloser.cli.commands import ABOUT, COMMANDS, GROUPS, NOTES, START, Command
from discloser.cli.parser import NAME, Parser
from discloser.errors import UsageError
from discloser.text.nearest import nearest

COMMAND = "COMMAND"


def choose(arguments: Sequence[str]) -> tuple[Command, list[str]]:
    """Return the command that the arguments begin with, and those after it.

    Raises UsageError if there is none, and SystemExit after showing help or version.
    """
    try:
        found, rest = _program(
            {name: as_typed(text) for name, text in (START | NOTES).items()}
        ).parse_known_args(arguments)
    except argparse.ArgumentError:
        raise _unknown(arguments) from None
    command: Command | None = getattr(found, "command", None)
    if command is None or arguments[0].startswith("-"):
        raise _unknown(arguments)
    return command, rest


def _program(notes: Mapping[str, str]) -> Parser:
    """Return a parser that knows the names of the commands; each command reads its own options."""
    top = Parser(prog=NAME, usage=f"{NAME} {COMMAND} [OPTION]...", description=ABOUT)
    groups = {"": top.add_subparsers(**_section(NAME))}
    for command in COMMANDS:
        group, _, word = command.name.rpartition(" ")
        if group not in groups:
            name, about = f"{NAME} {group}", GROUPS[group]
            usage = f"{name} {COMMAND} [OPTION]..."
            parser = groups[""].add_parser(group, usage=usage, help=about, description=about)
            groups[group] = parser.add_subparsers(**_section(name))
            parser.add_options()
            parser.add_notes(NOTES)
        groups[group].add_parser(word, help=command.about).set_defaults(command=command)
    top.add_options()
    top.add_notes(notes)
    return top


def _section(name: str) -> dict[str, Any]:
    """Return how the help shows the commands that may follow a name."""
    more = f"One of these; {name} {COMMAND} --help says more about it."
    return {"title": "commands", "prog": name, "metavar": COMMAND, "help": more}


def _unknown(arguments: Sequence[str]) -> UsageError:
    first, second = [*arguments, ""][:2]
    names = [command.name for command in COMMANDS]
    if first.startswith("-"):
        return UsageError(f"Options such as {first} stand after a command; see --help.")
    if first in GROUPS and (not second or second.startswith("-")):
        there = [name for name in names if name.startswith(f"{first} ")]
        return UsageError(f"{first} needs one more word: {', '.join(there)}.")
    named = f"{first} {second}" if first in GROUPS else first
    firsts = dict.fromkeys(name.partition(" ")[0] for name in names)
    near = nearest(named, names) or nearest(first, firsts)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(firsts)}."
    return UsageError(f"There is no command {named!r}. {hint}")
