"""The keys of the authors' preview, and what they are for."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from discloser.tui.screens.room import Room


class WorkshopKeys(Room[None]):
    """A screen with these keys; what they do is said where it is done."""

    HELP = """
# Preview of a pack

On the left stands a file of the pack, on the right what it makes for a sample person. Save the file
in your editor, and the text changes here.

**P** takes the next person, **D** the next document; with Shift it is the one before. **1** and
**2** list them all. **A**, **T**, **L** and **V** change for whom it is, tone, length and how much
that audience may know. A star says that the person's plan has something else.

**N** goes to the next finding. **S** shows other files that this text is made from. **E** opens the
file in your editor, **W** cuts or wraps long lines, **H** writes a page for reviewers.

**Tab** goes to the next part of the screen.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", "Leave", id="preview_leave", tooltip="End the preview."),
        Binding("p", "move('person',1)", "Person", id="preview_person", tooltip="The next person."),
        Binding(
            "P",
            "move('person',-1)",
            "Person before",
            id="preview_person_back",
            tooltip="The person before.",
        ),
        Binding(
            "d",
            "move('document',1)",
            "Document",
            id="preview_document",
            tooltip="The next document of this person.",
        ),
        Binding(
            "D",
            "move('document',-1)",
            "Document before",
            id="preview_document_back",
            tooltip="The document before.",
        ),
        Binding(
            "a,A",
            "move('audience',1)",
            "For whom",
            id="preview_audience",
            tooltip="The next audience of this document.",
        ),
        Binding("t,T", "move('tone',1)", "Tone", id="preview_tone", tooltip="The next tone."),
        Binding(
            "l,L", "move('length',1)", "Length", id="preview_length", tooltip="The next length."
        ),
        Binding(
            "v,V",
            "move('level',1)",
            "Level",
            id="preview_level",
            tooltip="As if the audience might know more; after the most comes nothing.",
        ),
        Binding("1", "pick_person", "Persons", id="preview_persons", tooltip="List all persons."),
        Binding(
            "2", "pick_document", "Documents", id="preview_documents", tooltip="List all documents."
        ),
        Binding("n", "finding(1)", "Next finding", id="preview_next", tooltip="Go to the next."),
        Binding("N", "finding(-1)", "Finding before", id="preview_back", tooltip="Go back to it."),
        Binding(
            "s", "source(1)", "Other file", id="preview_source", tooltip="Another file it is from."
        ),
        Binding("S", "source(-1)", "File before", id="preview_source_back", tooltip="Back again."),
        Binding("e,E", "edit", "Edit", id="preview_edit", tooltip="Open it in your editor."),
        Binding("w,W", "wrap", "Wrap", id="preview_wrap", tooltip="Cut or wrap long lines."),
        Binding("h,H", "page", "Web page", id="preview_page", tooltip="Write one for reviewers."),
        Binding("tab", "pane(1)", "Next part", id="preview_pane", show=False),
        Binding("shift+tab", "pane(-1)", "Part before", id="preview_pane_back", show=False),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("preview_leave", "Leave"),
        ("preview_next", "Next finding"),
        ("preview_source", "Other file"),
        ("preview_edit", "Edit"),
        ("help", "Help"),
        ("preview_page", "Web page"),
        ("preview_wrap", "Wrap"),
        ("preview_persons", "Persons"),
        ("preview_documents", "Documents"),
        ("commands", "All"),
    )
