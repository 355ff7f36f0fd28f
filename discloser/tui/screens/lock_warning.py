"""Says that the plans are about to be locked; any key keeps them open."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from discloser.tui.screens.dialogs import Dialog, finish

WARNING = (
    "Your plans lock in {seconds} seconds, because no key was pressed for a while. "
    "Your answers are saved."
)
GO_ON = "Press any key to go on."


class LockWarning(Dialog[None]):
    """The last seconds before the plans are locked."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = round(seconds)

    def compose(self) -> ComposeResult:
        """Lay out the sentence; it stands still, so that it is read out once."""
        with Vertical(id="dialog"):
            said = WARNING.format(seconds=self._seconds)
            yield Static(Content(said), id="dialog-question", markup=False)
            yield Static(Content(GO_ON), id="dialog-about", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Go on; the key does nothing else."""
        event.stop()
        event.prevent_default()
        finish(self, None)

    def on_click(self) -> None:
        """Go on, as with a key."""
        finish(self, None)
