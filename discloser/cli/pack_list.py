"""``pack list``: which packs there are, who vouches for them, what they change and can read."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from discloser.cli.as_typed import as_typed
from discloser.cli.folders import cache_folder, own_packs
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, encodable, tell
from discloser.errors import DiscloserError, PackError
from discloser.packs.cache import DiskCache
from discloser.packs.folder import read_folder
from discloser.packs.layers import WORDS, read_manifest
from discloser.packs.load import Found, find, load
from discloser.packs.manifest import Manifest
from discloser.packs.pins import read_pins
from discloser.packs.trust import BUILT_IN_BECAUSE, MADE_HERE, State
from discloser.text.clean import clean

SAID = "said"
"""What is printed and stands in no JSON."""


def run(request: Request) -> int:
    """List the packs; 2 if one of them is broken, which does not hide the others."""
    own = own_packs(request.environment)
    found = find(own)
    if not all(each.built_in for each in found.values()):
        _tell_broken_pins(own)
    folder = cache_folder(request.environment)
    cache = DiskCache(folder) if folder else None
    packs = [_described(each, own, cache) for each in found.values()]
    # A pack that is laid over another one breaks that one, too: it is said once.
    for error in dict.fromkeys(pack["error"] for pack in packs if pack["error"]):
        tell(f"discloser: {error}")
    if request.on("--json"):
        plain = [{key: pack[key] for key in pack if key != SAID} for pack in packs]
        emit_json({"packs": plain})
    else:
        emit("".join(f"{line}\n" for pack in packs for line in _lines(pack)))
    return 2 if any(pack["error"] for pack in packs) else 0


def _tell_broken_pins(own: Path | None) -> None:
    try:
        read_pins(own)
    except PackError as error:
        tell(f"discloser: {error.message}")


def _described(found: Found, own: Path | None, cache: DiskCache | None) -> dict[str, Any]:
    """Return what there is to say about one pack; ``error`` is empty if it can be used."""
    described: dict[str, Any] = {
        "name": clean(encodable(found.name)),
        "title": "",
        "language": "",
        "version": "",
        "built_in": found.built_in,
        "extends": "",
        "trust": str(State.BUILT_IN if found.built_in else State.UNKNOWN),
        "because": BUILT_IN_BECAUSE if found.built_in else "",
        "replaces": [],
        "reads": None,
        "changed_below": [],
        "error": "",
        SAID: [],
    }
    if not found.built_in:
        return described | _own(found, own, cache)
    try:
        described |= _manifest(read_manifest(read_folder(found.root)))
        described["language"] = load(found.name, own, cache).language
    except DiscloserError as error:
        described["error"] = encodable(error.message)
    return described


def _own(found: Found, own: Path | None, cache: DiskCache | None) -> dict[str, Any]:
    # What a pack can read is known from its templates; without own packs nobody pays for that.
    from discloser.authoring.shared.listed import listed  # noqa: PLC0415 - as in entry

    about = listed(found, own, cache)
    described: dict[str, Any] = _manifest(about.manifest) if about.manifest else {}
    if about.trust:
        described |= {"trust": str(about.trust.state), "because": about.trust.because}
    if about.language:
        described["language"] = about.language
    words = [*about.beside, *(each.sentence for each in about.outdated)]
    if about.reads:
        described["reads"] = to_builtins(about.reads)
        words.insert(0, about.reads.sentences(about.labels))
    return described | {
        "replaces": [
            {"kind": each.kind, "id": each.id, "keys": list(each.keys), "adds": each.adds}
            for each in about.replaced
        ],
        "changed_below": to_builtins(about.outdated),
        "error": encodable(about.error),
        SAID: words,
    }


def _manifest(manifest: Manifest) -> dict[str, Any]:
    names = ("title", "language", "version", "extends")
    return {name: getattr(manifest, name) for name in names}


def _lines(pack: dict[str, Any]) -> Iterator[str]:
    where = "built in" if pack["built_in"] else "your own"
    over = f", laid over {pack['extends']}" if pack["extends"] else ""
    title = f": {pack['title']}" if pack["title"] else ""
    broken = ", broken" if pack["error"] else ""
    yield f"{pack['name']}{title} ({where}{over}{broken})"
    for each in pack["replaces"]:
        yield f"  {what_is_done(each['kind'], each['id'], each['keys'], adds=each['adds'])}"
    if pack["because"] and not pack["built_in"]:
        yield f"  version {pack['version']}; {pack['because']}{_advice(pack)}"
    yield from (f"  {line}" for line in pack[SAID])


def what_is_done(kind: str, entry: str, keys: Collection[str], *, adds: bool) -> str:
    """Say what a pack does to one entry."""
    if kind in WORDS and set(keys) == {"words"}:
        return f"adds words to the list {entry}"
    said = f": {', '.join(keys)}" if keys else ""
    named = kind if kind == entry else f"{kind} {entry}"
    return f"{'adds' if adds else 'replaces'} {named}{said}"


def _advice(pack: dict[str, Any]) -> str:
    """Say what to do about a pack for which nobody vouches."""
    if pack["trust"] == State.PINNED:
        return ""
    look = as_typed(f"`discloser pack install {pack['name']}` looks it through")
    if pack["because"] == MADE_HERE:
        return f". Is it from somebody else? {look}."
    return f". Was it not you? {look} and pins it again."
