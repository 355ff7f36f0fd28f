"""The known name nearest to an unknown one, for "did you mean" in error messages."""

from collections.abc import Iterable

__all__ = ["nearest"]

# Longer names are not slips of the finger, and the comparison takes the square of the length.
_LONGEST = 80
_SHORTEST_PART = 3
_MOST_COMPARED = 3000
"""More names than that take longer to compare than a hint is worth."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name in `known` that `name` most likely stands for, or None if none is near.

    Capitals do not count, nor whether words are parted by a space, a hyphen or an underscore.
    After that come the name with the same words in another order, and the only one that starts
    with all of `name`. Then the most alike name wins (at least 0.6 on the scale of `difflib`),
    failing that the only one that contains all of `name`.
    """
    spoken: dict[str, str] = {}
    for candidate in known:
        spoken.setdefault(_plain(candidate), candidate)
    wanted = _plain(name)
    if not wanted or len(wanted) > _LONGEST:
        return None
    if wanted in spoken:
        return spoken[wanted]
    words = sorted(wanted.split("_"))
    turned = [plain for plain in spoken if sorted(plain.split("_")) == words]
    longer = [plain for plain in spoken if plain.startswith(f"{wanted}_")]
    for found in (turned, longer):
        if len(found) == 1:
            return spoken[found[0]]
    # Imported on use: only messages about mistakes need it, and it would cost every start.
    import difflib  # noqa: PLC0415 - see above

    close = difflib.get_close_matches(wanted, spoken, n=1) if len(spoken) <= _MOST_COMPARED else ()
    if close:
        return spoken[close[0]]
    if len(wanted) < _SHORTEST_PART:
        return None
    containing = [candidate for plain, candidate in spoken.items() if wanted in plain]
    return containing[0] if len(containing) == 1 else None


def _plain(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
