"""A small pack of one's own over the standard pack, for tests of the preview."""

import datetime
from pathlib import Path

import scripts_templates
from discloser.authoring.shown.following import Following
from discloser.authoring.shown.showing import EVERYTHING, Only
from discloser.authoring.workbench import Workbench
from discloser.packs.folder import PackFolder, read_folder

TODAY = datetime.date(2026, 11, 21)

STANDARD = Path(scripts_templates.__path__[0]) / "standard"

MANIFEST = 'title = "My words"\nextends = "standard"\n'

WORDS = """# phrases/mine.toml
[[phrase]]
id = "reassurance_20s"
text = "{}"
"""

SAID = "I like this job and want to do it well."

CACHE: dict[str, bytes] = {}
"""One for all tests, so that templates are read once."""

_standard: list[PackFolder] = []


def standard() -> PackFolder:
    """Return the standard pack's files, read once."""
    if not _standard:
        _standard.append(read_folder(STANDARD))
    return _standard[0]


def own_pack(folder: Path, name: str = "mine") -> Path:
    """Write a pack that changes one sentence; return its folder."""
    root = folder / name
    (root / "phrases").mkdir(parents=True)
    (root / "documents").mkdir()
    (root / "pack.toml").write_text(MANIFEST, "utf-8")
    say(root, SAID)
    return root


def say(root: Path, words: str) -> None:
    """Save the sentence of the pack."""
    (root / "phrases" / "mine.toml").write_text(WORDS.format(words), "utf-8")


def bench(root: Path) -> Workbench:
    """Return the pack's workbench, as it is on the disk now."""
    return Workbench([standard(), read_folder(root)], CACHE)


def following(root: Path, only: Only = EVERYTHING) -> Following:
    """Return a preview that follows the pack."""
    return Following(lambda: bench(root), root, TODAY, only)
