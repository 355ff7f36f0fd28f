"""Where the things of a pack stand in its files: a key, a wording, a few words of it.

Nothing is looked through before somebody asks: a pack without findings costs nothing here.
"""

import re
from functools import cached_property

from msgspec import Struct

from discloser.authoring.workbench import Workbench
from discloser.packs.folder import MANIFEST
from discloser.text.toml_places import Span, TomlPlaces, places


class Spot(Struct, frozen=True):
    """A place in a file, as findings give it."""

    file: str
    """As messages show it: ``my_words/phrases/mine.toml``."""
    line: int = 0
    """1-based; 0 for the file as a whole."""
    column: int = 0
    """1-based, in characters; 0 for the whole line."""
    text: str = ""
    """The characters of that line that are meant."""


class Places:
    """The places in all files of a pack and of what it lies on."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._scanned: dict[str, TomlPlaces | None] = {}
        self._split: dict[str, dict[int, str]] = {}

    def locate(self, file: str, path: str) -> Spot:
        """Return where the value at a key path stands, or else what is nearest around it."""
        found = self._toml(file)
        return self._spot(file, found.nearest(path) if found and path else None)

    def key(self, file: str, path: str) -> Spot:
        """Return where the key itself stands; where there is none, the innermost thing around."""
        found = self._toml(file)
        span = found.key(path) if found and path else None
        return self._spot(file, span) if span else self.locate(file, path)

    def content(self, file: str, path: str) -> Spot:
        """Return where a text stands, without its quotes."""
        found = self._toml(file)
        span = found.content(path) if found and path else None
        return self._spot(file, span) if span else self.locate(file, path)

    def words(self, file: str, path: str, words: str) -> Spot:
        """Return where some words stand in the value at a key path, else the value."""
        found = self._toml(file)
        span = found.words(path, words) if found and path else None
        return self._spot(file, span) if span else self.locate(file, path)

    def entry(self, shelf: str, entry: str, path: str = "", words: str = "") -> Spot:
        """Return where an entry of the catalogue or a document is declared, or a key inside it.

        ``path`` is the rest of the key path, such as ``text[2].when[0]``; with ``words`` the place
        of those words in there.
        """
        source = self._bench.layers.sources.get((shelf, entry))
        if source is None:
            return Spot(self.manifest)
        whole = f"{source.place}.{path}" if path else source.place
        if words:
            return self.words(source.file, whole, words)
        return self.locate(source.file, whole)

    def wording(self, shelf: str, entry: str, key: str, index: int, words: str = "") -> Spot:
        """Return where one wording of a text stands (``index`` from 0), or some words of it.

        ``key`` is the path of the text inside its entry, such as ``text`` or ``reply[1].text``.
        """
        source = self._bench.layers.sources.get((shelf, entry))
        if source is None:
            return Spot(self.manifest)
        path = self.text_path(source.file, f"{source.place}.{key}", index)
        if words:
            return self.words(source.file, path, words)
        return self.content(source.file, path)

    def text_path(self, file: str, path: str, index: int) -> str:
        """Return the key path of one wording's sentence: a text may be a list, or one sentence."""
        found = self._toml(file)
        if found is None:
            return path
        for each in (f"{path}[{index}].text", f"{path}[{index}]"):
            if found.value(each):
                return each
        return path

    def line(self, file: str, line: int, text: str = "") -> Spot:
        """Return a line of a file, and in it the first place of a text, if it stands there."""
        if text and (at := self._lines(file).get(line, "").find(text)) >= 0:
            return Spot(file, line, at + 1, text)
        return Spot(file, line)

    def name(self, file: str, line: int, name: str, nth: int = 0) -> Spot:
        """Return where a name of the template language stands in a line, as a word of its own.

        ``nth``, from 0, is which of several places is meant.
        """
        parts = (re.escape(part) for part in re.findall(r"\w+|[.\[\]]", name))
        pattern = re.compile(rf"(?<![\w.\"']){r'[ ]*'.join(parts)}(?![\w\"'])")
        found = list(pattern.finditer(self._lines(file).get(line, "")))
        if found:
            here = found[min(nth, len(found) - 1)]
            return Spot(file, line, here.start() + 1, here[0])
        return self.line(file, line, name)

    def source_line(self, file: str, line: int) -> str:
        """Return a line of a file as it stands there; empty if there is none."""
        return self._lines(file).get(line, "")

    @cached_property
    def manifest(self) -> str:
        """The manifest of the pack under work, as messages show it."""
        return self._bench.folder.shown(MANIFEST)

    def _spot(self, file: str, span: Span | None) -> Spot:
        if span is None:
            return Spot(file)
        source = self._bench.file(file) or ""
        text = source[span.start : span.end].partition("\n")[0].rstrip("\r")
        return Spot(file, span.line, span.column, text)

    def _toml(self, file: str) -> TomlPlaces | None:
        if file not in self._scanned:
            source = self._bench.file(file) if file.endswith(".toml") else None
            self._scanned[file] = None if source is None else places(source)
        return self._scanned[file]

    def _lines(self, file: str) -> dict[int, str]:
        if file not in self._split:
            lines = (self._bench.file(file) or "").split("\n")
            self._split[file] = dict(enumerate(lines, 1))
        return self._split[file]
