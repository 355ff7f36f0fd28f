"""The authors' preview: a document's source beside what it says, while the files are edited."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from discloser.authoring.finding import PackFinding
from discloser.authoring.shown.following import Following
from discloser.authoring.shown.made_from import Source
from discloser.authoring.shown.moving import (
    audience_after,
    document_after,
    length_after,
    level_after,
    person_after,
    start,
    tone_after,
)
from discloser.authoring.shown.page import page_of, write_page
from discloser.authoring.shown.printed import in_words, sign
from discloser.authoring.shown.showing import Showing, Shown, View
from discloser.authoring.shown.watching import EVERY
from discloser.session.rows import Option, Row
from discloser.settings.settings import Settings
from discloser.tui.draw_workshop import called, choices_of, counted, result_of
from discloser.tui.editor_program import editor_command
from discloser.tui.office import path_of
from discloser.tui.screens.dialogs import Ask, Pick, asked
from discloser.tui.screens.workshop_keys import WorkshopKeys
from discloser.tui.widgets.choice_line import ChoiceLine
from discloser.tui.widgets.lines import tell
from discloser.tui.widgets.row_list import RowList
from discloser.tui.widgets.source_pane import SourcePane
from discloser.tui.widgets.text_pane import TextPane
from discloser.tui.workshop_files import edit

BOTH = 80
"""Columns from which source and result stand side by side."""

Move = Callable[[Showing, View, int], View]

BRIEF = 4
"""Seconds for which a notice stays: it covers a part of the text."""

MOVES: Mapping[str, Move] = {
    "person": person_after,
    "document": document_after,
    "audience": audience_after,
    "tone": tone_after,
    "length": length_after,
    "level": level_after,
}
"""What can be chosen, and how the next one is found."""


BROKEN = "broken"
"""What stands for a file that cannot be read, among the places that a text is made from."""


class WorkshopScreen(WorkshopKeys):
    """One document of a pack for one sample person."""

    choices = query_one("#choices", ChoiceLine)
    source = query_one("#source", SourcePane)
    result = query_one("#result", TextPane)
    where = query_one("#where", Static)
    found = query_one("#found", Static)
    findings = query_one("#findings", RowList)

    class LookedThrough(Message):
        """A thread has looked through the whole pack."""

        def __init__(self, reading: int, findings: tuple[PackFinding, ...]) -> None:
            super().__init__()
            self.reading = reading
            self.findings = findings

    class PageWritten(Message):
        """A thread has written the page, or not."""

        def __init__(self, said: str, problem: str = "") -> None:
            super().__init__()
            self.said = said
            self.problem = problem

    def __init__(
        self, following: Following, view: View, settings: Settings, environment: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.following = following
        self._settings = settings
        self._environment = environment
        self.view = view
        self._shown = Shown(view)
        self._of_pack: tuple[PackFinding, ...] | None = None
        """What was found in the whole pack; None while it is looked through."""
        self._looking_through = False
        self._listed: tuple[PackFinding, ...] = ()
        self._places: tuple[Source, ...] = ()
        self._place = 0
        self._file = ""
        """The file that is on the left now."""

    def compose_middle(self) -> ComposeResult:
        """Lay out the choices, both texts and the findings."""
        yield ChoiceLine(id="choices")
        with Horizontal(id="panes"):
            with Vertical(id="source-side"):
                yield Static(id="where", markup=False)
                yield SourcePane(id="source")
            yield TextPane(id="result")
        yield Static(id="found", markup=False)
        yield RowList(id="findings")

    def begin(self) -> None:
        """Show where to begin, and look at the files from now on."""
        self._read()
        self.result.focus()
        self.set_interval(EVERY, self._look)

    def _fit(self, size: Size) -> None:
        super()._fit(size)
        self.set_class(size.width < BOTH, "-one")

    def key_shown(self, key: str) -> str:
        """Return a key as it is typed: some capital letters do something else."""
        return called(key)

    # --- following the files ---

    def _look(self) -> None:
        """Show what was saved since the last look."""
        if self.following.look():
            self._read()

    def _read(self) -> None:
        """Show the pack as it was read."""
        if self.following.there is not None:
            self.view = start(self.following.there, self.view)
        self._of_pack = None
        self._show()
        self._look_through()

    def _look_through(self) -> None:
        """Check the whole pack beside everything else: that takes longer than a text.

        Nobody waits for it, least of all somebody who leaves meanwhile.
        """
        if self.following.bench is not None and not self._looking_through:
            self._looking_through = True
            reading = self.following.reading
            Thread(target=lambda: self._check(reading), daemon=True).start()

    def _check(self, reading: int) -> None:
        self.post_message(self.LookedThrough(reading, self.following.check()))

    @on(LookedThrough)
    def _looked(self, event: LookedThrough) -> None:
        event.stop()
        self._looking_through = False
        if event.reading != self.following.reading:
            self._look_through()
            return
        self._of_pack = event.findings
        self._list_findings()
        self._show_source()

    # --- showing ---

    def _show(self, *, listing: bool = True) -> None:
        self._shown = self.following.shown(self.view)
        shown = self._shown
        self.top.title = f"{self.following.name}: {shown.title or 'preview'}"
        self.top.saved = "OLD TEXT" if shown.old else "BROKEN" if shown.troubles else "Up to date"
        self._show_choices()
        self.result.show(result_of(shown))
        if listing:
            self._list_findings()
        self._show_places()

    def _show_choices(self) -> None:
        known: dict[str, str] = {}
        for _, binding, *_ in self.active_bindings.values():
            known.setdefault(binding.id or "", binding.key)
        self.choices.choices = choices_of(self._shown, known)

    def _list_findings(self) -> None:
        """Show what is wrong: in this text first, then in the rest of the pack."""
        shown = self._shown
        here, elsewhere = self.following.sorted_out(shown, self._of_pack or ())
        self._listed = (*here, *elsewhere)
        tell(self.found, counted(shown, len(here), len(elsewhere), waiting=self._of_pack is None))
        self.findings.display = bool(self._listed)
        self.findings.show(
            [
                Row(f"{place}", "action", in_words(each), item=str(place))
                for place, each in enumerate(self._listed)
            ]
        )

    def _show_places(self) -> None:
        """Find out which files to show, and stay in the one that is shown if it is among them."""
        before = self._places[self._place] if self._places else None
        troubles = [Source(BROKEN, each.file, max(each.line, 1)) for each in self._shown.troubles]
        self._places = tuple(dict.fromkeys([*troubles, *self._shown.sources]))
        self._place = 0 if troubles else next(self._like(before), 0)
        self._show_source()

    def _like(self, before: Source | None) -> Iterator[int]:
        """Yield the places in the file that was shown, the same entry of it first."""
        if before is not None:
            for what in (before.what, ""):
                for at, each in enumerate(self._places):
                    if each.file == before.file and (not what or each.what == what):
                        yield at

    def _show_source(self, line: int = 0) -> None:
        """Show the file of the place, at its line or at another one."""
        if not self._places:
            tell(self.where, "")
            self.source.show_source("", {}, same=False, line=1)
            return
        place = self._places[self._place]
        marks: dict[int, list[str]] = {}
        for each in self._listed:
            if each.file == place.file and each.line:
                marks.setdefault(each.line, []).append(f"{sign(each)[0]} {each.why}")
        tell(self.where, f"{self._place + 1}/{len(self._places)} {place.what}: {place.file}")
        text = self.following.text(place.file)
        key = f"{place.file}:{place.line}"
        self.source.show_source(
            text if text is not None else "There is no such file.",
            marks,
            same=key == self._file and not line,
            line=line or place.line,
        )
        self._file = key

    # --- choosing ---

    def action_move(self, what: str, by: int) -> None:
        """Take the next one, or the one before."""
        there = self.following.there
        if there is None or self.view.document not in there.specs:
            return
        self.view = MOVES[what](there, self.view, by)
        self._show()

    @work
    async def action_pick_person(self) -> None:
        """Choose among all persons."""
        if (there := self.following.there) is None:
            return
        options = []
        for name in there.people:
            given = self.view.document in there.offered(name)
            label = name if given else f"{name} (not offered this document)"
            options.append(Option(name, label, there.about(name)))
        chosen = await asked(self, Pick("Which person?", options, self.view.person))
        if chosen:
            self.view = View(chosen, self.view.document)
            self._show()

    @work
    async def action_pick_document(self) -> None:
        """Choose among all documents."""
        if (there := self.following.there) is None:
            return
        offered = there.offered(self.view.person)
        options = []
        for name in there.documents:
            spec = there.specs[name]
            label = name if name in offered else f"{name} (not offered to {self.view.person})"
            options.append(Option(name, label, f"{spec.title}. {spec.about}"))
        chosen = await asked(self, Pick("Which document?", options, self.view.document))
        if chosen:
            self.view = View(self.view.person, chosen, tone=self.view.tone)
            self._show()

    # --- source and findings ---

    def action_source(self, by: int) -> None:
        """Show another file that this text is made from."""
        if self._places:
            self._place = (self._place + by) % len(self._places)
            self._show_source()
            self._bring_to_front("source")

    def action_finding(self, by: int) -> None:
        """Go to the next finding, and to its line in the file."""
        if not self._listed:
            self.app.notify("Nothing is found here.", markup=False)
            return
        at = self.findings.highlighted
        self._go_to(
            (at + by) % len(self._listed) if self.findings.has_focus and at is not None else 0
        )
        self.findings.focus()

    def _go_to(self, at: int) -> None:
        """Show the line of a finding."""
        finding = self._listed[at]
        self._show_document_of(finding)
        self.findings.highlighted = at
        files = [each.file for each in self._places]
        if finding.file in files:
            if files[self._place] != finding.file:
                self._place = files.index(finding.file)
        elif self.following.text(finding.file) is not None:
            self._places = (*self._places, Source("finding", finding.file, max(finding.line, 1)))
            self._place = len(self._places) - 1
        else:
            return
        self._show_source(max(finding.line, 1))
        self._bring_to_front("source")

    def _show_document_of(self, finding: PackFinding) -> None:
        """Show the document that a finding is in; the list stays as it is, to be gone through."""
        there = self.following.there
        if there is None or finding.document not in there.specs:
            return
        person = finding.person
        if person not in there.people:
            fitting = [each for each in there.people if finding.document in there.offered(each)]
            person = self.view.person if self.view.person in fitting else next(iter(fitting), "")
        if person and (person, finding.document) != (self.view.person, self.view.document):
            self.view = View(person, finding.document, tone=self.view.tone)
            self._show(listing=False)

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        self._go_to(int(event.row.item))
        self.source.focus()

    @on(RowList.Turned)
    @on(RowList.Shifted)
    @on(RowList.Pointed)
    def _nothing(self, event: Message) -> None:
        event.stop()

    def action_wrap(self) -> None:
        """Cut long lines, or let them go on below."""
        self.source.wrap_or_cut()

    def action_pane(self, by: int) -> None:
        """Go on to the next part of the screen; where there is room for one, show it."""
        parts = ["source", "result", *(["findings"] if self._listed else [])]
        here = self.focused.id if self.focused is not None else ""
        at = parts.index(here) + by if here in parts else 0
        name = parts[at % len(parts)]
        self._bring_to_front(name)
        self.query_one(f"#{name}").focus()

    def _bring_to_front(self, name: str) -> None:
        if name in {"source", "result"}:
            leaving = self.has_class("-one") and self.focused in {self.source, self.result}
            self.set_class(name == "source", "-source")
            if leaving:
                self.query_one(f"#{name}").focus()

    # --- out of here ---

    def action_edit(self) -> None:
        """Open the file in the author's own editor."""
        if not self._places:
            return
        command = editor_command(self._settings.editor, self._environment)
        file = self._places[self._place].file
        if said := edit(self.app, self.following, file, self.source.line, command):
            self.app.notify(said, markup=False, timeout=BRIEF)
        self._look()

    @work
    async def action_page(self) -> None:
        """Write a page for reviewers."""
        about = "One page with all documents of all sample persons. A browser opens it."
        default = f"{self.following.name}_preview.html"
        named = await asked(self, Ask("Write the page to this file", default, about))
        if named and named.strip():
            self._write_page(path_of(named))

    @work(thread=True, exclusive=True, group="page")
    def _write_page(self, file: Path) -> None:
        problem = write_page(file, page_of(self.following, self.following.all_shown(View())))
        self.post_message(self.PageWritten(f"Wrote {file}. Open it in a browser.", problem))

    @on(PageWritten)
    def _page_written(self, event: PageWritten) -> None:
        event.stop()
        if event.problem:
            self.app.notify(event.problem, severity="error", markup=False)
        else:
            self.app.notify(event.said, markup=False, timeout=BRIEF)

    def action_leave(self) -> None:
        """End the preview."""
        if not self.put_help_away():
            self.app.exit()
