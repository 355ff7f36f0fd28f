"""Golden texts: every document of every sample person, as reviewed by a reader.

After a change of wording, write them anew and read what changed before you keep it:

    UPDATE_GOLDEN=1 ./run pytest tests/test_golden.py
    git diff tests/golden
"""

import os
from pathlib import Path

import pytest

from .people import NAMES, drafts, session

GOLDEN = Path(__file__).parent / "golden"

UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


def written(name: str) -> dict[str, str]:
    """Return a person's packet as golden texts, by file name."""
    texts = {}
    for spec, document in drafts(session(name)):
        subject = f"Subject: {document.subject}\n\n" if document.subject else ""
        texts[f"{spec.id}.{document.audience}.md"] = f"{subject}{document.text.rstrip()}\n"
    return texts


@pytest.mark.parametrize("name", NAMES)
def test_packet_is_as_reviewed(name: str) -> None:
    folder, texts = GOLDEN / name, written(name)
    if UPDATE:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.md"):
            old.unlink()
        for file, text in texts.items():
            (folder / file).write_text(text, "utf-8", newline="\n")
    kept = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*"))}
    assert sorted(texts) == sorted(kept), "documents are missing or left over"
    for file, text in texts.items():
        assert text == kept[file], f"golden/{name}/{file} differs from what is written now"


def test_no_person_is_left_over() -> None:
    assert sorted(folder.name for folder in GOLDEN.iterdir()) == NAMES
