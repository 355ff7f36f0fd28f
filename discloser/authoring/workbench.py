"""A pack under work: its files, what it lies on, its sample persons, and what cannot be read."""

from collections.abc import Iterable, MutableMapping
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from discloser.errors import PackError, UsageError
from discloser.model.plan import Plan
from discloser.packs.folder import MANIFEST, PackFolder, read_folder
from discloser.packs.layers import Layers, lay, read_manifest
from discloser.packs.load import Found, chain, find, language_of
from discloser.packs.manifest import Manifest
from discloser.packs.pack import Pack, build
from discloser.planfile.read import PlanText, parse_plan
from discloser.planfile.references import require_known
from discloser.session.drafting import Workshop
from discloser.text.nearest import nearest


class Workbench:
    """One pack with everything below it, read as far as it can be read."""

    def __init__(
        self, stack: Iterable[PackFolder], cache: MutableMapping[str, bytes] | None = None
    ) -> None:
        """``stack`` is the pack and what it lies on, lowest first."""
        self.stack = tuple(stack)
        self.cache = cache
        self.broken: list[PackError] = []
        """Everything that kept an entry from being read; such entries are left out."""
        self.layers: Layers = lay(self.stack, self.broken.append)
        self.pack: Pack | None = self._built()

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
        return Workshop(self.pack, self.cache)

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

    def _built(self) -> Pack | None:
        try:
            return build(self.name, language_of(self.stack), self.layers, self.broken.append)
        except PackError as error:
            self.broken.append(error)
            return None


def open_workbench(
    named: str, own: Path | None = None, cache: MutableMapping[str, bytes] | None = None
) -> Workbench:
    """Return the workbench of a pack: a name as ``pack list`` shows it, or a path of its folder.

    Raises PackError if its files cannot be read at all, and UsageError if there is none.
    """
    found = find(own)
    root = _root(named, found)
    name = root.name
    if name not in found or found[name].root.resolve() != root:
        found[name] = Found(name, root, built_in=False)
    return Workbench(chain(name, found, lambda each: read_folder(found[each].root)), cache)


def _root(named: str, found: dict[str, Found]) -> Path:
    """Return the folder of a pack. Raises UsageError."""
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
