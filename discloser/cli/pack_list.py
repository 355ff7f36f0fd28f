"""``pack list``: which packs there are, and what each replaces."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discloser.cli.folders import cache_folder, own_packs
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, encodable, tell
from discloser.errors import DiscloserError
from discloser.packs.cache import DiskCache
from discloser.packs.folder import read_folder
from discloser.packs.layers import read_manifest
from discloser.packs.load import Found, find, load
from discloser.text.clean import clean


def run(request: Request) -> int:
    """List the packs; 2 if one of them is broken, which does not hide the others."""
    own = own_packs(request.environment)
    folder = cache_folder(request.environment)
    cache = DiskCache(folder) if folder else None
    packs = [_described(found, own, cache) for found in find(own).values()]
    for pack in packs:
        if pack["error"]:
            tell(f"discloser: {pack['error']}")
    if request.on("--json"):
        emit_json({"packs": packs})
    else:
        emit("".join(f"{line}\n" for pack in packs for line in _lines(pack)))
    return 2 if any(pack["error"] for pack in packs) else 0


def _described(found: Found, own: Path | None, cache: DiskCache | None) -> dict[str, Any]:
    """Return what there is to say about one pack; ``error`` is empty if it can be used."""
    described: dict[str, Any] = {
        "name": clean(encodable(found.name)),
        "title": "",
        "language": "",
        "built_in": found.built_in,
        "extends": "",
        "replaces": [],
        "error": "",
    }
    try:
        manifest = read_manifest(read_folder(found.root))
        described |= {
            "title": manifest.title,
            "language": manifest.language,
            "extends": manifest.extends,
        }
        described["replaces"] = [
            {"kind": each.kind, "id": each.id, "keys": list(each.keys), "adds": each.adds}
            for each in load(found.name, own, cache).replaced
            if each.pack == found.name
        ]
    except DiscloserError as error:
        described["error"] = encodable(error.message)
    return described


def _lines(pack: dict[str, Any]) -> Iterator[str]:
    where = "built in" if pack["built_in"] else "your own"
    over = f", laid over {pack['extends']}" if pack["extends"] else ""
    title = f": {pack['title']}" if pack["title"] else ""
    broken = ", broken" if pack["error"] else ""
    yield f"{pack['name']}{title} ({where}{over}{broken})"
    for each in pack["replaces"]:
        keys = f": {', '.join(each['keys'])}" if each["keys"] else ""
        verb = "adds" if each["adds"] else "replaces"
        yield f"  {verb} {each['kind']} {each['id']}{keys}"
