"""Reading a paper: its text, other wordings, what it tells, and why it is held back."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen

from discloser.disk.fleeting import memory_folder, remove_leftovers
from discloser.errors import AnswerError
from discloser.interview.steps import step_of
from discloser.model.document import Document
from discloser.session.book import in_words
from discloser.session.packet import Place
from discloser.session.papers import (
    Slot,
    causes,
    edit_of,
    edited,
    for_whom,
    kept_edit,
    news,
    next_wording,
    slots,
    without_edit,
)
from discloser.session.preview import notes, read_aloud
from discloser.session.rows import Option
from discloser.session.sitting import Sitting
from discloser.tui.editor_program import edit_with, editor_command
from discloser.tui.office import Office
from discloser.tui.paper_trail import as_text, copy, save_papers
from discloser.tui.screens.dialogs import Pick, asked, finish, yes_or_no
from discloser.tui.screens.keeping import Keeping
from discloser.tui.widgets.text_pane import TextPane

ON_DISK = (
    "Your editor works on a file. Here it would lie on the disk, readable until you close the "
    "editor, and it may be recoverable later. Use it all the same?"
)


def _editing(reading: "Reading") -> Screen[None]:
    """Return the screen for editing; it is loaded on use, as the editor of Textual is large."""
    from discloser.tui.screens.editing import Editing  # noqa: PLC0415

    return Editing(reading.office, reading.sitting, reading.place)


class Reading(Keeping[str | None]):
    """One paper; gives the key path of an answer to go to, or nothing."""

    HELP = """
# Reading a paper

**W** takes another wording for the sentence between the marks. **Right** and **Left** go to other
sentences that have one.

**E** edits the text here, **V** in your own editor. The checks run on what you write.

**C** copies it, **S** saves it as a file. **Enter** goes to the answer that holds it back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="leave", tooltip="Back to the list of papers."),
        Binding("w,W", "wording", "Other words", id="wording", tooltip="Another wording."),
        Binding("right,n,N", "slot(1)", "Next sentence", id="slot_next", show=False),
        Binding("left,p,P", "slot(-1)", "Sentence before", id="slot_back", show=False),
        Binding("e,E", "edit", "Edit", id="edit", tooltip="Change the text by hand."),
        Binding("v,V", "editor", "In my editor", id="editor", tooltip="Change it in your editor."),
        Binding("c,C", "copy", "Copy", id="copy", tooltip="Copy the text."),
        Binding("s,S", "save", "Save", id="save", tooltip="Save it as a file."),
        Binding("enter", "cause", "Go to the answer", id="cause", tooltip="Where it comes from."),
        Binding("r,R", "fresh", "My answers' text", id="fresh", tooltip="Drop your edit."),
        Binding("a,A", "accept", "Keep my edit", id="accept", tooltip="Keep your edit as it is."),
        Binding("o,O", "output", "To the file", id="output", tooltip="Into the waiting file."),
        Binding("ctrl+z", "undo", "Undo", id="undo", priority=True, tooltip="Take back a change."),
        Binding("ctrl+y", "redo", "Redo", id="redo", priority=True, tooltip="Give it again."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Back"),
        ("wording", "Other words"),
        ("edit", "Edit"),
        ("copy", "Copy"),
        ("save", "Save"),
        ("cause", "Why held back"),
        ("fresh", "My answers' text"),
        ("accept", "Keep my edit"),
        ("output", "To the file"),
        ("help", "Help"),
        ("editor", "My editor"),
        ("undo", "Undo"),
    )

    text = query_one("#paper", TextPane)
    beside = query_one("#tells", TextPane)

    def __init__(self, office: Office, sitting: Sitting, place: Place) -> None:
        super().__init__(office, sitting)
        self.place = place
        self._slot = 0

    def compose_middle(self) -> ComposeResult:
        """Lay out the paper and what it tells."""
        with Container(id="reading"):
            yield TextPane(id="paper")
            yield TextPane(id="tells")

    def begin(self) -> None:
        """Show the paper."""
        self._show()
        self.text.focus()

    @property
    def document(self) -> Document:
        """The paper as it is now."""
        return self.sitting.session.draft(self.place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what makes no sense for this paper."""
        if not super().check_action(action, parameters):
            return False
        has_edit = edit_of(self.sitting.plan, self.place) is not None
        match action:
            case "fresh":
                return has_edit
            case "accept":
                return has_edit and bool(news(self.sitting.session, self.place))
            case "wording" | "slot":
                return not has_edit
            case "cause":
                return any(causes(finding) for finding in self.document.findings)
            case "output":
                return self.office.output_waits
            case _:
                return True

    def _slots(self) -> tuple[Slot, ...]:
        return slots(self.sitting.session, self.place)

    def _show(self) -> None:
        session, document = self.sitting.session, self.document
        there = self._slots()
        self._slot = min(self._slot, max(0, len(there) - 1))
        slot = there[self._slot] if there else None
        self.top.title = f"{document.title}, {for_whom(session, self.place)}"
        self.top.saved = self.office.keeper.says
        self.text.show(_marked(read_aloud(document), slot))
        self.beside.show(self._beside(document, slot, len(there)))
        self.refresh_bindings()
        self.refresh_keys()

    def _beside(self, document: Document, slot: Slot | None, count: int) -> Content:
        parts = []
        if slot:
            parts.append(
                f"The marked words can be said in another way ({slot.choice} of {slot.of}). "
                "W takes the next one, in every paper that says them."
                + (f" There are {count} such places: Left and Right." if count > 1 else "")
            )
        if edit_of(self.sitting.plan, self.place):
            changed = news(self.sitting.session, self.place)
            if changed:
                parts.append(
                    "Your answers have changed since. R takes the text that they make now, A keeps "
                    "yours. New (+) and gone (-) in it:"
                )
                parts += changed
        parts += notes(self.sitting.session, document)
        return Content(in_words(self.sitting, "\n".join(parts)))

    def action_leave(self) -> None:
        """Go back to the list."""
        if self.put_help_away():
            return
        self.keep()
        finish(self, None)

    def action_slot(self, by: int) -> None:
        """Look at the next sentence that has other words."""
        there = self._slots()
        if there:
            self._slot = (self._slot + by) % len(there)
            self._show()
            before = read_aloud(self.document).partition(there[self._slot].text.split("\n")[0])[0]
            self.text.show_line(before.count("\n"))

    def action_wording(self) -> None:
        """Take the next wording of the sentence."""
        there = self._slots()
        if not there:
            self.app.notify("This paper has no sentence with other words.", markup=False)
            return
        slot = there[min(self._slot, len(there) - 1)]
        self.sitting.answer(f"wording.{slot.id}", next_wording(slot))
        after = [each.id for each in self._slots()]
        self._slot = after.index(slot.id) if slot.id in after else self._slot
        self._changed()

    def _changed(self) -> None:
        self._show()
        self.keep_beside()

    @work
    async def action_edit(self) -> None:
        """Change the text by hand."""
        await asked(self, _editing(self))
        self._changed()

    @work
    async def action_editor(self) -> None:
        """Change the text in the person's own editor."""
        office = self.office
        command = editor_command(office.settings.editor, office.environment)
        if command is None:
            self.app.notify(
                "No editor is set. Name one in the settings, or press E to edit here.",
                markup=False,
            )
            return
        disk = office.door.folder if office.door.folder and office.door.folder.is_dir() else None
        remove_leftovers(office.environment, disk)
        where = memory_folder(office.environment)
        if where is None:
            if not await asked(self, yes_or_no(ON_DISK, "Yes, use my editor")):
                return
            where = disk
        text, problem = edit_with(self.app, command, self.document.text, where)
        if problem:
            self.app.notify(problem, severity="error", markup=False)
        if text is not None and text != self.document.text:
            try:
                self.sitting.replace(edited(self.sitting.session, self.place, text), "edit")
            except AnswerError as error:
                self.app.notify(error.message, severity="error", markup=False)
        self._changed()

    def action_fresh(self) -> None:
        """Take the paper as the program writes it."""
        self.sitting.replace(without_edit(self.sitting.session, self.place), "edit")
        self.app.notify("This is the draft again. Undo brings your text back.", markup=False)
        self._changed()

    def action_accept(self) -> None:
        """Keep the edit; the news is seen."""
        self.sitting.replace(kept_edit(self.sitting.session, self.place), "edit")
        self._changed()

    def _held_back(self) -> bool:
        if self.document.blocked:
            self.app.notify(
                "This paper is held back. The text beside or below says which answer to change.",
                severity="warning",
                markup=False,
            )
        return self.document.blocked

    def action_copy(self) -> None:
        """Copy the paper."""
        if not self._held_back():
            self.app.notify(copy(self.app, self.office, read_aloud(self.document)), markup=False)

    @work
    async def action_save(self) -> None:
        """Save the paper as a file."""
        if not self._held_back():
            await save_papers(self, self.office, self.sitting.session, [self.place])

    def action_output(self) -> None:
        """Send the paper to the file that waits for it."""
        if not self._held_back():
            self.office.output = as_text(self.sitting.session, self.document, "md")
            self.app.notify("It goes into the waiting file when you quit.", markup=False)

    @work
    async def action_cause(self) -> None:
        """Go to the answer that a finding names."""
        paths = [
            path
            for finding in self.document.findings
            for path in causes(finding)
            if step_of(path) is not None
        ]
        paths = list(dict.fromkeys(paths))
        if len(paths) > 1:
            options = [Option(path, in_words(self.sitting, f"`{path}`")) for path in paths]
            chosen = await asked(self, Pick("Go to which answer?", options))
        else:
            chosen = paths[0] if paths else None
        if chosen and step_of(chosen) == step_of("edit"):
            await asked(self, _editing(self))
            self._changed()
        elif chosen:
            finish(self, chosen)

    def action_undo(self) -> None:
        """Take back a change."""
        self.sitting.undo()
        self._changed()

    def action_redo(self) -> None:
        """Give a change again."""
        self.sitting.redo()
        self._changed()


def _marked(text: str, slot: Slot | None) -> Content:
    """Return a text with marks around the sentence that can be said in other words."""
    before, found, after = text.partition(slot.text) if slot else (text, "", "")
    if not found:
        return Content(text)
    return Content(before) + Content(f"›{found}‹").stylize("bold") + Content(after)
