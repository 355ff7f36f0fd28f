"""``pack review``: all wording of a pack to print and sign, and the way back from a number."""

from pathlib import Path

from discloser.authoring.explained.review import find, review
from discloser.authoring.explained.review_markdown import as_markdown
from discloser.authoring.explained.review_page import as_page, counted
from discloser.cli.day import day
from discloser.cli.packs import open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit, one_line, tell
from discloser.disk.whole import why, write_whole
from discloser.errors import OutputError, UsageError


def run(request: Request) -> int:
    """Write the review, or say where the line with one number stands."""
    bench = open_bench(request, request.operand)
    if (number := request.value("--find")) is not None:
        line = find(number, review(bench))
        if line is None:
            raise UsageError(
                f"No line of the pack {bench.name} has the number {one_line(number)!r}. If the "
                "number is typed as it is printed, that text was changed or removed since then."
            )
        emit(f"{line.file}:{line.line}: {line.text}\n")
        return 0
    reviewed = review(bench, day(request).isoformat())
    text = as_markdown(reviewed) if request.value("--format") == "md" else as_page(reviewed)
    if (named := request.value("--to")) is None:
        emit(text)
        return 0
    _write(Path(named), text)
    tell(f"{counted(len(reviewed.lines))} of {bench.name} to sign off, written to {named}.")
    return 0


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except FileNotFoundError:
        raise OutputError(f"There is no folder {path.parent}. Make it first.") from None
    except OSError as error:
        raise OutputError(why(error, path.parent, "the file")) from None
    except ValueError:
        raise OutputError("That is not the name of a file.") from None
