"""Messages from a screen to the app."""

from textual.message import Message


class SettingsChanged(Message):
    """A setting has a new value."""
