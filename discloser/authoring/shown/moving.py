"""From one view to another: the next person, document, audience, tone, length or level."""

from collections.abc import Sequence

from msgspec.structs import replace

from discloser.authoring.shown.showing import Showing, Shown, View
from discloser.errors import TemplateError, UnreadableError, UsageError

LEVELS = 6
"""Levels go from 0 to 5."""


def start(there: Showing, view: View) -> View:
    """Return where to begin: as far as the view says, else at what the pack itself changes."""
    document = view.document if view.document in there.documents else ""
    person = view.person if view.person in there.people else ""
    if not document:
        offered = there.offered(person) if person else set(there.documents)
        order = [name for name in _own_first(there) if name in offered]
        document = next(iter(order), next(iter(there.documents), ""))
    if not person:
        given = (name for name in there.people if document in there.offered(name))
        person = next(given, next(iter(there.people), ""))
    return replace(view, person=person, document=document)


def person_after(there: Showing, view: View, by: int = 1) -> View:
    """Return the next sample person who is offered this document; if nobody is, the next."""
    others = _others(there.people, view.person, by)
    given = (name for name in others if view.document in there.offered(name))
    return replace(view, person=next(given, next(iter(others), view.person)))


def document_after(there: Showing, view: View, by: int = 1) -> View:
    """Return the next document that this sample person is offered; if none is, the next."""
    others = _others(there.documents, view.document, by)
    offered = there.offered(view.person)
    given = (name for name in others if name in offered)
    return replace(view, document=next(given, next(iter(others), view.document)))


def audience_after(there: Showing, view: View, by: int = 1) -> View:
    """Return the view for the next audience that the document is for."""
    names = [str(each) for each in there.specs[view.document].audiences]
    planned = _planned(there, View(view.person, view.document)).audience
    then = _next(names, view.audience if view.audience in names else planned, by)
    return replace(view, audience="" if then == planned else then)


def tone_after(there: Showing, view: View, by: int = 1) -> View:
    """Return the view in the next tone."""
    planned = _planned(there, view).tone
    then = _next(list(there.catalogue.tones), view.tone or planned, by)
    return replace(view, tone="" if then == planned else then)


def length_after(there: Showing, view: View, by: int = 1) -> View:
    """Return the view in the next length; of something said aloud, the one that takes so long."""
    names = list(there.catalogue.lengths)
    spoken = there.specs[view.document].spoken
    if spoken:
        then = _next(names, spoken, by)
        same = (name for name in there.documents if there.specs[name].spoken == then)
        return replace(view, document=next(same, view.document), length="")
    planned = _planned(there, view).length
    then = _next(names, view.length or planned, by)
    return replace(view, length="" if then == planned else then)


def level_after(there: Showing, view: View, by: int = 1) -> View:
    """Return the view as if the audience might know one level more; after 5 comes 0."""
    planned = _planned(there, View(view.person, view.document, view.audience)).level
    then = ((planned if view.level is None else view.level) + by) % LEVELS
    return replace(view, level=None if then == planned else then)


def _planned(there: Showing, view: View) -> Shown:
    """Return what holds where the view says nothing of its own but who reads it."""
    try:
        return there.held(View(view.person, view.document, view.audience))
    except (UnreadableError, UsageError):  # the person's file is broken just now
        return Shown(view)


def _own_first(there: Showing) -> list[str]:
    """Return the documents, in front those that the pack under work has changed most openly."""
    own = [each for each in there.bench.layers.replaced if each.pack == there.bench.name]
    named = {each.id for each in own if each.kind == "document"}
    templates = [each.id for each in own if each.kind == "template"]
    named |= {path.removeprefix("documents/").removesuffix(".j2") for path in templates}
    phrases = {each.id for each in own if each.kind == "phrase"}
    says: set[str] = set()
    if phrases and not named:
        says = {name for name in there.documents if phrases & _slots(there, name)}
    return sorted(there.documents, key=lambda name: (name not in named, name not in says))


def _slots(there: Showing, document: str) -> set[str]:
    try:
        needs = there.bench.workshop.renderer.needs(document)
    except TemplateError:
        return set()
    return {*needs.slots, there.specs[document].subject}


def _others(names: Sequence[str], here: str, by: int) -> list[str]:
    """Return all other names, beginning behind this one, or in front of it and backwards."""
    order = list(names)[::by]
    at = order.index(here) + 1 if here in order else 0
    return [*order[at:], *order[: max(at - 1, 0)]]


def _next(names: Sequence[str], here: str, by: int) -> str:
    return names[(names.index(here) + by) % len(names)] if here in names else names[0]
