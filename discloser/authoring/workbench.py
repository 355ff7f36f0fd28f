"""A pack under work: its files, what it lies on, its sample persons, and what cannot be read."""

from collections.abc import Iterable, MutableMapping
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from discloser.errors import PackError, UsageError
from discloser.model.plan import Plan
from discloser.packs.folder import MANIFEST, PackFolder, read_folder
from discloser.packs.layers import Layers, lay, read_manifest
from discloser.packs.load import Found, chain, find, language_of, vouched
from discloser.packs.manifest import Manifest
from discloser.packs.pack import Pack, build
from discloser.packs.trust import Trust
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.references import require_known
from discloser.session.drafting import Workshop
from discloser.text.nearest import nearest

MOST_BROKEN = 50
"""Slips that are told at once; whoever has more mends these first."""


class Workbench:
    """One pack with everything below it, read as far as it can be read."""

    def __init__(
        self,
        stack: Iterable[PackFolder],
        cache: MutableMapping[str, bytes] | None = None,
        trusts: Iterable[Trust] = (),
    ) -> None:
        """``stack`` is the pack and what it lies on, lowest first; ``trusts`` vouch for them."""
        self.stack = tuple(stack)
        self.cache = cache
        self.broken: list[PackError] = []
        """Everything that kept an entry from being read; such entries are left out."""
        self.trusts = tuple(trusts)
        """Who vouches for each pack of the stack; empty where nobody asked."""
        self.layers, self.pack = self._read()

    @property
    def folder(self) -> PackFolder:
        """The pack under work itself."""
        return self.stack[-1]

    @property
    def name(self) -> str:
        """The name of the pack under work."""
        return self.folder.name

    @cached_property
    def manifest(self) -> Manifest:
        """What the pack says of itself. Raises PackError."""
        return read_manifest(self.folder)

    @cached_property
    def workshop(self) -> Workshop:
        """What drafting needs. Raises PackError for a pack that cannot be read."""
        if self.pack is None:
            raise self.broken[-1]
        return Workshop(self.pack, self.cache, self.trusts)

    @cached_property
    def people(self) -> dict[str, PlanText]:
        """The plan file of each sample person by name; those of the pack win over those below."""
        found = {
            Path(path).stem: PlanText(folder.files[path], folder.shown(path))
            for folder in self.stack
            for path in folder.under("people", ".toml")
        }
        return dict(sorted(found.items()))

    def person(self, name: str) -> Plan:
        """Return a sample person's plan, as it is with this pack. Raises UsageError, PlanError."""
        if name not in self.people:
            near = nearest(name, self.people)
            hint = f"Did you mean {near}?" if near else f"There are: {', '.join(self.people)}."
            raise UsageError(f"There is no sample person {name!r}. {hint}")
        source, pack = self.people[name], self.workshop.pack
        plan = replace(parse_plan(source), pack=pack.name, language=pack.language)
        require_known(source, plan, pack.catalogue, pack.documents)
        return plan

    def file(self, shown: str) -> str | None:
        """Return the text of a file by the name that messages show, or None if there is none."""
        name, _, path = shown.partition("/")
        for folder in reversed(self.stack):
            if folder.name == name and path in folder.files:
                return folder.files[path]
        return None

    def _read(self) -> tuple[Layers, Pack | None]:
        layers = lay(())
        try:
            layers = lay(self.stack, self._note)
            return layers, build(self.name, language_of(self.stack), layers, self._note)
        except PackError as error:
            self.broken.append(error)
            return layers, None

    def _note(self, error: PackError) -> None:
        """Note a slip. Raises PackError for one too many."""
        if len(self.broken) >= MOST_BROKEN:
            raise PackError("There is more; mend what is said above first.", file=self.name)
        self.broken.append(error)


def open_workbench(
    named: str, own: Path | None = None, cache: MutableMapping[str, bytes] | None = None
) -> Workbench:
    """Return the workbench of a pack: a name as ``pack list`` shows it, or a path of its folder.

    Raises PackError if its files cannot be read at all, and UsageError if there is none.
    """
    return workbench_of(read_folder(root_of(named, find(own))), own, cache)


def open_forgivingly(
    named: str, own: Path | None = None, cache: MutableMapping[str, bytes] | None = None
) -> Workbench:
    """Return the workbench of a pack; files that a pack cannot have are among what is broken.

    Raises PackError if not even its manifest can be read, and UsageError if there is no such pack.
    """
    odd: list[PackError] = []

    def note(error: PackError) -> None:
        if len(odd) >= MOST_BROKEN:
            raise error
        odd.append(error)

    folder = read_folder(root_of(named, find(own)), report=note)
    if MANIFEST not in folder.files:
        raise odd[-1]
    bench = workbench_of(folder, own, cache)
    bench.broken[:0] = odd
    return bench


def workbench_of(
    folder: PackFolder, own: Path | None = None, cache: MutableMapping[str, bytes] | None = None
) -> Workbench:
    """Return the workbench of a pack that was read already, and need not be among one's own.

    Raises PackError.
    """
    found, name = find(own), folder.name
    if name not in found or found[name].root.resolve() != folder.root.resolve():
        found[name] = Found(name, folder.root, built_in=False)
    stack = chain(
        name, found, lambda each: folder if each == name else read_folder(found[each].root)
    )
    digests = {each.name: each.digest() for each in stack}
    return Workbench(stack, cache, vouched(digests, found, digests, own))


def root_of(named: str, found: dict[str, Found]) -> Path:
    """Return the folder of a pack, whatever is in it. Raises UsageError if there is no folder."""
    if named in found:
        return found[named].root.resolve()
    path = Path(named)
    try:
        if path.is_dir():
            return path.resolve()
    except (OSError, ValueError):
        pass
    near = nearest(named, found)
    hint = f"Did you mean {near}?" if near else f"There are: {', '.join(found)}."
    raise UsageError(f"There is no pack and no folder {named!r} with a {MANIFEST}. {hint}")
