"""From arguments to an exit code; here, and only here, errors become sentences."""

import os
import sys
from collections.abc import Sequence
from types import TracebackType

from discloser import __version__
from discloser.cli.arguments import Command, Request, read_request
from discloser.cli.commands import COMMANDS
from discloser.cli.help import command_help, general_help, short_help
from discloser.cli.streams import emit, explain, prepare, tell
from discloser.errors import DiscloserError, UsageError
from discloser.text.nearest import nearest

DONE, BLOCKED, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes; they are an interface."""

HELP = frozenset({"--help", "-h"})
VERSION = "--version"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` are the arguments after the name."""
    prepare()
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except DiscloserError as error:
        tell(f"discloser: {error.message}")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    # A traceback could show answers; this is the front's one place that catches everything.
    except Exception as error:  # noqa: BLE001
        tell(f"discloser: {_unexpected(error)}")
        return FAILED


def _run(arguments: Sequence[str]) -> int:
    if not arguments:
        explain(short_help())
        return FAILED
    command, rest = _command(arguments)
    asked = rest[: rest.index("--")] if "--" in rest else rest
    if VERSION in asked:
        emit(f"discloser {__version__}\n")
        return DONE
    if not HELP.isdisjoint(asked):
        emit(command_help(command) if command else general_help())
        return DONE
    if command is None:
        raise _unknown(arguments)
    return _dispatch(read_request(command, rest, os.environ))


def _command(arguments: Sequence[str]) -> tuple[Command | None, Sequence[str]]:
    """Return the command that the arguments start with, and those after it."""
    for command in COMMANDS:
        words = command.name.split()
        if list(arguments[: len(words)]) == words:
            return command, arguments[len(words) :]
    return None, arguments


def _unknown(arguments: Sequence[str]) -> UsageError:
    names = [command.name for command in COMMANDS]
    groups = [name for name in names if name.startswith(f"{arguments[0]} ")]
    if groups:
        return UsageError(f"{arguments[0]} needs one more word: {', '.join(groups)}.")
    if arguments[0].startswith("-"):
        return UsageError(f"Options such as {arguments[0]} stand after a command; see --help.")
    near = nearest(arguments[0], names)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(names)}."
    return UsageError(f"There is no command {arguments[0]!r}. {hint}")


def _dispatch(request: Request) -> int:
    # Each command is imported only when it runs: a list of sample persons needs no template engine.
    match request.command.name:
        case "render":
            from discloser.cli import render  # noqa: PLC0415

            return render.run(request)
        case "check":
            from discloser.cli import check  # noqa: PLC0415

            return check.run(request)
        case "people":
            from discloser.cli import people  # noqa: PLC0415

            return people.run(request)
        case "schema":
            from discloser.cli import schema  # noqa: PLC0415

            return schema.run(request)
        case _:
            from discloser.cli import pack_list  # noqa: PLC0415

            return pack_list.run(request)


def _unexpected(error: Exception) -> str:
    """Say where an error came from, without any value: values are answers."""
    place = _place(error.__traceback__)
    return (
        f"Something went wrong inside discloser ({place}, {type(error).__name__}). "
        "Please report these words; they hold none of your answers."
    )


def _place(traceback: TracebackType | None) -> str:
    """Return file and line of the innermost frame that is our own."""
    place = "unknown place"
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        _, found, inside = file.replace(os.sep, "/").rpartition("/discloser/")
        if found:
            place = f"{inside}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
