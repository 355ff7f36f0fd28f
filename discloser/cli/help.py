"""Help texts, made from the list of commands."""

from collections.abc import Sequence

from discloser.cli.arguments import Command
from discloser.cli.commands import COMMANDS, ENVIRONMENT, EXIT_CODES

WIDTH = 80
"""Columns of a help text: it fits the narrowest common terminal."""

ABOUT = (
    "discloser prepares one conversation at work: what to say, what to ask for, and what stays "
    "private. Nothing leaves this machine. Not telling is a full answer too."
)
START = (
    "To try it: discloser people, then discloser people NAME > plan.toml, then discloser render "
    "plan.toml."
)


def short_help() -> str:
    """Return what can be done, for somebody who names no command."""
    parts = (wrap(ABOUT), table(_commands()), wrap(START), wrap("More: discloser --help"))
    return "\n\n".join(parts) + "\n"


def general_help() -> str:
    """Return the help for the program as a whole."""
    switches = [
        ("--help, -h", "Show this help, or that of a command."),
        ("--version", "Show the version."),
    ]
    parts = (
        wrap(ABOUT),
        "Usage: discloser COMMAND [OPTION]...",
        table(_commands()),
        table(switches),
        wrap(START),
        wrap(ENVIRONMENT),
        wrap(EXIT_CODES),
    )
    return "\n\n".join(parts) + "\n"


def command_help(command: Command) -> str:
    """Return the help for one command."""
    options = [
        (f"{option.flag} {option.metavar}".rstrip(), option.about) for option in command.options
    ]
    options += [("--help, -h", "Show this help."), ("--version", "Show the version.")]
    parts = (
        f"Usage: discloser {_usage(command)} [OPTION]...",
        wrap(command.about),
        *(wrap(note) for note in command.notes),
        table(options),
        wrap(ENVIRONMENT),
        wrap(EXIT_CODES),
    )
    return "\n\n".join(parts) + "\n"


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Return names and what they do in two columns."""
    gap = max(len(name) for name, _ in rows) + 4
    lines = []
    for name, about in rows:
        first, *more = wrap(about, WIDTH - gap).split("\n")
        lines.append(f"  {name}".ljust(gap) + first)
        lines += [" " * gap + line for line in more]
    return "\n".join(lines)


def wrap(text: str, width: int = WIDTH) -> str:
    """Return a text broken into lines; the textwrap module would cost every start."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def _commands() -> list[tuple[str, str]]:
    return [(_usage(command), command.about) for command in COMMANDS]


def _usage(command: Command) -> str:
    return f"{command.name} {command.operand}".rstrip()
