"""A preview that follows its pack: read anew when a file is saved, and never without a text."""

import datetime
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from discloser.authoring.finding import PackFinding
from discloser.authoring.shown.made_from import Origins, Source, unplaced
from discloser.authoring.shown.showing import EVERYTHING, Only, Showing, Shown, View
from discloser.authoring.shown.watching import Watch
from discloser.authoring.workbench import Workbench
from discloser.errors import DiscloserError, UnreadableError
from discloser.model.words import Severity
from discloser.packs.folder import MOST_BYTES
from discloser.text.clean import clean
from discloser.text.toml import BrokenToml, parse
from discloser.text.toml_places import places

Open = Callable[[], Workbench]
"""Reads the pack as it is now. Raises PackError and UsageError."""


class Following:
    """The pack as it is on the disk, and as it was when it could last be used."""

    def __init__(
        self, reopen: Open, root: Path, today: datetime.date, only: Only = EVERYTHING
    ) -> None:
        """``root`` is the folder to watch while the pack cannot be read at all."""
        self._reopen = reopen
        self.folder = root
        """The folder of the pack."""
        self.today = today
        self.only = only
        self.bench: Workbench | None = None
        """The pack as it is now; None if it cannot be read at all."""
        self.troubles: tuple[PackFinding, ...] = ()
        """What keeps it from being used as it is now."""
        self.reading = 0
        """How often it was read; tells whether what took a while still holds."""
        self._now: Showing | None = None
        self._earlier: Showing | None = None
        self._sound = True
        """Whether everything that was looked at since it was read could be written."""
        self._watch = Watch([root])
        self.read()

    @property
    def name(self) -> str:
        """What the pack is called."""
        return self.folder.name

    @property
    def there(self) -> Showing | None:
        """What can be shown: the pack as it is now, else as it was before it was broken."""
        return self._now or self._earlier

    def look(self) -> bool:
        """Read the pack anew if a file of it was saved; return whether one was."""
        if not self._watch.look():
            return False
        self.read()
        return True

    def read(self) -> None:
        """Read the pack as it is on the disk now."""
        if self._now is not None and self._sound:
            self._earlier = self._now
        self._now, self._sound, self.bench = None, True, None
        self.reading += 1
        try:
            self.bench = self._reopen()
            self._watch.follow(folder.root for folder in self.bench.stack)
            self.troubles = Origins(self.bench).troubles()
            if not self.troubles:
                self._now = Showing(self.bench, self.today, self.only)
        except UnreadableError as error:
            self.troubles = (self._placed(error),)
        except DiscloserError as error:
            self.troubles = (self._whole(error.message),)
        except OSError as error:  # a folder that goes away while it is read
            self.troubles = (self._whole(f"It cannot be read: {error.strerror}."),)

    def _placed(self, error: UnreadableError) -> PackFinding:
        """Return what keeps the pack from being read at all, with its line if that can be told."""
        found = unplaced(error)
        text = self.text(error.file) if error.place and not error.line else None
        with suppress(BrokenToml):
            if text is not None and parse(text) and (span := places(text).key(error.place)):
                return replace(found, line=span.line, column=span.column)
        return found

    def _whole(self, message: str) -> PackFinding:
        return PackFinding("p_broken", Severity.BLOCK, self.folder.name, 0, 0, "", message, "")

    def shown(self, view: View) -> Shown:
        """Return a document as it is now; where that is broken, as it was, and marked as old."""
        if self._now is None:
            return self._older(Shown(view, troubles=self.troubles))
        shown = self._now.shown(view)
        if not shown.troubles:
            return shown
        self._sound = False
        return self._older(shown)

    def _older(self, broken: Shown) -> Shown:
        """Return the text from before, with what is broken now."""
        if self._earlier is None:
            return broken
        before = self._earlier.shown(broken.view)
        if before.troubles:
            return broken
        return replace(before, troubles=broken.troubles, findings=(), old=True)

    def all_shown(self, like: View) -> list[Shown]:
        """Return every document of every sample person, as far as none was named otherwise."""
        there = self.there
        return [] if there is None else [self.shown(view) for view in there.views(like, self.only)]

    # --- findings ---

    def check(self) -> tuple[PackFinding, ...]:
        """Return what is wrong anywhere in the pack; this takes longer than a text.

        It may run beside everything else, since it reads the pack for itself.
        """
        from discloser.authoring.check import check  # noqa: PLC0415 - not for every preview

        try:
            return check(self._reopen(), self.today)
        except (DiscloserError, OSError):  # broken as a whole, which is said already
            return ()

    def sorted_out(
        self, shown: Shown, of_pack: Collection[PackFinding]
    ) -> tuple[tuple[PackFinding, ...], tuple[PackFinding, ...]]:
        """Return what is wrong with a text and what it is made from, and what is elsewhere.

        ``of_pack`` are the findings of the whole pack. Those that the text was found to have by
        itself are told once, in the place that the check has worked out.
        """
        own = [_better_placed(each, shown, of_pack) for each in shown.findings]
        rules = {each.rule for each in own}
        of_pack = [
            each
            for each in of_pack
            if not _about(each, shown)
            and not (each.document == shown.view.document and each.rule in rules)
        ]
        places = {(each.file, each.line) for each in of_pack if each.blocks}
        # The check knows more about a file that cannot be read than whoever stumbled over it.
        troubles = [each for each in shown.troubles if (each.file, each.line) not in places]
        here = [each for each in of_pack if self._concerns(each, shown)]
        elsewhere = [each for each in of_pack if each not in here]
        return (*troubles, *here, *own), tuple(elsewhere)

    def _concerns(self, finding: PackFinding, shown: Shown) -> bool:
        """Return whether a finding is in what a text is made from."""
        if (finding.file, finding.line) in {(each.file, each.line) for each in shown.troubles}:
            return True
        if finding.document:
            return finding.document == shown.view.document
        for source in shown.sources:
            if source.file == finding.file:
                if source.what == "template" or not finding.line:
                    return True
                if source.line <= finding.line < self._end(source):
                    return True
        return False

    def _end(self, source: Source) -> int:
        """Return the line in which the next entry of a file begins."""
        lines = (self.text(source.file) or "").split("\n")
        following = enumerate(lines[source.line :], source.line + 1)
        return next((at for at, line in following if line.startswith("[[")), len(lines) + 1)

    # --- files ---

    def text(self, file: str) -> str | None:
        """Return the text of a file by the name that messages show, as it is now."""
        if self.bench is not None and (text := self.bench.file(file)) is not None:
            return text
        path = self.path(file)
        try:
            if path is not None:
                with path.open("rb") as opened:
                    return clean(opened.read(MOST_BYTES).decode("utf-8", "replace"))
        except OSError:
            pass
        return self._earlier.bench.file(file) if self._earlier else None

    def path(self, file: str) -> Path | None:
        """Return where a file lies, by the name that messages show; None if it is of no pack."""
        name, _, inside = file.partition("/")
        roots = [self.folder, *(folder.root for folder in (self.bench.stack if self.bench else ()))]
        for root in roots:
            if root.name == name and inside and (root / inside).is_file():
                return root / inside
        return None

    def is_own(self, file: str) -> bool:
        """Return whether a file belongs to the pack under work."""
        return file.partition("/")[0] == self.folder.name


def _about(finding: PackFinding, shown: Shown) -> bool:
    """Return whether a finding is about the very text that is shown."""
    return (finding.person, finding.document) == (shown.view.person, shown.view.document)


def _better_placed(
    finding: PackFinding, shown: Shown, of_pack: Collection[PackFinding]
) -> PackFinding:
    """Return a finding in the place that the check of the whole pack gives for its like."""
    for each in of_pack if not finding.line else ():
        if (each.document, each.rule) == (shown.view.document, finding.rule) and each.line:
            return replace(
                finding, file=each.file, line=each.line, column=each.column, text=each.text
            )
    return finding
