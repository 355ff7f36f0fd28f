"""The sample persons of the standard pack, as plan files."""

from pathlib import Path

import scripts_templates
from discloser.errors import PackError

FOLDER = Path(scripts_templates.__path__[0]) / "standard" / "people"
"""Where the sample persons are."""


def people() -> dict[str, Path]:
    """Return the file of each sample person by name, sorted."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def text_of(path: Path) -> str:
    """Return a sample person's plan file as it stands. Raises PackError."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise PackError(f"It cannot be read: {error.strerror}.", file=path.name) from None


def about(text: str) -> str:
    """Return what the first comment of a file says."""
    for line in text.splitlines():
        if line.startswith("#") and not line.startswith("#:"):
            return line.lstrip("# ").strip()
    return ""
