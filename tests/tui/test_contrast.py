"""Every text and edge that a theme can produce is legible, by the contrast ratio of WCAG 2.2.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; text wants 4.5 to 1 (7 to 1 for level AAA), edges
and other marks 3 to 1.
"""

import asyncio
from itertools import product

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widget import Widget
from textual.widgets import Button, OptionList

from discloser.errors import UsageError
from discloser.tui.themes import LOOKS, THEMES, theme_for

COLOURED = [theme.name for theme in THEMES if not theme.ansi]

TEXT = {"discloser-contrast": 7.0}
"""Least ratio of text, where it is not 4.5."""

EDGE = 3.0
"""Least ratio of edges, thumbs and marks."""

GROUNDS = (
    *("background", "surface", "panel", "boost", "surface-active"),
    *("panel-lighten-1", "panel-darken-1", "surface-focused", "panel-focused"),
    *("block-hover-background", "block-cursor-blurred-background"),
)

WORDS = (
    *("foreground", "text", "text-muted", "text-disabled"),
    *("foreground-muted", "foreground-disabled", "link-color", "button-foreground"),
    *("primary", "secondary", "accent", "success", "warning", "error"),
    *("text-primary", "text-secondary", "text-accent"),
    *("text-success", "text-warning", "text-error"),
    *(f"markdown-h{rank}-color" for rank in range(1, 7)),
)

BUTTONS = [
    f"{variant}{shade}"
    for variant in ("primary", "success", "warning", "error")
    for shade in ("", "-darken-1", "-darken-2", "-focused")
]

TEXT_PAIRS = [
    *product(WORDS, GROUNDS),
    *product(["button-color-foreground"], BUTTONS),
    *product(["button-foreground"], ["surface-darken-1", "surface-lighten-1"]),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-key-background"),
    ("footer-key-foreground", "footer-item-background"),
    ("footer-key-foreground", "block-hover-background"),
    ("footer-description-foreground", "footer-description-background"),
    ("footer-description-foreground", "footer-item-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("link-color", "link-background"),
    ("link-color-hover", "link-background-hover"),
    *[(f"{name}-muted", f"text-{name}") for name in ("primary", "success", "warning", "error")],
    *[(f"markdown-h{rank}-color", f"markdown-h{rank}-background") for rank in range(1, 7)],
]

EDGE_PAIRS = [
    *product(["border", "border-blurred", "panel-darken-2"], GROUNDS),
    ("scrollbar", "scrollbar-background"),
    ("scrollbar-hover", "scrollbar-background-hover"),
    ("scrollbar-active", "scrollbar-background-active"),
]

CURSOR_PAIRS = [
    ("block-cursor-background", "surface"),
    ("block-cursor-background", "surface-focused"),
    ("input-cursor-background", "surface"),
    ("input-cursor-background", "surface-focused"),
]


def variables_of(name: str) -> dict[str, str]:
    """Return the variables of a theme as an app hands them to its stylesheets."""
    app: App[None] = App()
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = name
    return app.get_css_variables()


def colours_of(name: str) -> dict[str, Color]:
    """Return the variables that are colours, and the grounds that Textual tints under focus."""
    found = {}
    for variable, value in variables_of(name).items():
        # Textual can shade "auto" and transparent colours only where it draws them.
        if value.startswith("#"):
            found[variable] = Color.parse(value)
    tint = found["foreground"].with_alpha(0.05)
    for ground in ("surface", "panel", "primary", "success", "warning", "error"):
        found[f"{ground}-focused"] = found[ground].tint(tint)
    return found


def luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: Color, second: Color) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(theme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    """Return a line for each pair that cannot be measured or falls short."""
    colours = colours_of(theme)
    lines = []
    for pair in pairs:
        met = [colours.get(name, Color(0, 0, 0, 0)) for name in pair]
        if any(colour.a < 1 for colour in met):
            lines.append(f"{theme}: ${pair[0]} on ${pair[1]} is not two opaque colours")
        elif (measured := ratio(*met)) < least:
            lines.append(f"{theme}: ${pair[0]} on ${pair[1]} is {measured:.2f}, not {least}")
    return lines


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert ratio(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", COLOURED)
def test_all_text_can_be_read(theme: str) -> None:
    faint = too_faint(theme, TEXT_PAIRS, TEXT.get(theme, 4.5))
    assert not faint, "\n".join(faint)


@pytest.mark.parametrize("theme", COLOURED)
def test_edges_thumbs_and_cursors_can_be_seen(theme: str) -> None:
    faint = too_faint(theme, EDGE_PAIRS + CURSOR_PAIRS, EDGE)
    assert not faint, "\n".join(faint)


def test_textuals_own_theme_would_not_do() -> None:
    """The measure bites: the theme that one gets without asking falls short in both ways."""
    assert too_faint("textual-dark", EDGE_PAIRS, EDGE)
    assert too_faint("textual-dark", TEXT_PAIRS, 4.5)


# --- the terminal's own colours, which nobody can measure ---


def test_the_terminal_theme_only_uses_the_terminals_own_ink_and_ground() -> None:
    variables = variables_of("discloser-terminal")
    own = {"ansi_default", "transparent"}
    wrong = []
    for pair in TEXT_PAIRS + EDGE_PAIRS:
        values = [variables[name] for name in pair if "-focused" not in name]
        if values != ["ansi_black", "ansi_cyan"] and not own.issuperset(values):
            wrong.append((pair, values))
    assert not wrong


class Row(App[None]):
    def compose(self) -> ComposeResult:
        yield OptionList("here", "there")
        yield Button("Go", compact=True)

    def look(self, kind: type[Widget], line: int = 0) -> Style:
        """Return how the text in one line of a widget is drawn."""
        strip = self.query_one(kind).render_line(line)
        return next(part.style for part in strip if part.text.strip() and part.style)


def test_the_terminal_theme_shows_the_cursor_with_and_without_colour() -> None:
    """Textual drops some styles on the way to the screen, so this looks at what is drawn."""

    async def walk() -> None:
        app = Row()
        app.register_theme(THEMES[-1])
        app.theme = THEMES[-1].name
        async with app.run_test() as pilot:
            app.query_one(OptionList).highlighted = 0
            await pilot.pause()
            row, other = app.look(OptionList), app.look(OptionList, 1)
            await pilot.press("tab")
            left, button = app.look(OptionList), app.look(Button)
        assert row.underline
        assert row.bgcolor != other.bgcolor
        assert not other.underline
        assert left.bold
        assert not left.underline
        assert button.reverse

    asyncio.run(walk())


# --- which theme ---


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_is_a_theme_of_ours(look: str) -> None:
    assert theme_for(look, {}) in {theme.name for theme in THEMES}


@pytest.mark.parametrize(
    ("colours", "theme"),
    [
        ("0;15", "light"),
        ("0;default;15", "light"),
        ("0;7", "light"),
        ("15;0", "dark"),
        ("default;default", "dark"),
        ("15", "dark"),
        ("x;15", "dark"),
        ("0;15\n", "dark"),
        ("", "dark"),
    ],
)
def test_auto_follows_the_ground_that_the_terminal_tells(colours: str, theme: str) -> None:
    assert theme_for("auto", {"COLORFGBG": colours}) == f"discloser-{theme}"
    assert theme_for("contrast", {"COLORFGBG": colours}) == "discloser-contrast"


def test_an_unknown_look_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'neon'.*contrast"):
        theme_for("neon", {})
