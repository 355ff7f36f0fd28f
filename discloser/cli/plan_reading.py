"""``plan list``, ``show``, ``history`` and ``export``: looking at plans that are kept."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_bytes, emit_json, one_line, tell
from discloser.cli.vaults import open_desk, open_door, open_vault, vault_folder
from discloser.errors import OutputError, UsageError
from discloser.session.desk import title_of
from discloser.vault.vault import Entry

if TYPE_CHECKING:
    from discloser.session.listing import Answer


def run(request: Request) -> int:
    """Print what was asked for."""
    plan_id = request.operand or ""
    match request.command.name:
        case "plan list":
            _list(request)
        case "plan show":
            _show(request, plan_id)
        case "plan history":
            _history(request, plan_id)
        case _:
            _export(request, plan_id)
    return 0


def when(seconds: float) -> datetime.datetime | None:
    """Return a moment where the person is; None if it is not known."""
    try:
        return datetime.datetime.fromtimestamp(seconds).astimezone() if seconds else None
    except (OverflowError, OSError, ValueError):  # no clock ever said that
        return None


def _list(request: Request) -> None:
    entries: Sequence[Entry] = ()
    door = open_door(request)
    vault_folder(door)
    if door.state != "new":
        with closing(open_vault(request)) as vault:
            entries = vault.entries()
    if request.on("--json"):
        plans = [
            {
                "id": entry.id,
                "title": entry.title,
                "changed": _iso(entry.changed),
                "revision": entry.revision,
                "problem": entry.problem,
            }
            for entry in entries
        ]
        emit_json({"plans": plans})
        return
    rows = [(entry.id, entry.changed, entry.problem or title_of(entry)) for entry in entries]
    emit("".join(f"{line}\n" for line in _lines(rows)))
    if not entries:
        tell("There are no plans yet.")


def _show(request: Request, plan_id: str) -> None:
    from discloser.session.listing import answers  # noqa: PLC0415 - as in entry

    with closing(open_desk(request)) as desk:
        found = answers(desk.look_at(plan_id))
    if request.on("--json"):
        data = [{"step": each.step, "question": each.label, "answer": each.shown} for each in found]
        emit_json({"answers": data})
        return
    emit("".join(f"{line}\n" for line in _by_step(found)))
    if not found:
        tell("Nothing is answered in this plan yet.")


def _by_step(found: "Iterable[Answer]") -> Iterator[str]:
    step = ""
    for each in found:
        if each.step != step:
            yield from ["", each.step] if step else [each.step]
            step = each.step
        # What was answered may have several lines of its own.
        first, *rest = each.shown.splitlines() or [""]
        yield f"- {each.label}{'' if each.label.endswith('?') else ':'} {first}"
        yield from (f"  {line}".rstrip() for line in rest)


def _history(request: Request, plan_id: str) -> None:
    with closing(open_vault(request)) as vault:
        versions = vault.history(plan_id)
        is_gone = vault.stamp(plan_id) is None
    if request.on("--json"):
        data = [
            {"revision": each.revision, "when": _iso(each.seconds), "problem": each.problem}
            for each in versions
        ]
        emit_json({"versions": data})
        return
    rows = [(str(each.revision), each.seconds, each.problem) for each in versions]
    emit("".join(f"{line}\n" for line in _lines(rows)))
    if is_gone:
        tell(f"The plan {plan_id} itself is missing; plan restore brings a version back.")
    elif not versions:
        tell("There are no earlier versions of this plan.")


def _export(request: Request, plan_id: str) -> None:
    to = request.value("--to")
    sealed = request.value("--format") == "age"
    with closing(open_vault(request)) as vault:
        content = vault.record(plan_id) if sealed else vault.read_text(plan_id).encode()
    if to is not None:
        _write(Path(to), content)
    elif sealed:
        emit_bytes(content)
    else:
        emit(content.decode())


def _write(path: Path, content: bytes) -> None:
    from discloser.disk.whole import why, write_new  # noqa: PLC0415 - as in entry

    try:
        write_new(path, content)
    except FileExistsError:
        raise UsageError(f"{path} is there already; choose another name.") from None
    except OSError as error:
        raise OutputError(f"{why(error, path.parent, 'a plan')} Nothing was written.") from None
    tell(f"Wrote {path}")


def _lines(rows: Iterable[tuple[str, float, str]]) -> Iterator[str]:
    """Yield rows in columns: a name, a moment, and what there is to say."""
    shown_rows = [(one_line(name), seconds, said) for name, seconds, said in rows]
    widest = max((len(name) for name, *_ in shown_rows), default=0)
    for name, seconds, said in shown_rows:
        moment = when(seconds)
        shown = f"{moment:%Y-%m-%d %H:%M}" if moment else ""
        yield f"{name:<{widest}}  {shown:<16}  {one_line(said)}".rstrip()


def _iso(seconds: float) -> str:
    moment = when(seconds)
    return moment.isoformat(timespec="seconds") if moment else ""
