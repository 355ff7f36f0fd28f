"""Every text of a catalogue that documents can say, with the entry and the place it stands in."""

from collections.abc import Iterator

from msgspec import Struct

from discloser.model.catalogue import Catalogue, Fields, Text

KEYS = {
    "impacts": ("line", "short"),
    "accommodations": ("phrase", "short", "objection", "reply", "gain", "knock_on"),
    "objections": ("reply",),
    "questions": ("question",),
    "ladder": ("text",),
    "audiences": ("who_may_know", "say_if_asked", "papers", "ask_first"),
    "logistics": ("text", "say"),
    "treatments": ("line",),
    "law_lines": ("text",),
    "phrases": ("text",),
}
"""Shelf of the catalogue to the keys of its entries that hold a text."""


class SpokenText(Struct, frozen=True):
    """One text of one entry."""

    shelf: str
    entry: str
    """Id of the entry."""
    key: str
    text: Text
    fields: Fields
    """The entry's own fields, by name."""

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.shelf}, `{self.entry}`, {self.key}"


def spoken_texts(catalogue: Catalogue) -> Iterator[SpokenText]:
    """Yield every text, in the order of the catalogue."""
    for shelf, keys in KEYS.items():
        for entry_id, entry in getattr(catalogue, shelf).items():
            own = getattr(entry, "fields", {})
            for key in keys:
                yield SpokenText(shelf, entry_id, key, getattr(entry, key), own)
    for question in catalogue.questions.values():
        for reply in question.reply:
            yield SpokenText("questions", question.id, "reply", reply.text, {})
