"""Finding packs and loading one with everything that is laid over it."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path

import msgspec

import scripts_templates
from discloser.errors import PackError
from discloser.model.language import ENGLISH_CODE
from discloser.packs.folder import MANIFEST, PackFolder, read_folder
from discloser.packs.layers import lay, read_manifest
from discloser.packs.pack import Pack, build
from discloser.packs.pins import Pin, read_pins
from discloser.packs.references import require_whole
from discloser.packs.trust import Trust, trust_of
from discloser.text.clean import is_text
from discloser.text.nearest import nearest

BUILT_IN = Path(scripts_templates.__path__[0])
"""Where the packs that come with the program are."""

CACHE_VERSION = "7"
"""Changes with the shape of Pack; part of the name of every kept pack."""


class Found(msgspec.Struct, frozen=True):
    """A pack on disk."""

    name: str
    root: Path
    built_in: bool


def find(own: Path | None) -> dict[str, Found]:
    """Return all packs by name: those built in, and those in the person's own folder."""
    found = {}
    for folder, built_in in ((BUILT_IN, True), (own, False)):
        for root in _packs_in(folder) if folder else ():
            if built_in or root.name not in found:
                found[root.name] = Found(root.name, root, built_in)
    return found


def _packs_in(folder: Path) -> list[Path]:
    """Return the folders in a folder that are packs, in the order of their names."""
    try:
        if not folder.is_dir():
            return []
        return [
            root
            for root in sorted(folder.iterdir())
            # A name in an old encoding can be neither shown nor kept.
            if is_text(root.name) and not root.name.startswith(".") and (root / MANIFEST).is_file()
        ]
    except OSError as error:
        raise PackError(f"It cannot be read: {error.strerror}.", file=folder.name) from None


class Loaded(msgspec.Struct, frozen=True):
    """A pack ready for use, and who vouches for what it is made of."""

    pack: Pack
    trusts: tuple[Trust, ...]
    """One for each of the packs that lie over one another, lowest first."""


def load(
    name: str, own: Path | None = None, cache: MutableMapping[str, bytes] | None = None
) -> Pack:
    """Return a pack with everything laid over it. Raises PackError."""
    return load_vouched(name, own, cache).pack


def load_vouched(
    name: str, own: Path | None = None, cache: MutableMapping[str, bytes] | None = None
) -> Loaded:
    """Return a pack with everything laid over it, and who vouches for it. Raises PackError.

    A pack that extends another is laid over it. The packs in ``own`` that extend ``name`` are laid
    over it too, in the order of their names.
    """
    found = find(own)
    _require(name, found)
    folders = {each.name: read_folder(each.root) for each in found.values()}
    # The name is made from all packs there are: which of them lie over one another is known from
    # their manifests only, and a kept pack is there to spare every start from reading those.
    digests = {each: folder.digest() for each, folder in folders.items()}
    seen = (f"{each.name} {each.built_in} {digests[each.name]}" for each in found.values())
    key = "\0".join(["pack", CACHE_VERSION, name, *seen])
    if cache is not None and (kept := cache.get(key)):
        try:
            pack = msgspec.msgpack.decode(kept, type=Pack)
            return Loaded(pack, vouched(pack.made_of, found, digests, own))
        except msgspec.MsgspecError:
            pass
    stack = chain(name, found, folders.__getitem__)
    language = language_of(stack)
    over = [folders[each.name] for each in _laid_over(name, found, folders)]
    # A translation does not lie over texts in the language that it translates from.
    stack += [each for each in over if read_manifest(each).language in {"", language}]
    layers = lay(stack)
    pack = build(name, language, layers)
    require_whole(pack, layers)
    if cache is not None:
        cache[key] = msgspec.msgpack.encode(pack)
    return Loaded(pack, vouched(pack.made_of, found, digests, own))


def vouched(
    names: Iterable[str], found: Mapping[str, Found], digests: Mapping[str, str], own: Path | None
) -> tuple[Trust, ...]:
    """Return who vouches for each of some packs; where the pins are broken, for own ones nobody."""
    names = list(names)
    pins: Mapping[str, Pin] = {}
    if not all(found[name].built_in for name in names):
        with suppress(PackError):
            pins = read_pins(own)
    return tuple(
        trust_of(name, digests[name], pins, built_in=found[name].built_in) for name in names
    )


def _require(name: str, found: Mapping[str, Found]) -> None:
    """Raise PackError if there is no pack of a name."""
    if name not in found:
        near = nearest(name, found)
        raise PackError(
            f"There is no pack `{name}`.",
            fix=f"Did you mean `{near}`?" if near else f"There are: {', '.join(found)}.",
        )


def chain(
    name: str, found: Mapping[str, Found], read: Callable[[str], PackFolder]
) -> list[PackFolder]:
    """Return a pack and those that it lies on, lowest first. Raises PackError."""
    stack: list[PackFolder] = []
    names: set[str] = set()
    base = name
    while base:
        if base in names:
            raise PackError("The packs extend each other in a circle.", file=base)
        if base not in found:
            near = nearest(base, found)
            raise PackError(
                f"It extends the pack `{base}`, which does not exist.",
                file=stack[0].shown(MANIFEST),
                place="extends",
                fix=f"Did you mean `{near}`?" if near else f"There are: {', '.join(found)}.",
            )
        names.add(base)
        stack.insert(0, read(base))
        base = read_manifest(stack[0]).extends
    return stack


def language_of(stack: Iterable[PackFolder]) -> str:
    """Return the language of a pack, given with those that it lies on, lowest first."""
    named = [language for folder in stack if (language := read_manifest(folder).language)]
    return named[-1] if named else ENGLISH_CODE


def _laid_over(
    name: str, found: Mapping[str, Found], folders: Mapping[str, PackFolder]
) -> list[Found]:
    """Return the person's own packs that extend a pack, in the order of their names."""
    return [
        other
        for other in found.values()
        if not other.built_in
        and other.name != name
        and read_manifest(folders[other.name]).extends == name
    ]
