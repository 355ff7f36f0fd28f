"""How catalogue texts read when they are shown to the person, before anything is filled in."""

from collections.abc import Iterable

from discloser.model.catalogue import Text
from discloser.model.wording import FIELD, fields, wordings
from discloser.text.clean import fold
from discloser.text.english import sentence


def shown(text: Text) -> str:
    """Return the plainest wording of a text: without conditions and blanks if there is one."""
    found = wordings(text)
    if not found:
        return ""
    free = [wording for wording in found if not wording.when] or list(found)
    whole = [wording for wording in free if not fields(wording.text)] or free
    return FIELD.sub("…", whole[-1].text)


def spoken(text: Text) -> str:
    """Return the plainest wording as a sentence."""
    words = shown(text)
    return sentence(words) if words else ""


def matches(search: str, texts: Iterable[str]) -> bool:
    """Return whether each word of a search begins a word of some texts."""
    words = fold(" ".join(texts)).replace("-", " ").split()
    return all(
        any(word.startswith(part) for word in words)
        for part in fold(search).replace("-", " ").split()
    )
