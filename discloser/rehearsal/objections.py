"""What the other side may object to, each with a calm reply."""

from msgspec import Struct

from discloser.model.catalogue import Catalogue
from discloser.model.disclosure import Disclosure
from discloser.model.wording import pick
from discloser.rehearsal.questions import for_entry


class PreparedObjection(Struct, frozen=True):
    """An objection and the reply to it."""

    about: str
    """The ask it is raised against, in short; empty for one that fits any."""
    objection: str
    reply: str


def likely_objections(
    catalogue: Catalogue, disclosure: Disclosure
) -> tuple[PreparedObjection, ...]:
    """Return the objections to the asks that are said, then those that fit any ask."""
    to_asks = [
        PreparedObjection(ask.short, ask.objection, ask.reply)
        for ask in disclosure.asks
        if ask.objection and ask.reply
    ]
    general = [
        PreparedObjection("", entry.objection, reply)
        for entry in catalogue.objections.values()
        if (reply := pick(entry.reply, for_entry(disclosure, entry.id)))
    ]
    return (*to_asks, *general)
