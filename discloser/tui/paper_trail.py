"""Papers on their way out of the app: copied, saved as files, or sent to waiting output."""

import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

from discloser.errors import OutputError
from discloser.export.clipboard import copy_native, native_tool, osc52
from discloser.export.files import file_names, write_files
from discloser.export.markdown import document_markdown
from discloser.export.text import document_text
from discloser.model.document import Document
from discloser.session.packet import Place
from discloser.session.rows import Option
from discloser.session.session import Session
from discloser.settings.settings import seconds_of
from discloser.tui.clear_later import forget_later
from discloser.tui.inside import write_to_terminal
from discloser.tui.office import Office, path_of
from discloser.tui.screens.dialogs import Ask, Pick, asked

FORMATS = (
    Option("txt", "plain text", "Opens in any program."),
    Option("md", "Markdown", "Plain text with marks for headings and lists."),
)


def as_text(session: Session, document: Document, ending: str = "txt") -> str:
    """Return a document as it is written to a file."""
    whom = session.workshop.pack.catalogue.audiences[document.audience].label
    return (document_text if ending == "txt" else document_markdown)(document, whom)


def copy(app: App[Any], office: Office, text: str) -> str:
    """Copy a text and say in a sentence or two how, and how long it is there, or why not."""
    how = office.settings.clipboard
    if how == "off":
        return "Copying is off in the settings. Save the paper as a file instead."
    if how in {"auto", "program"}:
        tool = native_tool(office.environment, shutil.which)
        if tool and copy_native(tool.copy, text):
            copied = f"Copied with {Path(tool.copy[0]).stem}."
            after = office.settings.clear_copies
            if forget_later(tool, text, seconds_of(after)):
                return f"{copied} It is cleared in {after} unless you copy something else."
            return f"{copied} It stays in the clipboard until you copy something else."
        if how == "program":
            return "No program for copying was found. Save the paper as a file instead."
    sequence = osc52(text)
    if sequence is None:
        return "This is too long for the terminal's clipboard. Save the paper as a file instead."
    if write_to_terminal(app, sequence):
        return (
            "Sent to the terminal's clipboard, which keeps it until you copy something else. "
            "If pasting gives nothing, save it as a file."
        )
    return "There is no terminal to copy with. Save the paper as a file instead."


SAME_NAME = (
    Option("both", "Keep both", "The new ones get a number at the end of their names."),
    Option("replace", "Replace what is there"),
)


def _free(folder: Path, name: str) -> str:
    """Return a name that no file in a folder has."""
    stem, _, ending = name.rpartition(".")
    names = (name if number == 1 else f"{stem}_{number}.{ending}" for number in count(1))
    return next(each for each in names if not (folder / each).exists())


async def save_papers(
    screen: Screen[Any], office: Office, session: Session, places: Sequence[Place]
) -> None:
    """Ask for form and folder, and write each paper that nothing holds back as a file."""
    ending = await asked(screen, Pick("Save as", FORMATS, "txt"))
    if not ending:
        return
    about = "The folder is made if it is not there. Only you can open the files."
    default = str(office.papers_folder())
    folder = await asked(screen, Ask("Save into this folder", default, about))
    if not folder or not folder.strip():
        return
    names = file_names((spec.id for spec, _ in places), session.today.isoformat(), ending)
    drafts = [(name, session.draft(place, name)) for name, place in zip(names, places, strict=True)]
    sound = [(name, as_text(session, each, ending)) for name, each in drafts if not each.blocked]
    where = path_of(folder)
    if there := [name for name, _ in sound if (where / name).exists()]:
        question = f"There is already {there[0]}" + (" and more." if len(there) > 1 else ".")
        answer = await asked(screen, Pick(question, SAME_NAME, "both"))
        if answer is None:
            return
        if answer == "both":
            sound = [(_free(where, name), text) for name, text in sound]
    try:
        write_files(where, sound)
    except OutputError as error:
        screen.app.notify(error.message, severity="error", markup=False)
        return
    held = len(drafts) - len(sound)
    more = f" {held} held back." if held else ""
    what = sound[0][0] if len(sound) == 1 else f"{len(sound)} papers"
    screen.app.notify(f"Saved {what} in {folder.strip()}.{more}", markup=False)
