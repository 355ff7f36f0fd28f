"""The yardstick: the least that a program with Textual does, one line to type in. Ctrl+Q quits."""

from textual.app import App, ComposeResult
from textual.widgets import Input

SAYS = "Type here"
"""What its first screen shows."""


class Hello(App[None]):
    """One line to type in."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Input(placeholder=SAYS)


if __name__ == "__main__":
    Hello().run()
