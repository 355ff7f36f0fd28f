"""How a text beside a page is drawn: what it is, the picture, the words, and what they tell."""

from textual.content import Content

from discloser.session.book import in_words
from discloser.session.preview import Preview
from discloser.session.sitting import Sitting


def draw_preview(shown: Preview, sitting: Sitting) -> Content:
    """Return a preview as text: what it is, the picture, the words, and what they tell."""
    head = Content(shown.title).stylize("bold")
    if shown.whom:
        head += Content(f", {shown.whom}")
    parts = [head]
    if shown.picture:
        parts.append(Content(shown.picture))
    if shown.text:
        parts.append(Content(shown.text))
    if shown.notes:
        parts.append(Content(in_words(sitting, "\n".join(shown.notes))).stylize("$text-muted"))
    return Content("\n\n").join(parts)
