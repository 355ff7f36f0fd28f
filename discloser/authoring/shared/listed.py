"""One line of the list of packs: what a pack is, who vouches for it, and what it changes."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from msgspec import Struct

from discloser.authoring.shared.based_on import note, stale
from discloser.authoring.shared.readable import Readable, readable
from discloser.authoring.shared.rivals import rivals, used_by
from discloser.authoring.workbench import Workbench, open_workbench
from discloser.errors import DiscloserError, TemplateError
from discloser.packs.based_on import Outdated
from discloser.packs.folder import read_folder
from discloser.packs.layers import Replacement, read_manifest
from discloser.packs.load import Found, find, load
from discloser.packs.manifest import Manifest
from discloser.packs.trust import Trust


class Listed(Struct):
    """What there is to say about one pack; what cannot be read is left empty."""

    found: Found
    manifest: Manifest | None = None
    language: str = ""
    """The language that its texts are in, its own or that of the pack below."""
    trust: Trust | None = None
    replaced: tuple[Replacement, ...] = ()
    reads: Readable | None = None
    labels: dict[str, str] = {}
    """What topics are called in it."""
    outdated: tuple[Outdated, ...] = ()
    beside: tuple[str, ...] = ()
    """Sentences: which plans use it, and what other packs of one's own say too."""
    error: str = ""
    """Why it cannot be used; empty if it can."""


def listed(
    found: Found, own: Path | None, cache: MutableMapping[str, bytes] | None = None
) -> Listed:
    """Look at one pack, however broken it is."""
    about = Listed(found)
    for look in (_itself, _beside, _used, _under_work):
        try:
            look(about, own, cache)
        except DiscloserError as error:
            about.error = about.error or error.message
    return about


def _itself(about: Listed, own: Path | None, cache: MutableMapping[str, bytes] | None) -> None:
    _ = own, cache
    about.manifest = read_manifest(read_folder(about.found.root))


def _beside(about: Listed, own: Path | None, cache: MutableMapping[str, bytes] | None) -> None:
    """Look at it beside the other packs."""
    _ = cache
    if about.manifest is None or about.found.built_in:
        return
    only = used_by(about.manifest, about.found.name, find(own), alone=False)
    about.beside = (*([only] if only else []), *rivals(read_folder(about.found.root), own))


def _used(about: Listed, own: Path | None, cache: MutableMapping[str, bytes] | None) -> None:
    """Look at it as a plan does that uses it."""
    pack = load(about.found.name, own, cache)
    about.language = pack.language
    about.replaced = tuple(each for each in pack.replaced if each.pack == about.found.name)


def _under_work(about: Listed, own: Path | None, cache: MutableMapping[str, bytes] | None) -> None:
    """Look at it as its author does, if it is one of the person's own."""
    if about.found.built_in:
        return
    bench = open_workbench(about.found.name, own, cache)
    about.trust = bench.trusts[-1]
    if not about.replaced:
        about.replaced = tuple(each for each in bench.layers.replaced if each.pack == bench.name)
    about.outdated = stale(bench)
    if bench.pack is None or bench.broken:
        return
    note(bench)
    for wrong in _broken_templates(bench):
        raise wrong
    about.reads = readable(bench)
    about.labels = {topic: entry.label for topic, entry in bench.pack.catalogue.topics.items()}


def _broken_templates(bench: Workbench) -> Iterator[TemplateError]:
    """Yield what is wrong with the templates that a pack brings along."""
    own = set(bench.folder.under("documents", ".j2"))
    if not own or bench.pack is None:
        return
    for document in bench.pack.documents:
        for each in bench.workshop.renderer.problems(document):
            if each.file in own:
                yield TemplateError(bench.folder.shown(each.file), each.line, each.message)
