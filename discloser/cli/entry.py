"""From arguments to an exit code; here, and only here, errors become sentences."""

import os
import sys
from collections.abc import Sequence
from types import TracebackType

from discloser.cli.commands import COMMANDS
from discloser.cli.request import Request, request_for
from discloser.cli.streams import prepare, tell
from discloser.disk.process import close_process, refuse_network
from discloser.errors import Declined, DiscloserError

DONE, BLOCKED, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes; they are an interface."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` are the arguments after the name."""
    prepare()
    try:
        close_process()
        refuse_network()
        return _run(sys.argv[1:] if argv is None else argv)
    except Declined as error:
        tell(error.message)
        return BLOCKED
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
        return _dispatch(request_for(COMMANDS[0], (), {}, os.environ))
    # Most starts have no arguments, and then nobody waits for the parser.
    from discloser.cli.arguments import read_request  # noqa: PLC0415
    from discloser.cli.program import choose  # noqa: PLC0415

    try:
        command, rest = choose(arguments)
        request = read_request(command, rest, os.environ)
    except SystemExit:  # how the parser ends once it has shown help or version
        return DONE
    return _dispatch(request)


def _dispatch(request: Request) -> int:
    # Each command is imported only when it runs: a list of sample persons needs no template engine.
    match request.command.name:
        case "app":
            from discloser.cli import app  # noqa: PLC0415

            return app.run(request)
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
        case "purge":
            from discloser.cli import purge  # noqa: PLC0415

            return purge.run(request)
        case name if name.startswith("pack "):
            return _dispatch_pack(request)
        case _:
            return _dispatch_kept(request)


def _dispatch_pack(request: Request) -> int:
    match request.command.name:
        case "pack new":
            from discloser.cli import pack_new  # noqa: PLC0415

            return pack_new.run(request)
        case "pack list":
            from discloser.cli import pack_list  # noqa: PLC0415

            return pack_list.run(request)
        case "pack check":
            from discloser.cli import pack_check  # noqa: PLC0415

            return pack_check.run(request)
        case "pack preview":
            from discloser.cli import pack_preview  # noqa: PLC0415

            return pack_preview.run(request)
        case "pack test":
            from discloser.cli import pack_test  # noqa: PLC0415

            return pack_test.run(request)
        case "pack find":
            from discloser.cli import pack_find  # noqa: PLC0415

            return pack_find.run(request)
        case "pack explain":
            from discloser.cli import pack_explain  # noqa: PLC0415

            return pack_explain.run(request)
        case "pack review":
            from discloser.cli import pack_review  # noqa: PLC0415

            return pack_review.run(request)
        case "pack schema":
            from discloser.cli import pack_schema  # noqa: PLC0415

            return pack_schema.run(request)
        case _:
            from discloser.cli import pack_sharing  # noqa: PLC0415

            return pack_sharing.run(request)


def _dispatch_kept(request: Request) -> int:
    match request.command.name:
        case "plan list" | "plan show" | "plan history" | "plan export":
            from discloser.cli import plan_reading  # noqa: PLC0415

            return plan_reading.run(request)
        case (
            "plan new"
            | "plan import"
            | "plan copy"
            | "plan rename"
            | "plan delete"
            | "plan restore"
        ):
            from discloser.cli import plan_changing  # noqa: PLC0415

            return plan_changing.run(request)
        case "vault where" | "vault status" | "vault check":
            from discloser.cli import vault_facts  # noqa: PLC0415

            return vault_facts.run(request)
        case "vault backup" | "vault restore":
            from discloser.cli import vault_backups  # noqa: PLC0415

            return vault_backups.run(request)
        case _:
            from discloser.cli import vault_keys  # noqa: PLC0415

            return vault_keys.run(request)


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
