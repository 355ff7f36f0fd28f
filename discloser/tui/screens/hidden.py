"""A harmless page that covers everything: the month, as on any desk."""

import calendar
import datetime

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class Hidden(Screen[None]):
    """The calendar of this month, and nothing of the app; the app itself takes it away."""

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """Lay out the month."""
        month = calendar.TextCalendar().formatmonth(self._today.year, self._today.month)
        yield Static(Content(month), id="month", markup=False)
