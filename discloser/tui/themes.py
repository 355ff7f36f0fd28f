"""How the app looks: four themes in which every text and every edge can be read.

Textual's own themes leave much to be worked out from a few colours, and what comes out fails WCAG
in places: disabled text, edges without focus, half transparent cursors. So a palette here names
every colour outright, all of them opaque, and tests/tui/test_contrast.py measures each pair that
can meet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from textual.theme import Theme

from discloser.errors import UsageError

__all__ = ["LOOKS", "THEMES", "theme_for"]

LOOKS = ("auto", "light", "dark", "contrast", "terminal")
"""What a person may ask for; all but the first are a theme."""


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one theme as ``#rrggbb``: grounds, then what stands on them."""

    name: str
    dark: bool

    paper: str
    """The screen itself."""
    surface: str
    """Fields, lists and buttons."""
    panel: str
    """Footer, header and notices."""
    raised: str
    """Headings of tables, labels, the line that a text cursor is on."""
    hover: str
    """The row under the mouse."""
    resting: str
    """The chosen row of a list that has no focus."""

    ink: str
    muted: str
    """Text of less weight, such as an explanation."""
    disabled: str
    """What cannot be chosen now: it still has to be read."""
    primary: str
    """Headings, keys, links, the edge of what has focus and the row that the cursor is on."""
    secondary: str
    success: str
    warning: str
    error: str
    inverse: str
    """Text on any of the five colours above."""
    edge: str
    """Edges without focus and the thumb of a scroll bar."""
    selected: str
    """Behind text that is marked."""


LIGHT = Palette(
    name="discloser-light",
    dark=False,
    paper="#faf6ee",
    surface="#f4eee3",
    panel="#ece5d8",
    raised="#ebe4d7",
    hover="#e3e6de",
    resting="#d6e1de",
    ink="#22282b",
    muted="#475054",
    disabled="#535a5d",
    primary="#0b5060",
    secondary="#4b5227",
    success="#1f5a32",
    warning="#754000",
    error="#962525",
    inverse="#ffffff",
    edge="#787467",
    selected="#bcd8d8",
)

DARK = Palette(
    name="discloser-dark",
    dark=True,
    paper="#161b20",
    surface="#1c2228",
    panel="#232a31",
    raised="#29313a",
    hover="#28343b",
    resting="#2b3c44",
    ink="#e9e4d9",
    muted="#bdbfba",
    disabled="#a6aaa9",
    primary="#86c5cb",
    secondary="#bcc796",
    success="#98cb9f",
    warning="#e6b974",
    error="#f4a29a",
    inverse="#12171b",
    edge="#7d8b94",
    selected="#35535c",
)

CONTRAST = Palette(
    name="discloser-contrast",
    dark=True,
    paper="#000000",
    surface="#000000",
    panel="#0d0d0d",
    raised="#171717",
    hover="#1f1f1f",
    resting="#262626",
    ink="#ffffff",
    muted="#e6e6e6",
    disabled="#c4c4c4",
    primary="#ffe27a",
    secondary="#a8d8ff",
    success="#a9eaa9",
    warning="#ffcf8a",
    error="#ffbcb5",
    inverse="#000000",
    edge="#a8a8a8",
    selected="#123a5c",
)


def theme_for(look: str, environment: Mapping[str, str]) -> str:
    """Return the name of the theme for one of `LOOKS`.

    ``auto`` takes the ground that the terminal tells in COLORFGBG, and dark where it tells nothing.
    Raises UsageError for any other look.
    """
    if look not in LOOKS:
        raise UsageError(f"There is no look {look!r}. There are: {', '.join(LOOKS)}.")
    if look == "auto":
        look = "light" if _light_ground(environment.get("COLORFGBG", "")) else "dark"
    return f"discloser-{look}"


def _light_ground(colours: str) -> bool:
    """Tell whether the last of two or three colour numbers, the ground, is one of the two whites.

    rxvt began this form, ``15;0`` or ``0;default;15``; Konsole and others took it over.
    """
    colour = r"(?:\d{1,3}|default)"
    found = re.fullmatch(rf"{colour};(?:{colour};)?({colour})", colours)
    return found is not None and found[1] in {"7", "15"}


def _theme(palette: Palette) -> Theme:
    return Theme(
        name=palette.name,
        dark=palette.dark,
        foreground=palette.ink,
        background=palette.paper,
        surface=palette.surface,
        panel=palette.panel,
        boost=palette.raised,
        primary=palette.primary,
        secondary=palette.secondary,
        accent=palette.primary,
        success=palette.success,
        warning=palette.warning,
        error=palette.error,
        # Textual darkens and lightens by this for edges and for buttons under the mouse.
        luminosity_spread=0.04,
        variables=_texts(palette) | _parts(palette) | _markdown(palette),
    )


def _texts(palette: Palette) -> dict[str, str]:
    """Return text by what it means, and the grounds that Textual would mix for it."""
    meanings = ("primary", "secondary", "success", "warning", "error")
    coloured: dict[str, str] = {name: getattr(palette, name) for name in meanings}
    coloured["accent"] = palette.primary
    return {
        **{f"text-{name}": colour for name, colour in coloured.items()},
        **{f"{name}-muted": palette.raised for name in coloured},
        "text": palette.ink,
        "text-muted": palette.muted,
        "text-disabled": palette.disabled,
        "foreground-muted": palette.muted,
        "foreground-disabled": palette.disabled,
        "boost": palette.raised,
        "panel-lighten-1": palette.panel,
        "panel-darken-1": palette.panel,
        # The mark of a box that is not ticked and the groove of a switch.
        "panel-darken-2": palette.edge,
        "link-color": palette.primary,
        "link-background": palette.paper,
        "link-color-hover": palette.inverse,
        "link-background-hover": palette.primary,
    }


def _parts(palette: Palette) -> dict[str, str]:
    """Return the colours of cursors, edges, buttons, the footer and scroll bars."""
    return {
        "block-cursor-foreground": palette.inverse,
        "block-cursor-background": palette.primary,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": palette.ink,
        "block-cursor-blurred-background": palette.resting,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": palette.hover,
        "input-cursor-foreground": palette.paper,
        "input-cursor-background": palette.ink,
        "input-cursor-text-style": "none",
        "input-selection-foreground": palette.ink,
        "input-selection-background": palette.selected,
        "screen-selection-foreground": palette.ink,
        "screen-selection-background": palette.selected,
        "border": palette.primary,
        "border-blurred": palette.edge,
        "surface-active": palette.raised,
        "button-foreground": palette.ink,
        "button-color-foreground": palette.inverse,
        "button-focus-text-style": "bold reverse",
        "footer-foreground": palette.ink,
        "footer-background": palette.panel,
        "footer-item-background": palette.panel,
        "footer-key-foreground": palette.primary,
        "footer-key-background": palette.panel,
        "footer-description-foreground": palette.ink,
        "footer-description-background": palette.panel,
        "scrollbar": palette.edge,
        "scrollbar-hover": palette.primary,
        "scrollbar-active": palette.primary,
        "scrollbar-background": palette.panel,
        "scrollbar-background-hover": palette.panel,
        "scrollbar-background-active": palette.panel,
        "scrollbar-corner-color": palette.panel,
    }


def _markdown(palette: Palette) -> dict[str, str]:
    """Return the six ranks of headings; the help panel shows them."""
    ranks = (palette.primary,) * 3 + (palette.ink,) * 2 + (palette.muted,)
    colours = {f"markdown-h{rank}-color": colour for rank, colour in enumerate(ranks, 1)}
    return colours | {f"markdown-h{rank}-background": palette.paper for rank in range(1, 7)}


# Which colours a terminal shows for its sixteen names is not known here, and blue on black is hard
# to read in many. So text and edges are in the terminal's own ink on its own ground, or the two
# swapped, which is as legible as its owner made it. Rows and marked text need a ground of their
# own, since Textual drops "reverse" there: black on cyan can be read in the usual palettes and
# stands out from black and from white. It is not bold, which some terminals draw as grey.
_OWN = "ansi_default"
_INK = (
    *("text", "text-muted", "text-disabled", "foreground-muted", "foreground-disabled"),
    *("text-primary", "text-secondary", "text-accent"),
    *("text-success", "text-warning", "text-error"),
    *("border", "border-blurred", "panel-darken-2"),
    *("link-color", "link-color-hover", "button-foreground", "button-color-foreground"),
    *("block-cursor-blurred-foreground", "input-cursor-foreground", "ansi-foreground"),
    *("footer-foreground", "footer-key-foreground", "footer-description-foreground"),
    *("scrollbar", "scrollbar-hover", "scrollbar-active"),
    *(f"markdown-h{rank}-color" for rank in range(1, 7)),
)
_GROUND = (
    *("primary-muted", "secondary-muted", "accent-muted"),
    *("success-muted", "warning-muted", "error-muted"),
    *("block-cursor-blurred-background", "block-hover-background", "input-cursor-background"),
    *("footer-background", "footer-item-background", "footer-key-background"),
    *("footer-description-background", "link-background", "link-background-hover"),
    *("ansi-background", "surface-active", "scrollbar-background", "scrollbar-corner-color"),
    *("scrollbar-background-hover", "scrollbar-background-active"),
    *(f"markdown-h{rank}-background" for rank in range(1, 7)),
)
_ROWS = ("block-cursor", "input-selection", "screen-selection")

TERMINAL = Theme(
    name="discloser-terminal",
    ansi=True,
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    boost=_OWN,
    primary=_OWN,
    secondary=_OWN,
    accent=_OWN,
    success=_OWN,
    warning=_OWN,
    error=_OWN,
    variables={
        **dict.fromkeys((*_INK, *_GROUND), _OWN),
        **{f"{row}-foreground": "ansi_black" for row in _ROWS},
        **{f"{row}-background": "ansi_cyan" for row in _ROWS},
        "block-cursor-text-style": "underline",
        "block-cursor-blurred-text-style": "bold",
        "input-cursor-text-style": "reverse",
        "button-focus-text-style": "bold reverse",
        "link-style-hover": "bold reverse",
    },
)
"""The terminal's own two colours; what else would be a colour is bold, underlined or swapped."""

THEMES: tuple[Theme, ...] = (_theme(LIGHT), _theme(DARK), _theme(CONTRAST), TERMINAL)
"""All of them, to be registered with the app."""
