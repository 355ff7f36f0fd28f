"""Messages from a screen to the app."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from discloser.vault.vault import Vault


class SettingsChanged(Message):
    """A setting has a new value."""


class DoorOpened(Message):
    """The plans are open; without a vault, nothing is kept this time."""

    def __init__(self, vault: "Vault | None") -> None:
        super().__init__()
        self.vault = vault
