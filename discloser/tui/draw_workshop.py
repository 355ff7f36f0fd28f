"""How the authors' preview is drawn: the choices, the text with what it tells, and the findings."""

from collections.abc import Mapping

from textual.content import Content

from discloser.authoring.shown.showing import Shown
from discloser.tui.screens.room import key_name
from discloser.tui.widgets.choice_line import Choice

NAMES = {
    "person": "Person",
    "document": "Document",
    "audience": "For",
    "tone": "Tone",
    "length": "Length",
    "level": "Level",
}
"""What can be chosen, as it is called on the screen."""


def choices_of(shown: Shown, keys: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return what is chosen, with the keys that change it by the ids of their bindings."""
    view = shown.view
    values = {
        "person": (view.person, False),
        "document": (view.document, False),
        "audience": (shown.audience, bool(view.audience)),
        "tone": (shown.tone, bool(view.tone)),
        "length": (shown.length, bool(view.length)),
        "level": (str(shown.level) if shown.audience else "", view.level is not None),
    }
    return tuple(
        Choice(called(key), key, NAMES[name], value, own)
        for name, (value, own) in values.items()
        if (key := keys.get(f"preview_{name}", "")) and value
    )


def called(key: str) -> str:
    """Return a key as people call it; letters stay small, as some large ones go backwards."""
    return key if len(key) == 1 else key_name(key)


def result_of(shown: Shown) -> Content:
    """Return what stands on the right: whose text it is, the text, and what it tells."""
    head = f"{shown.title}, {shown.whom}" if shown.whom else shown.title
    parts = [Content(head).stylize("bold")] if head else []
    if shown.old:
        said = "This is the OLD text. The files are broken now: see below."
        parts.append(Content(said).stylize("bold $text-error"))
    elif shown.troubles:
        said = "There is no text yet. The files are broken: see below."
        parts.append(Content(said).stylize("bold $text-error"))
    parts += [Content(remark).stylize("$text-warning") for remark in shown.remarks]
    if shown.subject:
        parts.append(Content("Subject: ").stylize("bold") + Content(shown.subject))
    if shown.text:
        parts.append(Content(shown.text))
    if shown.tells:
        parts.append(Content("\n".join(f"- {told}" for told in shown.tells)).stylize("$text-muted"))
    return Content("\n\n").join(parts)


def counted(shown: Shown, here: int, elsewhere: int, *, waiting: bool) -> str:
    """Return in a sentence how much was found; ``waiting`` while the pack is looked through."""
    if shown.troubles:
        return "The files are broken. Mend this, and the text is new again:"
    rest = " The rest of the pack is being looked through." if waiting else ""
    if elsewhere:
        rest = f" In the rest of the pack: {elsewhere}."
    if not here:
        return f"Nothing was found in this text.{rest}"
    return f"Found in this text: {here}.{rest}"
